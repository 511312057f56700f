"""Which headings tell a ledger from other lists: no persons, no words that all lists have."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from gwdash.ingest.headings import Heading, How
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Column, Dataset, Need, Rule
from gwdash.registry.text import fold

#: A column of more ledgers than this (县市区, 乡镇, 备注) is no ledger's own.
_SHARED_BY = 4
#: A word that ends the words of so many other columns (名称, 编号, 类别) says nothing alone.
_ENDS = 3


def tells(dataset: Dataset, headings: Iterable[Heading]) -> bool:
    """Tell whether a heading is one of the ledger's own: needed by it, and of few other lists."""
    return any(_tells(dataset, heading) for heading in headings)


def _tells(dataset: Dataset, heading: Heading) -> bool:
    if heading.analyte or heading.how is How.MAP:
        return True
    if not heading.field or not dataset.has(heading.field):
        return False
    column = dataset.column(heading.field)
    rare = _ledgers_with()[column.name] <= _SHARED_BY
    return (
        rare
        and not column.field.personal
        and column.name in _needed(dataset)
        and not _is_generic(fold(heading.text.rpartition("/")[2]))
    )


def _needed(dataset: Dataset) -> frozenset[str]:
    """Return the columns that a row means something by, or is complete by."""
    needed = {c.name for c in dataset.columns if c.need is not Need.OPTIONAL}
    needed |= {p.column for c in dataset.columns for option in c.derived for p in option}
    needed |= {name for r in dataset.rules if r.rule is Rule.ONE_OF for name in r.columns}
    return frozenset(needed)


@lru_cache(maxsize=1)
def _ledgers_with() -> Counter[str]:
    return Counter(column.name for dataset in LEDGERS.values() for column in dataset.columns)


def _is_generic(word: str) -> bool:
    return len(_meanings().get(word, ())) >= _ENDS or word in _endings() | _ignored()


@lru_cache(maxsize=1)
def _ignored() -> frozenset[str]:
    """Return the words that some ledger passes over: 序号."""
    return frozenset(fold(word) for one in LEDGERS.values() for word in one.ignored_headings)


@lru_cache(maxsize=1)
def _meanings() -> defaultdict[str, set[str]]:
    """Return which fields each word means, over all ledgers."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for column in _columns():
        for word in column.words:
            found[fold(word)].add(column.name)
    return found


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    """Return the words that several other columns' words end with."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, fields in list(_meanings().items()):
        for start in range(1, len(word)):
            found[word[start:]] |= fields
    meanings = _meanings()
    return frozenset(
        ending
        for ending, fields in found.items()
        if len(fields - meanings.get(ending, set())) >= _ENDS
    )


def _columns() -> Iterable[Column]:
    return (column for dataset in LEDGERS.values() for column in dataset.columns)
