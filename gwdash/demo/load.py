"""Handing the demo's files in: the same check, submit and publish as a unit's own."""

import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from gwdash import clock
from gwdash.archive import State, Submission, SubmissionKind
from gwdash.demo.chance import PRESENT
from gwdash.demo.clicks import Clicks
from gwdash.demo.evidence import Proofs, verify
from gwdash.demo.fates import Fate
from gwdash.demo.parcels import REFERRED_TO, Parcel, parcels
from gwdash.errors import ConflictError, DataRejected
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.registry.region import REGION
from gwdash.store.lock import LOCK_NAME

CHANNEL = "demo"
ACTOR = "演示"
Progress = Callable[[str, float], None]

#: So many files are checked before the one that is taken in.
_AHEAD = 8
#: What publishing takes of the whole time.
_PUBLISHING_SHARE = 0.08
_DECISIONS = {Fate.RETURNED: State.RETURNED, Fate.WITHDRAWN: State.WITHDRAWN}


def build(workspace: Path, progress: Progress) -> int:
    """Fill an empty workspace with the demo city and return the published version.

    `progress` is called with what is being done and the share from 0 to 1. Raises ConflictError
    where the workspace already holds data that is not the demo's.
    """
    progress("编制演示工作簿", 0.0)
    return load(workspace, parcels(), progress)


def load(workspace: Path, waiting: Sequence[Parcel], progress: Progress) -> int:
    """Hand files in one after another, publish once, and return the version."""
    with closing(usecases.archive_of(workspace)) as archive:
        if archive.ledger.submissions() and not archive.ledger.is_demo:
            raise ConflictError(
                "工作区已有正式数据，不能写入演示数据。请用 GWDASH_HOME 指定另一个文件夹。"
            )
        archive.ledger.mark_as_demo()
    with (
        clock.at(PRESENT),
        usecases.batch(workspace, actor=ACTOR, reason="载入演示数据") as run,
    ):
        with run.archive.written_at_once():
            _hand_all_in(run, waiting, progress)
        progress("发布", 1 - _PUBLISHING_SHARE)
    progress("完成", 1.0)
    return run.version or 0


def _hand_all_in(run: usecases.Batch, waiting: Sequence[Parcel], progress: Progress) -> None:
    proofs, clicks = Proofs(run), Clicks(run, CHANNEL)
    for number, (parcel, checked) in enumerate(_checked(run, waiting)):
        share = (1 - _PUBLISHING_SHARE) * number / len(waiting)
        progress(f"载入 {parcel.period.label}报表", share)
        if checked is None:
            clicks.hand_in(parcel)
        elif taken := _hand_in(run, parcel, checked):
            clicks.took(taken)
        if parcel.fate is Fate.KEPT:
            proofs.of(parcel)
    verify(run, waiting[-1].period)


def clear(workspace: Path) -> None:
    """Remove a demo workspace; raises ConflictError for one that is not a demo's."""
    if not (workspace / "archive").is_dir():
        return
    with closing(usecases.archive_of(workspace)) as archive:
        demo = archive.ledger.is_demo
    if not demo:
        raise ConflictError("工作区里不是演示数据，没有删除任何内容。")
    for name in ("archive", "store"):
        shutil.rmtree(workspace / name, ignore_errors=True)
    (workspace / LOCK_NAME).unlink(missing_ok=True)


def _checked(
    run: usecases.Batch, waiting: Sequence[Parcel]
) -> Iterator[tuple[Parcel, usecases.Checked | None]]:
    """Yield each file with its check; the next ones are made and read meanwhile.

    A report of one click has none. What others refer to, and what the same reporter handed in
    before, is taken in first, so that the same files always give the same warnings.
    """
    following: deque[Future[usecases.Checked | None]] = deque()
    with ThreadPoolExecutor(1) as beside:
        for number, parcel in enumerate(waiting):
            ahead = number + len(following)
            open_ones = waiting[number:ahead]
            while ahead < min(number + _AHEAD, len(waiting)) and _may_begin(
                waiting[ahead], open_ones
            ):
                following.append(beside.submit(_check, run, waiting[ahead]))
                ahead += 1
                open_ones = waiting[number:ahead]
            yield parcel, following.popleft().result()


def _may_begin(parcel: Parcel, open_ones: Sequence[Parcel]) -> bool:
    """Tell whether a file can be checked before these have been taken in."""
    return not any(
        one.dataset in REFERRED_TO
        or (one.dataset, one.reporter) == (parcel.dataset, parcel.reporter)
        for one in open_ones
    )


def _check(run: usecases.Batch, parcel: Parcel) -> usecases.Checked | None:
    if parcel.kind is not SubmissionKind.FILE:
        return None
    profile = Profile(reporter=parcel.reporter, period=parcel.period.code, part=parcel.part)
    return run.check(parcel.dataset, parcel.content, parcel.file_name, profile)


def _hand_in(run: usecases.Batch, parcel: Parcel, checked: usecases.Checked) -> Submission | None:
    """Take a file in at its moment and let the office decide; a spoiled one must be refused.

    Returns what stays taken in.
    """
    if checked.ok is (parcel.fate is Fate.REFUSED):
        found = "；".join(f"{i.cell} {i.message}" for i in checked.issues[:3])
        raise DataRejected(
            f"演示文件 {parcel.file_name} 的检查结果与预期不符：{found or '没有错误'}"
        )
    if parcel.fate is Fate.REFUSED:
        return None
    with clock.at(parcel.at):
        waits = parcel.fate is Fate.WAITING
        told = parcel.reason if parcel.fate is Fate.KEPT else ""
        receipt = run.submit(checked, channel=CHANNEL, review=waits, reason=told)
    if waits:
        return None
    if parcel.fate in _DECISIONS:
        run.archive.ledger.move(
            receipt.submission.id,
            _DECISIONS[parcel.fate],
            actor=REGION.reporter(REGION.office).name,
            reason=parcel.reason,
            at=parcel.decided_at,
        )
        return None
    return receipt.submission
