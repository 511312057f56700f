"""How each state of the map's things looks: a silhouette by kind, a sign and a colour by state.

A well is a disc, a triangle, a square or a ring as on the other pages, a source a drop, a site a
works with a roof, an abandoned well a diamond; the signs inside are told apart without colour.
"""

from functools import cache

from gwdash.assess.lamps import Lamp
from gwdash.charts.theme import DARK, LIGHT, Mode, Palette, contrast
from gwdash.charts.zone_marks import ZONE_FACES, ZONE_LOOKS, zone_colour

#: Side of a mark in its own units and in pixels of the atlas.
SIDE, CELL_PX = 32, 64

_DISC = "M16 5a11 11 0 1 0 0 22a11 11 0 1 0 0-22Z"
_SMALL_DISC = "M16 8a8 8 0 1 0 0 16a8 8 0 1 0 0-16Z"
_TRIANGLE = "M16 5L28 26H4Z"
_SQUARE = "M6 6H26V26H6Z"
_DROP = "M16 2C16 2 6 13 6 20a10 10 0 0 0 20 0C26 13 16 2 16 2Z"
_WORKS = "M4 28V14l8 5v-5l8 5V4h7v24Z"
_DIAMOND = "M16 2L30 16L16 30L2 16Z"

_GROUND = "M3 8H29V26H3Z"
#: Lines up to the right, and down to the right, within the ground.
_HATCHES = {1: "M3 17L12 8M3 26L21 8M12 26L29 9M21 26L29 18",
            -1: "M29 17L20 8M29 26L11 8M20 26L3 9M11 26L3 18"}  # fmt: skip
_ZONE_SIGNS = {"zone_source": "M16 15a2 2 0 1 0 0 4a2 2 0 1 0 0-4Z", "zone_unknown": "M11 17h10"}

_TICK, _CROSS, _DASH = "M11 19l4 4l7-9", "M11.5 14.5l9 9M20.5 14.5l-9 9", "M11 19h10"
_TICK_MID, _DASH_MID = "M11 16l4 4l7-8", "M10.5 16h11"
_BANG, _BANG_MID = "M16 12v7M16 23v.6", "M16 10v8M16 22v.6"
_BANG_LOW, _DASH_LOW = "M19 18v4M19 25.4v.4", "M13 23.5h10"
_RING_MID, _DOT_LOW = "M16 12.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7Z", "M16 23v.8"
_NUMERALS = {
    1: "M16 11v10",
    2: "M13.5 11v10M18.5 11v10",
    3: "M11.5 11v10M16 11v10M20.5 11v10",
    4: "M11 11v10M14.5 11l3.3 10l3.3-10",
    5: "M12 11l4 10l4-10",
}
#: Silhouette, sign and the lamp whose colour it has; classes have colours of their own.
_LOOKS: dict[str, tuple[str, str, Lamp]] = {
    "well_running": (_SMALL_DISC, "", Lamp.ON_TRACK),
    "well_silent": (_TRIANGLE, "", Lamp.BEHIND),
    "well_broken": (_SQUARE, "", Lamp.FAR_BEHIND),
    "well_closed": (_SQUARE, _DASH_MID, Lamp.NOT_REPORTED),
    "source_over": (_DROP, _CROSS, Lamp.FAR_BEHIND),
    "source_unmonitored": (_DROP, _BANG, Lamp.BEHIND),
    "source_open": (_DROP, _DASH, Lamp.BEHIND),
    "source_met": (_DROP, _TICK, Lamp.ON_TRACK),
    "source_idle": (_DROP, "", Lamp.NOT_REPORTED),
    "site_silent": (_WORKS, _BANG_LOW, Lamp.FAR_BEHIND),
    "site_risk": (_WORKS, _DASH_LOW, Lamp.BEHIND),
    "site_listed": (_WORKS, "", Lamp.DONE),
    "site_soil": (_WORKS, _DOT_LOW, Lamp.NOT_REPORTED),
    "sealed_high": (_DIAMOND, _BANG_MID, Lamp.FAR_BEHIND),
    "sealed_open": (_DIAMOND, "", Lamp.BEHIND),
    "sealed_waiting": (_DIAMOND, _DASH_MID, Lamp.DONE),
    "sealed_kept": (_DIAMOND, _RING_MID, Lamp.NOT_REPORTED),
    "sealed_passed": (_DIAMOND, _TICK_MID, Lamp.ON_TRACK),
}
#: States of which nothing is known: hollow.
_HOLLOW = {"well_unknown": _SMALL_DISC, "well_none": _SMALL_DISC}
_CLASSES = {f"well_{grade}": grade for grade in _NUMERALS}
#: White, and the dark of the light theme, for signs on a colour.
_INKS = ("#ffffff", "#111c30")
FACES = (*_LOOKS, *_HOLLOW, *_CLASSES, *ZONE_FACES)


def mark(face: str, colours: Palette) -> str:
    """Return a state's mark as SVG elements in a square of `SIDE`; raises KeyError."""
    edge = f'stroke="{colours.map_halo}" stroke-width="2" stroke-linejoin="round"'
    if face in _HOLLOW:
        ring = colours.marks[Lamp.NOT_REPORTED]
        return f'<path d="{_HOLLOW[face]}" fill="{colours.card}" stroke="{ring}" stroke-width="3"/>'
    if face in ZONE_LOOKS:
        return _swatch(face, colours)
    if face in _CLASSES:
        grade = _CLASSES[face]
        fill = colours.classes[grade - 1]
        return f'<path d="{_DISC}" fill="{fill}" {edge}/>{_sign(_NUMERALS[grade], fill)}'
    shape, sign, lamp = _LOOKS[face]
    fill = colours.marks[lamp]
    return f'<path d="{shape}" fill="{fill}" {edge}/>{_sign(sign, fill) if sign else ""}'


@cache
def atlas(mode: Mode) -> str:
    """Return all marks side by side as one SVG picture."""
    drawn = "".join(
        f'<g transform="translate({SIDE * place} 0)">{mark(face, _colours(mode))}</g>'
        for place, face in enumerate(FACES)
    )
    wide = len(FACES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{CELL_PX * wide}" height="{CELL_PX}" '
        f'viewBox="0 0 {SIDE * wide} {SIDE}">{drawn}</svg>'
    )


def places() -> dict[str, dict[str, int]]:
    """Return where in the atlas each mark is."""
    return {
        face: {"x": CELL_PX * place, "y": 0, "width": CELL_PX, "height": CELL_PX}
        for place, face in enumerate(FACES)
    }


def _swatch(face: str, colours: Palette) -> str:
    """Return a piece of a zone's ground: its fill, hatching and outline."""
    look, colour = ZONE_LOOKS[face], zone_colour(face, colours)
    hatched = "".join(_HATCHES[slope] for slope in look.hatches)
    return (
        f'<path d="{_GROUND}" fill="{colour}" fill-opacity="{look.fill}"/>'
        f'<path d="{hatched}" fill="none" stroke="{colour}" stroke-width="1.6"/>'
        f'<path d="{_GROUND}" fill="none" stroke="{colour}" stroke-width="{look.width + 1}"/>'
        + _zone_sign(face, colours)
    )


def _zone_sign(face: str, colours: Palette) -> str:
    """Return the well in a zone around one, or the dash of a class that nobody filled in."""
    if face not in _ZONE_SIGNS:
        return ""
    ink = colours.card if face == "zone_source" else zone_colour(face, colours)
    return f'<path d="{_ZONE_SIGNS[face]}" fill="none" stroke="{ink}" stroke-width="2.6"/>'


def _sign(path: str, fill: str) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{_ink(fill)}" stroke-width="2.6" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _ink(fill: str) -> str:
    """Return what can be seen best on a colour."""
    from_white, from_black = (contrast(fill, ink) for ink in _INKS)
    return _INKS[0] if from_white >= from_black else _INKS[1]


def _colours(mode: Mode) -> Palette:
    return DARK if mode == "dark" else LIGHT
