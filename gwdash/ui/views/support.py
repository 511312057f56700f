"""宣传与技术支撑: what was held, whom it reached, and who gives technical support."""

from collections.abc import Sequence

import streamlit as st

from gwdash.charts.reach import reach_bars
from gwdash.export import support_tables
from gwdash.queries import support
from gwdash.queries.support import Expert, PublicEvent, Reach
from gwdash.registry.region import REGION
from gwdash.ui.components.charts import caption, plot, scope_words
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import NOTHING, source
from gwdash.ui.components.trace import show_trace, trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag

_SHOWN_EVENTS = 40


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    every = kept(frame.store, support.events, frame.scope)
    own = support.of_year(every, frame.as_of)
    known = kept(frame.store, support.experts, frame.scope)
    st.html(_title(frame, own, known))
    left, right = st.columns(2, gap="small")
    with left, st.container(key="card_themes"):
        _reach(frame, "theme", "按主题日", support.by_theme(own))
        _reach(frame, "month", "按月份", support.by_month(own))
    with right, st.container(key="card_holders"):
        _reach(frame, "holder", "按举办单位", support.by_reporter(own))
    with st.container(key="card_events"):
        st.html(_events(frame, every))
    with st.container(key="card_experts"):
        st.html(_experts(frame, known))
    about = origin(frame)
    page_exports(
        frame,
        [
            Offer("宣传活动", lambda: support_tables.events_table(every, about)),
            Offer("专家与技术支撑", lambda: support_tables.experts_table(known, about)),
        ],
    )
    show_trace(frame)


def _title(frame: Frame, own: Sequence[PublicEvent], known: Sequence[Expert]) -> Html:
    where = REGION.place_name(frame.scope.county) if frame.scope.county else ""
    people = f"{support.audience(own):,} 人次"
    serving = sum(one.serves(frame.as_of) for one in known)
    head = f"{frame.as_of.year}年至{frame.as_of.month}月末{where}宣传活动 {len(own)} 场"
    reached = f"，参加 {people} " if own else " "
    team = f"；在聘专家和技术单位 {serving}/{len(known)} 个"
    return tag(
        "h1", head, reached, trace_link(frame, "events", "宣传活动"), team, class_="gw-title"
    )


def _reach(frame: Frame, key: str, title: str, found: Sequence[Reach]) -> None:
    """Draw the reach of this year's events by one thing, with the pictures of the chart."""
    year = f"{frame.as_of.year}年"
    st.html(tag("h2", title, span("gw-hint", f"{year}，参加人次"), class_="gw-h2"))
    if not found:
        st.html(div("gw-empty", "本年还没有报送宣传活动。"))
        return
    n_events = sum(one.n for one in found)
    about = scope_words(frame, f"{year}至本期末 {n_events} 场，参加人次")
    pictures = plot(
        reach_bars(found, frame.colours), key=f"reach_{key}", alt=f"宣传活动{title}参加人次图",
        caption=caption(frame, f"宣传活动{title}", about),
    )  # fmt: skip
    st.html(source(frame.source_line, pictures))


def _events(frame: Frame, found: Sequence[PublicEvent]) -> Html:
    title = tag("h2", f"活动清单（{len(found)} 场）", span("gw-hint", "最近的在前"), class_="gw-h2")
    if not found:
        return div("", title, div("gw-empty", "还没有报送宣传活动台账。"))
    rows = [
        tag(
            "tr",
            tag("td", f"{one.held_on:%Y-%m-%d}", class_="gw-nowrap"),
            tag("td", one.name),
            tag("td", one.theme_label, class_="gw-nowrap"),
            tag("td", one.reporter_name, class_="gw-nowrap"),
            tag("td", one.form or NOTHING),
            tag("td", one.site or NOTHING),
            tag("td", "未填" if one.audience is None else f"{one.audience:,}", class_="gw-num"),
        )
        for one in found[:_SHOWN_EVENTS]
    ]
    heads = ("日期", "活动", "主题日", "举办单位", "形式", "地点", "参加人数")
    rest = len(found) - _SHOWN_EVENTS
    more = f" · 只显示最近 {_SHOWN_EVENTS} 场，另有 {rest} 场见导出" if rest > 0 else ""
    return div(
        "", title, div("gw-problem-list", _table(heads, rows)), source(f"{frame.source_line}{more}")
    )


def _experts(frame: Frame, found: Sequence[Expert]) -> Html:
    hint = span("gw-hint", "专家姓名和电话不显示")
    title = tag("h2", f"专家和技术单位（{len(found)} 个）", hint, class_="gw-h2")
    if not found:
        return div("", title, div("gw-empty", "还没有报送专家与技术支撑台账。"))
    rows = [
        tag(
            "tr",
            tag("td", one.kind_label, class_="gw-nowrap"),
            tag("td", one.shown_name),
            tag("td", one.employer or NOTHING),
            tag("td", one.title or NOTHING),
            tag("td", one.specialty or NOTHING),
            tag("td", one.task_label or NOTHING),
            tag("td", one.service or NOTHING),
            tag("td", _term(one), class_="gw-nowrap"),
            tag("td", "在聘" if one.serves(frame.as_of) else "聘期外", class_="gw-nowrap"),
        )
        for one in found
    ]
    heads = (
        "类别",
        "专家或单位",
        "工作单位",
        "职称",
        "专业领域",
        "对应任务",
        "支撑内容",
        "聘期",
        "状态",
    )
    return div("", title, _table(heads, rows), source(frame.source_line))


def _term(one: Expert) -> str:
    since = f"{one.served_from:%Y-%m-%d}" if one.served_from else "未填"
    until = f"{one.served_to:%Y-%m-%d}" if one.served_to else "未定"
    return f"{since} 至 {until}"


def _table(heads: Sequence[str], rows: Sequence[Html]) -> Html:
    head = tag("thead", tag("tr", [tag("th", word) for word in heads]))
    return div("gw-scroll", tag("table", head, tag("tbody", list(rows)), class_="gw-table"))
