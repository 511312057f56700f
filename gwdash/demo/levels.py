"""Water levels: by hand once a month, by sensors every five days, two wells every day."""

import math
from datetime import date, datetime, time, timedelta
from functools import cache

from gwdash.demo.chance import FIRST_MONTH, chance, month, month_end
from gwdash.demo.registers import is_automatic, running
from gwdash.demo.wells import LAST_HEARD, SILENT_WELLS, DemoWell
from gwdash.registry.region import REGION

Row = dict[str, object]

#: Wells that send a level every day; the other sensors send every fifth.
DAILY = ("GJ-610402-01", "GJ-610422-01")
_SENT_ON = (1, 6, 11, 16, 21, 26)
_SENT_AT = time(8, 0)
#: Counties that measure the wells at their firms themselves, since this month.
OWN_LEVELS, OWN_LEVELS_SINCE = (
    ("610481", "610482", "610422", "610423", "610428"),
    month("2023-01"),
)
#: Change of the depth to water in metres a year: where pumping was cut the water rises again,
#: where fields are irrigated from wells it still falls.
_TREND_M_A_YEAR = {"610402": -0.9, "610404": -0.7, "610422": 0.8, "610423": 0.6, "610425": 0.5}
_USUAL_TREND_M_A_YEAR = (-0.25, 0.35)
#: Depth is least after the autumn rains and most before the summer ones.
_HIGH_WATER_MONTH = 10
_SEASON_M = {False: (0.6, 1.7), True: (0.1, 0.4)}
_NOISE_M = 0.07
_DAYS_A_YEAR = 365.25
_MONTHS_A_YEAR = 12
_DAYS_A_MONTH = 30.4
_FIRST_ROUND, _LAST_ROUND = 12, 19
_TEMPERATURE_C = (14.2, 17.8)


def level_rows(reporter: str, first: date) -> list[Row]:
    """Return what a reporter measured in the month that begins on `first`, by field name."""
    if reporter == "zrzyj":
        return [row for w in running(first) if is_automatic(w) for row in _sent(w, first)]
    own = reporter in OWN_LEVELS
    return [
        _read_by_hand(w, first)
        for w in running(first)
        if not is_automatic(w) and (_measurer(w, first) == reporter) and _answers(w, first)
        if own or reporter == "slj"
    ]


def _measurer(well: DemoWell, first: date) -> str:
    own = well.is_pollution and well.county in OWN_LEVELS and first >= OWN_LEVELS_SINCE
    return well.county if own else "slj"


def _answers(well: DemoWell, first: date) -> bool:
    return well.well_id not in SILENT_WELLS or first <= LAST_HEARD


def _read_by_hand(well: DemoWell, first: date) -> Row:
    day = first.replace(day=chance("round", well.county, first).randint(_FIRST_ROUND, _LAST_ROUND))
    return {
        "well_id": well.well_id,
        "well_name": well.name,
        "county_code": REGION.county(well.county).name,
        "measured_at": day,
        "depth_to_water_m": depth_m(well, day),
        "level_method": "人工",
    }


def _sent(well: DemoWell, first: date) -> list[Row]:
    days = range(1, month_end(first).day + 1) if well.well_id in DAILY else _SENT_ON
    return [
        {
            "well_id": well.well_id,
            "measured_at": datetime.combine(first.replace(day=day), _SENT_AT),
            "head_m": round(well.elevation_m - depth_m(well, first.replace(day=day)), 2),
            "water_temperature_c": round(_habit(well.well_id)[2] + day / 100, 1),
            "level_method": "自动",
        }
        for day in days
    ]


@cache
def _habit(well_id: str) -> tuple[float, float, float]:
    """Return a well's own trend and season in metres, and its temperature in degrees."""
    draw = chance("habit", well_id)
    return draw.uniform(*_USUAL_TREND_M_A_YEAR), draw.random(), draw.uniform(*_TEMPERATURE_C)


def depth_m(well: DemoWell, day: date) -> float:
    """Return the depth to water of a well on a day, metres below ground: trend, season, noise."""
    own_trend, liveliness, _ = _habit(well.well_id)
    years = (day - FIRST_MONTH) / timedelta(days=_DAYS_A_YEAR)
    trend = (_TREND_M_A_YEAR.get(well.county, 0.0) + own_trend) * years
    low, high = _SEASON_M[well.confined]
    months_off = day.month - _HIGH_WATER_MONTH + day.day / _DAYS_A_MONTH
    season = -(low + (high - low) * liveliness) * math.cos(
        2 * math.pi * months_off / _MONTHS_A_YEAR
    )
    noise = chance("level", well.well_id, day).gauss(0, _NOISE_M)
    return round(well.water_m + trend + season + noise, 2)
