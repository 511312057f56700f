"""The hydrograph, its gaps, the band of the well's history and the wet seasons."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from gwdash.assess.series_rules import SeriesRules
from gwdash.charts.hydrograph import hydrograph
from gwdash.charts.theme import DARK, LIGHT
from gwdash.queries.level_record import level_record

RULES = SeriesRules("试验", wet_months=frozenset({7, 8, 9, 10}))


def levels(values, column="depth_to_water_m", *, start="2022-01-10", freq="MS"):
    days = pd.date_range(start, periods=len(values), freq=freq)
    frame = pd.DataFrame({"measured_at": days, "depth_to_water_m": np.nan, "head_m": np.nan})
    frame[column] = values
    return frame


def drawn(frame, colours=LIGHT):
    record = level_record(frame, RULES)
    figure = hydrograph(frame, record, RULES, colours)
    return record, figure, {trace.name: trace for trace in figure.data}


def test_depth_to_water_grows_downward():
    _record, figure, traces = drawn(levels([10.0, 12.5, None]))
    assert list(traces["levels"].y) == [10.0, 12.5]
    foot, top = figure.layout.yaxis.range
    assert foot > 12.5
    assert top < 10.0
    assert figure.layout.yaxis.title.text == "水位埋深（m）"


def test_head_grows_upward():
    _record, figure, traces = drawn(levels([400.0, 401.0], "head_m"))
    foot, top = figure.layout.yaxis.range
    assert foot < 400.0
    assert top > 401.0
    assert figure.layout.yaxis.title.text == "水位标高（m）"
    assert list(traces["points"].y) == [400.0, 401.0]


def test_a_month_without_a_level_breaks_the_line():
    _record, _figure, traces = drawn(levels([10.0, 11.0, None, 12.0, 13.0]))
    assert list(traces["levels"].y) == [10.0, 11.0, None, 12.0, 13.0]
    assert not traces["levels"].connectgaps
    assert list(traces["points"].y) == [10.0, 11.0, 12.0, 13.0]


def test_a_long_record_is_a_line_and_marks_only_what_stands_alone():
    dense = levels([10.0] * 200, freq="D")
    alone = levels([11.0], start="2023-01-05")
    _record, _figure, traces = drawn(pd.concat([dense, alone], ignore_index=True))
    assert list(traces["points"].y) == [11.0]
    assert list(traces["levels"].y) == [10.0] * 200 + [None, 11.0]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_band_is_that_of_the_own_history(colours):
    values = [10.0 + i % 12 / 10 for i in range(30)]
    record, figure, traces = drawn(levels(values), colours)
    now = record.history.now
    assert {round(y, 9) for y in traces["p10-p90"].y} == {round(-now.p10, 9), round(-now.p90, 9)}
    assert traces["present"].y[0] == values[-1]
    words = {a.text for a in figure.layout.annotations}
    assert {" P10", " P90", record.history.standing.value} <= words


def test_a_short_record_has_no_band_and_no_verdict():
    _record, figure, traces = drawn(levels([10.0, 10.5, 10.2]))
    assert "p10-p90" not in traces
    assert figure.layout.annotations == ()


def test_months_without_percentiles_leave_a_hole_in_the_band():
    # June is known in six years, January to May in four only.
    frame = levels([10.0 + i / 100 for i in range(66)], start="2018-06-10")
    frame = frame[~((frame["measured_at"].dt.month == 2) & (frame["measured_at"].dt.year < 2020))]
    record, _figure, _traces = drawn(frame)
    assert record.history.same_month
    assert 2 not in record.history.by_month
    names = [trace.name for trace in _figure.data]
    assert names.count("p10-p90") > 1


def test_the_wet_seasons_stand_in_a_strip_inside_the_record():
    _record, figure, _traces = drawn(levels([10.0 + i / 10 for i in range(12)]))
    (strip,) = figure.layout.shapes
    assert (strip.x0, strip.x1) == (date(2022, 7, 1), date(2022, 11, 1))
    assert "丰水期" in [a.text for a in figure.layout.annotations]


def test_a_trend_is_drawn_with_its_slope():
    record, _figure, traces = drawn(levels([10.0 + 0.1 * i for i in range(30)]))
    slope = traces["slope"]
    years = (slope.x[1] - slope.x[0]).days / 365.25
    assert (slope.y[1] - slope.y[0]) / years == pytest.approx(record.trend.slope)
    assert "slope" not in drawn(levels([10.0, 11.0] * 15))[2]
