"""A chart as it stands on paper: white, at print size, with title, period and source on it.

The browser saves what the screen shows of a chart and this module's few differences (`printed`),
so that no chart is sent twice; `print_figure` puts the two together where no browser page is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

import plotly.graph_objects as go

from gwdash.charts.daylight import changes, inked, inks, is_dark, light, mapped
from gwdash.charts.theme import FONTS, LIGHT

#: Text width of A4 across, ten inches of 96 dots as SVG counts them.
WIDTH_PX = 960
LEAST_HEIGHT_PX = 240
#: Makes 300 dots an inch of those 96.
SCALE = 3.125
_EDGE_PX = 28
_TEXT_PX = WIDTH_PX - 2 * _EDGE_PX
_TITLE_PX, _SUBTITLE_PX, _SOURCE_PX = 18, 14, 12
#: The library's own distance of lines, of the size of their first.
_PITCH = 1.3
#: From the paper's edge to the foot of the title's letters, and from the head to what follows.
_TITLE_FOOT_PX, _HEAD_GAP_PX, _FOOT_GAP_PX = 40, 14, 14
#: Labels of an axis along an edge: two lines above, one below, and its title.
_TOP_AXIS_PX, _BOTTOM_AXIS_PX, _AXIS_TITLE_PX = 44, 30, 28
#: Figures along the left axis, and what stands between words and axis.
_FIGURES_PX, _LABEL_GAP_PX = 48, 6
_UNSIZED_PX = 400
_WIDE, _NARROW = 1.0, 0.6
_UNITS = re.compile(r"[A-Za-z0-9_.,:/+#%²³()–—-]+|.")
_CLOSERS = "，。；、：）”％！？》"
_JOINT = " · "
_BETWEEN_KEYS = "　"


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour or a mark of the chart means."""

    words: str
    colour: str
    mark: str = "■"


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands on paper around a chart; on a page the card around it says so."""

    title: str
    period: str
    source: str
    """Where the figures come from, with the version."""
    note: str = ""
    """Rules, and what is left out."""
    counts: str = ""
    """n/N, or what else is said beside the title."""
    keys: Sequence[Key] = ()


def print_figure(figure: go.Figure, caption: Caption) -> go.Figure:
    """Return a figure as it is printed; the given one stays as it is."""
    whole, change = figure.to_dict(), printed(figure, caption)
    colours: dict[str, str] = change.get("colours", {})
    data = [mapped(trace, colours) for trace in whole["data"]]
    for trace, before in zip(data, whole["data"], strict=True):
        if ink := inked(before, change.get("inks", {})):
            trace["textfont"]["color"] = ink
    layout = {**mapped(whole["layout"], colours), **change["layout"]}
    layout["annotations"] = [*layout.get("annotations", ()), *change["annotations"]]
    layout.pop("meta", None)
    return go.Figure(data, layout)


def printed(figure: go.Figure, caption: Caption) -> dict[str, Any]:
    """Return how the printed figure differs from the one on the screen.

    ``layout`` replaces parts of its layout, ``annotations`` are added; on the dark wall
    ``colours`` gives each colour its light one, and ``inks`` by the fill under it that of a text
    on a bar.
    """
    head = [*_title(caption), *_subtitle(caption), *_keys(caption.keys)]
    foot = _foot(caption)
    own = figure.layout.margin
    lines = round(_PITCH * _TITLE_PX * (len(head) - 1))
    top = _TITLE_FOOT_PX + lines + _HEAD_GAP_PX + _top_room(figure)
    below = _bottom_room(figure)
    bottom = below + round(_PITCH * _SOURCE_PX * len(foot)) + _FOOT_GAP_PX
    plot = (figure.layout.height or _UNSIZED_PX) - (own.t or 0) - (own.b or 0)
    right = (own.r or 0) + _EDGE_PX
    change: dict[str, Any] = {
        "layout": {
            "width": WIDTH_PX,
            "height": max(LEAST_HEIGHT_PX, plot + top + bottom),
            "autosize": False,
            "margin": {"l": _EDGE_PX + _left_room(figure), "r": right, "t": top, "b": bottom},
            "paper_bgcolor": LIGHT.card,
            "title": _head(head),
        },
        "annotations": [_source(foot, right, below)],
    }
    if is_dark(figure.layout.paper_bgcolor):
        whole = figure.to_dict()
        change["colours"] = changes([whole["data"], whole["layout"]])
        change["inks"] = inks(whole["data"])
    return change


def wrapped(text: str, size_px: float, width_px: float = _TEXT_PX) -> list[str]:
    """Return a text as lines that are no wider than asked; words and figures are not broken."""
    lines = [""]
    units: list[str] = []
    for unit in _UNITS.findall(text):
        if units and unit in _CLOSERS:
            units[-1] += unit
        else:
            units.append(unit)
    for unit in units:
        if lines[-1] and _em(lines[-1] + unit) * size_px > width_px:
            lines[-1] = lines[-1].rstrip()
            lines.append(unit.lstrip())
        else:
            lines[-1] += unit
    return lines if lines[-1] else lines[:-1]


def _em(text: str) -> float:
    return sum(_WIDE if east_asian_width(letter) in "WFA" else _NARROW for letter in text)


def _title(caption: Caption) -> list[str]:
    return [f"<b>{_escaped(line)}</b>" for line in wrapped(caption.title, _TITLE_PX)]


def _subtitle(caption: Caption) -> list[str]:
    words = _JOINT.join(filter(None, (caption.period, caption.counts)))
    return [
        f'<span style="font-size:{_SUBTITLE_PX}px;color:{LIGHT.muted}">{_escaped(line)}</span>'
        for line in wrapped(words, _SUBTITLE_PX)
    ]


def _keys(keys: Iterable[Key]) -> list[str]:
    """Return lines of marks in their colours, each with its words."""
    rows: list[list[Key]] = [[]]
    for key in keys:
        row = [*rows[-1], key]
        wide = sum(_em(f"{one.mark} {one.words}{_BETWEEN_KEYS}") for one in row) * _SUBTITLE_PX
        if rows[-1] and wide > _TEXT_PX:
            rows.append([key])
        else:
            rows[-1] = row
    return [
        f'<span style="font-size:{_SUBTITLE_PX}px">'
        + _BETWEEN_KEYS.join(
            f'<span style="color:{light(one.colour)}">{one.mark}</span> {_escaped(one.words)}'
            for one in row
        )
        + "</span>"
        for row in rows
        if row
    ]


def _head(lines: Sequence[str]) -> dict[str, Any]:
    return {
        "text": "<br>".join(lines),
        "font": {"family": FONTS, "size": _TITLE_PX, "color": LIGHT.ink},
        "x": 0, "xref": "container", "xanchor": "left",
        "y": 1, "yref": "container", "yanchor": "top",
        "pad": {"l": _EDGE_PX, "t": _TITLE_FOOT_PX},
    }  # fmt: skip


def _foot(caption: Caption) -> list[str]:
    words = _JOINT.join(part.strip() for part in (caption.source, caption.note) if part.strip())
    return wrapped(words, _SOURCE_PX)


def _source(lines: Sequence[str], right_px: float, below_px: float) -> dict[str, Any]:
    """Return the source's lines, as wide as the paper and below the labels of the axis."""
    return {
        "text": "<br>".join(map(_escaped, lines)), "showarrow": False, "align": "left",
        "font": {"family": FONTS, "size": _SOURCE_PX, "color": LIGHT.muted},
        "xref": "paper", "x": 1, "xanchor": "right", "xshift": right_px - _EDGE_PX,
        "yref": "paper", "y": 0, "yanchor": "top", "yshift": -below_px,
        "width": _TEXT_PX, "borderpad": 0,
    }  # fmt: skip


def _top_room(figure: go.Figure) -> int:
    """Return what is drawn between head and plot: labels of an axis, a legend, or nothing."""
    axis = figure.layout.xaxis
    labels = _TOP_AXIS_PX if axis.side == "top" and axis.visible is not False else 0
    return max(labels, int(figure.layout.margin.t or 0))


def _left_room(figure: go.Figure) -> int:
    """Return what the labels of the left axis need; the library adds to it where it is little."""
    axis = figure.layout.yaxis
    if axis.visible is False:
        return 0
    names = axis.ticktext or {
        name for trace in figure.data if trace.y is not None for name in trace.y
        if isinstance(name, str)
    }  # fmt: skip
    room = max(map(_em, names)) * (axis.tickfont.size or _SUBTITLE_PX) if names else _FIGURES_PX
    return round(room) + _LABEL_GAP_PX + (_AXIS_TITLE_PX if axis.title.text else 0)


def _bottom_room(figure: go.Figure) -> int:
    axis = figure.layout.xaxis
    if axis.visible is False or axis.side == "top":
        return _FOOT_GAP_PX
    return _BOTTOM_AXIS_PX + (_AXIS_TITLE_PX if axis.title.text else 0)


def _escaped(text: str) -> str:
    """Return text that a chart shows as it is: charts read a few tags as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
