"""The proof a new file has to give before anybody reads it."""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from collections.abc import Iterable
from pathlib import Path

from gwdash.archive import Submission
from gwdash.errors import WorkspaceError
from gwdash.registry.datasets import DATASETS
from gwdash.store.connection import attach


def prove(path: Path, wanted: Iterable[Submission]) -> None:
    """Open the file read-only and compare the rows of each submission with the ledger.

    Raises WorkspaceError where they differ, duckdb.Error where the file does not open.
    """
    expected = {(item.dataset, item.id): item.n_rows for item in wanted}
    connection = attach(path, read_only=True)
    try:
        listed = connection.execute("SELECT dataset, submission_id FROM core.submission").fetchall()
        found = {(str(dataset), int(number)): 0 for dataset, number in listed}
        for dataset in DATASETS:
            rows = connection.execute(
                f"SELECT submission_id, count(*) FROM core.{dataset} GROUP BY submission_id"
            ).fetchall()
            found |= {(dataset, int(number)): int(n_rows) for number, n_rows in rows}
    finally:
        connection.close()
    wrong = sorted(
        number
        for _, number in {
            key for key in expected | found if expected.get(key, -1) != found.get(key, -1)
        }
    )
    if wrong:
        raise WorkspaceError(
            "新版本自检未通过，未发布：第 "
            f"{'、'.join(map(str, wrong))} 号报送的行数与台账不符。请执行 doctor 检查档案。"
        )
