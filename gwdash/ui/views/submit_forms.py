"""What a reporter owes for a month: templates with its last rows, 沿用上期 and 零报告."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import streamlit as st

from gwdash.archive.files import Archive
from gwdash.archive.model import State, Submission
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.export.tables import file_stem
from gwdash.export.template import Form, form_workbook, template, templates_zip
from gwdash.intake import oneclick, templates
from gwdash.intake.oneclick import Prospect
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period
from gwdash.ui.components.export_menu import XLSX
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import submit_hand_in
from gwdash.ui.views.submit_state import Told
from gwdash.ui.views.submit_words import ledger_labels

ZIP = "application/zip"
_ASKED = "submit_confirm"
_NIL, _CARRY = "nil", "carry"
_STANDING = (State.ACCEPTED, State.SUBMITTED)
_WIDTHS = (5, 3, 2, 2, 2)


@dataclass(frozen=True, slots=True)
class Owed:
    """A ledger that a reporter owes, how it stands, and what one click would do."""

    dataset: Dataset
    period: Period
    held: Submission | None
    carry: Prospect
    nil: Prospect


def show(told: Told) -> None:
    """Draw the list of a reporter and month, and the templates of other ledgers."""
    _asked()
    if not told.reporter:
        st.html(
            div(
                "gw-empty",
                "在上面选填报单位和月份，这里列出这个单位本期应报的台账：下载带上期数据的模板，"
                "“沿用上期”“零报告”也在这里点。",
            )
        )
        _others()
        return
    reporter, month = REGION.reporter(told.reporter), Period.parse(told.month)
    owed = _owed(reporter, month)
    _head(reporter, month, owed)
    for one in owed:
        _line(reporter, one)
        _confirm(reporter, one)
    if not owed:
        st.html(div("gw-empty", f"{reporter.name}{month.label}没有按期报送的台账。"))
    _others()


def _asked() -> None:
    """Draw the template of the ledger that a link from another page names."""
    dataset = LEDGERS.get(st.query_params.get("dataset", ""))
    if dataset is None:
        return
    st.download_button(
        f"下载「{dataset.label}」模板", lambda: template(dataset),
        f"{dataset.label}模板.xlsx", XLSX,
        key="submit_asked_template", icon=":material/download:", on_click="ignore",
        help="填好后放到上面的框里。",
    )  # fmt: skip


def _owed(reporter: Reporter, month: Period) -> list[Owed]:
    due = templates.owed(reporter, month)
    if not (workspace() / "archive").is_dir():
        return [
            Owed(
                d, p, None, oneclick.carry_prospect(None, d, reporter, p),
                oneclick.nil_prospect(None, d, reporter, p),
            )
            for d, p in due
        ]  # fmt: skip
    with closing(Archive.of(workspace())) as archive:
        return [
            Owed(
                d, p, _held(archive, d, reporter, p),
                oneclick.carry_prospect(archive, d, reporter, p),
                oneclick.nil_prospect(archive, d, reporter, p),
            )
            for d, p in due
        ]  # fmt: skip


def _held(
    archive: Archive, dataset: Dataset, reporter: Reporter, period: Period
) -> Submission | None:
    found = archive.ledger.submissions(dataset.name, reporter.code, period.code)
    return next((one for one in reversed(found) if one.state in _STANDING), None)


def _head(reporter: Reporter, month: Period, owed: Sequence[Owed]) -> None:
    missing = [one for one in owed if one.held is None]
    words = f"{reporter.name}{month.label}应报 {len(owed)} 份，还差 {len(missing)} 份"
    with st.container(horizontal=True, vertical_alignment="center", key="submit_owed"):
        st.html(tag("h3", words, class_="gw-h3"), width="stretch")
        if not owed:
            return
        forms = [(one.dataset, one.period) for one in (missing or owed)]
        st.download_button(
            f"下载{'未报的' if missing else '全部'} {len(forms)} 份模板",
            lambda: templates_zip([_form(d, reporter, p) for d, p in forms]),
            f"{file_stem('填报模板', reporter.name, month.label)}.zip", ZIP,
            key="submit_templates", icon=":material/folder_zip:", on_click="ignore",
        )  # fmt: skip


def _form(dataset: Dataset, reporter: Reporter, period: Period) -> Form:
    rows = templates.last_rows(workspace(), dataset, reporter, period)
    return Form(dataset, reporter, period, rows)


def _line(reporter: Reporter, one: Owed) -> None:
    key = one.dataset.name
    with st.container(key=f"owed_{key}"):
        name, state, form, carry, nil = st.columns(_WIDTHS, vertical_alignment="center")
        with name:
            words = f"　{one.period.label}" if one.period.kind != "month" else ""
            st.html(div("", tag("b", one.dataset.label), span("gw-muted", words)))
        with state:
            st.html(_state(one.held))
        with form:
            st.download_button(
                "下载模板", lambda: form_workbook(_form(one.dataset, reporter, one.period)),
                Form(one.dataset, reporter, one.period).file_name, XLSX, key=f"form_{key}",
                icon=":material/download:", width="stretch", on_click="ignore",
                help="已写好单位和报告期，并填入上次审核通过的内容，改动变化的地方即可。",
            )  # fmt: skip
        with carry:
            _click("沿用上期", _CARRY, key, one.carry)
        with nil:
            _click("零报告", _NIL, key, one.nil)


def _state(held: Submission | None) -> Html:
    if held is None:
        return div("gw-muted", "○ 未报")
    lamp = "on_track" if held.state is State.ACCEPTED else "behind"
    shape = span(f"gw-mark-{lamp}", "●" if held.state is State.ACCEPTED else "▲")
    return div("", shape, f" {held.kind.label} 第 {held.id} 号，{held.state.label}")


def _click(label: str, what: str, name: str, prospect: Prospect) -> None:
    st.button(
        label, key=f"{what}_{name}", disabled=not prospect.possible, width="stretch",
        help=prospect.refusal or prospect.sentence, on_click=_ask, args=(what, name),
    )  # fmt: skip


def _ask(what: str, name: str) -> None:
    st.session_state[_ASKED] = (what, name)
    st.session_state.pop("submit_receipts", None)


def _confirm(reporter: Reporter, one: Owed) -> None:
    """Ask once more, under its line, before something is handed in without a file."""
    what, name = st.session_state.get(_ASKED, ("", ""))
    prospect = one.nil if what == _NIL else one.carry
    if name != one.dataset.name or not prospect.possible:
        return
    word = "零报告" if what == _NIL else "沿用上期"
    with st.container(key="submit_confirm_box"):
        st.html(div("gw-note", tag("b", f"确认{word}："), prospect.sentence))
        with st.container(horizontal=True):
            st.button(
                f"确认{word}", type="primary", key="confirm_go",
                on_click=_hand_in, args=(what, one.dataset, reporter, one.period),
            )  # fmt: skip
            st.button("不报，返回", key="confirm_no", on_click=_forget)


def _forget() -> None:
    st.session_state.pop(_ASKED, None)


def _hand_in(what: str, dataset: Dataset, reporter: Reporter, period: Period) -> None:
    _forget()
    try:
        if what == _NIL:
            told = (workspace(), dataset, reporter, period)
            receipts = [oneclick.nil_report(*told, channel="web")]
        else:
            receipts = oneclick.carry_over(workspace(), dataset, reporter, period, channel="web")
    except GwdashError as error:
        st.session_state["submit_sentence"] = str(error)
        return
    st.session_state["submit_receipts"] = receipts
    submit_hand_in.turn_to(receipts)


def _others() -> None:
    """Draw the blank templates of every ledger, for those without a day when they are due."""
    with st.popover("其他台账的空白模板", icon=":material/description:", key="submit_blank"):
        labels = ledger_labels()
        name = st.selectbox(
            "台账（可输入文字查找）", list(labels), format_func=labels.__getitem__,
            key="submit_blank_ledger",
        )  # fmt: skip
        dataset = LEDGERS[name]
        st.html(div("gw-muted gw-small", dataset.description))
        st.download_button(
            "下载空白模板", lambda: template(dataset), f"{dataset.label}模板.xlsx", XLSX,
            key="submit_template", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
