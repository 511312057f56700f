"""The facts of a geothermal well in a month: what it takes, what it gives back, how it is run."""

from gwdash.registry.model import Code, CodeList, Field, Kind

_NOTICE = "咸阳市地热井回灌补建要求（2022年）"
_HEAT = (-5, 200)

WELL_TYPE = CodeList(
    "geothermal_well_type",
    "井类型",
    (
        Code("production", "开采井", ("采水井", "抽水井")),
        Code("reinjection", "回灌井"),
        Code("both", "采灌两用井", ("采灌两用", "两用井")),
        Code("closed_loop", "地埋管", ("井下换热", "地埋管(井下换热)", "中深层地埋管", "无干扰")),
    ),
    explained=(("停用", "“停用”是状态不是类型：井类型按井的用途填，状态填在「使用状态」。"),),
)

WELL_USE_STATE = CodeList(
    "geothermal_state",
    "地热井状态",
    (
        Code("in_use", "在用", ("使用中", "正常", "运行")),
        Code("idle", "非供暖季停运", ("季节性停运", "停暖")),
        Code("stopped", "停用", ("已停用",)),
        Code("sealed", "已封填", ("封井", "已封井")),
    ),
)

RESERVOIR = CodeList(
    "reservoir",
    "热储类型",
    (
        Code("pore", "孔隙型", ("孔隙", "砂岩", "砂岩孔隙型")),
        Code("karst", "岩溶型", ("岩溶",)),
        Code("fissure", "裂隙型", ("裂隙",)),
    ),
    source="GB/T 11615-2010",
)

HEAT_USE = CodeList(
    "heat_use",
    "地热用途",
    (
        Code("heating", "供暖", ("取暖", "供热")),
        Code("bathing", "洗浴", ("温泉", "疗养")),
        Code("farming", "养殖", ("种植", "种养殖")),
        Code("industry", "工业"),
        Code("other", "其他", ("其它",)),
    ),
)

APPROVAL = CodeList(
    "eia_state",
    "环评批复",
    (
        Code("approved", "已批复", ("已批", "是")),
        Code("pending", "办理中", ("正在办理",)),
        Code("none", "未办理", ("未办", "否")),
    ),
    source=_NOTICE,
)

TAIL_WATER = CodeList(
    "tail_water",
    "尾水去向",
    (
        Code("reinjected", "回灌", ("全部回灌",)),
        Code("sewer", "市政管网", ("管网",)),
        Code("river", "河道", ("河流", "排河")),
        Code("irrigation", "灌溉"),
        Code("other", "其他", ("其它",)),
    ),
)

METERING = CodeList(
    "metering",
    "计量设施",
    (
        Code("online", "已安装联网", ("已联网", "联网")),
        Code("offline", "已安装未联网", ("未联网",)),
        Code("none", "未安装", ("无",)),
    ),
)

REBUILD_STAGE = CodeList(
    "rebuild_stage",
    "回灌井补建阶段",
    (
        Code("not_needed", "不需补建", ("无需补建",)),
        Code("not_started", "未启动"),
        Code("sited", "选址完成", ("已选址",)),
        Code("eia_approved", "环评批复", ("已批环评",)),
        Code("building", "施工中", ("在建",)),
        Code("built", "已建成", ("建成",)),
        Code("running", "已运行", ("投运",)),
    ),
    source=_NOTICE,
)

GW_ID = Field(
    "gw_id", "地热井编号", Kind.IDENTIFIER, "地热井的唯一编号。", aliases=("地热井编码", "井编号")
)
PROJECT = Field(
    "heat_project", "采灌单元", Kind.TEXT, "同采同灌的项目或小区；回灌率按它计算。",
    aliases=("项目名称", "采灌单元名称", "供暖项目"),
)  # fmt: skip
TYPE = Field(
    "geothermal_well_type", "井类型", Kind.CODE, "地埋管（井下换热）不取水，不计回灌率。",
    codes=WELL_TYPE, aliases=("地热井类型",),
)  # fmt: skip
STATE = Field(
    "geothermal_state", "地热井状态", Kind.CODE, "报告期内是否使用；停用是状态不是类型。",
    codes=WELL_USE_STATE, aliases=("使用状态", "井状态"),
)  # fmt: skip
MAIN_CITY = Field(
    "is_main_city", "是否主城区", Kind.BOOLEAN, "是否位于主城区；补建时限不同。",
    aliases=("主城区",), source=_NOTICE,
)  # fmt: skip
PAIR = Field(
    "pair_gw_id", "配对回灌井编号", Kind.IDENTIFIER, "与本井配对的回灌井的地热井编号。",
    aliases=("回灌井编号", "配对井编号"),
)  # fmt: skip
RESERVOIR_TYPE = Field(
    "reservoir", "热储类型", Kind.CODE, "孔隙型、岩溶型或裂隙型。", codes=RESERVOIR,
    aliases=("热储",), source="GB/T 11615-2010",
)  # fmt: skip
USE = Field("heat_use", "用途", Kind.CODE, "地热水的用途。", codes=HEAT_USE, aliases=("地热用途",))
MINING_PERMIT = Field(
    "mining_permit_no", "采矿许可证号", Kind.IDENTIFIER, "采矿许可证的编号。",
    aliases=("采矿证号",),
)  # fmt: skip
MINING_UNTIL = Field(
    "mining_permit_until", "采矿许可证有效期", Kind.DATE, "采矿许可证有效期的最后一天。",
    aliases=("采矿证有效期",),
)  # fmt: skip
WATER_PERMIT = Field(
    "water_permit_no", "取水许可证号", Kind.IDENTIFIER, "取水许可证的编号。",
    aliases=("取水证号",),
)  # fmt: skip
EIA = Field(
    "eia_state", "环评批复", Kind.CODE, "环境影响评价是否批复。", codes=APPROVAL,
    aliases=("环评情况", "环评"),
)  # fmt: skip
OUTLET = Field(
    "outlet_temperature_c", "出水温度", Kind.NUMBER, "井口出水温度。", aliases=("井口温度",),
    unit="℃", minimum=_HEAT[0], maximum=_HEAT[1],
)  # fmt: skip
RETURN_HEAT = Field(
    "reinjection_temperature_c", "回灌温度", Kind.NUMBER, "回灌水温度。", aliases=("回灌水温",),
    unit="℃", minimum=_HEAT[0], maximum=_HEAT[1],
)  # fmt: skip
ABSTRACTED = Field(
    "abstracted_m3", "开采量", Kind.NUMBER, "当月开采的地热水量；没有开采的填 0。",
    aliases=("采水量", "地热水开采量", "本月开采量"), unit="m³", minimum=0, maximum=10_000_000,
)  # fmt: skip
REINJECTED = Field(
    "reinjected_m3", "回灌量", Kind.NUMBER, "当月回灌的水量；没有回灌的填 0。",
    aliases=("地热水回灌量", "本月回灌量"), unit="m³", minimum=0, maximum=10_000_000,
)  # fmt: skip
SAME_LAYER = Field(
    "is_same_layer", "是否同层回灌", Kind.BOOLEAN, "是否回灌到开采的同一热储层。",
    aliases=("同层回灌",),
)  # fmt: skip
TAIL = Field(
    "tail_water", "尾水去向", Kind.CODE, "用后的水到哪里去。", codes=TAIL_WATER, aliases=("尾水",)
)
METER = Field(
    "metering", "计量设施", Kind.CODE, "计量设施是否安装、联网。", codes=METERING,
    aliases=("计量情况",),
)  # fmt: skip
REBUILD = Field(
    "rebuild_stage", "回灌井补建阶段", Kind.CODE, "单井取热项目补建回灌井到了哪一步。",
    codes=REBUILD_STAGE, aliases=("补建阶段",), source=_NOTICE,
)  # fmt: skip
QUALITY_CHECKED = Field(
    "is_reinjection_monitored", "回灌水质是否监测", Kind.BOOLEAN, "是否监测回灌水水质。",
    aliases=("是否监测回灌水质",),
)  # fmt: skip
