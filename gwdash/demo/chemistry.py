"""What the water of a well holds, what its place adds, and how a laboratory types it."""

import math
from dataclasses import dataclass
from datetime import date
from functools import cache

from gwdash.demo.chance import chance
from gwdash.demo.places import GROUND
from gwdash.demo.wells import FLUORIDE_COUNTY, HARD_COUNTY, PLUME, DemoWell
from gwdash.standards.analytes import ANALYTES

TEXT_ANALYTES = frozenset({"odor_taste", "visible_matter"})
ROUTINE = tuple(code for code, analyte in ANALYTES.items() if analyte.routine)


@dataclass(frozen=True, slots=True)
class Typical:
    """An analyte in ordinary water of the valley, in the standard's unit."""

    value: float
    decimals: int
    limit: float | None = None
    """Detection limit; None where it is always found."""
    spread: float = 0.4
    """Natural logarithm of the factor between one well and the next, one standard deviation."""


TYPICAL = {
    "color": Typical(5, 0, 5), "turbidity": Typical(0.8, 1, 0.3), "ph": Typical(7.7, 2, None, 0.02),
    "hardness": Typical(285, 0, None, 0.18), "tds": Typical(490, 0, None, 0.2),
    "sulfate": Typical(95, 1), "chloride": Typical(58, 1), "fe": Typical(0.05, 3, 0.03),
    "mn": Typical(0.02, 3, 0.01), "cu": Typical(0.002, 4, 0.001), "zn": Typical(0.02, 3, 0.01),
    "al": Typical(0.02, 3, 0.009), "phenols": Typical(0.0002, 4, 0.0003),
    "las": Typical(0.02, 3, 0.05), "codmn": Typical(1.0, 1, 0.5, 0.3),
    "nh3n": Typical(0.05, 3, 0.025), "sulfide": Typical(0.002, 3, 0.003),
    "na": Typical(78, 1, None, 0.3), "coliform": Typical(1, 0, 2), "plate_count": Typical(28, 0),
    "no2n": Typical(0.004, 3, 0.003), "no3n": Typical(5.4, 2, None, 0.35),
    "cyanide": Typical(0.001, 3, 0.002), "fluoride": Typical(0.52, 2, None, 0.2),
    "iodide": Typical(0.01, 3, 0.025), "hg": Typical(0.00003, 5, 0.00004),
    "as": Typical(0.0008, 4, 0.0003), "se": Typical(0.0006, 4, 0.0004),
    "cd": Typical(0.00004, 5, 0.00005), "cr6": Typical(0.006, 3, 0.004),
    "pb": Typical(0.0006, 5, 0.00009), "chloroform": Typical(0.4, 1, 1.4),
    "ccl4": Typical(0.3, 1, 0.4), "benzene": Typical(0.3, 1, 0.4), "toluene": Typical(0.5, 1, 0.3),
    "gross_alpha": Typical(0.06, 3, 0.016), "gross_beta": Typical(0.12, 3, 0.028),
}  # fmt: skip

#: What stands in the rock: the plateau's fluoride, the hard water of one county's loess.
_FROM_ROCK = {
    FLUORIDE_COUNTY: {"fluoride": 2.75},
    HARD_COUNTY: {"hardness": 1.4, "tds": 1.25, "sulfate": 1.2},
}
_PLATEAU = {"fluoride": 1.25, "chloride": 0.6}
#: Salt gathers where the water table is shallow and the river flats have little outflow.
_SALTY = {
    "GJ-610422-02": {"sulfate": 3.6, "chloride": 4.4, "na": 3.1, "tds": 2.4, "hardness": 1.9},
    "GJ-610423-02": {"sulfate": 3.0, "na": 2.7, "tds": 1.9, "hardness": 1.7},
    "GK-610422-01": {"sulfate": 4.6, "na": 4.0, "tds": 2.8, "hardness": 2.0},
}
#: The plume: factors at the well beside the firm when sampling began, and their growth a year.
_PLUME = {
    "chloride": (4.6, 0.26), "tds": (1.9, 0.2), "nh3n": (11.0, 0.45), "codmn": (2.8, 0.21),
    "cr6": (2.2, 0.3),
}  # fmt: skip
_PLUME_BEGAN = date(2022, 2, 1)
#: Years that the plume needs from one well to the next, and the well upstream that it never meets.
_YEARS_BETWEEN, _UPSTREAM = 1.3, 0
_DAYS_A_YEAR = 365.25
#: A source or a well of the survey stays this far below class Ⅲ, unless its place says otherwise.
_SAFE_SHARE = 0.82
_TYPED_ODD = 0.12


def value_of(well: DemoWell, code: str, day: date) -> float:
    """Return what the water holds, in the standard's unit and unrounded."""
    typical = TYPICAL[code]
    value = typical.value * _own(well.well_id, code)
    value *= math.exp(chance("sample", well.well_id, code, day).gauss(0, typical.spread / 6))
    plain = min(value, _safe(code))
    return plain * _place(well, code) * _plume(well, code, day)


@cache
def _own(well_id: str, code: str) -> float:
    return math.exp(chance("water", well_id, code).gauss(0, TYPICAL[code].spread))


def _safe(code: str) -> float:
    third = ANALYTES[code].upper[2]
    return math.inf if third is None else float(third) * _SAFE_SHARE


def _place(well: DemoWell, code: str) -> float:
    factor = _SALTY.get(well.well_id, {}).get(code, 1.0)
    if well.is_source and well.county in _FROM_ROCK:
        return factor * _FROM_ROCK[well.county].get(code, 1.0)
    if GROUND[well.county].plateau and not well.is_source:
        return factor * _PLATEAU.get(code, 1.0)
    return factor


def _plume(well: DemoWell, code: str, day: date) -> float:
    """Return the plume's factor: it grows at the firm and comes later to the wells below."""
    place = PLUME.get(well.well_id, _UPSTREAM)
    if place == _UPSTREAM or code not in _PLUME:
        return 1.0
    factor, growth = _PLUME[code]
    years = (day - _PLUME_BEGAN).days / _DAYS_A_YEAR - _YEARS_BETWEEN * (place - 1)
    excess = (factor - 1) * math.pow(1 + growth, years)
    return 1.0 + excess if place == 1 else 1.0 + excess * _arrived(years)


def _arrived(years: float) -> float:
    """Return how much of the plume has reached a well that it met so many years ago."""
    return 1 / (1 + math.exp(-2 * years))


def typed(well: DemoWell, code: str, day: date, form: str) -> object:
    """Return a result as a laboratory types it: a number, or text for what was not found.

    `form` is how it writes what lies below the detection limit: ``L``, ``<`` or ``未检出``.
    """
    if code in TEXT_ANALYTES:
        return "无"
    typical = TYPICAL[code]
    value = value_of(well, code, day)
    if typical.limit is not None and value < typical.limit:
        return _not_found(typical.limit, form, chance("typed", well.well_id, code, day).random())
    number = round(value, typical.decimals)
    return int(number) if typical.decimals == 0 else number


def limit_text(code: str) -> str:
    """Return an analyte's detection limit as printed, empty where it has none."""
    limit = None if code in TEXT_ANALYTES else TYPICAL[code].limit
    return "" if limit is None else _plain(limit)


def _not_found(limit: float, form: str, draw: float) -> str:
    plain = _plain(limit)
    if form == "L":
        return f"{plain}L" if draw > _TYPED_ODD else f"＜{plain}"
    if form == "<":
        return f"<{plain}" if draw > _TYPED_ODD else f"{plain}L"
    return form


def _plain(limit: float) -> str:
    return f"{limit:.6f}".rstrip("0").rstrip(".")
