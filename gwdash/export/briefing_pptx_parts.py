"""Text, cards and figures on a slide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape

from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from gwdash.assess.lamps import FACES, Lamp
from gwdash.charts.theme import LIGHT
from gwdash.export.briefing import Figure
from gwdash.export.briefing_pptx_look import INCH, colour
from gwdash.export.briefing_pptx_text import LINE, POINTS_PER_INCH, Box, cut, em, fit, lines
from gwdash.export.cells import text

_SPACES = nsdecls("p", "a")
_MARGIN = 0.12
#: Programs that put another font in place of a missing one need a little more room.
_SURE = 0.92
_PAD = 0.08
_NAME_PT, _VALUE_PT, _UNIT_PT, _MARK_PT = 12.0, 28.0, 14.0, 11.0
_NAME_SIZES = (12.0, 11.0, 10.0)
_MOST_LINES = 5
_LINE_SIZES = (11.0, 10.5, 10.0, 9.5)
_VALUE_SIZES = (28.0, 24.0, 20.0, 16.0, 14.0)
#: What a lamp says of a figure that has no verdict of its own.
_ATTENTION = {
    Lamp.DONE: "正常",
    Lamp.ON_TRACK: "正常",
    Lamp.BEHIND: "需关注",
    Lamp.FAR_BEHIND: "重点关注",
    Lamp.NOT_REPORTED: "未报送",
}
_VERDICTS = ("达到目标", "接近目标", "低于目标", "高于目标")
_PROGRESS = "进度"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text."""

    text: str
    size: float
    ink: str = LIGHT.ink
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Set:
    """How text stands in its box."""

    align: str = "l"
    anchor: str = "t"
    margin: float = 0.0
    wraps: bool = True


def write(shape: Any, paragraphs: Iterable[Sequence[Words]], how: Set | None = None) -> None:  # noqa: ANN401
    """Write paragraphs of runs into a shape, in lines of a height that every program keeps.

    As text of the file: the library takes a hundred times as long over a table's cells.
    """
    how = how or Set()
    body = shape.text_frame._txBody  # noqa: SLF001
    said = "".join(_paragraph(runs, how) for runs in paragraphs)
    made = parse_xml(f"<p:txBody {_SPACES}>{_frame(how)}<a:lstStyle/>{said}</p:txBody>")
    for old in list(body):
        body.remove(old)
    for child in list(made):
        body.append(child)


def _frame(how: Set) -> str:
    side = round(how.margin * INCH)
    wrap = "square" if how.wraps else "none"
    return (
        f'<a:bodyPr wrap="{wrap}" lIns="{side}" rIns="{side}" tIns="{side}" bIns="{side}" '
        f'anchor="{how.anchor}"><a:noAutofit/></a:bodyPr>'
    )


def _paragraph(runs: Sequence[Words], how: Set) -> str:
    if not runs:
        return "<a:p/>"
    tall = round(max(run.size for run in runs) * LINE * 100)
    properties = (
        f'<a:pPr marL="0" indent="0" algn="{how.align}"><a:lnSpc><a:spcPts val="{tall}"/>'
        '</a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'
    )
    return f"<a:p>{properties}{''.join(map(_run, runs))}</a:p>"


def _run(words: Words) -> str:
    said = escape(text(words.text)).replace("\n", " ").replace("\t", " ")
    return (
        f'<a:r><a:rPr lang="zh-CN" sz="{round(words.size * 100)}" b="{int(words.bold)}">'
        f'<a:solidFill><a:srgbClr val="{words.ink[1:].upper()}"/></a:solidFill></a:rPr>'
        f"<a:t>{said}</a:t></a:r>"
    )


def box(slide: Any, where: Box, name: str) -> Any:  # noqa: ANN401
    """Return a new text box."""
    made = slide.shapes.add_textbox(
        *(round(v * INCH) for v in (where.x, where.y, where.w, where.h))
    )
    made.name = text(name)
    return made


def label(slide: Any, where: Box, words: Words, name: str, how: Set | None = None) -> Any:  # noqa: ANN401
    """Write text that fits its box: smaller by up to a fifth, then shortened."""
    sizes = (words.size, words.size * 0.9, words.size * 0.8)
    said, size = fit(words.text, where, sizes)
    made = box(slide, where, name)
    write(made, [[replace(words, text=said, size=size)]], how)
    return made


def card(slide: Any, where: Box, name: str) -> Any:  # noqa: ANN401
    """Return a white card without text."""
    made = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, *(round(v * INCH) for v in (where.x, where.y, where.w, where.h))
    )
    made.name = text(name)
    made.shadow.inherit = False
    made.fill.solid()
    made.fill.fore_color.rgb = colour(LIGHT.card)
    made.line.color.rgb = colour(LIGHT.line)
    made.line.width = Pt(0.75)
    return made


def figures_height(found: Sequence[Figure], width: float) -> float:
    """Return how high cards of figures stand beside each other: as high as the fullest."""
    room = (width - _MARGIN * (len(found) - 1)) / len(found) - 2 * _MARGIN
    most = max(
        lines(said, _LINE_SIZES[0], room) if (said := _below(one, room)) else 0 for one in found
    )
    small = min(most, _MOST_LINES) * _LINE_SIZES[0]
    return (_NAME_PT + _VALUE_PT + small) * LINE / POINTS_PER_INCH + 2 * _PAD


def figures(slide: Any, where: Box, found: Sequence[Figure]) -> None:  # noqa: ANN401
    """Draw figures as cards beside each other."""
    for place, one in zip(where.columns([1.0] * len(found), _MARGIN), found, strict=True):
        _figure(slide, place, one)


def _figure(slide: Any, where: Box, one: Figure) -> None:  # noqa: ANN401
    made = card(slide, where, f"数字：{one.name}")
    inner = where.inset(_MARGIN, _PAD)
    mark = _mark(one)
    is_beside = _is_beside(one, inner.w)
    head, name_size = fit(one.name, inner.top(_NAME_PT * LINE / POINTS_PER_INCH), _NAME_SIZES)
    value, size = _value(one, mark if is_beside else "", inner.w)
    room = inner.h - _NAME_PT * LINE / POINTS_PER_INCH - size * LINE / POINTS_PER_INCH
    below = _below(one, inner.w)
    line, small = fit(below, replace(inner, h=room), _LINE_SIZES) if below else ("", 9.5)
    ink = LIGHT.marks[one.lamp] if one.lamp else LIGHT.muted
    runs = [[Words(head, name_size, LIGHT.muted)], [Words(value, size, LIGHT.ink, bold=True)]]
    if one.unit:
        runs[1].append(Words(f" {one.unit}", min(_UNIT_PT, size), LIGHT.muted))
    if mark and is_beside:
        runs[1].append(Words(f"  {mark}", _MARK_PT, ink, bold=True))
    if line and mark and not is_beside:
        told, line = line[: len(mark)], line[len(mark) :]
        runs.append([Words(told, small, ink, bold=True), Words(line, small, LIGHT.muted)])
    elif line:
        runs.append([Words(line, small, LIGHT.muted)])
    write(made, runs, Set(margin=0.0))
    frame = made.text_frame
    frame.margin_left = frame.margin_right = round(_MARGIN * INCH)
    frame.margin_top = round(_PAD * INCH)


def _mark(one: Figure) -> str:
    word = lamp_word(one)
    return f"{FACES[one.lamp].mark} {word}" if one.lamp and word else ""


def _is_beside(one: Figure, width: float) -> bool:
    """Tell whether a lamp has room beside its figure; else it stands before the line below."""
    figure = em(one.value) * _VALUE_SIZES[1] + em(f" {one.unit}") * _UNIT_PT
    return figure + em(f"  {_mark(one)}") * _MARK_PT <= width * POINTS_PER_INCH * _SURE


def _below(one: Figure, width: float) -> str:
    """Return what stands below a figure."""
    mark = _mark(one)
    return one.line if not mark or _is_beside(one, width) else f"{mark} {one.line}".strip()


def _value(one: Figure, mark: str, width: float) -> tuple[str, float]:
    for size in _VALUE_SIZES:
        unit = em(f" {one.unit}") * min(_UNIT_PT, size) if one.unit else 0.0
        unit += em(f"  {mark}") * _MARK_PT if mark else 0.0
        if em(one.value) * size + unit <= width * POINTS_PER_INCH * _SURE:
            return one.value, size
    return cut(one.value, _VALUE_SIZES[-1], width, 1), _VALUE_SIZES[-1]


def lamp_word(one: Figure) -> str:
    """Return the word beside a figure's lamp: its verdict, its progress, or how much it matters."""
    for verdict in _VERDICTS:
        if verdict in one.line:
            return verdict
    if one.lamp is None:
        return ""
    if _PROGRESS in one.name:
        return FACES[one.lamp].short
    return _ATTENTION.get(one.lamp, "")


# ------------------------------------------------------------------ fonts

_RUNS = ("a:rPr", "a:defRPr", "a:endParaRPr")
#: What comes before the fonts in a run's properties.
_BEFORE = frozenset(
    qn(name)
    for name in (
        "a:ln", "a:noFill", "a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill",
        "a:effectLst", "a:effectDag", "a:highlight", "a:uLnTx", "a:uLn", "a:uFillTx", "a:uFill",
    )
)  # fmt: skip


def dress_fonts(element: Any, font: str) -> None:  # noqa: ANN401
    """Name the font of Chinese letters in every run, which the library does for Latin ones only."""
    for run in element.iter(qn("a:r"), qn("a:fld")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, run.makeelement(qn("a:rPr"), {}))
    for found in element.iter(*map(qn, _RUNS)):
        found.set("lang", "zh-CN")
        found.set("altLang", "en-US")
        for name in ("a:latin", "a:ea"):
            for old in found.findall(qn(name)):
                found.remove(old)
        at = sum(child.tag in _BEFORE for child in found)
        for step, name in enumerate(("a:latin", "a:ea")):
            made = found.makeelement(qn(name), {"typeface": font})
            found.insert(at + step, made)
