"""The region's box of plausible coordinates, and the notes made while placing a point."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

#: Longitude and latitude, or northing and easting.
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Extent:
    """The box in which the region's points lie: degrees, and metres in its own 3-degree zone.

    Northings (X) and eastings (Y, 500 km false easting) belong to zone `zone_prefix`.
    """

    lon_min: float
    lon_max: float
    lat_min: float
    lat_max: float
    x_north_min_m: float
    x_north_max_m: float
    y_east_min_m: float
    y_east_max_m: float
    zone_prefix: int

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether degrees lie in the box."""
        return self.lon_min <= lon <= self.lon_max and self.lat_min <= lat <= self.lat_max

    def holds_metres(self, north_m: float, east_m: float) -> bool:
        """Tell whether metres of the region's own zone lie in the box."""
        return (
            self.x_north_min_m <= north_m <= self.x_north_max_m
            and self.y_east_min_m <= east_m <= self.y_east_max_m
        )


class Note(NamedTuple):
    """One finding: severity (error, warning, info), kind (as `IssueKind`), sentence."""

    severity: Literal["error", "warning", "info"]
    kind: Literal["type", "range", "scope", "code"]
    sentence: str
