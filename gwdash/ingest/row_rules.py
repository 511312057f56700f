"""The rules that a dataset declares over several columns of a row, applied to what was read."""

from collections.abc import Callable, Iterator
from typing import Any

from gwdash.ingest.block import Block
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import Problem
from gwdash.registry.model import RowRule, Rule
from gwdash.registry.sentences import condition_words, value_words

#: What says that something does not apply: nothing, none of it, not so.
_NOTHING = (None, 0, False)


def check_rules(block: Block) -> None:
    """Report rows that break one of the dataset's rules over several columns."""
    for rule in block.dataset.rules:
        # Where things lie is resolved where it is read (`positions`, `boundaries`).
        if rule.rule not in {Rule.POSITION, Rule.BOUNDARY}:
            _CHECKS[rule.rule](block, rule)


def _label(block: Block, name: str) -> str:
    return block.dataset.column(name).field.label


def _rows(block: Block, rule: RowRule) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield position and values of the rows for which a rule holds."""
    columns = zip(*(block.get(name) for name in rule.columns), strict=True)
    if rule.when is None:
        yield from enumerate(columns)
        return
    for position, (decides, values) in enumerate(
        zip(block.get(rule.when.column), columns, strict=True)
    ):
        if rule.when.holds(decides):
            yield position, values


def _problem(rule: RowRule, message: str, kind: IssueKind = IssueKind.RANGE) -> Problem:
    return Problem(kind, message, Severity.WARNING if rule.warns else Severity.ERROR)


def _check_order(block: Block, rule: RowRule) -> None:
    if rule.within:
        _check_totals(block, rule)
        return
    small, large = rule.columns
    message = rule.message or f"「{_label(block, small)}」大于「{_label(block, large)}」，请核对。"
    for position, (low, high) in _rows(block, rule):
        if low is not None and high is not None and not _in_order(rule, low, high):
            block.report(position, small, _problem(rule, message), f"{low}、{high}")


def _in_order(rule: RowRule, low: Any, high: Any) -> bool:  # noqa: ANN401 (what a row holds)
    if isinstance(low, str):
        # Of months one may be known by its year only: then the years are compared.
        width = min(len(low), len(high))
        low, high = low[:width], high[:width]
    if rule.threshold is not None:
        high *= rule.threshold.value
    return bool(low < high if rule.rule is Rule.ORDERED else low <= high)


def _check_totals(block: Block, rule: RowRule) -> None:
    """Compare totals over the rows of one group; one that is not named is its row's own."""
    groups: dict[tuple[Any, ...], list[tuple[int, tuple[Any, ...]]]] = {}
    named = list(zip(*(block.get(name) for name in rule.within), strict=True))
    for position, values in _rows(block, rule):
        if block.stopped[position] or all(value is None for value in values):
            continue
        key = named[position] if named[position][0] is not None else (position,)
        groups.setdefault(key, []).append((position, values))
    for rows in groups.values():
        low = sum(values[0] or 0 for _, values in rows)
        high = sum(values[1] or 0 for _, values in rows)
        if not _in_order(rule, low, high):
            where = f"{len(rows)} 行合计：" if len(rows) > 1 else ""
            figures = f"（{where}{low:g}、{high:g}）"
            problem = _problem(rule, f"{rule.message}{figures}")
            block.report(rows[0][0], rule.columns[0], problem, f"{low:g}")


def _check_one_of(block: Block, rule: RowRule) -> None:
    reported = {i.row for i in block.issues if i.field in rule.columns}
    for position, values in _rows(block, rule):
        if all(v is None for v in values) and block.rows[position] + 1 not in reported:
            problem = _problem(rule, rule.message, IssueKind.REQUIRED)
            block.report(position, rule.columns[0], problem)


def _check_required(block: Block, rule: RowRule) -> None:
    when = rule.when
    if when is None:
        return
    condition = condition_words(block.dataset, when)
    for place, name in enumerate(rule.columns):
        reported = {i.row for i in block.issues if i.field == name}
        empty = [
            position
            for position, values in _rows(block, rule)
            if values[place] is None and block.rows[position] + 1 not in reported
        ]
        if empty:
            count = len({block.rows[position] for position in empty})
            message = (
                f"{condition}的，应填「{_label(block, name)}」，有 {count} 行未填，"
                f"可以提交，计入完整率。{rule.message}"
            )
            problem = Problem(IssueKind.REQUIRED, message, Severity.WARNING)
            block.report(empty[0], name, problem)


def _check_empty(block: Block, rule: RowRule) -> None:
    when = rule.when
    if when is None:
        return
    condition = condition_words(block.dataset, when)
    for position, values in _rows(block, rule):
        for name, value in zip(rule.columns, values, strict=True):
            if value not in _NOTHING:
                figures = isinstance(value, (int, float)) and not isinstance(value, bool)
                message = (
                    f"{condition}的，「{_label(block, name)}」应留空{'或填 0' if figures else ''}"
                    f"，请核对。{rule.message}"
                )
                block.report(position, name, _problem(rule, message), _shown(block, name, value))


def _check_allowed(block: Block, rule: RowRule) -> None:
    when = rule.when
    if when is None:
        return
    name = rule.columns[0]
    allowed = "、".join(value_words(block.dataset, name, code) for code in rule.allowed)
    condition = condition_words(block.dataset, when)
    message = f"{condition}的，「{_label(block, name)}」应为{allowed}，请核对。{rule.message}"
    for position, (value,) in _rows(block, rule):
        if value is not None and value not in rule.allowed:
            problem = _problem(rule, message, IssueKind.CODE)
            block.report(position, name, problem, _shown(block, name, value))


def _check_sum(block: Block, rule: RowRule) -> None:
    tolerance = rule.threshold.value if rule.threshold else 0.0
    for position, (total, *parts) in _rows(block, rule):
        known = [part for part in parts if part is not None]
        if total is None or not known:
            continue
        over = sum(known) - total
        # A part that is not known can still make up what lacks.
        short = rule.rule is Rule.SUM_EQUALS and len(known) == len(parts) and -over > tolerance
        if over > tolerance or short:
            figures = f"合计 {sum(known):g}，填的是 {total:g}"
            problem = _problem(rule, f"{rule.message}（{figures}）")
            block.report(position, rule.columns[0], problem, f"{total:g}")


def _shown(block: Block, name: str, value: Any) -> str:  # noqa: ANN401 (what a row holds)
    field = block.dataset.column(name).field
    if field.codes is not None or isinstance(value, bool):
        return value_words(block.dataset, name, value)
    return f"{value:g}" if isinstance(value, float) else str(value)


_CHECKS: dict[Rule, Callable[[Block, RowRule], None]] = {
    Rule.ORDERED: _check_order,
    Rule.NOT_ABOVE: _check_order,
    Rule.ONE_OF: _check_one_of,
    Rule.REQUIRED_IF: _check_required,
    Rule.EMPTY_IF: _check_empty,
    Rule.ALLOWED_IF: _check_allowed,
    Rule.SUM_EQUALS: _check_sum,
    Rule.SUM_NOT_ABOVE: _check_sum,
}
