"""The hydrograph of one well: its levels, the band of its own history, wet seasons and trend."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import pandas as pd
import plotly.graph_objects as go

from gwdash.assess.gaps import gaps
from gwdash.assess.own_history import Percentiles
from gwdash.assess.series_rules import SeriesRules
from gwdash.assess.trend import Trend
from gwdash.charts.series import HEIGHT_PX, add_slope, broken_line
from gwdash.charts.theme import SMALL_PX, Palette, dress, rgb
from gwdash.queries.level_record import LevelRecord

#: Beyond this many points single markers hide the line.
_MANY_POINTS = 120
_MID_MONTH = timedelta(days=14)
_OUTER, _INNER = 0.13, 0.24
#: The wet seasons stand in a strip along the upper edge, so that the band below stays readable.
_STRIP = 0.955
#: Days of a wet season that leave room for its name, by the days of the whole record.
_NAMED_SHARE = 0.07
_ROOM, _ROOM_ABOVE = 0.06, 0.12
_MONTHS = 12


def hydrograph(
    levels: pd.DataFrame, record: LevelRecord, rules: SeriesRules, colours: Palette
) -> go.Figure:
    """Return a well's levels over time; depth to water grows downward, as in the ground.

    `levels` has ``measured_at`` and the record's column. The bands are P10 to P90 and P25 to P75
    of the well's own history; the large mark is the mean of the last month; the line breaks at a
    month without a level.
    """
    shown = levels[levels[record.column].notna()].sort_values("measured_at")
    times: list[datetime] = list(pd.to_datetime(shown["measured_at"]).dt.to_pydatetime())
    values = [float(value) for value in shown[record.column]]
    figure = go.Figure()
    _add_history(figure, record, colours)
    breaks = gaps([time.date() for time in times])
    words = "水位标高" if not record.downward else "水位埋深"
    hover = f"%{{x|%Y-%m-%d}}<br>{words} %{{y:.2f}} m<extra></extra>"
    figure.add_scatter(
        **broken_line(times, values, breaks), mode="lines", connectgaps=False,
        line={"color": colours.bar, "width": 2}, hovertemplate=hover, name="levels",
    )  # fmt: skip
    points = _marked(len(times), breaks)
    figure.add_scatter(
        x=[times[place] for place in points], y=[values[place] for place in points],
        mode="markers", marker={"size": 5, "color": colours.bar}, hovertemplate=hover,
        name="points",
    )  # fmt: skip
    _add_present(figure, record, colours)
    if isinstance(record.trend, Trend):
        months = [month + _MID_MONTH for month in record.months]
        add_slope(figure, record.trend, months, list(record.months.values()), colours)
    _add_wet(figure, (times[0].date(), times[-1].date()), rules, colours)
    dress(figure, colours, height=HEIGHT_PX)
    figure.update_yaxes(title_text=f"{words}（m）", range=_range(record, values))
    figure.update_xaxes(tickformat="%Y-%m")
    figure.update_layout(margin={"r": 44})
    return figure


def _range(record: LevelRecord, values: Sequence[float]) -> list[float]:
    """Return the axis from its foot to its head, with room for the strip of the wet seasons."""
    now = record.history.now
    heights = [record.sign * value for value in values]
    heights += [] if now is None else [now.p10, now.p90]
    low, high = min(heights), max(heights)
    room = (high - low) or 1.0
    return [record.sign * (low - _ROOM * room), record.sign * (high + _ROOM_ABOVE * room)]


def _marked(n: int, breaks: Sequence[int]) -> list[int]:
    """Return the places that get a mark: all of a short record, of a long one what has no line."""
    if n <= _MANY_POINTS:
        return list(range(n))
    starts = [0, *breaks]
    return [a for a, b in zip(starts, [*breaks, n], strict=True) if b - a == 1]


def _add_history(figure: go.Figure, record: LevelRecord, colours: Palette) -> None:
    """Draw the band of each month on show; a month without percentiles leaves a hole."""
    red, green, blue = rgb(colours.muted)
    for run in _runs(record):
        x = [month + _MID_MONTH for month, _ in run]
        if record.history.present == run[-1][0]:
            x[-1] += _MID_MONTH
        for low, high, opacity in (("p10", "p90", _OUTER), ("p25", "p75", _INNER)):
            one, other = (
                [record.sign * getattr(known, name) for _, known in run] for name in (low, high)
            )
            figure.add_scatter(
                x=[*x, *reversed(x)], y=[*one, *reversed(other)], fill="toself", mode="lines",
                line={"width": 0}, fillcolor=f"rgba({red},{green},{blue},{opacity})",
                hoverinfo="skip", name=f"{low}-{high}",
            )  # fmt: skip
    now = record.history.now
    if now is None:
        return
    for name in ("p10", "p90"):
        figure.add_annotation(
            xref="paper", x=1, xanchor="left", y=record.sign * getattr(now, name),
            text=f" {name.upper()}", showarrow=False,
            font={"size": SMALL_PX, "color": colours.muted},
        )  # fmt: skip


def _runs(record: LevelRecord) -> Iterator[list[tuple[date, Percentiles]]]:
    """Yield stretches of months on show that all have percentiles."""
    run: list[tuple[date, Percentiles]] = []
    for month in _months(min(record.months), record.history.present):
        known = record.history.by_month.get(month.month)
        if known is not None:
            run.append((month, known))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _months(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return date(month.year + month.month // _MONTHS, month.month % _MONTHS + 1, 1)


def _add_present(figure: go.Figure, record: LevelRecord, colours: Palette) -> None:
    """Mark the mean of the last month, with its place in the well's own history."""
    present = record.history.present
    standing = record.history.standing
    figure.add_scatter(
        x=[present + _MID_MONTH], y=[record.months[present]], mode="markers",
        marker={
            "symbol": "diamond", "size": 11, "color": colours.accent,
            "line": {"width": 2, "color": colours.card},
        },
        hovertemplate=f"{present:%Y-%m} 月均 %{{y:.2f}} m<extra></extra>", name="present",
    )  # fmt: skip
    if standing is not None:
        figure.add_annotation(
            x=present + _MID_MONTH, y=record.months[present], xanchor="right", xshift=-9,
            text=standing.value, showarrow=False, bgcolor=colours.card, opacity=0.9, borderpad=1,
        )  # fmt: skip


def _add_wet(
    figure: go.Figure, span: tuple[date, date], rules: SeriesRules, colours: Palette
) -> None:
    """Draw the wet months as a strip along the upper edge, each stretch with its name."""
    first, last = span
    wide = (last - first).days * _NAMED_SHARE
    wet = [m for m in _months(first.replace(day=1), last) if m.month in rules.wet_months]
    for stretch in _stretches(wet):
        begin, end = max(stretch[0], first), min(_next(stretch[-1]), last)
        figure.add_shape(
            type="rect", yref="paper", x0=begin, x1=end, y0=_STRIP, y1=1, layer="below",
            fillcolor=colours.track, opacity=1, line={"width": 0},
        )  # fmt: skip
        if (end - begin).days >= wide:
            figure.add_annotation(
                x=begin + (end - begin) / 2, yref="paper", y=1, yanchor="top", showarrow=False,
                text="丰水期", font={"size": SMALL_PX - 2, "color": colours.muted}, borderpad=0,
            )  # fmt: skip


def _stretches(months: Sequence[date]) -> Iterator[list[date]]:
    run: list[date] = []
    for month in months:
        if run and _next(run[-1]) != month:
            yield run
            run = []
        run.append(month)
    if run:
        yield run
