"""The table of indicators is what all their rows add up to, however little of it a publish made."""

import pytest
from handed_in import hand_in, level, moment, progress, result, well

from gwdash.registry.indicator_list import INDICATORS
from gwdash.store.marts import INDICATOR
from gwdash.store.publish import publish

SITE = {"site_id": "P1", "county_code": "610402", "list_year": 2024, "list_type": "supervised"}
#: Ledgers as they come in, one publish after each: new ones, corrections and new months.
DAYS = (
    ("task_progress", "2024-05", [progress("K1-1", 40)]),
    ("well", "2024-05", [well("W1", well_state="running", new_area="no")]),
    ("water_level", "2024-05", None),
    ("water_level", "2024-06", [level("W1", 1, 3.0)]),
    ("water_quality", "2024Q2", [result("W1", "fe", "9.9")]),
    ("key_unit", "2024Q2", [SITE]),
    ("well", "2024-05", [well("W1", well_state="sealed", new_area="no")]),
)


@pytest.mark.parametrize("first", [1, len(DAYS)], ids=["one by one", "all at once"])
def test_what_is_left_out_would_say_the_same(workspace, archive, ask, first):
    for minute, (dataset, period, rows) in enumerate(DAYS):
        hand_in(archive, dataset, rows, period=period, at=moment(minute))
        if minute + 1 < first:
            continue
        publish(workspace, archive, reason="试验")
        columns = ", ".join(column.name for column in INDICATOR.columns)
        made = ask(f"SELECT {columns} FROM mart.indicator ORDER BY ALL")  # noqa: S608
        assert made == ask(f"SELECT {columns} FROM ({INDICATOR.sql}) ORDER BY ALL")  # noqa: S608
    obliged = {one.code for one in INDICATORS if one.obliged}
    assert obliged <= {code for code, *_ in made}
    told = {code for (code,) in ask("SELECT indicator_id FROM mart.indicator WHERE value >= 0")}
    assert told & obliged
    assert obliged - told, "ledgers that nobody handed in"
