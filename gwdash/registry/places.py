"""Who and where: counties, units, tasks, phases and the extent of one pilot zone."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class County:
    """A county of the region; ``in_scope`` is False for one that is known but not assessed."""

    code: str
    name: str
    short_name: str
    in_scope: bool
    aliases: tuple[str, ...]
    old_codes: tuple[str, ...]
    new_area: str
    """How it meets the new area: empty, or a word such as 部分."""
    seat: tuple[float, float]
    label_at: tuple[float, float]
    area_km2: float
    """Of the drawn boundary, thus about; no statutory figure."""
    note: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A member unit (or the office): who it is and what the plan asks of it."""

    code: str
    short_name: str
    full_name: str
    aliases: tuple[str, ...]
    member: bool
    listed: bool
    duty: str
    note: str


@dataclass(frozen=True, slots=True)
class Task:
    """One of the key tasks of the plan."""

    no: str
    code: str
    short_name: str
    name: str
    lead_units: tuple[str, ...]
    lead_note: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of the pilot; ``last_day`` is None for the one without an end."""

    code: str
    label: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class HeatingSeason:
    """When the city heats: from a day of one year to a day of the next, both as month and day."""

    first_month: int
    first_day: int
    last_month: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Rebuild:
    """By when projects that take heat from a single well must have one to give back."""

    main_city_by: date
    whole_city_by: date
    source: str


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
