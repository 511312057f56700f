"""The baseline of the plan and what units report against it."""

from gwdash.registry.fields import common as f
from gwdash.registry.ledgers.shared import ALL_TASKS, COMPLETE, COUNTERS, LOAD, submission_columns
from gwdash.registry.model import Cadence, Column, Dataset, DatasetKind, RowRule, Rule, When

WORK_PLAN = Dataset(
    name="work_plan",
    label="年度任务分解表",
    kind=DatasetKind.OFFICE,
    grain="年度计划中的一个事项",
    key=("item_id",),
    reporters=("office",),
    cadence=Cadence.YEAR,
    due_day=None,
    tasks=ALL_TASKS,
    columns=(
        Column(f.ITEM_ID, LOAD),
        Column(f.TASK_NO, LOAD),
        Column(f.ITEM_NAME, LOAD),
        Column(f.COUNTY, LOAD, whole_region=True),
        Column(f.LEAD_UNIT, LOAD),
        Column(f.ASSISTING_UNITS),
        Column(f.RESPONSIBLE_LEADER),
        Column(f.START_ON, COMPLETE),
        Column(f.DUE_ON, COMPLETE),
        Column(f.WEIGHT),
        Column(f.MILESTONES),
        Column(f.TARGET),
        Column(f.ITEM_SOURCE, COMPLETE),
        Column(f.REMARK),
        *submission_columns(),
    ),
    rules=(RowRule(Rule.NOT_ABOVE, ("start_on", "due_on"), "起始时间不能晚于完成时限，请核对。"),),
    ignored_headings=COUNTERS,
    reasoned=True,
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
    tasks=ALL_TASKS,
    aliases=("重点任务进展情况调度表", "任务进展"),
    columns=(
        Column(f.ITEM_ID, LOAD, references="work_plan"),
        Column(f.TASK_NO, COMPLETE),
        Column(f.ITEM_NAME, COMPLETE),
        Column(f.COUNTY, LOAD, whole_region=True),
        Column(f.ACTUAL_PCT, LOAD),
        Column(f.ITEM_STATUS, COMPLETE),
        Column(f.PROGRESS_TEXT, COMPLETE),
        Column(f.PROBLEM),
        Column(f.NEXT_STEP),
        Column(f.ESCALATION),
        Column(f.EVIDENCE),
        Column(f.REMARK),
        *submission_columns(),
    ),
    rules=(RowRule(Rule.REQUIRED_IF, ("evidence",), when=When("status", ("done",))),),
    # The baseline belongs to the office: what units retype of it is passed over.
    ignored_headings=(
        *COUNTERS, "牵头单位", "责任单位", "起始时间", "完成时限", "权重", "本期节点", "计划进度",
    ),
    description="各单位每月自报的进度。起止时间、权重以年度任务分解表为准，表内重填的不采用。",
)  # fmt: skip
