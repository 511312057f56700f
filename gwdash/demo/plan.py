"""The demo city's plan of the year and what its units say about it each month."""

import random
from dataclasses import dataclass
from datetime import date

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


def _city(
    item_id: str, name: str, lead: str, start: str, due: str, weight: int = 2, **more: object
) -> DemoItem:
    """Return an item of the whole city; an empty `due` means 长期坚持."""
    return DemoItem(
        item_id, item_id[0], name, REGION.name, lead, date.fromisoformat(start),
        date.fromisoformat(due) if due else None, weight, **more,  # type: ignore[arg-type]
    )  # fmt: skip


_CITY_ITEMS = (
    _city("1-01", "地下水环境状况调查评价", "sthjj", "2022-03-01", "2023-12-31", pace=1.2),
    _city("1-02", "重点区划定技术方案编制", "sthjj", "2022-06-01", "2024-06-30", pace=0.99),
    _city("1-03", "重点区划定成果报批", "sthjj", "2023-06-01", "2024-12-31", 3),
    _city("1-04", "重点区分区管理办法起草", "sthjj", "2023-09-01", "2024-12-31"),
    _city("2-01", "地下水重点排污单位名录更新", "sthjj", "2024-01-01", "2024-03-31", pace=1.1),
    _city("2-02", "县域工业园区地下水管控", "gxj", "2022-09-01", "2024-12-31"),
    _city("2-03", "所监管企业渗漏隐患自查", "gzw", "2022-09-01", "2024-10-31"),
    _city("2-04", "排水管网渗漏排查与修复", "zjj", "2022-06-01", "2024-12-31", pace=0.95),
    _city("2-05", "垃圾填埋场防渗核查", "cgj", "2022-06-01", "2024-09-30", pace=0.93),
    _city("3-01", "补给区划分技术规定印发", "sthjj", "2022-04-01", "2023-06-30", pace=1.3),
    _city("3-02", "水源开采量与水位调查", "slj", "2022-06-01", "2024-10-31", pace=0.98),
    _city("3-03", "饮用水卫生监督与水质会商", "wjw", "2022-06-01", "2024-12-31", 1, source="议定事项"),
    _city("3-04", "补给区农业投入品减量", "nyj", "2022-06-01", "2024-12-31", 1),
    _city("3-05", "饮用水水源常态化巡查", "slj", "2022-06-01", "", 1),
    _city("4-01", "监管信息平台建设方案批复", "sthjj", "2022-03-01", "2022-12-31", pace=1.3),
    _city("4-02", "监管信息平台开发部署", "sthjj", "2023-01-01", "2024-12-31", 4),
    _city("4-03", "地下水污染溯源技术研究", "kjj", "2022-09-01", "2024-11-30"),
    _city("4-04", "既有监测井专业井评估", "zrzyj", "2022-06-01", "2024-06-30", 3, source="议定事项", pace=0.98),
    _city("4-05", "监测数据统计制度衔接", "tjj", "2023-03-01", "2024-09-30", 1),
    _city(
        "5-01", "主城区供暖项目回灌井补建", "zrzyj", "2022-01-24", "2022-12-31", 4,
        source="议定事项", pace=0.42,
        problem="2个供暖项目业主资金未落实，回灌井未开工。",
        escalation="请市级协调主城区2个供暖项目业主落实补建资金。",
    ),  # fmt: skip
    _city("5-02", "全市地热井回灌井补建", "zrzyj", "2022-06-01", "2025-12-31", 3, pace=0.72),
    _city("5-03", "地热尾水水质监测", "slj", "2022-11-15", "2024-12-31", pace=0.8),
    _city("5-04", "地热项目环评审批规范", "spj", "2022-06-01", "2024-12-31", 1, pace=1.0),
    _city("6-01", "报废取水井封井回填技术培训", "slj", "2022-06-01", "2023-12-31", 1, pace=1.2),
    _city("6-02", "废弃钻井封井回填", "zrzyj", "2022-09-01", "2024-12-31", 3, pace=0.86),
    _city("6-03", "关闭煤矿井筒封闭核查", "mtj", "2022-09-01", "2024-12-31", 2, pace=0.88),
    _city("7-01", "地下水环境监测管理办法", "sthjj", "2022-06-01", "2024-06-30", 2, pace=1.4),
    _city("7-02", "生态环境损害赔偿地下水专章", "sthjj", "2022-09-01", "2024-08-31", 2, pace=1.5),
    _city("7-03", "地下水污染防治资金管理办法", "czj", "2022-09-01", "2024-06-30", 1, pace=1.4),
    _city("7-04", "试验区项目储备与规划衔接", "fgw", "2022-03-01", "2024-06-30", 1, source="议定事项", pace=1.35),
)  # fmt: skip

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


def items() -> list[DemoItem]:
    """Return the plan: the city's items, then each county's."""
    found = list(_CITY_ITEMS)
    for number, county in enumerate(REGION.counties, 1):
        for item_id, name, start, due, weight in _COUNTY_ITEMS:
            found.append(
                DemoItem(
                    f"{item_id}-{number:02}", item_id[0], name, county.name, county.code,
                    start, due, weight,
                )
            )  # fmt: skip
    return found


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
            "due_on": item.due_on or "",
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
