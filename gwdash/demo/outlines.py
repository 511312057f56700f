"""Boundaries of the demo's zones: made to their areas, inside their counties, written many ways."""

import json
import math
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from shapely.affinity import scale, translate
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from gwdash.demo.chance import chance
from gwdash.demo.places import boundaries
from gwdash.standards.boundaries import area_km2, rounded
from gwdash.standards.coord_systems import project

Corners = tuple[tuple[float, float], ...]

#: The central meridian of the region's three-degree zone, and its number in eastings.
_MERIDIAN, _ZONE_M = 108, 36_000_000
_TRIES, _TRIES_APART = 400, 200
_INWARD_DEG = 0.0015
_M_A_DEGREE = 111_000
_CORNERS, _SQUARES = (7, 15), (4, 6)
#: Zones smaller than this are drawn as figures of few corners, as around a well, km².
_SMALL_KM2 = 0.5
_UNEVEN = (0.78, 1.22)
_DECIMALS = 6
_SIXTY = 60
_SECOND_DECIMALS = 2

#: How the offices of a county write boundaries down; elsewhere plain corners in degrees.
_METRES, _ZONED, _ANGLES, _JSON, _CHINESE = "610404", "610422", "610431", "610425", "610424"
SYSTEMS = {_METRES: "EPSG:4545", _ZONED: "EPSG:4524"}


@cache
def outline(county: str, number: str, km2: float, near: tuple[float, float] | None) -> Polygon:
    """Return an area of so many square kilometres inside a county, around a place if one is given.

    Raises ValueError where no such area fits.
    """
    draw = chance("outline", county, number)
    inside = boundaries()[county].buffer(-_INWARD_DEG)
    shape = _shape(draw, km2)
    for place in _places(draw, inside, near, km2):
        found = _of_size(translate(shape, *place), km2)
        if inside.contains(found):
            return found
        shape = _shape(draw, km2)
    raise ValueError(f"no room for {number} of {km2} km² in {county}")


def _places(
    draw: Random, inside: BaseGeometry, near: tuple[float, float] | None, km2: float
) -> Iterator[tuple[float, float]]:
    """Yield middles to try: the place itself, ever farther from it, or anywhere in the county."""
    reach = math.sqrt(km2) * 1_000 / _M_A_DEGREE
    west, south, east, north = inside.bounds
    for number in range(_TRIES):
        if near is not None and number < _TRIES_APART:
            off = reach * number / _TRIES_APART
            turn = draw.uniform(0, 2 * math.pi)
            yield near[0] + off * math.cos(turn), near[1] + off * math.sin(turn)
        else:
            spot = draw.uniform(west, east), draw.uniform(south, north)
            if inside.contains(Point(spot)):
                yield spot


def _shape(draw: Random, km2: float) -> Polygon:
    """Return an uneven figure around nought, of about one degree."""
    few, many = _SQUARES if km2 < _SMALL_KM2 else _CORNERS
    count, first = draw.randint(few, many), draw.uniform(0, 2 * math.pi)
    squeeze = draw.uniform(0.6, 1.0)
    corners = []
    for n in range(count):
        turn, far = first + 2 * math.pi * n / count, draw.uniform(*_UNEVEN)
        corners.append((far * math.cos(turn), far * squeeze * math.sin(turn)))
    return Polygon(corners)


def _of_size(shape: Polygon, km2: float) -> Polygon:
    """Return a figure of about one degree shrunk around its middle to an area."""
    small = scale(shape, 0.001, 0.001, origin="centroid")
    factor = math.sqrt(km2 / area_km2(small))
    ring = scale(small, factor, factor, origin="centroid").exterior.coords[:-1]
    return Polygon([(round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in ring])


def written(county: str, shape: Polygon) -> str:
    """Return an outline as the office of a county writes it."""
    write = _WAYS.get(county, _plain)
    return write(tuple((corner[0], corner[1]) for corner in shape.exterior.coords[:-1]))


def as_geojson(shape: Polygon) -> str:
    """Return an outline as GeoJSON."""
    return json.dumps(rounded(shape), separators=(",", ":"))


def _plain(corners: Corners) -> str:
    return "; ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in corners)


def _chinese(corners: Corners) -> str:
    return "；".join(f"J{n} {lon:.6f}，{lat:.6f}" for n, (lon, lat) in enumerate(corners, 1))


def _angles(corners: Corners) -> str:
    return "\n".join(f"{_dms(lon)}，{_dms(lat)}" for lon, lat in corners)


def _dms(angle: float) -> str:
    minutes, seconds = divmod(round(angle * _SIXTY * _SIXTY, _SECOND_DECIMALS), _SIXTY)
    degrees, minutes = divmod(int(minutes), _SIXTY)
    return f"{degrees}°{minutes:02}′{seconds:05.2f}″"


def _metres(corners: Corners) -> str:
    """Return northings before eastings, as surveyors write them."""
    return "; ".join("{:.2f},{:.2f}".format(*project(_MERIDIAN, *one)) for one in corners)


def _zoned(corners: Corners) -> str:
    pairs = (project(_MERIDIAN, *one) for one in corners)
    return "; ".join(f"{_ZONE_M + east:.2f},{north:.2f}" for north, east in pairs)


_WAYS: dict[str, Callable[[Corners], str]] = {
    _METRES: _metres, _ZONED: _zoned, _ANGLES: _angles, _CHINESE: _chinese,
    _JSON: lambda corners: as_geojson(Polygon(corners)),
}  # fmt: skip
