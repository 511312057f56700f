"""Working days and due days: the State Council's arrangements of 2022 to 2026."""

import csv
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash import config
from gwdash.errors import UsageError
from gwdash.registry.datasets import DATASETS
from gwdash.standards.periods import Period
from gwdash.standards.workdays import (
    DEFAULT_TABLE,
    DUE_YEARS,
    due_days,
    due_on,
    read_workdays,
    table_path,
    workdays,
)

DAYS = read_workdays(DEFAULT_TABLE)
MONTHLY, QUARTERLY = DATASETS["task_progress"], DATASETS["water_quality"]
#: 《全国年节及纪念日放假办法》: 11 days until 2024, 13 since 2025.
LEGAL_DAYS = {2022: 11, 2023: 11, 2024: 11, 2025: 13, 2026: 13}


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 5, 5), False),
        (date(2024, 5, 6), True),
        (date(2024, 5, 11), True),
        (date(2024, 9, 29), True),
        (date(2024, 2, 9), True),
        (date(2023, 10, 6), False),
        (date(2023, 10, 7), True),
        (date(2022, 12, 31), False),
        (date(2026, 2, 23), False),
        (date(2026, 1, 4), True),
        (date(2027, 1, 1), True),
        (date(2027, 1, 2), False),
    ],
)
def test_what_is_worked(day, worked):
    assert DAYS.is_workday(day) is worked


@pytest.mark.parametrize(("year", "legal"), LEGAL_DAYS.items())
def test_weekdays_off_less_weekends_worked_are_the_legal_days(year, legal):
    with DEFAULT_TABLE.open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if f"〔{year - 1}〕" in r["source"]]
    days = [(date.fromisoformat(r["date"]), r["kind"]) for r in rows]
    off = sum(kind == "holiday" and day.weekday() < 5 for day, kind in days)
    worked = [day for day, kind in days if kind == "workday"]
    assert all(day.weekday() >= 5 for day in worked)
    assert off - len(worked) == legal
    assert len({r["source"] for r in rows}) == 1


def test_the_years_that_are_known():
    assert [year for year in range(2019, 2030) if DAYS.knows(year)] == list(LEGAL_DAYS)


@pytest.mark.parametrize(
    ("dataset", "period", "due"),
    [
        (MONTHLY, "2024-06", date(2024, 7, 5)),
        (MONTHLY, "2024-04", date(2024, 5, 6)),
        (MONTHLY, "2023-12", date(2024, 1, 5)),
        (MONTHLY, "2024-09", date(2024, 10, 8)),
        (MONTHLY, "2023-09", date(2023, 10, 7)),
        (MONTHLY, "2026-09", date(2026, 10, 8)),
        (MONTHLY, "2027-05", date(2027, 6, 7)),
        (QUARTERLY, "2023Q3", date(2023, 10, 16)),
        (QUARTERLY, "2024Q2", date(2024, 7, 15)),
        (DATASETS["zone"], "2022Q3", date(2022, 10, 10)),
        (DATASETS["publicity"], "2024H1", date(2024, 7, 15)),
        (DATASETS["work_plan"], "2024", None),
        (DATASETS["meeting"], "2024-06", None),
        (QUARTERLY, "2024-06", None),
        (MONTHLY, "1999-12", None),
    ],
)
def test_the_day_a_report_is_due(dataset, period, due):
    assert due_on(dataset, Period.parse(period), DAYS) == due


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_the_next_working_day_is_worked_and_nothing_before_it_is(day):
    found = DAYS.on_or_after(day)
    assert DAYS.is_workday(found)
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(DAYS.is_workday(one) for one in between)
    assert len(between) <= 10


def test_due_days_are_listed_once_for_every_period_of_their_years():
    rows = due_days(DAYS)
    assert len({row[:2] for row in rows}) == len(rows)
    counts = Counter(dataset for dataset, *_ in rows)
    assert counts["task_progress"] == 12 * len(DUE_YEARS)
    assert counts["publicity"] == 2 * len(DUE_YEARS)
    assert "work_plan" not in counts
    for name, period, last_day, day in rows[::97]:
        assert Period.parse(period).last_day == last_day
        assert due_on(DATASETS[name], Period.parse(period), DAYS) == day


def test_the_office_replaces_the_table(tmp_path, monkeypatch):
    own = tmp_path / "节假日.csv"
    own.write_text(
        "date,kind,name,source\n2027-10-01,holiday,国庆节,试验\n2027-07-05,holiday,试验,试验\n",
        "utf-8-sig",
    )
    monkeypatch.setenv(config.HOLIDAYS.name, str(own))
    assert table_path() == own
    assert workdays().knows(2027)
    assert not workdays().knows(2026)
    assert due_on(MONTHLY, Period.parse("2027-06")) == date(2027, 7, 6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("日期,类型\n", "第 1 行应为"),
        ("date,kind,name,source\n2024/1/1,holiday,a,b\n", "第 2 行的日期"),
        ("date,kind,name,source\n2024-01-01,休,a,b\n", "第 2 行的 kind"),
        ("date,kind,name,source\n2024-01-01,holiday,a,b\n2024-01-01,workday,a,b\n", "第 3 行的"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path, text, said):
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        read_workdays(path)


def test_a_missing_table_is_refused(tmp_path):
    with pytest.raises(UsageError, match="打不开"):
        read_workdays(tmp_path / "none.csv")
