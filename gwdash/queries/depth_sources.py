"""任务三: drinking-water sources, their protection and recharge zones, quality and causes.

Quality is what samplings prove; what the ledger claims is shown beside it and counts nowhere. No
position of a source is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from gwdash.queries.ledger_row import LedgerRow, label, ledger_row, records
from gwdash.queries.quality import SeasonKey
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import day, number, text
from gwdash.registry.code_lists import CodeList
from gwdash.registry.fields.sources import (
    CAUSE,
    CLAIM,
    PROTECTION,
    QUASI,
    RECHARGE_STAGE,
    REMEDY_STATUS,
    SOURCE_LEVEL,
    SOURCE_USE,
)
from gwdash.registry.region import REGION
from gwdash.scope import Scope

#: How many calendar years of samplings a page shows, the period's year included.
YEARS_SHOWN = 3
SHOWN_SEASONS = 6
HUMAN, BACKGROUND = "human", "background"
_COUNTY_LEVELS = frozenset({"city", "county", ""})
_REMEDIED = frozenset({"done", "accepted"})


class Judged(StrEnum):
    """How a source of county level and above stands this year so far; the most urgent first."""

    EXCEEDED = "超标"
    NOT_MONITORED = "未监测"
    UNDECIDED = "无法判定"
    MET = "达标"
    NOT_COUNTED = "不评价"


class Remedy(StrEnum):
    """How putting right what people did stands against its day; the most urgent first."""

    OVERDUE = "逾期未完成"
    NO_DAY = "时限未填"
    OPEN = "未到期"
    DONE = "已完成整治"


@dataclass(frozen=True, slots=True)
class DrinkingSource:
    """One source; None and empty text are cells that nobody filled in."""

    source_id: str
    name: str
    county_code: str | None
    level: str
    use: str
    protection: str
    protection_doc: str
    quasi: str
    recharge: str
    recharge_km2: float | None
    recharge_polluters: int | None
    claim: str
    exceeded: str
    cause: str
    background_doc: str
    remedy: str
    remedy_by: date | None
    remedy_status: str
    judged: Judged
    judged_note: str
    as_of: date
    origin: LedgerRow

    @property
    def place(self) -> str:
        """The county's name."""
        return REGION.place_name(self.county_code)

    @property
    def is_county_level(self) -> bool:
        """Whether it counts as 县级及以上; one whose level is not told does."""
        return self.level in _COUNTY_LEVELS

    @property
    def level_label(self) -> str:
        """The level in words."""
        return label(SOURCE_LEVEL, self.level)

    @property
    def use_label(self) -> str:
        """Whether it is used, in words."""
        return label(SOURCE_USE, self.use)

    @property
    def protection_label(self) -> str:
        """How far its protection zones are delimited."""
        return label(PROTECTION, self.protection)

    @property
    def quasi_label(self) -> str:
        """Whether it has a quasi-protection zone."""
        return label(QUASI, self.quasi)

    @property
    def recharge_label(self) -> str:
        """How far its recharge area is divided."""
        return label(RECHARGE_STAGE, self.recharge)

    @property
    def claim_label(self) -> str:
        """What the ledger claims of its quality."""
        return label(CLAIM, self.claim)

    @property
    def cause_label(self) -> str:
        """What an exceedance is put down to; background with its document or without one."""
        if self.cause != BACKGROUND:
            return label(CAUSE, self.cause, "")
        return "天然背景（有认定文号）" if self.background_doc else "天然背景（无认定文号）"

    @property
    def remedy_label(self) -> str:
        """How far the remedy is, in words."""
        return label(REMEDY_STATUS, self.remedy_status)

    @property
    def remedy_state(self) -> Remedy | None:
        """How the remedy stands against its day; None where people are not the cause."""
        if self.cause != HUMAN:
            return None
        if self.remedy_status in _REMEDIED:
            return Remedy.DONE
        if self.remedy_by is None:
            return Remedy.NO_DAY
        return Remedy.OVERDUE if self.remedy_by < self.as_of else Remedy.OPEN

    @property
    def overdue_days(self) -> int:
        """Days past the day of the remedy; 0 unless it is overdue."""
        late = self.remedy_state is Remedy.OVERDUE and self.remedy_by
        return (self.as_of - self.remedy_by).days if late and self.remedy_by else 0


class SourceSeason(NamedTuple):
    """What one source's samplings of one season prove: the worst class and n."""

    source_id: str
    season: SeasonKey
    grade: int | None
    n_samples: int
    n_over: int
    n_open: int
    least: int
    most: int
    last_sampled_on: date
    worst_analytes: str


@dataclass(frozen=True, slots=True)
class Seasons:
    """The sampled seasons of sources, oldest first, and what each source has in each."""

    keys: tuple[SeasonKey, ...]
    found: Mapping[tuple[str, SeasonKey], SourceSeason]

    def of(self, source_id: str, season: SeasonKey) -> SourceSeason | None:
        """Return what a source has in a season, None where it was not sampled (未监测)."""
        return self.found.get((source_id, season))

    def last(self, source_id: str) -> SourceSeason | None:
        """Return the last season in which a source was sampled."""
        own = (self.of(source_id, key) for key in reversed(self.keys))
        return next((one for one in own if one), None)


def sources(source: Source, scope: Scope) -> list[DrinkingSource]:
    """Return the sources of a scope: county level and above first, what is not met on top."""
    as_of = last_day(scope)
    answer = source.columns("drinking_sources", **_asked(scope))
    found = [_source(row, as_of) for row in records(answer)]
    order = list(Judged)
    return sorted(found, key=lambda one: (not one.is_county_level, order.index(one.judged)))


def seasons(source: Source, scope: Scope) -> Seasons:
    """Return what the samplings of a scope's sources prove, by season of the last years."""
    since = date(last_day(scope).year - YEARS_SHOWN + 1, 1, 1)
    answer = source.columns("source_seasons", since=since, **_asked(scope))
    found = [_season(row) for row in records(answer)]
    keys = tuple(sorted({one.season for one in found}))
    return Seasons(keys, {(one.source_id, one.season): one for one in found})


def by_level(found: Sequence[DrinkingSource]) -> dict[str, dict[str, int]]:
    """Return how many sources each level has in each use."""
    uses = _words(SOURCE_USE, (one.use_label for one in found))
    levels = _words(SOURCE_LEVEL, (one.level_label for one in found))
    return {
        level: {
            use: sum(one.level_label == level and one.use_label == use for one in found)
            for use in uses
        }
        for level in levels
    }


def states(found: Sequence[DrinkingSource]) -> dict[str, dict[str, int]]:
    """Return how many sources stand where: protection zones, quasi-protection, recharge areas."""
    return {
        "保护区": _counted(PROTECTION, [one.protection_label for one in found]),
        "准保护区": _counted(QUASI, [one.quasi_label for one in found]),
        "补给区": _counted(RECHARGE_STAGE, [one.recharge_label for one in found]),
    }


def with_cause(found: Iterable[DrinkingSource]) -> list[DrinkingSource]:
    """Return the sources whose exceedance has a cause: the longest overdue remedy first."""
    own = [one for one in found if one.cause]
    order = list(Remedy)
    return sorted(
        own,
        key=lambda one: (
            len(order) if one.remedy_state is None else order.index(one.remedy_state),
            -one.overdue_days, one.cause_label, one.source_id,
        ),
    )  # fmt: skip


def _words(listed: CodeList, said: Iterable[str]) -> list[str]:
    """Return the words that occur, in the list's order; what is not filled in comes last."""
    occurring = set(said)
    known = [code.label for code in listed.codes if code.label in occurring]
    return [*known, *sorted(occurring - set(known))]


def _counted(listed: CodeList, said: Sequence[str]) -> dict[str, int]:
    return {word: said.count(word) for word in _words(listed, said)}


def _asked(scope: Scope) -> dict[str, Any]:
    return {
        "period": scope.period, "county": scope.county, "new_area": scope.include_new_area
    }  # fmt: skip


def _judged(row: Mapping[str, Any]) -> Judged:
    if not row["is_counted"]:
        return Judged.NOT_COUNTED
    if row["judged_state"] == "not_monitored":
        return Judged.NOT_MONITORED
    if row["judged_state"] == "undecided":
        return Judged.UNDECIDED
    return Judged.MET if row["is_met"] else Judged.EXCEEDED


def _source(row: Mapping[str, Any], as_of: date) -> DrinkingSource:
    polluters = number(row["recharge_source_count"])
    return DrinkingSource(
        source_id=text(row["source_id"]),
        name=text(row["source_name"]),
        county_code=text(row["county_code"]) or None,
        level=text(row["source_level"]),
        use=text(row["source_use"]),
        protection=text(row["protection_state"]),
        protection_doc=text(row["protection_doc_no"]),
        quasi=text(row["quasi_state"]),
        recharge=text(row["recharge_stage"]),
        recharge_km2=number(row["recharge_area_km2"]),
        recharge_polluters=None if polluters is None else int(polluters),
        claim=text(row["reported_ok"]),
        exceeded=text(row["exceeded_items"]),
        cause=text(row["cause"]),
        background_doc=text(row["background_doc_no"]),
        remedy=text(row["remedy"]),
        remedy_by=day(row["remedy_by"]),
        remedy_status=text(row["remedy_status"]),
        judged=_judged(row),
        judged_note=text(row["judged_note"]),
        as_of=as_of,
        origin=ledger_row("water_source", row),
    )


def _season(row: Mapping[str, Any]) -> SourceSeason:
    grade = number(row["grade"])
    return SourceSeason(
        source_id=text(row["source_id"]),
        season=SeasonKey(int(row["sampled_year"]), text(row["season"])),
        grade=None if grade is None else int(grade),
        n_samples=int(row["n_samples"]),
        n_over=int(row["n_over"]),
        n_open=int(row["n_open"]),
        least=int(row["least"]),
        most=int(row["most"]),
        last_sampled_on=row["last_sampled_on"],
        worst_analytes=text(row["worst_analytes"]),
    )
