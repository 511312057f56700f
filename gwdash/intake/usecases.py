"""What people do with a file: check, submit, accept, return, withdraw, publish.

Command line and pages call these and nothing below them.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from gwdash.archive.files import Archive
from gwdash.archive.intake_record import record
from gwdash.archive.model import NOBODY, State, Submission, SubmissionKind, Version
from gwdash.archive.wording import slice_words
from gwdash.errors import DataRejected, UsageError
from gwdash.ingest.issues import Issue
from gwdash.ingest.profile import Profile
from gwdash.intake import backfill
from gwdash.intake.adjusting import require_reason, require_reason_to_leave
from gwdash.intake.checking import Checked
from gwdash.intake.checking import check as check_file
from gwdash.intake.difference import against_accepted
from gwdash.intake.handing_in import can_go_in_part, noticed, rejection, submission_of
from gwdash.intake.references import TakenIn
from gwdash.intake.workspaces import archive_of, require_workspace
from gwdash.store.lock import writing
from gwdash.store.publish import publish as publish_accepted
from gwdash.store.recover import recover

__all__ = [
    "Batch",
    "Checked",
    "Receipt",
    "accept",
    "archive_of",
    "batch",
    "check",
    "publish",
    "require_workspace",
    "return_submission",
    "review_first",
    "reviews",
    "submissions",
    "submit",
    "versions",
    "withdraw",
]

#: Setting of a workspace: "1" where what is handed in waits until the office accepts it.
REVIEW = "review"


def check(  # noqa: PLR0913 (a file, what it is, and where)
    workspace: Path,
    dataset: str,
    content: bytes,
    file_name: str,
    profile: Profile | None = None,
    *,
    learned: bool = True,
) -> Checked:
    """Read and check a file without keeping anything of it, also against what was handed in.

    Without `learned`, headings that were explained before are not read as it was told then.
    Raises as `gwdash.intake.checking.check` does.
    """
    checked = check_file(workspace, dataset, content, file_name, profile, learned=learned)
    if not (workspace / "archive").is_dir():
        return checked
    with closing(archive_of(workspace)) as archive:
        return noticed(archive, checked)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that something was done: the submission as it stands and the version that shows it."""

    submission: Submission
    version: int | None
    """The version published by this step; None when nothing changed or a batch publishes later."""
    repeated: bool = False
    """The very same file had been accepted before; nothing new was recorded."""


def submit(  # noqa: PLR0913 (how it came, and what was chosen)
    workspace: Path,
    checked: Checked,
    *,
    actor: str = NOBODY,
    channel: str = "cli",
    reason: str = "",
    partial: bool = False,
) -> Receipt:
    """Keep a checked file, accept it unless the workspace wants a review first, and publish.

    Raises DataRejected when it has errors or adjusts a plan without a reason, ConflictError
    while another process writes.
    """
    with batch(workspace, actor=actor) as run:
        receipt = run.submit(checked, channel=channel, reason=reason, partial=partial)
    return Receipt(receipt.submission, run.version, receipt.repeated)


@dataclass(slots=True)
class Batch:
    """Several steps under one lock and one publish at the end."""

    workspace: Path
    archive: Archive
    actor: str
    version: int | None = None
    reasons: list[str] = field(default_factory=list)
    _taken_in: TakenIn = field(default_factory=TakenIn)

    def check(
        self,
        dataset: str,
        content: bytes,
        file_name: str,
        profile: Profile | None = None,
        grid: bytes = b"",
    ) -> Checked:
        """Check a file against the published version and what this batch took in so far.

        `grid` is the file as it was read when it was recognised.
        """
        checked = check_file(
            self.workspace,
            dataset,
            content,
            file_name,
            profile,
            also_known=self._taken_in,
            archive=self.archive,
            grid=grid,
        )
        return noticed(self.archive, checked)

    def submit(  # noqa: PLR0913 (how it came, and what was chosen)
        self,
        checked: Checked,
        *,
        channel: str = "cli",
        kind: SubmissionKind = SubmissionKind.FILE,
        reason: str = "",
        partial: bool = False,
        review: bool | None = None,
    ) -> Receipt:
        """Keep a checked file; accepted at once, it shows when the batch is published.

        `kind` says how it came about and `reason` why, where somebody was asked for one.
        `partial` is the reporter's choice to hand in the good rows and leave the wrong ones as
        open issues. `review` makes it wait for the office, as the workspace says without it.
        Raises DataRejected for a file with errors that was not chosen to go in part.
        """
        if not checked.ok and not (partial and can_go_in_part(checked)):
            raise DataRejected(rejection(checked))
        submission = replace(
            submission_of(checked, self.actor, channel),
            kind=kind,
            reason=reason,
            partial=not checked.ok,
        )
        if same := self._accepted_before(submission, checked.reading.file_sha256):
            return Receipt(same, None, repeated=True)
        rows = checked.reading.good_rows()
        receipt = self.take_in(checked.content, rows, checked.issues, submission, review=review)
        self._taken_in.add(checked.dataset, checked.reporter.code, rows)
        return receipt

    def take_in(
        self,
        content: bytes,
        rows: pa.Table | None,
        issues: list[Issue],
        submission: Submission,
        *,
        review: bool | None = None,
    ) -> Receipt:
        """Keep anything that is handed in, with its difference to what is accepted.

        Raises DataRejected for a past period that the office must open first, and for an
        adjustment without a reason.
        """
        ledger = self.archive.ledger
        found = against_accepted(self.archive, submission, rows)
        require_reason(ledger, submission, found)
        admitted = replace(backfill.admitted(ledger, submission), difference=found.counts)
        waits = ledger.setting(REVIEW) == "1" if review is None else review
        kept = record(self.archive, content, rows, issues, admitted, accept=not waits)
        if not waits:
            self.reasons.append(f"{slice_words(kept)}：{kept.kind.label}报送")
        return Receipt(kept, None)

    def _accepted_before(self, submission: Submission, file_sha256: str) -> Submission | None:
        """Return the accepted submission of the slice, if it is this file read the same way."""
        earlier = self.archive.ledger.in_force(submission)
        same = (
            earlier is not None
            and earlier.file_sha256 == file_sha256
            and dict(earlier.profile) == dict(submission.profile)
        )
        return earlier if same else None


@contextmanager
def batch(workspace: Path, *, actor: str = NOBODY, reason: str = "") -> Iterator[Batch]:
    """Hold the writer's lock for several steps and publish once when the block ends well.

    After an error nothing is published; what was accepted stays accepted and shows with the
    next publish. Raises ConflictError while another process writes.
    """
    with writing(workspace), closing(archive_of(workspace)) as archive:
        recover(workspace, archive)
        run = Batch(workspace, archive, actor)
        yield run
        run.version = publish_accepted(
            workspace, archive, reason=reason or _reason(run.reasons), actor=actor
        )


def _reason(reasons: list[str]) -> str:
    if not reasons:
        return "发布"
    return reasons[0] if len(reasons) == 1 else f"{reasons[0]}等 {len(reasons)} 份"


def accept(
    workspace: Path, submission_id: int, *, actor: str = NOBODY, reason: str = ""
) -> Receipt:
    """Accept a submission that waits or was returned; it replaces the slice's earlier one."""
    return _move(workspace, submission_id, State.ACCEPTED, actor, reason)


def return_submission(
    workspace: Path, submission_id: int, *, reason: str, actor: str = NOBODY
) -> Receipt:
    """Return a submission to its reporter with a reason."""
    if not reason.strip():
        raise UsageError("退回必须写明原因，填报单位才知道改什么。")
    return _move(workspace, submission_id, State.RETURNED, actor, reason)


def withdraw(
    workspace: Path, submission_id: int, *, actor: str = NOBODY, reason: str = ""
) -> Receipt:
    """Withdraw a submission; what it had replaced counts again."""
    return _move(workspace, submission_id, State.WITHDRAWN, actor, reason)


def _move(workspace: Path, submission_id: int, state: State, actor: str, reason: str) -> Receipt:
    with batch(workspace, actor=actor) as run:
        require_reason_to_leave(run.archive.ledger.get(submission_id), reason)
        moved = run.archive.ledger.move(submission_id, state, actor=actor, reason=reason)
        why = f"：{reason.strip()}" if reason.strip() else ""
        run.reasons.append(f"{slice_words(moved)}（{submission_id} 号）{state.label}{why}")
    return Receipt(moved, run.version)


def reviews(workspace: Path) -> bool:
    """Tell whether what is handed in waits for the office before it counts."""
    if not (workspace / "archive").is_dir():
        return False
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.setting(REVIEW) == "1"


def review_first(workspace: Path, *, on: bool) -> None:
    """Let what is handed in from now on wait for the office, or be accepted at once."""
    with closing(archive_of(workspace)) as archive:
        archive.ledger.set_setting(REVIEW, "1" if on else "0")


def publish(workspace: Path, *, actor: str = NOBODY, reason: str = "") -> int | None:
    """Publish what is accepted and not yet shown; None when the live version shows it all."""
    with batch(workspace, actor=actor, reason=reason) as run:
        pass
    return run.version


def submissions(workspace: Path, **where: object) -> list[Submission]:
    """Return submissions by dataset, reporter, period or state, newest first."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        found = archive.ledger.submissions(**where)  # type: ignore[arg-type]
    return sorted(found, key=lambda s: s.id, reverse=True)


def versions(workspace: Path) -> list[Version]:
    """Return all versions, newest first."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        return sorted(archive.ledger.versions(), key=lambda v: v.version, reverse=True)
