"""Task 5 in its ledger: water given back by heating season, wells still to be built, meters."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gwdash.queries.ledger_row import LedgerRow, ledger_row, records
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import text
from gwdash.registry.fields.geothermal import APPROVAL, METERING, REBUILD_STAGE
from gwdash.registry.problems import KARST_FLOOR, PORE_FLOOR
from gwdash.registry.region import REGION
from gwdash.registry.rules import Threshold
from gwdash.registry.thresholds import REINJECTION_LIMIT
from gwdash.scope import Scope

SEASONS = 3
_FULL = 100.0
STAGES = tuple(code.code for code in REBUILD_STAGE.codes)
APPROVALS = tuple(code.code for code in APPROVAL.codes)
METERS = tuple(code.code for code in METERING.codes)
BUILT = frozenset({"built", "running"})
SPARED = "not_needed"
CLOSED_LOOP = "closed_loop"
#: A field that nobody filled in.
NOT_FILLED = ""
_OUT_OF_USE = frozenset({"stopped", "sealed"})


class Use(StrEnum):
    """What is known of a project's water in a season, or which kind of nothing it is."""

    COUNTED = "counted"
    TO_CHECK = "to_check"
    """More was given back than taken, or months are not filled in."""
    NOT_REPORTED = "not_reported"
    NOTHING_TAKEN = "nothing_taken"
    CLOSED_LOOP = "closed_loop"
    """Takes no water: 不适用."""


@dataclass(frozen=True, slots=True)
class SeasonUse:
    """A project's water in one heating season, in cubic metres."""

    project: str
    county_code: str
    reservoir: str
    first_on: date
    until_on: date
    n_months: int
    taken_m3: float
    given_m3: float
    use: Use

    @property
    def counted_m3(self) -> float:
        """Water given back as far as it counts: never more than was taken."""
        return min(self.given_m3, self.taken_m3)

    @property
    def rate_pct(self) -> float | None:
        """Water given back in percent of water taken, None where none was taken."""
        return _FULL * self.counted_m3 / self.taken_m3 if self.taken_m3 else None

    @property
    def floor(self) -> Threshold:
        """The least rate for its kind of reservoir, with its source."""
        return PORE_FLOOR if self.reservoir == "pore" else KARST_FLOOR

    @property
    def is_below(self) -> bool:
        """Whether it gave back less than the floor."""
        return self.rate_pct is not None and self.rate_pct < self.floor.value

    @property
    def short_m3(self) -> float:
        """How much water is missing to the floor."""
        return max(self.taken_m3 * self.floor.value / _FULL - self.counted_m3, 0.0)


@dataclass(frozen=True, slots=True)
class Project:
    """A 采灌单元 as it was last reported: as far as the well of its that is least far."""

    name: str
    county_code: str
    is_main_city: bool
    is_closed_loop: bool
    stage: str
    eia: str
    n_online: int
    n_in_use: int
    period: str
    row: LedgerRow

    @property
    def is_due(self) -> bool:
        """Whether it must have a well to give back."""
        return not self.is_closed_loop and self.stage != SPARED

    @property
    def due_by(self) -> date:
        """The day by which that well must be built."""
        limits = REGION.rebuild
        return limits.main_city_by if self.is_main_city else limits.whole_city_by

    @property
    def is_built(self) -> bool:
        """Whether that well is built."""
        return self.is_due and self.stage in BUILT


@dataclass(frozen=True, slots=True)
class GeothermalDepth:
    """What the ledger of task 5 says in a period."""

    seasons: tuple[tuple[date, tuple[SeasonUse, ...]], ...]
    """Heating seasons by their first month, the latest first; the largest gap first."""
    projects: tuple[Project, ...]
    metering: Mapping[str, Mapping[str, int]]
    """Wells in use by county and by their meter."""

    @property
    def latest(self) -> tuple[SeasonUse, ...]:
        """The season that runs, or the last one."""
        return self.seasons[0][1] if self.seasons else ()

    def use_of(self, project: Project) -> tuple[SeasonUse | None, ...]:
        """Return a project's seasons, the latest first; None where it never reported."""
        key = (project.county_code, project.name)
        return tuple(
            next((one for one in uses if (one.county_code, one.project) == key), None)
            for _, uses in self.seasons
        )


def depth(source: Source, scope: Scope) -> GeothermalDepth:
    """Return what the ledger of task 5 says in a scope's period and county."""
    wells = source.columns("geothermal_wells", period=scope.period, county=scope.county)
    seasons = source.columns(
        "heating_seasons", as_of=last_day(scope), n_seasons=SEASONS, county=scope.county
    )
    told = list(records(wells))
    return GeothermalDepth(_seasons(records(seasons)), _projects(told), _metering(told))


def stages(projects: Iterable[Project]) -> Counter[str]:
    """Return how many of the projects that must build stand at each stage."""
    return Counter(one.stage for one in projects if one.is_due)


def days_over(due: date, as_of: date) -> int:
    """Return how many days a deadline is over, 0 until it is."""
    return max((as_of - due).days, 0)


def _seasons(
    rows: Iterable[Mapping[str, Any]],
) -> tuple[tuple[date, tuple[SeasonUse, ...]], ...]:
    found: dict[date, list[SeasonUse]] = {}
    for row in rows:
        one = _season_use(row)
        found.setdefault(one.first_on, []).append(one)
    return tuple((first_on, tuple(sorted(uses, key=_gap))) for first_on, uses in found.items())


def _gap(one: SeasonUse) -> tuple[bool, float, float, str]:
    return one.use is not Use.COUNTED, -one.short_m3, -one.taken_m3, one.project


def _season_use(row: Mapping[str, Any]) -> SeasonUse:
    taken, given = float(row["taken_m3"]), float(row["given_m3"])
    return SeasonUse(
        project=text(row["project"]),
        county_code=text(row["county_code"]),
        reservoir=text(row["reservoir"]),
        first_on=row["first_on"],
        until_on=row["until_on"],
        n_months=int(row["n_months"]),
        taken_m3=taken,
        given_m3=given,
        use=_use(row, taken, given),
    )


def _use(row: Mapping[str, Any], taken_m3: float, given_m3: float) -> Use:
    if row["is_closed_loop"]:
        return Use.CLOSED_LOOP
    if not row["n_months"]:
        return Use.NOT_REPORTED
    if row["n_blank"] or given_m3 > REINJECTION_LIMIT.value * taken_m3:
        return Use.TO_CHECK
    return Use.COUNTED if taken_m3 else Use.NOTHING_TAKEN


def _projects(rows: Sequence[Mapping[str, Any]]) -> tuple[Project, ...]:
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["county_code"], row["project"]), []).append(row)
    listed = [_project(wells) for wells in found.values()]
    order = {county.code: n for n, county in enumerate(REGION.counties)}
    return tuple(
        sorted(
            listed,
            key=lambda p: (p.is_closed_loop, p.is_built, not p.is_due, not p.is_main_city,
                           order.get(p.county_code, len(order)), p.name),
        )
    )  # fmt: skip


def _project(wells: Sequence[Mapping[str, Any]]) -> Project:
    """Return a project from its wells: a closed loop, or spared, only where all of them are."""
    least = min(
        wells,
        key=lambda w: (w["well_type"] == CLOSED_LOOP, w["rebuild_stage"] == SPARED,
                       _position(STAGES, w["rebuild_stage"]), w["gw_id"]),
    )  # fmt: skip
    in_use = [w for w in wells if w["well_type"] != CLOSED_LOOP and w["state"] not in _OUT_OF_USE]
    eias = [text(w["eia_state"]) for w in wells]
    return Project(
        name=text(least["project"]),
        county_code=text(least["county_code"]),
        is_main_city=bool(least["is_main_city"]),
        is_closed_loop=least["well_type"] == CLOSED_LOOP,
        stage=text(least["rebuild_stage"]),
        eia=max(eias, key=lambda code: _position(APPROVALS, code)),
        n_online=sum(w["metering"] == "online" for w in in_use),
        n_in_use=len(in_use),
        period=text(least["period"]),
        row=ledger_row("geothermal", least),
    )


def _position(codes: Sequence[str], code: str) -> int:
    """Return a code's place in its list; what is not filled in stands before all."""
    return codes.index(code) if code in codes else -1


def _metering(rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    kinds = (*METERS, NOT_FILLED)
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        if row["well_type"] == CLOSED_LOOP or row["state"] in _OUT_OF_USE:
            continue
        counts = found.setdefault(text(row["county_code"]), dict.fromkeys(kinds, 0))
        counts[text(row["metering"])] += 1
    return found
