"""The rows of a ledger in one published version: counted, by the page, one by one, or streamed."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb

from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset
from gwdash.store import ledger_query
from gwdash.store.connection import ALIAS
from gwdash.store.ledger_days import Days, cut_of_days
from gwdash.store.ledger_days import cut as cut_of
from gwdash.store.ledger_query import (
    SECRET_WELLS,
    Ask,
    Cut,
    Known,
    observed_column,
    sorted_by,
)
from gwdash.store.ledger_words import LedgerWords
from gwdash.store.marts import sql_text

Row = dict[str, Any]

#: A ledger of more rows is searched by its kept words and turned by its days; a smaller one is
#: read as fast.
LARGE_ROWS = 200_000
#: Of so many asks the days are kept: of ten years they are four thousand numbers each.
_KEPT_ASKS = 32


class LedgerRows:
    """Answers questions on ledgers; safe to use from any number of threads."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, *, large_rows: int = LARGE_ROWS
    ) -> None:
        """Read through a version's connection, a cursor of its own for each statement."""
        self._connection = connection
        self._large_rows = large_rows
        self._lock, self._days_lock = threading.Lock(), threading.Lock()
        self._shadows: dict[str, bool] = {}
        self._words = LedgerWords(self._run)
        self._kept_days: OrderedDict[Ask, Days] = OrderedDict()
        self._knows_secrets = False

    def count(self, ask: Ask) -> int:
        """Return how many rows there are."""
        if self._by_days(ask):
            return sum(self._days(ask).values())
        [(n_rows,)] = self._run(*ledger_query.count(ask, self._known(ask)))
        return int(n_rows)

    def page(self, ask: Ask, *, limit: int, offset: int, total: int) -> list[Row]:
        """Return a page of rows; `total` is their count, since the near end is read faster."""
        limit = max(min(limit, total - offset), 0)
        if not limit:
            return []
        cut = self._cut(ask, offset, limit) or cut_of(total, offset, limit)
        sql, values = ledger_query.places(ask, self._known(ask), cut)
        at = [int(place) for (place,) in self._run(sql, values)]
        order = at[::-1] if cut.backwards else at
        with self._asked(ledger_query.rows_at(DATASETS[ask.dataset], at)) as answer:
            by_place = {row["row_at"]: row for row in _rows(answer)}
        return [by_place[place] for place in order]

    def stream(self, ask: Ask, *, limit: int, batch: int) -> Iterator[list[Row]]:
        """Yield all rows in order, up to a limit, a batch at a time."""
        sql, values = ledger_query.all_rows(ask, self._known(ask), limit=limit)
        with self._asked(sql, values) as answer:
            names = _names(answer)
            while found := answer.fetchmany(batch):
                yield [dict(zip(names, row, strict=True)) for row in found]

    def matching(self, dataset: Dataset, values: Mapping[str, object], limit: int) -> list[Row]:
        """Return the rows of all submissions with these values, the last accepted first."""
        self._learn_secrets()
        sql, bound = ledger_query.row_where(dataset, values, limit=limit)
        with self._asked(sql, bound) as answer:
            return list(_rows(answer))

    @contextmanager
    def _asked(
        self, query: str, values: dict[str, Any] | None = None
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._connection.cursor() as cursor:
            cursor.execute(f"USE {ALIAS}")
            yield cursor.execute(query, values)

    def _by_days(self, ask: Ask) -> bool:
        """Tell whether a ledger is so large that its pages are found by the days of its rows."""
        dataset = DATASETS[ask.dataset]
        in_order = sorted_by(ask)[0] == observed_column(dataset)
        return in_order and self._is_large(dataset)

    def _cut(self, ask: Ask, offset: int, limit: int) -> Cut | None:
        """Return a page by its days, None where they do not tell it."""
        if not self._by_days(ask):
            return None
        _, descending = sorted_by(ask)
        return cut_of_days(self._days(ask), offset, limit, descending=descending)

    def _days(self, ask: Ask) -> Days:
        """Return how many rows there are of each day, kept for the pages that are turned."""
        with self._days_lock:
            if ask in self._kept_days:
                self._kept_days.move_to_end(ask)
                return self._kept_days[ask]
        sql, values = ledger_query.days(ask, self._known(ask))
        found = {day: int(n_rows) for day, n_rows in self._run(sql, values)}
        with self._days_lock:
            self._kept_days[ask] = found
            while len(self._kept_days) > _KEPT_ASKS:
                self._kept_days.popitem(last=False)
        return found

    def _known(self, ask: Ask) -> Known:
        """Make what the statement reads beside the file, and tell what it need not read."""
        self._learn_secrets()
        dataset = DATASETS[ask.dataset]
        searched = None
        if ask.search and self._is_large(dataset):
            searched = self._words.columns(dataset, ask.search)
        return Known(self._is_shadowed(ask), searched)

    def _is_shadowed(self, ask: Ask) -> bool:
        if not ledger_query.has_shadow(ask):
            return False
        with self._lock:
            if ask.dataset not in self._shadows:
                self._shadows[ask.dataset] = self._make_shadow(ask.dataset)
            return self._shadows[ask.dataset]

    def _make_shadow(self, name: str) -> bool:
        [(n_rows,)] = self._run(ledger_query.shadow_table(DATASETS[name]))
        return bool(n_rows)

    def _is_large(self, dataset: Dataset) -> bool:
        [(n_rows,)] = self._run(ledger_query.size(dataset))
        return bool(n_rows > self._large_rows)

    def _run(self, query: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        with self._asked(query, values) as answer:
            return answer.fetchall()

    def _learn_secrets(self) -> None:
        with self._lock:
            if not self._knows_secrets:
                query = sql_text("queries/drinking_wells").rstrip().rstrip(";")
                with self._asked(f"CREATE OR REPLACE TABLE {SECRET_WELLS} AS {query}"):
                    self._knows_secrets = True


def _names(answer: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in answer.description or ()]


def _rows(answer: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    names = _names(answer)
    return (dict(zip(names, row, strict=True)) for row in answer.fetchall())
