from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.standards.dates import is_open_ended, parse_date, parse_datetime

at = datetime.fromisoformat
WINDOW = {"earliest": date(2000, 1, 1), "latest": date(2100, 12, 31)}
DAY = date(2022, 1, 24)

FORMS = [
    "2022年1月24日", "2022年01月24号", "2022.1.24", "2022.01.24.", "2022-1-24", "2022/1/24",
    "2022 - 1 - 24", "２０２２－１－２４",
    "20220124", 20220124, 20220124.0, 44585, 44585.0, "44585",
    "2022-01-24T10:00:00", "2022-01-24 10:00", "2022年1月24日 星期一", "2022年1月24日（周一）",
    "2022年1月24日上午", "2022\\1\\24", "\u00a02022-01-24\ufeff", date(2022, 1, 24),
    at("2022-01-24 05:00:00"), 44585.75,
]  # fmt: skip


@pytest.mark.parametrize("raw", FORMS)
def test_forms_of_one_day(raw):
    assert parse_date(raw, **WINDOW) == (DAY, None, None)


@pytest.mark.parametrize("raw", ["22.1.24", "22-01-24", "22年1月24日"])
def test_two_digit_years_are_asked_about(raw):
    day, problem, warning = parse_date(raw, **WINDOW)
    assert (day, problem) == (DAY, None)
    assert "2022年" in (warning or "")


@pytest.mark.parametrize("raw", [None, "", "  ", "—", "-", "/", float("nan")])
def test_empty_cells(raw):
    assert parse_date(raw, **WINDOW) == (None, None, None)


PROBLEMS = [
    (2022.1, "1月和10月"),
    ("2022.1", "1月和10月"),
    (2022, "只有年份"),
    ("2022年", "只有年份"),
    ("2022年1月", "只到月份"),
    ("2022-01", "只到月份"),
    ("202201", "只到月份"),
    ("24/1/2022", "分不清月和日"),
    ("2022-02-30", "不存在"),
    ("2022-13-01", "不存在"),
    ("20221301", "不存在"),
    ("2022-1-24 25:00", "不存在"),
    ("1999-12-31", "2000-01-01至2100-12-31"),
    ("2101-01-01", "之间"),
    (1, "之间"),
    (1e9, "不是日期"),
    ("明天", "不是日期"),
    (True, "不是日期"),
    (time(10, 0), "不是日期"),
    (timedelta(hours=30), "不是日期"),
]


@pytest.mark.parametrize(("raw", "word"), PROBLEMS)
def test_problems(raw, word):
    day, problem, _ = parse_date(raw, **WINDOW)
    assert day is None
    assert word in (problem or "")
    assert (problem or "").endswith("。")


MOMENTS = [
    ("1971-10-14 12:00:00", at("1971-10-14 12:00:00")),
    ("1971-10-14", at("1971-10-14 00:00:00")),
    ("2020-05-07T08:09:10.123", at("2020-05-07 08:09:10")),
    ("2020-05-07T20:00:00Z", at("2020-05-08 04:00:00")),
    ("2020-05-07T20:00:00+08:00", at("2020-05-07 20:00:00")),
    ("2020年5月7日10时30分", at("2020-05-07 10:30:00")),
    ("2020年5月7日下午3点", at("2020-05-07 15:00:00")),
    ("2020-5-7 24:00", at("2020-05-08 00:00:00")),
    ("20200507103000", at("2020-05-07 10:30:00")),
    (43958.5, at("2020-05-07 12:00:00")),
    (43958.999999, at("2020-05-08 00:00:00")),
    (datetime(2020, 5, 7, 20, tzinfo=UTC), at("2020-05-08 04:00:00")),
]


@pytest.mark.parametrize(("raw", "moment"), MOMENTS)
def test_moments_are_beijing_time(raw, moment):
    found = parse_datetime(raw, earliest=date(1950, 1, 1), latest=date(2030, 1, 1))
    assert found == (moment, None, None)


def test_workbooks_that_count_from_1904():
    assert parse_date(44585 - 1462, **WINDOW, date1904=True)[0] == DAY


days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(day=days)
def test_every_day_in_every_form(day):
    serial = (day - date(1899, 12, 30)).days
    forms = (
        day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}", f"{day.year}/{day.month}/{day.day}", serial,
        float(serial), day,
    )  # fmt: skip
    for form in forms:
        assert parse_date(form, **WINDOW) == (day, None, None)


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(-(10**12), 10**12)))
def test_any_cell_gives_one_answer(raw):
    day, problem, _ = parse_date(raw, **WINDOW)
    assert day is None or problem is None


@pytest.mark.parametrize("raw", ["长期坚持", " 持续推进 "])
def test_open_ended_work(raw):
    assert is_open_ended(raw)
    assert not is_open_ended("2024-12-31")
