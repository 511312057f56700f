"""导出: what a page shows as files; a file is made when somebody asks for it and not before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from gwdash.export.page_tables import Origin
from gwdash.export.tables import Table, file_stem, to_csv
from gwdash.export.workbook import to_xlsx
from gwdash.ui.frame import Frame
from gwdash.ui.markup import span

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
_LABEL = "导出"


@dataclass(frozen=True, slots=True)
class Offer:
    """A table that can be taken away: its title, and what makes it on a click."""

    title: str
    make: Callable[[], Table]


def origin(frame: Frame) -> Origin:
    """Return what every exported table of a page run says of itself."""
    period = frame.period_label if frame.scope.period else ""
    return Origin(period, frame.source_line if period else "")


def page_exports(frame: Frame, offers: Sequence[Offer]) -> None:
    """Draw the menu of a page's tables at the end of its strip."""
    if frame.tools is not None:
        with frame.tools:
            export_menu(offers, key=frame.spec.key, period=frame.period_label)


def export_menu(offers: Sequence[Offer], *, key: str, period: str = "") -> None:
    """Draw a menu with a workbook and a csv for each table."""
    with st.popover(_LABEL, icon=":material/download:", key=f"export_{key}"):
        for place, offer in enumerate(offers):
            with st.container(
                key=f"exports_{key}_{place}", horizontal=True, vertical_alignment="center"
            ):
                st.html(span("gw-nowrap", offer.title), width="stretch")
                _buttons(offer, f"{key}_{place}", period)


def _buttons(offer: Offer, key: str, period: str) -> None:
    stem = file_stem(offer.title, period)
    st.download_button(
        "xlsx", lambda: to_xlsx(offer.make()), f"{stem}.xlsx", XLSX,
        key=f"export_xlsx_{key}", on_click="ignore", help=f"{offer.title}：Excel、WPS 表格",
    )  # fmt: skip
    st.download_button(
        "csv", lambda: to_csv(offer.make()), f"{stem}.csv", CSV,
        key=f"export_csv_{key}", on_click="ignore", help=f"{offer.title}：纯数据，UTF-8",
    )  # fmt: skip
