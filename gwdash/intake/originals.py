"""The files as they were handed in, given back byte for byte by the number of a submission."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from gwdash.archive.files import Archive
from gwdash.archive.model import Submission
from gwdash.errors import ConflictError
from gwdash.intake.usecases import archive_of, require_workspace
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Kind
from gwdash.store.database import open_current

_POSITIONS = frozenset({Kind.LONGITUDE, Kind.LATITUDE})
#: Where a ledger that holds positions names a well; an abandoned one keeps its former code.
_NAMES_OF_WELLS = ("well_id", "aw_id", "original_id")


@dataclass(frozen=True, slots=True)
class Original:
    """A raw file and the name it came under."""

    file_name: str
    content: bytes


def original(workspace: Path, submission_id: int) -> Original:
    """Return the raw file of a submission.

    Raises UsageError for a number that nobody handed in, and ConflictError for a file that may
    hold exact positions of drinking-water wells: without accounts these are shown to nobody.
    """
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        submission = archive.ledger.get(submission_id)
        if _holds_secret_positions(workspace, archive, submission):
            raise ConflictError(
                "该文件可能含有饮用水源井的精确位置，启用账号权限前不提供下载；"
                "请向填报单位或领导小组办公室索取。"
            )
        return Original(submission.file_name, archive.raw(submission.file_sha256))


def downloadable(workspace: Path, submission_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these submissions `original` would give back."""
    with closing(archive_of(workspace)) as archive:
        return frozenset(
            number
            for number in submission_ids
            if not _holds_secret_positions(workspace, archive, archive.ledger.get(number))
        )


def _holds_secret_positions(workspace: Path, archive: Archive, submission: Submission) -> bool:
    """Tell whether a file names a drinking-water well, or its source, and could place it.

    The accepted rows decide; a file with stopped rows or none at all is not trusted to be
    without, because what was stopped is not known by well.
    """
    dataset = DATASETS.get(submission.dataset)
    if dataset is None or not any(c.field.kind in _POSITIONS for c in dataset.columns):
        return False
    if not submission.rows_sha256 or submission.n_stopped:
        return True
    rows = archive.rows(submission.rows_sha256)
    columns = (name for name in _NAMES_OF_WELLS if name in rows.column_names)
    named = {well for name in columns for well in rows[name].to_pylist() if well}
    store = open_current(workspace)
    secret = set(store.frame("drinking_wells")["well_id"]) if store else named
    return bool(named & secret) or _says_drinking(rows)


def _says_drinking(rows: pa.Table) -> bool:
    """Tell whether the rows themselves are of a drinking-water source or call a well one of it."""
    said = set(rows.column_names)
    if "is_source_point" in said and any(rows["is_source_point"].to_pylist()):
        return True
    if "origin" in said and "drinking_source" in rows["origin"].to_pylist():
        return True
    return "source_id" in said and any(rows["source_id"].to_pylist())
