"""The facts of a monitoring well: what it is called, how it is built, what it serves."""

from gwdash.registry import codes
from gwdash.registry.bounds import DEEPEST_WELL_M, OLDEST_OBSERVATION
from gwdash.registry.model import Field, Kind

WELL_ID = Field(
    "well_id",
    "监测井编码",
    Kind.IDENTIFIER,
    "监测井的唯一编码，所有监测数据用它关联。",
    aliases=(
        "监测井编号",
        "井编号",
        "井编码",
        "井号",
        "点位编码",
        "点位编号",
        "监测点编码",
        "监测点编号",
        "well_code",
        "hole_id",
    ),
)
UNIFIED_ID = Field(
    "unified_id",
    "统一编号",
    Kind.IDENTIFIER,
    "国家或省级系统给出的统一编号。",
    aliases=("国家统一编号", "uniform_number"),
)
ORIGINAL_ID = Field(
    "original_id",
    "原始编号",
    Kind.TEXT,
    "建井或原台账的编号。",
    aliases=("原编号", "野外编号", "original_number"),
)
WELL_NAME = Field(
    "well_name",
    "监测井名称",
    Kind.TEXT,
    "监测井或点位的名称。",
    aliases=("井名", "井名称", "点位名称", "监测点名称"),
)
IS_AREA = Field(
    "is_area_point", "是否区域监测点", Kind.BOOLEAN, "是否用于区域监测。", aliases=("区域监测点",)
)
AREA_TYPE = Field("area_point_type", "区域监测点类型", Kind.TEXT, "国考、省考、市级等。")
IS_SOURCE = Field(
    "is_source_point",
    "是否水源监测点",
    Kind.BOOLEAN,
    "是否用于饮用水水源监测。",
    aliases=("水源监测点",),
)
SOURCE_ID = Field(
    "source_id",
    "水源代码",
    Kind.IDENTIFIER,
    "对应饮用水水源的代码。",
    aliases=("水源编码", "水源地代码"),
)
SOURCE_POINT_TYPE = Field(
    "source_point_type", "水源监测点类型", Kind.TEXT, "取水井、保护区或补给区。"
)
IS_POLLUTION = Field(
    "is_pollution_point",
    "是否污染源监测点",
    Kind.BOOLEAN,
    "是否用于污染源监测。",
    aliases=("污染源监测点",),
)
POLLUTION_ID = Field(
    "pollution_source_id",
    "污染源代码",
    Kind.IDENTIFIER,
    "对应污染源的代码。",
    aliases=("污染源编码",),
)
POLLUTION_POINT_TYPE = Field(
    "pollution_point_type", "污染源监测点类型", Kind.TEXT, "对照、内部或扩散。"
)
ORIGIN = Field(
    "origin",
    "井来源",
    Kind.CODE,
    "监测井从哪一类井来。",
    aliases=("监测井来源",),
    codes=codes.WELL_ORIGIN,
)
ASSESSMENT = Field(
    "assessment",
    "专业井评估结论",
    Kind.CODE,
    "能否作为专业监测井使用。",
    aliases=("评估结论",),
    codes=codes.WELL_ASSESSMENT,
)
BUILT_ON = Field(
    "built_on",
    "成井时间",
    Kind.DATE,
    "成井日期。",
    aliases=("建井时间", "成井日期"),
    earliest=OLDEST_OBSERVATION,
)
WELL_DEPTH = Field(
    "well_depth_m",
    "成井深度",
    Kind.NUMBER,
    "井底距地面的深度，向下为正。",
    aliases=("井深", "孔深", "终孔深度", "final_hole_depth"),
    unit="m",
    minimum=0,
    maximum=DEEPEST_WELL_M,
)
DEPTH_TO_WATER = Field(
    "depth_to_water_m",
    "水位埋深",
    Kind.NUMBER,
    "地面至水面的距离，向下为正；自流井为负。",
    aliases=("埋深", "地下水埋深", "静止水位埋深", "static_water_level"),
    unit="m",
    minimum=-50,
    maximum=DEEPEST_WELL_M,
)
WELLHEAD_ELEVATION = Field(
    "wellhead_elevation_m",
    "井口高程",
    Kind.NUMBER,
    "井口高程，1985国家高程基准。",
    aliases=("地面高程", "孔口高程", "elevation", "高程"),
    unit="m",
    minimum=-200,
    maximum=4000,
)
DIAMETER = Field(
    "inner_diameter_mm",
    "井口内径",
    Kind.NUMBER,
    "井口内径。",
    aliases=("内径", "井径"),
    unit="mm",
    minimum=0,
    maximum=20000,
)
PIPE = Field("pipe", "井管材质", Kind.CODE, "井管的材料。", aliases=("管材",), codes=codes.PIPE)
IS_MULTI_SCREEN = Field("is_multi_screen", "是否多段筛管", Kind.BOOLEAN, "筛管是否分段。")
SCREEN_TOP = Field(
    "screen_top_m",
    "筛管上部埋深",
    Kind.NUMBER,
    "筛管顶端距地面的深度，向下为正。",
    aliases=("筛管顶埋深", "滤水管顶深", "top_section_depth"),
    unit="m",
    minimum=0,
    maximum=DEEPEST_WELL_M,
)
SCREEN_BOTTOM = Field(
    "screen_bottom_m",
    "筛管下部埋深",
    Kind.NUMBER,
    "筛管底端距地面的深度，向下为正。",
    aliases=("筛管底埋深", "滤水管底深", "bottom_section_depth"),
    unit="m",
    minimum=0,
    maximum=DEEPEST_WELL_M,
)
BURIAL = Field(
    "burial",
    "埋藏条件",
    Kind.CODE,
    "潜水、承压水或混合水。",
    aliases=("地下水类型",),
    codes=codes.BURIAL,
)
MEDIUM = Field(
    "medium",
    "含水介质",
    Kind.CODE,
    "孔隙水、裂隙水或岩溶水。",
    aliases=("介质类型", "groundwater_type"),
    codes=codes.MEDIUM,
)
OWNER = Field("owner", "权属单位", Kind.TEXT, "井的所有者。", aliases=("产权单位",))
OWNER_TYPE = Field("owner_type", "权属类别", Kind.TEXT, "机民井、国家井或地方井。")
IS_FIT = Field(
    "is_fit_long_term", "是否符合长期监测井要求", Kind.BOOLEAN, "是否符合长期监测井要求。"
)
IS_LONG_TERM = Field("is_long_term", "是否已转为长期监测井", Kind.BOOLEAN, "是否已转为长期监测井。")
IS_MAINTAINED = Field("is_maintained", "是否开展维护管理", Kind.BOOLEAN, "是否开展维护管理。")
MAINTAINER = Field(
    "maintainer",
    "运维责任单位",
    Kind.TEXT,
    "对井的运行状态负责的单位。",
    aliases=("实际维护管理单位", "运维单位", "维护单位"),
)
WELL_STATE = Field(
    "well_state",
    "运行状态",
    Kind.CODE,
    "报告期末井的状态。",
    aliases=("井状态",),
    codes=codes.WELL_STATE,
)
FREQUENCY = Field("frequency", "监测频次", Kind.CODE, "多久监测一次。", codes=codes.FREQUENCY)
MONITORING_MODE = Field("monitoring_mode", "监测手段", Kind.TEXT, "在线或手工。")
SEALING_STATE = Field("sealing_state", "非长期监测井封井回填状态", Kind.TEXT, "不需、待封或已封。")
