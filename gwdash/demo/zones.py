"""Task 1: the zones, from the old guide's classes to those that wait for the province."""

from datetime import date
from functools import cache

from gwdash.demo.chance import chance
from gwdash.demo.firms import sites
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
_OLD = {"保护类区域": "保护区", "管控类区域": "防控区", "一般区": "防控区"}
_FIRST_KM2, _SECOND_KM2, _RECHARGE_KM2 = (0.02, 0.4), (0.8, 6.5), (12, 70)
_CONTROL_KM2, _GENERAL_KM2 = (1.5, 14), (210, 980)
_MEASURES_SHARE, _MEASURES_FROM = 0.75, date(2023, 12, 1)
_HIGH_FIRMS = 12


@cache
def _zones() -> tuple[tuple[str, str, str, str, str, tuple[float, float]], ...]:
    """Return county, number, name, class, subclass and range of area of every zone."""
    found = []
    for county in REGION.counties:
        code, short = county.code, county.short_name
        own = [s for s in sources() if s.county == code and s.level in {CITY, COUNTY}]
        for n, source in enumerate(own, 1):
            for part, area in (("一级", _FIRST_KM2), ("二级", _SECOND_KM2)):
                level = "B1" if part == "一级" else "B2"
                name = f"{source.name}{part}保护区"
                found.append((code, f"{level}-{n}", name, "保护类区域", f"{part}保护区", area))
        found.append((code, "B4-1", f"{short}水源补给区", "保护类区域", "补给区", _RECHARGE_KM2))
        firms = sum(site.county == code for site in sites())
        found.append((code, "2-1", f"{short}二级管控区", "管控类区域", "二级管控区", _CONTROL_KM2))
        if firms >= _HIGH_FIRMS or code == "610402":
            name = f"{short}工业集中区一级管控区"
            found.append((code, "1-1", name, "管控类区域", "一级管控区", _CONTROL_KM2))
        found.append((code, "3-1", f"{short}一般区", "一般区", "", _GENERAL_KM2))
    return tuple(found)


def stage(county: str, day: date) -> str:
    """Return how far a county's zones are at a day."""
    names = [name for since, name in _STAGES if since <= day] or ["未启动"]
    return names[-2] if county in BEHIND and len(names) > 1 else names[-1]


def zone_rows(_reporter: str, day: date) -> list[Row]:
    """Return all zones as they stand at a day, by field name."""
    if day < _STAGES[1][0]:
        return []
    return [_row(*zone, day) for zone in _zones()]


def _row(  # noqa: PLR0913, PLR0917 (a zone is all of these)
    county: str, number: str, name: str, kind: str, part: str, area: tuple[float, float], day: date
) -> Row:
    old = day < _NEW_GUIDE
    draw = chance("zone", county, number)
    control = kind == "管控类区域"
    ready = day >= _MEASURES_FROM and draw.random() < _MEASURES_SHARE
    return {
        "zone_id": f"{_LETTERS[county]}-{number}",
        "zone_name": name,
        "county_code": REGION.county(county).name,
        "zone_class": kind,
        "zone_subclass": part,
        "old_zone_class": _OLD[kind] if old else "",
        "zone_guide": "2019工作指南" if old else "2023技术指南",
        "area_km2": round(chance("area", county, number).uniform(*area), 2),
        "value_level": "高" if control or kind == "保护类区域" else "低",
        "vulnerability": "高" if control else draw.choice(("中", "高", "低")),
        "source_load": ("高" if part == "一级管控区" else "中") if control else "低",
        "zone_stage": stage(county, day),
        "has_measures": "是" if ready else "否",
        "vector_system": "CGCS2000经纬度",
    }
