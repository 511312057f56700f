"""The ledger's tables, in SQLAlchemy Core: SQLite here, another database by another URL."""

import json
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from gwdash.clock import BEIJING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Raised whenever an older program could misread what a newer one wrote.
FORMAT = 6
#: How long a connection waits for another writer before it gives up.
BUSY_SECONDS = 30
#: Marks connections that will write; they take the write lock at once instead of half-way.
WRITES = "gwdash_writes"


class BeijingTime(sa.types.TypeDecorator[datetime]):
    """A moment, stored as Beijing time without a zone and read back with one."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn a moment with a zone into Beijing time; one without is Beijing time."""
        del dialect
        if value is None or value.tzinfo is None:
            return value
        return value.astimezone(BEIJING).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the stored moment its zone back."""
        del dialect
        return None if value is None else value.replace(tzinfo=BEIJING)


metadata = sa.MetaData()

submission = sa.Table(
    "submission",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("dataset", sa.String, nullable=False),
    sa.Column("reporter", sa.String, nullable=False),
    sa.Column("period", sa.String, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.Column("part", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("submitted_at", BeijingTime, nullable=False),
    sa.Column("accepted_at", BeijingTime),
    sa.Column("first_submitted_at", BeijingTime),
    sa.Column("decided_at", BeijingTime),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("file_name", sa.String, nullable=False),
    sa.Column("file_sha256", sa.String, nullable=False),
    sa.Column("file_kind", sa.String, nullable=False),
    sa.Column("rows_sha256", sa.String, nullable=False),
    sa.Column("issues_sha256", sa.String, nullable=False),
    sa.Column("n_rows", sa.Integer, nullable=False),
    sa.Column("n_stopped", sa.Integer, nullable=False),
    sa.Column("n_errors", sa.Integer, nullable=False),
    sa.Column("n_warnings", sa.Integer, nullable=False),
    sa.Column("profile", sa.JSON, nullable=False),
    sa.Column("headings", sa.JSON, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("supersedes", sa.Integer, sa.ForeignKey("submission.id")),
    sa.Column("channel", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False, server_default="file"),
    sa.Column("partial", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("difference", sa.JSON, nullable=False, server_default="{}"),
    sa.Column("opening", sa.Integer),
    # Numbers of submissions stand on paper; one must never mean two files.
    sqlite_autoincrement=True,
)
sa.Index("submission_slice", *(submission.c[n] for n in ("dataset", "reporter", "period", "part")))
#: Whether a file came before is asked of every file. A ledger made without it only answers later.
sa.Index("submission_file", submission.c.file_sha256)
#: The database itself refuses a slice with two accepted submissions.
sa.Index(
    "one_accepted",
    *(submission.c[n] for n in ("dataset", "reporter", "period", "part")),
    unique=True,
    sqlite_where=submission.c.state == "accepted",
    postgresql_where=submission.c.state == "accepted",
)

event = sa.Table(
    "event",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("submission_id", sa.ForeignKey("submission.id"), nullable=False, index=True),
    sa.Column("at", BeijingTime, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("before", sa.String),
    sa.Column("after", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
)

version = sa.Table(
    "version",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("created_at", BeijingTime, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("published_at", BeijingTime),
    sa.Column("pinned", sa.Boolean, nullable=False),
    sa.Column("content_hash", sa.String, nullable=False),
    sa.Column("n_submissions", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)

#: Manifests as differences to the version before: years of daily versions stay small.
version_change = sa.Table(
    "version_change",
    metadata,
    sa.Column("version", sa.ForeignKey("version.version"), primary_key=True),
    sa.Column("submission_id", sa.ForeignKey("submission.id"), primary_key=True),
    sa.Column("change", sa.Integer, nullable=False),
)

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)

#: What a reporter's unknown headings mean, as somebody once said in the page.
learned_mapping = sa.Table(
    "learned_mapping",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("dataset", sa.String, nullable=False),
    sa.Column("reporter", sa.String, nullable=False),
    sa.Column("signature", sa.String, nullable=False),
    sa.Column("headings", sa.JSON, nullable=False),
    sa.Column("mapping", sa.JSON, nullable=False),
    sa.Column("created_at", BeijingTime, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("undone_at", BeijingTime),
    sa.Column("undone_by", sa.String, nullable=False, server_default=""),
)

#: Past periods that the office has opened for 补录.
opening = sa.Table(
    "opening",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("dataset", sa.String, nullable=False),
    sa.Column("reporter", sa.String, nullable=False),
    sa.Column("period", sa.String, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("opened_at", BeijingTime, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("closed_at", BeijingTime),
)

#: 销号: what people did to close a problem; rows are added and never changed.
closing_step = sa.Table(
    "closing_step",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("step", sa.String, nullable=False),
    sa.Column("at", BeijingTime, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("as_of", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)
sa.Index("closing_problem", closing_step.c.kind, closing_step.c.subject)

#: What the office said of a period's ranking (已核对, 已审定), with the ranking it said it of.
ranking_review = sa.Table(
    "ranking_review",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("period", sa.String, nullable=False, index=True),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("at", BeijingTime, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("note", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("scheme_version", sa.String, nullable=False),
    sa.Column("standings", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)

#: 调度会议 as they stand; what was done to each stands in `meeting_entry`.
meeting = sa.Table(
    "meeting",
    metadata,
    sa.Column("meeting_id", sa.String, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("period", sa.String, nullable=False),
    sa.Column("version", sa.ForeignKey("version.version"), nullable=False, index=True),
    sa.Column("topics", sa.JSON, nullable=False),
    sa.Column("place", sa.String, nullable=False),
    sa.Column("chair_role", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("created_at", BeijingTime, nullable=False),
    sa.Column("closed_at", BeijingTime),
    sa.Column("actor", sa.String, nullable=False),
)

#: Outlives its meeting: one that was deleted can still be told of.
meeting_entry = sa.Table(
    "meeting_entry",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("meeting_id", sa.String, nullable=False, index=True),
    sa.Column("at", BeijingTime, nullable=False),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)


def _rows_are_only_added(table: sa.Table, connection: sa.Connection, **_: object) -> None:
    """Let the database itself refuse to change or delete what people decided."""
    if connection.dialect.name != "sqlite":
        return
    for change in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table.name}_no_{change.lower()} BEFORE {change} "
            f"ON {table.name} BEGIN SELECT RAISE(ABORT, 'rows are only added'); END"
        )


for _kept in (closing_step, ranking_review, meeting_entry):
    sa.event.listen(_kept, "after_create", _rows_are_only_added)

#: Columns that each format added to tables of the one before, as (format, table, column).
_ADDED = (
    (2, submission, submission.c.kind),
    (2, submission, submission.c.partial),
    (2, submission, submission.c.difference),
    (3, submission, submission.c.opening),
)


def upgrade(connection: sa.Connection, written: int) -> None:
    """Bring the tables of an older format up to this one, within the caller's transaction."""
    metadata.create_all(connection)
    for needed, table, column in _ADDED:
        if written < needed:
            ddl = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {ddl}")


def open_engine(path: Path) -> sa.Engine:
    """Return an engine on the SQLite file, durable to each commit and open to other processes."""
    engine = sa.create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_SECONDS},
        json_serializer=_json,
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 (the driver's own)
    # The driver would begin transactions late and by itself; SQLAlchemy's events do it here.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def unhurried(engine: sa.Engine) -> "Iterator[None]":
    """Let the engine's commits not wait for the disk; a power cut may undo the last of them."""
    sa.event.listen(engine, "connect", _relax)
    engine.dispose()
    try:
        yield
    finally:
        sa.event.remove(engine, "connect", _relax)
        engine.dispose()


def _relax(connection: Any, _record: object) -> None:  # noqa: ANN401 (the driver's own)
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
