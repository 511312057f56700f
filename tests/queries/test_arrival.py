"""水位到报: what a month without a level means, and which wells stand in the grid."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.queries.arrival import MONTHS, Arrival, MonthTotal, arrivals, judged

JUNE_30 = date(2024, 6, 30)
WELLS = ["W-1", "W-2", "W-3", "W-4", "S-1", "W-9"]


def months(*rows, since="2024-01", well="W"):
    """Return a frame of one well: each row is n, registered, state, frequency."""
    frame = pd.DataFrame(rows, columns=["n", "registered", "well_state", "frequency"])
    frame["well_id"] = well
    frame["month"] = pd.period_range(since, periods=len(rows), freq="M").to_timestamp()
    return frame


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ((3, True, "running", "month"), Arrival.SENT),
        ((3, False, "", ""), Arrival.SENT),
        ((3, True, "sealed", ""), Arrival.SENT),
        ((0, True, "running", "month"), Arrival.MISSING),
        ((0, True, "running", "automatic"), Arrival.MISSING),
        ((0, True, "running", ""), Arrival.MISSING),
        ((0, True, "destroyed", "month"), Arrival.STOPPED),
        ((0, True, "", "month"), Arrival.UNKNOWN),
        ((0, False, "", ""), Arrival.NOT_REGISTERED),
    ],
)
def test_a_month_is_one_kind(row, kind):
    assert list(judged(months(row))) == [kind]


@pytest.mark.parametrize(
    ("since", "counts", "marks"),
    [
        ("2024-01", (0, 1, 0), "nsn"),
        ("2024-01", (0, 0, 0), "nnm"),
        ("2024-01", (1, 0, 0, 0, 0, 0), "snnnnm"),
        ("2024-02", (0, 0), "nn"),
        ("2024-01", (0, 0), "nn"),
    ],
    ids=["came once", "never came", "one quarter each", "begins inside", "is not over"],
)
def test_a_quarterly_well_owes_one_level_a_quarter(since, counts, marks):
    rows = [(n, True, "running", "quarter") for n in counts]
    kinds = {"s": Arrival.SENT, "n": Arrival.NOT_DUE, "m": Arrival.MISSING}
    assert list(judged(months(*rows, since=since))) == [kinds[mark] for mark in marks]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.booleans(), st.sampled_from(["", "running", "sealed"]),
            st.sampled_from(["", "month", "quarter", "year"]),
        ),
        min_size=1, max_size=30,
    )
)  # fmt: skip
def test_sent_is_what_has_a_level_and_nothing_else(rows):
    kinds = list(judged(months(*rows)))
    assert [kind == Arrival.SENT for kind in kinds] == [row[0] > 0 for row in rows]


def test_the_city_month_by_month(store):
    found = arrivals(store, WELLS, JUNE_30)
    assert (len(found.months), found.months[0], found.months[-1]) == (
        MONTHS, date(2022, 7, 1), date(2024, 6, 1),
    )  # fmt: skip
    # W-3 is broken and has never sent a level, S-1 and W-9 neither: they are no rows.
    assert [well.well_id for well in found.wells] == ["W-2", "W-1", "W-4"]
    silent, one = found.wells[0], found.wells[1]
    # The register begins in May: April without a level is no gap.
    assert silent.kinds[-6:] == (
        Arrival.SENT, Arrival.SENT, Arrival.SENT, Arrival.NOT_REGISTERED, Arrival.MISSING,
        Arrival.MISSING,
    )  # fmt: skip
    assert set(one.kinds[-6:]) == {Arrival.SENT}
    assert one.counts[-1] == 1
    assert [well.well_id for well in found.with_gaps] == ["W-2"]
    assert found.totals[-1] == MonthTotal(2, 3)
    assert found.last(Arrival.MISSING) == 1


def test_levels_of_wells_without_a_register_are_no_rate(store):
    april = arrivals(store, WELLS, JUNE_30).totals[-3]
    assert april == MonthTotal(0, 0)
    assert april.rate_pct is None


def test_only_the_wells_asked_for_and_months_up_to_the_period(store):
    found = arrivals(store, ["W-2"], date(2024, 4, 30))
    assert [well.well_id for well in found.wells] == ["W-2"]
    assert found.months[-1] == date(2024, 4, 1)
    assert found.wells[0].kinds[-1] is Arrival.NOT_REGISTERED


@pytest.mark.parametrize("ids", [[], ["W-3"], ["nobody"]])
def test_no_level_gives_no_grid(store, ids):
    assert arrivals(store, ids, JUNE_30).wells == ()


def test_what_is_not_in_the_register_is_not_said_to_be_complete(store):
    assert arrivals(store, ["W-1"], date(2024, 4, 30)).n_unjudged == 1
    assert arrivals(store, ["W-1", "W-2"], JUNE_30).n_unjudged == 0
