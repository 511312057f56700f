"""The archive's files: everything by its SHA-256, written once and never changed."""

import hashlib
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.parquet as pq

from gwdash.archive.durable import sync_all, sync_folder, write_durably
from gwdash.archive.ledger import Ledger
from gwdash.archive.recent import RecentRows
from gwdash.archive.schema import unhurried
from gwdash.errors import WorkspaceError
from gwdash.ingest.issues import Issue, IssueKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The database reads row groups of this size in parallel.
_ROW_GROUP = 122_880
#: Tables below it are kept as they are: to begin a compression for each of their columns takes as
#: long as all the rest of writing them, and saves a twentieth.
_COMPRESSED_BYTES = 64 * 1024
_ISSUE_SCHEMA = pa.schema(
    [
        ("severity", pa.string()),
        ("kind", pa.string()),
        ("message", pa.string()),
        ("sheet", pa.string()),
        ("cell", pa.string()),
        ("row", pa.int32()),
        ("field", pa.string()),
        ("raw", pa.string()),
    ]
)


class Archive:
    """What was handed in to one workspace: raw files, accepted rows, issues and the ledger."""

    def __init__(self, folder: Path) -> None:
        """Open the archive in `folder`, made when missing; raises WorkspaceError."""
        self.folder = folder
        self.ledger = Ledger(folder / "ledger.sqlite")
        self._recent = RecentRows()
        self._sync = True

    @classmethod
    def of(cls, workspace: Path) -> Self:
        """Open the archive of a workspace."""
        return cls(workspace / "archive")

    def __enter__(self) -> Self:
        """Return the archive itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the archive."""
        self.close()

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    @contextmanager
    def written_at_once(self) -> "Iterator[None]":
        """Bring what is kept meanwhile to the disk once, at the end of the block.

        Thousands of files then wait for it once and not four times each. Only for what can be
        made anew: a power cut in between may leave submissions without their files.
        """
        with unhurried(self.ledger.engine):
            self._sync = False
            try:
                yield
            finally:
                self._sync = True
                sync_all()

    def put_raw(self, content: bytes) -> str:
        """Keep a file as it came and return its SHA-256."""
        sha = hashlib.sha256(content).hexdigest()
        _keep(self.raw_path(sha), content, sync=self._sync)
        return sha

    def raw(self, sha: str) -> bytes:
        """Return a kept file; raises WorkspaceError when it is missing."""
        return _read(self.raw_path(sha))

    def raw_path(self, sha: str) -> Path:
        """Return where a file with this SHA-256 lies."""
        return self.folder / "raw" / sha[:2] / sha

    def put_rows(self, rows: pa.Table) -> str:
        """Keep accepted rows as Parquet and return the SHA-256 of that file."""
        sha = self._recent.name_of(rows)
        if not (sha and self.rows_path(sha).is_file()):
            sha = self._put_table("rows", rows)
            self._recent.keep(sha, rows)
        return sha

    def rows(self, sha: str) -> pa.Table:
        """Return accepted rows; raises WorkspaceError when the file is missing."""
        found = self._recent.get(sha)
        if found is None:
            found = pq.read_table(BytesIO(_read(self.rows_path(sha))))
            self._recent.keep(sha, found)
        return found

    def rows_path(self, sha: str) -> Path:
        """Return where accepted rows with this SHA-256 lie."""
        return self._table_path("rows", sha)

    def put_issues(self, issues: list[Issue]) -> str:
        """Keep the findings about a file and return their SHA-256, empty for none."""
        if not issues:
            return ""
        columns = {name: [getattr(issue, name) for issue in issues] for name in _ISSUE_SCHEMA.names}
        return self._put_table("issues", pa.table(columns, schema=_ISSUE_SCHEMA))

    def issues(self, sha: str) -> list[Issue]:
        """Return the findings kept under this SHA-256, none for an empty one."""
        if not sha:
            return []
        records = pq.read_table(BytesIO(_read(self.issues_path(sha)))).to_pylist()
        return [
            Issue(**{**r, "severity": Severity(r["severity"]), "kind": IssueKind(r["kind"])})
            for r in records
        ]

    def issues_path(self, sha: str) -> Path:
        """Return where findings with this SHA-256 lie."""
        return self._table_path("issues", sha)

    def _table_path(self, kind: str, sha: str) -> Path:
        return self.folder / kind / sha[:2] / f"{sha}.parquet"

    def _put_table(self, kind: str, table: pa.Table) -> str:
        buffer = BytesIO()
        compression = "zstd" if table.nbytes > _COMPRESSED_BYTES else "none"
        pq.write_table(table, buffer, compression=compression, row_group_size=_ROW_GROUP)
        content = buffer.getbuffer()
        sha = hashlib.sha256(content).hexdigest()
        _keep(self._table_path(kind, sha), content, sync=self._sync)
        return sha


def _keep(path: Path, content: "bytes | memoryview", *, sync: bool) -> None:
    """Write the file unless it is there: its name is its content's hash."""
    if path.exists() and path.stat().st_size == len(content):
        # An interrupted first write may have left a name that is not yet on the disk.
        if sync:
            sync_folder(path.parent)
        return
    write_durably(path, lambda temporary: _write(temporary, content), sync=sync)


def _write(path: Path, content: "bytes | memoryview") -> None:
    path.write_bytes(content)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise WorkspaceError(
            f"档案缺少文件 {path.name}：请用备份恢复 archive 文件夹，或执行 doctor 查看缺了哪些。"
        ) from error
