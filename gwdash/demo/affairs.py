"""Task 7 and support: rules on their way to print, damage cases, publicity, experts."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from gwdash.demo.chance import chance
from gwdash.demo.courses import actual_pct
from gwdash.demo.items import items
from gwdash.demo.places import TOWNS
from gwdash.registry.region import REGION

Row = dict[str, object]

#: From which share of its item on a rule is at which stage.
_STAGES = (
    (0, "未启动"), (1, "起草"), (35, "征求意见"), (60, "合法性审查"), (80, "审议"), (100, "已印发"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One rule with the item whose progress is its own."""

    rule_id: str
    name: str
    category: str
    lead: str
    issue_by: date
    item_id: str = ""
    spread: bool = False
    begun: date = date(2022, 6, 1)
    issued: date = date(2099, 1, 1)
    """For rules without an item."""

    def share(self, day: date) -> float:
        """Return how far it is at a day, in percent."""
        if self.item_id:
            item = next(i for i in items() if i.item_id == self.item_id)
            return actual_pct(item, day)
        if day >= self.issued:
            return 100.0
        end = self.issued if self.issued.year < 2099 else date(2025, 6, 1)  # noqa: PLR2004
        return max(min(99.0 * (day - self.begun) / (end - self.begun), 99.0), 0.0)


_RULES = (
    PolicyRule("ZD-01", "咸阳市地下水环境监测管理办法", "环境监测", "sthjj", date(2024, 6, 30),
               "7-01", spread=True),
    PolicyRule("ZD-02", "生态环境损害赔偿地下水专章", "损害赔偿", "sthjj", date(2024, 9, 30),
               "7-02"),
    PolicyRule("ZD-03", "地下水污染防治资金管理办法", "资金政策", "czj", date(2024, 6, 30), "7-03"),
    PolicyRule("ZD-04", "水源补给区划分技术规定", "调查评估", "sthjj", date(2023, 6, 30),
               "3-01"),
    PolicyRule("ZD-05", "重点区分区管理办法", "管控修复", "sthjj", date(2024, 12, 31), "1-04"),
    PolicyRule("ZD-06", "地热采灌计量和回灌监督管理规定", "管控修复", "zrzyj", date(2023, 12, 31),
               begun=date(2022, 5, 1), issued=date(2024, 3, 18)),
    PolicyRule("ZD-07", "报废取水井封井回填管理规定", "管控修复", "slj", date(2023, 6, 30),
               begun=date(2022, 4, 1), issued=date(2023, 5, 22)),
    PolicyRule("ZD-08", "地下水环境执法检查工作规程", "环境执法", "sthjj", date(2023, 12, 31),
               begun=date(2022, 9, 1), issued=date(2023, 11, 10)),
    PolicyRule("ZD-09", "重点单位地下水环境信息公开规定", "信息公开", "sthjj", date(2024, 3, 31),
               begun=date(2023, 2, 1)),
    PolicyRule("ZD-10", "工业园区地下水管控指导意见", "管控修复", "gxj", date(2024, 9, 30), "2-02"),
    PolicyRule("ZD-11", "地热项目环评审批规范", "其他", "spj", date(2024, 12, 31), "5-04"),
    PolicyRule("ZD-12", "补给区农业投入品减量指导意见", "管控修复", "nyj", date(2024, 6, 30),
               "3-04"),
)  # fmt: skip


@cache
def issued_on(rule: PolicyRule) -> date | None:
    """Return the day on which a rule was printed, None while it is not."""
    if not rule.item_id:
        return rule.issued if rule.issued.year < 2099 else None  # noqa: PLR2004
    days = (date(2022 + n // 12, n % 12 + 1, 26) for n in range(30))
    return next((day for day in days if rule.share(day.replace(day=28)) >= 100), None)  # noqa: PLR2004


def policy_rule_rows(unit: str, day: date) -> list[Row]:
    """Return a unit's rules as they stand at a day, by field name."""
    return [_rule_row(rule, day) for rule in _RULES if rule.lead == unit]


def _rule_row(rule: PolicyRule, day: date) -> Row:
    printed = issued_on(rule)
    out = printed is not None and printed <= day
    share = rule.share(day)
    stage = [name for least, name in _STAGES if share >= least][-1]
    stage = "已印发" if out else "审议" if stage == "已印发" else stage
    number = chance("rule", rule.rule_id).randint(8, 74)
    year = printed.year if printed else day.year
    document = f"咸环发〔{year}〕{number}号" if out else ""
    return {
        "rule_id": rule.rule_id,
        "rule_name": rule.name,
        "rule_category": rule.category,
        "lead_unit": REGION.reporter(rule.lead).name,
        "rule_stage": stage,
        "issue_by": rule.issue_by,
        "issue_doc_no": document,
        "issued_on": printed if out and printed else "",
        "is_spread": "是" if out and rule.spread and day.year >= 2024 else "否",  # noqa: PLR2004
        "evidence": document,
    }


#: Cases: county or bureau, name, clue, day of opening, and the stages with their days.
_CASES = (
    ("sthjj", "610481", "南市镇皮革企业渗漏污染地下水案", "监测发现",
     (("2022-11-15", "线索核查"), ("2023-03-20", "启动"), ("2023-08-10", "鉴定评估"),
      ("2024-04-15", "磋商")), 0.0),
    ("sthjj", "610404", "化工企业私设渗坑案", "执法检查",
     (("2022-04-12", "启动"), ("2022-08-01", "鉴定评估"), ("2023-02-06", "履行中"),
      ("2023-10-20", "已结案")), 138.6),
    ("610402", "610402", "加油站双层罐渗漏案", "执法检查",
     (("2022-06-20", "启动"), ("2022-12-05", "磋商"), ("2023-05-18", "已结案")), 26.4),
    ("610424", "610424", "养殖场粪污渗坑案", "信访举报",
     (("2022-10-11", "启动"), ("2023-04-02", "磋商"), ("2023-09-25", "履行中"),
      ("2024-05-30", "已结案")), 18.2),
    ("610425", "610425", "非法倾倒废酸案", "公安移送",
     (("2023-02-14", "启动"), ("2023-07-01", "鉴定评估"), ("2024-03-12", "诉讼")), 0.0),
    ("610431", "610431", "电镀作坊渗漏案", "执法检查",
     (("2023-06-08", "启动"), ("2023-11-20", "磋商"), ("2024-05-16", "履行中")), 41.5),
    ("610422", "610422", "垃圾填埋场渗滤液渗漏案", "督察交办",
     (("2023-09-05", "线索核查"), ("2024-01-22", "启动")), 0.0),
    ("610428", "610428", "煤矿矿井水直排案", "执法检查",
     (("2022-08-16", "启动"), ("2023-01-10", "鉴定评估"), ("2023-06-30", "已结案")), 92.0),
    ("610482", "610482", "煤矸石场淋溶渗漏案", "监测发现",
     (("2024-04-22", "线索核查"),), 0.0),
    ("610430", "610430", "果汁厂废水灌溉案", "信访举报",
     (("2023-04-18", "启动"), ("2023-08-15", "终止")), 0.0),
)  # fmt: skip
_UNPAID = frozenset({"线索核查", "启动", "鉴定评估", "磋商", "诉讼", "终止"})


def damage_case_rows(reporter: str, day: date) -> list[Row]:
    """Return a reporter's cases as they stand at a day, by field name."""
    found: list[Row] = []
    for number, (who, county, name, clue, steps, amount) in enumerate(_CASES, 1):
        reached = [(date.fromisoformat(at), stage) for at, stage in steps]
        reached = [(at, stage) for at, stage in reached if at <= day]
        if who != reporter or not reached:
            continue
        stage = reached[-1][1]
        opened = next((at for at, one in reached if one != "线索核查"), None)
        found.append({
            "case_id": f"SP-{number:02}",
            "case_name": name,
            "county_code": REGION.county(county).name,
            "clue_source": clue,
            "opened_on": opened or "",
            "case_stage": stage,
            "compensation_10k_yuan": "" if stage in _UNPAID else amount,
            "closed_on": reached[-1][0] if stage == "已结案" else "",
            "remark": "企业破产，终止磋商" if stage == "终止" else "",
        })  # fmt: skip
    return found


#: Theme days of a year: month, day, theme, name of the event, form.
_DAYS = (
    (3, 22, "世界水日", "地下水保护进社区宣传", "现场咨询、发放手册"),
    (4, 22, "世界地球日", "珍惜地下水资源主题宣传", "展板、讲座"),
    (6, 5, "六五环境日", "守护地下水主题活动", "开放日、知识竞赛"),
    (9, 16, "全国科普日", "地下水污染防治科普课堂", "进校园讲座"),
)  # fmt: skip
#: Units that hold events, and on which of the theme days.
_UNIT_DAYS = {
    "sthjj": (0, 1, 2, 3), "slj": (0,), "zrzyj": (1,), "kjj": (3,), "wjw": (2,), "nyj": (1,),
}  # fmt: skip
_COUNTY_SHARE, _AUDIENCE, _HALF_MONTH = 0.62, (60, 640), 6
_COUNTY_DAYS = (0, 2, 3)


def publicity_rows(reporter: str, day: date) -> list[Row]:
    """Return a reporter's events since the beginning of the pilot, by field name."""
    rows: list[Row] = []
    county = next((c for c in REGION.counties if c.code == reporter), None)
    for year in range(2022, day.year + 1):
        for number in _COUNTY_DAYS if county else _UNIT_DAYS.get(reporter, ()):
            month_no, day_no, theme, name, form = _DAYS[number]
            draw = chance("event", reporter, year, number)
            held = date(year, month_no, day_no)
            if held > day or (county and draw.random() > _COUNTY_SHARE):
                continue
            town = draw.choice(TOWNS[county.code]) if county else ""
            rows.append({
                "event_id": f"XC-{reporter}-{held:%y%m}",
                "event_name": f"{town}{name}",
                "theme_day": theme,
                "event_on": held,
                "county_code": county.name if county else REGION.name,
                "place": f"{town}文化广场" if county else "统一广场",
                "event_form": form,
                "audience": draw.randint(*_AUDIENCE),
                "evidence": f"{held:%Y}年{theme}活动照片和简报",
            })  # fmt: skip
    return rows


_EXPERTS = (
    ("周文博", "陕西省某高校", "教授", "水文地质"),
    ("何静怡", "省地质调查单位", "正高级工程师", "地下水调查"),
    ("冯立新", "省环境科学研究单位", "研究员", "污染修复"),
    ("唐晓峰", "某勘察设计院", "正高级工程师", "钻探成井"),
    ("郑雅文", "陕西省某高校", "副教授", "水化学"),
    ("韩志远", "省水利科研单位", "正高级工程师", "地下水资源"),
    ("曹明辉", "市环境监测单位", "高级工程师", "环境监测"),
    ("许佳宁", "某律师事务所", "律师", "损害赔偿"),
    ("邓海涛", "省地热研究单位", "正高级工程师", "地热开发与回灌"),
    ("彭欣然", "某高校", "教授", "数值模拟"),
    ("蒋国栋", "煤炭设计单位", "高级工程师", "矿井封闭"),
    ("沈思远", "信息工程单位", "高级工程师", "信息平台"),
)  # fmt: skip
_INSTITUTES = (
    ("省地质环境监测技术单位", "全市地下水环境状况调查评价", "1"),
    ("某环境工程有限公司", "补给区划分", "3"),
    ("某信息技术有限公司", "监管信息平台开发运维", "4"),
    ("某钻井工程有限公司", "报废井封井回填技术指导", "6"),
)  # fmt: skip
_SERVED_YEARS = 3
_JOINED = (date(2022, 3, 15), date(2022, 9, 1), date(2023, 4, 10))


def expert_rows(_reporter: str, day: date) -> list[Row]:
    """Return the experts and institutes that serve at a day, by field name."""
    rows = [_expert_row(n, day, *known) for n, known in enumerate(_EXPERTS, 1)]
    rows += [
        {
            "expert_id": f"JS-{n:02}", "expert_name": name, "expert_kind": "技术单位",
            "employer": "", "expert_title": "", "specialty": "技术服务",
            "task_no": REGION.task(task).short_name, "service": service,
            "served_from": _JOINED[n % 2], "served_to": date(2024, 12, 31), "expert_phone": "",
        }
        for n, (name, service, task) in enumerate(_INSTITUTES, 1)
    ]  # fmt: skip
    return [row for row in rows if row["served_from"] <= day]  # type: ignore[operator]


def _expert_row(  # noqa: PLR0913, PLR0917 (an expert is all of these)
    number: int, day: date, name: str, employer: str, title: str, field: str
) -> Row:
    joined = _JOINED[number % len(_JOINED)]
    draw = chance("expert", number)
    reviews = max((day - joined).days // 90, 0) % 7
    return {
        "expert_id": f"ZJ-{number:02}",
        "expert_name": name,
        "expert_kind": "专家",
        "employer": employer,
        "expert_title": title,
        "specialty": field,
        "task_no": REGION.task(str(number % 7 + 1)).short_name,
        "service": f"参加技术审查{reviews}次",
        "served_from": joined,
        "served_to": joined.replace(year=joined.year + _SERVED_YEARS),
        "expert_phone": f"029-3{draw.randint(1000000, 9999999)}",
    }
