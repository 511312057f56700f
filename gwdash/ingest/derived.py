"""Columns that nobody types: joined from the first set of columns that a row has whole."""

from collections import defaultdict

from gwdash.ingest.block import Block
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import Problem
from gwdash.registry.model import Column, Need, Part

Used = dict[str, set[int]]
"""Positions at which a column went into a key, by column."""


def derive_columns(block: Block) -> Used:
    """Fill the derived columns and report the rows for which no set of columns is whole.

    Returns where which column became part of the row's key.
    """
    used: Used = defaultdict(set)
    for column in block.dataset.stored_columns:
        if column.derived and not block.has(column.name):
            _derive(block, column, used)
    return used


def _derive(block: Block, column: Column, used: Used) -> None:
    parts = {part.column for option in column.derived for part in option}
    typed = {name: block.get(name) for name in parts}
    of_key = column.name in block.dataset.key
    values: list[str | None] = []
    for position in range(len(block.rows)):
        option = _whole(column, {name: typed[name][position] for name in parts})
        values.append(
            None if option is None else "".join(p.of(typed[p.column][position]) for p in option)
        )
        if of_key and option is not None:
            for part in option:
                used[part.column].add(position)
    block.values[column.name] = values
    place = next((block.places[name] for name in sorted(parts) if name in block.places), None)
    if place is not None:
        block.places[column.name] = place
    _report_missing(block, column, typed)


def _whole(column: Column, row: dict[str, str | None]) -> tuple[Part, ...] | None:
    return next((o for o in column.derived if all(row[p.column] for p in o)), None)


def _report_missing(block: Block, column: Column, typed: dict[str, list[str | None]]) -> None:
    reported = {i.row for i in block.issues if i.field in typed}
    empty = [
        position
        for position, value in enumerate(block.get(column.name))
        if value is None and block.rows[position] + 1 not in reported
    ]
    if not empty or column.need is Need.OPTIONAL:
        return
    if column.need is Need.LOAD:
        for position in empty:
            row = {name: cells[position] for name, cells in typed.items()}
            lacking, name = _lacking(block, column, row)
            message = f"{lacking}请填{_choices(block, column)}。"
            block.report(position, name, Problem(IssueKind.KEY, message))
        return
    count = len({block.rows[position] for position in empty})
    message = (
        f"有 {count} 行没有填全{_choices(block, column)}，不能与其他台账关联，"
        "可以提交，计入完整率。"
    )
    first = {name: cells[empty[0]] for name, cells in typed.items()}
    problem = Problem(IssueKind.REQUIRED, message, Severity.WARNING)
    block.report(empty[0], _lacking(block, column, first)[1], problem)


def _lacking(block: Block, column: Column, row: dict[str, str | None]) -> tuple[str, str]:
    """Return what lacks for the set that is nearest to whole, and the first such column."""
    best = max(column.derived, key=lambda option: sum(bool(row[p.column]) for p in option))
    missing = [part.column for part in best if not row[part.column]]
    if not any(row.values()):
        return "没有说明是哪一个：", missing[0]
    labels = "、".join(f"「{_label(block, name)}」" for name in missing)
    return f"缺少{labels}：", missing[0]


def _choices(block: Block, column: Column) -> str:
    options = (
        "和".join(f"「{_label(block, part.column)}」" for part in option)
        for option in column.derived
    )
    return "，或".join(options)


def _label(block: Block, name: str) -> str:
    return block.dataset.column(name).field.label
