"""One indicator of one well over time, against the classes of GB/T 14848-2017."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import plotly.graph_objects as go

from gwdash.assess.gaps import gaps
from gwdash.assess.trend import DAYS_A_YEAR, Trend
from gwdash.assess.trend_words import number
from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.analyte_record import NOT_DETECTED, AnalyteRecord, Sampling
from gwdash.registry.codes import SEASON
from gwdash.standards.analytes import Analyte

HEIGHT_PX = 330
_BAND_OPACITY = 0.16
_ROOM = 1.15
_NUMERALS = "ⅠⅡⅢⅣⅤ"
_SHORT_RECORD = timedelta(days=180)
_TARGET = 2
"""Place of class Ⅲ among the classes."""
#: More samplings than this leave no room for the word of each one's season.
_MANY_SEASONS = 24


@dataclass(frozen=True, slots=True)
class Band:
    """One class as a range of values; `upper` is None for the last one."""

    number: int
    lower: float
    upper: float | None


def analyte_series(record: AnalyteRecord, colours: Palette) -> go.Figure:
    """Return an indicator's results with class bands, the class Ⅲ limit, seasons and trend.

    What was not detected is drawn hollow at half its detection limit, and at nothing where the
    limit is unknown; the line breaks where a sampling was left out or has no result.
    """
    analyte = record.analyte
    figure = go.Figure()
    shown = [one for one in record.samplings if one.measured]
    heights = [one.height or 0.0 for one in shown]
    top, low = _top(heights, analyte), _low(heights, analyte)
    for band in bands(analyte):
        _add_band(figure, band, (low, top), colours)
    _add_limits(figure, analyte, colours)
    days = [one.sampled_on for one in shown]
    figure.add_scatter(
        **broken_line(days, heights, _breaks(record)), mode="lines", hoverinfo="skip",
        line={"color": colours.muted, "width": 1}, connectgaps=False,
    )  # fmt: skip
    for hollow, symbol in ((False, "circle"), (True, "circle-open")):
        part = [one for one in shown if (one.flag in NOT_DETECTED) == hollow]
        figure.add_scatter(
            x=[one.sampled_on for one in part],
            y=[one.height or 0.0 for one in part],
            text=[_said(one) for one in part],
            mode="markers",
            marker={"symbol": symbol, "size": 9, "color": colours.ink, "line": {"width": 2}},
            hovertemplate="%{x|%Y-%m-%d}%{text}<extra></extra>",
        )
    _add_seasons(figure, shown, colours)
    if isinstance(record.trend, Trend):
        add_slope(figure, record.trend, days, heights, colours)
    dress(figure, colours, height=HEIGHT_PX)
    # Counts of bacteria have two units that the standard treats alike.
    said = analyte.unit.replace("|", " 或 ")
    unit = "" if said in {"", "无", "无量纲"} else f"（{said}）"
    figure.update_yaxes(title_text=f"{analyte.label}{unit}", range=[low, top], showgrid=False)
    figure.update_xaxes(tickformat="%Y-%m", range=_span(days))
    figure.update_layout(margin={"r": 56})
    return figure


def broken_line(
    days: Sequence[date], heights: Sequence[float], breaks: Collection[int]
) -> dict[str, list[date | float | None]]:
    """Return ``x`` and ``y`` of a line with a hole before each of the places in `breaks`."""
    x: list[date | float | None] = []
    y: list[date | float | None] = []
    for place, (on, height) in enumerate(zip(days, heights, strict=True)):
        if place in breaks:
            x.append(days[place - 1] + (on - days[place - 1]) / 2)
            y.append(None)
        x.append(on)
        y.append(height)
    return {"x": x, "y": y}


def add_slope(
    figure: go.Figure,
    trend: Trend,
    days: Sequence[date],
    heights: Sequence[float],
    colours: Palette,
) -> None:
    """Draw Sen's slope through the middle of the readings where the trend is significant."""
    if not trend.significant or not days:
        return
    years = [(day - days[0]).days / DAYS_A_YEAR for day in days]
    level = median(y - trend.slope * x for x, y in zip(years, heights, strict=True))
    figure.add_scatter(
        x=[days[0], days[-1]], y=[level, level + trend.slope * years[-1]],
        mode="lines", hoverinfo="skip", line={"color": colours.mark, "width": 2, "dash": "dot"},
        name="slope",
    )  # fmt: skip


def bands(analyte: Analyte) -> list[Band]:
    """Return the classes as ranges, from GB/T 14848-2017; none for pH and text indicators.

    A class whose limit equals the one before it has no range of its own (从优不从劣).
    """
    if analyte.kind not in {"le", "radio", "nd1"}:
        return []
    found: list[Band] = []
    lower = 0.0
    for place, limit in enumerate(analyte.upper, 1):
        if limit is None:
            continue
        upper = float(limit)
        if upper > lower:
            found.append(Band(place, lower, upper))
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


def _breaks(record: AnalyteRecord) -> set[int]:
    """Return the places in the drawn line that a gap or a result that is none precedes."""
    found = set(gaps([one.sampled_on for one in record.samplings if one.measured]))
    place, absent = 0, False
    for one in record.samplings:
        if not one.measured:
            absent = True
            continue
        if absent and place:
            found.add(place)
        absent = False
        place += 1
    return found


def _said(one: Sampling) -> str:
    """Return what a pointer shows below the day."""
    text = one.raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    season = f" {SEASON.label_of(one.season)}" if one.season else ""
    if one.flag not in NOT_DETECTED:
        return f"{season}<br>{text}"
    if one.detection_limit is None:
        return f"{season}<br>未检出（{text}），没有检出限，画在0处"
    limit = number(float(one.detection_limit))
    return f"{season}<br>未检出（{text}），检出限 {limit}，画在其一半处"


def _add_seasons(figure: go.Figure, shown: Sequence[Sampling], colours: Palette) -> None:
    """Write 枯, 平 or 丰 along the upper edge over each sampling that names its season."""
    named = [one for one in shown if one.season]
    if len(named) > _MANY_SEASONS:
        return
    for one in named:
        figure.add_annotation(
            x=one.sampled_on, yref="paper", y=1, yanchor="top", showarrow=False,
            text=SEASON.label_of(one.season)[:1],
            font={"size": SMALL_PX, "color": colours.muted},
        )  # fmt: skip


def _span(days: Sequence[date]) -> list[date] | None:
    """Return a span of a year around a record of days only, else leave it to the chart."""
    if not days or max(days) - min(days) > _SHORT_RECORD:
        return None
    return [min(days) - _SHORT_RECORD, max(days) + _SHORT_RECORD]


def _top(heights: Sequence[float], analyte: Analyte) -> float:
    return max([0.0, *heights, *limits(analyte)]) * _ROOM or 1.0


def _low(heights: Sequence[float], analyte: Analyte) -> float:
    if analyte.ph_bands is None:
        return 0.0
    return min([*heights, *limits(analyte)]) - 0.5


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
