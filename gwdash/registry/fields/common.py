"""The facts that every ledger, place and task can hold, defined once: name, label, unit, meaning.

Labels are what people see; names are what is stored. The same quantity in the same unit has
the same name in every dataset.
"""

from gwdash.registry import codes
from gwdash.registry.model import Field, Kind

# -- what every ledger carries
PERIOD = Field(
    "period",
    "报告期",
    Kind.PERIOD,
    "数据所属的报告期，如 2024年6月。",
    aliases=("填报期", "报告月份", "所属期", "统计期", "填报月份"),
)
REPORTER = Field(
    "reporter",
    "填报单位",
    Kind.REPORTER,
    "报送本表的成员单位或县市区。",
    aliases=("报送单位", "上报单位", "填表单位", "填报部门"),
)
FILLED_BY = Field(
    "filled_by", "填报人", Kind.TEXT, "填表人姓名。", aliases=("填表人", "经办人"), personal=True
)
CHECKED_BY = Field(
    "checked_by", "审核人", Kind.TEXT, "审核人姓名。", aliases=("审核", "复核人"), personal=True
)
PHONE = Field(
    "phone",
    "联系电话",
    Kind.IDENTIFIER,
    "填报人的联系电话。",
    aliases=("电话", "联系方式"),
    personal=True,
)
FILLED_ON = Field("filled_on", "填报日期", Kind.DATE, "填表的日期。", aliases=("填表日期",))
REMARK = Field("remark", "备注", Kind.TEXT, "需要说明的事项。", aliases=("说明", "remarks"))

# -- places
COUNTY = Field(
    "county_code",
    "县市区",
    Kind.COUNTY,
    "所在的县市区，名称或六位代码均可。",
    aliases=(
        "县区",
        "区县",
        "县（市、区）",
        "所属县区",
        "行政区划",
        "行政区",
        "县级名称",
        "县",
        "区县名称",
        "县市区代码",
        "county",
    ),
)
TOWN = Field(
    "town", "乡镇", Kind.TEXT, "所在的乡镇或街道。", aliases=("乡镇名称", "镇街", "乡（镇）")
)
PLACE = Field(
    "place",
    "位置",
    Kind.TEXT,
    "所在村组、厂区或其他位置说明。",
    aliases=("地址", "详细位置", "地理位置", "geographic_location"),
)
LONGITUDE = Field(
    "lon",
    "经度",
    Kind.LONGITUDE,
    "东经，十进制度或度分秒均可。",
    aliases=("东经", "经度(E)", "longitude", "取水点经度", "监测点经度"),
    unit="°",
)
LATITUDE = Field(
    "lat",
    "纬度",
    Kind.LATITUDE,
    "北纬，十进制度或度分秒均可。",
    aliases=("北纬", "纬度(N)", "latitude", "取水点纬度", "监测点纬度"),
    unit="°",
)
BOUNDARY = Field(
    "boundary", "边界坐标", Kind.BOUNDARY,
    "边界的拐点坐标，依次写“经度,纬度”，拐点之间用分号或换行隔开，如 "
    "108.70,34.33; 108.72,34.33; 108.72,34.35；几块之间用“|”隔开，圈在里面的一块是挖空的部分。"
    "也可以粘贴 GeoJSON 面，或填平面坐标（米）并注明坐标系。",
    aliases=("边界", "边界拐点坐标", "拐点坐标", "边界拐点", "矢量边界", "geometry"),
    source="GeoJSON：RFC 7946",
)  # fmt: skip
X_NORTH = Field(
    "x_north_m",
    "X坐标",
    Kind.NUMBER,
    "高斯投影北坐标（X 指北），CGCS2000 三度带。",
    aliases=("X", "X坐标(CGCS2000)", "北坐标", "纵坐标", "north", "northing"),
    unit="m",
    planar=True,
)
Y_EAST = Field(
    "y_east_m",
    "Y坐标",
    Kind.NUMBER,
    "高斯投影东坐标（Y 指东），六位，或带号在前的八位。",
    aliases=("Y", "Y坐标(CGCS2000)", "东坐标", "横坐标", "east", "easting"),
    unit="m",
    planar=True,
)
COORD_SYS = Field(
    "coord_sys",
    "坐标系",
    Kind.TEXT,
    "坐标所用的坐标系，如 CGCS2000、WGS84、GCJ-02。",
    aliases=("坐标系统", "坐标系统名称", "coordinate_system"),
)
NEW_AREA = Field(
    "new_area",
    "西咸新区",
    Kind.CODE,
    "是否位于西咸新区：否、直管、共管。",
    aliases=("是否西咸", "西咸", "xixian", "是否位于西咸新区"),
    codes=codes.NEW_AREA,
)

# -- tasks and their items
ITEM_ID = Field(
    "item_id",
    "任务编号",
    Kind.IDENTIFIER,
    "年度任务分解表给出的编号，如 6-02；不是序号。",
    aliases=("事项编号", "任务编码"),
)
TASK_NO = Field(
    "task_no",
    "重点任务",
    Kind.TASK,
    "所属的七项重点任务之一。",
    aliases=("重点任务名称", "所属任务", "任务"),
)
ITEM_NAME = Field(
    "item_name",
    "工作事项",
    Kind.TEXT,
    "要完成的具体工作。",
    aliases=("事项", "工作任务", "事项名称", "任务名称"),
)
LEAD_UNIT = Field(
    "lead_unit", "牵头单位", Kind.REPORTER, "负责牵头的成员单位或县市区。", aliases=("牵头部门",)
)
ASSISTING_UNITS = Field(
    "assisting_units",
    "配合单位",
    Kind.UNITS,
    "配合完成的单位，用顿号分开。",
    aliases=("责任单位", "配合部门", "协办单位"),
)
RESPONSIBLE_LEADER = Field(
    "responsible_leader", "责任领导", Kind.TEXT, "责任领导的职务。", aliases=("分管领导",)
)
START_ON = Field(
    "start_on",
    "起始时间",
    Kind.DATE,
    "计划开始的日期。",
    aliases=("开始时间", "起始日期", "启动时间"),
)
DUE_ON = Field(
    "due_on",
    "完成时限",
    Kind.DATE,
    "计划完成的日期；长期坚持的事项留空。",
    aliases=("完成时间", "完成期限", "截止时间", "时限"),
    open_ended=True,
)
WEIGHT = Field("weight", "权重", Kind.NUMBER, "汇总到重点任务时的权重。", minimum=0, maximum=1000)
MILESTONES = Field(
    "milestones",
    "节点",
    Kind.TEXT,
    "阶段节点及时间、比例，用分号分开，如“2024-03 完成方案30%；2024-06 上线70%”；"
    "合计100%的按节点算序时进度，其余按天算。",
    aliases=("本期节点", "阶段目标"),
)
TARGET = Field(
    "target", "目标", Kind.TEXT, "完成的标志或目标值。", aliases=("目标要求", "完成标志")
)
ITEM_SOURCE = Field(
    "item_source",
    "事项来源",
    Kind.CODE,
    "事项从哪里来：实施方案、年度计划、议定事项等。",
    aliases=("来源",),
    codes=codes.ITEM_SOURCE,
)
ACTUAL_PCT = Field(
    "actual_pct",
    "实际进度",
    Kind.PERCENT,
    "截至报告期末自报的完成百分比，0–100。",
    aliases=("完成进度", "进度", "自报进度", "实际完成进度", "完成比例"),
    unit="%",
    minimum=0,
    maximum=100,
)
ITEM_STATUS = Field(
    "status",
    "完成状态",
    Kind.CODE,
    "未启动、推进中、已完成、暂缓或不适用；灯色由系统计算。",
    aliases=("状态", "进展状态"),
    codes=codes.ITEM_STATUS,
)
PROGRESS_TEXT = Field(
    "progress_text",
    "工作进展",
    Kind.TEXT,
    "本期做了什么。",
    aliases=("进展情况", "工作进展情况", "进展"),
)
PROBLEM = Field("problem", "存在问题", Kind.TEXT, "遇到的问题。", aliases=("问题", "存在的问题"))
NEXT_STEP = Field(
    "next_step", "下一步计划", Kind.TEXT, "下一步怎么做。", aliases=("下一步工作", "下步计划")
)
ESCALATION = Field(
    "escalation",
    "需市级协调事项",
    Kind.TEXT,
    "请市级协调解决的事项。",
    aliases=("需协调事项", "提请市级协调事项"),
)
EVIDENCE = Field(
    "evidence", "佐证材料", Kind.TEXT, "文号、验收日期或附件名。", aliases=("佐证", "证明材料")
)
