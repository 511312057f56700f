"""Reports of one click: 零报告, nothing to report, and 沿用上期, everything as before."""

from dataclasses import replace

from gwdash.archive import Submission, SubmissionKind
from gwdash.archive.intake_record import record
from gwdash.clock import BEIJING
from gwdash.demo.parcels import Parcel
from gwdash.errors import DataRejected
from gwdash.ingest.profile import Profile
from gwdash.ingest.schema import empty_rows
from gwdash.intake.usecases import Batch
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION


class Clicks:
    """Hands in reports of one click, which go on from what was taken in last."""

    def __init__(self, run: Batch, channel: str) -> None:
        """Hand in within a batch that is published later."""
        self._run, self._channel = run, channel
        self._last: dict[tuple[str, str], Submission] = {}

    def took(self, submission: Submission) -> None:
        """Remember what was taken in as the last of its reporter's."""
        self._last[submission.dataset, submission.reporter] = submission

    def hand_in(self, parcel: Parcel) -> None:
        """Take in a report of one click at its moment; raises DataRejected for nothing to carry."""
        base = self._last.get((parcel.dataset, parcel.reporter))
        carried = parcel.kind is SubmissionKind.CARRY
        if carried and (base is None or not base.n_rows):
            raise DataRejected(f"{parcel.period.label}没有可以沿用的上期报送。")
        rows = self._run.archive.rows(base.rows_sha256) if carried and base else None
        told = _told(parcel, base if carried else None)
        at = parcel.at.replace(tzinfo=BEIJING)
        submission = replace(_submission(parcel, self._run.actor, self._channel), submitted_at=at)
        counts = {"base": base.id if carried and base else None}
        counts |= dict.fromkeys(("added", "changed", "removed"), 0)
        kept = empty_rows(parcel.dataset) if rows is None else rows
        submission = replace(submission, difference=counts)
        content = f"{told}\n{parcel.part}\n{at.isoformat()}\n".encode()
        self.took(record(self._run.archive, content, kept, [], submission, at=at))


def _told(parcel: Parcel, base: Submission | None) -> str:
    """Return the sentence that stands in place of a file."""
    who, label = REGION.reporter(parcel.reporter).name, DATASETS[parcel.dataset].label
    if base is None:
        return f"{who}{parcel.period.label}的「{label}」将登记为零报告：本期没有需要报送的内容。"
    return (
        f"{who}{parcel.period.label}的「{label}」将沿用上期审核通过的 {base.n_rows} 行，"
        f"内容不变。沿用自第 {base.id} 号报送。"
    )


def _submission(parcel: Parcel, actor: str, channel: str) -> Submission:
    profile = Profile(reporter=parcel.reporter, period=parcel.period.code, part=parcel.part)
    return Submission(
        dataset=parcel.dataset,
        reporter=parcel.reporter,
        period=parcel.period.code,
        period_end=parcel.period.last_day,
        submitted_at=parcel.at,
        actor=actor,
        file_name=parcel.file_name,
        file_kind="txt",
        profile=profile.as_dict(),
        channel=channel,
        kind=parcel.kind,
    )
