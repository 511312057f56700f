"""突出问题: the kinds of problems that the list knows, the gravest first.

One declaration each; ``gwdash/store/sql/queries/problem_<code>.sql`` yields what is wrong on
each of some days, one row a thing. What is wrong with items of the plan is judged by
`gwdash.assess.progress`.
A further kind is one declaration and one file.
"""

from dataclasses import dataclass
from enum import StrEnum

from gwdash.registry.kinds import DEFAULT_SOURCE, RegistryError
from gwdash.registry.rules import Threshold


class Severity(StrEnum):
    """How grave a kind is; declared from the worst."""

    SERIOUS = "serious"
    NOTABLE = "notable"


class Owner(StrEnum):
    """Who answers for a problem."""

    COUNTY = "county"
    """The county in which the thing lies; the units that lead the task supervise."""
    ITEM = "item"
    """The county of a county's item, else the unit that leads the item."""
    UNIT = "unit"
    """The unit or county that the row names; the office supervises."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem: what it is called, who answers, and by which figures it is one."""

    code: str
    label: str
    severity: Severity
    owner: Owner
    task_no: str
    """The key task it belongs to, whose lead units supervise; empty for the item's own."""
    sentence: str
    """The problem in words, with ``{name}``, ``{amount}`` and ``{detail}`` of its row."""
    measure: str
    """What ``{days}`` since the beginning mean: 逾期 {days} 天."""
    rule: str
    """When a thing is on the list, in one sentence."""
    source: str
    dataset: str
    """The ledger whose rows show it."""
    page: str
    """The page that shows the thing, and the name of its choice there."""
    choice: str
    counter: str = "项"
    """The word for one of them: 眼, 处, 个."""
    others: tuple[str, ...] = ()
    """Further ledgers that decide whether it is one."""
    thresholds: tuple[Threshold, ...] = ()
    """Figures that the query takes as parameters under their names."""
    family: str = ""
    """Kinds that one thing passes between, such as 严重滞后 to 逾期: leaving one for the other
    is no end of the problem."""
    judged: bool = False
    """Whether the rows are items of the plan, judged outside SQL."""
    position_is_secret: bool = False
    """Whether evidence may show where a drinking-water source lies."""
    on_the_day: str = "当日起"
    """What stands instead of the measure on the very day: nobody counts zero days."""

    def __post_init__(self) -> None:
        """Refuse a kind that could not be explained on the page."""
        if not self.code.isidentifier() or not self.code.islower():
            raise RegistryError(f"{self.code}: not a problem's code")
        if not (self.label and self.sentence and self.measure and self.rule and self.source):
            raise RegistryError(f"{self.code}: label, sentence, measure, rule, source are needed")

    def lasting(self, days: int) -> str:
        """Return how long, in words; a beginning that is still to come counts as the day itself."""
        return self.measure.format(days=days) if days > 0 else self.on_the_day

    @property
    def datasets(self) -> tuple[str, ...]:
        """All ledgers that its rows are made from."""
        return self.dataset, *self.others

    @property
    def query(self) -> str:
        """The name of the query that yields its rows on any days."""
        return f"problem_{self.code}"


_PLAN = "咸阳市试验区实施方案"
_SEASON = Threshold(
    "least_volume_m3", "参加计算的最小开采量", 1.0, "m³", "平台默认：没有开采的项目不参评"
)
PORE_FLOOR = Threshold(
    "pore_floor_pct", "孔隙型回灌率下限", 80.0, "%", "参照山东省规定，办公室可调整"
)
KARST_FLOOR = Threshold(
    "karst_floor_pct", "岩溶型、裂隙型回灌率下限", 90.0, "%", "参照山东省规定，办公室可调整"
)
SILENT = Threshold("silent_months", "连续无数据期数", 2.0, "期", DEFAULT_SOURCE)
FORGOTTEN = Threshold(
    "forgotten_days", "不再要求按月报送的间隔", 730.0, "天", DEFAULT_SOURCE
)  # fmt: skip

#: The order is that of the list within one severity; the office can reorder it.
PROBLEM_KINDS = (
    ProblemKind(
        "source_human", "水源人为超标", Severity.SERIOUS, Owner.COUNTY, "3",
        "{name}因人为原因超标（{detail}），整治未完成", "已 {days} 天",
        "在用水源的超标原因填为人为，且整治未完成，或本年最近一次采样仍超Ⅲ类。",
        f"{_PLAN}：人为原因超标的水源应整治；GB/T 14848-2017 Ⅲ类",
        "water_source", "quality", "", "个", ("well", "water_quality"),
        position_is_secret=True,
    ),
    ProblemKind(
        "source_unexplained", "水源超标原因未认定", Severity.SERIOUS, Owner.COUNTY, "3",
        "饮用水源监测点{name}超Ⅲ类（{detail}），原因未认定", "已 {days} 天",
        "饮用水源监测点本年最近一次采样超Ⅲ类，水源台账没有写明人为原因，也没有天然背景认定文号。",
        "GB/T 14848-2017 Ⅲ类；天然背景须有认定文号", "water_quality", "network", "well", "个",
        ("well", "water_source"), position_is_secret=True,
    ),
    ProblemKind(
        "overdue_item", "逾期事项", Severity.SERIOUS, Owner.ITEM, "",
        "{name}逾期未完成", "逾期 {days} 天",
        "年度任务分解表中的事项过了完成时限，实际进度（有核定的取核定）不到 100%，"
        "暂缓和不适用的除外。",
        "年度任务分解表", "task_progress", "tasks", "task", family="item", judged=True,
    ),
    ProblemKind(
        "far_behind_item", "严重滞后事项", Severity.SERIOUS, Owner.ITEM, "",
        "{name}比序时进度低 {amount:.1f} 个百分点", "距时限 {days} 天",
        "没有逾期的事项，实际进度（本期未报的沿用上次）低于序时进度的差距超过严重滞后的界限。",
        "序时进度按期末计算，界限为平台默认值，办公室可调整",
        "task_progress", "tasks", "task", family="item", judged=True, on_the_day="当日到期",
    ),
    ProblemKind(
        "decision_overdue", "议定事项逾期", Severity.SERIOUS, Owner.UNIT, "",
        "{name}逾期未办结（{detail}）", "逾期 {days} 天",
        "联合调度会议议定事项过了办结时限（含已同意的延期），责任单位没有办结，或被退回重办；"
        "一个责任单位计一项。报办结的列为拟销号，办公室审结的即为销号，同意延期的不再列入。",
        "议定事项督办表填报的办结时限", "decision", "decisions", "decision", others=("meeting",),
    ),
    ProblemKind(
        "high_risk_well", "高风险报废井未封填", Severity.SERIOUS, Owner.COUNTY, "6",
        "高风险报废井{name}未处置到位（{detail}）", "已 {days} 天",
        "环境风险等级为高的报废井，没有验收合格；天数从排查登记之日算起。",
        f"{_PLAN}：报废井封井回填；验收合格的才算处置", "abandoned_well", "tasks", "task", "眼",
    ),
    ProblemKind(
        "hazard_overdue", "隐患逾期未整改", Severity.SERIOUS, Owner.COUNTY, "2",
        "{name}渗漏隐患未按期整改（{detail}）", "逾期 {days} 天",
        "渗漏隐患过了整改时限，整改状态不是已整改或已验收。",
        "渗漏排查与整改台账填报的整改时限", "leak_hazard", "tasks", "task", "处",
        ("key_unit",),
    ),
    ProblemKind(
        "reinjection_low", "回灌率低于下限", Severity.NOTABLE, Owner.COUNTY, "5",
        "{name}本供暖季回灌率 {amount:.1f}%（下限 {detail}）", "本季至今 {days} 天",
        "采灌单元最近一个供暖季（11月至次年3月）回灌量与开采量之比低于下限；地埋管不取水，不参评。",
        "地热回灌率下限参照山东省规定（孔隙型80%、岩溶型90%），办公室可调整",
        "geothermal", "tasks", "task", "个", thresholds=(PORE_FLOOR, KARST_FLOOR, _SEASON),
    ),
    ProblemKind(
        "site_unmonitored", "未按频次自行监测", Severity.NOTABLE, Owner.COUNTY, "2",
        "{name}{detail}", "已 {days} 天",
        "列入名录的在产单位，上一个应监测时段（季度、半年或年，周边1公里有敏感区的加密）没有采样，"
        "其后也没有补测。",
        "HJ 1209-2021：一类单元半年（季度），二类单元一年（半年）",
        "self_monitoring", "tasks", "task", "家", ("key_unit",),
    ),
    ProblemKind(
        "silent_well", "监测井连续无数据", Severity.NOTABLE, Owner.COUNTY, "4",
        "监测井{name}连续 {amount:.0f} 期无水位数据", "已 {days} 天",
        "台账写明正常运行的监测井，连续两期或更久没有水位数据。",
        "平台默认值，办公室可调整", "well", "network", "well", "眼", ("water_level",),
        thresholds=(SILENT, FORGOTTEN),
    ),
)  # fmt: skip

_BY_CODE = {kind.code: kind for kind in PROBLEM_KINDS}


def problem_kind(code: str) -> ProblemKind | None:
    """Return the kind with this code, None for one that is not declared."""
    return _BY_CODE.get(code)
