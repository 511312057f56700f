"""数据溯源: what a figure is made of, row by row, and where each row was typed.

Summing the rows of an evidence gives the figure's numerator and denominator, obligations that
nobody has met included; a test holds every figure to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from gwdash.queries.source import Source
from gwdash.queries.values import number, text

_FULL = 100


class Place(NamedTuple):
    """A cell of a file that was handed in; `sheet` is empty where the whole file is meant."""

    submission_id: int
    sheet: str = ""
    cell: str = ""


class EvidenceRow(NamedTuple):
    """One thing that counts, or one that a thing that counts rests on (`basis`).

    Thousands are made for one figure, and a tuple is made faster than a frozen dataclass.
    """

    name: str
    detail: str = ""
    place: Place | None = None
    numerator: float = 0.0
    denominator: float = 0.0
    basis: bool = False
    attachment_id: str = ""
    """A piece of evidence that the row is about, to be saved by its number."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure, the rule that makes it in one sentence with its source, and its rows."""

    title: str
    figure: str
    """The figure as the page shows it."""
    rule: str
    rule_source: str
    numerator_label: str
    denominator_label: str
    rows: tuple[EvidenceRow, ...] = field(repr=False)

    @property
    def numerator(self) -> float:
        """The sum of what counts into the numerator."""
        return sum(row.numerator for row in self.rows)

    @property
    def denominator(self) -> float:
        """The sum of what counts into the denominator."""
        return sum(row.denominator for row in self.rows)

    @property
    def ratio_pct(self) -> float | None:
        """Numerator in percent of the denominator, None for nothing at all."""
        return _FULL * self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a submission: its file, who handed it in, for when, and when."""

    submission_id: int
    dataset: str
    file_name: str
    reporter: str
    period: str
    submitted_at: datetime | None
    actor: str


def files(source: Source) -> dict[int, FileFacts]:
    """Return the facts of every submission of a version by its number."""
    frame = source.frame("submissions")
    return {int(row["submission_id"]): _facts(row) for row in frame.to_dict("records")}


def place(row: Mapping[str, object], prefix: str = "", number_column: str = "") -> Place | None:
    """Return where a row of an answer was typed, None where it has no submission."""
    submission = number(row[number_column or "submission_id"])
    if submission is None:
        return None
    sheet, cell = f"{prefix or 'source_'}sheet", f"{prefix or 'source_'}cell"
    return Place(int(submission), text(row[sheet]), text(row[cell]))


def _facts(row: Mapping[Any, Any]) -> FileFacts:
    at = row["submitted_at"]
    return FileFacts(
        submission_id=int(number(row["submission_id"]) or 0),
        dataset=text(row["dataset_label"]),
        file_name=text(row["file_name"]),
        reporter=text(row["reporter_name"]) or text(row["reporter"]),
        period=text(row["period"]),
        submitted_at=at.to_pydatetime() if isinstance(at, pd.Timestamp) else None,
        actor=text(row["actor"]),
    )
