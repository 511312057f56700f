"""The one place that knows what time it is, so that tests and demos can set it."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

#: All times that people see or type are Beijing time (GB/T 7408; China keeps one zone).
BEIJING = ZoneInfo("Asia/Shanghai")

_fixed: ContextVar[datetime | None] = ContextVar("gwdash_fixed_now", default=None)


def now() -> datetime:
    """Return the current moment in Beijing time, to the second."""
    moment = _fixed.get() or datetime.now(BEIJING)
    return moment.replace(microsecond=0)


def today() -> date:
    """Return today's date in Beijing."""
    return now().date()


@contextmanager
def at(moment: datetime) -> "Iterator[None]":
    """Set the clock for the block: demo submissions carry the day they were handed in.

    A naive `moment` is taken as Beijing time.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=BEIJING)
    token = _fixed.set(moment.astimezone(BEIJING))
    try:
        yield
    finally:
        _fixed.reset(token)
