"""Which keys a dataset's rows may point to: those of the published version and of the batch."""

from collections.abc import Mapping
from pathlib import Path

from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset
from gwdash.store.database import open_current


def known_keys(
    workspace: Path, dataset: Dataset, also: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return the known keys of every dataset that `dataset` refers to, by dataset name."""
    wanted = {column.references for column in dataset.columns if column.references}
    store = open_current(workspace) if wanted else None
    return {
        name: (store.keys(DATASETS[name]) if store else frozenset()) | also.get(name, frozenset())
        for name in sorted(wanted)
    }
