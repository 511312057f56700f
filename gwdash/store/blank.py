"""A version that holds nothing: where every file begins that is not a copy of another."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from gwdash.store import content
from gwdash.store.connection import ALIAS, attach
from gwdash.store.content import Count
from gwdash.store.ddl import STORE_FORMAT, core_tables, create_table
from gwdash.store.marks import schema_mark, shell_mark
from gwdash.store.marts import MARTS
from gwdash.store.reference import fill_references
from gwdash.store.views import make_views


@cache
def blank() -> bytes:
    """Return the file of a version without rows.

    Its some three hundred statements cost more than a small version's rows, so a process runs
    them once.
    """
    with TemporaryDirectory(prefix="gwdash-blank-") as folder:
        path = Path(folder) / "blank.duckdb"
        connection = attach(path, read_only=False)
        try:
            connection.begin()
            _execute(connection, core_tables())
            for mart in MARTS:
                _execute(connection, create_table(mart.table, mart.label, mart.columns))
            fill_references(connection)
            make_views(connection)
            sign(connection, dict.fromkeys(content.HASHED_TABLES, (0, 0)))
            connection.commit()
            connection.execute(f"CHECKPOINT {ALIAS}")
        finally:
            connection.close()
        return path.read_bytes()


def sign(connection: duckdb.DuckDBPyConnection, counts: dict[str, Count]) -> None:
    """Write into a file what it was made by and what it holds."""
    content.store_counts(connection, counts)
    connection.execute("DELETE FROM meta.build")
    connection.execute(
        "INSERT INTO meta.build VALUES (?, ?, ?)", [STORE_FORMAT, schema_mark(), shell_mark()]
    )


def _execute(connection: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement)
