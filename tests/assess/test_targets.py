"""An indicator against its target."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.targets import (
    DEFAULT_RULE,
    FACES,
    TargetRule,
    Verdict,
    against_target,
    judge,
    shortfall_pp,
    verdict_word,
)
from gwdash.registry.indicator import Direction, Target
from gwdash.registry.indicator_list import indicator

UP = replace(indicator("well_up"), target=Target(90.0, "≥90%", "据"), least_n=3)
RATES = st.floats(0, 100)
ORDER = [Verdict.MISSED, Verdict.NEAR, Verdict.MET]


@pytest.mark.parametrize(
    ("value", "target", "direction", "verdict"),
    [
        (90.0, 90.0, Direction.UP, Verdict.MET),
        (95.0, 90.0, Direction.UP, Verdict.MET),
        (89.9, 90.0, Direction.UP, Verdict.NEAR),
        (80.0, 90.0, Direction.UP, Verdict.NEAR),
        (79.9, 90.0, Direction.UP, Verdict.MISSED),
        (0.0, 90.0, Direction.UP, Verdict.MISSED),
        (20.0, 20.0, Direction.DOWN, Verdict.MET),
        (25.0, 20.0, Direction.DOWN, Verdict.NEAR),
        (31.0, 20.0, Direction.DOWN, Verdict.MISSED),
    ],
)
def test_against_the_target(value, target, direction, verdict):
    assert against_target(value, target, direction) is verdict


@given(worse=RATES, better=RATES, target=RATES, direction=st.sampled_from(["up", "down"]))
def test_a_better_value_never_stands_worse(worse, better, target, direction):
    way = Direction(direction)
    low, high = sorted((worse, better), reverse=way is Direction.DOWN)
    first, second = (against_target(value, target, way) for value in (low, high))
    assert ORDER.index(first) <= ORDER.index(second)


@given(value=RATES, target=RATES)
def test_up_and_down_mirror_each_other(value, target):
    assert shortfall_pp(value, target, Direction.UP) == -shortfall_pp(value, target, Direction.DOWN)


def test_kinds_of_nothing_are_kept_apart():
    assert judge(UP, None, 0) is Verdict.NOTHING_DUE
    assert judge(UP, None, 0, reported=False) is Verdict.NOT_REPORTED
    assert judge(UP, 100.0, 2) is Verdict.FEW
    assert judge(replace(UP, scored=False, target=Target(None, "未设", "据")), 50.0, 9) is (
        Verdict.NO_TARGET
    )
    neutral = replace(UP, direction=Direction.NEUTRAL)
    assert judge(neutral, 50.0, 9) is Verdict.NO_TARGET
    assert judge(UP, 90.0, 3) is Verdict.MET


def test_words_follow_the_direction():
    assert verdict_word(Verdict.MISSED, Direction.UP) == "低于目标"
    assert verdict_word(Verdict.MISSED, Direction.DOWN) == "高于目标"
    assert set(FACES) == set(Verdict)


def test_the_rule_says_its_figure_and_source():
    assert "10 个百分点" in DEFAULT_RULE.sentence
    assert DEFAULT_RULE.source in DEFAULT_RULE.sentence
    with pytest.raises(ValueError, match="distance"):
        TargetRule(near_within_pp=-1)
