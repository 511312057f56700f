"""What stands around the text of a bulletin: head, red rule, signature, page numbers, imprint."""

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from gwdash.export import official as gb
from gwdash.export.briefing_docx_pen import Pen
from gwdash.export.briefing_docx_styles import LEFT, LOOKS, RIGHT, Role
from gwdash.export.briefing_paper import Paper

_PT_PER_MM = 72 / 25.4
_CORE_PT = gb.CORE_MM[0] * _PT_PER_MM
#: Letters of a title's line; those of the issuer's line at most, by whose number it is narrowed.
_TITLE_LETTERS, _ISSUER_LETTERS = 19, 18
_WHOLE = 100
_FREE_LETTERS = 2
_LINE_LETTERS = 27.6
#: The foot of the page number stands here: its dash lies 7 mm below 版心 (7.5).
_FOOT_MM = 25
_DASH = "—"
_RED = "FF0000"
#: Thick and thin lines of 版记 in eighths of a point: 0.35 mm and 0.25 mm (7.4.1).
_THICK, _THIN, _RULE = 8, 6, 12
_IMPRINT_MM = (96, 60)


def set_up(document: Any) -> None:  # noqa: ANN401 (the library has no types)
    """Give the first section its page and its numbers: odd pages at the right, even at the left."""
    section = document.sections[0]
    gb.set_page(section)
    document.settings.odd_and_even_pages_header_footer = True
    mirror = OxmlElement("w:mirrorMargins")
    document.settings.element.insert(0, mirror)
    _in_order(document.settings.element)
    section.footer_distance = Mm(_FOOT_MM)
    for footer, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        _number(paragraph)
        paragraph.alignment = side
        letter = Pt(gb.SIZE_4)
        if side is RIGHT:
            paragraph.paragraph_format.right_indent = letter
        else:
            paragraph.paragraph_format.left_indent = letter


def _in_order(settings: Any) -> None:  # noqa: ANN401
    """Put mirrored margins where the schema has them: behind the view, before everything else."""
    mirror = settings.find(qn("w:mirrorMargins"))
    before = [
        settings.find(qn(f"w:{name}"))
        for name in ("writeProtection", "view", "zoom", "removePersonalInformation",
                     "removeDateAndTime", "doNotDisplayPageBoundaries", "displayBackgroundShape",
                     "printPostScriptOverText", "printFractionalCharacterWidth",
                     "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
                     "saveSubsetFonts", "saveFormsData")
    ]  # fmt: skip
    last = [one for one in before if one is not None]
    if last:
        last[-1].addnext(mirror)


def _number(paragraph: Any) -> None:  # noqa: ANN401
    paragraph.style = str(Role.PAGE)
    look = LOOKS[Role.PAGE]
    gb.type_words(paragraph, f"{_DASH} ", look.font, look.size)
    gb.add_field(paragraph, "PAGE", look.font, look.size)
    gb.type_words(paragraph, f" {_DASH}", look.font, look.size)


def number_across(section: Any) -> None:  # noqa: ANN401
    """Number a page across where the upright one has its number: turned, on the outer edge (7.5).

    Below 版心 of the sheet is the left edge here; the odd number stands at its lower end.
    """
    section.footer_distance = Mm(5)
    for footer, is_odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        _place_across(footer, is_odd=is_odd)


_BOX_MM = (9, 30)
#: From the sheet's edge to the box: 35 mm less the 7 mm and half the box.
_BOX_X_MM = 22
_LETTER_MM = 5


def _place_across(footer: Any, *, is_odd: bool) -> None:  # noqa: ANN401
    width, height = _BOX_MM
    outer, bound = gb.MARGINS_MM["right"], gb.MARGINS_MM["left"]
    sheet = gb.PAGE_MM[0]
    top = sheet - outer - height - _LETTER_MM if is_odd else bound + _LETTER_MM
    table = footer.add_table(rows=1, cols=1, width=Mm(width))
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001
    place = OxmlElement("w:tblpPr")
    for name, value in (
        ("leftFromText", 0), ("rightFromText", 0), ("vertAnchor", "page"),
        ("horzAnchor", "page"), ("tblpX", Mm(_BOX_X_MM).twips), ("tblpY", Mm(top).twips),
    ):  # fmt: skip
        place.set(qn(f"w:{name}"), str(value))
    properties.insert(1, place)
    row, cell = table.rows[0], table.cell(0, 0)
    row.height, cell.width = Mm(height), Mm(width)
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "tbRl")
    cell._tc.get_or_add_tcPr().append(direction)  # noqa: SLF001
    _number(cell.paragraphs[0])
    cell.paragraphs[0].alignment = RIGHT if is_odd else LEFT


def turn(section: Any) -> None:  # noqa: ANN401
    """Turn the page of a template to the right, with its margins."""
    width, height = section.page_width, section.page_height
    top, bottom = section.top_margin, section.bottom_margin
    left, right = section.left_margin, section.right_margin
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = height, width
    section.top_margin, section.bottom_margin = left, right
    section.left_margin, section.right_margin = bottom, top


def describe(document: Any, about: Paper) -> None:  # noqa: ANN401
    """Say in the file's properties what it is and who issues it."""
    facts = document.core_properties
    facts.title, facts.comments = about.title, gb.DRAFT
    facts.author = facts.last_modified_by = about.issuer
    facts.created = facts.modified = about.made_at.replace(tzinfo=None)


def head(pen: Pen, about: Paper) -> None:
    """Write the stamps, the issuer's mark, the red rule, the title and whom it is for."""
    there = "".join(one.text for one in pen.document.paragraphs)
    stamps = [gb.DRAFT, *([gb.DEMO] if about.is_demo else [])]
    pen.write(Role.STAMP, "　".join(stamps))
    if about.issuer not in there:
        _issuer(pen, about.issuer)
    lines = gb.title_lines(about.title, _TITLE_LETTERS)
    paragraph = pen.write(Role.TITLE, lines[0])
    for line in lines[1:]:
        paragraph.add_run().add_break()
        pen.fill(paragraph, Role.TITLE, line)
    if not pen.is_template:
        paragraph.paragraph_format.space_before = Pt(gb.LINE_PT)
        paragraph.paragraph_format.space_after = Pt(gb.LINE_PT)
        _fix(paragraph, gb.LINE_PT * 1.2)
    pen.write(Role.ADDRESSEE, about.addressee)


def _issuer(pen: Pen, issuer: str) -> None:
    lines = gb.title_lines(issuer, _ISSUER_LETTERS)
    look = LOOKS[Role.ISSUER]
    longest = max(len(line) for line in lines)
    scale = min(_WHOLE, int(_CORE_PT * _WHOLE / (longest * look.size)) - 1)
    for place, line in enumerate(lines):
        paragraph = pen.write(Role.ISSUER, line)
        if pen.is_template:
            continue
        for run in paragraph.runs:
            run.font.color.rgb = None
            _narrow(run, scale)
        paragraph.paragraph_format.space_before = Pt(0 if place else gb.LINE_PT)
        _fix(paragraph, look.size * 1.4)
    if not pen.is_template:
        rule = pen.write(Role.BODY)
        _fix(rule, gb.LINE_PT / 2)
        _border(rule, "bottom", _RULE, _RED)


def _fix(paragraph: Any, points: float) -> None:  # noqa: ANN401
    paragraph.paragraph_format.line_spacing = Pt(points)


def _narrow(run: Any, percent: int) -> None:  # noqa: ANN401
    properties = run.element.get_or_add_rPr()
    width = OxmlElement("w:w")
    width.set(qn("w:val"), str(percent))
    properties.insert_element_before(
        width, "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang"
    )


def _border(paragraph: Any, side: str, eighths: int, colour: str) -> None:  # noqa: ANN401
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{eighths}" w:space="1" '
        f'w:color="{colour}"/></w:pBdr>'
    )
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:snapToGrid", "w:spacing", "w:ind",
        "w:jc", "w:outlineLvl", "w:rPr",
    )  # fmt: skip


def close(pen: Pen, about: Paper) -> None:
    """Write 附件说明, the issuer and the date (7.3.4, 7.3.5.2)."""
    if about.annexes:
        pen.write(Role.BODY)
        for place, title in enumerate(about.annex_list):
            # The names stand below one another, 附件： once before the first of them.
            paragraph = pen.write(Role.ANNEX_LIST, f"附件：{title}" if not place else title)
            letters = 2 if not place else 5
            paragraph.paragraph_format.left_indent = Pt(letters * gb.SIZE_3)
    pen.write(Role.BODY)
    begins = max(_LINE_LETTERS - _FREE_LETTERS - len(about.issuer), 0)
    for words, letters in ((about.issuer, begins), (about.date_line, begins + _FREE_LETTERS)):
        paragraph = pen.write(Role.SIGNED, words)
        paragraph.paragraph_format.left_indent = Pt(letters * gb.SIZE_3)
    paragraph.paragraph_format.keep_with_next = False


def imprint(pen: Pen, about: Paper) -> None:
    """Write 版记 at the foot of a page of its own behind the annexes, on an even one (7.4).

    That page has no number (7.5).
    """
    if pen.is_template:
        return
    section = pen.document.add_section(WD_SECTION.EVEN_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT
    gb.set_page(section)
    section.footer_distance = Mm(_FOOT_MM)
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False
        for table in footer.tables:
            table._tbl.getparent().remove(table._tbl)  # noqa: SLF001
        footer.paragraphs[0].style = str(Role.PAGE)
    rows = [("抄送：" + about.copied_to, "")] if about.copied_to else []
    rows.append((about.issuer, f"{about.date_line}印发"))
    space = pen.write(Role.BODY)
    _fix(space, gb.CORE_MM[1] * _PT_PER_MM - (len(rows) * 2 + 1) * gb.LINE_PT)
    table = pen.document.add_table(rows=len(rows), cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for place, (row, words) in enumerate(zip(table.rows, rows, strict=True)):
        cells = row.cells
        if not words[1]:
            cells[0].merge(cells[1])
        for cell, word, width, side in zip(cells, words, _IMPRINT_MM, (LEFT, RIGHT), strict=True):
            cell.width = Mm(width if words[1] else sum(_IMPRINT_MM))
            _lines(cell, _THIN if place else _THICK, _THICK if place == len(rows) - 1 else _THIN)
            if word:
                pen.fill(cell.paragraphs[0], Role.IMPRINT, word).alignment = side
    end = pen.write(Role.NOTE)
    _fix(end, 1)


def _lines(cell: Any, above: int, below: int) -> None:  # noqa: ANN401
    borders = parse_xml(
        f'<w:tcBorders {nsdecls("w")}><w:top w:val="single" w:sz="{above}" w:color="000000"/>'
        f'<w:bottom w:val="single" w:sz="{below}" w:color="000000"/></w:tcBorders>'
    )
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001


