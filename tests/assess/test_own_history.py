"""A level against its own history: which months count, and that more water is never lower."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.own_history import Standing, own_history, standing_of, words
from gwdash.assess.series_rules import SeriesRules

RULES = SeriesRules("试验")
ORDER = list(Standing)


def course(years, height, *, last=date(2024, 6, 1)):
    """Return every month of `years` before June 2024, and June 2024 itself at `height`."""
    months = {
        date(last.year - y, m, 1): -10.0 - 0.1 * y - (0.5 if m == 6 else 0.0)
        for y in range(1, years + 1)
        for m in range(1, 13)
    }
    return months | {last: height}


def test_six_years_are_compared_with_the_same_month():
    found = own_history(course(6, -20.0), RULES)
    assert found.same_month
    assert found.now.n == 6
    assert found.standing is Standing.LOW
    assert words(found, RULES) == "2024年6月水位低于历年同期 P10，属偏低（同月 6 年）"


def test_three_years_are_compared_with_all_months_and_say_so():
    found = own_history(course(3, -10.2), RULES)
    assert not found.same_month
    assert found.now.n == 36
    assert words(found, RULES) == (
        "2024年6月水位在本井全部历史 P25–P75，属正常（同月仅 3 年，不足 5 年，与此前 36 个月比较）"
    )


def test_one_year_is_not_compared():
    found = own_history(course(1, -10.2), RULES)
    assert (found.standing, found.now) == (None, None)
    assert words(found, RULES) == (
        "2024年6月之前只有 12 个月、同月 1 年的数据，不足 24 个月，不与历史百分位比较"
    )


def test_without_levels_there_is_nothing_to_say():
    assert own_history({}, RULES) is None


def test_the_present_month_is_no_part_of_its_own_history():
    high, low = (own_history(course(6, height), RULES) for height in (0.0, -99.0))
    assert high.by_month == low.by_month


@given(st.floats(-30, 0), st.floats(-30, 0), st.integers(1, 8))
def test_more_water_never_stands_lower(one, other, years):
    low, high = sorted((one, other))
    first, second = (own_history(course(years, height), RULES) for height in (low, high))
    if first.standing is not None:
        assert ORDER.index(first.standing) <= ORDER.index(second.standing)


@given(st.lists(st.integers(-300, 0), min_size=5, max_size=30), st.integers(-300, 0))
def test_percentiles_rise_and_every_height_has_a_class(heights, present):
    history = {date(1990 + i, 6, 1): h / 10 for i, h in enumerate(heights)}
    found = own_history(history | {date(2024, 6, 1): present / 10}, RULES)
    now = found.now
    assert now.p10 <= now.p25 <= now.p50 <= now.p75 <= now.p90
    assert found.standing in ORDER


@pytest.mark.parametrize(
    ("height", "standing"),
    [(-10.0, Standing.BELOW), (-10.001, Standing.LOW), (-8.0, Standing.NORMAL),
     (-4.0, Standing.NORMAL), (-3.0, Standing.ABOVE), (-2.0, Standing.ABOVE),
     (-1.9, Standing.HIGH)],
)  # fmt: skip
def test_a_height_on_a_percentile_is_on_its_normal_side(height, standing):
    years = {date(2014 + i, 6, 1): float(i - 11) for i in range(11)}
    known = own_history(years | {date(2025, 6, 1): 0.0}, RULES).now
    fixed = type(known)(-10.0, -8.0, -6.0, -4.0, -2.0, known.n)
    assert standing_of(height, fixed) is standing


def test_the_weibull_position_is_used():
    # Nine values: P10 is the lowest, P50 the fifth, P90 the highest, by p(n+1).
    years = {date(2014 + i, 6, 1): float(i) for i in range(9)}
    now = own_history(years | {date(2024, 6, 1): 0.0}, RULES).now
    assert (now.p10, now.p50, now.p90) == (0.0, 4.0, 8.0)
