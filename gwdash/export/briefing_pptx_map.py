"""The counties as shapes that the office can take, colour and move, in one group."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from gwdash.charts.region_image import Shade
from gwdash.charts.shapes import CountyShape, Sheet, sheet_of
from gwdash.charts.theme import LIGHT, between
from gwdash.export.briefing import CountyMap
from gwdash.export.briefing_pptx_look import INCH, colour
from gwdash.export.briefing_pptx_parts import Set, Words, write
from gwdash.export.briefing_pptx_text import LINE, POINTS_PER_INCH, Box, em
from gwdash.export.cells import text as clean
from gwdash.registry.region import REGION

_SPACES = nsdecls("p", "a")
_RINGS = re.compile(r"M([^MZ]+)Z")
_NAME_PT, _CAPTION_PT = 9.5, 9.0
_SMALLEST_PT = 7.0
_STEPS = 5
#: The scale ends where dark names on it can still be read.
_PALE = 0.62
_KEY = 0.3
#: A ring needs three corners.
_LEAST_POINTS = 3
#: Where a name may go that would stand on another: right of its place, left, above, below.
_MOVES = tuple(
    (dx, dy)
    for reach in (0.0, 0.06, 0.12, 0.2, 0.3, 0.42, 0.56, 0.7)
    for dx, dy in (
        (0, reach),
        (0, -reach),
        (reach, 0),
        (-reach, 0),
        (reach, reach),
        (-reach, reach),
    )
)


@cache
def _sheet() -> Sheet:
    return sheet_of(REGION)


def county_map(slide: Any, where: Box, found: CountyMap) -> Any:  # noqa: ANN401
    """Draw the map with each county's name and caption, and below it what the shades mean."""
    sheet = _sheet()
    drawn = where.without_bottom(_KEY)
    scale = min(drawn.w / sheet.width, drawn.h / sheet.height)
    left = drawn.x + (drawn.w - sheet.width * scale) / 2
    top = drawn.y + (drawn.h - sheet.height * scale) / 2
    group = slide.shapes.add_group_shape()
    group.name = clean(f"图：{found.title}")
    for shape in sheet.counties:
        _county(group, shape, found.shades.get(shape.code), (left, top, scale))
    _names(group, sheet, found, (left, top, scale), drawn)
    _key(group, where.bottom(_KEY), found)
    return group


def _county(
    group: Any,  # noqa: ANN401
    shape: CountyShape,
    shade: Shade | None,
    at: tuple[float, float, float],
) -> None:
    """Draw a county as a freeform, written as text of the file: it has a hundred corners."""
    left, top, scale = at
    rings = [
        [(round((left + x * scale) * INCH), round((top + y * scale) * INCH)) for x, y in ring]
        for ring in rings_of(shape.path)
    ]
    west, north = (min(point[axis] for ring in rings for point in ring) for axis in (0, 1))
    wide = max(x for ring in rings for x, _ in ring) - west
    tall = max(y for ring in rings for _, y in ring) - north
    corners = "".join(_path(ring, west, north) for ring in rings)
    tree = group.shapes._spTree  # noqa: SLF001
    tree.append(parse_xml(
        f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{group.shapes._next_shape_id}" '  # noqa: SLF001
        f'name="{escape(shape.name)}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{west}" y="{north}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        f'<a:custGeom><a:avLst/><a:pathLst><a:path w="{wide}" h="{tall}">{corners}</a:path>'
        f"</a:pathLst></a:custGeom>{_fill(shade)}"
        '<a:ln w="12700"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>'
        "</p:spPr></p:sp>"
    ))  # fmt: skip


def _path(ring: Sequence[tuple[int, int]], west: int, north: int) -> str:
    points = [f'<a:pt x="{x - west}" y="{y - north}"/>' for x, y in ring]
    rest = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{rest}<a:close/>"


def _fill(shade: Shade | None) -> str:
    ground = f'<a:srgbClr val="{fill_of(shade)[1:].upper()}"/>'
    if shade is None or not shade.hatched:
        return f"<a:solidFill>{ground}</a:solidFill>"
    return (
        '<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="FFFFFF"/></a:fgClr>'
        f"<a:bgClr>{ground}</a:bgClr></a:pattFill>"
    )


def fill_of(shade: Shade | None) -> str:
    """Return a county's colour: its place on the scale, grey without a value."""
    if shade is None or shade.share is None:
        return LIGHT.blank
    return between(LIGHT.ramp, shade.share * _PALE)


def rings_of(path: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the rings of a county's path, without the point that closes each again."""
    for match in _RINGS.finditer(path):
        points = [tuple(map(float, point.split(","))) for point in match[1].split("L")]
        ring = [(points[0][0], points[0][1])]
        ring += [(b[0], b[1]) for a, b in pairwise(points) if b != a]
        if len(ring) > 1 and ring[-1] == ring[0]:
            ring.pop()
        if len(ring) >= _LEAST_POINTS:
            yield ring


def _names(
    group: Any,  # noqa: ANN401
    sheet: Sheet,
    found: CountyMap,
    at: tuple[float, float, float],
    within: Box,
) -> None:
    left, top, scale = at
    wanted = []
    for shape in sheet.counties:
        shade = found.shades.get(shape.code)
        caption = clean(shade.caption) if shade else ""
        x, y = left + shape.label_at[0] * scale, top + shape.label_at[1] * scale
        wanted.append((shape.name, caption, x, y))
    for (name, caption, _, _), (where, size) in zip(wanted, _placed(wanted, within), strict=True):
        made = group.shapes.add_textbox(
            *(round(v * INCH) for v in (where.x, where.y, where.w, where.h))
        )
        made.name = f"{name}标注"
        runs = [[Words(name, size, bold=True)]]
        if caption:
            runs.append([Words(caption, size - 0.5)])
        write(made, runs, Set("ctr", "ctr", wraps=False))


def _placed(
    wanted: Sequence[tuple[str, str, float, float]], within: Box
) -> list[tuple[Box, float]]:
    """Return where each name stands and its size, so that no two share any ground."""
    size = _NAME_PT
    while True:
        found = _tried(wanted, within, size)
        if found is not None or size <= _SMALLEST_PT:
            return [(box, size) for box in found or _apart(wanted, within, size)]
        size -= 0.5


def _tried(
    wanted: Sequence[tuple[str, str, float, float]], within: Box, size: float
) -> list[Box] | None:
    placed: list[Box] = []
    for one in wanted:
        here = next(
            (
                box
                for dx, dy in _MOVES
                if _inside(box := _around(one, size, dx, dy), within)
                and not any(box.meets(other) for other in placed)
            ),
            None,
        )
        if here is None:
            return None
        placed.append(here)
    return placed


def _apart(wanted: Sequence[tuple[str, str, float, float]], within: Box, size: float) -> list[Box]:
    """Return names in a column on the left where the map is too small for them."""
    step = within.h / len(wanted)
    return [
        Box(within.x, within.y + place * step, _around(one, size, 0, 0).w, step * 0.98)
        for place, one in enumerate(wanted)
    ]


def _around(one: tuple[str, str, float, float], size: float, dx: float, dy: float) -> Box:
    name, caption, x, y = one
    wide = max(em(name) * size, em(caption) * (size - 0.5)) / POINTS_PER_INCH + 0.02
    tall = (size + (size - 0.5) * bool(caption)) * LINE / POINTS_PER_INCH
    return Box(x - wide / 2 + dx, y - tall / 2 + dy, wide, tall)


def _inside(box: Box, within: Box) -> bool:
    return (
        within.x <= box.x
        and box.x + box.w <= within.x + within.w
        and within.y <= box.y
        and box.y + box.h <= within.y + within.h
    )


def _key(group: Any, where: Box, found: CountyMap) -> None:  # noqa: ANN401
    """Draw the scale with its ends, and what stands for no value and for a carried one."""
    meaning, low, high = (clean(word) for word in found.ramp)
    shades = list(found.shades.values())
    parts: list[tuple[str, str, bool]] = []
    if low:
        parts += [(low, "", False)]
        scale = (step / (_STEPS - 1) * _PALE for step in range(_STEPS))
        parts += [("", between(LIGHT.ramp, share), False) for share in scale]
        parts += [(f"{high}（{meaning}）" if meaning else high, "", False)]
    if any(one.share is None for one in shades):
        parts += [("", LIGHT.blank, False), ("无数值", "", False)]
    if any(one.hatched for one in shades):
        parts += [("", between(LIGHT.ramp, _PALE), True), ("本期未报", "", False)]
    size = _key_size(parts, where.w)
    total = sum(_key_width(one, size) for one in parts)
    x = where.x + max((where.w - total) / 2, 0.0)
    for words, fill, hatched in parts:
        wide = _key_width((words, fill, hatched), size)
        if fill:
            _swatch(group, Box(x, where.y + 0.1, wide - 0.04, 0.14), fill, hatched=hatched)
        else:
            made = group.shapes.add_textbox(
                *(round(v * INCH) for v in (x, where.y + 0.04, wide, 0.26))
            )
            write(made, [[Words(words, size, LIGHT.muted)]],
                  Set("ctr", "ctr"))  # fmt: skip
        x += wide


def _key_width(part: tuple[str, str, bool], size: float) -> float:
    words, fill, hatched = part
    if fill:
        return 0.3 if hatched or fill == LIGHT.blank else 0.22
    return em(words) * size / POINTS_PER_INCH + 0.12


def _key_size(parts: Sequence[tuple[str, str, bool]], room: float) -> float:
    size = _CAPTION_PT
    while size > _SMALLEST_PT and sum(_key_width(one, size) for one in parts) > room:
        size -= 0.5
    return size


def _swatch(group: Any, where: Box, fill: str, *, hatched: bool) -> None:  # noqa: ANN401
    made = group.shapes.add_shape(
        1, *(round(v * INCH) for v in (where.x, where.y, where.w, where.h))
    )
    made.name = "图例"
    made.shadow.inherit = False
    made.line.color.rgb = colour(LIGHT.line)
    if hatched:
        made.fill.patterned()
        made.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        made.fill.fore_color.rgb = colour(LIGHT.card)
        made.fill.back_color.rgb = colour(fill)
    else:
        made.fill.solid()
        made.fill.fore_color.rgb = colour(fill)
