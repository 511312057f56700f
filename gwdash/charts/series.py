"""What one well has measured over time: the hydrograph, and an analyte against its classes."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.standards.analytes import Analyte

HEIGHT_PX = 330
_BAND_OPACITY = 0.16
_ROOM = 1.15
_NUMERALS = "ⅠⅡⅢⅣⅤ"
_SHORT_RECORD = pd.Timedelta(days=180)
_TARGET = 2
"""Place of class Ⅲ among the classes."""
NOT_DETECTED = frozenset({"nd", "nd_no_dl"})
#: Beyond this many points single markers hide the line.
_MANY_POINTS = 120


@dataclass(frozen=True, slots=True)
class Band:
    """One class as a range of values; `upper` is None for the last one."""

    number: int
    lower: float
    upper: float | None


def hydrograph(levels: pd.DataFrame, colours: Palette, *, as_head: bool = False) -> go.Figure:
    """Return a well's levels over time; depth to water grows downward, as in the ground.

    `levels` has ``measured_at`` and ``depth_to_water_m`` or, with `as_head`, ``head_m``. A gap
    in the record is a gap in the line only where a value is missing.
    """
    column, words = ("head_m", "水位标高") if as_head else ("depth_to_water_m", "水位埋深")
    shown = levels[levels[column].notna()]
    mode = "lines" if len(shown) > _MANY_POINTS else "lines+markers"
    figure = go.Figure()
    figure.add_scatter(
        x=shown["measured_at"],
        y=shown[column],
        mode=mode,
        line={"color": colours.bar, "width": 2},
        marker={"size": 5},
        hovertemplate=f"%{{x|%Y-%m-%d}}<br>{words} %{{y:.2f}} m<extra></extra>",
    )
    dress(figure, colours, height=HEIGHT_PX)
    figure.update_yaxes(title_text=f"{words}（m）", autorange=True if as_head else "reversed")
    figure.update_xaxes(tickformat="%Y-%m")
    return figure


def analyte_series(results: pd.DataFrame, analyte: Analyte, colours: Palette) -> go.Figure:
    """Return an analyte's results with class bands and the class Ⅲ limit.

    `results` has ``sampled_on, value, flag, detection_limit, raw``. What was not detected is
    drawn hollow at its detection limit, which is all that is known of it.
    """
    figure = go.Figure()
    points = _points(results)
    top = _top(points["height"], analyte)
    low = _low(points["height"], analyte)
    for band in bands(analyte):
        _add_band(figure, band, (low, top), colours)
    _add_limits(figure, analyte, colours)
    found, hollow = points[~points["hollow"]], points[points["hollow"]]
    figure.add_scatter(
        x=points["sampled_on"], y=points["height"], mode="lines", hoverinfo="skip",
        line={"color": colours.muted, "width": 1},
    )  # fmt: skip
    for part, symbol in ((found, "circle"), (hollow, "circle-open")):
        figure.add_scatter(
            x=part["sampled_on"], y=part["height"], mode="markers", text=part["said"],
            marker={"symbol": symbol, "size": 9, "color": colours.ink, "line": {"width": 2}},
            hovertemplate="%{x|%Y-%m-%d}<br>%{text}<extra></extra>",
        )  # fmt: skip
    dress(figure, colours, height=HEIGHT_PX)
    # Counts of bacteria have two units that the standard treats alike.
    said = analyte.unit.replace("|", " 或 ")
    unit = "" if said in {"", "无", "无量纲"} else f"（{said}）"
    figure.update_yaxes(title_text=f"{analyte.label}{unit}", range=[low, top], showgrid=False)
    figure.update_xaxes(tickformat="%Y-%m", range=_span(points["sampled_on"]))
    figure.update_layout(margin={"r": 56})
    return figure


def bands(analyte: Analyte) -> list[Band]:
    """Return the classes as ranges, from GB/T 14848-2017; none for pH and text indicators.

    A class whose limit equals the one before it has no range of its own (从优不从劣).
    """
    if analyte.kind not in {"le", "radio", "nd1"}:
        return []
    found: list[Band] = []
    lower = 0.0
    for number, limit in enumerate(analyte.upper, 1):
        if limit is None:
            continue
        upper = float(limit)
        if upper > lower:
            found.append(Band(number, lower, upper))
            lower = upper
    if found:
        found.append(Band(len(_NUMERALS), lower, None))
    return found


def limits(analyte: Analyte) -> list[float]:
    """Return the values that class Ⅲ must not pass: one limit, or two for pH."""
    if analyte.ph_bands is not None:
        return [float(analyte.ph_bands.low1), float(analyte.ph_bands.high1)]
    if analyte.kind == "text" or analyte.upper[_TARGET] is None:
        return []
    return [float(analyte.upper[_TARGET] or 0)]


def _points(results: pd.DataFrame) -> pd.DataFrame:
    """Return what can be drawn: a height, whether it is hollow, and what a pointer shows."""
    frame = results.copy()
    frame["hollow"] = frame["flag"].isin(NOT_DETECTED)
    frame["height"] = frame["value"].astype("float64")
    limit = frame["detection_limit"].astype("float64")
    frame.loc[frame["hollow"], "height"] = limit[frame["hollow"]].fillna(0.0)
    frame = frame[frame["height"].notna()]
    frame["said"] = [
        _said(raw, flag) for raw, flag in zip(frame["raw"], frame["flag"], strict=True)
    ]
    return frame


def _said(raw: object, flag: str) -> str:
    text = str(raw).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"未检出（{text}）" if flag in NOT_DETECTED else text


def _span(days: "pd.Series[pd.Timestamp]") -> list[pd.Timestamp] | None:
    """Return a span of a year around a record of days only, else leave it to the chart."""
    if days.empty or days.max() - days.min() > _SHORT_RECORD:
        return None
    return [days.min() - _SHORT_RECORD, days.max() + _SHORT_RECORD]


def _top(heights: "pd.Series[float]", analyte: Analyte) -> float:
    highest = max([float(heights.max())] if len(heights) else [0.0])
    return max([highest, *limits(analyte)]) * _ROOM or 1.0


def _low(heights: "pd.Series[float]", analyte: Analyte) -> float:
    if analyte.ph_bands is None:
        return 0.0
    lowest = [float(heights.min())] if len(heights) else []
    return min([*lowest, *limits(analyte)]) - 0.5


def _add_band(figure: go.Figure, band: Band, span: tuple[float, float], colours: Palette) -> None:
    low, top = span
    if band.lower >= top:
        return
    upper = min(top if band.upper is None else band.upper, top)
    figure.add_shape(
        type="rect", xref="paper", x0=0, x1=1, y0=max(band.lower, low), y1=upper, layer="below",
        fillcolor=colours.classes[band.number - 1], opacity=_BAND_OPACITY, line={"width": 0},
    )  # fmt: skip
    if (upper - band.lower) / (top - low) > 0.04:  # noqa: PLR2004 (room for one line of text)
        figure.add_annotation(
            xref="paper", x=1, xanchor="left", y=(band.lower + upper) / 2, showarrow=False,
            text=f" {_NUMERALS[band.number - 1]}类",
            font={"size": SMALL_PX, "color": colours.muted},
        )  # fmt: skip


def _add_limits(figure: go.Figure, analyte: Analyte, colours: Palette) -> None:
    for value in limits(analyte):
        figure.add_shape(
            type="line", xref="paper", x0=0, x1=1, y0=value, y1=value,
            line={"color": colours.limit, "width": 2, "dash": "dash"},
        )  # fmt: skip
        figure.add_annotation(
            xref="paper", x=0, xanchor="left", y=value, yanchor="bottom", showarrow=False,
            text=f"Ⅲ类限值 {value:g}", font={"size": SMALL_PX, "color": colours.limit},
        )  # fmt: skip
