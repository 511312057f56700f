"""七项重点任务: the items of the plan with their last reports, judged and rolled up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gwdash.assess.lamps import URGENCY, Lamp
from gwdash.assess.milestones import parse as parse_milestones
from gwdash.assess.progress import (
    DEFAULT_RULE,
    Item,
    Judgement,
    ProgressRule,
    Rollup,
    judge,
    roll_up,
)
from gwdash.queries.evidence import Place
from gwdash.queries.evidence import place as evidence_place
from gwdash.queries.ledger_row import records
from gwdash.queries.source import Source, last_day, previous
from gwdash.queries.values import day, number, text
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.registry.model import Task
from gwdash.registry.region import REGION
from gwdash.registry.row_keys import row_key
from gwdash.scope import Scope

#: Items that a meeting decided, which the tile 议定事项办结率 counts.
DECISION = "decision"


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item of the plan with its last report and the judgement of the period."""

    item_id: str
    task_no: str
    name: str
    county_code: str | None
    lead_unit: str
    source: str
    milestones: str
    target: str
    item: Item
    judgement: Judgement
    progress_text: str
    problem: str
    next_step: str
    escalation: str
    evidence: str
    """What was typed about evidence; it proves nothing by itself."""
    n_evidence: int
    """How many files are attached to the item or to its last report."""
    reported_pct: float | None
    """自报进度, what the unit itself said last."""
    verified_pct: float | None
    """核定进度; it counts instead where the office entered one."""
    verified_note: str
    reporter: str
    """Who handed in the last report, empty for none."""
    reported_period: str
    origin: str
    """File, sheet and cell of the report (or of the plan while nobody has reported)."""
    place: Place | None = None
    """The same cell as it is opened."""
    assisting: tuple[str, ...] = ()
    """Codes of the units that assist."""

    @property
    def lamp(self) -> Lamp:
        """The item's lamp."""
        return self.judgement.lamp

    @property
    def differs(self) -> bool:
        """Whether the office verified another figure than the unit reported."""
        return self.verified_pct is not None and self.verified_pct != self.reported_pct

    @property
    def row_key(self) -> str:
        """The key under which evidence is attached to the item's report."""
        key = {"item_id": self.item_id, "county_code": self.county_code or ""}
        return row_key(TASK_PROGRESS, key)

    @property
    def owner(self) -> str:
        """Who answers for the item, as people say it."""
        if self.county_code and self.county_code != REGION.code:
            return REGION.place_name(self.county_code)
        return reporter_name(self.lead_unit)


@dataclass(frozen=True, slots=True)
class TaskView:
    """One key task in a period, with the change against the period before."""

    task: Task
    now: Rollup
    change_pp: float | None
    items: tuple[PlanItem, ...]

    @property
    def leads(self) -> str:
        """The lead units' short names."""
        return "、".join(REGION.unit(code).short_name for code in self.task.lead_units)


def plan_items(source: Source, scope: Scope, rule: ProgressRule = DEFAULT_RULE) -> list[PlanItem]:
    """Return the items in force at the end of the period, the most urgent first."""
    as_of = last_day(scope)
    found = plan_items_on(source, [as_of], scope.county, lambda _, __: True, rule)
    return sorted(found[as_of], key=urgency)


def plan_items_on(
    source: Source,
    days: Sequence[date],
    county: str,
    wanted: Callable[[Item, Judgement], bool],
    rule: ProgressRule = DEFAULT_RULE,
) -> dict[date, list[PlanItem]]:
    """Return the items in force on each of the days that are wanted as they are judged there."""
    found: dict[date, list[PlanItem]] = {day: [] for day in days}
    for row in records(source.columns("plan_items", as_ofs=list(days), county=county)):
        as_of = row["as_of"]
        item = _item(row, as_of)
        judgement = judge(item, as_of, rule)
        if wanted(item, judgement):
            found[as_of].append(_plan_item(row, item, judgement))
    return found


def urgency(item: PlanItem) -> tuple[int, int, float, str]:
    """Return the key that puts what needs attention first."""
    judgement = item.judgement
    deviation = judgement.deviation_pp if judgement.deviation_pp is not None else 0.0
    return URGENCY[item.lamp], -judgement.overdue_days, deviation, item.item_id


def earlier_items(source: Source, scope: Scope) -> list[PlanItem]:
    """Return the items as they stood one period earlier, which changes are told against."""
    return plan_items(source, previous(scope))


def tasks(scope: Scope, items: Sequence[PlanItem], earlier: Sequence[PlanItem]) -> list[TaskView]:
    """Return the key tasks in their order, each rolled up by weight."""
    as_of, before = last_day(scope), last_day(previous(scope))
    views = []
    for task in REGION.tasks:
        own = tuple(item for item in items if item.task_no == task.no)
        now = roll_up([i.item for i in own], as_of)
        then = roll_up([i.item for i in earlier if i.task_no == task.no], before)
        views.append(TaskView(task, now, _change(now, then), own))
    return views


def overall(
    scope: Scope, items: Sequence[PlanItem], earlier: Sequence[PlanItem]
) -> tuple[Rollup, float | None]:
    """Return all items as one, and the change against the period before in points."""
    now = roll_up([i.item for i in items], last_day(scope))
    then = roll_up([i.item for i in earlier], last_day(previous(scope)))
    return now, _change(now, then)


def by_county(items: Iterable[PlanItem], as_of: date) -> dict[str, Rollup]:
    """Return each county's own items as one; a city item is nobody's county item."""
    own: dict[str, list[Item]] = {county.code: [] for county in REGION.counties}
    for item in items:
        if item.county_code in own:
            own[item.county_code].append(item.item)
    return {code: roll_up(of_county, as_of) for code, of_county in own.items()}


def reporter_name(code: str) -> str:
    """Return the short name of a unit or county code, the code itself for an unknown one."""
    found = REGION.find_reporter(code)
    return found.name if found else code


def _change(now: Rollup, then: Rollup) -> float | None:
    if now.actual_pct is None or then.actual_pct is None:
        return None
    return now.actual_pct - then.actual_pct


def _item(row: dict[Any, Any], as_of: date) -> Item:
    return Item(
        start_on=day(row["start_on"]),
        due_on=day(row["due_on"]),
        actual_pct=number(row["actual_pct"]),
        weight=number(row["weight"]) or 0.0,
        status=text(row["status"]) or "in_progress",
        has_evidence=bool(number(row["n_evidence"])),
        reported=day(row["reported_until"]) == as_of,
        milestones=parse_milestones(text(row["milestones"])),
    )


def _plan_item(row: dict[Any, Any], item: Item, judgement: Judgement) -> PlanItem:
    reported = row["file_name"] is not None
    kind = "" if reported else "plan_"
    file_name = row["file_name"] if reported else row["plan_file"]
    sheet = row["source_sheet" if reported else f"{kind}sheet"]
    cell = row["source_cell" if reported else f"{kind}cell"]
    return PlanItem(
        item_id=text(row["item_id"]),
        task_no=text(row["task_no"]),
        name=text(row["item_name"]),
        county_code=text(row["county_code"]) or None,
        lead_unit=text(row["lead_unit"]),
        source=text(row["item_source"]),
        milestones=text(row["milestones"]),
        target=text(row["target"]),
        item=item,
        judgement=judgement,
        progress_text=text(row["progress_text"]),
        problem=text(row["problem"]),
        next_step=text(row["next_step"]),
        escalation=text(row["escalation"]),
        evidence=text(row["evidence"]),
        n_evidence=int(number(row["n_evidence"]) or 0),
        reported_pct=number(row["reported_pct"]),
        verified_pct=number(row["verified_pct"]),
        verified_note=text(row["verified_note"]),
        reporter=text(row["reporter"]),
        reported_period=text(row["reported_period"]),
        origin=f"{text(file_name)} {text(sheet)}!{text(cell)}",
        place=evidence_place(row)
        if reported
        else evidence_place(row, "plan_", "plan_submission_id"),
        assisting=tuple(code for code in text(row["assisting_units"]).split(";") if code),
    )
