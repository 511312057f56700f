"""一张图 as an offline deck: shaded counties, marks by kind and state, what is chosen outlined.

Everything that is large or stays the same is data by an address of this server, which the
browser keeps; the deck itself is a few thousand characters, so that a run that changes one
choice sends little. It is written as the text that the library reads, because the library's own
objects cannot say what a sub-layer looks like: colours given there do not fade when something
else is clicked.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

import pydeck as pdk

from gwdash.charts.region_image import Shade
from gwdash.charts.shapes import rings
from gwdash.charts.theme import FONTS, Palette, between, rgb
from gwdash.charts.well_map import blank_style
from gwdash.charts.zone_map import chosen_zone, is_small, zone_layer
from gwdash.registry.region import Region

COUNTIES = "counties"
_OPAQUE, _CLEAR = 255, 0
_HATCH_ALPHA = 150
_TILE_PX, _WHOLE_CIRCLE = 512, 360.0
_ROOM = 0.92
"""Share of the map that what is looked at takes."""
_NAME_PX, _MARK_PX, _RING_PX = 13, 18, 15
_HATCH_STEP_DEG = 0.022
_DIGITS = 5
_DEEPEST_ZOOM = 10.5


#: With so many marks on the map each is so large, that they leave room for each other.
_MARK_SIZES = ((400, _MARK_PX), (1_500, 14), (5_000, 10))
_SMALLEST_PX = 7


def mark_size_px(n_marks: int) -> int:
    """Return how large each mark is where there are so many."""
    return next((size for most, size in _MARK_SIZES if n_marks <= most), _SMALLEST_PX)


@dataclass(frozen=True, slots=True)
class PointLayer:
    """The marks of one kind: where their rows are, and how large they are drawn."""

    code: str
    address: str
    size_px: int = _MARK_PX


@dataclass(frozen=True, slots=True)
class Files:
    """Where the browser finds what it keeps."""

    counties: str
    hatch: str
    atlas: str
    places: str
    """Where in the atlas each mark is."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the map shows of the region."""

    shades: Mapping[str, Shade]
    points: Sequence[PointLayer]
    size_px: tuple[int, int]
    county: str = ""
    """The chosen county, outlined and in view; empty for all of them."""
    ring: tuple[float, float] | None = None
    """Where the chosen thing lies."""
    areas: Sequence[PointLayer] = ()
    """Layers of outlines, below the marks."""
    outlined: Mapping[str, Any] | None = None
    """The outline of the chosen thing, where it is an area."""


def county_map(region: Region, drawing: Drawing, files: Files, colours: Palette) -> pdk.Deck:
    """Return the map as a deck that is already the text which the library sends."""
    layers = [
        _filled(region, drawing.shades, files, colours),
        _hatched(region, drawing.shades, files, colours),
        _outlined(region, files, colours, drawing.county),
        *(zone_layer(one.code, one.address, colours) for one in drawing.areas),
        *(_marks(one, files) for one in drawing.points),
        _names(region, drawing.shades, colours),
    ]
    if drawing.outlined is not None:
        layers.append(chosen_zone(drawing.outlined, colours))
    if drawing.ring is not None and (drawing.outlined is None or is_small(drawing.outlined)):
        layers.append(_ring(drawing.ring, colours))
    spec = {
        "initialViewState": _view(region, drawing.size_px, drawing.county),
        "layers": layers,
        "mapStyle": blank_style(colours),
        "views": [{"@@type": "MapView", "controller": True}],
    }
    style = {"backgroundColor": colours.card, "color": colours.ink, "fontFamily": FONTS,
             "fontSize": "14px", "border": f"1px solid {colours.line}"}  # fmt: skip
    tooltip = {"html": "<b>{t}</b><br/>{w}", "style": style}
    deck = pdk.Deck(layers=[], map_provider=None, tooltip=tooltip)
    deck.to_json = partial(json.dumps, spec, ensure_ascii=False, separators=(",", ":"))
    return deck


def outlines(region: Region) -> dict[str, Any]:
    """Return the counties as the browser keeps them: outline, number and name."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": feature["geometry"],
                "properties": {"n": number, "i": county.code, "t": county.name, "w": "点击查看"},
            }
            for number, (county, feature) in enumerate(_features(region))
        ],
    }


def hatching(region: Region) -> dict[str, Any]:
    """Return slanted lines that fill each county, for the ones whose value is not of now."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "MultiLineString", "coordinates": _slants(feature)},
                "properties": {"n": number},
            }
            for number, (_, feature) in enumerate(_features(region))
        ],
    }


def fill_of(shade: Shade | None, colours: Palette) -> str:
    """Return a county's colour: its place on the scale, or grey without a value."""
    if shade is None or shade.share is None:
        return colours.blank
    return between(colours.ramp, shade.share)


def _features(region: Region) -> list[tuple[Any, dict[str, Any]]]:
    by_code = {feature["properties"]["code"]: feature for feature in region.boundary["features"]}
    return [(county, by_code[county.code]) for county in region.counties]


def _slants(feature: dict[str, Any]) -> list[list[list[float]]]:
    """Return the pieces of the lines lat - lon = c that lie inside a county (even-odd)."""
    edges = [
        (a, b) for ring in rings(feature) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    heights = [place[1] - place[0] for edge in edges for place in edge]
    lines = range(
        math.ceil(min(heights) / _HATCH_STEP_DEG), math.floor(max(heights) / _HATCH_STEP_DEG) + 1
    )
    found = []
    for number in lines:
        height = number * _HATCH_STEP_DEG
        crossed = sorted(place for a, b in edges if (place := _crossing(a, b, height)) is not None)
        found += [
            [[round(x, _DIGITS), round(x + height, _DIGITS)] for x in piece]
            for piece in zip(crossed[::2], crossed[1::2], strict=False)
        ]
    return found


def _crossing(a: Sequence[float], b: Sequence[float], height: float) -> float | None:
    """Return the longitude at which an edge crosses the line lat - lon = height."""
    first, last = a[1] - a[0] - height, b[1] - b[0] - height
    if (first > 0) == (last > 0):
        return None
    return a[0] + (b[0] - a[0]) * first / (first - last)


def _view(region: Region, size_px: tuple[int, int], county: str) -> dict[str, float]:
    """Return the view in which the county, or the whole region, fits the map (Mercator)."""
    shown = [feature for one, feature in _features(region) if not county or one.code == county]
    spots = [place for feature in shown for ring in rings(feature) for place in ring]
    west, east = min(p[0] for p in spots), max(p[0] for p in spots)
    south, north = min(p[1] for p in spots), max(p[1] for p in spots)
    middle = (south + north) / 2
    wide, tall = size_px
    shares = (wide / (east - west), tall * math.cos(math.radians(middle)) / (north - south))
    zoom = math.log2(min(shares) * _ROOM * _WHOLE_CIRCLE / _TILE_PX)
    return {
        "longitude": round((west + east) / 2, _DIGITS), "latitude": round(middle, _DIGITS),
        "zoom": round(min(zoom, _DEEPEST_ZOOM), 3), "pitch": 0, "bearing": 0,
    }  # fmt: skip


def _by_number(values: Sequence[object]) -> str:
    """Return the expression that gives each county its own of some values."""
    # The library's parser takes an index after brackets only.
    return f"@@=({json.dumps(values, separators=(',', ':'))})[properties.n]"


def _filled(
    region: Region, shades: Mapping[str, Shade], files: Files, colours: Palette
) -> dict[str, Any]:
    fills = [fill_of(shades.get(one.code), colours) for one in region.counties]
    chosen = _by_number([[*rgb(fill)] for fill in fills])
    return {
        "@@type": "GeoJsonLayer", "id": COUNTIES, "data": files.counties, "pickable": True,
        "stroked": True, "filled": True, "getLineColor": [*rgb(colours.card)],
        "lineWidthMinPixels": 1.4, "updateTriggers": {"getFillColor": _mark_of(chosen)},
        "_subLayerProps": {"polygons-fill": {"getFillColor": chosen}},
    }  # fmt: skip


def _hatched(
    region: Region, shades: Mapping[str, Shade], files: Files, colours: Palette
) -> dict[str, Any]:
    alphas = [
        _HATCH_ALPHA if (shade := shades.get(one.code)) and shade.hatched else _CLEAR
        for one in region.counties
    ]
    red, green, blue = rgb(colours.muted)
    chosen = f"@@=[{red},{green},{blue},({json.dumps(alphas)})[properties.n]]"
    return {
        "@@type": "GeoJsonLayer", "id": "hatch", "data": files.hatch, "pickable": False,
        "getLineColor": chosen, "lineWidthMinPixels": 1.6,
        "updateTriggers": {"getLineColor": _mark_of(chosen)},
    }  # fmt: skip


def _outlined(region: Region, files: Files, colours: Palette, county: str) -> dict[str, Any]:
    codes = [one.code for one in region.counties]
    number = codes.index(county) if county in codes else -1
    red, green, blue = rgb(colours.map_ink)
    chosen = f"@@=[{red},{green},{blue},properties.n=={number}?{_OPAQUE}:{_CLEAR}]"
    return {
        "@@type": "GeoJsonLayer", "id": "outline", "data": files.counties, "pickable": False,
        "stroked": True, "filled": False, "getLineColor": chosen, "lineWidthMinPixels": 4,
        "updateTriggers": {"getLineColor": _mark_of(chosen)},
    }  # fmt: skip


def _mark_of(chosen: str) -> str:
    """Return what changes with an expression: the library looks at it to draw anew."""
    return f"{crc32(chosen.encode()):x}"


def _marks(one: PointLayer, files: Files) -> dict[str, Any]:
    return {
        "@@type": "IconLayer", "id": one.code, "data": one.address, "pickable": True,
        "iconAtlas": files.atlas, "iconMapping": files.places, "getIcon": "@@=k",
        "getPosition": "@@=p", "getSize": one.size_px, "sizeUnits": "pixels",
    }  # fmt: skip


def _names(region: Region, shades: Mapping[str, Shade], colours: Palette) -> dict[str, Any]:
    rows = []
    for one in region.counties:
        caption = shade.caption if (shade := shades.get(one.code)) else ""
        rows.append({"n": f"{one.name}\n{caption}" if caption else one.name,
                     "p": list(one.label_at)})  # fmt: skip
    return {
        "@@type": "TextLayer", "id": "names", "data": rows, "pickable": False,
        "getText": "@@=n", "getPosition": "@@=p", "getSize": _NAME_PX, "fontFamily": FONTS,
        "fontWeight": 700, "characterSet": "auto", "lineHeight": 1.15,
        "fontSettings": {"sdf": True},
        "outlineWidth": 6, "outlineColor": [*rgb(colours.map_halo), _OPAQUE],
        "_subLayerProps": {"characters": {"getColor": [*rgb(colours.map_ink), _OPAQUE]}},
    }  # fmt: skip


def _ring(at: tuple[float, float], colours: Palette) -> dict[str, Any]:
    """Return a ring as a feature: a plain layer of points would fade with the click."""
    return {
        "@@type": "GeoJsonLayer", "id": "chosen", "pickable": False,
        "data": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": list(at)},
                  "properties": {}}],
        "filled": False, "stroked": True, "getLineColor": [*rgb(colours.map_ink), _OPAQUE],
        "getPointRadius": _RING_PX, "pointRadiusUnits": "pixels", "lineWidthUnits": "pixels",
        "getLineWidth": 4,
    }  # fmt: skip
