"""序时进度 and lamps: the edges as a table, the laws as properties."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.lamps import FACES, JUDGED, URGENCY, Lamp
from gwdash.assess.progress import (
    DEFAULT_RULE,
    Item,
    ProgressRule,
    expected_pct,
    judge,
    roll_up,
)

START, DUE = date(2024, 1, 1), date(2024, 12, 31)
HALF = date(2024, 6, 30)

days = st.dates(date(2020, 1, 1), date(2027, 12, 31))
percents = st.floats(0, 100)


@pytest.mark.parametrize(
    ("start", "due", "as_of", "expected"),
    [
        (date(2024, 1, 1), date(2024, 1, 10), date(2024, 1, 1), 10.0),
        (date(2024, 1, 1), date(2024, 1, 10), date(2024, 1, 5), 50.0),
        (date(2024, 1, 1), date(2024, 1, 10), date(2024, 1, 10), 100.0),
        (date(2024, 1, 1), date(2024, 1, 10), date(2024, 2, 1), 100.0),
        (date(2024, 1, 2), date(2024, 1, 10), date(2024, 1, 1), 0.0),
        (date(2024, 1, 5), date(2024, 1, 5), date(2024, 1, 4), 0.0),
        (date(2024, 1, 5), date(2024, 1, 5), date(2024, 1, 5), 100.0),
        (date(2024, 1, 1), None, date(2024, 1, 5), None),
        (None, date(2024, 1, 10), date(2024, 1, 5), None),
    ],
)
def test_expected_progress(start, due, as_of, expected):
    assert expected_pct(start, due, as_of) == pytest.approx(expected)


@given(days, days, days, st.integers(0, 900))
def test_expected_progress_grows_with_time_and_stays_a_percentage(start, due, as_of, later):
    now, then = (expected_pct(start, due, d) for d in (as_of, as_of + timedelta(days=later)))
    assert 0 <= now <= then <= 100


def item(**more):
    return replace(Item(START, DUE, 49.9), **more)


@pytest.mark.parametrize(
    ("given_item", "lamp", "note"),
    [
        (item(actual_pct=50.0), Lamp.ON_TRACK, ""),
        (item(actual_pct=44.8), Lamp.ON_TRACK, ""),
        (item(actual_pct=44.7), Lamp.BEHIND, ""),
        (item(actual_pct=29.8), Lamp.BEHIND, ""),
        (item(actual_pct=29.7), Lamp.FAR_BEHIND, ""),
        (item(actual_pct=0.0), Lamp.FAR_BEHIND, ""),
        (item(actual_pct=100.0, has_evidence=True), Lamp.DONE, ""),
        (item(actual_pct=100.0), Lamp.ON_TRACK, "待核：未附佐证材料"),
        (item(actual_pct=None), Lamp.NOT_REPORTED, "从未报送"),
        (item(actual_pct=None, reported=False), Lamp.NOT_REPORTED, "从未报送"),
        (item(actual_pct=50.0, reported=False), Lamp.NOT_REPORTED, "沿用上期"),
        (item(actual_pct=100.0, has_evidence=True, reported=False), Lamp.DONE, ""),
        (item(actual_pct=10.0, status="suspended"), Lamp.EXEMPT, "暂缓"),
        (item(actual_pct=None, status="not_applicable"), Lamp.EXEMPT, "不适用"),
        (item(due_on=None), Lamp.OPEN, "无完成时限"),
        (item(start_on=date(2024, 8, 1), actual_pct=0.0), Lamp.NOT_YET_DUE, ""),
        (item(start_on=date(2024, 8, 1), actual_pct=5.0), Lamp.ON_TRACK, ""),
        (item(due_on=date(2024, 6, 29), actual_pct=99.0), Lamp.FAR_BEHIND, "逾期 1 天"),
        (item(due_on=HALF, actual_pct=99.0), Lamp.ON_TRACK, ""),
        (item(due_on=date(2022, 12, 31), start_on=date(2022, 1, 24), actual_pct=42.0),
         Lamp.FAR_BEHIND, "逾期 547 天"),
    ],
)  # fmt: skip
def test_the_lamp_of_an_item_at_the_end_of_june(given_item, lamp, note):
    judged = judge(given_item, HALF)
    assert (judged.lamp, judged.note) == (lamp, note)


@pytest.mark.parametrize(("far", "behind"), [(-5, -20), (-20, 1), (0, 1)])
def test_thresholds_that_leave_no_room_are_refused(far, behind):
    with pytest.raises(ValueError, match="≤"):
        ProgressRule(behind_below_pp=behind, far_below_pp=far)


def test_the_sentence_names_the_thresholds_and_their_source():
    rule = ProgressRule(behind_below_pp=-3, far_below_pp=-15, source="某通知")
    assert "3 个百分点" in rule.sentence
    assert "15 个百分点" in rule.sentence
    assert "某通知" in rule.sentence


items = st.builds(
    Item,
    start_on=st.none() | days,
    due_on=st.none() | days,
    actual_pct=st.none() | percents,
    weight=st.just(0.0) | st.floats(1e-3, 100),
    status=st.sampled_from(["in_progress", "not_started", "done", "suspended", "not_applicable"]),
    has_evidence=st.booleans(),
    reported=st.booleans(),
)


@given(items, days)
def test_every_item_has_a_lamp_with_a_face(given_item, as_of):
    judged = judge(given_item, as_of)
    assert FACES[judged.lamp].word
    assert judged.overdue_days >= 0
    if judged.lamp is Lamp.BEHIND:
        assert judged.deviation_pp < DEFAULT_RULE.behind_below_pp


@given(st.lists(items, max_size=12), days)
def test_a_roll_up_lies_between_its_items(many, as_of):
    rolled = roll_up(many, as_of)
    assert rolled.n_items == len(many)
    assert sum(rolled.lamps.values()) == len(many)
    assert rolled.n_counted <= len(many)
    if rolled.n_counted:
        known = [i.actual_pct for i in many if i.actual_pct is not None]
        assert min(known) - 1e-6 <= rolled.actual_pct <= max(known) + 1e-6
        assert -1e-6 <= rolled.expected_pct <= 100 + 1e-6
        assert rolled.lamp in JUDGED
    else:
        assert rolled.actual_pct is None
        assert rolled.deviation_pp is None


@given(st.lists(items, min_size=1, max_size=12), days, st.floats(0.01, 100), st.randoms())
def test_a_roll_up_knows_weights_by_their_ratio_and_no_order(many, as_of, factor, chance):
    scaled = [
        replace(i, weight=i.weight * factor) for i in many if i.weight == 0 or i.weight > 1e-3
    ]
    kept = [i for i in many if i.weight == 0 or i.weight > 1e-3]
    chance.shuffle(scaled)
    one, other = roll_up(kept, as_of), roll_up(scaled, as_of)
    assert one.actual_pct == pytest.approx(other.actual_pct)
    assert one.expected_pct == pytest.approx(other.expected_pct)
    assert one.lamps == other.lamps


def test_a_roll_up_is_weighted_and_no_mean_of_percentages():
    many = [item(actual_pct=100.0, has_evidence=True, weight=3), item(actual_pct=0.0, weight=1)]
    assert roll_up(many, HALF).actual_pct == pytest.approx(75.0)


def test_what_was_never_reported_is_not_zero():
    many = [item(actual_pct=80.0), item(actual_pct=None)]
    rolled = roll_up(many, HALF)
    assert rolled.actual_pct == pytest.approx(80.0)
    assert (rolled.n_counted, rolled.n_items, rolled.n_reported) == (1, 2, 1)


def test_a_task_is_done_only_when_all_that_can_be_done_is():
    done = item(actual_pct=100.0, has_evidence=True)
    exempt, open_ended = item(status="suspended"), item(due_on=None)
    assert roll_up([done, exempt, open_ended], HALF).lamp is Lamp.DONE
    assert roll_up([done, item(actual_pct=100.0)], HALF).lamp is Lamp.ON_TRACK
    assert roll_up([done, item(actual_pct=None)], HALF).lamp is Lamp.ON_TRACK


@pytest.mark.parametrize(
    ("many", "lamp"),
    [
        ([], Lamp.NOT_PLANNED),
        ([item(status="suspended")], Lamp.EXEMPT),
        ([item(actual_pct=None)], Lamp.NOT_REPORTED),
        ([item(due_on=None), item(status="suspended")], Lamp.OPEN),
    ],
)
def test_where_nothing_can_be_measured_the_lamp_says_why(many, lamp):
    assert roll_up(many, HALF).lamp is lamp


def test_the_worst_comes_first_and_every_lamp_has_a_place():
    assert sorted(URGENCY.values()) == list(range(len(Lamp)))
    assert min(URGENCY, key=URGENCY.get) is Lamp.FAR_BEHIND
    assert set(FACES) == set(Lamp)


def test_the_words_of_the_lamps_are_those_of_the_office():
    said = {FACES[lamp].word: FACES[lamp].mark for lamp in (*JUDGED, Lamp.NOT_REPORTED)}
    assert said == {
        "已完成": "✓", "达到序时进度": "●", "未达序时进度": "▲", "严重滞后": "■", "未报送": "○",
    }  # fmt: skip
