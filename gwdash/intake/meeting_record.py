"""The row that a closed meeting leaves in the ledger 联合调度会议.

It is handed in like any file of the office: all rows of the ledger as they then stand, read and
checked anew, so that a meeting can leave nothing there that a file could not.
"""

import csv
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from gwdash.archive.files import Archive
from gwdash.archive.meetings import Meeting
from gwdash.archive.model import NOBODY, State, SubmissionKind
from gwdash.ingest.profile import Profile
from gwdash.intake.usecases import Receipt, batch
from gwdash.intake.workspaces import archive_of
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Column, Kind
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period, PeriodKind

_DATASET = DATASETS["meeting"]
_BOM = "\ufeff"
_UNITS_APART = "、"


def hand_in(workspace: Path, meeting: Meeting, *, actor: str = NOBODY) -> Receipt:
    """Hand in the ledger of meetings with this meeting's row and publish it.

    What the office wrote of the meeting before, such as the number of its minutes, stays.
    Raises DataRejected for errors, ConflictError while another process writes.
    """
    with closing(archive_of(workspace)) as archive:
        rows, last = _rows(archive)
    own = rows.get(meeting.meeting_id, {})
    rows[meeting.meeting_id] = own | {
        "meeting_id": meeting.meeting_id,
        "meeting_name": meeting.title,
        "held_on": meeting.held_on,
        "place": meeting.place or own.get("place"),
        "chair": meeting.chair_role or own.get("chair"),
        "agenda": own.get("agenda") or agenda_words(meeting),
    }
    month = Period.of(meeting.held_on, PeriodKind.MONTH)
    period = month if last is None else max(month, last)
    profile = Profile(reporter=REGION.office, period=period.code)
    with batch(workspace, actor=actor) as run:
        name = f"{_DATASET.label}_{meeting.meeting_id}.csv"
        checked = run.check(_DATASET.name, _as_csv(rows), name, profile)
        receipt = run.submit(
            checked, channel="web", kind=SubmissionKind.EDIT, reason=f"{meeting.title}结束"
        )
    return replace(receipt, version=run.version)


def agenda_words(meeting: Meeting) -> str:
    """Return the agenda as one line: its headings in order."""
    return _UNITS_APART.join(one.heading for one in meeting.topics)


def _rows(archive: Archive) -> tuple[dict[str, dict[str, Any]], Period | None]:
    """Return the rows of the ledger as they stand by number, and the period they came for."""
    found = archive.ledger.submissions(
        dataset=_DATASET.name, reporter=REGION.office, state=State.ACCEPTED, brief=True
    )
    if not found:
        return {}, None
    last = max(found, key=lambda one: (one.period_end, one.id))
    if not last.rows_sha256:
        return {}, Period.parse(last.period)
    rows = archive.rows(last.rows_sha256).to_pylist()
    return {str(row["meeting_id"]): row for row in rows}, Period.parse(last.period)


def _as_csv(rows: Mapping[str, Mapping[str, Any]]) -> bytes:
    columns = list(_DATASET.entered_columns)
    text = StringIO()
    text.write(_BOM)
    writer = csv.writer(text)
    writer.writerow([column.field.heading for column in columns])
    for row in rows.values():
        writer.writerow([_shown(column, row.get(column.name)) for column in columns])
    return text.getvalue().encode()


def _shown(column: Column, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if column.field.kind is Kind.UNITS:
        return _UNITS_APART.join(_name(code) for code in str(value).split(";"))
    return str(value)


def _name(code: str) -> str:
    known = REGION.find_reporter(code)
    return known.name if known is not None else code
