"""县市区排名: the places, what they are made of, how they moved, and why points were lost."""

import streamlit as st

from gwdash.assess.ranking import Report, Standing
from gwdash.charts.ranking import rank_history
from gwdash.config import workspace
from gwdash.export.judged_tables import ranking_table as exported
from gwdash.intake.ranking_review import ReviewView, review_of
from gwdash.queries import ranking
from gwdash.queries.ranking import Board
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import Store
from gwdash.ui.components.charts import caption, plot
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import source
from gwdash.ui.components.trace import show_trace
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import (
    ranking_review,
    ranking_rows,
    ranking_rules,
    ranking_table,
    ranking_trial,
)

_NAMED_SILENT = 2


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    board = kept(frame.store, _ask, frame.scope.period)
    review = review_of(workspace(), frame.scope.period, board)
    shown = _shown(frame, board)
    st.html(_title(frame, board, review))
    if not board.ranked:
        st.html(ranking_rows.why_nobody(board))
    left, right = st.columns([1.5, 1], gap="small")
    with left:
        st.html(ranking_rows.card(frame, board, shown))
        if frame.scope.county:
            for one in shown:
                st.html(ranking_rows.loss_card(frame, one, board.scheme))
    with right:
        with st.container(key="card_review"):
            ranking_review.show(frame, board, review)
        if board.ranked:
            with st.container(key="card_moves"):
                _history(frame, board, shown)
        st.html(ranking_rules.rules(board.scheme))
    with st.container(key="card_details"):
        st.html(ranking_table.details(frame, shown, board.scheme))
    ranking_trial.show(frame, board)
    st.html(ranking_rules.indicators(board.scheme))
    table = Offer("县市区排名", lambda: exported(board, shown, review.badge, origin(frame)))
    page_exports(frame, [table])
    show_trace(frame)


def _ask(store: Store, period: str) -> Board:
    """Return the ranking of a period, the same for every choice of county and area."""
    return ranking.board(store, Scope(period))


def _shown(frame: Frame, board: Board) -> list[Standing]:
    """Return the counties to show; a chosen one keeps its place among all."""
    chosen = frame.scope.county
    return [one for one in board.standings if chosen in {"", one.county_code}]


def _title(frame: Frame, board: Board, review: ReviewView) -> Html:
    return div(
        "gw-rank-title",
        tag("h1", _message(frame, board), class_="gw-title"),
        ranking_rows.state_badge(review),
        span("gw-badge", "内部测算"),
    )


def _message(frame: Frame, board: Board) -> str:
    """Return the sentence of the page."""
    if not board.ranked:
        return f"{frame.period_label}县市区排名：暂无名次"
    if frame.scope.county:
        return _county_message(frame, board)
    first, last = board.ranked[0], board.ranked[-1]
    top = [one for one in board.ranked if one.rank == first.rank]
    names = "、".join(REGION.county(one.county_code).name for one in top)
    words = f"{frame.period_label}：{names}第一（{first.score}）"
    if last.rank != first.rank:
        words += f"，{REGION.county(last.county_code).name}居末（{last.score}）"
    return words + _silent(board)


def _silent(board: Board) -> str:
    """Return who has not reported this period: by name, or how many where they are many."""
    silent = [one for one in board.ranked if one.entry.report is Report.MISSING]
    if not silent:
        return ""
    if len(silent) > _NAMED_SILENT:
        return f"，{len(silent)} 个未报、沿用上期"
    return f"，{'、'.join(REGION.county(o.county_code).name for o in silent)}未报、沿用上期"


def _county_message(frame: Frame, board: Board) -> str:
    name = REGION.place_name(frame.scope.county)
    own = next((o for o in board.ranked if o.county_code == frame.scope.county), None)
    if own is None:
        return f"{frame.period_label}{name}没有名次"
    tied = "并列" if own.tied else ""
    words = f"{frame.period_label}{name}{tied}第 {own.rank}，共 {len(board.ranked)} 个参评"
    return words + f"，得分 {own.score}"


def _history(frame: Frame, board: Board, shown: list[Standing]) -> None:
    codes = [one.county_code for one in shown] if frame.scope.county else _movers(board)
    hint = "所选县市区" if frame.scope.county else "蓝色为本期名次变化的"
    st.html(tag("h2", "名次变化", span("gw-hint", f"各报告期名次，{hint}"), class_="gw-h2"))
    figure = rank_history(board.history, frame.colours, emphasised=codes)
    words = "方案改版，与上期不比较" if board.rescored else "名次只在同一版方案内比较"
    scheme = f"{board.scheme.name} {board.scheme.version}，内部测算"
    pictures = plot(
        figure, key="moves", alt="各县市区近几个报告期的名次",
        caption=caption(frame, "县市区名次变化", note=f"{scheme} · {words}",
                        about=f"排名一律不含{REGION.new_area}直管区 · {hint}"),
    )  # fmt: skip
    st.html(source(f"{frame.source_line} · {words}", pictures))


def _movers(board: Board) -> list[str]:
    return [code for code, places in board.moves.items() if places]
