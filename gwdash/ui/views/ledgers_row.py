"""台账查询: one row opened: all its fields, where each was typed, what stood there before."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from gwdash.config import workspace
from gwdash.intake.attachments import is_secret
from gwdash.intake.originals import withheld
from gwdash.intake.row_history import Past, history
from gwdash.queries import attachments, ledgers
from gwdash.queries.attachments import Attached
from gwdash.queries.evidence import FileFacts, files
from gwdash.queries.ledger_columns import NOT_FILLED, columns, shown
from gwdash.queries.ledgers import Look, Row
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset, DatasetKind
from gwdash.registry.region import REGION
from gwdash.registry.row_keys import row_key
from gwdash.standards.periods import Period
from gwdash.store.database import Store
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.ledgers_state import change, look_now, put

_WITHHELD = "可能含饮用水源井的精确位置，启用账号权限前不提供下载"
_KIB = 1024


def show(frame: Frame, look: Look) -> None:
    """Open the drawer on the row that the address names; one that does not exist is dropped."""
    if frame.store is None:
        return
    row = ledgers.row_of(frame.store, look.dataset, look.row)
    if row is None:
        put(replace(look, row=""))
        return
    _drawer(frame, frame.store, DATASETS[look.dataset], row)


def _close() -> None:
    change(row="", page=look_now().page)


@st.dialog(
    "台账明细", width="large", position="right", icon=":material/table_rows:", on_dismiss=_close
)
def _drawer(frame: Frame, store: Store, dataset: Dataset, row: Row) -> None:
    facts = kept(store, files).get(int(row["submission_id"]))
    past = history(workspace(), store, dataset, row)
    evidence = _evidence(store, dataset, row)
    st.html(_title(dataset, row))
    st.html(_origin(frame, row, facts))
    parts = ("全部字段", f"历次值（{len(past)}）", f"佐证材料（{len(evidence)}）")
    fields, before, proofs = st.tabs(parts)
    with fields:
        st.html(_fields(dataset, row))
    with before:
        st.html(_history(frame, row, past))
    with proofs:
        st.html(_proofs(evidence))


def _title(dataset: Dataset, row: Row) -> Html:
    known = columns(dataset.name)
    said = [f"{known[n].label} {shown(known[n], row) or NOTHING}" for n in dataset.key]
    return div("gw-row-title", tag("b", dataset.label), span("gw-muted", "　".join(said)))


def _origin(frame: Frame, row: Row, facts: FileFacts | None) -> Html:
    """Return where the row was typed: file, sheet, cell, who and when."""
    if facts is None:
        return div("gw-note", "没有找到该行的报送记录。")
    sheet, cell = row["source_sheet"] or "", row["source_cell"] or ""
    place = f"{sheet}!{cell}" if sheet and cell else cell or sheet or NOTHING
    when = f"{facts.submitted_at:%Y-%m-%d %H:%M}" if facts.submitted_at else NOTHING
    record = tag(
        "a", f"第 {facts.submission_id} 号", class_="gw-link",
        href=frame.address("records", record=str(facts.submission_id)), title="打开报送记录",
    )  # fmt: skip
    rows: tuple[tuple[str, object], ...] = (
        ("来源文件", _file(facts)), ("位置", place), ("填报单位", facts.reporter),
        ("报告期", Period.parse(facts.period).label), ("报送", record), ("报送时间", when),
        ("经办", facts.actor),
    )  # fmt: skip
    cells = [div("", span("gw-muted", name), tag("b", said)) for name, said in rows]
    return div("gw-record-facts gw-row-origin", *cells)


def _file(facts: FileFacts) -> Html:
    if withheld(workspace(), [facts.submission_id]):
        return span("", facts.file_name, title=_WITHHELD)
    return tag(
        "a", facts.file_name, class_="gw-link", href=f"files/{facts.submission_id}",
        download=facts.file_name, title="下载原始文件",
    )  # fmt: skip


def _fields(dataset: Dataset, row: Row) -> Html:
    known = columns(dataset.name)
    lines = []
    for column in known.values():
        if column.is_fact:
            continue
        said = shown(column, row)
        value = tag("b", said) if said else span("gw-muted", NOT_FILLED)
        unit = span("gw-muted", f" {column.unit}") if said and column.unit else None
        lines.append(
            tag(
                "tr",
                tag("th", column.label, class_="gw-nowrap"),
                tag("td", value, unit),
                tag("td", column.help, class_="gw-muted gw-small"),
            )
        )
    note = None
    if row.get("is_secret"):
        note = div("gw-note", "饮用水源井的位置按约1公里取整显示。")
    head = tag("tr", [tag("th", word) for word in ("字段", "内容", "说明")])
    return div("", note, tag("table", tag("thead", head), tag("tbody", lines),
                             class_="gw-table gw-row-fields"))  # fmt: skip


def _history(frame: Frame, row: Row, past: Sequence[Past]) -> Html:
    """Return what was accepted for the key, the newest first, and what each changed."""
    names = {reporter.code: reporter.name for reporter in REGION.reporters}
    words = ("审核通过", "报告期", "填报单位", "报送", "变化")
    lines = []
    for one in past:
        when = f"{one.accepted_at:%Y-%m-%d %H:%M}" if one.accepted_at else NOTHING
        state = None if one.in_force else span("gw-muted gw-small", "　已更新")
        own = (one.submission_id, one.cell, one.sheet)
        here = own == (row["submission_id"], row["source_cell"] or "", row["source_sheet"] or "")
        link = tag(
            "a", f"第 {one.submission_id} 号", class_="gw-link",
            href=frame.address("records", record=str(one.submission_id)),
        )  # fmt: skip
        lines.append(
            tag(
                "tr",
                tag("td", when, state, class_="gw-nowrap"),
                tag("td", Period.parse(one.period).label, class_="gw-nowrap"),
                tag("td", names.get(one.reporter, one.reporter), class_="gw-nowrap"),
                tag("td", link, span("gw-muted gw-small", "　本行") if here else None,
                    class_="gw-nowrap"),
                tag("td", _changes(one)),
                class_="gw-open-row" if here else None,
            )
        )  # fmt: skip
    head = tag("tr", [tag("th", word) for word in words])
    table = tag("table", tag("thead", head), tag("tbody", lines), class_="gw-table")
    return div("gw-scroll", table)


def _changes(one: Past) -> Html | str:
    if one.is_first:
        return span("gw-muted", "最早的一次")
    if not one.changes:
        return span("gw-muted", "没有变化")
    return div(
        "",
        *(
            div("", f"{name}：", span("gw-muted", before or NOT_FILLED), " → ",
                tag("b", after or NOT_FILLED))
            for name, (before, after) in one.changes.items()
        ),
    )  # fmt: skip


def _evidence(store: Store, dataset: Dataset, row: Row) -> list[Attached]:
    """Return what is attached to the row, or to the whole submission that it came in."""
    if dataset.internal:
        return []
    found = attachments.find(store, dataset.name, reporter=str(row["reporter"]))
    # Keys of other reports of a period prove other facts; a register's row keeps its evidence.
    of_period = dataset.kind is DatasetKind.PERIODIC
    key = row_key(dataset, row)
    return [
        one
        for one in found
        if (one.row_key == key and not (of_period and one.target_period != row["period"]))
        or (not one.row_key and one.target_period == row["period"])
    ]


def _proofs(found: Sequence[Attached]) -> Html:
    if not found:
        return div("gw-empty", "没有佐证材料。可在“任务进展”或“报送记录”上传。")
    lines = []
    for one in found:
        link = tag(
            "a", one.file_name, class_="gw-link", href=f"evidence/{one.attachment_id}",
            download=one.file_name, title="下载佐证材料",
        )  # fmt: skip
        name = span("", one.file_name, title=_WITHHELD) if is_secret(workspace(), one) else link
        when = f"{one.attached_at:%Y-%m-%d %H:%M}" if one.attached_at else NOTHING
        about = "附在本行" if one.row_key else "附在整份报送（盖章页）"
        size = f"{max(one.n_bytes // _KIB, 1):,} KiB"
        cells = (tag("td", name), tag("td", about), tag("td", size), tag("td", when))
        lines.append(tag("tr", *cells))
    head = tag("tr", [tag("th", word) for word in ("文件", "附在哪里", "大小", "登记时间")])
    return tag("table", tag("thead", head), tag("tbody", lines), class_="gw-table")
