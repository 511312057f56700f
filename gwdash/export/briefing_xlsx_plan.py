"""Which sheets a briefing becomes, and which tables stand on each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gwdash.export.briefing import Block, Briefing
from gwdash.export.tables import NativeChart, Table
from gwdash.export.workbook import sheet_name
from gwdash.registry.agenda import Part

#: The sheets of every workbook by what of the agenda stands on them.
SHEETS: Mapping[str, tuple[Part, ...]] = {
    "进展情况": (Part.OVERALL, Part.TASK, Part.CHART),
    "突出问题与销号": (Part.PROBLEMS, Part.REQUESTS),
    "排名": (Part.RANKING,),
    "监测状况": (Part.NETWORK, Part.QUALITY),
    "报送情况": (Part.REPORTING,),
    "议定事项": (Part.DECISIONS, Part.NEXT),
}
ABOUT = "说明"
#: A longer or wider table has a sheet of its own, with its heading frozen above it.
_LONGEST, _WIDEST = 30, 14
#: Rows that a chart has room for.
_MOST_DRAWN = 40
_REST = re.compile(r"^其余(\d+)(\D+)见附件。$")
_NAME_LENGTH = 31


@dataclass(frozen=True, slots=True)
class Section:
    """One block on its sheet."""

    block: Block
    tables: tuple[Table, ...]
    elsewhere: tuple[tuple[str, str], ...] = ()
    """Tables on sheets of their own: what they are, and the sheet."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All sheets of a workbook in order."""

    sheets: Mapping[str, tuple[Section, ...]]
    details: Mapping[str, Mapping[str, Table]]
    """By sheet the tables with sheets of their own, which follow it."""


@dataclass(slots=True)
class _Found:
    names: set[str]
    by_title: dict[str, str] = field(default_factory=dict)
    details: dict[str, Table] = field(default_factory=dict)


def plan(briefing: Briefing) -> Plan:
    """Return the sheets of a briefing; each table of it stands on one of them, whole."""
    found = _Found({*SHEETS, ABOUT})
    sheets: dict[str, tuple[Section, ...]] = {}
    details: dict[str, Mapping[str, Table]] = {}
    for name, parts in SHEETS.items():
        found.details = {}
        blocks = sorted(
            (one for one in briefing.blocks if one.part in parts),
            key=lambda one: parts.index(one.part),
        )
        sheets[name] = tuple(_section(block, found) for block in blocks)
        details[name] = found.details
    return Plan(sheets, details)


def _section(block: Block, found: _Found) -> Section:
    whole = {table.title: table for table in block.annexes}
    tables: list[Table] = []
    elsewhere: list[tuple[str, str]] = []
    for table in block.annexes:
        # The items of one task stand among those of all.
        if table.title in found.by_title and block.part is Part.TASK:
            continue
        if _is_long(table):
            sheet = _own_sheet(table, found)
            elsewhere.append((f"{table.title}（{len(table.frame)}行）", sheet))
    for table in (*block.tables, *block.annexes):
        if any(table.title == other.title for other in tables):
            continue
        chosen = table
        if table.title in whole and not _is_long(whole[table.title]):
            chosen = replace(
                whole[table.title], chart=whole[table.title].chart or _chart(table, whole)
            )
        if block.part is Part.TASK:
            # Seven charts of items would tear the printed sheet apart; the slides have them.
            chosen = replace(chosen, chart=None)
        if not _is_long(chosen):
            tables.append(_told(chosen, found))
    return Section(block, tuple(tables), tuple(elsewhere))


def _chart(table: Table, whole: Mapping[str, Table]) -> NativeChart | None:
    own = whole[table.title]
    if table.chart is None or len(own.frame) > _MOST_DRAWN:
        return None
    wanted: Sequence[str] = table.chart.values
    drawn = {table.chart.category, *wanted} <= set(map(str, own.frame.columns))
    return table.chart if drawn else None


def _is_long(table: Table) -> bool:
    return len(table.frame) > _LONGEST or len(table.columns) > _WIDEST


def _own_sheet(table: Table, found: _Found) -> str:
    base = sheet_name(table.title)
    name, n = base, 1
    while name in found.names:
        n += 1
        name = f"{base[: _NAME_LENGTH - 3]}（{n}）"
    found.names.add(name)
    found.by_title[table.title] = name
    found.details[name] = table
    return name


def _told(table: Table, found: _Found) -> Table:
    """Return a table whose note says on which sheet the rest of its rows stands."""
    sheet = found.by_title.get(table.title)
    if sheet is None:
        return table
    notes = tuple(
        f"其余{match[1]}{match[2]}见工作表“{sheet}”。" if (match := _REST.match(note)) else note
        for note in table.notes
    )
    return replace(table, notes=notes)
