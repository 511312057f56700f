"""收件文件夹: files dropped into a folder are checked and handed in, or given back with reasons.

A file is first moved into the inbox's own working folder, under the moment at which that
happened. From there it goes to 已收 once its submission stands in the ledger, or to 退回 with its
marked copy and the list of what is wrong. Moving it is always the last step, so that a stop
between any two leaves a file that the next pass finishes: what the ledger already has from this
very claim is not handed in again.
"""

import logging
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from gwdash.archive.durable import make_folder, sync_folder, write_durably
from gwdash.archive.model import State, Submission
from gwdash.errors import ConflictError, GwdashError, UsageError
from gwdash.ingest.isolated import Worker, shared_worker
from gwdash.ingest.profile import WHOLE, Profile
from gwdash.intake import templates, usecases
from gwdash.intake.checking import Checked
from gwdash.intake.drop import Dropped
from gwdash.intake.inbox_claims import (
    RECEIVED,
    RETURNED,
    WORKING,
    Claim,
    Front,
    InboxStep,
)
from gwdash.intake.inbox_looks import MANY, Look, looks
from gwdash.registry.model import DatasetKind

__all__ = ["CHANNEL", "Inbox", "InboxStep", "Outcome", "Taken"]

_log = logging.getLogger(__name__)

CHANNEL = "watch"
LIST_NAME = "问题清单.txt"
#: A file that has not changed for so long is completely copied.
SETTLE_SECONDS = 2.0
POLL_SECONDS = 5.0
_LOCK = ".lock"
_ID_BYTES = 3


class Outcome(StrEnum):
    """What became of a file."""

    RECEIVED = "已收"
    REPEATED = "已收（内容相同，以前报过）"
    RETURNED = "退回"


@dataclass(frozen=True, slots=True)
class Taken:
    """One file that a pass finished."""

    name: str
    outcome: Outcome
    sentence: str
    submission: int | None = None

    @property
    def line(self) -> str:
        """The line of the log."""
        return f"{self.name}：{self.outcome}。{self.sentence}"


@dataclass(slots=True)
class Inbox:
    """One watched folder; `marked` and `listed` make what goes back with a returned file."""

    workspace: Path
    folder: Path
    marked: Callable[[Checked], tuple[str, bytes]]
    """The marked copy's name and content."""
    listed: Callable[[Checked], str]
    """What is wrong, as text."""
    settle_seconds: float = SETTLE_SECONDS
    reached: Callable[[InboxStep], None] = field(default=lambda _: None)
    _front: Front = field(init=False)
    _beside: Worker = field(init=False, default_factory=Worker)
    """Recognises files while the shared one checks; it runs only for a pass with many."""

    def __post_init__(self) -> None:
        """Refuse a folder that is not there."""
        if not self.folder.is_dir():
            raise UsageError(f"收件文件夹 {self.folder} 不存在，请先建好文件夹或核对路径。")
        self._front = Front(self.folder, self.reached)

    def once(self) -> list[Taken]:
        """Take in what is completely copied now, waiting once to see that nothing grows."""
        waiting = sum(1 for _ in self._front.dropped())
        if waiting:
            self._front.look()
            # They get ready while nothing else is done.
            shared_worker().start()
            if waiting >= MANY:
                self._beside.start()
            time.sleep(self.settle_seconds)
        return self.run()

    def run(self) -> list[Taken]:
        """Do one pass: claim what has not changed since the pass before, finish all claims.

        Raises ConflictError while another program writes; the claims wait for the next pass.
        """
        working = self.folder / WORKING
        working.mkdir(exist_ok=True)
        try:
            with FileLock(working / _LOCK, timeout=0):
                for path in self._front.look():
                    self._front.claim(path)
                claims = self._front.claims()
                return self._finish(claims) if claims else []
        except Timeout as held:
            raise ConflictError(f"另一个程序正在收文件夹 {self.folder}。") from held
        finally:
            self._beside.close()

    def _finish(self, claims: list[Claim]) -> list[Taken]:
        """Hand in all claims in one batch with one publish, then move the files."""
        taken: list[tuple[Claim, Taken]] = []
        refused: list[tuple[Claim, Checked | None, str]] = []
        slices: dict[tuple[str, ...], str] = {}
        with (
            usecases.batch(self.workspace, actor=CHANNEL_ACTOR) as run,
            closing(looks(claims, self._beside)) as looked,
        ):
            before = _came_by_folder(run)
            for claim, content, look in looked:
                found = self._hand_in(run, (claim, content, look), before, slices)
                if isinstance(found, Taken):
                    taken.append((claim, found))
                else:
                    refused.append((claim, *found))
                self.reached(InboxStep.SUBMITTED)
        self.reached(InboxStep.PUBLISHED)
        for claim, _ in taken:
            self._move(claim, self.folder / RECEIVED / f"{claim.stamp}_{claim.path.name}")
        given_back = [self._give_back(claim, checked, why) for claim, checked, why in refused]
        done = [*(one for _, one in taken), *given_back]
        for one in done:
            _log.info("%s", one.line)
        return done

    def _hand_in(
        self,
        run: usecases.Batch,
        looked: Look,
        before: Mapping[str, list[Submission]],
        slices: dict[tuple[str, ...], str],
    ) -> "Taken | tuple[Checked | None, str]":
        """Check and submit one file; what is refused comes back with its reading and reason."""
        claim, content, _ = looked
        for one in before.get(sha256(content).hexdigest(), []):
            if one.submitted_at >= claim.at:
                return _finished(run, claim, one)
        try:
            return self._submit(run, looked, slices)
        except GwdashError as refusal:
            return None, str(refusal)
        except OSError:
            raise
        except Exception:  # noqa: BLE001 (logged with its trace, told with its number)
            # One file that the program cannot cope with must not keep back all that follow.
            number = secrets.token_hex(_ID_BYTES).upper()
            _log.exception("inbox file failed, number %s: %s", number, claim.name)
            return None, f"检查这个文件时程序出错，编号 {number}。请把文件和编号交给系统管理员。"

    def _submit(
        self,
        run: usecases.Batch,
        look: Look,
        slices: dict[tuple[str, ...], str],
    ) -> "Taken | tuple[Checked | None, str]":
        claim, content, answer = look
        looked = answer()
        profile, why = _profile(looked, content)
        if profile is None or looked.dataset is None:
            return None, why
        checked = run.check(
            looked.dataset.name, content, claim.path.name, profile, grid=looked.grid
        )
        if not checked.ok:
            return checked, _wrong(checked)
        key = (
            checked.dataset.name, checked.reporter.code, checked.period.code,
            checked.reading.profile.part,
        )  # fmt: skip
        first = slices.setdefault(key, claim.name)
        if first != claim.name:
            return None, _twice(checked, first)
        receipt = run.submit(checked, channel=CHANNEL)
        outcome = Outcome.REPEATED if receipt.repeated else Outcome.RECEIVED
        return Taken(claim.name, outcome, _said(receipt.submission), receipt.submission.id)

    def _give_back(self, claim: Claim, checked: Checked | None, why: str) -> Taken:
        """Put the marked copy and the list into a folder of 退回, then the file itself."""
        target = self.folder / RETURNED / f"{claim.stamp}_{claim.path.stem}"
        make_folder(target)
        text = f"{claim.name}\n{why}\n"
        if checked is not None:
            try:
                name, marked = self.marked(checked)
                write_durably(target / name, lambda path: _write(path, marked))
            except GwdashError as refusal:
                text += f"{refusal}\n"
            text += f"\n{self.listed(checked)}\n"
        self.reached(InboxStep.MARKED)
        content = f"\ufeff{text}".encode()
        write_durably(target / LIST_NAME, lambda path: _write(path, content))
        self.reached(InboxStep.LISTED)
        self._move(claim, target / claim.path.name)
        return Taken(claim.name, Outcome.RETURNED, why)

    def _move(self, claim: Claim, target: Path) -> None:
        make_folder(target.parent)
        claim.path.replace(target)
        sync_folder(target.parent)
        self.reached(InboxStep.MOVED)
        shutil.rmtree(claim.folder)


#: Who stands in the ledger for what came by the folder.
CHANNEL_ACTOR = "收件文件夹"


def _came_by_folder(run: usecases.Batch) -> dict[str, list[Submission]]:
    """Return what came by a folder before this pass, by the SHA-256 of the file."""
    found: dict[str, list[Submission]] = {}
    for one in run.archive.ledger.submissions(brief=True):
        if one.channel == CHANNEL:
            found.setdefault(one.file_sha256, []).append(one)
    return found


def _finished(run: usecases.Batch, claim: Claim, submission: Submission) -> Taken:
    """Return what this claim handed in before a stop.

    A submission that a stop left between entering and accepting is accepted now.
    """
    ledger = run.archive.ledger
    if submission.state is State.SUBMITTED and ledger.setting(usecases.REVIEW) != "1":
        submission = ledger.move(submission.id, State.ACCEPTED, actor=submission.actor)
    return Taken(claim.name, Outcome.RECEIVED, _said(submission), submission.id)


def _profile(looked: Dropped, content: bytes) -> tuple[Profile | None, str]:
    """Return how to read a file that says what it is, else why it cannot be taken in."""
    if not looked.sure or looked.dataset is None:
        return None, looked.problem or _unsure(looked)
    bound = templates.binding(content)
    reporter, period = looked.reporter, looked.period
    if bound is not None and bound.dataset == looked.dataset:
        reporter, period = reporter or bound.reporter, period or bound.period
    dataset = looked.dataset
    if reporter is None and dataset.reporters != ("office",):
        return None, (
            f"识别为「{dataset.label}」，但没有写明填报单位。请在表中、文件名或文件夹名里写明后重放。"
        )
    if period is None and dataset.kind is not DatasetKind.OBSERVATION:
        return None, (
            f"识别为「{dataset.label}」，但没有写明报告期。请在表中或文件名里写明，如 2024年6月。"
        )
    return Profile(
        reporter=reporter.code if reporter else None,
        period=period.code if period else None,
        part=looked.part or WHOLE,
    ), ""


def _unsure(looked: Dropped) -> str:
    best = f"可能是「{looked.dataset.label}」，但" if looked.dataset else ""
    return f"{best}不能确定这是哪个台账，没有提交。请用模板填报，或在“数据填报”页面选定台账后提交。"


def _wrong(checked: Checked) -> str:
    errors = checked.summary["errors"]
    if not errors:
        return "文件里没有可报送的数据行，没有提交。"
    return f"有 {errors} 处错误，没有提交；请按标注改正后重新放入。"


def _twice(checked: Checked, first: str) -> str:
    return (
        f"与「{first}」同是{checked.reporter.name}{checked.period.label}的"
        f"「{checked.dataset.label}」，为免互相替换，没有提交。请合并成一份后重新放入。"
    )


def _said(submission: Submission) -> str:
    waits = "，待审核" if submission.state is State.SUBMITTED else ""
    warned = f"，有 {submission.n_warnings} 处提醒" if submission.n_warnings else ""
    return f"{submission.id} 号报送{waits}，{submission.n_rows} 行{warned}。"


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
