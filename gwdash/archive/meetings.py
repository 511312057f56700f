"""调度会议: what a meeting shows, from which version, and what was done to it since.

A meeting pins its version: numbers on the wall do not move while files are published. Every
change is kept as a sentence with who and when; entries are added and never changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from gwdash import clock
from gwdash.archive import schema
from gwdash.archive.model import NOBODY
from gwdash.archive.transactions import Transactions
from gwdash.errors import ConflictError, UsageError
from gwdash.registry.agenda import Part, Topic

_table = schema.meeting
_entry = schema.meeting_entry


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PREPARING = "preparing"
    RUNNING = "running"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The word people see."""
        return _LABELS[self]


_LABELS = {
    MeetingState.PREPARING: "准备中",
    MeetingState.RUNNING: "进行中",
    MeetingState.CLOSED: "已结束",
}
_ORDER = tuple(MeetingState)


def step_words(before: MeetingState, after: MeetingState) -> str:
    """Return what the entry of a step from one state to another says."""
    return f"{before.label} → {after.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One 联合调度会议 with its agenda, as it stands."""

    meeting_id: str
    """会议编号, such as ``2024-03``: the same as in the ledger of meetings."""
    title: str
    held_on: date
    period: str
    """Code of the period that its screens show."""
    version: int
    """The published version that all its screens and papers read."""
    topics: tuple[Topic, ...]
    place: str = ""
    chair_role: str = ""
    """主持人职务; never a name."""
    state: MeetingState = MeetingState.PREPARING
    revision: int = 0
    """Grows with every change; an edit says which one it began from."""
    created_at: datetime
    closed_at: datetime | None = None
    actor: str = NOBODY
    """Who changed it last."""

    @property
    def is_open(self) -> bool:
        """Whether its details and agenda may still be changed."""
        return self.state is not MeetingState.CLOSED

    def place_of(self, key: str) -> int | None:
        """Return the place of a screen on the agenda from 1, None where it has none."""
        for number, one in enumerate(self.topics, 1):
            if one.key == key:
                return number
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry:
    """One thing that was done to a meeting."""

    meeting_id: str
    at: datetime
    actor: str
    what: str
    """A sentence; the reason where one was asked for."""
    revision: int
    version: int
    id: int = 0


class Meetings(Transactions):
    """The part of the ledger that knows meetings.

    The version of a meeting that is not closed, and that of the meeting closed last, count as
    pinned: see `gwdash.archive.versions`.
    """

    def add_meeting(self, meeting: Meeting) -> Meeting:
        """Keep a new meeting; raises ConflictError where its number or a screen comes twice."""
        fresh = replace(meeting, state=MeetingState.PREPARING, revision=1, closed_at=None)
        _refuse_twice(fresh.topics)
        with self._writing() as connection:
            if _found(connection, fresh.meeting_id) is not None:
                raise ConflictError(f"会议编号 {fresh.meeting_id} 已经有了，请刷新页面后再试。")
            connection.execute(sa.insert(_table).values(_to_row(fresh)))
            _note(connection, fresh, "新建会议", fresh.created_at)
        return fresh

    def change_meeting(
        self, meeting: Meeting, what: str, *, actor: str = NOBODY, at: datetime | None = None
    ) -> Meeting:
        """Keep details and agenda of a meeting as given and return it.

        `meeting.revision` is the one the edit began from. Raises ConflictError where somebody
        changed it since, where it is closed, and where its version or period is to change while
        it runs.
        """
        _refuse_twice(meeting.topics)
        with self._writing() as connection:
            before = _at(connection, meeting.meeting_id, meeting.revision)
            if not before.is_open:
                raise ConflictError("会议已经结束，内容不能再改。如需修改，请先重新打开会议。")
            pinned = (before.version, before.period)
            if before.state is MeetingState.RUNNING and pinned != (meeting.version, meeting.period):
                raise ConflictError(
                    "会议正在进行，报告期和数据版本不变。如需更换，请先退回“准备中”。"
                )
            after = replace(
                meeting, state=before.state, created_at=before.created_at,
                closed_at=before.closed_at, revision=before.revision + 1, actor=actor,
            )  # fmt: skip
            _write(connection, after, what, at)
        return after

    def move_meeting(  # noqa: PLR0913 (a step with who, why and when)
        self,
        meeting_id: str,
        revision: int,
        state: MeetingState,
        *,
        reason: str = "",
        actor: str = NOBODY,
        at: datetime | None = None,
    ) -> Meeting:
        """Take a meeting one step on, or one step back with a reason, and return it.

        Raises UsageError without the reason, ConflictError for any other step and where
        somebody changed the meeting since.
        """
        with self._writing() as connection:
            before = _at(connection, meeting_id, revision)
            step = _ORDER.index(state) - _ORDER.index(before.state)
            if abs(step) != 1:
                raise ConflictError(
                    f"会议现为“{before.state.label}”，不能直接改为“{state.label}”。"
                )
            if step < 0 and not reason.strip():
                raise UsageError(f"退回“{state.label}”必须写明原因。")
            moment = at or clock.now()
            after = replace(
                before, state=state, revision=revision + 1, actor=actor,
                closed_at=moment if state is MeetingState.CLOSED else None,
            )  # fmt: skip
            why = f"：{reason.strip()}" if reason.strip() else ""
            _write(connection, after, step_words(before.state, state) + why, moment)
        return after

    def remove_meeting(
        self, meeting_id: str, revision: int, *, actor: str = NOBODY, at: datetime | None = None
    ) -> None:
        """Delete a meeting that never began; its entries stay.

        Raises ConflictError where it has begun or somebody changed it since.
        """
        with self._writing() as connection:
            before = _at(connection, meeting_id, revision)
            if before.state is not MeetingState.PREPARING:
                raise ConflictError(f"会议现为“{before.state.label}”，不能删除。")
            connection.execute(sa.delete(_table).where(_table.c.meeting_id == meeting_id))
            _note(connection, replace(before, actor=actor), "删除会议", at or clock.now())

    def meeting(self, meeting_id: str) -> Meeting:
        """Return one meeting; raises UsageError for an unknown one."""
        with self._reading() as connection:
            return _require(connection, meeting_id)

    def meetings(self) -> list[Meeting]:
        """Return all meetings, the latest first."""
        query = sa.select(_table).order_by(_table.c.held_on.desc(), _table.c.meeting_id.desc())
        with self._reading() as connection:
            return [_from_row(row) for row in connection.execute(query).mappings()]

    def meeting_entries(self, meeting_id: str) -> list[MeetingEntry]:
        """Return what was done to a meeting, the oldest first."""
        query = sa.select(_entry).where(_entry.c.meeting_id == meeting_id).order_by(_entry.c.id)
        with self._reading() as connection:
            return [MeetingEntry(**row) for row in connection.execute(query).mappings()]


def _refuse_twice(topics: tuple[Topic, ...]) -> None:
    keys = [one.key for one in topics]
    for one in topics:
        if keys.count(one.key) > 1:
            raise ConflictError(f"议程里已有“{one.heading}”，同一屏不能重复。")


def _found(connection: sa.Connection, meeting_id: str) -> Meeting | None:
    query = sa.select(_table).where(_table.c.meeting_id == meeting_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else _from_row(row)


def _require(connection: sa.Connection, meeting_id: str) -> Meeting:
    found = _found(connection, meeting_id)
    if found is None:
        raise UsageError(f"没有编号为 {meeting_id} 的调度会议，请从会议列表打开。")
    return found


def _at(connection: sa.Connection, meeting_id: str, revision: int) -> Meeting:
    """Return the meeting as it stands, where that is what an edit began from."""
    found = _require(connection, meeting_id)
    if found.revision != revision:
        query = (
            sa.select(_entry).where(_entry.c.meeting_id == meeting_id).order_by(_entry.c.id.desc())
        )
        last = connection.execute(query.limit(1)).mappings().one()
        raise ConflictError(
            f"这次会议已由{last['actor']}在 {last['at']:%m-%d %H:%M} 修改（{last['what']}），"
            "您的修改没有保存。请刷新页面，在最新内容上再改。"
        )
    return found


def _write(connection: sa.Connection, after: Meeting, what: str, at: datetime | None) -> None:
    key = _table.c.meeting_id == after.meeting_id
    connection.execute(sa.update(_table).where(key).values(_to_row(after)))
    _note(connection, after, what, at or clock.now())


def _note(connection: sa.Connection, meeting: Meeting, what: str, at: datetime) -> None:
    values = {
        "meeting_id": meeting.meeting_id, "at": at, "actor": meeting.actor, "what": what,
        "revision": meeting.revision, "version": meeting.version,
    }  # fmt: skip
    connection.execute(sa.insert(_entry).values(values))


def _to_row(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting_id": meeting.meeting_id,
        "title": meeting.title,
        "held_on": meeting.held_on,
        "period": meeting.period,
        "version": meeting.version,
        "topics": [_topic_row(one) for one in meeting.topics],
        "place": meeting.place,
        "chair_role": meeting.chair_role,
        "state": str(meeting.state),
        "revision": meeting.revision,
        "created_at": meeting.created_at,
        "closed_at": meeting.closed_at,
        "actor": meeting.actor,
    }


def _topic_row(one: Topic) -> dict[str, Any]:
    return {
        "part": str(one.part), "task_no": one.task_no, "title": one.title, "note": one.note,
        "options": dict(one.options),
    }  # fmt: skip


def _from_row(row: Mapping[Any, Any]) -> Meeting:
    topics = tuple(Topic(**{**one, "part": Part(one["part"])}) for one in row["topics"])
    return Meeting(**{**row, "topics": topics, "state": MeetingState(row["state"])})
