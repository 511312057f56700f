"""Reporting periods (month, quarter, half, year) and hydrological seasons."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from gwdash.errors import UsageError
from gwdash.standards.text import clean, text_of


class PeriodKind(StrEnum):
    """How long a reporting period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
_KIND_OF_MONTHS = {months: kind for kind, months in _MONTHS.items()}
_YEAR_MONTHS = 12
_QUARTER_NAMES = "一二三四"
_NUMERALS = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "十一": 11, "十二": 12, "元": 1,
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_HINT = "请填文本，如 2024-06、2024年第二季度、2024年上半年或 2024年"

_YEAR = r"(?:(?P<year>\d{4})\s*年?度?\s*[-./]?\s*)?"
_NUMERAL = r"\d{1,2}|十[一二]?|[一二三四五六七八九元]"
_MONTH = re.compile(rf"^{_YEAR}(?P<number>{_NUMERAL})\s*月份?$")
_MONTH_DIGITS = re.compile(r"^(?P<year>\d{4})(?:\s*[-./]\s*(?P<number>\d{1,2})|(?P<two>\d{2}))$")
_QUARTER = re.compile(rf"^{_YEAR}(?:第?\s*(?P<number>[1-4一二三四])\s*季度?|q(?P<code>[1-4]))$")
_HALF = re.compile(rf"^{_YEAR}(?:(?P<word>[上下])半年度?|h(?P<code>[12]))$")
_WHOLE_YEAR = re.compile(
    r"^(?P<year>\d{4})\s*(?:年|年度|全年|年全年)?$|^(?P<word>全年|年度|本年度?)$"
)
_SPAN = re.compile(
    rf"^{_YEAR}(?P<first>{_NUMERAL})\s*月?\s*[-–—~至到]+\s*(?P<last>{_NUMERAL})\s*月份?$"
)


def _numeral(text: str) -> int:
    return _NUMERALS.get(text) or int(text)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period; ordered by time, the shorter first among those that begin together."""

    first_day: date
    last_day: date
    kind: PeriodKind

    @classmethod
    def _starting(cls, year: int, month: int, kind: PeriodKind) -> Self:
        last = month + _MONTHS[kind] - 1
        end = date(year, last, calendar.monthrange(year, last)[1])
        return cls(date(year, month, 1), end, kind)

    @classmethod
    def numbered(cls, year: int, number: int, kind: PeriodKind | str) -> Self:
        """Return the `number`-th (from 1) period of its kind in a year; raises UsageError."""
        of = PeriodKind(kind)
        if not 1 <= number <= _YEAR_MONTHS // _MONTHS[of]:
            raise UsageError(f"一年里没有第{number}个这样的报告期，{_HINT}。")
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise UsageError(f"年份{year}不在{_FIRST_YEAR}至{_LAST_YEAR}之间，请核对。")
        return cls._starting(year, (number - 1) * _MONTHS[of] + 1, of)

    @classmethod
    def of(cls, day: date, kind: PeriodKind | str) -> Self:
        """Return the period of a kind that holds the day."""
        of = PeriodKind(kind)
        return cls.numbered(day.year, (day.month - 1) // _MONTHS[of] + 1, of)

    @classmethod
    def parse(
        cls, text: object, *, year: int | None = None, cumulative: bool | None = None
    ) -> Self:
        """Return the period that a cell or option means; raises UsageError with a sentence.

        `year` completes forms without one (一季度, 6月). A span from January (1–6月) is read
        only when `cumulative` is declared: True makes it the quarter or month it runs up to,
        False the quarter, half or year it covers. A number such as 2022.1 is refused, because
        October is stored as the same number.
        """
        if isinstance(text, date):
            return cls._of_day_cell(text)
        shown = clean(text_of(text))
        if not isinstance(text, str) and "." in shown:
            raise UsageError(f"“{shown}”是数字，分不清1月和10月，{_HINT}。")
        return cls._parse_text(shown.casefold(), year, cumulative)

    @classmethod
    def _of_day_cell(cls, day: date) -> Self:
        # A spreadsheet turns 2024-6 into the first day of the month by itself.
        if day.day != 1:
            raise UsageError(f"“{day:%Y-%m-%d}”是一天，不是报告期，{_HINT}。")
        return cls.of(day.date() if isinstance(day, datetime) else day, PeriodKind.MONTH)

    @classmethod
    def _parse_text(cls, text: str, year: int | None, cumulative: bool | None) -> Self:  # noqa: FBT001
        def in_year(match: re.Match[str]) -> int:
            given = match["year"]
            if given is None and year is None:
                raise UsageError(f"“{text}”没有年份，{_HINT}。")
            return int(given) if given else year or 0

        if match := _MONTH.match(text):
            return cls.numbered(in_year(match), _numeral(match["number"]), PeriodKind.MONTH)
        if match := _MONTH_DIGITS.match(text):
            number = int(match["number"] or match["two"])
            return cls.numbered(in_year(match), number, PeriodKind.MONTH)
        if match := _QUARTER.match(text):
            number = _numeral(match["number"] or match["code"])
            return cls.numbered(in_year(match), number, PeriodKind.QUARTER)
        if match := _HALF.match(text):
            second = match["word"] == "下" or match["code"] == "2"
            return cls.numbered(in_year(match), 2 if second else 1, PeriodKind.HALF)
        if match := _WHOLE_YEAR.match(text):
            return cls.numbered(in_year(match), 1, PeriodKind.YEAR)
        if match := _SPAN.match(text):
            first, last = _numeral(match["first"]), _numeral(match["last"])
            return cls._of_span(in_year(match), first, last, cumulative)
        raise UsageError(f"“{text}”不是报告期，{_HINT}。")

    @classmethod
    def _of_span(cls, year: int, first: int, last: int, cumulative: bool | None) -> Self:  # noqa: FBT001
        name = f"{first}–{last}月"
        if first == 1 and cumulative is None:
            raise UsageError(f"“{name}”分不清是累计还是单期，{_HINT}。")
        if first == 1 and cumulative:
            whole_quarter = last % _MONTHS[PeriodKind.QUARTER] == 0
            kind = PeriodKind.QUARTER if whole_quarter else PeriodKind.MONTH
            return cls.numbered(year, (last - 1) // _MONTHS[kind] + 1, kind)
        length = last - first + 1
        span_kind = _KIND_OF_MONTHS.get(length)
        if span_kind is None or (first - 1) % length or last > _YEAR_MONTHS:
            raise UsageError(f"“{name}”不是完整的月、季、半年或年，{_HINT}。")
        return cls.numbered(year, (first - 1) // length + 1, span_kind)

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.first_day.year

    @property
    def number(self) -> int:
        """Which period of its kind it is in the year, from 1."""
        return (self.first_day.month - 1) // _MONTHS[self.kind] + 1

    @property
    def code(self) -> str:
        """The form for keys and addresses: 2024-06, 2024Q2, 2024H1, 2024."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year:04}-{self.number:02}"
            case PeriodKind.QUARTER:
                return f"{self.year:04}Q{self.number}"
            case PeriodKind.HALF:
                return f"{self.year:04}H{self.number}"
            case _:
                return f"{self.year:04}"

    @property
    def label(self) -> str:
        """The form for people: 2024年6月, 2024年第二季度, 2024年上半年, 2024年."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year}年{self.number}月"
            case PeriodKind.QUARTER:
                return f"{self.year}年第{_QUARTER_NAMES[self.number - 1]}季度"
            case PeriodKind.HALF:
                return f"{self.year}年{'上下'[self.number - 1]}半年"
            case _:
                return f"{self.year}年"

    def __str__(self) -> str:
        """Return the code."""
        return self.code

    def shifted(self, periods: int) -> "Period":
        """Return the period so many of its kind later, or earlier when negative."""
        a_year = _YEAR_MONTHS // _MONTHS[self.kind]
        years, number = divmod(self.year * a_year + self.number - 1 + periods, a_year)
        return Period.numbered(years, number + 1, self.kind)

    def previous(self) -> "Period":
        """Return the period just before."""
        return self.shifted(-1)

    def next(self) -> "Period":
        """Return the period just after."""
        return self.shifted(1)

    def same_last_year(self) -> "Period":
        """Return the same period a year earlier (同比)."""
        return Period.numbered(self.year - 1, self.number, self.kind)

    def contains(self, day: date) -> bool:
        """Tell whether the day lies in the period, both ends included."""
        plain = day.date() if isinstance(day, datetime) else day
        return self.first_day <= plain <= self.last_day


def parse_period(
    raw: object, *, year: int | None = None, cumulative: bool | None = None
) -> tuple[Period | None, str | None]:
    """Return (period, problem) of a cell; an empty one gives two Nones. See `Period.parse`."""
    if not isinstance(raw, date) and clean(text_of(raw)) in {"", "-", "—", "/"}:
        return None, None
    try:
        return Period.parse(raw, year=year, cumulative=cumulative), None
    except UsageError as refusal:
        return None, str(refusal)


class Season(StrEnum):
    """Hydrological season (水期) of a sampling."""

    DRY = "dry"
    NORMAL = "normal"
    WET = "wet"

    @property
    def label(self) -> str:
        """枯水期, 平水期 or 丰水期."""
        return f"{_SEASON_WORDS[self]}水期"

    @property
    def code(self) -> str:
        """The 水期代码 of the national upload forms: k, p or f."""
        return _SEASON_CODES[self]

    @classmethod
    def parse(cls, text: str) -> "Season | None":
        """Return the season of a word or of a 水期代码, None when it is neither."""
        plain = re.sub(r"(?:水期|水季|水|期|季)$", "", clean(text).casefold())
        for season in cls:
            if plain in {_SEASON_WORDS[season], _SEASON_CODES[season]}:
                return season
        return None


_SEASON_WORDS = {Season.DRY: "枯", Season.NORMAL: "平", Season.WET: "丰"}
_SEASON_CODES = {Season.DRY: "k", Season.NORMAL: "p", Season.WET: "f"}


def parse_season(raw: object) -> tuple[Season | None, str | None]:
    """Return (season, problem) of a cell; an empty one gives two Nones."""
    text = clean(text_of(raw))
    if text in {"", "-", "—", "/"}:
        return None, None
    season = Season.parse(text)
    return season, None if season else f"“{text}”不是水期，请填枯水期、平水期或丰水期。"
