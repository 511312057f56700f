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


def region_map(shades: Mapping[str, Shade], dots: Iterable[Dot], colours: Palette) -> Html:
    """Return the region with its wells."""
    sheet = region_sheet()
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
            [_name(sheet, shape, shades.get(shape.code)) for shape in sheet.counties],
            style=ratio,
        ),
    )


def _place(sheet: Sheet, x: float, y: float) -> str:
    return f"left:{_PERCENT * x / sheet.width:.2f}%;top:{_PERCENT * y / sheet.height:.2f}%"


def _name(sheet: Sheet, shape: CountyShape, shade: Shade | None) -> Html:
    caption = shade.caption if shade else ""
    words = (shape.name, tag("small", caption) if caption else None)
    place = _place(sheet, *shape.label_at)
    if shade is not None and shade.address:
        return tag("a", *words, class_="gw-label", style=place, href=shade.address)
    return span("gw-label", *words, style=place)


def _dot(sheet: Sheet, dot: Dot) -> Html:
    place = _place(sheet, *sheet.at(dot.lon, dot.lat))
    return tag("i", class_=f"gw-dot gw-dot-{dot.kind}", style=place, title=dot.title)
