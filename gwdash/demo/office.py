"""What the office keeps: meetings and their decisions, the scheme, bonuses and deductions."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from gwdash.assess.scheme import Indicator as SchemeIndicator
from gwdash.assess.scheme import computable
from gwdash.demo.chance import chance
from gwdash.registry.agenda import topic
from gwdash.registry.indicator import CROSS_TASK, Indicator
from gwdash.registry.indicator_list import indicator
from gwdash.registry.region import REGION

Row = dict[str, object]

NEVER = date(2099, 1, 1)
_UNITS = "市生态环境局、市自然资源局、市水利局、市财政局、市住建局、市农业农村局"
#: Meetings: number, day, topic.
MEETINGS = (
    ("2022-01", date(2022, 3, 18), "部署试验区建设年度任务"),
    ("2022-02", date(2022, 10, 26), "调度地热回灌井补建和报废井排查"),
    ("2023-01", date(2023, 3, 9), "部署年度任务，研究资金使用"),
    ("2023-02", date(2023, 7, 27), "调度平台建设和双源监测，调整年度任务"),
    ("2024-01", date(2024, 1, 19), "部署收官年任务"),
    ("2024-02", date(2024, 4, 18), "调度永寿县进度滞后和采灌计量联网"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided, for one unit or county."""

    meeting: str
    number: str
    text: str
    unit: str
    role: str
    due_on: date
    done_on: date
    """After all days of the demo where it is not done."""
    asked_on: date = NEVER
    """When more time was asked for."""
    extended_to: date | None = None
    answer: str = "同意"
    returned_on: date = NEVER
    """When the office sent it back to be done again."""


def _d(  # noqa: PLR0913, PLR0917 (a line of the minutes)
    meeting: str,
    number: int,
    text: str,
    unit: str,
    due: str,
    done: str = "",
    role: str = "牵头",
    asked: str = "",
    to: str = "",
    answer: str = "同意",
    back: str = "",
) -> Decision:
    return Decision(
        meeting, str(number), text, unit, role, date.fromisoformat(due), _day(done), _day(asked),
        date.fromisoformat(to) if to else None, answer, _day(back),
    )  # fmt: skip


def _day(text: str) -> date:
    return date.fromisoformat(text) if text else NEVER


DECISIONS = (
    _d("2022-01", 1, "印发试验区年度任务分解表", "sthjj", "2022-04-15", "2022-04-08"),
    _d("2022-01", 2, "建立饮用水水质会商机制", "wjw", "2022-06-30", "2022-06-22"),
    _d("2022-01", 2, "建立饮用水水质会商机制", "slj", "2022-06-30", "2022-07-12", role="配合"),
    _d("2022-01", 3, "试验区项目列入规划储备", "fgw", "2022-09-30", "2022-09-20"),
    _d("2022-01", 4, "主城区供暖项目补建回灌井", "zrzyj", "2022-12-31", "", asked="2022-12-05",
       to="2023-11-15"),
    _d("2022-01", 4, "主城区供暖项目补建回灌井", "slj", "2022-12-31", "", role="配合"),
    _d("2022-02", 1, "报废井排查经费落实到县", "czj", "2022-12-20", "2022-12-16"),
    _d("2022-02", 2, "既有监测井专业井评估", "zrzyj", "2023-06-30", "2024-06-26",
       asked="2023-06-10", to="2024-06-30"),
    _d("2022-02", 3, "回灌井补建环评并联审批", "spj", "2023-01-31", "2023-01-18"),
    _d("2022-02", 4, "国有供暖企业落实补建资金", "gzw", "2023-03-31", "", asked="2023-04-20",
       to="2023-12-31", answer="不同意"),
    _d("2023-01", 1, "中央资金支出进度按月通报", "czj", "2023-04-30", "2023-04-21"),
    _d("2023-01", 2, "垃圾填埋场调节池检修后恢复核查", "cgj", "2023-08-31", "2023-09-12",
       back="2023-08-28"),
    _d("2023-01", 3, "排水管网渗漏点限期修复", "zjj", "2023-10-31", "2023-11-24"),
    _d("2023-01", 4, "南市镇地下水超标成因调查", "sthjj", "2023-07-31", "2023-07-25"),
    _d("2023-01", 4, "南市镇地下水超标成因调查", "610481", "2023-07-31", "2023-07-28",
       role="配合"),
    _d("2023-02", 1, "调整平台上线时限并报备", "sthjj", "2023-08-10", "2023-08-04"),
    _d("2023-02", 2, "双源监测空白水源补点", "sthjj", "2024-08-31", ""),
    _d("2023-02", 2, "双源监测空白水源补点", "slj", "2024-08-31", "", role="配合"),
    _d("2023-02", 3, "淳化县落后事项挂牌督办", "610430", "2023-12-31", "2023-12-20"),
    _d("2023-02", 4, "工业园区地下水管控方案", "gxj", "2024-03-31", "", asked="2024-03-18",
       to="2024-09-30"),
    _d("2024-01", 1, "收官年任务倒排工期", "sthjj", "2024-02-28", "2024-02-26"),
    _d("2024-01", 2, "报废矿井封闭验收", "mtj", "2024-05-31", "", asked="2024-06-25",
       to="2024-08-31", answer="申请中"),
    _d("2024-01", 3, "农业投入品减量示范区验收", "nyj", "2024-06-30", ""),
    _d("2024-01", 4, "统计制度衔接省级口径", "tjj", "2024-04-30", ""),
    _d("2024-01", 5, "溯源技术成果转化应用", "kjj", "2024-06-30", "2024-06-18"),
    _d("2024-02", 1, "永寿县限期恢复排查和封井", "610426", "2024-06-30", ""),
    _d("2024-02", 1, "永寿县限期恢复排查和封井", "slj", "2024-06-30", "", role="配合"),
    _d("2024-02", 2, "供暖季采灌计量设施联网", "slj", "2024-11-15", ""),
    _d("2024-02", 2, "供暖季采灌计量设施联网", "zrzyj", "2024-11-15", "", role="配合"),
    _d("2024-02", 3, "泾阳县结转资金盘活", "czj", "2024-06-30", "2024-06-27"),
    _d("2024-02", 4, "两个供暖项目业主资金协调", "zrzyj", "2024-05-31", ""),
    _d("2024-02", 4, "两个供暖项目业主资金协调", "spj", "2024-05-31", "2024-05-29",
       role="配合"),
)  # fmt: skip
#: What was put to a meeting from elsewhere, and the topic of its agenda that an item came up in.
_SOURCES = {
    ("2023-01", "2"): "督察交办", ("2023-02", "3"): "领导批示", ("2024-02", "1"): "领导批示",
}  # fmt: skip
_TOPICS = {
    ("2022-01", "2"): "quality", ("2022-01", "4"): "task:5", ("2022-02", "1"): "task:6",
    ("2022-02", "2"): "network", ("2022-02", "3"): "task:5", ("2022-02", "4"): "task:5",
    ("2023-01", "2"): "task:2", ("2023-01", "3"): "task:2", ("2023-01", "4"): "quality",
    ("2023-02", "1"): "task:4", ("2023-02", "2"): "network", ("2023-02", "3"): "ranking",
    ("2023-02", "4"): "task:2", ("2024-01", "2"): "task:6", ("2024-01", "3"): "task:1",
    ("2024-01", "4"): "reporting", ("2024-01", "5"): "problems", ("2024-02", "1"): "task:6",
    ("2024-02", "2"): "task:5", ("2024-02", "4"): "requests",
}  # fmt: skip
_CLOSED_AFTER_DAYS, _STARTED_AFTER_DAYS = 40, 20
#: What is said of work under way, one phrase after the other as its time runs out.
_SAID = (
    "已明确责任科室和时限。",
    "已制定工作方案，正在落实。",
    "完成过半，正在推进。",
    "正在收尾。",
)


def last_held(day: date) -> date:
    """Return when the last meeting up to a day was held."""
    return max(held for _, held, _ in MEETINGS if held <= day)


def meeting_rows(_reporter: str, day: date) -> list[Row]:
    """Return the meetings that were held up to a day, by field name."""
    return [
        {
            "meeting_id": number,
            "meeting_name": f"{held.year}年第{int(number[-2:])}次联合调度会议",
            "held_on": held, "place": "市政府会议室", "chair": "副市长",
            "attendees": _UNITS, "agenda": topic,
            "minutes_no": f"咸试验区办纪要〔{held.year}〕{int(number[-2:])}号",
        }
        for number, held, topic in MEETINGS
        if held <= day
    ]  # fmt: skip


def decision_rows(reporter: str, day: date) -> list[Row]:
    """Return all decisions for the office, else those for which a unit answers, at a day."""
    held = {number for number, at, _ in MEETINGS if at <= day}
    return [
        _decision_row(decision, day)
        for decision in DECISIONS
        if decision.meeting in held and reporter in {REGION.office, decision.unit}
    ]


def _decision_row(decision: Decision, day: date) -> Row:
    held = next(at for number, at, _ in MEETINGS if number == decision.meeting)
    done = decision.done_on <= day
    closed = done and day - decision.done_on >= timedelta(days=_CLOSED_AFTER_DAYS)
    back = decision.returned_on <= day and not done
    asked = decision.asked_on <= day
    begun = day - held >= timedelta(days=_STARTED_AFTER_DAYS)
    document = f"{REGION.reporter(decision.unit).name}办理报告（{decision.done_on:%Y%m%d}）"
    return {
        "meeting_id": decision.meeting,
        "decision_no": decision.number,
        "responsible_unit": REGION.reporter(decision.unit).name,
        "decision_role": decision.role,
        "decision_text": decision.text,
        "decision_due_on": decision.due_on,
        "item_source": _SOURCES.get((decision.meeting, decision.number), "议定事项"),
        "agenda_topic": topic(_TOPICS.get((decision.meeting, decision.number), "overall")).heading,
        "decision_status": "已办结" if done else "办理中" if begun else "未办理",
        "progress_text": _said(decision, held, day),
        "done_on": decision.done_on if done else "",
        "extension_state": _answer(decision, day) if asked else "无",
        "extended_to": decision.extended_to if asked and decision.extended_to else "",
        "extension_reason": "前期工作未完成，申请延期。" if asked else "",
        "review_state": "审结" if closed else "退回重办" if back else "待审",
        "return_reason": "现场核查未达到要求，退回重办。" if back else "",
        "returned_on": decision.returned_on if back else "",
        "evidence": document if done else "",
    }


def _answer(decision: Decision, day: date) -> str:
    answered = day - decision.asked_on >= timedelta(days=_STARTED_AFTER_DAYS)
    return decision.answer if answered else "申请中"


def _said(decision: Decision, held: date, day: date) -> str:
    if decision.done_on <= day:
        return "已按要求办结。"
    share = (day - held) / (decision.due_on - held)
    return _SAID[min(int(share * len(_SAID)), len(_SAID) - 1)]


#: The scheme's indicators: number, score, floor; name, task, target and direction are declared.
_SCORED: tuple[tuple[str, int, int | None], ...] = (
    ("progress", 40, None), ("intime", 10, 50),
    ("selfmon_rate", 4, None), ("leak_check_rate", 2, None), ("hazard_rate", 4, None),
    ("src_no_human", 4, None), ("recharge_rate", 3, None), ("quasi_rate", 2, None),
    ("fix_rate", 3, None),
    ("well_up", 4, 60), ("manual_rate", 2, 50), ("dual_cover", 3, None), ("assess_rate", 2, None),
    ("reinj", 2, None), ("rebuild_rate", 2, None), ("meter_rate", 1, None),
    ("survey_rate", 3, None), ("risk_rate", 2, None), ("seal_rate", 4, None),
    ("high_risk_rate", 3, None),
)  # fmt: skip
#: What stands in the scheme and is not scored.
_DESCRIBED = ("zone_share", "src_ok")
#: From when each version holds.
_VERSIONS = (
    ("2022-1", date(2022, 3, 1)), ("2023-1", date(2023, 2, 1)), ("2024-1", date(2024, 2, 1)),
)  # fmt: skip
#: Counties in which geothermal water is taken; the others are not assessed by it.
_GEOTHERMAL = ("reinj", "rebuild_rate", "meter_rate")
_GEOTHERMAL_COUNTIES = "秦都区、渭城区、兴平市、武功县、三原县、泾阳县、礼泉县"


def scheme_rows(_reporter: str, day: date) -> list[Row]:
    """Return the indicators of every version that was given out up to a day, by field name."""
    scored = [(computable(code, Decimal(score)), floor) for code, score, floor in _SCORED]
    return [
        row
        for version, since in _VERSIONS
        if since <= day
        for row in (
            *(_scored_row(version, since, one, floor) for one, floor in scored),
            *(_described_row(version, since, indicator(code)) for code in _DESCRIBED),
        )
    ]


def _scored_row(version: str, since: date, one: SchemeIndicator, floor: int | None) -> Row:
    counties = _GEOTHERMAL_COUNTIES if one.code in _GEOTHERMAL else "各县市区"
    return {
        **_head(version, since, one.code, one.label, one.task_no),
        "score_weight": int(one.weight),
        "target_value": int(one.target_pct),
        "floor_value": "" if floor is None else floor,
        "direction": "越高越好",
        "applies_to": counties,
    }


def _described_row(version: str, since: date, one: Indicator) -> Row:
    head = _head(version, since, one.code, one.label, one.task_no)
    return {**head, "score_weight": 0, "direction": "只描述", "applies_to": "各县市区"}


def _head(version: str, since: date, code: str, name: str, task_no: str) -> Row:
    return {
        "indicator_id": code,
        "scheme_version": version,
        "indicator_name": name,
        "task_no": "" if task_no == CROSS_TASK else REGION.task(task_no).short_name,
        "value_unit": "%",
        "basis": f"咸试验区办〔{since.year}〕5号",
        "effective_from": since,
    }


#: Events: day, county, kind, points, reason, indicator, checked with the county.
_ADJUSTED = (
    (date(2022, 11, 20), "610402", "加分", 1.0, "封井回填经验在全市推广", "seal_rate", "是"),
    (date(2022, 12, 12), "610426", "扣分", 0.5, "两次未报送重点任务进展", "intime", "是"),
    (date(2023, 5, 16), "610481", "扣分", 1.0, "皮革企业渗漏整改逾期", "hazard_rate", "是"),
    (date(2023, 6, 8), "610423", "加分", 1.0, "乡镇排查方法获省级推广", "survey_rate", "是"),
    (date(2023, 10, 12), "610424", "扣分", 0.5, "未按期报送重点任务进展", "intime", "是"),
    (date(2024, 3, 22), "610425", "扣分", 1.0, "报废井建档不实，现场核查核减",
     "survey_rate", "是"),
    (date(2024, 4, 20), "610426", "约束性情形", "", "多项任务连续两月无进展", "", "是"),
    (date(2024, 5, 24), "610430", "加分", 1.5, "补给区划分进度由末位升至前列",
     "recharge_rate", "是"),
    (date(2024, 6, 20), "610428", "扣分", 0.5, "中央资金支出慢于序时", "", "否"),
)  # fmt: skip


def adjustment_rows(_reporter: str, day: date) -> list[Row]:
    """Return the bonuses, deductions and flags of the year of a day up to it, by field name."""
    return [
        {
            "adjustment_id": f"JK-{number:03}",
            "county_code": REGION.county(county).name,
            "adjustment_kind": kind,
            "points": points,
            "occurred_on": at,
            "reason": reason,
            "indicator_id": about,
            "basis": f"咸试验区办通报〔{at.year}〕{chance('basis', number).randint(2, 30)}号",
            "is_checked_with_county": checked,
            "evidence": f"{at.year}年{at.month}月核查记录",
        }
        for number, (at, county, kind, points, reason, about, checked) in enumerate(_ADJUSTED, 1)
        if at <= day
    ]
