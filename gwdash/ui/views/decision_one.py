"""One 议定事项 opened: its units, their evidence, every step so far, and the next step's form."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from gwdash import config
from gwdash.archive.model import NOBODY
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake import decision_steps as steps
from gwdash.intake.attachments import Target, Upload, attach
from gwdash.intake.decision_register import DECISION
from gwdash.intake.row_history import Past, history
from gwdash.queries import decisions
from gwdash.queries.attachments import Attached
from gwdash.queries.decision import Answer, Decision, Standing
from gwdash.queries.progress import reporter_name
from gwdash.registry.row_keys import key_values
from gwdash.store.database import Store
from gwdash.ui.components.marks import NOTHING, source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, tag
from gwdash.ui.views.decision_table import standing_pill
from gwdash.ui.views.task_table import evidence_link

_SAID = "decision_step_said"
_KINDS = ("pdf", "jpg", "jpeg", "png", "docx")
_EVIDENCE, _ASK, _GRANT, _REFUSE = "evidence", "ask", "grant", "refuse"
_BACK, _CLOSE = "send_back", "close"
_WORDS = {
    _EVIDENCE: "上传佐证材料",
    _ASK: "延期申请",
    _GRANT: "同意延期",
    _REFUSE: "不同意延期",
    _BACK: "退回重办",
    _CLOSE: "审结",
}
_HEADINGS = ("责任单位", "分工", "状态", "办结时限", "延期", "审结", "办理情况", "佐证材料")


def show(frame: Frame, one: Decision) -> None:
    """Draw the card."""
    if frame.store is None:
        return
    files = kept(frame.store, decisions.proofs, frame.as_of)
    trace = trace_link(frame, f"decision:{one.key}", one.text)
    held = f"{one.held_on:%Y-%m-%d} " if one.held_on else ""
    about = (f"{held}{one.meeting_name}", f"第{one.no}项", one.source, one.topic)
    st.html(
        div(
            "",
            tag("h2", one.text, " ", trace, class_="gw-h2", id="gw-decision"),
            div("gw-muted", " · ".join(word for word in about if word)),
            _units(one, files),
        )
    )
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/task_alt:")
    left, right = st.columns([1, 1.2], gap="medium")
    with left:
        st.html(tag("h3", "办理", class_="gw-h3"))
        _form(frame, one)
    with right:
        st.html(tag("h3", "办理步骤", class_="gw-h3"))
        st.html(_steps(frame.store, one))
        st.html(source("按审核通过的先后，列出每次报送改变的内容；最新的在前"))


def _units(one: Decision, files: Mapping[str, Sequence[Attached]]) -> Html:
    return div(
        "gw-scroll",
        tag(
            "table",
            tag("thead", tag("tr", [tag("th", word) for word in _HEADINGS])),
            tag("tbody", [_unit(answer, files.get(answer.row_key, ())) for answer in one.answers]),
            class_="gw-table",
        ),
    )


def _unit(one: Answer, files: Sequence[Attached]) -> Html:
    item = one.item
    back = f"：{item.return_reason}" if item.review == "returned" and item.return_reason else ""
    why = (
        f"（{item.extension_reason.rstrip('。')}）"
        if item.extension_reason and one.extension_words
        else ""
    )
    return tag(
        "tr",
        tag("td", item.owner, class_="gw-nowrap"),
        tag("td", item.role_label or NOTHING, class_="gw-nowrap"),
        tag("td", standing_pill(one.standing, one.words), class_="gw-nowrap"),
        tag("td", f"{item.due_on:%Y-%m-%d}" if item.due_on else "未填", class_="gw-nowrap"),
        tag("td", f"{one.extension_words}{why}" or NOTHING),
        tag("td", f"{one.review_words}{back}" or NOTHING),
        tag("td", item.progress_text or NOTHING),
        tag("td", [div("", evidence_link(file)) for file in files] or NOTHING),
    )


def _steps(store: Store, one: Decision) -> Html:
    """Return what was reported on it and what each report changed, the newest first."""
    found = [
        (past, answer.item.owner)
        for answer in one.answers
        for past in _history(store, answer)
        if past.is_first or past.changes
    ]
    found.sort(key=lambda pair: (pair[0].accepted_at is None, pair[0].submission_id), reverse=True)
    if not found:
        return div("gw-empty", "还没有办理记录。")
    head = tag("tr", [tag("th", word) for word in ("审核通过", "责任单位", "填报", "变化")])
    lines = [_step(past, owner) for past, owner in found]
    table = tag("table", tag("thead", head), tag("tbody", lines), class_="gw-table")
    return div("gw-scroll gw-tall", table)


def _history(store: Store, one: Answer) -> list[Past]:
    row = store.ledgers.matching(DECISION, dict(key_values(one.row_key)), 1)
    return history(workspace(), store, DECISION, row[0], counted=True) if row else []


def _step(past: Past, owner: str) -> Html:
    when = f"{past.accepted_at:%Y-%m-%d %H:%M}" if past.accepted_at else NOTHING
    said: list[Html] | str = "列为议定事项" if past.is_first else [
        div("", f"{name}：{before or '未填'} → ", tag("b", after or "未填"))
        for name, (before, after) in past.changes.items()
    ]  # fmt: skip
    return tag(
        "tr",
        tag("td", when, class_="gw-nowrap gw-small"),
        tag("td", owner, class_="gw-nowrap gw-small"),
        tag("td", f"{reporter_name(past.reporter)} 第 {past.submission_id} 号",
            class_="gw-small"),
        tag("td", said, class_="gw-small"),
    )  # fmt: skip


def allowed(one: Answer) -> list[str]:
    """Return the steps that may be taken next, the usual one first."""
    item, standing = one.item, one.standing
    found = []
    if item.extension == "asked" and standing.is_open:
        found += [_GRANT, _REFUSE]
    if item.status == "done" and standing is not Standing.CLOSED:
        found += [_CLOSE, _BACK]
    found.append(_EVIDENCE)
    if item.status != "done" and item.extension not in {"asked", "granted"}:
        found.append(_ASK)
    return found


def _form(frame: Frame, one: Decision) -> None:
    by_unit = {answer.item.unit: answer for answer in one.answers}
    who, what = st.columns(2, gap="small")
    with who:
        unit = st.selectbox(
            "责任单位", list(by_unit), format_func=reporter_name, key=f"decision_who_{one.key}"
        )
    answer = by_unit[unit]
    choices = allowed(answer)
    with what:
        step = st.selectbox(
            "步骤", choices, format_func=_WORDS.__getitem__,
            key=f"decision_step_{one.key}_{unit}_{'_'.join(choices)}",
        )  # fmt: skip
    with st.form(f"decision_do_{one.key}_{unit}_{step}", clear_on_submit=True, border=False):
        take = _FIELDS[step](frame, answer)
        if st.form_submit_button(f"提交{_WORDS[step]}", type="primary"):
            _take(take, f"{reporter_name(unit)}：{_WORDS[step]}")
    address = f"edit?dataset={DECISION.name}&reporter={unit}"
    words = "办理进展由责任单位在“在线修改”或每月报表中填报"
    st.html(source(tag("a", words, class_="gw-link", href=address)))


def _take(take: Callable[[], int | None], what: str) -> None:
    try:
        with st.spinner("正在保存并发布…"):
            version = take()
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[_SAID] = f"{what}已保存，数据版本 v{version}。"
    st.rerun()


def _item(one: Answer) -> steps.Item:
    return steps.Item(one.item.meeting_id, one.item.decision_no, one.item.unit)


def _actor() -> str:
    return st.text_input("经办人", placeholder="姓名和单位，可以不填", max_chars=40).strip()


def _evidence(frame: Frame, one: Answer) -> Callable[[], int | None]:
    uploads = st.file_uploader(
        "选择文件，可以一次选多个：办结报告、验收单、照片", type=list(_KINDS),
        accept_multiple_files=True, max_upload_size=max(config.number(config.EVIDENCE_MIB), 1),
    )  # fmt: skip
    actor = _actor()
    target = Target(DECISION.name, one.item.unit, frame.scope.period, key_values(one.row_key))

    def take() -> int | None:
        files = [Upload(file.name, file.getvalue()) for file in uploads or ()]
        return attach(workspace(), target, files, actor=actor or NOBODY).version

    return take


def _ask(_frame: Frame, one: Answer) -> Callable[[], int | None]:
    until = st.date_input("申请延期至", value=None, format="YYYY-MM-DD")
    reason = st.text_input("延期理由", max_chars=200)
    actor = _actor()

    def take() -> int | None:
        done = steps.ask_extension(workspace(), _item(one), until, reason, actor=actor or NOBODY)
        return done.receipt.version

    return take


def _grant(_frame: Frame, one: Answer) -> Callable[[], int | None]:
    st.html(div("gw-note", f"{one.extension_words}。理由：{one.item.extension_reason or '未填'}"))
    reason = st.text_input("说明（可以不填）", max_chars=200)
    actor = _actor()

    def take() -> int | None:
        done = steps.grant_extension(workspace(), _item(one), reason, actor=actor or NOBODY)
        return done.receipt.version

    return take


def _refuse(_frame: Frame, one: Answer) -> Callable[[], int | None]:
    st.html(div("gw-note", f"{one.extension_words}。理由：{one.item.extension_reason or '未填'}"))
    reason = st.text_input("不同意的理由（必填）", max_chars=200)
    actor = _actor()

    def take() -> int | None:
        done = steps.refuse_extension(workspace(), _item(one), reason, actor=actor or NOBODY)
        return done.receipt.version

    return take


def _send_back(_frame: Frame, one: Answer) -> Callable[[], int | None]:
    reason = st.text_input("退回理由（必填）", placeholder="哪里没有达到要求", max_chars=200)
    actor = _actor()

    def take() -> int | None:
        done = steps.send_back(workspace(), _item(one), reason, actor=actor or NOBODY)
        return done.receipt.version

    return take


def _close(_frame: Frame, one: Answer) -> Callable[[], int | None]:
    reason = ""
    if one.n_evidence:
        st.html(div("gw-note", f"佐证材料 {one.n_evidence} 份，请核对后审结。"))
    else:
        reason = st.text_input("没有佐证材料，审结的理由（必填）", max_chars=200)
    actor = _actor()

    def take() -> int | None:
        done = steps.close(
            workspace(), _item(one), without_evidence=reason, actor=actor or NOBODY
        )  # fmt: skip
        return done.receipt.version

    return take


_FIELDS: Mapping[str, Callable[[Frame, Answer], Callable[[], int | None]]] = {
    _EVIDENCE: _evidence,
    _ASK: _ask,
    _GRANT: _grant,
    _REFUSE: _refuse,
    _BACK: _send_back,
    _CLOSE: _close,
}
