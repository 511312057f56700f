"""What is known beyond the file: keys that rows may point to, and who reports which key."""

from collections.abc import Iterator, Mapping
from typing import Any

from gwdash.ingest.block import Block
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.problems import Problem
from gwdash.registry.datasets import reference_target
from gwdash.registry.model import Column, Dataset
from gwdash.registry.region import REGION

References = Mapping[str, frozenset[str]]
"""Known values that others refer to, by reference: ``well``, ``key_unit.site_id``."""
Owners = Mapping[tuple[Any, ...], str]
"""Who handed in a key of the dataset first, by key; codes of reporters."""


class ReferenceCheck:
    """Finds values that point to nothing yet, over all tables of a file.

    A warning, because ledgers arrive in any order and a result is kept until its well comes.
    What points into its own ledger is known when the whole file is read.
    """

    def __init__(self, dataset: Dataset, references: References) -> None:
        self._dataset = dataset
        self._references = references
        self._own = {c.name for c in dataset.columns if c.references and self._is_own(c)}
        self._blocks: list[Block] = []

    def _is_own(self, column: Column) -> bool:
        return reference_target(column)[0].name == self._dataset.name

    def check(self, block: Block) -> None:
        """Warn of unknown values: once for each value of a table, with its count."""
        if self._own:
            self._blocks.append(block)
        for column in self._dataset.columns:
            known = self._references.get(column.references)
            if known is not None and column.name not in self._own:
                _report_unknown(block, column, known)

    def finish(self) -> Iterator[Issue]:
        """Yield the warnings on values that point into the file itself."""
        for name in sorted(self._own):
            column = self._dataset.column(name)
            target = reference_target(column)[1]
            known = set(self._references.get(column.references, frozenset()))
            known.update(*(block.get(target) for block in self._blocks))
            for block in self._blocks:
                before = len(block.issues)
                _report_unknown(block, column, known)
                yield from block.issues[before:]


def _report_unknown(block: Block, column: Column, known: "frozenset[str] | set[str]") -> None:
    if not block.has(column.name):
        return
    unknown: dict[str, list[int]] = {}
    for position, value in enumerate(block.get(column.name)):
        if value is not None and value not in known:
            unknown.setdefault(value, []).append(position)
    target = reference_target(column)[0]
    for value, positions in unknown.items():
        count = len({block.rows[position] for position in positions})
        block.report(
            positions[0],
            column.name,
            Problem(
                IssueKind.REFERENCE,
                f"{column.field.label}「{value}」不在已审核通过的「{target.label}」中"
                f"（{count} 行）。请核对编号；确为新编号的，请一并报送该台账。",
                Severity.WARNING,
            ),
            value,
        )


def check_owners(block: Block, owners: Owners, reporter: str | None) -> None:
    """Warn of rows whose key another reporter hands in already (主报单位)."""
    dataset = block.dataset
    if not owners or reporter is None or not dataset.one_reporter_a_key:
        return
    labels = "、".join(dataset.column(name).field.label for name in dataset.key)
    keys = zip(*(block.get(name) for name in dataset.key), strict=True)
    for position, key in enumerate(keys):
        first = owners.get(key)
        if first is not None and first != reporter:
            name = REGION.reporter(first).name
            message = (
                f"{labels}「{'、'.join(map(str, key))}」已由主报单位{name}报送，"
                f"请与{name}商定由谁报送，另一方删去此行。"
            )
            problem = Problem(IssueKind.DUPLICATE, message, Severity.WARNING)
            block.report(position, dataset.key[0], problem, str(key[0]))
