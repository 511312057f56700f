"""The region's counties as one SVG picture: shaded by value, hatched where a value is carried."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from gwdash.charts.shapes import Sheet
from gwdash.charts.theme import Palette, between

_HATCH = (
    '<defs><pattern id="h" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="3" height="7" fill="{colour}" '
    'fill-opacity="0.6"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Shade:
    """How one county is drawn."""

    share: float | None
    """Place on the scale from 0 to 1; None where there is no value."""
    caption: str
    """The second line under the county's name."""
    hatched: bool = False
    address: str = ""


def region_image(sheet: Sheet, shades: Mapping[str, Shade], colours: Palette) -> str:
    """Return the counties as an SVG text, without names: those are text of the page."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sheet.width:g} {sheet.height:g}">',
        _HATCH.format(colour=colours.card),
    ]
    for shape in sheet.counties:
        shade = shades.get(shape.code)
        fill = colours.blank
        if shade is not None and shade.share is not None:
            fill = between(colours.ramp, shade.share)
        parts.append(
            f'<path d="{shape.path}" fill="{fill}" stroke="{colours.card}" stroke-width="1.4" '
            'stroke-linejoin="round"/>'
        )
        if shade is not None and shade.hatched:
            parts.append(f'<path d="{shape.path}" fill="url(#h)"/>')
    return "".join([*parts, "</svg>"])


def as_address(svg: str) -> str:
    """Return a picture as a data address, so that it needs no request."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
