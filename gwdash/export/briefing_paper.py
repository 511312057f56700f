"""A briefing as a bulletin (调度通报): its headings, text, tables and annexes in their order.

The .docx and the PDF are both set from this, so that the office edits what was handed out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from gwdash.export.briefing import Block, Briefing, CountyMap
from gwdash.export.official import chinese_number
from gwdash.export.paper_tables import Grid, adds_text, annex_grid, body_grid
from gwdash.export.tables import Table
from gwdash.registry.agenda import Part
from gwdash.registry.region import REGION


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) or 2 (（一）), with its number."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A county map, where a form can draw one, and the block it belongs to."""

    key: str
    county_map: CountyMap


Item = Heading | str | Grid | Drawing


@dataclass(frozen=True, slots=True)
class Annex:
    """Tables that follow the bulletin on pages of their own."""

    number: int
    title: str
    grids: tuple[Grid, ...]

    @property
    def mark(self) -> str:
        """What stands above it."""
        return f"附件{self.number}"


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that stands on the bulletin."""

    issuer: str
    title: str
    addressee: str
    items: tuple[Item, ...]
    annexes: tuple[Annex, ...]
    made_at: datetime
    copied_to: str
    source: str
    is_demo: bool

    @property
    def annex_list(self) -> tuple[str, ...]:
        """The titles as 附件说明 lists them (GB/T 9704-2012, 7.3.4): numbered when several."""
        if len(self.annexes) == 1:
            return (self.annexes[0].title,)
        return tuple(f"{one.number}．{one.title}" for one in self.annexes)

    @property
    def date_line(self) -> str:
        """成文日期 in Arabic figures, without leading zeros (7.3.5.4)."""
        return chinese_day(self.made_at)


#: The sections in order; several parts under one heading get headings of their own.
_SECTIONS: Sequence[tuple[str, tuple[Part, ...]]] = (
    ("", (Part.OVERALL,)),
    ("重点任务进展情况", (Part.TASK,)),
    ("", (Part.RANKING,)),
    ("监测网络和水质", (Part.NETWORK, Part.QUALITY)),
    ("专题情况", (Part.CHART,)),
    ("", (Part.PROBLEMS,)),
    ("", (Part.REPORTING,)),
    ("", (Part.DECISIONS,)),
    ("", (Part.REQUESTS,)),
    ("", (Part.NEXT,)),
)
#: A bulletin calls parts otherwise than a screen does, unless the office gave them a heading.
_LABELS: Mapping[Part, str] = {
    Part.DECISIONS: "议定事项办理情况",
    Part.RANKING: "县市区情况",
}
_WITH_TABLE = frozenset(
    {Part.OVERALL, Part.RANKING, Part.NETWORK, Part.QUALITY, Part.PROBLEMS, Part.CHART}
)
_WITH_MAP = frozenset({Part.OVERALL, Part.CHART})
_NUMBERED = frozenset({Part.REQUESTS, Part.NEXT})
_ANNEXES: Sequence[tuple[str, tuple[Part, ...]]] = (
    ("任务进展情况一览表", (Part.OVERALL, Part.TASK)),
    ("县市区情况一览表", (Part.RANKING,)),
    ("水质情况一览表", (Part.NETWORK, Part.QUALITY)),
    ("突出问题一览表", (Part.PROBLEMS,)),
    ("报送情况一览表", (Part.REPORTING,)),
    ("议定事项办理情况一览表", (Part.DECISIONS,)),
)
_EXCEEDING, _ONLY_COUNTS = "超标倍数", 2
_OFFICE = "办公室"
_STATE = "情况"


def paper(briefing: Briefing) -> Paper:
    """Return the bulletin of a briefing; parts that the agenda leaves out are left out."""
    items = tuple(_items(briefing))
    shown = [one for one in items if isinstance(one, Grid)]
    body = briefing.issuer.removesuffix(_OFFICE)
    return Paper(
        issuer=briefing.issuer,
        title=_title(briefing.title),
        addressee="各县市区人民政府，各成员单位：",
        items=items,
        annexes=tuple(_annexes(briefing, shown)),
        made_at=briefing.made_at,
        copied_to=f"{body}组长、副组长。" if body != briefing.issuer else "",
        source=briefing.source,
        is_demo=briefing.is_demo,
    )


def chinese_day(day: date) -> str:
    """Return a day as papers write it: 2024年7月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _title(words: str) -> str:
    return f"关于{words}的通报" if words.endswith(_STATE) else words


def _items(briefing: Briefing) -> Iterator[Item]:
    yield f"现将{briefing.title.removesuffix(_STATE)}{_STATE}通报如下。"
    sections, tables = count(1), count(1)
    for heading, parts in _SECTIONS:
        blocks = [one for part in parts for one in briefing.of(part)]
        if not blocks:
            continue
        is_group = len(blocks) > 1 or parts == (Part.TASK,)
        above = _group_heading(heading, blocks) if is_group else _own_heading(blocks[0])
        yield Heading(1, f"{chinese_number(next(sections))}、{above}")
        for place, block in enumerate(blocks, 1):
            if is_group:
                yield Heading(2, f"（{chinese_number(place)}）{_own_heading(block)}")
            yield from _words(block)
            yield from _shown(block, tables)
    yield Heading(1, f"{chinese_number(next(sections))}、数据说明")
    yield from _limits(briefing)


def _group_heading(heading: str, blocks: Sequence[Block]) -> str:
    whole = blocks[0].part is Part.TASK and len(blocks) == len(REGION.tasks)
    return f"{chinese_number(len(blocks))}项{heading}" if whole else heading


def _own_heading(block: Block) -> str:
    usual = block.heading == block.part.label
    return _LABELS.get(block.part, block.heading) if usual else block.heading


def _words(block: Block) -> Iterator[str]:
    several = block.part in _NUMBERED and len(block.paragraphs) > 1
    for number, words in enumerate(block.paragraphs, 1):
        yield f"{number}．{words}" if several else words


def _shown(block: Block, numbers: Iterator[int]) -> Iterator[Item]:
    """Yield the table and the map of a block that stand in the running text."""
    if block.part in _WITH_TABLE:
        for table in block.tables:
            grid = body_grid(table)
            if grid is not None:
                yield grid.numbered(f"表{next(numbers)}", block.part)
                break
    if block.county_map is not None and block.part in _WITH_MAP and _has_values(block.county_map):
        yield Drawing(block.key, block.county_map)


def _has_values(found: CountyMap) -> bool:
    return any(shade.share is not None for shade in found.shades.values())


def _limits(briefing: Briefing) -> Iterator[str]:
    yield (
        f"数据由各成员单位和县市区报送，截至{chinese_day(briefing.as_of)}，"
        f"采用平台第{briefing.version}版数据；此后报送、更正的数据未计入。"
        "本期未报送的事项沿用上次报送的数据，逐项见附件。"
    )
    if briefing.is_demo:
        yield "本稿所用为演示数据，仅供试用，不反映实际情况。"
    yield "本稿为送审稿，由办公室核校后按程序签发。"


def _annexes(briefing: Briefing, shown: Sequence[Grid]) -> Iterator[Annex]:
    numbers = count(1)
    for title, parts in _ANNEXES:
        told: list[Table] = []
        for table in _annexed(briefing, parts):
            known = any(_same(table, other) for other in told) or _is_told(table, shown)
            if not table.frame.empty and not known:
                told.append(table)
        grids = [annex_grid(one) for one in told]
        if grids:
            number = next(numbers)
            several = len(grids) > 1
            yield Annex(
                number,
                title,
                tuple(
                    one.numbered(f"表{number}-{place}" if several else "")
                    for place, one in enumerate(grids, 1)
                ),
            )


def _annexed(briefing: Briefing, parts: Sequence[Part]) -> Iterator[Table]:
    for place, part in enumerate(parts):
        blocks = briefing.of(part)
        # What the whole shows, a task's own list would only repeat.
        if part is Part.TASK and place and briefing.of(parts[0]):
            return
        for block in blocks:
            # Tables too broad for the running text, unless one below begins with the same rows.
            yield from (one for one in block.tables if _is_broad(one, block))
            yield from (one for one in block.annexes if _is_wanted(one, part))


def _is_wanted(table: Table, part: Part) -> bool:
    """Tell whether a table belongs on paper.

    Of water the exceedances do, not every point; what only counts by unit stands in the text.
    """
    if part in {Part.NETWORK, Part.QUALITY}:
        return _EXCEEDING in table.columns
    return len(table.columns) > _ONLY_COUNTS


def _is_broad(table: Table, block: Block) -> bool:
    titles = {one.title for one in block.annexes}
    whole = not any("见附件" in note for note in table.notes)
    return block.part in _WITH_TABLE and whole and table.title not in titles and (
        body_grid(table) is None
    )  # fmt: skip


def _is_told(table: Table, shown: Sequence[Grid]) -> bool:
    """Tell whether the running text shows all rows of a table, and all its words."""
    return any(
        one.title == table.title and len(one.rows) == len(table.frame) and not adds_text(table, one)
        for one in shown
    )


def _same(one: Table, other: Table) -> bool:
    return one.title == other.title and one.frame.equals(other.frame)
