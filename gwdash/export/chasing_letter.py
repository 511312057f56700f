"""提示函 and 督办单: a reporter's reminder as a .docx that the office edits, numbers and stamps.

Page, type and spacing follow GB/T 9704-2012 (A4, 3号仿宋, 22 lines of 28 characters a page). No
document number and no seal: the file is a draft for approval (送审稿).
"""

from collections.abc import Sequence
from datetime import datetime, time
from enum import StrEnum
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gwdash.export.cells import text
from gwdash.export.chasing import Reminder, day, owing, situation
from gwdash.export.tables import file_stem
from gwdash.registry.region import REGION

TITLE_FONT, BODY_FONT, HEAD_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"
_LATIN_FONT = "Times New Roman"
#: 2号, 3号 and 小四号 in points.
_SIZE_2, _SIZE_3, _SIZE_SMALL_4 = 22.0, 16.0, 12.0
_LINE = 28.95
_CELL_SPACE = 3.0
#: Characters a line holds, and those that stay free beside the issuing body and before the date.
_LINE_LETTERS, _SIGNED_LETTERS = 27.6, 2
_MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_PAGE_MM = (210, 297)
_COLUMNS = (("序号", 13), ("台账", 55), ("报告期", 31), ("情况", 57))
DRAFT = "送审稿"


class LetterKind(StrEnum):
    """What a paper is called; counties are reminded, the city's units are supervised."""

    NOTICE = "提示函"
    SUPERVISION = "督办单"


def kind_of(reminder: Reminder) -> LetterKind:
    """Return the default kind for a reporter."""
    of_county = reminder.reporter.group == "counties"
    return LetterKind.NOTICE if of_county else LetterKind.SUPERVISION


def letter_name(reminder: Reminder, kind: LetterKind | None = None) -> str:
    """Return the file name of a letter."""
    kind = kind or kind_of(reminder)
    return f"{file_stem(str(kind), reminder.reporter.name, f'{reminder.as_of:%Y%m%d}')}.docx"


def letter(reminder: Reminder, kind: LetterKind | None = None) -> bytes:
    """Return the letter to one reporter as .docx."""
    kind = kind or kind_of(reminder)
    document = Document()
    _set_up(document, reminder, kind)
    _line(document, DRAFT, font=HEAD_FONT, align=WD_ALIGN_PARAGRAPH.RIGHT)
    title = f"关于报送试验区建设台账的{kind}"
    _line(document, title, font=TITLE_FONT, size=_SIZE_2, align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, "")
    _line(document, f"{_addressee(reminder)}：")
    _body(
        document,
        f"按照试验区建设台账报送要求，截至{day(reminder.as_of)}，你{reminder.you}"
        f"{reminder.periods}应报送的台账中，{owing(reminder)}，具体情况如下：",
    )
    _table(document, reminder)
    _body(
        document,
        f"请于{day(reminder.reply_by)}前通过{REGION.product_name}补报。本期没有数据的，请办理"
        "零报告；与上期一致的，请办理沿用上期。如有特殊情况，请及时说明。",
    )
    _body(document, "特此督办。" if kind is LetterKind.SUPERVISION else "特此提示。")
    _line(document, "")
    # 不加盖印章的公文: the issuing body ends two characters from the right edge, the date begins
    # two characters after the issuing body does (GB/T 9704-2012, 7.3.5.2).
    begins = max(_LINE_LETTERS - _SIGNED_LETTERS - len(REGION.issuing_body), 0)
    _line(document, REGION.issuing_body, left=begins)
    _line(document, day(reminder.as_of), left=begins + _SIGNED_LETTERS)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def letters_zip(found: Sequence[Reminder], kind: LetterKind | None = None) -> bytes:
    """Return all letters in one .zip."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for reminder in found:
            archive.writestr(letter_name(reminder, kind), letter(reminder, kind))
    return buffer.getvalue()


def _addressee(reminder: Reminder) -> str:
    if reminder.reporter.group == "counties":
        return f"{reminder.reporter.name}人民政府"
    return REGION.unit(reminder.reporter.code).full_name


def _set_up(document: Any, reminder: Reminder, kind: LetterKind) -> None:  # noqa: ANN401 (no types)
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in _PAGE_MM)
    for side, width in _MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(width))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _LATIN_FONT, Pt(_SIZE_3)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FONT)
    facts = document.core_properties
    facts.title = f"{kind}（{reminder.reporter.name}）"
    facts.author = facts.last_modified_by = REGION.issuing_body
    facts.comments = DRAFT
    written = datetime.combine(reminder.as_of, time())
    facts.created = facts.modified = written


def _line(  # noqa: PLR0913 (a line's type is all of these)
    parent: Any,  # noqa: ANN401
    words: str,
    *,
    font: str = BODY_FONT,
    size: float = _SIZE_3,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    left: float = 0,
) -> Any:  # noqa: ANN401
    """Add a line of its own, `left` characters from the left edge."""
    paragraph = parent.add_paragraph()
    _type(paragraph, words, font, size)
    shape = paragraph.paragraph_format
    shape.alignment, shape.space_after, shape.space_before = align, Pt(0), Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    if left:
        shape.left_indent = Pt(left * size)
    return paragraph


def _body(document: Any, words: str) -> None:  # noqa: ANN401
    """Add a paragraph that begins two characters in."""
    paragraph = _line(document, words, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE_3)


def _table(document: Any, reminder: Reminder) -> None:  # noqa: ANN401
    table = document.add_table(rows=1, cols=len(_COLUMNS))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for cell, (heading, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _cell(cell, heading, HEAD_FONT, centred=True)
    _repeat(table.rows[0])
    for number, duty in enumerate(reminder.duties, 1):
        values = (str(number), duty.dataset.label, duty.period.label, situation(duty))
        for place, (cell, words) in enumerate(zip(table.add_row().cells, values, strict=True)):
            _cell(cell, words, BODY_FONT, centred=place in {0, 2})
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def _cell(cell: Any, words: str, font: str, *, centred: bool) -> None:  # noqa: ANN401
    paragraph = cell.paragraphs[0]
    _type(paragraph, words, font, _SIZE_SMALL_4)
    shape = paragraph.paragraph_format
    shape.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    shape.space_before = shape.space_after = Pt(_CELL_SPACE)


def _type(paragraph: Any, words: str, font: str, size: float) -> None:  # noqa: ANN401
    run = paragraph.add_run(text(words))
    run.font.name, run.font.size = _LATIN_FONT, Pt(size)
    # The name above is for Latin letters; Chinese ones take theirs from eastAsia alone.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001


def _repeat(row: Any) -> None:  # noqa: ANN401
    """Let the heading stand again on the next page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001
