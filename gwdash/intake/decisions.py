"""议定: what a meeting decides becomes rows of the register, one for each unit that answers.

The register is read anew under the writer's lock, so that two people who type at once both keep
what they typed. What happens to a decision later is in `gwdash.intake.decision_steps`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gwdash.archive.model import NOBODY
from gwdash.errors import ConflictError, UsageError
from gwdash.intake.decision_register import (
    DECISION,
    MEETING,
    Decided,
    Register,
    one_line,
    open_register,
)
from gwdash.intake.usecases import Batch, batch
from gwdash.registry.agenda import topic
from gwdash.registry.codes import ITEM_SOURCE
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period


@dataclass(frozen=True, slots=True)
class _Meeting:
    title: str
    held_on: date | None
    period: Period | None
    known: bool
    """Whether the office's register of meetings has it already."""
    topics: dict[str, str]
    place: str = ""
    chair: str = ""


def decide(  # noqa: PLR0913, PLR0917 (a line of the minutes, who typed it and where)
    workspace: Path,
    meeting_id: str,
    text: str,
    lead: Sequence[str],
    assisting: Sequence[str] = (),
    due_on: date | None = None,
    source: str = "decision",
    agenda_key: str = "",
    *,
    actor: str = NOBODY,
    channel: str = "web",
) -> Decided:
    """Put a decision of a meeting into the register, one row for each unit, and publish.

    `lead` and `assisting` are codes of units or counties, `source` a code of 事项来源,
    `agenda_key` the key of the screen. Raises UsageError for what is missing or unknown,
    ConflictError where the meeting has decided the same already.
    """
    said = one_line(text, "事项")
    units = _units(lead, assisting)
    if due_on is None:
        raise UsageError("请填写办结时限，没有时限的事项无法督办。")
    if ITEM_SOURCE.find(source) is None:
        raise UsageError(f"没有叫「{source}」的事项来源。")
    with batch(workspace, actor=actor) as run:
        meeting = _meeting(run, meeting_id)
        if meeting.held_on and due_on < meeting.held_on:
            raise UsageError(f"办结时限不能早于会议日期 {meeting.held_on:%Y-%m-%d}。")
        register = open_register(run, DECISION, meeting.period)
        _refuse_again(register, meeting_id, said, set(units))
        number = _next_number(register, meeting_id)
        for unit, role in units.items():
            register.put({
                "meeting_id": meeting_id, "decision_no": number, "responsible_unit": unit,
                "decision_role": role, "decision_text": said, "decision_due_on": due_on,
                "item_source": source, "agenda_topic": _topic(meeting, agenda_key),
                "decision_status": "open", "extension_state": "none", "review_state": "open",
            })  # fmt: skip
        if not meeting.known:
            _enter_meeting(run, meeting_id, meeting, register.period, channel)
        receipt = register.hand_in(f"{meeting_id} 会议议定第 {number} 项：{said}", channel)
    period = register.period.code
    return Decided(replace(receipt, version=run.version), meeting_id, number, period)


def _units(lead: Sequence[str], assisting: Sequence[str]) -> dict[str, str]:
    """Return the units with their part in it, those that lead first."""
    if not lead:
        raise UsageError("请选择牵头单位。")
    found: dict[str, str] = {}
    for role, codes in (("lead", lead), ("assist", assisting)):
        for code in codes:
            known = REGION.find_reporter(code)
            if known is None:
                raise UsageError(f"没有叫「{code}」的单位或县市区。")
            if known.code in found:
                raise UsageError(f"{known.name}不能重复选择，也不能既牵头又配合。")
            found[known.code] = role
    return found


def _meeting(run: Batch, meeting_id: str) -> _Meeting:
    """Return what is known of a meeting; raises UsageError for one that nobody has entered."""
    prepared = next((one for one in run.archive.ledger.meetings() if one.meeting_id == meeting_id),
                    None)  # fmt: skip
    register = open_register(run, MEETING)
    row = register.row((meeting_id,))
    if prepared is not None:
        topics = {one.key: one.heading for one in prepared.topics}
        return _Meeting(
            prepared.title, prepared.held_on, Period.parse(prepared.period), row is not None,
            topics, prepared.place, prepared.chair_role,
        )  # fmt: skip
    if row is None:
        raise UsageError(f"没有编号为「{meeting_id}」的会议，请先在“调度会议”中新建会议。")
    return _Meeting(
        str(row.get("meeting_name") or ""), row.get("held_on"), None, known=True, topics={}
    )


def _enter_meeting(
    run: Batch, meeting_id: str, meeting: _Meeting, period: Period, channel: str
) -> None:
    """Put a meeting that was prepared on the pages into the office's register of meetings."""
    register = open_register(run, MEETING, period)
    register.put({
        "meeting_id": meeting_id, "meeting_name": meeting.title, "held_on": meeting.held_on,
        "place": meeting.place or None, "chair": meeting.chair or None,
        "agenda": "、".join(meeting.topics.values()) or None,
    })  # fmt: skip
    register.hand_in(f"登记会议 {meeting_id}", channel)


def _topic(meeting: _Meeting, key: str) -> str | None:
    """Return the heading of a screen: the meeting's own, else the usual one."""
    if not key:
        return None
    if key in meeting.topics:
        return meeting.topics[key]
    try:
        return topic(key).heading
    except KeyError:
        raise UsageError(f"议程里没有「{key}」这一屏。") from None


def _refuse_again(register: Register, meeting_id: str, text: str, units: set[str]) -> None:
    """Refuse what the meeting decided for the same units in the same words: a second click."""
    known: dict[str, set[str]] = {}
    for row in register.rows.values():
        if row["meeting_id"] == meeting_id and row.get("decision_text") == text:
            known.setdefault(str(row["decision_no"]), set()).add(row["responsible_unit"])
    for number, own in known.items():
        if own == units:
            raise ConflictError(f"这次会议第 {number} 项已经是同样的事项，没有重复记录。")


def _next_number(register: Register, meeting_id: str) -> str:
    keys = [*register.rows, *register.others]
    taken = [int(key[1]) for key in keys if key[0] == meeting_id and key[1].isdecimal()]
    return str(max(taken, default=0) + 1)
