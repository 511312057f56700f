"""What the ledger remembers: submissions, what happened to them, and versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gwdash.ingest.profile import WHOLE

#: Who acted, as long as there are no accounts.
NOBODY = "未认证"


class State(StrEnum):
    """Where a submission stands."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word people see."""
        return _LABELS[self]


_LABELS = {
    State.SUBMITTED: "待审核",
    State.ACCEPTED: "审核通过",
    State.RETURNED: "退回",
    State.SUPERSEDED: "已更新",
    State.WITHDRAWN: "已撤回",
}


class SubmissionKind(StrEnum):
    """How a submission came about; all of them are reports."""

    FILE = "file"
    NIL = "nil"
    """零报告: nothing to report in the period, handed in with one click."""
    CARRY = "carry"
    """沿用上期: the rows of the last accepted report, unchanged."""
    EDIT = "edit"
    """Cells changed in the page; the whole slice is kept as it then stands."""

    @property
    def label(self) -> str:
        """The word people see."""
        return _KINDS[self]


_KINDS = {
    SubmissionKind.FILE: "表格",
    SubmissionKind.NIL: "零报告",
    SubmissionKind.CARRY: "沿用上期",
    SubmissionKind.EDIT: "页面修改",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One file handed in for one dataset by one reporter for one period.

    All times are Beijing time. `id` is 0 until the ledger has taken it in; `n_rows` counts the
    accepted rows, `n_stopped` those that errors kept out.
    """

    dataset: str
    reporter: str
    period: str
    period_end: date
    submitted_at: datetime
    part: str = WHOLE
    id: int = 0
    state: State = State.SUBMITTED
    accepted_at: datetime | None = None
    """When it was first accepted; stays whatever becomes of the submission later."""
    first_submitted_at: datetime | None = None
    """When its slice was first handed in, fixed when it is first accepted: a correction is not
    late because the file it corrects was on time."""
    decided_at: datetime | None = None
    """When its state last changed by somebody's decision."""
    actor: str = NOBODY
    """Who handed it in; who decided stands in the events."""
    file_name: str = ""
    file_sha256: str = ""
    file_kind: str = ""
    rows_sha256: str = ""
    """Empty when nothing was taken in, as for a report of nothing."""
    issues_sha256: str = ""
    """Empty when nothing was found."""
    n_rows: int = 0
    n_stopped: int = 0
    n_errors: int = 0
    n_warnings: int = 0
    profile: Mapping[str, Any] = field(default_factory=dict)
    """What the file could not say: constants, headings, choices; enough to read it again."""
    headings: Sequence[Mapping[str, Any]] = ()
    """Which heading of which sheet was read as which field."""
    reason: str = ""
    """Why the state last changed."""
    supersedes: int | None = None
    """The submission of the same slice that this one replaced when it was accepted."""
    channel: str = "cli"
    """Through which face it came: cli, web, watch or demo."""
    kind: SubmissionKind = SubmissionKind.FILE
    partial: bool = False
    """The reporter chose to hand in the good rows only; the wrong ones stay open issues."""
    difference: Mapping[str, Any] = field(default_factory=dict)
    """Against the accepted submission it was compared with: ``base`` (number or None),
    ``added``, ``changed``, ``removed`` (counts of rows)."""
    opening: int | None = None
    """The 补录 under which it came after its due day, or the file it corrects did: not late."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a submission's state: nothing is ever overwritten without one."""

    submission_id: int
    at: datetime
    actor: str
    before: State | None
    """None for the first: the submission came in."""
    after: State
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """A set of submissions that was, or is about to be, published together."""

    version: int
    created_at: datetime
    actor: str
    reason: str
    published_at: datetime | None
    pinned: bool
    content_hash: str
    n_submissions: int


@dataclass(frozen=True, slots=True)
class LearnedMapping:
    """What a reporter's headings mean in a dataset, told once and remembered."""

    id: int
    dataset: str
    reporter: str
    signature: str
    """Of the heading rows it was told for: `gwdash.ingest` makes it."""
    headings: tuple[str, ...]
    mapping: Mapping[str, str]
    """Heading → field."""
    created_at: datetime
    actor: str
    undone_at: datetime | None = None
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A past period the office has opened: what is handed in for it then is no late report."""

    id: int
    dataset: str
    reporter: str
    """A reporter's code, empty for all."""
    period: str
    until: date | None
    opened_at: datetime
    actor: str
    reason: str
    closed_at: datetime | None = None

    def holds(self, on: date) -> bool:
        """Tell whether the opening is in force on a day."""
        return self.closed_at is None and (self.until is None or on <= self.until)


class StepKind(StrEnum):
    """One step of 销号, in the order of the way."""

    APPLY = "apply"
    """申请: the owner says that the problem is solved."""
    INSPECT = "inspect"
    """现场核查."""
    REVIEW = "review"
    """审核."""
    CLOSE = "close"
    """销号."""
    SEND_BACK = "send_back"
    """退回整改: what was found on site or on paper does not hold."""

    @property
    def label(self) -> str:
        """The word people see."""
        return _STEPS[self]


_STEPS = {
    StepKind.APPLY: "申请",
    StepKind.INSPECT: "现场核查",
    StepKind.REVIEW: "审核",
    StepKind.CLOSE: "销号",
    StepKind.SEND_BACK: "退回整改",
}


@dataclass(frozen=True, slots=True)
class StepEvidence:
    """A file that proves a step; its bytes lie in the archive by their SHA-256."""

    file_name: str
    file_sha256: str
    media: str
    n_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingStep:
    """What somebody did to close a problem; it is added once and never changed."""

    kind: str
    """The code of the problem's kind."""
    subject: str
    """Which thing of that kind: an item, a well, a site."""
    title: str
    """The problem in words, as it stood on the page."""
    step: StepKind
    at: datetime
    actor: str
    note: str
    as_of: date
    """The day as of which the rows were read when the step was taken."""
    version: int
    """The published version that was read."""
    evidence: tuple[StepEvidence, ...] = ()
    id: int = 0
