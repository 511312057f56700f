"""The region's outline on a flat sheet: county paths and positions in sheet units.

Degrees are scaled by the cosine of the middle latitude, which over one city keeps shapes true
to less than a line's width; distances are never taken from this sheet.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gwdash.registry.region import Region

SHEET_WIDTH = 500.0
_MARGIN = 8.0
_SMALLEST_STEP = 0.6
"""Points nearer than this to the one before are left out: half a pixel on the wall."""


@dataclass(frozen=True, slots=True)
class CountyShape:
    """One county as a path of an SVG sheet, with where its name stands."""

    code: str
    name: str
    path: str
    label_at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The region drawn once; `at` puts a position on it."""

    width: float
    height: float
    counties: tuple[CountyShape, ...]
    west: float
    north: float
    scale_x: float
    scale_y: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a position in degrees lies, from the sheet's upper left corner."""
        x = _MARGIN + (lon - self.west) * self.scale_x
        return round(x, 1), round(_MARGIN + (self.north - lat) * self.scale_y, 1)


def sheet_of(region: Region) -> Sheet:
    """Return the sheet of a region's counties in scope."""
    codes = {county.code for county in region.counties}
    features = [f for f in region.boundary["features"] if f["properties"]["code"] in codes]
    points = [point for feature in features for ring in rings(feature) for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale_x = (SHEET_WIDTH - 2 * _MARGIN) / (east - west)
    scale_y = scale_x / squeeze
    height = (north - south) * scale_y + 2 * _MARGIN
    bare = Sheet(SHEET_WIDTH, round(height, 1), (), west, north, scale_x, scale_y)
    shapes = tuple(_county(bare, feature, region) for feature in features)
    return Sheet(bare.width, bare.height, shapes, west, north, scale_x, scale_y)


def rings(feature: dict[str, Any]) -> Iterator[list[list[float]]]:
    """Yield every ring of a polygon or multipolygon feature."""
    geometry = feature["geometry"]
    many = geometry["coordinates"]
    for polygon in many if geometry["type"] == "MultiPolygon" else [many]:
        yield from polygon


def _county(sheet: Sheet, feature: dict[str, Any], region: Region) -> CountyShape:
    county = region.county(feature["properties"]["code"])
    path = "".join(_ring(sheet, ring) for ring in rings(feature))
    return CountyShape(county.code, county.name, path, sheet.at(*county.label_at))


def _ring(sheet: Sheet, ring: list[list[float]]) -> str:
    kept: list[tuple[float, float]] = []
    for lon, lat in ring:
        x, y = sheet.at(lon, lat)
        if not kept or math.hypot(x - kept[-1][0], y - kept[-1][1]) >= _SMALLEST_STEP:
            kept.append((x, y))
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + "Z"
