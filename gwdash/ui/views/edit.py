"""在线修改: the page around the panel."""

import streamlit as st

from gwdash.ui.frame import Frame
from gwdash.ui.markup import span, tag
from gwdash.ui.views.edit_panel import edit_panel


def show(frame: Frame) -> None:
    """Draw the page."""
    with st.container(key="card_edit"):
        st.html(
            tag(
                "h1",
                frame.spec.title,
                span("gw-muted gw-sub-title", "　只改几个单元格时用；整张表请到数据填报重交"),
                class_="gw-title",
            )
        )
        edit_panel(frame)
