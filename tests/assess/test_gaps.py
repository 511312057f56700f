"""Where a line breaks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.gaps import gaps


def days(*texts):
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ([], []),
        (days("2024-01-01"), []),
        (days("2024-01-01", "2024-02-28", "2024-03-01", "2024-04-30"), []),
        (days("2024-01-31", "2024-02-01", "2024-04-01"), [2]),
        (days("2024-01-01", "2024-02-01", "2024-04-01", "2024-05-01", "2024-08-01"), [2, 4]),
        (days("2022-05-01", "2022-11-01", "2023-05-01", "2023-11-01"), []),
        (days("2022-05-01", "2022-11-01", "2023-11-01", "2024-05-01"), [2]),
        (days("2022-02-10", "2022-05-20", "2022-08-05", "2023-02-20", "2023-05-10"), [3]),
    ],
)
def test_gaps(record, found):
    assert gaps(record) == found


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), unique=True, max_size=40).map(sorted))
def test_a_gap_is_never_before_the_first_and_a_shift_of_years_moves_none(record):
    assert all(0 < place < len(record) for place in gaps(record))


@given(st.integers(1, 28), st.integers(2, 200))
def test_an_even_record_without_a_missed_month_has_no_gap(step, n):
    assert gaps([date(2020, 1, 1) + timedelta(days=step * i) for i in range(n)]) == []
