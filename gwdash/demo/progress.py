"""What units and counties say about their items at the end of each month."""

from datetime import date

from gwdash.assess.progress import FULL_PCT, expected_pct
from gwdash.demo.chance import chance, month_end
from gwdash.demo.courses import (
    CORRECTED_ITEM,
    CORRECTED_ON,
    RECOVERED_COUNTY,
    RECOVERED_FROM,
    SLOWING_COUNTY,
    SLOWING_FROM,
    STALLED_COUNTY,
    STALLED_ON,
    actual_pct,
    is_resting,
)
from gwdash.demo.items import DemoItem, county_item
from gwdash.demo.plan import items_in_force
from gwdash.registry.region import REGION

Row = dict[str, object]

#: An item that is reported as complete without any evidence.
UNPROVEN_ITEM = "6-10-08"
#: Below the plan by more than this, a report names a problem.
_WORTH_SAYING_PP = 5.0
#: What city units say of work that has come so far.
_STAGES = (
    (1, "已制定工作方案，正在收集资料"), (25, "完成资料收集，开展现场踏勘"),
    (45, "形成初步成果，征求成员单位意见"), (65, "根据意见修改完善，组织专家咨询"),
    (85, "成果基本完成，准备验收"),
)  # fmt: skip
_CITY_PROBLEMS = (
    "技术单位力量不足，成果提交滞后。", "涉及部门较多，意见反馈较慢。", "资金到位较晚，影响进度。",
)  # fmt: skip
_NEXT = (
    "下月完成资料汇总并报送审核。", "倒排工期，每周调度一次。", "组织专家审查并修改完善。",
    "督促责任单位限期完成。", "完成现场核查并更新台账。",
)  # fmt: skip
#: What is told in words of its own: item, from which day, problem, and what the city is asked for.
_STORIES = {
    "5-01": (
        (date(2022, 12, 1), "12个供暖项目中10个选址，1个建成回灌井，年内难以完成。", ""),
        (date(2023, 6, 1), "4个项目取得环评批复，8个项目业主资金未落实。",
         "请市级协调供暖项目业主落实回灌井补建资金。"),
        (date(2024, 1, 1), "2个供暖项目业主资金未落实，回灌井未开工。",
         "请市级协调主城区2个供暖项目业主落实补建资金。"),
    ),
    "5-02": ((date(2023, 6, 1), "县城单井供暖项目回灌井选址困难，同层回灌试验未完成。", ""),),
    "5-03": ((date(2023, 10, 1), "部分供暖企业未安装尾水在线监测，数据靠人工报送。", ""),),
    "2-05": (
        (date(2023, 1, 1), "填埋场渗滤液调节池停运检修，核查暂停。", ""),
        (date(2023, 8, 1), "", ""),
    ),
}  # fmt: skip
_STALLED_PROBLEMS = {
    "6-10": "第三方排查单位合同到期未续签，12个镇（街道）尚有4个未排查，工作停滞。",
    "6-20": "县级配套资金未到位，封井施工合同中止。",
    "2-10": "县级监测经费未拨付，重点监管单位监督监测停止。",
    "3-10": "补给区划分技术服务招标流标两次。",
    "4-10": "运维合同到期，巡检中断。",
}
_STALLED_ASK = "请市级协调落实县级配套资金和技术服务单位。"


def progress_rows(reporter: str, first: date) -> list[Row]:
    """Return what a reporter says on its own items at the end of a month, by field name."""
    end = month_end(first)
    return [_row(item, end) for item in items_in_force(end) if item.lead == reporter]


def _row(item: DemoItem, end: date) -> Row:
    percent = actual_pct(item, end)
    problem, ask = _problem(item, percent, end)
    return {
        "item_id": item.item_id,
        "task_no": REGION.task(item.task_no).short_name,
        "item_name": item.name,
        "county_code": item.county,
        "actual_pct": percent,
        "status": _status(item, percent, end),
        "progress_text": _said(item, percent, end),
        "problem": problem,
        "next_step": _next(item, percent, end),
        "escalation": ask,
        "evidence": _evidence(item, percent, end),
    }


def _status(item: DemoItem, percent: float, end: date) -> str:
    if is_resting(item, end):
        return "暂缓"
    if percent >= FULL_PCT:
        return "已完成"
    return "推进中" if percent else "未启动"


def _said(item: DemoItem, percent: float, end: date) -> str:
    if told := _told(item, end):
        return told
    if own := county_item(item):
        total = chance("count", item.item_id).randint(*own.counts)
        return own.said.format(total=total, done=int(total * percent / FULL_PCT)) + "。"
    if percent >= FULL_PCT:
        return f"{item.name}已完成并归档。"
    stage = [words for share, words in _STAGES if percent >= share]
    return f"{stage[-1]}，累计完成{percent:.0f}%。" if stage else "尚未启动。"


def _told(item: DemoItem, end: date) -> str:
    """Return what an item's story says in this month, empty where it is an ordinary one."""
    if end < item.start_on:
        return "未到启动时间。"
    if is_resting(item, end):
        return "省级统计制度尚未印发，经办公室同意暂缓。"
    if item.lead == STALLED_COUNTY and end > STALLED_ON:
        return "本月无新进展。"
    if item.item_id == CORRECTED_ITEM and end == month_end(CORRECTED_ON):
        return "经现场核查，2个镇建档不实，核减已完成数量，重新排查。"
    return ""


def _problem(item: DemoItem, percent: float, end: date) -> tuple[str, str]:
    """Return the problem and what the city is asked for; empty where there is none."""
    told = [(text, ask) for since, text, ask in _STORIES.get(item.item_id, ()) if since <= end]
    if told:
        return told[-1]
    if item.lead == STALLED_COUNTY and end > STALLED_ON:
        kind = item.item_id[:4]
        return _STALLED_PROBLEMS[kind], _STALLED_ASK if kind == "6-20" else ""
    expected = expected_pct(item.start_on, item.due_on, end)
    if expected is None or expected - percent <= _WORTH_SAYING_PP or is_resting(item, end):
        return "", ""
    if item.lead == SLOWING_COUNTY and end >= SLOWING_FROM:
        return "县级专班人员调整，多项工作无人牵头。", ""
    own = county_item(item)
    return chance("problem", item.item_id).choice(own.problems if own else _CITY_PROBLEMS), ""


def _next(item: DemoItem, percent: float, end: date) -> str:
    if percent >= FULL_PCT or end < item.start_on:
        return ""
    if item.lead == RECOVERED_COUNTY and end >= RECOVERED_FROM:
        return "县政府挂牌督办，每周调度，逐月追赶进度。"
    return chance("next", item.item_id, end.month).choice(_NEXT)


def _evidence(item: DemoItem, percent: float, end: date) -> str:
    """Return the number of the paper that proves completion; one county forgot it."""
    if percent < FULL_PCT or item.item_id == UNPROVEN_ITEM:
        return ""
    year = min(end, item.due_on or end).year
    return f"咸试验区办〔{year}〕{chance('paper', item.item_id).randint(2, 96)}号"
