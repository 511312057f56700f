"""Sheets as offices lay them out: titles, merged headings, unit and total rows, footers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from gwdash.demo.chemistry import limit_text
from gwdash.demo.titles import Merge, merges_of, path, unit_of
from gwdash.registry.model import Dataset
from gwdash.standards.analytes import ANALYTES

Row = dict[str, object]

#: Excel's day 0.
_EPOCH = date(1899, 12, 30)
#: From a sign to its full-width form (Unicode block FF01–FF5E).
_TO_WIDE = 0xFEE0
_WIDE = {ord(sign): ord(sign) + _TO_WIDE for sign in "0123456789."}
#: Every so many cells somebody types with the input method still on.
_WIDE_EVERY = 3
_NAME_LENGTH = 31


@dataclass(frozen=True, slots=True)
class Style:
    """How a form is laid out and filled in."""

    file: str = "xlsx"
    """xlsx, xls, gbk, csv or geojson."""
    title: bool = False
    preamble: bool = False
    counter: bool = False
    """A first column 序号."""
    levels: int = 1
    """Rows of headings, with merged cells over and beside each other."""
    unit_row: bool = False
    """Units stand in a row below the headings instead of in them."""
    limit_row: bool = False
    """A row of detection limits below the headings."""
    standard_row: bool = False
    """A row of the standard's class Ⅲ limits behind the data, as laboratories print it."""
    total: bool = False
    footer: bool = False
    split: str = ""
    """The field by whose value the rows are spread over sheets."""
    notes_sheet: bool = False
    dates: str = "date"
    """date, chinese, dots, slashes, compact or serial."""
    figures: str = "number"
    """number, text, wide, share (0.85 shown as 85%) or sign (85%)."""
    merged: str = ""
    """The field whose equal neighbours are one merged cell."""
    aliases: bool = False
    """Headings in the office's own words."""
    shape: str = ""
    """A form that is no plain table (see `shapes`)."""


@dataclass(slots=True)
class Page:
    """One sheet: its cells, merged ranges (first row, column, last row, column) and shares."""

    name: str
    cells: list[list[object]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    shares: set[tuple[int, int]] = field(default_factory=set)
    """Cells whose number is shown as a percentage."""


@dataclass(frozen=True, slots=True)
class About:
    """What a form says about itself."""

    reporter: str
    period: str
    day: date
    people: tuple[str, str] = ("", "")


def pages(dataset: Dataset, rows: Sequence[Row], style: Style, about: About) -> list[Page]:
    """Return the sheets of a workbook with these rows in this style."""
    found = []
    if style.notes_sheet:
        found.append(_notes(dataset, about))
    for name, part in _parts(rows, style.split, dataset.label):
        found.append(_Sheet(dataset, part, style, about, name).page())
    return found


def _parts(rows: Sequence[Row], split: str, name: str) -> Iterator[tuple[str, list[Row]]]:
    if not split:
        yield name[:_NAME_LENGTH], list(rows)
        return
    words = dict.fromkeys(str(row[split]) for row in rows)
    for word in words:
        yield word[:_NAME_LENGTH], [row for row in rows if str(row[split]) == word]


def _notes(dataset: Dataset, about: About) -> Page:
    lines = (
        "填表说明", f"1. 本表为{dataset.label}，由{about.reporter}填写。",
        "2. 百分数填0至100之间的数，日期按年月日填写。", "3. 没有内容的格子留空，不要填0。",
    )  # fmt: skip
    return Page("填表说明", [[line] for line in lines])


class _Sheet:
    """One sheet while it is laid out."""

    def __init__(
        self, dataset: Dataset, rows: list[Row], style: Style, about: About, name: str
    ) -> None:
        self.dataset, self.rows, self.style, self.about = dataset, rows, style, about
        self.fields = list(rows[0])
        self.first = 1 if style.counter else 0
        self.result = Page(name)

    @property
    def width(self) -> int:
        return self.first + len(self.fields)

    def page(self) -> Page:
        """Return the finished sheet."""
        self._above()
        self._headings()
        self._below_headings()
        self._data()
        self._behind()
        return self.result

    def _line(self, *cells: object) -> int:
        row = [*cells, *[None] * (self.width - len(cells))]
        self.result.cells.append(row)
        return len(self.result.cells) - 1

    def _above(self) -> None:
        style, about = self.style, self.about
        if style.title:
            line = self._line(f"{about.period}{self.dataset.label}")
            self.result.merges.append((line, 0, line, self.width - 1))
        if style.preamble:
            self._line(f"填报单位：{about.reporter}　　报告期：{about.period}")

    def _headings(self) -> None:
        style = self.style
        paths = [
            path(
                self.dataset, name,
                levels=style.levels, with_unit=not style.unit_row, aliases=style.aliases,
            )
            for name in self.fields
        ]  # fmt: skip
        if self.style.counter:
            paths.insert(0, ("序号",))
        top = len(self.result.cells)
        for level in range(self.style.levels):
            self._line(*(p[level] if level < len(p) else None for p in paths))
        self.result.merges.extend(merges_of(paths, top, self.style.levels))
        self._blank_merged(top)

    def _blank_merged(self, top: int) -> None:
        """Keep a merged range's words in its first cell only, as spreadsheets do."""
        for first_row, first, last_row, last in self.result.merges:
            for row in range(max(first_row, top), last_row + 1):
                for column in range(first, last + 1):
                    if (row, column) != (first_row, first):
                        self.result.cells[row][column] = None

    def _below_headings(self) -> None:
        if self.style.unit_row:
            self._marked("单位", lambda name: unit_of(self.dataset, name))
        if self.style.limit_row:
            self._marked("检出限", lambda n: limit_text(n) if self._is_analyte(n) else "")

    def _marked(self, word: str, text: Callable[[str], str]) -> None:
        cells = [text(name) or None for name in self.fields]
        line = [None] * self.first + cells
        line[0] = word
        self._line(*line)

    def _is_analyte(self, name: str) -> bool:
        return not self.dataset.has(name)

    def _data(self) -> None:
        begin = len(self.result.cells)
        for number, row in enumerate(self.rows, 1):
            cells: list[object] = [number] if self.first else []
            for column, name in enumerate(self.fields, self.first):
                cells.append(self._cell(name, row.get(name, ""), (number - 1, column)))
            line = self._line(*cells)
            if self.style.figures == "share" and "actual_pct" in self.fields:
                self.result.shares.add((line, self.first + self.fields.index("actual_pct")))
        if self.style.merged in self.fields:
            self._merge_equal(self.first + self.fields.index(self.style.merged), begin)

    def _merge_equal(self, column: int, begin: int) -> None:
        lines = range(begin, len(self.result.cells))
        for _, same in groupby(lines, key=lambda line: self.result.cells[line][column]):
            group = list(same)
            if len(group) > 1:
                self.result.merges.append((group[0], column, group[-1], column))
                for line in group[1:]:
                    self.result.cells[line][column] = None

    def _cell(self, name: str, value: object, place: tuple[int, int]) -> object:
        if value == "":
            return None
        if isinstance(value, date):
            return dated(value, self.style.dates)
        if isinstance(value, int | float):
            return self._figure(name, value, place)
        return value

    def _figure(self, name: str, value: float, place: tuple[int, int]) -> object:
        match self.style.figures:
            case "text":
                return plain(value)
            case "wide" if sum(place) % _WIDE_EVERY == 0:
                return plain(value).translate(_WIDE)
            case "share" if name == "actual_pct":
                return round(value / 100, 4)
            case "sign" if name == "actual_pct":
                return f"{plain(value)}%"
            case _:
                return value

    def _behind(self) -> None:
        style, about = self.style, self.about
        if style.standard_row:
            self._marked("Ⅲ类标准", lambda n: _third(n) if self._is_analyte(n) else "")
        if style.total:
            self._line("合计", len(self.rows))
        if style.footer:
            filled, checked = about.people
            day = f"{about.day.year}年{about.day.month}月{about.day.day}日"
            self._line(f"填表人：{filled}　　审核人：{checked}　　填报日期：{day}")


def _third(name: str) -> str:
    limit = ANALYTES[name].upper[2]
    return "" if limit is None else f"≤{limit}"


def plain(value: float) -> str:
    """Return a number as it is typed."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def dated(value: date, style: str) -> object:
    """Return a day, or a moment, as this office types it."""
    if isinstance(value, datetime):
        return value if style == "date" else value.strftime("%Y-%m-%d %H:%M")
    write = _DATES.get(style)
    return write(value) if write else value


_DATES: dict[str, Callable[[date], object]] = {
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "compact": lambda day: f"{day:%Y%m%d}",
    "serial": lambda day: (day - _EPOCH).days,
}
