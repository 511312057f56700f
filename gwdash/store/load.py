"""Accepted rows out of the archive into a dataset's table."""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow.parquet as pq

from gwdash.archive import Archive, Submission
from gwdash.errors import WorkspaceError
from gwdash.registry.model import Dataset
from gwdash.registry.tables import row_columns
from gwdash.store.connection import quoted

#: Files read by one statement: planning grows with them, and so does memory.
_FILES_AT_ONCE = 50


def load_rows(
    connection: duckdb.DuckDBPyConnection,
    archive: Archive,
    dataset: Dataset,
    submissions: Sequence[Submission],
) -> None:
    """Append the rows of these submissions; raises WorkspaceError when a file is missing.

    Columns that the dataset has gained since the rows were archived stay empty, columns that
    it has lost are passed over.
    """
    for batch in _batches(submissions):
        selects = " UNION ALL BY NAME ".join(
            _select(archive, dataset, submission) for submission in batch
        )
        connection.execute(f"INSERT INTO core.{dataset.name} BY NAME {selects}")


def _batches(submissions: Sequence[Submission]) -> Iterator[Sequence[Submission]]:
    for start in range(0, len(submissions), _FILES_AT_ONCE):
        yield submissions[start : start + _FILES_AT_ONCE]


def _select(archive: Archive, dataset: Dataset, submission: Submission) -> str:
    path = archive.rows_path(submission.rows_sha256)
    if not path.is_file():
        raise WorkspaceError(
            f"档案缺少第 {submission.id} 号报送的数据文件 {path.name}："
            "请用备份恢复 archive 文件夹，或执行 doctor 查看缺了哪些。"
        )
    present = set(pq.read_schema(path).names)
    columns = ", ".join(
        f'CAST("{column.name}" AS {column.sql_type}) AS "{column.name}"'
        for column in row_columns(dataset)
        if column.name in present
    )
    return (
        f"SELECT CAST({submission.id} AS BIGINT) AS submission_id, {columns} "
        f"FROM read_parquet({quoted(str(path))})"
    )
