"""What stands around the text of a bulletin: head, red rule, signature, page numbers, imprint."""

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from gwdash.export import official as gb
from gwdash.export.briefing_docx_pen import Pen
from gwdash.export.briefing_docx_styles import LEFT, LINE_OF_SIZE, LOOKS, RIGHT, Role
from gwdash.export.briefing_paper import PRINTED_ON, Paper

_PT_PER_MM = 72 / 25.4
_CORE_PT = gb.CORE_MM[0] * _PT_PER_MM
#: Letters of a title's line; those of the issuer's line at most, by whose number it is narrowed.
_TITLE_LETTERS, _ISSUER_LETTERS = 19, 18
_WHOLE = 100
#: From the upper edge of 版心 to that of 发文机关标志 (7.2.4).
_MARK_MM = 35
#: The foot of the page number stands here: its dash lies 7 mm below 版心 (7.5).
_FOOT_MM = 25
_DASH = "—"
_RED = "FF0000"
#: Thick and thin lines of 版记 in eighths of a point: 0.35 mm and 0.25 mm (7.4.1).
_THICK, _THIN, _RULE = 8, 6, 12
_IMPRINT_MM = (100, 56)


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
    """Put the number of a page across where the upright one has it, turned with the page (7.5).

    Below 版心 of the sheet is the left edge here; the odd number stands at its lower end.
    """
    section.footer_distance = Mm(5)
    section.header_distance = section.footer_distance
    # The even number stands above: anchored in the header, no program moves it down.
    for part, is_odd in ((section.footer, True), (section.even_page_header, False)):
        part.is_linked_to_previous = False
        _place_across(part, is_odd=is_odd)
    section.even_page_footer.is_linked_to_previous = False
    section.even_page_footer.paragraphs[0].style = str(Role.PAGE)


#: Breadth and height of the number's box; its distance from the sheet's edge, 35 mm less the 7 mm
#: and half the box; one letter (空一字).
_BOX_MM = (9, 30)
_BOX_X_MM, _LETTER_MM = 23, 5


def _place_across(part: Any, *, is_odd: bool) -> None:  # noqa: ANN401
    """Put the number's paragraph into a box that lies on the sheet and moves nothing."""
    width, height = _BOX_MM
    sheet, edge = gb.PAGE_MM[0], (gb.MARGINS_MM["right"] + gb.MARGINS_MM["left"]) / 2
    top = sheet - edge - height - _LETTER_MM if is_odd else edge + _LETTER_MM
    number = part.paragraphs[0]
    _number(number)
    number.alignment = RIGHT if is_odd else LEFT
    holder = part.add_paragraph()
    holder.style = str(Role.PAGE)
    run = holder.add_run()
    box = _BOX.format(
        names=nsdecls("w", "wp", "a"),
        x=Mm(_BOX_X_MM), y=Mm(top), cx=Mm(width), cy=Mm(height), id=1 if is_odd else 2,
    )  # fmt: skip
    drawing = parse_xml(box)
    drawing.find(f".//{qn('w:txbxContent')}").append(number._p)  # noqa: SLF001
    choice = parse_xml(
        f'<mc:AlternateContent {_MC}><mc:Choice {nsdecls("w")} {_WPS} Requires="wps"/>'
        "</mc:AlternateContent>"
    )
    choice[0].append(drawing)
    run.element.append(choice)


_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
_BOX = (
    "<w:drawing {names} "
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
    'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="page"><wp:posOffset>{x:d}</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>{y:d}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{cx:d}" cy="{cy:d}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
    '<wp:docPr id="{id}" name="页码{id}"/><wp:cNvGraphicFramePr/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{cx:d}" cy="{cy:d}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx>"
    '<wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
    'anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    "</w:drawing>"
)


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
        # 红色分隔线下空二行位置 (7.3.1), one line before 主送机关 (7.3.2).
        paragraph.paragraph_format.space_before = Pt(2 * gb.LINE_PT)
        paragraph.paragraph_format.space_after = Pt(gb.LINE_PT)
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
        if not place:
            paragraph.paragraph_format.space_before = Pt(_MARK_MM * _PT_PER_MM - gb.LINE_PT)
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
    """Write 附件说明, the issuer and the date (7.3.4, 7.3.5.2).

    The last paragraph of the text stays with them, so that no page holds a signature alone.
    """
    pen.document.paragraphs[-1].paragraph_format.keep_with_next = True
    if about.annexes:
        pen.write(Role.BODY).paragraph_format.keep_with_next = True
        for place, title in enumerate(about.annex_list):
            # The names stand below one another, 附件： once before the first of them.
            paragraph = pen.write(Role.ANNEX_LIST, f"附件：{title}" if not place else title)
            letters = 2 if not place else 5
            paragraph.paragraph_format.left_indent = Pt(letters * gb.SIZE_3)
    pen.write(Role.BODY).paragraph_format.keep_with_next = True
    begins = gb.signed_at(about.issuer)
    lines = ((about.issuer, begins), (about.date_line, begins + gb.SIGNED_LETTERS))
    for words, left in lines:
        paragraph = pen.write(Role.SIGNED, words)
        paragraph.paragraph_format.left_indent = Pt(left * gb.SIZE_3)
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
    for part in (section.footer, section.even_page_footer, section.even_page_header):
        part.is_linked_to_previous = False
        part.paragraphs[0].style = str(Role.PAGE)
    rows = [("抄送：" + about.copied_to, "")] if about.copied_to else []
    rows.append(("\n".join(about.printed_lines), PRINTED_ON))
    space = pen.write(Role.BODY)
    _fix(space, gb.CORE_MM[1] * _PT_PER_MM - sum(_row_height(one) for one in rows) - gb.LINE_PT)
    table = pen.document.add_table(rows=len(rows), cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, breadth in zip(table._tbl.tblGrid.gridCol_lst, _IMPRINT_MM, strict=True):  # noqa: SLF001
        column.w = Mm(breadth)
    for place, (row, words) in enumerate(zip(table.rows, rows, strict=True)):
        left, right = row.cells
        thickness = _THIN if place else _THICK, _THICK if place == len(rows) - 1 else _THIN
        if words[1]:
            parts = list(zip((left, right), words, _IMPRINT_MM, (LEFT, RIGHT), strict=True))
        else:
            parts = [(left.merge(right), words[0], sum(_IMPRINT_MM), LEFT)]
        for cell, word, width, side in parts:
            cell.width = Mm(width)
            _lines(cell, *thickness)
            pen.fill(cell.paragraphs[0], Role.IMPRINT, word).alignment = side
    end = pen.write(Role.NOTE)
    _fix(end, 1)


def _row_height(words: tuple[str, str]) -> float:
    """Return about how many points a row of 版记 takes."""
    look, (left, right) = LOOKS[Role.IMPRINT], _IMPRINT_MM
    width = left if words[1] else left + right
    room = width * _PT_PER_MM // look.size - 1
    lines = sum(-(-len(one) // room) for one in words[0].split("\n"))
    return float(lines * look.size * LINE_OF_SIZE + look.before + look.after)


def _lines(cell: Any, above: int, below: int) -> None:  # noqa: ANN401
    borders = parse_xml(
        f'<w:tcBorders {nsdecls("w")}><w:top w:val="single" w:sz="{above}" w:color="000000"/>'
        f'<w:bottom w:val="single" w:sz="{below}" w:color="000000"/></w:tcBorders>'
    )
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001
