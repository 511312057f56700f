"""Accepted rows out of the archive into a dataset's table."""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from gwdash.archive import Archive, Submission
from gwdash.errors import WorkspaceError
from gwdash.registry.model import Dataset
from gwdash.registry.tables import row_columns
from gwdash.store.connection import quoted

#: Submissions read by one statement: what is known of each open file takes memory.
_AT_ONCE = 2000


def load_rows(
    connection: duckdb.DuckDBPyConnection,
    archive: Archive,
    dataset: Dataset,
    submissions: Sequence[Submission],
) -> None:
    """Append the rows of these submissions; raises WorkspaceError when a file is missing.

    Columns that the dataset has gained since the rows were archived stay empty, columns that
    it has lost are passed over. Submissions with the same rows share a file, which is read once.
    """
    names = ", ".join(quoted(column.name) for column in row_columns(dataset))
    for batch in _batches(submissions):
        paths = [_path(archive, submission) for submission in batch]
        numbers = pa.array([submission.id for submission in batch], pa.int64())
        connection.register("wanted", pa.table({"submission_id": numbers, "path": paths}))
        connection.execute(
            f"INSERT INTO core.{dataset.name} BY NAME "
            f"SELECT wanted.submission_id, COLUMNS(name -> name IN ({names})) "
            "FROM read_parquet($files, union_by_name = true, filename = true) AS archived "
            "JOIN wanted ON wanted.path = archived.filename",
            {"files": list(dict.fromkeys(paths))},
        )
        connection.unregister("wanted")


def _batches(submissions: Sequence[Submission]) -> Iterator[Sequence[Submission]]:
    for start in range(0, len(submissions), _AT_ONCE):
        yield submissions[start : start + _AT_ONCE]


def _path(archive: Archive, submission: Submission) -> str:
    path = archive.rows_path(submission.rows_sha256)
    if not path.is_file():
        raise WorkspaceError(
            f"档案缺少第 {submission.id} 号报送的数据文件 {path.name}："
            "请用备份恢复 archive 文件夹，或执行 doctor 查看缺了哪些。"
        )
    return str(path)
