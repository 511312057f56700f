"""What a submission is to be compared with: the rows that were accepted for its slice before."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gwdash.archive.files import Archive
from gwdash.archive.model import State, Submission
from gwdash.ingest.schema import empty_rows, row_schema
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset, DatasetKind, Kind

#: Kinds whose last accepted rows count until others come, whatever the period.
LASTING = frozenset({DatasetKind.REGISTER, DatasetKind.OFFICE})
_DAYS = frozenset({Kind.DATE, Kind.DATETIME})
_KEPT_FILES = 8192


@dataclass(frozen=True, slots=True)
class Base:
    """The accepted rows to compare with; `submission` is None where the slice had none."""

    submission: Submission | None
    rows: pa.Table | None
    elsewhere: pa.Table | None = None
    """Rows of other slices with keys of the new ones: they change and never go."""


def base_of(archive: Archive, about: Submission, new: pa.Table | None) -> Base:
    """Return what `about` replaces or follows, out of what is accepted now.

    The accepted submission of the very slice, else, of a register, the part's last one before.
    Observations are also compared with what other slices brought under the same keys.
    """
    dataset = DATASETS[about.dataset]
    own = archive.ledger.in_force(about)
    if own is None and dataset.kind in LASTING:
        accepted = archive.ledger.submissions(
            dataset=about.dataset, reporter=about.reporter, state=State.ACCEPTED, brief=True
        )
        own = last_before(about, accepted)
    rows = None if own is None else rows_of(archive, own)
    if dataset.kind is not DatasetKind.OBSERVATION or new is None or not new.num_rows:
        return Base(own, rows)
    return Base(own, rows, _elsewhere(archive, about, dataset, new))


def last_before(about: Submission, accepted: Iterable[Submission]) -> Submission | None:
    """Return the last submission of the same part whose period ended before.

    A first township table follows no whole: the other townships' rows are not its to remove.
    """
    earlier = [
        one for one in accepted if one.part == about.part and one.period_end < about.period_end
    ]
    return max(earlier, key=lambda one: (one.period_end, one.id), default=None)


def rows_of(archive: Archive, one: Submission) -> pa.Table | None:
    """Return the accepted rows of a submission, None for a report of nothing."""
    return archive.rows(one.rows_sha256) if one.rows_sha256 else None


def _elsewhere(
    archive: Archive, about: Submission, dataset: Dataset, new: pa.Table
) -> pa.Table | None:
    """Return the last accepted row for each key of `new` out of the dataset's other slices."""
    first = dataset.key[0]
    day = next((n for n in dataset.key if dataset.column(n).field.kind in _DAYS), first)
    own = _facts_of(new, first, day)
    others = [
        sha
        for owner, sha in archive.ledger.rows_in_force(dataset.name)
        if owner != _slice(about) and own.meets(_facts(archive.rows_path(sha), first, day))
    ]
    wanted = new[first].unique()
    tables = [
        _fitted(dataset, table.filter(pc.is_in(table[first], wanted)))
        for table in map(archive.rows, others)
    ]
    return pa.concat_tables(tables) if tables else None


def _slice(one: Submission) -> tuple[str, str, str]:
    return one.reporter, one.period, one.part


def _fitted(dataset: Dataset, table: pa.Table) -> pa.Table:
    missing = [n for n in row_schema(dataset.name).names if n not in table.column_names]
    for name in missing:
        item = row_schema(dataset.name).field(name)
        table = table.append_column(item, pa.nulls(table.num_rows, item.type))
    return table.select(empty_rows(dataset.name).column_names)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a file of observations is about: which places, from when to when."""

    places: frozenset[str]
    first: Any
    last: Any

    def meets(self, other: "_Facts") -> bool:
        """Tell whether two files can have a key in common."""
        if self.first is None or other.first is None:
            return False
        in_time = self.first <= other.last and other.first <= self.last
        return in_time and not self.places.isdisjoint(other.places)


@lru_cache(maxsize=_KEPT_FILES)
def _facts(path: Path, first: str, day: str) -> _Facts:
    """Return the facts of archived rows, read once: their file never changes."""
    return _facts_of(pq.read_table(path, columns=[first, day]), first, day)


def _facts_of(rows: pa.Table, first: str, day: str) -> _Facts:
    found = pc.min_max(rows[day]).as_py()
    return _Facts(frozenset(rows[first].unique().to_pylist()), found["min"], found["max"])
