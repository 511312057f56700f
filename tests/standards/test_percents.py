from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.standards.percents import PercentScale, column_scale, parse_percent

#: raw, cell shown as percent, heading with a percent sign, percent, asked about
CASES = [
    ("85%", False, False, "85", False),
    ("85％", False, True, "85", False),
    ("0.85%", False, False, "0.85", False),
    ("100%", False, False, "100", False),
    (0.85, True, False, "85", False),
    (0.85, True, True, "85", False),
    (1, True, False, "100", False),
    (0.005, True, False, "0.5", False),
    (85, False, True, "85", False),
    (85.5, False, False, "85.5", False),
    ("85", True, False, "85", False),
    (0.85, False, False, "85", True),
    (1, False, False, "100", True),
    (0.85, False, True, "0.85", True),
    (0, False, False, "0", False),
    (0, True, True, "0", False),
]


@pytest.mark.parametrize(("raw", "shown", "heading", "percent", "asked"), CASES)
def test_percents(raw, shown, heading, percent, asked):
    found, problem, warning = parse_percent(raw, cell_is_percent=shown, heading_has_percent=heading)
    assert (found, problem) == (Decimal(percent), None)
    assert bool(warning) is asked


@pytest.mark.parametrize("raw", [None, "", "—", "/", float("nan")])
def test_empty(raw):
    assert parse_percent(raw, cell_is_percent=False, heading_has_percent=False) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("raw", "shown"), [(120, False), ("-5%", False), (1.2, True), ("101%", False)]
)
def test_outside_of_the_range(raw, shown):
    found, problem, _ = parse_percent(raw, cell_is_percent=shown, heading_has_percent=False)
    assert found is None
    assert "0到100" in (problem or "")


@pytest.mark.parametrize("raw", ["八成", "85‰", "8O%", True, "85%%"])
def test_no_percent(raw):
    found, problem, _ = parse_percent(raw, cell_is_percent=False, heading_has_percent=False)
    assert found is None
    assert problem


@pytest.mark.parametrize(
    ("values", "heading", "scale"),
    [
        ([0.2, 0.85, 55], False, PercentScale.PERCENT),
        ([0.2, 0.85], False, None),
        ([0, 1], False, None),
        ([0, 0.85], True, None),
        ([0, None, "—"], True, PercentScale.PERCENT),
        (["85%", "90%"], False, None),
    ],
)
def test_the_scale_of_a_column(values, heading, scale):
    assert column_scale(values, heading_has_percent=heading) is scale


@pytest.mark.parametrize(
    ("scale", "percent"), [(PercentScale.FRACTION, "85"), (PercentScale.PERCENT, "0.85")]
)
def test_a_known_scale_ends_the_question(scale, percent):
    found = parse_percent(0.85, cell_is_percent=False, heading_has_percent=False, scale=scale)
    assert found == (Decimal(percent), None, None)


@given(st.decimals(0, 100, places=2))
def test_all_ways_of_writing_one_percentage_agree(percent):
    ways = [
        parse_percent(f"{percent}%", cell_is_percent=False, heading_has_percent=False),
        parse_percent(float(percent / 100), cell_is_percent=True, heading_has_percent=False),
        parse_percent(
            float(percent),
            cell_is_percent=False,
            heading_has_percent=True,
            scale=PercentScale.PERCENT,
        ),
    ]
    assert ways == [(percent, None, None)] * 3
