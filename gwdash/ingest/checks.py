"""Checks over whole rows: keys, duplicates, references, order of depths, scope of a reporter."""

from collections.abc import Mapping
from typing import Any

from gwdash.ingest.block import RESULT_FIELD, Block
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import Problem
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Column, Dataset, RowRule, Rule
from gwdash.registry.region import REGION

References = Mapping[str, frozenset[str]]
"""Known keys of the datasets that others refer to, by dataset name."""


def check_rules(block: Block) -> None:
    """Report rows that break one of the dataset's rules over several columns."""
    for rule in block.dataset.rules:
        match rule.rule:
            case Rule.ORDERED | Rule.NOT_ABOVE:
                _check_order(block, rule)
            case Rule.ONE_OF:
                _check_one_of(block, rule)
            case Rule.POSITION:
                """Positions are resolved where coordinates are read (`positions`)."""


def _check_order(block: Block, rule: RowRule) -> None:
    small, large = rule.columns
    strict = rule.rule is Rule.ORDERED
    for position, (low, high) in enumerate(zip(block.get(small), block.get(large), strict=True)):
        if low is not None and high is not None and (low > high or (strict and low == high)):
            block.report(position, small, Problem(IssueKind.RANGE, rule.message), f"{low}、{high}")


def _check_one_of(block: Block, rule: RowRule) -> None:
    columns = [block.get(name) for name in rule.columns]
    reported = {i.row for i in block.issues if i.field in rule.columns}
    for position, values in enumerate(zip(*columns, strict=True)):
        if all(v is None for v in values) and block.rows[position] + 1 not in reported:
            block.report(position, rule.columns[0], Problem(IssueKind.REQUIRED, rule.message))


def check_reporter_county(block: Block, reporter: str | None) -> None:
    """Report rows of another county in a county's own file; fill in a county that is missing."""
    county = next((c for c in REGION.counties if c.code == reporter), None)
    if county is None or not block.dataset.has("county_code"):
        return
    reported = {i.row for i in block.issues if i.field == "county_code"}
    values = block.get("county_code")
    for position, code in enumerate(values):
        if code is None and block.rows[position] + 1 not in reported:
            values[position] = county.code
        elif code is not None and code != county.code:
            other = REGION.place_name(code)
            block.report(
                position,
                "county_code",
                Problem(
                    IssueKind.SCOPE,
                    f"这是{county.name}的报表，此行写的是{other}。请删去此行，或由{other}报送。",
                ),
                other,
            )
    block.values["county_code"] = values


class KeyCheck:
    """Finds keys that come twice, over all tables of a file."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._seen: dict[tuple[Any, ...], tuple[Block, int]] = {}

    def check(self, block: Block) -> None:
        """Report positions whose key stood before; the same row twice is kept once."""
        keys = zip(*(block.get(name) for name in self._dataset.key), strict=True)
        stopped = block.stopped
        for position, key in enumerate(keys):
            if stopped[position]:
                continue
            first = self._seen.setdefault(key, (block, position))
            if first[0] is not block or first[1] != position:
                self._report(block, position, first)

    def _report(self, block: Block, position: int, first: tuple[Block, int]) -> None:
        other, place = first
        labels = "、".join(self._dataset.column(n).field.label for n in self._dataset.key)
        where = f"第 {other.rows[place] + 1} 行"
        if other is not block:
            where = f"工作表「{other.sheet}」{where}"
        name = self._dataset.key[0]
        raw = block.get(name)[position]
        if _row(block, position) == _row(other, place):
            message = f"与{where}完全相同，只保留一行。"
            problem = Problem(IssueKind.DUPLICATE, message, Severity.WARNING)
        else:
            message = f"与{where}的{labels}相同而内容不同，请保留正确的一行。"
            problem = Problem(IssueKind.DUPLICATE, message)
            if block.own is not None:
                # In a crosstab each value is a row of its own and can differ by itself.
                name, raw = RESULT_FIELD, block.get("raw")[position]
        block.report(position, name, problem, raw)
        block.stopped[position] = True


def _row(block: Block, position: int) -> dict[str, Any]:
    row = {name: values[position] for name, values in block.values.items()}
    return {name: value for name, value in row.items() if value is not None}


def _label(column: Column) -> str:
    return f"「{DATASETS[column.references].label}」"


def check_references(block: Block, references: References) -> None:
    """Warn of values that point to nothing yet: once for each value, with its count.

    A warning, because ledgers arrive in any order and a result is kept until its well comes.
    """
    for column in block.dataset.columns:
        known = references.get(column.references)
        if known is None or not block.has(column.name):
            continue
        unknown: dict[str, list[int]] = {}
        for position, value in enumerate(block.get(column.name)):
            if value is not None and value not in known:
                unknown.setdefault(value, []).append(position)
        for value, positions in unknown.items():
            count = len({block.rows[position] for position in positions})
            block.report(
                positions[0],
                column.name,
                Problem(
                    IssueKind.REFERENCE,
                    f"{column.field.label}「{value}」不在已审核通过的{_label(column)}中"
                    f"（{count} 行）。请核对编号；确为新编号的，请一并报送该台账。",
                    Severity.WARNING,
                ),
                value,
            )
