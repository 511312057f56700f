"""Every fact a ledger can hold, defined once: name, label, unit and what it means.

Labels are what people see; names are what is stored. The same quantity in the same unit has
the same name in every dataset.
"""

from datetime import date

from gwdash.registry import codes
from gwdash.registry.model import Field, Kind

#: Observations can be older than the pilot; nothing in the field was measured before this.
OLDEST_OBSERVATION = date(1950, 1, 1)
#: Deepest well that a ledger can mean, in metres: geothermal wells reach some 4,000.
DEEPEST_WELL_M = 5000

# -- what every ledger carries -------------------------------------------------------------
PERIOD = Field(
    "period", "报告期", Kind.PERIOD, "数据所属的报告期，如 2024年6月。",
    aliases=("填报期", "报告月份", "所属期", "统计期", "填报月份"),
)
REPORTER = Field(
    "reporter", "填报单位", Kind.REPORTER, "报送本表的成员单位或县市区。",
    aliases=("报送单位", "上报单位", "填表单位", "填报部门"),
)
FILLED_BY = Field(
    "filled_by", "填报人", Kind.TEXT, "填表人姓名。", aliases=("填表人", "经办人"), personal=True
)
CHECKED_BY = Field(
    "checked_by", "审核人", Kind.TEXT, "审核人姓名。", aliases=("审核", "复核人"), personal=True
)
PHONE = Field(
    "phone", "联系电话", Kind.IDENTIFIER, "填报人的联系电话。",
    aliases=("电话", "联系方式"), personal=True,
)
FILLED_ON = Field("filled_on", "填报日期", Kind.DATE, "填表的日期。", aliases=("填表日期",))
REMARK = Field("remark", "备注", Kind.TEXT, "需要说明的事项。", aliases=("说明", "remarks"))

# -- places ----------------------------------------------------------------------------------
COUNTY = Field(
    "county_code", "县市区", Kind.COUNTY, "所在的县市区，名称或六位代码均可。",
    aliases=("县区", "区县", "县（市、区）", "所属县区", "行政区划", "行政区", "县级名称", "县",
             "区县名称", "县市区代码", "county"),
)  # fmt: skip
TOWN = Field("town", "乡镇", Kind.TEXT, "所在的乡镇或街道。", aliases=("乡镇名称", "镇街", "乡（镇）"))
PLACE = Field(
    "place", "位置", Kind.TEXT, "所在村组、厂区或其他位置说明。",
    aliases=("地址", "详细位置", "地理位置", "geographic_location"),
)
LONGITUDE = Field(
    "lon", "经度", Kind.LONGITUDE, "东经，十进制度或度分秒均可。",
    aliases=("东经", "经度(E)", "longitude", "取水点经度", "监测点经度"), unit="°",
)
LATITUDE = Field(
    "lat", "纬度", Kind.LATITUDE, "北纬，十进制度或度分秒均可。",
    aliases=("北纬", "纬度(N)", "latitude", "取水点纬度", "监测点纬度"), unit="°",
)
X_NORTH = Field(
    "x_north_m", "X坐标", Kind.NUMBER, "高斯投影北坐标（X 指北），CGCS2000 三度带。",
    aliases=("X", "X坐标(CGCS2000)", "北坐标", "纵坐标", "north", "northing"), unit="m",
)
Y_EAST = Field(
    "y_east_m", "Y坐标", Kind.NUMBER, "高斯投影东坐标（Y 指东），六位，或带号在前的八位。",
    aliases=("Y", "Y坐标(CGCS2000)", "东坐标", "横坐标", "east", "easting"), unit="m",
)
COORD_SYS = Field(
    "coord_sys", "坐标系", Kind.TEXT, "坐标所用的坐标系，如 CGCS2000、WGS84、GCJ-02。",
    aliases=("坐标系统", "坐标系统名称", "coordinate_system"),
)
NEW_AREA = Field(
    "new_area", "西咸新区", Kind.CODE, "是否位于西咸新区：否、直管、共管。",
    aliases=("是否西咸", "西咸", "xixian", "是否位于西咸新区"), codes=codes.NEW_AREA,
)

# -- tasks and their items -------------------------------------------------------------------
ITEM_ID = Field(
    "item_id", "任务编号", Kind.IDENTIFIER, "年度任务分解表给出的编号，如 6-02；不是序号。",
    aliases=("事项编号", "任务编码"),
)
TASK_NO = Field(
    "task_no", "重点任务", Kind.TASK, "所属的七项重点任务之一。",
    aliases=("重点任务名称", "所属任务", "任务"),
)
ITEM_NAME = Field(
    "item_name", "工作事项", Kind.TEXT, "要完成的具体工作。",
    aliases=("事项", "工作任务", "事项名称", "任务名称"),
)
LEAD_UNIT = Field("lead_unit", "牵头单位", Kind.REPORTER, "负责牵头的成员单位或县市区。", aliases=("牵头部门",))
ASSISTING_UNITS = Field(
    "assisting_units", "配合单位", Kind.UNITS, "配合完成的单位，用顿号分开。",
    aliases=("责任单位", "配合部门", "协办单位"),
)
RESPONSIBLE_LEADER = Field(
    "responsible_leader", "责任领导", Kind.TEXT, "责任领导的职务。", aliases=("分管领导",)
)
START_ON = Field("start_on", "起始时间", Kind.DATE, "计划开始的日期。", aliases=("开始时间", "起始日期", "启动时间"))
DUE_ON = Field(
    "due_on", "完成时限", Kind.DATE, "计划完成的日期；长期坚持的事项留空。",
    aliases=("完成时间", "完成期限", "截止时间", "时限"),
)
WEIGHT = Field("weight", "权重", Kind.NUMBER, "汇总到重点任务时的权重。", minimum=0, maximum=1000)
MILESTONES = Field("milestones", "节点", Kind.TEXT, "阶段节点及时间。", aliases=("本期节点", "阶段目标"))
TARGET = Field("target", "目标", Kind.TEXT, "完成的标志或目标值。", aliases=("目标要求", "完成标志"))
ITEM_SOURCE = Field(
    "item_source", "事项来源", Kind.CODE, "事项从哪里来：实施方案、年度计划、议定事项等。",
    aliases=("来源",), codes=codes.ITEM_SOURCE,
)
ACTUAL_PCT = Field(
    "actual_pct", "实际进度", Kind.PERCENT, "截至报告期末自报的完成百分比，0–100。",
    aliases=("完成进度", "进度", "自报进度", "实际完成进度", "完成比例"), unit="%",
    minimum=0, maximum=100,
)  # fmt: skip
ITEM_STATUS = Field(
    "status", "完成状态", Kind.CODE, "未启动、推进中、已完成、暂缓或不适用；灯色由系统计算。",
    aliases=("状态", "进展状态"), codes=codes.ITEM_STATUS,
)
PROGRESS_TEXT = Field(
    "progress_text", "工作进展", Kind.TEXT, "本期做了什么。", aliases=("进展情况", "工作进展情况", "进展")
)
PROBLEM = Field("problem", "存在问题", Kind.TEXT, "遇到的问题。", aliases=("问题", "存在的问题"))
NEXT_STEP = Field("next_step", "下一步计划", Kind.TEXT, "下一步怎么做。", aliases=("下一步工作", "下步计划"))
ESCALATION = Field(
    "escalation", "需市级协调事项", Kind.TEXT, "请市级协调解决的事项。",
    aliases=("需协调事项", "提请市级协调事项"),
)
EVIDENCE = Field("evidence", "佐证材料", Kind.TEXT, "文号、验收日期或附件名。", aliases=("佐证", "证明材料"))

# -- wells -------------------------------------------------------------------------------------
WELL_ID = Field(
    "well_id", "监测井编码", Kind.IDENTIFIER, "监测井的唯一编码，所有监测数据用它关联。",
    aliases=("监测井编号", "井编号", "井编码", "井号", "点位编码", "点位编号", "监测点编码",
             "监测点编号", "well_code", "hole_id"),
)  # fmt: skip
UNIFIED_ID = Field(
    "unified_id", "统一编号", Kind.IDENTIFIER, "国家或省级系统给出的统一编号。",
    aliases=("国家统一编号", "uniform_number"),
)
ORIGINAL_ID = Field(
    "original_id", "原始编号", Kind.TEXT, "建井或原台账的编号。", aliases=("原编号", "野外编号", "original_number")
)
WELL_NAME = Field(
    "well_name", "监测井名称", Kind.TEXT, "监测井或点位的名称。",
    aliases=("井名", "井名称", "点位名称", "监测点名称"),
)
IS_AREA = Field("is_area_point", "是否区域监测点", Kind.BOOLEAN, "是否用于区域监测。", aliases=("区域监测点",))
AREA_TYPE = Field("area_point_type", "区域监测点类型", Kind.TEXT, "国考、省考、市级等。")
IS_SOURCE = Field("is_source_point", "是否水源监测点", Kind.BOOLEAN, "是否用于饮用水水源监测。", aliases=("水源监测点",))
SOURCE_ID = Field("source_id", "水源代码", Kind.IDENTIFIER, "对应饮用水水源的代码。", aliases=("水源编码", "水源地代码"))
SOURCE_POINT_TYPE = Field("source_point_type", "水源监测点类型", Kind.TEXT, "取水井、保护区或补给区。")
IS_POLLUTION = Field("is_pollution_point", "是否污染源监测点", Kind.BOOLEAN, "是否用于污染源监测。", aliases=("污染源监测点",))
POLLUTION_ID = Field("pollution_source_id", "污染源代码", Kind.IDENTIFIER, "对应污染源的代码。", aliases=("污染源编码",))
POLLUTION_POINT_TYPE = Field("pollution_point_type", "污染源监测点类型", Kind.TEXT, "对照、内部或扩散。")
ORIGIN = Field("origin", "井来源", Kind.CODE, "监测井从哪一类井来。", aliases=("监测井来源",), codes=codes.WELL_ORIGIN)
ASSESSMENT = Field(
    "assessment", "专业井评估结论", Kind.CODE, "能否作为专业监测井使用。",
    aliases=("评估结论",), codes=codes.WELL_ASSESSMENT,
)
BUILT_ON = Field(
    "built_on", "成井时间", Kind.DATE, "成井日期。", aliases=("建井时间", "成井日期"), earliest=OLDEST_OBSERVATION
)
WELL_DEPTH = Field(
    "well_depth_m", "成井深度", Kind.NUMBER, "井底距地面的深度，向下为正。",
    aliases=("井深", "孔深", "终孔深度", "final_hole_depth"), unit="m", minimum=0, maximum=DEEPEST_WELL_M,
)
DEPTH_TO_WATER = Field(
    "depth_to_water_m", "水位埋深", Kind.NUMBER, "地面至水面的距离，向下为正；自流井为负。",
    aliases=("埋深", "地下水埋深", "静止水位埋深", "static_water_level"), unit="m",
    minimum=-50, maximum=DEEPEST_WELL_M,
)  # fmt: skip
WELLHEAD_ELEVATION = Field(
    "wellhead_elevation_m", "井口高程", Kind.NUMBER, "井口高程，1985国家高程基准。",
    aliases=("地面高程", "孔口高程", "elevation", "高程"), unit="m", minimum=-200, maximum=4000,
)
DIAMETER = Field(
    "inner_diameter_mm", "井口内径", Kind.NUMBER, "井口内径。", aliases=("内径", "井径"), unit="mm",
    minimum=0, maximum=20000,
)
PIPE = Field("pipe", "井管材质", Kind.CODE, "井管的材料。", aliases=("管材",), codes=codes.PIPE)
IS_MULTI_SCREEN = Field("is_multi_screen", "是否多段筛管", Kind.BOOLEAN, "筛管是否分段。")
SCREEN_TOP = Field(
    "screen_top_m", "筛管上部埋深", Kind.NUMBER, "筛管顶端距地面的深度，向下为正。",
    aliases=("筛管顶埋深", "滤水管顶深", "top_section_depth"), unit="m", minimum=0, maximum=DEEPEST_WELL_M,
)
SCREEN_BOTTOM = Field(
    "screen_bottom_m", "筛管下部埋深", Kind.NUMBER, "筛管底端距地面的深度，向下为正。",
    aliases=("筛管底埋深", "滤水管底深", "bottom_section_depth"), unit="m", minimum=0, maximum=DEEPEST_WELL_M,
)
BURIAL = Field("burial", "埋藏条件", Kind.CODE, "潜水、承压水或混合水。", aliases=("地下水类型",), codes=codes.BURIAL)
MEDIUM = Field(
    "medium", "含水介质", Kind.CODE, "孔隙水、裂隙水或岩溶水。", aliases=("介质类型", "groundwater_type"), codes=codes.MEDIUM
)
OWNER = Field("owner", "权属单位", Kind.TEXT, "井的所有者。", aliases=("产权单位",))
OWNER_TYPE = Field("owner_type", "权属类别", Kind.TEXT, "机民井、国家井或地方井。")
IS_FIT = Field("is_fit_long_term", "是否符合长期监测井要求", Kind.BOOLEAN, "是否符合长期监测井要求。")
IS_LONG_TERM = Field("is_long_term", "是否已转为长期监测井", Kind.BOOLEAN, "是否已转为长期监测井。")
IS_MAINTAINED = Field("is_maintained", "是否开展维护管理", Kind.BOOLEAN, "是否开展维护管理。")
MAINTAINER = Field(
    "maintainer", "运维责任单位", Kind.TEXT, "对井的运行状态负责的单位。",
    aliases=("实际维护管理单位", "运维单位", "维护单位"),
)
WELL_STATE = Field("well_state", "运行状态", Kind.CODE, "报告期末井的状态。", aliases=("井状态",), codes=codes.WELL_STATE)
FREQUENCY = Field("frequency", "监测频次", Kind.CODE, "多久监测一次。", codes=codes.FREQUENCY)
MONITORING_MODE = Field("monitoring_mode", "监测手段", Kind.TEXT, "在线或手工。")
SEALING_STATE = Field("sealing_state", "非长期监测井封井回填状态", Kind.TEXT, "不需、待封或已封。")

# -- observations ------------------------------------------------------------------------------
SAMPLED_ON = Field(
    "sampled_on", "采样日期", Kind.DATE, "采样的日期。", aliases=("采样时间", "监测日期", "取样日期"),
    earliest=OLDEST_OBSERVATION,
)
SEASON = Field("season", "水期", Kind.CODE, "枯水期、平水期或丰水期。", aliases=("水期代码",), codes=codes.SEASON)
LAYER = Field("layer", "采样层位", Kind.TEXT, "分层监测井的层位；单层井留空。", aliases=("层位", "监测层位"))
ANALYTE = Field(
    "analyte", "监测指标", Kind.ANALYTE, "GB/T 14848-2017 中的指标。",
    aliases=("指标", "监测项目", "检测项目", "项目", "检测指标", "分析项目", "指标名称"),
)
SAMPLE_TYPE = Field(
    "sample_type", "样品类型", Kind.CODE, "常规、平行样、空白或加标；留空按常规。",
    aliases=("样品类别",), codes=codes.SAMPLE_TYPE,
)
RESULT = Field(
    "result", "监测值", Kind.RESULT, "实验室给出的结果，低于检出限写“检出限+L”。",
    aliases=("检测结果", "监测结果", "检测值", "测定值", "结果", "浓度", "监测数据"),
)
UNIT = Field("unit", "单位", Kind.TEXT, "监测值的单位，如 mg/L。", aliases=("计量单位", "浓度单位"))
DETECTION_LIMIT = Field(
    "detection_limit", "检出限", Kind.TEXT, "方法检出限，单位与监测值相同。", aliases=("方法检出限", "最低检出限")
)
METHOD = Field("method", "分析方法", Kind.TEXT, "分析方法及标准号。", aliases=("检测方法", "方法依据", "监测方法"))
LAB = Field("lab", "监测单位", Kind.TEXT, "采样与分析的单位。", aliases=("检测单位", "检测机构"))
REPORT_NO = Field("report_no", "报告编号", Kind.IDENTIFIER, "检测报告的编号。", aliases=("报告号",))
SAMPLE_NO = Field("sample_no", "样品编号", Kind.IDENTIFIER, "样品的编号。", aliases=("样品号", "样品编码"))
PURPOSE = Field("purpose", "监测目的", Kind.CODE, "国考、省考、例行、执法或自行。", codes=codes.SAMPLING_PURPOSE)
ABSTRACTION = Field(
    "abstraction_10k_m3", "监测时段内总取水量", Kind.NUMBER, "监测时段内水源的取水量。",
    aliases=("取水量", "总取水量"), unit="万m³", minimum=0, maximum=1_000_000,
)
MEASURED_AT = Field(
    "measured_at", "监测时间", Kind.DATETIME, "测量的日期，自动监测带时刻。",
    aliases=("观测时间", "测量时间", "观测日期", "监测日期", "日期", "时间", "Date", "datetime"),
    earliest=OLDEST_OBSERVATION,
)  # fmt: skip
HEAD = Field(
    "head_m", "水位标高", Kind.NUMBER, "水位的高程，1985国家高程基准。",
    aliases=("水位高程", "地下水位", "水位", "Head", "水头"), unit="m", minimum=-500, maximum=5000,
)
LEVEL_METHOD = Field("level_method", "测量方式", Kind.CODE, "人工或自动。", aliases=("监测方式",), codes=codes.LEVEL_METHOD)
WATER_TEMPERATURE = Field(
    "water_temperature_c", "水温", Kind.NUMBER, "地下水的温度。", unit="℃", minimum=-5, maximum=150
)
