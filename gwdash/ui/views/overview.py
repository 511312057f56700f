"""总览: the message of the month on one screen, without scrolling at 1920 × 1080."""

from dataclasses import dataclass

import streamlit as st

from gwdash.assess.forecast import Forecast
from gwdash.assess.progress import DEFAULT_RULE, Rollup
from gwdash.config import workspace
from gwdash.export import judged_tables, page_tables, problem_tables
from gwdash.intake.ranking_review import ReviewView, review_of
from gwdash.queries import forecasts, indicators, network, problems, progress, ranking, reporting
from gwdash.queries.source import last_day, previous
from gwdash.scope import Scope
from gwdash.store.database import Store
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.trace import show_trace
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import div
from gwdash.ui.views import overview_cards, overview_counties, overview_tiles

#: This period and the one before it, for the movement of ranks.
_COMPARED = 2


@dataclass(frozen=True)
class Board:
    """Everything the screen shows, asked once."""

    items: list[progress.PlanItem]
    overall: Rollup
    change_pp: float | None
    tasks: list[progress.TaskView]
    counties: dict[str, Rollup]
    wells: list[network.Well]
    running: network.Running
    readings: indicators.Readings
    failing_sources: list[str]
    """Sources whose samplings of the year did not all meet class Ⅲ, by name."""
    problems: list[problems.Problem]
    reports: reporting.ReportState
    earlier_items: list[progress.PlanItem]
    ranking: ranking.Board
    ahead: dict[str, Forecast]


def show(frame: Frame) -> None:
    """Draw the screen."""
    if frame.store is None:
        return
    store = frame.store
    board = kept(store, ask, frame.scope)
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


def offers(frame: Frame, board: Board, review: ReviewView) -> list[Offer]:
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


def ask(store: Store, scope: Scope) -> Board:
    """Put all questions of the screen to one version."""
    as_of = last_day(scope)
    items = progress.plan_items(store, scope)
    earlier = progress.earlier_items(store, scope)
    known = {} if scope.county else {scope.period: items, previous(scope).period: earlier}
    overall, change = progress.overall(scope, items, earlier)
    wells = network.wells(store, scope)
    return Board(
        items=items,
        overall=overall,
        change_pp=change,
        tasks=progress.tasks(scope, items, earlier),
        counties=progress.by_county(items, as_of),
        wells=wells,
        running=network.running(wells, as_of),
        readings=indicators.readings(store, scope),
        failing_sources=indicators.falling_short(store, scope, "src_ok"),
        problems=problems.problems(store, scope, items),
        reports=reporting.task_reports(store, scope.period),
        earlier_items=earlier,
        ahead=forecasts.forecasts(items, forecasts.paces(store, scope), as_of),
        ranking=ranking.board(store, scope, periods=_COMPARED, known=known),
    )
