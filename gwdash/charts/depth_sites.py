"""任务二 drawn: samplings taken of those due by county, and hazards by how they stand."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from gwdash.assess.lamps import Lamp
from gwdash.charts.stacked import Part, Row, readable, stacked
from gwdash.charts.theme import SMALL_PX, Palette, between, dress
from gwdash.queries.depth_sites import CountySites, HazardState

_ROW_PX, _FRAME_PX, _BAR = 32, 20, 0.62
_WORDS_PX = 220
"""Room for the words behind the bars."""
_HAZARD_WORDS_PX = 170
_MIDDLE = 0.6


def samplings(counties: Sequence[CountySites], colours: Palette) -> go.Figure:
    """Return samplings due as a pale bar and those taken on it, the lowest rate on top."""
    figure = go.Figure()
    names = [one.name for one in counties]
    due = [one.n_due for one in counties]
    figure.add_bar(
        y=names, x=due, orientation="h", width=_BAR, hoverinfo="skip",
        marker={"color": colours.track},
    )  # fmt: skip
    figure.add_bar(
        y=names, x=[one.n_done for one in counties], orientation="h", width=_BAR,
        marker={"color": colours.bar},
        hovertemplate="%{y}　按期完成 %{x} 次<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        y=names, x=due, mode="text", text=[f"  {_words(one)}" for one in counties],
        textposition="middle right", textfont={"size": SMALL_PX, "color": colours.ink},
        hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(len(names), 1))
    figure.update_layout(barmode="overlay", margin={"r": _WORDS_PX})
    figure.update_xaxes(visible=False, range=[0, max([*due, 1])])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickfont={"size": SMALL_PX + 1, "color": colours.ink}
    )
    return figure


def hazard_parts(colours: Palette) -> list[Part]:
    """Return what the colours of the hazards' bars mean, the most urgent first."""
    fills = {
        HazardState.OVERDUE: colours.lamps[Lamp.FAR_BEHIND],
        HazardState.NO_DAY: colours.lamps[Lamp.NOT_REPORTED],
        HazardState.OPEN: colours.lamps[Lamp.BEHIND],
        HazardState.LATE: readable(between(colours.ramp, _MIDDLE), colours),
        HazardState.MENDED: colours.lamps[Lamp.ON_TRACK],
    }
    return [Part(state.value, fills[state]) for state in HazardState]


def hazard_bars(counted: Mapping[str, Mapping[HazardState, int]], colours: Palette) -> go.Figure:
    """Return a bar a county with its hazards by how they stand, in the given order."""
    rows = [
        Row(name, tuple(own[state] for state in HazardState), _open_words(own))
        for name, own in counted.items()
    ]
    return stacked(rows, hazard_parts(colours), colours, words_px=_HAZARD_WORDS_PX)


def _words(one: CountySites) -> str:
    rate = (
        "没有到期的"
        if one.rate_pct is None
        else f"{one.n_done}/{one.n_due} 次　{one.rate_pct:.1f}%"
    )
    return f"{rate}　{one.n_silent} 家没有监测" if one.n_silent else rate


def _open_words(own: Mapping[HazardState, int]) -> str:
    overdue, total = own[HazardState.OVERDUE], sum(own.values())
    return f"{total} 处，逾期 {overdue}" if overdue else f"{total} 处"
