"""Pieces that 成员单位 and the sheets of units and counties have in common."""

from collections.abc import Sequence

from gwdash.assess.lamps import FACES, Lamp
from gwdash.config import workspace
from gwdash.queries import decisions, progress
from gwdash.queries.calendar import FACES as DUTY_FACES
from gwdash.queries.calendar import Duty, Status
from gwdash.queries.decision import Answer, Decision
from gwdash.queries.members import Lead, Member, members
from gwdash.queries.problems import Problem, problems
from gwdash.queries.progress import PlanItem
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.ui.components.marks import NOTHING, percent, pill
from gwdash.ui.components.severity import severity_mark
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import calendar_kept
from gwdash.ui.views.decision_table import standing_pill

_LONGEST = 30


def everybody(frame: Frame) -> list[Member]:
    """Return every reporter in the frame's period; the strip's county narrows nothing here."""
    if frame.store is None or not workspace().is_dir():
        return []
    scope = Scope(frame.scope.period, "", frame.scope.include_new_area)
    month = Period.parse(scope.period)
    owed = calendar_kept.read(month, month).duties
    items = kept(frame.store, progress.plan_items, scope)
    return members(items, owed, kept(frame.store, problems, scope))


def decided(frame: Frame) -> tuple[Decision, ...]:
    """Return the decisions in force; the strip's county narrows nothing here."""
    if frame.store is None:
        return ()
    return kept(frame.store, decisions.decisions, Scope(frame.scope.period))


def decision_words(found: Sequence[Decision], code: str) -> str:
    """Return how many decisions a reporter owes and how many are overdue; empty for none."""
    own = decisions.tally(found, code)
    if not own.n_open:
        return ""
    late = f"（逾期 {own.n_overdue}）" if own.n_overdue else ""
    return f"议定事项未办结 {own.n_open}{late}"


def decision_table(found: Sequence[tuple[Decision, Answer]], frame: Frame) -> Html:
    """Return what a reporter answers for of what meetings decided, the most pressing first."""
    if not found:
        return div("gw-empty", "没有由本单位负责的议定事项。")
    words = ("状态", "议定事项", "分工", "办结时限", "办理情况", "溯源")
    rows = [
        tag(
            "tr",
            tag("td", standing_pill(one.standing, one.words), class_="gw-nowrap"),
            tag("td", tag("a", decision.text, class_="gw-link-quiet",
                          href=frame.address("decisions", decision=decision.key)),
                div("gw-small gw-muted", f"{decision.meeting_name}第{decision.no}项")),
            tag("td", one.item.role_label or NOTHING),
            tag("td", f"{one.item.due_on:%Y-%m-%d}" if one.item.due_on else "未填",
                class_="gw-nowrap"),
            tag("td", one.item.progress_text or NOTHING,
                div("gw-small gw-muted", one.extension_words) if one.extension_words else None),
            tag("td", trace_link(frame, f"decision:{decision.key}", decision.text)),
        )
        for decision, one in found[:_LONGEST]
    ]  # fmt: skip
    rest = len(found) - _LONGEST
    head = tag("thead", tag("tr", [tag("th", word) for word in words]))
    return div(
        "",
        div("gw-scroll", tag("table", head, tag("tbody", rows), class_="gw-table")),
        div("gw-source", f"只显示前 {_LONGEST} 项，另有 {rest} 项见“议定事项”。")
        if rest > 0
        else None,
    )


def lamp_counts(one: Member) -> list[Html]:
    """Return an own mark with its number for each lamp that occurs."""
    return [
        span(f"gw-nowrap gw-mark-{lamp.value}", f"{FACES[lamp].mark} {FACES[lamp].short} {n}")
        for lamp, n in one.lamps.items()
    ]


def lead_words(lead: Lead) -> Html:
    """Return a task that a unit leads, marked where the plan leaves that open."""
    doubt = span("gw-doubt", lead.doubt, title=lead.task.lead_note) if lead.doubt else None
    return span("gw-nowrap", f"{lead.task.no}. {lead.task.short_name} ", doubt)


def duty_table(duties: Sequence[Duty], frame: Frame) -> Html:
    """Return what is owed in the period, each with its state and a way to the calendar."""
    if not duties:
        return div("gw-empty", "本期没有到期应报的台账。")
    head = tag("tr", [tag("th", word) for word in ("台账", "报告期", "期限", "状态", "说明")])
    order = sorted(duties, key=lambda duty: list(Status).index(duty.status))
    rows = [_duty_row(duty, frame) for duty in order]
    return div("gw-scroll", tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table"))


def _duty_row(duty: Duty, frame: Frame) -> Html:
    face = DUTY_FACES[duty.status]
    address = frame.address("calendar", who=duty.reporter.code)
    late = f"迟 {duty.late_days} 天" if duty.late_days else ""
    one = duty.submission
    came = f"{one.submitted_at:%m-%d %H:%M} 第 {one.id} 号" if one else ""
    return tag(
        "tr",
        tag("td", tag("a", duty.dataset.label, href=address, class_="gw-link-quiet")),
        tag("td", duty.period.label, class_="gw-nowrap"),
        tag("td", f"{duty.due_on:%m-%d}", class_="gw-nowrap"),
        tag("td", span(f"gw-duty gw-duty-{duty.status.value}", f"{face.mark} {face.word}")),
        tag("td", f"{late} {came}".strip() or NOTHING, class_="gw-muted gw-small"),
    )


def item_table(items: Sequence[PlanItem], frame: Frame) -> Html:
    """Return items with their lamp, progress against 序时 and deadline."""
    if not items:
        return div("gw-empty", "年度任务分解表中没有由本单位负责的事项。")
    words = ("状态", "工作事项", "实际 / 序时", "完成时限", "存在问题", "下一步", "溯源")
    rows = [_item_row(item, frame) for item in items]
    return div(
        "gw-scroll",
        tag(
            "table", tag("thead", tag("tr", [tag("th", word) for word in words])),
            tag("tbody", rows), class_="gw-table",
        ),
    )  # fmt: skip


def _item_row(item: PlanItem, frame: Frame) -> Html:
    due = f"{item.item.due_on:%Y-%m-%d}" if item.item.due_on else "长期坚持"
    note = item.judgement.note
    expected = percent(item.judgement.expected_pct)
    return tag(
        "tr",
        tag("td", pill(item.lamp), div("gw-small gw-muted", note) if note else None),
        tag("td", tag("b", item.name), div("gw-small gw-muted", item.item_id)),
        tag("td", f"{percent(item.item.actual_pct)} / {expected}", class_="gw-nowrap"),
        tag("td", due, class_="gw-nowrap"),
        tag("td", item.problem or NOTHING),
        tag("td", item.next_step or NOTHING),
        tag("td", trace_link(frame, f"item:{item.item_id}", item.name)),
    )


def problem_table(found: Sequence[Problem], frame: Frame) -> Html:
    """Return problems with their severity, since when, and the row behind each."""
    if not found:
        return div("gw-empty", "没有突出问题。")
    words = ("等级", "问题", "责任单位", "自何时", "时长", "溯源")
    rows = [
        tag(
            "tr",
            tag("td", severity_mark(one.kind.severity, word=True)),
            tag("td", one.text, div("gw-small gw-muted", one.note) if one.note else None),
            tag("td", one.owner, class_="gw-nowrap"),
            tag("td", f"{one.since_on:%Y-%m-%d}" if one.since_on else NOTHING,
                class_="gw-nowrap"),
            tag("td", one.since, class_="gw-nowrap gw-strong"),
            tag("td", trace_link(frame, f"problem:{one.key}", one.text)),
        )
        for one in found[:_LONGEST]
    ]  # fmt: skip
    rest = len(found) - _LONGEST
    return div(
        "",
        div(
            "gw-scroll",
            tag(
                "table", tag("thead", tag("tr", [tag("th", word) for word in words])),
                tag("tbody", rows), class_="gw-table",
            ),
        ),
        div("gw-source", f"只显示前 {_LONGEST} 项，另有 {rest} 项见“突出问题”。")
        if rest > 0
        else None,
    )  # fmt: skip


def promised(items: Sequence[PlanItem]) -> list[PlanItem]:
    """Return what was promised and is not done: items decided or with a next step."""
    return [item for item in items if item.next_step and item.lamp is not Lamp.DONE]
