"""Differences that people see: of a checked file before it is handed in, and of versions."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from gwdash import clock
from gwdash.archive.comparison import Difference, difference
from gwdash.archive.corrections import (
    DIFFERENCE_HEADINGS,
    SliceChange,
    correction_note,
    correction_rows,
    difference_rows,
    words,
)
from gwdash.archive.files import Archive
from gwdash.archive.model import Submission
from gwdash.errors import UsageError
from gwdash.intake.bases import LASTING, base_of, last_before, rows_of
from gwdash.intake.checking import Checked
from gwdash.intake.workspaces import archive_of, require_workspace
from gwdash.registry.datasets import DATASETS

__all__ = [
    "DIFFERENCE_HEADINGS",
    "Difference",
    "SliceChange",
    "against_accepted",
    "against_last",
    "between_submissions",
    "between_versions",
    "correction_note",
    "correction_rows",
    "difference",
    "difference_rows",
    "of_submission",
    "words",
]


def against_last(workspace: Path, checked: Checked) -> Difference:
    """Return what the good rows of a checked file would change in what is accepted."""
    rows = checked.reading.good_rows()
    if not (workspace / "archive").is_dir():
        return difference(None, rows, checked.dataset)
    about = Submission(
        dataset=checked.dataset.name,
        reporter=checked.reporter.code,
        period=checked.period.code,
        period_end=checked.period.last_day,
        part=checked.reading.profile.part,
        submitted_at=clock.now(),
    )
    with closing(archive_of(workspace)) as archive:
        return against_accepted(archive, about, rows)


def against_accepted(archive: Archive, about: Submission, rows: pa.Table | None) -> Difference:
    """Return what rows for the slice of `about` change in what is accepted now.

    An observation that another slice brought before is changed by it and not new; one that the
    slice leaves out is removed from the slice.
    """
    dataset = DATASETS[about.dataset]
    base = base_of(archive, about, rows)
    number = None if base.submission is None else base.submission.id
    found = difference(base.rows, rows, dataset, base=number)
    if base.elsewhere is None or not base.elsewhere.num_rows or not found.added:
        return found
    other = difference(base.elsewhere, rows, dataset)
    new = set(other.added)
    changed = {key: fields for key, fields in other.changed.items() if key in set(found.added)}
    return replace(
        found,
        added=tuple(key for key in found.added if key in new),
        changed={**found.changed, **changed},
    )


def between_submissions(workspace: Path, first: int, second: int) -> Difference:
    """Return what differs from one submission to another of the same dataset.

    Raises UsageError for two datasets, or for a number that nobody handed in.
    """
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        old, new = archive.ledger.get(first), archive.ledger.get(second)
        if old.dataset != new.dataset:
            raise UsageError("两份报送不是同一种台账，不能比较；请选同一台账的两份。")
        dataset = DATASETS[new.dataset]
        return difference(rows_of(archive, old), rows_of(archive, new), dataset, base=old.id)


def of_submission(workspace: Path, number: int) -> Difference:
    """Return in full the difference whose counts were kept when a submission came in.

    Where other slices of observations were compared with then, the counts are the kept ones'.
    """
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        one = archive.ledger.get(number)
        kept = one.difference.get("base")
        old = None if kept is None else rows_of(archive, archive.ledger.get(int(kept)))
        dataset = DATASETS[one.dataset]
        return difference(old, rows_of(archive, one), dataset, base=kept)


def between_versions(workspace: Path, first: int, second: int) -> list[SliceChange]:
    """Return what changed from one published version to another, slice by slice.

    A register's new period is compared with the one before it; slices whose rows are the same
    are left out. Raises UsageError for an unknown version.
    """
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        held = archive.ledger.manifest(first), archive.ledger.manifest(second)
        ids = held[0] ^ held[1]
        found = {number: archive.ledger.get(number) for number in sorted(ids)}
        old = _by_slice(found[number] for number in sorted(held[0] - held[1]))
        new = _by_slice(found[number] for number in sorted(held[1] - held[0]))
        pairs = _pairs(archive, old, new, held)
        changes = (_slice_change(archive, pair) for pair in pairs)
        return [change for change in changes if change is not None]


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Submission | None
    new: Submission | None
    follows: bool = False
    """Whether one is of the period before and not of the same slice."""
    gone: bool = False
    """Whether the slice of the old one has nothing any more."""


_Slice = tuple[str, str, str, str]


def _by_slice(found: Iterable[Submission]) -> dict[_Slice, Submission]:
    return {(one.dataset, one.period, one.reporter, one.part): one for one in found}


def _pairs(
    archive: Archive,
    old: Mapping[_Slice, Submission],
    new: Mapping[_Slice, Submission],
    held: tuple[frozenset[int], frozenset[int]],
) -> list[_Pair]:
    order = {name: place for place, name in enumerate(DATASETS)}
    found = []
    for key in sorted({*old, *new}, key=lambda k: (order.get(k[0], len(order)), *k)):
        was, now = old.get(key), new.get(key)
        if was is None and now is not None and _lasts(now):
            before = _before(archive, now, held[0])
            found.append(_Pair(before, now, follows=before is not None))
        elif now is None and was is not None and _lasts(was):
            before = _before(archive, was, held[1])
            found.append(_Pair(was, before, follows=before is not None, gone=True))
        else:
            found.append(_Pair(was, now))
    return found


def _before(archive: Archive, one: Submission, held: frozenset[int]) -> Submission | None:
    known = archive.ledger.submissions(dataset=one.dataset, reporter=one.reporter, brief=True)
    return last_before(one, [other for other in known if other.id in held])


def _lasts(one: Submission) -> bool:
    return one.dataset in DATASETS and DATASETS[one.dataset].kind in LASTING


def _slice_change(archive: Archive, pair: _Pair) -> SliceChange | None:
    about = pair.old if pair.gone else pair.new or pair.old
    if about is None or about.dataset not in DATASETS:
        return None
    rows = [None if one is None else rows_of(archive, one) for one in (pair.old, pair.new)]
    number = None if pair.old is None else pair.old.id
    found = difference(rows[0], rows[1], DATASETS[about.dataset], base=number)
    first_or_gone = pair.old is None or pair.new is None
    if not found and not first_or_gone:
        return None
    return SliceChange(about, pair.old, pair.new, found, follows=pair.follows)
