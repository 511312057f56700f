"""A bulletin as plain data for the typesetter: words, widths, bars and outlines."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from gwdash.charts.region_image import region_image
from gwdash.charts.shapes import Sheet, sheet_of
from gwdash.charts.theme import LIGHT
from gwdash.export.briefing_paper import Drawing, Heading, Item, Paper
from gwdash.export.cells import text
from gwdash.export.official import (
    CORE_MM,
    DEMO,
    DRAFT,
    SIZE_5,
    SIZE_SMALL_5,
    signed_at,
    title_lines,
)
from gwdash.export.paper_tables import Grid
from gwdash.registry.agenda import Part
from gwdash.registry.region import REGION

_TITLE_LETTERS, _MARK_LETTERS = 19, 18
#: The issuer's mark fills the line, and is no larger than this.
_MARK_PT, _LARGEST_MARK_PT = 430, 34
_MAP_MM = 86
_MOST_BARS = 16
#: A table that is no higher stays on one page.
_ON_ONE_PAGE_MM = 100
#: Where bars say what the table below the text does not show at once.
_WITH_BARS = frozenset({Part.OVERALL, Part.RANKING, Part.PROBLEMS})

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
        "items": [one for item in about.items for one in _item(item)],
        "annex_list": list(about.annex_list),
        "begins": signed_at(about.issuer),
        "date": about.date_line,
        "annexes": [
            {
                "mark": one.mark if len(about.annexes) > 1 else "附件",
                "title": one.title,
                "grids": [_grid(grid, CORE_MM[1]) for grid in one.grids],
            }
            for one in about.annexes
        ],
        "source": about.source,
    }


def _item(item: Item) -> Iterator[Data]:
    if isinstance(item, Heading):
        yield {"kind": "heading", "level": item.level, "words": text(item.words)}
    elif isinstance(item, Drawing):
        yield _region(item)
    elif isinstance(item, Grid):
        yield _grid(item, CORE_MM[0])
        if item.part in _WITH_BARS and len(item.rows) <= _MOST_BARS:
            yield from _bars(item)
    else:
        yield {"kind": "words", "words": text(item)}


def _grid(grid: Grid, whole_mm: float) -> Data:
    size = SIZE_SMALL_5 if grid.is_annex else SIZE_5
    return {
        "kind": "grid",
        "caption": text(grid.caption),
        "unit": text(grid.unit),
        "headings": [text(one) for one in grid.headings],
        "rows": [[text(one) for one in row] for row in grid.rows],
        "figures": list(grid.figures),
        "widths": list(grid.widths(whole_mm, size)),
        "notes": [text(one) for one in grid.notes],
        "is_annex": grid.is_annex,
        "is_whole": grid.height(whole_mm, size) <= _ON_ONE_PAGE_MM,
    }


def _bars(grid: Grid) -> Iterator[Data]:
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
        "caption": text(f"{grid.title}图"),
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


def _region(item: Drawing) -> Data:
    sheet, found = _sheet(), item.county_map
    scale = _MAP_MM / sheet.width
    meaning, low, high = found.ramp
    ends = f"（最低{low}，最高{high}）" if low and high else ""
    return {
        "kind": "map",
        "caption": text(f"{found.title}分布图"),
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
