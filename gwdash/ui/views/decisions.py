"""议定事项: what meetings decided, who owes it, what is overdue, and the way to 审结."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from gwdash.export import decision_tables
from gwdash.queries import decisions
from gwdash.queries.decision import SOON_DAYS, Answer, Decision, Standing
from gwdash.queries.progress import reporter_name
from gwdash.registry.region import REGION
from gwdash.ui.choices import open_up, opened
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import NOTHING, percent, source
from gwdash.ui.components.trace import show_trace, trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, tag
from gwdash.ui.views import decision_one, decision_papers, decision_table
from gwdash.ui.views.decision_form import new_decision

_CHOICE_PX = 300

Keep = Callable[[Answer], bool]
#: The states that the list can be narrowed to, with what each keeps.
_STATES: Mapping[str, tuple[str, Keep]] = {
    "open": ("未办结", lambda one: one.standing.is_open),
    "overdue": ("逾期", lambda one: one.standing is Standing.OVERDUE),
    "soon": (f"{SOON_DAYS}天内到期", lambda one: one.standing is Standing.DUE_SOON),
    "asking": ("申请延期", lambda one: one.item.asks_for_time),
    "returned": ("退回重办", lambda one: one.item.review == "returned" and not one.item.is_done),
    "done": ("已办结待审", lambda one: one.standing is Standing.DONE),
    "closed": ("已审结", lambda one: one.standing is Standing.CLOSED),
}


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    every = kept(frame.store, decisions.decisions, frame.scope)
    st.html(_title(frame, every))
    if every:
        st.html(_tiles(frame, every))
        shown = _narrowed(every)
        chosen = _chosen(every)
        with st.container(key="card_decisions"):
            n_units = sum(len(one.answers) for one in shown)
            words = f"{len(shown)} 件，{n_units} 个责任单位"
            st.html(tag("h2", f"议定事项（{words}）", class_="gw-h2"))
            st.html(decision_table.table(frame, shown, chosen))
            st.html(source(f"{frame.source_line} · 未办结的在前，逾期最久的最先"))
        if chosen:
            with st.container(key="card_decision"):
                decision_one.show(frame, next(one for one in every if one.key == chosen))
    with st.container(key="card_new_decision"):
        new_decision(frame)
    if every:
        with st.container(key="card_decision_papers"):
            decision_papers.show(frame, every)
        page_exports(frame, _offers(frame, every, shown))
    show_trace(frame)


def _title(frame: Frame, every: Sequence[Decision]) -> Html:
    where = REGION.place_name(frame.scope.county) if frame.scope.county else ""
    head = f"{frame.period_label}末{where}议定事项"
    if not every:
        words = "还没有议定事项。会上议定的，在下面登记；已有台账的，在“数据填报”上传。"
        return div("", tag("h1", f"{head} 0 件", class_="gw-title"), div("gw-empty", words))
    found = decisions.tally(every, frame.scope.county)
    rate = (
        f"到期 {found.n_due} 项，已办结 {found.n_done} 项，办结率 {percent(found.rate_pct)} "
        if found.n_due
        else "均未到时限 "
    )
    late = [a for one in every for a in one.answers if a.standing is Standing.OVERDUE]
    said = f"；逾期 {found.n_overdue} 项" if found.n_overdue else "；没有逾期"
    if late and found.n_overdue:
        oldest = max(late, key=lambda a: a.overdue_days)
        said += f"，最久 {oldest.overdue_days} 天（{oldest.item.owner}）"
    trace = trace_link(frame, "indicator:action_rate", "议定事项办结率")
    return tag("h1", f"{head}：{rate}", trace, said, class_="gw-title")


def _tiles(frame: Frame, every: Sequence[Decision]) -> Html:
    found = decisions.tally(every, frame.scope.county)
    back = sum(_STATES["returned"][1](a) for one in every for a in one.answers)
    waiting = sum(a.standing is Standing.DONE for one in every for a in one.answers)
    tiles = (
        ("办结率", percent(found.rate_pct) if found.n_due else NOTHING, "",
         f"{found.n_done}/{found.n_due} 项（办结/到期）", False),
        ("逾期", str(found.n_overdue), "项", "过了时限没有办结，含退回重办", bool(found.n_overdue)),
        (f"{SOON_DAYS}天内到期", str(found.n_due_soon), "项", f"未办结共 {found.n_open} 项", False),
        ("申请延期待答复", str(found.n_asking), "项", f"退回重办 {back} 项", False),
        ("已办结待审", str(waiting), "项", "由办公室审结或退回重办", False),
    )  # fmt: skip
    return div(
        "gw-decision-tiles",
        [
            div(
                "gw-card gw-tile",
                div("gw-tile-name", name),
                div(f"gw-tile-figure{' gw-late' if late else ''}", figure,
                    tag("small", unit) if unit else None),
                div("gw-tile-line", line, title=line),
            )
            for name, figure, unit, line, late in tiles
        ],
    )  # fmt: skip


def _chosen(every: Sequence[Decision]) -> str:
    return opened("decision", [one.key for one in every])


def _narrowed(every: Sequence[Decision]) -> list[Decision]:
    """Draw the choices of state, meeting and unit, and return what they leave."""
    state = opened("state", _STATES)
    with st.container(key="decision_states", horizontal=True):
        for code, (label, keep) in _STATES.items():
            n = sum(any(map(keep, one.answers)) for one in every)
            st.button(
                f"{label} {n} 件", key=f"decision_state_{code}",
                type="primary" if state == code else "secondary",
                on_click=open_up, args=("state", "" if state == code else code),
            )  # fmt: skip
    meetings = {one.meeting_id: one.meeting_name for one in _by_meeting(every)}
    meeting = opened("held", meetings)
    units = _units(every)
    unit = opened("unit", units)
    with st.container(key="decision_tools", horizontal=True, vertical_alignment="center"):
        _choice("会议", "held", meeting, {"": "全部会议"} | meetings)
        names = {code: f"{reporter_name(code)}（{n}）" for code, n in units.items()}
        _choice("责任单位", "unit", unit, {"": "全部责任单位"} | names)
    keep_state = _STATES[state][1] if state else None
    return [
        one
        for one in every
        if meeting in {"", one.meeting_id}
        and any(
            unit in {"", a.item.unit} and (keep_state is None or keep_state(a))
            for a in one.answers
        )
    ]  # fmt: skip


def _by_meeting(every: Sequence[Decision]) -> list[Decision]:
    dated = sorted(every, key=lambda one: one.meeting_id, reverse=True)
    return sorted(dated, key=lambda one: str(one.held_on or ""), reverse=True)


def _units(every: Sequence[Decision]) -> dict[str, int]:
    counted = {
        one.code: sum(decision.concerns(one.code) for decision in every)
        for one in REGION.reporters
    }  # fmt: skip
    return {code: n for code, n in counted.items() if n}


def _choice(label: str, name: str, chosen: str, words: Mapping[str, str]) -> None:
    key = f"decision_{name}_{chosen}"
    st.selectbox(
        label, list(words), index=list(words).index(chosen), key=key,
        format_func=words.__getitem__, on_change=_take, args=(name, key),
        label_visibility="collapsed", width=_CHOICE_PX,
    )  # fmt: skip


def _take(name: str, key: str) -> None:
    open_up(name, st.session_state[key])


def _offers(frame: Frame, every: Sequence[Decision], shown: Sequence[Decision]) -> list[Offer]:
    about = origin(frame)
    return [
        Offer("议定事项办理情况", lambda: decision_tables.decisions_table(shown, about)),
        Offer("议定事项按责任单位", lambda: decision_tables.units_table(every, about)),
    ]
