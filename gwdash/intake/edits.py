"""页面修改: a few cells of accepted rows changed in the page, checked and kept like a file.

The whole slice is handed in again as it then stands, through the same reader and checks, so
that an edit can do nothing that a file could not.
"""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from gwdash.archive.model import NOBODY, State, Submission, SubmissionKind
from gwdash.errors import ConflictError, UsageError
from gwdash.ingest.profile import Profile
from gwdash.intake.usecases import Checked, Receipt, batch, check
from gwdash.intake.workspaces import archive_of
from gwdash.registry.model import Dataset


@dataclass(frozen=True, slots=True)
class Editable:
    """An accepted submission with its rows, which an edit begins from."""

    submission: Submission
    rows: pa.Table


def choices(workspace: Path, dataset: Dataset, reporter: str = "") -> list[Submission]:
    """Return the submissions in force whose rows may be edited, the newest period first."""
    if not (workspace / "archive").is_dir():
        return []
    with closing(archive_of(workspace)) as archive:
        found = archive.ledger.submissions(
            dataset=dataset.name, reporter=reporter or None, state=State.ACCEPTED
        )
    kept = [one for one in found if one.rows_sha256 and one.n_rows]
    return sorted(kept, key=lambda one: (one.period_end, one.id), reverse=True)


def editable(workspace: Path, submission_id: int) -> Editable:
    """Return the rows of a submission in force.

    Raises ConflictError where it is not in force any more, for what is edited then is not what
    counts.
    """
    with closing(archive_of(workspace)) as archive:
        found = archive.ledger.get(submission_id)
        if found.state is not State.ACCEPTED or not found.rows_sha256:
            raise ConflictError(
                f"第 {found.id} 号报送现为“{found.state.label}”，不能再修改。请重新打开最新的数据。"
            )
        return Editable(found, archive.rows(found.rows_sha256))


def check_edit(workspace: Path, base: Submission, content: bytes, file_name: str) -> Checked:
    """Check the edited table, written as a workbook, as a file of the same slice."""
    profile = Profile(reporter=base.reporter, period=base.period, part=base.part)
    return check(workspace, base.dataset, content, file_name, profile)


def hand_in(  # noqa: PLR0913 (what, instead of what, why and by whom)
    workspace: Path,
    base: Submission,
    checked: Checked,
    *,
    reason: str,
    actor: str = NOBODY,
    channel: str = "web",
) -> Receipt:
    """Keep a checked edit as a submission and publish.

    Raises UsageError without a reason, ConflictError where somebody else handed the slice in
    meanwhile, DataRejected for errors.
    """
    if not reason.strip():
        raise UsageError("请写明修改原因，它会留在报送记录里。")
    with batch(workspace, actor=actor) as run:
        now = run.archive.ledger.get(base.id)
        if now.state is not State.ACCEPTED:
            raise ConflictError(
                f"修改期间第 {base.id} 号报送已变为“{now.state.label}”，没有保存。"
                "请刷新页面，在最新的数据上重新修改。"
            )
        receipt = run.submit(
            checked, channel=channel, kind=SubmissionKind.EDIT, reason=reason.strip()
        )
    return replace(receipt, version=run.version)
