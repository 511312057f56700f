"""水质: the class of each point in each sampling season, by what the point is monitored for.

Drinking-water sources, regional points and points at pollution sources answer different questions
and are never counted together; a point that serves two ends is counted under both.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from gwdash.queries.source import Source, last_day
from gwdash.registry.codes import SEASON
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.gbt14848 import GRADES, UNDECIDED

#: How many calendar years of samplings a page compares, the period's year included.
YEARS_SHOWN = 4
#: What stands for the season of samples that name none: their quarter.
_QUARTERS = {f"q{number}": word for number, word in enumerate("一二三四", 1)}
#: The class that drinking water has to meet (GB/T 14848-2017, 4.1).
TARGET_GRADE = 3


class PointKind(StrEnum):
    """What a point is monitored for; the values stand in addresses."""

    SOURCE = "source"
    AREA = "area"
    POLLUTION = "pollution"
    OTHER = "other"
    UNREGISTERED = "unregistered"


KIND_LABELS = {
    PointKind.SOURCE: "饮用水源监测点",
    PointKind.AREA: "区域监测点",
    PointKind.POLLUTION: "污染源监测点",
    PointKind.OTHER: "其他监测点",
    PointKind.UNREGISTERED: "未登记点",
}


#: What the last columns of quality_points.sql tell, in their order.
_SERVED = (PointKind.SOURCE, PointKind.AREA, PointKind.POLLUTION)
_NOT_REGISTERED = frozenset({PointKind.UNREGISTERED})
_OTHER = frozenset({PointKind.OTHER})


class Verdict(StrEnum):
    """How a point stands against class Ⅲ in a season."""

    MET = "达到Ⅲ类"
    EXCEEDED = "超Ⅲ类"
    UNDECIDABLE = "无法判定"


@dataclass(frozen=True, slots=True)
class Point:
    """One point as of a period, and what it is monitored for."""

    well_id: str
    name: str
    county_code: str | None
    kinds: frozenset[PointKind]

    @property
    def title(self) -> str:
        """What people call the point."""
        return self.name or self.well_id

    @property
    def place(self) -> str:
        """The county's name."""
        return REGION.place_name(self.county_code)


@dataclass(frozen=True, slots=True, order=True)
class SeasonKey:
    """A sampling season of a calendar year, or a quarter (q1 … q4) where samples name none."""

    year: int
    season: str

    @property
    def code(self) -> str:
        """The form for addresses, such as ``2024-dry``."""
        return f"{self.year}-{self.season}"

    @property
    def short(self) -> str:
        """The form for narrow places, such as 2024年枯水期 or 2024年第二季度."""
        if self.season in _QUARTERS:
            return f"{self.year}年第{_QUARTERS[self.season]}季度"
        return f"{self.year}年{SEASON.label_of(self.season)}"

    @property
    def label(self) -> str:
        """The form for people, which says where no sample names a season."""
        return f"{self.short}（水期未填）" if self.season in _QUARTERS else self.short

    @property
    def same_last_year(self) -> "SeasonKey":
        """The same season a year before (同期)."""
        return SeasonKey(self.year - 1, self.season)

    @property
    def since(self) -> date:
        """The first day of its year."""
        return date(self.year, 1, 1)

    def until(self, as_of: date) -> date:
        """Return the last day that counts: the year's end, or the period's where that is first."""
        return min(date(self.year, 12, 31), as_of)


class PointSeason(NamedTuple):
    """What one point's samplings of one season prove together.

    Thousands are made for one page: a tuple is made faster than a frozen dataclass.
    """

    point: Point
    season: SeasonKey
    grade: int | None
    worst_analytes: str
    n_assessed: int
    n_samples: int
    last_sampled_on: date
    n_exceeding: int
    n_undecidable: int
    n_not_measured: int
    n_doubtful: int

    @property
    def label(self) -> str:
        """Ⅰ … Ⅴ, or 未定 when no indicator has a proven class."""
        return UNDECIDED if self.grade is None else GRADES[self.grade - 1]

    @property
    def verdict(self) -> Verdict:
        """How the point stands against class Ⅲ: what cannot be proven is not 达标."""
        return verdict_of(
            self.grade, exceeding=self.n_exceeding > 0, undecidable=self.n_undecidable > 0
        )


@dataclass(frozen=True, slots=True)
class Shift:
    """A point that was sampled in a season and in the same season a year before."""

    now: PointSeason
    before: PointSeason

    @property
    def steps(self) -> int:
        """Classes gained (negative: lost); 0 also where one of the two is 未定."""
        if self.now.grade is None or self.before.grade is None:
            return 0
        return self.before.grade - self.now.grade


@dataclass(frozen=True, slots=True)
class SeasonView:
    """All points of one kind in one season; `due` are those that the register knows."""

    season: SeasonKey
    due: tuple[Point, ...]
    sampled: tuple[PointSeason, ...]

    @property
    def by_grade(self) -> dict[int | None, int]:
        """How many points have each class, Ⅰ to Ⅴ and None for 未定."""
        counted = Counter(one.grade for one in self.sampled)
        return {grade: counted[grade] for grade in (*range(1, len(GRADES) + 1), None)}

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many points stand how against class Ⅲ."""
        counted = Counter(one.verdict for one in self.sampled)
        return {verdict: counted[verdict] for verdict in Verdict}

    @property
    def unsampled(self) -> tuple[Point, ...]:
        """Points of the register without a sample in the season: 未监测, which is no class."""
        found = {one.point.well_id for one in self.sampled}
        return tuple(point for point in self.due if point.well_id not in found)

    @property
    def assessed(self) -> tuple[int, int] | None:
        """The least and the most indicators that took part in a class."""
        numbers = [one.n_assessed for one in self.sampled]
        return (min(numbers), max(numbers)) if numbers else None


def points(source: Source, scope: Scope) -> list[Point]:
    """Return the points of a scope: those of the register, and those that samples alone know."""
    found = source.columns(
        "quality_points",
        as_of=last_day(scope),
        since=first_day(scope),
        county=scope.county,
        new_area=scope.include_new_area,
    )
    return [_point(*row) for row in zip(*found.values(), strict=True)]


def samplings(
    source: Source, scope: Scope, found: Iterable[Point], seasons: Iterable[SeasonKey]
) -> list[PointSeason]:
    """Return what the samplings of these seasons prove at these points, one a point and season."""
    known = {point.well_id: point for point in found}
    return [
        PointSeason(known[well_id], key, *facts)
        for key in seasons
        for well_id, *facts in _sampled(source, scope, key, known)
    ]


def _sampled(
    source: Source, scope: Scope, key: SeasonKey, wells: Iterable[str]
) -> Iterable[tuple[Any, ...]]:
    answer = source.columns(
        "quality_samplings",
        since=key.since,
        until=key.until(last_day(scope)),
        season=key.season,
        wells=list(wells),
    )
    return zip(*answer.values(), strict=True)


def first_day(scope: Scope) -> date:
    """Return the day from which samplings are compared."""
    return date(last_day(scope).year - YEARS_SHOWN + 1, 1, 1)


def view(
    season: SeasonKey, kind: PointKind, known: Sequence[Point], found: Sequence[PointSeason]
) -> SeasonView:
    """Return one season of one kind of point."""
    due = due_points(kind, known)
    own = [one for one in found if one.season == season and kind in one.point.kinds]
    return SeasonView(season, due, tuple(sorted(own, key=_worst_first)))


def due_points(kind: PointKind, known: Iterable[Point]) -> tuple[Point, ...]:
    """Return the points that should be sampled: those of the register."""
    return tuple(p for p in known if kind in p.kinds and kind is not PointKind.UNREGISTERED)


def verdict_of(grade: int | None, *, exceeding: bool, undecidable: bool) -> Verdict:
    """Judge a season against class Ⅲ: what cannot be proven is not 达标."""
    if exceeding:
        return Verdict.EXCEEDED
    return Verdict.UNDECIDABLE if grade is None or undecidable else Verdict.MET


def shifts(now: SeasonView, before: SeasonView) -> list[Shift]:
    """Return the points sampled in both seasons, those that moved most first."""
    earlier = {one.point.well_id: one for one in before.sampled}
    both = [
        Shift(one, earlier[one.point.well_id])
        for one in now.sampled
        if one.point.well_id in earlier
    ]
    return sorted(both, key=lambda shift: (shift.steps, shift.now.point.well_id))


def _worst_first(one: PointSeason) -> tuple[bool, int, str]:
    return one.verdict is not Verdict.EXCEEDED, -(one.grade or 0), one.point.well_id


def _point(
    well_id: str,
    registered: bool,  # noqa: FBT001
    name: str,
    county_code: str | None,
    *serves: bool,
) -> Point:
    kinds = frozenset(kind for kind, flag in zip(_SERVED, serves, strict=True) if flag)
    if not registered:
        kinds = _NOT_REGISTERED
    return Point(well_id, name, county_code, kinds or _OTHER)
