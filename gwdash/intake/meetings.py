"""What the office does with a 调度会议: prepare, change, begin, close, and put it on record.

Every step takes the meeting as the person saw it; who comes second is told so and loses nothing.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.meetings import Meeting, MeetingEntry, MeetingState, step_words
from gwdash.archive.model import NOBODY
from gwdash.errors import ConflictError, GwdashError, UsageError
from gwdash.intake.meeting_record import hand_in
from gwdash.intake.usecases import Receipt
from gwdash.intake.workspaces import archive_of, require_workspace
from gwdash.registry.agenda import Topic, agenda
from gwdash.standards.periods import Period
from gwdash.store.lock import writing
from gwdash.store.pointer import live_version, version_path
from gwdash.store.rebuild import is_up_to_date, rebuild

#: What stands on a screen is read from afar; more is cut there.
LONGEST_TITLE = 40
LONGEST_NOTE = 1000
_MOST_SCREENS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What somebody fills in of a new meeting."""

    held_on: date
    period: str
    title: str = ""
    """Empty for the usual one: 2024年第3次联合调度会议."""
    place: str = ""
    chair_role: str = ""
    topics: tuple[Topic, ...] = ()
    """Empty for the usual agenda."""


def meetings(workspace: Path) -> list[Meeting]:
    """Return all meetings of a workspace, the latest first."""
    if not (workspace / "archive").is_dir():
        return []
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.meetings()


def meeting(workspace: Path, meeting_id: str) -> Meeting:
    """Return one meeting; raises UsageError for an unknown one."""
    if not (workspace / "archive").is_dir():
        raise UsageError(f"没有编号为 {meeting_id} 的调度会议，请从会议列表打开。")
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.meeting(meeting_id)


def entries(workspace: Path, meeting_id: str) -> list[MeetingEntry]:
    """Return what was done to a meeting, the oldest first."""
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.meeting_entries(meeting_id)


def begun_at(workspace: Path, meeting_id: str) -> datetime | None:
    """Return when a meeting was opened last, None before that."""
    step = step_words(MeetingState.PREPARING, MeetingState.RUNNING)
    found = [one.at for one in entries(workspace, meeting_id) if one.what == step]
    return found[-1] if found else None


def previous(workspace: Path, one: Meeting) -> Meeting | None:
    """Return the meeting before this one, by the day on which they are held."""
    place = (one.held_on, one.meeting_id)
    earlier = [m for m in meetings(workspace) if (m.held_on, m.meeting_id) < place]
    return earlier[0] if earlier else None


def prepare(workspace: Path, plan: Plan, *, actor: str = NOBODY) -> Meeting:
    """Make a meeting on the live version, which stays as it is until the meeting is over.

    Raises ConflictError before the first publish, UsageError for what cannot be.
    """
    require_workspace(workspace)
    # Under the writers' lock, so that no publish drops the version before it is pinned.
    with writing(workspace), closing(archive_of(workspace)) as archive:
        number = _next_number(archive, plan.held_on.year)
        fresh = Meeting(
            meeting_id=number,
            title=plan.title.strip() or _usual_title(number),
            held_on=plan.held_on,
            period=Period.parse(plan.period).code,
            version=_live(workspace),
            topics=plan.topics or agenda(),
            place=plan.place.strip(),
            chair_role=plan.chair_role.strip(),
            created_at=clock.now(),
            actor=actor,
        )
        return archive.ledger.add_meeting(_sound(fresh))


def change(workspace: Path, edited: Meeting, *, actor: str = NOBODY) -> Meeting:
    """Keep what somebody changed of a meeting; its revision is the one he began from.

    Returns it as it stands; nothing is noted where nothing changed. Raises UsageError for what
    cannot be, ConflictError where somebody else was first.
    """
    wanted = _sound(replace(edited, period=Period.parse(edited.period).code))
    with closing(archive_of(workspace)) as archive:
        before = archive.ledger.meeting(edited.meeting_id)
        if wanted.version != before.version:
            raise UsageError("数据版本请用“改用最新数据”更换。")
        what = _said(before, wanted)
        if not what and before.revision == edited.revision:
            return before
        return archive.ledger.change_meeting(wanted, what or "保存", actor=actor)


def pin_latest(workspace: Path, seen: Meeting, *, actor: str = NOBODY) -> Meeting:
    """Let a meeting that has not begun read the live version from now on."""
    with writing(workspace), closing(archive_of(workspace)) as archive:
        newest = _live(workspace)
        if newest == seen.version:
            return archive.ledger.meeting(seen.meeting_id)
        what = f"数据版本由 v{seen.version} 改为 v{newest}"
        return archive.ledger.change_meeting(replace(seen, version=newest), what, actor=actor)


def begin(workspace: Path, seen: Meeting, *, actor: str = NOBODY) -> Meeting:
    """Open a meeting: from now on neither its period nor its version changes."""
    return _move(workspace, seen, MeetingState.RUNNING, actor=actor)


def put_back(workspace: Path, seen: Meeting, reason: str, *, actor: str = NOBODY) -> Meeting:
    """Take a running meeting back to 准备中, with a reason."""
    return _move(workspace, seen, MeetingState.PREPARING, reason=reason, actor=actor)


def close(workspace: Path, seen: Meeting, *, actor: str = NOBODY) -> tuple[Meeting, Receipt]:
    """Close a running meeting and hand in its row of the ledger of meetings.

    The row goes in first: a meeting never counts as closed that the ledger knows nothing of.
    Raises DataRejected where the row would not pass the checks.
    """
    if seen.state is not MeetingState.RUNNING or meeting(workspace, seen.meeting_id) != seen:
        _require_same(workspace, seen)
        raise ConflictError(f"会议现为“{seen.state.label}”，不能结束。")
    receipt = hand_in(workspace, seen, actor=actor)
    return _move(workspace, seen, MeetingState.CLOSED, actor=actor), receipt


def reopen(workspace: Path, seen: Meeting, reason: str, *, actor: str = NOBODY) -> Meeting:
    """Open a closed meeting again, with a reason; its version is built again where it is gone."""
    found = _move(workspace, seen, MeetingState.RUNNING, reason=reason, actor=actor)
    ensure_version(workspace, found.version)
    return found


def remove(workspace: Path, seen: Meeting, *, actor: str = NOBODY) -> None:
    """Delete a meeting that never began."""
    with closing(archive_of(workspace)) as archive:
        archive.ledger.remove_meeting(seen.meeting_id, seen.revision, actor=actor)


def ensure_version(workspace: Path, version: int) -> None:
    """Build a version's file again where it is not there, or not of this program, any more."""
    if is_up_to_date(version_path(workspace, version)):
        return
    with writing(workspace), closing(archive_of(workspace)) as archive:
        rebuild(workspace, archive, version)


def moved(topics: Sequence[Topic], key: str, by: int) -> tuple[Topic, ...]:
    """Return an agenda with one item moved by so many places; it stops at the ends."""
    order = list(topics)
    place = next((n for n, one in enumerate(order) if one.key == key), None)
    if place is None:
        return tuple(order)
    one = order.pop(place)
    order.insert(min(max(place + by, 0), len(order)), one)
    return tuple(order)


def without(topics: Iterable[Topic], key: str) -> tuple[Topic, ...]:
    """Return an agenda without one item."""
    return tuple(one for one in topics if one.key != key)


def _move(
    workspace: Path, seen: Meeting, state: MeetingState, *, reason: str = "", actor: str
) -> Meeting:
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.move_meeting(
            seen.meeting_id, seen.revision, state, reason=reason, actor=actor
        )


def _require_same(workspace: Path, seen: Meeting) -> None:
    if meeting(workspace, seen.meeting_id).revision != seen.revision:
        raise ConflictError("这次会议刚被别人修改过，请刷新页面后再结束。")


def _live(workspace: Path) -> int:
    found = live_version(workspace)
    if found is None:
        raise ConflictError("还没有发布过数据，不能准备会议。请先报送数据。")
    return found


def _next_number(archive: Archive, year: int) -> str:
    """Return the next number of a year, after those in the ledger and those being prepared."""
    known = {one.meeting_id for one in archive.ledger.meetings()}
    for submission in archive.ledger.submissions(dataset="meeting"):
        if submission.rows_sha256:
            known |= set(archive.rows(submission.rows_sha256)["meeting_id"].to_pylist())
    head = f"{year}-"
    last = [
        int(one.removeprefix(head))
        for one in known
        if one and one.startswith(head) and one.removeprefix(head).isdigit()
    ]
    return f"{head}{max(last, default=0) + 1:02d}"


def _usual_title(number: str) -> str:
    year, _, place = number.partition("-")
    return f"{year}年第{int(place)}次联合调度会议"


def _sound(wanted: Meeting) -> Meeting:
    """Return a meeting that can be shown; raises UsageError for one that cannot."""
    if not wanted.title.strip():
        raise UsageError("请填写会议名称。")
    if not wanted.topics:
        raise UsageError("议程不能为空，请至少保留一项。")
    if len(wanted.topics) > _MOST_SCREENS:
        raise UsageError(f"议程最多 {_MOST_SCREENS} 项。")
    for one in wanted.topics:
        if len(one.title) > LONGEST_TITLE:
            raise UsageError(
                f"“{one.title[:LONGEST_TITLE]}…”太长，屏上标题最多 {LONGEST_TITLE} 字。"
            )
        if len(one.note) > LONGEST_NOTE:
            raise UsageError(f"“{one.heading}”的讲稿最多 {LONGEST_NOTE} 字。")
        _require_known(one)
    return wanted


def _require_known(one: Topic) -> None:
    try:
        known = one.heading
    except (KeyError, GwdashError) as error:
        raise UsageError(f"议程里的“{one.key}”不是可放映的内容。") from error
    if not known.strip():
        raise UsageError(f"议程里的“{one.key}”没有标题。")


_LABELS = (
    ("title", "名称"), ("held_on", "日期"), ("period", "报告期"), ("place", "地点"),
    ("chair_role", "主持人职务"),
)  # fmt: skip


def _said(before: Meeting, after: Meeting) -> str:
    """Return what changed between two states, in words; empty for nothing."""
    found = [
        f"{label}改为“{getattr(after, name)}”"
        for name, label in _LABELS
        if getattr(before, name) != getattr(after, name)
    ]
    old, new = [one.key for one in before.topics], [one.key for one in after.topics]
    added = [one.heading for one in after.topics if one.key not in old]
    gone = [one.heading for one in before.topics if one.key not in new]
    if added:
        found.append(f"议程增加{'、'.join(added)}")
    if gone:
        found.append(f"议程去掉{'、'.join(gone)}")
    if [key for key in old if key in new] != [key for key in new if key in old]:
        found.append("调整议程顺序")
    kept = {one.key: one for one in before.topics}
    noted = [
        one.heading for one in after.topics if one.key in kept and kept[one.key] != one
    ]  # fmt: skip
    if noted:
        found.append(f"修改{'、'.join(noted)}的标题或讲稿")
    return "；".join(found)
