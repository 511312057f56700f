"""会议纪要送审稿: what a joint meeting heard and decided, as a .docx that the office edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.export.briefing import Block
from gwdash.export.chasing import day
from gwdash.export.official import HEAD_FONT, KAI_FONT, chinese_number
from gwdash.export.official_paper import Paper
from gwdash.export.tables import file_stem
from gwdash.queries.decision import Answer, Decision
from gwdash.registry.region import REGION

_BLANK = "（请补充）"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the paper says of the meeting itself; what nobody wrote stays open in the draft."""

    meeting_id: str
    title: str
    held_on: date | None
    place: str = ""
    chair: str = ""
    """主持人职务; never a name."""
    attendees: tuple[str, ...] = ()
    agenda: str = ""
    """The topics in words, where no screens were prepared."""


def minutes_name(meeting: MeetingFacts) -> str:
    """Return the file name of the draft."""
    return f"{file_stem('会议纪要送审稿', meeting.meeting_id)}.docx"


def minutes(
    meeting: MeetingFacts, decided: Sequence[Decision], blocks: Sequence[Block] = ()
) -> bytes:
    """Return the draft of a meeting's minutes: facts, what was heard, what was decided.

    `blocks` are those of the meeting's screens in their order.
    """
    paper = Paper(f"会议纪要（{meeting.title}）", meeting.held_on)
    paper.title(f"{meeting.title}纪要")
    paper.body(_opening(meeting))
    heard = _heard(meeting, blocks)
    if heard:
        paper.body(f"{chinese_number(1)}、会议听取的情况", font=HEAD_FONT)
    for head, words in heard:
        if head:
            paper.body(head, font=KAI_FONT)
        paper.body(words)
    paper.body(f"{chinese_number(2 if heard else 1)}、会议议定的事项", font=HEAD_FONT)
    _decided(paper, decided)
    units = "、".join(meeting.attendees) or _BLANK
    paper.body(f"参加单位：{units}。")
    if meeting.held_on is not None:
        paper.sign(meeting.held_on)
    return paper.content()


def _opening(meeting: MeetingFacts) -> str:
    when = day(meeting.held_on) if meeting.held_on else _BLANK
    where = f"在{meeting.place}" if meeting.place else ""
    chair = f"{meeting.chair}主持会议。" if meeting.chair else ""
    agenda = f"会议议题为：{meeting.agenda.rstrip('。；')}。" if meeting.agenda else ""
    return f"{when}，{REGION.issuing_body}{where}召开{meeting.title}。{chair}{agenda}"


def _heard(meeting: MeetingFacts, blocks: Sequence[Block]) -> list[tuple[str, str]]:
    if not blocks and not meeting.agenda:
        return []
    if not blocks:
        return [("", f"会议听取了{meeting.agenda.rstrip('。；')}的情况汇报。")]
    return [
        (f"（{chinese_number(number)}）{block.heading}", f"{block.sentence.rstrip('。')}。")
        for number, block in enumerate(blocks, 1)
    ]


def _decided(paper: Paper, decided: Sequence[Decision]) -> None:
    if not decided:
        paper.body(f"本次会议没有登记议定事项{_BLANK}。")
        return
    for one in decided:
        text = one.text.rstrip("。；")
        paper.body(f"{one.no}. {text}。{_duty(one)}")


def _duty(one: Decision) -> str:
    lead, assisting = (
        "、".join(answer.item.owner for answer in own) for own in (one.lead, one.assisting)
    )
    limits = sorted({a.item.first_due_on for a in one.answers if a.item.first_due_on})
    parts = [
        f"牵头单位：{lead}" if lead else "",
        f"配合单位：{assisting}" if assisting else "",
        _limits(one.answers, limits),
        f"来源：{one.source}" if one.source and one.source != "议定事项" else "",
    ]
    return f"（{'；'.join(part for part in parts if part)}）"


def _limits(answers: Sequence[Answer], limits: Sequence[date]) -> str:
    if not limits:
        return f"办结时限：{_BLANK}"
    if len(limits) == 1:
        return f"办结时限：{day(limits[0])}"
    each = (
        f"{a.item.owner}{day(a.item.first_due_on)}" for a in answers if a.item.first_due_on
    )  # fmt: skip
    return f"办结时限：{'、'.join(each)}"
