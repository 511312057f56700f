"""报送日历 as a chart: reporters by ledgers, each cell with the shape and word of its state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from gwdash.assess.lamps import Lamp
from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.calendar import FACES, Status

_ROW_PX, _FRAME_PX = 26, 16
#: Fourteen ledgers stand beside each other on paper: four letters a line, four lines at most.
_LINE_CHARS, _HEAD_TEXT_PX = 4, 12
_HEAD_ROW, _TOP_ROW = -0.6, -3.4
_NOT_OWED = "·"
#: What is asked for, what came late and what waits; the others are in order.
_LAMPS: Mapping[Status, Lamp] = {
    Status.MISSING: Lamp.FAR_BEHIND, Status.RETURNED: Lamp.BEHIND, Status.LATE: Lamp.BEHIND,
    Status.NOT_YET_DUE: Lamp.NOT_REPORTED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One row of the grid: a name, and how each column stands; None where nothing is owed."""

    name: str
    cells: tuple[Status | None, ...]


def duty_grid(rows: Sequence[DutyRow], columns: Sequence[str], colours: Palette) -> go.Figure:
    """Return the grid with the first row on top; `columns` are the names above it."""
    figure = go.Figure()
    for status in (None, *Status):
        cells = [
            (column, place)
            for place, row in enumerate(rows)
            for column, own in enumerate(row.cells)
            if own is status
        ]
        if cells:
            figure.add_scatter(
                x=[x for x, _ in cells], y=[y for _, y in cells], mode="text",
                text=[_words(status)] * len(cells), hoverinfo="skip",
                textfont={"size": SMALL_PX, "color": _colour(status, colours)},
            )  # fmt: skip
    # Names of ledgers have more lines than an axis leaves room for on paper.
    figure.add_scatter(
        x=list(range(len(columns))), y=[_HEAD_ROW] * len(columns), mode="text", hoverinfo="skip",
        text=[_lines(name) for name in columns], textposition="top center",
        textfont={"size": _HEAD_TEXT_PX, "color": colours.muted},
    )  # fmt: skip
    dress(figure, colours, height=_FRAME_PX + round(_ROW_PX * (len(rows) - _TOP_ROW)))
    figure.update_xaxes(visible=False, range=[-0.5, len(columns) - 0.5], fixedrange=True)
    figure.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=[row.name for row in rows], fixedrange=True,
        range=[len(rows) - 0.5, _TOP_ROW], tickfont={"color": colours.ink}, showline=False,
    )  # fmt: skip
    figure.update_layout(dragmode=False)
    return figure


def _words(status: Status | None) -> str:
    if status is None:
        return _NOT_OWED
    face = FACES[status]
    said = f"{face.mark} {face.word}"
    return f"<b>{said}</b>" if status is Status.MISSING else said


def _colour(status: Status | None, colours: Palette) -> str:
    if status is None:
        return colours.muted
    return colours.marks[_LAMPS[status]] if status in _LAMPS else colours.ink


def _lines(name: str) -> str:
    """Return a ledger's name in lines short enough to stand beside each other."""
    parts = [name[at : at + _LINE_CHARS] for at in range(0, len(name), _LINE_CHARS)]
    return "<br>".join(parts)
