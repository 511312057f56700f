"""The dropped files as a list: what each was recognised as, how it stands, and what is wrong."""

from collections.abc import Sequence

import streamlit as st

from gwdash.config import workspace
from gwdash.ingest.profile import WHOLE
from gwdash.intake.parts import divides, parts_in
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.standards.periods import parse_period
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.submit_state import Entry, fix_of, forget, may_report, set_fix
from gwdash.ui.views.submit_words import ledger_labels, periods_offered

#: From so many files on the list can be narrowed, and from so many it scrolls by itself.
_SEVERAL, _LONG = 5, 10
_LIST_HEIGHT = 460
_OPEN = "submit_open"
_ASK, _WRONG, _FINE, _REST = "待补充", "需要修改", "可以提交", "不用报"
_LAMPS = {_ASK: "behind", _WRONG: "far_behind", _FINE: "on_track", _REST: "open"}
_MARKS = {_ASK: "?", _WRONG: "■", _FINE: "●", _REST: "—"}
_UNTOLD = ""
_BY_DAYS = "按监测日期"
_WHOLE_WORDS = "全县一份，不分乡镇"


def stand(entry: Entry) -> str:
    """Return how a file stands, in one of four words."""
    if entry.skipped:
        return _REST
    if entry.asks:
        return _ASK
    return _FINE if entry.ready else _WRONG


def chosen(found: Sequence[Entry]) -> Entry:
    """Draw the list and return the file that is open: the one that needs a person first."""
    with st.container(key="submit_bar", horizontal=True, vertical_alignment="center"):
        shown = _narrowed(found) if len(found) >= _SEVERAL else list(found)
        st.html(span("gw-muted", f"共 {len(found)} 个文件，点一行看它的结果"), width="stretch")
        st.button(
            "全部清空", key="submit_clear", icon=":material/delete_sweep:", on_click=forget,
            help="清空这里的文件，重新放入；已经提交的不受影响。",
        )  # fmt: skip
    open_now = _open_entry(found)
    long = {"height": _LIST_HEIGHT} if len(shown) >= _LONG else {}
    with st.container(key="submit_list", **long):  # type: ignore[arg-type]
        for entry in shown:
            with st.container(key=f"pick_file_{entry.file.id}"):
                st.html(_row(entry, is_open=entry is open_now))
                st.button(
                    f"看 {entry.file.short}",
                    key=f"file_{entry.file.id}",
                    on_click=_open,
                    args=(entry.file.id,),
                )
    return open_now


def rows(found: Sequence[Entry]) -> Html:
    """Return files as they stand, to look at while others are still being read."""
    return div("gw-drops", [_row(entry, is_open=False) for entry in reversed(found)])


def _narrowed(found: Sequence[Entry]) -> list[Entry]:
    stands = [stand(entry) for entry in found]
    words = [word for word in _LAMPS if word in stands]
    kept = st.pills(
        "只看",
        words,
        selection_mode="multi",
        format_func=lambda w: f"{_MARKS[w]} {w} {stands.count(w)}",
        key="submit_stands",
        label_visibility="collapsed",
    )
    return [e for e, word in zip(found, stands, strict=True) if not kept or word in kept]


def _open(file_id: str) -> None:
    st.session_state[_OPEN] = file_id


def _open_entry(found: Sequence[Entry]) -> Entry:
    asked = st.session_state.get(_OPEN)
    for entry in found:
        if entry.file.id == asked:
            return entry
    order = {_ASK: 0, _WRONG: 1, _FINE: 2, _REST: 3}
    return min(found, key=lambda entry: order[stand(entry)])


def _row(entry: Entry, *, is_open: bool) -> Html:
    word = stand(entry)
    settled = entry.settled
    ledger = settled.dataset.label if settled.dataset else "不知道是哪个台账"
    who = settled.reporter.name if settled.reporter else "单位？"
    part = f" {settled.part}" if settled.part else ""
    when = _period_words(entry)
    facts = (ledger, f"{who}{part}", when)
    silent = word == _REST or bool(entry.unreadable)
    return div(
        f"gw-drop{' gw-drop-open' if is_open else ''}",
        span(f"gw-pill gw-lamp-{_LAMPS[word]} gw-pill-long", f"{_MARKS[word]} {word}"),
        span("gw-drop-name", tag("b", entry.file.short), _folder(entry)),
        span("gw-drop-facts", *[span("", fact) for fact in (() if silent else facts)]),
        span("gw-drop-said gw-muted", _said(entry)),
    )


def _folder(entry: Entry) -> Html | None:
    folder = entry.file.name.replace("\\", "/").rpartition("/")[0]
    return span("gw-muted gw-small", f" {folder}/") if folder else None


def _period_words(entry: Entry) -> str:
    if entry.checked is not None:
        return entry.checked.period.label
    if entry.settled.period is not None:
        return entry.settled.period.label
    return "报告期？" if "报告期" in entry.settled.asks else _BY_DAYS


def _said(entry: Entry) -> str:
    """Return the one sentence of a row: what to do next."""
    if fix_of(entry.file.id).left_out:
        return "您选了不报这个文件。"
    if entry.refusal or entry.unreadable:
        return entry.refusal or entry.unreadable
    if entry.checked is None:
        if entry.asks:
            return entry.dropped.problem or f"请选择{'、'.join(entry.settled.asks)}。"
        return entry.dropped.problem
    facts = entry.checked.summary
    counts = [f"{facts['rows']} 行"]
    if facts["errors"]:
        counts.append(f"错误 {facts['errors']}")
    if facts["warnings"]:
        counts.append(f"提醒 {facts['warnings']}")
    return " · ".join(counts)


# -- what a person corrects ------------------------------------------------------------------


def correct(entry: Entry) -> None:
    """Draw what the open file was recognised as and why, each of it to be corrected."""
    settled, file_id = entry.settled, entry.file.id
    with st.container(horizontal=True, vertical_alignment="center", key="submit_recognised"):
        st.html(div("gw-recognised", tag("b", entry.file.short), span("", _why(entry))))
        _leave_out(entry)
    if entry.skipped or not entry.dropped.file_kind:
        return
    columns = st.columns([3, 2, 2, 2] if _divided(entry) else [3, 2, 2])
    with columns[0]:
        _ledger(entry)
    with columns[1]:
        names = {_UNTOLD: "请选择"} | {r.code: r.name for r in may_report(settled.dataset)}
        current = settled.reporter.code if settled.reporter else _UNTOLD
        _select("填报单位", "reporter", file_id, names, current, settled.reporter_from)
    with columns[2]:
        _periods(entry)
    if _divided(entry):
        with columns[3]:
            words = {_UNTOLD: _WHOLE_WORDS} | {part: part for part in _known_parts(entry)}
            _select(
                "乡镇分表", "part", file_id, words, settled.part, settled.part_from, new=True,
                note="只报一个乡镇的，选或直接输入乡镇名；各乡镇的分表合起来就是全县。",
            )  # fmt: skip


def _leave_out(entry: Entry) -> None:
    """Draw the button that takes a file out of the drop, or back into it."""
    left_out = fix_of(entry.file.id).left_out
    if entry.skipped and not left_out:
        return
    st.button(
        "还是要报这个文件" if left_out else "不报这个文件",
        key=f"leave_{entry.file.id}",
        icon=":material/undo:" if left_out else ":material/close:",
        on_click=set_fix,
        args=(entry.file.id,),
        kwargs={"left_out": not left_out},
    )


def _known_parts(entry: Entry) -> list[str]:
    """Return the townships to offer: those of the file and those that came in already."""
    told = {entry.settled.part, entry.dropped.part} - {""}
    checked = entry.checked
    if checked is None or not (workspace() / "archive").is_dir():
        return sorted(told)
    came = parts_in(workspace(), checked.dataset.name, checked.reporter.code, checked.period.code)
    return sorted(told | {one.part for one in came} - {WHOLE})


def _divided(entry: Entry) -> bool:
    settled = entry.settled
    county = settled.reporter is not None and settled.reporter.group == "counties"
    return county and settled.dataset is not None and divides(settled.dataset)


def _why(entry: Entry) -> str:
    dropped = entry.dropped
    if dropped.problem:
        return dropped.problem
    if not dropped.candidates:
        return ""
    best = dropped.candidates[0]
    sure = f"把握 {best.confidence:.0%}"
    if not dropped.sure:
        return f"可能是「{best.label}」（{sure}），请确认台账。{best.reason}"
    return f"认作「{best.label}」（{sure}）：{best.reason}"


def _ledger(entry: Entry) -> None:
    likely = {c.dataset: f"{c.label}　把握 {c.confidence:.0%}" for c in entry.dropped.candidates}
    labels = {_UNTOLD: "请选择"} | likely
    labels |= {name: text for name, text in ledger_labels().items() if name not in likely}
    current = entry.settled.dataset.name if entry.settled.dataset else _UNTOLD
    _select(
        "台账（可输入文字查找）", "dataset", entry.file.id, labels, current,
        "" if fix_of(entry.file.id).dataset else "按表头识别",
    )  # fmt: skip


def _periods(entry: Entry) -> None:
    settled = entry.settled
    wanted = "报告期" in settled.asks
    labels = {_UNTOLD: "请选择" if wanted else _BY_DAYS}
    current, found_in = _UNTOLD, settled.period_from or ("" if wanted else "取最晚的监测日期")
    if settled.period is not None:
        current = settled.period.code
    elif entry.checked is not None:
        labels = {_UNTOLD: f"{entry.checked.period.label}（按监测日期）"}
    labels |= periods_offered(settled.dataset, settled.period)
    if current:
        labels.setdefault(current, settled.period.label if settled.period else current)
    _select(
        "报告期", "period", entry.file.id, labels, current, found_in, new=True,
        note="列表里没有的，直接输入，如 2024-06、2024年第二季度。",
    )  # fmt: skip


def _select(  # noqa: PLR0913, PLR0917 (a drop-down is all of these)
    label: str, name: str, file_id: str, labels: dict[str, str], current: str, found_in: str,
    *, new: bool = False, note: str | None = None,
) -> None:  # fmt: skip
    """Draw one drop-down of the open file; where its answer was found stands beneath."""
    key = f"fix_{name}_{file_id}"
    # Set anew each time: another file may have been open, or recognition may have changed.
    st.session_state[key] = current
    st.selectbox(
        label,
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=key,
        on_change=_fixed,
        args=(name, file_id),
        accept_new_options=new,
        help=note,
    )
    missing = not current and not found_in and name != "part"
    st.html(div("gw-small gw-muted", "请选择" if missing else found_in))


def _fixed(name: str, file_id: str) -> None:
    said = st.session_state[f"fix_{name}_{file_id}"] or ""
    if name == "period" and said:
        period, problem = parse_period(said)
        if period is None:
            st.session_state["submit_sentence"] = f"报告期「{said}」不能识别：{problem}"
            return
        said = period.code
    if name == "part" and not said:
        said = WHOLE
    if name == "dataset" and said and not _still_reports(LEDGERS[said], file_id):
        set_fix(file_id, reporter="")
    set_fix(file_id, **{name: said})
    st.session_state[_OPEN] = file_id


def _still_reports(dataset: Dataset, file_id: str) -> bool:
    reporter = REGION.find_reporter(fix_of(file_id).reporter)
    return reporter is None or reporter in may_report(dataset)
