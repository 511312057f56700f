"""The indicator's series, by the numbers in the figure."""

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.series_rules import SeriesRules
from gwdash.charts.series import analyte_series, bands, limits
from gwdash.charts.theme import LIGHT
from gwdash.queries import analyte_record
from gwdash.standards.analytes import ANALYTES

RULES = SeriesRules("试验")


def record(code, *rows, season="dry"):
    names = ["sampled_on", "raw", "value", "flag", "detection_limit"]
    frame = pd.DataFrame(rows, columns=names)
    frame["sampled_on"] = pd.to_datetime(frame["sampled_on"])
    frame = frame.assign(layer=None, season=season)
    return analyte_record.of_frame(frame, ANALYTES[code], RULES)


def named(figure, mode):
    return [trace for trace in figure.data if trace.mode == mode]


def test_what_was_not_detected_is_hollow_at_half_its_detection_limit():
    own = record(
        "nh3n",
        ("2024-05-01", "0.30", 0.30, "value", None),
        ("2024-10-01", "0.025L", None, "nd", 0.025),
        ("2024-11-01", "未检出", None, "nd_no_dl", None),
        ("2024-12-01", "—", None, "missing", None),
    )
    found, hollow = named(analyte_series(own, LIGHT), "markers")
    assert (found.marker.symbol, list(found.y)) == ("circle", [0.30])
    assert (hollow.marker.symbol, list(hollow.y)) == ("circle-open", [0.0125, 0.0])
    assert list(hollow.text) == [
        " 枯水期<br>未检出（0.025L），检出限 0.025，画在其一半处",
        " 枯水期<br>未检出（未检出），没有检出限，画在0处",
    ]


def quarters(*values):
    days = pd.date_range("2020-01-15", periods=len(values), freq="91D")
    return [
        (day, str(value), value, "missing" if value is None else "value", None)
        for day, value in zip(days, values, strict=True)
    ]


def test_a_sampling_without_a_result_breaks_the_line():
    own = record("nh3n", *quarters(0.1, 0.2, None, 0.3, 0.4))
    (line,) = named(analyte_series(own, LIGHT), "lines")
    assert list(line.y) == [0.1, 0.2, None, 0.3, 0.4]


def test_a_sampling_left_out_breaks_the_line_and_the_usual_distance_does_not():
    rows = quarters(0.1, 0.2, 0.15, 0.3, 0.4, 0.2)
    (line,) = named(analyte_series(record("nh3n", *rows), LIGHT), "lines")
    assert None not in list(line.y)
    (line,) = named(analyte_series(record("nh3n", *rows[:3], *rows[4:]), LIGHT), "lines")
    assert list(line.y) == [0.1, 0.2, 0.15, None, 0.4, 0.2]


def test_each_sampling_has_its_season_and_many_have_none():
    few, many = (record("nh3n", *quarters(*[0.1] * n)) for n in (5, 25))
    words = [a.text for a in analyte_series(few, LIGHT).layout.annotations]
    assert words.count("枯") == 5
    assert "枯" not in [a.text for a in analyte_series(many, LIGHT).layout.annotations]


def test_a_significant_trend_is_drawn_with_its_slope_and_no_other():
    own = record("nh3n", *quarters(*[0.1 * i for i in range(1, 11)]))
    assert own.trend.significant
    *_, slope = named(analyte_series(own, LIGHT), "lines")
    years = (slope.x[1] - slope.x[0]).days / 365.25
    assert (slope.y[1] - slope.y[0]) / years == pytest.approx(own.trend.slope)
    assert list(slope.y) == pytest.approx([0.1, 1.0])
    flat = replace(own, trend=replace(own.trend, significant=False))
    assert len(named(analyte_series(flat, LIGHT), "lines")) == 1


def test_the_limit_line_stands_at_class_three_and_in_sight():
    figure = analyte_series(record("nh3n", ("2024-05-01", "0.1", 0.1, "value", None)), LIGHT)
    lines = [s for s in figure.layout.shapes if s.type == "line"]
    assert [line.y0 for line in lines] == [0.5]
    low, high = figure.layout.yaxis.range
    assert low <= 0.1
    assert high >= 0.5


def test_ph_has_two_limits_and_no_bands():
    assert limits(ANALYTES["ph"]) == [6.5, 8.5]
    assert bands(ANALYTES["ph"]) == []


def test_text_indicators_have_neither():
    assert limits(ANALYTES["odor_taste"]) == []
    assert bands(ANALYTES["odor_taste"]) == []


def test_equal_limits_leave_one_band_to_the_better_class():
    # Fluoride: classes Ⅰ to Ⅲ share 1.0 mg/L, class Ⅳ ends at 2.0 (GB/T 14848-2017, table 1).
    found = [(band.number, band.lower, band.upper) for band in bands(ANALYTES["fluoride"])]
    assert found == [(1, 0.0, 1.0), (4, 1.0, 2.0), (5, 2.0, None)]


@given(st.sampled_from(sorted(ANALYTES)))
def test_bands_follow_on_one_another(code):
    found = bands(ANALYTES[code])
    for band, following in pairwise(found):
        assert band.upper == following.lower
        assert band.number < following.number
    if found:
        assert found[0].lower == 0
        assert found[-1].upper is None


@pytest.mark.parametrize("code", sorted(ANALYTES))
def test_every_indicator_can_be_drawn_without_a_number(code):
    own = record(code, ("2024-05-01", "—", None, "missing", None))
    low, high = analyte_series(own, LIGHT).layout.yaxis.range
    assert low < high


def test_hostile_text_stays_text():
    own = record("nh3n", ("2024-05-01", "<img src=x>", 1.0, "value", None))
    assert list(named(analyte_series(own, LIGHT), "markers")[0].text) == [
        " 枯水期<br>&lt;img src=x&gt;"
    ]


def test_a_single_sampling_has_room_around_it():
    one = analyte_series(record("coliform", ("2024-05-01", "1", 1.0, "value", None)), LIGHT)
    first, last = one.layout.xaxis.range
    assert (last - first).days == 360
    assert one.layout.yaxis.title.text == "总大肠菌群（MPN/100mL 或 CFU/100mL）"
