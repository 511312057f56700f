"""The cards of 任务进展: one a task, and the facts beside the open task's chart."""

from collections.abc import Sequence

from gwdash.assess.forecast import DEFAULT_RULE as FORECAST_RULE
from gwdash.assess.lamps import FACES, Lamp
from gwdash.queries.forecasts import Outlook
from gwdash.queries.progress import PlanItem, TaskView
from gwdash.ui.components.marks import bullet, change, mark, percent, pill, signed
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_NUMERALS = "一二三四五六七八九"
_COUNTED = (Lamp.DONE, Lamp.ON_TRACK, Lamp.BEHIND, Lamp.FAR_BEHIND, Lamp.NOT_REPORTED)
_SHOWN_REQUESTS = 6


def card(view: TaskView, *, chosen: bool) -> Html:
    """Return one task's card."""
    now = view.now
    return div(
        f"gw-card gw-task-card{' gw-chosen' if chosen else ''}",
        div("gw-card-name", f"{_NUMERALS[int(view.task.no) - 1]}、{view.task.short_name}"),
        div("gw-card-row", pill(now.lamp), change(view.change_pp)),
        div(
            "gw-card-figure",
            percent(now.actual_pct),
            tag("small", f"序时 {percent(now.expected_pct)}"),
        ),
        bullet(now.actual_pct, now.expected_pct, now.lamp),
        div("gw-card-counts", _counts(now.lamps)),
    )


def _counts(lamps: dict[Lamp, int]) -> list[Html]:
    return [
        span("", mark(lamp), f" {lamps[lamp]}　", title=FACES[lamp].word)
        for lamp in _COUNTED
        if lamps.get(lamp)
    ]


def facts(frame: Frame, view: TaskView | None, items: Sequence[PlanItem], ahead: Outlook) -> Html:
    """Return what is said beside the chart: figures, requests to the city, who has not reported."""
    asked = [item for item in items if item.escalation]
    missing = sorted({item.owner for item in items if item.lamp is Lamp.NOT_REPORTED})
    return div(
        "",
        tag("h2", "本期要点　", _trace(frame, view), class_="gw-h2"),
        _figures(view) if view else None,
        tag("p", ahead.words, class_="gw-p gw-muted", title=FORECAST_RULE.sentence),
        tag("h3", f"提请市级协调事项（{len(asked)}）", class_="gw-h3"),
        [
            tag("p", tag("b", f"{item.owner}　"), item.escalation, class_="gw-p")
            for item in asked[:_SHOWN_REQUESTS]
        ]
        or tag("p", "本期没有提请市级协调的事项。", class_="gw-p gw-muted"),
        tag("h3", f"报送情况（{len(missing)} 家未报）", class_="gw-h3"),
        tag("p", "、".join(missing) or "各责任单位本期均已报送。", class_="gw-p"),
        tag("h3", "存在问题", class_="gw-h3"),
        _problems(items),
    )


def _trace(frame: Frame, view: TaskView | None) -> Html:
    if view is None:
        return trace_link(frame, "overall", "全部任务")
    return trace_link(frame, f"task:{view.task.no}", view.task.short_name)


def _figures(view: TaskView) -> Html:
    now = view.now
    gap = "—" if now.deviation_pp is None else f"{signed(now.deviation_pp)} 个百分点"
    rows = (
        ("实际进度", percent(now.actual_pct)),
        ("序时进度", percent(now.expected_pct)),
        ("差", gap),
        ("计入事项", f"{now.n_counted}/{now.n_items}"),
        ("本期已报", f"{now.n_reported}/{now.n_items}"),
        ("牵头单位", view.leads),
    )
    return div(
        "gw-figures",
        [div("", span("gw-muted", name), tag("b", value)) for name, value in rows],
        tag("p", view.task.lead_note, class_="gw-p gw-muted") if view.task.lead_note else None,
    )


def _problems(items: Sequence[PlanItem]) -> Html:
    said: dict[str, list[str]] = {}
    for item in items:
        if item.problem:
            said.setdefault(item.problem, []).append(item.owner)
    if not said:
        return tag("p", "各单位本期没有填报存在问题。", class_="gw-p gw-muted")
    lines = [
        tag("p", problem, span("gw-muted", f"　{'、'.join(dict.fromkeys(owners))}"), class_="gw-p")
        for problem, owners in sorted(said.items(), key=lambda pair: -len(pair[1]))
    ]
    return div("", lines[:_SHOWN_REQUESTS])
