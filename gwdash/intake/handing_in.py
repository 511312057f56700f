"""A checked file on its way in: what the ledger tells about it, and what becomes of its errors."""

from dataclasses import replace

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.model import State, Submission
from gwdash.archive.wording import slice_words
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.intake import backfill, office_kept
from gwdash.intake.checking import Checked

#: A file in one of these states was handed in and is not gone again.
_STANDING = frozenset({State.SUBMITTED, State.ACCEPTED, State.SUPERSEDED})


def noticed(archive: Archive, checked: Checked) -> Checked:
    """Return a checked file with what only the ledger knows.

    That its period is closed, that the same file came before, where the office says otherwise.
    """
    ledger = archive.ledger
    found = backfill.findings(ledger, checked.dataset, checked.reporter.code, checked.period)
    if twin := _twin(archive, checked):
        message = (
            f"这个文件已作为“{slice_words(twin)}”报送过（{twin.id} 号）。"
            "请核对填报单位、报告期和台账，确认没有放错文件。"
        )
        found.append(Issue.warning(IssueKind.FILE, message))
    found += office_kept.findings(archive, checked)
    return replace(checked, issues=[*checked.issues, *found]) if found else checked


def _twin(archive: Archive, checked: Checked) -> Submission | None:
    """Return the last standing submission of the very same file for another slice."""
    own = (
        checked.dataset.name, checked.reporter.code, checked.period.code,
        checked.reading.profile.part,
    )  # fmt: skip
    same = archive.ledger.submissions(file_sha256=checked.reading.file_sha256, brief=True)
    others = [
        one
        for one in same
        if one.state in _STANDING and (one.dataset, one.reporter, one.period, one.part) != own
    ]
    return others[-1] if others else None


def can_go_in_part(checked: Checked) -> bool:
    """Tell whether the good rows of a file with errors can be handed in without the others.

    Not when an error is about the file as a whole, nor when no row is good.
    """
    errors = [issue for issue in checked.issues if issue.severity is Severity.ERROR]
    return bool(errors) and all(e.row for e in errors) and checked.reading.good_rows().num_rows > 0


def submission_of(checked: Checked, actor: str, channel: str) -> Submission:
    """Return a checked file as the ledger will know it."""
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


def rejection(checked: Checked) -> str:
    """Return why a file is not taken in, with the first place that is wrong."""
    errors = [issue for issue in checked.issues if issue.severity is Severity.ERROR]
    if not errors:
        return "文件里没有可报送的数据行。"
    first = errors[0]
    place = f"{first.sheet}!{first.cell}" if first.cell else first.sheet or "文件"
    return f"有 {len(errors)} 处错误，没有提交。第一处 {place}：{first.message}"
