"""Seeded chance and the demo's months: the same names draw the same on every machine and day."""

import calendar
import random
from datetime import date, datetime, timedelta

FIRST_MONTH, LAST_MONTH = date(2022, 1, 1), date(2024, 6, 1)
#: The moment at which the demo stands: after the last reports, before the next meeting.
PRESENT = datetime(2024, 7, 10, 9, 0)  # noqa: DTZ001 (Beijing time, as gwdash.clock takes it)

_SEED = 20220124
_MORE_THAN_A_MONTH = timedelta(days=32)


def chance(*names: object) -> random.Random:
    """Return a source of chance that depends on the names alone."""
    return random.Random("|".join(map(str, (_SEED, *names))))  # noqa: S311 (a demo, no secret)


def months(first: date = FIRST_MONTH, last: date = LAST_MONTH) -> list[date]:
    """Return the first days of the months from one to the other."""
    found = []
    day = first.replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + _MORE_THAN_A_MONTH).replace(day=1)
    return found


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month(code: str) -> date:
    """Return the first day of a month such as ``2024-06``."""
    return date.fromisoformat(f"{code}-01")
