"""The demo city's monitoring wells: who registers them, how they are built, how they fared."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from gwdash.demo.chance import chance, month
from gwdash.demo.places import GROUND, TOWNS, positions
from gwdash.registry.region import REGION

SOURCE, NATIONAL = "饮用水源开采井", "国家地下水监测工程"
POLLUTION, EIA, SURVEY, OTHER = "污染源监测井", "环评跟踪监测井", "调查评估新建井", "其他"
NORMAL = "正常"

#: Wells that each county registers, and how many of them serve drinking water.
_COUNTS = {
    "610402": (11, 2), "610404": (10, 1), "610481": (12, 2), "610482": (9, 1), "610431": (8, 2),
    "610424": (9, 1), "610425": (9, 1), "610423": (11, 2), "610422": (10, 2), "610426": (7, 1),
    "610428": (6, 1), "610429": (7, 1), "610430": (7, 1),
}  # fmt: skip
#: Wells that units register: code's beginning, origin, and the county of each.
_OF_UNITS = {
    "zrzyj": ("GJ", NATIONAL, (
        "610402", "610402", "610404", "610404", "610481", "610481", "610482", "610431", "610424",
        "610424", "610425", "610423", "610423", "610422", "610422", "610426", "610428", "610429",
        "610430",
    )),
    "sthjj": ("GK", NATIONAL, (
        "610402", "610404", "610481", "610431", "610425", "610423", "610422", "610482",
    )),
    "slj": ("SL", OTHER, ("610481", "610431", "610424", "610425", "610423", "610422")),
}  # fmt: skip
_NAMED_BY_USE = {SOURCE: "水源", POLLUTION: "厂区"}
_NAMED_AFTER = {"GJ": "国家监测", "GK": "国考", "SL": "灌区观测"}

#: The county whose source holds fluoride from the rock; beside it one with hard water.
FLUORIDE_COUNTY, HARD_COUNTY = "610428", "610426"
#: A source under repair since the year began: due, and not measured.
UNMEASURED_SOURCE, UNMEASURED_SINCE = "610430-001", date(2024, 1, 1)
#: The firm whose plume grows: upstream reference, then wells further and further from it.
PLUME_COUNTY = "610481"
PLUME = {"610481-004": 0, "610481-005": 1, "610481-006": 2, "610481-007": 3}
#: Degrees east and north of the well upstream, which stands in the middle of the county;
#: groundwater flows south-east to the river.
_DOWNSTREAM = ((0.0, 0.0), (0.004, -0.003), (0.009, -0.007), (0.016, -0.012))
_FIRM_TOWN = "南市镇"
#: Wells that work, as the register says, and yet have sent no level after this month.
SILENT_WELLS, LAST_HEARD = ("610423-007", "610423-009"), month("2024-04")
#: What became of wells: from which month they were in which state.
FATES: dict[str, tuple[tuple[date, str], ...]] = {
    "610482-003": ((month("2023-06"), "损毁"),),
    "610429-003": ((month("2024-04"), "故障"),),
    "610402-008": (
        (month("2022-11"), "故障"), (month("2023-02"), NORMAL), (month("2024-06"), "故障"),
    ),
    "610404-005": ((month("2024-02"), "淤堵"),),
    "610422-006": ((month("2023-07"), "干井"),),
    "610430-005": ((month("2023-08"), "故障"), (month("2024-01"), NORMAL)),
    "610425-007": ((month("2023-11"), "已封井"),),
    "610424-006": ((month("2024-05"), "停用"),),
    "610426-004": ((month("2024-03"), "故障"),),
    "610431-005": ((month("2022-08"), "淤堵"), (month("2022-12"), NORMAL)),
}  # fmt: skip
#: Wells in the part of the new area that it runs itself.
_NEW_AREA = {
    "610402-009": "直管", "610402-010": "直管", "610404-007": "直管", "610404-008": "直管",
    "610404-009": "直管", "610423-010": "直管", "610481-011": "共管", "GJ-610404-02": "直管",
}  # fmt: skip
_ROLES = (POLLUTION, EIA, SURVEY)
_BUILT = {
    SOURCE: (1996, 2014), NATIONAL: (2015, 2018), POLLUTION: (2016, 2021), EIA: (2012, 2020),
    OTHER: (1998, 2012),
}  # fmt: skip
#: Months in which newly drilled wells were handed over, one after another.
_HANDED_OVER = tuple(map(month, (
    "2022-05", "2022-08", "2022-10", "2023-03", "2023-06", "2023-09", "2023-11",
)))  # fmt: skip
_CONFINED_BELOW_M = 110


@dataclass(frozen=True, slots=True)
class DemoWell:
    """One well with what decides its readings; lengths in metres."""

    well_id: str
    reporter: str
    county: str
    number: int
    town: str
    lon: float
    lat: float
    origin: str
    depth_m: float
    elevation_m: float
    water_m: float
    """Depth to water at the beginning, below ground."""
    built_on: date

    @property
    def name(self) -> str:
        """The well's name."""
        short = self.town.removesuffix("街道").removesuffix("镇")
        place = short if len(short) > 1 else self.town
        kind = _NAMED_AFTER.get(self.well_id[:2]) or _NAMED_BY_USE.get(self.origin, "")
        return f"{place}{kind}{self.number}号井"

    @property
    def is_source(self) -> bool:
        """Whether it serves drinking water."""
        return self.origin == SOURCE

    @property
    def is_regional(self) -> bool:
        """Whether it stands for its area, as the wells of the national network do."""
        return self.origin == NATIONAL

    @property
    def is_pollution(self) -> bool:
        """Whether it watches a firm."""
        return self.origin == POLLUTION

    @property
    def confined(self) -> bool:
        """Whether its water is under pressure."""
        return self.depth_m > _CONFINED_BELOW_M

    @property
    def new_area(self) -> str:
        """How it lies to the new area, in the ledger's words."""
        return _NEW_AREA.get(self.well_id, "否")

    def state(self, day: date) -> str:
        """Return how the well is at a day, in the ledger's words."""
        states = [state for since, state in FATES.get(self.well_id, ()) if since <= day]
        return states[-1] if states else NORMAL

    def listed(self, day: date) -> bool:
        """Tell whether the well is there at a day."""
        return self.built_on <= day


@cache
def wells() -> tuple[DemoWell, ...]:
    """Return all wells: the counties' in the region's order, then the units'."""
    found = [w for county in REGION.counties for w in _of_county(county.code)]
    for unit, (prefix, origin, counties) in _OF_UNITS.items():
        taken: dict[str, int] = {}
        for county in counties:
            taken[county] = taken.get(county, 0) + 1
            code = f"{prefix}-{county}-{taken[county]:02}"
            found.append(_well(code, unit, county, taken[county], origin))
    return tuple(found)


@cache
def well(well_id: str) -> DemoWell:
    """Return one well; raises KeyError."""
    return {w.well_id: w for w in wells()}[well_id]


def _of_county(county: str) -> list[DemoWell]:
    count, sources = _COUNTS[county]
    found = []
    for number in range(1, count + 1):
        code = f"{county}-{number:03}"
        origin = SOURCE if number <= sources else _ROLES[(number - sources - 1) % len(_ROLES)]
        found.append(_well(code, county, county, number, POLLUTION if code in PLUME else origin))
    return found


def _well(code: str, reporter: str, county: str, number: int, origin: str) -> DemoWell:
    draw = chance("well", code)
    ground = GROUND[county]
    water = draw.uniform(*ground.water_m)
    lon, lat = _places(county)[code]
    return DemoWell(
        well_id=code,
        reporter=reporter,
        county=county,
        number=number,
        town=_FIRM_TOWN if code in PLUME else draw.choice(TOWNS[county]),
        lon=lon,
        lat=lat,
        origin=origin,
        depth_m=round(water + draw.uniform(34, 125), 1),
        elevation_m=round(draw.uniform(*ground.elevation_m), 2),
        water_m=round(water, 2),
        built_on=_built_on(origin, code),
    )


def _built_on(origin: str, code: str) -> date:
    draw = chance("built", code)
    if origin == SURVEY:
        return draw.choice(_HANDED_OVER).replace(day=draw.randint(3, 20))
    return date(draw.randint(*_BUILT[origin]), draw.randint(1, 12), draw.randint(1, 28))


@cache
def _places(county: str) -> dict[str, tuple[float, float]]:
    """Return the place of every well of a county, whoever registers it."""
    codes = [f"{county}-{n + 1:03}" for n in range(_COUNTS[county][0])]
    for prefix, _, counties in _OF_UNITS.values():
        codes += [f"{prefix}-{county}-{n + 1:02}" for n in range(counties.count(county))]
    places = dict(zip(codes, positions(county, len(codes)), strict=True))
    if county == PLUME_COUNTY:
        lon, lat = REGION.county(county).label_at
        for code, step in PLUME.items():
            east, north = _DOWNSTREAM[step]
            places[code] = (round(lon + east, 5), round(lat + north, 5))
    return places
