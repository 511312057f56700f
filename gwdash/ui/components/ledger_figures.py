"""Cards around any figure or small table of a ledger, each with a table to take away."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from gwdash.charts.stacked import Part
from gwdash.ui.components.ledger_cards import Card, Line, empty, figure, head, swatches
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a card's table holds when it is taken away."""

    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def drawn(
    frame: Frame,
    card: Card,
    picture: go.Figure | None,
    sheet: Sheet,
    named: Sequence[tuple[Part, str]] = (),
) -> None:
    """Draw a figure with title, legend, source line and table; without one, why there is none."""
    with st.container(key=f"card_{card.key}"):
        head(frame, card, sheet.heads, sheet.rows if picture else ())
        if picture is None:
            empty(frame, card)
            return
        if named:
            st.html(swatches(named))
        pictures = figure(frame, card, picture, named)
        st.html(_source(frame, card, pictures))


def small_table(
    frame: Frame, card: Card, heads: Sequence[str], lines: Sequence[Line], *, n_words: int = 1
) -> None:
    """Draw a whole table of few rows; the first `n_words` cells are words, the rest figures."""
    with st.container(key=f"card_{card.key}"):
        head(frame, card, heads, [line.told for line in lines])
        if not lines:
            empty(frame, card)
            return
        kinds = [None if place < n_words else "gw-num" for place in range(len(heads))]
        top = [tag("th", one, class_=kind) for one, kind in zip(heads, kinds, strict=True)]
        rows = [
            tag("tr", [tag("td", cell, class_=kind)
                       for cell, kind in zip(line.cells, kinds, strict=True)])
            for line in lines
        ]  # fmt: skip
        table = tag("table", tag("thead", tag("tr", top)), tag("tbody", rows), class_="gw-table")
        st.html(div("gw-scroll", table))
        st.html(_source(frame, card))


def plain(*cells: object) -> Line:
    """Return a line whose cells are shown as they are exported; nothing is said to be —."""
    return Line(tuple("—" if cell is None else str(cell) for cell in cells), cells)


def whole(*cells: str) -> tuple[Html, ...]:
    """Return short cells, names of places and days, which a line never breaks."""
    return tuple(span("gw-nowrap", cell) for cell in cells)


def _source(frame: Frame, card: Card, *more: Html) -> Html:
    return source(" · ".join(filter(None, (frame.source_line, card.note))), *more)
