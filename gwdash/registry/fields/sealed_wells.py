"""The facts of an abandoned well, as the national survey form asks them, and of its sealing."""

from gwdash.registry.model import Code, CodeList, Field, Format, Kind

_FORM = "《废弃井封井回填技术指南（试行）》（环办土壤函〔2020〕72号）排查登记汇总表"

CATEGORY = CodeList(
    "well_category",
    "报废井类型",
    (
        Code("mine", "矿井", ("报废矿井", "废弃矿井")),
        Code("borehole", "钻井", ("报废钻井", "废弃钻井")),
        Code("water", "取水井", ("报废取水井", "废弃取水井", "机井")),
    ),
    source=_FORM,
)

MINE_KINDS = ("shaft", "inclined", "adit", "other")
BOREHOLE_KINDS = (
    "oil", "gas", "mine_gas", "geothermal", "brine", "geological", "hydrological", "other",
)  # fmt: skip
WATER_KINDS = ("supply", "monitoring", "exploration", "drainage", "irrigation", "other")
WELL_KIND = CodeList(
    "well_kind",
    "井别",
    (
        Code("shaft", "竖井"),
        Code("inclined", "斜井"),
        Code("adit", "平硐", ("平洞",)),
        Code("oil", "石油井", ("石油",)),
        Code("gas", "天然气井", ("天然气",)),
        Code("mine_gas", "瓦斯抽采与排放井", ("瓦斯抽采与排放", "瓦斯井")),
        Code("geothermal", "地热井", ("地热",)),
        Code("brine", "卤水井", ("卤水",)),
        Code("geological", "普通地质钻孔", ("地质钻孔",)),
        Code("hydrological", "水文孔", ("水文钻孔",)),
        Code("supply", "供水井", ("供水",)),
        Code("monitoring", "地下水监测井", ("地下水监测", "监测井")),
        Code("exploration", "水文地质勘探井", ("水文地质勘探",)),
        Code("drainage", "疏降水井", ("疏降水",)),
        Code("irrigation", "农田灌溉井", ("农田灌溉", "灌溉井")),
        Code("other", "其他", ("其它",)),
    ),
    source=_FORM,
)

CROSSING = CodeList(
    "crossing",
    "是否或不详",
    (Code("yes", "是"), Code("no", "否"), Code("unknown", "不详", ("不清楚", "不明"))),
)

POLLUTED = CodeList(
    "polluted",
    "是否或未测",
    (Code("yes", "是"), Code("no", "否"), Code("not_tested", "未测", ("未监测", "未检测"))),
)

WELL_RISK = CodeList(
    "well_risk",
    "环境风险等级",
    (
        Code("high", "高", ("高风险",)),
        Code("medium", "中", ("中风险",)),
        Code("low", "低", ("低风险",)),
        Code("not_assessed", "未评估", ("待评估",)),
    ),
)

DISPOSAL = CodeList(
    "disposal",
    "处置方式",
    (
        Code("sealing", "封井回填", ("封填", "封井", "回填")),
        Code("remediation", "治理修复后封填", ("治理修复", "修复后封填")),
        Code("reserve", "封存备用", ("封存",)),
        Code("monitoring", "改建监测井", ("改监测井",)),
        Code("kept", "保留", ("启用",)),
    ),
    source="DB37/T 4634-2023（山东省地方标准，参照）",
    explained=(("封井回灌", "报废井应“封井回填”；“回灌”用于地热井，请核对后改填。"),),
)

SURVEY_STATE = CodeList(
    "survey_state",
    "信息状态",
    (
        Code("submitted", "已上报(审核中)", ("已上报", "审核中")),
        Code("rejected", "审核不通过(打回修改)", ("审核不通过", "打回修改")),
        Code("approved", "审核通过", ("通过",)),
    ),
    source=_FORM,
)

ACCEPTANCE = CodeList(
    "acceptance",
    "验收结论",
    (
        Code("passed", "合格", ("验收合格",)),
        Code("failed", "不合格", ("验收不合格",)),
        Code("open", "未验收", ("待验收",)),
    ),
)

AW_ID = Field(
    "aw_id", "报废井编号", Kind.IDENTIFIER,
    "15位：行政区划6位、顺序号4位、水文地质分区4位和字母W。",
    aliases=("废弃井编号", "废弃井编码", "报废井编码", "编号"), format=Format.SEALED_WELL,
    source=_FORM,
)  # fmt: skip
NAME = Field(
    "aw_name", "报废井名称", Kind.TEXT, "报废井的名称。", aliases=("废弃井名称", "名称", "井名称")
)
TYPE = Field(
    "well_category", "报废井类型", Kind.CODE, "矿井、钻井或取水井。", codes=CATEGORY,
    aliases=("废弃井类型", "类型"), source=_FORM,
)  # fmt: skip
KIND = Field(
    "well_kind", "报废井井别", Kind.CODE, "类型之下的井别。", codes=WELL_KIND,
    aliases=("废弃井井别", "井别"), source=_FORM,
)  # fmt: skip
DUG_IN = Field(
    "dug_in", "建井时间", Kind.MONTH, "建井的年月，如 198506；只知年份的填年份。",
    aliases=("建井年月", "成井时间"), source=_FORM,
)  # fmt: skip
CONTACT = Field(
    "contact", "联系人", Kind.TEXT, "所属单位的联系人。", aliases=("井主",), personal=True
)
CONTACT_PHONE = Field(
    "contact_phone", "联系人电话", Kind.IDENTIFIER, "联系人的电话。",
    aliases=("联系电话", "电话", "联系方式"), personal=True,
)  # fmt: skip
REASON = Field(
    "abandoned_reason", "报废原因", Kind.TEXT, "为什么报废。", aliases=("废弃原因",), source=_FORM
)
ABANDONED_IN = Field(
    "abandoned_in", "报废时间", Kind.MONTH, "报废的年月；只知年份的填年份。",
    aliases=("废弃时间", "报废年月", "废弃年月"), source=_FORM,
)  # fmt: skip
CROSSES = Field(
    "crosses_aquifers", "是否揭穿多层含水层", Kind.CODE, "是否连通了几个含水层。", codes=CROSSING,
    aliases=("揭穿多层含水层",),
)  # fmt: skip
DISTANCE = Field(
    "source_distance_m", "距最近污染源距离", Kind.NUMBER, "到最近污染源的水平距离。",
    aliases=("距污染源距离",), unit="m", minimum=0, maximum=1_000_000,
)  # fmt: skip
IS_POLLUTED = Field(
    "is_polluted", "地下水是否受污染", Kind.CODE, "井内或周边地下水是否受污染。", codes=POLLUTED,
    aliases=("是否受污染",),
)  # fmt: skip
RISK = Field(
    "well_risk", "环境风险等级", Kind.CODE, "高、中、低或未评估。", codes=WELL_RISK,
    aliases=("风险等级", "风险评估结果"),
)  # fmt: skip
HOW = Field(
    "disposal", "处置方式", Kind.CODE, "封井回填、封存备用、改建监测井等。", codes=DISPOSAL,
    aliases=("拟处置方式",),
)  # fmt: skip
TASK_YEAR = Field(
    "task_year", "任务年度", Kind.INTEGER, "列入哪一年的封填任务清单；清单外新查出的留空。",
    aliases=("列入年度",), unit="年", minimum=2020, maximum=2100,
)  # fmt: skip
RECORDED_BY = Field(
    "recorded_by", "填表人", Kind.TEXT, "登记该井的人。", aliases=("排查记录/填表人", "登记人"),
    personal=True, source=_FORM,
)  # fmt: skip
SURVEYED_BY = Field(
    "surveyed_by", "排查人", Kind.TEXT, "现场排查的人。", aliases=("排查记录/排查人",),
    personal=True, source=_FORM,
)  # fmt: skip
SURVEYED_ON = Field(
    "surveyed_on", "排查时间", Kind.DATE, "现场排查的日期。", aliases=("排查日期", "排查记录/时间"),
    source=_FORM,
)  # fmt: skip
STATE = Field(
    "survey_state", "信息状态", Kind.CODE, "在国家系统中的审核状态。", codes=SURVEY_STATE,
    aliases=("动态更新/信息状态",), source=_FORM,
)  # fmt: skip
_PERIOD_OF_WORK = "实施封井回填或开展治理修复的起止时间"
SEALING_FROM = Field(
    "sealing_from", "回填开始时间", Kind.DATE, "封井回填或治理修复开始的日期。",
    aliases=("封填开始时间", "开始", "开始时间", f"{_PERIOD_OF_WORK}/开始",
             f"动态更新/{_PERIOD_OF_WORK}/开始"),
    source=_FORM,
)  # fmt: skip
SEALING_TO = Field(
    "sealing_to", "回填完成时间", Kind.DATE, "封井回填或治理修复完成的日期。",
    aliases=("封填完成时间", "完成", "完成时间", f"{_PERIOD_OF_WORK}/完成",
             f"动态更新/{_PERIOD_OF_WORK}/完成"),
    source=_FORM,
)  # fmt: skip
ACCEPTED_ON = Field("accepted_on", "验收日期", Kind.DATE, "验收的日期。", aliases=("验收时间",))
RESULT = Field(
    "acceptance", "验收结论", Kind.CODE, "验收合格的才算完成封填。", codes=ACCEPTANCE,
    aliases=("验收情况",),
)  # fmt: skip
MATERIAL = Field("seal_material", "封填材料", Kind.TEXT, "用什么封填。", aliases=("回填材料",))
COST = Field(
    "seal_cost_10k_yuan", "封填费用", Kind.NUMBER, "封填花费。", aliases=("回填费用",),
    unit="万元", minimum=0, maximum=1_000_000,
)  # fmt: skip

# -- the townships that are to be surveyed
SURVEY_DUE = Field(
    "is_survey_due", "是否应排查", Kind.BOOLEAN, "该乡镇是否应排查。", aliases=("应排查",)
)
SURVEYED = Field(
    "is_surveyed", "是否已排查", Kind.BOOLEAN, "该乡镇是否排查完毕。",
    aliases=("已排查", "是否完成排查"),
)  # fmt: skip
VILLAGES_DUE = Field(
    "villages_due", "应排查村数", Kind.INTEGER, "应排查的行政村个数。", aliases=("应排查村",),
    unit="个", minimum=0, maximum=10_000,
)  # fmt: skip
VILLAGES_DONE = Field(
    "villages_surveyed", "已排查村数", Kind.INTEGER, "已排查的行政村个数。", aliases=("已排查村",),
    unit="个", minimum=0, maximum=10_000,
)  # fmt: skip
WELLS_FOUND = Field(
    "wells_found", "登记报废井数", Kind.INTEGER, "排查登记的报废井眼数。",
    aliases=("登记废弃井数", "排查登记井数"), unit="眼", minimum=0, maximum=100_000,
)  # fmt: skip
SURVEY_DONE_ON = Field(
    "survey_done_on", "排查完成日期", Kind.DATE, "该乡镇排查完毕的日期。",
    aliases=("完成排查日期",),
)  # fmt: skip
