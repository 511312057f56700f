"""The ledgers, one declaration each; templates, tables, checks and dictionary follow from it."""

from collections.abc import Mapping
from types import MappingProxyType

from gwdash.registry import fields as f
from gwdash.registry import observation_fields as o
from gwdash.registry import well_fields as w
from gwdash.registry.model import (
    Cadence,
    Column,
    Dataset,
    DatasetKind,
    Need,
    RegistryError,
    RowRule,
    Rule,
)
from gwdash.registry.text import fold

#: What a form says once about itself; it belongs to the submission, not to each row.
_SUBMISSION_COLUMNS = tuple(
    Column(field, stored=False)
    for field in (f.PERIOD, f.REPORTER, f.FILLED_BY, f.CHECKED_BY, f.PHONE, f.FILLED_ON)
)
#: Row numbers and the wide administrative ladder of national forms, above the county.
_COUNTERS = ("序号", "编号序号", "No", "No.", "行号")
_ABOVE_COUNTY = (
    "省份",
    "省份代码",
    "省",
    "城市名称",
    "城市代码",
    "市",
    "地市",
    "县级代码",
    "乡镇代码",
)

_LOAD, _COMPLETE = Need.LOAD, Need.COMPLETE

WORK_PLAN = Dataset(
    name="work_plan",
    label="年度任务分解表",
    kind=DatasetKind.OFFICE,
    grain="年度计划中的一个事项",
    key=("item_id",),
    reporters=("office",),
    cadence=Cadence.YEAR,
    due_day=None,
    tasks=("1", "2", "3", "4", "5", "6", "7"),
    columns=(
        Column(f.ITEM_ID, _LOAD),
        Column(f.TASK_NO, _LOAD),
        Column(f.ITEM_NAME, _LOAD),
        Column(f.COUNTY, _LOAD),
        Column(f.LEAD_UNIT, _LOAD),
        Column(f.ASSISTING_UNITS),
        Column(f.RESPONSIBLE_LEADER),
        Column(f.START_ON, _COMPLETE),
        Column(f.DUE_ON, _COMPLETE),
        Column(f.WEIGHT),
        Column(f.MILESTONES),
        Column(f.TARGET),
        Column(f.ITEM_SOURCE, _COMPLETE),
        Column(f.REMARK),
        *_SUBMISSION_COLUMNS,
    ),
    rules=(RowRule(Rule.NOT_ABOVE, ("start_on", "due_on"), "起始时间不能晚于完成时限，请核对。"),),
    ignored_headings=_COUNTERS,
    description="办公室下达的基准：事项、责任单位、起止时间和权重。只有办公室能改，每次改动都是一个版本。",
)

TASK_PROGRESS = Dataset(
    name="task_progress",
    label="重点任务进展情况表",
    kind=DatasetKind.PERIODIC,
    grain="一个事项、一个县市区、一个报告期",
    key=("item_id", "county_code"),
    reporters=("units", "counties"),
    cadence=Cadence.MONTH,
    due_day=5,
    tasks=("1", "2", "3", "4", "5", "6", "7"),
    aliases=("重点任务进展情况调度表", "任务进展"),
    columns=(
        Column(f.ITEM_ID, _LOAD, references="work_plan"),
        Column(f.TASK_NO, _COMPLETE),
        Column(f.ITEM_NAME, _COMPLETE),
        Column(f.COUNTY, _LOAD),
        Column(f.ACTUAL_PCT, _LOAD),
        Column(f.ITEM_STATUS, _COMPLETE),
        Column(f.PROGRESS_TEXT, _COMPLETE),
        Column(f.PROBLEM),
        Column(f.NEXT_STEP),
        Column(f.ESCALATION),
        Column(f.EVIDENCE),
        Column(f.REMARK),
        *_SUBMISSION_COLUMNS,
    ),
    # The baseline belongs to the office: what units retype of it is passed over.
    ignored_headings=(
        *_COUNTERS, "牵头单位", "责任单位", "起始时间", "完成时限", "权重", "本期节点", "计划进度",
    ),
    description="各单位每月自报的进度。起止时间、权重以年度任务分解表为准，表内重填的不采用。",
)  # fmt: skip

WELL = Dataset(
    name="well",
    label="地下水环境监测井台账",
    kind=DatasetKind.REGISTER,
    grain="一眼监测井",
    key=("well_id",),
    reporters=("counties", "zrzyj", "slj", "sthjj"),
    cadence=Cadence.MONTH,
    due_day=5,
    tasks=("4",),
    aliases=("地下水环境监测井信息表", "监测井台账"),
    columns=(
        Column(w.WELL_ID, _LOAD),
        # A damaged secondary number is refused by itself; the well still has its own code.
        Column(w.UNIFIED_ID, strict=False),
        Column(w.ORIGINAL_ID),
        Column(w.WELL_NAME),
        Column(f.COUNTY, _LOAD),
        Column(f.TOWN),
        Column(f.PLACE),
        Column(f.LONGITUDE, _COMPLETE),
        Column(f.LATITUDE, _COMPLETE),
        Column(f.X_NORTH, strict=False),
        Column(f.Y_EAST, strict=False),
        Column(f.COORD_SYS, _COMPLETE, strict=False),
        Column(f.NEW_AREA, _COMPLETE),
        Column(w.IS_AREA, _COMPLETE),
        Column(w.AREA_TYPE),
        Column(w.IS_SOURCE, _COMPLETE),
        Column(w.SOURCE_ID),
        Column(w.SOURCE_POINT_TYPE),
        Column(w.IS_POLLUTION, _COMPLETE),
        Column(w.POLLUTION_ID),
        Column(w.POLLUTION_POINT_TYPE),
        Column(w.ORIGIN, _COMPLETE),
        Column(w.ASSESSMENT, _COMPLETE),
        Column(w.BUILT_ON),
        Column(w.WELL_DEPTH, _COMPLETE),
        Column(w.DEPTH_TO_WATER),
        Column(w.WELLHEAD_ELEVATION),
        Column(w.DIAMETER),
        Column(w.PIPE),
        Column(w.IS_MULTI_SCREEN),
        Column(w.SCREEN_TOP),
        Column(w.SCREEN_BOTTOM),
        Column(w.BURIAL, _COMPLETE),
        Column(w.MEDIUM, _COMPLETE),
        Column(w.OWNER),
        Column(w.OWNER_TYPE),
        Column(w.IS_FIT),
        Column(w.IS_LONG_TERM),
        Column(w.IS_MAINTAINED),
        Column(w.MAINTAINER),
        Column(w.WELL_STATE, _COMPLETE),
        Column(w.FREQUENCY, _COMPLETE),
        Column(w.MONITORING_MODE),
        Column(w.SEALING_STATE),
        Column(f.REMARK),
        *_SUBMISSION_COLUMNS,
    ),
    rules=(
        RowRule(
            Rule.POSITION, ("lon", "lat", "x_north_m", "y_east_m", "coord_sys", "county_code")
        ),
        RowRule(Rule.ORDERED, ("screen_top_m", "screen_bottom_m"),
                "筛管上部埋深应小于下部埋深，请核对是否填反。"),
        RowRule(Rule.NOT_ABOVE, ("screen_bottom_m", "well_depth_m"),
                "筛管下部埋深不能超过成井深度，请核对。"),
        RowRule(Rule.NOT_ABOVE, ("depth_to_water_m", "well_depth_m"),
                "水位埋深不能超过成井深度，请核对。"),
    ),
    ignored_headings=(
        *_COUNTERS, *_ABOVE_COUNTY, "frame_number", "quaternary_thickness", "aquifer_thickness",
        "drawdown", "water_inflow", "unit_water_inflow", "filter_pipe_diameter",
        "water_inflow_in_m3_d", "图幅号", "第四系厚度", "含水层厚度", "降深", "涌水量",
        "单位涌水量",
    ),
    description="一眼井由一个主报单位报送；运维责任单位对运行状态负责。",
)  # fmt: skip

WATER_QUALITY = Dataset(
    name="water_quality",
    label="地下水水质监测结果",
    kind=DatasetKind.OBSERVATION,
    grain="一眼井、一次采样、一个层位、一个指标、一种样品",
    key=("well_id", "sampled_on", "layer", "analyte", "sample_type"),
    reporters=("counties", "sthjj"),
    cadence=Cadence.QUARTER,
    due_day=15,
    tasks=("3", "4"),
    aliases=("地下水水质监测结果表", "水质监测数据"),
    crosstab=True,
    columns=(
        Column(w.WELL_ID, _LOAD, references="well", aliases=("监测断面代码", "断面代码")),
        Column(o.SAMPLED_ON, _LOAD),
        Column(o.LAYER),
        Column(o.ANALYTE, _LOAD),
        Column(o.SAMPLE_TYPE),
        Column(o.RESULT, _LOAD),
        Column(o.UNIT, _COMPLETE),
        Column(o.DETECTION_LIMIT),
        Column(o.SEASON),
        Column(o.PURPOSE),
        Column(w.SOURCE_ID),
        Column(w.WELL_NAME, aliases=("监测断面名称", "断面名称", "采样点名称", "采样点位")),
        Column(f.COUNTY),
        Column(f.TOWN),
        # Where a result form repeats the position, a masked or odd one must not stop a result.
        Column(f.LONGITUDE, strict=False),
        Column(f.LATITUDE, strict=False),
        Column(o.ABSTRACTION, strict=False),
        Column(o.METHOD),
        Column(o.LAB),
        Column(o.REPORT_NO),
        Column(o.SAMPLE_NO),
        Column(f.REMARK),
        *_SUBMISSION_COLUMNS,
    ),
    ignored_headings=(*_COUNTERS, *_ABOVE_COUNTY),
    description="一行一个结果，或一行一个样品、一列一个指标；两种表式都可以直接上传。",
)

WATER_LEVEL = Dataset(
    name="water_level",
    label="地下水水位监测记录",
    kind=DatasetKind.OBSERVATION,
    grain="一眼井、一个时刻",
    key=("well_id", "measured_at"),
    reporters=("counties", "slj", "zrzyj"),
    cadence=Cadence.MONTH,
    due_day=5,
    tasks=("4",),
    aliases=("水位监测数据", "地下水水位"),
    columns=(
        Column(w.WELL_ID, _LOAD, references="well"),
        Column(o.MEASURED_AT, _LOAD),
        Column(w.DEPTH_TO_WATER),
        Column(o.HEAD),
        Column(o.LEVEL_METHOD, _COMPLETE),
        Column(o.WATER_TEMPERATURE),
        Column(f.COUNTY),
        Column(w.WELL_NAME),
        Column(f.REMARK),
        *_SUBMISSION_COLUMNS,
    ),
    rules=(
        RowRule(Rule.ONE_OF, ("depth_to_water_m", "head_m"),
                "水位埋深和水位标高至少填一项。"),
    ),
    ignored_headings=(*_COUNTERS, *_ABOVE_COUNTY),
    description="水位埋深从地面向下为正；水位标高用1985国家高程基准。",
)  # fmt: skip


def _named(datasets: tuple[Dataset, ...]) -> Mapping[str, Dataset]:
    """Index datasets by name, refusing two with one name and references to nothing."""
    named: dict[str, Dataset] = {}
    words: dict[str, str] = {}
    for dataset in datasets:
        if dataset.name in named:
            raise RegistryError(f"dataset {dataset.name} twice")
        named[dataset.name] = dataset
        for word in map(fold, {dataset.name, dataset.label, *dataset.aliases}):
            if words.setdefault(word, dataset.name) != dataset.name:
                raise RegistryError(f"{word} means {words[word]} and {dataset.name}")
    for dataset in datasets:
        for column in dataset.columns:
            if column.references and column.references not in named:
                raise RegistryError(f"{dataset.name}.{column.name}: no {column.references}")
    return MappingProxyType(named)


#: Every ledger by name, in the order in which people see them.
DATASETS = _named((WORK_PLAN, TASK_PROGRESS, WELL, WATER_QUALITY, WATER_LEVEL))


def find_dataset(text: str) -> Dataset | None:
    """Return the dataset named by code, Chinese label or alias, else None."""
    key = fold(text)
    for dataset in DATASETS.values():
        if key in map(fold, (dataset.name, dataset.label, *dataset.aliases)):
            return dataset
    return None
