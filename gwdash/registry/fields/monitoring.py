"""The facts of a site's own sampling and of the leaks found on it."""

from gwdash.registry.model import Code, CodeList, Field, Kind

_GUIDE = "HJ 1209-2021"

UNIT_CLASS = CodeList(
    "unit_class",
    "单元类别",
    (
        Code("first", "一类单元", ("一类", "Ⅰ类单元")),
        Code("second", "二类单元", ("二类", "Ⅱ类单元")),
        Code("background", "对照点", ("对照", "背景点")),
    ),
    source=_GUIDE,
)

DUE_FREQUENCY = CodeList(
    "due_frequency",
    "应监测频次",
    (
        Code("quarter", "季度", ("季", "每季度", "1次/季")),
        Code("half", "半年", ("每半年", "1次/半年", "2次/年")),
        Code("year", "年", ("每年", "1次/年", "年度")),
    ),
    source=_GUIDE,
)

HAZARD_OBJECT = CodeList(
    "hazard_object",
    "排查对象",
    (
        Code("place", "重点场所", ("场所",)),
        Code("facility", "重点设施设备", ("重点设施", "重点设备", "设施设备")),
    ),
    source="《重点监管单位土壤污染隐患排查指南（试行）》",
)

RECTIFY_STATUS = CodeList(
    "rectify_status",
    "整改状态",
    (
        Code("open", "未整改", ("未开始",)),
        Code("in_progress", "整改中", ("正在整改",)),
        Code("done", "已整改", ("整改完成", "已完成整改")),
        Code("accepted", "已验收", ("验收", "已销号")),
    ),
    explained=(("逾期", "“逾期”由系统按整改时限计算，请填未整改、整改中、已整改或已验收。"),),
)

CONTROL_METHOD = CodeList(
    "control_method",
    "管控修复方式",
    (
        Code("lining", "防渗改造", ("防渗",)),
        Code("risk_control", "风险管控", ("管控",)),
        Code("remediation", "修复"),
        Code("natural_attenuation", "监测自然衰减", ("自然衰减",)),
        Code("other", "其他", ("其它",)),
    ),
    source="HJ 25.6-2019；“防渗改造”为平台默认",
)

UNIT = Field(
    "unit_class", "单元类别", Kind.CODE, "监测井所在重点单元的类别。", codes=UNIT_CLASS,
    aliases=("监测单元类别", "重点单元类别"), source=_GUIDE,
)  # fmt: skip
FREQUENCY = Field(
    "due_frequency", "应监测频次", Kind.CODE,
    "一类单元半年，二类单元一年；周边1公里有敏感区的分别为季度和半年。", codes=DUE_FREQUENCY,
    aliases=("频次要求",), source=_GUIDE,
)  # fmt: skip
PLAN_FILED_ON = Field(
    "plan_filed_on", "方案备案日期", Kind.DATE, "自行监测方案备案的日期。", aliases=("备案日期",)
)
REPORTED_ON = Field(
    "reported_on", "报告报送日期", Kind.DATE, "监测报告报送的日期。", aliases=("报送日期",)
)
IS_PUBLIC = Field("is_public", "是否公开", Kind.BOOLEAN, "结果是否公开。", aliases=("信息公开",))
EXCEEDED_ITEMS = Field(
    "exceeded_items", "超标指标", Kind.TEXT, "超标的指标；没有的留空。", aliases=("超标因子",)
)
TIMES_OVER = Field(
    "times_over", "超标倍数", Kind.NUMBER, "最大超标倍数（实测值减限值再除以限值）。",
    aliases=("最大超标倍数",), minimum=0, maximum=1_000_000,
)  # fmt: skip
HANDLING = Field(
    "handling", "处置情况", Kind.TEXT, "超标后做了什么。", aliases=("处置措施", "超标处置情况")
)
HAZARD_ID = Field(
    "hazard_id", "隐患编号", Kind.IDENTIFIER, "隐患的唯一编号。", aliases=("隐患编码",)
)
OBJECT = Field(
    "hazard_object", "排查对象", Kind.CODE, "隐患在重点场所还是重点设施设备。",
    codes=HAZARD_OBJECT, aliases=("隐患类型", "对象类型"),
)  # fmt: skip
FACILITY = Field(
    "facility", "场所或设施名称", Kind.TEXT, "重点场所或设施设备的名称。",
    aliases=("重点场所名称", "设施设备名称", "设施名称"),
)  # fmt: skip
FOUND_ON = Field(
    "found_on", "发现日期", Kind.DATE, "发现隐患的日期。", aliases=("排查日期", "发现时间")
)
RECTIFY_BY = Field(
    "rectify_by", "整改时限", Kind.DATE, "应整改完成的日期。", aliases=("整改期限", "整改完成时限")
)
STATUS = Field(
    "rectify_status", "整改状态", Kind.CODE, "整改到了哪一步；逾期由系统计算。",
    codes=RECTIFY_STATUS, aliases=("整改情况",),
)  # fmt: skip
RECTIFIED_ON = Field(
    "rectified_on", "完成日期", Kind.DATE, "整改完成的日期。",
    aliases=("整改完成日期", "整改完成时间"),
)  # fmt: skip
METHOD = Field(
    "control_method", "管控修复方式", Kind.CODE, "用什么方式管控或修复。", codes=CONTROL_METHOD,
    aliases=("整改方式", "修复方式"),
)  # fmt: skip
