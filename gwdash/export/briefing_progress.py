"""总体进展 and each key task as blocks of a briefing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gwdash.assess import briefing_words as say
from gwdash.assess import briefing_words_progress as words
from gwdash.assess.briefing_words_progress import Progress
from gwdash.assess.forecast import DEFAULT_RULE as FORECAST
from gwdash.assess.lamps import Lamp, lamp_of_count
from gwdash.assess.progress import DEFAULT_RULE, Rollup
from gwdash.export import briefing_brief as brief
from gwdash.export.briefing import Block, Figure
from gwdash.export.briefing_base import (
    NOTHING,
    Material,
    by_most,
    county_map,
    has_value,
    notes,
    owners_table,
    rate_figure,
    reading,
    short,
    unplaced,
    verdict,
)
from gwdash.export.briefing_funds import funds_figure, funds_text
from gwdash.export.page_tables import counties_table, items_table, tasks_table
from gwdash.export.tables import NativeChart, Table, framed
from gwdash.queries import map_shades, progress
from gwdash.queries.forecasts import outlook
from gwdash.queries.indicators import Compared
from gwdash.queries.members import Lead
from gwdash.queries.progress import PlanItem, TaskView
from gwdash.registry.agenda import Topic
from gwdash.registry.indicator_list import INDICATORS

_ACTUAL, _EXPECTED = "实际进度（%）", "序时进度（%）"
_SHORT_ITEMS = ("工作事项", "责任单位", "状态", _ACTUAL, _EXPECTED, "差（百分点）", "完成时限")
_SHORT_TASKS = (
    "重点任务",
    "状态",
    _ACTUAL,
    _EXPECTED,
    "差（百分点）",
    "较上期（百分点）",
    "牵头单位",
)
_NO_PLAN = "还没有年度任务分解表，任务进展无法判断"


def overall(about: Material, topic: Topic) -> Block:
    """Return 总体进展: how many items stand how, how far they are, what it leads to."""
    facts = about.facts
    found = _progress(
        facts.overall, facts.change_pp, facts.items, _lamps(facts.earlier_items)
    )  # fmt: skip
    said = outlook(facts.items, facts.ahead)
    latest = f"{said.latest.owner}“{said.latest.name}”" if said.latest else ""
    ahead = words.Ahead(said.n_items, said.n_forecast, said.n_late, latest, said.late_days)
    tasks = tasks_table(facts.tasks, about.origin)
    title = "严重滞后事项按责任单位"
    red = (owners_table(title, found.far_behind_at, about.origin),) if found.far_behind_at else ()
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.message(found) if facts.items else _NO_PLAN,
        _overall_text(about, found, ahead),
        (*_level_figures(found, "overall"), *_state_figures(about, found, ahead)),
        (short(tasks, _SHORT_TASKS), _lamps_table(about, found), *map(short, red)),
        county_map("县市区任务进度", map_shades.of_progress(facts.counties),
                   unplaced(map_shades.of_progress(facts.counties))),
        notes(topic, DEFAULT_RULE.sentence, FORECAST.sentence),
        (tasks, counties_table(facts.counties, about.origin),
         items_table(facts.items, about.origin), *red),
        brief.overall(about, found, ahead) if facts.items else (),
    )  # fmt: skip


def _overall_text(about: Material, found: Progress, ahead: words.Ahead) -> tuple[str, ...]:
    if not found.n_items:
        return (f"{_NO_PLAN}。", *funds_text(about))
    text = (
        words.counted(found, f"{about.until}，年度任务分解表共列任务事项") + words.level(found),
        words.moved(found) + words.silence(found),
        words.red_owners(found),
        words.ahead(ahead),
        *funds_text(about),
    )
    return tuple(one for one in text if one)


def _state_figures(about: Material, found: Progress, ahead: words.Ahead) -> tuple[Figure, ...]:
    facts = about.facts
    red, before = found.n(Lamp.FAR_BEHIND), found.lamps_before.get(Lamp.FAR_BEHIND, 0)
    figures = [
        Figure(
            "严重滞后事项", str(red) if found.n_items else NOTHING, "项",
            say.count_change(red, before) if found.lamps_before else "没有可比的上期",
            lamp_of_count(red, Lamp.FAR_BEHIND, found.n(Lamp.NOT_REPORTED)) if found.n_items
            else Lamp.NOT_REPORTED, "far_behind",
        ),
        rate_figure(reading(about, "src_ok"), "indicator:src_ok", "水源水质达标"),
        rate_figure(reading(about, "action_rate"), "indicator:action_rate", "议定事项办结率"),
        Figure(
            "本期未报送", str(len(facts.reports.missing)), f"/{facts.reports.n_due}家",
            "重点任务进展情况表",
            Lamp.FAR_BEHIND if facts.reports.missing else Lamp.ON_TRACK, "missing",
        ),
        *_silent_figure(found),
        *funds_figure(about),
    ]  # fmt: skip
    if ahead.n_forecast:
        late = f"，最迟晚于时限{ahead.late_days}天" if ahead.n_late else ""
        line = f"可测算{ahead.n_forecast}/{ahead.n_items}项{late}"
        figures.append(Figure("按近期速度不能按时完成（内部测算）", str(ahead.n_late), "项", line))
    return tuple(figures)


def _level_figures(found: Progress, trace: str) -> tuple[Figure, ...]:
    if found.actual_pct is None or found.expected_pct is None or found.gap_pp is None:
        return (Figure("实际进度", NOTHING, "", "尚无可计算的事项", None, trace),)
    line = "，".join(
        part
        for part in (
            f"序时{say.percent(found.expected_pct)}",
            say.against(found.gap_pp, "序时"),
            say.change(found.change_pp),
            f"{found.n_counted}/{found.n_items}项计入",
        )
        if part
    )
    shown = say.percent(found.actual_pct).removesuffix("%")
    return (Figure("实际进度", shown, "%", line, found.lamp, trace),)


def _silent_figure(found: Progress) -> tuple[Figure, ...]:
    silent = found.n(Lamp.NOT_REPORTED)
    if not silent:
        return ()
    line = f"其中从未报送{found.n_never}项"
    return (Figure("本期未报送事项", str(silent), "项", line, Lamp.NOT_REPORTED),)


def _lamps_table(about: Material, found: Progress) -> Table:
    """Return how many items have each lamp, now and one period earlier."""
    before = found.lamps_before
    rows = [
        (words.lamp_word(lamp), found.n(lamp), before.get(lamp, 0) if before else None)
        for lamp in words.COUNTED
        if found.n(lamp) or before.get(lamp)
    ]
    rows.append(("合计", found.n_items, sum(before.values()) if before else None))
    headings = ("状态", "本期（项）", "上期（项）")
    return Table(
        "任务事项按状态", framed(headings, rows), about.origin.period, about.origin.source,
        ("单位：项。",),
    )  # fmt: skip


def task(about: Material, topic: Topic) -> Block:
    """Return one key task: its items against 序时, its indicators, who is behind."""
    facts = about.facts
    view = next(one for one in facts.tasks if one.task.no == topic.task_no)
    earlier = [one for one in facts.earlier_items if one.task_no == topic.task_no]
    found = _progress(view.now, view.change_pp, view.items, _lamps(earlier))
    readings = _readings(about, topic.task_no)
    items = items_table(view.items, about.origin)
    counties = progress.by_county(view.items, about.as_of)
    shading = map_shades.of_progress(counties, f"{view.task.short_name}进度")
    lamps = _lamps_table(about, found)
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.message(found) if facts.items else _NO_PLAN,
        _task_text(view, found, readings),
        (
            *_level_figures(found, f"task:{topic.task_no}"),
            *_counted_figures(found),
            *(rate_figure(one, f"indicator:{one.now.indicator.code}") for one in readings),
        ),
        (_drawn_items(items), _readings_table(about, readings), lamps),
        county_map(f"{view.task.short_name}：县市区任务进度", shading, unplaced(shading))
        if shading.valued
        else None,
        notes(topic, view.task.lead_note),
        (items,) if view.items else (),
        brief.task(view, found, readings),
    )


def _counted_figures(found: Progress) -> tuple[Figure, ...]:
    red, behind = found.n(Lamp.FAR_BEHIND), found.n(Lamp.BEHIND)
    silent = found.n(Lamp.NOT_REPORTED)
    line = f"未达序时进度{behind}项，共{found.n_items}项"
    lamp = Lamp.FAR_BEHIND if red else lamp_of_count(behind, Lamp.BEHIND, silent)
    return (Figure("严重滞后事项", str(red), "项", line, lamp), *_silent_figure(found))


def _drawn_items(items: Table) -> Table:
    shown = short(items, _SHORT_ITEMS)
    return replace(shown, chart=NativeChart("bar", "工作事项", (_ACTUAL, _EXPECTED), "%"))


def _task_text(view: TaskView, found: Progress, readings: Sequence[Compared]) -> tuple[str, ...]:
    doubt = Lead(view.task).doubt
    leads = f"由{view.leads}牵头{f'（{doubt}）' if doubt else ''}。"
    if not found.n_items:
        first = f"{leads}本期没有列入计划的事项。"
    else:
        first = say.joined(
            [
                leads,
                words.counted(found, "共列任务事项"),
                words.level(found),
            ]
        )
    red = [one for one in view.items if one.lamp is Lamp.FAR_BEHIND]
    behind = [one for one in view.items if one.lamp is Lamp.BEHIND]
    text = (
        first,
        words.rates([_rate(one) for one in readings]),
        words.lagging([brief.lagging(one) for one in red], "严重滞后"),
        words.lagging([brief.lagging(one) for one in behind], "未达序时进度"),
    )
    return tuple(one for one in text if one)


def _rate(found: Compared) -> words.Rate:
    one = found.now
    figure = "" if one.figure == NOTHING else one.figure
    return words.Rate(one.indicator.label, figure, one.counts, verdict(one), has_value(one))


def _readings(about: Material, task_no: str) -> list[Compared]:
    """Return the indicators of a task in the scope's county, or in the city."""
    return [reading(about, one.code) for one in INDICATORS if one.task_no == task_no]


def _readings_table(about: Material, found: Sequence[Compared]) -> Table:
    headings = ("指标", "数值（%）", "n/N", "目标", "对照目标", "较上期（百分点）")
    rows = [
        (
            one.now.indicator.label,
            None if one.now.unstable else one.now.value_pct,
            one.now.counts,
            one.now.indicator.target.words,
            verdict(one.now) or None,
            None if one.now.unstable else one.change_pp,
        )
        for one in found
    ]
    return Table("主要指标", framed(headings, rows), about.origin.period, about.origin.source)


def _progress(
    rolled: Rollup,
    change_pp: float | None,
    items: Sequence[PlanItem],
    before: Mapping[Lamp, int],
) -> Progress:
    return Progress(
        rolled.actual_pct,
        rolled.expected_pct,
        change_pp,
        rolled.n_items,
        rolled.n_counted,
        rolled.lamps,
        before,
        by_most(item.owner for item in items if item.lamp is Lamp.FAR_BEHIND),
        rolled.lamp,
        sum(item.lamp is Lamp.NOT_REPORTED and item.item.actual_pct is None for item in items),
    )


def _lamps(items: Sequence[PlanItem]) -> Mapping[Lamp, int]:
    found: dict[Lamp, int] = {}
    for item in items:
        found[item.lamp] = found.get(item.lamp, 0) + 1
    return found
