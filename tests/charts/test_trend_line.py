"""The small line of an indicator's months."""

from base64 import b64decode

import pytest

from gwdash.charts.theme import DARK, LIGHT
from gwdash.charts.trend_line import trend_line


def picture(*args):
    return b64decode(trend_line(*args).partition("base64,")[2]).decode()


def test_a_gap_breaks_the_line_and_zero_does_not():
    assert picture([1.0, 2.0, None, 3.0, 4.0], None, LIGHT).count("<polyline") == 2
    assert picture([1.0, 0.0, 3.0], None, LIGHT).count("<polyline") == 1


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_target_is_a_dashed_line(colours):
    assert "stroke-dasharray" in picture([50.0, 60.0], 90.0, colours)
    assert "stroke-dasharray" not in picture([50.0, 60.0], None, colours)


def test_nothing_known_draws_nothing():
    assert "polyline" not in picture([None, None], 90.0, LIGHT)
    assert "circle" not in picture([], None, LIGHT)


def test_the_last_known_month_has_the_dot():
    last = picture([0.0, 100.0, None], None, LIGHT)
    x = float(last.partition('cx="')[2].partition('"')[0])
    assert 70 < x < 80


def test_equal_values_lie_in_the_middle():
    assert 'cy="18.0"' in picture([5.0, 5.0], None, LIGHT)
