"""One record opened: what happened to it, what was understood, what it changed, what to decide."""

from collections.abc import Sequence

import streamlit as st

from gwdash.archive.model import Event, State, Submission
from gwdash.archive.wording import field_words, issue_shown, slice_words
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.export.issue_list import SEVERITY_WORDS
from gwdash.export.record_tables import difference_table
from gwdash.ingest.issues import Issue, Severity
from gwdash.ingest.profile import WHOLE
from gwdash.intake import difference, records, usecases
from gwdash.intake.originals import withheld
from gwdash.intake.records import Opened
from gwdash.registry.datasets import DATASETS
from gwdash.standards.analytes import ANALYTES
from gwdash.ui.components.export_menu import Offer, export_menu
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import slice_evidence
from gwdash.ui.views.records_table_rows import file_link, record_address, state_pill

_SHOWN = 200
_ISSUE_HEADINGS = ("级别", "位置", "字段", "填写内容", "说明")
_MARKS = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.INFO: "●"}
_CHANNELS = {"cli": "命令行", "web": "网页", "watch": "收件文件夹", "demo": "演示"}
_ASKED, _SAID = "records_asked", "records_said"
_CONSEQUENCES = {
    State.ACCEPTED: "审核通过后计入数据，替换同一单位同一报告期现行有效的一份，并发布新版本。",
    State.RETURNED: "退回后不再计入数据。请写明要改什么，填报单位才知道怎么改。",
    State.WITHDRAWN: "撤回后不再计入数据，也不能恢复。",
}


def show(frame: Frame, number: int) -> None:
    """Draw the card of a record."""
    found = records.opened(workspace(), number)
    with st.container(key="card_record"):
        with st.container(key="record_heading", horizontal=True, vertical_alignment="center"):
            st.html(_title(found), width="stretch")
            _decisions(found)
            st.html(
                tag("a", "✕ 收起", href=record_address(frame, None), class_="gw-link gw-nowrap"),
                width="content",
            )
        _asked(found)
        _said(number)
        st.html(_facts(frame, found))
        _tabs(found)


def _title(found: Opened) -> Html:
    one = found.submission
    return div(
        "gw-file",
        tag("h2", f"{one.id} 号报送　{slice_words(one)}", class_="gw-h2"),
        state_pill(one.state),
        span("gw-muted", f"原因：{one.reason}") if one.reason else None,
    )


def _decisions(found: Opened) -> None:
    words = {State.ACCEPTED: "审核通过", State.RETURNED: "退回", State.WITHDRAWN: "撤回"}
    for state in found.decisions:
        st.button(
            words[state], key=f"record_{state}", on_click=_ask, args=(found.submission.id, state),
            type="primary" if state is State.ACCEPTED else "secondary",
        )  # fmt: skip


def _ask(number: int, state: State) -> None:
    st.session_state[_ASKED] = (number, state)
    st.session_state.pop(_SAID, None)


def _drop() -> None:
    st.session_state.pop(_ASKED, None)


def _asked(found: Opened) -> None:
    """Draw the step between a button and what it does."""
    number, state = st.session_state.get(_ASKED, (0, None))
    if number != found.submission.id or state not in found.decisions:
        return
    word = state.label.removeprefix("已")
    with st.container(key="record_confirm"):
        older = found.submission.supersedes
        comes_back = found.submission.state is State.ACCEPTED and older is not None
        more = f"它替换掉的 {older} 号报送重新生效。" if comes_back else ""
        st.html(div("gw-note", _CONSEQUENCES[state] + more))
        reason = st.text_input(
            "原因（必填）" if _must_say_why(found, state) else "原因（可不填）",
            key=f"record_reason_{number}_{state}", max_chars=200,
        )  # fmt: skip
        with st.container(key="record_confirm_buttons", horizontal=True):
            if st.button(f"确认{word}", type="primary", key="record_confirm_yes"):
                _decide(number, state, reason)
            st.button("取消", key="record_confirm_no", on_click=_drop)


def _must_say_why(found: Opened, state: State) -> bool:
    """Tell whether a decision is refused without a reason."""
    one = found.submission
    leaves = one.state is State.ACCEPTED and state is State.WITHDRAWN
    return state is State.RETURNED or (leaves and DATASETS[one.dataset].reasoned)


def _decide(number: int, state: State, reason: str) -> None:
    try:
        with st.spinner("正在处理并发布…"):
            if state is State.ACCEPTED:
                receipt = usecases.accept(workspace(), number, reason=reason)
            elif state is State.RETURNED:
                receipt = usecases.return_submission(workspace(), number, reason=reason)
            else:
                receipt = usecases.withdraw(workspace(), number, reason=reason)
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    version = (
        f"已发布数据版本 v{receipt.version}。"
        if receipt.version
        else "它此前没有计入数据，不需要发布新版本。"
    )
    label = receipt.submission.state.label
    st.session_state[_SAID] = (number, f"{number} 号报送{label.removeprefix('已')}完成，{version}")
    _drop()
    st.rerun()


def _said(number: int) -> None:
    about, words = st.session_state.get(_SAID, (0, ""))
    if about == number:
        st.success(words, icon=":material/task_alt:")


def _facts(frame: Frame, found: Opened) -> Html:
    one = found.submission
    ledger = frame.address("ledgers", dataset=one.dataset, submission=str(one.id))
    look = tag("a", "在台账查询中查看", class_="gw-link", href=ledger)
    link = file_link(one, withheld(workspace(), [one.id]))
    rows = f"计入 {one.n_rows} 行" + (f"，拦下 {one.n_stopped} 行" if one.n_stopped else "")
    spans = "、".join(
        f"v{first} 起" if last is None else (f"v{first}" if first == last else f"v{first}–v{last}")
        for first, last in found.spans
    )
    facts: list[tuple[str, object]] = [
        ("文件", link),
        ("更正", _edit(one)),
        ("方式", f"{one.kind.label}（{_CHANNELS.get(one.channel, one.channel)}）"),
        ("报送人", one.actor),
        ("提交时间", f"{one.submitted_at:%Y-%m-%d %H:%M}"),
        ("行数", [rows, "　", look] if one.state is State.ACCEPTED and one.n_rows else rows),
        ("数据版本", spans or "未计入任何版本"),
        ("替换", f"{one.supersedes} 号" if one.supersedes else NOTHING),
        ("补录", f"第 {one.opening} 号，不计迟报" if one.opening else NOTHING),
        ("部分", NOTHING if one.part == WHOLE else one.part),
    ]
    return div(
        "gw-record-facts",
        [
            div("", span("gw-muted", name), tag("b", value))
            for name, value in facts
            if value != NOTHING
        ],
    )


def _edit(one: Submission) -> Html | str:
    """Return the way to change a few cells of what counts."""
    counts = one.state is State.ACCEPTED and one.n_rows and not DATASETS[one.dataset].internal
    return slice_evidence.edit_link(one, "只改几个单元格？在线修改") if counts else NOTHING


def _tabs(found: Opened) -> None:
    one = found.submission
    dataset = DATASETS[one.dataset]
    change = difference.of_submission(workspace(), one.id)
    rows = difference.difference_rows(change)
    proofs = slice_evidence.attached_to(one)
    names = (
        "经过", f"与此前相比（{len(rows)}）", f"问题（{len(found.issues)}）", "表头对应",
        slice_evidence.TITLE,
    )  # fmt: skip
    events, differs, issues, headings, evidence = st.tabs(names, key=f"record_tabs_{one.id}")
    with events:
        st.html(_events(found.events))
    with differs:
        with st.container(key="record_difference", horizontal=True, vertical_alignment="center"):
            base = f"与 {change.base} 号报送相比" if change.base else "此前没有审核通过的报送"
            st.html(div("gw-note", f"{base}：{difference.words(change)}。"), width="stretch")
            about = f"{one.id}号报送"
            offer = Offer(f"{about}数据差异", lambda: difference_table(change, about))
            export_menu([offer], key="record")
        if rows:
            st.html(_grid(difference.DIFFERENCE_HEADINGS, rows))
    with issues:
        if found.issues:
            labels = dict(field_words(dataset)) | {c: a.label for c, a in ANALYTES.items()}
            shown = [issue_shown(dataset, issue) for issue in found.issues]
            st.html(_grid(_ISSUE_HEADINGS, _issues(shown, labels)))
        else:
            st.html(div("gw-empty", "检查时没有发现问题。"))
    with headings:
        st.html(_headings(found))
    with evidence:
        if dataset.internal:
            st.html(div("gw-empty", "平台自己登记的事项，不附佐证材料。"))
        else:
            slice_evidence.show(one, proofs, "record")


def _events(events: Sequence[Event]) -> Html:
    rows = [
        (
            f"{event.at:%Y-%m-%d %H:%M:%S}", event.actor,
            f"{event.before.label} → {event.after.label}" if event.before else "提交",
            event.reason or NOTHING,
        )
        for event in events
    ]  # fmt: skip
    return _grid(("时间", "操作人", "状态变化", "原因"), rows)


def _issues(issues: Sequence[Issue], labels: dict[str, str]) -> list[tuple[str, ...]]:
    """Return the findings as lines, errors first."""
    order = list(Severity)
    ranked = sorted(issues, key=lambda issue: order.index(issue.severity))
    return [
        (
            f"{_MARKS[issue.severity]} {SEVERITY_WORDS[issue.severity]}",
            f"{issue.sheet}!{issue.cell}" if issue.cell else issue.sheet or "整个文件",
            labels.get(issue.field, issue.field), issue.raw, issue.message,
        )
        for issue in ranked
    ]  # fmt: skip


def _headings(found: Opened) -> Html:
    dataset = DATASETS[found.submission.dataset]
    labels = dict(field_words(dataset)) | {c: a.label for c, a in ANALYTES.items()}
    labels |= {column.name: column.field.label for column in dataset.columns}
    rows = [
        (
            str(h.get("sheet", "")), str(h.get("cell", "")), str(h.get("text", "")),
            labels.get(str(h.get("field", "")), "没有采用"), str(h.get("unit") or NOTHING),
        )
        for h in found.submission.headings
    ]  # fmt: skip
    if not rows:
        return div("gw-empty", "这份报送没有表头。")
    return _grid(("工作表", "单元格", "表头", "理解为", "单位"), rows)


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    body = [tag("tr", [tag("td", cell) for cell in row]) for row in rows[:_SHOWN]]
    table = tag(
        "table", tag("thead", tag("tr", [tag("th", word) for word in heads])), tag("tbody", body),
        class_="gw-table gw-issues",
    )  # fmt: skip
    more = (
        div("gw-muted gw-small", f"只显示前 {_SHOWN} 条，共 {len(rows)} 条，导出的表里有全部。")
        if len(rows) > _SHOWN
        else None
    )
    return div("", div("gw-scroll gw-tall", table), more)
