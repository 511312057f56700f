"""Zones on the offline deck: areas by an address of this server, and the one that was clicked."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

from gwdash.charts.shapes import rings
from gwdash.charts.theme import Palette, rgb
from gwdash.charts.zone_marks import ZONE_FACES, ZONE_LOOKS, hatching_of, zone_colour

_OPAQUE = 255
#: A zone that is smaller than its outline is thick on the whole map gets a ring as well.
_SMALL_DEG = 0.08


def is_small(geometry: Mapping[str, Any]) -> bool:
    """Tell whether an outline alone would hardly be seen on the whole map."""
    spots = [place for ring in rings({"geometry": geometry}) for place in ring]
    return all(
        max(place[axis] for place in spots) - min(place[axis] for place in spots) < _SMALL_DEG
        for axis in (0, 1)
    )


def zone_layer(code: str, address: str, colours: Palette) -> dict[str, Any]:
    """Return zones with fill and hatching by class; a zone of a pixel is a dot by its outline."""
    inks = [list(rgb(zone_colour(face, colours))) for face in ZONE_FACES]
    looks = [ZONE_LOOKS[face] for face in ZONE_FACES]
    fills = [[*ink, round(look.fill * _OPAQUE)] for ink, look in zip(inks, looks, strict=True)]
    filled, drawn = (f"@@=({json.dumps(found, separators=(',', ':'))})[properties.f]"
                     for found in (fills, inks))  # fmt: skip
    widths = f"@@=properties.h?1:({[look.width for look in looks]})[properties.f]"
    return {
        "@@type": "GeoJsonLayer", "id": code, "data": address, "pickable": True,
        "stroked": True, "filled": True, "getLineColor": drawn, "getLineWidth": widths,
        "lineWidthUnits": "pixels", "lineJointRounded": True,
        "updateTriggers": {"getFillColor": f"{crc32(filled.encode()):x}",
                           "getLineColor": f"{crc32(drawn.encode()):x}"},
        "_subLayerProps": {"polygons-fill": {"getFillColor": filled}},
    }  # fmt: skip


def chosen_zone(geometry: Mapping[str, Any], colours: Palette) -> dict[str, Any]:
    """Return the outline of what was clicked."""
    return {
        "@@type": "GeoJsonLayer", "id": "chosen_area", "pickable": False, "filled": False,
        "data": [{"type": "Feature", "geometry": geometry, "properties": {}}],
        "stroked": True, "getLineColor": [*rgb(colours.map_ink), _OPAQUE],
        "lineWidthUnits": "pixels", "getLineWidth": 4, "lineJointRounded": True,
    }  # fmt: skip


def zone_features(rows: Sequence[Mapping[str, Any]], outlines: Mapping[str, Any]) -> dict[str, Any]:
    """Return the zones as the browser keeps them; `rows` are those of a layer's marks.

    ``i`` identifier, ``f`` number of the class, ``h`` whether it is hatching, ``t`` and ``w`` the
    words of the pointer. Hatching lies over its zone and is picked as it.
    """
    features = []
    for row in rows:
        geometry = outlines[row["i"]].geometry
        own = {"i": row["i"], "f": ZONE_FACES.index(row["k"]), "t": row["t"], "w": row["w"]}
        features.append({"type": "Feature", "geometry": geometry, "properties": own | {"h": 0}})
        if lines := hatching_of(row["k"], geometry):
            features.append({
                "type": "Feature", "properties": own | {"h": 1},
                "geometry": {"type": "MultiLineString", "coordinates": lines},
            })  # fmt: skip
    return {"type": "FeatureCollection", "features": features}
