"""任务一: the zones that are delimited, on their way to approval, with area and measures.

The city brings a zone up to 报批; publishing it is the province's. Classes of the older guides are
shown as they were handed in and never turned into new ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gwdash.queries.ledger_row import NOT_FILLED, LedgerRow, label, ledger_row, records
from gwdash.queries.source import Source
from gwdash.queries.values import day, number, text
from gwdash.registry.fields.zones import (
    OLD_ZONE,
    ZONE_CLASS,
    ZONE_GUIDE,
    ZONE_STAGE,
    ZONE_SUBCLASS,
)
from gwdash.registry.region import REGION
from gwdash.scope import Scope

PROTECTION, CONTROL, GENERAL = "protection", "control", "general"
#: The steps from the first work to publication; what is not begun stands before them.
STEPS = tuple(code.code for code in ZONE_STAGE.codes if code.code != "not_started")
#: Where the city's part ends.
SUBMITTED = STEPS.index("submitted")
NOT_BEGUN = -1
_FULL = 100


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone in one county; None and empty text are cells that nobody filled in."""

    zone_id: str
    name: str
    county_code: str | None
    county_km2: float | None
    zone_class: str
    subclass: str
    old_class: str
    guide: str
    area_km2: float | None
    stage: str
    has_measures: bool | None
    approval_no: str
    published_on: date | None
    origin: LedgerRow

    @property
    def place(self) -> str:
        """The county's name."""
        return REGION.place_name(self.county_code)

    @property
    def step(self) -> int:
        """Which of the steps it stands on, -1 before the first and where the stage is not told."""
        return STEPS.index(self.stage) if self.stage in STEPS else NOT_BEGUN

    @property
    def is_submitted(self) -> bool:
        """Whether the city's part is done."""
        return self.step >= SUBMITTED

    @property
    def is_priority(self) -> bool:
        """Whether it counts as 重点区: everything but 一般区."""
        return self.zone_class != GENERAL

    @property
    def is_due(self) -> bool:
        """Whether measures are due for it: a 重点区 in a county of the region."""
        return self.is_priority and self.county_code is not None

    @property
    def class_label(self) -> str:
        """The class in words."""
        return label(ZONE_CLASS, self.zone_class)

    @property
    def subclass_label(self) -> str:
        """The subclass in words; 一般区 has none."""
        if self.zone_class == GENERAL and not self.subclass:
            return "不分小类"
        return label(ZONE_SUBCLASS, self.subclass)

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return label(ZONE_STAGE, self.stage)

    @property
    def guide_label(self) -> str:
        """The guide it was delimited by, in words."""
        return label(ZONE_GUIDE, self.guide)

    @property
    def old_label(self) -> str:
        """The class of the older guides, empty where there is none."""
        return label(OLD_ZONE, self.old_class, "")

    @property
    def measures_label(self) -> str:
        """Whether measures are laid down; 一般区 needs none."""
        if not self.is_priority:
            return "不需制定"
        if self.has_measures is None:
            return NOT_FILLED
        return "已制定" if self.has_measures else "未制定"


@dataclass(frozen=True, slots=True)
class CountyZones:
    """A county with its zones."""

    code: str
    zones: tuple[Zone, ...]

    @property
    def name(self) -> str:
        """The county's name."""
        return REGION.place_name(self.code)

    @property
    def n_submitted(self) -> int:
        """How many zones have gone up for approval."""
        return sum(zone.is_submitted for zone in self.zones)

    @property
    def slowest(self) -> int:
        """The step that all zones have reached, -1 without zones."""
        return min((zone.step for zone in self.zones), default=NOT_BEGUN)

    @property
    def fastest(self) -> int:
        """The farthest step that any zone has reached."""
        return max((zone.step for zone in self.zones), default=NOT_BEGUN)

    def at(self, step: int) -> int:
        """Return how many zones stand on a step, -1 for those not begun."""
        return sum(zone.step == step for zone in self.zones)

    def area_of(self, zone_class: str) -> float:
        """Return the reported area of a class, km²; overlapping zones are added as reported."""
        return area(zone for zone in self.zones if zone.zone_class == zone_class)

    @property
    def priority_km2(self) -> float:
        """The reported area of all 重点区, km²."""
        return area(zone for zone in self.zones if zone.is_priority)

    @property
    def n_unmeasured(self) -> int:
        """How many 重点区 have no area filled in."""
        return sum(zone.is_priority and zone.area_km2 is None for zone in self.zones)

    @property
    def county_km2(self) -> float | None:
        """The county's own area, km², None without zones."""
        return next((zone.county_km2 for zone in self.zones if zone.county_km2), None)

    @property
    def share_pct(self) -> float | None:
        """重点区 in percent of the county; None where there is none or the zones outgrow it."""
        own = self.county_km2
        known = any(zone.is_priority for zone in self.zones)
        if own is None or not known or self.priority_km2 > own:
            return None
        return _FULL * self.priority_km2 / own


@dataclass(frozen=True, slots=True)
class ClassRow:
    """The zones of one class and subclass."""

    class_label: str
    subclass_label: str
    zones: tuple[Zone, ...]
    is_priority: bool

    def at(self, step: int) -> int:
        """Return how many stand on a step, -1 for those not begun."""
        return sum(zone.step == step for zone in self.zones)

    @property
    def area_km2(self) -> float:
        """The reported area together, km²."""
        return area(self.zones)

    @property
    def n_with_measures(self) -> int:
        """How many have measures laid down."""
        return sum(bool(zone.has_measures) for zone in self.zones)


def zones(source: Source, scope: Scope) -> list[Zone]:
    """Return the zones of a scope in the order of their codes."""
    answer = source.columns("zones", period=scope.period, county=scope.county)
    return [_zone(row) for row in records(answer)]


def area(found: Iterable[Zone]) -> float:
    """Return reported areas together, km²; a zone without one adds nothing."""
    return sum(zone.area_km2 or 0.0 for zone in found)


def by_county(found: Sequence[Zone], county: str = "") -> list[CountyZones]:
    """Return the counties in scope with their zones, the slowest first, those without on top."""
    counties = [
        CountyZones(one.code, tuple(zone for zone in found if zone.county_code == one.code))
        for one in REGION.counties
        if county in {"", one.code}
    ]
    return sorted(counties, key=lambda one: (one.slowest, _share_submitted(one)))


def by_class(found: Sequence[Zone]) -> list[ClassRow]:
    """Return the zones by class and subclass in the guide's order, what is not filled in last."""
    classes = [*(code.code for code in ZONE_CLASS.codes), ""]
    subclasses = [*(code.code for code in ZONE_SUBCLASS.codes), ""]
    groups: dict[tuple[str, str], list[Zone]] = {}
    for zone in found:
        groups.setdefault((zone.zone_class, zone.subclass), []).append(zone)
    order = sorted(groups, key=lambda key: (classes.index(key[0]), subclasses.index(key[1])))
    return [
        ClassRow(
            groups[key][0].class_label, groups[key][0].subclass_label, tuple(groups[key]),
            groups[key][0].is_priority,
        )
        for key in order
    ]  # fmt: skip


def by_guide(found: Iterable[Zone]) -> dict[tuple[str, str], int]:
    """Return how many zones each guide and old class has; the old words stay as they are."""
    counted: dict[tuple[str, str], int] = {}
    for zone in found:
        key = (zone.guide_label, zone.old_label)
        counted[key] = counted.get(key, 0) + 1
    return dict(sorted(counted.items()))


def _share_submitted(one: CountyZones) -> float:
    return one.n_submitted / len(one.zones) if one.zones else 0.0


def _zone(row: dict[str, Any]) -> Zone:
    measures = row["has_measures"]
    return Zone(
        zone_id=text(row["zone_id"]),
        name=text(row["zone_name"]),
        county_code=text(row["county_code"]) or None,
        county_km2=number(row["county_km2"]),
        zone_class=text(row["zone_class"]),
        subclass=text(row["zone_subclass"]),
        old_class=text(row["old_zone_class"]),
        guide=text(row["zone_guide"]),
        area_km2=number(row["area_km2"]),
        stage=text(row["zone_stage"]),
        has_measures=None if measures is None else bool(measures),
        approval_no=text(row["approval_no"]),
        published_on=day(row["published_on"]),
        origin=ledger_row("zone", row),
    )
