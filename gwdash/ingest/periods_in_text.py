"""Periods and years that a title, a file's or a folder's name speaks of among other words."""

import re

from gwdash.standards.periods import Period, parse_period
from gwdash.standards.text import clean

_YEAR = r"(?<!\d)20\d\d"
_NUMERAL = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
#: From the most to the least that is said; the first that is found counts.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}\s*年\s*第?[一二三四1-4]\s*季度",
        rf"{_YEAR}\s*年\s*[上下]半年",
        rf"{_YEAR}\s*年\s*{_NUMERAL}\s*月(?!\s*\d+\s*[日号])",
        rf"{_YEAR}\s*[-_ .年]?\s*Q[1-4]",
        rf"{_YEAR}\s*[-_ .年]?\s*H[12]",
        rf"{_YEAR}[-_./](?:1[0-2]|0?[1-9])(?!\d|[-_./]\d)",
        rf"{_YEAR}(?:0[1-9]|1[0-2])(?!\d)",
    )
)
#: Without a year: another text may name it.
_YEARLESS = tuple(
    re.compile(pattern)
    for pattern in (
        r"第?[一二三四1-4]\s*季度",
        r"[上下]半年",
        # 1-6月 is a span, 6月1日 a day.
        rf"(?<![\d年至到~–—-]){_NUMERAL}\s*月份?(?!\s*\d+\s*[日号])",
    )
)
_WHOLE_YEAR = re.compile(rf"{_YEAR}\s*年度?(?!\s*\d)")
#: A longer text without a year is a sentence: 每年3月底前报送.
_LONGEST_NAME = 40
_ANY_YEAR = re.compile(rf"{_YEAR}(?=\D|$|0[1-9]|1[0-2])")
_SPACE = re.compile(r"\s+")
_SHORT = re.compile(r"^(20\d\d)[-_ .年]?([QH][1-4])$", re.IGNORECASE)
_COMPACT = re.compile(r"^(20\d\d)(0[1-9]|1[0-2])$")
_MARK = re.compile(r"^(20\d\d)[-_./](\d{1,2})$")


def period_in(text: str, *, year: int | None = None) -> Period | None:
    """Return the period that a text names first, the shortest kind of words before a bare year.

    `year` is taken where only a month, quarter or half is named.
    """
    plain = clean(text)
    for pattern in _PATTERNS:
        if match := pattern.search(plain):
            return parse_period(_spelled(match[0]))[0]
    for pattern in _YEARLESS if year is not None and len(plain) <= _LONGEST_NAME else ():
        if match := pattern.search(plain):
            return parse_period(_SPACE.sub("", match[0]), year=year)[0]
    whole = _WHOLE_YEAR.search(plain)
    return parse_period(_SPACE.sub("", whole[0]).rstrip("度"))[0] if whole else None


def year_in(text: str) -> int | None:
    """Return the year that a text names first, alone or before a month."""
    match = _ANY_YEAR.search(clean(text))
    return int(match[0][:4]) if match else None


def _spelled(text: str) -> str:
    """Return a period as `parse_period` reads it: 2024Q2, 2024-06."""
    plain = _SPACE.sub("", text)
    if short := _SHORT.match(plain):
        return f"{short[1]}{short[2]}"
    if marked := _MARK.match(plain):
        return f"{marked[1]}-{marked[2]}"
    if compact := _COMPACT.match(plain):
        return f"{compact[1]}-{compact[2]}"
    return plain
