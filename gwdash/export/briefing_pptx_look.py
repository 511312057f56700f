"""Which layouts slides are made from: the built-in ones, or those of the office's own template."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER as PLACE
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from gwdash.charts.theme import LIGHT, rgb
from gwdash.errors import UnreadableFile
from gwdash.export.briefing_pptx_package import checked
from gwdash.export.briefing_pptx_text import Box

FONT = "微软雅黑"
INCH = 914_400
WIDTH, HEIGHT = 13.333, 7.5
NAVY = "#0f2f57"
_TITLES = frozenset({PLACE.TITLE, PLACE.CENTER_TITLE})
_BODIES = frozenset({PLACE.BODY, PLACE.OBJECT})
_FURNITURE = frozenset({PLACE.DATE, PLACE.FOOTER, PLACE.SLIDE_NUMBER})
_MARGIN = 0.5
_HEAD = Box(_MARGIN, 0.26, 11.2, 0.52)
_AREA = Box(_MARGIN, 0.86, WIDTH - 2 * _MARGIN, 6.42)
_NUMBER = Box(11.9, 0.3, 0.93, 0.42)
_COVER_TITLE = Box(1.0, 1.75, 11.3, 1.75)
_COVER_SUB = Box(1.0, 3.85, 11.3, 2.6)
#: The least share of a slide that a template's content has to have.
_LEAST_WIDTH, _LEAST_HEIGHT = 0.6, 0.55

NO_COVER = "模板没有“标题幻灯片”版式（标题和副标题占位符），首页改用文本框排版。"
NO_CONTENT = "模板没有“标题和内容”版式，议题页的要点改用文本框排版。"
NO_TITLE = "模板没有带标题占位符的版式，各页标题改用文本框排版。"
SMALL_AREA = "模板“标题和内容”版式的内容区太小，议题页改用标题以下的整个版面。"


@dataclass(frozen=True, slots=True)
class Look:
    """A presentation without slides, and what its slides are made from."""

    deck: Any
    cover: Any
    content: Any
    area: Box
    """Where the content of a slide stands."""
    head: Box
    """Where the heading stands if the layout has no title."""
    font: str
    is_builtin: bool
    findings: tuple[str, ...] = ()
    """What the template lacks, one sentence each, and what is done instead."""


def look_of(template: bytes | None) -> Look:
    """Return the built-in look, or the one of a template.

    Raises UnreadableFile for a template that cannot be used.
    """
    return _builtin() if template is None else _own(template)


def _own(template: bytes) -> Look:
    try:
        deck = Presentation(BytesIO(checked(template, "pptx")))
        _without_slides(deck)
        layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
        if not layouts:
            raise UnreadableFile("模板里没有任何版式，无法使用。请用 WPS 或 Office 新建一份模板。")
        return _judged(deck, layouts)
    except (PythonPptxError, KeyError, ValueError, AttributeError, SyntaxError, BadZipFile) as err:
        raise UnreadableFile(
            "模板已损坏，无法读取版式。请用 WPS 或 Office 打开后另存为 pptx 再上传。"
        ) from err


def _judged(deck: Any, layouts: Sequence[Any]) -> Look:  # noqa: ANN401
    """Return what can be made from a template's layouts."""
    findings = []
    cover = _first(layouts, _is_cover)
    if cover is None:
        findings.append(NO_COVER)
    fitting = [one for one in layouts if _has(one, _TITLES) and len(_of(one, _BODIES)) == 1]
    content = max(fitting, key=lambda one: _size(_of(one, _BODIES)[0]), default=None)
    if content is None:
        findings.append(NO_CONTENT)
        content = _first(layouts, lambda one: _has(one, _TITLES))
    if content is None:
        findings.append(NO_TITLE)
        content = layouts[-1]
    whole = Box(0, 0, deck.slide_width / INCH, deck.slide_height / INCH)
    area, is_small = _area(content, whole)
    if is_small:
        findings.append(SMALL_AREA)
    head = Box(whole.w * 0.04, whole.h * 0.03, whole.w * 0.92, whole.h * 0.08)
    return Look(
        deck, cover or content, content, area, head, _font(deck), is_builtin=False,
        findings=tuple(findings),
    )  # fmt: skip


def _area(layout: Any, whole: Box) -> tuple[Box, bool]:  # noqa: ANN401
    """Return where content stands on a layout, and whether its own place was too small."""
    titles, bodies = _of(layout, _TITLES), _of(layout, _BODIES)
    if len(bodies) == 1:
        found = _box(bodies[0])
        if found.w >= whole.w * _LEAST_WIDTH and found.h >= whole.h * _LEAST_HEIGHT:
            return found, False
    begins = whole.h * 0.13
    if titles and (title := _box(titles[0])).y + title.h < whole.h / 2:
        begins = max(title.y + title.h, begins)
    left = whole.w * 0.04
    return Box(left, begins, whole.w - 2 * left, whole.h * 0.93 - begins), len(bodies) == 1


def _font(deck: Any) -> str:  # noqa: ANN401
    """Return the template's font for Chinese text; the usual one where it names none."""
    theme = parse_xml(deck.slide_masters[0].part.part_related_by(RT.THEME).blob)
    minor = theme.find(f".//{qn('a:minorFont')}")
    if minor is not None:
        for found in (minor.find(qn("a:ea")), *minor.findall(f"{qn('a:font')}[@script='Hans']")):
            if found is not None and found.get("typeface"):
                return str(found.get("typeface"))
    return FONT


def _first(layouts: Sequence[Any], fits: Callable[[Any], bool]) -> Any:  # noqa: ANN401
    return next((one for one in layouts if fits(one)), None)


def _is_cover(layout: Any) -> bool:  # noqa: ANN401
    return _has(layout, _TITLES) and _has(layout, {PLACE.SUBTITLE})


def _of(layout: Any, kinds: Any) -> list[Any]:  # noqa: ANN401
    return [one for one in layout.placeholders if one.placeholder_format.type in kinds]


def _has(layout: Any, kinds: Any) -> bool:  # noqa: ANN401
    return bool(_of(layout, kinds))


def _size(shape: Any) -> float:  # noqa: ANN401
    return float((shape.width or 0) * (shape.height or 0))


def _box(shape: Any) -> Box:  # noqa: ANN401
    sides = (shape.left, shape.top, shape.width, shape.height)
    return Box(*((side or 0) / INCH for side in sides))


def _without_slides(deck: Any) -> None:  # noqa: ANN401
    """Take a template's own slides away, with the sections and shows that name them."""
    listed = deck.slides._sldIdLst  # noqa: SLF001 (the library has no other way)
    for one in list(listed):
        deck.part.drop_rel(one.rId)
        listed.remove(one)
    root = deck.element
    for name in ("p:extLst", "p:custShowLst"):
        for found in root.findall(qn(name)):
            root.remove(found)


# ------------------------------------------------------------------ the built-in look


def _builtin() -> Look:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    cover, content = deck.slide_layouts[0], deck.slide_layouts[1]
    for layout in list(deck.slide_layouts)[2:]:
        deck.slide_layouts.remove(layout)
    _theme(deck)
    _master(deck.slide_master)
    _dress_cover(cover)
    _dress_content(content)
    deck.core_properties.created = datetime(2000, 1, 1)  # noqa: DTZ001 (set again for each file)
    return Look(deck, cover, content, _AREA, _HEAD, FONT, is_builtin=True)


def _theme(deck: Any) -> None:  # noqa: ANN401
    """Name the Chinese font in the theme, so that what the office adds looks the same."""
    part = deck.slide_master.part.part_related_by(RT.THEME)
    theme = parse_xml(part.blob)
    for kind in ("a:majorFont", "a:minorFont"):
        for place in ("a:latin", "a:ea"):
            theme.find(f".//{qn(kind)}/{qn(place)}").set("typeface", FONT)
    accent = theme.find(f".//{qn('a:accent1')}/{qn('a:srgbClr')}")
    accent.set("val", LIGHT.accent.removeprefix("#").upper())
    part._blob = serialize_part_xml(theme)  # noqa: SLF001 (a theme is no part that the library edits)


def _master(master: Any) -> None:  # noqa: ANN401
    background = master.background.fill
    background.solid()
    background.fore_color.rgb = colour(LIGHT.page)
    words = {PLACE.TITLE: "标题", PLACE.BODY: "正文"}
    for one in master.placeholders:
        if text := words.get(one.placeholder_format.type):
            one.text_frame.text = text
        _put(one, _NUMBER if one.placeholder_format.type is PLACE.SLIDE_NUMBER else _HEAD)


def _dress_cover(layout: Any) -> None:  # noqa: ANN401
    layout.name = "标题幻灯片"
    fill = layout.background.fill
    fill.solid()
    fill.fore_color.rgb = colour(NAVY)
    for one in list(layout.placeholders):
        kind = one.placeholder_format.type
        if kind in _FURNITURE:
            one._element.getparent().remove(one._element)  # noqa: SLF001
        elif kind in _TITLES:
            _look(one, _COVER_TITLE, "标题", 40, "#ffffff", bold=True, anchor="b")
        else:
            _look(one, _COVER_SUB, "副标题", 18, "#d6e6f5", anchor="t")
    _bar(layout, Box(1.0, 3.62, 1.6, 0.05), "#4aa3e8")


def _dress_content(layout: Any) -> None:  # noqa: ANN401
    layout.name = "标题和内容"
    for one in list(layout.placeholders):
        kind = one.placeholder_format.type
        if kind in {PLACE.DATE, PLACE.FOOTER}:
            one._element.getparent().remove(one._element)  # noqa: SLF001
        elif kind is PLACE.SLIDE_NUMBER:
            _look(one, _NUMBER, "", 12, LIGHT.muted, anchor="ctr", align="r")
        elif kind in _TITLES:
            _look(one, _HEAD, "标题", 20, LIGHT.accent, bold=True, anchor="ctr")
        else:
            _look(one, _AREA, "内容", 26, LIGHT.ink, bold=True, anchor="ctr")
    _bar(layout, Box(0.0, 0.3, 0.14, 0.44), LIGHT.accent)


def _look(  # noqa: PLR0913 (a placeholder's look is all of these)
    shape: Any,  # noqa: ANN401
    box: Box,
    words: str,
    size: float,
    ink: str,
    *,
    bold: bool = False,
    anchor: str = "t",
    align: str = "l",
) -> None:
    """Put a layout's placeholder in its place and give its type."""
    _put(shape, box)
    if words:
        shape.text_frame.text = words
    body = shape._element.txBody  # noqa: SLF001
    frame = body.find(qn("a:bodyPr"))
    frame.attrib.clear()
    for child in list(frame):
        frame.remove(child)
    for name, value in (("lIns", "0"), ("rIns", "0"), ("tIns", "0"), ("bIns", "0")):
        frame.set(name, value)
    frame.set("anchor", anchor)
    styles = body.find(qn("a:lstStyle"))
    for child in list(styles):
        styles.remove(child)
    weight = int(bold)
    styles.append(parse_xml(
        f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr lang="zh-CN" sz="{round(size * 100)}" b="{weight}">'
        f'<a:solidFill><a:srgbClr val="{ink[1:].upper()}"/></a:solidFill>'
        f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/></a:defRPr></a:lvl1pPr>'
    ))  # fmt: skip


def _bar(layout: Any, box: Box, fill: str) -> None:  # noqa: ANN401
    """Draw a bar of colour on a layout."""
    x, y, w, h = (round(side * INCH) for side in (box.x, box.y, box.w, box.h))
    layout.shapes._spTree.append(parse_xml(  # noqa: SLF001 (layouts offer no shapes to add)
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="色条"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{fill[1:].upper()}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    ))  # fmt: skip


# ------------------------------------------------------------------ used by all slides


def _put(shape: Any, box: Box) -> None:  # noqa: ANN401
    shape.left, shape.top = round(box.x * INCH), round(box.y * INCH)
    shape.width, shape.height = round(box.w * INCH), round(box.h * INCH)


put = _put


def colour(value: str) -> Any:  # noqa: ANN401
    """Return a ``#rrggbb`` colour as the library has it."""
    made: Any = RGBColor
    return made(*rgb(value))


def placeholder(slide: Any, kinds: Any) -> Any:  # noqa: ANN401
    """Return a slide's placeholder of some kinds, or None."""
    return next((one for one in slide.placeholders if one.placeholder_format.type in kinds), None)


def number(slide: Any, look: Look) -> None:  # noqa: ANN401
    """Give a slide the page number of its layout, which the library leaves out."""
    for one in look.content.placeholders:
        if one.placeholder_format.type is PLACE.SLIDE_NUMBER:
            slide.shapes._spTree.append(copy.deepcopy(one._element))  # noqa: SLF001


def size_of(points: float) -> Any:  # noqa: ANN401
    """Return a font size as the library has it."""
    return Pt(points)


TITLES, BODIES, SUBTITLES = _TITLES, _BODIES, frozenset({PLACE.SUBTITLE})
