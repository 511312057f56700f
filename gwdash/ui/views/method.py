"""方法说明: the rules behind every number, from the declarations that do the work."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from gwdash.export.method import MethodTable, Section, sections
from gwdash.export.tables import Table
from gwdash.ui.choices import open_up, opened
from gwdash.ui.components.export_menu import Offer, export_menu
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

#: How wide the list of parts is against the open one.
_COLUMNS = (1, 4.4)
#: Cells of so few characters are never broken.
_SHORT = 9


def show(frame: Frame) -> None:
    """Draw the list of parts and the open one."""
    parts = {section.key: section for section in sections()}
    key = opened("part", parts, next(iter(parts)))
    hint = span("gw-hint", "每个数、灯号、得分和类别怎样得来，依据是什么")
    st.html(tag("h1", frame.spec.title, hint, class_="gw-title"))
    left, right = st.columns(_COLUMNS)
    with left:
        _choose(parts, key)
    with right, st.container(key="card_method"):
        section = parts[key]
        st.html(_words(section))
        for table in section.tables:
            st.html(_table(table))
        if section.tables:
            export_menu([_offer(section, table) for table in section.tables], key="method")


def _choose(parts: Mapping[str, Section], chosen: str) -> None:
    with st.container(key="method_parts", gap=None):
        for section in parts.values():
            st.button(
                section.title,
                key=f"part_{section.key}",
                type="primary" if section.key == chosen else "tertiary",
                on_click=open_up,
                args=("part", section.key),
                width="stretch",
            )


def _words(section: Section) -> Html:
    return div(
        "",
        tag("h2", section.title, class_="gw-h2"),
        tag("ul", [tag("li", one) for one in section.sentences], class_="gw-sentences"),
    )


def _table(table: MethodTable) -> Html:
    head = tag("thead", tag("tr", [tag("th", one) for one in table.headings]))
    rows = [tag("tr", [_cell(text) for text in row]) for row in table.rows]
    return div("gw-scroll", tag("table", head, tag("tbody", rows), class_="gw-table"))


def _cell(text: str) -> Html:
    return tag("td", text, class_="gw-nowrap" if len(text) <= _SHORT else None)


def _offer(section: Section, table: MethodTable) -> Offer:
    return Offer(f"方法说明_{section.title}", lambda: _exported(section, table))


def _exported(section: Section, table: MethodTable) -> Table:
    frame = pd.DataFrame(list(table.rows), columns=list(table.headings))
    return Table(f"方法说明：{section.title}", frame, notes=section.sentences)
