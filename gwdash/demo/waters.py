"""What the demo city's wells measure: levels each month, quality twice a year."""

import math
import random
from datetime import date, timedelta

from gwdash.demo.wells import FLUORIDE_COUNTY, SILENT, DemoWell, wells
from gwdash.registry.region import REGION
from gwdash.standards.analytes import ANALYTES

FIRST_LEVEL_MONTH = date(2022, 1, 1)
SILENT_SINCE = date(2024, 3, 1)
#: The two wells that report a level every day.
AUTOMATIC = (("610402", 3), ("610422", 5))
SAMPLING_DAYS = (
    date(2022, 5, 18), date(2022, 10, 20), date(2023, 5, 16), date(2023, 10, 18), date(2024, 5, 21),
)  # fmt: skip
_DAYS_A_YEAR = 365.25
_HIGH_WATER_MONTH = 10
_TEXT_ANALYTES = frozenset({"odor_taste", "visible_matter"})

#: Analyte: typical value, decimals, detection limit (None where it is always found).
_TYPICAL: dict[str, tuple[float, int, float | None]] = {
    "color": (5, 0, 5), "turbidity": (0.8, 1, 0.3), "ph": (7.7, 2, None),
    "hardness": (290, 0, None), "tds": (560, 0, None), "sulfate": (95, 1, None),
    "chloride": (62, 1, None), "fe": (0.05, 3, 0.03), "mn": (0.02, 3, 0.01),
    "cu": (0.002, 4, 0.001), "zn": (0.02, 3, 0.01), "al": (0.02, 3, 0.009),
    "phenols": (0.0002, 4, 0.0003), "las": (0.03, 3, 0.05), "codmn": (1.1, 1, 0.5),
    "nh3n": (0.06, 3, 0.025), "sulfide": (0.002, 3, 0.003), "na": (82, 1, None),
    "coliform": (1, 0, 2), "plate_count": (28, 0, None), "no2n": (0.004, 3, 0.003),
    "no3n": (7.5, 2, None), "cyanide": (0.001, 3, 0.002), "fluoride": (0.55, 2, None),
    "iodide": (0.01, 3, 0.025), "hg": (0.00003, 5, 0.00004), "as": (0.0011, 4, 0.0003),
    "se": (0.0006, 4, 0.0004), "cd": (0.00004, 5, 0.00005), "cr6": (0.006, 3, 0.004),
    "pb": (0.0006, 5, 0.00009), "chloroform": (0.4, 1, 1.4), "ccl4": (0.3, 1, 0.4),
    "benzene": (0.3, 1, 0.4), "toluene": (0.5, 1, 0.3), "gross_alpha": (0.06, 3, 0.016),
    "gross_beta": (0.12, 3, 0.028),
}  # fmt: skip
_SPREAD = {"ph": 0.02, "hardness": 0.18, "tds": 0.2, "fluoride": 0.2, "no3n": 0.35}
_USUAL_SPREAD = 0.4
#: What the firm's plume brings: factor on the typical value, and its growth a year.
_PLUME = {"chloride": (4.4, 0.14), "tds": (2.0, 0.1), "nh3n": (11, 0.22), "codmn": (3.2, 0.12)}
_FLUORIDE_FROM_ROCK = 2.55
ROUTINE = tuple(code for code, analyte in ANALYTES.items() if analyte.routine)
#: What a county measures at a polluted site.
SITE_ANALYTES = ("ph", "tds", "chloride", "nh3n", "codmn", "no3n", "cr6")


def months(first: date, last: date) -> list[date]:
    """Return the first days of the months from one to the other."""
    found = []
    day = first.replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def level_rows(first: date, last: date) -> list[dict[str, object]]:
    """Return one manual level a month of every well that can be measured, by field name."""
    return [
        {
            "well_id": well.well_id,
            "measured_at": month.replace(day=16),
            "depth_to_water_m": depth_m(well, month.replace(day=16)),
            "level_method": "人工",
            "county_code": REGION.county(well.county).name,
        }
        for month in months(first, last)
        for well in wells()
        if _answers(well, month)
    ]


def automatic_rows(first: date, last: date) -> list[dict[str, object]]:
    """Return one automatic level a day of the wells with a sensor, by field name."""
    chosen = [well for well in wells() if well.place in AUTOMATIC]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        {
            "well_id": well.well_id,
            "measured_at": day,
            "head_m": round(well.elevation_m - depth_m(well, day), 2),
            "level_method": "自动",
        }
        for well in chosen
        for day in days
    ]


def depth_m(well: DemoWell, day: date) -> float:
    """Return the depth to water of a well on a day: trend, season and noise."""
    chance = random.Random(f"{well.well_id}{day}")  # noqa: S311 (a demo, no secret)
    own = random.Random(well.well_id)  # noqa: S311 (a demo, no secret)
    trend = own.uniform(-0.3, 0.45) * (day - FIRST_LEVEL_MONTH).days / _DAYS_A_YEAR
    angle = 2 * math.pi * (day.month - _HIGH_WATER_MONTH + day.day / 30) / 12
    season = -own.uniform(0.4, 1.6) * math.cos(angle)
    return round(well.water_m + trend + season + chance.gauss(0, 0.08), 2)


def _answers(well: DemoWell, month: date) -> bool:
    if well.place in SILENT:
        return month < SILENT_SINCE
    return well.state in {"正常", "淤堵"} or month < date(2024, 1, 1)


def sampled_wells() -> list[DemoWell]:
    """Return the wells that the city samples: sources, national wells, the polluted site."""
    return [w for w in wells() if w.is_source or w.origin == "国家地下水监测工程" or w.is_plume]


def sample_rows(days: tuple[date, ...]) -> list[dict[str, object]]:
    """Return one row a sample with a column an analyte, by field name or analyte code."""
    rows: list[dict[str, object]] = []
    for day in days:
        for number, well in enumerate(sampled_wells(), 1):
            row: dict[str, object] = {
                "well_id": well.well_id,
                "well_name": well.name,
                "county_code": REGION.county(well.county).name,
                "sampled_on": day,
                "season": "枯水期" if day.month < 7 else "丰水期",  # noqa: PLR2004
                "purpose": "国考" if well.origin == "国家地下水监测工程" else "例行",
                "sample_no": f"DX{day:%y%m}{number:03}",
            }
            rows.append(row | {code: typed(well, code, day) for code in ROUTINE})
    return rows


def site_rows(days: tuple[date, ...]) -> list[dict[str, object]]:
    """Return one row a result of the polluted site's wells, by field name."""
    return [
        {
            "well_id": well.well_id,
            "sampled_on": day,
            "analyte": ANALYTES[code].label,
            "result": typed(well, code, day, form="<"),
            "unit": "" if code == "ph" else ANALYTES[code].unit,
            "detection_limit": _TYPICAL[code][2] or "",
            "purpose": "自行",
        }
        for day in days
        for well in wells()
        if well.is_plume
        for code in SITE_ANALYTES
    ]


def typed(well: DemoWell, code: str, day: date, form: str = "L") -> object:
    """Return a result as a laboratory types it: a number, or text for what was not found."""
    if code in _TEXT_ANALYTES:
        return "无"
    typical, decimals, limit = _TYPICAL[code]
    chance = random.Random(f"{well.well_id}{code}{day}")  # noqa: S311 (a demo, no secret)
    own = random.Random(f"{well.well_id}{code}")  # noqa: S311 (a demo, no secret)
    spread = _SPREAD.get(code, _USUAL_SPREAD)
    value = typical * math.exp(own.gauss(0, spread) + chance.gauss(0, spread / 5))
    value *= _local(well, code, day)
    if limit is not None and value < limit:
        return _not_found(limit, form, chance)
    return float(round(value, decimals))


def _local(well: DemoWell, code: str, day: date) -> float:
    """Return the factor of what is special about a well's place."""
    if code == "fluoride" and well.county == FLUORIDE_COUNTY:
        return _FLUORIDE_FROM_ROCK
    if well.is_plume and code in _PLUME:
        factor, growth = _PLUME[code]
        return factor * math.pow(1 + growth, (day - SAMPLING_DAYS[0]).days / _DAYS_A_YEAR)
    return 1.0


def _not_found(limit: float, form: str, chance: random.Random) -> str:
    plain = f"{limit:f}".rstrip("0").rstrip(".")
    if form == "<":
        return f"<{plain}"
    return f"{plain}L" if chance.random() < 0.9 else f"＜{plain}"  # noqa: PLR2004
