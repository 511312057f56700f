"""What the ledger remembers besides submissions: told mappings and opened periods."""

from datetime import date, datetime

import pytest

from gwdash import clock
from gwdash.archive import Ledger
from gwdash.errors import ConflictError, UsageError

MORNING = datetime(2024, 7, 1, 8, 0, tzinfo=clock.BEIJING)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def told(ledger, signature="abc", reporter="610422", **mapping):
    return ledger.learn(
        "well", reporter, signature, ["井号", "县"], mapping or {"井号": "well_id"},
        actor="张", at=MORNING,
    )  # fmt: skip


def test_a_mapping_is_remembered_and_listed(ledger):
    found = told(ledger)
    assert ledger.learned("well", "610422") == [found]
    assert (found.headings, found.mapping) == (("井号", "县"), {"井号": "well_id"})
    assert (found.created_at, found.actor, found.undone_at) == (MORNING, "张", None)
    assert ledger.learned("well", "610425") == []
    assert ledger.learned("water_level") == []


def test_telling_again_replaces_what_was_told_for_the_same_headings(ledger):
    told(ledger)
    other = told(ledger, signature="xyz")
    again = told(ledger, 井号="original_id")
    assert ledger.learned("well", "610422") == [other, again]
    assert len(ledger.learned(undone=True)) == 3


def test_a_mapping_can_be_undone_once(ledger):
    found = told(ledger)
    undone = ledger.unlearn(found.id, actor="李", at=MORNING)
    assert (undone.undone_at, undone.undone_by) == (MORNING, "李")
    assert ledger.learned() == []
    with pytest.raises(ConflictError, match="已经取消"):
        ledger.unlearn(found.id)
    with pytest.raises(UsageError, match="没有第 9 条"):
        ledger.unlearn(9)


@pytest.mark.parametrize(
    ("reporter", "asked", "day", "open_"),
    [
        ("", "610422", date(2024, 7, 1), True),
        ("610422", "610422", date(2024, 7, 10), True),
        ("610422", "610422", date(2024, 7, 11), False),
        ("610422", "610425", date(2024, 7, 1), False),
    ],
)
def test_an_opening_holds_for_whom_and_until_when_it_was_given(ledger, reporter, asked, day, open_):
    made = ledger.open_period(
        "well", "2023-05", reporter=reporter, until=date(2024, 7, 10), reason="补齐", at=MORNING
    )
    assert ledger.opening_for("well", asked, "2023-05", day) == (made if open_ else None)
    assert ledger.opening_for("well", asked, "2023-06", day) is None


def test_an_opening_needs_a_reason_and_closes_once(ledger):
    with pytest.raises(UsageError, match="原因"):
        ledger.open_period("well", "2023-05", reason=" ")
    made = ledger.open_period("well", "2023-05", reason="补齐")
    assert ledger.opening_for("well", "610422", "2023-05", date(2030, 1, 1)) == made
    ledger.close_period(made.id)
    assert ledger.opening_for("well", "610422", "2023-05", date(2024, 7, 1)) is None
    with pytest.raises(ConflictError, match="已经关闭"):
        ledger.close_period(made.id)
    with pytest.raises(UsageError, match="没有第 7 号"):
        ledger.close_period(7)
