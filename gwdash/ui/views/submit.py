"""数据填报: drop files without choosing first, see what is wrong, hand in what is right."""

import time
from collections.abc import Sequence
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gwdash.config import workspace
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.handle import about
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import (
    submit_files,
    submit_forms,
    submit_hand_in,
    submit_mapping,
    submit_result,
)
from gwdash.ui.views.submit_beside import side_by_side
from gwdash.ui.views.submit_state import (
    Entry,
    File,
    Told,
    drop_round,
    entries,
    unpack,
)
from gwdash.ui.views.submit_words import months_offered

_STEP_1 = (1, "放文件", "不用先选台账：系统按表头认出是哪个台账、哪个单位、哪一期，认错了可以改")
_STEP_2 = (2, "看结果、改问题", "读懂了什么、哪些单元格要改，都在这里")
_STEP_3 = (3, "提交", "默认全部正确才提交；提交后发布，各页显示")
_FORMS = (
    "还没有填好的表？",
    "先下载模板，填好后放到上面的框里；没有变化的点“沿用上期”，没有内容的点“零报告”",
)
_WAITING = (_STEP_2, _STEP_3)
_KINDS = ("xlsx", "xlsm", "xls", "et", "xlsb", "ods", "csv", "geojson", "json", "zip")
_FILES, _FOLDER = "文件或压缩包", "整个文件夹"
_ANYBODY = ""
_SECONDS_BETWEEN = 0.3
_ROWS_AT_WORK = 6


def show(frame: Frame) -> None:
    """Draw the three steps."""
    proof = st.container(key="submit_proof")
    if sentence := st.session_state.pop("submit_sentence", ""):
        st.error(sentence, icon=":material/error:")
    with st.container(key="card_step_1"):
        st.html(step(*_STEP_1))
        told = _told(frame)
        files, notes = unpack(_drop())
        for note in notes:
            st.warning(note, icon=":material/folder_off:")
        found = _looked_at(files, told, st.empty()) if files else []
        if found:
            open_now = submit_files.chosen(found)
            with st.container(key="submit_correct"):
                submit_files.correct(open_now)
        else:
            st.html(source("表格只在本服务器上处理，不发往任何地方；读取时不运行宏。"))
    if found:
        submit_hand_in.put_away()
        _further(found, open_now)
    else:
        with proof:
            submit_hand_in.receipts()
        _waiting(told)
    submit_mapping.remembered()


def _further(found: Sequence[Entry], open_now: Entry) -> None:
    with st.container(key="card_step_2"):
        st.html(step(*_STEP_2))
        submit_result.show(open_now)
    with st.container(key="card_step_3"):
        st.html(step(*_STEP_3))
        submit_hand_in.show(found)


def _waiting(told: Told) -> None:
    """Draw what comes next, and what to do without a file."""
    with st.container(key="card_forms"):
        st.html(div("gw-step-head", tag("h2", _FORMS[0], class_="gw-h2"), _muted(_FORMS[1])))
        submit_forms.show(told)
    st.html(div("gw-two", [div("gw-card gw-waiting", step(*words)) for words in _WAITING]))


def step(number: int, title: str, hint: str) -> Html:
    """Return a step's heading."""
    return div(
        "gw-step-head",
        span("gw-step-no", number),
        tag("h2", title, class_="gw-h2"),
        _muted(hint),
    )


def _muted(words: str) -> Html:
    return span("gw-muted", words)


def _told(frame: Frame) -> Told:
    """Draw who and when for all files that do not say it, and for the templates."""
    names = {_ANYBODY: "按表内所写"} | {r.code: r.name for r in REGION.reporters}
    _begin("submit_reporter", names, st.query_params.get("reporter", ""), _ANYBODY)
    asked = st.query_params.get("month", "")
    kept = st.session_state.get(_kept("submit_month"), "")
    months = months_offered([frame.scope.period, asked, kept])
    _begin("submit_month", months, asked, _first_month(frame, months))
    with st.container(key="submit_told", horizontal=True, vertical_alignment="bottom"):
        reporter = st.selectbox(
            "填报单位（表里没写时用）", list(names), format_func=names.__getitem__,
            key="submit_reporter", help="表里、文件名或文件夹名写明单位的，以所写为准。",
        )  # fmt: skip
        month = st.selectbox(
            "月份（表里没写时用）", list(months), format_func=months.__getitem__,
            key="submit_month", help="按季度、半年或年报送的台账，取这个月所在的一期。",
        )  # fmt: skip
        st.segmented_control(
            "放入方式", [_FILES, _FOLDER], default=_FILES, required=True, key="submit_way"
        )
    st.session_state[_kept("submit_reporter")] = reporter
    st.session_state[_kept("submit_month")] = month
    return Told(reporter, month)


def _begin(key: str, names: dict[str, str], asked: str, default: str) -> None:
    """Let a drop-down begin with what the link says, else as it was left, else by default.

    On another page the drop-down is not drawn and its own choice is forgotten.
    """
    if key in st.session_state:
        return
    left = st.session_state.get(_kept(key))
    st.session_state[key] = next((one for one in (asked, left) if one and one in names), default)


def _kept(key: str) -> str:
    return f"{key}_kept"


def _first_month(frame: Frame, months: dict[str, str]) -> str:
    """Return the month that ended last; in the demo city, which stands still, the strip's."""
    demo = frame.store is not None and about(workspace(), frame.store.version).demo
    return frame.scope.period if demo and frame.scope.period in months else list(months)[1]


def _drop() -> list:  # type: ignore[type-arg]
    """Draw the drop area; a new key clears it when everything was handed in."""
    folder = st.session_state.get("submit_way") == _FOLDER
    several: Literal["directory"] | bool = "directory" if folder else True
    return st.file_uploader(
        "把填好的表格拖到框里，可以一次放很多个，也可以放一个压缩包（zip）",
        type=list(_KINDS),
        accept_multiple_files=several,
        key=f"submit_files_{drop_round()}_{'folder' if folder else 'files'}",
    )  # type: ignore[return-value]


def _looked_at(files: Sequence[File], told: Told, place: DeltaGenerator) -> list[Entry]:
    """Return the files read, saying which is being read; what was read before takes no time.

    A click in between begins the run anew and goes on where this one was.
    """
    found: list[Entry] = []
    drawn = time.monotonic()
    for number, entry in enumerate(entries(files, told), 1):
        found.append(entry)
        if number < len(files) and time.monotonic() - drawn > _SECONDS_BETWEEN:
            drawn = time.monotonic()
            said = f"正在识别和检查：{number}/{len(files)}，已完成「{entry.file.short}」"
            with place.container():
                st.progress(number / len(files), said)
                st.html(submit_files.rows(found[-_ROWS_AT_WORK:]))
    place.empty()
    return side_by_side(found)
