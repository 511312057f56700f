"""The facts of a listed site: who runs it, which list names it, what it may do to groundwater."""

from gwdash.registry.model import Code, CodeList, Field, Format, Kind, Part

_LISTING = "《环境监管重点单位名录管理办法》（生态环境部令第27号）"
_GRADES = "GB/T 14848-2017"
_OTHER = Code("other", "其他", ("其它",))

LIST_TYPE = CodeList(
    "list_type",
    "名录类别",
    (
        Code("priority", "地下水污染防治重点排污单位", ("重点排污单位", "地下水重点排污单位")),
        Code("supervised", "地下水污染重点监管单位", ("重点监管单位", "地下水重点监管单位")),
        Code("soil", "土壤污染重点监管单位", ("土壤重点监管单位",)),
    ),
    source=f"{_LISTING}；咸阳市试验区实施方案",
)

SOURCE_TYPE = CodeList(
    "source_type",
    "污染源类型",
    (
        Code("plant", "工业企业", ("企业", "工业")),
        Code("park", "工业集聚区", ("工业园区", "园区")),
        Code("mine", "矿山开采区", ("矿山",)),
        Code("tailings", "尾矿库"),
        Code("hazardous_waste", "危险废物处置场", ("危废处置场", "危险废物填埋场")),
        Code("landfill", "垃圾填埋场", ("生活垃圾填埋场", "填埋场")),
        Code("petrol_station", "加油站"),
        Code("farming", "农业污染源", ("农业",)),
        Code("golf", "高尔夫球场"),
        _OTHER,
    ),
    source="《全国地下水污染防治规划》双源名录口径",
)

PRODUCTION_STATE = CodeList(
    "production_state",
    "生产状态",
    (
        Code("running", "在产", ("生产", "正常生产", "在运营")),
        Code("halted", "停产", ("临时停产",)),
        Code("closed", "关闭", ("关停", "已关闭")),
        Code("building", "在建", ("建设中",)),
    ),
)

YES_NO_NA = CodeList(
    "yes_no_na",
    "是否或不适用",
    (Code("yes", "是", ("已载明", "有")), Code("no", "否", ("未载明", "无")),
     Code("not_applicable", "不适用", ("不涉及",))),
)  # fmt: skip

YES_NO_OPEN = CodeList(
    "yes_no_open",
    "是否或未判定",
    (Code("yes", "是"), Code("no", "否"), Code("undecided", "未判定", ("不详", "待判定", "未知"))),
)

YES_NO_PART = CodeList(
    "yes_no_part",
    "是否或部分",
    (Code("yes", "是"), Code("no", "否"), Code("part", "部分", ("部分采取",))),
)

GRADE = CodeList(
    "grade",
    "地下水质量类别",
    tuple(
        Code(f"class{n}", f"{roman}类", (roman, str(n), f"{word}类", f"第{word}类"))
        for n, (roman, word) in enumerate(zip("ⅠⅡⅢⅣⅤ", "一二三四五", strict=True), start=1)
    ),
    source=_GRADES,
    explained=(("劣Ⅴ类", "地下水没有“劣Ⅴ类”，最差为Ⅴ类（GB/T 14848-2017），请改填Ⅴ类。"),),
)

TREND = CodeList(
    "trend",
    "污染趋势",
    (
        Code("worse", "加重", ("恶化", "上升")),
        Code("stable", "稳定", ("持平",)),
        Code("better", "减轻", ("好转", "下降")),
        Code("unknown", "不明", ("不详",)),
    ),
)

USCC = Field(
    "uscc", "统一社会信用代码", Kind.IDENTIFIER, "18位统一社会信用代码，末位为校验码。",
    aliases=("信用代码", "社会信用代码", "统一信用代码"), format=Format.USCC,
    source="GB 32100-2015",
)  # fmt: skip
PERMIT_NO = Field(
    "permit_no", "排污许可证编号", Kind.IDENTIFIER,
    "22位编号，同一企业的每个厂区各有一个，如…001P。",
    aliases=("排污许可证号", "许可证编号", "排污许可编号"), format=Format.PERMIT,
    source="HJ 608-2017",
)  # fmt: skip
SITE_NO = Field(
    "site_no", "厂区序号", Kind.IDENTIFIER, "同一信用代码下的第几个厂区，三位数，如 001。",
    aliases=("场地序号", "点位序号", "厂区编号"), source="HJ 608-2017",
)  # fmt: skip
SITE_ID = Field(
    "site_id", "厂区标识", Kind.IDENTIFIER,
    "由排污许可证编号前21位，或统一社会信用代码加厂区序号得出，不需填写。", source="HJ 608-2017",
)  # fmt: skip
#: The permit's first 21 characters are the firm's code and the site's number: both ways of
#: naming a site give the same.
SITE_ID_PARTS = (
    (Part("permit_no", keep=21),),
    (Part("uscc", keep=18), Part("site_no", keep=3, pad=3)),
)
LIST_YEAR = Field(
    "list_year", "名录年度", Kind.INTEGER, "名录的年度。", aliases=("年度", "名录年份"),
    unit="年", minimum=2015, maximum=2100,
)  # fmt: skip
TYPE = Field(
    "list_type", "名录类别", Kind.CODE, "列入哪一份名录；同一单位可列入几份。", codes=LIST_TYPE,
    aliases=("名录类型",), source=_LISTING,
)  # fmt: skip
UNIT_NAME = Field(
    "unit_name", "单位名称", Kind.TEXT, "排污或监管单位的全称。",
    aliases=("企业名称", "污染源名称", "名称"),
)  # fmt: skip
INDUSTRY = Field(
    "industry", "行业类别", Kind.TEXT, "行业名称或代码。", aliases=("行业", "行业代码"),
    source="GB/T 4754-2017",
)  # fmt: skip
KIND = Field(
    "source_type", "污染源类型", Kind.CODE, "污染源属于哪一类。", codes=SOURCE_TYPE,
    aliases=("污染源类别",),
)  # fmt: skip
STATE = Field(
    "production_state", "生产状态", Kind.CODE, "报告期末的生产状态。", codes=PRODUCTION_STATE,
    aliases=("运营状态",),
)  # fmt: skip
START_YEAR = Field(
    "start_year", "投产年份", Kind.INTEGER, "投产的年份。", aliases=("投产时间",), unit="年",
    minimum=1900, maximum=2100,
)  # fmt: skip
CLOSE_YEAR = Field(
    "close_year", "关闭年份", Kind.INTEGER, "关闭的年份。", aliases=("关闭时间",), unit="年",
    minimum=1900, maximum=2100,
)  # fmt: skip
PERMIT_COVERS = Field(
    "permit_covers_groundwater", "许可证是否载明地下水责任", Kind.CODE,
    "排污许可证是否载明地下水污染防治责任。", aliases=("是否载明", "许可证载明情况"),
    codes=YES_NO_NA,
)  # fmt: skip
IN_ZONE = Field(
    "is_in_priority_zone", "是否位于重点区", Kind.CODE, "是否位于地下水污染防治重点区。",
    aliases=("是否在重点区",), codes=YES_NO_OPEN,
)  # fmt: skip
HAS_RECEPTOR = Field(
    "has_receptor_1km", "周边1km是否存在敏感受体", Kind.BOOLEAN,
    "周边1公里内是否有地下水环境敏感区；决定自行监测频次。",
    aliases=("周边1公里是否存在敏感受体", "是否存在敏感受体"), source="HJ 1209-2021",
)  # fmt: skip
LEAK_CHECKED = Field(
    "is_leak_checked", "是否开展渗漏排查", Kind.BOOLEAN, "是否开展渗漏排查。",
    aliases=("渗漏排查",),
)  # fmt: skip
LINED = Field(
    "is_lined", "是否采取防渗漏措施", Kind.CODE, "防渗漏措施的情况。", aliases=("防渗措施",),
    codes=YES_NO_PART,
)  # fmt: skip
MONITORED = Field(
    "is_monitored", "是否开展地下水监测", Kind.BOOLEAN, "是否开展地下水监测。",
    aliases=("地下水监测",),
)  # fmt: skip
REFERENCE_GRADE = Field(
    "reference_grade", "对标水质类别", Kind.CODE, "应达到的类别。", codes=GRADE, source=_GRADES
)
ACTUAL_GRADE = Field(
    "reported_grade", "自报水质类别", Kind.CODE, "填报单位判定的类别，只与监测结果计算的相比较。",
    aliases=("实际水质类别", "最近水质类别", "水质类别"), codes=GRADE, source=_GRADES,
)  # fmt: skip
CHARACTERISTIC = Field(
    "characteristic_items", "特征指标", Kind.TEXT, "特征污染物。", aliases=("特征污染物",)
)
HIGH_RISK = Field(
    "is_high_risk", "是否高风险污染源", Kind.BOOLEAN, "是否为高风险污染源。", aliases=("高风险",)
)
POLLUTION_TREND = Field("pollution_trend", "污染趋势", Kind.CODE, "污染加重还是减轻。", codes=TREND)
MEASURES_TAKEN = Field("measures_taken", "已采取措施", Kind.TEXT, "已采取的措施。")
MEASURES_PLANNED = Field("measures_planned", "拟采取措施", Kind.TEXT, "计划采取的措施。")
CONTROLLED_BY = Field(
    "controlled_by", "预计管控时间", Kind.DATE, "预计完成管控的日期。", aliases=("预计管控日期",)
)
