"""The chart of task 5: water given back of water taken, project by project, and the floor."""

from collections import Counter
from collections.abc import Sequence

import plotly.graph_objects as go

from gwdash.assess.lamps import FACES, Lamp
from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.depth_geothermal import SeasonUse
from gwdash.registry.region import REGION

#: Cubic metres are shown in 万m³.
WAN = 10_000.0
_ROW_PX = 32
_FRAME_PX = 20
_TAKEN_WIDTH, _GIVEN_WIDTH = 0.72, 0.4
_TICK_PX = 22
_WORDS_PX = 210
_PERCENT = 100.0


def reinjection(uses: Sequence[SeasonUse], colours: Palette) -> go.Figure:
    """Return a pair of bars a project: taken behind, given back before it; a tick is the floor."""
    names = _names(uses)
    taken = [one.taken_m3 / WAN for one in uses]
    figure = go.Figure()
    figure.add_bar(
        y=names, x=taken, orientation="h", width=_TAKEN_WIDTH, marker={"color": colours.track},
        hovertemplate="%{y} 开采 %{x:.2f} 万m³<extra></extra>",
    )  # fmt: skip
    figure.add_bar(
        y=names, x=[one.given_m3 / WAN for one in uses], orientation="h", width=_GIVEN_WIDTH,
        marker={"color": colours.bar}, hovertemplate="%{y} 回灌 %{x:.2f} 万m³<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        y=names, x=[one.taken_m3 * one.floor.value / _PERCENT / WAN for one in uses],
        mode="markers", text=[f"{one.floor.value:g}%" for one in uses],
        hovertemplate="%{y} 下限 %{text}，%{x:.2f} 万m³<extra></extra>",
        marker={
            "symbol": "line-ns", "size": _TICK_PX, "line": {"width": 3, "color": colours.limit}
        },
    )  # fmt: skip
    figure.add_scatter(
        y=names, x=[max(one.taken_m3, one.given_m3) / WAN for one in uses], mode="text",
        text=[_words(one) for one in uses], textposition="middle right", hoverinfo="skip",
        textfont={"color": colours.ink, "size": SMALL_PX}, cliponaxis=False,
    )  # fmt: skip
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(len(uses), 1))
    most = max([*taken, *(one.given_m3 / WAN for one in uses)], default=0.0) or 1.0
    figure.update_xaxes(visible=False, range=[0, most])
    figure.update_yaxes(
        autorange=None, range=[len(names) - 0.5, -0.5], showgrid=False, type="category",
        categoryorder="array", categoryarray=names,
        tickfont={"size": SMALL_PX + 1, "color": colours.ink},
    )  # fmt: skip
    figure.update_layout(barmode="overlay", margin={"r": _WORDS_PX})
    return figure


def _names(uses: Sequence[SeasonUse]) -> list[str]:
    """Return the projects' names, those that two counties share with their county."""
    often = Counter(one.project for one in uses)
    return [
        f"{one.project}（{REGION.place_name(one.county_code)}）"
        if often[one.project] > 1
        else one.project
        for one in uses
    ]


def _words(one: SeasonUse) -> str:
    lamp = Lamp.FAR_BEHIND if one.is_below else Lamp.ON_TRACK
    rate = "—" if one.rate_pct is None else f"{one.rate_pct:.1f}%"
    return f"  {FACES[lamp].mark} {rate}　{one.given_m3 / WAN:.2f}/{one.taken_m3 / WAN:.2f} 万m³"
