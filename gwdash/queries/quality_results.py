"""水质: which indicators exceed class Ⅲ in a season, where, by how much, and what stays open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gwdash.queries.quality import Point, SeasonKey
from gwdash.queries.source import Source, last_day
from gwdash.scope import Scope
from gwdash.standards.analytes import ANALYTES
from gwdash.standards.gbt14848 import GRADES

_PRECISE = 12


class Exceedance(NamedTuple):
    """One result above class Ⅲ, with the cell it was typed in."""

    point: Point
    analyte: str
    sampled_on: date
    layer: str
    raw: str
    flag: str
    value: float | None
    unit: str
    limit: float | None
    times_over: float | None
    label: str
    origin: str

    @property
    def name(self) -> str:
        """The indicator's short name."""
        return analyte_name(self.analyte)

    @property
    def value_words(self) -> str:
        """The result in the standard's unit; what is only known as “more than” says so."""
        if self.value is None:
            return self.raw
        more = "＞" if self.flag == "right_censored" else ""
        return f"{more}{self.value:.{_PRECISE}g}"

    @property
    def limit_words(self) -> str:
        """The limit of class Ⅲ as the standard has it; pH has two, a text indicator says 无."""
        if self.limit is not None:
            return f"{self.limit:.{_PRECISE}g}"
        known = ANALYTES.get(self.analyte)
        if known is None:
            return ""
        if known.ph_bands is not None:
            return f"{known.ph_bands.low1}–{known.ph_bands.high1}"
        return "无" if known.kind == "text" else ""


@dataclass(frozen=True, slots=True)
class AnalyteFinding:
    """One indicator in one season over the points of one kind; all numbers count points."""

    analyte: str
    n_exceeding: int
    n_decided: int
    n_bounded: int
    """Not detected with a detection limit above class Ⅰ: only ≤X is proven."""
    n_open: int
    """Measured without any proven class: 未定."""
    n_absent: int
    """Entered as 未监测 or 未采样."""
    times_over: float | None
    worst_grade: int | None

    @property
    def name(self) -> str:
        """The indicator's short name."""
        return analyte_name(self.analyte)


def analyte_name(code: str) -> str:
    """Return an indicator's name without its bracket, the code itself for an unknown one."""
    analyte = ANALYTES.get(code)
    return analyte.label.partition("(")[0].partition("（")[0] if analyte else code


def exceedances(
    source: Source, scope: Scope, season: SeasonKey, known: Iterable[Point]
) -> list[Exceedance]:
    """Return one season's results above class Ⅲ at these points, the largest multiple first."""
    found = {point.well_id: point for point in known}
    answer = source.columns(
        "quality_exceedances",
        since=season.since,
        until=season.until(last_day(scope)),
        season=season.season,
    )
    return [
        Exceedance(found[well_id], *facts)
        for well_id, *facts in zip(*answer.values(), strict=True)
        if well_id in found
    ]


def analytes(
    source: Source,
    scope: Scope,
    season: SeasonKey,
    known: Iterable[Point],
    exceeding: Sequence[Exceedance],
) -> list[AnalyteFinding]:
    """Return every indicator measured in the season, the one exceeding at most points first.

    `exceeding` are the season's results above class Ⅲ, as `exceedances` gives them.
    """
    wells = {point.well_id for point in known}
    answer = source.columns(
        "quality_analytes",
        since=season.since,
        until=season.until(last_day(scope)),
        season=season.season,
        wells=list(wells),
    )
    own: dict[str, list[Exceedance]] = {}
    for one in exceeding:
        if one.point.well_id in wells:
            own.setdefault(one.analyte, []).append(one)
    found = [
        _finding(code, counts, own.get(code, ()))
        for code, *counts in zip(*answer.values(), strict=True)
    ]
    return sorted(found, key=lambda one: (-one.n_exceeding, -(one.times_over or 0.0), one.analyte))


def _finding(code: str, counts: Sequence[int], own: Sequence[Exceedance]) -> AnalyteFinding:
    n_decided, n_bounded, n_open, n_absent = counts
    times = [one.times_over for one in own if one.times_over is not None]
    grades = [GRADES.index(one.label) + 1 for one in own if one.label in GRADES]
    return AnalyteFinding(
        analyte=code,
        n_exceeding=len({one.point.well_id for one in own}),
        n_decided=n_decided,
        n_bounded=n_bounded,
        n_open=n_open,
        n_absent=n_absent,
        times_over=max(times, default=None),
        worst_grade=max(grades, default=None),
    )
