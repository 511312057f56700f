"""The trend test against two independent ones, and the laws that any such test keeps."""

import itertools
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gwdash.assess.series_rules import SeriesRules
from gwdash.assess.trend import Bound, Reading, Refusal, Trend, mann_kendall

RULES = SeriesRules("试验")
START = date(2019, 1, 15)

values = st.lists(st.integers(-20, 20), min_size=8, max_size=30)
slow = st.integers(1, 40)


def readings(numbers, *, step=30, seasons=("",)):
    days = [START + timedelta(days=step * i) for i in range(len(numbers))]
    return [
        Reading(day, float(value), season=seasons[i % len(seasons)])
        for i, (day, value) in enumerate(zip(days, numbers, strict=True))
    ]


def below(day, limit):
    return Reading(day, limit, Bound.BELOW)


def oracle(given_readings):
    """Kendall's S, its variance and Sen's slope by a frame of all pairs, season by season."""
    frame = pd.DataFrame([(r.day, r.value, r.season) for r in given_readings])
    frame.columns = ["day", "value", "season"]
    pairs = frame.merge(frame, on="season", suffixes=("_a", "_b"))
    pairs = pairs[pairs["day_a"] < pairs["day_b"]]
    rise = pairs["value_b"] - pairs["value_a"]
    years = [(b - a).days / 365.25 for a, b in zip(pairs["day_a"], pairs["day_b"], strict=True)]
    s = int((rise > 0).sum() - (rise < 0).sum())
    variance = 0.0
    for _season, part in frame.groupby("season"):
        for size, sign in [(len(part), 1)] + [(n, -1) for n in part["value"].value_counts()]:
            variance += sign * size * (size - 1) * (2 * size + 5) / 18
    z = 0.0 if s == 0 or variance == 0 else (s - np.sign(s)) / np.sqrt(variance)
    return s, min(2 * stats.norm.sf(abs(z)), 1.0), float((rise / years).median())


@given(values)
def test_every_figure_agrees_with_a_frame_of_all_pairs(numbers):
    found = mann_kendall(readings(numbers), RULES)
    s, p, slope = oracle(readings(numbers))
    assert (found.s, found.n, found.seasonal) == (s, len(numbers), False)
    assert found.p == pytest.approx(p, abs=1e-9)
    assert found.slope == pytest.approx(slope, abs=1e-9)


@given(st.lists(st.integers(-20, 20), min_size=12, max_size=30), st.sampled_from([2, 3, 4]))
def test_seasons_agree_with_a_frame_of_all_pairs_of_a_season(numbers, n_seasons):
    own = readings(numbers, step=91, seasons=["abcd"[i] for i in range(n_seasons)])
    found = mann_kendall(own, RULES)
    s, p, slope = oracle(own)
    assert found.seasonal
    assert found.s == s
    assert found.p == pytest.approx(p, abs=1e-9)
    assert found.slope == pytest.approx(slope, abs=1e-9)


@given(values)
def test_slope_and_interval_are_those_of_an_independent_library(numbers):
    own = readings(numbers)
    found = mann_kendall(own, RULES)
    years = [r.day.toordinal() / 365.25 for r in own]
    theirs = stats.theilslopes([r.value for r in own], years, alpha=1 - RULES.significance)
    assert found.slope == pytest.approx(theirs.slope, abs=1e-6)
    if len(set(numbers)) > 1:
        # Ranks that lie halfway between two slopes round either way.
        assert found.low == pytest.approx(theirs.low_slope, abs=1e-6)
        assert found.high == pytest.approx(theirs.high_slope, abs=1e-6)


@given(slow, st.integers(8, 40), st.sampled_from([1, -1]))
def test_a_steady_course_is_a_trend_of_its_sign(step, n, sign):
    found = mann_kendall(readings([sign * step * i for i in range(n)]), RULES)
    assert found.significant
    assert np.sign(found.s) == np.sign(found.slope) == sign
    assert found.slope == pytest.approx(sign * step * 365.25 / 30)
    assert found.low <= found.slope <= found.high


@given(values, st.randoms())
def test_the_order_of_rows_changes_nothing(numbers, chance):
    own = readings(numbers, seasons=["a", "b"])
    mixed = list(own)
    chance.shuffle(mixed)
    assert mann_kendall(mixed, RULES) == mann_kendall(own, RULES)


@given(values, st.integers(-1000, 1000))
def test_a_constant_added_changes_nothing(numbers, shift):
    one, other = (mann_kendall(readings(n), RULES) for n in (numbers, [v + shift for v in numbers]))
    assert (one.s, one.p, one.n) == (other.s, other.p, other.n)
    assert one.slope == pytest.approx(other.slope, abs=1e-9)


@given(values)
def test_the_mirrored_series_has_the_opposite_trend(numbers):
    one, other = (mann_kendall(readings(n), RULES) for n in (numbers, [-v for v in numbers]))
    assert (one.s, one.p) == (-other.s, other.p)
    assert one.slope == pytest.approx(-other.slope, abs=1e-9)


@given(st.integers(-5, 5), st.integers(8, 30))
def test_what_never_changes_has_no_trend(value, n):
    found = mann_kendall(readings([value] * n), RULES)
    assert (found.s, found.p, found.slope, found.significant) == (0, 1.0, 0.0, False)


@pytest.mark.parametrize("n", range(8))
def test_fewer_than_eight_are_refused_with_a_sentence(n):
    found = mann_kendall(readings(range(n)), RULES)
    assert isinstance(found, Refusal)
    assert found.reason == f"可检验的数据只有 {n} 个，少于 8 个，不作趋势判断。"


def test_a_year_of_seasons_alone_is_no_trend():
    # Three identical years: a wet season differs from a dry one, no year from another.
    course = [10, 11, 13, 14, 13, 12] * 3
    found = mann_kendall(readings(course, step=61, seasons=list("abcdef")), RULES)
    assert found.seasonal
    assert (found.s, found.significant) == (0, False)


def test_a_season_without_a_name_makes_everything_comparable():
    own = readings(range(12), seasons=["dry", ""])
    assert not mann_kendall(own, RULES).seasonal


def test_too_few_pairs_of_a_season_fall_back_to_all_pairs():
    own = readings(range(12), seasons=[f"{i:02}" for i in range(11)])
    assert not mann_kendall(own, RULES).seasonal


def _course(limits, found):
    days = [START + timedelta(days=90 * i) for i in range(len(limits) + len(found))]
    late = days[len(limits) :]
    return [below(d, x) for d, x in zip(days, limits, strict=False)] + [
        Reading(d, float(v)) for d, v in zip(late, found, strict=True)
    ]


@given(st.permutations([0.05, 0.04, 0.02, 0.01, 0.01]))
def test_a_better_detection_limit_is_no_trend(limits):
    # Half of each own limit would fall steadily; nothing of that is in the water.
    days = [START + timedelta(days=90 * i) for i in range(10)]
    own = [below(d, x) for d, x in zip(days[::2], limits, strict=True)]
    own += [Reading(d, 0.06) for d in days[1::2]]
    found = mann_kendall(own, RULES)
    assert (found.n_tied_below, found.limit) == (5, 0.05)
    same = [below(r.day, 0.05) if r.bound is Bound.BELOW else r for r in own]
    assert mann_kendall(same, RULES) == found
    assert not found.significant


def test_what_is_found_below_the_highest_limit_ties_with_what_is_not_found():
    found = mann_kendall(_course([0.05, 0.05, 0.05], [0.03, 0.2, 0.3, 0.4, 0.5, 0.6]), RULES)
    assert found.n_tied_below == 4
    assert found.s == 36 - 6


def test_more_than_half_not_detected_are_refused():
    refused = mann_kendall(_course([0.05] * 5, [1, 2, 3, 4]), RULES)
    assert isinstance(refused, Refusal)
    assert refused.reason == "9 个数据中 5 个未检出或低于最高检出限，超过50%，不作趋势判断。"
    assert isinstance(mann_kendall(_course([0.05] * 4, [1, 2, 3, 4]), RULES), Trend)


def test_not_detected_without_a_limit_is_left_out_and_said():
    own = [*readings(range(9)), Reading(START + timedelta(days=5), None, Bound.BELOW)]
    found = mann_kendall(own, RULES)
    assert (found.n, found.n_unknown) == (9, 1)
    assert found.s == mann_kendall(readings(range(9)), RULES).s


def test_above_a_bound_is_one_tie_at_the_lowest_bound():
    own = readings(range(8))
    own += [Reading(START + timedelta(days=400 + i), 5.0 + i, Bound.ABOVE) for i in range(3)]
    exact = readings([0, 1, 2, 3, 4, 5, 5, 5])
    exact += [Reading(START + timedelta(days=400 + i), 5.0) for i in range(3)]
    assert mann_kendall(own, RULES) == mann_kendall(exact, RULES)


def test_several_readings_of_a_day_are_their_median():
    twice = [r for one in readings(range(8)) for r in (one, Reading(one.day, one.value + 2.0))]
    found = mann_kendall(twice, RULES)
    assert found == mann_kendall(readings([v + 1 for v in range(8)]), RULES)


def test_variance_counts_ties_as_kendall_does():
    # One tie of three takes 3·2·11 from the 10·9·25 of ten readings (Kendall 1975).
    tied = [10, 10, 10, 12, 13, 14, 15, 16, 17, 18]
    found = mann_kendall(readings(tied), RULES)
    pairs = itertools.combinations(tied, 2)
    assert found.s == sum((b > a) - (b < a) for a, b in pairs) == 42
    variance = (10 * 9 * 25 - 3 * 2 * 11) / 18
    assert found.p == pytest.approx(2 * stats.norm.sf(41 / variance**0.5))
