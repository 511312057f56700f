"""The rows of a register that count on a day, read from the archive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gwdash.archive.files import Archive
from gwdash.archive.model import Submission
from gwdash.ingest.profile import WHOLE
from gwdash.registry.region import REGION

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One row as it was accepted."""

    row: Row
    by_office: bool
    accepted_on: date


def told_on(archive: Archive, accepted: Iterable[Submission], day: date) -> Iterator[Told]:
    """Yield the rows of accepted submissions that count on a day.

    They come in the order in which they were accepted, those of a file in its own: of two rows
    with one key the last counts.
    """
    for one in _in_force(accepted, day):
        accepted_on = (one.accepted_at or one.submitted_at).date()
        for row in _rows(archive, one):
            yield Told(row, one.reporter == REGION.office, accepted_on)


def _in_force(accepted: Iterable[Submission], day: date) -> list[Submission]:
    """Return the submissions that count on a day, as the published version has them."""
    until = [one for one in accepted if one.period_end <= day]
    found = [
        one
        for one in until
        if not any(
            later.reporter == one.reporter
            and later.part in {one.part, WHOLE}
            and later.period_end > one.period_end
            for later in until
        )
    ]
    return sorted(found, key=lambda one: (one.accepted_at or one.submitted_at, one.id))


def _rows(archive: Archive, one: Submission) -> list[Row]:
    if not one.rows_sha256:
        return []
    rows = archive.rows(one.rows_sha256).to_pylist()
    return sorted(rows, key=lambda row: (row["source_sheet"], row["source_row"]))
