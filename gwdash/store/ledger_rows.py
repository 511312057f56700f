"""The rows of a ledger in one published version: counted, by the page, one by one, or streamed."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb

from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset
from gwdash.store import ledger_query
from gwdash.store.connection import ALIAS
from gwdash.store.ledger_query import SECRET_WELLS, Ask
from gwdash.store.marts import sql_text

Row = dict[str, Any]


class LedgerRows:
    """Answers questions on ledgers; safe to use from any number of threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Read through a version's connection, a cursor of its own for each statement."""
        self._connection = connection
        self._lock = threading.Lock()
        self._shadows: dict[str, bool] = {}
        self._knows_secrets = False

    def count(self, ask: Ask) -> int:
        """Return how many rows there are."""
        sql, values = ledger_query.count(ask, shadow=self._ready(ask))
        with self._asked(sql, values) as answer:
            row = answer.fetchone()
        return int(row[0]) if row else 0

    def page(self, ask: Ask, *, limit: int, offset: int, total: int) -> list[Row]:
        """Return a page of rows; `total` is their count, since the near end is read faster."""
        limit = max(min(limit, total - offset), 0)
        if not limit:
            return []
        rest = total - offset - limit
        backwards = rest < offset
        sql, values = ledger_query.places(
            ask, shadow=self._ready(ask), limit=limit, offset=rest if backwards else offset,
            backwards=backwards,
        )  # fmt: skip
        with self._asked(sql, values) as answer:
            found = [int(row[0]) for row in answer.fetchall()]
        order = found[::-1] if backwards else found
        with self._asked(ledger_query.rows_at(DATASETS[ask.dataset], found)) as answer:
            by_place = {row["row_at"]: row for row in _rows(answer)}
        return [by_place[place] for place in order]

    def stream(self, ask: Ask, *, limit: int, batch: int) -> Iterator[list[Row]]:
        """Yield all rows in order, up to a limit, a batch at a time."""
        sql, values = ledger_query.all_rows(ask, shadow=self._ready(ask), limit=limit)
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

    def _ready(self, ask: Ask) -> bool:
        """Make what the statement reads beside the file; tell whether rows are shadowed."""
        self._learn_secrets()
        if not ledger_query.has_shadow(ask):
            return False
        with self._lock:
            if ask.dataset not in self._shadows:
                self._shadows[ask.dataset] = self._make_shadow(ask.dataset)
            return self._shadows[ask.dataset]

    def _make_shadow(self, name: str) -> bool:
        with self._asked(ledger_query.shadow_table(DATASETS[name])) as answer:
            row = answer.fetchone()
        return bool(row and row[0])

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
