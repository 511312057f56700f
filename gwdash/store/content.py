"""What a version holds, as a number that does not depend on the order of its rows.

The hash of a table is the sum of its rows' hashes, so that a publish adjusts it by what it
takes out and puts in, and a full count over the file must give the same.
"""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb

from gwdash.registry.datasets import DATASETS
from gwdash.store.connection import attach
from gwdash.store.ddl import SUBMISSION_COLUMNS, core_columns
from gwdash.store.marts import MARTS

#: Rows and the sum of their hashes.
Count = tuple[int, int]

#: Every table whose content counts, with the columns that do.
HASHED_TABLES: dict[str, tuple[str, ...]] = {
    "core.submission": tuple(column.name for column in SUBMISSION_COLUMNS),
    **{
        f"core.{dataset.name}": tuple(column.name for column in core_columns(dataset))
        for dataset in DATASETS.values()
    },
    **{mart.table: tuple(column.name for column in mart.columns) for mart in MARTS},
}


def count(connection: duckdb.DuckDBPyConnection, table: str, where: str = "") -> Count:
    """Return the number and the summed hash of the rows of a table that meet a condition."""
    columns = ", ".join(f't."{name}"' for name in HASHED_TABLES[table])
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(hash({columns})::HUGEINT), 0) FROM {table} AS t {where}"
    ).fetchone()
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def stored_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, Count]:
    """Return the counts as the last publish left them."""
    rows = connection.execute("SELECT * FROM meta.table_hash").fetchall()
    return {name: (int(n_rows), int(hash_sum)) for name, n_rows, hash_sum in rows}


def store_counts(connection: duckdb.DuckDBPyConnection, counts: dict[str, Count]) -> None:
    """Replace the stored counts."""
    connection.execute("DELETE FROM meta.table_hash")
    rows = ", ".join(f"('{name}', {counts[name][0]}, {counts[name][1]})" for name in sorted(counts))
    connection.execute(f"INSERT INTO meta.table_hash VALUES {rows}")


def digest(schema_mark: str, counts: Iterable[tuple[str, Count]]) -> str:
    """Return the content hash: two of them compare only when their first part is the same.

    The first part stands for engine and tables, the second for the rows.
    """
    lines = (f"{name} {n_rows} {hash_sum}\n" for name, (n_rows, hash_sum) in sorted(counts))
    return f"{schema_mark}-{hashlib.sha256(''.join(lines).encode()).hexdigest()}"


def content_hash(path: Path) -> str:
    """Return the hash over every row of ``core`` and ``mart`` of a version's file."""
    connection = attach(path, read_only=True)
    try:
        row = connection.execute("SELECT schema_mark FROM meta.build").fetchone()
        mark = "" if row is None else str(row[0])
        return digest(mark, [(table, count(connection, table)) for table in HASHED_TABLES])
    finally:
        connection.close()
