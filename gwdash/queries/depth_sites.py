"""任务二: the listed sites, what their permits say, how they sample, and the leaks to be mended.

The two lists are counted apart; a site on both counts once in all. Samplings due and taken are
those of the indicator 自行监测完成率 (HJ 1209-2021).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from gwdash.queries.ledger_row import NOT_FILLED, LedgerRow, label, ledger_row, records
from gwdash.queries.source import Source
from gwdash.queries.values import day, number, text
from gwdash.registry.fields.monitoring import HAZARD_OBJECT, RECTIFY_STATUS
from gwdash.registry.fields.sites import PRODUCTION_STATE, SOURCE_TYPE, YES_NO_NA
from gwdash.registry.region import REGION
from gwdash.scope import Scope

_FULL = 100
_CLOSED = "closed"
_MENDED = frozenset({"done", "accepted"})


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the newest lists; None and empty text are cells that nobody filled in."""

    site_id: str
    name: str
    county_code: str | None
    list_year: int
    is_priority: bool
    is_supervised: bool
    source_type: str
    production_state: str
    permit: str
    has_receptor: bool | None
    is_high_risk: bool | None
    n_due: int
    n_done: int
    n_wells: int
    is_silent: bool
    """Whether it runs and has not sampled at all since the year before."""
    note: str
    last_sampled_on: date | None
    origin: LedgerRow

    @property
    def place(self) -> str:
        """The county's name."""
        return REGION.place_name(self.county_code)

    @property
    def lists_label(self) -> str:
        """The lists that name it, in words."""
        names = (("重点排污", self.is_priority), ("重点监管", self.is_supervised))
        return "、".join(name for name, named in names if named)

    @property
    def type_label(self) -> str:
        """What kind of polluter it is."""
        return label(SOURCE_TYPE, self.source_type)

    @property
    def state_label(self) -> str:
        """Whether it runs."""
        return label(PRODUCTION_STATE, self.production_state)

    @property
    def permit_label(self) -> str:
        """Whether the permit names its duty to groundwater."""
        if self.production_state == _CLOSED:
            return "已关闭"
        return {"yes": "已载明", "no": "未载明"}.get(self.permit, label(YES_NO_NA, self.permit))

    @property
    def sampling_label(self) -> str:
        """Samplings taken of those due, or why there is nothing to count."""
        if self.n_due:
            return f"{self.n_done}/{self.n_due} 次"
        return "首次未到期" if self.n_wells else self.note or "没有应测"


@dataclass(frozen=True, slots=True)
class CountySites:
    """A county with its sites."""

    code: str
    sites: tuple[Site, ...]

    @property
    def name(self) -> str:
        """The county's name."""
        return REGION.place_name(self.code)

    @property
    def n_due(self) -> int:
        """Samplings that were due this year so far."""
        return sum(site.n_due for site in self.sites)

    @property
    def n_done(self) -> int:
        """Samplings taken of those due."""
        return sum(site.n_done for site in self.sites)

    @property
    def n_silent(self) -> int:
        """Sites that run and do not sample."""
        return sum(site.is_silent for site in self.sites)

    @property
    def rate_pct(self) -> float | None:
        """Samplings taken in percent of those due; None where none were."""
        return _FULL * self.n_done / self.n_due if self.n_due else None


class ListYear(NamedTuple):
    """The two lists of one year."""

    year: int
    n_priority: int
    n_supervised: int
    n_sites: int

    @property
    def n_both(self) -> int:
        """How many sites stand on both."""
        return self.n_priority + self.n_supervised - self.n_sites


class HazardState(StrEnum):
    """How a leak stands against its day; declared from the most urgent on."""

    OVERDUE = "逾期未整改"
    NO_DAY = "时限未填"
    OPEN = "未到期"
    LATE = "逾期后整改"
    MENDED = "按期整改"


@dataclass(frozen=True, slots=True)
class Hazard:
    """One leak hazard; `is_due` and `is_mended_of_due` are what 隐患整改率 counts."""

    hazard_id: str
    unit_name: str
    site_id: str
    county_code: str | None
    kind: str
    facility: str
    spot: str
    found_on: date | None
    rectify_by: date | None
    status: str
    rectified_on: date | None
    is_due: bool
    is_mended_of_due: bool
    as_of: date
    origin: LedgerRow

    @property
    def place(self) -> str:
        """The county's name."""
        return REGION.place_name(self.county_code)

    @property
    def kind_label(self) -> str:
        """重点场所 or 重点设施设备, in words."""
        return label(HAZARD_OBJECT, self.kind)

    @property
    def status_label(self) -> str:
        """The reported state in words."""
        return label(RECTIFY_STATUS, self.status)

    @property
    def is_mended(self) -> bool:
        """Whether it is reported as mended."""
        return self.status in _MENDED

    @property
    def state(self) -> HazardState:
        """How it stands against its day."""
        if self.is_mended:
            late = self.rectify_by and self.rectified_on and self.rectified_on > self.rectify_by
            return HazardState.LATE if late else HazardState.MENDED
        if self.rectify_by is None:
            return HazardState.NO_DAY
        return HazardState.OVERDUE if self.rectify_by < self.as_of else HazardState.OPEN

    @property
    def overdue_days(self) -> int:
        """Days past the day by which it was to be mended; 0 before it and once mended."""
        if self.is_mended or self.rectify_by is None:
            return 0
        return max((self.as_of - self.rectify_by).days, 0)


def sites(source: Source, scope: Scope) -> list[Site]:
    """Return the sites of the newest lists of a scope, by county and code."""
    return [_site(row) for row in records(source.columns("key_sites", **_asked(scope)))]


def years(source: Source, scope: Scope) -> list[ListYear]:
    """Return how many sites each list named in each year, the newest first."""
    answer = source.columns("key_site_years", **_asked(scope))
    return [ListYear(*(int(value) for value in row.values())) for row in records(answer)]


def hazards(source: Source, scope: Scope) -> list[Hazard]:
    """Return the hazards of a scope: the longest overdue first, then what is open, then mended."""
    found = [_hazard(row) for row in records(source.columns("leak_hazards", **_asked(scope)))]
    states = list(HazardState)
    return sorted(
        found,
        key=lambda one: (
            states.index(one.state), -one.overdue_days, one.rectify_by or date.max, one.hazard_id
        ),
    )  # fmt: skip


def by_county(found: Sequence[Site], county: str = "") -> list[CountySites]:
    """Return the counties that have sites, the lowest rate first; without samplings due last."""
    counties = [
        CountySites(one.code, tuple(site for site in found if site.county_code == one.code))
        for one in REGION.counties
        if county in {"", one.code}
    ]
    known = [one for one in counties if one.sites]
    return sorted(
        known, key=lambda one: (one.rate_pct is None, one.rate_pct or 0.0, -one.n_due, one.code)
    )


def silent(found: Iterable[Site]) -> list[Site]:
    """Return the sites that run and do not sample: of high risk and most owed first."""
    own = [site for site in found if site.is_silent]
    return sorted(own, key=lambda site: (not site.is_high_risk, -site.n_due, site.site_id))


def hazards_by_county(found: Iterable[Hazard]) -> dict[str, dict[HazardState, int]]:
    """Return how many hazards of each state every county has, the most overdue first."""
    counted: dict[str, dict[HazardState, int]] = {}
    for one in found:
        own = counted.setdefault(one.place, dict.fromkeys(HazardState, 0))
        own[one.state] += 1
    order = sorted(
        counted, key=lambda name: ([-counted[name][state] for state in HazardState], name)
    )
    return {name: counted[name] for name in order}


def permits(found: Iterable[Site]) -> dict[str, int]:
    """Return how many sites hold which kind of permit, those that name the duty first."""
    words = ("已载明", "未载明", NOT_FILLED, "不适用", "已关闭")
    counted = dict.fromkeys(words, 0)
    for site in found:
        counted[site.permit_label] = counted.get(site.permit_label, 0) + 1
    return counted


def _asked(scope: Scope) -> dict[str, Any]:
    return {
        "period": scope.period, "county": scope.county, "new_area": scope.include_new_area
    }  # fmt: skip


def _flag(value: object) -> bool | None:
    return None if value is None else bool(value)


def _site(row: dict[str, Any]) -> Site:
    return Site(
        site_id=text(row["site_id"]),
        name=text(row["unit_name"]),
        county_code=text(row["county_code"]) or None,
        list_year=int(number(row["list_year"]) or 0),
        is_priority=bool(row["is_priority"]),
        is_supervised=bool(row["is_supervised"]),
        source_type=text(row["source_type"]),
        production_state=text(row["production_state"]),
        permit=text(row["permit_covers_groundwater"]),
        has_receptor=_flag(row["has_receptor_1km"]),
        is_high_risk=_flag(row["is_high_risk"]),
        n_due=int(row["n_due"]),
        n_done=int(row["n_done"]),
        n_wells=int(row["n_wells"]),
        is_silent=bool(row["is_silent"]),
        note=text(row["note"]),
        last_sampled_on=day(row["last_sampled_on"]),
        origin=ledger_row("key_unit", row),
    )


def _hazard(row: dict[str, Any]) -> Hazard:
    return Hazard(
        hazard_id=text(row["hazard_id"]),
        unit_name=text(row["unit_name"]),
        site_id=text(row["site_id"]),
        county_code=text(row["county_code"]) or None,
        kind=text(row["hazard_object"]),
        facility=text(row["facility"]),
        spot=text(row["place"]),
        found_on=day(row["found_on"]),
        rectify_by=day(row["rectify_by"]),
        status=text(row["rectify_status"]),
        rectified_on=day(row["rectified_on"]),
        is_due=bool(row["is_due"]),
        is_mended_of_due=bool(row["is_mended_of_due"]),
        as_of=row["month_end"],
        origin=ledger_row("leak_hazard", row),
    )
