"""Months as old ledgers give them: 198506, 1985-06, or the year alone where no more is known."""

import re
from datetime import date

from gwdash.standards.dates import parse_date
from gwdash.standards.text import clean, text_of

MonthReading = tuple[str | None, str | None]

#: Wells older than this are not in any ledger; nothing is built after the second.
EARLIEST_YEAR, LATEST_YEAR = 1800, 2100
_MONTH = re.compile(r"(?P<year>\d{4})(?:[-./年]\s*(?P<month>\d{1,2})\s*月?|(?P<digits>\d{2}))")
_YEAR = re.compile(r"(?P<year>\d{4})\s*年?代?")
_MONTHS = 12
_HINT = "请填年月，如 198506、1985-06；只知年份的填 1985。"


def parse_month(raw: object) -> MonthReading:
    """Return (month, problem) of a cell: ``2015-06``, or ``2015`` where no month is given.

    A full date gives its month. An empty cell gives two Nones.
    """
    if isinstance(raw, date):
        return _checked(raw.year, raw.month, str(raw))
    text = clean(text_of(raw))
    if not text:
        return None, None
    if not isinstance(raw, str) and "." in text:
        # 2022.1 as a number is January as well as October.
        return None, f"“{text}”是数字，分不清1月和10月，{_HINT}"
    if match := _MONTH.fullmatch(text) or _YEAR.fullmatch(text):
        month = match.groupdict().get("month") or match.groupdict().get("digits")
        return _checked(int(match["year"]), int(month) if month else None, text)
    earliest, latest = date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, _MONTHS, 31)
    day, _problem, _warning = parse_date(raw, earliest=earliest, latest=latest)
    if day is None:
        return None, f"“{text}”不是年月，{_HINT}"
    return _checked(day.year, day.month, text)


def _checked(year: int, month: int | None, text: str) -> MonthReading:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or (
        month is not None and not 1 <= month <= _MONTHS
    ):
        return None, f"“{text}”不是可能的年月，{_HINT}"
    return (f"{year:04}" if month is None else f"{year:04}-{month:02}"), None
