"""What people do with a file: check, submit, accept, return, withdraw, publish.

Command line and pages call these and nothing below them.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.intake_record import record
from gwdash.archive.model import NOBODY, State, Submission, SubmissionKind, Version
from gwdash.errors import ConflictError, DataRejected, UsageError
from gwdash.ingest.issues import Severity
from gwdash.ingest.profile import Profile
from gwdash.intake.checking import Checked
from gwdash.intake.checking import check as check_file
from gwdash.intake.references import TakenIn
from gwdash.store.lock import writing
from gwdash.store.publish import publish as publish_accepted
from gwdash.store.recover import recover

__all__ = [
    "Batch",
    "Checked",
    "Receipt",
    "accept",
    "batch",
    "check",
    "publish",
    "return_submission",
    "submissions",
    "submit",
    "versions",
    "withdraw",
]

check = check_file


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that something was done: the submission as it stands and the version that shows it."""

    submission: Submission
    version: int | None
    """The version published by this step; None when nothing changed or a batch publishes later."""
    repeated: bool = False
    """The very same file had been accepted before; nothing new was recorded."""


def archive_of(workspace: Path) -> Archive:
    """Return the workspace's archive; made when it is not there yet."""
    return Archive(workspace / "archive")


def submit(
    workspace: Path, checked: Checked, *, actor: str = NOBODY, channel: str = "cli"
) -> Receipt:
    """Keep a checked file, accept it and publish.

    Raises DataRejected when it has errors, ConflictError while another process writes.
    """
    with batch(workspace, actor=actor) as run:
        receipt = run.submit(checked, channel=channel)
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
        self, dataset: str, content: bytes, file_name: str, profile: Profile | None = None
    ) -> Checked:
        """Check a file against the published version and what this batch took in so far."""
        return check_file(
            self.workspace, dataset, content, file_name, profile, also_known=self._taken_in
        )

    def submit(
        self,
        checked: Checked,
        *,
        channel: str = "cli",
        kind: SubmissionKind = SubmissionKind.FILE,
        reason: str = "",
    ) -> Receipt:
        """Keep and accept a checked file; it shows when the batch is published.

        `kind` says how it came about and `reason` why, where somebody was asked for one.
        """
        if not checked.ok:
            raise DataRejected(_rejection(checked))
        submission = replace(_submission(checked, self.actor, channel), kind=kind, reason=reason)
        if same := self._accepted_before(submission, checked.reading.file_sha256):
            return Receipt(same, None, repeated=True)
        kept = record(
            self.archive, checked.content, checked.reading.good_rows(), checked.issues, submission
        )
        self.reasons.append(f"{checked.reporter.name}报送{checked.dataset.label}")
        self._taken_in.add(checked.dataset, checked.reporter.code, checked.reading.good_rows())
        return Receipt(kept, None)

    def _accepted_before(self, submission: Submission, file_sha256: str) -> Submission | None:
        """Return the accepted submission of the slice, if it is this file read the same way."""
        for earlier in self.archive.ledger.slice_of(submission):
            if (
                earlier.state is State.ACCEPTED
                and earlier.file_sha256 == file_sha256
                and dict(earlier.profile) == dict(submission.profile)
            ):
                return earlier
        return None


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


def _submission(checked: Checked, actor: str, channel: str) -> Submission:
    reading = checked.reading
    summary = checked.summary
    return Submission(
        dataset=checked.dataset.name,
        reporter=checked.reporter.code,
        period=checked.period.code,
        period_end=checked.period.last_day,
        part=reading.profile.part,
        submitted_at=clock.now(),
        actor=actor,
        file_name=reading.file_name,
        file_kind=reading.file_kind,
        n_stopped=summary["rows_stopped"],
        n_errors=summary["errors"],
        n_warnings=summary["warnings"],
        profile=reading.profile.as_dict(),
        headings=[
            {
                "sheet": h.sheet,
                "cell": h.cell,
                "text": h.text,
                "field": h.field or h.analyte,
                "unit": h.unit,
                "how": str(h.how),
            }
            for h in reading.headings
        ],
        channel=channel,
    )


def _rejection(checked: Checked) -> str:
    errors = [issue for issue in checked.issues if issue.severity is Severity.ERROR]
    if not errors:
        return "文件里没有可报送的数据行。"
    first = errors[0]
    place = f"{first.sheet}!{first.cell}" if first.cell else first.sheet or "文件"
    return f"有 {len(errors)} 处错误，没有提交。第一处 {place}：{first.message}"


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
        moved = run.archive.ledger.move(submission_id, state, actor=actor, reason=reason)
        run.reasons.append(f"{state.label} {submission_id} 号报送{'：' if reason else ''}{reason}")
    return Receipt(moved, run.version)


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


def require_workspace(workspace: Path) -> None:
    """Raise ConflictError where nothing was ever handed in."""
    if not (workspace / "archive").is_dir():
        raise ConflictError(
            f"工作区 {workspace} 还没有数据。请先提交一个文件，或运行 python -m gwdash demo。"
        )
