"""The address of a look at a ledger: it reopens the same view, whatever is written in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.queries.ledger_address import from_address, is_own, to_address
from gwdash.queries.ledger_columns import Shape, columns
from gwdash.queries.ledgers import Look
from gwdash.registry.datasets import DATASETS
from gwdash.store.ledger_query import Filter, How

TEXTS = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def filters(draw, column):
    tests = [How.EMPTY, How.FILLED]
    if column.shape in {Shape.NUMBER, Shape.DAY}:
        tests.append(How.RANGE)
    elif column.shape is Shape.TEXT:
        tests.append(How.HAS)
    elif column.shape is Shape.CHOICE and column.options:
        tests.append(How.IN)
    test = draw(st.sampled_from(tests))
    if test is How.RANGE:
        one = NUMBERS if column.shape is Shape.NUMBER else DAYS
        ends = draw(st.tuples(one, one).filter(lambda t: t != (None, None)))
        return Filter(column.name, test, ends)
    if test is How.HAS:
        return Filter(column.name, test, (draw(TEXTS),))
    if test is How.IN:
        codes = st.lists(st.sampled_from([*column.options]), min_size=1, max_size=3, unique=True)
        return Filter(column.name, test, tuple(draw(codes)))
    return Filter(column.name, test)


@st.composite
def looks(draw):
    name = draw(st.sampled_from([*DATASETS]))
    known = columns(name)
    asked = draw(st.sets(st.sampled_from([*known]), max_size=3))
    sortable = [n for n, column in known.items() if column.shape is not Shape.PERSON]
    sort = draw(st.sampled_from(["", *sortable]))
    return Look(
        name,
        every=draw(st.booleans()),
        submission=draw(st.none() | st.integers(1, 10**8)),
        search=draw(st.just("") | TEXTS),
        filters=tuple(draw(filters(known[n])) for n in known if n in asked),
        sort=sort,
        descending=bool(sort) and draw(st.booleans()),
        shown=tuple(draw(st.lists(st.sampled_from([*known]), max_size=4, unique=True))),
        page=draw(st.integers(1, 10**6)),
        row=draw(st.just("") | TEXTS),
    )


@given(looks())
def test_an_address_reopens_the_same_look(look):
    address = to_address(look)
    assert from_address(address) == look
    assert all(is_own(name) for name in address)


@given(st.dictionaries(
    st.sampled_from(["dataset", "every", "submission", "q", "sort", "cols", "p", "row",
                     "f.lon", "f.remark", "f.county_code", "f.nothing"]),
    st.text(max_size=30) | st.sampled_from(["well", "range:..", "range:1e999..", "in:x", "has:"]),
))  # fmt: skip
def test_whatever_an_address_says_it_opens(asked):
    look = from_address(asked)
    assert look.dataset in DATASETS
    assert from_address(to_address(look)) == look


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"f.lon": "range:1..x"}, (Filter("lon", How.RANGE, (1.0, None)),)),
        ({"f.lon": "range:nan..inf"}, ()),
        ({"f.lon": "has:1"}, ()),
        ({"f.well_state": "in:running,nothing"}, (Filter("well_state", How.IN, ("running",)),)),
        ({"f.well_state": "in:nothing"}, ()),
        ({"f.reporter": "in:slj"}, (Filter("reporter", How.IN, ("slj",)),)),
        ({"f.remark": "empty"}, (Filter("remark", How.EMPTY),)),
        ({'f.remark" OR 1=1': "empty"}, ()),
        ({"f.built_on": "range:2024-01-01..2024-02-30"},
         (Filter("built_on", How.RANGE, (date(2024, 1, 1), None)),)),
    ],
)  # fmt: skip
def test_what_an_address_says_wrongly_is_dropped(asked, kept):
    if "f.built_on" in asked and columns("well")["built_on"].shape is not Shape.DAY:
        kept = ()
    assert from_address({"dataset": "well"} | asked).filters == kept


def test_nobody_sorts_by_the_names_of_persons():
    assert from_address({"dataset": "expert", "sort": "expert_phone"}).sort == ""
    assert from_address({"dataset": "expert", "f.expert_phone": "has:138"}).filters == ()
