"""Values of a frame as cells of a file: text that a file can hold, numbers, dates, nothing.

Both kinds of file take their cells from here, so that a workbook and a csv of one table agree.
"""

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from numbers import Integral, Real

import pandas as pd

Cell = str | int | float | date | datetime | None

#: The longest text that one cell of a workbook holds.
LONGEST_TEXT = 32_767
_CUT = "…（过长，已截断）"
#: Whole numbers beyond this lose digits in a spreadsheet and are written as text.
_LARGEST_INTEGER = 2**53
#: The largest number a workbook holds.
_LARGEST_REAL = 9.99e307
#: Spreadsheet programs disagree on days before this one (Excel counts 29 February 1900).
_FIRST_DAY = date(1900, 3, 1)
#: Characters that XML 1.0 has no place for, and halves of surrogate pairs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")


def cell(value: object) -> Cell:
    """Return a value as a cell; None for every kind of nothing that a frame knows.

    Truth becomes 是 or 否, a time in a zone loses its zone, what a spreadsheet cannot hold as a
    number or date becomes text.
    """
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if pd.api.types.is_bool(value):
        return "是" if value else "否"
    if isinstance(value, Decimal | Real):
        return _number(value)
    return _day(value) if isinstance(value, date) else text(str(value))


def text(value: str) -> str:
    """Return text without what no file can hold, with plain line ends, cut where too long."""
    clean = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", _LINE_ENDS.sub("\n", value))
    if len(clean) <= LONGEST_TEXT:
        return clean
    return clean[: LONGEST_TEXT - len(_CUT)] + _CUT


def display_width(value: str) -> int:
    """Return how many columns text takes: a Chinese character two, a Latin letter one."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in value)


def _number(value: Decimal | Real) -> Cell:
    if isinstance(value, Integral):
        return int(value) if abs(int(value)) <= _LARGEST_INTEGER else str(value)
    real = float(value)
    if math.isnan(real):
        return None
    return real if abs(real) <= _LARGEST_REAL else str(real)


def _day(value: date) -> Cell:
    if isinstance(value, datetime):
        plain = pd.Timestamp(value).to_pydatetime(warn=False).replace(tzinfo=None)
        return plain if plain.date() >= _FIRST_DAY else plain.isoformat(" ")
    return value if value >= _FIRST_DAY else value.isoformat()
