"""数据字典: what a ledger's rows are held to, where that comes from, and the words of its codes."""

from collections.abc import Sequence

from gwdash.registry.model import Dataset, RowRule, Rule
from gwdash.registry.sentences import rule_words
from gwdash.ui.markup import Html, div, tag

#: Rules whose breach counts as incomplete, whatever the declaration says of severity.
_COUNTED = Rule.REQUIRED_IF
#: Words of so many characters are never broken.
_SHORT = 9


def rules_table(dataset: Dataset) -> Html:
    """Return the rules over several columns, each in one sentence; nothing where there are none."""
    if not dataset.rules:
        return div("")
    words = ("规则", "不符合时", "允差或倍数", "依据")
    return div(
        "gw-scroll",
        tag("h2", f"填报规则（{len(dataset.rules)} 条）", class_="gw-h2"),
        _table(words, [_rule(dataset, rule) for rule in dataset.rules]),
    )


def _rule(dataset: Dataset, rule: RowRule) -> tuple[str, ...]:
    limit = rule.threshold
    figure = f"{limit.label} {limit.value:g}{limit.unit}" if limit else ""
    return rule_words(dataset, rule), outcome(rule), figure, rule.source


def outcome(rule: RowRule) -> str:
    """Return what becomes of a row that breaks a rule, in words."""
    if rule.rule is _COUNTED:
        return "提醒，计入完整率"
    return "提醒" if rule.warns else "错误，改后再报"


def codes_table(dataset: Dataset) -> Html:
    """Return the code lists of a ledger: words, how people also write them, where they are from."""
    lists = {c.field.codes.name: c.field.codes for c in dataset.columns if c.field.codes}
    if not lists:
        return div("")
    rows = []
    for listed in lists.values():
        also = "；".join(
            f"{code.label}：{'、'.join(code.aliases)}" for code in listed.codes if code.aliases
        )
        explained = "".join(sentence for _, sentence in listed.explained)
        rows.append((listed.label, "、".join(listed.labels), also, explained, listed.source))
    words = ("选项表", "可选内容", "也认识的写法", "说明", "依据")
    return div(
        "gw-scroll",
        tag("h2", f"选项及依据（{len(lists)} 张）", class_="gw-h2"),
        _table(words, rows),
    )


def _cell(text: str) -> Html:
    """Return a cell; short words stay on one line."""
    return tag("td", text, class_="gw-nowrap" if len(text) <= _SHORT else "")


def _table(words: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Html:
    return tag(
        "table",
        tag("thead", tag("tr", [tag("th", word) for word in words])),
        tag("tbody", [tag("tr", [_cell(text) for text in row]) for row in rows]),
        class_="gw-table",
    )
