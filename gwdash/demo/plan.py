"""The office's plan of each year, and the two times that it was adjusted."""

from dataclasses import dataclass
from datetime import date

from gwdash.demo.items import DemoItem, items
from gwdash.registry.region import REGION

Row = dict[str, object]

#: When the office moved the platform's deadline.
MOVED_ON = date(2023, 8, 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan as it was handed in."""

    year: str
    day: date
    reason: str
    """Why the office gave it out, as stands with it."""


#: A plan for each year; the second of a year is the adjustment after a meeting.
PLANS = (
    Plan("2022", date(2022, 1, 28), "按实施方案分解下达。"),
    Plan("2023", date(2023, 1, 10), "2023年继续执行，事项和时限不变。"),
    Plan("2023", date(2023, 8, 4), "7月27日调度会议定：监管信息平台延期，增加双源监测补点。"),
    Plan("2024", date(2024, 1, 9), "2024年度计划下达，增加名录更新。"),
    Plan("2024", date(2024, 4, 22), "4月18日调度会议定：增加供暖季采灌计量设施联网。"),
)


def items_of(day: date) -> list[DemoItem]:
    """Return the items that stand in the plan of a day, as it had them."""
    return [item.as_planned(day, MOVED_ON) for item in items() if item.known_from <= day]


def items_in_force(day: date) -> list[DemoItem]:
    """Return the items of the last plan that was handed in up to a day, the first one before it."""
    handed_in = [plan.day for plan in PLANS if plan.day <= day] or [PLANS[0].day]
    return items_of(handed_in[-1])


def plan_rows(plan: Plan) -> list[Row]:
    """Return a plan as the office types it, by field name."""
    return [
        {
            "item_id": item.item_id,
            "task_no": REGION.task(item.task_no).short_name,
            "item_name": item.name,
            "county_code": item.county,
            "lead_unit": REGION.reporter(item.lead).name,
            "assisting_units": item.assisting,
            "start_on": item.start_on,
            "due_on": item.due_on or "长期坚持",
            "weight": item.weight,
            "target": item.target,
            "milestones": item.milestones,
            "item_source": item.source,
        }
        for item in items_of(plan.day)
    ]
