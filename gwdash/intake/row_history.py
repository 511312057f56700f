"""What was accepted before for the key of a row: every earlier value, and what changed."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from gwdash.archive.files import Archive
from gwdash.archive.model import State, Submission
from gwdash.intake.decision_rule import standing
from gwdash.intake.in_force import Told
from gwdash.intake.workspaces import archive_of
from gwdash.queries.ledger_columns import columns, shown
from gwdash.queries.ledgers import LedgerSource, Row
from gwdash.registry.masking import HIDDEN
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.registry.tables import SOURCE_COLUMNS

#: So many accepted rows of one key are looked at, and so many replaced submissions.
_MOST_ROWS, _MOST_SUBMISSIONS = 60, 60
_POSITIONS = frozenset({"lon", "lat", "x_north_m", "y_east_m"})
_PLACES = frozenset(column.name for column in SOURCE_COLUMNS)
#: What tells one accepted row of a key from the others.
_FACTS = ("submission_id", "reporter", "period", "accepted_at", *sorted(_PLACES))
#: What follows from the text of a result and need not be told beside it.
_FROM_RAW = frozenset({"value", "flag"})


@dataclass(frozen=True, slots=True)
class Past:
    """One accepted row of a key, and what it changed against the one before it."""

    submission_id: int
    reporter: str
    period: str
    accepted_at: datetime | None
    sheet: str
    cell: str
    in_force: bool
    """Whether its submission counts in the version; False for one that was replaced."""
    is_first: bool
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Label of a column → words before and after."""


def history(
    workspace: Path, source: LedgerSource, dataset: Dataset, row: Row, *, counted: bool = False
) -> list[Past]:
    """Return the accepted rows with a row's key, the newest first.

    With `counted` each is what counted then: what the office keeps is not changed by others.
    """
    key = {name: row[name] for name in dataset.key}
    found = [(True, one) for one in source.ledgers.matching(dataset, key, _MOST_ROWS)]
    known = {one["submission_id"] for _, one in found}
    with closing(archive_of(workspace)) as archive:
        found += [
            (False, one)
            for one in _replaced(archive, dataset, str(row["reporter"]), key)
            if one["submission_id"] not in known
        ]
    found.sort(key=lambda pair: _order(pair[1]), reverse=True)
    rows = [one for _, one in found]
    if counted:
        rows = _counted(dataset, rows)
    return [
        _past(dataset, rows[at], rows[at + 1] if at + 1 < len(rows) else None, in_force=in_force)
        for at, (in_force, _) in enumerate(found)
    ]


def _counted(dataset: Dataset, rows: Sequence[Row]) -> list[Row]:
    """Return rows, the newest first, each as it stood when it was accepted."""
    office: Told | None = None
    stood: list[Row] = []
    for row in reversed(rows):
        accepted_on = (row["accepted_at"] or datetime.min).date()  # noqa: DTZ901
        told = Told(row, row["reporter"] == REGION.office, accepted_on)
        office = told if told.by_office else office
        stood.append(standing(dataset, told, office) | {name: row[name] for name in _FACTS})
    return stood[::-1]


def _order(row: Row) -> tuple[datetime, int, int]:
    return (row["accepted_at"] or datetime.min, row["submission_id"], row["source_row"] or 0)  # noqa: DTZ901


def _replaced(
    archive: Archive, dataset: Dataset, reporter: str, key: Mapping[str, object]
) -> Sequence[Row]:
    """Return the rows of a key in submissions that a later one of the same slice replaced."""
    replaced = archive.ledger.submissions(
        dataset.name, reporter, state=State.SUPERSEDED, brief=True
    )
    rows: list[Row] = []
    for one in [s for s in replaced if s.rows_sha256][-_MOST_SUBMISSIONS:]:
        rows += _rows_of(archive, one, key)
    return rows


def _rows_of(archive: Archive, one: Submission, key: Mapping[str, object]) -> list[Row]:
    path = archive.rows_path(one.rows_sha256)
    present = set(pq.read_schema(path).names)
    if not set(key) <= present:
        return []
    same = reduce(
        and_,
        (
            pc.field(name).is_null() if value is None else pc.field(name) == value
            for name, value in key.items()
        ),
    )
    at = (one.decided_at or one.submitted_at).replace(tzinfo=None)
    facts: dict[str, Any] = {
        "submission_id": one.id, "reporter": one.reporter, "period": one.period,
        "accepted_at": at,
    }  # fmt: skip
    return [row | facts for row in pq.read_table(path, filters=same).to_pylist()]


def _past(dataset: Dataset, row: Row, before: Row | None, *, in_force: bool) -> Past:
    return Past(
        row["submission_id"], str(row["reporter"]), str(row["period"]), row["accepted_at"],
        row.get("source_sheet") or "", row.get("source_cell") or "", in_force, before is None,
        {} if before is None else _changes(dataset, before, row),
    )  # fmt: skip


def _changes(dataset: Dataset, before: Row, row: Row) -> dict[str, tuple[str, str]]:
    told = {}
    for column in columns(dataset.name).values():
        name = column.name
        if column.is_fact or name in _PLACES or before.get(name) == row.get(name):
            continue
        if name in _FROM_RAW and "raw" in row:
            continue
        if name in _POSITIONS:
            told[column.heading] = (HIDDEN, HIDDEN)
        else:
            told[column.heading] = (shown(column, before), shown(column, row))
    return told
