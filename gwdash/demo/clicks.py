"""Reports of one click: 零报告, nothing to report, and 沿用上期, everything as before."""

from dataclasses import replace
from datetime import datetime

from gwdash.archive import State, Submission, SubmissionKind
from gwdash.archive.intake_record import record
from gwdash.clock import BEIJING
from gwdash.demo.parcels import Parcel
from gwdash.errors import DataRejected
from gwdash.intake.usecases import Batch


def hand_in(run: Batch, parcel: Parcel, *, actor: str, channel: str) -> Submission:
    """Take in a report of one click at its moment; raises DataRejected for nothing to carry."""
    new = Submission(
        dataset=parcel.dataset,
        reporter=parcel.reporter,
        period=parcel.period.code,
        period_end=parcel.period.last_day,
        submitted_at=parcel.at.replace(tzinfo=BEIJING),
        actor=actor,
        channel=channel,
        kind=parcel.kind,
    )
    if parcel.kind is SubmissionKind.NIL:
        return record(run.archive, b"", None, [], new, at=new.submitted_at)
    return _carried(run, new, parcel.at)


def _carried(run: Batch, new: Submission, at: datetime) -> Submission:
    """Take the rows of the last accepted report in again, with the file that they stand in."""
    ledger = run.archive.ledger
    earlier = ledger.submissions(
        dataset=new.dataset, reporter=new.reporter, state=State.ACCEPTED
    )
    if not earlier:
        raise DataRejected(f"{at:%Y-%m-%d} 没有可以沿用的上期报送。")
    last = max(earlier, key=lambda s: (s.period_end, s.id))
    carried = replace(
        new, file_name="", file_kind=last.file_kind, profile=last.profile, headings=last.headings
    )
    rows = run.archive.rows(last.rows_sha256)
    return record(
        run.archive, run.archive.raw(last.file_sha256), rows, [], carried, at=new.submitted_at
    )
