"""Charts of tables and counties for pictures: bars, columns, lines, and the shaded region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any, Literal

import plotly.graph_objects as go

from gwdash.charts.county_map import fill_of
from gwdash.charts.region_image import Shade
from gwdash.charts.shapes import Sheet
from gwdash.charts.theme import SMALL_PX, Palette, contrast, dress

_ROW_PX, _FRAME_PX, _COLUMNS_PX = 34, 60, 360
_ROOM = 1.15
_MAP_PX = 640
_CARRIED = "（沿用）"
_CLASSES = tuple(f"{grade}类" for grade in "ⅠⅡⅢⅣⅤ")


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values of a chart; None where there is nothing to draw."""

    name: str
    values: Sequence[float | None]


def plain_chart(
    kind: Literal["bar", "column", "line"],
    categories: Sequence[str],
    series: Sequence[Series],
    colours: Palette,
) -> go.Figure:
    """Return series over categories, which may have one name twice; the first bar lies on top."""
    figure = go.Figure()
    places = list(range(len(categories)))
    is_stacked = all(one.name in _CLASSES for one in series)
    for one, fill in zip(series, fills(series, colours), strict=True):
        words = [_said(value, zero=not is_stacked) for value in one.values]
        if kind == "line":
            figure.add_scatter(
                x=places, y=list(one.values), name=one.name, mode="lines+markers",
                line={"color": fill},
            )  # fmt: skip
        else:
            lies = kind == "bar"
            figure.add_bar(
                x=list(one.values) if lies else places,
                y=places if lies else list(one.values),
                orientation="h" if lies else "v", name=one.name, text=words,
                textposition="inside" if is_stacked else "outside", cliponaxis=False, textangle=0,
                insidetextanchor="middle",
                marker={"color": fill}, textfont={"size": SMALL_PX, "color": _ink(fill, colours)
                                                  if is_stacked else colours.ink},
            )  # fmt: skip
    rows = len(categories) * max(len(series), 1)
    height = _FRAME_PX + _ROW_PX * max(rows, 1) if kind == "bar" else _COLUMNS_PX
    dress(figure, colours, height=height)
    columns = zip(*(one.values for one in series), strict=True) if is_stacked else ()
    known = [sum(filter(None, column)) for column in columns] or [
        value for one in series for value in one.values if value is not None
    ]
    reach = [min(0, *known) * _ROOM, max(0, *known) * _ROOM or 1] if known else [0, 1]
    if kind == "bar":
        figure.update_yaxes(autorange="reversed", showgrid=False, **_named(categories))
        figure.update_xaxes(range=reach)
    else:
        figure.update_xaxes(showgrid=False, **_named(categories))
        figure.update_yaxes(range=reach)
    figure.update_layout(barmode="stack" if is_stacked else "group")
    return figure


def fills(series: Sequence[Series], colours: Palette) -> list[str]:
    """Return the colour of each row of values; classes of water have their own."""
    usual = cycle((colours.bar, colours.muted, *colours.ramp))
    classes = dict(zip(_CLASSES, colours.classes, strict=True))
    return [classes.get(one.name) or next(usual) for one in series]


def _named(categories: Sequence[str]) -> dict[str, Any]:
    return {"tickvals": list(range(len(categories))), "ticktext": list(categories)}


def _said(value: float | None, *, zero: bool) -> str:
    if value is None or (not value and not zero):
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _ink(fill: str, colours: Palette) -> str:
    """Return what can be read on a colour."""
    return max((colours.ink, colours.card), key=lambda ink: contrast(ink, fill))


def shaded_region(sheet: Sheet, shades: Mapping[str, Shade], colours: Palette) -> go.Figure:
    """Return the counties shaded, each with its name and value; a value carried on says so."""
    figure = go.Figure()
    for county in sheet.counties:
        shade = shades.get(county.code)
        figure.add_shape(
            type="path", path=county.path.replace("M", "M ").replace("L", " L "),
            fillcolor=fill_of(shade, colours), line={"color": colours.card, "width": 1.4},
            layer="below",
        )  # fmt: skip
        said = "" if shade is None else shade.caption
        if shade is not None and shade.hatched:
            said += _CARRIED
        x, y = county.label_at
        figure.add_annotation(
            x=x, y=y, text=f"<b>{county.name}</b><br>{said}", showarrow=False,
            font={"size": SMALL_PX, "color": colours.map_ink},
        )  # fmt: skip
    # A figure without any trace is drawn without its axes, and the shapes have none to lie on.
    figure.add_scatter(x=[None], y=[None])
    dress(figure, colours, height=_MAP_PX)
    figure.update_xaxes(range=[0, sheet.width], visible=False)
    figure.update_yaxes(range=[sheet.height, 0], visible=False, scaleanchor="x", constrain="domain")
    return figure
