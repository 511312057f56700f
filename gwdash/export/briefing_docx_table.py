"""Tables of a bulletin in .docx: caption, unit, repeated header, rows that no page cuts."""

from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from gwdash.export.briefing_docx_pen import Pen
from gwdash.export.briefing_docx_styles import CENTER, LEFT, LOOKS, TABLE, Role
from gwdash.export.official import mark_row, repeat
from gwdash.export.paper_tables import Grid

_CELL_MARGIN_TWIPS = 50
#: Rows that stay together with the caption, so that no header stands alone below on a page.
_WITH_CAPTION = 2
#: A table that is no higher stays on one page.
_ON_ONE_PAGE_MM = 100


def add_grid(pen: Pen, grid: Grid, whole_mm: float) -> None:
    """Add a table with its caption above, its unit at the right and its notes below."""
    pen.write(Role.CAPTION, grid.caption)
    head, body = Role.ANNEX_HEAD_CELL, Role.ANNEX_CELL
    widths = grid.widths(whole_mm, LOOKS[body].size)
    free = Mm((whole_mm - sum(widths)) / 2)
    if grid.unit:
        pen.write(Role.UNIT, f"单位：{grid.unit}").paragraph_format.right_indent = free
    table = pen.document.add_table(rows=1 + len(grid.rows), cols=len(grid.headings))
    table.style, table.alignment, table.autofit = TABLE, WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_margins(table)
    is_low = grid.height(whole_mm, LOOKS[body].size) <= _ON_ONE_PAGE_MM
    together = len(grid.rows) if is_low else _WITH_CAPTION
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):  # noqa: SLF001
        column.w = Mm(width)
    rows = [grid.headings, *grid.rows]
    # Asked of each cell anew, the library walks the whole table; of each row only once.
    for place, (row, words) in enumerate(zip(table.rows, rows, strict=True)):
        mark_row(row, "cantSplit")
        if not place:
            repeat(row)
        for number, (cell, word) in enumerate(zip(row.cells, words, strict=True)):
            cell.width = Mm(widths[number])
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            role = body if place else head
            paragraph = pen.fill(cell.paragraphs[0], role, word)
            if place:
                paragraph.alignment = CENTER if grid.figures[number] else LEFT
            paragraph.paragraph_format.keep_with_next = place < together or None
    for place, note in enumerate(grid.notes):
        below = f"{'注：' if not place else '　　'}{note}"
        pen.write(Role.NOTE, below).paragraph_format.left_indent = free


def _narrow_margins(table: Any) -> None:  # noqa: ANN401 (the library has no types)
    properties = table._tbl.tblPr  # noqa: SLF001
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(_CELL_MARGIN_TWIPS))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)
