from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.errors import UsageError
from gwdash.standards.periods import Period, PeriodKind, Season, parse_period, parse_season

FORMS = [
    ("2024年6月", None, "2024-06"),
    ("2024年06月份", None, "2024-06"),
    ("2024.06", None, "2024-06"),
    ("2024.10", None, "2024-10"),
    ("2024-6", None, "2024-06"),
    ("2024/6", None, "2024-06"),
    ("202406", None, "2024-06"),
    (202406, None, "2024-06"),
    (202406.0, None, "2024-06"),
    ("２０２４年６月", None, "2024-06"),
    ("6月", 2024, "2024-06"),
    ("六月", 2024, "2024-06"),
    ("十二月", 2024, "2024-12"),
    (date(2024, 6, 1), None, "2024-06"),
    (datetime.fromisoformat("2024-06-01"), None, "2024-06"),
    ("一季度", 2024, "2024Q1"),
    ("第三季度", 2024, "2024Q3"),
    ("2024年第二季度", None, "2024Q2"),
    ("2024年2季度", None, "2024Q2"),
    ("2024Q2", None, "2024Q2"),
    ("2024-q2", None, "2024Q2"),
    ("Q4", 2023, "2023Q4"),
    ("4-6月", 2024, "2024Q2"),
    ("2024年上半年", None, "2024H1"),
    ("下半年", 2023, "2023H2"),
    ("2024H2", None, "2024H2"),
    ("7月至12月", 2024, "2024H2"),
    ("2024", None, "2024"),
    (2024, None, "2024"),
    (2024.0, None, "2024"),
    ("2024年度", None, "2024"),
    ("全年", 2024, "2024"),
]


@pytest.mark.parametrize(("text", "year", "code"), FORMS)
def test_forms(text, year, code):
    period = Period.parse(text, year=year)
    assert period.code == str(period) == code
    assert Period.parse(period.code) == Period.parse(period.label) == period


REFUSED = [
    (2022.1, None, "1月和10月"),
    (2022.06, None, "1月和10月"),
    ("一季度", None, "没有年份"),
    ("6月", None, "没有年份"),
    ("全年", None, "没有年份"),
    ("2024年13月", None, "第13个"),
    ("0月", 2024, "第0个"),
    ("1–3月", 2024, "累计还是单期"),
    ("2024年1-6月", None, "累计还是单期"),
    ("2-4月", 2024, "不是完整"),
    ("4-8月", 2024, "不是完整"),
    ("2024年6月15日", None, "不是报告期"),
    (date(2024, 6, 15), None, "是一天"),
    ("上季度", 2024, "不是报告期"),
    ("3024年", None, "年份3024"),
]


@pytest.mark.parametrize(("text", "year", "word"), REFUSED)
def test_refusals_say_what_to_write(text, year, word):
    with pytest.raises(UsageError, match=word) as refusal:
        Period.parse(text, year=year)
    assert str(refusal.value).endswith("。")
    assert parse_period(text, year=year) == (None, str(refusal.value))


@pytest.mark.parametrize(
    ("text", "cumulative", "code"),
    [
        ("1–3月", True, "2024Q1"),
        ("1-6月", True, "2024Q2"),
        ("1-5月", True, "2024-05"),
        ("1~12月", True, "2024Q4"),
        ("1–3月", False, "2024Q1"),
        ("1至6月", False, "2024H1"),
        ("1—12月", False, "2024"),
    ],
)
def test_spans_from_january_need_a_declaration(text, cumulative, code):
    assert Period.parse(text, year=2024, cumulative=cumulative).code == code


@pytest.mark.parametrize("raw", [None, "", "—", "/"])
def test_empty_cells(raw):
    assert parse_period(raw) == (None, None)


LABELS = [
    ("2024-06", "2024年6月", "2024-06-01", "2024-06-30", "2024-05", "2023-06"),
    ("2024-02", "2024年2月", "2024-02-01", "2024-02-29", "2024-01", "2023-02"),
    ("2024-01", "2024年1月", "2024-01-01", "2024-01-31", "2023-12", "2023-01"),
    ("2024Q1", "2024年第一季度", "2024-01-01", "2024-03-31", "2023Q4", "2023Q1"),
    ("2024H2", "2024年下半年", "2024-07-01", "2024-12-31", "2024H1", "2023H2"),
    ("2024", "2024年", "2024-01-01", "2024-12-31", "2023", "2023"),
]


@pytest.mark.parametrize(("code", "label", "first", "last", "previous", "year_ago"), LABELS)
def test_label_days_and_neighbours(code, label, first, last, previous, year_ago):
    period = Period.parse(code)
    assert period.label == label
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)
    assert period.previous().code == previous
    assert period.same_last_year().code == year_ago


kinds = st.sampled_from(list(PeriodKind))
#: Far enough from the years that a period may name for thirty steps of a year either way.
days = st.dates(date(1950, 1, 1), date(2069, 12, 31))


@given(day=days, kind=kinds)
def test_a_day_lies_in_its_period_and_no_neighbour(day, kind):
    period = Period.of(day, kind)
    assert period.contains(day)
    assert period.contains(datetime.combine(day, datetime.max.time()))
    assert not period.previous().contains(day)
    assert not period.next().contains(day)
    assert period.previous().next() == period
    assert period.previous() < period < period.next()
    assert Period.numbered(period.year, period.number, kind) == period


@given(day=days, kind=kinds, steps=st.integers(-30, 30))
def test_shifting_there_and_back(day, kind, steps):
    period = Period.of(day, kind)
    assert period.shifted(steps).shifted(-steps) == period


def test_periods_sort_by_time_then_length():
    codes = ["2024", "2024Q1", "2024-01", "2023-12", "2024H1"]
    ordered = sorted(Period.parse(code) for code in codes)
    assert [period.code for period in ordered] == ["2023-12", "2024-01", "2024Q1", "2024H1", "2024"]


SEASONS = [
    *[(word, Season.DRY) for word in ("枯水期", "枯水", "枯", "枯期", "k", "K", "Ｋ")],
    *[(word, Season.NORMAL) for word in ("平水期", "平", "p", "P", " 平水期 ")],
    *[(word, Season.WET) for word in ("丰水期", "丰", "f", "F")],
]


@pytest.mark.parametrize(("text", "season"), SEASONS)
def test_seasons(text, season):
    assert parse_season(text) == (season, None)
    assert Season.parse(season.label) is Season.parse(season.code) is season


def test_other_words_are_no_season():
    assert parse_season("") == (None, None)
    season, problem = parse_season("夏")
    assert season is None
    assert "枯水期" in (problem or "")
