"""The right cards of 总览: the map of counties and wells, and the ranking."""

from collections.abc import Sequence
from decimal import Decimal

from gwdash.assess.lamps import Lamp
from gwdash.assess.ranking import Report, Standing
from gwdash.assess.scheme import FULL_SCORE
from gwdash.charts.region_image import Shade
from gwdash.intake.ranking_review import ReviewView
from gwdash.queries.network import Running, Well
from gwdash.queries.ranking import Board
from gwdash.ui.components.map_pictures import map_pictures
from gwdash.ui.components.marks import mark, source
from gwdash.ui.components.region_map import Dot, region_map
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import ranking_rows
from gwdash.ui.views.network import lamp_of

_NO_WELLS = "台账中还没有本区的监测井，图上没有井的符号。"
#: Score at and below which a county is palest on the map.
_PALEST_SCORE = Decimal(60)
_SCALE = f"越深得分越高，{_PALEST_SCORE}分及以下同色；斜线为未报"


def map_card(frame: Frame, board: Board, wells: Sequence[Well], running: Running) -> Html:
    """Return the map: counties by score and rank, wells by state."""
    shades = {one.county_code: _shade(frame, one) for one in board.standings}
    dots = [dot for well in wells if (dot := _dot(well, frame)) is not None]
    return div(
        "gw-card",
        tag("h2", "县市区得分与监测井", tag("small", _SCALE)),
        region_map(shades, dots, frame.colours),
        _legend(running),
        source(
            "底图为内部资料，仅作示意，不作划界依据；饮用水源井位置按约1公里取整",
            map_pictures(frame) or "",
        ),
    )


def _legend(running: Running) -> Html:
    if not running.total:
        return div("gw-legend", _NO_WELLS)
    return div(
        "gw-legend",
        span("", mark(Lamp.ON_TRACK), f" 正常 {running.normal}"),
        span("", mark(Lamp.BEHIND), f" 连续无数据 {running.silent}"),
        span("", mark(Lamp.FAR_BEHIND), f" 故障、损毁、停用等 {running.broken}"),
        span("", mark(Lamp.NOT_REPORTED), f" 未填状态 {running.unknown}")
        if running.unknown
        else None,
    )


def _shade(frame: Frame, one: Standing) -> Shade:
    address = frame.address("overview", county=one.county_code)
    if one.score is None:
        return Shade(None, "未报" if one.entry.report is Report.NEVER else "", address=address)
    return Shade(
        min(float((one.score - _PALEST_SCORE) / (FULL_SCORE - _PALEST_SCORE)), 1.0),
        f"第{one.rank}" if one.rank else "",
        one.entry.report is Report.MISSING,
        address,
    )


def _dot(well: Well, frame: Frame) -> Dot | None:
    if well.lon is None or well.lat is None or not (well.registered and well.county_code):
        return None
    words = well.state_label
    if well.silent(frame.as_of):
        words = f"连续 {well.silent_periods(frame.as_of)} 期无数据"
    return Dot(well.lon, well.lat, lamp_of(well, frame).value, f"{well.title}　{words}")


def rank_card(frame: Frame, board: Board, review: ReviewView) -> Html:
    """Return all counties by rank; a chosen one is marked and keeps its place among the others."""
    hint = tag("small", "百分制 · 下行为失分最多的事项")
    head = tag("h2", "县市区排名 ", ranking_rows.state_badge(review), hint)
    if not board.ranked:
        return div("gw-card gw-rank-card", head, ranking_rows.why_nobody(board))
    rows = [_ranked(frame, one, board) for one in board.standings]
    words = f"{board.scheme.name} {board.scheme.version}，内部测算 · 斜线为本期未报、沿用上期"
    return div("gw-card gw-rank-card", head, div("gw-places", rows), source(words))


def _ranked(frame: Frame, one: Standing, board: Board) -> Html:
    chosen = one.county_code == frame.scope.county
    row = ranking_rows.row(frame, one, board, brief=True)
    name = ranking_rows.county_name(one)
    traced = trace_link(frame, f"score:{one.county_code}", f"{name}得分")
    return div(f"gw-traced-row{' gw-here' if chosen else ''}", row, traced)
