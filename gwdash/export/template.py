"""The workbook a reporter fills in, derived from the dataset: headings, drop-downs, notes."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from gwdash.export.cells import Cell, display_width
from gwdash.export.tables import file_stem
from gwdash.export.template_guide import NEED_WORDS, write_guide
from gwdash.export.template_rules import write_rules
from gwdash.export.template_values import example, filled_rows
from gwdash.ingest.own_marks import EXAMPLE_MARK
from gwdash.ingest.report import CHOICES_SHEET, GUIDE_SHEET
from gwdash.registry.model import Column, Dataset, Kind, Need
from gwdash.registry.region import Reporter
from gwdash.standards.periods import Period

_TITLE_ROW, _FACT_ROW, _HEADING_ROW, _EXAMPLE_ROW = 0, 1, 2, 3
_FIRST_DATA_ROW = 4
#: Rows that get drop-downs and formats; longer tables are pasted and checked on upload.
_PREPARED_ROWS = 2000
_NARROWEST, _IDENTIFIER_WIDTH, _TEXT_WIDTH, _WIDEST_HEADING = 10, 16, 18, 22
_LONG_WIDTH, _ONE_LINE = 32, 14
_A3, _A4 = 8, 9
#: Columns of text that are legible over the width of a landscape page.
_A4_WIDTH, _A3_WIDTH = 150, 230
_FONT = "微软雅黑"
_COLOURS = {Need.LOAD: "#1F5FA8", Need.COMPLETE: "#5B7FA6", Need.OPTIONAL: "#737F8C"}
_LONG_TEXTS = frozenset(
    {"progress_text", "problem", "next_step", "escalation", "remark", "item_name"}
)
_SHEET_NAME_LENGTH = 31
_LEGEND_COLUMN = 3
_LEGEND = f"深蓝底带下划线的列必填，浅蓝列应填，灰列选填；填法见表头批注；{EXAMPLE_MARK}行不计。"
#: Names of the file's own properties, by which it says what it is for.
PROPERTIES = ("gwdash_dataset", "gwdash_reporter", "gwdash_period")


@dataclass(frozen=True, slots=True)
class Form:
    """One template to be made: of which ledger, for whom, for when, with which rows in it."""

    dataset: Dataset
    reporter: Reporter | None = None
    period: Period | None = None
    rows: pa.Table | None = None
    """Accepted rows (`registry.tables.row_columns`) to begin from."""

    @property
    def file_name(self) -> str:
        """A name that says what it is, for whom and for when."""
        who = self.reporter.name if self.reporter else ""
        when = self.period.label if self.period else ""
        return f"{file_stem(self.dataset.label, who, when)}.xlsx"


def template(
    dataset: Dataset,
    *,
    reporter: Reporter | None = None,
    period: Period | None = None,
    rows: pa.Table | None = None,
) -> bytes:
    """Return the template workbook (.xlsx) of a dataset.

    Reporter and period stand in its heading line, where reading finds them, and among the
    file's properties. `rows` are accepted rows that the reporter goes on from.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": dataset.label, "comments": dataset.description})
    told = (dataset.name, reporter.code if reporter else "", period.code if period else "")
    for name, value in zip(PROPERTIES, told, strict=True):
        book.set_custom_property(name, value)
    sheet = book.add_worksheet(dataset.label[:_SHEET_NAME_LENGTH])
    guide = book.add_worksheet(GUIDE_SHEET)
    lists = book.add_worksheet(CHOICES_SHEET)
    columns = list(dataset.entered_columns)
    filled = filled_rows(dataset, columns, rows) if rows is not None else []
    looks = _Looks(book, columns)
    _write_headings(sheet, dataset, columns, looks, _facts(reporter, period))
    _write_example(sheet, columns, looks, (reporter, period))
    _write_rows(sheet, columns, filled, looks)
    last = _FIRST_DATA_ROW + max(_PREPARED_ROWS, 2 * len(filled))
    write_rules(sheet, lists, columns, (_FIRST_DATA_ROW, last), CHOICES_SHEET)
    write_guide(book, guide, dataset, columns, _FONT)
    _set_up_page(sheet, columns)
    lists.hide()
    sheet.activate()
    book.close()
    return buffer.getvalue()


def write_template(dataset: Dataset, path: Path) -> None:
    """Write the template workbook of a dataset to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template(dataset))


def form_workbook(form: Form) -> bytes:
    """Return the template that a form asks for."""
    return template(form.dataset, reporter=form.reporter, period=form.period, rows=form.rows)


def templates_zip(forms: Iterable[Form]) -> bytes:
    """Return all the templates in one zip, each under a name of its own."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        taken: set[str] = set()
        for form in forms:
            name = form.file_name
            number = 1
            while name in taken:
                number += 1
                name = f"{Path(form.file_name).stem}_{number}.xlsx"
            taken.add(name)
            archive.writestr(name, form_workbook(form))
    return buffer.getvalue()


class _Looks:
    """The formats of one template, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, columns: Sequence[Column]) -> None:
        plain = {"font_name": _FONT}
        self.title = book.add_format({**plain, "bold": True, "font_size": 16, "valign": "vcenter"})
        self.fact = book.add_format({**plain, "font_color": "#1F2A37", "bold": True})
        self.legend = book.add_format(
            {**plain, "font_color": "#44546A", "font_size": 9, "valign": "vcenter"}
        )
        self.headings = {
            need: book.add_format(
                {
                    **plain, "bold": True, "font_color": "#FFFFFF", "border": 1,
                    "border_color": "#FFFFFF", "bg_color": colour, "align": "center",
                    "valign": "vcenter", "text_wrap": True,
                    # Told apart in grey print too.
                    "underline": int(need is Need.LOAD),
                }
            )
            for need, colour in _COLOURS.items()
        }  # fmt: skip
        self.example = book.add_format(
            {
                **plain, "italic": True, "font_color": "#6B5900", "bg_color": "#FFF8DC",
                "num_format": "@", "bottom": 1, "bottom_color": "#C9B458", "font_size": 9,
                "valign": "vcenter", "shrink": True,
            }
        )  # fmt: skip
        self.bodies = [book.add_format(_body(column)) for column in columns]
        self.rows = [
            book.add_format({**_body(column), "border": 1, "border_color": "#D0D7E2"})
            for column in columns
        ]


def _facts(reporter: Reporter | None, period: Period | None) -> tuple[str, str, str]:
    who = reporter.name if reporter else ""
    when = period.label if period else ""
    return f"填报单位：{who}", f"报告期：{when}", "填报人："


def _write_headings(
    sheet: "xlsxwriter.worksheet.Worksheet",
    dataset: Dataset,
    columns: Sequence[Column],
    looks: _Looks,
    facts: Sequence[str],
) -> None:
    sheet.write_string(_TITLE_ROW, 0, dataset.label, looks.title)
    sheet.set_row(_TITLE_ROW, 28)
    for place, fact in zip((0, 3, 6), facts, strict=True):
        sheet.write_string(_FACT_ROW, place, fact, looks.fact)
    sheet.write_string(_TITLE_ROW, _LEGEND_COLUMN, _LEGEND, looks.legend)
    sheet.set_row(_HEADING_ROW, 36)
    for place, column in enumerate(columns):
        sheet.write_string(_HEADING_ROW, place, column.field.heading, looks.headings[column.need])
        note = f"{column.field.description}\n{NEED_WORDS[column.need]}"
        sheet.write_comment(_HEADING_ROW, place, note, {"x_scale": 1.6, "author": ""})
        sheet.set_column(place, place, _width(column), looks.bodies[place])
    sheet.freeze_panes(_HEADING_ROW + 1, 1)
    sheet.autofilter(_HEADING_ROW, 0, _HEADING_ROW, len(columns) - 1)


def _write_example(
    sheet: "xlsxwriter.worksheet.Worksheet",
    columns: Sequence[Column],
    looks: _Looks,
    bound: tuple[Reporter | None, Period | None],
) -> None:
    """Write the example line; each of its cells is marked, so that none is taken for data."""
    for place, column in enumerate(columns):
        words = example(column, *bound)
        if words:
            sheet.write_string(_EXAMPLE_ROW, place, words, looks.example)
        else:
            sheet.write_blank(_EXAMPLE_ROW, place, None, looks.example)


def _write_rows(
    sheet: "xlsxwriter.worksheet.Worksheet",
    columns: Sequence[Column],
    filled: Sequence[Sequence[Cell]],
    looks: _Looks,
) -> None:
    for row, cells in enumerate(filled, start=_FIRST_DATA_ROW):
        for place, value in enumerate(cells):
            look = looks.rows[place]
            if value is None:
                sheet.write_blank(row, place, None, look)
            elif isinstance(value, str):
                sheet.write_string(row, place, value, look)
            elif columns[place].field.kind in {Kind.DATE, Kind.DATETIME}:
                sheet.write_datetime(row, place, value, look)
            else:
                sheet.write_number(row, place, value, look)


def _width(column: Column) -> int:
    if column.name in _LONG_TEXTS:
        return _LONG_WIDTH
    least = {
        Kind.TEXT: _TEXT_WIDTH, Kind.UNITS: _TEXT_WIDTH, Kind.IDENTIFIER: _IDENTIFIER_WIDTH,
        Kind.DATE: _IDENTIFIER_WIDTH, Kind.DATETIME: _TEXT_WIDTH,
    }.get(column.field.kind, _NARROWEST)  # fmt: skip
    # Longer headings fold into two lines; the arrow of the filter needs room beside them.
    heading = display_width(column.field.heading)
    lines = 1 if heading <= _ONE_LINE else 2
    return max(least, min(-(-heading // lines) + 4, _WIDEST_HEADING))


def _body(column: Column) -> dict[str, Any]:
    """Text columns are text, so that the program keeps zeros, dashes and 18 digits as typed."""
    properties: dict[str, Any] = {"font_name": _FONT, "valign": "top"}
    match column.field.kind:
        case Kind.NUMBER | Kind.PERCENT | Kind.INTEGER:
            pass
        case Kind.LONGITUDE | Kind.LATITUDE:
            properties["num_format"] = "0.000000"
        case Kind.DATE:
            properties["num_format"] = "yyyy-mm-dd"
        case Kind.DATETIME:
            properties["num_format"] = "yyyy-mm-dd hh:mm"
        case _:
            properties["num_format"] = "@"
    if column.name in _LONG_TEXTS:
        properties["text_wrap"] = True
    return properties


def _set_up_page(sheet: "xlsxwriter.worksheet.Worksheet", columns: Sequence[Column]) -> None:
    total = sum(map(_width, columns))
    sheet.set_landscape()
    sheet.set_paper(_A4 if total <= _A4_WIDTH else _A3)
    sheet.fit_to_pages(-(-total // _A3_WIDTH), 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(_TITLE_ROW, _HEADING_ROW)
    sheet.repeat_columns(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
