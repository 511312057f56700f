"""Indicators of zones, listed sites, sources and geothermal water, again from the raw files."""

import pytest
import raw_rules as rules
from raw_indicators import RawIndicators

from gwdash.queries.indicators import CITY, readings
from gwdash.registry.indicator_list import indicator, of_task
from gwdash.scope import Scope
from gwdash.store.database import open_current

EVERY_PERIOD = tuple(rules.before("2024-06", n) for n in reversed(range(30)))
CODES = tuple(one.code for task in "1235" for one in of_task(task))
PLACES = {CITY: CITY} | rules.COUNTIES


@pytest.fixture(scope="module")
def again(raw):
    return RawIndicators(raw)


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
            assert (now.state == "value") == (own["den"].sum() > 0), where
            if name in silent and indicator(code).obliged and own["den"].sum() == 0:
                assert now.state == "not_reported", where


def test_every_indicator_says_something(counted):
    """Otherwise agreement would mean little: each has rows that count and rows that do not."""
    for code in CODES:
        rows = counted[code, "2024-06"]
        assert rows["den"].sum() > 0, code
    short = [c for c in CODES if counted[c, "2024-06"].eval("num.sum() < den.sum()")]
    assert set(CODES) - set(short) == {"fix_rate"}


def test_the_month_of_the_meeting(counted):
    """The figures of June 2024 as they were read off by hand."""
    found = {
        code: (counted[code, "2024-06"]["num"].sum(), counted[code, "2024-06"]["den"].sum())
        for code in CODES
    }
    assert found == {
        "zone_done": (11, 13), "zone_measures": (47, 74),
        "zone_share": (pytest.approx(656.04), pytest.approx(10228.3)),
        "selfmon_rate": (34, 163), "selfmon_public": (41, 43), "permit_rate": (101, 134),
        "leak_check_rate": (95, 134), "hazard_rate": (104, 122), "src_ok": (15, 21),
        "src_no_human": (16, 21), "recharge_rate": (67, 84), "quasi_rate": (13, 55),
        "fix_rate": (1, 1), "reinj": (2300873, 5134554), "rebuild_rate": (5, 13),
        "meter_rate": (17, 32),
    }  # fmt: skip
