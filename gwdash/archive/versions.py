"""Versions: which submissions were published together, and which of them must stay."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from gwdash import clock
from gwdash.archive import schema
from gwdash.archive.model import NOBODY, Version
from gwdash.archive.transactions import Transactions
from gwdash.errors import UsageError

_change = schema.version_change
_table = schema.version
_meeting = schema.meeting
_CLOSED = "closed"


def _held() -> "sa.ColumnElement[bool]":
    """Return whether a version must stay: somebody pinned it, or a meeting needs it.

    A meeting that is not closed does, and so does the one closed last: its papers are made and
    corrected from that version. Told from the meetings themselves, so that the pin of one never
    undoes what another or a person needs.
    """
    going_on = sa.select(_meeting.c.version).where(_meeting.c.state != _CLOSED)
    last = (
        sa.select(_meeting.c.version)
        .where(_meeting.c.state == _CLOSED)
        .order_by(_meeting.c.held_on.desc(), _meeting.c.meeting_id.desc())
        .limit(1)
    )
    return sa.or_(_table.c.pinned, _table.c.version.in_(going_on), _table.c.version.in_(last))


def _versions() -> "sa.Select[tuple[object, ...]]":
    columns = [_held().label("pinned") if c.name == "pinned" else c for c in _table.c]
    return sa.select(*columns)


class Versions(Transactions):
    """The part of the ledger that knows versions.

    A manifest is kept as its difference to the version before, so a version can be taken back
    only while it is the last.
    """

    def new_version(
        self,
        manifest: Iterable[int],
        *,
        reason: str,
        actor: str = NOBODY,
        at: datetime | None = None,
    ) -> int:
        """Record a version made of these submissions and return its number."""
        wanted = frozenset(manifest)
        values = {
            "created_at": at or clock.now(),
            "actor": actor,
            "reason": reason,
            "pinned": False,
            "content_hash": "",
            "n_submissions": len(wanted),
        }
        with self._writing() as connection:
            last = connection.execute(sa.select(sa.func.max(_table.c.version))).scalar() or 0
            before = _manifest(connection, last)
            key = connection.execute(sa.insert(_table).values(values)).inserted_primary_key
            number = 0 if key is None else int(key[0])
            changes = [
                {"version": number, "submission_id": i, "change": 1 if i in wanted else -1}
                for i in sorted(wanted ^ before)
            ]
            if changes:
                connection.execute(sa.insert(_change), changes)
        return number

    def manifest(self, version: int) -> frozenset[int]:
        """Return the submissions of a version; raises UsageError for an unknown one."""
        with self._reading() as connection:
            _require(connection, version)
            return _manifest(connection, version)

    def spans(self) -> dict[int, list[tuple[int, int | None]]]:
        """Return for each submission the versions that hold it, as (first, last) in order.

        The last is None where the newest version holds it.
        """
        query = sa.select(_change).order_by(_change.c.version)
        found: dict[int, list[tuple[int, int | None]]] = {}
        with self._reading() as connection:
            for row in connection.execute(query):
                spans = found.setdefault(row.submission_id, [])
                if row.change > 0:
                    spans.append((row.version, None))
                elif spans:
                    spans[-1] = (spans[-1][0], row.version - 1)
        return found

    def versions(self) -> list[Version]:
        """Return all versions, the oldest first."""
        with self._reading() as connection:
            rows = connection.execute(_versions().order_by(_table.c.version)).mappings()
            return [Version(**row) for row in rows]

    def version(self, number: int) -> Version:
        """Return one version; raises UsageError for an unknown one."""
        with self._reading() as connection:
            return _require(connection, number)

    def mark_published(self, version: int, content_hash: str, at: datetime | None = None) -> None:
        """Record that a version went live with this content."""
        values = {"content_hash": content_hash, "published_at": at or clock.now()}
        self._update(version, values)

    def pin(self, version: int, on: bool = True) -> None:  # noqa: FBT001, FBT002 (a switch)
        """Keep a version's file for good, or let it go again.

        What a meeting needs stays pinned whatever is said here.
        """
        self._update(version, {"pinned": on})

    def take_back(self, version: int) -> None:
        """Forget a version that never went live; it must be the last one."""
        with self._writing() as connection:
            found = _require(connection, version)
            last = connection.execute(sa.select(sa.func.max(_table.c.version))).scalar()
            if found.published_at is not None or version != last:
                raise UsageError(f"第 {version} 版已经发布，不能取消；可以切换到别的版本。")
            connection.execute(sa.delete(_change).where(_change.c.version == version))
            connection.execute(sa.delete(_table).where(_table.c.version == version))

    def _update(self, version: int, values: dict[str, object]) -> None:
        with self._writing() as connection:
            _require(connection, version)
            connection.execute(sa.update(_table).where(_table.c.version == version).values(values))


def _manifest(connection: sa.Connection, version: int) -> frozenset[int]:
    query = (
        sa.select(_change.c.submission_id)
        .where(_change.c.version <= version)
        .group_by(_change.c.submission_id)
        .having(sa.func.sum(_change.c.change) > 0)
    )
    return frozenset(connection.execute(query).scalars())


def _require(connection: sa.Connection, version: int) -> Version:
    query = _versions().where(_table.c.version == version)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise UsageError(f"没有第 {version} 版，请用 versions 命令查看已有的版本。")
    return Version(**row)
