"""Percentages, which spreadsheets hold as 85 %, 0.85 or 85 with the sign in the heading."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from gwdash.standards.text import clean, text_of

PercentReading = tuple[Decimal | None, str | None, str | None]

_HUNDRED = Decimal(100)
_MISSING = frozenset({"", "-", "--", "—", "——", "/", "\\", "nan", "none", "null"})
_NUMBER = re.compile(r"^(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?P<sign>%?)$")


class PercentScale(Enum):
    """What the plain numbers of a column are: shares of 1 or shares of 100."""

    FRACTION = Decimal(100)
    PERCENT = Decimal(1)


def column_scale(values: Iterable[object], *, heading_has_percent: bool) -> PercentScale | None:
    """Return what the plain numbers of a column are, None when only its author can tell.

    A number above 1 shows shares of 100. Where all lie within 0 and 1 and the heading has no
    percent sign, the column may be either, so that one question covers it.
    """
    numbers = [
        Decimal(match["number"])
        for value in values
        if (match := _NUMBER.match(clean(text_of(value)))) and not match["sign"]
    ]
    if any(number > 1 for number in numbers):
        return PercentScale.PERCENT
    between = any(0 < number <= 1 for number in numbers)
    if heading_has_percent and not between:
        return PercentScale.PERCENT
    return None


def parse_percent(
    raw: object,
    *,
    cell_is_percent: bool,
    heading_has_percent: bool,
    scale: PercentScale | None = None,
) -> PercentReading:
    """Return (percent 0 to 100, problem, warning) of a cell.

    A percent sign in the text decides, then the cell's number format, then `scale` where the
    column's is known, then the heading. Without any hint a number up to 1 is taken as a share
    of 1 and asked about. An empty cell gives three Nones.
    """
    text = clean(text_of(raw)).casefold()
    if text in _MISSING:
        return None, None, None
    match = None if isinstance(raw, bool) else _NUMBER.match(text)
    if match is None:
        return None, f"“{text}”不是百分数，请填0到100之间的数，如85或85%。", None
    number, warning = Decimal(match["number"]), None
    if match["sign"]:
        percent = number
    elif cell_is_percent and not isinstance(raw, str):
        percent = number * _HUNDRED
    elif scale is not None:
        percent = number * scale.value
    else:
        percent, warning = _guess(number, text, heading_has_percent=heading_has_percent)
    if not 0 <= percent <= _HUNDRED:
        return None, f"“{text}”折合{percent.normalize():f}%，应在0到100之间，请更正。", None
    return percent, None, warning


def _guess(number: Decimal, text: str, *, heading_has_percent: bool) -> tuple[Decimal, str | None]:
    if number == 0 or number > 1 or number < 0:
        return number, None
    percent = number if heading_has_percent else number * _HUNDRED
    other = number * _HUNDRED if heading_has_percent else number
    return percent, (
        f"“{text}”按{percent.normalize():f}%处理；如果是{other.normalize():f}%，请改写成带百分号的数。"
    )
