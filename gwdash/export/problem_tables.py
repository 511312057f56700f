"""突出问题 and its 销号 records as tables to take away."""

from collections.abc import Mapping, Sequence

from gwdash.export.page_tables import Origin
from gwdash.export.tables import NativeChart, Table, framed
from gwdash.queries.evidence import FileFacts
from gwdash.queries.problem_cases import REVIEWED, Case
from gwdash.queries.problems import Problem
from gwdash.queries.progress import PlanItem, reporter_name
from gwdash.registry.problems import PROBLEM_KINDS, Severity

#: The words of the severities in tables.
SEVERITY_WORDS = {Severity.SERIOUS: "严重", Severity.NOTABLE: "较重"}


def problems_table(
    found: Sequence[Problem], origin: Origin, known: Mapping[int, FileFacts] | None = None
) -> Table:
    """Return 突出问题, the gravest first; `known` are the facts of the files they stand in."""
    headings = (
        "等级", "类别", "问题", "责任单位", "督办单位", "起始日期", "天数", "程度", "说明",
        "来源文件", "工作表", "单元格",
    )  # fmt: skip
    rows = [
        (
            SEVERITY_WORDS[one.kind.severity], one.kind.label, one.text, one.owner,
            "、".join(map(reporter_name, one.supervisors)) or None, one.since_on, one.days,
            one.since, one.note or None, *_place(one, known or {}),
        )
        for one in found
    ]  # fmt: skip
    notes = (
        f"共 {len(rows)} 项，按等级、类别和天数排列。",
        "认定规则和依据见“突出问题分类”表。",
    )
    return Table("突出问题", framed(headings, rows), origin.period, origin.source, notes)


def kinds_table(found: Sequence[Problem], origin: Origin) -> Table:
    """Return how many problems there are of each kind, with the rule of each."""
    headings = ("类别", "等级", "问题数", "认定规则", "依据")
    rows = [
        (
            kind.label, SEVERITY_WORDS[kind.severity], sum(one.kind is kind for one in found),
            kind.rule, kind.source,
        )
        for kind in PROBLEM_KINDS
    ]  # fmt: skip
    chart = NativeChart("bar", "类别", ("问题数",), "项")
    return Table("突出问题分类", framed(headings, rows), origin.period, origin.source, chart=chart)


def closing_table(found: Sequence[Case], origin: Origin) -> Table:
    """Return the problems that the rows show no more, with every step that people took."""
    headings = (
        "问题", "责任单位", "状态", "台账最后显示", "步骤", "办理时间", "经办人", "说明",
        "佐证材料",
    )  # fmt: skip
    rows: list[Sequence[object]] = []
    for case in found:
        head = (case.problem.text, case.problem.owner, case.standing.label, case.last_present_on)
        rows += [
            (
                *head, step.step.label, step.at, step.actor, step.note,
                "、".join(proof.file_name for proof in step.evidence) or None,
            )
            for step in case.history
        ] or [(*head, REVIEWED if case.is_reviewed else None, *(None,) * 4)]  # fmt: skip
    notes = ("台账数据显示问题已消除的列为拟销号；申请、现场核查、审核、销号由人员办理。",)
    return Table("拟销号和销号记录", framed(headings, rows), origin.period, origin.source, notes)


def requests_table(asked: Sequence[PlanItem], origin: Origin) -> Table:
    """Return what units and counties ask the city to coordinate."""
    headings = ("责任单位", "工作事项", "提请市级协调事项", "填报期", "数据溯源")
    rows = [
        (one.owner, one.name, one.escalation, one.reported_period or None, one.origin)
        for one in asked
    ]
    return Table("提请市级协调事项", framed(headings, rows), origin.period, origin.source)


def _place(one: Problem, known: Mapping[int, FileFacts]) -> tuple[object, object, object]:
    if one.origin is None:
        return None, None, None
    facts = known.get(one.origin.submission_id)
    return facts.file_name if facts else None, one.origin.sheet, one.origin.cell
