"""项目资金 as bars: 下达, 到位 and 支出 of each row, the largest on top, figures beside them."""

from collections.abc import Sequence

import plotly.graph_objects as go

from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.funds import Group, Stage

_ROW_PX = 62
_FRAME_PX = 60
_ROOM = 1.18


def money_bars(groups: Sequence[Group], colours: Palette) -> go.Figure:
    """Return three bars a row: pale for 下达, plain for 到位, strong for 支出; values in 万元."""
    figure = go.Figure()
    names = [group.label for group in groups]
    fills = {
        Stage.ALLOCATED: colours.track,
        Stage.RECEIVED: colours.muted,
        Stage.SPENT: colours.bar,
    }
    for stage in Stage:
        amounts = [group.money.of(stage) for group in groups]
        figure.add_bar(
            y=names, x=amounts, orientation="h", name=stage.label,
            marker={"color": fills[stage], "line": {"width": 0}},
            text=[f"{stage.label} {amount:,.0f}" for amount in amounts], textposition="outside",
            textfont={"size": SMALL_PX, "color": colours.ink}, cliponaxis=False,
            hovertemplate=f"%{{y}}　{stage.label} %{{x:,.2f}} 万元<extra></extra>",
        )  # fmt: skip
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(len(groups), 1))
    most = max((group.money.of(stage) for group in groups for stage in Stage), default=0.0)
    figure.update_layout(barmode="group", bargap=0.22, bargroupgap=0.05, showlegend=False)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(range=[0, most * _ROOM or 1], title_text="万元", tickformat=",.0f")
    return figure
