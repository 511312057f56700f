"""水质: how the points of each kind stood in each season of the last years, counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gwdash.queries.quality import (
    Point,
    PointKind,
    SeasonKey,
    Verdict,
    due_points,
    first_day,
    verdict_of,
)
from gwdash.queries.source import Source, last_day
from gwdash.scope import Scope
from gwdash.standards.gbt14848 import GRADES


class Tally(NamedTuple):
    """How many points of one group had one class and verdict in one season."""

    kinds: frozenset[PointKind]
    season: SeasonKey
    grade: int | None
    verdict: Verdict
    n_points: int
    least: int
    most: int
    last_sampled_on: date


@dataclass(frozen=True, slots=True)
class SeasonCount:
    """The points of one kind in one season, counted; `due` are those that the register knows."""

    season: SeasonKey
    due: tuple[Point, ...]
    tallies: tuple[Tally, ...]

    @property
    def n_sampled(self) -> int:
        """How many points were sampled."""
        return sum(one.n_points for one in self.tallies)

    @property
    def by_grade(self) -> dict[int | None, int]:
        """How many points have each class, Ⅰ to Ⅴ and None for 未定."""
        counted = dict.fromkeys((*range(1, len(GRADES) + 1), None), 0)
        for one in self.tallies:
            counted[one.grade] += one.n_points
        return counted

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many points stand how against class Ⅲ."""
        counted = dict.fromkeys(Verdict, 0)
        for one in self.tallies:
            counted[one.verdict] += one.n_points
        return counted

    @property
    def assessed(self) -> tuple[int, int] | None:
        """The least and the most indicators that took part in a class."""
        if not self.tallies:
            return None
        return min(one.least for one in self.tallies), max(one.most for one in self.tallies)


@dataclass(frozen=True, slots=True)
class History:
    """How the points of a scope stood in each season of the last years."""

    known: tuple[Point, ...]
    tallies: tuple[Tally, ...]

    def sampled(self, kind: PointKind) -> bool:
        """Tell whether any point of a kind was sampled at all."""
        return any(kind in one.kinds for one in self.tallies)

    def seasons(self, kind: PointKind | None = None) -> list[SeasonKey]:
        """Return the seasons in which points of a kind were sampled, the one sampled last first.

        Polluters measure by quarter, sources by season; None stands for all kinds.
        """
        latest: dict[SeasonKey, date] = {}
        for one in self._of(kind):
            latest[one.season] = max(latest.get(one.season, date.min), one.last_sampled_on)
        return sorted(latest, key=lambda key: (latest[key], key), reverse=True)

    def counts(self, kind: PointKind) -> list[SeasonCount]:
        """Return each season of one kind of point, the one sampled last first."""
        due = due_points(kind, self.known)
        own: dict[SeasonKey, list[Tally]] = {}
        for one in self._of(kind):
            own.setdefault(one.season, []).append(one)
        return [SeasonCount(key, due, tuple(own[key])) for key in self.seasons(kind)]

    def _of(self, kind: PointKind | None) -> Iterable[Tally]:
        return (one for one in self.tallies if kind is None or kind in one.kinds)


def history(source: Source, scope: Scope, found: Iterable[Point]) -> History:
    """Return how the points stood in each season of the last years, counted in the store.

    Only the seasons that a page compares are worth an object for each point.
    """
    known = tuple(found)
    groups = list(dict.fromkeys(point.kinds for point in known))
    place = {kinds: number for number, kinds in enumerate(groups)}
    answer = source.columns(
        "quality_seasons",
        as_of=last_day(scope),
        since=first_day(scope),
        wells=[point.well_id for point in known],
        groups=[place[point.kinds] for point in known],
    )
    keys: dict[tuple[int, str], SeasonKey] = {}
    tallies = [
        Tally(
            groups[group],
            keys.setdefault((year, season), SeasonKey(year, season)),
            grade,
            verdict_of(grade, exceeding=exceeding, undecidable=undecidable),
            *facts,
        )
        for group, year, season, grade, exceeding, undecidable, *facts in zip(
            *answer.values(), strict=True
        )
    ]
    return History(known, tuple(tallies))
