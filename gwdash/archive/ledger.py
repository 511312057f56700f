"""The ledger: which file was handed in, by whom, when, and what became of it.

It is the truth of the archive. Every state follows from an event, nothing is deleted, and a
slice (dataset, reporter, period, part) never has two accepted submissions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from gwdash import clock
from gwdash.archive import schema
from gwdash.archive.closings import Closings
from gwdash.archive.learned import Learned
from gwdash.archive.meetings import Meetings
from gwdash.archive.model import Event, State, Submission, SubmissionKind
from gwdash.archive.openings import Openings
from gwdash.archive.returns import Returns
from gwdash.archive.reviews import Reviews
from gwdash.archive.versions import Versions
from gwdash.errors import ConflictError, UsageError, WorkspaceError

#: What a decision may do; superseding and its undoing follow by themselves.
_ALLOWED = {
    State.SUBMITTED: (State.ACCEPTED, State.RETURNED, State.WITHDRAWN),
    State.ACCEPTED: (State.RETURNED, State.WITHDRAWN),
    # A return can be a mistake; what was withdrawn is gone by its sender's own wish.
    State.RETURNED: (State.ACCEPTED, State.WITHDRAWN),
}
_DEMANDS = {
    State.ACCEPTED: "审核通过",
    State.RETURNED: "退回",
    State.WITHDRAWN: "撤回",
}
_FORMAT_KEY = "format"
_DEMO_KEY = "demo"
_SLICE = ("dataset", "reporter", "period", "part")
_LONG = frozenset({"profile", "headings"})
_table = schema.submission
#: Statements made once: building them anew for each file took as long as running them.
_INSERT = sa.insert(_table)
_UPDATE = sa.update(_table).where(_table.c.id == sa.bindparam("number"))
_NOTE = sa.insert(schema.event)
_BY_ID = sa.select(_table).where(_table.c.id == sa.bindparam("number"))
_IN_FORCE = sa.select(_table).where(
    _table.c.state == str(State.ACCEPTED), *(_table.c[n] == sa.bindparam(n) for n in _SLICE)
)
_ROWS_IN_FORCE = (
    sa.select(_table.c.reporter, _table.c.period, _table.c.part, _table.c.rows_sha256)
    .where(
        _table.c.state == str(State.ACCEPTED),
        _table.c.dataset == sa.bindparam("dataset"),
        _table.c.rows_sha256 != "",
    )
    .order_by(sa.func.coalesce(_table.c.accepted_at, _table.c.submitted_at), _table.c.id)
)


class Ledger(Versions, Learned, Openings, Returns, Closings, Reviews, Meetings):
    """The ledger of one workspace; safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Open the ledger, made when missing; raises WorkspaceError for a newer format."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        super().__init__(schema.open_engine(path))
        try:
            self._check_format()
        except sa.exc.DatabaseError as error:
            self.close()
            raise WorkspaceError(
                f"台账 {path} 已损坏，无法打开：请用最近的备份恢复整个 archive 文件夹后再试。"
            ) from error
        except WorkspaceError:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the ledger itself, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the ledger."""
        self.close()

    def close(self) -> None:
        """Let go of the file; the ledger opens it again when it is used again."""
        self.engine.dispose()

    # -- submissions -----------------------------------------------------------------------

    def add(self, submission: Submission) -> Submission:
        """Take in a submission as handed in and return it with its number."""
        fresh = replace(
            submission,
            id=0,
            state=State.SUBMITTED,
            accepted_at=None,
            first_submitted_at=None,
            supersedes=None,
        )
        values = _to_row(fresh)
        del values["id"]
        with self._writing() as connection:
            number = connection.execute(_INSERT, values).inserted_primary_key
            found = _get(connection, 0 if number is None else number[0])
            _note(connection, found, None, found.actor, found.submitted_at)
        return found

    def move(
        self,
        submission_id: int,
        state: State | str,
        *,
        actor: str,
        reason: str = "",
        at: datetime | None = None,
    ) -> Submission:
        """Decide about a submission and return it as it now stands.

        Accepting supersedes the slice's accepted submission; returning or withdrawing an
        accepted one puts the one it superseded back in force, each in the same transaction.
        What was accepted before comes back in force as it was: a version that holds it can be
        built again.
        Raises ConflictError where its state does not allow the step.
        """
        target = State(state)
        moment = _in_beijing(at or clock.now())
        with self._writing() as connection:
            before = _get(connection, submission_id)
            _refuse_unless_allowed(before, target)
            decision = _Decision(actor, moment, reason)
            values: dict[str, Any] = {"decided_at": moment}
            if target is State.ACCEPTED:
                older = _supersede(connection, before, decision)
                values["supersedes"] = None if older is None else older.id
                if before.accepted_at is None:
                    first = before if older is None else older
                    values["first_submitted_at"] = first.first_submitted_at or before.submitted_at
                    values["accepted_at"] = moment
                    if before.opening is None and older is not None:
                        values["opening"] = older.opening
            after = _change(connection, before, target, decision, values)
            if before.state is State.ACCEPTED and before.supersedes is not None:
                _put_back(connection, after, decision)
        return after

    def get(self, submission_id: int) -> Submission:
        """Return the submission with this number; raises UsageError for an unknown one."""
        with self._reading() as connection:
            return _get(connection, submission_id)

    def submissions(  # noqa: PLR0913 (what can be asked for)
        self,
        dataset: str | None = None,
        reporter: str | None = None,
        period: str | None = None,
        state: State | str | None = None,
        file_sha256: str | None = None,
        *,
        brief: bool = False,
    ) -> list[Submission]:
        """Return the submissions that match all that is given, in the order they came in.

        `brief` ones come without profile and headings, which take most of the time of a list.
        """
        wanted = {
            "dataset": dataset,
            "reporter": reporter,
            "period": period,
            "state": state,
            "file_sha256": file_sha256,
        }
        given = {name: str(value) for name, value in wanted.items() if value is not None}
        query = _selection(tuple(given), brief=brief)
        with self._reading() as connection:
            return [_from_row(row) for row in connection.execute(query, given).mappings()]

    def accepted(self, *, brief: bool = False) -> list[Submission]:
        """Return the submissions that are in force, which is what a new version holds."""
        return self.submissions(state=State.ACCEPTED, brief=brief)

    def rows_in_force(self, dataset: str) -> list[tuple[tuple[str, str, str], str]]:
        """Return a dataset's accepted rows: reporter, period and part, and the rows' SHA-256.

        They stand in the order in which they were accepted, so that the last one counts.
        """
        with self._reading() as connection:
            rows = connection.execute(_ROWS_IN_FORCE, {"dataset": dataset}).all()
        return [((reporter, period, part), sha) for reporter, period, part, sha in rows]

    def in_force(self, about: Submission) -> Submission | None:
        """Return the accepted submission of the same slice, None where there is none."""
        with self._reading() as connection:
            return _in_force(connection, about)

    def slice_of(self, submission: Submission) -> list[Submission]:
        """Return all submissions of the same slice, in the order they came in."""
        query = sa.select(_table).order_by(_table.c.id)
        for name in _SLICE:
            query = query.where(_table.c[name] == getattr(submission, name))
        with self._reading() as connection:
            return [_from_row(row) for row in connection.execute(query).mappings()]

    def events(self, submission_id: int) -> list[Event]:
        """Return what happened to a submission, oldest first."""
        table = schema.event
        query = sa.select(table).where(table.c.submission_id == submission_id).order_by(table.c.id)
        with self._reading() as connection:
            return [
                Event(
                    row.submission_id,
                    row.at,
                    row.actor,
                    None if row.before is None else State(row.before),
                    State(row.after),
                    row.reason,
                )
                for row in connection.execute(query)
            ]

    # -- settings of the workspace -----------------------------------------------------------

    def setting(self, key: str, default: str = "") -> str:
        """Return a value kept with the workspace under a name."""
        with self._reading() as connection:
            return _setting(connection, key, default)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a value with the workspace."""
        table = schema.setting
        with self._writing() as connection:
            connection.execute(sa.delete(table).where(table.c.key == key))
            connection.execute(sa.insert(table).values(key=key, value=value))

    @property
    def is_demo(self) -> bool:
        """Whether what the workspace holds is made up to show the system."""
        return self.setting(_DEMO_KEY) == "1"

    def mark_as_demo(self, *, is_demo: bool = True) -> None:
        """Keep whether what the workspace holds is made up."""
        self.set_setting(_DEMO_KEY, "1" if is_demo else "")

    def damage(self) -> list[str]:
        """Return what the database finds wrong with its own file, nothing when it is sound."""
        with self._reading() as connection:
            try:
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            except sa.exc.DatabaseError as error:
                return [str(error.orig)]
        return [str(sentence) for sentence in found if sentence != "ok"]

    def _check_format(self) -> None:
        with self.engine.connect().execution_options(**{schema.WRITES: True}) as connection:
            if not sa.inspect(connection).has_table("setting"):
                schema.metadata.create_all(connection)
                first = {"key": _FORMAT_KEY, "value": str(schema.FORMAT)}
                connection.execute(sa.insert(schema.setting).values(first))
                connection.commit()
                return
            written = int(_setting(connection, _FORMAT_KEY, "0"))
            if written > schema.FORMAT:
                raise WorkspaceError(
                    f"工作区由更新的程序写成（格式 {written}，本程序只认识到格式 "
                    f"{schema.FORMAT}）：请升级程序后再打开，以免损坏数据。"
                )
            if written < schema.FORMAT:
                schema.upgrade(connection, written)
                key = schema.setting.c.key == _FORMAT_KEY
                now = str(schema.FORMAT)
                connection.execute(sa.update(schema.setting).where(key).values(value=now))
                connection.commit()


# -- one transaction's worth of work ---------------------------------------------------------


@cache
def _selection(names: tuple[str, ...], *, brief: bool) -> "sa.Select[Any]":
    """Return the statement for submissions by these columns, in the order they came in."""
    columns = [c for c in _table.c if not (brief and c.name in _LONG)]
    meets = (_table.c[name] == sa.bindparam(name) for name in names)
    return sa.select(*columns).where(*meets).order_by(_table.c.id)


def _setting(connection: sa.Connection, key: str, default: str) -> str:
    query = sa.select(schema.setting.c.value).where(schema.setting.c.key == key)
    value = connection.execute(query).scalar()
    return default if value is None else str(value)


def _refuse_unless_allowed(submission: Submission, target: State) -> None:
    if target in _ALLOWED.get(submission.state, ()):
        return
    demand = _DEMANDS.get(target, target.label)
    advice = (
        "请对该报送单位同一报告期现行有效的报送操作。"
        if submission.state is State.SUPERSEDED
        else "如需更正，请重新报送。"
    )
    raise ConflictError(
        f"第 {submission.id} 号报送现为“{submission.state.label}”，不能{demand}。{advice}"
    )


@dataclass(frozen=True, slots=True)
class _Decision:
    actor: str
    at: datetime
    reason: str


def _supersede(
    connection: sa.Connection, newer: Submission, decision: _Decision
) -> Submission | None:
    """Take the slice's accepted submission out of force and return it, if there was one."""
    older = _in_force(connection, newer)
    if older is None:
        return None
    why = replace(decision, reason=f"由第 {newer.id} 号报送更新")
    return _change(connection, older, State.SUPERSEDED, why, {})


def _in_force(connection: sa.Connection, about: Submission) -> Submission | None:
    row = connection.execute(_IN_FORCE, {n: getattr(about, n) for n in _SLICE}).mappings().first()
    return None if row is None else _from_row(row)


def _put_back(connection: sa.Connection, gone: Submission, decision: _Decision) -> None:
    """Put what the withdrawn submission had superseded back in force, as it was accepted."""
    older = _get(connection, gone.supersedes or 0)
    why = replace(decision, reason=f"第 {gone.id} 号报送{gone.state.label}，恢复为有效")
    _change(connection, older, State.ACCEPTED, why, {})


def _change(
    connection: sa.Connection,
    before: Submission,
    state: State,
    decision: _Decision,
    values: Mapping[str, Any],
) -> Submission:
    changed = {**values, "state": str(state), "reason": decision.reason}
    connection.execute(_UPDATE, {"number": before.id, **changed})
    after = replace(before, **{**changed, "state": state})
    _note(connection, after, before.state, decision.actor, decision.at)
    return after


def _note(
    connection: sa.Connection,
    submission: Submission,
    before: State | None,
    actor: str,
    at: datetime,
) -> None:
    connection.execute(
        _NOTE,
        {
            "submission_id": submission.id,
            "at": at,
            "actor": actor,
            "before": None if before is None else str(before),
            "after": str(submission.state),
            "reason": submission.reason,
        },
    )


def _in_beijing(moment: datetime) -> datetime:
    """Return a moment as the ledger reads it back; one without a zone is Beijing time."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=clock.BEIJING)
    return moment.astimezone(clock.BEIJING)


def _get(connection: sa.Connection, submission_id: int) -> Submission:
    row = connection.execute(_BY_ID, {"number": submission_id}).mappings().first()
    if row is None:
        raise UsageError(f"没有第 {submission_id} 号报送，请核对编号。")
    return _from_row(row)


def _to_row(submission: Submission) -> dict[str, Any]:
    row = {item.name: getattr(submission, item.name) for item in fields(submission)}
    row["state"], row["kind"] = str(submission.state), str(submission.kind)
    row["difference"] = dict(submission.difference)
    row["headings"] = [dict(heading) for heading in submission.headings]
    row["profile"] = dict(submission.profile)
    return row


def _from_row(row: "sa.RowMapping") -> Submission:
    values = dict(row)
    values["state"], values["kind"] = State(values["state"]), SubmissionKind(values["kind"])
    values["headings"] = tuple(values.get("headings", ()))
    return Submission(**values)
