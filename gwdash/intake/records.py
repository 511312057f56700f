"""报送记录: what was handed in, what became of it, and which of its errors are still open."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gwdash.archive.ledger import Ledger
from gwdash.archive.model import Event, State, Submission, SubmissionKind, Version
from gwdash.ingest.issues import Issue, Severity
from gwdash.intake.workspaces import archive_of, require_workspace

_DECIDABLE = {
    State.SUBMITTED: (State.ACCEPTED, State.RETURNED, State.WITHDRAWN),
    State.ACCEPTED: (State.RETURNED, State.WITHDRAWN),
    State.RETURNED: (State.ACCEPTED, State.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: a submission without its headings, and the versions that hold it."""

    submission: Submission
    spans: tuple[tuple[int, int | None], ...]
    """(first, last) version; the last is None where the newest version holds it."""

    @property
    def versions(self) -> str:
        """The versions that hold it in words: v3–v5, or v3 起; empty for none."""
        if not self.spans:
            return ""
        first, last = self.spans[-1]
        if last is None:
            return f"v{first} 起"
        return f"v{first}" if first == last else f"v{first}–v{last}"


@dataclass(frozen=True, slots=True)
class Opened:
    """One submission with all that is known about it."""

    submission: Submission
    events: tuple[Event, ...]
    issues: tuple[Issue, ...]
    decisions: tuple[State, ...]
    """What the office may decide about it now."""
    spans: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenIssues:
    """A submission that went in without its wrong rows, and what is wrong with these."""

    submission: Submission
    issues: tuple[Issue, ...]
    in_force: int = 0
    """The submission that stands for it now: itself, or the last edit of its cells."""


def listed(
    workspace: Path,
    *,
    dataset: str | None = None,
    reporter: str | None = None,
    period_end: date | None = None,
    state: str | None = None,
) -> list[Listed]:
    """Return what was handed in, newest first; `period_end` is the last day of its period."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        found = archive.ledger.submissions(dataset, reporter, state=state, brief=True)
        spans = archive.ledger.spans()
    return [
        Listed(one, tuple(spans.get(one.id, ())))
        for one in reversed(found)
        if period_end is None or one.period_end == period_end
    ]


def opened(workspace: Path, number: int) -> Opened:
    """Return one submission; raises UsageError for a number that nobody handed in."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        ledger = archive.ledger
        one = ledger.get(number)
        return Opened(
            one,
            tuple(ledger.events(number)),
            tuple(archive.issues(one.issues_sha256)),
            _DECIDABLE.get(one.state, ()),
            tuple(ledger.spans().get(number, ())),
        )


def open_issues(workspace: Path, reporter: str | None = None) -> list[OpenIssues]:
    """Return the errors that wait to be mended, newest submission first.

    They are those of submissions of which only the good rows were handed in, as long as they
    are in force or wait; a later accepted submission of the slice mends them. Cells changed in
    the page mend nothing by themselves: they begin from the good rows alone, so the wrong ones
    stay open until as many rows were added.
    """
    if not (workspace / "archive").is_dir():
        return []
    with closing(archive_of(workspace)) as archive:
        ledger = archive.ledger
        waiting = [
            (origin, one)
            for state in (State.SUBMITTED, State.ACCEPTED)
            for one in ledger.submissions(reporter=reporter, state=state, brief=True)
            if (origin := _in_part(ledger, one)) is not None and not _mended(ledger, one)
        ]
        return [
            OpenIssues(origin, _errors(archive.issues(origin.issues_sha256)), one.id)
            for origin, one in sorted(waiting, key=lambda pair: pair[0].id, reverse=True)
        ]


def _in_part(ledger: Ledger, one: Submission) -> Submission | None:
    """Return the submission that left wrong rows out, this one or what it is an edit of."""
    n_added = 0
    while not one.partial:
        if one.kind is not SubmissionKind.EDIT or one.supersedes is None:
            return None
        n_added += int(one.difference.get("added") or 0)
        one = ledger.get(one.supersedes)
    return one if n_added < max(one.n_stopped, 1) else None


def _mended(ledger: Ledger, one: Submission) -> bool:
    later = [other for other in ledger.slice_of(one) if other.id > one.id]
    return any(other.state is State.ACCEPTED for other in later)


def _errors(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    return tuple(issue for issue in issues if issue.severity is Severity.ERROR)


def published(workspace: Path) -> list[Version]:
    """Return the versions that went live, newest first."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        found = [one for one in archive.ledger.versions() if one.published_at is not None]
    return found[::-1]
