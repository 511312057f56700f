"""The indicators of a scheme in groups that a bar can show: progress, reports, each key task."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gwdash.assess.ranking import ZERO, Part
from gwdash.assess.scheme import PROGRESS, Indicator, Scheme
from gwdash.registry.indicator import CROSS_TASK
from gwdash.registry.region import REGION

_PROGRESS, _REPORTS = "任务进度", "按时报送"
#: Which colour of the style sheet is which group's, the same in every scheme.
_FIRST_TASK_COLOUR = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators that are shown as one segment."""

    label: str
    colour: int
    indicators: tuple[Indicator, ...]

    @property
    def weight(self) -> Decimal:
        """The points of the scheme that the group is worth."""
        return sum((one.weight for one in self.indicators), ZERO)

    def points(self, parts: Sequence[Part]) -> tuple[Decimal, Decimal] | None:
        """Return a county's points and the most it could get; None where nothing applies."""
        codes = {one.code for one in self.indicators}
        own = [part for part in parts if part.code in codes]
        if not own:
            return None
        return sum((p.points for p in own), ZERO), sum((p.full for p in own), ZERO)


def point_words(points: Decimal) -> str:
    """Return points as they are written in a rule: 10 and not 10.00."""
    return f"{points.quantize(Decimal('0.1')).normalize():f}"


def groups(scheme: Scheme) -> list[Group]:
    """Return the groups of a scheme in its own order."""
    found: dict[tuple[str, int], list[Indicator]] = {}
    for one in scheme.indicators:
        found.setdefault(_place(one), []).append(one)
    return [Group(label, colour, tuple(own)) for (label, colour), own in found.items()]


def _place(one: Indicator) -> tuple[str, int]:
    if one.code == PROGRESS:
        return _PROGRESS, 1
    if one.task_no == CROSS_TASK:
        return _REPORTS, 2
    task = REGION.task(one.task_no)
    order = [known.no for known in REGION.tasks].index(one.task_no)
    return task.short_name, _FIRST_TASK_COLOUR + order
