"""内部测算: the ranking under other weights, to be looked at and never saved."""

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from gwdash.assess.ranking import Standing, ranking
from gwdash.errors import GwdashError
from gwdash.queries.ranking import Board
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.ranking_groups import Group, groups

_MOST = 100
_STEP = 1
_PER_LINE = 4


def show(frame: Frame, board: Board) -> None:
    """Draw the drawer; it stays closed until somebody opens it."""
    if not board.ranked:
        return
    with st.expander("内部测算：换一组分值看名次（不保存）", icon=":material/tune:"):
        _drawer(frame, board)


@st.fragment
def _drawer(frame: Frame, board: Board) -> None:
    """Draw the sliders and what follows from them; moving one redraws nothing else."""
    known = groups(board.scheme)
    words = (
        "拖动各类指标的分值，合计自动折算为100分；类内各指标的比例不变。"
        "只是测算，不保存，不影响排名和导出。"
    )
    st.html(div("gw-p gw-muted gw-trial", words))
    chosen = {}
    for start in range(0, len(known), _PER_LINE):
        line = known[start : start + _PER_LINE]
        for column, group in zip(st.columns(_PER_LINE), line, strict=False):
            chosen[group.label] = column.slider(
                group.label, 0, _MOST, round(group.weight), _STEP,
                key=f"trial_{board.scheme.version}_{frame.scope.period}_{group.colour}",
            )  # fmt: skip
    try:
        scheme = board.scheme.weighted(_weights(known, chosen))
    except GwdashError as error:
        st.warning(str(error), icon=":material/warning:")
        return
    tried = ranking([one.entry for one in board.standings], scheme)
    st.html(_table(frame, board, tried))


def _weights(known: list[Group], chosen: Mapping[str, int]) -> dict[str, Decimal]:
    """Return each indicator's weight: its share of the group's new points."""
    return {
        one.code: one.weight * chosen[group.label] / group.weight
        if chosen[group.label] != round(group.weight)
        else one.weight
        for group in known
        for one in group.indicators
    }


def _table(frame: Frame, board: Board, tried: list[Standing]) -> Html:
    now = {one.county_code: one for one in board.standings}
    chosen = frame.scope.county
    rows = [_row(one, now[one.county_code]) for one in tried if chosen in {"", one.county_code}]
    head = tag("tr", [tag("th", word) for word in (
        "测算名次", "县市区", "测算得分", "现名次", "现得分", "变化",
    )])  # fmt: skip
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table")
    return div("gw-trial", span("gw-badge", "内部测算"), div("gw-scroll", table))


def _row(one: Standing, before: Standing) -> Html:
    moved = None if one.rank is None or before.rank is None else before.rank - one.rank
    cells = (
        _place(one), REGION.county(one.county_code).name, _score(one), _place(before),
        _score(before), _moved(moved),
    )  # fmt: skip
    return tag("tr", [tag("td", cell, class_="gw-nowrap") for cell in cells])


def _moved(places: int | None) -> str:
    if places is None:
        return NOTHING
    return f"{'▲' if places > 0 else '▼'}{abs(places)}" if places else "持平"


def _place(one: Standing) -> str:
    return NOTHING if one.rank is None else f"{one.rank}{' 并列' if one.tied else ''}"


def _score(one: Standing) -> str:
    return NOTHING if one.score is None else str(one.score)
