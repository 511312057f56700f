"""Outlines of zones as a map may show them: few corners, and around wells of a source moved.

A zone drawn around the wells of a drinking-water source says where they are; like the source
itself it is shown about a kilometre off, in its true size and shape.
"""

from dataclasses import dataclass
from typing import Any

from shapely.affinity import translate
from shapely.errors import ShapelyError

from gwdash.queries.source import Source, last_day
from gwdash.scope import Scope
from gwdash.standards.boundaries import Outline, outline_of, rounded, simplified

#: Corners of one zone on a map; more cannot be seen on a wall.
MAP_CORNERS = 120
#: 0.01 degrees is about 1 km; 0.00001 degrees about a metre.
SECRET_DIGITS, DIGITS = 2, 5


@dataclass(frozen=True, slots=True)
class ZoneOutline:
    """One zone as it may be drawn: a point within it and its outline as GeoJSON, in degrees."""

    lon: float
    lat: float
    geometry: dict[str, Any]


def shown_outline(text: str | None, *, secret: bool) -> ZoneOutline | None:
    """Return what a map may show of a kept boundary, None without one."""
    if not text:
        return None
    try:
        whole = outline_of(text)
    except (ValueError, KeyError, TypeError, ShapelyError):
        # Rows of another program's archive: what is no outline is not drawn, and counted so.
        return None
    found = simplified(whole, MAP_CORNERS)
    point = found.representative_point()
    lon, lat = point.x, point.y
    if secret:
        found = _moved(found, round(lon, SECRET_DIGITS) - lon, round(lat, SECRET_DIGITS) - lat)
        lon, lat = round(lon, SECRET_DIGITS), round(lat, SECRET_DIGITS)
    return ZoneOutline(round(lon, DIGITS), round(lat, DIGITS), rounded(found, DIGITS))


def _moved(outline: Outline, lon: float, lat: float) -> Outline:
    moved: Outline = translate(outline, lon, lat)
    return moved


def outlines(source: Source, scope: Scope) -> dict[str, ZoneOutline]:
    """Return the outlines of the zones of a scope that have one, by their codes."""
    answer = source.columns("map_outlines", as_of=last_day(scope), county=scope.county)
    rows = zip(answer["zone_id"], answer["boundary"], answer["is_secret"], strict=True)
    shown = ((code, shown_outline(text, secret=bool(secret))) for code, text, secret in rows)
    return {code: one for code, one in shown if one is not None}
