"""佐证材料 of a version: what is attached to which row, the newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from gwdash.queries.source import Source
from gwdash.queries.values import number, text


@dataclass(frozen=True, slots=True)
class Attached:
    """One piece of evidence in force."""

    attachment_id: str
    target_dataset: str
    target_reporter: str
    target_period: str
    row_key: str
    """The row's key as text, empty for the whole submission (盖章页)."""
    file_sha256: str
    file_name: str
    media: str
    n_bytes: int
    attached_at: datetime | None
    submission_id: int


def find(
    source: Source, dataset: str = "", row_key: str | None = None, reporter: str = ""
) -> list[Attached]:
    """Return the evidence in force, of one ledger, row or reporter where these are given.

    An empty `row_key` asks for what is attached to whole submissions.
    """
    frame = source.frame("attachments", dataset=dataset, reporter=reporter)
    found = [_attached(row) for row in frame.to_dict("records")]
    return [one for one in found if row_key is None or one.row_key == row_key]


def by_row(found: Iterable[Attached]) -> dict[str, list[Attached]]:
    """Return evidence by the key of its row."""
    rows: dict[str, list[Attached]] = {}
    for one in found:
        rows.setdefault(one.row_key, []).append(one)
    return rows


def _attached(row: Mapping[Any, Any]) -> Attached:
    at = row["accepted_at"]
    return Attached(
        attachment_id=text(row["attachment_id"]),
        target_dataset=text(row["target_dataset"]),
        target_reporter=text(row["target_reporter"]),
        target_period=text(row["target_period"]),
        row_key=text(row["row_key"]),
        file_sha256=text(row["file_sha256"]),
        file_name=text(row["file_name"]),
        media=text(row["media"]),
        n_bytes=int(number(row["n_bytes"]) or 0),
        attached_at=at.to_pydatetime() if isinstance(at, pd.Timestamp) else None,
        submission_id=int(number(row["submission_id"]) or 0),
    )
