"""台账与实物: the second tab of a task on 任务进展, which shows what the task is about.

Each task with such a page has one module with ``show(frame)``; only the open tab is asked for.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from gwdash.ui.choices import open_up, opened
from gwdash.ui.frame import Frame
from gwdash.ui.views import (
    depth_geothermal,
    depth_network,
    depth_rules,
    depth_sealed_wells,
    depth_sites,
    depth_sources,
    depth_zones,
)

#: What draws the ledgers of a task, by the task's number.
DEPTHS: Mapping[str, Callable[[Frame], None]] = {
    "1": depth_zones.show,
    "2": depth_sites.show,
    "3": depth_sources.show,
    "4": depth_network.show,
    "5": depth_geothermal.show,
    "6": depth_sealed_wells.show,
    "7": depth_rules.show,
}
ITEMS, LEDGER = "items", "ledger"
_TABS = {ITEMS: "事项进展", LEDGER: "台账与实物"}


def open_tab(task_no: str, default: str = ITEMS) -> str:
    """Draw the two tabs of a task and return the open one; a task without ledgers has none."""
    if task_no not in DEPTHS:
        return ITEMS
    tab = opened("view", _TABS, default)
    with st.container(key="task_tabs", horizontal=True):
        for code, label in _TABS.items():
            st.button(
                label,
                key=f"view_{code}",
                type="primary" if code == tab else "secondary",
                on_click=open_up,
                args=("view", code),
            )
    return tab


def show(frame: Frame, task_no: str) -> None:
    """Draw the ledgers of a task."""
    DEPTHS[task_no](frame)
