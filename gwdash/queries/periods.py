"""Which reporting periods a version has anything for."""

from gwdash.queries.source import Source
from gwdash.standards.periods import Period, PeriodKind


def months(source: Source) -> list[Period]:
    """Return the months with data, newest first: those that something accepted ends in.

    Where nothing but the office's plan has come, the month that units are about to report on.
    """
    ends = source.frame("period_ends")["period_end"]
    found = {Period.of(day.date(), PeriodKind.MONTH) for day in ends}
    return sorted(found, reverse=True) or _planned(source)


def _planned(source: Source) -> list[Period]:
    """Return the month before the last submission came, held within the period that it is for."""
    last = source.frame("last_submission")
    if last.empty:
        return []
    told = Period.parse(str(last["period"].iloc[0]))
    before = Period.of(last["submitted_at"].iloc[0].date(), PeriodKind.MONTH).previous()
    day = min(max(before.last_day, told.first_day), told.last_day)
    return [Period.of(day, PeriodKind.MONTH)]


def opening(periods: list[Period], reported: list[Period]) -> Period | None:
    """Return the month that a page opens with: the newest that units have reported on."""
    return max(reported, default=None) or (periods[0] if periods else None)
