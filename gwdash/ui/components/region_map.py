"""The region as a drawing: shaded counties, wells by state; no tiles, no network, no WebGL.

The counties are a picture; names and wells are text and marks of the page above it, so that
they stay sharp, can be pointed at and open what they stand for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gwdash.charts.region_image import Shade, as_address, region_image
from gwdash.charts.shapes import CountyShape, Sheet, sheet_of
from gwdash.charts.theme import Palette
from gwdash.registry.region import REGION
from gwdash.ui.markup import Html, div, span, tag

_PERCENT = 100
#: Rounds of moving names apart; a region of some dozen counties comes to rest well before.
_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Dot:
    """One well: where, the lamp whose shape and colour it has, and what a pointer shows."""

    lon: float
    lat: float
    kind: str
    title: str
    address: str = ""


@lru_cache(maxsize=1)
def region_sheet() -> Sheet:
    """Return the drawn region; it does not change while the program runs."""
    return sheet_of(REGION)


def region_map(
    shades: Mapping[str, Shade],
    dots: Iterable[Dot],
    colours: Palette,
    *,
    room: tuple[float, float] | None = None,
) -> Html:
    """Return the region with its wells.

    `room` is the share of width and height that a name with its caption takes where letters are
    large: names are then moved apart, up and down.
    """
    sheet = region_sheet()
    places = {shape.code: shape.label_at for shape in sheet.counties}
    if room is not None:
        places = apart(places, room[0] * sheet.width, room[1] * sheet.height)
    words = f"{REGION.name}各县市区与监测井分布图"
    picture = tag(
        "img", src=as_address(region_image(sheet, shades, colours)), alt=words, class_="gw-region"
    )
    ratio = f"--gw-ratio:{sheet.width / sheet.height:.5f}"
    return div(
        "gw-map",
        div(
            "gw-sheet",
            picture,
            [_dot(sheet, dot) for dot in dots],
            [
                _name(sheet, shape, shades.get(shape.code), places[shape.code])
                for shape in sheet.counties
            ],
            style=ratio,
        ),
    )


def _place(sheet: Sheet, x: float, y: float) -> str:
    return f"left:{_PERCENT * x / sheet.width:.2f}%;top:{_PERCENT * y / sheet.height:.2f}%"


def apart(
    places: Mapping[str, tuple[float, float]], width: float, height: float
) -> dict[str, tuple[float, float]]:
    """Return places of which no two with a box of this size around them overlap, where it can be.

    Boxes that do are moved up and down by the half of what they share, again and again.
    """
    found = dict(places)
    names = sorted(found, key=lambda name: found[name][1])
    for _ in range(_ROUNDS):
        for number, upper in enumerate(names):
            for lower in names[number + 1 :]:
                (x, y), (other_x, other_y) = found[upper], found[lower]
                shared = height - abs(other_y - y)
                if abs(other_x - x) >= width or shared <= 0:
                    continue
                sign = 1 if other_y >= y else -1
                found[upper] = (x, y - sign * shared / 2)
                found[lower] = (other_x, other_y + sign * shared / 2)
    return found


def _name(sheet: Sheet, shape: CountyShape, shade: Shade | None, at: tuple[float, float]) -> Html:
    caption = shade.caption if shade else ""
    words = (shape.name, tag("small", caption) if caption else None)
    place = _place(sheet, *at)
    if shade is not None and shade.address:
        return tag("a", *words, class_="gw-label", style=place, href=shade.address)
    return span("gw-label", *words, style=place)


def _dot(sheet: Sheet, dot: Dot) -> Html:
    place = _place(sheet, *sheet.at(dot.lon, dot.lat))
    return tag("i", class_=f"gw-dot gw-dot-{dot.kind}", style=place, title=dot.title)
