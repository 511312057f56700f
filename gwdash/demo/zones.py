"""Task 1: the zones, from the old guide's classes to those that wait for the province."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from gwdash.demo.chance import chance
from gwdash.demo.firms import sites
from gwdash.demo.outlines import SYSTEMS, as_geojson, outline, written
from gwdash.demo.sources import CITY, COUNTY, sources
from gwdash.registry.region import REGION

Row = dict[str, object]

#: The letters of counties in the numbers of zones.
_LETTERS = {
    "610402": "QD", "610404": "WC", "610481": "XP", "610482": "BZ", "610431": "WG",
    "610424": "QX", "610425": "LQ", "610423": "JY", "610422": "SY", "610426": "YS",
    "610428": "CW", "610429": "XY", "610430": "CH",
}  # fmt: skip
#: From when the zones were at which stage; the plan's item lasts to 2024-12-31 for 报批.
_STAGES = (
    (date(2022, 3, 1), "资料收集"), (date(2022, 9, 1), "技术报告"), (date(2023, 6, 1), "征求意见"),
    (date(2023, 12, 1), "专家论证"), (date(2024, 6, 1), "报批"),
)  # fmt: skip
#: Counties whose zones are a stage behind, since their remarks came late.
BEHIND = frozenset({"610426", "610424"})
#: The guide of 2023 came into use; what had been divided by the old one was divided again.
_NEW_GUIDE = date(2023, 9, 1)
#: From and until when the zones were handed in as one file out of a mapping program.
_ONE_MAP = (date(2023, 12, 1), date(2024, 6, 1))
#: The county whose second zone of control still waits for its survey.
_NOT_SURVEYED = "610426"
_OLD = {"保护类区域": "保护区", "管控类区域": "防控区", "一般区": "防控区"}
_FIRST_KM2, _SECOND_KM2, _RECHARGE_KM2 = (0.02, 0.4), (0.8, 6.5), (12, 70)
_CONTROL_KM2, _GENERAL_KM2 = (1.5, 14), (210, 980)
_MEASURES_SHARE, _MEASURES_FROM = 0.75, date(2023, 12, 1)
_HIGH_FIRMS = 12


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone: its county, number, name, class and subclass, area and the place it lies around."""

    county: str
    number: str
    name: str
    zone_class: str
    subclass: str
    km2: float
    around: tuple[float, float] | None = None

    @property
    def is_drawn(self) -> bool:
        """Whether its boundary was surveyed: 一般区 is what the others leave of a county."""
        late = self.county == _NOT_SURVEYED and self.subclass == "二级管控区"
        return self.zone_class != "一般区" and not late


@cache
def zones() -> tuple[Zone, ...]:
    """Return every zone, in the region's order."""
    return tuple(_zone(*one) for county in REGION.counties for one in _of_county(county.code))


def _zone(  # noqa: PLR0913, PLR0917 (a zone is all of these)
    county: str,
    number: str,
    name: str,
    kind: str,
    part: str,
    area: tuple[float, float],
    around: tuple[float, float] | None = None,
) -> Zone:
    km2 = round(chance("area", county, number).uniform(*area), 2)
    return Zone(county, number, name, kind, part, km2, around)


def _of_county(code: str) -> Iterator[tuple[Any, ...]]:
    short = REGION.county(code).short_name
    own = [s for s in sources() if s.county == code and s.level in {CITY, COUNTY}]
    for n, source in enumerate(own, 1):
        at = (source.lon, source.lat)
        for part, level, area in (("一级", "B1", _FIRST_KM2), ("二级", "B2", _SECOND_KM2)):
            name = f"{source.name}{part}保护区"
            yield code, f"{level}-{n}", name, "保护类区域", f"{part}保护区", area, at
    yield code, "B4-1", f"{short}水源补给区", "保护类区域", "补给区", _RECHARGE_KM2
    firms = [(site.lon, site.lat) for site in sites() if site.county == code]
    yield code, "2-1", f"{short}二级管控区", "管控类区域", "二级管控区", _CONTROL_KM2
    if len(firms) >= _HIGH_FIRMS or code == "610402":
        name = f"{short}工业集中区一级管控区"
        around = firms[0] if firms else None
        yield code, "1-1", name, "管控类区域", "一级管控区", _CONTROL_KM2, around
    yield code, "3-1", f"{short}一般区", "一般区", "", _GENERAL_KM2


def stage(county: str, day: date) -> str:
    """Return how far a county's zones are at a day."""
    names = [name for since, name in _STAGES if since <= day] or ["未启动"]
    return names[-2] if county in BEHIND and len(names) > 1 else names[-1]


def zone_rows(_reporter: str, day: date) -> list[Row]:
    """Return all zones as they stand at a day, by field name."""
    if day < _STAGES[1][0]:
        return []
    return [_row(zone, day) | _boundary(zone, day) for zone in zones()]


def _row(zone: Zone, day: date) -> Row:
    old = day < _NEW_GUIDE
    draw = chance("zone", zone.county, zone.number)
    control = zone.zone_class == "管控类区域"
    ready = day >= _MEASURES_FROM and draw.random() < _MEASURES_SHARE
    load = "高" if zone.subclass == "一级管控区" else "中"
    return {
        "zone_id": f"{_LETTERS[zone.county]}-{zone.number}",
        "zone_name": zone.name,
        "county_code": REGION.county(zone.county).name,
        "zone_class": zone.zone_class,
        "zone_subclass": zone.subclass,
        "old_zone_class": _OLD[zone.zone_class] if old else "",
        "zone_guide": "2019工作指南" if old else "2023技术指南",
        "area_km2": zone.km2,
        "value_level": "高" if control or zone.zone_class == "保护类区域" else "低",
        "vulnerability": "高" if control else draw.choice(("中", "高", "低")),
        "source_load": load if control else "低",
        "zone_stage": stage(zone.county, day),
        "has_measures": "是" if ready else "否",
        "vector_system": "CGCS2000经纬度",
    }


def _boundary(zone: Zone, day: date) -> Row:
    """Return the boundary as it was handed in: first as one map file, then county by county."""
    if day < _NEW_GUIDE:
        return {}
    if not zone.is_drawn:
        return {"boundary": ""}
    shape = outline(zone.county, zone.number, zone.km2, zone.around)
    if _ONE_MAP[0] <= day < _ONE_MAP[1]:
        return {"boundary": as_geojson(shape)}
    system = SYSTEMS.get(zone.county, "CGCS2000经纬度")
    return {"vector_system": system, "boundary": written(zone.county, shape)}
