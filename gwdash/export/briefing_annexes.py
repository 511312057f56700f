"""The annexes of a bulletin: whole tables in the order of the text, with the charts drawn of them.

What the text only counts stands here row by row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

import pandas as pd

from gwdash.export.briefing import Block, Briefing, CountyMap
from gwdash.export.paper_tables import Grid, annex_grid
from gwdash.export.tables import Table
from gwdash.registry.agenda import Part


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a map of an annex; `grid` is the table that is drawn, None for a map."""

    name: str
    """What the picture that a browser drew of it is called among others: block and title."""
    title: str
    grid: Grid | None = None
    county_map: CountyMap | None = None
    number: int = 0

    @property
    def caption(self) -> str:
        """Number and title, as they stand below it."""
        return f"图{self.number}　{self.title}"


@dataclass(frozen=True, slots=True)
class Annex:
    """Tables and charts that follow the bulletin on pages of their own."""

    number: int
    title: str
    items: tuple[Grid | Picture, ...]
    parts: tuple[Part, ...]
    """The parts of the text that it belongs to."""

    @property
    def mark(self) -> str:
        """What stands above it where there are several."""
        return f"附件{self.number}"

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Its tables."""
        return tuple(one for one in self.items if isinstance(one, Grid))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Its charts and maps."""
        return tuple(one for one in self.items if isinstance(one, Picture))

    def reference(self, total: int) -> str:
        """Return how the text refers to it; an only annex has no number (7.3.4)."""
        return self.mark if total > 1 else "附件"


_ANNEXES: Sequence[tuple[str, tuple[Part, ...]]] = (
    ("重点任务进展情况一览表", (Part.OVERALL, Part.TASK)),
    ("县市区情况一览表", (Part.RANKING, Part.CHART)),
    ("监测网络和水质情况一览表", (Part.NETWORK, Part.QUALITY)),
    ("突出问题一览表", (Part.PROBLEMS,)),
    (
        "议定事项、报送情况和下一步事项一览表",
        (Part.DECISIONS, Part.REPORTING, Part.REQUESTS, Part.NEXT),
    ),
)
#: Parts whose first chart, and whose map, is drawn.
_WITH_CHART = frozenset({Part.OVERALL, Part.RANKING, Part.NETWORK})
_WITH_MAP = frozenset({Part.RANKING, Part.CHART})
_READINGS, _LAMPS = "主要指标", "任务事项按状态"
_EXCEEDING, _TASK = "超标倍数", "重点任务"


def annexes(briefing: Briefing) -> tuple[Annex, ...]:
    """Return the annexes that have something in them, numbered in the order of the text."""
    found: list[Annex] = []
    pictures = count(1)
    for title, parts in _ANNEXES:
        told: list[Table] = []
        by_part = {part: list(_items(briefing, part, told)) for part in parts}
        listed = [one for items in by_part.values() for one in items]
        if any(isinstance(one, Grid) for one in listed):
            number = len(found) + 1
            own = tuple(part for part, items in by_part.items() if items)
            found.append(Annex(number, title, _numbered(listed, number, pictures), own))
    return tuple(found)


def _numbered(
    items: Sequence[Grid | Picture], annex: int, pictures: Iterator[int]
) -> tuple[Grid | Picture, ...]:
    several = sum(isinstance(one, Grid) for one in items) > 1
    tables = count(1)
    return tuple(
        one.numbered(f"表{annex}-{next(tables)}" if several else "")
        if isinstance(one, Grid)
        else replace(one, number=next(pictures))
        for one in items
    )


def _items(briefing: Briefing, part: Part, told: list[Table]) -> Iterator[Grid | Picture]:
    """Yield what stands in an annex of one part; `told` are its tables so far."""
    blocks = briefing.of(part)
    if part is Part.TASK:
        # What the whole shows, a task's own list would only repeat.
        yield from _of_tasks(blocks, is_whole=bool(briefing.of(Part.OVERALL)))
        return
    later = _told_later(briefing, part)
    for block in blocks:
        for table in _tables(block):
            if table.frame.empty or any(_same(table, other) for other in (*told, *later)):
                continue
            told.append(table)
            grid = annex_grid(table)
            yield grid
            if table is _drawn(block):
                drawn = replace(grid, chart=table.chart)
                yield Picture(picture_name(block, table.title), table.title, drawn)
        if part in _WITH_MAP and block.county_map is not None:
            yield from _map(block, block.county_map)


def _told_later(briefing: Briefing, part: Part) -> list[Table]:
    """Return the tables of the counties, which have an annex of their own."""
    if part is not Part.OVERALL:
        return []
    return [table for block in briefing.of(Part.RANKING) for table in _tables(block)]


def picture_name(block: Block, title: str) -> str:
    """Return what the picture of a chart is called: its block and the title of its table."""
    return f"{block.key} {title}"


def map_name(block: Block) -> str:
    """Return what the picture of a block's map is called."""
    return f"{block.key} 分布图"


def _map(block: Block, found: CountyMap) -> Iterator[Picture]:
    if any(shade.share is not None for shade in found.shades.values()):
        yield Picture(map_name(block), f"{found.title}分布", county_map=found)


def _drawn(block: Block) -> Table | None:
    """Return the table of a block whose chart is drawn: the first that has something to draw."""
    if block.part not in _WITH_CHART:
        return None
    return next((one for one in _tables(block) if any(n > 0 for n in one.charted())), None)


def _tables(block: Block) -> list[Table]:
    """Return the tables of a block on paper: whole ones, and short ones that nothing begins."""
    whole = {table.title: table for table in block.annexes}
    kept = [table for table in block.tables if table.title not in whole]
    listed = [*kept, *block.annexes]
    if block.part is Part.OVERALL:
        # How many stand how, then by task, by county and by item.
        listed.sort(key=lambda one: one.title != _LAMPS)
    return [one for one in listed if _is_wanted(one, block.part)]


def _is_wanted(table: Table, part: Part) -> bool:
    """Tell whether a table belongs on paper: of water counts and exceedances, not every point."""
    if part in {Part.NETWORK, Part.QUALITY}:
        return table.chart is not None or _EXCEEDING in table.columns
    return True


def _of_tasks(blocks: Sequence[Block], *, is_whole: bool) -> Iterator[Grid]:
    """Yield the indicators of all tasks in one table, then items that nothing lists yet."""
    own = {
        block.heading: table
        for block in blocks
        for table in block.tables
        if table.title == _READINGS and len(table.frame)
    }
    if own:
        yield annex_grid(_joined(own))
    if not is_whole:
        yield from (annex_grid(one) for block in blocks for one in block.annexes)


def _joined(own: Mapping[str, Table]) -> Table:
    """Return tables of the same columns as one, each row with what it belongs to."""
    frames = []
    for name, table in own.items():
        frame = table.frame.copy()
        frame.insert(0, _TASK, name)
        frames.append(frame)
    first = next(iter(own.values()))
    return replace(first, frame=pd.concat(frames, ignore_index=True))


def _same(one: Table, other: Table) -> bool:
    return one.title == other.title and one.frame.equals(other.frame)
