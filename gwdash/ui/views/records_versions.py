"""The published versions with why each came about, and 更正说明 between two of them."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gwdash.archive.model import Version
from gwdash.config import workspace
from gwdash.export.record_tables import correction_table
from gwdash.intake import difference, maintenance, records
from gwdash.intake.difference import SliceChange
from gwdash.ui.choices import Choice, chosen
from gwdash.ui.components.export_menu import Offer, export_menu
from gwdash.ui.markup import Html, div, span, tag

_SHOWN_SENTENCES, _SHOWN_VERSIONS = 80, 200
_KEPT = 8


def show(tools: DeltaGenerator) -> None:
    """Draw the versions and what changed between the chosen two."""
    found = records.published(workspace())
    if not found:
        st.html(div("gw-card gw-empty", "还没有发布过数据版本；第一份报送审核通过后自动发布。"))
        return
    with st.container(key="card_correction"):
        _correction(found, tools)
    with st.container(key="card_versions"):
        st.html(tag("h2", "数据版本", span("gw-hint", "每次审核通过、退回、撤回都发布一个新版本"),
                    class_="gw-h2"))  # fmt: skip
        st.html(_table(found, maintenance.current_version(workspace())))


def _correction(found: Sequence[Version], tools: DeltaGenerator) -> None:
    st.html(tag("h2", "更正说明", span("gw-hint", "两个版本之间改了什么，每个单位每期一句"),
                class_="gw-h2"))  # fmt: skip
    if len(found) == 1:
        st.html(div("gw-empty", "只有一个版本；有第二个版本后，这里说明两者的差别。"))
        return
    labels = {
        str(one.version): f"v{one.version}　{one.published_at:%Y-%m-%d %H:%M}" for one in found
    }
    with st.container(key="records_from_to", horizontal=True, vertical_alignment="center"):
        st.html(span("gw-nowrap", "从版本"), width="content")
        first = int(chosen(Choice("from", "从版本", labels, str(found[1].version))))
        st.html(span("gw-nowrap", "到版本"), width="content")
        second = int(chosen(Choice("to", "到版本", labels, str(found[0].version))))
    with st.spinner("正在比较两个版本…"):
        changes = _changes(workspace(), first, second)
    if not changes:
        st.html(div("gw-empty", "两个版本的数据没有差别。"))
        return
    sentences = difference.correction_note(changes)
    st.html(tag("ol", [tag("li", s) for s in sentences[:_SHOWN_SENTENCES]], class_="gw-note-list"))
    if len(sentences) > _SHOWN_SENTENCES:
        st.caption(f"只显示前 {_SHOWN_SENTENCES} 句，共 {len(sentences)} 句，导出的表里有全部。")
    with tools:
        offer = Offer("更正说明", lambda: correction_table(changes, first, second))
        export_menu([offer], key="correction")


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _changes(home: Path, first: int, second: int) -> list[SliceChange]:
    """Return what changed; what a version holds never changes."""
    return difference.between_versions(home, first, second)


def _table(found: Sequence[Version], live: int | None) -> Html:
    rows = [
        tag(
            "tr",
            tag("td", f"v{one.version}", class_="gw-nowrap gw-strong"),
            tag("td", f"{one.published_at:%Y-%m-%d %H:%M:%S}", class_="gw-nowrap"),
            tag("td", one.reason),
            tag("td", str(one.n_submissions), class_="gw-num"),
            tag("td", one.actor, class_="gw-nowrap"),
            tag("td", _mark(one, live), class_="gw-nowrap"),
        )
        for one in found[:_SHOWN_VERSIONS]
    ]
    heads = ("版本", "发布时间", "原因", "报送份数", "操作人", "")
    head = tag("tr", [tag("th", w, class_="gw-num" if w == "报送份数" else None) for w in heads])
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table gw-issues")
    return div("gw-scroll gw-tall", table)


def _mark(one: Version, live: int | None) -> Html | None:
    words = [word for word, on in (("● 当前显示", one.version == live), ("固定", one.pinned)) if on]
    return span("gw-mark-on_track", " ".join(words)) if words else None
