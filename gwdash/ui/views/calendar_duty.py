"""The window of 报送日历 that tells what one cell is: the submission, or what is owed."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import streamlit as st

from gwdash.export.chasing import day, situation
from gwdash.queries.calendar import CHASED, FACES, Duty, Status
from gwdash.standards.periods import Period
from gwdash.ui.markup import Html, div, tag
from gwdash.ui.registry import PAGES
from gwdash.ui.views.calendar_grid import DUTY, duty_code
from gwdash.ui.views.records_open import counts, open_link


def show(duties: Sequence[Duty]) -> None:
    """Open the window when the address asks for it; what is not on the page is dropped."""
    asked = st.query_params.get(DUTY)
    if asked is None:
        return
    found = next((duty for duty in duties if duty_code(duty) == asked), None)
    if found is None:
        del st.query_params[DUTY]
        return
    _window(found)


def _close() -> None:
    if DUTY in st.query_params:
        del st.query_params[DUTY]


@st.dialog("报送情况", width="large", icon=":material/event_note:", on_dismiss=_close)
def _window(duty: Duty) -> None:
    rows = [tag("tr", tag("th", name), tag("td", said)) for name, said in _facts(duty)]
    st.html(tag("table", rows, class_="gw-facts-table"))
    st.html(div("gw-duty-links", list(_links(duty))))


def _facts(duty: Duty) -> Iterator[tuple[str, Html | str]]:
    face = FACES[duty.status]
    yield "填报单位", duty.reporter.name
    yield "台账", f"{duty.dataset.label}（{duty.dataset.cadence.words}报送）"
    yield "报告期", duty.period.label
    yield "报送期限", day(duty.due_on)
    yield "状态", f"{face.mark} {face.word}：{face.sentence}"
    if duty.status in CHASED:
        yield "说明", f"{situation(duty)}。"
    elif duty.late_days:
        yield "说明", f"首次报送晚于报送期限 {duty.late_days} 天。"
    one = duty.submission
    if one is None:
        return
    yield "报送编号", f"{one.id} 号，{one.kind.label}，{one.n_rows} 行"
    yield "报送时间", f"{one.submitted_at:%Y-%m-%d %H:%M}"
    if one.first_submitted_at and one.first_submitted_at != one.submitted_at:
        yield "首次报送", f"{one.first_submitted_at:%Y-%m-%d %H:%M}"
    if one.file_name:
        yield "文件", one.file_name
    if duty.n_parts > 1:
        yield "分表", f"由 {duty.n_parts} 份乡镇分表合成"
    yield "更正", f"{duty.n_corrections} 次" if duty.n_corrections else "没有更正"
    if one.reason:
        yield "原因", one.reason
    if n_open := counts().get(one.id):
        yield "未整改", open_link(n_open)


def _links(duty: Duty) -> Iterator[Html]:
    """Yield links to where the duty is met, and to where its submissions are listed."""
    if duty.status in {*CHASED, Status.NOT_YET_DUE}:
        month = Period.of(duty.period.last_day, "month").code
        asked = {"dataset": duty.dataset.name, "reporter": duty.reporter.code, "month": month}
        yield _link("submit", "去数据填报", asked)
    if duty.submission is not None:
        yield _link("records", "看报送记录", {"record": str(duty.submission.id)})


def _link(key: str, words: str, asked: dict[str, str]) -> Html:
    spec = next((spec for spec in PAGES if spec.key == key), None)
    if spec is None:
        return Html("")
    return tag("a", words, class_="gw-link", href=f"{spec.address}?{urlencode(asked)}")
