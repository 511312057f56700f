"""Dates and times as they are typed or stored in spreadsheets, in Beijing time."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gwdash.clock import BEIJING
from gwdash.standards.text import clean, text_of

DateReading = tuple[date | None, str | None, str | None]
DatetimeReading = tuple[datetime | None, str | None, str | None]

_MISSING = frozenset({"", "-", "--", "—", "——", "/", "\\", "nan", "nat", "none", "null", "无"})

#: Words for work without a deadline: the date stays open, which is no error.
OPEN_ENDED = frozenset({"长期坚持", "持续推进", "长期", "持续", "常态化", "长期推进", "持续开展"})

#: Excel counts days from here so that its non-existent 1900-02-29 comes out right.
_EPOCH = date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_LAST_SERIAL = 2_958_465
_CENTURY = 2000
_YEARS = (1900, 2100)
_SECONDS_A_DAY = 86_400
_MIDNIGHT = 24
_NOON = 12

_TIME = (
    r"[t\s]*(?P<half>上午|下午|中午|晚上?|am|pm)?\s*"
    r"(?:(?P<hour>\d{1,2})[:时点](?P<minute>\d{1,2})?"
    r"(?:[:分](?P<second>\d{1,2})?(?:\.\d+)?)?秒?分?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?"
_SEPARATED = re.compile(
    r"^(?P<year>\d{4}|\d{2})\s*[年./\\\-]\s*(?P<month>\d{1,2})\s*[月./\\\-]\s*(?P<day>\d{1,2})\s*[日号]?"
    rf"\.?{_WEEKDAY}{_TIME}$"
)
_COMPACT = re.compile(rf"^(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_TIME}$")
_COMPACT_TIME = re.compile(r"^(\d{8})\s?(\d{2})(\d{2})(\d{2})$")
_YEAR_LAST = re.compile(r"^\d{1,2}[./\-]\d{1,2}[./\-]\d{4}(?:\s.*)?$")
_MONTH_ONLY = re.compile(r"^\d{4}\s*[年./\-]\s*\d{1,2}\s*月?$|^\d{6}$")
_YEAR_ONLY = re.compile(r"^\d{4}\s*年?$")
_NUMERIC = re.compile(r"^\d+(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class _Failure(Exception):
    sentence: str


def is_open_ended(raw: object) -> bool:
    """Tell whether a deadline says that the work has none (长期坚持, 持续推进)."""
    return clean(text_of(raw)) in OPEN_ENDED


def _from_serial(serial: float, *, date1904: bool) -> datetime:
    if serial > _LAST_SERIAL:
        raise _Failure(f"数字“{serial:.15g}”不是日期，请按 2024-06-30 的格式填写。")
    days, part = divmod(serial + (_DAYS_TO_1904 if date1904 else 0), 1)
    midnight = datetime.combine(_EPOCH + timedelta(days=int(days)), time())
    return midnight + timedelta(seconds=round(part * _SECONDS_A_DAY))


def _from_number(text: str, *, date1904: bool) -> datetime | None:
    """Read digits: yyyymmdd, a spreadsheet serial, or a month or year that is too little."""
    number = float(text)
    low, high = _YEARS
    if low <= number <= high:
        if "." in text:
            raise _Failure(
                f"“{text}”是数字，分不清1月和10月，也没有日；请按 2024-06-30 的格式填写文本。"
            )
        raise _Failure(f"“{text}”只有年份，请填写完整日期，如 2024-06-30。")
    if _MONTH_ONLY.match(text):
        raise _Failure(f"“{text}”只到月份，请填写完整日期，如 2024-06-30。")
    whole = _COMPACT.match(text) or _COMPACT_TIME.match(text)
    return None if whole else _from_serial(number, date1904=date1904)


def _day(match: re.Match[str], shown: str) -> date:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if len(match["year"]) == len("24"):
        year += _CENTURY
    try:
        return date(year, month, day)
    except ValueError:
        raise _Failure(f"日期“{shown}”不存在，请按 2024-06-30 的格式核对年月日。") from None


def _moment(day: date, match: re.Match[str], shown: str) -> datetime:
    if match["hour"] is None:
        return datetime.combine(day, time())
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    second = int(match["second"] or 0)
    if match["half"] in {"下午", "晚", "晚上", "pm"} and hour < _NOON:
        hour += _NOON
    next_day = timedelta(days=1 if hour == _MIDNIGHT and minute == second == 0 else 0)
    try:
        clock = time(0 if next_day else hour, minute, second)
    except ValueError:
        raise _Failure(f"时间“{shown}”不存在，请按 2024-06-30 08:00 的格式填写。") from None
    moment = datetime.combine(day, clock) + next_day
    zone = match["zone"]
    if zone is None:
        return moment
    offset = "+00:00" if zone == "z" else zone
    aware = datetime.fromisoformat(moment.isoformat() + offset)
    return aware.astimezone(BEIJING).replace(tzinfo=None)


def _read_text(text: str, *, date1904: bool) -> tuple[datetime, str | None]:
    if _NUMERIC.match(text):
        moment = _from_number(text, date1904=date1904)
        if moment is not None:
            return moment, None
    joined = _COMPACT_TIME.match(text)
    match = _COMPACT.match(text if joined is None else "{} {}:{}:{}".format(*joined.groups()))
    match = match or _SEPARATED.match(text)
    if match is None:
        raise _Failure(_reason(text))
    warning = None
    if len(match["year"]) == len("24"):
        warning = f"“{text}”的年份只有两位，按{_CENTURY + int(match['year'])}年处理，请核对。"
    return _moment(_day(match, text), match, text), warning


def _reason(text: str) -> str:
    if _YEAR_LAST.match(text):
        return f"“{text}”分不清月和日，请按 2024-06-30 的格式（年在前）填写。"
    if _MONTH_ONLY.match(text):
        return f"“{text}”只到月份，请填写完整日期，如 2024-06-30。"
    if _YEAR_ONLY.match(text):
        return f"“{text}”只有年份，请填写完整日期，如 2024-06-30。"
    return f"“{text}”不是日期，请按 2024-06-30 的格式填写。"


def _read(raw: object, *, date1904: bool) -> tuple[datetime | None, str | None]:
    if isinstance(raw, datetime):
        return (raw if raw.tzinfo is None else raw.astimezone(BEIJING).replace(tzinfo=None)), None
    if isinstance(raw, date):
        return datetime.combine(raw, time()), None
    if isinstance(raw, (bool, time, timedelta)):
        raise _Failure(f"“{raw}”不是日期，请按 2024-06-30 的格式填写。")
    text = clean(text_of(raw)).casefold()
    return (None, None) if text in _MISSING else _read_text(text, date1904=date1904)


def parse_datetime(
    raw: object, *, earliest: date, latest: date, date1904: bool = False
) -> DatetimeReading:
    """Return (moment, problem, warning) of a cell; naive Beijing time, midnight without a time.

    An empty cell gives three Nones. A day outside `earliest` … `latest` is a problem; a number
    is a spreadsheet serial (counted from 1904 with `date1904`), unless it is yyyymmdd.
    """
    try:
        moment, warning = _read(raw, date1904=date1904)
    except _Failure as failure:
        return None, failure.sentence, None
    if moment is None:
        return None, None, None
    if not earliest <= moment.date() <= latest:
        return None, f"日期{moment.date()}不在{earliest}至{latest}之间，请核对年份。", None
    return moment, None, warning


def parse_date(raw: object, *, earliest: date, latest: date, date1904: bool = False) -> DateReading:
    """Return (day, problem, warning) of a cell; a time of day is read and dropped.

    Otherwise as `parse_datetime`.
    """
    moment, problem, warning = parse_datetime(
        raw, earliest=earliest, latest=latest, date1904=date1904
    )
    return (None if moment is None else moment.date()), problem, warning
