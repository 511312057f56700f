"""拟销号 and 销号: what the rows show no more, who has done what, and the next step's form."""

from collections.abc import Sequence

import streamlit as st

from gwdash.archive.model import ClosingStep, StepKind
from gwdash.assess.closing import NEEDS_EVIDENCE, Standing, next_steps
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake.attachments import Upload
from gwdash.intake.closing import Wish, take_step
from gwdash.queries.problem_cases import LOOK_BACK_MONTHS, REVIEWED, Case
from gwdash.registry.problems import problem_kind
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.components.severity import standing_pill
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_SHOWN_ROWS = 40
_HEADINGS = ("状态", "问题", "责任单位", "台账最后显示", "办理记录")
_SAID = "closing_said"
_WITHHELD = "可能含饮用水源的精确位置，启用账号权限前不提供下载"
_WAY = " → ".join(
    kind.label for kind in (StepKind.APPLY, StepKind.INSPECT, StepKind.REVIEW, StepKind.CLOSE)
)


def closing_panel(frame: Frame, found: Sequence[Case]) -> None:
    """Draw the problems on their way to 销号, and the form of the next step."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/task_alt:")
    st.html(_table(found))
    open_cases = {case.problem.key: case for case in found if next_steps(case.standing)}
    if open_cases:
        with st.expander("办理销号", icon=":material/fact_check:"):
            _form(frame, open_cases)


def _table(found: Sequence[Case]) -> Html:
    order = sorted(found, key=lambda case: case.standing is Standing.CLOSED)
    closed = sum(case.standing is Standing.CLOSED for case in found)
    hint = f"近 {LOOK_BACK_MONTHS} 个月曾经出现、本期台账显示已消除的问题；{_WAY}，由人员办理"
    title = tag(
        "h2",
        f"拟销号和销号（{len(found) - closed} 项待办，{closed} 项已销号）",
        span("gw-hint", hint),
        class_="gw-h2",
    )
    if not found:
        return div("", title, div("gw-empty", "本期没有消除的问题。"))
    rest = len(found) - _SHOWN_ROWS
    return div(
        "",
        title,
        div(
            "gw-scroll gw-problem-list",
            tag(
                "table",
                tag("thead", tag("tr", [tag("th", word) for word in _HEADINGS])),
                tag("tbody", [_row(case) for case in order[:_SHOWN_ROWS]]),
                class_="gw-table",
            ),
        ),
        div("gw-source", f"只显示前 {_SHOWN_ROWS} 项，另有 {rest} 项，请筛选或导出全部。")
        if rest > 0
        else None,
    )


def _row(case: Case) -> Html:
    one = case.problem
    return tag(
        "tr",
        tag("td", standing_pill(case.standing)),
        tag("td", one.text, div("gw-small gw-muted", one.kind.label)),
        tag("td", one.owner, class_="gw-nowrap"),
        tag("td", f"{case.last_present_on:%Y-%m-%d}", class_="gw-nowrap"),
        tag("td", _done(case) or NOTHING),
    )


def _done(case: Case) -> list[Html]:
    """Return what people did, and that the office closed it where it is reported."""
    reviewed = [div("gw-small", tag("b", REVIEWED))] if case.is_reviewed else []
    return [*map(_step, case.history), *reviewed]


def _step(step: ClosingStep) -> Html:
    kind = problem_kind(step.kind)
    secret = kind is None or kind.position_is_secret
    files = [
        span("gw-muted", proof.file_name, title=_WITHHELD)
        if secret
        else tag("a", proof.file_name, class_="gw-link", href=f"closing/{step.id}-{place}",
                 download=proof.file_name, title="下载佐证材料")
        for place, proof in enumerate(step.evidence)
    ]  # fmt: skip
    spaced = [part for one in files for part in ("　", one)]
    return div(
        "gw-small",
        tag("b", step.step.label),
        f" {step.at:%Y-%m-%d %H:%M} {step.actor}：{step.note}",
        spaced,
    )


def _form(frame: Frame, found: dict[str, Case]) -> None:
    """Draw the form: which problem, which step, by whom, why, and what proves it."""
    left, right = st.columns([2, 1])
    with left:
        key = st.selectbox(
            "问题", list(found), key="closing_problem",
            format_func=lambda one: f"{found[one].problem.text}（{found[one].problem.owner}）",
        )  # fmt: skip
    case = found[key]
    with right:
        step = st.selectbox(
            "步骤", list(next_steps(case.standing)), key=f"closing_step_{key}_{case.standing}",
            format_func=lambda one: one.label,
        )  # fmt: skip
    with st.form(f"closing_form_{key}_{step}", clear_on_submit=True, border=False):
        actor = st.text_input("经办人", placeholder="姓名和单位", max_chars=40)
        note = st.text_area("说明", placeholder="做了什么、看到什么、依据什么", max_chars=500)
        needed = "（必填）" if step in NEEDS_EVIDENCE else "（可选）"
        files = st.file_uploader(
            f"佐证材料{needed}：照片、验收单、检测报告", type=["pdf", "jpg", "jpeg", "png", "docx"],
            accept_multiple_files=True,
        )  # fmt: skip
        if st.form_submit_button(f"提交{step.label}", type="primary"):
            uploads = [Upload(file.name, file.getvalue()) for file in files or []]
            _hand_in(Wish(key, step, actor, note, frame.scope.period, uploads))


def _hand_in(wish: Wish) -> None:
    try:
        kept = take_step(workspace(), wish)
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[_SAID] = (
        f"已记录{kept.step.label}：{kept.title}，第 {kept.id} 号，{kept.at:%Y-%m-%d %H:%M}。"
    )
    st.rerun()
