"""任务进展: seven cards, then one task (or all of them) in depth."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from gwdash.assess.lamps import FACES, Lamp
from gwdash.assess.progress import DEFAULT_RULE
from gwdash.charts.gantt import gantt
from gwdash.charts.paper import Key
from gwdash.charts.theme import Palette
from gwdash.config import workspace
from gwdash.export import page_tables
from gwdash.intake.baseline import baseline
from gwdash.queries import forecasts, indicators, progress
from gwdash.queries.progress import DECISION, PlanItem, TaskView
from gwdash.registry.indicator_list import of_task
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.ui.choices import open_up, opened
from gwdash.ui.components import indicators as indicator_cards
from gwdash.ui.components.charts import caption, plot, scope_words
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import source
from gwdash.ui.components.missing import without_plan
from gwdash.ui.components.trace import show_trace
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, tag
from gwdash.ui.views import task_cards, task_depth, task_evidence
from gwdash.ui.views.task_table import item_table

ALL_TASKS = "all"
_SHOWN_LAMPS = (Lamp.FAR_BEHIND, Lamp.BEHIND, Lamp.ON_TRACK, Lamp.DONE, Lamp.NOT_REPORTED)
_GANTT_ROWS = 24
_NUMERALS = "一二三四五六七八九"


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    items = kept(frame.store, progress.plan_items, frame.scope)
    earlier = kept(frame.store, progress.earlier_items, frame.scope)
    views = progress.tasks(frame.scope, items, earlier)
    if not items:
        st.html(_no_items(frame))
    lamp, decisions = _filters()
    narrowed = bool(lamp or decisions)
    numbers = [task.no for task in REGION.tasks]
    task = opened("task", [*numbers, ALL_TASKS], ALL_TASKS if narrowed else _worst(views))
    _cards(views, task)
    shown = _shown(items, task, lamp, decisions=decisions)
    _depth(frame, views, task, shown)
    if items:
        _exports(frame, shown, views)
    show_trace(frame)


def _exports(frame: Frame, items: Sequence[PlanItem], views: Sequence[TaskView]) -> None:
    """Offer the shown items and the key tasks as tables."""
    about = origin(frame)
    page_exports(
        frame,
        [
            Offer("任务事项进展", lambda: page_tables.items_table(items, about)),
            Offer("七项重点任务进度", lambda: page_tables.tasks_table(views, about)),
        ],
    )


def _no_items(frame: Frame) -> Html:
    if frame.scope.county:
        name = REGION.place_name(frame.scope.county)
        return div("gw-empty", f"{name}在本期任务分解表中没有事项，请选择全部县市区。")
    return without_plan(
        "本期还没有年度任务分解表。请办公室在“数据填报”上传，各项任务的进度随后显示。"
    )


def _filters() -> tuple[str, bool]:
    """Return the lamp and whether only decided items are asked for, from the address."""
    lamp = opened("lamp", [lamp.value for lamp in _SHOWN_LAMPS])
    return lamp, opened("source", [DECISION]) == DECISION


def _worst(views: Sequence[TaskView]) -> str:
    """Return the task that is farthest behind, which opens first."""
    gaps = {v.task.no: v.now.deviation_pp for v in views if v.now.deviation_pp is not None}
    return min(gaps, key=lambda no: gaps[no] or 0.0) if gaps else views[0].task.no


def _cards(views: Sequence[TaskView], task: str) -> None:
    """Draw the seven cards; each is one large button."""
    columns = st.columns(len(views), gap="small")
    for column, view in zip(columns, views, strict=True):
        no = view.task.no
        with column, st.container(key=f"pick_task_{no}"):
            st.html(task_cards.card(view, chosen=no == task))
            st.button(
                view.task.short_name, key=f"open_task_{no}", on_click=open_up, args=("task", no)
            )


def _shown(items: Sequence[PlanItem], task: str, lamp: str, *, decisions: bool) -> list[PlanItem]:
    return [
        item
        for item in items
        if task in {ALL_TASKS, item.task_no}
        and (not lamp or item.lamp == lamp)
        and (not decisions or item.source == DECISION)
    ]


def _depth(frame: Frame, views: Sequence[TaskView], task: str, items: Sequence[PlanItem]) -> None:
    view = next((v for v in views if v.task.no == task), None)
    _heading(view, items)
    found = _readings(frame) if view is not None else None
    if view is not None and found is not None:
        _cards_of_indicators(frame, view.task.no, found)
    if task_depth.open_tab(task) == task_depth.LEDGER:
        task_depth.show(frame, task)
        return
    if not items:
        if any(one.items for one in views):
            st.html(div("gw-empty", "没有符合条件的事项，请改选其他灯或任务。"))
        return
    _items(frame, view, found, items)


def _items(
    frame: Frame,
    view: TaskView | None,
    found: indicators.Readings | None,
    items: Sequence[PlanItem],
) -> None:
    """Draw the items against time, what they say together, and the indicators by county."""
    with st.container(key="task_depth"):
        left, right = st.columns([1.55, 1], gap="small")
    with left, st.container(key="card_gantt"):
        _gantt(frame, view, items)
    with right, st.container(key="card_task_facts"):
        ahead = forecasts.forecasts(items, _paces(frame), frame.as_of)
        st.html(task_cards.facts(frame, view, items, forecasts.outlook(items, ahead)))
    if view is not None and found is not None:
        with st.container(key="card_county_indicators"):
            st.html(tag("h2", "各县市区指标", class_="gw-h2"))
            st.html(indicator_cards.county_table(frame, of_task(view.task.no), found))
    with st.container(key="card_items"):
        _evidence_and_table(frame, items)
        st.html(source(f"{frame.source_line} · {DEFAULT_RULE.sentence}"))


def _gantt(frame: Frame, view: TaskView | None, items: Sequence[PlanItem]) -> None:
    st.html(tag("h2", f"{frame.period_label}末事项进度", class_="gw-h2"))
    shown = items[:_GANTT_ROWS]
    note = "斜线为未报送或暂缓、不判断的；没有完成时限的事项不在图中"
    if rest := len(items) - len(shown):
        note = f"{note}；只画前 {len(shown)} 项，另有 {rest} 项见清单"
    printed = caption(
        frame,
        f"{view.task.name if view else '全部任务'}事项进度",
        scope_words(frame, f"{len(items)} 项"),
        note=note,
        keys=_lamps(shown, frame.colours),
    )
    drawn = gantt(shown, frame.as_of, frame.colours)
    pictures = plot(drawn, key="gantt", alt="各事项序时进度图", caption=printed)
    st.html(source(f"{frame.source_line} · {note}", pictures))


def _lamps(items: Sequence[PlanItem], colours: Palette) -> list[Key]:
    """Return what the marks behind the bars mean, with how many have each."""
    counts = Counter(item.lamp for item in items if item.item.start_on and item.item.due_on)
    return [
        Key(f"{face.word} {counts[lamp]}", colours.marks[lamp], face.mark)
        for lamp, face in FACES.items()
        if counts[lamp]
    ]


def _readings(frame: Frame) -> indicators.Readings | None:
    """Return the period's indicators of all places, the same for every county."""
    if frame.store is None:
        return None
    scope = Scope(frame.scope.period, "", frame.scope.include_new_area)
    return kept(frame.store, indicators.readings, scope)


def _cards_of_indicators(frame: Frame, task_no: str, found: indicators.Readings) -> None:
    """Draw the task's indicators, each a card."""
    if frame.store is None:
        return
    shown = of_task(task_no)
    codes = tuple(one.code for one in shown)
    past = kept(frame.store, indicators.histories, frame.scope, codes, frame.scope.county)
    st.html(indicator_cards.cards(frame, shown, found, past))


def _evidence_and_table(frame: Frame, items: Sequence[PlanItem]) -> None:
    """Draw the items with what is attached to them, and the way to attach and to verify."""
    if frame.store is None:
        return
    files = task_evidence.of_items(frame.store, items, frame.as_of)
    task_evidence.tools(frame, items, files)
    ahead = forecasts.forecasts(items, _paces(frame), frame.as_of)
    st.html(item_table(frame, items, files, baseline(workspace(), frame.as_of), ahead))


def _paces(frame: Frame) -> forecasts.Paces:
    """Return what every item's last reports were, the same for every county."""
    return kept(frame.store, forecasts.paces, Scope(frame.scope.period)) if frame.store else {}


def _heading(view: TaskView | None, items: Sequence[PlanItem]) -> None:
    """Draw the open task's name, the lamp filter and the way back to all tasks."""
    with st.container(key="task_heading", horizontal=True, vertical_alignment="center"):
        name = f"{_NUMERALS[int(view.task.no) - 1]}、{view.task.name}" if view else "全部任务"
        st.html(tag("h1", f"{name}（{len(items)} 项）", class_="gw-title"), width="content")
        lamp = st.session_state.get("open_lamp", "")
        for value in _SHOWN_LAMPS:
            face = FACES[value]
            st.button(
                f"{face.mark} {face.short}",
                key=f"lamp_{value.value}",
                type="primary" if lamp == value else "secondary",
                on_click=open_up,
                args=("lamp", "" if lamp == value else value.value),
            )
        if view is not None:
            st.button("全部任务", key="open_all", on_click=open_up, args=("task", ALL_TASKS))
        if st.session_state.get("open_source"):
            st.button("不限来源", key="any_source", on_click=open_up, args=("source", ""))
