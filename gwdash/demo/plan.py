"""The demo city's plan of the year and what its units say about it each month."""

import csv
import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gwdash.assess.progress import FULL_PCT, expected_pct
from gwdash.registry.region import REGION

#: The county whose work came to a stop, and the month in which it did.
STALLED_COUNTY, STALLED_ON = "610426", date(2024, 2, 29)
#: The unit that has never handed in anything, and those that missed the last month.
SILENT_UNIT = "gzw"
MISSED_LAST_MONTH = ("610429", "nyj")

#: How fast each task runs against its 序时进度.
_PACE = {"1": 1.04, "2": 0.84, "3": 0.97, "4": 1.06, "5": 0.66, "6": 0.9, "7": 1.3}
_SPREAD = 0.07
_NEARLY_DONE_PCT = 97.0


@dataclass(frozen=True, slots=True)
class DemoItem:
    """One item of the demo's plan."""

    item_id: str
    task_no: str
    name: str
    county: str
    lead: str
    start_on: date
    due_on: date | None
    weight: int
    source: str = "实施方案"
    pace: float | None = None
    problem: str = ""
    escalation: str = ""


#: Items that every county has: id, task, name, start, due, weight.
_COUNTY_ITEMS = (
    ("2-10", "重点监管单位自行监测与整改", date(2022, 9, 1), date(2024, 12, 31), 3),
    ("3-10", "县级水源补给区划分与保护", date(2022, 6, 1), date(2024, 9, 30), 3),
    ("4-10", "监测井运行维护", date(2023, 1, 1), date(2024, 12, 31), 2),
    ("6-10", "报废井乡镇排查建档", date(2022, 6, 1), date(2024, 6, 30), 2),
    ("6-20", "报废井封井回填", date(2022, 9, 1), date(2024, 12, 31), 3),
)
_PROBLEMS = (
    "部分企业尚未报送二季度监测报告。", "施工队伍不足，进度偏慢。", "技术单位尚未完成外业。",
    "配套资金拨付较晚。", "权属不清的井处置意见未定。",
)  # fmt: skip
_STEPS = (
    "下月完成资料汇总并报送审核。", "倒排工期，每周调度一次。", "组织专家审查并修改完善。",
    "督促责任单位限期完成。", "完成现场核查并建立台账。",
)  # fmt: skip


def _city_items() -> list[DemoItem]:
    """Return the items of the whole city; an empty deadline means 长期坚持."""
    path = Path(__file__).with_name("plan.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [_city_item(row) for row in csv.DictReader(file)]


def _city_item(row: dict[str, str]) -> DemoItem:
    return DemoItem(
        item_id=row["item_id"],
        task_no=row["item_id"][0],
        name=row["name"],
        county=REGION.name,
        lead=row["lead"],
        start_on=date.fromisoformat(row["start_on"]),
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        weight=int(row["weight"]),
        source=row["source"],
        pace=float(row["pace"]) if row["pace"] else None,
        problem=row["problem"],
        escalation=row["escalation"],
    )


@cache
def items() -> tuple[DemoItem, ...]:
    """Return the plan: the city's items, then each county's."""
    found = _city_items()
    for number, county in enumerate(REGION.counties, 1):
        for item_id, name, start, due, weight in _COUNTY_ITEMS:
            found.append(
                DemoItem(
                    f"{item_id}-{number:02}", item_id[0], name, county.name, county.code,
                    start, due, weight,
                )
            )  # fmt: skip
    return tuple(found)


def plan_rows() -> list[dict[str, object]]:
    """Return the plan as the office types it, by field name."""
    return [
        {
            "item_id": item.item_id,
            "task_no": REGION.task(item.task_no).short_name,
            "item_name": item.name,
            "county_code": item.county,
            "lead_unit": _name(item.lead),
            "start_on": item.start_on,
            "due_on": item.due_on or "长期坚持",
            "weight": item.weight,
            "item_source": item.source,
        }
        for item in items()
    ]


def progress_rows(reporter: str, month_end: date) -> list[dict[str, object]]:
    """Return what a reporter says at the end of a month on its own items, by field name."""
    return [_progress(item, month_end) for item in items() if item.lead == reporter]


def _progress(item: DemoItem, month_end: date) -> dict[str, object]:
    chance = random.Random(f"{item.item_id}")  # noqa: S311 (a demo, no secret)
    pace = item.pace or _PACE[item.task_no] * (1 + chance.uniform(-_SPREAD, _SPREAD))
    stalled = item.lead == STALLED_COUNTY
    as_of = min(month_end, STALLED_ON) if stalled else month_end
    expected = expected_pct(item.start_on, item.due_on or date(2026, 12, 31), as_of) or 0.0
    actual = min(expected * pace * (0.82 if stalled else 1.0), FULL_PCT)
    done = actual >= _NEARLY_DONE_PCT and pace >= 1
    percent = FULL_PCT if done else round(min(actual, _NEARLY_DONE_PCT), 0)
    late = expected - percent > 5  # noqa: PLR2004
    return {
        "item_id": item.item_id,
        "item_name": item.name,
        "county_code": item.county,
        "actual_pct": percent,
        "status": "已完成" if done else ("未启动" if percent == 0 else "推进中"),
        "progress_text": _said(item, percent, month_end),
        "problem": (item.problem or chance.choice(_PROBLEMS)) if late else "",
        "next_step": "" if done else chance.choice(_STEPS),
        "escalation": item.escalation,
        "evidence": f"咸试验区〔{month_end.year}〕{chance.randint(1, 60)}号" if done else "",
    }


def _said(item: DemoItem, percent: float, month_end: date) -> str:
    if percent >= FULL_PCT:
        return f"{item.name}已完成并归档。"
    if item.lead == STALLED_COUNTY and month_end > STALLED_ON:
        return "本月无新进展。"
    return f"{month_end.month}月持续推进{item.name}，累计完成 {percent:.0f}%。"


def _name(code: str) -> str:
    return REGION.reporter(code).name
