"""The rows of 报送记录, and the small pieces that the list and an opened record share."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from gwdash.archive.model import State, Submission, SubmissionKind
from gwdash.archive.wording import dataset_words, reporter_words
from gwdash.ingest.profile import WHOLE
from gwdash.intake.originals import Withheld
from gwdash.intake.records import Listed
from gwdash.standards.periods import Period
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.records_open import open_link

_FACES = {
    State.SUBMITTED: ("behind", "▲"),
    State.ACCEPTED: ("on_track", "●"),
    State.RETURNED: ("far_behind", "■"),
    State.SUPERSEDED: ("open", "○"),
    State.WITHDRAWN: ("open", "×"),
}
_HEADINGS = (
    "号", "状态", "台账", "填报单位", "报告期", "行数", "错误", "提醒", "与此前相比", "提交时间",
    "数据版本", "文件",
)  # fmt: skip
_NUMBERS = frozenset({"号", "行数", "错误", "提醒"})


def state_pill(state: State, why: str = "") -> Html:
    """Return a state with its shape and word on its colour, the reason under the pointer."""
    lamp, mark = _FACES[state]
    return span(f"gw-pill gw-state gw-lamp-{lamp}", f"{mark} {state.label}", title=why or None)


def record_address(frame: Frame, number: int | None) -> str:
    """Return the address that opens a record, or none, and keeps all choices."""
    kept = {key: value for key, value in st.query_params.items() if key != "record"}
    more = {} if number is None else {"record": str(number)}
    return f"{frame.spec.address}?{urlencode(kept | more)}"


def changes(kept: Mapping[str, object]) -> Html:
    """Return the counts of a difference: +新增 ~修改 −减少; a first report says so."""
    if not kept:
        return span("gw-muted", NOTHING, title="没有比较过")
    added, changed, removed = (int(str(kept.get(n) or 0)) for n in ("added", "changed", "removed"))
    if kept.get("base") is None and not changed and not removed:
        return span("gw-muted", "首次报送")
    if not (added or changed or removed):
        return span("gw-muted", "没有变化")
    said = ((added, "新增"), (changed, "修改"), (removed, "减少"))
    return span("", " ".join(f"{word} {n}" for n, word in said if n))


def file_link(one: Submission, kept_back: Mapping[int, Withheld]) -> Html:
    """Return the file's name as a link to its bytes, or plain where nobody may have it."""
    if one.kind is not SubmissionKind.FILE:
        return span("gw-muted", one.kind.label)
    if why := kept_back.get(one.id):
        return span("gw-muted", one.file_name, title=why.value)
    return tag(
        "a", one.file_name, href=f"./files/{one.id}", class_="gw-link", download=one.file_name,
        title=f"下载原文件 {one.file_name}",
    )  # fmt: skip


def table(
    frame: Frame,
    shown: Sequence[Listed],
    kept_back: Mapping[int, Withheld],
    waiting: Mapping[int, int],
) -> Html:
    """Return the list as a table; a record opens by its number, `waiting` counts what is open."""
    if not shown:
        return div("gw-empty", "没有符合条件的报送记录，请放宽上面的条件。")
    heads = [tag("th", word, class_="gw-num" if word in _NUMBERS else None) for word in _HEADINGS]
    rows = [_row(frame, one, kept_back, waiting) for one in shown]
    body = tag(
        "table", tag("thead", tag("tr", heads)), tag("tbody", rows), class_="gw-table gw-records"
    )
    return div("gw-scroll", body)


def _findings(n: int) -> Html:
    """Return a cell with a count; none is muted, so that the others are seen."""
    return tag("td", f"{n:,}", class_="gw-num" if n else "gw-num gw-muted")


def _row(
    frame: Frame, listed: Listed, kept_back: Mapping[int, Withheld], waiting: Mapping[int, int]
) -> Html:
    one = listed.submission
    open_now = st.query_params.get("record") == str(one.id)
    link = tag(
        "a", str(one.id), href=record_address(frame, one.id), class_="gw-link gw-strong",
        aria_label=f"打开 {one.id} 号报送",
    )  # fmt: skip
    part = None if one.part == WHOLE else span("gw-muted", f" {one.part}")
    n_open = waiting.get(one.id, 0)
    partial = div("gw-muted gw-small", f"只提交了正确的行，拦下 {one.n_stopped} 行")
    return tag(
        "tr",
        tag("td", link, class_="gw-num"),
        tag("td", state_pill(one.state, one.reason)),
        tag("td", dataset_words(one.dataset), class_="gw-nowrap"),
        tag("td", reporter_words(one.reporter), part, class_="gw-nowrap"),
        tag("td", Period.parse(one.period).label, class_="gw-nowrap"),
        tag("td", f"{one.n_rows:,}", class_="gw-num"),
        _findings(one.n_errors),
        _findings(one.n_warnings),
        tag(
            "td",
            changes(one.difference),
            partial if one.partial else None,
            div("gw-small", open_link(n_open)) if n_open else None,
            class_="gw-nowrap",
        ),
        tag("td", f"{one.submitted_at:%Y-%m-%d %H:%M}", class_="gw-nowrap"),
        tag("td", listed.versions or NOTHING, class_="gw-nowrap"),
        tag("td", file_link(one, kept_back)),
        class_="gw-open-row" if open_now else None,
    )
