"""Task 2: the firms' own sampling by HJ 1209-2021, who skips it, and what it finds."""

from datetime import date, timedelta

from gwdash.demo.chance import chance
from gwdash.demo.chemistry import value_of
from gwdash.demo.firms import PLUME_FIRM, Site, sites
from gwdash.demo.samples import SITE_ANALYTES, sampling_day
from gwdash.demo.wells import PLUME, DemoWell
from gwdash.registry.region import REGION
from gwdash.standards.analytes import ANALYTES
from gwdash.standards.periods import Period

Row = dict[str, object]

#: Firms that took no samples since a day, by county and place in its list.
SKIPPING = {("610404", 1): date(2023, 1, 1), ("610422", 2): date(2022, 7, 1)}
#: Firms that report months after the sampling: only from the next quarter on.
_NORMAL = "正常"
_QUARTERS = {"季度": (1, 2, 3, 4), "半年": (2, 4), "年": (2,)}
_REPORTED_AFTER_DAYS = (12, 24)
_PLAN_FILED = (date(2021, 3, 1), date(2021, 12, 20))
_OWN_SINCE = date(2022, 1, 1)


def frequency(site: Site) -> str:
    """Return how often a site is to sample (HJ 1209-2021, table 2), doubled near receptors."""
    if site.first_class:
        return "季度" if site.has_receptor else "半年"
    return "半年" if site.has_receptor else "年"


def is_due(site: Site, quarter: Period) -> bool:
    """Tell whether a site is to sample in a quarter."""
    runs = site.state(quarter.first_day) != "关闭"
    return bool(site.wells) and runs and quarter.number in _QUARTERS[frequency(site)]


def skips(site: Site, day: date) -> bool:
    """Tell whether a site does not sample although it should."""
    since = SKIPPING.get((site.county, site.number))
    return since is not None and day >= since


def self_monitoring_rows(county: str, quarter: Period) -> list[Row]:
    """Return a county's samplings of a quarter, by field name."""
    return [
        _row(site, well, quarter)
        for site in sites()
        if site.county == county and is_due(site, quarter)
        for well in site.wells
        if not skips(site, quarter.last_day) and well.state(quarter.last_day) == _NORMAL
    ]


def _row(site: Site, well: DemoWell, quarter: Period) -> Row:
    day = sampling_day(quarter, site.county)
    draw = chance("report", site.code, quarter.code)
    over = exceeded(well, day)
    filed = chance("filed", site.code).random()
    background = PLUME.get(well.well_id) == 0
    unit = "对照点" if background else "一类单元" if site.first_class else "二类单元"
    return {
        "permit_no": f"{site.site_id}P",
        "uscc": site.uscc,
        "site_no": f"{site.site_no:03}",
        "unit_name": site.name,
        "well_id": well.well_id,
        "sampled_on": day,
        "county_code": REGION.county(site.county).name,
        "unit_class": unit,
        "due_frequency": frequency(site),
        "plan_filed_on": _PLAN_FILED[0] + (_PLAN_FILED[1] - _PLAN_FILED[0]) * filed,
        "reported_on": day + timedelta(days=draw.randint(*_REPORTED_AFTER_DAYS)),
        "is_public": "否" if draw.random() < 0.1 else "是",  # noqa: PLR2004 (one in ten)
        "exceeded_items": "、".join(ANALYTES[code].label for code in over),
        "times_over": max(over.values()) if over else "",
        "handling": _handling(site) if over else "",
    }


def _handling(site: Site) -> str:
    if site.code == PLUME_FIRM:
        return "已报告县分局，加密监测并开展污染成因调查"
    return "复测确认，排查厂区渗漏点"


def exceeded(well: DemoWell, day: date) -> dict[str, float]:
    """Return what a well's water has above class Ⅲ at a day, with how many times it is over."""
    found = {}
    for code in SITE_ANALYTES:
        limit = ANALYTES[code].upper[2]
        value = value_of(well, code, day)
        if limit is not None and code != "ph" and round(value / float(limit) - 1, 2) > 0:
            found[code] = round(value / float(limit) - 1, 2)
    return found
