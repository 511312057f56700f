"""Task 4 in its ledgers: which wells are assessed, which sources are watched, which wells run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gwdash.queries.ledger_row import LedgerRow, ledger_row, records
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import text
from gwdash.scope import Scope

#: The wells that the plan has assessed as professional monitoring wells.
PLAN_ORIGINS = ("drinking_source", "eia_tracking", "pollution_source", "national")
NOT_ASSESSED = "not_assessed"
#: Conclusions of the assessment, the best first.
ASSESSMENTS = ("usable", "after_rebuild", "unusable", NOT_ASSESSED)


class Run(StrEnum):
    """How a well stands that should run; declared from the best."""

    RUNNING = "running"
    SILENT = "silent"
    """The ledger says 正常, and no level has come for two months or longer."""
    BROKEN = "broken"
    NOT_FILLED = "not_filled"
    EXEMPT = "exempt"
    """Sealed before the year began: in no denominator."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """Wells of one origin by the conclusion of their assessment; sealed wells stand in none."""

    origin: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All wells of the origin that are not sealed."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Those with a conclusion."""
        return self.total - self.counts.get(NOT_ASSESSED, 0)

    @property
    def is_planned(self) -> bool:
        """Whether the plan asks for the assessment."""
        return self.origin in PLAN_ORIGINS


@dataclass(frozen=True, slots=True)
class TwinSource:
    """One of the 双源: a source of drinking water or a listed source of pollution."""

    code: str
    name: str
    county_code: str
    is_drinking: bool
    is_covered: bool
    note: str
    row: LedgerRow


@dataclass(frozen=True, slots=True)
class Running:
    """Wells of one county or of one unit that answers for them, by how they stand."""

    owner: str
    counts: Mapping[Run, int]

    @property
    def due(self) -> int:
        """Wells that should run."""
        return sum(n for run, n in self.counts.items() if run is not Run.EXEMPT)

    @property
    def running(self) -> int:
        """Wells that run and answer."""
        return self.counts.get(Run.RUNNING, 0)


@dataclass(frozen=True, slots=True)
class NetworkDepth:
    """What the ledgers of task 4 say in a period."""

    assessed: tuple[Assessed, ...]
    twins: tuple[TwinSource, ...]
    by_county: tuple[Running, ...]
    by_maintainer: tuple[Running, ...]

    @property
    def uncovered(self) -> tuple[TwinSource, ...]:
        """The sources that no working well watches."""
        return tuple(one for one in self.twins if not one.is_covered)


def depth(source: Source, scope: Scope) -> NetworkDepth:
    """Return what the ledgers of task 4 say in a scope's period, county and area."""
    states = [(row, _run(row)) for row in _rows(source, "network_states", scope)]
    return NetworkDepth(
        _assessed(_rows(source, "network_assessment", scope)),
        tuple(_twin(row) for row in _rows(source, "network_twin_sources", scope)),
        _running((text(row["county_code"]), runs) for row, runs in states),
        _running((text(row["maintainer"]), runs) for row, runs in states),
    )


def _rows(source: Source, query: str, scope: Scope) -> list[dict[str, Any]]:
    answer = source.columns(
        query, as_of=last_day(scope), county=scope.county, new_area=scope.include_new_area
    )
    return list(records(answer))


def _assessed(rows: Sequence[Mapping[str, Any]]) -> tuple[Assessed, ...]:
    """Return the plan's four origins first, then the others, each with the most wells first."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        counts = found.setdefault(text(row["origin"]), dict.fromkeys(ASSESSMENTS, 0))
        counts[text(row["assessment"])] += int(row["n"])
    listed = [Assessed(origin, counts) for origin, counts in found.items()]
    return tuple(sorted(listed, key=lambda one: (not one.is_planned, -one.total, one.origin)))


def _twin(row: Mapping[str, Any]) -> TwinSource:
    return TwinSource(
        code=text(row["thing"]),
        name=text(row["label"]),
        county_code=text(row["county_code"]),
        is_drinking=row["dataset"] == "water_source",
        is_covered=bool(row["is_covered"]),
        note=text(row["note"]),
        row=ledger_row(text(row["dataset"]), row),
    )


def _run(row: Mapping[str, Any]) -> dict[Run, int]:
    """Return how many wells of one answer stand how."""
    total, due, running = (int(row[name]) for name in ("n", "n_due", "n_running"))
    rest = {"running": Run.SILENT, "": Run.NOT_FILLED}.get(text(row["well_state"]), Run.BROKEN)
    return {Run.RUNNING: running, rest: due - running, Run.EXEMPT: total - due}


def _running(rows: Iterable[tuple[str, Mapping[Run, int]]]) -> tuple[Running, ...]:
    """Return owners with the most wells that do not run first."""
    found: dict[str, dict[Run, int]] = {}
    for owner, runs in rows:
        counts = found.setdefault(owner, dict.fromkeys(Run, 0))
        for run, n in runs.items():
            counts[run] += n
    listed = [Running(owner, counts) for owner, counts in found.items()]
    return tuple(sorted(listed, key=lambda one: (one.running - one.due, -one.due, one.owner)))
