"""Looking an archive over: what is missing, changed or left behind, and what to do about it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from gwdash.archive.durable import temporaries
from gwdash.archive.files import Archive
from gwdash.archive.model import Submission
from gwdash.registry.datasets import ATTACHMENT

_CHUNK = 1 << 20


class Weight(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Data is missing or damaged."""
    WARNING = "warning"
    """Something waits to be done."""
    INFO = "info"
    """Harmless, and good to know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was noticed, with a Chinese sentence that says what to do."""

    weight: Weight
    message: str
    path: Path | None = None

    def __str__(self) -> str:
        return self.message


def inspect_archive(archive: Archive) -> Iterator[Finding]:
    """Yield what is wrong with ledger and files; every file is read once."""
    yield from _ledger_damage(archive)
    submissions = archive.ledger.submissions()
    named: set[Path] = set()
    checked: dict[Path, str] = {}
    for submission in submissions:
        for what, sha, path_of in _files(archive, submission):
            path = path_of(sha)
            named.add(path)
            if path not in checked:
                checked[path] = _trouble(path, sha)
            if checked[path]:
                yield Finding(
                    Weight.ERROR,
                    f"第 {submission.id} 号报送（{submission.file_name}）的{what}{checked[path]}"
                    "：请用备份恢复该文件；没有备份的，请报送单位重新报送。",
                    path,
                )
        yield from _row_count(archive, submission, checked)
    yield from left_behind(archive.folder)
    yield from _unnamed(archive, named)


def left_behind(folder: Path) -> Iterator[Finding]:
    """Yield the unfinished files that a stop left in a folder."""
    for path in temporaries(folder):
        yield Finding(
            Weight.WARNING,
            f"有未写完的临时文件 {path.name}：若此刻没有正在进行的报送或发布，可以删除。",
            path,
        )


def _files(
    archive: Archive, submission: Submission
) -> Iterator[tuple[str, str, Callable[[str], Path]]]:
    for what, sha, path_of in (
        ("原始文件", submission.file_sha256, archive.raw_path),
        ("数据文件", submission.rows_sha256, archive.rows_path),
        ("问题清单", submission.issues_sha256, archive.issues_path),
    ):
        if sha:
            yield what, sha, path_of
    if submission.dataset == ATTACHMENT.name and submission.rows_sha256:
        path = archive.rows_path(submission.rows_sha256)
        if not _trouble(path, submission.rows_sha256):
            for sha in archive.rows(submission.rows_sha256)["file_sha256"].to_pylist():
                yield "佐证材料", sha, archive.raw_path


def _trouble(path: Path, sha: str) -> str:
    """Return what is wrong with a file, nothing when its content is its name."""
    if not path.is_file():
        return "缺失"
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return "" if digest.hexdigest() == sha else "内容被改动，与登记的指纹不符"


def _row_count(
    archive: Archive, submission: Submission, checked: dict[Path, str]
) -> Iterator[Finding]:
    n_rows = 0
    if submission.rows_sha256:
        path = archive.rows_path(submission.rows_sha256)
        if checked[path]:
            return
        try:
            n_rows = pq.read_metadata(path).num_rows
        except pa.ArrowInvalid:
            n_rows = -1
    if n_rows != submission.n_rows:
        yield Finding(
            Weight.ERROR,
            f"第 {submission.id} 号报送登记 {submission.n_rows} 行，数据文件为 {n_rows} 行："
            "请撤回后重新报送。",
        )


def _unnamed(archive: Archive, named: set[Path]) -> Iterator[Finding]:
    for kind in ("raw", "rows", "issues"):
        files = {path for path in (archive.folder / kind).rglob("[!.]*") if path.is_file()}
        if spare := files - named:
            yield Finding(
                Weight.INFO,
                f"{archive.folder / kind} 中有 {len(spare)} 个文件没有对应的报送："
                "多为报送中途停机所留，不影响使用，可以保留。",
                min(spare),
            )


def _ledger_damage(archive: Archive) -> Iterator[Finding]:
    for sentence in archive.ledger.damage():
        yield Finding(
            Weight.ERROR,
            f"台账数据库有损坏（{sentence}）：请停止报送，用备份恢复整个 archive 文件夹。",
            archive.ledger.path,
        )
