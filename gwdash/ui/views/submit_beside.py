"""Dropped files held against each other: one for each report, and no row in two of them."""

from collections.abc import Sequence
from dataclasses import replace

from gwdash.intake import parts
from gwdash.intake.usecases import Checked
from gwdash.ui.views.submit_state import Entry


def side_by_side(found: Sequence[Entry]) -> list[Entry]:
    """Return the files held against each other: no row twice, no two of the same report.

    A file with errors makes room for the one that came for the same report after it.
    """
    found = [_replaced(entry, found) for entry in found]
    read = [entry.checked for entry in found if entry.checked is not None]
    told = iter(parts.across(read))
    return [e if e.checked is None else replace(e, checked=next(told)) for e in found]


def _replaced(entry: Entry, found: Sequence[Entry]) -> Entry:
    """Return a file, put aside where it is wrong and a later drop brought its report again."""
    if entry.checked is None or entry.ready:
        return entry
    report = _report_of(entry.checked)
    later = [
        other
        for other in found
        if other.checked is not None
        and other.file.drop > entry.file.drop
        and _report_of(other.checked) == report
    ]
    if not later:
        return entry
    problem = "后来又放入了同一份报表，以后来的为准，这一份不用报。"
    dropped = replace(entry.dropped, problem=problem)
    return replace(entry, dropped=dropped, checked=None, skipped=True)


def _report_of(checked: Checked) -> tuple[str, ...]:
    part = checked.reading.profile.part
    return checked.dataset.name, checked.reporter.code, checked.period.code, part
