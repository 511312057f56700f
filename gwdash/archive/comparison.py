"""What differs between two sets of a dataset's accepted rows, by the dataset's key.

Rows are compared by columns and not one by one: a hundred thousand of them take less than a
second, however few of them differ.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from gwdash.ingest.schema import empty_rows, row_schema
from gwdash.registry.model import Dataset
from gwdash.registry.tables import SOURCE_COLUMNS

Key = tuple[Any, ...]
#: Field → value before and after.
Fields = Mapping[str, tuple[Any, Any]]

_PLACES = frozenset(column.name for column in SOURCE_COLUMNS)
#: What a laboratory result was read as follows from its text and need not be told beside it.
_READ_FROM_RAW = ("value", "flag")

_Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that came, changed and went, each by its key; `base` is what was compared with."""

    dataset: str
    added: tuple[Key, ...] = ()
    changed: Mapping[Key, Fields] = field(default_factory=dict)
    removed: tuple[Key, ...] = ()
    base: int | None = None
    """Number of the accepted submission, None when the slice had none."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def n_cells(self) -> int:
        """How many single values changed."""
        return sum(len(fields) for fields in self.changed.values())

    @property
    def counts(self) -> dict[str, int | None]:
        """The counts of rows that the ledger keeps with a submission."""
        return {
            "base": self.base,
            "added": len(self.added),
            "changed": len(self.changed),
            "removed": len(self.removed),
        }


def difference(
    old: pa.Table | None, new: pa.Table | None, dataset: Dataset, *, base: int | None = None
) -> Difference:
    """Return what differs from `old` to `new`; None is a table without rows.

    Of rows with one key the last counts. Where a row came from is no difference.
    """
    before, after = _fitted(old, dataset), _fitted(new, dataset)
    codes = _codes(before, after, dataset.key)
    old_keys, old_at = _last_of_each(codes[: before.num_rows])
    new_keys, new_at = _last_of_each(codes[before.num_rows :])
    _, in_old, in_new = np.intersect1d(old_keys, new_keys, assume_unique=True, return_indices=True)
    gone = np.delete(old_at, in_old)
    come = np.delete(new_at, in_new)
    return Difference(
        dataset.name,
        tuple(_keys(after, dataset, np.sort(come))),
        _changed(before, after, dataset, (old_at[in_old], new_at[in_new])),
        tuple(_keys(before, dataset, np.sort(gone))),
        base,
    )


def _fitted(table: pa.Table | None, dataset: Dataset) -> pa.Table:
    """Return a table with the columns of today's dataset; those it lacks are empty."""
    if table is None:
        return empty_rows(dataset.name)
    schema = row_schema(dataset.name)
    present = set(table.column_names)
    columns = [
        table[item.name].cast(item.type)
        if item.name in present
        else pa.nulls(table.num_rows, item.type)
        for item in schema
    ]
    return pa.table(columns, schema=schema)


def _codes(before: pa.Table, after: pa.Table, names: tuple[str, ...]) -> _Places:
    """Return a number for each row of both tables, the same for rows with the same key."""
    codes = np.zeros(before.num_rows + after.num_rows, dtype=np.int64)
    for name in names:
        joined = pa.chunked_array(
            [*before[name].chunks, *after[name].chunks], before.schema.field(name).type
        )
        # Analyte and layer may be empty in a key, and empty equals empty there.
        coded = joined.combine_chunks().dictionary_encode(null_encoding="encode")
        own = np.asarray(coded.indices, dtype=np.int64)
        codes = codes * (len(coded.dictionary) + 1) + own
        codes = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    return codes


def _last_of_each(codes: _Places) -> tuple[_Places, _Places]:
    """Return each code once with the place of its last row."""
    found, from_end = np.unique(codes[::-1], return_index=True)
    return found, len(codes) - 1 - from_end


def _keys(table: pa.Table, dataset: Dataset, places: _Places) -> Iterator[Key]:
    taken = table.select(list(dataset.key)).take(pa.array(places))
    return zip(*(taken[name].to_pylist() for name in dataset.key), strict=True)


def _changed(
    before: pa.Table, after: pa.Table, dataset: Dataset, pairs: tuple[_Places, _Places]
) -> dict[Key, Fields]:
    """Return key → field → (old, new) for pairs of rows, in the order of the new rows."""
    if not len(pairs[1]):
        return {}
    order = np.argsort(pairs[1], kind="stable")
    old_at, new_at = pa.array(pairs[0][order]), pa.array(pairs[1][order])
    found: dict[int, dict[str, tuple[Any, Any]]] = {}
    for name in after.column_names:
        if name in dataset.key or name in _PLACES:
            continue
        old, new = before[name].take(old_at), after[name].take(new_at)
        if old.equals(new):
            continue
        differs = pc.or_(
            pc.fill_null(pc.not_equal(old, new), False),  # noqa: FBT003 (the value to fill in)
            pc.xor(pc.is_null(old), pc.is_null(new)),
        )
        places = pa.array(np.flatnonzero(differs.to_numpy(zero_copy_only=False)))
        for place, was, now in zip(
            places.to_pylist(), old.take(places).to_pylist(), new.take(places).to_pylist(),
            strict=True,
        ):  # fmt: skip
            found.setdefault(place, {})[name] = (was, now)
    touched = sorted(found)
    keys = _keys(after, dataset, new_at.to_numpy()[touched] if touched else np.array([], np.int64))
    return {key: _told(found[place]) for key, place in zip(keys, touched, strict=True)}


def _told(fields: dict[str, tuple[Any, Any]]) -> Fields:
    """Return the changes worth telling: not what merely follows from another text."""
    if "raw" not in fields:
        return fields
    return {name: pair for name, pair in fields.items() if name not in _READ_FROM_RAW}
