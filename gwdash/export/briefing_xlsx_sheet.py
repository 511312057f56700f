"""One sheet of the 一览表: sections below each other, charts beside them, ready to be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from typing import Any

from gwdash.assess.lamps import FACES, Lamp
from gwdash.assess.targets import FACES as VERDICTS
from gwdash.charts.theme import LIGHT
from gwdash.export.briefing_xlsx_print import breaks, page_height, scale
from gwdash.export.cells import Cell, display_width, text
from gwdash.export.safe import safe_text
from gwdash.export.tables import Table

FONT = "微软雅黑"
FIGURE = "主要数字"
_A3, _A4 = 8, 9
#: A sheet that is wider than this in letters is printed on A3.
_WIDE_SHEET = 130
_NARROWEST = 8
#: The widest column of a sheet with several tables below each other, and of one with one.
WIDEST_OF_MANY, WIDEST_OF_ONE = 22, 36
#: A printed page of A3 holds so much of a sheet's width that it can still be read.
_A3_LETTERS = 330
_ROW_POINTS = 14.5
#: A line breaks before it is full; a row can be no higher than this.
_WRAP, _HIGHEST = 1.08, 90.0
_MEASURED_ROWS = 400
_LEAST_PX, _MOST_PX, _BAR_PX = 280, 560, 17
_POINTS_PER_PX = 0.75
_CHART_WIDTH = 620
_LAMPS: Mapping[str, Lamp] = {
    **{face.word: lamp for lamp, face in reversed(FACES.items())},
    **{face.word: face.lamp for face in VERDICTS.values()},
    "高于目标": Lamp.FAR_BEHIND,
    "达到序时": Lamp.ON_TRACK,
    "未达序时": Lamp.BEHIND,
    "正常": Lamp.ON_TRACK,
    "需关注": Lamp.BEHIND,
    "重点关注": Lamp.FAR_BEHIND,
    "本期未报送": Lamp.NOT_REPORTED,
}
_RED = "#b3261e"
_TITLE_HEIGHT, _HEADING_HEIGHT, _SECTION_HEIGHT = 30, 34, 24


@dataclass(slots=True)
class Looks:
    """The cell formats of a workbook, each made once."""

    book: Any
    _made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def of(self, **properties: object) -> Any:  # noqa: ANN401 (the library has no types)
        """Return the format with these properties in the workbook's font."""
        known = {"font_name": FONT, "font_size": 10, **properties}
        key = tuple(sorted(known.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(known)
        return self._made[key]

    def cell(self, heading: str, value: Cell) -> Any:  # noqa: ANN401
        """Return the format of a cell by what it holds and what its column is about."""
        base = {"valign": "vcenter", "bottom": 1, "bottom_color": "#D5DBE5"}
        if isinstance(value, datetime):
            return self.of(**base, align="center", num_format="yyyy-mm-dd hh:mm")
        if isinstance(value, date):
            return self.of(**base, align="center", num_format="yyyy-mm-dd")
        if isinstance(value, int | float):
            return self.of(**base, num_format=number_format(heading, value))
        # A figure may be called what a lamp says.
        words = {} if heading == FIGURE else _words(value or "")
        return self.of(**base, text_wrap=True, **words)


def _words(words: str) -> dict[str, object]:
    """Return what a text looks like by what it says."""
    if lamp := _LAMPS.get(words):
        swatch = LIGHT.lamps[lamp]
        # The shape is part of the look: the cell's value stays the word.
        shape = f'"{FACES[lamp].mark} "@'
        return {
            "align": "center", "bg_color": swatch.fill, "font_color": swatch.ink,
            "num_format": shape,
        }  # fmt: skip
    if words == "严重":
        return {"bold": True, "font_color": _RED}
    return {"quote_prefix": True} if safe_text(words) != words else {}


def number_format(heading: str, value: float) -> str:
    """Return how a number is shown: rates to one digit, changes signed, scores to two."""
    if "百分点" in heading:
        return "+0.0;-0.0;0.0"
    if "（位）" in heading:
        return "+0;-0;0"
    if "（%）" in heading:
        return "0.0"
    if "得分" in heading or heading in {"扣分", "加分"}:
        return "0.00"
    return "#,##0" if float(value).is_integer() else "#,##0.0##"


@dataclass(slots=True)
class Page:
    """A sheet while it is written, from top to bottom."""

    book: Any
    sheet: Any
    looks: Looks
    row: int = 0
    widths: dict[int, float] = field(default_factory=dict)
    charts: list[tuple[int, int, Any]] = field(default_factory=list)
    heading_row: int | None = None
    widest: int = WIDEST_OF_MANY
    written: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    """Rows whose height follows from the widths of the columns."""
    tall: dict[int, float] = field(default_factory=dict)
    """Heights of rows that are not the usual ones, in points."""
    units: list[tuple[int, int]] = field(default_factory=list)
    """First and last row of what is printed on one page where it fits one."""
    began: int | None = None
    """The row of a section's name, which stays with the first table below it."""

    def line(self, words: str, **look: object) -> None:
        """Write a line of text that runs over the columns beside it."""
        self.sheet.write_string(self.row, 0, text(words), self.looks.of(**look))
        self.row += 1

    def title(self, words: str, facts: str) -> None:
        """Write what the sheet is and where its numbers come from."""
        self._set_row(self.row, _TITLE_HEIGHT)
        self.line(words, bold=True, font_size=16, valign="vcenter")
        self.line(facts, font_color="#44546A")

    def heading(self, words: str) -> None:
        """Write the name of a section."""
        self.row += 1
        self.began = self.row
        self._set_row(self.row, _SECTION_HEIGHT)
        self.line(words, bold=True, font_size=13, font_color=LIGHT.accent, valign="vcenter")

    def link(self, words: str, sheet: str) -> None:
        """Write a line that leads to another sheet by a click."""
        look = self.looks.of(font_color=LIGHT.accent, underline=1)
        quoted = sheet.replace("'", "''")
        self.sheet.write_url(self.row, 0, f"internal:'{quoted}'!A1", look, text(words))
        self.row += 1

    def table(self, table: Table, *, named: bool = True) -> None:
        """Write a table with its notes, its chart beside it."""
        first = self.row if self.began is None else self.began
        self.began = None
        if named:
            self.line(table.title, bold=True, font_size=11)
        for note in table.notes:
            self.line(note, font_color="#44546A", font_size=9)
        rows = table.rows()
        self.heading_row = self.row
        head = self.looks.of(
            bold=True, font_color="#FFFFFF", bg_color="#1F5FA8", border=1, border_color="#FFFFFF",
            text_wrap=True, valign="vcenter", align="center",
        )  # fmt: skip
        for place, words in enumerate(table.columns):
            self.sheet.write_string(self.row, place, text(words), head)
        self._set_row(self.row, _HEADING_HEIGHT)
        self.written += list(enumerate(rows, self.row + 1))
        for line, row in enumerate(rows, self.row + 1):
            for place, (heading, value) in enumerate(zip(table.columns, row, strict=True)):
                self._cell((line, place), value, self.looks.cell(heading, value))
        self._measure(table, rows)
        if table.chart is not None and rows:
            self._draw(table, len(rows))
        self.units.append((first, self.row + len(rows)))
        self.row += len(rows) + 2

    def _set_row(self, row: int, tall: float) -> None:
        self.tall[row] = tall
        self.sheet.set_row(row, tall)

    def _cell(self, place: tuple[int, int], value: Cell, look: Any) -> None:  # noqa: ANN401
        if value is None:
            self.sheet.write_blank(*place, None, look)
        elif isinstance(value, datetime | date):
            self.sheet.write_datetime(*place, value, look)
        elif isinstance(value, str):
            self.sheet.write_string(*place, value, look)
        else:
            self.sheet.write_number(*place, value, look)

    def _measure(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        for place, heading in enumerate(table.columns):
            # A heading may stand in two lines.
            wide = display_width(heading) / 2 + 2
            for row in rows[:_MEASURED_ROWS]:
                wide = max(wide, _shown(row[place]) + 2)
            wide = min(max(wide, _NARROWEST), self.widest)
            self.widths[place] = max(self.widths.get(place, 0), wide)

    def _draw(self, table: Table, n_rows: int) -> None:
        spec = table.chart
        if spec is None or self.heading_row is None:
            return
        names = [str(name) for name in table.frame.columns]
        lines = (self.heading_row + 1, self.heading_row + n_rows)
        kind = {"type": spec.kind, **({"subtype": "stacked"} if spec.stacked else {})}
        drawn = self.book.add_chart(kind)
        category = names.index(spec.category)
        form = number_format(names[names.index(spec.values[0])], 0.5)
        for place, name in enumerate(spec.values):
            column = names.index(name)
            fill = _fill(table.heading(name), place, stacked=spec.stacked)
            whole = all(_is_whole(row[column]) for row in table.rows())
            shown = "#,##0;-#,##0;" if whole else form
            drawn.add_series(
                {
                    "name": [self.sheet.name, self.heading_row, column],
                    "categories": [self.sheet.name, lines[0], category, lines[1], category],
                    "values": [self.sheet.name, lines[0], column, lines[1], column],
                    "fill": {"color": fill}, "border": {"none": True}, "gap": 45,
                    "data_labels": {
                        "value": True, "num_format": shown,
                        "font": {"name": FONT, "size": 8},
                    },
                }
            )  # fmt: skip
        _dress(drawn, table)
        tall = max(_LEAST_PX, min((n_rows * max(len(spec.values), 1) + 6) * _BAR_PX, _MOST_PX))
        drawn.set_size({"width": _CHART_WIDTH, "height": tall})
        self.charts.append((self.heading_row, tall, drawn))

    def finish(self, title: str, briefing_line: str, *, frozen: int) -> None:
        """Set columns, charts, panes and the print of the sheet."""
        n_columns = max(self.widths, default=0) + 1
        for place, wide in self.widths.items():
            self.sheet.set_column(place, place, wide)
        for row, cells in self.written:
            self._set_row(row, self._height(cells))
        last_row = max(self.row, self._insert(n_columns + 1))
        total = sum(self.widths.values())
        last_column = n_columns - 1
        if self.charts:
            # Columns beside the table keep the usual width of 64 pixels.
            last_column = n_columns + 1 + _CHART_WIDTH // 64
            total += _CHART_WIDTH / 7
        self.sheet.freeze_panes(frozen, 0)
        first = frozen - 1 if frozen > 2 else 0  # noqa: PLR2004 (title and source, or a heading)
        self.sheet.repeat_rows(first, frozen - 1)
        self.sheet.print_area(0, 0, last_row, last_column)
        self.sheet.set_landscape()
        paper, wide = _A3 if total > _WIDE_SHEET else _A4, max(round(total / _A3_LETTERS), 1)
        self.sheet.set_paper(paper)
        self.sheet.fit_to_pages(wide, 0)
        repeated = sum(self.tall.get(row, _ROW_POINTS) for row in range(first, frozen))
        share = scale(paper, self.widths.values(), last_column + 1 - n_columns, wide)
        room = page_height(paper, share, repeated)
        self.sheet.set_h_pagebreaks(breaks(self.units, self.tall, _ROW_POINTS, room))
        self.sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        self.sheet.set_header(f"&L{_plain(title)}&R{_plain('送审稿 · 内部资料')}")
        self.sheet.set_footer(f"&L{_plain(briefing_line)}&R第 &P 页，共 &N 页")
        self.sheet.hide_gridlines(2)

    def _insert(self, column: int) -> int:
        """Put each chart beside its table or below the one before, and return the last row."""
        free = 0
        for heading, tall, drawn in self.charts:
            at = max(heading, free)
            self.sheet.insert_chart(at, column, drawn, {"object_position": 2})
            free, left = at, tall * _POINTS_PER_PX
            while left > 0:
                left -= self.tall.get(free, _ROW_POINTS)
                free += 1
            self._keep_whole(at, free)
            free += 1
        return free

    def _keep_whole(self, first: int, last: int) -> None:
        """Make one unit of all that stand beside a chart."""
        beside = [one for one in self.units if one[0] <= last and one[1] >= first]
        whole = (
            min([first, *(one[0] for one in beside)]),
            max([last, *(one[1] for one in beside)]),
        )
        self.units = sorted({*(one for one in self.units if one not in beside), whole})

    def _height(self, cells: Sequence[Cell]) -> float:
        """Return how high a row has to be for its words: programs do not ask again on opening."""
        most = 1
        for place, value in enumerate(cells):
            if isinstance(value, str):
                room = self.widths[place] - 1
                most = max(most, sum(
                    ceil(max(display_width(line), 1) * _WRAP / room) for line in value.split("\n")
                ))  # fmt: skip
        return min(most * _ROW_POINTS + 3, _HIGHEST)


def _plain(words: str) -> str:
    """Return words that a header does not take as commands; at most what one part may hold."""
    return text(words).replace("\n", " ")[:110].replace("&", "&&")


def _shown(value: Cell) -> int:
    if isinstance(value, datetime):
        return 16
    if isinstance(value, date):
        return 10
    if isinstance(value, float):
        return len(f"{value:,.2f}")
    return 0 if value is None else display_width(str(value).partition("\n")[0])


def _is_whole(value: Cell) -> bool:
    return not isinstance(value, float) or value.is_integer()


def _fill(heading: str, place: int, *, stacked: bool) -> str:
    classes = {f"{grade}类": fill for grade, fill in zip("ⅠⅡⅢⅣⅤ", LIGHT.classes, strict=True)}
    if heading in classes:
        return classes[heading]
    if stacked and "未" in heading:
        return LIGHT.marks[Lamp.FAR_BEHIND]
    return (LIGHT.bar, "#a9b6ca", LIGHT.marks[Lamp.BEHIND], LIGHT.marks[Lamp.ON_TRACK])[place % 4]


def _dress(drawn: Any, table: Table) -> None:  # noqa: ANN401
    spec = table.chart
    if spec is None:
        return
    small = {"name": FONT, "size": 9}
    drawn.set_title({"name": text(table.title), "name_font": {"name": FONT, "size": 12}})
    values = {
        "name": spec.value_title, "name_font": {**small, "bold": False}, "num_font": small,
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.line}}, "min": 0,
        "line": {"none": True},
    }  # fmt: skip
    names = {"num_font": small, "major_gridlines": {"visible": False}}
    if spec.kind == "bar":
        # x lies below and holds a bar chart's values; the first category stands on top.
        drawn.set_x_axis(values)
        drawn.set_y_axis({**names, "reverse": True, "crossing": "max"})
    else:
        drawn.set_y_axis(values)
        drawn.set_x_axis(names)
    several = len(spec.values) > 1
    drawn.set_legend({"position": "bottom", "font": small} if several else {"none": True})
