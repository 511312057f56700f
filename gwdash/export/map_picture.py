"""The map as one SVG picture at print size: A4 across, title, legend, ranks and source line.

Text stays text, so the picture is sharp at any size and needs no browser to be made; a png is
drawn from it by the reader's own browser, which has the fonts.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from gwdash.charts.map_marks import SIDE, mark
from gwdash.charts.region_image import Shade, region_image
from gwdash.charts.shapes import Sheet, rings
from gwdash.charts.theme import FONTS, LIGHT
from gwdash.charts.zone_marks import ZONE_LOOKS, hatching_of, zone_colour

#: A4 across in millimetres, and the units of the picture in it.
PAPER_MM = (297, 210)
WIDTH, HEIGHT = 1485, 1050
_MARGIN, _TOP = 46, 128
_MAP_HEIGHT = 832
_SIDE_X = 960
_MARK_PX, _LINE_PX, _BELOW_SIDE = 17, 27, 24
_TITLE_PX, _TEXT_PX, _SMALL_PX, _NAME_PX = 32, 18, 15, 17
#: The page that saves the picture as png: A4 across at 300 dots an inch.
_PAGE = Path(__file__).with_name("map_png.html")
_STAMP = "内部资料"
_SCHEMATIC = "示意图，非行政区域界线，不作划界依据 · 饮用水源和饮用水源井位置按约1公里取整"


@dataclass(frozen=True, slots=True)
class Dot:
    """One mark on the picture."""

    lon: float
    lat: float
    face: str


@dataclass(frozen=True, slots=True)
class Area:
    """One zone on the picture: its outline as GeoJSON and its class."""

    geometry: Mapping[str, Any]
    face: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the legend: a mark, or none, and its words."""

    words: str
    face: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that stands on the picture."""

    title: str
    subtitle: str
    source: str
    shades: Mapping[str, Shade]
    ramp: tuple[str, str, str]
    """What the shading means, its lowest and its highest value; empty values without a scale."""
    dots: Sequence[Dot]
    legend: Sequence[Line]
    rows: Sequence[tuple[str, str, str, str]]
    """Place, county, value and n/N."""
    headings: tuple[str, str, str, str]
    areas: Sequence[Area] = ()


def to_svg(sheet: Sheet, picture: Picture) -> str:
    """Return the picture as SVG; text of ledgers in it is escaped."""
    scale = _MAP_HEIGHT / sheet.height
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PAPER_MM[0]}mm" '
        f'height="{PAPER_MM[1]}mm" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f"font-family='{FONTS}' fill=\"{LIGHT.ink}\">"
    )
    parts = [
        head,
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{LIGHT.card}"/>',
        _heading(picture),
        f'<g transform="translate({_MARGIN} {_TOP}) scale({scale:.5f})">',
        _region(sheet, picture),
        *(_area(sheet, area, scale) for area in picture.areas),
        *_dots(sheet, picture.dots, scale),
        *_names(sheet, picture.shades, scale),
        "</g>",
        *_side(picture),
        _text(_MARGIN, HEIGHT - 54, picture.source, _Pen(_SMALL_PX, LIGHT.muted)),
        _text(_MARGIN, HEIGHT - 28, _SCHEMATIC, _Pen(_SMALL_PX, LIGHT.muted)),
        "</svg>",
    ]  # fmt: skip
    return "".join(parts)


def _heading(picture: Picture) -> str:
    stamp_x = WIDTH - _MARGIN
    return (
        _text(_MARGIN, 66, picture.title, _Pen(_TITLE_PX, LIGHT.ink, bold=True))
        + _text(_MARGIN, 100, picture.subtitle, _Pen(_TEXT_PX, LIGHT.muted))
        + f'<rect x="{stamp_x - 110}" y="38" width="110" height="36" rx="4" fill="none" '
        f'stroke="{LIGHT.limit}" stroke-width="2"/>'
        + _text(
            stamp_x - 55, 63, _STAMP, _Pen(_TEXT_PX + 2, LIGHT.limit, bold=True, anchor="middle")
        )
    )


def _region(sheet: Sheet, picture: Picture) -> str:
    """Return the counties as a picture within the picture, in the sheet's own units."""
    drawn = region_image(sheet, picture.shades, LIGHT)
    return drawn.replace("<svg ", f'<svg width="{sheet.width:g}" height="{sheet.height:g}" ', 1)


def _area(sheet: Sheet, area: Area, scale: float) -> str:
    """Return a zone with its fill, hatching and outline in the sheet's own units."""
    look, colour = ZONE_LOOKS[area.face], zone_colour(area.face, LIGHT)
    ground = "".join(f"{_line(sheet, ring)}Z" for ring in rings({"geometry": area.geometry}))
    lines = "".join(_line(sheet, line) for line in hatching_of(area.face, dict(area.geometry)))
    thin = 1 / scale
    return (
        f'<path d="{ground}" fill="{colour}" fill-opacity="{look.fill}" fill-rule="evenodd" '
        f'stroke="{colour}" stroke-width="{look.width * thin:.2f}" stroke-linejoin="round"/>'
        + (f'<path d="{lines}" stroke="{colour}" stroke-width="{thin:.2f}"/>' if lines else "")
    )


def _line(sheet: Sheet, places: Sequence[Sequence[float]]) -> str:
    points = (sheet.at(place[0], place[1]) for place in places)
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in points)


def _dots(sheet: Sheet, dots: Sequence[Dot], scale: float) -> list[str]:
    faces = sorted({dot.face for dot in dots})
    symbols = "".join(
        f'<symbol id="m-{face}" viewBox="0 0 {SIDE} {SIDE}">{mark(face, LIGHT)}</symbol>'
        for face in faces
    )
    side = _MARK_PX / scale
    found = [f"<defs>{symbols}</defs>"]
    for dot in dots:
        x, y = sheet.at(dot.lon, dot.lat)
        found.append(
            f'<use href="#m-{dot.face}" x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" '
            f'width="{side:.2f}" height="{side:.2f}"/>'
        )
    return found


def _names(sheet: Sheet, shades: Mapping[str, Shade], scale: float) -> list[str]:
    size = _NAME_PX / scale
    halo = f'paint-order="stroke" stroke="{LIGHT.map_halo}" stroke-width="{4 / scale:.2f}" '
    found = []
    for county in sheet.counties:
        x, y = county.label_at
        shade = shades.get(county.code)
        lines = [county.name, *([shade.caption] if shade and shade.caption else [])]
        found += [
            f'<text x="{x:g}" y="{y + place * size * 1.1:.1f}" font-size="{size:.2f}" '
            f'font-weight="{400 if place else 700}" text-anchor="middle" {halo}'
            f'stroke-linejoin="round">{escape(line)}</text>'
            for place, line in enumerate(lines)
        ]
    return found


def _side(picture: Picture) -> list[str]:
    """Return scale, legend and the counties in order, one below the other."""
    y = _TOP + 12
    found = [_text(_SIDE_X, y, picture.ramp[0], _Pen(_TEXT_PX, LIGHT.ink, bold=True))]
    if picture.ramp[1]:
        found.append(
            f'<defs><linearGradient id="ramp"><stop offset="0" stop-color="{LIGHT.ramp[0]}"/>'
            f'<stop offset="1" stop-color="{LIGHT.ramp[1]}"/></linearGradient></defs>'
            f'<rect x="{_SIDE_X}" y="{y + 12}" width="300" height="16" fill="url(#ramp)"/>'
            + _text(_SIDE_X, y + 48, picture.ramp[1], _Pen(_SMALL_PX, LIGHT.muted))
            + _text(
                _SIDE_X + 300, y + 48, picture.ramp[2], _Pen(_SMALL_PX, LIGHT.muted, anchor="end")
            )
        )
        y += 52
    step = _step(picture, y)
    for line in picture.legend:
        y += step
        indent = 0 if line.strong or not line.face else 28
        if line.face:
            found.append(
                f'<svg x="{_SIDE_X}" y="{y - 16}" width="20" height="20" '
                f'viewBox="0 0 {SIDE} {SIDE}">{mark(line.face, LIGHT)}</svg>'
            )
        found.append(_text(_SIDE_X + indent, y, line.words, _Pen(_SMALL_PX + 1, LIGHT.ink,
                           bold=line.strong)))  # fmt: skip
    y += step + 12
    for place, row in enumerate([picture.headings, *picture.rows]):
        ink = LIGHT.ink if place else LIGHT.muted
        for x, cell in zip((0, 52, 140, 225), row, strict=True):
            found.append(_text(_SIDE_X + x, y, cell, _Pen(_SMALL_PX, ink)))
        y += step - 3
    return found


def _step(picture: Picture, y: int) -> int:
    """Return how far lines are apart so that legend and table end on the paper."""
    count = len(picture.legend) + len(picture.rows) + 2
    return min(_LINE_PX, (HEIGHT - _BELOW_SIDE - y) // count)


@dataclass(frozen=True, slots=True)
class _Pen:
    """How words are written."""

    size: int
    ink: str = LIGHT.ink
    bold: bool = False
    anchor: str = "start"


def _text(x: float, y: float, words: str, pen: _Pen) -> str:
    weight = 700 if pen.bold else 400
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{pen.size}" font-weight="{weight}" '
        f'fill="{pen.ink}" text-anchor="{pen.anchor}">{escape(words)}</text>'
    )


def png_page(picture: str, stem: str) -> str:
    """Return the page that draws the picture at an address and saves it under a name."""
    return (
        _PAGE.read_text("utf-8")
        .replace("$PICTURE", json.dumps(picture).replace("<", "\\u003c"))
        .replace("$STEM", json.dumps(stem, ensure_ascii=False).replace("<", "\\u003c"))
    )
