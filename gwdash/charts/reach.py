"""宣传活动 as bars: the people reached, with events and the last day beside each bar."""

from collections.abc import Sequence

import plotly.graph_objects as go

from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.support import Reach

_ROW_PX, _FRAME_PX = 34, 24
#: The words beside the longest bar need as much room as the bar itself.
_ROOM = 2.0
_BAR_WIDTH = 0.5


def reach_bars(found: Sequence[Reach], colours: Palette) -> go.Figure:
    """Return a bar a row in the given order, from the top; lengths are people."""
    figure = go.Figure()
    names = [one.label for one in found]
    figure.add_bar(
        y=names, x=[one.audience for one in found], orientation="h", width=_BAR_WIDTH,
        marker={"color": colours.bar, "line": {"width": 0}},
        text=[_words(one) for one in found], textposition="outside",
        textfont={"size": SMALL_PX, "color": colours.ink}, cliponaxis=False, constraintext="none",
        hovertemplate="%{y}　%{text}<extra></extra>",
    )  # fmt: skip
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(len(found), 1))
    most = max((one.audience for one in found), default=0)
    figure.update_yaxes(
        type="category", autorange="reversed", showgrid=False, fixedrange=True,
        tickfont={"color": colours.ink},
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, most * _ROOM or 1], fixedrange=True)
    return figure


def _words(one: Reach) -> str:
    unfilled = f"，{one.n_unfilled} 场人数未填" if one.n_unfilled else ""
    return f"{one.audience:,} 人次　{one.n} 场{unfilled}，最近 {one.last_on:%m-%d}"
