"""What a dataset's rows may point to and whose keys they are: of the live version and the batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from gwdash.ingest.known import Owners
from gwdash.registry.datasets import DATASETS, reference_target
from gwdash.registry.model import Dataset
from gwdash.store.database import Store, open_current


def references_to(dataset: Dataset) -> dict[str, str]:
    """Return the references that other ledgers make to a dataset, each with its column."""
    return {
        column.references: reference_target(column)[1]
        for other in DATASETS.values()
        for column in other.columns
        if column.references and reference_target(column)[0].name == dataset.name
    }


def known_keys(
    workspace: Path, dataset: Dataset, also: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return the known values of everything that `dataset` refers to, by reference."""
    wanted = {c.references: reference_target(c) for c in dataset.columns if c.references}
    store = open_current(workspace) if wanted else None
    return {
        reference: (store.once(_keys, target.name, column) if store else frozenset())
        | also.get(reference, frozenset())
        for reference, (target, column) in sorted(wanted.items())
    }


def known_owners(workspace: Path, dataset: Dataset, also: Owners) -> dict[tuple[Any, ...], str]:
    """Return who handed in each key of a register first; whoever stands published was first."""
    if not dataset.one_reporter_a_key:
        return {}
    store = open_current(workspace)
    return {**also, **(store.once(_owners, dataset.name) if store else {})}


def _keys(store: Store, dataset: str, column: str) -> frozenset[str]:
    return store.keys(DATASETS[dataset], column)


def _owners(store: Store, dataset: str) -> Mapping[tuple[Any, ...], str]:
    return store.owners(DATASETS[dataset])


@dataclass(slots=True)
class TakenIn:
    """What the files of one batch brought in, before it is published."""

    keys: dict[str, frozenset[str]] = field(default_factory=dict)
    """Values by reference."""
    owners: dict[str, dict[tuple[Any, ...], str]] = field(default_factory=dict)
    """By dataset, who of the batch handed in each key first."""

    def add(self, dataset: Dataset, reporter: str, rows: pa.Table) -> None:
        """Remember what the accepted rows of a file make known."""
        for reference, column in references_to(dataset).items():
            values = frozenset(rows[column].to_pylist()) - {None}
            self.keys[reference] = self.keys.get(reference, frozenset()) | values
        if dataset.one_reporter_a_key:
            owners = self.owners.setdefault(dataset.name, {})
            columns = (rows[name].to_pylist() for name in dataset.key)
            for key in zip(*columns, strict=True):
                owners.setdefault(key, reporter)
