"""Longitudes and latitudes as people write them, read into decimal degrees."""

import re
from datetime import timedelta
from decimal import Decimal

from gwdash.standards.text import clean, text_of

AngleReading = tuple[float | None, str | None]

#: Translated before normalisation, which would turn º into the letter o and ″ into two primes.
_MARKS = str.maketrans(
    {
        **dict.fromkeys("º˚゜⁰°度ᵒ", "°"),
        **dict.fromkeys("′\u02b9‵'’‘\u201b´`ˊˋ分＇", "'"),
        **dict.fromkeys('″ʺ‶"”“„‟˝秒＂〃', '"'),
    }
)
_MISSING = frozenset({"", "-", "--", "—", "——", "/", "\\", "nan", "none", "null", "无"})
_MASKED = re.compile(r"\d*\s*[°.:]?\s*[x×*?□○●]{1,}", re.IGNORECASE)
_EAST_NORTH = re.compile(r"^(?:e|n|东经|北纬|lon|lat)[:=]?|(?:e|n)$")
_WEST_SOUTH = re.compile(r"^(?:w|s|西经|南纬)[:=]?|(?:w|(?<!m\d)(?<!m\d\d)s)$")
_DECIMAL = re.compile(r"^-?\d+(?:\.\d+)?°?$")
_SEXAGESIMAL = re.compile(
    r"^(?P<sign>-?)(?P<degrees>\d{1,3})[°:d\s]\s*(?P<minutes>\d{1,2}(?:\.\d+)?)"
    r"(?:(?:['m:]|(?<=\d)\s)\s*(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*[\"s]?)?)?$"
)
_SIXTY = 60
_MINUTE_DIGITS, _SECOND_DIGITS = 2, 4


def is_masked(raw: object) -> bool:
    """Tell whether digits of a coordinate were replaced by letters or signs (105°xx′29″)."""
    text = clean(text_of(raw).translate(_MARKS))
    return bool(re.search(r"\d", text) and _MASKED.search(text)) or "某" in text


def _in_degrees(degrees: str, minutes: str, seconds: str, shown: str) -> AngleReading:
    m, s = Decimal(minutes or 0), Decimal(seconds or 0)
    if m >= _SIXTY or s >= _SIXTY:
        return None, f"“{shown}”的分或秒大于等于60，请核对度分秒。"
    return float(Decimal(degrees) + m / _SIXTY + s / (_SIXTY * _SIXTY)), None


def _unpacked(text: str, shown: str) -> AngleReading:
    """Read ddd.mmssss: two digits of minutes, two of seconds, then decimals of the second."""
    degrees, _, rest = text.removesuffix("°").partition(".")
    digits = rest.ljust(_SECOND_DIGITS, "0")
    minutes, seconds = digits[:_MINUTE_DIGITS], digits[_MINUTE_DIGITS:_SECOND_DIGITS]
    return _in_degrees(degrees, minutes, f"{seconds}.{digits[_SECOND_DIGITS:]}", shown)


def parse_angle(raw: object, *, packed: bool = False) -> AngleReading:
    """Return (decimal degrees, problem) of a cell; an empty one gives two Nones.

    Reads decimal degrees, degrees-minutes-seconds with any quote marks, 度分秒, colons or spaces,
    and with `packed` numbers as ddd.mmss. West and south are negative. Minutes or seconds of 60
    and masked digits (see `is_masked`) are problems.
    """
    if isinstance(raw, bool):
        return None, f"“{raw}”不是经纬度，请填十进制度，如108.7082。"
    if isinstance(raw, timedelta):
        # A spreadsheet takes 113:39:57 for a duration.
        return raw.total_seconds() / (_SIXTY * _SIXTY), None
    text = clean(text_of(raw).translate(_MARKS)).casefold().replace("''", '"')
    shown = text_of(raw).strip()
    if text in _MISSING:
        return None, None
    if is_masked(raw):
        return None, f"坐标“{shown}”被遮盖，不能定位；请由有权限的人员补报完整坐标。"
    southern = _WEST_SOUTH.search(text) is not None
    bare = _WEST_SOUTH.sub("", _EAST_NORTH.sub("", text)).strip()
    angle, problem = _read(bare, shown, packed=packed)
    return (-angle if southern and angle is not None else angle), problem


def _read(text: str, shown: str, *, packed: bool) -> AngleReading:
    if _DECIMAL.match(text):
        return _unpacked(text, shown) if packed else (float(text.removesuffix("°")), None)
    match = _SEXAGESIMAL.match(text)
    if match is None:
        return None, f"“{shown}”不是经纬度，请填十进制度（如108.7082）或度分秒（如108°42′30″）。"
    angle, problem = _in_degrees(match["degrees"], match["minutes"], match["seconds"] or "", shown)
    return (-angle if match["sign"] and angle is not None else angle), problem


def angle_from_parts(degrees: object, minutes: object, seconds: object) -> AngleReading:
    """Return (decimal degrees, problem) of three columns 度, 分, 秒; empty ones count as 0."""
    parts = [clean(text_of(part)) or "0" for part in (degrees, minutes, seconds)]
    if not clean(text_of(degrees)):
        return None, None
    shown = f"{parts[0]}度{parts[1]}分{parts[2]}秒"
    if not all(re.fullmatch(r"\d+(?:\.\d+)?", part) for part in parts):
        return None, f"“{shown}”不是度分秒，请在三列里各填一个数。"
    return _in_degrees(parts[0], parts[1], parts[2], shown)
