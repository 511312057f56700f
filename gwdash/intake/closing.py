"""销号: people close a problem step by step: 申请 → 现场核查 → 审核 → 销号.

What the rows say decides whether a problem is there; a step can only be taken once they say it
is gone. Steps are added to the ledger with who, when, why and the files that prove them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gwdash import clock, config
from gwdash.archive.files import Archive
from gwdash.archive.model import ClosingStep, StepEvidence, StepKind
from gwdash.assess.closing import NEEDS_EVIDENCE, next_steps
from gwdash.errors import ConflictError, DataRejected, UnreadableFile, UsageError
from gwdash.ingest.files.evidence import Media, look_at
from gwdash.ingest.files.limits import MIB
from gwdash.intake.attachments import EvidenceFile, Upload, safe_name
from gwdash.intake.workspaces import require_workspace
from gwdash.queries.problem_cases import Case, cases, seen
from gwdash.queries.source import last_day
from gwdash.registry.problems import problem_kind
from gwdash.scope import Scope
from gwdash.store.database import Store, open_current
from gwdash.store.lock import writing


@dataclass(frozen=True, slots=True)
class Wish:
    """A step that somebody wants to take."""

    key: str
    """The problem: its kind and subject, as the page's address names it."""
    step: StepKind
    actor: str
    note: str
    period: str
    """The period as of which the rows are read."""
    uploads: Sequence[Upload] = field(default=(), repr=False)


def steps(workspace: Path) -> list[ClosingStep]:
    """Return all closing steps of a workspace, the oldest first."""
    if not (workspace / "archive").is_dir():
        return []
    with Archive.of(workspace) as archive:
        return archive.ledger.steps()


def take_step(workspace: Path, wish: Wish) -> ClosingStep:
    """Add a step to a problem's record and return it.

    Raises UsageError without a name or a note and for an unknown problem, ConflictError where
    the rows still show the problem or the step is not the next one, DataRejected for files that
    cannot be kept.
    """
    require_workspace(workspace)
    if not wish.actor.strip():
        raise UsageError("请填写经办人姓名，销号记录须写明由谁办理。")
    if not wish.note.strip():
        raise UsageError(f"请填写{wish.step.label}的说明。")
    store = open_current(workspace)
    if store is None:
        raise ConflictError("还没有发布过数据，没有可销号的问题。")
    with writing(workspace), Archive.of(workspace) as archive:
        case = _case(store, wish, archive.ledger.steps())
        _refuse_unless_next(case, wish)
        proofs = _proofs(archive, wish)
        return archive.ledger.add_step(_step(case, wish, store.version, proofs))


def step_file(workspace: Path, name: str) -> EvidenceFile:
    """Return a file that proves a step, named ``<step>-<place>``, to be saved and never shown.

    Raises UsageError for what is not there, ConflictError for what may show where a
    drinking-water source lies: without accounts these are given to nobody.
    """
    require_workspace(workspace)
    number, _, place = name.partition("-")
    if not (number.isdigit() and place.isdigit()):
        raise UsageError("没有这份材料。")
    with Archive.of(workspace) as archive:
        found = [one for one in archive.ledger.steps() if one.id == int(number)]
        if not found or int(place) >= len(found[0].evidence):
            raise UsageError("没有这份材料。")
        kind = problem_kind(found[0].kind)
        if kind is None or kind.position_is_secret:
            raise ConflictError("该材料可能含有饮用水源的精确位置，启用账号权限前不提供下载。")
        proof = found[0].evidence[int(place)]
        content = archive.raw(proof.file_sha256)
    return EvidenceFile(proof.file_name, Media(proof.media), content)


def _case(store: Store, wish: Wish, taken: Sequence[ClosingStep]) -> Case:
    scope = Scope(wish.period, include_new_area=True)
    # A year of problems for each step: a version that is open answers for it once.
    found = store.once(seen, scope)
    for case in cases(found, taken, last_day(scope)):
        if case.problem.key == wish.key:
            return case
    raise UsageError("本期没有这个问题，请刷新页面后再试。")


def _refuse_unless_next(case: Case, wish: Wish) -> None:
    if case.is_present:
        raise ConflictError(
            "台账数据显示问题仍在，不能办理销号：请责任单位先按程序报送更新后的数据。"
        )
    if wish.step not in next_steps(case.standing):
        raise ConflictError(f"该问题现为「{case.standing.label}」，不能办理「{wish.step.label}」。")
    applicants = {one.actor for one in case.steps if one.step is StepKind.APPLY}
    if wish.step in {StepKind.REVIEW, StepKind.CLOSE} and wish.actor.strip() in applicants:
        raise ConflictError(f"{wish.step.label}须由申请人以外的人员办理。")
    if wish.step in NEEDS_EVIDENCE and not wish.uploads:
        raise UsageError(f"{wish.step.label}须附佐证材料（照片、验收单等），请选择文件。")


def _proofs(archive: Archive, wish: Wish) -> tuple[StepEvidence, ...]:
    """Check all files, then keep them; all of them or none."""
    looked = []
    most = config.number(config.EVIDENCE_MIB)
    for upload in wish.uploads:
        if len(upload.content) > most * MIB:
            raise DataRejected(f"文件超过 {most} MiB 的上限，请压缩后再上传。")
        try:
            looked.append(look_at(upload.content).media)
        except UnreadableFile as refusal:
            raise DataRejected(f"{refusal} 全部材料都没有保存。") from refusal
    return tuple(
        StepEvidence(
            safe_name(upload.name, media), archive.put_raw(upload.content), str(media),
            len(upload.content),
        )
        for upload, media in zip(wish.uploads, looked, strict=True)
    )  # fmt: skip


def _step(case: Case, wish: Wish, version: int, proofs: tuple[StepEvidence, ...]) -> ClosingStep:
    return ClosingStep(
        kind=case.problem.kind.code,
        subject=case.problem.subject,
        title=case.problem.text,
        step=wish.step,
        at=clock.now(),
        actor=wish.actor.strip(),
        note=wish.note.strip(),
        as_of=last_day(Scope(wish.period)),
        version=version,
        evidence=proofs,
    )
