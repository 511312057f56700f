"""佐证材料: files attached to a row or to a whole submission, kept as facts that are versioned.

The bytes lie in the archive by their SHA-256; that they belong to a row is itself a row of the
internal ledger `attachment`, handed in like every other. Removing is a newer row.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gwdash import clock, config
from gwdash.archive.files import Archive
from gwdash.archive.intake_record import record
from gwdash.archive.model import NOBODY, Submission, SubmissionKind
from gwdash.errors import ConflictError, DataRejected, UnreadableFile, UsageError
from gwdash.ingest.files.evidence import Media, look_at
from gwdash.ingest.files.limits import MIB
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.intake.kept_facts import as_rows
from gwdash.intake.usecases import Batch, Receipt, batch, require_workspace
from gwdash.queries.attachments import Attached, find
from gwdash.registry.datasets import ATTACHMENT, LEDGERS
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION, Reporter
from gwdash.registry.row_keys import key_values, row_key
from gwdash.standards.periods import Period, parse_period
from gwdash.store.database import open_current

_ID_LENGTH, _PART_LENGTH, _LONGEST_STEM = 16, 8, 80
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
#: Letters that change the direction of a name hide its true ending; they are Cf, as is BOM.
_HIDDEN = "Cf"
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)$")


@dataclass(frozen=True, slots=True)
class Target:
    """What evidence is attached to: a row by its key, the whole submission without one."""

    dataset: str
    reporter: str
    period: str
    key: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sends it; the name is untrusted."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A piece of evidence to be saved by whoever asked for it."""

    file_name: str
    media: Media
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Resolved:
    dataset: Dataset
    reporter: Reporter
    period: Period
    row_key: str


def attach(
    workspace: Path,
    target: Target,
    uploads: Sequence[Upload],
    *,
    actor: str = NOBODY,
    channel: str = "web",
) -> Receipt:
    """Check files, keep them with what they belong to, and publish; all of them or none.

    A file that the row has already is not recorded twice. Raises DataRejected with a sentence
    for each file that is refused, UsageError for a target that does not exist.
    """
    with batch(workspace, actor=actor) as run:
        receipt = attach_in(run, target, uploads, channel=channel)
    return replace(receipt, version=run.version)


def attach_in(
    run: Batch, target: Target, uploads: Sequence[Upload], *, channel: str = "web"
) -> Receipt:
    """Attach files within a batch that publishes later."""
    aim = _resolved(target)
    if not uploads:
        raise UsageError("没有选择文件。")
    rows, notes = _looked_through(aim, uploads)
    there = {one.attachment_id for one in _present(run.workspace, aim)}
    fresh = [row for row in rows if row["attachment_id"] not in there]
    if not fresh:
        raise ConflictError("这些材料已经附在这一行，不用重复上传。")
    for upload in uploads:
        run.archive.put_raw(upload.content)
    run.reasons.append(f"{aim.reporter.name}上传佐证材料 {len(fresh)} 份")
    return Receipt(_record(run, aim, fresh, notes, channel, ""), None)


def remove(
    workspace: Path, attachment_id: str, *, reason: str, actor: str = NOBODY, channel: str = "web"
) -> Receipt:
    """Take a piece of evidence away from its row; the file stays in the archive.

    Raises UsageError without a reason or for what is not there.
    """
    if not reason.strip():
        raise UsageError("移除材料必须写明原因。")
    with batch(workspace, actor=actor) as run:
        found = _found(workspace, attachment_id)
        aim = _resolved(
            Target(
                found.target_dataset,
                found.target_reporter,
                found.target_period,
                key_values(found.row_key),
            )
        )
        row = _row(aim, found.file_name, found.file_sha256, found.media, found.n_bytes)
        run.reasons.append(f"移除佐证材料 {found.file_name}：{reason}")
        kept = _record(run, aim, [row | {"removed": True}], [], channel, reason)
    return Receipt(kept, run.version)


def evidence_file(workspace: Path, attachment_id: str) -> EvidenceFile:
    """Return a piece of evidence of the published version, to be saved and never shown.

    Raises UsageError for what is not there or was removed, ConflictError for what may show
    where a drinking-water source lies: without accounts these are given to nobody.
    """
    require_workspace(workspace)
    found = _found(workspace, attachment_id)
    if is_secret(workspace, found):
        raise ConflictError(
            "该材料可能含有饮用水源的精确位置，启用账号权限前不提供下载；"
            "请向填报单位或领导小组办公室索取。"
        )
    with Archive.of(workspace) as archive:
        content = archive.raw(found.file_sha256)
    return EvidenceFile(found.file_name, Media(found.media), content)


def is_secret(workspace: Path, found: Attached) -> bool:
    """Tell whether evidence stands beside a row that has the position of a drinking source."""
    dataset = LEDGERS.get(found.target_dataset)
    if dataset is None or not dataset.places:
        return False
    well = key_values(found.row_key).get("well_id")
    if well is None:
        return bool(dataset.drinking)
    store = open_current(workspace)
    return store is None or well in set(store.frame("drinking_wells")["well_id"])


def safe_name(name: str, media: Media) -> str:
    """Return an untrusted file name as it is kept: one name, no path, the true ending.

    Chinese stays as it is; what hides, controls or leads elsewhere is taken out.
    """
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != _HIDDEN)
    stem, dot, ending = _NOT_IN_NAMES.sub("_", plain).rpartition(".")
    if ending.lower() not in _ENDINGS[media] or not dot:
        stem = f"{stem}{dot}{ending}"
    stem = stem.strip(" ._")[:_LONGEST_STEM].rstrip(" ._") or "材料"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem}.{media}"


_ENDINGS = {
    Media.PDF: {"pdf"}, Media.JPG: {"jpg", "jpeg", "jpe"}, Media.PNG: {"png"},
    Media.DOCX: {"docx"},
}  # fmt: skip


def _resolved(target: Target) -> _Resolved:
    dataset = LEDGERS.get(target.dataset)
    if dataset is None:
        raise UsageError(f"没有代码为「{target.dataset}」的台账。")
    reporter = REGION.find_reporter(target.reporter)
    if reporter is None:
        raise UsageError(f"没有叫「{target.reporter}」的填报单位。")
    period, problem = parse_period(target.period)
    if period is None:
        raise UsageError(f"报告期「{target.period}」不能识别：{problem}")
    if not target.key:
        return _Resolved(dataset, reporter, period, "")
    if set(target.key) != set(dataset.key) or not all(map(str.strip, target.key.values())):
        names = "、".join(dataset.column(name).field.label for name in dataset.key)
        raise UsageError(f"请写明材料附在「{dataset.label}」的哪一行：{names}。")
    return _Resolved(dataset, reporter, period, row_key(dataset, target.key))


def _looked_through(
    aim: _Resolved, uploads: Sequence[Upload]
) -> tuple[list[dict[str, Any]], list[Issue]]:
    """Return a row for each file and what is worth saying; raises DataRejected for all at once."""
    rows: dict[str, dict[str, Any]] = {}
    notes, refused = [], []
    most = config.number(config.EVIDENCE_MIB)
    for upload in uploads:
        try:
            _refuse_large(upload, most)
            looked = look_at(upload.content)
        except UnreadableFile as refusal:
            refused.append(f"{_spoken(upload.name)}：{refusal}")
            continue
        name = safe_name(upload.name, looked.media)
        sha = hashlib.sha256(upload.content).hexdigest()
        row = _row(aim, name, sha, looked.media, len(upload.content))
        rows.setdefault(row["attachment_id"], row)
        if looked.remark:
            notes.append(Issue.info(IssueKind.FILE, f"{name}：{looked.remark}"))
    if refused:
        raise DataRejected(" ".join(refused) + " 全部材料都没有保存。")
    return list(rows.values()), notes


def _refuse_large(upload: Upload, most_mib: int) -> None:
    if len(upload.content) > most_mib * MIB:
        raise UnreadableFile(
            f"文件有 {len(upload.content) / MIB:.1f} MiB，超过 {most_mib} MiB 的上限。"
            "请压缩图片或降低扫描分辨率后再上传。"
        )


def _spoken(name: str) -> str:
    plain = _NOT_IN_NAMES.sub("_", name)
    return "".join(c for c in plain if unicodedata.category(c) != _HIDDEN)[:_LONGEST_STEM]


def _row(aim: _Resolved, name: str, sha: str, media: str, n_bytes: int) -> dict[str, Any]:
    about = (aim.dataset.name, aim.reporter.code, aim.period.code, aim.row_key, sha)
    return {
        "attachment_id": hashlib.sha256("\n".join(about).encode()).hexdigest()[:_ID_LENGTH],
        "target_dataset": aim.dataset.name,
        "target_reporter": aim.reporter.code,
        "target_period": aim.period.code,
        "row_key": aim.row_key or None,
        "file_sha256": sha,
        "file_name": name,
        "media": str(media),
        "n_bytes": n_bytes,
        "removed": False,
    }


def _record(  # noqa: PLR0913, PLR0917 (a submission is all of these)
    run: Batch,
    aim: _Resolved,
    rows: Sequence[dict[str, Any]],
    notes: list[Issue],
    channel: str,
    reason: str,
) -> Submission:
    """Hand the facts in as a submission of its own part, so that none replaces another."""
    ids = sorted(f"{row['attachment_id']}{row['removed']}" for row in rows)
    mark = hashlib.sha256("".join(ids).encode()).hexdigest()[:_PART_LENGTH]
    month = Period.of(aim.period.last_day, ATTACHMENT.cadence.period_kind)
    submission = Submission(
        dataset=ATTACHMENT.name,
        reporter=aim.reporter.code,
        period=month.code,
        period_end=month.last_day,
        part=f"佐证{mark}",
        submitted_at=clock.now(),
        actor=run.actor,
        file_name=f"佐证材料登记{mark}.csv",
        file_kind="csv",
        channel=channel,
        kind=SubmissionKind.EDIT,
        reason=reason,
        difference={"base": None, "added": len(rows), "changed": 0, "removed": 0},
    )
    table, content = as_rows(ATTACHMENT, rows)
    return record(run.archive, content, table, notes, submission)


def _present(workspace: Path, aim: _Resolved) -> list[Attached]:
    store = open_current(workspace)
    if store is None:
        return []
    found = find(store, aim.dataset.name, aim.row_key, aim.reporter.code)
    return [one for one in found if one.target_period == aim.period.code]


def _found(workspace: Path, attachment_id: str) -> Attached:
    store = open_current(workspace)
    rows = [] if store is None else [a for a in find(store) if a.attachment_id == attachment_id]
    if not rows:
        raise UsageError("没有这份材料，或者它已被移除。")
    return rows[0]
