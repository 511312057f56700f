"""A briefing as a bulletin (调度通报): short text of few pages, everything else in annexes.

The .docx and the PDF are both set from this, so that the office edits what was handed out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from gwdash.assess.briefing_words_bulletin import ANNEX
from gwdash.export.briefing import Block, Briefing
from gwdash.export.briefing_annexes import Annex, annexes
from gwdash.export.official import chinese_number, title_lines
from gwdash.registry.agenda import Part
from gwdash.registry.region import REGION


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) with its number, on a line of its own."""

    words: str


@dataclass(frozen=True, slots=True)
class Led:
    """A paragraph that begins with a heading of level 2 (（一）), which the text runs on from."""

    heading: str
    words: str

    @property
    def whole(self) -> str:
        """The paragraph with its heading."""
        return f"{self.heading}{self.words}"


Item = Heading | Led | str


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
    printed_by: str
    """印发机关."""
    source: str
    is_demo: bool

    @property
    def annex_list(self) -> tuple[str, ...]:
        """The titles as 附件说明 lists them (GB/T 9704-2012, 7.3.4): numbered when several."""
        if len(self.annexes) == 1:
            return (self.annexes[0].title,)
        return tuple(f"{one.number}．{one.title}" for one in self.annexes)

    @property
    def printed_lines(self) -> Sequence[str]:
        """印发机关 on the lines that it has room for beside the date."""
        return title_lines(self.printed_by, _PRINTED_LETTERS)

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
    ("存在问题和办理情况", (Part.PROBLEMS, Part.DECISIONS, Part.REPORTING, Part.REQUESTS)),
    ("", (Part.NEXT,)),
)
#: A bulletin calls parts otherwise than a screen does, unless the office gave them a heading.
_LABELS: Mapping[Part, str] = {
    Part.DECISIONS: "议定事项办理情况",
    Part.RANKING: "县市区情况",
}
_STATE, _END = "情况", "。"
#: Letters of 印发机关 beside 印发日期, which the office writes when the paper is issued.
_PRINTED_LETTERS = 18
PRINTED_ON = "　　　年　月　日印发"


def paper(briefing: Briefing) -> Paper:
    """Return the bulletin of a briefing; parts that the agenda leaves out are left out."""
    told = annexes(briefing)
    return Paper(
        issuer=briefing.issuer,
        title=_title(briefing.title),
        addressee=f"{REGION.addressee}：",
        items=tuple(_items(briefing, told)),
        annexes=told,
        made_at=briefing.made_at,
        copied_to=f"{REGION.copied_to}{_END}" if REGION.copied_to else "",
        printed_by=REGION.printing_body,
        source=briefing.source,
        is_demo=briefing.is_demo,
    )


def chinese_day(day: date) -> str:
    """Return a day as papers write it: 2024年7月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _title(words: str) -> str:
    return f"关于{words}的通报" if words.endswith(_STATE) else words


def _items(briefing: Briefing, told: Sequence[Annex]) -> Iterator[Item]:
    yield _opening(briefing)
    sections = count(1)
    for heading, parts in _SECTIONS:
        blocks = [one for part in parts for one in briefing.of(part)]
        if not blocks:
            continue
        is_group = len(blocks) > 1 or parts == (Part.TASK,)
        above = _group_heading(heading, blocks) if is_group else _own_heading(blocks[0])
        yield Heading(f"{chinese_number(next(sections))}、{above}")
        for place, block in enumerate(blocks, 1):
            # What the whole refers to, the tasks need not.
            refers = block.part is not Part.TASK or (place == 1 and not briefing.of(Part.OVERALL))
            first, *others = _words(block, told, refers=refers)
            if is_group:
                lead = f"（{chinese_number(place)}）{_own_heading(block)}{_END}"
                yield Led(lead, first)
            else:
                yield first
            yield from others


def _opening(briefing: Briefing) -> str:
    """Return what is reported on, from which data, and of which city."""
    said = (
        f"现将有关情况通报如下，数据截至{chinese_day(briefing.as_of)}，"
        f"采用平台第{briefing.version}版。"
    )
    return said + ("所用为演示数据，不反映实际情况。" if briefing.is_demo else "")


def _group_heading(heading: str, blocks: Sequence[Block]) -> str:
    whole = blocks[0].part is Part.TASK and len(blocks) == len(REGION.tasks)
    return f"{chinese_number(len(blocks))}项{heading}" if whole else heading


def _own_heading(block: Block) -> str:
    usual = block.heading == block.part.label
    return _LABELS.get(block.part, block.heading) if usual else block.heading


def _words(block: Block, told: Sequence[Annex], *, refers: bool) -> Iterator[str]:
    """Yield the paragraphs of a block with the annex that they refer to."""
    annex = next((one for one in told if block.part in one.parts), None)
    said = list(block.bulletin) or [f"{block.sentence}{_END}"]
    if annex is not None and refers and not any(ANNEX in one for one in said):
        said[-1] = f"{said[-1].removesuffix(_END)}（见{ANNEX}）{_END}"
    several = block.part is Part.NEXT and len(said) > 1
    for number, one in enumerate(said, 1):
        before = any(ANNEX in other for other in said[: number - 1])
        words = _with_reference(one, annex, len(told), known=before)
        yield f"{number}．{words}" if several else words


def _with_reference(words: str, annex: Annex | None, total: int, *, known: bool) -> str:
    """Return words that refer to their annex once; without one they refer to nothing."""
    head, mark, tail = words.partition(f"，详见{ANNEX}")
    words = head + ("" if known else mark) + tail.replace(f"，详见{ANNEX}", "")
    if annex is None:
        return words.replace(f"，详见{ANNEX}", "")
    return words.replace(ANNEX, annex.reference(total))
