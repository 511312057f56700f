"""On which day a form is handed in: most on time, some late, one unit always late."""

from datetime import date, datetime, time, timedelta

from gwdash.demo.chance import PRESENT, chance

#: The unit that never hands in on time: so many days after the due day.
ALWAYS_LATE, _ITS_DELAY_DAYS = "gzw", (6, 14)
#: Reports that never came.
MISSED = frozenset({
    ("610429", "2024-06"), ("nyj", "2024-06"), ("610424", "2023-09"), ("610426", "2022-07"),
    ("spj", "2022-02"),
})  # fmt: skip
#: The share of reports that come late, of those who are not simply on time.
_LATE_SHARE = {"610424": 0.25, "610428": 0.18, "nyj": 0.15, "610429": 0.12, "610426": 0.15}
_USUALLY_LATE_SHARE = 0.04
_DELAY_DAYS = (1, 9)
_EARLY_DAYS = 4
_HOURS, _MINUTES = (9, 17), (0, 59)
#: Nobody is later than this at the moment at which the demo stands.
_LAST_CALL = timedelta(days=1)


def is_missed(reporter: str, period: str) -> bool:
    """Tell whether a reporter never handed in its progress of a period."""
    return (reporter, period) in MISSED


def handed_in(dataset: str, reporter: str, end: date, due_day: int) -> datetime:
    """Return when a form of a period that ends on `end` is handed in, by Beijing's clock.

    The unit that is always late may come after the demo's present: then it has not come yet.
    """
    draw = chance("day", dataset, reporter, end)
    due = end + timedelta(days=due_day)
    late = draw.random() < _LATE_SHARE.get(reporter, _USUALLY_LATE_SHARE)
    if reporter == ALWAYS_LATE:
        return _moment(due + timedelta(days=draw.randint(*_ITS_DELAY_DAYS)), draw.random())
    days = draw.randint(*_DELAY_DAYS) if late else -draw.randint(0, min(_EARLY_DAYS, due_day - 1))
    moment = _moment(due + timedelta(days=days), draw.random())
    return moment if moment < PRESENT else _moment((PRESENT - _LAST_CALL).date(), draw.random())


def after(moment: datetime, days: int) -> datetime:
    """Return a moment so many days later."""
    return moment + timedelta(days=days, minutes=days * 17)


def _moment(day: date, share: float) -> datetime:
    """Return a moment of the working day, the later the greater the share."""
    hour = _HOURS[0] + int(share * (_HOURS[1] - _HOURS[0]))
    minute = int(share * 7919) % (_MINUTES[1] + 1)
    return datetime.combine(day, time(hour, minute))
