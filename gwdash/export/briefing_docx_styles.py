"""The styles of a bulletin by name: after GB/T 9704-2012, or those of the office's own file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from gwdash.errors import UsageError
from gwdash.export import official as gb

LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


class Role(StrEnum):
    """What a paragraph is; the value is the name of its style."""

    STAMP = "通报送审标记"
    ISSUER = "通报发文机关"
    TITLE = "通报标题"
    ADDRESSEE = "通报主送机关"
    LEVEL_1 = "通报一级标题"
    LEVEL_2 = "通报二级标题"
    BODY = "通报正文"
    ANNEX_LIST = "通报附件说明"
    SIGNED = "通报落款"
    ANNEX_MARK = "通报附件标记"
    ANNEX_TITLE = "通报附件标题"
    CAPTION = "通报表题"
    UNIT = "通报表单位"
    ANNEX_HEAD_CELL = "通报附表头"
    ANNEX_CELL = "通报附表文"
    NOTE = "通报表注"
    IMPRINT = "通报版记"
    PAGE = "通报页码"


@dataclass(frozen=True, slots=True)
class Look:
    """How a role looks without a template."""

    font: str = gb.BODY_FONT
    size: float = gb.SIZE_3
    align: WD_ALIGN_PARAGRAPH = LEFT
    indent: float = 0
    """Letters that the first line begins in."""
    on_grid: bool = True
    """Whether its lines have the pitch of the page."""
    outline: int | None = None
    """Level in the list of headings, from 0."""
    is_red: bool = False
    before: float = 0
    after: float = 0
    keep: bool = False
    """Whether the next paragraph stays on the same page."""


#: 文中结构层次 and type after GB/T 9704-2012, 5.2.2 and 7.3.3; tables in 小五.
LOOKS: Mapping[Role, Look] = {
    Role.STAMP: Look(gb.HEAD_FONT, align=RIGHT),
    Role.ISSUER: Look(gb.TITLE_FONT, 34.0, CENTER, is_red=True, on_grid=False),
    Role.TITLE: Look(gb.TITLE_FONT, gb.SIZE_2, CENTER, outline=None, keep=True, on_grid=False),
    Role.ADDRESSEE: Look(keep=True),
    Role.LEVEL_1: Look(gb.HEAD_FONT, align=JUSTIFY, indent=2, outline=0, keep=True),
    Role.LEVEL_2: Look(gb.KAI_FONT, align=JUSTIFY, indent=2, outline=1, keep=True),
    Role.BODY: Look(align=JUSTIFY, indent=2),
    Role.ANNEX_LIST: Look(keep=True),
    Role.SIGNED: Look(keep=True),
    Role.ANNEX_MARK: Look(gb.HEAD_FONT, keep=True),
    Role.ANNEX_TITLE: Look(gb.TITLE_FONT, gb.SIZE_2, CENTER, outline=0, keep=True, on_grid=False),
    Role.CAPTION: Look(gb.HEAD_FONT, gb.SIZE_SMALL_4, CENTER, on_grid=False, before=8, keep=True),
    Role.UNIT: Look(gb.BODY_FONT, gb.SIZE_5, RIGHT, on_grid=False, keep=True),
    Role.ANNEX_HEAD_CELL: Look(
        gb.HEAD_FONT, gb.SIZE_SMALL_5, CENTER, on_grid=False, before=2, after=2
    ),
    Role.ANNEX_CELL: Look(gb.BODY_FONT, gb.SIZE_SMALL_5, on_grid=False, before=1.5, after=1.5),
    Role.NOTE: Look(gb.BODY_FONT, gb.SIZE_SMALL_5, on_grid=False, before=2),
    Role.IMPRINT: Look(gb.BODY_FONT, gb.SIZE_4, on_grid=False, before=3, after=3),
    Role.PAGE: Look(gb.NUMBER_FONT, gb.SIZE_4, on_grid=False),
}
TABLE = "Table Grid"
#: Pitch of lines that are not on the grid, of their size.
LINE_OF_SIZE = 1.3
_RED, _BLACK = RGBColor(0xFF, 0, 0), RGBColor(0, 0, 0)


def build(document: Any) -> None:  # noqa: ANN401 (the library has no types)
    """Add the styles of all roles to a document that has none of them."""
    gb.set_fonts(document.styles["Normal"], gb.BODY_FONT, gb.SIZE_3)
    for role, look in LOOKS.items():
        style = document.styles.add_style(str(role), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = document.styles["Normal"], True
        gb.set_fonts(style, look.font, look.size)
        style.font.color.rgb = _RED if look.is_red else _BLACK
        shape = style.paragraph_format
        gb.set_line(shape, look.align)
        if not look.on_grid:
            shape.line_spacing = Pt(round(look.size * LINE_OF_SIZE, 1))
        _leave_grid(style, look)
        shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
        shape.keep_with_next = look.keep or None
        # Tables and lists keep single lines; text never leaves one line alone on a page.
        shape.widow_control = True
        if look.indent:
            indent(shape, look.indent, look.size)
        if look.outline is not None:
            _mark(style, "outlineLvl", str(look.outline))


def indent(shape: Any, letters: float, size: float) -> None:  # noqa: ANN401
    """Begin the first line so many letters in, in points and, for CJK programs, in letters."""
    shape.first_line_indent = Pt(letters * size)
    place = shape._element.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    place.set(qn("w:firstLineChars"), str(round(letters * 100)))


def check(document: Any) -> None:  # noqa: ANN401
    """Make sure that a template has every style; raises UsageError naming those it lacks."""
    there = {one.name for one in document.styles}
    missing = [str(role) for role in Role if role not in there]
    if missing:
        names = "”“".join(missing)
        raise UsageError(
            f"模板缺少样式“{names}”：请以平台导出的调度通报为底稿修改样式后，另存为 .docx 模板。"
        )


def _leave_grid(style: Any, look: Look) -> None:  # noqa: ANN401
    """Set lines and letters of the grid by the type itself.

    Programs differ in how letters broader than a cell of the grid fall into it: some give them
    two cells. With the line pitch and the letter spacing of the grid in the type, 22 lines of 28
    characters come out the same everywhere.
    """
    # Between figures and characters programs put a quarter of a letter, and 28 become 27.
    for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):
        _mark(style, name, "0")
    properties = style.element.get_or_add_rPr()
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties.insert_element_before(snap, *_AFTER_LETTER_SNAP)
    if look.size == gb.SIZE_3:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(gb.LETTER_SPACING))
        properties.insert_element_before(spacing, *_AFTER_LETTER_SPACING)


_AFTER_LETTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u")
_AFTER_LETTER_SNAP = ("w:vanish", "w:webHidden", "w:color", "w:spacing", *_AFTER_LETTER_SPACING)


def _mark(style: Any, name: str, value: str) -> None:  # noqa: ANN401
    """Set a property of the paragraph that the library does not name, where the schema has it."""
    properties = style.element.get_or_add_pPr()
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), value)
    later = ("w:outlineLvl",) if name == "outlineLvl" else _AFTER_SNAP
    properties.insert_element_before(element, *later)


#: What stands behind w:snapToGrid in a paragraph's properties.
_AFTER_SNAP = (
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
    "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
)  # fmt: skip
