"""未整改问题: what files left out that went in with their good rows only, until it is mended."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from gwdash import clock
from gwdash.archive.wording import dataset_words, reporter_words
from gwdash.config import workspace
from gwdash.export.open_issues import (
    OpenLine,
    days_open,
    open_lines,
    open_table,
    open_text,
    when_words,
)
from gwdash.intake import records
from gwdash.intake.records import OpenIssues
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION
from gwdash.ui.choices import Choice, chosen
from gwdash.ui.components.export_menu import Offer, export_menu
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page

ALL = "all"
_SHOWN = 300
_HEADINGS = (
    "填报单位", "台账", "报告期", "位置", "字段", "填写内容", "问题", "怎么改", "自何时", "报送号",
)  # fmt: skip


def counts() -> dict[int, int]:
    """Return how many cells wait to be mended, by the number of the submission in force."""
    found: dict[int, int] = {}
    for one in records.open_issues(workspace()):
        found[one.in_force] = len(one.issues)
    return found


def show(frame: Frame, tools: "st.delta_generator.DeltaGenerator") -> None:
    """Draw the list with its filters and what takes it away."""
    everything = records.open_issues(workspace())
    with st.container(key="card_open_issues"):
        if not everything:
            st.html(tag("h2", "未整改问题", class_="gw-h2"))
            st.html(div("gw-empty", "没有未整改的问题：收下的报送都没有被拦下的行。"))
            return
        found = _narrowed(everything)
        lines = [line for one in found for line in open_lines(one.submission, one.issues)]
        st.html(_summary(found, len(lines)))
        st.html(_table(frame, lines))
        with tools:
            _take_away(lines)


def _narrowed(everything: Sequence[OpenIssues]) -> list[OpenIssues]:
    held = [one.submission for one in everything]
    units = [r.code for r in REGION.reporters if any(one.reporter == r.code for one in held)]
    ledgers = [name for name in DATASETS if any(one.dataset == name for one in held)]
    with st.container(key="records_open_filters", horizontal=True):
        unit = _pick("unit", "填报单位", {code: reporter_words(code) for code in units})
        ledger = _pick("ledger", "台账", {name: dataset_words(name) for name in ledgers})
    return [
        one
        for one in everything
        if unit in {ALL, one.submission.reporter} and ledger in {ALL, one.submission.dataset}
    ]


def _pick(name: str, label: str, labels: dict[str, str]) -> str:
    return chosen(Choice(f"open_{name}", label, {ALL: f"{label}　全部"} | labels, ALL))


def _summary(found: Sequence[OpenIssues], n_lines: int) -> Html:
    stopped = sum(one.submission.n_stopped for one in found)
    return div(
        "gw-records-summary",
        tag("h2", "未整改问题", class_="gw-h2"),
        span("gw-late", f"■ {n_lines} 处"),
        span(
            "gw-muted",
            f"来自 {len(found)} 份只收了正确行的报送，拦下 {stopped} 行。"
            "改好后把整张表重新报送，审核通过后自动从这里消去。",
        ),
    )


def _table(frame: Frame, lines: Sequence[OpenLine]) -> Html:
    now = clock.now()
    rows = [
        tag(
            "tr",
            tag("td", reporter_words(line.submission.reporter), class_="gw-nowrap"),
            tag("td", dataset_words(line.submission.dataset)),
            tag("td", when_words(line.submission), class_="gw-nowrap"),
            tag("td", line.place, class_="gw-nowrap"),
            tag("td", line.field),
            tag("td", line.raw),
            tag("td", line.problem),
            tag("td", line.remedy),
            tag(
                "td", f"{line.since:%Y-%m-%d}",
                div("gw-muted gw-small", f"{days_open(line.since, now)} 天"), class_="gw-nowrap",
            ),
            tag("td", _record(frame, line.submission.id)),
        )
        for line in lines[:_SHOWN]
    ]  # fmt: skip
    head = tag("tr", [tag("th", word) for word in _HEADINGS])
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table gw-issues")
    more = (
        div("gw-muted gw-small", f"只显示前 {_SHOWN} 处，共 {len(lines)} 处，导出的表里有全部。")
        if len(lines) > _SHOWN
        else None
    )
    return div("", div("gw-scroll", table), more)


def _record(frame: Frame, number: int) -> Html:
    href = f"{frame.spec.address}?{urlencode({'part': 'list', 'record': number})}"
    return tag("a", f"{number} 号", href=href, class_="gw-link gw-nowrap")


def _take_away(lines: Sequence[OpenLine]) -> None:
    with st.popover("复制成文字", icon=":material/content_copy:", key="open_text"):
        st.caption("点右上角的图标复制，可以粘贴到微信、短信里发给填报单位。")
        st.code(open_text(lines), language=None, wrap_lines=True)
    export_menu([Offer("未整改问题", lambda: open_table(lines, clock.now()))], key="open_issues")


def open_link(n_open: int) -> Html:
    """Return a count of wrong cells as a link to their list."""
    href = f"{page('records').address}?{urlencode({'part': 'open'})}"
    return tag("a", f"■ 未整改 {n_open} 处", href=href, class_="gw-link gw-late")
