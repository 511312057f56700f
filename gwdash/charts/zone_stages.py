"""任务一 on a map: each zone's outline, the fuller the farther it is on its way to 报批."""

from collections.abc import Iterator, Mapping, Sequence

import plotly.graph_objects as go

from gwdash.charts.shapes import rings
from gwdash.charts.theme import SMALL_PX, Palette, between, dress
from gwdash.queries.depth_zones import NOT_BEGUN, STEPS, SUBMITTED, Zone
from gwdash.queries.map_outlines import ZoneOutline
from gwdash.registry.fields.zones import ZONE_STAGE
from gwdash.registry.region import REGION

_HEIGHT = 560
_PALEST, _BEFORE = 0.15, 0.55
"""How far from the card's colour to the full one the first step is, and the last before 报批."""
_ROOM_DEG = 0.02
#: One degree of longitude is so much shorter than one of latitude at the region's middle.
_SQUEEZE = 0.825
#: A smaller zone is a few pixels: it gets a mark as well, km².
_SMALL_KM2, _MARK_PX = 3.0, 8


def stage_look(step: int, colours: Palette) -> tuple[str, str]:
    """Return the fill and the hatching of a step: full from 报批 on, hatched before it."""
    if step == NOT_BEGUN:
        return colours.blank, ""
    if step > SUBMITTED:
        return colours.ink, ""
    if step == SUBMITTED:
        return colours.bar, ""
    share = _PALEST + (_BEFORE - _PALEST) * step / (SUBMITTED - 1)
    return between((colours.card, colours.bar), share), "/"


def stage_word(step: int) -> str:
    """Return a step in words."""
    return "未启动或未填" if step == NOT_BEGUN else ZONE_STAGE.label_of(STEPS[step])


def zone_stages(
    found: Sequence[Zone], outlines: Mapping[str, ZoneOutline], county: str, colours: Palette
) -> go.Figure:
    """Return the counties with the zones that have an outline, by the step each stands on."""
    figure = go.Figure()
    _counties(figure, county, colours)
    drawn = [zone for zone in found if zone.zone_id in outlines]
    # Large ones first: a zone around a well lies within a recharge zone.
    for zone in sorted(drawn, key=lambda one: -(one.area_km2 or 0.0)):
        _zone(figure, zone, outlines[zone.zone_id], colours)
    _names(figure, county, colours)
    dress(figure, colours, height=_HEIGHT)
    figure.update_layout(showlegend=False, margin={"l": 4, "r": 4, "t": 4, "b": 4})
    west, south, east, north = _box(county)
    figure.update_xaxes(visible=False, range=[west - _ROOM_DEG, east + _ROOM_DEG])
    figure.update_yaxes(
        visible=False, range=[south - _ROOM_DEG, north + _ROOM_DEG], scaleanchor="x",
        scaleratio=1 / _SQUEEZE,
    )  # fmt: skip
    return figure


def _counties(figure: go.Figure, county: str, colours: Palette) -> None:
    for feature in _shown(county):
        x, y = _joined(rings(feature))
        figure.add_scatter(
            x=x, y=y, mode="lines", fill="toself", fillcolor=colours.track, hoverinfo="skip",
            line={"color": colours.card, "width": 1.5},
        )  # fmt: skip


def _names(figure: go.Figure, county: str, colours: Palette) -> None:
    named = [one for one in REGION.counties if county in {"", one.code}]
    figure.add_scatter(
        x=[one.label_at[0] for one in named], y=[one.label_at[1] for one in named], mode="text",
        text=[one.name for one in named], hoverinfo="skip",
        textfont={"size": SMALL_PX + 1, "color": colours.ink, "weight": 700,
                  "shadow": f"0 0 4px {colours.card}, 0 0 4px {colours.card}"},
    )  # fmt: skip


def _zone(figure: go.Figure, zone: Zone, outline: ZoneOutline, colours: Palette) -> None:
    fill, shape = stage_look(zone.step, colours)
    words = f"{zone.name}<br>{zone.place}　{zone.subclass_label}　{zone.stage_label}"
    edge = {"color": colours.mark, "width": 0.9}
    pattern = {"fillpattern": {"shape": shape, "fgcolor": colours.mark, "bgcolor": fill,
                               "fillmode": "replace", "size": 6, "solidity": 0.15}}  # fmt: skip
    x, y = _joined(rings({"geometry": outline.geometry}))
    figure.add_scatter(
        x=x, y=y, mode="lines", fill="toself", fillcolor=fill, line=edge, text=words,
        hoverinfo="text", hoveron="fills", name=zone.zone_id, **(pattern if shape else {}),
    )  # fmt: skip
    if zone.area_km2 is not None and zone.area_km2 >= _SMALL_KM2:
        return
    figure.add_scatter(
        x=[outline.lon], y=[outline.lat], mode="markers", hovertext=words, hoverinfo="text",
        marker={"size": _MARK_PX, "color": fill, "line": edge,
                "symbol": "circle" if zone.is_submitted else "triangle-up"},
    )  # fmt: skip


def _joined(found: Iterator[list[list[float]]]) -> tuple[list[float | None], list[float | None]]:
    """Return closed rings one after another with gaps between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in found:
        for place in [*ring, ring[0]]:
            x.append(place[0])
            y.append(place[1])
        x.append(None)
        y.append(None)
    return x, y


def _shown(county: str) -> list[dict[str, object]]:
    codes = {one.code for one in REGION.counties if county in {"", one.code}}
    return [one for one in REGION.boundary["features"] if one["properties"]["code"] in codes]


def _box(county: str) -> tuple[float, float, float, float]:
    spots = [place for one in _shown(county) for ring in rings(one) for place in ring]
    east, north = (max(place[axis] for place in spots) for axis in (0, 1))
    west, south = (min(place[axis] for place in spots) for axis in (0, 1))
    return west, south, east, north
