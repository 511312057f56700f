"""The monitoring network as an offline deck: county polygons, names, wells by state.

No style, tile or font is fetched: the background is a style in a data address.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pydeck as pdk

from gwdash.assess.lamps import FACES, Lamp
from gwdash.charts.shapes import rings
from gwdash.charts.theme import FONTS, Palette, rgb
from gwdash.registry.region import Region

_NAME_PX, _MARK_PX, _RING_PX = 15, 15, 13
_TILE_PX, _WHOLE_CIRCLE = 512, 360.0
_ROOM = 0.92
"""Share of the map's height that the region takes."""
_OPAQUE = 255


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One well on the map."""

    well_id: str
    title: str
    words: str
    lon: float
    lat: float
    lamp: Lamp


def blank_style(colours: Palette) -> str:
    """Return a map style with nothing but a background, as an address that needs no network."""
    layer = {"id": "bg", "type": "background", "paint": {"background-color": colours.card}}
    style = {"version": 8, "sources": {}, "layers": [layer]}
    return "data:application/json," + quote(json.dumps(style))


def well_map(
    points: Sequence[MapPoint],
    region: Region,
    colours: Palette,
    *,
    height_px: int,
    chosen: str = "",
) -> pdk.Deck:
    """Return the deck, as high as the region needs; the chosen well has a ring around it."""
    marked = [point for point in points if point.well_id == chosen]
    layers = [_counties(region, colours), _marks(points, colours), _names(region, colours)]
    if marked:
        layers.append(_ring(marked, colours))
    return pdk.Deck(
        layers=layers,
        initial_view_state=_view(region, height_px),
        map_style=blank_style(colours),
        tooltip={"text": "{title}\n{words}"},
    )


def _view(region: Region, height_px: int) -> pdk.ViewState:
    """Return the view in which the whole region fits the map's height (Mercator)."""
    places = [place for f in _features(region) for ring in rings(f) for place in ring]
    west, east = min(p[0] for p in places), max(p[0] for p in places)
    south, north = min(p[1] for p in places), max(p[1] for p in places)
    middle = (south + north) / 2
    tall = (north - south) / math.cos(math.radians(middle))
    zoom = math.log2(height_px * _ROOM * _WHOLE_CIRCLE / _TILE_PX / tall)
    return pdk.ViewState(longitude=(west + east) / 2, latitude=middle, zoom=zoom, pitch=0)


def _features(region: Region) -> list[dict[str, Any]]:
    codes = {county.code for county in region.counties}
    return [f for f in region.boundary["features"] if f["properties"]["code"] in codes]


def _counties(region: Region, colours: Palette) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": _features(region)},
        id="counties",
        get_fill_color=[*rgb(colours.ramp[0]), _OPAQUE],
        get_line_color=[*rgb(colours.muted), _OPAQUE],
        line_width_min_pixels=1,
        pickable=False,
    )


def _names(region: Region, colours: Palette) -> pdk.Layer:
    data = [{"name": c.name, "position": list(c.label_at)} for c in region.counties]
    return _text(
        "names", data, "name", get_size=_NAME_PX, get_color=[*rgb(colours.map_ink), _OPAQUE],
        font_settings={"sdf": True}, outline_width=6,
        outline_color=[*rgb(colours.map_halo), _OPAQUE],
    )  # fmt: skip


def _marks(points: Sequence[MapPoint], colours: Palette) -> pdk.Layer:
    data = [
        {
            "well_id": point.well_id,
            "title": point.title,
            "words": point.words,
            "mark": FACES[point.lamp].mark,
            "position": [point.lon, point.lat],
            "colour": [*rgb(colours.marks[point.lamp]), _OPAQUE],
        }
        for point in points
    ]
    return _text(
        "wells", data, "mark", get_size=_MARK_PX, get_color="colour", pickable=True,
        auto_highlight=True,
    )  # fmt: skip


def _ring(points: Sequence[MapPoint], colours: Palette) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        [{"position": [point.lon, point.lat]} for point in points],
        id="chosen",
        get_position="position",
        stroked=True,
        filled=False,
        get_line_color=[*rgb(colours.accent), _OPAQUE],
        line_width_min_pixels=3,
        radius_min_pixels=_RING_PX,
        radius_max_pixels=_RING_PX,
    )


def _text(layer_id: str, data: list[dict[str, Any]], column: str, **more: Any) -> pdk.Layer:  # noqa: ANN401
    """Return a layer of Chinese text; plain strings would be read as expressions."""
    return pdk.Layer(
        "TextLayer",
        data,
        id=layer_id,
        get_text=column,
        get_position="position",
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONTS),
        **more,
    )
