"""Where a record has a gap: a line drawn across it would claim what nobody measured."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

#: Readings this far apart or nearer are a monthly record: a month without one is a gap in it.
MONTHLY_DAYS = 31
#: In a rarer record a gap is this many times the usual distance: one sampling was left out.
LEFT_OUT = 1.6
_QUARTER = 4
_MONTHS = 12


def gaps(days: Sequence[date]) -> list[int]:
    """Return the places of the readings that a gap precedes; `days` are in order of time.

    In a monthly record or a denser one a gap is a calendar month without a reading, in a rarer
    one more than 1.6 times the usual distance. A record of which a quarter of the distances are
    a month is a monthly one, however much is missing of it.
    """
    apart = [(later - earlier).days for earlier, later in pairwise(days)]
    if not apart:
        return []
    monthly = sorted(apart)[len(apart) // _QUARTER] <= MONTHLY_DAYS
    usual = median(apart)
    found: list[int] = []
    for place, (earlier, later) in enumerate(pairwise(days), 1):
        if monthly:
            missed = _months_between(earlier, later) > 1
        else:
            missed = (later - earlier).days > LEFT_OUT * usual
        if missed:
            found.append(place)
    return found


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * _MONTHS + later.month - earlier.month
