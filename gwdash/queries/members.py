"""成员单位: the units and counties that report, what each owes, and how its items stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gwdash.assess.lamps import URGENCY, Lamp
from gwdash.queries.calendar import Duty, Status
from gwdash.queries.calendar_counts import Counts, counts
from gwdash.queries.problems import Problem
from gwdash.queries.progress import PlanItem
from gwdash.registry.model import Task
from gwdash.registry.problems import Severity
from gwdash.registry.region import REGION, Reporter

COUNTY_DUTY = "报送本县市区各项台账，落实县级事项"


@dataclass(frozen=True, slots=True)
class Lead:
    """A key task that a unit leads, and whether the plan leaves that open."""

    task: Task

    @property
    def doubt(self) -> str:
        """待定 where the plan names several units, 推定 where it names none; empty if clear."""
        if not self.task.lead_note:
            return ""
        return "待定" if len(self.task.lead_units) > 1 else "推定"


@dataclass(frozen=True)
class Member:
    """One reporter in one period."""

    reporter: Reporter
    full_name: str
    duty: str
    note: str
    """What the plan says of it twice or not at all."""
    leads: tuple[Lead, ...]
    duties: tuple[Duty, ...]
    items: tuple[PlanItem, ...]
    """What it answers for, the most urgent first."""
    assists: tuple[PlanItem, ...]
    problems: tuple[Problem, ...]
    """What it answers for of 突出问题."""
    supervised: tuple[Problem, ...]
    """What others answer for within the tasks that it leads."""

    @property
    def is_county(self) -> bool:
        """Whether it is a county, which is no member unit."""
        return self.reporter.group == "counties"

    @property
    def owed(self) -> Counts:
        """Its duties of the period in figures."""
        return counts(self.duties)

    @property
    def lamps(self) -> Mapping[Lamp, int]:
        """How many of its items have each lamp, the most urgent first."""
        found = dict.fromkeys(URGENCY, 0)
        for item in self.items:
            found[item.lamp] += 1
        return {lamp: n for lamp, n in found.items() if n}

    @property
    def red_items(self) -> tuple[PlanItem, ...]:
        """Its items that are far behind."""
        return tuple(item for item in self.items if item.lamp is Lamp.FAR_BEHIND)

    @property
    def n_serious(self) -> int:
        """How many of its own problems are serious."""
        return sum(one.kind.severity is Severity.SERIOUS for one in self.problems)

    def n_status(self, *statuses: Status) -> int:
        """Return how many of its duties stand so."""
        return sum(duty.status in statuses for duty in self.duties)

    @property
    def attention(self) -> tuple[int, ...]:
        """What puts those first who need attention: red items, missing reports, problems."""
        owed = self.owed
        return (
            -len(self.red_items), -(owed.missing + owed.returned), -self.n_serious, -owed.late,
            -len(self.problems),
        )  # fmt: skip

    @property
    def needs_attention(self) -> bool:
        """Whether something is red, missing, returned or seriously wrong."""
        owed = self.owed
        return bool(self.red_items or owed.missing or owed.returned or self.n_serious)


def members(
    items: Sequence[PlanItem], duties: Iterable[Duty], found: Sequence[Problem]
) -> list[Member]:
    """Return every unit, county and the office, those who need attention first.

    Equals stand in the order of the region.
    """
    owed: dict[str, list[Duty]] = {}
    for duty in duties:
        owed.setdefault(duty.reporter.code, []).append(duty)
    listed = [_member(one, owed.get(one.code, ()), items, found) for one in REGION.reporters]
    return sorted(listed, key=lambda one: one.attention)


def owner_code(item: PlanItem) -> str:
    """Return who answers for an item: the county of a county's item, else the lead unit."""
    if item.county_code and item.county_code != REGION.code:
        return item.county_code
    return item.lead_unit


def _member(
    who: Reporter, duties: Sequence[Duty], items: Sequence[PlanItem], found: Sequence[Problem]
) -> Member:
    unit = next((unit for unit in REGION.units if unit.code == who.code), None)
    own = tuple(item for item in items if owner_code(item) == who.code)
    return Member(
        reporter=who,
        full_name=unit.full_name if unit else who.name,
        duty=unit.duty if unit else COUNTY_DUTY,
        note=unit.note if unit else REGION.county(who.code).note,
        leads=tuple(Lead(task) for task in REGION.tasks if who.code in task.lead_units),
        duties=tuple(duties),
        items=own,
        assists=tuple(item for item in items if who.code in item.assisting),
        problems=tuple(one for one in found if one.owner_code == who.code),
        supervised=tuple(
            one for one in found if who.code in one.supervisors and one.owner_code != who.code
        ),
    )
