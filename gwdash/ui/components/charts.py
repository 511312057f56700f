"""Putting a figure on a page: the same settings for all, Chinese where the library speaks."""

import plotly.graph_objects as go
import streamlit as st

#: The bar of buttons has English words and nothing that a leader needs.
_CONFIG = {"displayModeBar": False, "locale": "zh-CN", "scrollZoom": False}


def plot(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a ready figure; a dict instead of a figure would cost fifteen times as much."""
    st.plotly_chart(figure, key=key, theme=None, config=_CONFIG, alt=alt)
