"""销号: where a problem stands between the rows of the ledgers and what people did about it.

The rows decide whether a problem is there. When they say it is gone it becomes 拟销号 and no
more: only people close it, step by step and with evidence. A problem that comes back is open
again, and the steps before that count no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gwdash.archive.model import ClosingStep, StepKind


class Standing(StrEnum):
    """Where a problem stands."""

    OPEN = "open"
    REOPENED = "reopened"
    """It was closed, and the rows show it again."""
    PROPOSED = "proposed"
    """The rows say that it is gone; nobody has applied yet."""
    APPLIED = "applied"
    INSPECTED = "inspected"
    REVIEWED = "reviewed"
    SENT_BACK = "sent_back"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The words people see."""
        return _LABELS[self]


_LABELS = {
    Standing.OPEN: "未解决",
    Standing.REOPENED: "销号后复发",
    Standing.PROPOSED: "拟销号",
    Standing.APPLIED: "已申请，待现场核查",
    Standing.INSPECTED: "已核查，待审核",
    Standing.REVIEWED: "已审核，待销号",
    Standing.SENT_BACK: "退回整改，待重新申请",
    Standing.CLOSED: "已销号",
}
#: Standings of problems that the rows show.
PRESENT = (Standing.REOPENED, Standing.OPEN)
_AFTER = {
    StepKind.APPLY: Standing.APPLIED,
    StepKind.INSPECT: Standing.INSPECTED,
    StepKind.REVIEW: Standing.REVIEWED,
    StepKind.CLOSE: Standing.CLOSED,
    StepKind.SEND_BACK: Standing.SENT_BACK,
}
_NEXT = {
    Standing.PROPOSED: (StepKind.APPLY,),
    Standing.SENT_BACK: (StepKind.APPLY,),
    Standing.APPLIED: (StepKind.INSPECT, StepKind.SEND_BACK),
    Standing.INSPECTED: (StepKind.REVIEW, StepKind.SEND_BACK),
    Standing.REVIEWED: (StepKind.CLOSE, StepKind.SEND_BACK),
}
#: Steps that prove something and need a file for it.
NEEDS_EVIDENCE = frozenset({StepKind.APPLY, StepKind.INSPECT})


@dataclass(frozen=True, slots=True)
class Presence:
    """What the rows say of one problem as of a day."""

    is_present: bool
    last_present_on: date | None
    """The last day looked at on which the rows showed it, None where none did."""


def standing(presence: Presence, steps: Sequence[ClosingStep], as_of: date) -> Standing:
    """Return where a problem stands on a day; steps come in the order they were taken.

    A step counts when the rows it was taken on are not newer than `as_of` and newer than the
    last day on which they showed the problem.
    """
    until = [step for step in steps if step.as_of <= as_of]
    if presence.is_present:
        closed = any(step.step is StepKind.CLOSE for step in until)
        return Standing.REOPENED if closed else Standing.OPEN
    counted = valid_steps(presence, until)
    return _AFTER[counted[-1].step] if counted else Standing.PROPOSED


def valid_steps(presence: Presence, steps: Sequence[ClosingStep]) -> list[ClosingStep]:
    """Return the steps taken since the rows showed the problem last."""
    last = presence.last_present_on
    return [step for step in steps if last is None or step.as_of > last]


def next_steps(found: Standing) -> tuple[StepKind, ...]:
    """Return the steps that may follow, none while the rows show the problem or it is closed."""
    return _NEXT.get(found, ())
