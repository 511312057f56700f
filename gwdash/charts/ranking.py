"""Charts of 县市区排名: how places moved over the last periods."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period

_ROW_PX = 25
_FRAME_PX = 40
_ROOM_RIGHT = 96
_MARKER_PX = 7


def rank_history(
    history: Sequence[tuple[Period, Mapping[str, int | None]]],
    colours: Palette,
    *,
    emphasised: Sequence[str] = (),
) -> go.Figure:
    """Return each county's place over the periods, the first on top; names stand at the end.

    A period without a rank is a gap in the line. Equals stand on one place, their names side by
    side.
    """
    figure = go.Figure()
    months = [period.label.partition("年")[2] for period, _ in history]
    codes = sorted({code for _, ranks in history for code in ranks})
    for code in (c for c in codes if any(ranks.get(c) for _, ranks in history)):
        strong = code in emphasised
        colour = colours.accent if strong else colours.muted
        figure.add_scatter(
            x=months,
            y=[ranks.get(code) for _, ranks in history],
            mode="lines+markers",
            line={"color": colour, "width": 3 if strong else 1},
            marker={"size": _MARKER_PX, "color": colour},
            opacity=1.0 if strong or not emphasised else 0.5,
            name=REGION.county(code).name,
            hovertemplate=f"{REGION.county(code).name} %{{x}} 第%{{y}}名<extra></extra>",
        )
    _names(figure, history, colours, emphasised)
    lowest = max((rank or 0 for _, ranks in history for rank in ranks.values()), default=1)
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(lowest, 1))
    figure.update_yaxes(range=[lowest + 0.5, 0.5], dtick=1, showgrid=False)
    figure.update_xaxes(type="category", side="top", showgrid=True)
    figure.update_layout(margin={"r": _ROOM_RIGHT})
    return figure


def _names(
    figure: go.Figure,
    history: Sequence[tuple[Period, Mapping[str, int | None]]],
    colours: Palette,
    emphasised: Sequence[str],
) -> None:
    """Write the names behind the last period's places, so that no legend is needed."""
    at: dict[int, list[str]] = {}
    for code, rank in sorted(history[-1][1].items()) if history else []:
        if rank is not None:
            at.setdefault(rank, []).append(code)
    for rank, codes in at.items():
        strong = any(code in emphasised for code in codes)
        words = "、".join(REGION.county(code).short_name for code in codes)
        figure.add_annotation(
            xref="paper", x=1, xanchor="left", y=rank, showarrow=False, text=f" {rank} {words}",
            font={"size": SMALL_PX, "color": colours.accent if strong else colours.ink},
        )  # fmt: skip
