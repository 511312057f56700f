"""佐证材料 and 核定进度 of the items: what is attached, and the windows that add to it."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from gwdash import config
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake.attachments import Target, Upload, attach, remove
from gwdash.intake.verification import Verdict, verify
from gwdash.queries import attachments
from gwdash.queries.attachments import Attached
from gwdash.queries.progress import PlanItem
from gwdash.queries.source import Source
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.ui.components.marks import percent, source
from gwdash.ui.components.thumbnails import thumbnail
from gwdash.ui.components.trace import TRACE
from gwdash.ui.frame import Frame
from gwdash.ui.markup import div, span, tag
from gwdash.ui.views.task_table import evidence_link, size_words

Files = Mapping[str, Sequence[Attached]]
_SAID, _WINDOW = "task_said", "task_window"
_KINDS = ("pdf", "jpg", "jpeg", "png", "docx")


def of_items(store: Source, items: Sequence[PlanItem], as_of: date) -> dict[str, list[Attached]]:
    """Return what proves each item up to a day: its own files, then its submission's 盖章页."""
    found = [
        one
        for one in attachments.find(store, TASK_PROGRESS.name)
        if Period.parse(one.target_period).last_day <= as_of
    ]
    rows = attachments.by_row(found)
    whole = rows.get("", [])
    return {
        item.item_id: rows.get(item.row_key, [])
        + [
            one
            for one in whole
            if (one.target_reporter, one.target_period) == (item.reporter, item.reported_period)
        ]
        for item in items
    }


def tools(frame: Frame, items: Sequence[PlanItem], files: Files) -> None:
    """Draw the two buttons above the table, and what came of them last."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/task_alt:")
    with st.container(key="task_tools", horizontal=True, vertical_alignment="center"):
        st.html(tag("h2", "事项清单", class_="gw-h2"), width="content")
        st.button(
            "上传佐证材料", key="open_evidence", icon=":material/attach_file:", on_click=_open,
            args=("evidence",),
        )  # fmt: skip
        st.button(
            "核定进度", key="open_verify", icon=":material/fact_check:", on_click=_open,
            args=("verify",),
        )  # fmt: skip
        st.html(
            span("gw-muted gw-small", "报 100% 而没有附文件的事项为待核；核定进度由办公室填写。")
        )

    wanted = st.session_state.get(_WINDOW)
    if wanted and TRACE in st.query_params:
        _close()
    elif wanted == "evidence":
        _attach_window(frame, items, files)
    elif wanted == "verify":
        _verify_window(frame, items)


def _open(window: str) -> None:
    st.session_state[_WINDOW] = window


def _close() -> None:
    st.session_state.pop(_WINDOW, None)


@st.dialog("佐证材料", width="large", icon=":material/attach_file:", on_dismiss=_close)
def _attach_window(frame: Frame, items: Sequence[PlanItem], files: Files) -> None:
    item = _picked(items, "evidence_item", unproven_first=True)
    owner = item.reporter or item.lead_unit
    found = files.get(item.item_id, ())
    if found:
        for one in found:
            _file(one)
    else:
        st.html(div("gw-empty", "这个事项还没有佐证材料。"))
    whole = st.checkbox(
        "附到整份报表（盖章页），不只这一个事项", key="evidence_whole",
        help="盖章页证明该单位本期整份报表，表内报 100% 的事项都算有佐证。",
    )  # fmt: skip
    uploads = st.file_uploader(
        "选择文件，可以一次选多个", type=list(_KINDS), accept_multiple_files=True,
        key="evidence_files", max_upload_size=max(config.number(config.EVIDENCE_MIB), 1),
    )  # fmt: skip
    st.html(
        source(
            f"附在{REGION.reporter(owner).name} {frame.period_label}的报送上。"
            "文件按内容判定类型，原样存档，只能下载，不在网页里打开。"
        )
    )
    if st.button("保存", type="primary", disabled=not uploads, key="evidence_save"):
        key = {} if whole else {"item_id": item.item_id, "county_code": item.county_code or ""}
        target = Target(TASK_PROGRESS.name, owner, frame.scope.period, key)
        try:
            receipt = attach(
                workspace(), target, [Upload(u.name, u.getvalue()) for u in uploads or ()]
            )
        except GwdashError as error:
            st.error(str(error), icon=":material/error:")
            return
        _done(f"佐证材料已保存，报送编号 {receipt.submission.id}，数据版本 v{receipt.version}。")


def _file(one: Attached) -> None:
    """Draw one piece of evidence: a small picture where there is one, its name, its removal."""
    with st.container(key=f"evidence_{one.attachment_id}", horizontal=True):
        if (picture := thumbnail(workspace(), one)) is not None:
            st.image(picture, width=96)
        whole = "" if one.row_key else " · 盖章页"
        when = f"{one.attached_at:%Y-%m-%d %H:%M}" if one.attached_at else ""
        about = f"{size_words(one.n_bytes)} · {Period.parse(one.target_period).label} · {when}"
        st.html(div("", evidence_link(one), div("gw-small gw-muted", f"{about}{whole}")))
        with st.popover("移除", key=f"evidence_more_{one.attachment_id}"):
            reason = st.text_input("移除原因（必填）", key=f"evidence_why_{one.attachment_id}")
            ready = bool(reason.strip())
            if st.button("确认移除", key=f"evidence_drop_{one.attachment_id}", disabled=not ready):
                try:
                    remove(workspace(), one.attachment_id, reason=reason)
                except GwdashError as error:
                    st.error(str(error), icon=":material/error:")
                    return
                _done(f"已移除「{one.file_name}」，原件仍在档案里。")


@st.dialog("核定进度", icon=":material/fact_check:", on_dismiss=_close)
def _verify_window(frame: Frame, items: Sequence[PlanItem]) -> None:
    reported = [item for item in items if item.reported_pct is not None]
    if not reported:
        st.html(div("gw-empty", "这些事项还没有单位报送过，没有可核定的进度。"))
        return
    item = _picked(reported, "verify_item", unproven_first=False)
    facts = [
        ("自报进度", percent(item.reported_pct, 0)),
        ("核定进度", percent(item.verified_pct, 0)),
        ("核定说明", item.verified_note or "—"),
        ("序时进度", percent(item.judgement.expected_pct, 0)),
    ]
    rows = [tag("tr", tag("th", name), tag("td", said)) for name, said in facts]
    st.html(tag("table", rows, class_="gw-facts-table"))
    value = st.number_input(
        "核定进度（%）", 0.0, 100.0, item.verified_pct or item.reported_pct, step=1.0,
        format="%.1f",
        key=f"verify_pct_{item.item_id}",
    )  # fmt: skip
    note = st.text_input("核定说明（必填）", key=f"verify_note_{item.item_id}")
    st.html(source("有核定的以核定为准，自报仍在旁边列出；单位报下一期后重新按自报计算。"))
    ready = bool(note.strip())
    with st.container(horizontal=True):
        if st.button("保存核定", type="primary", disabled=not ready, key="verify_save"):
            _verified(frame, item, value, note)
        if item.verified_pct is not None and st.button(
            "取消核定", disabled=not ready, key="verify_drop"
        ):
            _verified(frame, item, None, note)


def _verified(frame: Frame, item: PlanItem, value: float | None, note: str) -> None:
    verdict = Verdict(item.item_id, "", value, note)
    try:
        receipt = verify(workspace(), verdict, period=frame.scope.period, channel="web")
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    what = "已取消核定" if value is None else f"核定为 {value:g}%"
    _done(f"「{item.name}」{what}，数据版本 v{receipt.version}。")


def _picked(items: Sequence[PlanItem], key: str, *, unproven_first: bool) -> PlanItem:
    order = list(items)
    if unproven_first:
        order.sort(key=lambda item: not item.judgement.note.startswith("待核"))
    known = {item.item_id: item for item in order}
    chosen = st.selectbox(
        "事项", list(known), key=key,
        format_func=lambda one: f"{one} {known[one].name}（{known[one].owner}）",
    )  # fmt: skip
    return known[chosen]


def _done(words: str) -> None:
    st.session_state[_SAID] = words
    _close()
    st.rerun()
