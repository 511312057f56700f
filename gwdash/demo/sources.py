"""Task 3: drinking-water sources, their protection, recharge zones and exceedances."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from gwdash.demo.chance import chance
from gwdash.demo.counts import SOURCES, done, total
from gwdash.demo.places import GROUND
from gwdash.demo.towns import short_town, spots, townships
from gwdash.demo.wells import FLUORIDE_COUNTY, HARD_COUNTY, DemoWell, wells
from gwdash.registry.region import REGION

Row = dict[str, object]

CITY, COUNTY, RURAL, TOWNSHIP = "市级", "县级", "千吨万人", "乡镇"
_CITY_COUNTIES = frozenset({"610402", "610404"})
#: Sources of counties that no well of the network watches yet.
UNCOVERED = frozenset({("610424", 2), ("610425", 2), ("610429", 2)})
#: A rural source that nitrate from the fields has reached, and how it is put right.
HUMAN_SOURCE = ("610424", 3)
_FOUND_ON, _REMEDY_BY, _MENDED_ON = date(2022, 9, 1), date(2023, 12, 31), date(2024, 3, 1)
#: From when the fluoride's origin was settled by a finding with a number.
_SETTLED_ON, BACKGROUND_DOC = date(2022, 10, 1), "咸环函〔2022〕137号"
#: Sources without any protection zone, and those with a quasi-protection zone, by place.
_UNPROTECTED, _QUASI_EVERY = frozenset({("610430", 9), ("610482", 8), ("610426", 5)}), 5
_PEOPLE_10K = {CITY: (18, 36), COUNTY: (4, 12), RURAL: (1, 3), TOWNSHIP: (0.3, 0.95)}
_USE_M3_A_HEAD = (32, 48)
_RISKS = ("低", "低", "中", "中", "高")
_SUBMITTED_SHARE, _PUBLISHED_SHARE = 0.8, 0.4
_STOPPED = {("610481", 8): date(2023, 5, 1)}


@dataclass(frozen=True, slots=True)
class Source:
    """One source."""

    county: str
    number: int
    source_id: str
    name: str
    town: str
    level: str
    lon: float
    lat: float
    well: DemoWell | None

    @property
    def place(self) -> tuple[str, int]:
        """County and number: what stories name it by."""
        return self.county, self.number


@cache
def sources() -> tuple[Source, ...]:
    """Return every source, in the region's order; those with wells of the network first."""
    return tuple(source for county in REGION.counties for source in _of_county(county.code))


@cache
def _of_county(county: str) -> tuple[Source, ...]:
    own = [w for w in wells() if w.county == county and w.is_source]
    count = total(SOURCES, county)
    places = spots(county, "sources", count)
    return tuple(_source(county, n, own, places[n - 1]) for n in range(1, count + 1))


def _source(county: str, number: int, own: list[DemoWell], spot: tuple[float, float]) -> Source:
    well = own[number - 1] if number <= len(own) else None
    towns = townships(county)
    town = well.town if well else towns[(number * 3) % len(towns)]
    level = _level(county, number, well)
    code = f"SY{county}{number:03}"
    place = (well.lon, well.lat) if well else spot
    head = REGION.county(county).short_name if level in {CITY, COUNTY} else short_town(town)
    kind = "集中供水水源地" if level in {RURAL, TOWNSHIP} else f"第{number}水源地"
    return Source(county, number, code, f"{head}{kind}", town, level, *place, well)


def _level(county: str, number: int, well: DemoWell | None) -> str:
    if well and county in _CITY_COUNTIES:
        return CITY
    if well or (county, number) in UNCOVERED:
        return COUNTY
    return RURAL if number % 2 else TOWNSHIP


def water_source_rows(county: str, day: date) -> list[Row]:
    """Return a county's sources as they stand at a day, by field name."""
    return [_row(source, day) for source in _of_county(county)]


def _row(source: Source, day: date) -> Row:
    draw = chance("source", *source.place)
    people = round(draw.uniform(*_PEOPLE_10K[source.level]), 2)
    ground = GROUND[source.county]
    return {
        "source_id": source.source_id,
        "source_name": source.name,
        "county_code": REGION.county(source.county).name,
        "town": source.town,
        "lon": source.lon,
        "lat": source.lat,
        "coord_sys": "CGCS2000",
        "new_area": source.well.new_area if source.well else "否",
        "source_level": source.level,
        "source_use": "停用" if day >= _STOPPED.get(source.place, date.max) else "在用",
        "medium": "裂隙水" if ground.plateau else "孔隙水",
        "burial": "承压水" if source.well is None or source.well.confined else "潜水",
        "well_count": draw.randint(4, 14) if source.level == CITY else draw.randint(1, 4),
        "population_10k": people,
        "annual_abstraction_10k_m3": round(people * draw.uniform(*_USE_M3_A_HEAD), 1),
        **_protection(source),
        **_recharge(source, day),
        **_quality(source, day),
    }


def _protection(source: Source) -> Row:
    if source.place in _UNPROTECTED:
        return {"protection_state": "未划定", "protection_doc_no": "", "quasi_state": "未划定"}
    quasi = source.number % _QUASI_EVERY == 1 and source.level in {CITY, COUNTY}
    number = chance("protected", *source.place).randint(12, 320)
    small = source.level == TOWNSHIP
    return {
        "protection_state": "已划定含准保护区" if quasi else "已划定一级" if small
        else "已划定一、二级",
        "protection_doc_no": f"陕政函〔{2012 + number % 9}〕{number}号",
        "quasi_state": "已划定" if quasi else "不需划定" if small else "未划定",
    }  # fmt: skip


def _recharge(source: Source, day: date) -> Row:
    """Return how far the recharge zone is: as many as the county's report counts are divided."""
    finished = done(SOURCES, source.county, day)
    draw = chance("recharge", *source.place)
    if source.number > finished:
        begun = source.number <= finished + 2 and day >= date(2022, 6, 1)
        stage = "调查中" if begun else "未启动"
        return {
            "recharge_stage": stage,
            "recharge_area_km2": "",
            "recharge_source_count": "",
            "source_risk": "",
        }
    ready = done(SOURCES, source.county, date(day.year - 1, day.month, 1))
    stage = "已划分"
    if source.number <= ready:
        luck = draw.random()
        stage = "已公布" if luck < _PUBLISHED_SHARE else "已报批"
    return {
        "recharge_stage": stage,
        "recharge_area_km2": round(chance("area", *source.place).uniform(6, 85), 1),
        "recharge_source_count": chance("sources", *source.place).randint(0, 14),
        "source_risk": chance("risk", *source.place).choice(_RISKS),
    }


def _quality(source: Source, day: date) -> Row:
    """Return what the county says of the water, and why it fails where it does."""
    told: Row = {
        "reported_ok": "达标", "exceeded_items": "", "cause": "", "background_doc_no": "",
        "remedy": "", "remedy_by": "", "remedy_status": "",
    }  # fmt: skip
    if source.place == (FLUORIDE_COUNTY, 1):
        settled = day >= _SETTLED_ON
        return told | {
            "reported_ok": "不达标",
            "exceeded_items": "氟化物",
            "cause": "天然背景" if settled else "未查明",
            "background_doc_no": BACKGROUND_DOC if settled else "",
        }
    if source.place == (HARD_COUNTY, 1):
        # The county claims the rock as the reason and has no finding: the check warns of it.
        claimed = day >= date(2023, 1, 1)
        return told | {
            "reported_ok": "不达标",
            "exceeded_items": "总硬度",
            "cause": "天然背景" if claimed else "未查明",
        }
    if source.place == HUMAN_SOURCE and day >= _FOUND_ON:
        mended = day >= _MENDED_ON
        return told | {
            "reported_ok": "达标" if mended else "不达标",
            "exceeded_items": "" if mended else "硝酸盐",
            "cause": "人为",
            "remedy": "补给区化肥减量，封闭渗坑，启用备用井",
            "remedy_by": _REMEDY_BY,
            "remedy_status": "已验收" if mended else "实施中",
        }
    if source.level == TOWNSHIP and chance("watched", *source.place).random() < 0.25:  # noqa: PLR2004
        return told | {"reported_ok": "未监测"}
    return told
