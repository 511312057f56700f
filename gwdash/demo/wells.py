"""The demo city's monitoring wells: some 120, each inside its county."""

import random
from dataclasses import dataclass
from datetime import date
from functools import cache

from shapely.geometry import Point, shape
from shapely.prepared import prep

from gwdash.registry.region import REGION

_SEED = 20240630
#: Wells of each county; their number follows population and industry, not area.
_COUNTS = {
    "610402": 13, "610404": 12, "610481": 12, "610482": 9, "610431": 8, "610424": 9, "610425": 9,
    "610423": 11, "610422": 10, "610426": 7, "610428": 6, "610429": 8, "610430": 7,
}  # fmt: skip
#: Counties on the loess plateau north of the valley: higher ground, deeper water.
PLATEAU = frozenset({"610482", "610426", "610428", "610429", "610430"})
#: A source whose fluoride comes from the rock, and the firm whose plume shows in three wells.
FLUORIDE_COUNTY = "610428"
PLUME_COUNTY, PLUME_WELLS = "610481", (4, 5, 6)
#: Wells (county, number) that work and yet have sent no level since the spring.
SILENT = (("610423", 7), ("610424", 3))
_BROKEN = {
    ("610482", 3): "损毁", ("610429", 2): "故障", ("610402", 9): "故障", ("610404", 5): "淤堵",
    ("610422", 4): "干井", ("610430", 6): "停用", ("610425", 8): "已封井",
}  # fmt: skip
_NEW_AREA = {("610402", 11), ("610402", 12), ("610404", 10), ("610404", 11), ("610423", 10)}
_ORIGINS = (
    "饮用水源开采井", "国家地下水监测工程", "污染源监测井", "环评跟踪监测井", "调查评估新建井",
)  # fmt: skip
_TRIES = 1000


@dataclass(frozen=True, slots=True)
class DemoWell:
    """One well with what decides its readings."""

    county: str
    number: int
    lon: float
    lat: float
    origin: str
    depth_m: float
    elevation_m: float
    water_m: float
    """Depth to water at the beginning, metres below ground."""
    built_on: date

    @property
    def well_id(self) -> str:
        """The well's code."""
        return f"{self.county}-{self.number:03}"

    @property
    def place(self) -> tuple[str, int]:
        """County and number."""
        return self.county, self.number

    @property
    def name(self) -> str:
        """The well's name."""
        return f"{REGION.county(self.county).short_name}{self.number}号井"

    @property
    def state(self) -> str:
        """How the well is, in the ledger's words."""
        return _BROKEN.get(self.place, "正常")

    @property
    def is_source(self) -> bool:
        """Whether it serves drinking water."""
        return self.origin == _ORIGINS[0]

    @property
    def is_plume(self) -> bool:
        """Whether the firm's plume reaches it."""
        return self.county == PLUME_COUNTY and self.number in PLUME_WELLS


@cache
def wells() -> tuple[DemoWell, ...]:
    """Return all wells, county by county in the region's order."""
    chance = random.Random(_SEED)  # noqa: S311 (a demo, no secret)
    shapes = {
        feature["properties"]["code"]: shape(feature["geometry"])
        for feature in REGION.boundary["features"]
    }
    found = []
    for county in REGION.counties:
        inside = prep(shapes[county.code].buffer(-0.008))
        bounds = shapes[county.code].bounds
        for number in range(1, _COUNTS[county.code] + 1):
            lon, lat = _position(chance, inside, bounds)
            found.append(_well(chance, county.code, number, lon, lat))
    return tuple(found)


def _position(
    chance: random.Random, inside: object, bounds: tuple[float, float, float, float]
) -> tuple[float, float]:
    west, south, east, north = bounds
    for _ in range(_TRIES):
        lon, lat = chance.uniform(west, east), chance.uniform(south, north)
        if inside.contains(Point(lon, lat)):  # type: ignore[attr-defined]
            return round(lon, 5), round(lat, 5)
    raise ValueError(f"no place for a well inside {bounds}")


def _well(chance: random.Random, county: str, number: int, lon: float, lat: float) -> DemoWell:
    high = county in PLATEAU
    water = chance.uniform(45, 110) if high else chance.uniform(9, 42)
    origin = _ORIGINS[2] if county == PLUME_COUNTY and number in PLUME_WELLS else _ORIGINS[
        0 if number <= 2 else 1 + number % 4  # noqa: PLR2004
    ]  # fmt: skip
    return DemoWell(
        county=county,
        number=number,
        lon=lon,
        lat=lat,
        origin=origin,
        depth_m=round(water + chance.uniform(35, 120), 1),
        elevation_m=round(chance.uniform(880, 1180) if high else chance.uniform(385, 540), 2),
        water_m=round(water, 2),
        built_on=date(chance.randint(2004, 2022), chance.randint(1, 12), 15),
    )


def well_rows(county: str) -> list[dict[str, object]]:
    """Return a county's wells as it types them, by field name."""
    return [_row(well) for well in wells() if well.county == county]


def _row(well: DemoWell) -> dict[str, object]:
    polluted = well.origin == "污染源监测井"
    return {
        "well_id": well.well_id,
        "well_name": well.name,
        "county_code": REGION.county(well.county).name,
        "lon": well.lon,
        "lat": well.lat,
        "coord_sys": "CGCS2000",
        "new_area": "直管" if well.place in _NEW_AREA else "否",
        "is_area_point": "是" if well.origin == "国家地下水监测工程" else "否",
        "is_source_point": "是" if well.is_source else "否",
        "source_id": f"SY{well.county}{well.number:02}" if well.is_source else "",
        "is_pollution_point": "是" if polluted else "否",
        "pollution_source_id": f"WR{well.county}{well.number:02}" if polluted else "",
        "origin": well.origin,
        "assessment": "可直接利用" if well.number % 3 else "改造后利用",
        "built_on": well.built_on,
        "well_depth_m": well.depth_m,
        "wellhead_elevation_m": well.elevation_m,
        "screen_top_m": round(well.depth_m - 30, 1),
        "screen_bottom_m": round(well.depth_m - 6, 1),
        "burial": "承压水" if well.depth_m > 100 else "潜水",  # noqa: PLR2004
        "medium": "孔隙水" if well.county not in PLATEAU else "裂隙水",
        "maintainer": f"市生态环境局{REGION.county(well.county).short_name}分局",
        "well_state": well.state,
        "frequency": "月",
    }
