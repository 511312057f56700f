"""Building a version's file: from nothing, or from a copy of another version by the difference."""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from gwdash.archive import Archive, Submission
from gwdash.archive.durable import make_folder
from gwdash.registry.datasets import DATASETS
from gwdash.steps import Step, step
from gwdash.store import content
from gwdash.store.blank import blank, sign
from gwdash.store.connection import ALIAS, attach
from gwdash.store.content import Count
from gwdash.store.ddl import RETURNED, SUBMISSION_COLUMNS
from gwdash.store.load import load_rows
from gwdash.store.marks import schema_mark, shell_mark
from gwdash.store.marts import INDICATOR, MARTS, MONTH, Mart
from gwdash.store.problem_rows import problem_rows, problem_values
from gwdash.store.reference import fill_references
from gwdash.store.touched import KEYS, gather_current, matches, note_touched, submission_list
from gwdash.store.views import indicator_rows, make_views


@dataclass(frozen=True, slots=True)
class Base:
    """A version's file to start from, and the submissions it holds."""

    path: Path
    manifest: frozenset[int]


def build(archive: Archive, target: Path, wanted: Sequence[Submission], base: Base | None) -> str:
    """Make the file of a version that holds `wanted` and return its content hash.

    With a `base` only what differs is taken out and put in; both ways give the same content.
    Raises WorkspaceError when the archive lacks rows.
    """
    make_folder(target.parent)
    if base is None:
        target.write_bytes(blank())
    else:
        shutil.copyfile(base.path, target)
        step(Step.LIVE_FILE_COPIED)
    held = frozenset[int]() if base is None else base.manifest
    removed = held - {submission.id for submission in wanted}
    added = [submission for submission in wanted if submission.id not in held]
    connection = attach(target, read_only=False)
    try:
        builder = _Builder(connection, archive, fresh=base is None)
        counts = builder.run(removed, added)
        connection.execute(f"CHECKPOINT {ALIAS}")
    finally:
        connection.close()
    step(Step.FILE_CLOSED)
    return content.digest(schema_mark(), counts.items())


@dataclass(slots=True)
class _Builder:
    """One run over one open file."""

    connection: duckdb.DuckDBPyConnection
    archive: Archive
    fresh: bool

    def run(self, removed: frozenset[int], added: list[Submission]) -> dict[str, Count]:
        """Bring the file to what is wanted and return the counts of every table."""
        counts = content.stored_counts(self.connection)
        reshell = self._marks() != (schema_mark(), shell_mark())
        if reshell:
            fill_references(self.connection)
        concerned = {item.dataset for item in added} | self._datasets(removed)
        self._replace_submissions(removed, added)
        changed = {
            dataset for dataset in DATASETS if self._replace_rows(dataset, removed, added, counts)
        }
        step(Step.SLICES_REPLACED)
        for dataset in changed & set(KEYS):
            gather_current(self.connection, dataset, everything=self.fresh)
        months = counts[MONTH.table]
        for mart in MARTS:
            if mart.key:
                if mart.dataset in changed:
                    self._refresh_touched(mart, counts)
            elif mart.parts and not self.fresh and counts[MONTH.table] == months:
                self._refresh_parts(mart, mart.concerned(concerned), counts)
            else:
                self._refresh_whole(mart, counts)
        step(Step.MARTS_REFRESHED)
        counts["core.submission"] = content.count(self.connection, "core.submission")
        if reshell:
            make_views(self.connection)
        sign(self.connection, counts)
        return counts

    def _marks(self) -> tuple[str, str] | None:
        row = self.connection.execute("SELECT schema_mark, shell_mark FROM meta.build").fetchone()
        return None if row is None else (str(row[0]), str(row[1]))

    def _replace_submissions(self, removed: frozenset[int], added: list[Submission]) -> None:
        if removed:
            self._delete("core.submission", removed)
        if not added:
            return
        returned = self.archive.ledger.returned_before()
        records = [_record(one, returned.get(one.id, 0)) for one in added]
        self.connection.register("incoming", pa.Table.from_pylist(records))
        self.connection.execute("INSERT INTO core.submission BY NAME SELECT * FROM incoming")
        self.connection.unregister("incoming")

    def _datasets(self, submissions: frozenset[int]) -> set[str]:
        """Return the datasets of submissions that the file holds."""
        rows = self.connection.execute(
            "SELECT DISTINCT dataset FROM core.submission "
            f"WHERE submission_id IN {submission_list(submissions)}"
        ).fetchall()
        return {row[0] for row in rows}

    def _replace_rows(
        self,
        dataset: str,
        removed: frozenset[int],
        added: list[Submission],
        counts: dict[str, Count],
    ) -> bool:
        """Take out and put in rows of one dataset; tell whether there was any."""
        table = f"core.{dataset}"
        incoming = [item for item in added if item.dataset == dataset and item.n_rows]
        tracks = dataset in KEYS and not self.fresh
        gone = (0, 0)
        if removed:
            gone = content.count(
                self.connection, table, f"WHERE submission_id IN {submission_list(removed)}"
            )
        if gone[0]:
            if tracks:
                note_touched(self.connection, dataset, removed)
            self._delete(table, removed)
        come = (0, 0)
        if incoming:
            load_rows(self.connection, self.archive, DATASETS[dataset], incoming)
            fresh_ids = {item.id for item in incoming}
            come = content.count(
                self.connection, table, f"WHERE submission_id IN {submission_list(fresh_ids)}"
            )
            if tracks:
                note_touched(self.connection, dataset, fresh_ids)
        counts[table] = _moved(counts[table], gone, come)
        return bool(gone[0] or incoming)

    def _delete(self, table: str, submissions: frozenset[int]) -> None:
        self.connection.execute(
            f"DELETE FROM {table} WHERE submission_id IN {submission_list(submissions)}"
        )

    def _refresh_whole(self, mart: Mart, counts: dict[str, Count]) -> None:
        self.connection.execute(f"DELETE FROM {mart.table}")
        if mart.parts:
            found = self.connection.execute("SELECT DISTINCT dataset FROM core.submission")
            told = mart.concerned([dataset for (dataset,) in found.fetchall()])
            self._fill_parts(mart, told, others_silent=True)
        else:
            self._fill(mart, mart.sql)
        counts[mart.table] = content.count(self.connection, mart.table)

    def _refresh_parts(self, mart: Mart, parts: list[str], counts: dict[str, Count]) -> None:
        """Make anew what belongs to these values of a mart's first column."""
        listed = ", ".join(f"'{part}'" for part in parts) or "NULL"
        where = f"WHERE {mart.columns[0].name} IN ({listed})"
        gone = content.count(self.connection, mart.table, where)
        self.connection.execute(f"DELETE FROM {mart.table} {where}")
        if parts:
            self._fill_parts(mart, parts, others_silent=False)
        come = content.count(self.connection, mart.table, where)
        counts[mart.table] = _moved(counts[mart.table], gone, come)

    def _refresh_touched(self, mart: Mart, counts: dict[str, Count]) -> None:
        if self.fresh:
            self._fill(mart, mart.sql)
            counts[mart.table] = content.count(self.connection, mart.table)
            return
        match = matches("n", "t", mart.key)
        where = f"WHERE EXISTS (SELECT 1 FROM touched_{mart.dataset} AS n WHERE {match})"
        gone = content.count(self.connection, mart.table, where)
        self.connection.execute(f"DELETE FROM {mart.table} AS t {where}")
        self._fill(mart, mart.sql)
        come = content.count(self.connection, mart.table, where)
        counts[mart.table] = _moved(counts[mart.table], gone, come)

    def _fill_parts(self, mart: Mart, parts: list[str], *, others_silent: bool) -> None:
        if mart is INDICATOR:
            self._fill(mart, indicator_rows(parts, others_silent=others_silent))
        elif parts:
            rows = self.connection.execute(f"SELECT month_end FROM {MONTH.table}").fetchall()
            days = [day for (day,) in rows]
            self._fill(mart, problem_rows(parts), problem_values(parts, days))

    def _fill(self, mart: Mart, select: str, values: dict[str, object] | None = None) -> None:
        self.connection.execute(f"INSERT INTO {mart.table} BY NAME {select}", values)


def _moved(before: Count, gone: Count, come: Count) -> Count:
    return before[0] - gone[0] + come[0], before[1] - gone[1] + come[1]


def _record(submission: Submission, n_returned: int) -> dict[str, Any]:
    values: dict[str, Any] = {"submission_id": submission.id, RETURNED.name: n_returned}
    for column in SUBMISSION_COLUMNS:
        if column.name in values:
            continue
        value = getattr(submission, column.name)
        is_time = isinstance(value, datetime)
        values[column.name] = value.replace(tzinfo=None) if is_time else value
    return values
