"""报送日历 of a workspace: the ledger's submissions held against what is owed."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.ledger import Ledger
from gwdash.archive.model import Submission
from gwdash.errors import UsageError
from gwdash.queries.calendar import (
    CHASED,
    Duty,
    Rules,
    duties,
    first_periods,
    latest_due_month,
    months_between,
)
from gwdash.registry.datasets import DATASETS
from gwdash.registry.duties import owed_by
from gwdash.registry.model import Dataset
from gwdash.registry.region import Reporter
from gwdash.standards.periods import Period
from gwdash.standards.workdays import workdays
from gwdash.store.lock import writing

#: Where the office's first periods are kept in the workspace: a ledger's code → a period's code.
STARTS_SETTING = "calendar_starts"
#: The channel of what the demo itself handed in.
_DEMO_CHANNEL = "demo"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The duties of a span of months, and what they were judged by."""

    duties: tuple[Duty, ...]
    rules: Rules
    months: tuple[Period, ...]
    """The months that can be asked for, newest first."""
    not_started: tuple[Dataset, ...] = ()
    """Ledgers with a due day that nobody owes yet: nothing came and no start is set."""

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years of due days whose holidays are not known: weekends alone move them."""
        years = {duty.due_on.year for duty in self.duties}
        return tuple(sorted(year for year in years if not self.rules.days.knows(year)))

    @property
    def chased(self) -> tuple[Duty, ...]:
        """The duties that are to be asked for: not reported in time, or returned."""
        return tuple(duty for duty in self.duties if duty.status in CHASED)


def calendar(
    workspace: Path,
    first: Period | None = None,
    last: Period | None = None,
    *,
    reporter: Reporter | None = None,
    as_of: date | None = None,
) -> Calendar:
    """Return the duties of the periods that end in the months from `first` to `last`.

    Without months it is the one whose reports are being handed in. `as_of` is today; a demo
    stands at the day of its last report.
    """
    submissions, rules = _read(workspace, as_of)
    begin = first or last or latest_due_month(rules.as_of)
    end = last or begin
    found = duties(submissions, rules, begin.first_day, end.last_day)
    own = tuple(d for d in found if reporter is None or d.reporter == reporter)
    started = min((start.last_day for start in rules.starts.values()), default=None)
    months = months_between(Period.of(started, "month"), rules.as_of) if started else []
    waiting = tuple(d for d in DATASETS.values() if owed_by(d) and d.name not in rules.starts)
    return Calendar(own, rules, tuple(months), waiting)


def starts(workspace: Path) -> dict[str, Period]:
    """Return the first periods that the office has set."""
    if not (workspace / "archive").is_dir():
        return {}
    with Archive.of(workspace) as archive:
        return _starts(archive.ledger)


def set_start(workspace: Path, dataset: Dataset, period: Period | None) -> None:
    """Set from which period on a ledger is owed; None goes back to the first one that came.

    Raises UsageError for a ledger without due days or a period of another length.
    """
    if not owed_by(dataset):
        raise UsageError(f"「{dataset.label}」没有报送期限，不用设定起报期。")
    if period is not None and str(period.kind) != dataset.cadence.period_kind:
        example = Period.of(period.last_day, dataset.cadence.period_kind)
        raise UsageError(
            f"「{dataset.label}」{dataset.cadence.words}报送，起报期请写成 {example.code} 的样子。"
        )
    with writing(workspace), Archive.of(workspace) as archive:
        kept = {name: one.code for name, one in _starts(archive.ledger).items()}
        kept.pop(dataset.name, None)
        if period is not None:
            kept[dataset.name] = period.code
        archive.ledger.set_setting(STARTS_SETTING, json.dumps(kept, sort_keys=True))


def _read(workspace: Path, as_of: date | None) -> tuple[list[Submission], Rules]:
    if not (workspace / "archive").is_dir():
        return [], Rules(as_of or clock.today(), {})
    with Archive.of(workspace) as archive:
        ledger = archive.ledger
        submissions = ledger.submissions()
        begins = first_periods(submissions) | _starts(ledger)
        day = as_of or _today(ledger, submissions)
        return submissions, Rules(day, begins, workdays())


def _today(ledger: Ledger, submissions: list[Submission]) -> date:
    if ledger.is_demo and submissions:
        # What a visitor hands in or decides today must not move the demo by years.
        own = [one.submitted_at for one in submissions if one.channel == _DEMO_CHANNEL]
        decided = (one.decided_at or one.submitted_at for one in submissions)
        return max(own or decided).date()
    return clock.today()


def _starts(ledger: Ledger) -> dict[str, Period]:
    kept = json.loads(ledger.setting(STARTS_SETTING, "{}"))
    return {name: Period.parse(code) for name, code in kept.items() if name in DATASETS}
