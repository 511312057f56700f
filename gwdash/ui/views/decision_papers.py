"""督办单, 提示函 and the draft of the minutes: papers on 议定事项, made on a click."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from gwdash.export import decision_letters
from gwdash.export.decision_letters import OpenItems
from gwdash.export.tables import file_stem
from gwdash.queries import decisions
from gwdash.queries.decision import Decision
from gwdash.standards.periods import Period, PeriodKind
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import div, span, tag
from gwdash.ui.views import calendar_kept
from gwdash.ui.views.decision_minutes import minutes_button

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(frame: Frame, every: Sequence[Decision]) -> None:
    """Draw the card."""
    hint = "未办结事项逐家成文；县市区用提示函，成员单位用督办单"
    st.html(tag("h2", "督办公文", span("gw-hint", hint), class_="gw-h2"))
    on = _written_on(frame)
    judged = kept(frame.store, decisions.decisions, frame.scope, on) if frame.store else ()
    owing = {one.reporter.code: one for one in decision_letters.open_items(judged, on)}
    left, right = st.columns(2, gap="medium")
    with left:
        if owing:
            _letters(frame, owing)
        else:
            st.html(div("gw-empty", "没有未办结的议定事项，不用发督办公文。"))
    with right:
        minutes_button(frame, every)
    st.html(source("公文为送审稿，没有文号和印章，发文机关取自区域配置；印发前请核对。"))


def _written_on(frame: Frame) -> date:
    """Return the day of the letters: the calendar's for its month, else the period's last."""
    month = Period.parse(frame.scope.period)
    today = calendar_kept.read(month, month).rules.as_of
    last = Period.of(today, PeriodKind.MONTH).previous()
    return today if month.last_day >= last.last_day else frame.as_of


def _letters(frame: Frame, owing: dict[str, OpenItems]) -> None:
    code = st.selectbox(
        "发给哪一家", list(owing), key="decision_letter_who",
        format_func=lambda c: f"{owing[c].reporter.name}　{owing[c].words}",
    )  # fmt: skip
    one = owing[code]
    found = list(owing.values())
    stem = file_stem("议定事项督办", frame.period_label, f"{one.as_of:%Y%m%d}")
    with st.container(key="decision_letters", horizontal=True):
        st.download_button(
            f"{one.reporter.name}{decision_letters.kind_of(one)}",
            lambda: decision_letters.letter(one), decision_letters.letter_name(one), DOCX,
            key="decision_letter", on_click="ignore", icon=":material/description:",
        )  # fmt: skip
        st.download_button(
            f"全部公文（{len(found)} 份）", lambda: decision_letters.letters_zip(found),
            f"{stem}.zip", "application/zip", key="decision_letters_all", on_click="ignore",
            icon=":material/folder_zip:",
        )  # fmt: skip
