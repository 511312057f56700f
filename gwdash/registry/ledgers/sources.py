"""Task 3: drinking-water sources fed by groundwater."""

from gwdash.registry.fields import common as f
from gwdash.registry.fields import monitoring as m
from gwdash.registry.fields import sites as s
from gwdash.registry.fields import sources as d
from gwdash.registry.fields import wells as w
from gwdash.registry.ledgers.shared import (
    COMPLETE,
    COUNTERS,
    LOAD,
    POSITION_COLUMNS,
    submission_columns,
)
from gwdash.registry.model import Cadence, Column, Dataset, DatasetKind, RowRule, Rule, When

_PLAN = "咸阳市试验区实施方案"

WATER_SOURCE = Dataset(
    name="water_source",
    label="集中式地下水型饮用水水源台账",
    kind=DatasetKind.REGISTER,
    grain="一个水源",
    key=("source_id",),
    reporters=("counties",),
    cadence=Cadence.QUARTER,
    due_day=10,
    tasks=("3",),
    aliases=("地下水型饮用水水源台账", "饮用水水源台账", "水源台账"),
    columns=(
        Column(w.SOURCE_ID, LOAD),
        Column(d.NAME, COMPLETE),
        Column(f.COUNTY, LOAD),
        Column(f.TOWN),
        *POSITION_COLUMNS,
        Column(d.LEVEL, COMPLETE),
        Column(d.USE, COMPLETE),
        Column(w.MEDIUM, COMPLETE, aliases=("地下水类型",)),
        Column(w.BURIAL, without=("地下水类型",)),
        Column(d.WELL_COUNT, COMPLETE),
        Column(d.POPULATION),
        Column(d.ABSTRACTION),
        Column(d.PROTECTION_STATE, COMPLETE),
        Column(d.PROTECTION_DOC),
        Column(d.QUASI_STATE, COMPLETE),
        Column(d.STAGE, COMPLETE),
        Column(d.RECHARGE_AREA),
        Column(d.RECHARGE_SOURCES),
        Column(d.ENVIRONMENT_RISK),
        Column(s.ACTUAL_GRADE),
        Column(d.REPORTED_OK),
        Column(m.EXCEEDED_ITEMS),
        Column(d.EXCEEDANCE_CAUSE),
        Column(d.BACKGROUND_DOC),
        Column(d.REMEDY),
        Column(d.REMEDY_BY),
        Column(d.REMEDY_STATE),
        Column(f.REMARK),
        *submission_columns(),
    ),
    rules=(
        RowRule(Rule.POSITION, ("lon", "lat", "coord_sys", "county_code")),
        RowRule(Rule.REQUIRED_IF, ("recharge_area_km2",),
                when=When("recharge_stage", ("divided", "submitted", "published")), source=_PLAN),
        RowRule(Rule.REQUIRED_IF, ("exceeded_items", "cause"),
                when=When("reported_ok", ("not_met",))),
        RowRule(Rule.REQUIRED_IF, ("remedy", "remedy_by", "remedy_status"),
                when=When("cause", ("human",)), source=_PLAN),
        RowRule(Rule.REQUIRED_IF, ("background_doc_no",), when=When("cause", ("background",)),
                message="天然背景没有认定文号的，不能从超标中扣除。"),
        RowRule(Rule.ALLOWED_IF, ("quasi_state",), when=When("protection_state", ("quasi",)),
                allowed=("done",), warns=True),
    ),
    ignored_headings=COUNTERS,
    drinking=(When("source_id"),),
    description="达标情况由系统按监测结果计算，表中填写的只作比较；停用是使用状态。",
)  # fmt: skip
