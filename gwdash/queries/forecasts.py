"""内部测算 of the items: when each will be finished at its recent pace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.assess.forecast import DEFAULT_RULE, Forecast, ForecastRule, forecast
from gwdash.assess.lamps import Lamp
from gwdash.queries.progress import PlanItem
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import day
from gwdash.scope import Scope

#: By item: the last day of each reported month and the percentage then.
Paces = Mapping[str, Sequence[tuple[date, float]]]
_EXEMPT = Forecast(None, None, None, None, "暂缓或不适用，不测算")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What several items lead to together."""

    n_items: int
    n_forecast: int
    n_late: int
    """How many miss their deadline at the recent pace, those already past it included."""
    latest: PlanItem | None
    late_days: int

    @property
    def words(self) -> str:
        """The outlook in one sentence, marked as an internal sum."""
        if not self.n_forecast:
            return "内部测算：没有能够测算的事项"
        said = f"内部测算：能测算的 {self.n_forecast}/{self.n_items} 项中"
        if self.latest is None:
            return f"{said}，按近期速度都能按时完成"
        return (
            f"{said}，{self.n_late} 项按近期速度不能按时完成，"
            f"最迟的是{self.latest.owner}{self.latest.name}，晚 {self.late_days} 天"
        )


def paces(source: Source, scope: Scope, rule: ForecastRule = DEFAULT_RULE) -> Paces:
    """Return what was last reported on every item up to the end of the scope's period."""
    as_of = last_day(scope)
    answer = source.columns("item_paces", as_of=as_of, n=rule.reports)
    found: dict[str, list[tuple[date, float]]] = {}
    for item_id, when, percent in zip(*answer.values(), strict=True):
        found.setdefault(item_id, []).append((day(when) or as_of, percent))
    return found


def forecasts(
    items: Iterable[PlanItem], known: Paces, as_of: date, rule: ForecastRule = DEFAULT_RULE
) -> dict[str, Forecast]:
    """Return each item's forecast at the end of a period, by its code."""
    return {
        item.item_id: _EXEMPT
        if item.lamp is Lamp.EXEMPT
        else forecast(known.get(item.item_id, ()), item.item.due_on, as_of, rule)
        for item in items
    }


def outlook(items: Sequence[PlanItem], found: Mapping[str, Forecast]) -> Outlook:
    """Return what items lead to together; done ones and those without a forecast stand apart."""
    known = [
        (item, one.late_days)
        for item in items
        if (one := found.get(item.item_id)) and one.late_days is not None
    ]
    late = [(item, days) for item, days in known if days > 0]
    worst = max(late, key=lambda pair: (pair[1], pair[0].item_id), default=None)
    return Outlook(
        len(items), len(known), len(late), worst[0] if worst else None, worst[1] if worst else 0
    )
