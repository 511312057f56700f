"""水位到报: wells × months as a grid of shapes, so that every kind of nothing looks different."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from gwdash.assess.lamps import Lamp
from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.arrival import Arrival, Arrivals, WellMonths

SHOWN_WELLS = 40
TOTAL_ROW = "到报率（%）"
_ROW_PX, _FRAME_PX = 20, 62
#: Lower than this the library leaves the months above the grid no room.
_LEAST_ROWS = 4
_LONGEST_NAME = 14


@dataclass(frozen=True, slots=True)
class Face:
    """How one kind looks: a word, a shape for text, the library's shape, and its colour."""

    word: str
    mark: str
    symbol: str
    size: int
    lamp: Lamp


#: Shapes and colours are those of the map: what runs, what is silent, what is broken.
FACES = {
    Arrival.SENT: Face("已到报", "●", "circle", 9, Lamp.ON_TRACK),
    Arrival.MISSING: Face("应报未到", "▲", "triangle-up", 13, Lamp.BEHIND),
    Arrival.STOPPED: Face("故障停用等", "■", "square", 11, Lamp.FAR_BEHIND),
    Arrival.UNKNOWN: Face("未填运行状态", "○", "circle-open", 9, Lamp.NOT_REPORTED),
    Arrival.NOT_DUE: Face("当月不需报", "－", "line-ew-open", 9, Lamp.NOT_REPORTED),
    Arrival.NOT_REGISTERED: Face("未登记", "·", "circle", 4, Lamp.NOT_REPORTED),
}


def shown(found: Arrivals) -> tuple[WellMonths, ...]:
    """Return the wells that the grid draws: those with gaps, the worst first, and not too many."""
    return found.with_gaps[:SHOWN_WELLS]


def arrival_grid(found: Arrivals, names: Mapping[str, str], colours: Palette) -> go.Figure:
    """Return the grid; `names` are the words at the rows, by well code.

    Each mark carries its well's code as ``customdata``, which is what a click opens.
    """
    wells = shown(found)
    rows = _row_names(wells, names)
    figure = go.Figure()
    _add_totals(figure, found, colours)
    for kind in FACES:
        _add_kind(figure, found, rows, kind, colours)
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(len(rows) + 1, _LEAST_ROWS))
    labels = [TOTAL_ROW, *rows]
    figure.update_yaxes(
        categoryorder="array", categoryarray=labels[::-1], range=[-0.6, len(labels) - 0.4],
        tickfont={"color": colours.ink}, ticktext=[_bare(label) for label in labels],
        tickvals=labels, fixedrange=True,
    )  # fmt: skip
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=_columns(found), side="top",
        range=[-0.6, len(found.months) - 0.4], tickangle=0, fixedrange=True,
        tickvals=_columns(found), ticktext=_month_words(found),
    )  # fmt: skip
    figure.update_layout(clickmode="event+select", dragmode=False)
    return figure


def _add_totals(figure: go.Figure, found: Arrivals, colours: Palette) -> None:
    """Write the rate of each month into the first row."""
    rates = [total.rate_pct for total in found.totals]
    figure.add_scatter(
        x=_columns(found), y=[TOTAL_ROW] * len(rates), mode="text",
        text=["—" if rate is None else f"{rate:.0f}" for rate in rates],
        textfont={"size": SMALL_PX, "color": colours.ink},
        hovertext=[
            f"{column}<br>到报 {total.sent} 眼，台账应报 {total.expected} 眼"
            for column, total in zip(_columns(found), found.totals, strict=True)
        ],
        hoverinfo="text",
        textposition="middle center",
        selected={"textfont": {"color": colours.ink}},
        unselected={"textfont": {"color": colours.ink}},
    )  # fmt: skip


def _add_kind(
    figure: go.Figure, found: Arrivals, rows: Sequence[str], kind: Arrival, colours: Palette
) -> None:
    face, columns = FACES[kind], _columns(found)
    cells = [
        (columns[place], row, well, place)
        for row, well in zip(rows, shown(found), strict=True)
        for place, own in enumerate(well.kinds)
        if own is kind
    ]
    if not cells:
        return
    figure.add_scatter(
        x=[column for column, *_ in cells],
        y=[row for _, row, *_ in cells],
        mode="markers",
        marker={"symbol": face.symbol, "size": face.size, "color": colours.marks[face.lamp]},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[well.well_id for *_, well, _ in cells],
        hovertext=[
            f"{_bare(row)}<br>{column}　{_said(well, place, face)}"
            for column, row, well, place in cells
        ],
        hoverinfo="text",
        name=face.word,
    )


def _said(well: WellMonths, column: int, face: Face) -> str:
    count = well.counts[column]
    return f"{count} 次测量" if count else face.word


def _columns(found: Arrivals) -> list[str]:
    return [f"{month:%Y-%m}" for month in found.months]


def _month_words(found: Arrivals) -> list[str]:
    """Return the months as short as they can be: the year stands at its first month only."""
    return [
        f"{month.month}月" + (f"<br><b>{month.year}</b>" if place == 0 or month.month == 1 else "")
        for place, month in enumerate(found.months)
    ]


def _row_names(wells: Sequence[WellMonths], names: Mapping[str, str]) -> list[str]:
    """Return the rows' names, each once: two wells may have the same one."""
    return [f"{_short(names.get(w.well_id, w.well_id))}\u200b{w.well_id}" for w in wells]


def _bare(row: str) -> str:
    name, _, _ = row.partition("\u200b")
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
