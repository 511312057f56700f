"""Which rows of a sheet are data, and which are titles, units, totals, statistics or footers."""

import re
from collections.abc import Sequence
from enum import StrEnum

from gwdash.ingest.grid import Cell
from gwdash.registry.text import fold
from gwdash.standards.unit_names import is_unit


class RowKind(StrEnum):
    """What a row under the heading is."""

    DATA = "data"
    EMPTY = "empty"
    UNIT = "unit"
    CODE = "code"
    DETECTION_LIMIT = "detection_limit"
    LIMIT = "limit"
    STATISTIC = "statistic"
    TOTAL = "total"
    FOOTER = "footer"
    REPEATED_HEADING = "repeated_heading"
    EXAMPLE = "example"


#: What the first filled cell of such a row says. Longest first where one contains another.
_WORDS: tuple[tuple[RowKind, frozenset[str]], ...] = (
    (RowKind.TOTAL, frozenset({"合计", "小计", "总计", "全市合计", "全市", "累计", "total", "sum"})),
    (
        RowKind.STATISTIC,
        frozenset({
            "最大值", "最小值", "均值", "平均值", "平均", "中位数", "标准差", "超标率", "检出率",
            "超标倍数", "最大超标倍数", "超标个数", "样品数", "样本数", "检出个数",
        }),
    ),
    (
        RowKind.LIMIT,
        frozenset({
            "标准限值", "限值", "标准值", "评价标准", "执行标准", "ⅰ类标准", "ⅱ类标准", "ⅲ类标准",
            "ⅳ类标准", "ⅲ类", "iii类标准", "iii类", "iii类标准限值", "地下水iii类标准",
        }),
    ),
    (
        RowKind.DETECTION_LIMIT,
        frozenset({"检出限", "方法检出限", "最低检出限", "检出下限", "mdl", "dl"}),
    ),
    (RowKind.UNIT, frozenset({"单位", "计量单位", "unit"})),
    (RowKind.CODE, frozenset({"代码", "指标代码", "字段名", "编码"})),
    (RowKind.EXAMPLE, frozenset({"示例", "填写示例", "例"})),
)  # fmt: skip
_BY_WORD = {fold(word): kind for kind, words in _WORDS for word in words}
#: A row whose first words begin otherwise can be none of these, nor a footer.
_FIRST_CHARACTERS = frozenset(
    {c for _, words in _WORDS for word in words for c in (word[0], word[0].upper())}
    | {word[0] for word in _BY_WORD}
    | set("注备说填审负单联报制盖 \u3000\xa0\t\n")
    | {""}
)

_FOOTER = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|填表人|填报人|审核人|负责人|单位负责人|联系人|联系电话|"
    r"填表日期|填报日期|填报单位|报送单位|制表人|制表|盖章)\s*[:：]"
)
#: A footer line holds a few label-value pairs; a data row with a remark holds more cells.
_FOOTER_CELLS = 8
#: Words that say what a row is stand in one of its first two cells.
_SPEAKING = 2


def row_kind(cells: Sequence[Cell], heading: Sequence[str], *, in_header: bool) -> RowKind:
    """Return what a row is, from its cells and the texts of the heading above it.

    `in_header` says that a merged heading still reaches this row: then it cannot be data.
    """
    if not in_header and float in map(type, cells) and not any(map(_may_speak, cells[:_SPEAKING])):
        # Nearly every row of a long table ends here.
        return RowKind.DATA
    place, first = _first_filled(cells)
    if first is None:
        return RowKind.EMPTY
    if kind := _spoken_kind(cells, place):
        return kind
    if not isinstance(first, str):
        return RowKind.DATA
    if _FOOTER.match(first.strip()) and _count_filled(cells) <= _FOOTER_CELLS:
        return RowKind.FOOTER
    if not in_header and any(not isinstance(c, str) for c in cells if c is not None):
        return RowKind.DATA
    if _repeats(cells, heading, place):
        return RowKind.REPEATED_HEADING
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    if all(map(is_unit, texts)):
        return RowKind.UNIT
    if in_header:
        return RowKind.UNIT if any(map(is_unit, texts)) else RowKind.CODE
    return RowKind.DATA


def _may_speak(cell: Cell) -> bool:
    """Tell whether a cell is empty (the next one may speak) or begins like a word that speaks."""
    if isinstance(cell, str):
        return cell[:1] in _FIRST_CHARACTERS
    return cell is None


def _first_filled(cells: Sequence[Cell]) -> tuple[int, Cell]:
    for place, cell in enumerate(cells):
        if cell is not None and not (isinstance(cell, str) and not cell.strip()):
            return place, cell
    return -1, None


def _count_filled(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if cell is not None and cell != "")


def _spoken_kind(cells: Sequence[Cell], place: int) -> RowKind | None:
    """Return the kind that one of the first two filled cells names."""
    for cell in cells[place : place + _SPEAKING]:
        if isinstance(cell, str) and (kind := _BY_WORD.get(fold(cell))):
            return kind
    return None


def _repeats(cells: Sequence[Cell], heading: Sequence[str], place: int) -> bool:
    """Tell whether a row is the heading again, as on each printed page of a long table."""
    if place >= len(heading) or str(cells[place]).strip() not in heading[place]:
        return False
    pairs = [(c, h) for c, h in zip(cells, heading, strict=False) if c is not None and c != ""]
    same = sum(1 for c, h in pairs if isinstance(c, str) and h and fold(c) in fold(h))
    return len(pairs) > 1 and same * 2 > len(pairs)
