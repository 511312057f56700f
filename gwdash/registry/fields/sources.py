"""The facts of a drinking-water source fed by groundwater: protection, recharge, exceedance."""

from gwdash.registry.model import Code, CodeList, Field, Kind

_PLAN = "咸阳市试验区实施方案"
_DELIMITATION = "HJ 338-2018"

SOURCE_LEVEL = CodeList(
    "source_level",
    "水源级别",
    (
        Code("city", "市级", ("地市级", "市级水源")),
        Code("county", "县级", ("县级水源",)),
        Code("large_rural", "千吨万人", ("千吨万人水源",)),
        Code("town", "乡镇", ("乡镇级", "乡镇级水源")),
    ),
    source=_PLAN,
)

SOURCE_USE = CodeList(
    "source_use",
    "使用状态",
    (
        Code("in_use", "在用", ("使用中", "现用")),
        Code("reserve", "备用", ("应急备用",)),
        Code("planned", "规划", ("规划中",)),
        Code("stopped", "停用", ("已停用",)),
    ),
)

PROTECTION = CodeList(
    "protection",
    "保护区划定情况",
    (
        Code("first", "已划定一级", ("一级", "已划一级")),
        Code("second", "已划定一、二级", ("一、二级", "已划定一二级", "已划定一级、二级")),
        Code("quasi", "已划定含准保护区", ("含准保护区",)),
        Code("none", "未划定", ("未划",)),
    ),
    source=_DELIMITATION,
)

QUASI = CodeList(
    "quasi_zone",
    "准保护区",
    (
        Code("done", "已划定", ("已划",)),
        Code("open", "未划定", ("未划",)),
        Code("not_needed", "不需划定", ("不需要", "无需划定")),
    ),
    source=_DELIMITATION,
)

RECHARGE_STAGE = CodeList(
    "recharge_stage",
    "补给区划分阶段",
    (
        Code("not_started", "未启动", ("未开展",)),
        Code("survey", "调查中", ("调查",)),
        Code("divided", "已划分", ("划分完成",)),
        Code("submitted", "已报批", ("报批",)),
        Code("published", "已公布", ("公布",)),
        Code("not_needed", "不需划分", ("无需划分",)),
    ),
)

CLAIM = CodeList(
    "claim",
    "自报达标情况",
    (
        Code("met", "达标", ("是", "合格")),
        Code("not_met", "不达标", ("否", "超标", "未达标", "不合格")),
        Code("not_monitored", "未监测", ("未采样",)),
    ),
)

CAUSE = CodeList(
    "cause",
    "超标原因",
    (
        Code("human", "人为", ("人为原因", "人为污染")),
        Code("background", "天然背景", ("天然", "背景值高", "地质背景", "自然背景")),
        Code("mixed", "混合", ("混合原因",)),
        Code("unknown", "未查明", ("不明", "待查明")),
    ),
    source=_PLAN,
)

REMEDY_STATUS = CodeList(
    "remedy_status",
    "整治状态",
    (
        Code("not_started", "未启动", ("未开展",)),
        Code("in_progress", "实施中", ("整治中", "正在整治")),
        Code("done", "已完成", ("完成",)),
        Code("accepted", "已验收", ("验收",)),
    ),
    explained=(("逾期", "“逾期”由系统按整治时限计算，请填未启动、实施中、已完成或已验收。"),),
)

RISK = CodeList(
    "source_risk",
    "环境风险等级",
    (Code("high", "高", ("较大",)), Code("medium", "中", ("一般",)), Code("low", "低", ("较小",))),
)

NAME = Field("source_name", "水源名称", Kind.TEXT, "水源的名称。", aliases=("水源地名称", "名称"))
LEVEL = Field(
    "source_level", "水源级别", Kind.CODE, "市级、县级、千吨万人或乡镇；前两级为县级及以上。",
    codes=SOURCE_LEVEL, aliases=("级别",), source=_PLAN,
)  # fmt: skip
USE = Field(
    "source_use", "使用状态", Kind.CODE, "在用、备用、规划或停用。", codes=SOURCE_USE,
    aliases=("水源使用状态",),
)  # fmt: skip
WELL_COUNT = Field(
    "well_count", "取水井数", Kind.INTEGER, "取水井的眼数。", aliases=("井数", "取水井数量"),
    unit="眼", minimum=0, maximum=10_000,
)  # fmt: skip
POPULATION = Field(
    "population_10k", "服务人口", Kind.NUMBER, "供水人口。", aliases=("供水人口",), unit="万人",
    minimum=0, maximum=10_000,
)  # fmt: skip
ABSTRACTION = Field(
    "annual_abstraction_10k_m3", "年取水量", Kind.NUMBER, "上一年度的取水量。",
    aliases=("年供水量",), unit="万m³", minimum=0, maximum=1_000_000,
)  # fmt: skip
PROTECTION_STATE = Field(
    "protection_state", "保护区划定情况", Kind.CODE, "保护区划到哪一级。", codes=PROTECTION,
    aliases=("保护区划定",), source=_DELIMITATION,
)  # fmt: skip
PROTECTION_DOC = Field(
    "protection_doc_no", "保护区批复文号", Kind.TEXT, "保护区批复文件的文号。",
    aliases=("保护区批文",),
)  # fmt: skip
QUASI_STATE = Field(
    "quasi_state", "准保护区", Kind.CODE, "准保护区是否划定。", codes=QUASI,
    aliases=("准保护区划定情况",), source=_DELIMITATION,
)  # fmt: skip
STAGE = Field(
    "recharge_stage", "补给区划分阶段", Kind.CODE, "补给区划分到了哪一步。", codes=RECHARGE_STAGE,
    aliases=("补给区划分",),
)  # fmt: skip
RECHARGE_AREA = Field(
    "recharge_area_km2", "补给区面积", Kind.NUMBER, "划分的补给区面积。", unit="km²", minimum=0,
    maximum=100_000,
)  # fmt: skip
RECHARGE_SOURCES = Field(
    "recharge_source_count", "补给区污染源数", Kind.INTEGER, "补给区内的污染源个数。", unit="个",
    minimum=0, maximum=100_000,
)  # fmt: skip
ENVIRONMENT_RISK = Field(
    "source_risk", "环境风险等级", Kind.CODE, "补给区的环境风险。", codes=RISK,
    aliases=("风险等级",),
)  # fmt: skip
REPORTED_OK = Field(
    "reported_ok", "是否达标", Kind.CODE, "填报单位判定的达标情况，只与监测结果计算的相比较。",
    codes=CLAIM, aliases=("达标情况", "自报达标情况"),
)  # fmt: skip
EXCEEDANCE_CAUSE = Field(
    "cause", "超标原因", Kind.CODE, "只有人为原因计入整治；天然背景应有认定文号。", codes=CAUSE,
    aliases=("超标成因",), source=_PLAN,
)  # fmt: skip
BACKGROUND_DOC = Field(
    "background_doc_no", "天然背景认定文号", Kind.TEXT, "认定超标由天然背景引起的文件文号。",
    aliases=("背景认定文号", "天然背景文号"),
)  # fmt: skip
REMEDY = Field("remedy", "整治措施", Kind.TEXT, "人为超标的整治措施。", aliases=("治理措施",))
REMEDY_BY = Field("remedy_by", "整治时限", Kind.DATE, "整治应完成的日期。", aliases=("整治期限",))
REMEDY_STATE = Field(
    "remedy_status", "整治状态", Kind.CODE, "整治到了哪一步；逾期由系统计算。",
    codes=REMEDY_STATUS, aliases=("整治情况",),
)  # fmt: skip
