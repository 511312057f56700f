"""Taking one checked file into the archive, in the order that survives a stop at any point."""

from dataclasses import replace
from datetime import datetime

import pyarrow as pa

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.model import State, Submission
from gwdash.ingest.issues import Issue
from gwdash.steps import Step, step


def record(  # noqa: PLR0913 (a submission is all of these)
    archive: Archive,
    content: bytes,
    rows: pa.Table | None,
    issues: list[Issue],
    submission: Submission,
    *,
    accept: bool = True,
    at: datetime | None = None,
) -> Submission:
    """Keep the file, its rows and findings, enter it in the ledger, and accept it.

    Files come first and the ledger last: a stop in between leaves content that nothing names,
    never a submission without its content. `rows` is None where there are none to take in.
    """
    file_sha256 = archive.put_raw(content)
    step(Step.RAW_STORED)
    rows_sha256 = "" if rows is None else archive.put_rows(rows)
    step(Step.ROWS_STORED)
    issues_sha256 = archive.put_issues(issues)
    step(Step.ISSUES_STORED)
    found = archive.ledger.add(
        replace(
            submission,
            file_sha256=file_sha256,
            rows_sha256=rows_sha256,
            issues_sha256=issues_sha256,
            n_rows=0 if rows is None else rows.num_rows,
        )
    )
    step(Step.SUBMISSION_ADDED)
    if accept:
        moment = at or clock.now()
        found = archive.ledger.move(found.id, State.ACCEPTED, actor=found.actor, at=moment)
        step(Step.SUBMISSION_ACCEPTED)
    return found
