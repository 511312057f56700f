"""水质: one season of one kind of point, against the same season a year before."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from gwdash.charts.quality import SHOWN_ANALYTES, analyte_chart, class_chart
from gwdash.export import judged_tables
from gwdash.queries import quality, quality_results
from gwdash.queries.quality import KIND_LABELS, PointKind, SeasonKey, SeasonView
from gwdash.queries.quality_history import History, SeasonCount, history
from gwdash.queries.quality_results import AnalyteFinding, Exceedance
from gwdash.scope import Scope
from gwdash.store.database import Store
from gwdash.ui.choices import Choice, chosen, open_up, opened
from gwdash.ui.components.charts import caption, plot, scope_words
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import source
from gwdash.ui.components.missing import without
from gwdash.ui.components.trace import show_trace
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import quality_lists, quality_tiles


@dataclass(frozen=True)
class Board:
    """Everything the page shows, asked once."""

    kind: PointKind
    now: SeasonView
    before: SeasonView
    history: list[SeasonCount]
    exceedances: list[Exceedance]
    analytes: list[AnalyteFinding]

    @property
    def kind_label(self) -> str:
        """What the shown points are called."""
        return KIND_LABELS[self.kind]


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    past = kept(frame.store, seasons_of, frame.scope)
    if not past.tallies:
        st.html(without(_nothing(frame), "water_quality"))
        return
    with st.container(key="water_heading", horizontal=True, vertical_alignment="center"):
        kind = _kind(past)
        season = _season(past.seasons(kind) or past.seasons())
    board = _ask(frame.store, frame.scope, kind, season, past)
    st.html(tag("h1", quality_tiles.message(board), class_="gw-title"))
    st.html(quality_tiles.tiles(board))
    if board.now.sampled:
        _charts(frame, board)
    elif board.history:
        st.html(quality_lists.history(frame, board))
    quality_lists.show(frame, board)
    _exports(frame, board)
    show_trace(frame)


def seasons_of(store: Store, scope: Scope) -> History:
    """Return the points of a scope and how they stood in the seasons of the last years.

    The chosen season with all its points and results is not kept: a few megabytes for each.
    """
    return history(store, scope, quality.points(store, scope))


def _exports(frame: Frame, board: Board) -> None:
    about, label, season = origin(frame), board.kind_label, board.now.season.label
    above, each = f"{season}{label}超Ⅲ类结果", f"{season}{label}各指标点数"
    page_exports(
        frame,
        [
            Offer(above, lambda: judged_tables.exceedances_table(board.exceedances, above, about)),
            Offer(each, lambda: judged_tables.analytes_table(board.analytes, each, about)),
            Offer(
                f"{season}{label}类别", lambda: judged_tables.points_table(board.now, label, about)
            ),
            Offer(
                f"{label}历次水期类别",
                lambda: judged_tables.seasons_table(board.history, label, about),
            ),
        ],
    )


def _nothing(frame: Frame) -> str:
    if frame.scope.county:
        return "该县市区近四年没有水质监测结果，请选择全部县市区，或在“数据填报”上传水质监测结果。"
    return "到本期为止还没有水质监测结果。请在“数据填报”上传地下水水质监测结果，类别随后自动评价。"


def _kind(past: History) -> PointKind:
    """Draw the switch between kinds of points and return what is chosen.

    It opens with drinking-water sources, or with the first kind that was sampled at all.
    """
    counts = {kind: sum(kind in point.kinds for point in past.known) for kind in PointKind}
    first = next(kind for kind in PointKind if past.sampled(kind))
    kind = PointKind(opened("kind", [kind.value for kind in PointKind], first.value))
    for option in PointKind:
        if not counts[option] and option is not kind:
            continue
        st.button(
            f"{KIND_LABELS[option]} {counts[option]}",
            key=f"kind_{option.value}",
            type="primary" if option is kind else "secondary",
            on_click=open_up,
            args=("kind", option.value),
        )
    return kind


def _season(offered: Sequence[SeasonKey]) -> SeasonKey:
    """Draw the choice of the season and return it; the first that is offered stands open."""
    seasons = {key.code: key for key in offered}
    labels = {code: f"水期　{key.label}" for code, key in seasons.items()}
    return seasons[chosen(Choice("season", "水期", labels, next(iter(labels))))]


def _ask(store: Store, scope: Scope, kind: PointKind, season: SeasonKey, past: History) -> Board:
    earlier = season.same_last_year
    members = [point for point in past.known if kind in point.kinds]
    found = quality.samplings(store, scope, members, (season, earlier))
    now = quality.view(season, kind, past.known, found)
    own = [one.point for one in now.sampled]
    exceeding = quality_results.exceedances(store, scope, season, own)
    return Board(
        kind=kind,
        now=now,
        before=quality.view(earlier, kind, past.known, found),
        history=past.counts(kind),
        exceedances=exceeding,
        analytes=quality_results.analytes(store, scope, season, own, exceeding),
    )


def _charts(frame: Frame, board: Board) -> None:
    with st.container(key="quality_charts"):
        left, middle, right = st.columns([1, 1.15, 1.15], gap="small")
    with left, st.container(key="card_classes"):
        _heading(
            "综合类别", "点数，竖线为上年同期" if board.before.sampled else "点数，上年同期无样品"
        )
        figure = class_chart(board.now, board.before, frame.colours)
        words = f"{board.now.season.label}{board.kind_label}综合类别点数"
        note = "一个点取本水期最差一次，以最差指标定类"
        pictures = plot(
            figure, key="classes", alt=words,
            caption=caption(frame, words, note=f"竖线为上年同期；{note}",
                            about=scope_words(frame, f"有样品 {len(board.now.sampled)} 个点")),
        )  # fmt: skip
        st.html(source(f"{frame.source_line} · {note}", pictures))
    with middle, st.container(key="card_analytes"):
        _analytes(frame, board)
    with right:
        st.html(quality_lists.history(frame, board))


def _analytes(frame: Frame, board: Board) -> None:
    exceeding = [one for one in board.analytes if one.n_exceeding]
    rest = len(exceeding) - SHOWN_ANALYTES
    more = f"，另有 {rest} 项见清单" if rest > 0 else ""
    hint = f"超标点数 / 可判定点数，最差类别，最大超标倍数{more}"
    _heading("超Ⅲ类指标", hint)
    pictures: Html | str = ""
    if exceeding:
        words = f"{board.now.season.label}{board.kind_label}超Ⅲ类指标"
        figure = analyte_chart(board.analytes, frame.colours)
        said = caption(frame, words, note="限值 GB/T 14848-2017", about=scope_words(frame, hint))
        pictures = plot(figure, key="analytes", alt=words, caption=said)
    else:
        st.html(div("gw-empty", "本水期可判定的指标都没有超过Ⅲ类限值。"))
    st.html(quality_lists.open_results(board))
    st.html(source(f"{frame.source_line} · 限值 GB/T 14848-2017", pictures))


def _heading(title: str, hint: str) -> None:
    st.html(tag("h2", title, span("gw-hint", hint), class_="gw-h2"))
