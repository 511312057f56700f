"""The grids of 报送日历 as charts, because a table of links cannot be saved as a picture."""

from collections.abc import Sequence

import streamlit as st

from gwdash.charts.duty_grid import DutyRow, duty_grid
from gwdash.charts.paper import Caption
from gwdash.queries.calendar import FACES, Duty, Status
from gwdash.queries.calendar_counts import counts
from gwdash.registry.datasets import DATASETS
from gwdash.ui.components.charts import plot
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame

_STATES = "，".join(f"{face.mark} {face.word}" for face in FACES.values())


def show(frame: Frame, title: str, duties: Sequence[Duty], month: str, source_words: str) -> None:
    """Draw one group's grid of a month with its pictures; nothing where nobody owes anything."""
    if not duties:
        return
    # The buttons find the chart by its key, which is a class name: letters only.
    key = f"duty_grid_{duties[0].reporter.group}"
    rows, columns = _rows(duties)
    n = counts(duties)
    note = f"{_STATES}；“·”为不用报送"
    about = f"应报 {n.owed} 份，已报 {n.handed_in} 份，未报 {n.missing} 份"
    pictures = plot(
        duty_grid(rows, columns, frame.colours), key=key,
        alt=f"{month}{title}报送情况图",
        caption=Caption(f"{title}报送情况", month, source_words, note, about),
    )  # fmt: skip
    st.html(source(f"{title}报送情况 · {source_words}", pictures))


def _rows(duties: Sequence[Duty]) -> tuple[list[DutyRow], list[str]]:
    found: dict[str, dict[str, Status]] = {}
    for duty in duties:
        found.setdefault(duty.reporter.name, {})[duty.dataset.name] = duty.status
    held = {name for own in found.values() for name in own}
    columns = [dataset for dataset in DATASETS.values() if dataset.name in held]
    rows = [
        DutyRow(name, tuple(own.get(dataset.name) for dataset in columns))
        for name, own in found.items()
    ]
    return rows, [dataset.label for dataset in columns]
