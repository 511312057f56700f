"""台账查询: any ledger, searched, filtered, sorted, by the page; a row opens with its origin."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from gwdash.export.cells import display_width
from gwdash.queries import ledgers
from gwdash.queries.ledger_columns import LedgerColumn, Shape, columns, first_columns, shown
from gwdash.queries.ledgers import LedgerPage, Look
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import DatasetKind
from gwdash.store.database import Store
from gwdash.store.ledger_query import Ask, sorted_by
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.ledger_download import LIMITS, columns_shown, download_address
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import ledgers_filters, ledgers_row
from gwdash.ui.views.dictionary_groups import groups
from gwdash.ui.views.ledgers_state import change, look_now, put

_ROW_PX, _TABLE_PX = 35, 640
_LETTER_PX, _MARGIN_PX, _WIDEST_PX = 8, 28, 340
_EXTENT = {
    DatasetKind.REGISTER: ("截至本期有效", "历次全部"),
    DatasetKind.OFFICE: ("截至本期有效", "历次全部"),
    DatasetKind.PERIODIC: ("本报告期", "全部报告期"),
    DatasetKind.OBSERVATION: ("截至本期末", "全部日期"),
}


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    look = look_now()
    ask = ledgers.ask_of(look, frame.scope)
    n_found = kept(frame.store, ledgers.count, ask)
    n_all = kept(frame.store, ledgers.count, ask.whole)
    periods = kept(frame.store, ledgers.periods, look.dataset)
    _tools(frame, look, periods, n_found)
    with st.container(key="card_ledgers"):
        st.html(_summary(frame, look, periods, (n_found, n_all)))
        if n_found:
            found = ledgers.page(frame.store, ask, look.page, (n_found, n_all))
            _pages(found)
            _table(look, ask, found)
        else:
            st.html(_nothing(frame, look, n_all))
        st.html(source(f"{frame.source_line} · 点一格打开该行，点表头按该列排序"))
    if look.row:
        ledgers_row.show(frame, look)


def _tools(frame: Frame, look: Look, periods: Mapping[str, str], n_found: int) -> None:
    """Draw the choice of the ledger, its extent, search, filters, columns and files."""
    with st.container(key="ledgers_tools", horizontal=True, vertical_alignment="center"):
        st.html(tag("h1", frame.spec.title, class_="gw-title"), width="content")
        _ledger(look)
        _extent(look)
        st.session_state["ledgers_search"] = look.search
        st.text_input(
            "查找", key="ledgers_search", placeholder="在全部文字列中查找",
            icon=":material/search:", label_visibility="collapsed", on_change=_searched,
            max_chars=200,
        )  # fmt: skip
        ledgers_filters.draw(look, periods)
        _columns(look)
        _sort(look)
        if frame.store is not None:
            _files(frame, frame.store, look, n_found)


def _ledger(look: Look) -> None:
    ordered = [dataset.name for members in groups().values() for dataset in members]
    st.session_state["ledgers_dataset"] = look.dataset
    st.selectbox(
        "台账", ordered, key="ledgers_dataset", label_visibility="collapsed",
        format_func=lambda name: DATASETS[name].label, on_change=_other_ledger,
    )  # fmt: skip


def _other_ledger() -> None:
    put(Look(st.session_state["ledgers_dataset"]))


def _searched() -> None:
    change(search=st.session_state["ledgers_search"].strip())


def _extent(look: Look) -> None:
    """Draw what counts: the rows of the period, or all there ever were."""
    if look.submission is not None:
        st.button(
            f"第 {look.submission} 号报送　✕", key="ledgers_submission", type="primary",
            help="只看这一份报送的行；点一下改看全部", on_click=change, kwargs={"submission": None},
        )  # fmt: skip
        return
    for every, words in zip((False, True), _EXTENT[DATASETS[look.dataset].kind], strict=True):
        st.button(
            words, key=f"ledgers_every_{int(every)}", on_click=change, kwargs={"every": every},
            type="primary" if look.every is every else "secondary",
        )  # fmt: skip


def _columns(look: Look) -> None:
    known = columns(look.dataset)
    key = f"ledgers_cols_{look.dataset}"
    with st.popover("列", icon=":material/view_column:", key="ledgers_columns"):
        st.session_state[key] = [*columns_shown(look)]
        st.multiselect(
            f"显示哪些列（共 {len(known)} 列，按所选次序排列）", list(known), key=key,
            format_func=lambda name: known[name].heading, on_change=_columns_chosen,
            args=(key, look.dataset), placeholder="至少选一列",
        )  # fmt: skip
        with st.container(key="ledgers_columns_more", horizontal=True):
            st.button("显示全部列", key="ledgers_cols_all", on_click=change,
                      kwargs={"shown": tuple(known), "page": look.page})  # fmt: skip
            st.button("恢复默认", key="ledgers_cols_usual", on_click=change,
                      kwargs={"shown": (), "page": look.page})  # fmt: skip


def _columns_chosen(key: str, dataset: str) -> None:
    chosen = tuple(st.session_state[key])
    usual = chosen == first_columns(dataset)
    change(shown=() if usual else chosen)


def _sort(look: Look) -> None:
    known = {n: c for n, c in columns(look.dataset).items() if c.shape is not Shape.PERSON}
    names = ["", *known]
    st.session_state["ledgers_sort"] = look.sort
    st.selectbox(
        "排序", names, key="ledgers_sort", label_visibility="collapsed", on_change=_sorted,
        format_func=lambda name: f"排序：{known[name].label}" if name else "默认次序",
    )  # fmt: skip
    if look.sort:
        st.button(
            "↓ 降序" if look.descending else "↑ 升序", key="ledgers_turn", on_click=change,
            kwargs={"descending": not look.descending}, help="点一下反过来排",
        )  # fmt: skip


def _sorted() -> None:
    change(sort=st.session_state["ledgers_sort"], descending=False)


def _files(frame: Frame, store: Store, look: Look, n_found: int) -> None:
    """Draw the links to all rows that were found, as files."""
    with st.popover("下载", icon=":material/download:", key="ledgers_files"):
        columns_words = f"所选 {len(look.shown)} 列" if look.shown else "全部列"
        st.html(div("gw-note", f"符合条件的全部 {n_found:,} 行，{columns_words}。"))
        for ending, words in (("xlsx", "Excel、WPS 表格"), ("csv", "纯数据，Excel 可直接打开")):
            limit = LIMITS[ending]
            cut = f"，一次最多 {limit:,} 行" + ("，超出部分不含" if n_found > limit else "")
            link = tag(
                "a", f"下载 {ending}", class_="gw-link", download=True,
                href=download_address(ending, look, frame.scope, store.version),
            )  # fmt: skip
            st.html(div("gw-ledger-file", link, span("gw-muted gw-small", f"　{words}{cut}")))


def _summary(
    frame: Frame, look: Look, periods: Mapping[str, str], counted: tuple[int, int]
) -> Html:
    n_found, n_all = counted
    dataset = DATASETS[look.dataset]
    said = ledgers.asked_words(look, frame.scope, periods)
    clear = tag(
        "a", "清除条件", class_="gw-link", href=frame.address("ledgers", dataset=look.dataset)
    )
    link = tag(
        "a", "字段说明", class_="gw-link",
        href=frame.address("dictionary", ledger=look.dataset), title="这份台账的字段、规则和模板",
    )  # fmt: skip
    asked = bool(look.search or look.filters or look.submission)
    note = None
    if frame.scope.county and not dataset.has("county_code"):
        note = span("gw-muted", "　本台账没有县市区列，按填报单位筛选")
    slow = ledgers.slow_words(look, n_all)
    return div(
        "gw-summary gw-ledger-summary",
        tag("h2", dataset.label, class_="gw-h2"),
        span("gw-strong gw-num", f"{n_found:,} 行"),
        span("gw-muted gw-num", f"（{n_found:,}/{n_all:,}）"),
        span("gw-muted", "　".join(said)), note, clear if asked else None, link,
        span("gw-muted", slow) if slow else None,
    )  # fmt: skip


def _nothing(frame: Frame, look: Look, n_all: int) -> Html:
    if n_all:
        why = f"没有符合条件的行（共 {n_all:,} 行）。请放宽查找、筛选，或改选县市区。"
        return div("gw-empty", why)
    label = DATASETS[look.dataset].label
    submit = tag(
        "a", "数据填报", class_="gw-link", href=frame.address("submit", dataset=look.dataset)
    )
    return div(
        "gw-empty",
        f"「{label}」在所选范围还没有审核通过的行（未报，不是0）。"
        "可改看上面的全部报告期、换一个报告期，或到",
        submit,
        "提交。",
    )


def _table(look: Look, ask: Ask, found: LedgerPage) -> None:
    known = columns(look.dataset)
    listed = [known[name] for name in columns_shown(look)]
    frame = pd.DataFrame(
        {c.name: [shown(c, row) or None for row in found.rows] for c in listed}, dtype=object
    )
    codes = [ledgers.row_code(row) for row in found.rows]
    key = f"ledgers_rows_{abs(hash((replace(look, row=''), ask)))}"
    st.session_state["ledgers_codes"] = codes
    st.session_state["ledgers_table"] = key
    st.dataframe(
        frame,
        key=key,
        hide_index=True,
        height=min(_TABLE_PX, _ROW_PX * (len(frame) + 1) + 2),
        placeholder="—",
        column_config={c.name: _config(c, frame, ask) for c in listed},
        selection_mode=["single-cell", "single-column"],
        on_select=_picked,
    )


def _config(column: LedgerColumn, frame: pd.DataFrame, ask: Ask) -> Any:  # noqa: ANN401 (Streamlit's own)
    name, descending = sorted_by(ask)
    arrow = (" ↓" if descending else " ↑") if column.name == name else ""
    heading = f"{column.heading}{arrow}"
    longest = max(map(display_width, [heading, *frame[column.name].dropna()]))
    return st.column_config.TextColumn(
        heading, help=column.help, width=min(longest * _LETTER_PX + _MARGIN_PX, _WIDEST_PX),
        pinned=column.is_key or None,
        alignment="right" if column.shape is Shape.NUMBER else "left",
    )  # fmt: skip


def _picked() -> None:
    """Sort by the column whose head was clicked, or open the row of the cell."""
    chosen = st.session_state[st.session_state["ledgers_table"]].selection
    if chosen.columns:
        look = look_now()
        name = chosen.columns[0]
        if columns(look.dataset)[name].shape is Shape.PERSON:
            return
        turned = look.sort == name and not look.descending
        change(sort=name, descending=turned)
    elif chosen.cells:
        change(page=look_now().page, row=st.session_state["ledgers_codes"][chosen.cells[0][0]])


def _pages(found: LedgerPage) -> None:
    """Draw where in the rows the page lies, and the buttons to turn it."""
    last = found.first + len(found.rows) - 1
    with st.container(key="ledgers_pages", horizontal=True, vertical_alignment="center"):
        st.html(
            span("gw-muted gw-nowrap", f"第 {found.first:,}–{last:,} 行，共 {found.n_found:,} 行"),
            width="content",
        )
        if found.n_pages == 1:
            return
        turns = (
            ("首页", 1, found.page == 1), ("上一页", found.page - 1, found.page == 1),
            ("下一页", found.page + 1, found.page == found.n_pages),
            ("末页", found.n_pages, found.page == found.n_pages),
        )  # fmt: skip
        for words, number, off in turns:
            st.button(words, key=f"ledgers_to_{words}", disabled=off, on_click=change,
                      kwargs={"page": number})  # fmt: skip
        st.session_state["ledgers_page"] = found.page
        st.number_input(
            "页码", 1, found.n_pages, key="ledgers_page", label_visibility="collapsed",
            on_change=_turned, width=130,
        )  # fmt: skip
        st.html(span("gw-muted gw-nowrap", f"页，共 {found.n_pages:,} 页"), width="content")


def _turned() -> None:
    change(page=int(st.session_state["ledgers_page"]))
