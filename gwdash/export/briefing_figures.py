"""The charts and maps of a briefing as figures with their captions, each once and in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from numbers import Real

import plotly.graph_objects as go

from gwdash.charts import plain
from gwdash.charts.plain import Series
from gwdash.charts.shapes import Sheet, sheet_of
from gwdash.charts.theme import LIGHT
from gwdash.export.briefing import Block, Briefing, CountyMap
from gwdash.export.briefing_annexes import map_name, picture_name
from gwdash.export.tables import NativeChart, Table
from gwdash.registry.agenda import Part
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period

_COLON, _UNIT = "：", "单位："
#: What tells rows of one name apart.
_OWNERS = ("县市区", "责任单位")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chart with what stands around it on paper."""

    name: str
    """What it is called among all of a briefing: its block and the title of its table."""
    key: str
    """The block that it belongs to."""
    heading: str
    title: str
    period: str
    source: str
    note: str
    unit: str
    """What is counted, as it stands beside the title."""
    keys: tuple[tuple[str, str], ...]
    """What its colours mean: words and colour; empty where there is one."""
    figure: go.Figure = field(repr=False)


def figures(briefing: Briefing) -> Iterator[Drawn]:
    """Yield the charts and the map of each block; of a short table and its annex the whole."""
    label = Period.parse(briefing.period).label
    for block in briefing.blocks:
        charted: dict[str, Table] = {
            table.title: table
            for table in (*block.tables, *block.annexes)
            if table.chart is not None and len(table.frame)
        }
        for table in charted.values():
            if table.chart is not None:
                yield _of_table(block, table, table.chart, label, briefing.source)
        if block.county_map is not None:
            yield _of_map(block, block.county_map, label, briefing.source)


def _title(block: Block, title: str) -> str:
    """Return a title that says by itself what it is about."""
    return title if _COLON in title or block.part is not Part.TASK else f"{block.heading}：{title}"


def _of_table(block: Block, table: Table, chart: NativeChart, label: str, source: str) -> Drawn:
    names = _names(table, chart.category)
    columns: tuple[str, ...] = chart.values
    series = [
        Series(table.heading(name), [_number(value) for value in table.frame[name]])
        for name in columns
    ]
    made = plain.plain_chart(chart.kind, names, series, LIGHT)
    keys = zip([one.name for one in series], plain.fills(series, LIGHT), strict=True)
    return Drawn(
        name=picture_name(block, table.title),
        key=block.key,
        heading=block.heading,
        title=_title(block, table.title),
        period=label,
        source=source,
        note=_note(table),
        unit=f"{_UNIT}{chart.value_title}" if chart.value_title else "",
        keys=tuple(keys) if len(series) > 1 else (),
        figure=made,
    )


def _names(table: Table, category: str) -> list[str]:
    """Return what stands along the axis; with its owner where a name comes more than once."""
    names = [str(value) for value in table.frame[category]]
    own = next((one for one in _OWNERS if one in table.frame.columns and one != category), None)
    if len(set(names)) == len(names) or own is None:
        return names
    return [f"{name}（{who}）" for name, who in zip(names, table.frame[own], strict=True)]


def _note(table: Table) -> str:
    """Return a table's notes without its unit, which stands by itself."""
    kept = "".join(note for note in table.notes if not note.startswith(_UNIT))
    return kept.replace("见附件", "见一览表")


def _of_map(block: Block, drawn: CountyMap, label: str, source: str) -> Drawn:
    meaning, lowest, highest = drawn.ramp
    ends = f"：{lowest}至{highest}" if lowest else ""
    note = f"{meaning}{ends}。示意图，非行政区域界线，不作划界依据。".removeprefix("。")
    return Drawn(
        name=map_name(block),
        key=block.key,
        heading=block.heading,
        title=_title(block, drawn.title),
        period=label,
        source=source,
        note=note,
        unit="",
        keys=(),
        figure=plain.shaded_region(_sheet(), drawn.shades, LIGHT),
    )


@cache
def _sheet() -> Sheet:
    return sheet_of(REGION)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, Real) and value == value else None  # noqa: PLR0124 (NaN)
