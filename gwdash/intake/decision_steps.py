"""What becomes of an 议定事项: 延期申请 and its answer, 退回重办, 审结.

Every step reads the register anew under the writer's lock and refuses what the row as it then
stands does not allow. That work goes on is reported like anything else: by file or 在线修改.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gwdash import clock
from gwdash.archive.model import NOBODY
from gwdash.errors import ConflictError, UsageError
from gwdash.intake.decision_register import DECISION, Decided, one_line, open_register
from gwdash.intake.in_force import Row
from gwdash.intake.usecases import batch
from gwdash.queries import attachments
from gwdash.registry.fields.office import DECISION_STATUS, EXTENSION, REVIEW
from gwdash.registry.region import REGION
from gwdash.registry.row_keys import row_key
from gwdash.store.database import open_current


@dataclass(frozen=True, slots=True)
class Item:
    """What one unit answers for: the key of a row of the register."""

    meeting_id: str
    decision_no: str
    unit: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The key of its row."""
        return self.meeting_id, self.decision_no, self.unit

    @property
    def words(self) -> str:
        """The item as sentences name it."""
        found = REGION.find_reporter(self.unit)
        return f"{self.meeting_id} 会议第 {self.decision_no} 项（{found.name if found else ''}）"


def ask_extension(  # noqa: PLR0913 (a request, who makes it and where)
    workspace: Path, item: Item, until: date | None, reason: str, *, actor: str = NOBODY,
    channel: str = "web",
) -> Decided:  # fmt: skip
    """Record that a unit asks for more time.

    Raises UsageError without a reason or for a day that is not later than the limit,
    ConflictError for what is done or asked already.
    """
    if until is None:
        raise UsageError("请填写申请延期至哪一天。")
    why = one_line(reason, "延期理由")

    def change(row: Row) -> str:
        _refuse_done(row, "申请延期")
        if row.get("extension_state") == "asked":
            raise ConflictError("已有一份延期申请等待答复，请等办公室答复后再申请。")
        if row.get("extension_state") == "granted":
            raise ConflictError(
                "已同意过一次延期，不能再次申请；确需再延的，请提请调度会议重新议定时限。"
            )
        if (limit := _limit(row)) is not None and until <= limit:
            raise UsageError(f"延期后的日期应晚于现在的时限 {limit:%Y-%m-%d}。")
        row |= {"extension_state": "asked", "extended_to": until, "extension_reason": why}
        return f"申请延期至 {until:%Y-%m-%d}：{why}"

    return _step(workspace, item, change, actor, channel)


def grant_extension(
    workspace: Path, item: Item, reason: str = "", *, actor: str = NOBODY, channel: str = "web"
) -> Decided:
    """Grant the extension that was asked for; raises ConflictError where none was."""
    return _answer(workspace, item, "granted", reason, actor, channel)


def refuse_extension(
    workspace: Path, item: Item, reason: str, *, actor: str = NOBODY, channel: str = "web"
) -> Decided:
    """Refuse the extension that was asked for; raises UsageError without a reason."""
    return _answer(workspace, item, "refused", one_line(reason, "不同意的理由"), actor, channel)


def send_back(
    workspace: Path, item: Item, reason: str, *, actor: str = NOBODY, channel: str = "web"
) -> Decided:
    """Send what a unit reported as done back to be done again (退回重办).

    Raises UsageError without a reason, ConflictError for what is not reported as done or closed.
    """
    why = one_line(reason, "退回理由")

    def change(row: Row) -> str:
        if row.get("review_state") == "closed":
            raise ConflictError("该事项已经审结，不能再退回；需要重办的，请作为新的事项议定。")
        if row.get("decision_status") != "done":
            raise ConflictError(f"该事项现为“{_status(row)}”，责任单位报已办结后才能退回重办。")
        row |= {
            "review_state": "returned", "return_reason": why, "returned_on": clock.today(),
            "decision_status": "in_progress", "done_on": None,
        }  # fmt: skip
        return f"退回重办：{why}"

    return _step(workspace, item, change, actor, channel)


def close(
    workspace: Path,
    item: Item,
    *,
    without_evidence: str = "",
    actor: str = NOBODY,
    channel: str = "web",
) -> Decided:
    """Close what a unit has done (审结).

    It must be reported as done and have evidence attached; `without_evidence` says why the
    office closes it without. Raises ConflictError otherwise.
    """

    def change(row: Row) -> str:
        if row.get("review_state") == "closed":
            raise ConflictError("该事项已经审结。")
        if row.get("decision_status") != "done":
            raise ConflictError(f"该事项现为“{_status(row)}”，责任单位报已办结后才能审结。")
        why = " ".join(without_evidence.split())
        if not why and not _has_evidence(workspace, item):
            raise ConflictError(
                "该事项还没有佐证材料。请先上传办结的佐证材料；确需没有材料审结的，请写明理由。"
            )
        row |= {"review_state": "closed"}
        return f"审结{f'（没有佐证材料：{why}）' if why else ''}"

    return _step(workspace, item, change, actor, channel)


def _answer(  # noqa: PLR0913, PLR0917 (an answer, who gives it and where)
    workspace: Path, item: Item, state: str, reason: str, actor: str, channel: str
) -> Decided:
    def change(row: Row) -> str:
        if row.get("extension_state") != "asked":
            raise ConflictError("没有等待答复的延期申请，可能已经答复过；请刷新页面。")
        if row.get("extended_to") is None:
            raise ConflictError("这份申请没有写明延期至哪一天，不能答复；请责任单位重新申请。")
        row["extension_state"] = state
        why = f"：{' '.join(reason.split())}" if reason.strip() else ""
        return f"{EXTENSION.label_of(state)}延期至 {row['extended_to']:%Y-%m-%d}{why}"

    return _step(workspace, item, change, actor, channel)


def _step(
    workspace: Path, item: Item, change: Callable[[Row], str], actor: str, channel: str
) -> Decided:
    """Change one row under the lock; `change` refuses or says what it did."""
    with batch(workspace, actor=actor) as run:
        register = open_register(run, DECISION)
        row = register.row(item.key)
        if row is None:
            raise UsageError(f"没有这个议定事项：{item.words}。请刷新页面后再试。")
        fresh = dict(row)
        said = change(fresh)
        register.put(fresh)
        receipt = register.hand_in(f"{item.words}{said}", channel)
    kept = replace(receipt, version=run.version)
    return Decided(kept, item.meeting_id, item.decision_no, register.period.code)


def _refuse_done(row: Row, what: str) -> None:
    if row.get("review_state") == "closed" or row.get("decision_status") == "done":
        raise ConflictError(f"该事项现为“{_status(row)}”，不用{what}。")


def _limit(row: Row) -> date | None:
    if row.get("extension_state") == "granted" and row.get("extended_to"):
        limit: date = row["extended_to"]
        return limit
    due: date | None = row.get("decision_due_on")
    return due


def _status(row: Row) -> str:
    if row.get("review_state") == "closed":
        return str(REVIEW.label_of("closed"))
    status = row.get("decision_status")
    return str(DECISION_STATUS.label_of(status)) if status else "未办理"


def _has_evidence(workspace: Path, item: Item) -> bool:
    store = open_current(workspace)
    if store is None:
        return False
    key = row_key(DECISION, dict(zip(DECISION.key, item.key, strict=True)))
    return bool(attachments.find(store, DECISION.name, key))
