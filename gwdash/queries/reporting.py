"""报送情况: who has handed in what is due, and who has not."""

from dataclasses import dataclass

from gwdash.queries.source import Source, last_day
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.registry.region import REGION, Reporter
from gwdash.scope import Scope
from gwdash.standards.periods import Period


@dataclass(frozen=True, slots=True)
class ReportState:
    """One ledger in one period: reporters who owe it, and those of them who handed it in."""

    due: tuple[Reporter, ...]
    missing: tuple[Reporter, ...]

    @property
    def n_due(self) -> int:
        """How many reporters owe the ledger."""
        return len(self.due)

    @property
    def n_reported(self) -> int:
        """How many of them have an accepted report of this very period."""
        return len(self.due) - len(self.missing)


def task_reports(source: Source, period: str) -> ReportState:
    """Return who has an accepted 重点任务进展情况表 of the period."""
    due = REGION.expand_reporters(TASK_PROGRESS.reporters)
    frame = source.frame("reporters_of", dataset=TASK_PROGRESS.name, period=period)
    found = set(frame["reporter"])
    return ReportState(due, tuple(r for r in due if r.code not in found))


def ledgers_reported(source: Source, scope: Scope) -> frozenset[str]:
    """Return the ledgers of which anybody handed in anything by the period's end.

    Without a ledger, a count of its rows is no zero but unknown.
    """
    return frozenset(source.columns("ledgers_reported", as_of=last_day(scope))["dataset"])


def reported_months(source: Source) -> list[Period]:
    """Return the months for which at least one unit reported on the key tasks."""
    frame = source.frame("periods_of", dataset=TASK_PROGRESS.name)
    return [Period.parse(code) for code in frame["period"]]
