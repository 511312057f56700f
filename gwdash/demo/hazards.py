"""Task 2: leaks found on the listed sites and their mending, some of it long overdue."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gwdash.demo.chance import chance
from gwdash.demo.firms import PLANT, PLUME_FIRM, Site, sites
from gwdash.registry.region import REGION

Row = dict[str, object]

_FIRST, _LAST = date(2022, 3, 10), date(2024, 5, 20)
#: Days until mending is due, and the shares of hazards mended in time, late, and not at all.
_DUE_DAYS, _IN_TIME, _LATE = (60, 90, 120, 180), 0.66, 0.9
_LATE_DAYS, _ACCEPTED_AFTER_DAYS, _STARTED_AFTER_DAYS = (15, 160), 45, 25
_FOUND_SHARE, _SECOND_SHARE = 0.62, 0.3
#: Where hazards are: object, facility and place.
_PLACES = (
    ("重点设施设备", "污水调节池", "厂区污水站"), ("重点设施设备", "地下储罐", "罐区"),
    ("重点场所", "危险废物贮存间", "厂区北侧"), ("重点设施设备", "地下管线", "生产车间外"),
    ("重点场所", "原料堆场", "厂区东侧"), ("重点设施设备", "事故应急池", "厂区低处"),
    ("重点场所", "电镀车间", "一车间"), ("重点场所", "装卸区", "罐区道路"),
)  # fmt: skip
_METHODS = ("防渗改造", "防渗改造", "风险管控", "防渗改造", "修复")
#: A firm whose mending never ends: the plume comes from there.
_NEVER = date(2099, 1, 1)


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard with the days of its life."""

    hazard_id: str
    site: Site
    place: tuple[str, str, str]
    found_on: date
    due_on: date
    mended_on: date
    """After all days of the demo where it is not mended."""
    method: str


@cache
def hazards() -> tuple[Hazard, ...]:
    """Return every hazard, county by county in the order in which they were found."""
    found: list[Hazard] = []
    for county in REGION.counties:
        own = [_draw(site, n) for site in sites() if site.county == county.code for n in (1, 2)]
        known = sorted((h for h in own if h), key=lambda h: h[1:3])
        found += [
            Hazard(f"YH{county.code}-{number:03}", *rest)
            for number, rest in enumerate(((h[0], h[3], *h[1:3], *h[4:]) for h in known), 1)
        ]
    return tuple(found)


def _draw(
    site: Site, number: int
) -> tuple[Site, date, date, tuple[str, str, str], date, str] | None:
    draw = chance("hazard", site.code, site.site_no, number)
    plume = site.code == PLUME_FIRM
    share = _FOUND_SHARE if number == 1 else _SECOND_SHARE
    if draw.random() > share and not plume:
        return None
    found = _FIRST + timedelta(days=draw.randint(0, (_LAST - _FIRST).days))
    due = found + timedelta(days=draw.choice(_DUE_DAYS))
    luck = draw.random()
    mended = _NEVER
    if plume:
        found, due = date(2022, 9, 6) + timedelta(days=number), date(2023, 3, 31)
    elif luck < _IN_TIME:
        mended = found + (due - found) * draw.uniform(0.4, 1.0)
    elif luck < _LATE:
        mended = due + timedelta(days=draw.randint(*_LATE_DAYS))
    place = draw.choice(_PLACES) if site.kind == PLANT else ("重点场所", "堆存区", "场区")
    return site, found, due, place, mended, draw.choice(_METHODS)


def leak_hazard_rows(county: str, day: date) -> list[Row]:
    """Return a county's hazards as they stand at a day, by field name."""
    return [_row(h, day) for h in hazards() if h.site.county == county and h.found_on <= day]


def _row(hazard: Hazard, day: date) -> Row:
    status, mended = _status(hazard, day), hazard.mended_on <= day
    kind, facility, place = hazard.place
    return {
        "hazard_id": hazard.hazard_id,
        "permit_no": f"{hazard.site.site_id}P",
        "uscc": hazard.site.uscc,
        "site_no": f"{hazard.site.site_no:03}",
        "unit_name": hazard.site.name,
        "county_code": REGION.county(hazard.site.county).name,
        "hazard_object": kind,
        "facility": facility,
        "place": place,
        "found_on": hazard.found_on,
        "rectify_by": hazard.due_on,
        "rectify_status": status,
        "rectified_on": hazard.mended_on if mended else "",
        "control_method": hazard.method,
        "evidence": f"{hazard.hazard_id}整改验收表" if mended else "",
        "remark": "渗漏点与下游监测井超标有关" if hazard.site.code == PLUME_FIRM else "",
    }


def _status(hazard: Hazard, day: date) -> str:
    if hazard.mended_on <= day:
        accepted = day - hazard.mended_on >= timedelta(days=_ACCEPTED_AFTER_DAYS)
        return "已验收" if accepted else "已整改"
    started = day - hazard.found_on >= timedelta(days=_STARTED_AFTER_DAYS)
    return "整改中" if started else "未整改"
