"""Task 6: abandoned wells from survey to acceptance, and the townships still to be surveyed."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gwdash.demo.chance import chance, month_end, months
from gwdash.demo.counts import SEALINGS, TOWNSHIPS, done, item_of, total
from gwdash.demo.courses import CORRECTED_ITEM, CORRECTED_ON
from gwdash.demo.towns import short_town, spots, townships
from gwdash.registry.region import REGION

Row = dict[str, object]

#: Types with their kinds; mines only where there is coal.
_MINES = (("矿井", "竖井"), ("矿井", "斜井"), ("矿井", "平硐"))
_HOLES = (("钻井", "普通地质钻孔"), ("钻井", "水文孔"), ("钻井", "地热井"))
_WATER = (
    ("取水井", "农田灌溉井"), ("取水井", "农田灌溉井"), ("取水井", "供水井"),
    ("取水井", "地下水监测井"), ("取水井", "疏降水井"),
)  # fmt: skip
_COAL_COUNTIES = frozenset({"610482", "610428", "610429"})
_RISKS = ((0.14, "高"), (0.46, "中"), (1.0, "低"))
_ORDER = {"高": 0, "中": 1, "低": 2}
_UNITS = {"610402": "0311", "610404": "0311"}
_REASONS = ("水位下降干涸", "井管损坏", "水源置换停用", "井壁坍塌", "水质不合格停用", "矿井关闭")
_OWNERS = ("村民委员会", "村民委员会", "村民小组", "原供水站", "权属不清")
_PEOPLE = ("张建国", "王秀英", "李卫东", "刘淑芬", "陈永强", "赵小军", "孙桂花", "马志明")
#: Wells found after the list of the year was fixed: so many for each hundred on the lists.
_LATER_PER_CENT, _LATER_FROM = 7, date(2023, 3, 1)
_ASSESSED_AFTER_DAYS, _APPROVED_AFTER_DAYS = 30, 35
_WORK_DAYS, _ACCEPTED_AFTER_DAYS, _REJECTED_SHARE, _DAYS_BACK = (3, 16), (6, 15), 0.04, 26
_NEVER = date(2099, 1, 1)
#: Where there are more wells the survey began: above 1 the townships surveyed first have more.
_EARLY_TOWNS = 1.3
#: Wells that are rebuilt for monitoring or kept in reserve instead of filled up; they count too.
_OTHER_WAYS = (
    (0.88, "封井回填"), (0.95, "治理修复后封填"), (0.98, "改建监测井"), (1.0, "封存备用"),
)  # fmt: skip
_SOURCE_M = {"高": (20, 180), "中": (150, 900), "低": (700, 4800)}
_COST = {"矿井": (9, 48), "钻井": (2.5, 12), "取水井": (0.6, 3.8)}


@dataclass(frozen=True, slots=True)
class SealedWell:
    """One abandoned well with the days of its life."""

    county: str
    number: int
    town: str
    lon: float
    lat: float
    category: tuple[str, str]
    risk: str
    surveyed_on: date
    accepted_on: date
    later: bool
    """Found after the lists were fixed."""

    @property
    def aw_id(self) -> str:
        """The national form's number: division, serial number, hydrogeological division, W."""
        return f"{self.county}{self.number:04}{_UNITS.get(self.county, '0312')}W"

    @property
    def sealed(self) -> tuple[date, date]:
        """From when to when it was filled up."""
        draw = chance("sealed", self.aw_id)
        end = self.accepted_on - timedelta(days=draw.randint(*_ACCEPTED_AFTER_DAYS))
        return end - timedelta(days=draw.randint(*_WORK_DAYS)), end


@cache
def surveyed(county: str) -> dict[str, date]:
    """Return the day on which each township of a county was first surveyed; never for the rest."""
    towns = townships(county)[: total(TOWNSHIPS, county)]
    order = sorted(towns, key=lambda town: chance("survey", county, town).random())
    found = dict.fromkeys(order, _NEVER)
    for first in months():
        finished = done(TOWNSHIPS, county, month_end(first))
        for town in order[:finished]:
            if found[town] == _NEVER:
                found[town] = first.replace(day=chance("survey", town, first).randint(4, 20))
    return found


@cache
def sealed_wells(county: str) -> tuple[SealedWell, ...]:
    """Return a county's wells that were ever found: of known ones those of high risk go first."""
    count = total(SEALINGS, county)
    later = max(count * _LATER_PER_CENT // 100, 2)
    towns, places = surveyed(county), spots(county, "abandoned", count + later)
    numbers = range(1, count + later + 1)
    found = [_found(county, n, n > count, places[n - 1], towns) for n in numbers]
    accepted = _acceptances(county, [w for w in found if not w.later])
    known = [SealedWell(*_plain(w)[:8], accepted.get(w.number, _NEVER), w.later) for w in found]
    return tuple(w for w in known if w.surveyed_on != _NEVER)


def _plain(well: SealedWell) -> tuple[str, int, str, float, float, tuple[str, str], str, date]:
    return (
        well.county, well.number, well.town, well.lon, well.lat, well.category, well.risk,
        well.surveyed_on,
    )  # fmt: skip


def _found(
    county: str,
    number: int,
    later: bool,  # noqa: FBT001
    place: tuple[float, float],
    towns: dict[str, date],
) -> SealedWell:
    draw = chance("abandoned", county, number)
    town = list(towns)[int(len(towns) * draw.random() ** _EARLY_TOWNS)]
    day = towns[town]
    if later and day != _NEVER:
        day = max(day, _LATER_FROM) + timedelta(days=draw.randint(20, 300))
        day = day if day < date(2024, 6, 25) else _NEVER
    kinds = _WATER * 3 + _HOLES + (_MINES * 2 if county in _COAL_COUNTIES else ())
    luck = draw.random()
    risk = next(name for share, name in _RISKS if luck < share)
    return SealedWell(county, number, town, *place, draw.choice(kinds), risk, day, _NEVER, later)


def _acceptances(county: str, wells: list[SealedWell]) -> dict[int, date]:
    """Return when each well was accepted: as many each month as the county's report counts."""
    accepted: dict[int, date] = {}
    for first in months():
        end = month_end(first)
        wanted = done(SEALINGS, county, end) - len(accepted)
        known = [
            w for w in wells if w.number not in accepted
            and w.surveyed_on + timedelta(days=_ASSESSED_AFTER_DAYS) <= first
        ]  # fmt: skip
        known.sort(key=lambda w: (_ORDER[w.risk], w.surveyed_on, w.number))
        for well in known[: max(wanted, 0)]:
            day = chance("accepted", well.aw_id).randint(_DAYS_BACK - 4, _DAYS_BACK)
            accepted[well.number] = first.replace(day=day)
    return accepted


def abandoned_well_rows(county: str, day: date) -> list[Row]:
    """Return a county's wells as they are registered at a day, by field name."""
    return [_row(well, day) for well in sealed_wells(county) if well.surveyed_on <= day]


def _row(well: SealedWell, day: date) -> Row:
    draw = chance("form", well.aw_id)
    kind, use = well.category
    dug = draw.randint(1962, 2008)
    village = f"{short_town(well.town)}{draw.choice('东西南北中上下')}村"
    approved = day - well.surveyed_on >= timedelta(days=_APPROVED_AFTER_DAYS)
    rejected = approved is False and draw.random() < _REJECTED_SHARE
    return {
        "aw_id": well.aw_id,
        "aw_name": f"{village}{well.number}号井",
        "original_id": f"{short_town(well.town)}-{well.number}",
        "well_category": kind,
        "well_kind": use,
        "county_code": REGION.county(well.county).name,
        "town": well.town,
        "place": village,
        "owner": f"{village}{draw.choice(_OWNERS)}" if kind == "取水井" else "原建设单位",
        "dug_in": f"{dug}{draw.randint(1, 12):02}",
        "contact": draw.choice(_PEOPLE),
        "contact_phone": f"029-3{draw.randint(1000000, 9999999)}",
        "abandoned_reason": "矿井关闭" if kind == "矿井" else draw.choice(_REASONS[:-1]),
        "abandoned_in": f"{dug + draw.randint(6, 14)}{draw.randint(1, 12):02}",
        "lon": well.lon,
        "lat": well.lat,
        "coord_sys": "CGCS2000",
        "new_area": "否",
        "recorded_by": draw.choice(_PEOPLE),
        "surveyed_by": draw.choice(_PEOPLE),
        "surveyed_on": well.surveyed_on,
        "survey_state": "审核通过" if approved else "审核不通过(打回修改)" if rejected
        else "已上报(审核中)",
        **_work(well, day),
        "remark": "清单外新查出" if well.later else "",
    }  # fmt: skip


def _work(well: SealedWell, day: date) -> Row:
    """Return what is known of risk and filling at a day."""
    draw = chance("work", well.aw_id)
    assessed = day - well.surveyed_on >= timedelta(days=_ASSESSED_AFTER_DAYS)
    begun, ended = well.sealed
    luck, low_high = draw.random(), _SOURCE_M[well.risk]
    way = next(name for share, name in _OTHER_WAYS if luck < share)
    low, high = _COST[well.category[0]]
    cost, distance = round(draw.uniform(low, high), 2), draw.randint(*low_high)
    filled = ended <= day
    return {
        "sealing_from": begun if begun <= day else "",
        "sealing_to": ended if filled else "",
        "well_depth_m": draw.randint(40, 260),
        "crosses_aquifers": draw.choice(("是", "否", "不详")),
        "source_distance_m": distance if assessed else "",
        "is_polluted": ("是" if well.risk == "高" else "未测") if assessed else "未测",
        "well_risk": well.risk if assessed else "未评估",
        "disposal": way if assessed or begun <= day else "",
        "task_year": _task_year(well, day),
        "accepted_on": well.accepted_on if well.accepted_on <= day else "",
        "acceptance": "合格" if well.accepted_on <= day else "未验收",
        "seal_material": ("水泥浆" if well.risk == "高" else "黏土、水泥") if filled else "",
        "seal_cost_10k_yuan": cost if filled else "",
    }


def _task_year(well: SealedWell, day: date) -> object:
    """Return the year on whose list the well stands, once that list is out."""
    if well.later:
        return ""
    year = 2024 if well.accepted_on == _NEVER else well.accepted_on.year
    slipped = year > 2022 and well.accepted_on.month <= 2  # noqa: PLR2004 (of the year before)
    year = max(year - slipped, well.surveyed_on.year)
    return year if year <= day.year else ""


def survey_rows(county: str, day: date) -> list[Row]:
    """Return how far each township of a county is at a day, by field name."""
    towns = surveyed(county)
    order = sorted(towns, key=lambda town: (towns[town], town))
    finished = set(order[: done(TOWNSHIPS, county, day)])
    return [_survey_row(county, town, towns[town], day, town in finished) for town in towns]


def _survey_row(county: str, town: str, day_done: date, day: date, finished: bool) -> Row:  # noqa: FBT001
    draw = chance("villages", county, town)
    villages = draw.randint(8, 34)
    wells = sum(w.town == town and w.surveyed_on <= day for w in sealed_wells(county))
    reviewed = item_of(TOWNSHIPS, county).item_id == CORRECTED_ITEM and day >= CORRECTED_ON
    begun = draw.randint(0, villages - 1) if day >= date(2022, 9, 1) else 0
    return {
        "county_code": REGION.county(county).name,
        "town": town,
        "is_survey_due": "是",
        "is_surveyed": "是" if finished else "否",
        "villages_due": villages,
        "villages_surveyed": villages if finished else begun,
        "wells_found": wells,
        "survey_done_on": day_done if finished else "",
        "remark": "建档不实，重新排查" if reviewed and not finished and day_done < day else "",
    }
