"""Rows kept at hand: the same table under the same name, within a bound of memory."""

import pyarrow as pa
import pytest

from gwdash.archive import recent
from gwdash.archive.recent import RecentRows


def table(n, size=3):
    return pa.table({"n": [n] * size})


def test_what_was_kept_is_known_by_its_name_and_by_itself():
    kept = RecentRows()
    one = table(1)
    assert kept.get("a") is None
    assert kept.name_of(one) == ""
    kept.keep("a", one)
    assert kept.get("a") is one
    assert kept.name_of(one) == "a"
    assert kept.name_of(table(1)) == ""


@pytest.mark.parametrize(("limit", "value"), [("_MOST_TABLES", 2), ("_MOST_BYTES", 60)])
def test_the_oldest_goes_first(monkeypatch, limit, value):
    monkeypatch.setattr(recent, limit, value)
    kept = RecentRows()
    tables = [table(n) for n in range(5)]
    for n, one in enumerate(tables):
        kept.keep(str(n), one)
        kept.keep(str(n), one)
    assert [kept.get(str(n)) is not None for n in range(5)] == [False] * 3 + [True] * 2
    assert [kept.name_of(one) for one in tables] == ["", "", "", "3", "4"]


def test_a_table_larger_than_everything_is_not_kept(monkeypatch):
    monkeypatch.setattr(recent, "_MOST_BYTES", 10)
    kept = RecentRows()
    kept.keep("a", table(1, size=100))
    assert kept.get("a") is None
