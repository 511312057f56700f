"""序时 Gantt: each item from start to deadline, filled as far as it is done.

Time runs evenly from left to right, so an item is on schedule when its filling reaches the line
of the period's end.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from gwdash.assess.lamps import FACES, JUDGED
from gwdash.assess.progress import FULL_PCT
from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.progress import PlanItem

_ROW_PX = 30
_WIDE_ROW_PX = 44
_FEW_ROWS = 8
"""So many rows have room to stand wide apart."""
_FRAME_PX = 64
_BAR_WIDTH = 0.56
_LONGEST_NAME = 16
_ROOM_RIGHT = 0.16
"""Share of the time shown that the captions behind the longest bar need."""


def gantt(items: Sequence[PlanItem], as_of: date, colours: Palette) -> go.Figure:
    """Return the chart of the items that have a start and a deadline, in the given order."""
    drawn = [item for item in items if item.item.start_on and item.item.due_on]
    figure = go.Figure()
    names = [_name(item) for item in drawn]
    spans = [_days(item) for item in drawn]
    starts = [item.item.start_on for item in drawn]
    figure.add_bar(
        y=names, x=[_ms(days) for days in spans], base=starts, orientation="h",
        width=_BAR_WIDTH, marker={"color": colours.track}, hoverinfo="skip",
    )  # fmt: skip
    figure.add_bar(
        y=names,
        x=[_ms(days * _share(item)) for days, item in zip(spans, drawn, strict=True)],
        base=starts,
        orientation="h",
        width=_BAR_WIDTH,
        marker=_filling(drawn, colours),
        hovertext=[_hover(item) for item in drawn],
        hoverinfo="text",
    )
    _captions(figure, drawn, names, colours)
    row_px = _WIDE_ROW_PX if len(drawn) <= _FEW_ROWS else _ROW_PX
    dress(figure, colours, height=_FRAME_PX + row_px * max(len(drawn), 1))
    figure.update_layout(barmode="overlay", margin={"t": 30})
    figure.update_yaxes(autorange="reversed", tickfont={"color": colours.ink}, showgrid=False)
    figure.update_xaxes(type="date", tickformat="%Y-%m", range=_range(drawn, as_of))
    _end_line(figure, as_of, colours)
    return figure


def _filling(drawn: Sequence[PlanItem], colours: Palette) -> dict[str, object]:
    """Return the bars' colours; what is carried from an earlier period is hatched."""
    judged = [item.lamp in JUDGED for item in drawn]
    return {
        "color": [
            colours.lamps[item.lamp].fill if sure else colours.marks[item.lamp]
            for item, sure in zip(drawn, judged, strict=True)
        ],
        "pattern": {"shape": ["" if sure else "/" for sure in judged], "fillmode": "replace"},
    }


def _captions(
    figure: go.Figure, drawn: Sequence[PlanItem], names: list[str], colours: Palette
) -> None:
    """Write each item's figure behind its bar, so that no legend is needed."""
    figure.add_scatter(
        x=[item.item.due_on for item in drawn],
        y=names,
        mode="text",
        text=[f" {FACES[item.lamp].mark} {_percent(item.item.actual_pct)}" for item in drawn],
        textposition="middle right",
        textfont={"size": SMALL_PX, "color": colours.ink},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _end_line(figure: go.Figure, as_of: date, colours: Palette) -> None:
    figure.add_shape(
        type="line", x0=as_of, x1=as_of, y0=0, y1=1, yref="paper",
        line={"color": colours.mark, "width": 2, "dash": "dot"},
    )  # fmt: skip
    figure.add_annotation(
        x=as_of, y=1, yref="paper", yanchor="bottom", showarrow=False,
        text=f"序时（{as_of:%Y-%m-%d}）", font={"size": SMALL_PX, "color": colours.muted},
    )  # fmt: skip


def _name(item: PlanItem) -> str:
    short = item.name if len(item.name) <= _LONGEST_NAME else f"{item.name[: _LONGEST_NAME - 1]}…"
    return f"{item.owner}　{short}"


def _days(item: PlanItem) -> int:
    start, due = item.item.start_on, item.item.due_on
    return (due - start).days + 1 if start and due else 0


def _ms(days: float) -> float:
    return days * 86_400_000


def _share(item: PlanItem) -> float:
    return (item.item.actual_pct or 0.0) / FULL_PCT


def _percent(value: float | None) -> str:
    return "未报" if value is None else f"{value:.0f}%"


def _hover(item: PlanItem) -> str:
    expected = item.judgement.expected_pct
    return (
        f"{_escaped(item.item_id)}　{_escaped(item.name)}<br>"
        f"{FACES[item.lamp].word} {item.judgement.note}<br>"
        f"实际 {_percent(item.item.actual_pct)}　序时 {_percent(expected)}<br>"
        f"{item.item.start_on} 至 {item.item.due_on}"
    )


def _escaped(text: str) -> str:
    """Return text that a chart shows as it is: charts read a few tags as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _range(drawn: Sequence[PlanItem], as_of: date) -> list[date]:
    starts = [item.item.start_on for item in drawn if item.item.start_on]
    dues = [item.item.due_on for item in drawn if item.item.due_on]
    first, last = min([*starts, as_of]), max([*dues, as_of])
    return [first, last + timedelta(days=30 + (last - first).days * _ROOM_RIGHT)]
