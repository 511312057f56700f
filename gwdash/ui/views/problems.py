"""突出问题: what is wrong, whose it is, since when, and the way of each to 销号."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from gwdash.config import workspace
from gwdash.export import problem_tables
from gwdash.intake import closing
from gwdash.queries import evidence, problem_cases, progress, reporting
from gwdash.queries.problem_cases import Case
from gwdash.queries.problems import narrowed
from gwdash.queries.progress import PlanItem, reporter_name
from gwdash.queries.reporting import ReportState
from gwdash.registry.datasets import DATASETS
from gwdash.registry.problems import PROBLEM_KINDS, ProblemKind, Severity
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import Store
from gwdash.ui.choices import open_up, opened
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import NOTHING, source
from gwdash.ui.components.missing import missing, way_to
from gwdash.ui.components.trace import show_trace, trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import problem_table
from gwdash.ui.views.problem_closing import closing_panel

ANYBODY = ""


@dataclass(frozen=True)
class Board:
    """What the page shows of one scope, before its own filters."""

    cases: tuple[Case, ...]
    asked: tuple[PlanItem, ...]
    reports: ReportState
    reported: frozenset[str]
    """The ledgers of which there is anything."""

    @property
    def present(self) -> list[Case]:
        """The problems that the rows show."""
        return [case for case in self.cases if case.is_present]

    @property
    def unknown(self) -> list[ProblemKind]:
        """The kinds without a problem for want of a ledger: their number is no zero."""
        counted = {case.problem.kind.code for case in self.present}
        return [
            kind for kind in PROBLEM_KINDS
            if kind.code not in counted and not self.reported.issuperset(kind.datasets)
        ]  # fmt: skip

    @property
    def awaited(self) -> list[str]:
        """The ledgers that those kinds wait for, in words."""
        missing = {name for kind in self.unknown for name in kind.datasets} - self.reported
        return [dataset.label for name, dataset in DATASETS.items() if name in missing]

    @property
    def gone(self) -> list[Case]:
        """The problems that the rows show no more."""
        return [case for case in self.cases if not case.is_present]


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    board = _board(frame, frame.store)
    kind = opened("kind", [one.code for one in PROBLEM_KINDS])
    unit = opened("unit", [one.code for one in REGION.reporters])
    shown = _shown(board.cases, kind, unit)
    st.html(_title(frame, board))
    _kinds(board, kind)
    _units(board, unit)
    present = [case for case in shown if case.is_present]
    gone = [case for case in shown if not case.is_present]
    with st.container(key="card_problems"):
        st.html(problem_table.table(
            frame, present, narrowed=bool(kind or unit), judged=not board.unknown
        ))  # fmt: skip
        st.html(source(f"{frame.source_line} · 按等级、类别、天数排列"))
    with st.container(key="card_closing"):
        closing_panel(frame, gone)
    st.html(_apart(frame, board))
    st.html(problem_table.rules())
    page_exports(frame, _offers(frame, frame.store, board, present, gone))
    show_trace(frame)


def _board(frame: Frame, store: Store) -> Board:
    found = kept(store, problem_cases.seen, frame.scope)
    items = kept(store, progress.plan_items, frame.scope)
    reports = kept(store, reporting.task_reports, frame.scope.period)
    steps = closing.steps(workspace())
    return Board(
        tuple(problem_cases.cases(found, steps, frame.as_of)),
        tuple(item for item in items if item.escalation),
        reports,
        kept(store, reporting.ledgers_reported, Scope(frame.scope.period)),
    )


def _shown(found: Sequence[Case], kind: str, unit: str) -> list[Case]:
    wanted = {id(one) for one in narrowed([case.problem for case in found], kind=kind, unit=unit)}
    return [case for case in found if id(case.problem) in wanted]


def _title(frame: Frame, board: Board) -> Html:
    present = [case.problem for case in board.present]
    where = REGION.place_name(frame.scope.county) if frame.scope.county else ""
    head = f"{frame.period_label}末{where}突出问题 {len(present)} 项"
    if not present:
        if board.unknown:
            every, open_ = len(PROBLEM_KINDS), len(board.unknown)
            which = (
                f"{every} 类都"
                if open_ == every
                else f"可判断的 {every - open_} 类没有，其余 {open_} 类"
            )
            head = f"{frame.period_label}末{where}突出问题：{which}还无法判断"
        return div("", tag("h1", head, class_="gw-title"), _awaited(board))
    grave = sum(one.kind.severity is Severity.SERIOUS for one in present)
    words = f"{head}，其中严重 {grave} 项"
    dated = [one for one in present if one.since_on]
    if dated:
        oldest = max(dated, key=lambda one: one.days)
        if oldest.days > 0:
            words += f"；最久的已 {oldest.days} 天（{oldest.owner}）"
    proposed = len(board.gone)
    more = f"另有 {proposed} 项台账显示已消除，列为拟销号或办理销号" if proposed else ""
    return div(
        "",
        tag("h1", f"{words} ", trace_link(frame, "problems", "突出问题"), class_="gw-title"),
        div("gw-muted", more) if more else None,
        _awaited(board),
    )


def _awaited(board: Board) -> Html | None:
    """Return which ledgers nobody has handed in, and where that is done."""
    if not board.unknown:
        return None
    kinds = f"无法判断的 {len(board.unknown)} 类在下面记“{NOTHING}”"
    return missing(
        f"还没有人报送：{'、'.join(board.awaited)}。{kinds}。",
        way_to("submit", "去数据填报"),
        way_to("calendar", "看谁该报"),
    )


def _kinds(board: Board, chosen: str) -> None:
    """Draw one button a kind with its number; a second click lets go of it."""
    with st.container(key="problem_kinds", horizontal=True):
        for kind in PROBLEM_KINDS:
            n = sum(case.problem.kind is kind for case in board.present)
            figure = NOTHING if kind in board.unknown else str(n)
            st.button(
                f"{problem_table.mark_of(kind)} {kind.label} {figure}",
                key=f"kind_{kind.code}",
                type="primary" if chosen == kind.code else "secondary",
                on_click=open_up,
                args=("kind", "" if chosen == kind.code else kind.code),
                help=kind.rule,
            )


def _units(board: Board, chosen: str) -> None:
    """Draw the choice of who answers; only those with something on the list are offered."""
    present = [case.problem for case in board.cases]
    counted = {one.code: sum(p.concerns(one.code) for p in present) for one in REGION.reporters}
    offered = [ANYBODY, *(code for code, n in counted.items() if n or code == chosen)]
    with st.container(key="problem_tools", horizontal=True, vertical_alignment="center"):
        st.selectbox(
            "责任单位",
            offered,
            index=offered.index(chosen),
            key=f"problem_unit_{chosen}",
            format_func=lambda code: (
                f"{reporter_name(code)}（{counted[code]}）" if code else "全部责任和督办单位"
            ),
            on_change=_take_unit,
            args=(f"problem_unit_{chosen}",),
            label_visibility="collapsed",
        )
        words = "县市区在上方选择；选单位时包括其责任问题和其牵头任务中督办的问题"
        st.html(span("gw-muted", words), width="content")


def _take_unit(key: str) -> None:
    open_up("unit", st.session_state[key])


def _apart(frame: Frame, board: Board) -> Html:
    """Return what is no problem of the list: requests to the city, and missing reports."""
    asked = [
        tag("p", tag("b", f"{one.owner}　"), f"{one.name}：{one.escalation}　",
            trace_link(frame, f"item:{one.item_id}", one.name), class_="gw-p")
        for one in board.asked
    ]  # fmt: skip
    names = "、".join(reporter.name for reporter in board.reports.missing)
    state = board.reports
    said = f"本期应报 {state.n_due} 家，已报 {state.n_reported} 家。" + (
        f"未报：{names}。" if names else "全部已报。"
    )
    calendar = tag("a", "查看报送日历", href=frame.address("calendar"), class_="gw-link")
    return div(
        "gw-two",
        div(
            "gw-card",
            tag("h2", "提请市级协调事项", tag("small", f"{len(asked)} 项，由责任单位填报")),
            asked or tag("p", "本期没有提请市级协调的事项。", class_="gw-p gw-muted"),
        ),
        div(
            "gw-card",
            tag("h2", "报送情况 ", trace_link(frame, "missing", "报送情况")),
            tag("p", said, class_="gw-p"),
            tag("p", calendar, class_="gw-p"),
        ),
    )


def _offers(
    frame: Frame, store: Store, board: Board, present: Sequence[Case], gone: Sequence[Case]
) -> list[Offer]:
    about = origin(frame)
    found = [case.problem for case in present]
    return [
        Offer(
            "突出问题",
            lambda: problem_tables.problems_table(found, about, kept(store, evidence.files)),
        ),
        Offer("突出问题分类", lambda: problem_tables.kinds_table(found, about)),
        Offer("拟销号和销号记录", lambda: problem_tables.closing_table(gone, about)),
        Offer("提请市级协调事项", lambda: problem_tables.requests_table(board.asked, about)),
    ]
