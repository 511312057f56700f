"""报送日历: who owes which ledger for which period, and how each of these duties stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from gwdash.archive.model import State, Submission, SubmissionKind
from gwdash.registry.datasets import DATASETS
from gwdash.registry.duties import owed_by
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period, PeriodKind
from gwdash.standards.workdays import Workdays, due_on, workdays


class Status(StrEnum):
    """How a duty stands; the order is that of urgency."""

    MISSING = "missing"
    """Due, and nothing has come."""
    RETURNED = "returned"
    """What came was returned and has not come again."""
    LATE = "late"
    """Accepted, handed in after the due day."""
    WAITING = "waiting"
    """Handed in and not yet looked at by the office."""
    ACCEPTED = "accepted"
    NIL = "nil"
    CARRIED = "carried"
    NOT_YET_DUE = "not_yet_due"
    """Nothing has come, and there is still time."""


@dataclass(frozen=True, slots=True)
class Face:
    """How a status is shown: a shape, a word for a cell, and what it means."""

    mark: str
    word: str
    sentence: str


FACES: Mapping[Status, Face] = {
    Status.MISSING: Face("✕", "未报", "已过报送期限，没有收到报送"),
    Status.RETURNED: Face("↩", "退回", "报送被退回，还没有重新报送"),
    Status.LATE: Face("▲", "迟报", "审核通过，首次报送晚于报送期限"),
    Status.WAITING: Face("◐", "待核", "已报送，等待办公室审核"),
    Status.ACCEPTED: Face("●", "已核", "按时报送，审核通过"),
    Status.NIL: Face("◎", "零报", "零报告，按时报送，审核通过"),
    Status.CARRIED: Face("＝", "沿用", "沿用上期，按时报送，审核通过"),
    Status.NOT_YET_DUE: Face("○", "待报", "还没有报送，未到报送期限"),
}
#: Statuses of what has an accepted report.
REPORTED = frozenset({Status.LATE, Status.ACCEPTED, Status.NIL, Status.CARRIED})
#: Statuses of what is to be asked for.
CHASED = (Status.MISSING, Status.RETURNED)
_KINDS = {SubmissionKind.NIL: Status.NIL, SubmissionKind.CARRY: Status.CARRIED}


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides beside the submissions themselves."""

    as_of: date
    """The day on which the calendar is read."""
    starts: Mapping[str, Period]
    """The first period that is owed of each ledger; what is not named is owed by nobody yet."""
    days: Workdays = field(default_factory=workdays)


@dataclass(frozen=True, slots=True)
class Duty:
    """One ledger that one reporter owes for one period, and how that stands."""

    dataset: Dataset
    reporter: Reporter
    period: Period
    due_on: date
    status: Status
    late_days: int = 0
    """Days after the due day: until it came, or until today where nothing has."""
    n_corrections: int = 0
    """How often an accepted report was replaced by a later one."""
    submission: Submission | None = None
    """The submission that decided the status."""
    n_parts: int = 0
    """Of how many parts (乡镇) it was made up."""

    @property
    def is_on_time(self) -> bool:
        """Whether there is an accepted report that came in time."""
        return self.status in REPORTED and not self.late_days

    @property
    def is_due(self) -> bool:
        """Whether it counts: all but what has not come and still may."""
        return self.status is not Status.NOT_YET_DUE


def first_periods(submissions: Iterable[Submission]) -> dict[str, Period]:
    """Return the earliest period of each ledger that anything came for and was not withdrawn."""
    found: dict[str, Period] = {}
    for one in submissions:
        dataset = DATASETS.get(one.dataset)
        if dataset is None or one.state is State.WITHDRAWN or not owed_by(dataset):
            continue
        period = Period.of(one.period_end, dataset.cadence.period_kind)
        if one.dataset not in found or period < found[one.dataset]:
            found[one.dataset] = period
    return found


def duties(submissions: Iterable[Submission], rules: Rules, first: date, last: date) -> list[Duty]:
    """Return every duty of the periods that end from `first` to `last`, in display order.

    Reporters stand in the order of the region, ledgers in that of the registry.
    """
    by_slice: dict[tuple[str, str, str], list[Submission]] = {}
    for one in submissions:
        by_slice.setdefault((one.dataset, one.reporter, one.period), []).append(one)
    places = {reporter.code: place for place, reporter in enumerate(REGION.reporters)}
    found = [
        _duty(dataset, reporter, period, due, by_slice, rules)
        for dataset, period, due in _falling_due(rules, first, last)
        for reporter in owed_by(dataset)
    ]
    return sorted(found, key=lambda duty: places[duty.reporter.code])


def due_datasets(rules: Rules, month: Period) -> list[Dataset]:
    """Return the ledgers that fall due with the end of a month."""
    return [d for d, _, _ in _falling_due(rules, month.last_day, month.last_day)]


def why_not_owed(dataset: Dataset, reporter: Reporter, period: Period, rules: Rules) -> str:
    """Return in one sentence why a reporter does not owe a period, empty where it does."""
    owing = owed_by(dataset)
    if not owing:
        return f"「{dataset.label}」随时报送，没有报送期限。"
    if reporter not in owing:
        return f"{reporter.name}不报送「{dataset.label}」。"
    start = rules.starts.get(dataset.name)
    if start is None or period < start:
        since = f"，自{start.label}起报" if start else "，还没有设定起报期"
        return f"「{dataset.label}」{period.label}不用报送{since}。"
    return ""


def _falling_due(rules: Rules, first: date, last: date) -> Iterator[tuple[Dataset, Period, date]]:
    for dataset in DATASETS.values():
        begins = rules.starts.get(dataset.name)
        if begins is None or not owed_by(dataset):
            continue
        period = max(Period.of(first, dataset.cadence.period_kind), begins)
        while period.last_day <= last:
            # A period still running may be handed in early and is not owed yet.
            if (due := due_on(dataset, period, rules.days)) is not None:
                yield dataset, period, due
            period = period.next()


def _duty(  # noqa: PLR0913, PLR0917 (a duty is all of these)
    dataset: Dataset,
    reporter: Reporter,
    period: Period,
    due: date,
    by_slice: Mapping[tuple[str, str, str], list[Submission]],
    rules: Rules,
) -> Duty:
    came = by_slice.get((dataset.name, reporter.code, period.code), [])
    parts: dict[str, list[Submission]] = {}
    for one in came:
        if one.state is not State.WITHDRAWN:
            parts.setdefault(one.part, []).append(one)
    if not parts:
        late = max((rules.as_of - due).days, 0)
        return Duty(
            dataset, reporter, period, due,
            Status.MISSING if late else Status.NOT_YET_DUE, late,
        )  # fmt: skip
    deciding = [_deciding(own) for own in parts.values()]
    worst = min(deciding, key=lambda one: (_WORST_FIRST.index(one.state), -one.id))
    late = max(_late_days(one, due) for one in deciding)
    corrections = sum(max(sum(s.state in _IN_FORCE for s in own) - 1, 0) for own in parts.values())
    status = _status(worst, late)
    if status is Status.RETURNED:
        late = max((rules.as_of - due).days, 0)
    return Duty(
        dataset, reporter, period, due, status, late, corrections, worst, len(parts)
    )  # fmt: skip


_IN_FORCE = (State.ACCEPTED, State.SUPERSEDED)
_WORST_FIRST = (State.RETURNED, State.SUBMITTED, State.ACCEPTED, State.SUPERSEDED)


def _deciding(part: list[Submission]) -> Submission:
    """Return what a part of a slice stands at: what is accepted, else what came last."""
    accepted = [one for one in part if one.state is State.ACCEPTED]
    return max(accepted or part, key=lambda one: one.id)


def _status(submission: Submission, late_days: int) -> Status:
    match submission.state:
        case State.RETURNED:
            return Status.RETURNED
        case State.SUBMITTED:
            return Status.WAITING
        case _ if late_days:
            return Status.LATE
        case _:
            return _KINDS.get(submission.kind, Status.ACCEPTED)


def _late_days(submission: Submission, due: date) -> int:
    """Return how many days after the due day it first came, 0 for what came as 补录."""
    if submission.opening is not None:
        return 0
    came = submission.first_submitted_at or submission.submitted_at
    return max((came.date() - due).days, 0)


def months_between(first: Period, as_of: date) -> list[Period]:
    """Return the months that have ended before a day and the one it lies in, newest first."""
    month = Period.of(as_of, PeriodKind.MONTH)
    found = []
    while month.last_day >= first.last_day:
        found.append(month)
        month = month.previous()
    return found


def latest_due_month(as_of: date) -> Period:
    """Return the month whose reports are being handed in on a day: the one that ended last."""
    return Period.of(as_of.replace(day=1) - timedelta(days=1), PeriodKind.MONTH)
