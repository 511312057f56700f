"""内部测算: the pace is robust, refusals say why, and nothing promises what nobody reported."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.forecast import DAYS_A_MONTH, forecast, pace_a_day

AS_OF = date(2024, 6, 30)
DUE = date(2024, 12, 31)
MONTHS = [date(2024, n, 28) for n in range(1, 7)]


def course(*percents):
    return list(zip(MONTHS[-len(percents) :], map(float, percents), strict=True))


def test_a_steady_item_is_finished_when_its_line_reaches_100():
    start = date(2024, 1, 1)
    reports = [(start + timedelta(days=30 * n), 10.0 * n) for n in range(1, 7)]
    found = forecast(reports, DUE, reports[-1][0])
    assert found.finish_on == start + timedelta(days=300)
    assert found.pace_pp == pytest.approx(DAYS_A_MONTH / 3)
    assert found.late_days == (start + timedelta(days=300) - DUE).days
    assert "能按时完成" in found.words


def test_one_wrong_report_does_not_move_the_pace():
    straight = pace_a_day(course(10, 20, 30, 40, 50, 60))
    wrong = pace_a_day(course(10, 20, 95, 40, 50, 60))
    assert wrong == pytest.approx(straight, rel=0.15)


@pytest.mark.parametrize(
    ("reports", "reason"),
    [
        ([], "从未报送"),
        (course(10, 20), "不足 3 次"),
        (course(40, 40, 40), "没有进展"),
        (course(60, 50, 40), "没有进展"),
        (course(10, 10.1, 10.2), "10 年内不能完成"),
        (course(50, 80, 100), "已完成"),
    ],
)
def test_what_cannot_be_told_says_why(reports, reason):
    found = forecast(reports, DUE, AS_OF)
    assert found.finish_on is None
    assert reason in found.words


def test_the_pace_that_meets_the_deadline():
    found = forecast(course(30, 40, 50), DUE, AS_OF)
    assert found.needed_pp == pytest.approx(50 / ((DUE - AS_OF).days / DAYS_A_MONTH))
    assert forecast(course(30, 40, 50), AS_OF, AS_OF).needed_pp is None
    assert forecast(course(30, 40, 50), None, AS_OF).late_days is None


def test_reports_after_the_period_do_not_count():
    later = [(AS_OF + timedelta(days=31), 100.0)]
    assert forecast([*course(30, 40, 50), *later], DUE, AS_OF) == forecast(
        course(30, 40, 50), DUE, AS_OF
    )


@given(st.lists(st.floats(0, 99.9), min_size=3, max_size=6), st.randoms())
def test_the_order_of_reports_changes_nothing(percents, chance):
    reports = course(*percents)
    shuffled = [*reports]
    chance.shuffle(shuffled)
    found = forecast(reports, DUE, AS_OF)
    assert forecast(shuffled, DUE, AS_OF) == found
    assert found.finish_on is None or found.finish_on >= AS_OF
