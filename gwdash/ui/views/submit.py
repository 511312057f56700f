"""数据填报: choose and drop files, see what was understood and what is wrong, hand in."""

from collections.abc import Sequence

import streamlit as st

from gwdash import clock
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.export.template import template
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.ui.choices import opened
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page
from gwdash.ui.views import submit_profile, submit_result
from gwdash.ui.views.submit_state import File, checked_files, forget

FROM_FILE = ""
_PERIODS_OFFERED = 18
_STEP_2 = (2, "看结果、改问题", "读懂了什么、哪些单元格要改，都在这里")
_STEP_3 = (3, "提交", "没有错误的文件提交后立即审核通过，并在各页显示")
_WAITING = (_STEP_2, _STEP_3)
_KINDS = ("xlsx", "xlsm", "xls", "et", "xlsb", "ods", "csv")


def show(_frame: Frame) -> None:
    """Draw the three steps."""
    with st.container(key="card_step_1"):
        st.html(step(1, "选台账、放文件", "先选台账；填报单位和报告期表内有写的可以不选"))
        dataset = _dataset()
        profile = _profile(dataset)
        files = _files(dataset)
    if not files:
        st.html(source("Excel、WPS 表格和 csv 都可以；读取时不运行宏，文件只在本服务器上处理。"))
        _receipts()
        for number, title, hint in _WAITING:
            st.html(div("gw-card gw-waiting", step(number, title, hint)))
        return
    with st.container(key="card_step_2"):
        st.html(step(*_STEP_2))
        with st.spinner("正在检查文件…"):
            plain = checked_files(workspace(), dataset.name, files, profile)
        profile = submit_profile.editor(dataset, profile, _headings(plain))
        with st.spinner("正在检查文件…"):
            found = checked_files(workspace(), dataset.name, files, profile)
        for file in found:
            submit_result.show(dataset, file)
    with st.container(key="card_step_3"):
        st.html(step(*_STEP_3))
        _hand_in(found)


def step(number: int, title: str, hint: str) -> Html:
    """Return a step's heading."""
    return div(
        "gw-step-head",
        span("gw-step-no", number),
        tag("h2", title, class_="gw-h2"),
        span("gw-muted", hint),
    )


def _dataset() -> Dataset:
    name = opened("dataset", LEDGERS, "task_progress")
    names = list(LEDGERS)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        chosen = st.selectbox(
            "台账", names, index=names.index(name), format_func=lambda n: LEDGERS[n].label,
            key="submit_dataset", help="不同台账的表头不同；选错台账时，多数表头会显示为不认识。",
        )  # fmt: skip
    dataset = LEDGERS[chosen]
    with right:
        st.download_button(
            "下载空白模板", template(dataset), f"{dataset.label}模板.xlsx", key="submit_template",
            icon=":material/download:", width="stretch", on_click="ignore",
        )  # fmt: skip
    st.html(div("gw-muted gw-small", dataset.description))
    return dataset


def _profile(dataset: Dataset) -> Profile:
    """Draw who and when, and return them; an empty choice leaves it to the file."""
    reporters = {r.code: r.name for r in REGION.expand_reporters(dataset.reporters)}
    left, right = st.columns(2)
    with left:
        reporter = st.selectbox(
            "填报单位", [FROM_FILE, *reporters], key=f"submit_reporter_{dataset.name}",
            format_func=lambda code: reporters.get(code, "以表内所写为准"),
        )  # fmt: skip
    latest = Period.of(clock.today(), dataset.cadence.period_kind).previous()
    periods = {p.code: p.label for p in (latest.shifted(1 - n) for n in range(_PERIODS_OFFERED))}
    with right:
        period = st.selectbox(
            "报告期", [FROM_FILE, *periods], key=f"submit_period_{dataset.name}",
            format_func=lambda code: periods.get(code, code or "以表内所写为准"),
            accept_new_options=True, help="列表里没有的，直接输入，如 2024-06、2024年第二季度。",
        )  # fmt: skip
    return Profile(reporter=reporter or None, period=period or None)


def _files(dataset: Dataset) -> list[File]:
    dropped = st.file_uploader(
        "把填好的表格拖到这里，可以一次放多个文件",
        type=list(_KINDS),
        accept_multiple_files=True,
        key=f"submit_files_{dataset.name}_{st.session_state.get('submit_round', 0)}",
    )
    return [File(upload.name, upload.getvalue()) for upload in dropped]


def _headings(found: Sequence[File]) -> list[str]:
    """Return the headings of the files, each once, in their order."""
    texts = [h.text for file in found if file.checked for h in file.checked.headings]
    return list(dict.fromkeys(text for text in texts if text))


def _hand_in(found: Sequence[File]) -> None:
    """Draw the button, and what came of it."""
    ready = [file for file in found if file.checked is not None and file.checked.ok]
    waiting = len(found) - len(ready)
    if waiting:
        st.html(
            div("gw-note", f"{waiting} 个文件还有错误，改好后重新放入；没有错误的文件可以先提交。")
        )
    label = f"提交 {len(ready)} 个文件" if ready else "没有可以提交的文件"
    if st.button(label, type="primary", disabled=not ready, key="submit_go"):
        _submit(ready)
    _receipts()


def _receipts() -> None:
    """Draw the proof of what was handed in last."""
    lines = st.session_state.get("submit_receipts", [])
    for line in lines:
        st.success(line, icon=":material/task_alt:")
    if lines:
        st.html(tag("a", "到总览查看 →", href=page("overview").address, class_="gw-link"))


def _submit(ready: Sequence[File]) -> None:
    """Hand the files in as one batch with one publish, and keep the receipts."""
    lines = []
    try:
        with (
            st.spinner("正在提交并发布…"),
            usecases.batch(workspace(), reason=f"网页提交 {len(ready)} 个文件") as run,
        ):
            receipts = [(f, run.submit(f.checked, channel="web")) for f in ready if f.checked]
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    for file, receipt in receipts:
        kept = receipt.submission
        said = "内容与已审核通过的报送相同，没有重复记录" if receipt.repeated else "审核通过"
        version = f"，数据版本 v{run.version}" if run.version else ""
        lines.append(
            f"{file.name}：{said}。报送编号 {kept.id}，{REGION.reporter(kept.reporter).name} "
            f"{Period.parse(kept.period).label}，{kept.n_rows} 行{version}，"
            f"{clock.now():%Y-%m-%d %H:%M}。"
        )
    st.session_state["submit_receipts"] = lines
    forget()
    st.rerun()
