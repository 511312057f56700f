"""台账查询: the filters, a widget for each column that somebody asks about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from gwdash.queries.ledger_address import from_address
from gwdash.queries.ledger_columns import LedgerColumn, Shape, columns
from gwdash.queries.ledgers import Look
from gwdash.store.ledger_query import Filter, How
from gwdash.ui.views.ledgers_state import put

_EMPTINESS = {"": "不限", How.EMPTY.value: "为空", How.FILLED.value: "不为空"}
_ENDS = ("从", "至")


def draw(look: Look, periods: Mapping[str, str]) -> None:
    """Draw the menu of filters."""
    known = columns(look.dataset)
    words = f"筛选（{len(look.filters)}）" if look.filters else "筛选"
    with st.popover(words, icon=":material/filter_alt:", key="ledgers_filter"):
        key = f"ledgers_by_{look.dataset}"
        own = [one.column for one in look.filters]
        state = st.session_state
        state[key] = [*dict.fromkeys([*state.get(key, []), *own])]
        by = st.multiselect(
            "按哪些列筛选", list(known), key=key, placeholder="选择列，可选多列",
            format_func=lambda name: known[name].label, on_change=_by, args=(key,),
        )  # fmt: skip
        asked = {one.column: one for one in look.filters}
        for name in by:
            _one(look.dataset, known[name], asked.get(name), periods)


def _by(key: str) -> None:
    """Drop the filters of columns that are not asked about any more."""
    look = from_address(st.query_params.to_dict())
    kept = tuple(one for one in look.filters if one.column in st.session_state[key])
    put(replace(look, filters=kept, page=1, row=""))


def _one(
    dataset: str, column: LedgerColumn, asked: Filter | None, periods: Mapping[str, str]
) -> None:
    """Draw what can be asked of one column."""
    key = f"ledgers_f_{dataset}_{column.name}"
    state = st.session_state
    args = (key, column)
    left, right = st.columns([4, 1.3], vertical_alignment="bottom")
    with left:
        match column.shape:
            case Shape.CHOICE:
                options = column.options or periods
                state[key] = [*asked.values] if asked and asked.test is How.IN else []
                state[key] = [code for code in state[key] if code in options]
                st.multiselect(
                    column.label, list(options), key=key, format_func=options.__getitem__,
                    placeholder="不限", on_change=_changed, args=args, help=column.help,
                )  # fmt: skip
            case Shape.NUMBER | Shape.DAY:
                _range(column, key, asked)
            case Shape.TEXT:
                state[key] = asked.values[0] if asked and asked.test is How.HAS else ""
                st.text_input(
                    f"{column.label}含", key=key, on_change=_changed, args=args, help=column.help,
                    placeholder="不限",
                )  # fmt: skip
            case Shape.PERSON:
                st.caption(f"{column.label}：姓名和电话不供检索，只能筛选是否填写")
    with right:
        blank = f"{key}_blank"
        state[blank] = asked.test.value if asked and not asked.values else ""
        st.selectbox(
            f"{column.label}是否为空", list(_EMPTINESS), key=blank, on_change=_changed, args=args,
            format_func=_EMPTINESS.__getitem__, label_visibility="collapsed",
        )  # fmt: skip


def _range(column: LedgerColumn, key: str, asked: Filter | None) -> None:
    ends = asked.values if asked and asked.test is How.RANGE else (None, None)
    for place, (word, value, box) in enumerate(zip(_ENDS, ends, st.columns(2), strict=True)):
        own = f"{key}_{place}"
        st.session_state[own] = value
        named: dict[str, Any] = {
            "label": f"{column.heading} {word}", "key": own, "on_change": _changed,
            "args": (key, column), "help": column.help if place == 0 else None,
        }  # fmt: skip
        with box:
            if column.shape is Shape.DAY:
                st.date_input(
                    **named, value=None, format="YYYY-MM-DD", min_value="1900-01-01",
                    max_value="2100-12-31",
                )  # fmt: skip
            else:
                st.number_input(**named, value=None, placeholder="不限", format="%g")


def _changed(key: str, column: LedgerColumn) -> None:
    """Put what the widgets of a column say into the address."""
    look = from_address(st.query_params.to_dict())
    others = [one for one in look.filters if one.column != column.name]
    found = _said(key, column)
    kept = (*others, found) if found else tuple(others)
    put(replace(look, filters=tuple(kept), page=1, row=""))


def _said(key: str, column: LedgerColumn) -> Filter | None:
    state = st.session_state
    if blank := state.get(f"{key}_blank"):
        return Filter(column.name, How(blank))
    match column.shape:
        case Shape.CHOICE:
            return Filter(column.name, How.IN, tuple(state[key])) if state[key] else None
        case Shape.TEXT:
            text = state[key].strip()
            return Filter(column.name, How.HAS, (text,)) if text else None
        case Shape.NUMBER | Shape.DAY:
            ends = tuple(state[f"{key}_{place}"] for place in range(len(_ENDS)))
            return None if ends == (None, None) else Filter(column.name, How.RANGE, ends)
        case Shape.PERSON:
            return None
