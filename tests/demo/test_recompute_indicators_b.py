"""Indicators of wells, abandoned wells, rules, cases and all tasks, again from the raw files."""

import pytest
import raw_rules as rules
from raw_indicators_b import RawIndicatorsB

from gwdash.queries.indicators import CITY, readings
from gwdash.registry.indicator import CROSS_TASK
from gwdash.registry.indicator_list import indicator, of_task
from gwdash.scope import Scope
from gwdash.store.database import open_current

EVERY_PERIOD = tuple(rules.before("2024-06", n) for n in reversed(range(30)))
CODES = tuple(one.code for task in ("4", "6", "7", CROSS_TASK) for one in of_task(task))
PLACES = {CITY: CITY} | rules.COUNTIES


@pytest.fixture(scope="module")
def again(raw):
    return RawIndicatorsB(raw)


@pytest.fixture(scope="module")
def store(demo_city):
    return open_current(demo_city)


@pytest.fixture(scope="module")
def counted(again):
    """Every indicator's rows of every month, computed once."""
    return {
        (code, period): getattr(again, code)(rules.last_day(period))
        for code in CODES
        for period in EVERY_PERIOD
    }


def _state(of, code, *, silent):
    """What a place's reading is: silence of those who owe shows only where nothing counts."""
    if of > 0:
        return {"value"}
    if silent and indicator(code).obliged:
        return {"not_reported"}
    return {"nothing_due", "not_reported"}


@pytest.mark.parametrize("new_area", [True, False])
@pytest.mark.parametrize("period", EVERY_PERIOD)
def test_every_county_and_the_city(again, store, counted, period, new_area):
    shown = readings(store, Scope(period, include_new_area=new_area))
    for code in CODES:
        rows = counted[code, period]
        rows = rows if new_area else rows[rows["new_area"] != "直管"]
        silent = again.silent(indicator(code).datasets[0], rules.last_day(period))
        for name, place in PLACES.items():
            own = rows if place == CITY else rows[rows["county"] == name]
            now = shown.of(code, place).now
            where = f"{code} {period} {name}"
            assert now.numerator == pytest.approx(own["num"].sum()), where
            assert now.denominator == pytest.approx(own["den"].sum()), where
            assert now.state in _state(own["den"].sum(), code, silent=name in silent), where


def test_every_indicator_says_something(counted):
    """Otherwise agreement would mean little: each has rows that count and rows that do not."""
    whole = {code: counted[code, "2024-06"] for code in CODES}
    assert all(rows["den"].sum() > 0 for rows in whole.values())
    assert {c for c, rows in whole.items() if rows.eval("num.sum() == den.sum()")} == {"data_rate"}
    none = {code for code, rows in whole.items() if not rows["num"].sum()}
    assert none == {"class5_dual", "seal_later"}


def test_the_month_of_the_meeting(counted):
    """The figures of June 2024 as they were read off by hand."""
    found = {
        code: (counted[code, "2024-06"]["num"].sum(), counted[code, "2024-06"]["den"].sum())
        for code in CODES
    }
    assert found == {
        "well_up": (139, 148), "data_rate": (19, 19), "manual_rate": (120, 129),
        "dual_cover": (51, 218), "assess_rate": (90, 115), "class5_share": (1, 8),
        "class5_dual": (0, 56), "survey_rate": (128, 154), "risk_rate": (930, 958),
        "seal_rate": (694, 866), "seal_later": (0, 46), "high_risk_rate": (140, 180),
        "rule_rate": (6, 12), "case_rate": (4, 7), "intime": (876, 967), "action_rate": (18, 27),
        "pay_rate": (pytest.approx(16687), 25995),
    }  # fmt: skip
