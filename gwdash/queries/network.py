"""监测网络: the wells, how they run, and what one of them has measured."""

from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from gwdash.queries.source import Source, last_day
from gwdash.registry import codes
from gwdash.registry.model import CodeList
from gwdash.registry.problems import FORGOTTEN, SILENT
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period, PeriodKind

RUNNING = "running"
#: A well that sends nothing for this many periods in a row counts as silent; office default.
SILENT_PERIODS = int(SILENT.value)
#: Levels older than this were sent by a well that nobody expects to answer any more.
_FORGOTTEN = timedelta(days=FORGOTTEN.value)


class Well(NamedTuple):
    """One monitoring point as of a period; `registered` is False for one the register lacks.

    Thousands are made for one page, and a tuple is made five times as fast as a frozen dataclass.
    """

    well_id: str
    registered: bool
    name: str
    county_code: str | None
    town: str
    lon: float | None
    lat: float | None
    drinking: bool
    origin: str
    state: str
    burial: str
    medium: str
    depth_m: float | None
    elevation_m: float | None
    screen_top_m: float | None
    screen_bottom_m: float | None
    built_on: date | None
    maintainer: str
    last_level_month: date | None
    n_levels: int
    last_sampled_on: date | None
    grade: int | None
    label: str
    worst_analytes: str
    n_assessed: int
    file_origin: str
    submission_id: int | None = None
    source_sheet: str = ""
    source_cell: str = ""
    sealed_before_year: bool = False
    """Whether it was sealed when the period's year began; sealed later, it stays a duty."""

    @property
    def title(self) -> str:
        """What people call the well."""
        return self.name or self.well_id

    @property
    def place(self) -> str:
        """The county's name."""
        return REGION.place_name(self.county_code)

    @property
    def running(self) -> bool:
        """Whether the ledger says 正常."""
        return self.state == RUNNING

    def silent_periods(self, as_of: date) -> int:
        """Return for how many months a running well has sent no level, 0 for one that never has.

        A well whose last level is more than two years old belongs to no monthly duty.
        """
        if self.last_level_month is None or not self.running:
            return 0
        if as_of - self.last_level_month > _FORGOTTEN:
            return 0
        last = self.last_level_month
        return max((as_of.year - last.year) * 12 + as_of.month - last.month, 0)

    def silent(self, as_of: date) -> bool:
        """Tell whether a running well has sent nothing for `SILENT_PERIODS` or longer."""
        return self.silent_periods(as_of) >= SILENT_PERIODS

    @property
    def state_label(self) -> str:
        """The state in words."""
        return code_label(codes.WELL_STATE, self.state) if self.state else "未填报"


@dataclass(frozen=True, slots=True)
class Running:
    """监测井正常运行率: the year's wells of the region, and those that run and answer.

    `unknown` are the wells whose state nobody filled in: they are neither broken nor left out.
    """

    total: int
    normal: int
    silent: int
    broken: int
    unknown: int

    @property
    def rate_pct(self) -> float | None:
        """Normal wells in percent of the year's; sealing one in the year does not take it out."""
        return 100 * self.normal / self.total if self.total else None


def wells(source: Source, scope: Scope, *, drinking_only: bool = False) -> list[Well]:
    """Return the points of a scope as of its period, or those of drinking-water sources alone."""
    found = source.columns(
        "wells",
        as_of=last_day(scope),
        county=scope.county,
        new_area=scope.include_new_area,
        drinking_only=drinking_only,
    )
    rows = zip(*(found[name] for name in Well._fields), strict=True)
    return sorted(map(Well._make, rows), key=attrgetter("well_id"))


def running(found: list[Well], as_of: date) -> Running:
    """Return how many of the year's wells of the region run and send their levels.

    The same wells as the indicator ``well_up`` counts.
    """
    registered = [
        well
        for well in found
        if well.registered and well.county_code and not well.sealed_before_year
    ]
    silent = sum(well.silent(as_of) for well in registered)
    normal = sum(well.running for well in registered) - silent
    unknown = sum(not well.state for well in registered)
    broken = len(registered) - normal - silent - unknown
    return Running(len(registered), normal, silent, broken, unknown)


def levels(source: Source, well_id: str, as_of: date) -> pd.DataFrame:
    """Return a well's levels: ``measured_at``, ``depth_to_water_m``, ``head_m`` and origin."""
    return source.frame("well_levels", well_id=well_id, as_of=as_of)


def analytes(source: Source, well_id: str, as_of: date) -> pd.DataFrame:
    """Return what was measured at a well, the most exceeding first."""
    return source.frame("well_analytes", well_id=well_id, as_of=as_of)


def results(source: Source, well_id: str, analyte: str, as_of: date) -> pd.DataFrame:
    """Return a well's results of one analyte, in the standard's unit."""
    return source.frame("well_results", well_id=well_id, analyte=analyte, as_of=as_of)


def exceeding_samples(
    source: Source, well_id: str, analyte: str, as_of: date
) -> set[tuple[date, str]]:
    """Return day and layer of a well's results of one analyte that lie above class Ⅲ."""
    found = source.columns("well_exceedances", well_id=well_id, analyte=analyte, as_of=as_of)
    return {
        (day, layer or "") for day, layer in zip(found["sampled_on"], found["layer"], strict=True)
    }


def exceedances(source: Source, scope: Scope) -> pd.DataFrame:
    """Return the results above class Ⅲ in the quarter of the scope's period."""
    quarter = Period.of(last_day(scope), PeriodKind.QUARTER)
    return source.frame("exceedances", since=quarter.first_day, as_of=last_day(scope))


def code_label(listed: CodeList, code: str) -> str:
    """Return a code's words, the code itself for one the list does not have."""
    found = listed.find(code)
    return found.label if found else code
