"""Charts of 水质: the classes of a season against the same season, and the worst indicators."""

from collections.abc import Sequence

import plotly.graph_objects as go

from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.quality import SeasonView
from gwdash.queries.quality_results import AnalyteFinding
from gwdash.standards.gbt14848 import GRADES, UNDECIDED

_ROW_PX = 40
_FRAME_PX = 24
_BAR_WIDTH = 0.62
_TICK_PX = 24
#: Length of the axis over the longest bar: what is more is room for its words.
_ROOM = 1.8
_ANALYTE_ROOM = 2.2
SHOWN_ANALYTES = 8


def class_chart(now: SeasonView, before: SeasonView, colours: Palette) -> go.Figure:
    """Return how many points have each class, Ⅰ on top; a tick marks the same season.

    未定 has a row only where there is such a point: it is no sixth class.
    """
    grades = [*range(1, len(GRADES) + 1)]
    shown: list[int | None] = [*grades]
    if now.by_grade[None] or before.by_grade[None]:
        shown.append(None)
    counts = [now.by_grade[grade] for grade in shown]
    earlier = [before.by_grade[grade] for grade in shown]
    names = [_class_name(grade) for grade in shown]
    figure = go.Figure()
    figure.add_bar(
        y=names, x=counts, orientation="h", width=_BAR_WIDTH, hoverinfo="skip",
        marker={"color": [_class_colour(grade, colours) for grade in shown]},
    )  # fmt: skip
    # No tick at nothing: it would read as the axis.
    ticks = [old or None for old in earlier]
    figure.add_scatter(
        y=names, x=ticks, mode="markers", hoverinfo="skip",
        marker={
            "symbol": "line-ns", "size": _TICK_PX, "line": {"width": 3, "color": colours.mark}
        },
    )  # fmt: skip
    figure.add_scatter(
        y=names,
        x=[max(n, old) for n, old in zip(counts, earlier, strict=True)],
        mode="text",
        text=[_count_words(n, old, before) for n, old in zip(counts, earlier, strict=True)],
        textposition="middle right", textfont={"color": colours.ink}, hoverinfo="skip",
        cliponaxis=False,
    )  # fmt: skip
    return _rows(figure, len(names), max([*counts, *earlier, 1]), colours)


def analyte_chart(findings: Sequence[AnalyteFinding], colours: Palette) -> go.Figure:
    """Return the indicators above class Ⅲ by the number of points, the most on top."""
    shown = [one for one in findings if one.n_exceeding][:SHOWN_ANALYTES]
    figure = go.Figure()
    figure.add_bar(
        y=[one.name for one in shown],
        x=[one.n_exceeding for one in shown],
        orientation="h",
        width=_BAR_WIDTH,
        cliponaxis=False,
        marker={"color": [_class_colour(one.worst_grade, colours) for one in shown]},
        text=[_analyte_words(one) for one in shown],
        textposition="outside",
        textfont={"color": colours.ink},
        hoverinfo="skip",
    )
    most = max([one.n_exceeding for one in shown], default=1)
    return _rows(figure, len(shown), most, colours, room=_ANALYTE_ROOM)


def _rows(
    figure: go.Figure, n_rows: int, most: int, colours: Palette, *, room: float = _ROOM
) -> go.Figure:
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(n_rows, 1))
    figure.update_xaxes(visible=False, range=[0, most * room])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickfont={"size": SMALL_PX + 2, "color": colours.ink}
    )
    return figure


def _class_name(grade: int | None) -> str:
    return UNDECIDED if grade is None else f"{GRADES[grade - 1]}类"


def _class_colour(grade: int | None, colours: Palette) -> str:
    return colours.muted if grade is None else colours.classes[grade - 1]


def _count_words(n: int, old: int, before: SeasonView) -> str:
    return f"  {n} 个　同期 {old}" if before.sampled else f"  {n} 个"


def _analyte_words(one: AnalyteFinding) -> str:
    worst = _class_name(one.worst_grade)
    times = f"　{one.times_over:.2f} 倍" if one.times_over is not None else ""
    return f"  {one.n_exceeding}/{one.n_decided}　{worst}{times}"
