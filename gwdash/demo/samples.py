"""Which wells are sampled when, for what, and by whom; results by field name."""

from datetime import date

from gwdash.demo.chance import LAST_MONTH, chance, month_end
from gwdash.demo.chemistry import ROUTINE, TEXT_ANALYTES, limit_text, typed
from gwdash.demo.wells import PLUME_COUNTY, UNMEASURED_SINCE, UNMEASURED_SOURCE, DemoWell, wells
from gwdash.registry.region import REGION
from gwdash.standards.analytes import ANALYTES
from gwdash.standards.periods import Period, PeriodKind

Row = dict[str, object]

#: Month in which each quarter's sources are sampled; the dry and the wet
#: season take the others too.
_SAMPLED_IN = {1: 2, 2: 5, 3: 8, 4: 10}
_SEASON_QUARTERS = {2: "枯水期", 4: "丰水期"}
_NORMAL_SEASON = "平水期"
_FIRST_DAY, _LAST_DAY = 8, 22
#: What counties measure at their firms; the plume's county adds what its firm is known for.
SITE_ANALYTES = (
    "ph", "hardness", "tds", "sulfate", "chloride", "codmn", "nh3n", "no3n", "as", "cr6",
)  # fmt: skip
#: One laboratory has no radioactivity counter; until it had, two indicators were not measured.
_COUNTER_SINCE = date(2022, 7, 1)
_RADIOACTIVITY = frozenset({"gross_alpha", "gross_beta"})
_NOT_MEASURED = "—"
#: pH as typed in the field, with the water's temperature.
_FIELD_PH_SHARE = 0.15


def quarters() -> list[Period]:
    """Return the demo's quarters."""
    last = Period.of(month_end(LAST_MONTH), PeriodKind.QUARTER)
    found = [Period.parse("2022Q1")]
    while found[-1].last_day < last.last_day:
        found.append(found[-1].next())
    return found


def sampling_day(quarter: Period, county: str) -> date:
    """Return the day on which a county's wells are sampled in a quarter."""
    day = chance("sampling", quarter.code, county).randint(_FIRST_DAY, _LAST_DAY)
    return date(quarter.last_day.year, _SAMPLED_IN[quarter.number], day)


def season(quarter: Period) -> str:
    """Return a quarter's season in the ledger's words."""
    return _SEASON_QUARTERS.get(quarter.number, _NORMAL_SEASON)


def is_seasonal(quarter: Period) -> bool:
    """Tell whether a quarter is the dry or the wet season, in which all points are sampled."""
    return quarter.number in _SEASON_QUARTERS


def city_wells(quarter: Period) -> list[DemoWell]:
    """Return the wells that the city samples: sources every quarter, its network twice a year."""
    return [
        w
        for w in wells()
        if (w.is_source and not _under_repair(w, quarter))
        or (w.is_regional and is_seasonal(quarter))
    ]


def _under_repair(well: DemoWell, quarter: Period) -> bool:
    return well.well_id == UNMEASURED_SOURCE and quarter.last_day >= UNMEASURED_SINCE


def city_rows(quarter: Period, form: str) -> list[Row]:
    """Return one row a sample with a column an analyte, by field name or analyte code."""
    rows: list[Row] = []
    for number, well in enumerate(city_wells(quarter), 1):
        day = sampling_day(quarter, well.county)
        row: Row = {
            "well_id": well.well_id,
            "well_name": well.name,
            "county_code": REGION.county(well.county).name,
            "sampled_on": day,
            "season": season(quarter),
            "purpose": "国考" if well.well_id.startswith("GK") else "例行",
            "sample_no": f"DX{day:%y%m}{number:03}",
        }
        rows.append(row | {code: _result(well, code, day, form) for code in ROUTINE})
    return rows


def _result(well: DemoWell, code: str, day: date, form: str) -> object:
    if code in _RADIOACTIVITY and day < _COUNTER_SINCE:
        return _NOT_MEASURED
    value = typed(well, code, day, form)
    if code == "ph" and chance("field", well.well_id, day).random() < _FIELD_PH_SHARE:
        return f"{value}（{15 + day.month // 4}℃）"
    return value


def site_wells(county: str) -> list[DemoWell]:
    """Return the wells that a county samples at its firms."""
    return [well for well in wells() if well.county == county and well.is_pollution]


def samples_sites(county: str, quarter: Period) -> bool:
    """Tell whether a county samples in a quarter: twice a year, at the plume each time."""
    return county == PLUME_COUNTY or is_seasonal(quarter)


def site_rows(county: str, quarter: Period, form: str) -> list[Row]:
    """Return one row a result of a county's firms, by field name."""
    day = sampling_day(quarter, county)
    return [
        {
            "well_id": well.well_id,
            "sampled_on": day,
            "analyte": ANALYTES[code].label,
            "result": typed(well, code, day, form),
            "unit": "" if code in {"ph", *TEXT_ANALYTES} else ANALYTES[code].unit.split("|")[0],
            "detection_limit": limit_text(code),
            "purpose": "自行",
        }
        for well in site_wells(county)
        for code in SITE_ANALYTES
    ]


def site_samples(county: str, quarter: Period, form: str) -> list[Row]:
    """Return one row a sample of a county's firms, with a column an analyte."""
    day = sampling_day(quarter, county)
    return [
        {"well_id": w.well_id, "well_name": w.name, "sampled_on": day, "purpose": "自行"}
        | {code: typed(w, code, day, form) for code in SITE_ANALYTES}
        for w in site_wells(county)
    ]
