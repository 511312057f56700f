"""The left cards of 总览: the seven tasks and the problems."""

from collections.abc import Mapping, Sequence

from gwdash.assess.forecast import Forecast
from gwdash.assess.lamps import Lamp
from gwdash.assess.progress import ProgressRule
from gwdash.queries.forecasts import outlook
from gwdash.queries.problems import Line, Problem, short_list
from gwdash.queries.progress import PlanItem, TaskView
from gwdash.queries.reporting import ReportState
from gwdash.ui.components.marks import (
    bullet,
    change,
    mark,
    percent,
    pill,
    source,
)
from gwdash.ui.components.missing import without_plan
from gwdash.ui.components.severity import severity_mark
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_NUMERALS = "一二三四五六七八九"
_SHOWN_PROBLEMS = 6
_NO_PROBLEM = "本期没有突出问题。"
_NO_PLAN = "还没有年度任务分解表，无法判断哪些事项滞后。"
_NAMED_MISSING = 6


def task_card(
    frame: Frame, tasks: Sequence[TaskView], rule: ProgressRule, ahead: Mapping[str, Forecast]
) -> Html:
    """Return the seven tasks as bullet bars; a pointer shows what their pace leads to."""
    hint = (
        f"色条＝实际完成，竖线＝序时进度；按期末计算，允许偏差 {-rule.behind_below_pp:g} 个百分点；"
        "末列为较上期变化（百分点）"
    )
    return div(
        "gw-card",
        tag("h2", "七项重点任务", tag("small", hint, title=rule.sentence)),
        div("gw-tasks", [_task(frame, view, ahead) for view in tasks]),
        source(f"{frame.source_line} · 点击任一行查看事项和来源单元格"),
    )


def _task(frame: Frame, view: TaskView, ahead: Mapping[str, Forecast]) -> Html:
    now = view.now
    expected = tag("small", f" / {percent(now.expected_pct, 0)}")
    row = div(
        "gw-task",
        pill(now.lamp),
        span("gw-name", f"{_NUMERALS[int(view.task.no) - 1]}、{view.task.short_name}"),
        bullet(now.actual_pct, now.expected_pct, now.lamp),
        span("gw-pct gw-num", percent(now.actual_pct, 0), expected),
        span("gw-muted", view.leads, title=view.task.lead_note or None),
        change(view.change_pp),
        title=outlook(view.items, ahead).words,
    )
    address = frame.address("tasks", task=view.task.no)
    traced = trace_link(frame, f"task:{view.task.no}", view.task.short_name)
    return div("gw-traced-row", tag("a", row, href=address), traced)


def problem_card(
    frame: Frame, found: Sequence[Problem], reports: ReportState, items: Sequence[PlanItem]
) -> Html:
    """Return the worst problems; missing reports and requests stand apart below them."""
    rows: list[Html] = [_problem(frame, line) for line in short_list(found)[:_SHOWN_PROBLEMS]]
    if not rows:
        known = items or frame.scope.county
        rows = [div("gw-empty", _NO_PROBLEM) if known else without_plan(_NO_PLAN)]
    asked = [item for item in items if item.escalation]
    return div(
        "gw-card",
        tag(
            "h2",
            tag("a", "突出问题", href=frame.address("problems")),
            tag("small", f"共 {len(found)} 项，按等级和天数排列，同一单位同类合并为一行")
            if found
            else None,
        ),
        div("gw-problems", *rows),
        div("gw-foot", _missing(reports), _requests(asked)),
    )


def _problem(frame: Frame, line: Line) -> Html:
    first = line.first
    row = div(
        "gw-problem",
        severity_mark(first.kind.severity),
        span("", line.text, title=line.text),
        span("gw-muted", first.owner),
        span("gw-num", first.since),
    )
    more = {"kind": first.kind.code, "unit": first.owner_code}
    return tag("a", row, href=frame.address("problems", **more))


def _missing(reports: ReportState) -> Html:
    names = [reporter.name for reporter in reports.missing]
    if not names:
        return div("", tag("b", "报送情况　"), f"本期 {reports.n_due} 家全部已报。")
    shown = "、".join(names[:_NAMED_MISSING]) + (" 等" if len(names) > _NAMED_MISSING else "")
    return div("", tag("b", "报送情况　"), mark(Lamp.NOT_REPORTED), f" {shown}本期未报")


def _requests(asked: Sequence[PlanItem]) -> Html:
    if not asked:
        return div("gw-muted", tag("b", "提请市级协调　"), "本期没有。")
    first = f"{asked[0].owner}：{asked[0].escalation}"
    more = f"（共 {len(asked)} 项）" if len(asked) > 1 else ""
    return div("", tag("b", "提请市级协调　"), first, span("gw-muted", more))
