"""Putting a figure on a page: the same settings for all, Chinese where the library speaks."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st

from gwdash.charts.paper import SCALE, Caption, Key, printed
from gwdash.charts.stacked import Part
from gwdash.export.tables import file_stem
from gwdash.registry.region import REGION
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, span, tag

_CONFIG = {"displayModeBar": False, "locale": "zh-CN", "scrollZoom": False, "displaylogo": False}
#: The second button says JSON in the library; the served script makes it save SVG (words.csv).
_BUTTONS = [["toImage", "downloadJson"]]
_PATTERN = "▨"


def plot(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    caption: Caption,
    on_select: Callable[[], None] | Literal["ignore"] = "ignore",
) -> Html:
    """Draw a ready figure and return the buttons that save it, for the line below it.

    What is saved as png and svg is the printed figure: its `caption` goes along with it, under
    whose title and period it is saved. A dict instead of a figure would cost fifteen times as
    much.
    """
    figure.update_layout(meta={"print": printed(figure, caption)})
    st.plotly_chart(
        figure, key=key, theme=None, config=settings(caption), alt=alt, on_select=on_select,
        selection_mode="points",
    )  # fmt: skip
    return _pictures(key, caption.title)


def caption(
    frame: Frame, title: str, about: str, *, note: str = "", keys: Iterable[Key] = ()
) -> Caption:
    """Return what stands around a chart of a page when it is printed.

    `about` says of which places and how many things it is.
    """
    return Caption(title, frame.period_label, frame.source_line, note, about, tuple(keys))


def scope_words(frame: Frame, counts: str = "") -> str:
    """Return the county and area that a page is about, and how many things it counts."""
    area = "含" if frame.scope.include_new_area else "不含"
    chosen = REGION.place_name(frame.scope.county) if frame.scope.county else "全部县市区"
    where = f"{chosen}，{area}{REGION.new_area}直管区"
    return " · ".join(filter(None, (where, counts)))


def keys_of(parts: Iterable[tuple[Part, str]]) -> list[Key]:
    """Return the legend beside a chart, parts with a figure each, as it is printed."""
    return [
        Key(f"{part.name} {figure}".rstrip(), part.swatch.ink, _PATTERN)
        if part.is_hatched
        else Key(f"{part.name} {figure}".rstrip(), part.swatch.fill)
        for part, figure in parts
    ]


def settings(caption: Caption) -> dict[str, Any]:
    """Return the library's settings for a chart that is saved as its caption says."""
    name = file_stem(caption.title, caption.period)
    saving = {
        "displayModeBar": "hover",
        "modeBarButtons": _BUTTONS,
        "toImageButtonOptions": {"format": "png", "filename": name, "scale": SCALE},
    }
    return _CONFIG | saving


def _pictures(key: str, title: str) -> Html:
    """Return two visible buttons that press the chart's own, which a pointer has to find."""
    return span(
        "gw-pictures",
        " 图片 ",
        [
            tag("button", word, class_="gw-picture", type="button", title=f"{title}：保存为{said}",
                data_gw_picture=key, data_gw_format=word)
            for word, said in (("png", "图片（PNG）"), ("svg", "矢量图（SVG）"))
        ],
    )  # fmt: skip
