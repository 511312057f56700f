"""Putting a figure on a page: the same settings for all, Chinese where the library speaks."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

_CONFIG = {"displayModeBar": False, "locale": "zh-CN", "scrollZoom": False, "displaylogo": False}
#: Three dots for one of the screen: sharp in print at the width of a page.
_PRINT_SCALE = 3
#: The second button says JSON in the library; the served script makes it save SVG (words.csv).
_BUTTONS = [["toImage", "downloadJson"]]


def plot(figure: go.Figure, *, key: str, alt: str, file_name: str = "") -> None:
    """Draw a ready figure; a dict instead of a figure would cost fifteen times as much.

    With a `file_name` (without ending) a pointer over the chart brings up two buttons, which
    save it as png and svg under that name.
    """
    st.plotly_chart(figure, key=key, theme=None, config=settings(file_name), alt=alt)


def settings(file_name: str) -> dict[str, Any]:
    """Return the library's settings for a chart that is saved under `file_name`, if any."""
    if not file_name:
        return _CONFIG
    image = {"format": "png", "filename": file_name, "scale": _PRINT_SCALE}
    saving = {
        "displayModeBar": "hover",
        "modeBarButtons": _BUTTONS,
        "toImageButtonOptions": image,
    }
    return _CONFIG | saving
