"""Every number of an indicator is the sum of the rows that it opens to."""

from collections import defaultdict
from decimal import Decimal

import pytest

from gwdash.queries.indicators import CITY, evidence, readings
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.connection import attach
from gwdash.store.database import open_current
from gwdash.store.pointer import live_version, version_path

CODES = [one.code for one in INDICATORS]
STATES = {"counted", "not_monitored", "not_reported", "not_applicable", "undecided"}
ROWS = (
    "SELECT indicator_id, month, county_code, new_area, thing, label, numerator, denominator, "
    "state, note, submission_id FROM indicator_evidence"
)
MART = (
    "SELECT indicator_id, period, scope, county_code, numerator, denominator, value, state, n, "
    "n_not_reported, n_not_monitored, n_undecided FROM mart.indicator"
)


@pytest.fixture(scope="module")
def asked(demo_city):
    """Return the rows of the evidence and of the table, each by indicator."""
    path = version_path(demo_city, live_version(demo_city))
    connection = attach(path, read_only=True)
    try:
        found = []
        for query in (ROWS, MART):
            by_code = defaultdict(list)
            for code, *rest in connection.execute(query).fetchall():
                by_code[code].append(tuple(rest))
            found.append(by_code)
    finally:
        connection.close()
    return found


@pytest.mark.parametrize("code", CODES)
def test_the_rows_add_up_to_the_table(asked, code):
    """For each month, county, the city, and with the new area's own or without."""
    sums = defaultdict(lambda: [Decimal(0), Decimal(0), 0, defaultdict(int)])
    for month, county, new_area, _, _, num, den, state, _, _ in asked[0][code]:
        for scope in ("all", "own") if new_area != "direct" else ("all",):
            for place in {CITY, county}:
                own = sums[month, scope, place]
                own[0], own[1], own[2] = own[0] + num, own[1] + den, own[2] + (den > 0)
                own[3][state] += 1
    table = {row[:3]: row[3:] for row in asked[1][code]}
    assert table.keys() == sums.keys()
    for key, (num, den, value, state, n, *kinds) in table.items():
        own_num, own_den, own_n, states = sums[key]
        assert (num, den, n) == (own_num, own_den, own_n), key
        names = ("not_reported", "not_monitored", "undecided")
        assert kinds == [states[name] for name in names], key
        if den:
            assert state == "value"
            assert value == pytest.approx(100 * float(num) / float(den))
        else:
            assert value is None
            assert state == ("not_reported" if states["not_reported"] else "nothing_due")


@pytest.mark.parametrize("code", CODES)
def test_every_row_is_sound(asked, code):
    """What counts above counts below, each thing once, and nothing without a word and a file."""
    seen = set()
    for month, county, _, thing, label, num, den, state, note, submission in asked[0][code]:
        where = f"{code} {month} {county} {thing}"
        assert 0 <= num <= den, where
        assert state in STATES, where
        assert (month, county, thing, state) not in seen, where
        seen.add((month, county, thing, state))
        assert label, where
        assert note, where
        if state == "not_applicable":
            assert den == 0, where
        if num:
            assert submission is not None, where


@pytest.mark.parametrize("code", CODES)
def test_a_page_opens_the_same_rows(demo_city, code):
    store = open_current(demo_city)
    shown = readings(store, Scope("2024-06", include_new_area=False))
    for county in (CITY, REGION.counties[0].code):
        own = Scope("2024-06", county=county, include_new_area=False)
        now, rows = shown.of(code, county).now, evidence(store, own, code)
        assert rows.numerator == pytest.approx(now.numerator)
        assert rows.denominator == pytest.approx(now.denominator)


OWED = "aw_id, listed_year, is_feared_high, submission_id, source_sheet, source_cell"
OWED_IN_MONTH = (
    f"SELECT {OWED} FROM abandoned_wells_owed_in(?) ORDER BY aw_id",  # noqa: S608 (columns)
    f"SELECT {OWED} FROM abandoned_well_owed WHERE month = ? ORDER BY aw_id",  # noqa: S608
)


def test_the_wells_owed_in_one_month_are_those_that_every_month_has(demo_city):
    """The view counts them for the indicators, the macro for the pages that ask for one month."""
    connection = attach(version_path(demo_city, live_version(demo_city)), read_only=True)
    try:
        months = connection.execute("SELECT month FROM mart.month ORDER BY month").fetchall()
        for month in months:
            ours, all_months = (connection.execute(q, month).fetchall() for q in OWED_IN_MONTH)
            assert ours == all_months
    finally:
        connection.close()
    assert len(months) > 1
    assert ours
