"""The records of a well's series: by month, by season, a year before; on frames and a store."""

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
import ui_city

from gwdash.assess.own_history import Standing
from gwdash.assess.series_rules import SeriesRules
from gwdash.assess.trend import Bound, Refusal
from gwdash.queries import network
from gwdash.queries.analyte_record import of_frame, well_records
from gwdash.queries.level_record import level_record
from gwdash.standards.analytes import ANALYTES
from gwdash.store.database import open_version

RULES = SeriesRules("试验")
AS_OF = date(2024, 6, 30)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    city = ui_city.build(tmp_path_factory.mktemp("series"))
    return open_version(city.home, city.version)


def frame(**columns):
    return pd.DataFrame({"depth_to_water_m": np.nan, "head_m": np.nan} | columns)


def monthly(values, column="depth_to_water_m", start="2022-01-15"):
    days = pd.date_range(start, periods=len(values), freq="30D")
    return frame(**{"measured_at": days, column: values})


def test_months_are_the_means_of_their_levels():
    days = pd.to_datetime(["2024-05-01", "2024-05-31", "2024-06-02"])
    found = level_record(frame(measured_at=days, depth_to_water_m=[10.0, 11.0, 9.0]), RULES)
    assert found.months == {date(2024, 5, 1): 10.5, date(2024, 6, 1): 9.0}
    assert found.counts == {date(2024, 5, 1): 2, date(2024, 6, 1): 1}
    assert isinstance(found.trend, Refusal)


def test_without_a_value_there_is_no_record():
    assert level_record(frame(measured_at=pd.to_datetime(["2024-05-01"])), RULES) is None


@pytest.mark.parametrize(
    ("column", "change", "standing"),
    [("depth_to_water_m", -3.0, Standing.LOW), ("head_m", 3.0, Standing.HIGH)],
)
def test_the_sign_of_depth_turns_for_everything_that_is_said_of_water(column, change, standing):
    days = pd.date_range("2022-01-15", periods=30, freq="MS")
    found = level_record(
        frame(**{"measured_at": days, column: [0.25 * i for i in range(30)]}), RULES
    )
    assert found.change_m == pytest.approx(change)
    assert found.history.standing is standing
    assert found.trend.slope > 0
    assert found.trend.seasonal


def test_a_month_missing_a_year_before_is_no_change():
    days = [d for d in pd.date_range("2022-01-15", periods=30, freq="MS") if d.year != 2023]
    found = level_record(frame(measured_at=days, head_m=1.0), RULES)
    assert found.change_m is None


def results(*rows):
    names = ["sampled_on", "season", "raw", "value", "flag", "detection_limit"]
    found = pd.DataFrame(rows, columns=names).assign(layer=None)
    found["sampled_on"] = pd.to_datetime(found["sampled_on"])
    return of_frame(found, ANALYTES["nh3n"], RULES)


def test_the_same_season_a_year_before_and_not_another():
    found = results(
        ("2023-05-10", "dry", "0.2", 0.2, "value", None),
        ("2023-10-10", "wet", "0.9", 0.9, "value", None),
        ("2024-06-10", "dry", "0.3", 0.3, "value", None),
    )
    assert found.year_before.value == Decimal("0.2")
    assert found.last_class.label == "Ⅲ"


def test_a_season_not_filled_in_is_its_quarter():
    found = results(
        ("2023-05-10", None, "0.2", 0.2, "value", None),
        ("2024-04-10", None, "0.3", 0.3, "value", None),
        ("2024-08-10", None, "0.4", 0.4, "value", None),
    )
    assert found.last.season_key.season == "q3"
    assert found.year_before is None


@pytest.mark.parametrize(
    ("value", "flag", "limit", "height", "bound"),
    [(0.2, "value", None, 0.2, Bound.EXACT), (None, "nd", 0.05, 0.025, Bound.BELOW),
     (None, "nd_no_dl", None, None, Bound.BELOW), (9.0, "right_censored", None, 9.0, Bound.ABOVE),
     (None, "missing", None, None, Bound.EXACT)],
)  # fmt: skip
def test_kinds_of_nothing_stay_apart(value, flag, limit, height, bound):
    one = results(("2024-05-10", "dry", "x", value, flag, limit)).last
    assert one.height == height
    assert one.reading.bound is bound


def test_what_was_not_measured_does_not_count_as_a_point():
    rows = [(f"2024-0{m}-10", None, "0.1", 0.1, "value", None) for m in range(1, 8)]
    found = results(*rows, ("2024-08-10", None, "—", None, "missing", None))
    assert found.trend.n == 7


def test_a_well_s_records_are_its_results_in_the_store(store):
    found = {one.analyte.code: one for one in well_records(store, "S-1", AS_OF, RULES)}
    assert list(found) == ["fluoride", "nh3n"]
    assert found["fluoride"].last_class.label == "Ⅳ"
    assert found["nh3n"].last.height == 0.0125
    assert well_records(store, "W-1", date(2023, 12, 31), RULES)[0].last.raw == "0.7"
    assert well_records(store, "nobody", AS_OF, RULES) == []


def test_each_record_equals_that_of_its_own_question(store):
    for one in well_records(store, "W-1", AS_OF, RULES):
        rows = network.results(store, "W-1", one.analyte.code, AS_OF)
        assert of_frame(rows, one.analyte, RULES) == one


def test_levels_of_the_store(store):
    found = level_record(network.levels(store, "W-1", AS_OF), RULES)
    assert found.months[date(2024, 6, 1)] == 26.0
    assert (found.history.standing, found.change_m) == (None, None)
    assert isinstance(found.trend, Refusal)
