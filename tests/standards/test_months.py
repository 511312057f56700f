"""Months as old ledgers give them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.standards.months import parse_month


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("198506", "1985-06"),
        (198506.0, "1985-06"),
        ("1985-06", "1985-06"),
        ("1985.6", "1985-06"),
        ("1985/6", "1985-06"),
        ("1985年6月", "1985-06"),
        ("１９８５年６月", "1985-06"),
        ("1985年", "1985"),
        ("1985", "1985"),
        (1985.0, "1985"),
        (date(1985, 6, 30), "1985-06"),
        (datetime(1985, 6, 30, 8), "1985-06"),  # noqa: DTZ001
        ("1985-06-30", "1985-06"),
        ("19850630", "1985-06"),
        ("", None),
        (None, None),
    ],
)
def test_what_a_cell_says(typed, month):
    assert parse_month(typed) == (month, None)


@pytest.mark.parametrize(
    "typed", ["198513", "198500", "0985-06", "去年", "2300", 1985.1, "85年6月"]
)
def test_what_is_no_month(typed):
    month, problem = parse_month(typed)
    assert month is None
    assert "请填年月" in problem


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_month_is_the_same_in_every_form(day):
    month = f"{day.year}-{day.month:02}"
    forms = (month, month.replace("-", ""), f"{day.year}年{day.month}月", day, day.isoformat())
    assert {parse_month(form) for form in forms} == {(month, None)}


@given(st.one_of(st.text(max_size=12), st.floats(allow_nan=False), st.none()))
def test_any_cell_gives_a_month_or_a_sentence(cell):
    month, problem = parse_month(cell)
    assert month is None or problem is None
