"""Which county a position lies in, and how far outside one it is."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import Point, shape
from shapely.prepared import prep

from gwdash.errors import UsageError
from gwdash.standards.coord_systems import (
    CGCS2000_GEOGRAPHIC,
    THREE_DEGREE,
    Datum,
    gauss_kruger_epsg,
    transformer,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Feature = Mapping[str, Any]


class CountyIndex:
    """County polygons in CGCS2000 degrees, asked by position.

    `features` are GeoJSON features with a ``code`` property. Distances are metres in the
    3-degree Gauss-Krüger zone nearest to the middle of all polygons.
    """

    def __init__(self, features: Iterable[Feature]) -> None:
        found = sorted(
            (str(feature["properties"]["code"]), shape(feature["geometry"])) for feature in features
        )
        if not found:
            raise ValueError("there are no county polygons")
        self._codes = [code for code, _ in found]
        self._tree = shapely.STRtree([polygon for _, polygon in found])
        self._prepared = [prep(polygon) for _, polygon in found]
        west = min(polygon.bounds[0] for _, polygon in found)
        east = max(polygon.bounds[2] for _, polygon in found)
        meridian = round((west + east) / 2 / THREE_DEGREE) * THREE_DEGREE
        code = gauss_kruger_epsg(Datum.CGCS2000, meridian)
        if code is None:
            raise ValueError(f"no Gauss-Krüger zone at {meridian}°E")
        self._to_metres = transformer(CGCS2000_GEOGRAPHIC, code)
        self._metric: dict[str, BaseGeometry] = {
            code: shapely.transform(polygon, self._project) for code, polygon in found
        }

    def _project(self, points: Any) -> Any:  # noqa: ANN401, an array of n rows lon, lat
        metres = points.copy()
        metres[:, 0], metres[:, 1] = self._to_metres.transform(points[:, 0], points[:, 1])
        return metres

    @property
    def codes(self) -> tuple[str, ...]:
        """The county codes, ascending."""
        return tuple(self._codes)

    def locate(self, lon: float, lat: float) -> str | None:
        """Return the county of a position, the smaller code on a shared border, None outside."""
        point = Point(lon, lat)
        hits = sorted(int(index) for index in self._tree.query(point))
        return next((self._codes[i] for i in hits if self._prepared[i].covers(point)), None)

    def share_outside(self, county_code: str, outline: "BaseGeometry", margin_m: float) -> float:
        """Return which share of an area lies more than so many metres outside a county, 0 to 1.

        Raises UsageError for a county without a polygon.
        """
        polygon = self._metric.get(county_code)
        if polygon is None:
            raise UsageError(f"没有县市区“{county_code}”的边界，请检查区域包。")
        metric = shapely.transform(outline, self._project)
        if not metric.area:
            return 0.0
        return float(metric.difference(polygon.buffer(margin_m)).area / metric.area)

    def distance_m(self, county_code: str, lon: float, lat: float) -> float:
        """Return how many metres a position lies outside a county, 0 inside.

        Raises UsageError for a county without a polygon.
        """
        polygon = self._metric.get(county_code)
        if polygon is None:
            raise UsageError(f"没有县市区“{county_code}”的边界，请检查区域包。")
        return float(polygon.distance(Point(*self._to_metres.transform(lon, lat))))
