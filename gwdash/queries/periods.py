"""Which reporting periods a version has anything for."""

from gwdash.queries.source import Source
from gwdash.standards.periods import Period, PeriodKind


def months(source: Source) -> list[Period]:
    """Return the months with data, newest first: those that something accepted ends in."""
    ends = source.frame("period_ends")["period_end"]
    found = {Period.of(day.date(), PeriodKind.MONTH) for day in ends}
    return sorted(found, reverse=True)


def opening(periods: list[Period], reported: list[Period]) -> Period | None:
    """Return the month that a page opens with: the newest that units have reported on."""
    return max(reported, default=None) or (periods[0] if periods else None)
