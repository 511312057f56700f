"""材料导出: what can be made for a meeting or a month, made on a click and then downloaded."""

from pathlib import Path

import streamlit as st

from gwdash.config import workspace
from gwdash.export.record_tables import correction_table
from gwdash.intake import difference
from gwdash.intake.difference import SliceChange
from gwdash.intake.office_templates import templates
from gwdash.store.database import Store
from gwdash.store.pointer import live_version
from gwdash.ui.components.export_menu import Offer, export_menu
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import briefing_cards, briefing_subject, briefing_templates
from gwdash.ui.views.briefing_subject import Subject

_SHOWN_SENTENCES = 12
_KEPT = 8


def show(frame: Frame, store: Store) -> None:
    """Draw the page."""
    home = workspace()
    live = live_version(home) or store.version
    hint = "选好会议或报告期，点“生成”，稍候下载；数字与同一版本的页面相同"
    st.html(tag("h1", frame.spec.title, span("gw-hint", hint), class_="gw-title"))
    with st.container(key="card_briefing_subject"):
        subject = briefing_subject.choose(frame, store, live, home)
        st.html(_facts(subject))
    looks = templates(home)
    briefing_cards.show(subject, home, looks)
    if subject.is_outdated:
        with st.container(key="card_briefing_correction"):
            _correction(home, subject)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(key="card_briefing_templates"):
        briefing_templates.show(home, looks)
    with right, st.container(key="card_briefing_more"):
        st.html(_elsewhere(frame))
    st.html(source("材料为送审稿或内部资料，没有文号和印章；发文机关取自区域配置，印发前请核对。"))


def _facts(subject: Subject) -> Html:
    words = [
        f"数据版本 v{subject.version}",
        f"数据截至 {subject.period.last_day:%Y-%m-%d}",
        f"议程 {subject.n_topics} 项",
    ]
    if subject.meeting is not None:
        words.insert(0, f"会议{subject.meeting.state.label}")
    line = div("gw-p", " · ".join(words))
    if not subject.is_outdated:
        return div("", line, div("gw-p gw-muted", "这一版就是最新数据。"))
    note = (
        f"这一版之后又发布了新数据（现为 v{subject.newest}）：材料仍用 v{subject.version}，"
        "两版之间的变化见下面的更正说明，并随材料包带走。"
    )
    return div("", line, div("gw-p gw-briefing-newer", span("gw-mark-behind", "▲ "), note))


def _correction(home: Path, subject: Subject) -> None:
    first, second = subject.version, subject.newest
    st.html(tag("h2", "更正说明", span("gw-hint", f"会议版本 v{first} → 最新版本 v{second}"),
                class_="gw-h2"))  # fmt: skip
    with st.spinner("正在比较两个版本…"):
        changes = _changes(home, first, second)
    if not changes:
        st.html(div("gw-empty", "两个版本的数据没有差别。"))
        return
    sentences = difference.correction_note(changes)
    listed = [tag("li", one) for one in sentences[:_SHOWN_SENTENCES]]
    st.html(tag("ol", listed, class_="gw-note-list"))
    if len(sentences) > _SHOWN_SENTENCES:
        st.html(div("gw-small gw-muted", f"共 {len(sentences)} 条，导出的表里有全部。"))
    offer = Offer("更正说明", lambda: correction_table(changes, first, second))
    export_menu([offer], key="briefing_correction")


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _changes(home: Path, first: int, second: int) -> list[SliceChange]:
    """Return what changed; what a version holds never changes."""
    return difference.between_versions(home, first, second)


def _elsewhere(frame: Frame) -> Html:
    """Return where the papers are that this page does not make."""
    links = (
        ("decisions", "会议纪要、督办单、提示函", "在“议定事项”页生成"),
        ("calendar", "催报通知", "在“报送日历”页生成"),
        ("records", "任意两个版本的更正说明", "在“报送记录”页查看"),
        ("sheet", "一县一单", "单位和县市区的情况单，可直接打印"),
    )
    items = [
        tag(
            "li",
            tag("a", words, class_="gw-link", href=frame.address(key)),
            span("gw-muted", f"　{where}"),
        )
        for key, words, where in links
    ]
    return div(
        "",
        tag("h2", "其他材料在哪里", class_="gw-h2"),
        tag("ul", items, class_="gw-briefing-links"),
    )
