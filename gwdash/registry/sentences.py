"""Declarations in words: what a condition says, and what a rule asks of a row."""

from collections.abc import Callable

from gwdash.registry.model import Dataset, RowRule, Rule, When


def value_words(dataset: Dataset, name: str, value: object) -> str:
    """Return a stored code or yes and no of a column as people read it."""
    codes = dataset.column(name).field.codes
    if codes is not None:
        return codes.label_of(str(value))
    return "是" if value is True else "否"


def condition_words(dataset: Dataset, when: When) -> str:
    """Return a condition as people read it: 「划定阶段」为“已公布”."""
    label = dataset.column(when.column).field.label
    if not when.values:
        return f"填了「{label}」"
    words = "、".join(f"“{value_words(dataset, when.column, value)}”" for value in when.values)
    return f"「{label}」{'不为' if when.other_than else '为'}{words}"


def rule_words(dataset: Dataset, rule: RowRule) -> str:
    """Return what a rule asks of a row, in one sentence."""
    condition = f"{condition_words(dataset, rule.when)}的，" if rule.when else ""
    return f"{condition}{_ASKED[rule.rule](dataset, rule)}。"


def _labels(dataset: Dataset, names: tuple[str, ...]) -> str:
    return "、".join(f"「{dataset.column(name).field.label}」" for name in names)


def _factor(rule: RowRule) -> str:
    return f"的 {rule.threshold.value:g} 倍" if rule.threshold else ""


def _compared(dataset: Dataset, rule: RowRule) -> str:
    low, high = (_labels(dataset, (name,)) for name in rule.columns)
    within = f"按{_labels(dataset, rule.within)}合计，" if rule.within else ""
    word = "应小于" if rule.rule is Rule.ORDERED else "不大于"
    return f"{within}{low}{word}{high}{_factor(rule)}"


def _summed(dataset: Dataset, rule: RowRule) -> str:
    total, parts = rule.columns[:1], rule.columns[1:]
    word = "等于" if rule.rule is Rule.SUM_EQUALS else "不小于"
    return f"{_labels(dataset, total)}{word}{_labels(dataset, parts)}之和"


def _allowed(dataset: Dataset, rule: RowRule) -> str:
    words = "、".join(value_words(dataset, rule.columns[0], code) for code in rule.allowed)
    return f"{_labels(dataset, rule.columns)}应为{words}"


def _outlined(dataset: Dataset, rule: RowRule) -> str:
    outline, *others = (_labels(dataset, (name,)) for name in rule.columns)
    tolerance = f"，面积相差不超过 {rule.threshold.value:g}%" if rule.threshold else ""
    return f"{outline}应在本区范围内，并与{'、'.join(others)}相符{tolerance}"


_ASKED: dict[Rule, Callable[[Dataset, RowRule], str]] = {
    Rule.ORDERED: _compared,
    Rule.NOT_ABOVE: _compared,
    Rule.ONE_OF: lambda dataset, rule: f"{_labels(dataset, rule.columns)}至少填一项",
    Rule.POSITION: lambda dataset, rule: (
        f"{_labels(dataset, rule.columns[:2])}应在本区范围内，并与「县市区」一致"
    ),
    Rule.BOUNDARY: _outlined,
    Rule.REQUIRED_IF: lambda dataset, rule: f"应填{_labels(dataset, rule.columns)}",
    Rule.EMPTY_IF: lambda dataset, rule: f"{_labels(dataset, rule.columns)}应留空",
    Rule.ALLOWED_IF: _allowed,
    Rule.SUM_EQUALS: _summed,
    Rule.SUM_NOT_ABOVE: _summed,
}
