"""The numbers that a block of a briefing says, and the numbers that it shows."""

import re
from collections.abc import Iterable
from decimal import Decimal
from numbers import Real

from gwdash.export.briefing import Block

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: What is no figure: names in quotes, days, meetings by number, standards, versions of a scheme.
_NO_FIGURE = re.compile(
    r"“[^”]*”|\d{4}年(?:第[一二三四]季度|\d{1,2}月(?:\d{1,2}日)?)?|第\d+次"
    r"|GB/T[ \d-]+|\d{4}-\d+版"
)
#: Figures are shown to one decimal, sums of money and scores to two.
_SHOWN = ("{:.0f}", "{:.1f}", "{:.2f}")


def said(block: Block, names: Iterable[str] = ()) -> set[Decimal]:
    """Return the numbers of a block's message and texts; `names` hold digits that count nothing."""
    text = "\n".join((block.sentence, *block.paragraphs, *block.brief))
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return _numbers(_NO_FIGURE.sub(" ", text))


def shown(block: Block) -> set[Decimal]:
    """Return the numbers of a block's figures, tables and map; of annexes the plain numbers.

    How many rows a table has stands in its caption on paper.
    """
    found = {Decimal(len(table.frame)) for table in (*block.tables, *block.annexes)}
    for figure in block.figures:
        found |= _numbers(f"{figure.value} {figure.unit} {figure.line}")
    for table in block.tables:
        for cell in _cells(table.frame):
            found |= _of(cell) if isinstance(cell, Real) else _numbers(str(cell))
    for table in block.annexes:
        for cell in _cells(table.frame):
            if isinstance(cell, Real):
                found |= _of(cell)
    if block.county_map is not None:
        for shade in block.county_map.shades.values():
            found |= _numbers(shade.caption)
    return found


def _cells(frame):
    return (cell for column in frame.columns for cell in frame[column] if cell is not None)


def _of(cell: Real) -> set[Decimal]:
    value = float(cell)
    if value != value:  # noqa: PLR0124 (only NaN differs from itself)
        return set()
    return {Decimal(form.format(abs(value))).normalize() for form in _SHOWN}


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(one.replace(",", "")).normalize() for one in _NUMBER.findall(text)}
