"""数据字典: the choice of a ledger, grouped by the task that it belongs to."""

import streamlit as st

from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.ui.choices import open_up
from gwdash.ui.markup import tag

_WHOLE, _INTERNAL = "综合调度与考核", "内部（平台自己写入）"


def group_of(dataset: Dataset) -> str:
    """Return the heading under which a ledger stands: its task, or what serves all tasks."""
    if dataset.internal:
        return _INTERNAL
    if set(dataset.tasks) >= {task.no for task in REGION.tasks}:
        return _WHOLE
    # Samples serve two tasks and stand with the wells in which they are taken.
    return REGION.task(max(dataset.tasks)).short_name


def groups() -> dict[str, list[Dataset]]:
    """Return the ledgers by heading: what serves all tasks, each task, what is internal."""
    found: dict[str, list[Dataset]] = {_WHOLE: []}
    for task in REGION.tasks:
        found[task.short_name] = []
    for dataset in DATASETS.values():
        found.setdefault(group_of(dataset), []).append(dataset)
    return {heading: members for heading, members in found.items() if members}


def choose(name: str) -> None:
    """Draw the ledgers under their headings; the open one is marked."""
    with st.container(key="dictionary_groups", gap=None):
        for heading, members in groups().items():
            st.html(tag("h2", heading, class_="gw-dictionary-group"))
            for dataset in members:
                st.button(
                    dataset.label,
                    key=f"ledger_{dataset.name}",
                    type="primary" if dataset.name == name else "tertiary",
                    on_click=open_up,
                    args=("ledger", dataset.name),
                    width="stretch",
                )
