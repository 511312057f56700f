"""The office's switches on records: review before acceptance, and past periods opened (补录)."""

from datetime import date

import streamlit as st

from gwdash import clock
from gwdash.archive.model import Opening
from gwdash.archive.wording import dataset_words, reporter_words
from gwdash.config import workspace
from gwdash.errors import GwdashError, UsageError
from gwdash.intake import backfill, usecases
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Cadence
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.ui.markup import div, span, tag

EVERYBODY = ""
_PERIODS_OFFERED = 24
_SAID = "openings_said"
_WIDTHS = (1, 3, 3, 2, 2, 2, 4, 1.4)


def show() -> None:
    """Draw the switches, the form and the openings."""
    with st.container(key="card_switches"):
        _switches()
    with st.container(key="card_openings"):
        st.html(tag("h2", "补录", span("gw-hint", "开放后补报的，不计迟报"), class_="gw-h2"))
        st.html(div("gw-muted", backfill.CLOSING_RULE.sentence))
        _form()
        if words := st.session_state.pop(_SAID, ""):
            st.success(words, icon=":material/task_alt:")
        _list()


def _switches() -> None:
    st.html(tag("h2", "审核", class_="gw-h2"))
    home = workspace()
    on, strict = usecases.reviews(home), backfill.strict(home)
    review = st.toggle("提交后先待审核，由办公室审核通过后才计入", on, key="records_review")
    if review != on:
        usecases.review_first(home, on=review)
    words = "待审核的报送在“报送清单”里审核。" if review else "没有错误的报送提交后立即审核通过。"
    st.html(div("gw-muted gw-small", f"现在：{words}"))
    closed = st.toggle("逾期的报告期必须先开放补录才能提交", strict, key="records_strict")
    if closed != strict:
        backfill.set_strict(home, on=closed)
    st.html(div("gw-muted gw-small", backfill.strictness_words(strict=closed)))


def _form() -> None:
    with st.form("openings_form", border=False, clear_on_submit=False):
        first, second, third, fourth = st.columns([3, 3, 2, 2])
        due = [n for n, d in DATASETS.items() if d.due_day and d.cadence is not Cadence.AS_HELD]
        with first:
            name = st.selectbox("台账", due, format_func=dataset_words, key="opening_dataset")
        with second:
            codes = [EVERYBODY, *(r.code for r in REGION.reporters)]
            reporter = st.selectbox(
                "填报单位", codes, key="opening_reporter",
                format_func=lambda code: reporter_words(code) if code else "全部填报单位",
            )  # fmt: skip
        with third:
            period = st.text_input("报告期", key="opening_period", placeholder="如 2024-03、2024Q1")
        with fourth:
            until = st.text_input(
                "截止日期（可不填）", key="opening_until", placeholder="如 2024-07-31"
            )
        reason = st.text_input("原因（必填）", key="opening_reason", max_chars=200)
        if st.form_submit_button("开放补录", type="primary", key="opening_go"):
            _open(name, reporter, period, until, reason)


def _open(name: str, reporter: str, period: str, until: str, reason: str) -> None:
    try:
        found = backfill.open_period(
            workspace(), name, period, reason=reason, reporter=reporter, until=_day(until)
        )
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    who = reporter_words(found.reporter) if found.reporter else "全部填报单位"
    st.session_state[_SAID] = (
        f"已开放第 {found.id} 号补录：{who} {Period.parse(found.period).label} "
        f"{dataset_words(found.dataset)}。"
    )
    st.rerun()


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"截止日期「{text}」应写成 2024-07-31 的样子。") from error


def _list() -> None:
    found = backfill.openings(workspace()) if (workspace() / "archive").is_dir() else []
    if not found:
        st.html(div("gw-empty", "没有开放过补录。"))
        return
    for column, word in zip(
        st.columns(_WIDTHS), ("号", "台账", "填报单位", "报告期", "截止", "状态", "原因", ""),
        strict=True,
    ):  # fmt: skip
        column.html(span("gw-muted", word))
    for one in found:
        _line(one)


def _line(one: Opening) -> None:
    state = backfill.words(one, clock.today())
    cells = (
        str(one.id), dataset_words(one.dataset),
        reporter_words(one.reporter) if one.reporter else "全部填报单位",
        Period.parse(one.period).label, f"{one.until:%Y-%m-%d}" if one.until else "不限",
        f"{'●' if one.holds(clock.today()) else '○'} {state}", one.reason,
    )  # fmt: skip
    columns = st.columns(_WIDTHS, vertical_alignment="center")
    for column, words in zip(columns, cells, strict=False):
        column.html(span("", words))
    if one.closed_at is None:
        columns[-1].button("关闭", key=f"opening_close_{one.id}", on_click=_close, args=(one.id,))


def _close(number: int) -> None:
    backfill.close_period(workspace(), number)
    st.session_state[_SAID] = f"第 {number} 号补录已关闭；已经补报的仍不计迟报。"
