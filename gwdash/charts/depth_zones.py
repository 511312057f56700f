"""任务一 drawn: each county's zones on the steps to approval, and how much area they cover."""

from collections.abc import Sequence

import plotly.graph_objects as go

from gwdash.charts.theme import SMALL_PX, Palette, between, contrast, dress
from gwdash.queries.depth_zones import CONTROL, PROTECTION, STEPS, SUBMITTED, CountyZones
from gwdash.registry.fields.zones import ZONE_STAGE

_ROW_PX, _FRAME_PX = 32, 52
_CELL, _BAR = 0.94, 0.72
_ROOM = 1.75
"""Room for the words behind a county's steps, in steps."""
_PALER = 0.5
_AREA_ROW_PX, _AREA_FRAME_PX, _AREA_WORDS_PX = 30, 44, 190


def zone_steps(counties: Sequence[CountyZones], colours: Palette) -> go.Figure:
    """Return a row of steps a county, filled as far as all its zones have come.

    A paler step has been reached by some of them; the figure on a step is how many stand on it.
    """
    figure = go.Figure()
    names = [one.name for one in counties]
    for step, code in enumerate(STEPS):
        fills = [_fill(one, step, colours) for one in counties]
        figure.add_bar(
            y=names, x=[_CELL] * len(names), base=[step + (1 - _CELL) / 2] * len(names),
            orientation="h", width=_BAR, marker={"color": fills, "line": {"width": 0}},
            text=[str(one.at(step) or "") for one in counties], textposition="inside",
            insidetextanchor="middle", textangle=0,
            textfont={"size": SMALL_PX, "color": [_ink(fill, colours) for fill in fills]},
            hovertext=[_hover(one, step, code) for one in counties], hoverinfo="text",
        )  # fmt: skip
    figure.add_scatter(
        y=names, x=[len(STEPS)] * len(names), mode="text", textposition="middle right",
        text=[f" {_words(one)}" for one in counties], hoverinfo="skip",
        textfont={"size": SMALL_PX, "color": colours.ink},
    )  # fmt: skip
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(len(names), 1))
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickfont={"size": SMALL_PX + 1, "color": colours.ink}
    )
    figure.update_xaxes(
        side="top", range=[0, len(STEPS) + _ROOM], showgrid=False,
        tickvals=[step + 0.5 for step in range(len(STEPS))],
        ticktext=[_step_word(step, code) for step, code in enumerate(STEPS)],
        tickfont={"size": SMALL_PX, "color": colours.ink},
    )  # fmt: skip
    figure.add_shape(
        type="line", x0=SUBMITTED + 1, x1=SUBMITTED + 1, y0=0, y1=1, yref="paper",
        line={"color": colours.mark, "width": 2, "dash": "dot"},
    )  # fmt: skip
    return figure


def zone_area(counties: Sequence[CountyZones], colours: Palette) -> go.Figure:
    """Return the area of each county's 重点区 in km², the largest share on top; it only describes.

    Neither colour nor order says that more area is better or worse.
    """
    figure = go.Figure()
    shown = sorted(counties, key=lambda one: (-(one.share_pct or 0.0), one.code))
    names = [one.name for one in shown]
    fills = {PROTECTION: ("保护类", colours.bar), CONTROL: ("管控类", colours.muted)}
    for code, (word, fill) in fills.items():
        figure.add_bar(
            y=names, x=[one.area_of(code) for one in shown], orientation="h", name=word,
            width=_BAR, marker={"color": fill, "line": {"width": 0}},
            hovertemplate=f"%{{y}} {word} %{{x:,.2f}} km²<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        y=names, x=[sum(one.area_of(code) for code in fills) for one in shown], mode="text",
        text=[f"  {_area_words(one)}" for one in shown], textposition="middle right",
        textfont={"size": SMALL_PX, "color": colours.ink}, hoverinfo="skip", cliponaxis=False,
        showlegend=False,
    )  # fmt: skip
    dress(figure, colours, height=_AREA_FRAME_PX + _AREA_ROW_PX * max(len(names), 1))
    most = max((sum(one.area_of(code) for code in fills) for one in shown), default=0.0)
    figure.update_layout(
        barmode="stack", showlegend=True, margin={"t": 34, "r": _AREA_WORDS_PX},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, most or 1])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickfont={"size": SMALL_PX + 1, "color": colours.ink}
    )
    return figure


def some_reached(colours: Palette) -> str:
    """Return the fill of a step that some zones have reached and others not."""
    return between((colours.bar, colours.card), _PALER)


def _fill(one: CountyZones, step: int, colours: Palette) -> str:
    if step <= one.slowest:
        return colours.bar
    return some_reached(colours) if step <= one.fastest else colours.track


def _ink(fill: str, colours: Palette) -> str:
    return max((colours.ink, colours.card), key=lambda ink: contrast(ink, fill))


def _step_word(step: int, code: str) -> str:
    word = ZONE_STAGE.label_of(code)
    return word if step <= SUBMITTED else f"{word}（省级）"


def _words(one: CountyZones) -> str:
    if not one.zones:
        return "尚无分区"
    waiting = one.at(-1)
    later = f"，{waiting} 个未启动或未填" if waiting else ""
    return f"已报批 {one.n_submitted}/{len(one.zones)} 个{later}"


def _hover(one: CountyZones, step: int, code: str) -> str:
    return f"{one.name}　{ZONE_STAGE.label_of(code)}　{one.at(step)} 个分区"


def _area_words(one: CountyZones) -> str:
    if not one.zones:
        return "尚无分区"
    km2 = f"{one.priority_km2:,.2f} km²"
    share = "占比无法计算" if one.share_pct is None else f"占县域 {one.share_pct:.1f}%"
    missing = f"，{one.n_unmeasured} 个面积未填" if one.n_unmeasured else ""
    return f"{km2}，{share}{missing}"
