"""在线修改: a few cells of accepted rows, changed in the page and checked like a file."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from gwdash import clock
from gwdash.archive.model import Submission
from gwdash.archive.wording import key_words, value_words
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.export.edited import EditColumn, edited_book, place_of
from gwdash.ingest.issues import Issue, Severity
from gwdash.ingest.profile import WHOLE
from gwdash.intake import edits
from gwdash.intake.difference import Difference, against_last
from gwdash.intake.usecases import Checked
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.kinds import Kind
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.registry.tables import row_columns
from gwdash.standards.periods import Period
from gwdash.ui.choices import opened
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import slice_evidence
from gwdash.ui.views.edit_state import SHOWN_ROWS, Editing, editing, forget

_SAID, _CHECKED = "edit_said", "edit_checked"
_EDITOR_HEIGHT = 420
_SHOWN_LINES = 60


def edit_panel(_frame: Frame, dataset: Dataset | None = None) -> None:
    """Draw the whole panel; with a dataset, of that one alone."""
    _receipt()
    base = _chosen(dataset)
    if base is None:
        return
    try:
        work = editing(base.id, base.dataset)
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    _table(work)
    if dataset is None:
        proofs = slice_evidence.attached_to(base)
        with st.expander(slice_evidence.TITLE, icon=":material/attach_file:"):
            slice_evidence.show(base, proofs, "edit")
    if not work.n_changed:
        st.html(
            source("还没有修改。点一个单元格直接改，改完在下面核对并提交；提交前不影响任何数据。")
        )
        return
    _review(work, base)


def _chosen(dataset: Dataset | None) -> Submission | None:
    """Draw the three choices and return the submission whose rows are edited."""
    places, alone = iter(st.columns(3)), dataset is not None
    if dataset is None:
        name = opened("dataset", LEDGERS, "task_progress")
        with next(places):
            names = list(LEDGERS)
            picked = st.selectbox(
                "台账", names, index=names.index(name), key="edit_dataset",
                format_func=lambda one: LEDGERS[one].label,
            )  # fmt: skip
        dataset = LEDGERS[picked]
    found = edits.choices(workspace(), dataset)
    if not found:
        words = f"「{dataset.label}」还没有审核通过的报送，没有可修改的行。"
        nothing_yet(words, "去数据填报提交", dataset)
        return None
    who = {code: REGION.reporter(code).name for code in sorted({one.reporter for one in found})}
    asked = _asked(found, who)
    reporter = next(iter(who))
    if not alone or len(who) > 1:
        with next(places):
            reporter = st.selectbox(
                "填报单位", list(who), format_func=who.__getitem__, key=f"edit_who_{dataset.name}",
                index=list(who).index(asked.reporter if asked else reporter),
            )  # fmt: skip
    own = {one.id: one for one in found if one.reporter == reporter}
    with next(places):
        number = st.selectbox(
            "审核通过的报送", list(own), key=f"edit_which_{dataset.name}_{reporter}",
            format_func=lambda one: _named(own[one]),
            index=list(own).index(asked.id) if asked and asked.id in own else 0,
            help="修改的是这一份；提交后它显示为已更新，修改后的一份生效。",
        )  # fmt: skip
    return own[number]


def _asked(found: Sequence[Submission], who: Mapping[str, str]) -> Submission | None:
    """Return the report that the address asks for: by its number, else by reporter and period."""
    number = st.query_params.get("record", "")
    reporter = st.query_params.get("reporter", "")
    period = st.query_params.get("period", "")
    if (one := next((one for one in found if str(one.id) == number), None)) is not None:
        return one
    own = [one for one in found if one.reporter == reporter] if reporter in who else []
    return next((one for one in own if one.period == period), own[0] if own else None)


def nothing_yet(words: str, button: str, dataset: Dataset) -> None:
    """Draw the empty state: one sentence, and one button that leads to where it begins."""
    link = tag("a", button, class_="gw-button", href=f"submit?dataset={dataset.name}")
    st.html(div("gw-begin", div("gw-muted", words), link))


def _named(one: Submission) -> str:
    part = "" if one.part == WHOLE else f" {one.part}"
    return f"{Period.parse(one.period).label}{part}（{one.n_rows} 行，第 {one.id} 号）"


def _table(work: Editing) -> None:
    """Draw the search and the editor, and take its changes over."""
    words = st.text_input(
        "查找", key=f"edit_search_{work.submission_id}", placeholder="编号、名称或其他内容",
        help=f"一次最多显示 {SHOWN_ROWS} 行；换一个词查找，改过的内容不会丢。",
    )  # fmt: skip
    work.look_for(words.strip())
    edited = st.data_editor(
        work.view,
        key=f"edit_rows_{work.submission_id}_{work.round}",
        column_config={c.heading: _config(c, work.view) for c in work.shown},
        num_rows="dynamic" if work.can_add else "fixed",
        hide_index=True,
        placeholder="",
        height=_EDITOR_HEIGHT if len(work.view) > _FEW_ROWS else "content",
        row_height=32,
    )
    work.lay_over(edited)
    hidden = [c.heading for c in work.columns if c.hidden]
    said = [f"显示 {len(work.view):,} 行，共 {len(work.whole):,} 行", "带 * 的必填"]
    if hidden:
        said.append(f"{'、'.join(hidden)}在启用账号权限前不显示，也不会改动")
    said.append("增加、删除整行请交表格" if not work.can_add else "可以增加和删除行")
    st.html(source(" · ".join(said)))


_FEW_ROWS = 11


def _config(column: EditColumn, view: pd.DataFrame) -> Any:  # noqa: ANN401 (Streamlit's own)
    """Return how a column is edited: a list where there is one, a figure, a day or text."""
    plain: dict[str, Any] = {
        "label": f"{column.heading} *" if column.required else column.heading,
        "help": column.help,
        "pinned": column.is_key or None,
    }
    if column.choices:
        there = [str(one) for one in view[column.heading].dropna().unique()]
        options = list(dict.fromkeys((*column.choices, *there)))
        return st.column_config.SelectboxColumn(**plain, options=options)
    if column.is_number:
        return st.column_config.NumberColumn(**plain)
    if column.kind is Kind.DATE:
        return st.column_config.DateColumn(**plain, format="YYYY-MM-DD")
    if column.kind is Kind.DATETIME:
        return st.column_config.DatetimeColumn(**plain, format="YYYY-MM-DD HH:mm")
    return st.column_config.TextColumn(**plain)


def _review(work: Editing, base: Submission) -> None:
    """Draw what the changes are and what is wrong with them, then reason and button."""
    content = edited_book(work.dataset, work.whole, (_named(base),))
    with st.spinner("正在检查修改…"):
        checked = _check(base, content)
    if checked is None:
        return
    errors = [issue for issue in checked.issues if issue.severity is Severity.ERROR]
    if errors:
        st.html(div("gw-note", span("gw-late", f"有 {len(errors)} 处要改，改好才能提交：")))
        st.html(_issues(work, errors))
    found = against_last(workspace(), checked)
    st.html(changes(found, work.dataset))
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        reason = st.text_input(
            "修改原因（必填）", key=f"edit_reason_{base.id}",
            placeholder="如：县水利局来函更正 6-20-03 完成数量",
        )  # fmt: skip
    ready = checked.ok and bool(found) and bool(reason.strip())
    with right:
        if st.button(
            "提交修改", type="primary", disabled=not ready, key="edit_go", width="stretch"
        ):
            _hand_in(base, checked, reason)
    if st.button("放弃修改", key="edit_drop", type="tertiary"):
        forget()
        st.rerun()


def _check(base: Submission, content: bytes) -> Checked | None:
    """Check once for each state of the table; the session keeps the last answer."""
    kept = st.session_state.get(_CHECKED)
    if kept is not None and kept[0] == (base.id, content):
        checked: Checked = kept[1]
        return checked
    name = f"{LEDGERS[base.dataset].label}{Period.parse(base.period).label}页面修改.xlsx"
    try:
        checked = edits.check_edit(workspace(), base, content, name)
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return None
    st.session_state[_CHECKED] = ((base.id, content), checked)
    return checked


def _issues(work: Editing, errors: list[Issue]) -> Html:
    head = tag("tr", [tag("th", word) for word in ("哪一行", "哪一列", "写的是", "问题")])
    lines = [_issue(work, issue) for issue in errors[:_SHOWN_LINES]]
    table = tag("table", tag("thead", head), tag("tbody", lines), class_="gw-table")
    return div("gw-scroll", table)


def _issue(work: Editing, issue: Issue) -> Html:
    at = place_of(work.whole, issue.cell)
    key, heading = "", ""
    if at is not None:
        row = work.whole.iloc[at[0]]
        names = [c.heading for c in work.columns if c.is_key]
        key, heading = " ".join(str(row[name]) for name in names if pd.notna(row[name])), at[1]
    cells = (key or "整张表", heading, issue.raw, issue.message)
    return tag("tr", [tag("td", cell) for cell in cells])


def changes(found: Difference, dataset: Dataset, names: Mapping[str, str] | None = None) -> Html:
    """Return what changed, row by row and cell by cell, old → new; `names` of the rows' keys."""
    known = names or {}
    labels = {column.name: column.label for column in row_columns(dataset)}
    lines = [_line("新增", named(dataset, key, known), "", "", "") for key in found.added]
    lines += [_line("减少", named(dataset, key, known), "", "", "") for key in found.removed]
    for key, fields in found.changed.items():
        for name, (old, new) in fields.items():
            said = (value_words(dataset, name, value) for value in (old, new))
            lines.append(_line("修改", named(dataset, key, known), labels.get(name, name), *said))
    if not lines:
        return div("gw-note", "与现行数据相比没有变化。")
    head = tag("tr", [tag("th", word) for word in ("变化", "哪一行", "哪一列", "原来", "现在")])
    table = tag(
        "table",
        tag("thead", head),
        tag("tbody", lines[:_SHOWN_LINES]),
        class_="gw-table gw-changes",
    )
    rest = len(lines) - _SHOWN_LINES
    more = source(f"只列前 {_SHOWN_LINES} 处，另有 {rest} 处。") if rest > 0 else None
    return div("", div("gw-scroll", table), more)


def named(dataset: Dataset, key: tuple[object, ...], names: Mapping[str, str]) -> str:
    """Return a row's key in words, with the name that goes with it where there is one."""
    name = names.get(str(key[0]), "")
    return f"{key_words(dataset, key)} {name}".rstrip()


def _line(*cells: str) -> Html:
    return tag("tr", [tag("td", cell) for cell in cells])


def _hand_in(base: Submission, checked: Checked, reason: str) -> None:
    try:
        with st.spinner("正在提交并发布…"):
            receipt = edits.hand_in(workspace(), base, checked, reason=reason)
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    kept = receipt.submission
    shown = f"，数据版本 v{receipt.version}" if receipt.version else "，等待办公室审核"
    st.session_state[_SAID] = (
        f"修改已提交：{REGION.reporter(kept.reporter).name}{Period.parse(kept.period).label}"
        f"「{LEDGERS[kept.dataset].label}」，报送编号 {kept.id}{shown}，"
        f"{clock.now():%Y-%m-%d %H:%M}。"
    )
    forget()
    st.rerun()


def _receipt() -> None:
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/task_alt:")
