"""监测井正常运行率: what counts, and what is only not known."""

from datetime import date

import pytest

from gwdash.queries.network import Well, running

AS_OF = date(2024, 6, 30)


def well(**given):
    """Return a registered, running well of one county with a level in June, changed as given."""
    facts = dict.fromkeys(Well._fields)
    facts |= {
        "well_id": "W", "registered": True, "county_code": "610402", "state": "running",
        "last_level_month": date(2024, 6, 1),
    } | given  # fmt: skip
    return Well(**facts)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (1, 1, 0, 0, 0)),
        ({"last_level_month": date(2024, 2, 1)}, (1, 0, 1, 0, 0)),
        ({"state": "faulty"}, (1, 0, 0, 1, 0)),
        ({"state": "sealed"}, (1, 0, 0, 1, 0)),
        ({"state": ""}, (1, 0, 0, 0, 1)),
        ({"county_code": None}, (0, 0, 0, 0, 0)),
        ({"registered": False}, (0, 0, 0, 0, 0)),
    ],
    ids=["runs", "silent", "broken", "sealed stays counted", "state not filled in",
         "outside the region", "not in the register"],
)  # fmt: skip
def test_what_counts(given, expected):
    found = running([well(**given)], AS_OF)
    assert (found.total, found.normal, found.silent, found.broken, found.unknown) == expected


def test_no_well_gives_no_rate():
    assert running([], AS_OF).rate_pct is None
