"""The facts of a sampling or a measurement of water level."""

from gwdash.registry import codes
from gwdash.registry.bounds import OLDEST_OBSERVATION
from gwdash.registry.model import Field, Kind

SAMPLED_ON = Field(
    "sampled_on",
    "采样日期",
    Kind.DATE,
    "采样的日期。",
    aliases=("采样时间", "监测日期", "取样日期"),
    earliest=OLDEST_OBSERVATION,
)
SEASON = Field(
    "season",
    "水期",
    Kind.CODE,
    "枯水期、平水期或丰水期。",
    aliases=("水期代码",),
    codes=codes.SEASON,
)
LAYER = Field(
    "layer", "采样层位", Kind.TEXT, "分层监测井的层位；单层井留空。", aliases=("层位", "监测层位")
)
ANALYTE = Field(
    "analyte",
    "监测指标",
    Kind.ANALYTE,
    "GB/T 14848-2017 中的指标。",
    aliases=(
        "指标",
        "监测项目",
        "检测项目",
        "项目",
        "检测指标",
        "分析项目",
        "指标名称",
        "监测因子",
        "检测因子",
        "因子",
        "污染物",
        "污染物名称",
    ),
)
SAMPLE_TYPE = Field(
    "sample_type",
    "样品类型",
    Kind.CODE,
    "常规、平行样、空白或加标；留空按常规。",
    aliases=("样品类别",),
    codes=codes.SAMPLE_TYPE,
)
RESULT = Field(
    "result",
    "监测值",
    Kind.RESULT,
    "实验室给出的结果，低于检出限写“检出限+L”。",
    aliases=("检测结果", "监测结果", "检测值", "测定值", "结果", "浓度", "监测数据"),
)
UNIT = Field("unit", "单位", Kind.TEXT, "监测值的单位，如 mg/L。", aliases=("计量单位", "浓度单位"))
DETECTION_LIMIT = Field(
    "detection_limit",
    "检出限",
    Kind.TEXT,
    "方法检出限，单位与监测值相同。",
    aliases=("方法检出限", "最低检出限"),
)
METHOD = Field(
    "method",
    "分析方法",
    Kind.TEXT,
    "分析方法及标准号。",
    aliases=("检测方法", "方法依据", "监测方法"),
)
LAB = Field("lab", "监测单位", Kind.TEXT, "采样与分析的单位。", aliases=("检测单位", "检测机构"))
REPORT_NO = Field("report_no", "报告编号", Kind.IDENTIFIER, "检测报告的编号。", aliases=("报告号",))
SAMPLE_NO = Field(
    "sample_no", "样品编号", Kind.IDENTIFIER, "样品的编号。", aliases=("样品号", "样品编码")
)
PURPOSE = Field(
    "purpose", "监测目的", Kind.CODE, "国考、省考、例行、执法或自行。", codes=codes.SAMPLING_PURPOSE
)
ABSTRACTION = Field(
    "abstraction_10k_m3",
    "监测时段内总取水量",
    Kind.NUMBER,
    "监测时段内水源的取水量。",
    aliases=("取水量", "总取水量"),
    unit="万m³",
    minimum=0,
    maximum=1_000_000,
)
MEASURED_AT = Field(
    "measured_at",
    "监测时间",
    Kind.DATETIME,
    "测量的日期，自动监测带时刻。",
    aliases=("观测时间", "测量时间", "观测日期", "监测日期", "日期", "时间", "Date", "datetime"),
    earliest=OLDEST_OBSERVATION,
)
HEAD = Field(
    "head_m",
    "水位标高",
    Kind.NUMBER,
    "水位的高程，1985国家高程基准。",
    aliases=("水位高程", "地下水位", "水位", "Head", "水头"),
    unit="m",
    minimum=-500,
    maximum=5000,
)
LEVEL_METHOD = Field(
    "level_method",
    "测量方式",
    Kind.CODE,
    "人工或自动。",
    aliases=("监测方式",),
    codes=codes.LEVEL_METHOD,
)
WATER_TEMPERATURE = Field(
    "water_temperature_c", "水温", Kind.NUMBER, "地下水的温度。", unit="℃", minimum=-5, maximum=150
)
