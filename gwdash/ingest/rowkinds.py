"""Which rows of a sheet are data, and which are titles, units, totals, statistics or footers."""

import re
from collections.abc import Collection, Sequence
from enum import StrEnum

from gwdash.ingest.grid import Cell
from gwdash.ingest.own_marks import EXAMPLE_MARK, is_example_row
from gwdash.ingest.problems import as_text, is_blank, is_missing
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
    SECTION = "section"
    REPEATED_HEADING = "repeated_heading"
    EXAMPLE = "example"


#: What the first filled cell of such a row says, a bracket at its end aside.
_WORDS: tuple[tuple[RowKind, frozenset[str]], ...] = (
    (RowKind.TOTAL, frozenset({"合计", "小计", "总计", "全市", "累计", "total", "sum"})),
    (
        RowKind.STATISTIC,
        frozenset({
            "最大值", "最小值", "均值", "平均值", "平均", "中位数", "中值", "标准差", "超标率",
            "检出率", "达标率", "超标倍数", "最大超标倍数", "超标个数", "超标数", "样品数",
            "样本数", "检出个数", "检出数", "变异系数",
        }),
    ),
    (
        RowKind.LIMIT,
        frozenset({
            "标准限值", "限值", "标准值", "评价标准", "执行标准", "ⅰ类标准", "ⅱ类标准", "ⅲ类标准",
            "ⅳ类标准", "ⅰ类", "ⅱ类", "ⅲ类", "ⅳ类", "ⅲ类标准限值", "ⅲ类限值", "地下水ⅲ类标准",
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
#: The whole region as well as a total; like a limit (Ⅲ类), data where the row has an identifier.
_AMBIGUOUS = frozenset({fold("全市")})
#: 秦都区小计, 本月合计: a short text with this end is a total.
_TOTAL_ENDS = ("合计", "小计", "总计")
_LONGEST_TOTAL = 12
_STANDARD = re.compile(
    r"14848|gb(?:/?t)?[-_ ]?(?:3838|5749)|地[下表]水(?:环境)?质量标准|饮用水卫生标准"
)
#: 地下水Ⅲ类标准限值, as folded.
_CLASS_LIMIT = re.compile(r"(?:地下水|地表水)?(?:i{1,3}|iv|v)类(?:水质?)?(?:标准)?(?:限值|值)?")
_BRACKET_AT_END = re.compile(r"\([^()]*\)$")
_FORM_WORDS = (
    "填表人|填报人|审核人|复核人|负责人|单位负责人|分管领导|联系人|联系电话|填表日期|填报日期"
    "|填报时间|填报单位|报送单位|填表单位|制表人|制表|制表单位|盖章|单位(?:公章|盖章)|审核|复核|填表|填报"
)
_FOOTER = re.compile(
    rf"(?:注|备注|说明|填表说明|填报说明|{_FORM_WORDS})\s*(?:[(（][^()（）]*[)）])?\s*[:：]"
)
_FOOTER_ALONE = re.compile(
    rf"(?:{_FORM_WORDS})(?:\([^()]*\))?|第\d+页.*|共\d+[页条行].*|以下(?:空白|无正文).*|[(]?以下无正文[)]?"
)
_SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]\s*\S")

#: Columns of words are counted by these, columns of figures by numbers.
_STEMS = ("甲", "乙", "丙", "丁", "戊")
#: Two numbers 1, 2 can be data.
_COUNTED_COLUMNS = 3

#: A row whose first words begin or end otherwise can be none of these.
_FIRST_CHARACTERS = frozenset(
    {c for _, words in _WORDS for word in words for c in (word[0], word[0].upper())}
    | {word[0] for word in _BY_WORD}
    | {EXAMPLE_MARK[0]}
    | set(
        "注备说填审复负单联报制盖分第共以一二三四五六七八九十(（《地生饮IiVvⅠⅡⅢⅣⅤGg \u3000\xa0\t\n"
    )
    | {"", "\ufeff"}
)
_LAST_CHARACTER = "计"

#: A footer line holds a few label-value pairs; a data row with a remark holds more cells.
_FOOTER_CELLS = 8
#: Words that say what a row is stand in one of its first two cells.
_SPEAKING = 2
#: As much of a heading's text as shows that a row may be the heading again.
_START = 2


class RowSorter:
    """Tells what rows under one heading are."""

    def __init__(self, heading: Sequence[str], identifiers: Collection[int] = ()) -> None:
        """Take the texts of the heading by column, and the columns that name a row's subject."""
        self._heading = heading
        self._identifiers = frozenset(identifiers)
        self._starts = frozenset(text.strip()[:_START] for text in heading if text) | {""}

    def kind(self, cells: Sequence[Cell], *, in_header: bool = False) -> RowKind:
        """Return what a row is.

        `in_header` says that a merged heading still reaches this row: then it cannot be data.
        """
        if not in_header and self._is_plain(cells):
            return RowKind.DATA
        place, first = _first_filled(cells)
        spoken = RowKind.EMPTY if place < 0 else _spoken_kind(cells, place, self._identifiers)
        if spoken or not isinstance(first, str):
            return spoken or RowKind.DATA
        if _is_footer(first, cells):
            return RowKind.FOOTER
        if not in_header and any(not isinstance(c, str) for c in cells if c is not None):
            return RowKind.DATA
        if _repeats(cells, self._heading, place):
            return RowKind.REPEATED_HEADING
        named = place in self._identifiers
        return _kind_of_words(cells, place, in_header=in_header, named=named)

    def _is_plain(self, cells: Sequence[Cell]) -> bool:
        """Tell at a glance that a row is data, as nearly every row of a long table is.

        Its first two cells begin like no word that speaks and no heading, and it has a number
        or names its subject.
        """
        for cell in cells[:_SPEAKING]:
            if cell is None:
                return False
            if isinstance(cell, str) and (
                cell[:1] in _FIRST_CHARACTERS
                or _LAST_CHARACTER in cell[-2:]
                or cell[:_START] in self._starts
            ):
                return False
        return float in map(type, cells) or any(
            i < _SPEAKING <= len(cells) and isinstance(cells[i], str) for i in self._identifiers
        )


def _kind_of_words(cells: Sequence[Cell], place: int, *, in_header: bool, named: bool) -> RowKind:
    """Return what a row of nothing but text is; `named` says that it begins with an identifier."""
    if named and not in_header and _count_filled(cells) > 1:
        return RowKind.DATA
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    if all(map(is_unit, texts)):
        return RowKind.UNIT
    if in_header:
        return RowKind.UNIT if any(map(is_unit, texts)) else RowKind.CODE
    if len(texts) == 1 and _SECTION.match(str(cells[place]).strip()):
        return RowKind.SECTION
    return RowKind.DATA


def is_lone_text(cells: Sequence[Cell]) -> bool:
    """Tell whether a row says one thing, in words: a line of notes or the name of a part."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return len(filled) == 1 and isinstance(filled[0], str)


def counts_columns(cells: Sequence[Cell]) -> bool:
    """Tell whether a row numbers the columns (甲 乙 1 2 3), as forms do below a heading."""
    texts = [fold(as_text(cell)) for cell in cells if not is_blank(cell)]
    numbers = [text for text in texts if text not in _STEMS]
    begin = texts[: len(texts) - len(numbers)]
    return (
        len(texts) >= _COUNTED_COLUMNS
        and begin == list(_STEMS[: len(begin)])
        and numbers == [str(n) for n in range(1, len(numbers) + 1)]
    )


def _first_filled(cells: Sequence[Cell]) -> tuple[int, Cell]:
    for place, cell in enumerate(cells):
        if not is_blank(cell):
            return place, cell
    return -1, None


def _count_filled(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if not is_blank(cell))


def spoken_word(text: str) -> RowKind | None:
    """Return the kind of row that a word in front of it names, None for any other word."""
    word = _word(text)
    kind = _BY_WORD.get(word)
    if kind is None and len(word) <= _LONGEST_TOTAL and word.endswith(_TOTAL_ENDS):
        return RowKind.TOTAL
    return RowKind.LIMIT if kind is None and _CLASS_LIMIT.fullmatch(word) else kind


def _word(text: str) -> str:
    return _BRACKET_AT_END.sub("", fold(text)) or fold(text)


def _spoken_kind(cells: Sequence[Cell], place: int, identifiers: Collection[int]) -> RowKind | None:
    """Return the kind that the first filled cell names, or the one after it.

    What stands after a row's identifier is a value and says nothing about the row.
    """
    if is_example_row(cells):
        return RowKind.EXAMPLE
    speaking = 1 if place in identifiers else _SPEAKING
    for column, cell in enumerate(cells[place : place + speaking], start=place):
        if not isinstance(cell, str):
            continue
        word = _word(cell)
        kind = spoken_word(cell)
        if kind is None and column == place and _STANDARD.search(word):
            kind = RowKind.LIMIT
        if (word in _AMBIGUOUS or kind is RowKind.LIMIT) and any(
            i < len(cells) and i != column and not is_missing(cells[i]) for i in identifiers
        ):
            kind = None
        if kind:
            return kind
    return None


def _is_footer(first: str, cells: Sequence[Cell]) -> bool:
    if _count_filled(cells) > _FOOTER_CELLS:
        return False
    text = first.strip()
    return bool(_FOOTER.match(text) or _FOOTER_ALONE.fullmatch(fold(text)))


def _repeats(cells: Sequence[Cell], heading: Sequence[str], place: int) -> bool:
    """Tell whether a row is the heading again, as on each printed page of a long table."""
    if place >= len(heading) or str(cells[place]).strip() not in heading[place]:
        return False
    pairs = [(c, h) for c, h in zip(cells, heading, strict=False) if c is not None and c != ""]
    same = sum(1 for c, h in pairs if isinstance(c, str) and h and fold(c) in fold(h))
    return len(pairs) > 1 and same * 2 > len(pairs)
