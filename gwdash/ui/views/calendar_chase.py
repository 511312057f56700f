"""催报 on 报送日历: the text for one unit, the letters, the list."""

from collections.abc import Sequence

import streamlit as st

from gwdash.export import chasing, chasing_letter
from gwdash.export.chasing import Reminder
from gwdash.export.tables import file_stem
from gwdash.export.workbook import to_xlsx
from gwdash.intake.calendar import Calendar
from gwdash.queries import decisions
from gwdash.queries.decision import Decision
from gwdash.scope import Scope
from gwdash.standards.periods import Period, PeriodKind
from gwdash.ui.components.export_menu import XLSX
from gwdash.ui.components.marks import source
from gwdash.ui.handle import current_store
from gwdash.ui.kept import kept
from gwdash.ui.markup import div, span, tag

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(found: Calendar, period: str) -> None:
    """Draw the card."""
    decided = _decided(found)
    rules = found.rules
    reminders = chasing.reminders(found.duties, rules.as_of, rules.days, decided)
    hint = "未报和退回的，以及逾期的议定事项；县市区用提示函，成员单位用督办单"
    st.html(tag("h2", "催报", span("gw-hint", hint), class_="gw-h2"))
    if not reminders:
        st.html(div("gw-empty", "没有要催报的单位。"))
        return
    by_code = {one.reporter.code: one for one in reminders}
    left, right = st.columns([1, 2], gap="medium")
    with left:
        code = st.selectbox(
            "催报哪一家", list(by_code), format_func=lambda c: _option(by_code[c]), key="chase_who"
        )
        one = by_code[code]
        _letter(one)
        _everybody(found, reminders, period, decided)
        st.html(source("公文为送审稿，没有文号和印章，发文机关取自区域配置；印发前请核对。"))
    with right:
        st.text_area(
            "催报文字，全选后可以粘贴到消息里", chasing.message(one), height=250,
            key=f"chase_text_{code}_{one.as_of}_{period}",
        )  # fmt: skip


def _letter(one: Reminder) -> None:
    with st.container(key="chase_one", horizontal=True):
        st.download_button(
            f"{one.reporter.name}{chasing_letter.kind_of(one)}",
            lambda: chasing_letter.letter(one),
            chasing_letter.letter_name(one), _DOCX, key="chase_letter", on_click="ignore",
            icon=":material/description:",
        )  # fmt: skip


def _option(one: Reminder) -> str:
    parts = [
        f"台账 {len(one.duties)} 份" if one.duties else "",
        f"议定事项 {len(one.decided)} 项" if one.decided else "",
    ]
    return f"{one.reporter.name}　{'，'.join(part for part in parts if part)}"


def _decided(found: Calendar) -> tuple[Decision, ...]:
    """Return the decisions in force in the calendar's month, judged on its day."""
    store = current_store()
    if store is None:
        return ()
    on = found.rules.as_of
    period = Period.of(on, PeriodKind.MONTH).code
    return kept(store, decisions.decisions, Scope(period), on)


def _everybody(
    found: Calendar, reminders: list[Reminder], period: str, decided: Sequence[Decision]
) -> None:
    as_of = found.rules.as_of
    stem = file_stem("催报", period, f"{as_of:%Y%m%d}")
    with st.container(key="chase_all", horizontal=True):
        st.download_button(
            f"全部公文（{len(reminders)} 份）", lambda: chasing_letter.letters_zip(reminders),
            f"{stem}_提示函督办单.zip", "application/zip", key="chase_letters",
            on_click="ignore", icon=":material/folder_zip:",
        )  # fmt: skip
        st.download_button(
            "全部文字", lambda: chasing.messages(reminders).encode("utf-8-sig"), f"{stem}.txt",
            "text/plain", key="chase_texts", on_click="ignore", icon=":material/chat:",
        )  # fmt: skip
        st.download_button(
            "催报清单",
            lambda: to_xlsx(chasing.chasing_table(found.duties, as_of, period, decided)),
            f"{stem}_清单.xlsx", XLSX, key="chase_list", on_click="ignore",
            icon=":material/table:",
        )  # fmt: skip
