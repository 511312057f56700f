"""A bulletin as plain data for the typesetter: words, widths, bars and outlines."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from gwdash.charts.region_image import region_image
from gwdash.charts.shapes import Sheet, sheet_of
from gwdash.charts.theme import LIGHT
from gwdash.export.briefing import CountyMap
from gwdash.export.briefing_annexes import Picture
from gwdash.export.briefing_paper import PRINTED_ON, Heading, Item, Led, Paper
from gwdash.export.cells import text
from gwdash.export.official import (
    CORE_MM,
    DEMO,
    DRAFT,
    SIZE_SMALL_5,
    signed_at,
    title_lines,
)
from gwdash.export.paper_tables import Grid
from gwdash.registry.region import REGION

_TITLE_LETTERS, _MARK_LETTERS = 19, 18
#: The issuer's mark fills the line, and is no larger than this.
_MARK_PT, _LARGEST_MARK_PT = 430, 34
_MAP_MM = 86
_MOST_BARS = 16
#: A table that is no higher stays on one page.
_ON_ONE_PAGE_MM = 100

Data = dict[str, Any]


def paper_data(about: Paper, look: Mapping[str, str]) -> Data:
    """Return everything that stands on the bulletin, in words and millimetres."""
    mark = [text(line) for line in title_lines(about.issuer, _MARK_LETTERS)]
    return {
        "look": dict(look),
        "title": text(about.title),
        "issuer": text(about.issuer),
        "stamps": [DRAFT, *([DEMO] if about.is_demo else [])],
        "mark": mark,
        "mark_size": min(_LARGEST_MARK_PT, _MARK_PT / max(len(line) for line in mark)),
        "heading": [text(line) for line in title_lines(about.title, _TITLE_LETTERS)],
        "addressee": about.addressee,
        "items": [_item(item) for item in about.items],
        "annex_list": list(about.annex_list),
        "begins": signed_at(about.issuer),
        "date": about.date_line,
        "annexes": [
            {
                "mark": one.reference(len(about.annexes)),
                "title": one.title,
                "items": [shown for item in one.items for shown in _shown(item)],
            }
            for one in about.annexes
        ],
        "source": about.source,
        "copied_to": text(about.copied_to),
        "printed_by": [text(line) for line in about.printed_lines],
        "printed_on": PRINTED_ON,
    }


def _item(item: Item) -> Data:
    if isinstance(item, Heading):
        return {"kind": "heading", "words": text(item.words)}
    if isinstance(item, Led):
        return {"kind": "led", "heading": text(item.heading), "words": text(item.words)}
    return {"kind": "words", "words": text(item)}


def _shown(item: Grid | Picture) -> Iterator[Data]:
    """Yield what stands in an annex: its tables, and their charts where they can be drawn."""
    if isinstance(item, Grid):
        yield _grid(item, CORE_MM[1])
    elif item.county_map is not None:
        yield _region(item, item.county_map)
    elif item.grid is not None and len(item.grid.rows) <= _MOST_BARS:
        yield from _bars(item, item.grid)


def _grid(grid: Grid, whole_mm: float) -> Data:
    return {
        "kind": "grid",
        "caption": text(grid.caption),
        "unit": text(grid.unit),
        "headings": [text(one) for one in grid.headings],
        "rows": [[text(one) for one in row] for row in grid.rows],
        "figures": list(grid.figures),
        "widths": list(grid.widths(whole_mm, SIZE_SMALL_5)),
        "notes": [text(one) for one in grid.notes],
        "is_whole": grid.height(whole_mm, SIZE_SMALL_5) <= _ON_ONE_PAGE_MM,
    }


def _bars(item: Picture, grid: Grid) -> Iterator[Data]:
    """Yield the chart of a table; bars begin at nothing, what has no value has no bar."""
    chart = grid.chart
    headings = [one.replace("\n", "") for one in grid.headings]
    wanted: tuple[str, ...] = chart.values if chart else ()
    if chart is None or chart.category not in headings or not set(wanted) <= set(headings):
        return
    places = [headings.index(name) for name in wanted]
    figures = [[_figure(row[place]) for place in places] for row in grid.rows]
    largest = max((one or 0.0 for row in figures for one in row), default=0.0)
    if largest <= 0:
        return
    at = headings.index(chart.category)
    yield {
        "kind": "bars",
        "caption": text(item.caption),
        "series": [text(name) for name in wanted],
        "rows": [
            {
                "name": text(row[at]),
                "bars": [
                    {
                        "share": max(value or 0.0, 0.0) / largest,
                        "words": text(row[place]) or "无数据",
                    }
                    for value, place in zip(values, places, strict=True)
                ],
            }
            for row, values in zip(grid.rows, figures, strict=True)
        ],
    }


def _figure(words: str) -> float | None:
    try:
        return float(words.replace(",", "").replace("−", "-"))
    except ValueError:
        return None


def _region(item: Picture, found: CountyMap) -> Data:
    sheet = _sheet()
    scale = _MAP_MM / sheet.width
    meaning, low, high = found.ramp
    ends = f"（最低{low}，最高{high}）" if low and high else ""
    return {
        "kind": "map",
        "caption": text(item.caption),
        "svg": region_image(sheet, found.shades, LIGHT),
        "width": _MAP_MM,
        "height": sheet.height * scale,
        "names": [
            {
                "x": county.label_at[0] * scale,
                "y": county.label_at[1] * scale,
                "name": county.name,
                "caption": text(found.shades[county.code].caption)
                if county.code in found.shades
                else "",
            }
            for county in sheet.counties
        ],
        "legend": text(f"{meaning}{ends}；灰色无数值，斜纹为沿用上期。示意图，不作划界依据。"),
    }


@cache
def _sheet() -> Sheet:
    return sheet_of(REGION)
