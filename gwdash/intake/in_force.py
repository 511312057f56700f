"""Which accepted submissions of a register count on a day, read from the archive."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gwdash.archive.files import Archive
from gwdash.archive.model import Submission
from gwdash.ingest.profile import WHOLE

Row = dict[str, Any]


def in_force(accepted: Iterable[Submission], day: date) -> list[Submission]:
    """Return the submissions that count on a day, as the published version has them.

    They stand in the order in which they were accepted: of two rows with one key the last counts.
    """
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


def rows_in_order(archive: Archive, one: Submission) -> list[Row]:
    """Return the accepted rows of a submission in the order of its file."""
    if not one.rows_sha256:
        return []
    rows = archive.rows(one.rows_sha256).to_pylist()
    return sorted(rows, key=lambda row: (row["source_sheet"], row["source_row"]))
