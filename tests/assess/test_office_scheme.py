"""考核方案 as it was handed in: which version holds, and what of it can be scored."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.office_scheme import SchemeRow, by_period, in_force
from gwdash.assess.scheme import current_scheme

DEFAULT = current_scheme()
BEGIN = date(2024, 2, 1)


def row(code, version="2024-1", weight=50.0, *, since=BEGIN, file=1, **more):
    facts = {
        "name": "", "target": None, "floor": None, "direction": "up", "counties": frozenset(),
        "formula": "", "basis": "",
    } | more  # fmt: skip
    return SchemeRow(
        indicator_id=code, version=version, weight=weight, effective_from=since,
        handed_in=(date(2024, 12, 31), file), **facts,
    )  # fmt: skip


BOTH = [row("progress"), row("seal_rate")]


@pytest.mark.parametrize(
    ("rows", "day", "version"),
    [
        ([], date(2024, 6, 30), DEFAULT.version),
        (BOTH, date(2024, 1, 31), DEFAULT.version),
        (BOTH, BEGIN, "2024-1"),
        ([*BOTH, row("progress", "2024-2", since=date(2024, 6, 1))], date(2024, 5, 31), "2024-1"),
        ([*BOTH, row("progress", "2024-2", since=date(2024, 6, 1))], date(2024, 6, 30), "2024-2"),
        ([row("progress", "2024-9"), row("progress", "2024-10")], BEGIN, "2024-10"),
    ],
)
def test_the_version_that_began_last_holds(rows, day, version):
    assert in_force(rows, day, DEFAULT).version == version


def test_the_newest_file_says_all_of_a_version():
    newer = [row("progress", file=2, weight=70), row("well_up", file=2, weight=30)]
    found = in_force([*BOTH, *newer], BEGIN, DEFAULT)
    assert {one.code: one.weight for one in found.indicators} == {"progress": 70, "well_up": 30}


def test_weights_are_stretched_and_what_cannot_be_computed_is_named():
    rows = [
        row("progress", weight=30),
        row("K-7", weight=10, name="封井回填完成率", target=90, floor=50),
        row("K-8", weight=20, name="群众满意度"), row("zone_share", weight=5, direction="neutral"),
        row("well_up", weight=10, target=50, floor=80, name="底线反了"),
    ]  # fmt: skip
    found = in_force(rows, BEGIN, DEFAULT)
    assert {one.code: one.weight for one in found.indicators} == {"progress": 75, "seal_rate": 25}
    assert found.left_out == ("群众满意度", "底线反了")
    assert found.indicators[1].floor_pct == Decimal(50)


def test_a_scheme_of_which_nothing_can_be_computed_leaves_the_default():
    found = in_force([row("K-1", name="甲")], BEGIN, DEFAULT)
    assert replace(found, left_out=()) == DEFAULT
    assert found.left_out == ("甲",)


def test_equal_schemes_are_one_object():
    days = {"2024-02": date(2024, 2, 29), "2024-03": date(2024, 3, 31)}
    found = by_period(BOTH, days, DEFAULT)
    assert found["2024-02"] is found["2024-03"]


@given(st.lists(st.sampled_from(BOTH), max_size=4), st.randoms())
def test_the_order_of_rows_changes_nothing(extra, chance):
    rows = [*BOTH, *extra]
    shuffled = [*rows]
    chance.shuffle(shuffled)
    assert {i.code for i in in_force(rows, BEGIN, DEFAULT).indicators} == {
        i.code for i in in_force(shuffled, BEGIN, DEFAULT).indicators
    }
