"""起报期: from which period on the office lets a ledger be owed."""

import streamlit as st

from gwdash.config import workspace
from gwdash.errors import GwdashError, UsageError
from gwdash.intake.calendar import Calendar, set_start, starts
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.duties import owed_by
from gwdash.standards.periods import Period, parse_period

_SAID = "calendar_start_said"


def show(found: Calendar) -> None:
    """Draw the menu that shows and sets the first periods."""
    names = [name for name, dataset in LEDGERS.items() if owed_by(dataset)]
    with st.popover("起报期", icon=":material/event:"):
        st.caption("没有设定的，从工作区里最早收到的一期起报。改动后应报份数随之变化。")
        name = st.selectbox(
            "台账", names, format_func=lambda n: LEDGERS[n].label, key="start_dataset"
        )
        own, start = starts(workspace()).get(name), found.rules.starts.get(name)
        st.text_input(
            f"从哪一期起应报（{_now(own, start)}）",
            own.code if own else "",
            key=f"start_period_{name}",
            placeholder="如 2024-01、2024Q1、2024H1",
        )
        st.button("设定", key="start_set", on_click=_set, args=(name,), type="primary")
        if said := st.session_state.get(_SAID):
            st.caption(said)


def _now(own: Period | None, start: Period | None) -> str:
    """Return since when a ledger is owed as things stand."""
    if own is not None:
        return f"已设定{own.label}，清空则从最早收到的一期起"
    return f"没有设定，现从{start.label}起" if start else "没有设定，也还没有收到"


def _set(name: str) -> None:
    """Set what was typed; what is wrong with it is told beside the field."""
    dataset = LEDGERS[name]
    try:
        begins = _typed(st.session_state[f"start_period_{name}"])
        set_start(workspace(), dataset, begins)
    except GwdashError as refusal:
        st.session_state[_SAID] = str(refusal)
        return
    since = f"自{begins.label}起应报" if begins else "从最早收到的一期起应报"
    st.session_state[_SAID] = f"「{dataset.label}」{since}。"


def _typed(text: str) -> Period | None:
    if not text.strip():
        return None
    period, problem = parse_period(text)
    if period is None:
        raise UsageError(f"报告期“{text}”不能识别：{problem}")
    return period
