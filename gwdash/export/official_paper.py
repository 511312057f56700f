"""A paper of the office as .docx: its first lines, its text and tables, its signature.

No document number and no seal: what is made is a draft for approval (送审稿).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gwdash.export.chasing import day
from gwdash.export.official import (
    BODY_FONT,
    DRAFT,
    HEAD_FONT,
    LETTER_SPACING,
    LETTERS,
    SIZE_2,
    SIZE_3,
    SIZE_SMALL_4,
    TITLE_FONT,
    mark_row,
    repeat,
    set_fonts,
    set_line,
    set_page,
    title_lines,
    type_words,
)
from gwdash.registry.region import REGION

_CELL_SPACE = 3.0
#: Characters that stay free beside the issuing body and before the date.
_SIGNED_LETTERS = 2
#: Characters of 2号 that a line of the title holds.
_TITLE_LETTERS = 18


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table: its heading, its width in millimetres, and whether it is centred."""

    words: str
    width_mm: int
    centred: bool = False


class Paper:
    """One paper being written, from its first line to its signature."""

    def __init__(self, facts_title: str, written_on: date | None) -> None:
        """Begin a draft; the title stands in the file's properties."""
        self._document: Any = Document()
        set_page(self._document.sections[0])
        set_fonts(self._document.styles["Normal"], BODY_FONT, SIZE_3)
        facts = self._document.core_properties
        facts.title = facts_title
        facts.author = facts.last_modified_by = REGION.issuing_body
        facts.comments = DRAFT
        if written_on is not None:
            facts.created = facts.modified = datetime.combine(written_on, time())
        self.line(DRAFT, font=HEAD_FONT, align=WD_ALIGN_PARAGRAPH.RIGHT)

    def title(self, words: str) -> None:
        """Add the title, 2号小标宋 in the middle, and a blank line."""
        for part in title_lines(words, _TITLE_LETTERS):
            self.line(part, font=TITLE_FONT, size=SIZE_2, align=WD_ALIGN_PARAGRAPH.CENTER)
        self.line("")

    def line(
        self,
        words: str,
        *,
        font: str = BODY_FONT,
        size: float = SIZE_3,
        align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
        left: float = 0,
    ) -> Any:  # noqa: ANN401 (no types)
        """Add a line of its own, `left` characters from the left edge."""
        paragraph = self._document.add_paragraph()
        _type(paragraph, words, font, size)
        set_line(paragraph.paragraph_format, align)
        if left:
            paragraph.paragraph_format.left_indent = Pt(left * size)
        return paragraph

    def body(self, words: str, *, font: str = BODY_FONT) -> None:
        """Add a paragraph that begins two characters in."""
        paragraph = self.line(words, font=font, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
        shape = paragraph.paragraph_format
        shape.first_line_indent = Pt(2 * SIZE_3)
        # A heading stands on the page of what it heads.
        shape.keep_with_next = font != BODY_FONT or None

    def table(self, headings: Sequence[Heading], rows: Sequence[Sequence[str]]) -> None:
        """Add a table whose headings stand again on the next page."""
        table = self._document.add_table(rows=1, cols=len(headings))
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            _cell(cell, heading.words, HEAD_FONT, centred=True)
        repeat(table.rows[0])
        for row in rows:
            line = table.add_row()
            mark_row(line, "cantSplit")
            for cell, words, heading in zip(line.cells, row, headings, strict=True):
                _cell(cell, words, BODY_FONT, centred=heading.centred)
        for column, heading in zip(table.columns, headings, strict=True):
            column.width = Mm(heading.width_mm)
            for cell in column.cells:
                cell.width = Mm(heading.width_mm)
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER

    def sign(self, on: date) -> None:
        """Add the issuing body and the day.

        不加盖印章的公文: the issuing body ends two characters from the right edge, the date begins
        two characters after the issuing body does (GB/T 9704-2012, 7.3.5.2).
        """
        begins = max(LETTERS - _SIGNED_LETTERS - len(REGION.issuing_body), 0)
        text = self._document.paragraphs[-1]
        signed = (self.line(""), self.line(REGION.issuing_body, left=begins))
        # The signature never stands on a page without text.
        for paragraph in (text, *signed):
            paragraph.paragraph_format.keep_with_next = True
        self.line(day(on), left=begins + _SIGNED_LETTERS)

    def content(self) -> bytes:
        """Return the paper as .docx."""
        buffer = BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()


def _type(paragraph: Any, words: str, font: str, size: float) -> None:  # noqa: ANN401
    """Add words with the spacing of the grid by themselves.

    A reader that sets letters into the grid's own cells gives two of them to a letter that is
    a little wider than one.
    """
    run = type_words(paragraph, words, font, size)
    properties = run._element.get_or_add_rPr()  # noqa: SLF001 (the library does not name these)
    properties.insert_element_before(_value("w:snapToGrid", 0), *_AFTER_SNAP)
    shape = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    shape.insert_element_before(_value("w:snapToGrid", 0), "w:spacing", "w:ind", "w:jc", "w:rPr")
    if size == SIZE_3:
        properties.insert_element_before(_value("w:spacing", LETTER_SPACING), *_AFTER_SPACING)


def _value(name: str, value: int) -> Any:  # noqa: ANN401
    element = OxmlElement(name)
    element.set(qn("w:val"), str(value))
    return element


_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u")
_AFTER_SNAP = ("w:vanish", "w:webHidden", "w:color", "w:spacing", *_AFTER_SPACING)


def _cell(cell: Any, words: str, font: str, *, centred: bool) -> None:  # noqa: ANN401
    paragraph = cell.paragraphs[0]
    _type(paragraph, words, font, SIZE_SMALL_4)
    shape = paragraph.paragraph_format
    shape.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    shape.space_before = shape.space_after = Pt(_CELL_SPACE)
