"""The workbook a reporter fills in, derived from the dataset: headings, drop-downs, notes."""

from io import BytesIO
from pathlib import Path

import xlsxwriter

from gwdash.ingest.report import CHOICES_SHEET
from gwdash.registry.model import CodeList, Column, Dataset, Kind, Need
from gwdash.registry.region import REGION

_TITLE_ROW, _FACT_ROW, _HEADING_ROW = 0, 1, 2
_FIRST_DATA_ROW = 3
#: Rows that get drop-downs and formats; longer tables are pasted and checked on upload.
_PREPARED_ROWS = 2000
_NARROW, _WIDE, _TEXT_WIDTH = 12, 18, 32
_FONT = "微软雅黑"
_COLOURS = {Need.LOAD: "#1F5FA8", Need.COMPLETE: "#5B7FA6", Need.OPTIONAL: "#8A97A6"}
_NEED_WORDS = {
    Need.LOAD: "必填：缺少时该行不能提交。",
    Need.COMPLETE: "应填：缺少时可以提交，计入完整率。",
    Need.OPTIONAL: "选填。",
}
_LONG_TEXTS = frozenset(
    {"progress_text", "problem", "next_step", "escalation", "remark", "item_name"}
)


def template(dataset: Dataset) -> bytes:
    """Return the template workbook (.xlsx) of a dataset."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": dataset.label, "comments": dataset.description})
    sheet = book.add_worksheet(dataset.label[:31])
    guide = book.add_worksheet("填表说明")
    lists = book.add_worksheet(CHOICES_SHEET)
    columns = list(dataset.entered_columns)
    _write_table(book, sheet, dataset, columns)
    _write_lists(lists, sheet, columns)
    _write_guide(book, guide, dataset, columns)
    lists.hide()
    sheet.activate()
    book.close()
    return buffer.getvalue()


def write_template(dataset: Dataset, path: Path) -> None:
    """Write the template workbook of a dataset to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template(dataset))


def _write_table(
    book: xlsxwriter.Workbook,
    sheet: "xlsxwriter.worksheet.Worksheet",
    dataset: Dataset,
    columns: list[Column],
) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "font_name": _FONT, "align": "left"})
    fact = book.add_format({"font_name": _FONT, "font_color": "#44546A"})
    sheet.write(_TITLE_ROW, 0, dataset.label, title)
    sheet.set_row(_TITLE_ROW, 28)
    sheet.write(_FACT_ROW, 0, "填报单位：", fact)
    sheet.write(_FACT_ROW, 3, "报告期：", fact)
    sheet.write(_FACT_ROW, 6, "填报人：", fact)
    sheet.set_row(_HEADING_ROW, 36)
    for place, column in enumerate(columns):
        heading = book.add_format(
            {
                "bold": True, "font_name": _FONT, "font_color": "#FFFFFF", "border": 1,
                "border_color": "#FFFFFF", "bg_color": _COLOURS[column.need], "align": "center",
                "valign": "vcenter", "text_wrap": True,
            }
        )  # fmt: skip
        sheet.write(_HEADING_ROW, place, column.field.heading, heading)
        note = f"{column.field.description}\n{_NEED_WORDS[column.need]}"
        sheet.write_comment(_HEADING_ROW, place, note, {"x_scale": 1.6, "author": ""})
        sheet.set_column(place, place, _width(column), _body_format(book, column))
    sheet.freeze_panes(_FIRST_DATA_ROW, 1)
    sheet.autofilter(_HEADING_ROW, 0, _HEADING_ROW, len(columns) - 1)


def _width(column: Column) -> int:
    if column.name in _LONG_TEXTS:
        return _TEXT_WIDTH
    return _WIDE if column.field.kind in {Kind.TEXT, Kind.IDENTIFIER, Kind.UNITS} else _NARROW


def _body_format(book: xlsxwriter.Workbook, column: Column) -> "xlsxwriter.format.Format":
    """Text columns are text, so that the program keeps zeros, dashes and 18 digits as typed."""
    properties: dict[str, object] = {"font_name": _FONT, "valign": "top"}
    match column.field.kind:
        case Kind.NUMBER | Kind.PERCENT | Kind.INTEGER:
            pass
        case Kind.DATE:
            properties["num_format"] = "yyyy-mm-dd"
        case Kind.DATETIME:
            properties["num_format"] = "yyyy-mm-dd hh:mm"
        case _:
            properties["num_format"] = "@"
    if column.name in _LONG_TEXTS:
        properties["text_wrap"] = True
    return book.add_format(properties)


def _choices(column: Column) -> tuple[str, ...]:
    """Return what may be chosen in a column, empty where anything may be typed."""
    match column.field.kind:
        case Kind.CODE:
            codes: CodeList | None = column.field.codes
            return codes.labels if codes else ()
        case Kind.BOOLEAN:
            return ("是", "否")
        case Kind.COUNTY:
            return tuple(c.name for c in REGION.counties)
        case Kind.REPORTER:
            return tuple(r.name for r in REGION.reporters)
        case Kind.TASK:
            return tuple(task.short_name for task in REGION.tasks)
        case _:
            return ()


def _write_lists(
    lists: "xlsxwriter.worksheet.Worksheet",
    sheet: "xlsxwriter.worksheet.Worksheet",
    columns: list[Column],
) -> None:
    """Keep choices on a sheet of their own: a validation by itself holds 255 characters."""
    for place, column in enumerate(columns):
        choices = _choices(column)
        if choices:
            lists.write(0, place, column.field.label)
            lists.write_column(1, place, choices)
            letters = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
            source = f"={CHOICES_SHEET}!{letters}$2:{letters}${len(choices) + 1}"
            _validate(
                sheet, place,
                {
                    "validate": "list", "source": source, "error_title": "不在可选项中",
                    "error_message": f"请从下拉列表中选择「{column.field.label}」。",
                },
            )  # fmt: skip
        elif column.field.minimum is not None and column.field.maximum is not None:
            low, high = column.field.minimum, column.field.maximum
            _validate(
                sheet, place,
                {
                    "validate": "decimal", "criteria": "between", "minimum": low, "maximum": high,
                    "error_title": "超出范围", "error_type": "warning",
                    "error_message": f"「{column.field.label}」一般在 {low:g}–{high:g} 之间。",
                },
            )  # fmt: skip


def _validate(sheet: "xlsxwriter.worksheet.Worksheet", place: int, rule: dict[str, object]) -> None:
    sheet.data_validation(_FIRST_DATA_ROW, place, _FIRST_DATA_ROW + _PREPARED_ROWS, place, rule)


def _write_guide(
    book: xlsxwriter.Workbook,
    guide: "xlsxwriter.worksheet.Worksheet",
    dataset: Dataset,
    columns: list[Column],
) -> None:
    bold = book.add_format({"bold": True, "font_name": _FONT, "bg_color": "#E8EEF5", "border": 1})
    cell = book.add_format({"font_name": _FONT, "text_wrap": True, "valign": "top", "border": 1})
    guide.write(
        0, 0, f"{dataset.label}：{dataset.description}", book.add_format({"font_name": _FONT})
    )
    guide.write(
        1,
        0,
        f"一行是：{dataset.grain}。深蓝列必填，浅蓝列应填，灰色列选填。",
        book.add_format({"font_name": _FONT}),
    )
    guide.write_row(3, 0, ("列", "单位", "要求", "说明", "可选项"), bold)
    for row, column in enumerate(columns, start=4):
        need = _NEED_WORDS[column.need].split("：", 1)[0].rstrip("。")
        choices = "、".join(_choices(column))
        guide.write_row(
            row, 0,
            (column.field.label, column.field.unit, need, column.field.description, choices),
            cell,
        )  # fmt: skip
    guide.set_column(0, 0, 22)
    guide.set_column(1, 2, 8)
    guide.set_column(3, 4, 48)
