"""What no way of counting may reward: laws of the score over the evidence of its indicators.

A county's evidence is a list of things that are owed, each met or not. Not sampling, not
reporting and sealing a well leave the thing owed and not met; what an honest survey finds later
stands outside the year's list. None of it may raise a score or improve a place.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.adjustments import Adjustment, AdjustmentKind, of_year
from gwdash.assess.ranking import Entry, Measure, Report, full_points, losses, ranking, score
from gwdash.assess.scheme import Indicator, computable, current_scheme
from gwdash.errors import UsageError
from gwdash.registry.indicator import Direction
from gwdash.registry.indicator_list import INDICATORS

SCHEME = current_scheme()
CODES = [one.code for one in SCHEME.indicators]
COUNTIES = [f"6104{n:02}" for n in range(2, 15)]
#: Things owed by a county for one indicator: True where met.
evidence = st.lists(st.booleans(), max_size=12)
county = st.dictionaries(st.sampled_from(CODES), evidence, min_size=len(CODES) // 2)


def entry(code, owed, report=Report.ON_TIME, missing=(), events=()):
    measures = {
        name: Measure(sum(met), len(met), (sum(met), len(met)), missing=name in missing)
        for name, met in owed.items()
    }
    return Entry(code, report, measures, adjustments=tuple(events))


def event(kind, points, number="1"):
    day = date(2024, 3, 1)
    return Adjustment(number, "610402", kind, Decimal(points), day, "事由", checked=True)


def total(one):
    return -1 if one.score is None else one.score


@given(county, st.data())
def test_not_doing_what_is_owed_never_pays(owed, data):
    """Not sampling, sealing a well, leaving a hazard: the thing stays owed and is not met."""
    name = data.draw(st.sampled_from(sorted(owed)))
    done = {**owed, name: [*owed[name], True]}
    left = {**owed, name: [*owed[name], False]}
    assert total(score(entry("610402", left), SCHEME)) <= total(
        score(entry("610402", done), SCHEME)
    )


@given(county, st.data())
def test_never_handing_in_a_ledger_pays_no_more_than_any_value(owed, data):
    name = data.draw(st.sampled_from(sorted(owed)))
    met = data.draw(st.lists(st.booleans(), min_size=1, max_size=12))
    told = score(entry("610402", {**owed, name: met}), SCHEME)
    silent = score(entry("610402", {**owed, name: []}, missing={name}), SCHEME)
    assert total(silent) <= total(told)
    assert silent.share_pct == told.share_pct, "it stays assessed"


@given(county, st.sampled_from([Report.LATE, Report.MISSING]))
def test_reporting_in_time_is_never_worse(owed, report):
    assert total(score(entry("610402", owed, report), SCHEME)) <= total(
        score(entry("610402", owed), SCHEME)
    )


@given(county, st.lists(st.booleans(), max_size=8))
def test_wells_found_later_change_nothing(owed, found):
    """An honest survey is counted outside the year's list, by an indicator that is not scored."""
    later = entry("610402", {**owed, "seal_later": found})
    assert score(later, SCHEME).score == score(entry("610402", owed), SCHEME).score
    assert not next(one for one in INDICATORS if one.code == "seal_later").scored


@given(st.lists(county, min_size=2, max_size=6), st.data())
def test_another_county_changes_nobodys_score(counties, data):
    """Each is measured against targets, never between the best and the worst of them."""
    entries = [entry(code, owed) for code, owed in zip(COUNTIES, counties, strict=False)]
    other = entry(entries[0].county_code, data.draw(county))
    before = {one.county_code: one.score for one in ranking(entries, SCHEME)}
    after = {one.county_code: one.score for one in ranking([other, *entries[1:]], SCHEME)}
    for code in list(before)[1:]:
        if code != other.county_code:
            assert before[code] == after[code]


@given(st.sets(st.sampled_from(CODES), min_size=1))
def test_what_applies_is_stretched_to_100(codes):
    one = score(entry("610402", {code: [True] for code in codes}), SCHEME)
    assert sum(part.full for part in one.parts) == 100
    if one.score is not None:
        assert one.score == 100


@given(st.lists(st.decimals(Decimal("0.01"), 50, places=2), min_size=1, max_size=25))
def test_full_points_are_fair_to_the_last_unit(weights):
    found = full_points(tuple(weights), 2)
    assert sum(found) == 100
    for weight, full in zip(weights, found, strict=True):
        assert abs(full - 100 * weight / sum(weights)) <= Decimal("0.01")


@given(county)
def test_nothing_due_is_no_zero(owed):
    one = score(entry("610402", owed), SCHEME)
    assert {part.code for part in one.parts} == {code for code, met in owed.items() if met}
    assert all(Measure(0, 0, (0, 0)).value_pct is None for _ in one.parts)


@given(county, st.sampled_from(["0.5", "3", "9"]))
def test_a_flag_changes_no_number_and_a_bonus_is_capped(owed, points):
    plain = score(entry("610402", owed), SCHEME)
    flagged = score(entry("610402", owed, events=[event(AdjustmentKind.CONSTRAINT, 0)]), SCHEME)
    assert flagged.score == plain.score
    assert len(flagged.constraints) == 1
    given_points = [event(AdjustmentKind.BONUS, points, str(n)) for n in range(3)]
    raised = score(entry("610402", owed, events=given_points), SCHEME)
    assert raised.bonus == min(3 * Decimal(points), SCHEME.bonus_cap)
    taken = score(entry("610402", owed, events=[event(AdjustmentKind.DEDUCTION, points)]), SCHEME)
    assert total(taken) <= total(plain)
    if taken.score is not None:
        assert any(words.words == "扣分事项：事由" for words in losses(taken, SCHEME))


# ------------------------------------------------------------------------ targets and floors


@pytest.mark.parametrize(
    ("direction", "target", "floor", "value", "share"),
    [
        (Direction.UP, 95, None, 95, 1), (Direction.UP, 95, None, 100, 1),
        (Direction.UP, 80, None, 40, Fraction(1, 2)), (Direction.UP, 100, 60, 80, Fraction(1, 2)),
        (Direction.UP, 100, 60, 60, 0), (Direction.UP, 100, 60, 10, 0),
        (Direction.UP, 90, 90, 90, 1), (Direction.UP, 90, 90, 89, 0),
        (Direction.DOWN, 10, 50, 10, 1), (Direction.DOWN, 10, 50, 30, Fraction(1, 2)),
        (Direction.DOWN, 10, 50, 50, 0), (Direction.DOWN, 10, 50, 90, 0),
        (Direction.DOWN, 0, 0, 0, 1), (Direction.DOWN, 0, 0, 1, 0),
    ],
)  # fmt: skip
def test_points_are_a_line_from_the_floor_to_the_target(direction, target, floor, value, share):
    one = Indicator(
        "a", "甲", Decimal(10), "规则", Decimal(target),
        None if floor is None else Decimal(floor), direction,
    )  # fmt: skip
    assert one.attained(Fraction(value)) == share


@given(
    st.sampled_from([Direction.UP, Direction.DOWN]), st.integers(0, 100), st.integers(0, 100),
    st.fractions(0, 100), st.fractions(0, 100),
)  # fmt: skip
def test_a_better_value_never_attains_less(direction, first, second, one_value, other_value):
    low, high = sorted((first, second))
    target, floor = (high, low) if direction is Direction.UP else (low, high)
    one = Indicator("a", "甲", Decimal(1), "", Decimal(target), Decimal(floor), direction)
    worse, better = sorted((one_value, other_value), reverse=direction is Direction.DOWN)
    assert 0 <= one.attained(worse) <= one.attained(better) <= 1


@pytest.mark.parametrize(
    ("direction", "target", "floor"),
    [(Direction.UP, 50, 80), (Direction.DOWN, 80, 50), (Direction.DOWN, 50, None),
     (Direction.NEUTRAL, 50, 10)],
)  # fmt: skip
def test_a_floor_that_is_better_than_its_target_is_refused(direction, target, floor):
    with pytest.raises(UsageError):
        Indicator("a", "甲", Decimal(1), "", Decimal(target),
                  None if floor is None else Decimal(floor), direction)  # fmt: skip


@pytest.mark.parametrize("code", ["zone_done", "src_ok", "class5_dual", "nobody"])
def test_what_counties_must_not_be_scored_by_is_refused(code):
    with pytest.raises(UsageError, match="不是可以计分的指标"):
        computable(code, Decimal(1))


def test_every_scored_indicator_of_the_tasks_stands_in_the_default():
    wanted = {one.code for one in INDICATORS if one.scored}
    assert wanted | {"progress"} == set(CODES)


def test_events_count_in_their_year_only():
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1), None]
    found = [
        replace(event(AdjustmentKind.BONUS, 1, str(n)), occurred_on=day)
        for n, day in enumerate(days)
    ]
    assert [one.adjustment_id for one in of_year(found, date(2024, 6, 30))] == ["1", "2", "4"]


def test_a_county_that_the_scheme_leaves_out_is_not_assessed():
    some = replace(SCHEME.indicators[0], counties=frozenset({"610404"}))
    scheme = replace(SCHEME, indicators=(some, *SCHEME.indicators[1:]))
    owed = {code: [True] for code in CODES}
    assert score(entry("610402", owed), scheme).share_pct == 60
    assert score(entry("610404", owed), scheme).share_pct == 100


def test_other_weights_leave_the_scheme_itself_alone():
    tried = SCHEME.weighted({"progress": Decimal(0)})
    assert sum(one.weight for one in tried.indicators) == pytest.approx(100)
    assert "progress" not in {one.code for one in tried.indicators}
    assert SCHEME.indicators[0].code == "progress"
    with pytest.raises(UsageError, match="至少要有一个"):
        SCHEME.weighted(dict.fromkeys(CODES, Decimal(0)))
