"""数据字典: what a ledger's rows are held to, where that comes from, and the words of its codes."""

from collections.abc import Sequence

from gwdash.export.dictionary import CODE_HEADINGS, RULE_HEADINGS, codes, rules
from gwdash.registry.model import Dataset
from gwdash.ui.markup import Html, div, tag

#: Words of so many characters are never broken.
_SHORT = 9


def rules_table(dataset: Dataset) -> Html:
    """Return the rules over several columns, each in one sentence; nothing where there are none."""
    if not dataset.rules:
        return div("")
    return div(
        "gw-scroll",
        tag("h2", f"填报规则（{len(dataset.rules)} 条）", class_="gw-h2"),
        _table(RULE_HEADINGS, rules(dataset)),
    )


def codes_table(dataset: Dataset) -> Html:
    """Return the code lists of a ledger: words, how people also write them, where they are from."""
    rows = codes(dataset)
    if not rows:
        return div("")
    return div(
        "gw-scroll",
        tag("h2", f"选项及依据（{len(rows)} 张）", class_="gw-h2"),
        _table(CODE_HEADINGS, rows),
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
