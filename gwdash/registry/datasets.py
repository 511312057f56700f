"""Every ledger by name; templates, tables, checks and dictionary follow from the declarations."""

from collections.abc import Mapping
from types import MappingProxyType

from gwdash.registry.ledgers.affairs import DAMAGE_CASE, EXPERT, POLICY_RULE, PUBLICITY
from gwdash.registry.ledgers.geothermal import GEOTHERMAL
from gwdash.registry.ledgers.kept import ATTACHMENT, VERIFIED_PROGRESS
from gwdash.registry.ledgers.network import WATER_LEVEL, WATER_QUALITY, WELL
from gwdash.registry.ledgers.office import DECISION, MEETING, SCORE_ADJUSTMENT, SCORING_SCHEME
from gwdash.registry.ledgers.progress import TASK_PROGRESS, WORK_PLAN
from gwdash.registry.ledgers.projects import PROJECT
from gwdash.registry.ledgers.sealed_wells import ABANDONED_WELL, SURVEY_PROGRESS
from gwdash.registry.ledgers.sites import KEY_UNIT, LEAK_HAZARD, SELF_MONITORING
from gwdash.registry.ledgers.sources import WATER_SOURCE
from gwdash.registry.ledgers.zones import ZONE
from gwdash.registry.model import Column, Dataset, RegistryError
from gwdash.registry.text import fold

__all__ = [
    "ATTACHMENT",
    "DATASETS",
    "LEDGERS",
    "TASK_PROGRESS",
    "VERIFIED_PROGRESS",
    "WATER_LEVEL",
    "WATER_QUALITY",
    "WELL",
    "WORK_PLAN",
    "find_dataset",
    "reference_target",
]


def _named(datasets: tuple[Dataset, ...]) -> Mapping[str, Dataset]:
    """Index datasets by name, refusing two with one name and references to nothing."""
    named: dict[str, Dataset] = {}
    words: dict[str, str] = {}
    for dataset in datasets:
        if dataset.name in named:
            raise RegistryError(f"dataset {dataset.name} twice")
        named[dataset.name] = dataset
        for word in map(fold, {dataset.name, dataset.label, *dataset.aliases}):
            if words.setdefault(word, dataset.name) != dataset.name:
                raise RegistryError(f"{word} means {words[word]} and {dataset.name}")
    for dataset in datasets:
        for column in dataset.columns:
            if column.references:
                _target(named, f"{dataset.name}.{column.name}", column.references)
    return MappingProxyType(named)


def _target(named: Mapping[str, Dataset], where: str, reference: str) -> tuple[Dataset, str]:
    """Return the dataset and column of a reference; raises RegistryError."""
    name, _, column = reference.partition(".")
    if name not in named:
        raise RegistryError(f"{where}: no {name}")
    target = named[name]
    if not column and len(target.key) > 1:
        raise RegistryError(f"{where}: the key of {name} has several columns, name one")
    if column and not target.has(column):
        raise RegistryError(f"{where}: no {reference}")
    return target, column or target.key[0]


#: Everything that is stored, by name, in the order in which people see it; the internal ones last.
DATASETS = _named(
    (
        WORK_PLAN, TASK_PROGRESS,
        ZONE,
        KEY_UNIT, SELF_MONITORING, LEAK_HAZARD,
        WATER_SOURCE,
        WELL, WATER_QUALITY, WATER_LEVEL,
        GEOTHERMAL,
        ABANDONED_WELL, SURVEY_PROGRESS,
        POLICY_RULE, DAMAGE_CASE,
        PROJECT, MEETING, DECISION,
        PUBLICITY, EXPERT,
        SCORING_SCHEME, SCORE_ADJUSTMENT,
        ATTACHMENT, VERIFIED_PROGRESS,
    )
)  # fmt: skip

#: The ledgers that people hand in: those of templates, drop-downs, recognition and the calendar.
LEDGERS: Mapping[str, Dataset] = MappingProxyType(
    {name: dataset for name, dataset in DATASETS.items() if not dataset.internal}
)


def reference_target(column: Column) -> tuple[Dataset, str]:
    """Return the dataset and column that a column's values point to; raises KeyError for none."""
    if not column.references:
        raise KeyError(column.name)
    return _target(DATASETS, column.name, column.references)


def find_dataset(text: str) -> Dataset | None:
    """Return the ledger named by code, Chinese label or alias, else None."""
    key = fold(text)
    for dataset in LEDGERS.values():
        if key in map(fold, (dataset.name, dataset.label, *dataset.aliases)):
            return dataset
    return None
