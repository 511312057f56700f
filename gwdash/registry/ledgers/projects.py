"""Projects and their money."""

from gwdash.registry.fields import common as f
from gwdash.registry.fields import projects as p
from gwdash.registry.ledgers.shared import (
    ALL_TASKS,
    COMPLETE,
    COUNTERS,
    LOAD,
    submission_columns,
)
from gwdash.registry.model import Cadence, Column, Dataset, DatasetKind, RowRule, Rule, When
from gwdash.registry.thresholds import AMOUNT_TOLERANCE


def _sum_of_levels(stage: str, label: str) -> RowRule:
    return RowRule(
        Rule.SUM_EQUALS,
        (f"{stage}_10k_yuan", *(f"{stage}_{level}_10k_yuan" for level, _ in p.LEVELS)),
        f"{label}应等于中央、省级、市县三级之和，请核对。",
        threshold=AMOUNT_TOLERANCE, warns=True, source=AMOUNT_TOLERANCE.source,
    )  # fmt: skip


def _not_above_by_level(less: str, more: str, labels: str) -> tuple[RowRule, ...]:
    return tuple(
        RowRule(
            Rule.NOT_ABOVE,
            (f"{less}_{level}_10k_yuan", f"{more}_{level}_10k_yuan"),
            f"{word}{labels}，请核对。",
            warns=True,
        )
        for level, word in p.LEVELS
    )


PROJECT = Dataset(
    name="project",
    label="项目与资金台账",
    kind=DatasetKind.REGISTER,
    grain="一个项目",
    key=("project_id",),
    reporters=("units", "counties"),
    cadence=Cadence.QUARTER,
    due_day=10,
    tasks=ALL_TASKS,
    aliases=("项目台账", "项目资金台账"),
    columns=(
        Column(p.PROJECT_ID, LOAD),
        Column(p.PROJECT_NAME, LOAD),
        Column(f.TASK_NO, COMPLETE, aliases=("对应任务",)),
        Column(f.COUNTY, LOAD, whole_region=True),
        Column(p.APPLICANT, COMPLETE),
        Column(p.INVESTMENT, COMPLETE),
        Column(p.ALLOCATED),
        *map(Column, p.ALLOCATED_BY_LEVEL),
        Column(p.ALLOCATION_DOC),
        Column(p.RECEIVED),
        *map(Column, p.RECEIVED_BY_LEVEL),
        Column(p.RECEIVED_ON),
        Column(p.SPENT),
        *map(Column, p.SPENT_BY_LEVEL),
        Column(p.POOL_STATE, COMPLETE),
        Column(p.STATE, COMPLETE),
        Column(p.STARTED_ON),
        Column(p.FINISHED_ON),
        Column(f.EVIDENCE),
        Column(f.REMARK),
        *submission_columns(),
    ),
    rules=(
        _sum_of_levels("allocated", "下达资金"),
        _sum_of_levels("received", "到位资金"),
        _sum_of_levels("spent", "支出金额"),
        RowRule(Rule.NOT_ABOVE, ("spent_10k_yuan", "received_10k_yuan"),
                "支出金额不能大于到位资金，请核对。"),
        RowRule(Rule.NOT_ABOVE, ("received_10k_yuan", "allocated_10k_yuan"),
                "到位资金不能大于下达资金，请核对。"),
        *_not_above_by_level("spent", "received", "支出金额大于到位资金"),
        *_not_above_by_level("received", "allocated", "到位资金大于下达资金"),
        RowRule(Rule.NOT_ABOVE, ("allocated_10k_yuan", "investment_10k_yuan"),
                "下达资金大于总投资，请核对。", warns=True),
        RowRule(Rule.REQUIRED_IF, ("allocation_doc_no",), when=When("allocated_10k_yuan")),
        RowRule(Rule.REQUIRED_IF, ("received_on",), when=When("received_10k_yuan")),
        RowRule(Rule.NOT_ABOVE, ("started_on", "finished_on"),
                "完工日期不能早于开工日期，请核对。"),
        RowRule(Rule.REQUIRED_IF, ("finished_on",),
                when=When("build_state", ("finished", "accepted"))),
    ),
    ignored_headings=COUNTERS,
    description="资金按中央、省级、市县三级填报下达、到位、支出，附下达文号；金额单位为万元。",
)  # fmt: skip
