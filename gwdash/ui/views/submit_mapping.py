"""Unknown headings: explained once with what stands under them in view, remembered, undone."""

from collections.abc import Sequence

import streamlit as st

from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.ingest.headings import How
from gwdash.ingest.problems import as_text
from gwdash.ingest.under_headings import Under
from gwdash.intake import mapping
from gwdash.intake.usecases import Checked
from gwdash.registry.model import Dataset, Kind
from gwdash.registry.text import fold
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.submit_state import Entry

#: More unknown headings than this are no form of the ledger: another ledger is meant.
_MOST = 24
_SHOWN_VALUES = 4
_LONGEST = 18
_LEAVE = ""
_TELLING = frozenset(
    {
        Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.DATE, Kind.DATETIME, Kind.MONTH, Kind.CODE,
        Kind.COUNTY, Kind.LONGITUDE, Kind.LATITUDE, Kind.BOUNDARY,
    }
)  # fmt: skip
_COLUMNS = "submit_columns"


def unknown(entry: Entry, checked: Checked) -> None:
    """Draw the headings that were not understood, each with a field to choose."""
    columns = _unknown_columns(entry, checked)
    if not columns:
        return
    names = "、".join(f"「{column.text}」" for column in columns[:_SHOWN_VALUES])
    more = f"等 {len(columns)} 个" if len(columns) > _SHOWN_VALUES else ""
    title = f"有表头不认识：{names}{more}。告诉系统它们是什么，以后同样的表自动读取"
    with st.expander(title, expanded=not checked.ok, icon=":material/help:"):
        st.html(
            div(
                "gw-note gw-muted",
                "逐个选择表头对应的字段；看一眼右边，下面的内容按这个字段读出来对不对。"
                "不需要的列留“不采用”。",
            )
        )
        told = {
            column.text: target
            for column in columns[:_MOST]
            if (target := _one(entry, checked, column))
        }
        _remember(entry, checked, told)


def _unknown_columns(entry: Entry, checked: Checked) -> list[Under]:
    """Return the columns to be explained: all of a file in which nothing was understood."""
    strange = {fold(h.text) for h in checked.headings if h.how is How.UNKNOWN}
    if checked.headings and not strange:
        return []
    columns = _columns(entry, checked.dataset)
    return [c for c in columns if not checked.headings or fold(c.text) in strange]


def _columns(entry: Entry, dataset: Dataset) -> tuple[Under, ...]:
    kept: dict[tuple[str, str], tuple[Under, ...]] = st.session_state.setdefault(_COLUMNS, {})
    key = (entry.file.id, dataset.name)
    if key not in kept:
        if len(kept) > _MOST:
            kept.clear()
        kept[key] = mapping.columns_of(entry.file.content, entry.file.short, dataset)
    return kept[key]


def _one(entry: Entry, checked: Checked, column: Under) -> str:
    """Draw one heading, its field and how its values read; return the field."""
    labels = mapping.field_labels(checked.dataset)
    likely = _suggested(checked, column)
    order = [*likely, *(name for name in labels if name not in likely)]
    words = {_LEAVE: "不采用"} | {
        name: f"{labels[name]}（{likely[name]}）" if name in likely else labels[name]
        for name in order
    }
    left, middle, right = st.columns([2, 2, 4], vertical_alignment="center")
    with left:
        st.html(_heading(column))
    with middle:
        target: str = st.selectbox(
            f"「{column.text}」对应的字段", list(words), index=0, format_func=words.__getitem__,
            key=f"map_{entry.file.id}_{column.sheet}_{column.cell}", label_visibility="collapsed",
        )  # fmt: skip
    with right:
        st.html(_preview(checked.dataset, target or next(iter(likely), ""), column, bool(target)))
    return target


def _suggested(checked: Checked, column: Under) -> dict[str, str]:
    """Return the fields that a heading may mean, with why: by its name, then by its values."""
    labels = mapping.field_labels(checked.dataset)
    alike = {h.suggestion for h in checked.headings if h.text == column.text}
    taken = {h.target for h in checked.headings}
    likely: dict[str, str] = {}
    for name, label in labels.items():
        if name in taken or not _reads(checked.dataset, name, column):
            continue
        if label in alike:
            likely = {name: "名称相近"} | likely
        elif _telling(checked.dataset, name) and column.values:
            likely[name] = "内容读得通"
    return likely


def _reads(dataset: Dataset, name: str, column: Under) -> bool:
    return not any(one.problem for one in mapping.read_as(dataset, name, column))


def _telling(dataset: Dataset, name: str) -> bool:
    """Tell whether a field refuses what is not its own: any words would be a remark."""
    return dataset.has(name) and dataset.column(name).field.kind in _TELLING


def _heading(column: Under) -> Html:
    return div(
        "gw-map-head",
        tag("b", column.text),
        span("gw-muted gw-small", f" {column.sheet}!{column.cell}"),
        div("gw-small gw-muted", _listed([as_text(v) for v in column.values])),
    )


def _preview(dataset: Dataset, target: str, column: Under, chosen: bool) -> Html | None:  # noqa: FBT001
    if not target:
        return div("gw-small gw-muted", "不采用：这一列不读取，其余照常。")
    answers = mapping.read_as(dataset, target, column)
    label = mapping.field_labels(dataset)[target]
    if not answers:
        return div("gw-small gw-muted", f"下面没有内容；读作「{label}」后各行为空。")
    wrong = sum(bool(one.problem) for one in answers)
    first = answers[:_SHOWN_VALUES]
    read = [span(f"gw-read{' gw-read-wrong' if one.problem else ''}", _pair(one)) for one in first]
    words = "" if chosen else f"像是「{label}」，请在左边选定。"
    state = f"{len(answers)} 种内容都能读" if not wrong else f"{wrong} 种读不了"
    return div("gw-map-read", *read, div("gw-small gw-muted", f"{words}{state}"))


def _pair(one: mapping.ReadAs) -> str:
    raw = _short(one.raw)
    if one.problem:
        return f"✕ {raw}：{one.problem}"
    return f"✓ {raw}" if one.value in {"", one.raw} else f"✓ {raw} → {_short(one.value)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _listed(values: Sequence[str]) -> str:
    shown = "、".join(_short(value) for value in values[:_SHOWN_VALUES])
    return shown + ("…" if len(values) > _SHOWN_VALUES else "") or "下面没有内容"


def _remember(entry: Entry, checked: Checked, told: dict[str, str]) -> None:
    sentence = ""
    if told:
        sentence = mapping.refusal(
            checked.dataset, _columns(entry, checked.dataset), told, checked.headings
        )
    if sentence:
        st.error(sentence, icon=":material/error:")
    st.button(
        f"按此读取，并为{checked.reporter.name}记住",
        key=f"learn_{entry.file.id}",
        disabled=not told or bool(sentence),
        on_click=_learn,
        args=(entry, checked, told),
        help="以后这个单位交来表头相同的表，自动这样读取；可以在下面的“记住的表头对应”里取消。",
    )


def _learn(entry: Entry, checked: Checked, told: dict[str, str]) -> None:
    try:
        mapping.learn(
            workspace(), checked.dataset, checked.reporter.code,
            _columns(entry, checked.dataset), told, headings=checked.headings,
        )  # fmt: skip
    except GwdashError as error:
        st.session_state["submit_sentence"] = str(error)


def remembered() -> None:
    """Draw all mappings that are remembered, each with its undoing."""
    found = mapping.learned(workspace())
    with st.expander(f"记住的表头对应（{len(found)}）", icon=":material/bookmark:"):
        if not found:
            st.html(
                div(
                    "gw-empty",
                    "还没有。表里有系统不认识的表头时，在检查结果里说明一次，就会记在这里。",
                )
            )
        for one in reversed(found):
            words = mapping.described(one)
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"mapping_{one.id}"
            ):
                st.html(
                    div(
                        "gw-note",
                        tag("b", words["reporter"]),
                        f"「{words['dataset']}」：{words['pairs']}",
                        span("gw-muted", f"　{words['on']} 记住"),
                    )
                )
                st.button(
                    "取消这条", key=f"unlearn_{one.id}", on_click=_unlearn, args=(one.id,),
                    help="以后不再按它读取；已经提交的报送不变。",
                )  # fmt: skip


def _unlearn(mapping_id: int) -> None:
    try:
        mapping.unlearn(workspace(), mapping_id)
    except GwdashError as error:
        st.session_state["submit_sentence"] = str(error)
