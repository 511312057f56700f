"""一县一单、一单位一单: one county or unit on paper: its state, what it owes, what is wrong."""

from collections.abc import Sequence

import streamlit as st

from gwdash.assess.lamps import FACES, Lamp
from gwdash.assess.progress import roll_up
from gwdash.export import member_tables, page_tables, problem_tables
from gwdash.queries.calendar import FACES as DUTY_FACES
from gwdash.queries.calendar import REPORTED, Duty, Status
from gwdash.queries.decision import Answer, Decision
from gwdash.queries.decisions import answers_of
from gwdash.queries.members import Member
from gwdash.queries.problems import Problem
from gwdash.queries.progress import PlanItem
from gwdash.registry.region import REGION
from gwdash.ui.choices import open_up, opened
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import NOTHING, percent, signed
from gwdash.ui.components.severity import FACES as SEVERITY_FACES
from gwdash.ui.components.trace import show_trace, trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, join, span, tag
from gwdash.ui.views import member_parts
from gwdash.ui.views.decision_table import FACES as DECISION_FACES
from gwdash.ui.views.sheet_rates import rates

_LONGEST = 40
_PRINTED = "@page { size: A4 portrait; margin: 15mm 14mm; }"
_ORDINALS = "一二三四五六七八"
_LATE = frozenset({Lamp.FAR_BEHIND, Lamp.BEHIND, Lamp.NOT_REPORTED})


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    everybody = {one.reporter.code: one for one in member_parts.everybody(frame)}
    unit = opened("unit", everybody)
    code = unit or frame.scope.county or next(iter(everybody))
    _choices(list(everybody.values()), code)
    one = everybody[code]
    # Only this page says how it is printed: a named page would begin with an empty sheet.
    decided = answers_of(member_parts.decided(frame), code)
    st.html(join([_paper(frame, one, decided), tag("style", _PRINTED)]))
    about, name = origin(frame), one.reporter.name
    page_exports(
        frame,
        [
            Offer(f"{name}事项", lambda: page_tables.items_table(one.items, about)),
            Offer(f"{name}突出问题", lambda: problem_tables.problems_table(one.problems, about)),
            Offer(f"{name}本期应报", lambda: member_tables.duties_table(name, one.duties, about)),
        ],
    )
    show_trace(frame)


def _choices(everybody: Sequence[Member], code: str) -> None:
    """Draw the choice of whose sheet it is, in the order of the region."""
    order = [one.code for one in REGION.reporters]
    names = {one.reporter.code: one.reporter.name for one in everybody}
    with st.container(key="sheet_tools", horizontal=True, vertical_alignment="center"):
        st.selectbox(
            "单位或县市区", order, index=order.index(code), key=f"sheet_of_{code}",
            format_func=names.__getitem__, on_change=_take, args=(f"sheet_of_{code}",),
            label_visibility="collapsed",
        )  # fmt: skip
        words = "用浏览器的打印功能打印或另存：纵向，黑白可读"
        st.html(span("gw-muted", words), width="content")


def _take(key: str) -> None:
    open_up("unit", st.session_state[key])


def _paper(frame: Frame, one: Member, decided: Sequence[tuple[Decision, Answer]]) -> Html:
    kind = "一县一单" if one.is_county else "一单位一单"
    parts = [
        ("总体情况", _state(frame, one)),
        ("指标", rates(frame, one)),
        ("严重滞后、未达序时和未报送的事项", _items(frame, one.items)),
        ("突出问题", _problems(frame, one.problems)),
        ("未办结的议定事项", _decisions(frame, decided)),
        ("本期应报台账", _duties(one.duties)),
        ("已提出的下一步措施", _promises(member_parts.promised(one.items))),
        ("提请市级协调事项", _requests(one.items)),
    ]
    return div(
        "gw-paper",
        tag("h1", f"{one.full_name}{kind}"),
        div("gw-paper-sub", f"{REGION.short_name} · {frame.period_label} · 内部资料，请核对"),
        [
            div("gw-paper-part", tag("h2", f"{_ORDINALS[place]}、{title}"), body)
            for place, (title, body) in enumerate(parts)
        ],
        div("gw-paper-sign", span("", "责任单位签收："), span("", "联系人："), span("", "日期：")),
        div("gw-paper-foot", frame.source_line),
    )


def _state(frame: Frame, one: Member) -> Html:
    rolled = roll_up([item.item for item in one.items], frame.as_of)
    gap = rolled.deviation_pp
    words = [f"{FACES[lamp].mark} {FACES[lamp].word} {n}" for lamp, n in one.lamps.items()]
    owed = one.owed
    leads = "、".join(
        f"{lead.task.short_name}（{lead.doubt}）" if lead.doubt else lead.task.short_name
        for lead in one.leads
    )
    rows = [
        ("职责", one.duty),
        ("牵头任务", leads or NOTHING) if not one.is_county else None,
        ("事项", f"{len(one.items)} 项：" + "，".join(words) if words else "没有负责的事项"),
        (
            "进度",
            f"实际 {percent(rolled.actual_pct)}，序时 {percent(rolled.expected_pct)}"
            + (f"，差 {signed(gap)} 个百分点" if gap is not None else "")
            + f"（计入 {rolled.n_counted}/{rolled.n_items} 项）",
        ),
        (
            "报送",
            (
                f"本期应报 {owed.owed} 份，已报 {owed.handed_in}，未报 {owed.missing}，"
                f"退回 {owed.returned}，迟报 {owed.late}"
            ),
        ),
        ("突出问题", f"{len(one.problems)} 项，其中严重 {one.n_serious} 项"),
    ]  # fmt: skip
    return tag(
        "table",
        [tag("tr", tag("th", row[0]), tag("td", row[1])) for row in rows if row],
        class_="gw-paper-facts",
    )


def _items(frame: Frame, items: Sequence[PlanItem]) -> Html:
    late = [item for item in items if item.lamp in _LATE]
    rows = [
        (
            f"{FACES[item.lamp].mark} {FACES[item.lamp].short}",
            item.name,
            f"{percent(item.item.actual_pct)} / {percent(item.judgement.expected_pct)}",
            f"{item.item.due_on:%Y-%m-%d}" if item.item.due_on else "长期坚持",
            f"逾期 {item.judgement.overdue_days} 天" if item.judgement.overdue_days else NOTHING,
            span("", item.problem or NOTHING, " ",
                 trace_link(frame, f"item:{item.item_id}", item.name)),
        )
        for item in late
    ]  # fmt: skip
    heads = ("状态", "事项", "实际 / 序时", "时限", "逾期", "存在问题")
    return _table(heads, rows, "没有。")


def _problems(frame: Frame, found: Sequence[Problem]) -> Html:
    rows = [
        (
            f"{SEVERITY_FACES[one.kind.severity].mark} {SEVERITY_FACES[one.kind.severity].word}",
            span("", one.text, " ", trace_link(frame, f"problem:{one.key}", one.text)),
            f"{one.since_on:%Y-%m-%d}" if one.since_on else NOTHING,
            one.since,
        )
        for one in found
    ]
    return _table(("等级", "问题", "自何时", "时长"), rows, "没有。")


def _decisions(frame: Frame, decided: Sequence[tuple[Decision, Answer]]) -> Html:
    rows = [
        (
            f"{DECISION_FACES[answer.standing][0]} {answer.words}",
            span("", decision.text, " ",
                 trace_link(frame, f"decision:{decision.key}", decision.text)),
            f"{decision.meeting_name}第{decision.no}项",
            f"{answer.item.due_on:%Y-%m-%d}" if answer.item.due_on else "未填",
            answer.item.progress_text or NOTHING,
        )
        for decision, answer in decided
        if answer.standing.is_open
    ]  # fmt: skip
    return _table(("状态", "议定事项", "会议", "办结时限", "办理情况"), rows, "没有。")


def _duties(duties: Sequence[Duty]) -> Html:
    order = sorted(duties, key=lambda duty: list(Status).index(duty.status))
    rows = [
        (
            f"{DUTY_FACES[duty.status].mark} {DUTY_FACES[duty.status].word}",
            duty.dataset.label,
            duty.period.label,
            f"{duty.due_on:%Y-%m-%d}",
            f"迟 {duty.late_days} 天" if duty.late_days else NOTHING,
        )
        for duty in order
        if duty.status not in REPORTED or duty.late_days
    ]
    done = sum(duty.status in REPORTED and not duty.late_days for duty in duties)
    table = _table(("状态", "台账", "报告期", "期限", "迟报"), rows, "")
    said = f"按时报送且审核通过 {done}/{len(duties)} 份" if duties else "本期没有到期应报的台账"
    return div("", tag("p", f"{said}{'；其余：' if rows else '。'}"), table if rows else None)


def _promises(items: Sequence[PlanItem]) -> Html:
    rows = [
        (item.name, item.next_step, f"{item.item.due_on:%Y-%m-%d}" if item.item.due_on else NOTHING)
        for item in items
    ]
    return _table(("事项", "下一步（填报）", "时限"), rows, "没有填报下一步措施。")


def _requests(items: Sequence[PlanItem]) -> Html:
    rows = [(item.name, item.escalation) for item in items if item.escalation]
    return _table(("事项", "提请协调"), rows, "没有。")


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]], nothing: str) -> Html:
    if not rows:
        return tag("p", nothing)
    rest = len(rows) - _LONGEST
    more = tag("p", f"另有 {rest} 行，见平台导出。") if rest > 0 else None
    return div(
        "",
        tag(
            "table",
            tag("thead", tag("tr", [tag("th", head) for head in heads])),
            tag("tbody", [tag("tr", [tag("td", c) for c in row]) for row in rows[:_LONGEST]]),
            class_="gw-paper-table",
        ),
        more,
    )
