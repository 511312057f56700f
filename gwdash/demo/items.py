"""The items of the demo's plan: what is to be done, by whom, from when to when."""

from dataclasses import dataclass, replace
from datetime import date

from gwdash.registry.region import REGION

#: A point of a course that was told by hand: at this day so many percent.
Point = tuple[str, float]


@dataclass(frozen=True, slots=True)
class DemoItem:
    """One item of the plan."""

    item_id: str
    task_no: str
    name: str
    county: str
    """County or city, as it is written in the plan."""
    lead: str
    start_on: date
    due_on: date | None
    """None for work without an end (长期坚持)."""
    weight: int
    source: str = "实施方案"
    pace: float | None = None
    """How fast it runs against the plan; the task's pace where None."""
    course: tuple[Point, ...] = ()
    """How it ran, where a story tells it; the pace does not count then."""
    target: str = ""
    assisting: str = ""
    milestones: str = ""
    """When which share of it should be done; empty where it runs evenly over its days."""
    known_from: date = date(2022, 1, 1)
    """The plan in which it stands for the first time."""
    first_due_on: date | None = None
    """The deadline of the plans before the office moved it."""

    def as_planned(self, day: date, moved_on: date) -> "DemoItem":
        """Return the item as the plan of a day had it: with its first deadline until it moved."""
        if self.first_due_on is None or day >= moved_on:
            return self
        return replace(self, due_on=self.first_due_on)


def _city(  # noqa: PLR0913, PLR0917 (a line of the plan)
    item_id: str, name: str, lead: str, start: str, due: str, weight: int = 2, **more: object
) -> DemoItem:
    """Return an item of the whole city; an empty `due` means 长期坚持."""
    return DemoItem(
        item_id, item_id[0], name, REGION.name, lead, date.fromisoformat(start),
        date.fromisoformat(due) if due else None, weight, **more,  # type: ignore[arg-type]
    )  # fmt: skip


_DECISION = "议定事项"
CITY_ITEMS = (
    _city("1-01", "地下水环境状况调查评价", "sthjj", "2022-03-01", "2023-12-31", pace=1.12,
          target="形成全市地下水环境状况调查评价报告", assisting="市自然资源局、市水利局"),
    _city("1-02", "重点区划定技术方案编制", "sthjj", "2022-06-01", "2024-06-30", pace=0.985),
    _city("1-03", "重点区划定成果报批", "sthjj", "2023-06-01", "2024-12-31", 3,
          target="划定成果报省级审批",
          milestones="2023-09 完成初稿 20%；2023-12 征求意见 20%；2024-06 专家论证 25%；"
          "2024-12 报省级审批 35%"),
    _city("1-04", "重点区分区管理办法起草", "sthjj", "2023-09-01", "2024-12-31"),
    _city("2-01", "地下水重点排污单位名录更新", "sthjj", "2024-01-01", "2024-03-31", pace=1.15,
          source="年度计划", known_from=date(2024, 1, 1)),
    _city("2-02", "县域工业园区地下水管控", "gxj", "2022-09-01", "2024-12-31", pace=0.86),
    _city("2-03", "所监管企业渗漏隐患自查", "gzw", "2022-09-01", "2024-10-31", pace=0.72),
    _city("2-04", "排水管网渗漏排查与修复", "zjj", "2022-06-01", "2024-12-31", pace=0.95),
    _city("2-05", "垃圾填埋场防渗核查", "cgj", "2022-06-01", "2024-09-30",
          course=(("2022-12-31", 18), ("2023-06-30", 22), ("2023-12-31", 50), ("2024-06-30", 90))),
    _city("3-01", "补给区划分技术规定印发", "sthjj", "2022-04-01", "2023-06-30", pace=1.25),
    _city("3-02", "水源开采量与水位调查", "slj", "2022-06-01", "2024-10-31", pace=0.99),
    _city("3-03", "饮用水卫生监督与水质会商", "wjw", "2022-06-01", "2024-12-31", 1,
          source=_DECISION),
    _city("3-04", "补给区农业投入品减量", "nyj", "2022-06-01", "2024-12-31", 1, pace=0.9),
    _city("3-05", "饮用水水源常态化巡查", "slj", "2022-06-01", "", 1),
    _city("4-01", "监管信息平台建设方案批复", "sthjj", "2022-03-01", "2022-12-31", pace=1.3),
    _city("4-02", "监管信息平台开发部署", "sthjj", "2023-01-01", "2024-12-31", 4, pace=1.07,
          first_due_on=date(2024, 6, 30), target="平台上线试运行，接入双源监测数据"),
    _city("4-03", "地下水污染溯源技术研究", "kjj", "2022-09-01", "2024-11-30"),
    _city("4-04", "既有监测井专业井评估", "zrzyj", "2022-06-01", "2024-06-30", 3, source=_DECISION,
          course=(("2022-12-31", 30), ("2023-12-31", 82), ("2024-05-31", 97), ("2024-06-30", 100))),
    _city("4-05", "监测数据统计制度衔接", "tjj", "2023-03-01", "2024-09-30", 1, pace=0.9),
    _city("5-01", "主城区供暖项目回灌井补建", "zrzyj", "2022-01-24", "2022-12-31", 4,
          source=_DECISION, target="12个供暖项目全部建成回灌井", assisting="市水利局、市行政审批局",
          course=(("2022-06-30", 8), ("2022-12-31", 22), ("2023-12-31", 36), ("2024-06-30", 42))),
    _city("5-02", "全市地热井回灌井补建", "zrzyj", "2022-06-01", "2025-12-31", 3, pace=0.62),
    _city("5-03", "地热尾水水质监测", "slj", "2022-11-15", "2024-12-31", pace=0.62),
    _city("5-04", "地热项目环评审批规范", "spj", "2022-06-01", "2024-12-31", 1, pace=1.0),
    _city("6-01", "报废取水井封井回填技术培训", "slj", "2022-06-01", "2023-12-31", 1, pace=1.1),
    _city("6-02", "废弃钻井封井回填", "zrzyj", "2022-09-01", "2024-12-31", 3, pace=0.84,
          milestones="2022年12月底前完成核查10%；2023年6月底前完成35%；2023年12月底前完成60%；"
          "2024年6月底前完成80%；2024年12月底前全部完成100%"),
    _city("6-03", "关闭煤矿井筒封闭核查", "mtj", "2022-09-01", "2024-12-31", 2, pace=0.88),
    _city("7-01", "地下水环境监测管理办法", "sthjj", "2022-06-01", "2024-06-30", 2, pace=1.25,
          target="印发实施"),
    _city("7-02", "生态环境损害赔偿地下水专章", "sthjj", "2022-09-01", "2024-09-30", 2,
          course=(("2023-06-30", 35), ("2023-12-31", 66), ("2024-06-30", 92))),
    _city("7-03", "地下水污染防治资金管理办法", "czj", "2022-09-01", "2024-06-30", 1, pace=1.2),
    _city("7-04", "试验区项目储备与规划衔接", "fgw", "2022-03-01", "2024-06-30", 1,
          source=_DECISION, pace=1.2),
    _city("4-06", "双源监测空白水源补点", "sthjj", "2023-09-01", "2024-08-31", 1, source=_DECISION,
          pace=1.05, known_from=date(2023, 8, 1)),
    _city("5-05", "供暖季采灌计量设施联网", "slj", "2024-05-01", "2024-11-15", 2, source=_DECISION,
          pace=0.5, known_from=date(2024, 4, 20)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountyItem:
    """An item that every county has."""

    item_id: str
    name: str
    start_on: date
    due_on: date
    weight: int
    said: str
    """What the county says: how many are there and how many are done."""
    counts: tuple[int, int]
    """The fewest and the most that a county can have."""
    problems: tuple[str, ...]


COUNTY_ITEMS = (
    CountyItem(
        "2-10", "重点监管单位自行监测与整改", date(2022, 9, 1), date(2024, 12, 31), 3,
        "辖区重点监管单位{total}家，{done}家完成自行监测和隐患整改", (4, 16),
        (
            "部分企业尚未报送二季度自行监测报告。", "2家企业防渗整改资金未落实。",
            "企业监测井位置不符合要求，需补建。",
        ),
    ),
    CountyItem(
        "3-10", "县级水源补给区划分与保护", date(2022, 6, 1), date(2024, 9, 30), 3,
        "应划分补给区的水源{total}处，完成{done}处", (3, 9),
        (
            "技术单位尚未完成外业调查。", "准保护区与基本农田重叠，边界需协调。",
            "水源地勘界成果未移交。",
        ),
    ),
    CountyItem(
        "4-10", "监测井运行维护", date(2023, 1, 1), date(2024, 12, 31), 2,
        "年度应巡检监测井{total}眼次，已巡检{done}眼次", (36, 96),
        ("个别井位被占压，巡检受阻。", "运维经费拨付较晚。", "自动监测设备备件不足。"),
    ),
    CountyItem(
        "6-10", "报废井乡镇排查建档", date(2022, 6, 1), date(2024, 6, 30), 2,
        "应排查镇（街道）{total}个，建档{done}个", (8, 16),
        ("部分农村水井权属不清。", "乡镇人手不足，入户排查进度偏慢。", "历史钻孔资料缺失。"),
    ),
    CountyItem(
        "6-20", "报废井封井回填", date(2022, 9, 1), date(2024, 12, 31), 3,
        "应封井回填{total}眼，已完成并验收{done}眼", (24, 140),
        ("施工队伍不足，进度偏慢。", "权属不清的井处置意见未定。", "县级配套资金拨付较晚。"),
    ),
)  # fmt: skip


def items() -> list[DemoItem]:
    """Return all items: the city's, then each county's in the region's order."""
    found = list(CITY_ITEMS)
    for number, county in enumerate(REGION.counties, 1):
        found += [
            DemoItem(
                f"{own.item_id}-{number:02}", own.item_id[0], own.name, county.name,
                county.code, own.start_on, own.due_on, own.weight,
            )
            for own in COUNTY_ITEMS
        ]  # fmt: skip
    return found


def county_item(item: DemoItem) -> CountyItem | None:
    """Return what an item is of its kind, None for one of the city."""
    return None if item.county == REGION.name else _OF_COUNTIES.get(item.item_id[:4])


_OF_COUNTIES = {own.item_id: own for own in COUNTY_ITEMS}
