"""The hydrograph and the analyte's series, by the numbers in the figures."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.charts.series import analyte_series, bands, hydrograph, limits
from gwdash.charts.theme import LIGHT
from gwdash.standards.analytes import ANALYTES


def levels(values, column="depth_to_water_m"):
    days = pd.date_range("2024-01-01", periods=len(values), freq="D")
    frame = pd.DataFrame({"measured_at": days, "depth_to_water_m": None, "head_m": None})
    frame[column] = values
    return frame


def results(*rows):
    frame = pd.DataFrame(rows, columns=["sampled_on", "raw", "value", "flag", "detection_limit"])
    frame["sampled_on"] = pd.to_datetime(frame["sampled_on"])
    return frame


def test_depth_to_water_grows_downward():
    figure = hydrograph(levels([10.0, 12.5, None]), LIGHT)
    assert list(figure.data[0].y) == [10.0, 12.5]
    assert figure.layout.yaxis.autorange == "reversed"
    assert figure.layout.yaxis.title.text == "水位埋深（m）"


def test_head_grows_upward():
    figure = hydrograph(levels([400.0], "head_m"), LIGHT, as_head=True)
    assert figure.layout.yaxis.autorange is True
    assert figure.layout.yaxis.title.text == "水位标高（m）"


def test_a_long_record_is_a_line_and_a_short_one_shows_its_points():
    assert hydrograph(levels([1.0] * 200), LIGHT).data[0].mode == "lines"
    assert hydrograph(levels([1.0] * 20), LIGHT).data[0].mode == "lines+markers"


def test_what_was_not_detected_is_hollow_at_its_detection_limit():
    figure = analyte_series(
        results(
            ("2024-05-01", "0.30", 0.30, "value", None),
            ("2024-10-01", "0.025L", None, "nd", 0.025),
            ("2024-11-01", "未检出", None, "nd_no_dl", None),
            ("2024-12-01", "—", None, "missing", None),
        ),
        ANALYTES["nh3n"],
        LIGHT,
    )
    line, found, hollow = figure.data
    assert list(line.y) == [0.30, 0.025, 0.0]
    assert (found.marker.symbol, list(found.y)) == ("circle", [0.30])
    assert (hollow.marker.symbol, list(hollow.y)) == ("circle-open", [0.025, 0.0])
    assert list(hollow.text) == ["未检出（0.025L）", "未检出（未检出）"]


def test_the_limit_line_stands_at_class_three_and_in_sight():
    figure = analyte_series(
        results(("2024-05-01", "0.1", 0.1, "value", None)), ANALYTES["nh3n"], LIGHT
    )
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
def test_every_indicator_can_be_drawn_without_results(code):
    figure = analyte_series(results().astype({"value": "float64"}), ANALYTES[code], LIGHT)
    low, high = figure.layout.yaxis.range
    assert low < high


def test_hostile_text_stays_text():
    figure = analyte_series(
        results(("2024-05-01", "<img src=x>", 1.0, "value", None)), ANALYTES["nh3n"], LIGHT
    )
    assert list(figure.data[1].text) == ["&lt;img src=x&gt;"]


def test_a_single_sampling_has_room_around_it():
    one = analyte_series(
        results(("2024-05-01", "1", 1.0, "value", None)), ANALYTES["coliform"], LIGHT
    )
    first, last = one.layout.xaxis.range
    assert (last - first).days == 360
    assert one.layout.yaxis.title.text == "总大肠菌群（MPN/100mL 或 CFU/100mL）"
