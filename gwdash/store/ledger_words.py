"""What a search of a large ledger can find at all, known before its rows are looked at.

Most columns of words hold few different values, and numbers as they were typed hold no letters.
So the values with letters are kept once for a version, beside its read-only file, and a search
with a letter in it reads only the columns in which one of them holds it. A search of nothing but
figures can stand anywhere and reads every column that is filled.
"""

# Every name in a statement comes from the registry, which refuses all but plain column names.
# ruff: noqa: S608

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gwdash.registry.model import Dataset
from gwdash.store.ledger_query import contains, searched_columns

#: How numbers are written. Closed under letter case: no other letter has one of these as its own
#: small one, so that whatever else a search holds is found among the values kept.
FIGURES = "0123456789.<>Ll"
_WORDS = "memory.main.words_{}"
#: More different values than this are no help: the rows themselves are read as fast.
_MOST_WORDS = 100_000
#: More different values than this among so many rows: nearly every row has its own.
_VARIED, _FIRST_ROWS = 10_000, 50_000

#: Runs a statement and returns all its rows.
Run = Callable[[str, dict[str, Any] | None], list[tuple[Any, ...]]]


def is_figures(search: str) -> bool:
    """Tell whether a search holds nothing but figures, so that no kept value rules it out."""
    return set(search) <= set(FIGURES)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The searched columns that some row fills, and those of them without kept values."""

    filled: tuple[str, ...]
    unknown: frozenset[str]


class LedgerWords:
    """The kept values of one version; safe to use from any number of threads."""

    def __init__(self, run: Run) -> None:
        """Read a version by `run`."""
        self._run = run
        self._lock = threading.Lock()
        self._columns: dict[str, _Columns] = {}

    def columns(self, dataset: Dataset, search: str) -> tuple[str, ...]:
        """Return the columns in which a search can stand."""
        with self._lock:
            if dataset.name not in self._columns:
                self._columns[dataset.name] = self._learn(dataset)
        known = self._columns[dataset.name]
        if is_figures(search):
            return known.filled
        holds = contains("word", search, "$search")
        query = f"SELECT DISTINCT name FROM {_WORDS.format(dataset.name)} WHERE {holds}"
        holding = {name for (name,) in self._run(query, {"search": search})} | known.unknown
        return tuple(name for name in known.filled if name in holding)

    def _learn(self, dataset: Dataset) -> _Columns:
        """Keep the words of the columns that are filled, but of those that have too many."""
        names = searched_columns(dataset)
        filled = tuple(name for name in names if self._run(_filled(dataset, name), None))
        table = _WORDS.format(dataset.name)
        self._run(f"CREATE OR REPLACE TABLE {table} (name VARCHAR, word VARCHAR)", None)
        unknown = set()
        for name in filled:
            [(n_different,)] = self._run(_variety(dataset, name), None)
            [(n_kept,)] = self._run(_keep(dataset, name, varied=n_different > _VARIED), None)
            if n_kept > _MOST_WORDS:
                self._run(f"DELETE FROM {table} WHERE name = $name", {"name": name})
                unknown.add(name)
        return _Columns(filled, frozenset(unknown))


def _filled(dataset: Dataset, name: str) -> str:
    """Return the statement that yields a row where any row of the ledger fills a column."""
    return f'SELECT true FROM core.{dataset.name} WHERE "{name}" IS NOT NULL LIMIT 1'


def _variety(dataset: Dataset, name: str) -> str:
    """Return the statement that counts the different values among a column's first rows."""
    rows = f'SELECT "{name}" FROM core.{dataset.name} LIMIT {_FIRST_ROWS}'
    return f'SELECT count(DISTINCT "{name}") FROM ({rows})'


def _keep(dataset: Dataset, name: str, *, varied: bool) -> str:
    """Return the statement that keeps a column's values with letters, one more than the most.

    What comes first is a matter of time alone: to look for letters in each row, or to drop what
    repeats. HAVING on an aggregate keeps the engine from looking at each row all the same.
    """
    table, letters = f"core.{dataset.name}", f"'[^{FIGURES}]'"
    if varied:
        found = (
            f'SELECT DISTINCT "{name}" AS word FROM {table} '
            f'WHERE regexp_matches("{name}", {letters})'
        )
    else:
        found = (
            f'SELECT min("{name}") AS word FROM {table} '
            f'GROUP BY "{name}" HAVING regexp_matches(min("{name}"), {letters})'
        )
    return (
        f"INSERT INTO {_WORDS.format(dataset.name)} "
        f"SELECT '{name}', word FROM ({found} LIMIT {_MOST_WORDS + 1})"
    )
