"""Tables as they stand on paper: what fits a page, as words, with the width of each column."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from gwdash.export.cells import Cell, display_width
from gwdash.export.tables import NativeChart, Table

#: Columns that lead back to files, follow from others or stand in the text; the workbook of the
#: same briefing holds them.
_NOT_ON_PAPER = frozenset(
    {
        "事项编码", "说明", "自报进度（%）", "核定进度（%）", "开始时间", "逾期天数", "权重",
        "佐证材料", "佐证文件（份）", "数据溯源", "来源文件", "工作表", "单元格", "监测井编码",
        "填报原文", "天数", "并列", "待会前核对", "参评分值占比（%）", "经办人", "采样次数",
        "数据所属期", "需市级协调事项", "差（百分点）",
    }
)  # fmt: skip
_COUNTED_OF = re.compile(r"^(?P<name>.+)[nN]$")
_UNIT = re.compile(r"^单位：(?P<unit>[^。；]+)[。；]?(?P<rest>.*)$", re.DOTALL)
_MM_PER_POINT = 25.4 / 72
#: Height of a line and of what a row has beside its lines, of the size of the type.
_LINE, _ROW = 1.3, 0.5
_NUMBER, _PLACE = "序号", "名次"
_POINTS_WORDS = ("%", "百分点")
_SCORE = "得分"


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as words."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]
    """Which columns hold short cells or figures and are centred."""
    unit: str = ""
    notes: tuple[str, ...] = ()
    number: str = ""
    """表2-1; empty where a table stands alone."""
    chart: NativeChart | None = None

    def numbered(self, number: str) -> "Grid":
        """Return it with its number."""
        return replace(self, number=number)

    @property
    def caption(self) -> str:
        """Number, title and how many rows it has."""
        words = f"{self.title}（共{len(self.rows)}条）"
        return f"{self.number}　{words}" if self.number else words

    def widths(self, whole: float, size: float) -> tuple[float, ...]:
        """Return the width of each column in mm, for type of a size in points.

        Together they are at most `whole`; a small table takes less.
        """
        columns = list(zip(self.headings, *self.rows, strict=True))
        return _shared([_wanted(one) for one in columns], whole, size)

    def height(self, whole: float, size: float) -> float:
        """Return about how many millimetres its rows take in type of a size in points."""
        letters = [one / (size / 2 * _MM_PER_POINT) - _PADDING for one in self.widths(whole, size)]
        lines = sum(
            max(
                math.ceil(display_width(word) / room)
                for word, room in zip(row, letters, strict=True)
            )
            or 1
            for row in self.rows
        )
        return (lines * _LINE + len(self.rows) * _ROW) * size * _MM_PER_POINT


def annex_grid(table: Table) -> Grid:
    """Return a whole table for an annex: all its rows, numbered, without paths to files."""
    names = table.columns
    kept = [place for place, name in enumerate(names) if _is_kept(name, set(names))]
    grid = _grid(table, kept)
    filled = [place for place in range(len(grid.headings)) if any(row[place] for row in grid.rows)]
    grid = _picked(grid, filled)
    if {_NUMBER, _PLACE} & set(grid.headings):
        return grid
    return replace(
        grid,
        headings=(_NUMBER, *grid.headings),
        rows=tuple((str(place), *row) for place, row in enumerate(grid.rows, 1)),
        figures=(True, *grid.figures),
    )


def _is_kept(name: str, names: set[str]) -> bool:
    """Tell whether a column is printed; the parts of a score stand in its reasons."""
    of = _COUNTED_OF.match(name)
    is_part = name.endswith(_SCORE) and name != _SCORE and _SCORE in names
    is_count = of is not None and f"{of['name']}{_SCORE}" in names
    return name not in _NOT_ON_PAPER and not is_part and not is_count


def _grid(table: Table, kept: Sequence[int]) -> Grid:
    headings = table.columns
    rows = tuple(
        tuple(shown(row[place], headings[place]) for place in kept) for row in table.rows()
    )
    unit, notes = _unit(table.notes)
    return Grid(
        title=table.title,
        headings=tuple(_in_lines(headings[place]) for place in kept),
        rows=rows,
        figures=tuple(_is_short([row[at] for row in rows]) for at in range(len(kept))),
        unit=unit,
        notes=notes,
    )


def _in_lines(heading: str) -> str:
    """Return a heading with its unit on a line of its own."""
    name, bracket, unit = heading.rpartition("（")
    return f"{name}\n{bracket}{unit}" if bracket and name else heading


def _picked(grid: Grid, kept: Sequence[int]) -> Grid:
    return replace(
        grid,
        headings=tuple(grid.headings[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in grid.rows),
        figures=tuple(grid.figures[place] for place in kept),
    )


def _unit(notes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the unit that stands above the table and the notes that stand below."""
    unit, rest = "", []
    for note in notes:
        found = _UNIT.match(note)
        if found and not unit:
            unit = found["unit"]
            rest += [found["rest"]] if found["rest"] else []
        else:
            rest.append(note)
    return unit, tuple(rest)


def shown(value: Cell, heading: str) -> str:
    """Return a cell as people read it: rates to one decimal, scores to two, days as 2024-06-30."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return _signed(str(value) if _is_plain(heading) else f"{value:,}")
    return _real(value, heading) if isinstance(value, float) else value.strip()


def _is_plain(heading: str) -> bool:
    """Tell whether whole numbers are names: years and the like get no thousands."""
    return heading.endswith(("年", "年份", "年度", "序号", "编号"))


def _real(value: float, heading: str) -> str:
    if _SCORE in heading:
        return _signed(f"{value:.2f}")
    if any(word in heading for word in _POINTS_WORDS):
        return _signed(f"{value:.1f}")
    if not math.isfinite(value):
        return str(value)
    return _signed(f"{value:,.3f}".rstrip("0").rstrip("."))


def _signed(figure: str) -> str:
    return figure.replace("-", "−")


_SHORT_CELL = 12


def _is_short(cells: Sequence[str]) -> bool:
    return max((display_width(one) for one in cells), default=0) <= _SHORT_CELL


#: Half-width letters that a heading's line and a cell's line have at least and at most.
_HEADING_LETTERS, _LEAST, _MOST, _PADDING = 10, 4, 64, 1.8


def _wanted(column: Sequence[str]) -> tuple[float, float]:
    """Return the least width of a column, below which words break, and the one it would like."""
    heading, *cells = column
    longest = max((display_width(one) for one in cells), default=0)
    longest_word = max((_longest_word(one) for one in cells), default=0) * _FOREIGN_DIGITS
    above = max(display_width(line) for line in heading.split("\n"))
    least = max(_LEAST, min(above, _HEADING_LETTERS), longest_word)
    if longest <= _SHORT_CELL:
        least = max(least, longest)
    mean = sum(display_width(one) for one in cells) / max(len(cells), 1)
    # A column that is empty in most rows gives its room to those that are full.
    wish = min(math.sqrt(mean * longest), _MOST)
    return least + _PADDING, max(least, wish) + _PADDING


#: Digits of a font that stands in for the named one are broader.
_FOREIGN_DIGITS = 1.15
_UNBROKEN = re.compile(r"[!-~]+")


def _longest_word(words: str) -> int:
    return min(max((len(one) for one in _UNBROKEN.findall(words)), default=0), _SHORT_CELL)


#: How far a small table is stretched.
_STRETCH = 1.5


def _shared(wanted: Sequence[tuple[float, float]], whole: float, size: float) -> tuple[float, ...]:
    """Share the width: everybody his least, then the same part of what he would like beyond."""
    least = sum(one for one, _ in wanted)
    wish = sum(most - one for one, most in wanted)
    half_letter = size / 2 * _MM_PER_POINT
    room = whole / half_letter
    part = min(max((room - least) / wish, 0.0), 1.0) if wish else 0.0
    letters = [one + (most - one) * part for one, most in wanted]
    scale = min(whole / sum(letters), _STRETCH * half_letter)
    return tuple(one * scale for one in letters)
