"""Task 1: the zones that are delimited."""

from gwdash.registry.fields import common as f
from gwdash.registry.fields import zones as z
from gwdash.registry.ledgers.shared import COMPLETE, COUNTERS, LOAD, submission_columns
from gwdash.registry.model import (
    Cadence,
    Column,
    Dataset,
    DatasetKind,
    RowRule,
    Rule,
    When,
)
from gwdash.registry.thresholds import BOUNDARY_AREA

_GUIDE = "《地下水污染防治重点区划定技术指南（试行）》（2023年）"
ZONE = Dataset(
    name="zone",
    label="重点区划定成果表",
    kind=DatasetKind.REGISTER,
    grain="一个分区在一个县市区的部分",
    key=("zone_id",),
    reporters=("sthjj",),
    cadence=Cadence.QUARTER,
    due_day=10,
    tasks=("1",),
    aliases=("地下水污染防治分区划定成果表", "地下水污染防治重点区划定成果表", "分区划定成果表"),
    columns=(
        Column(z.ZONE_ID, LOAD),
        Column(z.ZONE_NAME, COMPLETE),
        Column(f.COUNTY, LOAD),
        Column(z.CLASS, COMPLETE),
        Column(z.SUBCLASS),
        Column(z.OLD_CLASS),
        Column(z.GUIDE, COMPLETE),
        Column(z.AREA, COMPLETE),
        Column(z.VALUE_LEVEL),
        Column(z.VULNERABILITY),
        Column(z.SOURCE_LOAD),
        Column(z.STAGE, LOAD),
        Column(z.HAS_MEASURES, COMPLETE),
        Column(z.APPROVAL_NO),
        Column(z.PUBLISHED_ON),
        Column(z.VECTOR),
        Column(f.BOUNDARY),
        Column(f.REMARK),
        *submission_columns(),
    ),
    rules=(
        RowRule(Rule.REQUIRED_IF, ("zone_subclass",), source=_GUIDE,
                when=When("zone_class", ("general",), other_than=True)),
        RowRule(Rule.ALLOWED_IF, ("zone_subclass",), when=When("zone_class", ("protection",)),
                allowed=z.PROTECTION_SUBCLASSES, source=_GUIDE),
        RowRule(Rule.ALLOWED_IF, ("zone_subclass",), when=When("zone_class", ("control",)),
                allowed=z.CONTROL_SUBCLASSES, source=_GUIDE),
        RowRule(Rule.EMPTY_IF, ("zone_subclass",), when=When("zone_class", ("general",)),
                source=_GUIDE),
        RowRule(Rule.REQUIRED_IF, ("value_level", "vulnerability", "source_load"),
                when=When("zone_class", ("control",)), source=_GUIDE),
        RowRule(Rule.ALLOWED_IF, ("source_load",), when=When("zone_subclass", ("control_first",)),
                allowed=("high",), warns=True, source=_GUIDE),
        RowRule(Rule.REQUIRED_IF, ("approval_no", "published_on"),
                when=When("zone_stage", ("published",))),
        RowRule(Rule.BOUNDARY, ("boundary", "vector_system", "county_code", "area_km2"),
                threshold=BOUNDARY_AREA),
    ),
    drinking=(When("zone_subclass", z.SOURCE_SUBCLASSES),),
    ignored_headings=COUNTERS,
    description="重点区由省级批准公布，市级办到报批；跨县的分区按县分行，编号加顺序。",
)  # fmt: skip
