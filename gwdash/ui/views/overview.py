"""总览: the message of the month on one screen, without scrolling at 1920 × 1080."""

import streamlit as st

from gwdash.assess.progress import DEFAULT_RULE
from gwdash.config import workspace
from gwdash.export import judged_tables, page_tables, problem_tables
from gwdash.intake.ranking_review import ReviewView, review_of
from gwdash.queries.situation import Overview, overview
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.trace import show_trace
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import div
from gwdash.ui.views import overview_cards, overview_counties, overview_tiles


def show(frame: Frame) -> None:
    """Draw the screen."""
    if frame.store is None:
        return
    store = frame.store
    board = kept(store, overview, frame.scope)
    review = review_of(workspace(), frame.scope.period, board.ranking)
    st.html(
        div(
            "gw-board",
            overview_tiles.tiles(frame, board),
            div(
                "gw-left",
                overview_cards.task_card(frame, board.tasks, DEFAULT_RULE, board.ahead),
                overview_cards.problem_card(frame, board.problems, board.reports, board.items),
            ),
            overview_counties.map_card(frame, board.ranking, board.wells, board.running),
            overview_counties.rank_card(frame, board.ranking, review),
        )
    )
    page_exports(frame, offers(frame, board, review))
    show_trace(frame)


def offers(frame: Frame, board: Overview, review: ReviewView) -> list[Offer]:
    """Return what the screen shows as tables to take away."""
    about = origin(frame)
    return [
        Offer("七项重点任务进度", lambda: page_tables.tasks_table(board.tasks, about)),
        Offer("突出问题", lambda: problem_tables.problems_table(board.problems, about)),
        Offer(
            "县市区排名",
            lambda: judged_tables.ranking_table(
                board.ranking, board.ranking.standings, review.badge, about
            ),
        ),
        Offer("县市区任务进度", lambda: page_tables.counties_table(board.counties, about)),
        Offer("任务事项进展", lambda: page_tables.items_table(board.items, about)),
    ]
