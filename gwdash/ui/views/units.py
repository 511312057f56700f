"""成员单位: every unit and county, who needs attention first, and one of them in depth."""

from collections.abc import Sequence

import streamlit as st

from gwdash.export import decision_tables, member_tables, page_tables, problem_tables
from gwdash.queries.decision import Answer, Decision, Standing
from gwdash.queries.decisions import answers_of
from gwdash.queries.members import Member
from gwdash.ui.choices import open_up, opened
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import source
from gwdash.ui.components.trace import show_trace, trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import member_parts

GROUPS = {"": "全部", "units": "成员单位", "counties": "县市区"}
_NAMED = 3


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    everybody = member_parts.everybody(frame)
    decided = member_parts.decided(frame)
    group = opened("group", GROUPS)
    codes = [one.reporter.code for one in everybody]
    first = frame.scope.county or (everybody[0].reporter.code if everybody else "")
    who = opened("who", codes, first)
    st.html(tag("h1", _message(frame, everybody), class_="gw-title"))
    _groups(group, everybody)
    shown = [one for one in everybody if group in {"", _group(one)}]
    st.html(div("gw-members", [_card(frame, one, who, decided) for one in shown]))
    st.html(source(f"{frame.source_line} · 按严重滞后事项、未报和退回、严重问题的多少排列"))
    one = next(one for one in everybody if one.reporter.code == who)
    own = answers_of(decided, who)
    _depth(frame, one, own)
    page_exports(frame, _offers(frame, shown, one, decided))
    show_trace(frame)


def _group(one: Member) -> str:
    return "counties" if one.is_county else "units"


def _message(frame: Frame, everybody: Sequence[Member]) -> str:
    owing = [one for one in everybody if one.owed.missing or one.owed.returned]
    red = [one for one in everybody if one.red_items]
    head = f"{frame.period_label}：{len(everybody)} 家中"
    late = f" {len(owing)} 家有台账未报或被退回" if owing else "没有台账逾期未报"
    names = "、".join(one.reporter.name for one in red[:_NAMED])
    more = "等" if len(red) > _NAMED else ""
    grave = f"{len(red)} 家有严重滞后事项（{names}{more}）" if red else "没有严重滞后事项"
    if not any(one.items for one in everybody):
        grave = "还没有年度任务分解表，不能判断滞后"
    return f"{head}{late}，{grave}"


def _groups(chosen: str, everybody: Sequence[Member]) -> None:
    with st.container(key="member_groups", horizontal=True):
        for group, words in GROUPS.items():
            n = sum(group in {"", _group(one)} for one in everybody)
            st.button(
                f"{words} {n}", key=f"group_{group or 'all'}",
                type="primary" if chosen == group else "secondary",
                on_click=open_up, args=("group", group),
            )  # fmt: skip


def _card(frame: Frame, one: Member, who: str, decided: Sequence[Decision]) -> Html:
    owed = one.owed
    lead = "、".join(lead.task.short_name for lead in one.leads)
    reports = [
        span("gw-duty gw-duty-missing", f"✕ 未报 {owed.missing}") if owed.missing else None,
        span("gw-duty gw-duty-returned", f"↩ 退回 {owed.returned}") if owed.returned else None,
        span("gw-duty gw-duty-late", f"▲ 迟报 {owed.late}") if owed.late else None,
    ]
    said = f"{owed.handed_in}/{owed.owed} 份已报" if owed.owed else "本期没有应报台账"
    problems = (
        f"突出问题 {len(one.problems)}（严重 {one.n_serious}）" if one.problems else "无突出问题"
    )
    if owes := member_parts.decision_words(decided, one.reporter.code):
        problems += f"，{owes}"
    return tag(
        "a",
        div("gw-member-name", one.reporter.name,
            span("gw-small gw-muted", f"　牵头：{lead}" if lead else "")),
        div("gw-member-line", span("gw-num", said), reports),
        div("gw-member-line", member_parts.lamp_counts(one) or span("gw-muted", "没有负责的事项")),
        div("gw-member-line gw-muted", problems),
        class_=f"gw-card gw-member{' gw-member-open' if one.reporter.code == who else ''}",
        href=f"{frame.address('units', who=one.reporter.code)}#gw-depth",
        title=one.duty,
    )  # fmt: skip


def _depth(frame: Frame, one: Member, decided: Sequence[tuple[Decision, Answer]]) -> None:
    """Draw one reporter in depth."""
    st.html(_facts(frame, one))
    left, right = st.columns([1, 1.35], gap="small")
    with left, st.container(key="card_owed"):
        owed = one.owed
        words = f"本期应报 {owed.owed} 份，已报 {owed.handed_in} 份"
        st.html(tag("h2", "报送情况", span("gw-hint", words), class_="gw-h2"))
        st.html(member_parts.duty_table(one.duties, frame))
    with right, st.container(key="card_own_items"):
        hint = f"{len(one.items)} 项，严重滞后 {len(one.red_items)} 项"
        st.html(tag("h2", "负责的事项", span("gw-hint", hint), class_="gw-h2"))
        st.html(member_parts.item_table(one.items, frame))
        if one.assists:
            names = "、".join(f"{item.name}（{item.owner}）" for item in one.assists)
            st.html(div("gw-muted gw-small", f"配合事项：{names}"))
    with st.container(key="card_own_decisions"):
        n_open = sum(answer.standing.is_open for _, answer in decided)
        late = sum(answer.standing is Standing.OVERDUE for _, answer in decided)
        words = f"{len(decided)} 项，未办结 {n_open} 项，逾期 {late} 项"
        st.html(tag("h2", "议定事项", span("gw-hint", words), class_="gw-h2"))
        st.html(member_parts.decision_table(decided, frame))
    with st.container(key="card_own_problems"):
        hint = trace_link(frame, f"problem_of:{one.reporter.code}", f"{one.reporter.name}突出问题")
        st.html(tag("h2", f"突出问题（{len(one.problems)} 项） ", hint, class_="gw-h2"))
        st.html(member_parts.problem_table(one.problems, frame))
        if one.supervised:
            address = frame.address("problems", unit=one.reporter.code)
            words = f"牵头任务中由县市区等负责、需督办的问题 {len(one.supervised)} 项"
            st.html(tag("a", words, href=address, class_="gw-link"))


def _facts(frame: Frame, one: Member) -> Html:
    leads = [member_parts.lead_words(lead) for lead in one.leads]
    choice = {"county" if one.is_county else "unit": one.reporter.code}
    words = "一县一单" if one.is_county else "一单位一单"
    return div(
        "gw-card gw-member-facts",
        tag(
            "h2", one.full_name,
            tag("a", f"打印{words}", href=frame.address("sheet", **choice),
                class_="gw-link gw-member-sheet"),
            id="gw-depth",
        ),
        tag("p", tag("b", "职责　"), one.duty, class_="gw-p"),
        None
        if one.is_county
        else tag("p", tag("b", "牵头任务　"), leads or "没有", class_="gw-p"),
        tag("p", tag("b", "说明　"), one.note, class_="gw-p gw-muted") if one.note else None,
    )  # fmt: skip


def _offers(
    frame: Frame, shown: Sequence[Member], one: Member, decided: Sequence[Decision]
) -> list[Offer]:
    about, name = origin(frame), one.reporter.name
    own = [decision for decision in decided if decision.concerns(one.reporter.code)]
    return [
        Offer("成员单位和县市区", lambda: member_tables.members_table(shown, about, decided)),
        Offer(f"{name}本期应报", lambda: member_tables.duties_table(name, one.duties, about)),
        Offer(f"{name}事项", lambda: page_tables.items_table(one.items, about)),
        Offer(
            f"{name}议定事项",
            lambda: decision_tables.decisions_table(own, about, f"{name}议定事项"),
        ),
        Offer(f"{name}突出问题", lambda: problem_tables.problems_table(one.problems, about)),
    ]
