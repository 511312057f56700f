"""The cards of 总览: seven tasks, problems, the map, the counties."""

from collections.abc import Mapping, Sequence

from gwdash.assess.lamps import FACES, Lamp
from gwdash.assess.progress import FULL_PCT, ProgressRule, Rollup
from gwdash.charts.region_image import Shade
from gwdash.queries.network import Running, Well
from gwdash.queries.problems import Problem
from gwdash.queries.progress import PlanItem, TaskView
from gwdash.queries.reporting import ReportState
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import (
    NOTHING,
    bullet,
    change,
    mark,
    percent,
    pill,
    signed,
    source,
)
from gwdash.ui.components.region_map import Dot, region_map
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_NUMERALS = "一二三四五六七八九"
_SHOWN_PROBLEMS = 6
_NO_PROBLEM = "本期没有严重滞后、断数或超标的事项。"
_NO_COUNTY_ITEMS = "本期任务分解表中没有县市区的事项，进度在下达后显示。"
_NO_WELLS = "台账中还没有本区的监测井，图上没有井的符号。"
_NO_PLAN = "还没有年度任务分解表，无法判断哪些事项滞后。"
_NAMED_MISSING = 6
#: Progress at and below which a county is palest on the map.
_PALEST_PCT = 40.0


def task_card(frame: Frame, tasks: Sequence[TaskView], rule: ProgressRule) -> Html:
    """Return the seven tasks as bullet bars."""
    hint = (
        f"色条＝实际完成，竖线＝序时进度；按期末计算，允许偏差 {-rule.behind_below_pp:g} 个百分点"
    )
    return div(
        "gw-card",
        tag("h2", "七项重点任务", tag("small", hint, title=rule.sentence)),
        div("gw-tasks", [_task(frame, view) for view in tasks]),
        source(f"{frame.source_line} · 点击任一行查看事项和来源单元格"),
    )


def _task(frame: Frame, view: TaskView) -> Html:
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
    )
    return tag("a", row, href=frame.address("tasks", task=view.task.no))


def problem_card(
    frame: Frame, found: Sequence[Problem], reports: ReportState, items: Sequence[PlanItem]
) -> Html:
    """Return the worst problems; missing reports and requests stand apart below them."""
    rows: list[Html] = [_problem(frame, problem) for problem in found[:_SHOWN_PROBLEMS]]
    if not rows:
        rows = [div("gw-empty", _NO_PROBLEM if items else _NO_PLAN)]
    asked = [item for item in items if item.escalation]
    return div(
        "gw-card",
        tag("h2", "突出问题", tag("small", f"共 {len(found)} 项，按严重程度和逾期天数排列")),
        div("gw-problems", *rows),
        div("gw-foot", _missing(reports), _requests(asked)),
    )


def _problem(frame: Frame, problem: Problem) -> Html:
    name, value = problem.choice
    more = {name: value} if name else {}
    row = div(
        "gw-problem",
        mark(problem.lamp),
        span("", problem.text, title=problem.text),
        span("gw-muted", problem.owner),
        span("gw-num", problem.since),
    )
    return tag("a", row, href=frame.address(problem.page, **more))


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


def map_card(
    frame: Frame, counties: Mapping[str, Rollup], wells: Sequence[Well], running: Running
) -> Html:
    """Return the map: counties by progress, wells by state."""
    shades = {code: _shade(frame, code, rolled) for code, rolled in counties.items()}
    dots = [dot for well in wells if (dot := _dot(well, frame)) is not None]
    legend = (
        div("gw-legend", _NO_WELLS)
        if not running.total
        else div(
            "gw-legend",
            span("", mark(Lamp.ON_TRACK), f" 正常 {running.normal}"),
            span("", mark(Lamp.BEHIND), f" 连续无数据 {running.silent}"),
            span("", mark(Lamp.FAR_BEHIND), f" 故障、损毁、停用等 {running.broken}"),
            span("", mark(Lamp.NOT_REPORTED), f" 未填状态 {running.unknown}")
            if running.unknown
            else None,
        )
    )
    return div(
        "gw-card",
        tag("h2", "县市区进度与监测井", tag("small", "颜色越深进度越高；斜线为本期未报、沿用上期")),
        region_map(shades, dots, frame.colours),
        legend,
        source("底图为内部资料，仅作示意，不作划界依据；饮用水源井位置按约1公里取整"),
    )


def _shade(frame: Frame, code: str, rolled: Rollup) -> Shade:
    if rolled.actual_pct is None:
        return Shade(None, "未报" if rolled.n_items else "")
    carried = rolled.n_reported == 0
    return Shade(
        (rolled.actual_pct - _PALEST_PCT) / (FULL_PCT - _PALEST_PCT),
        percent(rolled.actual_pct, 0),
        carried,
        frame.address("overview", county=code),
    )


def _dot(well: Well, frame: Frame) -> Dot | None:
    if well.lon is None or well.lat is None or not (well.registered and well.county_code):
        return None
    silent = well.silent(frame.as_of)
    kind = "behind" if silent else ("on_track" if well.running else "far_behind")
    if not well.state:
        kind = "not_reported"
    words = f"连续 {well.silent_periods(frame.as_of)} 期无数据" if silent else well.state_label
    return Dot(well.lon, well.lat, kind, f"{well.title}　{words}")


def county_card(frame: Frame, counties: Mapping[str, Rollup], items: Sequence[PlanItem]) -> Html:
    """Return the counties by progress; ranks come with the scoring scheme and not before."""
    listed = [REGION.county(code) for code in counties]
    if frame.scope.county:
        listed = [county for county in listed if county.code == frame.scope.county]
    if not any(rolled.n_items for rolled in counties.values()):
        return div("gw-card", tag("h2", "县市区任务进度"), div("gw-empty", _NO_COUNTY_ITEMS))
    order = sorted(listed, key=lambda c: (-(counties[c.code].actual_pct or -1.0), c.code))
    rows = [_county(frame, c.code, counties[c.code], items) for c in order]
    return div(
        "gw-card",
        tag("h2", "县市区任务进度", tag("small", "下行为差距最大的事项")),
        div("gw-places", *rows),
        source("名次在考核方案录入并经办公室审定后显示，目前按进度排列，不是排名。"),
    )


def _county(frame: Frame, code: str, rolled: Rollup, items: Sequence[PlanItem]) -> Html:
    carried = rolled.n_reported == 0 and rolled.actual_pct is not None
    own = [i for i in items if i.county_code == code and i.judgement.deviation_pp is not None]
    worst = min(own, key=lambda i: i.judgement.deviation_pp or 0.0, default=None)
    gap = worst.judgement.deviation_pp if worst else None
    under = (
        f"{worst.name} {signed(gap, 0)}"
        if worst and gap is not None and gap < 0
        else "各项均达到序时"
    )
    if carried:
        under = f"本期未报，沿用上期；{under}"
    if rolled.actual_pct is None:
        under = "没有可计算的事项" if not rolled.n_items else "尚未报送"
    row = div(
        "gw-place",
        mark(rolled.lamp),
        span("gw-strong", REGION.county(code).name),
        div(
            "",
            bullet(rolled.actual_pct, rolled.expected_pct, rolled.lamp, hatched=carried),
            div("gw-under", under, title=under),
        ),
        span("gw-pct gw-num", NOTHING if rolled.actual_pct is None else f"{rolled.actual_pct:.1f}"),
        title=FACES[rolled.lamp].word,
    )
    return tag("a", row, href=frame.address("tasks", county=code))
