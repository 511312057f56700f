"""佐证材料 of one report of any ledger: what is attached to its rows and to it, and adding."""

from collections.abc import Mapping, Sequence

import streamlit as st

from gwdash import config
from gwdash.archive.model import State, Submission
from gwdash.archive.wording import key_words
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake import edits
from gwdash.intake.attachments import Target, Upload, attach, is_secret, remove
from gwdash.queries import attachments
from gwdash.queries.attachments import Attached
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset
from gwdash.registry.row_keys import key_values, row_key
from gwdash.store.database import open_current
from gwdash.ui.components.marks import source
from gwdash.ui.components.thumbnails import thumbnail
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.task_table import evidence_link, size_words

KINDS = ("pdf", "jpg", "jpeg", "png", "docx")
#: Without a count: a tab or fold whose words change closes under the hand.
TITLE = "佐证材料"
WHOLE = ""
_WHOLE_WORDS = "整份报表（盖章页）"
_SAID = "slice_evidence_said"
_ROUND = "slice_evidence_round"
_SHOWN = 60
_PICTURE_PX = 72


def attached_to(one: Submission) -> list[Attached]:
    """Return the evidence in force for a report: for it as a whole first, then row by row."""
    store = open_current(workspace())
    if store is None or one.dataset not in LEDGERS:
        return []
    found = attachments.find(store, one.dataset, reporter=one.reporter)
    own = [a for a in found if a.target_period == one.period]
    return sorted(own, key=lambda a: (a.row_key != WHOLE, a.row_key))


def show(one: Submission, found: Sequence[Attached], key: str) -> None:
    """Draw what is attached, and where the report counts, the form that adds to it."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/task_alt:")
    dataset = LEDGERS[one.dataset]
    if not found:
        st.html(div("gw-note", "这份报送还没有佐证材料。"))
    else:
        st.html(div("gw-note", f"共 {len(found)} 份。"))
    for at in found[:_SHOWN]:
        _file(dataset, at, key)
    if len(found) > _SHOWN:
        st.caption(f"只显示前 {_SHOWN} 份，共 {len(found)} 份。")
    if one.state is State.ACCEPTED:
        _form(one, dataset, key)
    else:
        st.html(source(f"这份报送现为“{one.state.label}”，审核通过后才能附材料。"))


def row_words(dataset: Dataset, text: str) -> str:
    """Return which row evidence belongs to, in words."""
    if text == WHOLE:
        return _WHOLE_WORDS
    values = key_values(text)
    return key_words(dataset, tuple(values.get(name, "") for name in dataset.key))


def _file(dataset: Dataset, one: Attached, key: str) -> None:
    name = f"{key}_{one.attachment_id}"
    with st.container(key=f"proof_{name}", horizontal=True, vertical_alignment="center"):
        if (picture := thumbnail(workspace(), one)) is not None:
            st.image(picture, width=_PICTURE_PX)
        when = f" · {one.attached_at:%Y-%m-%d %H:%M}" if one.attached_at else ""
        about = f"{row_words(dataset, one.row_key)} · {size_words(one.n_bytes)}{when}"
        st.html(div("", _link(one), div("gw-small gw-muted", about)), width="stretch")
        with st.popover("移除", key=f"proof_more_{name}"):
            reason = st.text_input("移除原因（必填）", key=f"proof_why_{name}")
            ready = bool(reason.strip())
            if st.button("确认移除", key=f"proof_drop_{name}", disabled=not ready):
                _remove(one, reason)


def _link(one: Attached) -> Html:
    if is_secret(workspace(), one):
        return span(
            "gw-muted", one.file_name, title="可能含有饮用水源的精确位置，启用账号权限前不提供下载"
        )
    return evidence_link(one)


def _remove(one: Attached, reason: str) -> None:
    try:
        remove(workspace(), one.attachment_id, reason=reason)
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[_SAID] = f"已移除「{one.file_name}」，原件仍在档案里。"
    st.rerun()


def _form(one: Submission, dataset: Dataset, key: str) -> None:
    rows = _rows(one, dataset)
    where, what = st.columns([1, 1.4], gap="small")
    with where:
        row = st.selectbox(
            "附到哪里", list(rows), format_func=rows.__getitem__, key=f"proof_row_{key}_{one.id}",
            help="盖章页证明整份报表；其他材料附到它所证明的那一行。可以输入编号或名称查找。",
        )  # fmt: skip
    with what:
        uploads = st.file_uploader(
            "选择文件，可以一次选多个", type=list(KINDS), accept_multiple_files=True,
            key=f"proof_files_{key}_{one.id}_{st.session_state.get(_ROUND, 0)}",
            max_upload_size=max(config.number(config.EVIDENCE_MIB), 1),
        )  # fmt: skip
    st.html(source("文件按内容判定类型，原样存档，只能下载，不在网页里打开。"))
    if st.button("保存佐证材料", type="primary", disabled=not uploads, key=f"proof_save_{key}"):
        _attach(one, row, [Upload(u.name, u.getvalue()) for u in uploads or ()])


def _rows(one: Submission, dataset: Dataset) -> Mapping[str, str]:
    """Return the keys that evidence can be attached to, in words; the whole report first."""
    found = {WHOLE: _WHOLE_WORDS}
    if not one.rows_sha256:
        return found
    columns = edits.editable(workspace(), one.id).rows.select(list(dataset.key)).to_pylist()
    for values in columns:
        if all(value not in {None, ""} for value in values.values()):
            text = row_key(dataset, values)
            found.setdefault(text, row_words(dataset, text))
    return found


def _attach(one: Submission, row: str, uploads: Sequence[Upload]) -> None:
    target = Target(one.dataset, one.reporter, one.period, key_values(row))
    try:
        with st.spinner("正在保存并发布…"):
            receipt = attach(workspace(), target, uploads)
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    # A new key empties the field: what is kept must not be sent twice.
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[_SAID] = (
        f"佐证材料已保存，报送编号 {receipt.submission.id}，数据版本 v{receipt.version}。"
    )
    st.rerun()


def edit_link(one: Submission, words: str) -> Html:
    """Return the link that opens a report in 在线修改."""
    address = f"edit?dataset={one.dataset}&reporter={one.reporter}&record={one.id}"
    return tag("a", words, class_="gw-link", href=address)
