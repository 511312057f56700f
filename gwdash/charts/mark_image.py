"""A lamp's shape in its colour as a small picture, for places that take no coloured text."""

from functools import cache

from gwdash.assess.lamps import FACES, Lamp
from gwdash.charts.region_image import as_address
from gwdash.charts.theme import DARK, LIGHT, Mode

_SHAPES = {
    "●": '<circle cx="8" cy="8" r="6" fill="{0}"/>',
    "▲": '<path d="M8 2L15 14H1Z" fill="{0}"/>',
    "■": '<rect x="2.5" y="2.5" width="11" height="11" fill="{0}"/>',
    "○": '<circle cx="8" cy="8" r="5.2" fill="none" stroke="{0}" stroke-width="1.6"/>',
    "✓": '<path d="M2 9L6 13L14 3" fill="none" stroke="{0}" stroke-width="2.2"/>',
}

#: The shape takes half of the picture, which a table stretches to the height of its row.
_OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 32 32" width="32" height="32">'


@cache
def mark_image(lamp: Lamp, mode: Mode) -> str:
    """Return the picture as a data address, so that it needs no request."""
    colour = (DARK if mode == "dark" else LIGHT).marks[lamp]
    shape = _SHAPES[FACES[lamp].mark].format(colour)
    return as_address(f"{_OPEN}{shape}</svg>")
