"""The sheet of a template that explains each column."""

from collections.abc import Sequence

import xlsxwriter

from gwdash.export.cells import display_width
from gwdash.export.template_values import choices
from gwdash.ingest.own_marks import EXAMPLE_MARK
from gwdash.registry.model import Column, Dataset, Need

NEED_WORDS = {
    Need.LOAD: "必填：缺少时该行不能提交。",
    Need.COMPLETE: "应填：缺少时可以提交，计入完整率。",
    Need.OPTIONAL: "选填。",
}
_HEADINGS = ("列", "单位", "要求", "说明", "可选项")
_WIDTHS = (24, 8, 8, 52, 60)
_SHOWN_CHOICES = 30
_LINE_HEIGHT = 17
_A4 = 9


def write_guide(
    book: xlsxwriter.Workbook,
    guide: "xlsxwriter.worksheet.Worksheet",
    dataset: Dataset,
    columns: Sequence[Column],
    font: str,
) -> None:
    """Write what the ledger is for and what each column takes; protected, for it is read only."""
    plain = book.add_format({"font_name": font})
    bold = book.add_format({"bold": True, "font_name": font, "bg_color": "#E8EEF5", "border": 1})
    cell = book.add_format({"font_name": font, "text_wrap": True, "valign": "top", "border": 1})
    examples = (
        f"以{EXAMPLE_MARK}开头的格子是示例：整行都是示例时不算数据，可以留着；"
        f"示例和填写的内容混在一行时按数据检查，仍带{EXAMPLE_MARK}的格子会提示改正。"
    )
    lines = (
        f"{dataset.label}：{dataset.description}",
        f"一行是：{dataset.grain}。深蓝底带下划线的列必填，浅蓝列应填，灰列选填。",
        examples,
    )
    for row, line in enumerate(lines):
        guide.write_string(row, 0, line, plain)
    first = len(lines) + 1
    guide.write_row(first, 0, _HEADINGS, bold)
    for row, column in enumerate(columns, start=first + 1):
        field = column.field
        need = NEED_WORDS[column.need].split("：", 1)[0].rstrip("。")
        offered = choices(column)
        shown = "、".join(offered[:_SHOWN_CHOICES])
        more = f" 等 {len(offered)} 项，见下拉列表" if len(offered) > _SHOWN_CHOICES else ""
        words = (field.label, field.unit, need, field.description, shown + more)
        for place, word in enumerate(words):
            guide.write_string(row, place, word, cell)
        folded = max(
            -(-display_width(w) // (width - 2)) for w, width in zip(words, _WIDTHS, strict=True)
        )
        guide.set_row(row, _LINE_HEIGHT * max(folded, 1))
    for place, width in enumerate(_WIDTHS):
        guide.set_column(place, place, width)
    guide.freeze_panes(first + 1, 1)
    guide.set_landscape()
    guide.set_paper(_A4)
    guide.fit_to_pages(1, 0)
    guide.repeat_rows(first)
    guide.protect("", {"format_columns": True, "format_rows": True})
