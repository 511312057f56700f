"""Who handed in the monthly report on the key tasks for which period, and whether in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gwdash.assess.ranking import Report
from gwdash.queries.source import Source
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.standards.periods import Period, PeriodKind


class Reported(NamedTuple):
    """One period that a reporter handed in."""

    period: str
    period_end: date
    on_time: bool
    n_returned: int = 0
    """Files of the period that came back before one was accepted."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One county's reports of the year so far: periods due, handed in, and handed in on time."""

    due: int
    reported: int
    on_time: int
    now: Report
    last: str
    """Label of the last period it reported, empty when it never has."""
    returned: int = 0
    """Files of this very period's report that came back before one was accepted."""


@dataclass(frozen=True, slots=True)
class ReportTimes:
    """All reports up to a day, by reporter in the order of their periods."""

    by_reporter: Mapping[str, tuple[Reported, ...]]
    ends: tuple[date, ...]
    """The last days of the periods that anybody reported, the first one first."""

    @property
    def first_month(self) -> Period | None:
        """The first month that anybody reported on, None when nobody ever has."""
        return Period.of(self.ends[0], PeriodKind.MONTH) if self.ends else None

    def timing(self, reporter: str, period: Period) -> Timing:
        """Return one reporter's reports from the year's first reported period to this one.

        Periods in which nobody reported yet, before the first of the year, were not due; all
        later ones are, for everybody alike.
        """
        since = date(period.year, 1, 1)
        ever = [r for r in self.by_reporter.get(reporter, ()) if r.period_end <= period.last_day]
        own = [report for report in ever if report.period_end >= since]
        first = next((end for end in self.ends if since <= end <= period.last_day), None)
        due = period.number - Period.of(first, PeriodKind.MONTH).number + 1 if first else 0
        last = Period.parse(ever[-1].period).label if ever else ""
        on_time = sum(report.on_time for report in own)
        now = [report for report in own if report.period == period.code]
        returned = sum(report.n_returned for report in now)
        return Timing(due, len(own), on_time, _report(ever, now), last, returned)


def report_times(source: Source, as_of: date) -> ReportTimes:
    """Return the reports of periods that ended by a day."""
    answer = source.columns("task_report_times", dataset=TASK_PROGRESS.name, as_of=as_of)
    names = ("reporter", "period", "period_end", "is_on_time", "n_returned")
    return times_of(zip(*(answer[name] for name in names), strict=True))


def times_of(rows: Iterable[tuple[str, str, date, bool, int]]) -> ReportTimes:
    """Return rows of reporter, period, its end, whether in time and how often returned, by each."""
    own: dict[str, list[Reported]] = {}
    ends = set()
    for reporter, period, period_end, on_time, n_returned in rows:
        one = Reported(period, period_end, bool(on_time), int(n_returned))
        own.setdefault(reporter, []).append(one)
        ends.add(period_end)
    by_reporter = {
        reporter: tuple(sorted(reports, key=lambda one: (one.period_end, one.period)))
        for reporter, reports in own.items()
    }
    return ReportTimes(by_reporter, tuple(sorted(ends)))


def _report(ever: list[Reported], now: list[Reported]) -> Report:
    if now:
        return Report.ON_TIME if all(report.on_time for report in now) else Report.LATE
    return Report.MISSING if ever else Report.NEVER
