"""The facts of a protection or control zone: its class, size and way to approval."""

from gwdash.registry.model import Code, CodeList, Field, Kind

_GUIDE_2023 = "《地下水污染防治重点区划定技术指南（试行）》（2023年）"
_GUIDE_2019 = "《地下水污染防治分区划分工作指南》（2019年）"

LEVEL = CodeList(
    "level",
    "高中低",
    (Code("high", "高", ("高级", "高值")), Code("medium", "中", ("中等", "中级")),
     Code("low", "低", ("低级", "低值"))),
    source=_GUIDE_2023,
)  # fmt: skip

ZONE_CLASS = CodeList(
    "zone_class",
    "分区大类",
    (
        Code("protection", "保护类区域", ("保护类",)),
        Code("control", "管控类区域", ("管控类",)),
        Code("general", "一般区", ("一般区域",)),
    ),
    source=_GUIDE_2023,
)

PROTECTION_SUBCLASSES = ("first", "second", "quasi", "recharge", "special")
#: Zones drawn around the wells of a drinking-water source: where they lie says where the wells are.
SOURCE_SUBCLASSES = ("first", "second", "quasi")
CONTROL_SUBCLASSES = ("control_first", "control_second")
ZONE_SUBCLASS = CodeList(
    "zone_subclass",
    "分区小类",
    (
        Code("first", "一级保护区"),
        Code("second", "二级保护区"),
        Code("quasi", "准保护区"),
        Code("recharge", "补给区"),
        Code("special", "特殊地下水资源保护区域", ("特殊地下水资源保护区",)),
        Code("control_first", "一级管控区"),
        Code("control_second", "二级管控区"),
    ),
    source=f"{_GUIDE_2023}；“二级管控区”为平台默认",
    explained=(
        ("治理区", "“治理区”是旧版类别，请填在「旧版类别」，小类按2023年指南填写。"),
        ("防控区", "“防控区”是旧版类别，请填在「旧版类别」，小类按2023年指南填写。"),
    ),
)

OLD_ZONE = CodeList(
    "old_zone",
    "旧版类别",
    (Code("protect", "保护区"), Code("prevent", "防控区"), Code("remediate", "治理区")),
    source=_GUIDE_2019,
)

ZONE_GUIDE = CodeList(
    "zone_guide",
    "划分依据版本",
    (
        Code("guide_2019", "2019工作指南", ("2019", "2019年", "2019版", "分区划分工作指南")),
        Code("guide_2023", "2023技术指南", ("2023", "2023年", "2023版", "重点区划定技术指南")),
    ),
    source=f"{_GUIDE_2019}；{_GUIDE_2023}",
)

ZONE_STAGE = CodeList(
    "zone_stage",
    "划定阶段",
    (
        Code("not_started", "未启动", ("未开展",)),
        Code("collecting", "资料收集", ("收集资料",)),
        Code("report", "技术报告", ("编制技术报告",)),
        Code("comments", "征求意见"),
        Code("review", "专家论证", ("专家评审",)),
        Code("submitted", "报批", ("已报批", "报批中")),
        Code("published", "已公布", ("公布", "已发布")),
    ),
)

VECTOR_SYSTEM = CodeList(
    "vector_system",
    "矢量坐标系",
    (
        Code("cgcs2000", "CGCS2000经纬度", ("CGCS2000", "EPSG:4490", "2000国家大地坐标系")),
        Code("epsg4524", "EPSG:4524", ("4524",)),
        Code("epsg4545", "EPSG:4545", ("4545",)),
        Code("other", "其他", ("其它",)),
    ),
)

ZONE_ID = Field(
    "zone_id", "分区编号", Kind.IDENTIFIER, "县区字母、级别和顺序号，如 LD-1-1；跨县的一县一行。",
    aliases=("区划编号", "重点区编号"), source=_GUIDE_2023,
)  # fmt: skip
ZONE_NAME = Field(
    "zone_name", "分区名称", Kind.TEXT, "分区的名称。", aliases=("重点区名称", "区划名称")
)
CLASS = Field(
    "zone_class", "分区大类", Kind.CODE, "保护类区域、管控类区域或一般区。", codes=ZONE_CLASS,
    aliases=("分区类别", "大类"), source=_GUIDE_2023,
)  # fmt: skip
SUBCLASS = Field(
    "zone_subclass", "分区小类", Kind.CODE, "大类之下的小类；一般区留空。", codes=ZONE_SUBCLASS,
    aliases=("小类",), source=_GUIDE_2023,
)  # fmt: skip
OLD_CLASS = Field(
    "old_zone_class", "旧版类别", Kind.CODE, "按2014、2019年指南划分时的类别，只保留不换算。",
    codes=OLD_ZONE, source=_GUIDE_2019,
)  # fmt: skip
GUIDE = Field(
    "zone_guide", "划分依据版本", Kind.CODE, "划分所依据的指南。", codes=ZONE_GUIDE,
    aliases=("划分依据",),
)  # fmt: skip
AREA = Field(
    "area_km2", "面积", Kind.NUMBER, "分区面积。", aliases=("分区面积", "重点区面积"),
    unit="km²", minimum=0, maximum=100_000,
)  # fmt: skip
VALUE_LEVEL = Field(
    "value_level", "地下水功能价值", Kind.CODE, "功能价值的高中低。", codes=LEVEL,
    aliases=("功能价值",), source=_GUIDE_2023,
)  # fmt: skip
VULNERABILITY = Field(
    "vulnerability", "地下水脆弱性", Kind.CODE, "脆弱性的高中低。", codes=LEVEL,
    aliases=("脆弱性", "脆弱性等级", "所在区脆弱性等级"), source=_GUIDE_2023,
)  # fmt: skip
SOURCE_LOAD = Field(
    "source_load", "污染源荷载", Kind.CODE, "荷载的高中低；荷载高的为一级管控区。", codes=LEVEL,
    aliases=("荷载", "污染源荷载等级"), source=_GUIDE_2023,
)  # fmt: skip
STAGE = Field(
    "zone_stage", "划定阶段", Kind.CODE, "划定工作到了哪一步；公布由省级批准。", codes=ZONE_STAGE,
    aliases=("工作阶段",),
)  # fmt: skip
HAS_MEASURES = Field(
    "has_measures", "管控措施是否制定", Kind.BOOLEAN, "是否已制定管控措施。",
    aliases=("是否制定管控措施",),
)  # fmt: skip
APPROVAL_NO = Field("approval_no", "批复文号", Kind.TEXT, "批准文件的文号。", aliases=("批准文号",))
PUBLISHED_ON = Field(
    "published_on", "公布日期", Kind.DATE, "对外公布的日期。", aliases=("公布时间", "发布日期")
)
VECTOR = Field(
    "vector_system", "矢量坐标系", Kind.CODE, "边界矢量数据的坐标系。", codes=VECTOR_SYSTEM
)
