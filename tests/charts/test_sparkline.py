"""The small picture of an indicator: its marks, gaps and the limit, inside its frame."""

import base64
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwdash.assess.series_rules import SeriesRules
from gwdash.charts.sparkline import HEIGHT, WIDTH, sparkline
from gwdash.charts.theme import LIGHT
from gwdash.queries import analyte_record
from gwdash.standards.analytes import ANALYTES

RULES = SeriesRules("试验")


def picture(code, values, *, flag="value"):
    days = pd.date_range("2022-02-15", periods=len(values), freq="91D")
    frame = pd.DataFrame({"sampled_on": days, "raw": [str(v) for v in values], "flag": flag})
    frame = frame.assign(
        layer=None, season=None, value=None if flag == "nd" else values,
        detection_limit=values if flag == "nd" else None,
    )  # fmt: skip
    record = analyte_record.of_frame(frame, ANALYTES[code], RULES)
    return base64.b64decode(sparkline(record, LIGHT).partition(",")[2]).decode()


def heights(svg):
    return [float(y) for y in re.findall(r'cy="([-\d.]+)"', svg)]


def limit_heights(svg):
    return [float(y) for y in re.findall(r"M0 ([-\d.]+)H", svg)]


def test_more_stands_higher_and_the_limit_between():
    svg = picture("nh3n", [0.1, 0.9])
    (low, high), (limit,) = heights(svg), limit_heights(svg)
    assert high < limit < low


def test_what_was_not_detected_is_hollow():
    assert picture("nh3n", [0.02] * 4, flag="nd").count(f'fill="{LIGHT.card}"') == 4
    assert f'fill="{LIGHT.card}"' not in picture("nh3n", [0.02] * 4)


def test_ph_has_both_limits_and_words_have_no_line():
    assert len(limit_heights(picture("ph", [7.0, 7.2]))) == 2
    assert heights(picture("odor_taste", [1.0, 2.0], flag="text")) == []


@pytest.mark.parametrize("code", sorted(ANALYTES))
@settings(max_examples=8, deadline=None)
@given(values=st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_every_mark_lies_inside_the_frame(code, values):
    svg = picture(code, values)
    assert all(0 <= y <= HEIGHT for y in heights(svg) + limit_heights(svg))
    assert all(0 <= float(x) <= WIDTH for x in re.findall(r'cx="([-\d.]+)"', svg))
