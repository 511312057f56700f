"""报送记录: what was handed in and what became of it, the versions, and past periods opened."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from gwdash.archive.model import State
from gwdash.archive.wording import dataset_words, reporter_words
from gwdash.config import workspace
from gwdash.export.record_tables import records_table
from gwdash.intake import records
from gwdash.intake.originals import withheld
from gwdash.intake.records import Listed
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.ui.choices import Choice, chosen, open_up, opened
from gwdash.ui.components.export_menu import Offer, export_menu
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page
from gwdash.ui.views import (
    records_one,
    records_open,
    records_openings,
    records_table_rows,
    records_versions,
)

LIST, OPEN, VERSIONS, OPENINGS = "list", "open", "versions", "openings"
_PARTS = {
    LIST: "报送清单",
    OPEN: "未整改问题",
    VERSIONS: "数据版本与更正说明",
    OPENINGS: "审核与补录",
}
ALL = "all"
_ON_A_PAGE = 40


def show(frame: Frame) -> None:
    """Draw the part that the address asks for."""
    known = (workspace() / "archive").is_dir()
    part = opened("part", _PARTS, LIST)
    waiting = records_open.counts()
    with st.container(key="records_heading", horizontal=True, vertical_alignment="center"):
        st.html(tag("h1", frame.spec.title, class_="gw-title"), width="content")
        for name, plain in _PARTS.items():
            words = _with_count(plain, waiting) if name == OPEN else plain
            st.button(
                words, key=f"records_part_{name}", on_click=open_up, args=("part", name),
                type="primary" if name == part else "secondary",
            )  # fmt: skip
        tools = st.container(key="records_tools", horizontal=True)
    if part == OPENINGS:
        records_openings.show()
    elif not known:
        st.html(_nothing_yet())
    elif part == VERSIONS:
        records_versions.show(tools)
    elif part == OPEN:
        records_open.show(frame, tools)
    else:
        _list(frame, tools, waiting)


def _with_count(words: str, waiting: Mapping[int, int]) -> str:
    n_open = sum(waiting.values())
    return f"{words}（{n_open}）" if n_open else words


def _nothing_yet() -> Html:
    link = tag("a", "上传第一份表", href=page("submit").address, class_="gw-button")
    words = div("gw-muted", "还没有报送过任何表格。提交后，每一份的状态和经过都列在这里。")
    return div("gw-card gw-begin", words, link)


def _list(
    frame: Frame, tools: "st.delta_generator.DeltaGenerator", waiting: Mapping[int, int]
) -> None:
    everything = records.listed(workspace())
    number = st.query_params.get("record", "")
    if number.isdecimal() and any(one.submission.id == int(number) for one in everything):
        records_one.show(frame, int(number))
    found = _narrowed(everything)
    with tools:
        spans = {one.submission.id: one.spans[0][0] for one in found if one.spans}
        listed = [one.submission for one in found]
        export_menu([Offer("报送记录", lambda: records_table(listed, spans))], key="records")
    with st.container(key="card_records"):
        st.html(_summary(found, len(everything)))
        shown = _one_page(found)
        ids = [one.submission.id for one in shown]
        st.html(records_table_rows.table(frame, shown, withheld(workspace(), ids), waiting))


def _narrowed(everything: Sequence[Listed]) -> list[Listed]:
    """Draw the filters and return what they leave; a choice without any record is not offered."""
    held = [one.submission for one in everything]
    ledgers = [name for name in DATASETS if any(one.dataset == name for one in held)]
    units = [r.code for r in REGION.reporters if any(one.reporter == r.code for one in held)]
    ends = sorted({one.period_end for one in held}, reverse=True)
    with st.container(key="records_filters", horizontal=True):
        ledger = _pick("ledger", "台账", {name: dataset_words(name) for name in ledgers})
        unit = _pick("unit", "填报单位", {code: reporter_words(code) for code in units})
        months = {f"{end:%Y-%m}": f"截至 {Period.of(end, 'month').label}" for end in ends}
        until = _pick("until", "报告期", months)
        state = _pick("state", "状态", {str(one): one.label for one in State})
    return [
        one
        for one in everything
        if ledger in {ALL, one.submission.dataset}
        and unit in {ALL, one.submission.reporter}
        and until in {ALL, _month(one.submission.period_end)}
        and state in {ALL, str(one.submission.state)}
    ]


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _pick(name: str, label: str, labels: dict[str, str]) -> str:
    words = {ALL: f"{label}　全部"} | labels
    return chosen(Choice(f"of_{name}", label, words, ALL))


def _summary(found: Sequence[Listed], n_all: int) -> Html:
    waiting = sum(one.submission.state is State.SUBMITTED for one in found)
    words = f"{len(found):,} / {n_all:,} 份" if len(found) != n_all else f"共 {n_all:,} 份"
    note = (
        tag(
            "a", f"▲ {waiting} 份待审核", class_="gw-records-waiting",
            href=f"{page('records').address}?of_state={State.SUBMITTED}", title="只看待审核的",
        )
        if waiting
        else None
    )  # fmt: skip
    return div("gw-records-summary", tag("h2", "报送清单", class_="gw-h2"),
               span("gw-muted", f"{words}，最新的在前"), note)  # fmt: skip


def _one_page(found: Sequence[Listed]) -> Sequence[Listed]:
    """Return the records of the page that is open, with the buttons to turn it."""
    pages = max(1, -(-len(found) // _ON_A_PAGE))
    if pages == 1:
        return found
    numbers = [str(n) for n in range(1, pages + 1)]
    now = int(opened("page", numbers, "1"))
    with st.container(key="records_pages", horizontal=True, vertical_alignment="center"):
        st.button(
            "上一页", key="records_before", disabled=now == 1, on_click=open_up,
            args=("page", str(now - 1)),
        )  # fmt: skip
        st.html(span("gw-muted gw-nowrap", f"第 {now} 页，共 {pages} 页"), width="content")
        st.button(
            "下一页", key="records_after", disabled=now == pages, on_click=open_up,
            args=("page", str(now + 1)),
        )  # fmt: skip
    return found[(now - 1) * _ON_A_PAGE : now * _ON_A_PAGE]
