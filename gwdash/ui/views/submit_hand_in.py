"""Step 3: hand in what is right, by choice the good rows of what is not, and show the proof."""

from collections.abc import Sequence

import streamlit as st

from gwdash.archive.model import State
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake import backfill, usecases
from gwdash.intake.adjusting import asks_reason
from gwdash.intake.handing_in import can_go_in_part
from gwdash.intake.usecases import Checked, Receipt
from gwdash.registry.datasets import DATASETS, TASK_PROGRESS
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.ui.choices import choose
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page
from gwdash.ui.views.submit_state import Entry, forget
from gwdash.ui.views.submit_words import shown_on

_RECEIPTS = "submit_receipts"
_PROVE = "报 100% 的事项，请到“任务进展”点“上传佐证材料”附上文件；没有附文件的按待核显示。"
_NAMED = 3


def show(found: Sequence[Entry]) -> None:
    """Draw what can be handed in, the button, and what came of it."""
    checked = [e.checked for e in found if e.checked is not None]
    ready = [one for one in checked if one.ok]
    in_part = [one for one in checked if not one.ok and can_go_in_part(one)]
    st.html(_summary(found, checked, ready))
    partial = bool(in_part) and _partial(in_part)
    going = [*ready, *(in_part if partial else [])]
    label = f"提交 {len(going)} 个文件" if going else "没有可以提交的文件"
    adjusting = [one for one in going if asks_reason(workspace(), one)]
    reason = _reason(adjusting) if adjusting else ""
    ready_to_go = bool(going) and (not adjusting or bool(reason))
    if st.button(label, type="primary", disabled=not ready_to_go, key="submit_go"):
        _submit(going, partial=partial, reason=reason)


def _reason(adjusting: Sequence[Checked]) -> str:
    """Ask why what was laid down once is changed; nothing goes in without it."""
    names = "、".join(dict.fromkeys(one.dataset.label for one in adjusting))
    typed = st.text_input(
        f"调整原因（必填）：「{names}」已经下达，这次提交是调整", key="submit_reason",
        max_chars=200, placeholder="如：第三次联合调度会议议定，事项 6-02 时限延至 2024-12",
        help="原因和改动一起列在“年度任务”页。",
    )  # fmt: skip
    return typed.strip()


def _summary(found: Sequence[Entry], checked: Sequence[Checked], ready: Sequence[Checked]) -> Html:
    asked = sum(entry.asks for entry in found)
    unread = sum(bool(entry.refusal or entry.unreadable) for entry in found)
    wrong = len(checked) - len(ready)
    lines = []
    if wrong:
        lines.append(f"{wrong} 个文件还有错误：下载带批注的原表，改好后重新放入。")
    if asked:
        lines.append(f"{asked} 个文件还要在上面补充台账、单位或报告期。")
    if unread:
        lines.append(f"{unread} 个文件无法读取，不会提交。")
    if lines and ready:
        lines.append("没有错误的文件可以先提交。")
    if not lines and ready:
        lines.append("全部文件没有错误，可以提交。")
    if usecases.reviews(workspace()):
        lines.append("提交后由办公室审核，审核通过才在各页显示。")
    return div("gw-hand-in", [div("gw-note", line) for line in lines], _late(checked))


def _late(checked: Sequence[Checked]) -> Html | None:
    """Say what becomes of files whose due day has passed, and how they would be in time."""
    dues = [(one, backfill.late_when_in(workspace(), one)) for one in checked]
    late = [
        f"{one.reporter.name}{one.period.label}「{one.dataset.label}」（期限 {due:%Y-%m-%d}）"
        for one, due in dues
        if due is not None
    ]
    if not late:
        return None
    named = "、".join(late[:_NAMED]) + ("等" if len(late) > _NAMED else "")
    closed = "，已经关闭的报告期不开放补录不能提交" if backfill.strict(workspace()) else ""
    link = tag(
        "a",
        "报送记录 · 审核与补录",
        class_="gw-link",
        href=f"{page('records').address}?part=openings",
    )
    return div(
        "gw-note",
        span("gw-late", f"▲ {len(late)} 个文件已过报送期限，提交后计为迟报{closed}："),
        f"{named}。属于补录的，先请办公室在「", link, "」开放补录，再提交就不计迟报。",
    )  # fmt: skip


def _partial(in_part: Sequence[Checked]) -> bool:
    good = sum(one.reading.good_rows().num_rows for one in in_part)
    stopped = sum(one.summary["rows_stopped"] for one in in_part)
    return st.checkbox(
        f"有错误的 {len(in_part)} 个文件只提交正确的行：提交 {good} 行，拦下的 {stopped} 行不提交，"
        "作为待改问题留在报送记录，改好后把整张表重新报送一次",
        key="submit_partial",
    )


def _submit(going: Sequence[Checked], *, partial: bool, reason: str) -> None:
    """Hand the files in as one batch with one publish, and keep the receipts."""
    try:
        with (
            st.spinner("正在提交并发布…"),
            usecases.batch(workspace(), reason=f"网页提交 {len(going)} 个文件") as run,
        ):
            receipts = [
                run.submit(
                    one, channel="web", partial=partial,
                    reason=reason if one.dataset.reasoned else "",
                )
                for one in going
            ]  # fmt: skip
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[_RECEIPTS] = [
        Receipt(one.submission, run.version, one.repeated) for one in receipts
    ]
    forget()
    turn_to(st.session_state[_RECEIPTS])
    st.rerun()


def turn_to(found: Sequence[Receipt]) -> None:
    """Let the pages show the month that was just handed in."""
    ends = [one.submission.period_end for one in found if not one.repeated]
    if ends:
        choose("period", Period.of(max(ends), "month").code)


def receipts() -> None:
    """Draw the proof of what was handed in last."""
    found: list[Receipt] = st.session_state.get(_RECEIPTS, [])
    if not found:
        return
    with st.container(key="card_receipts"):
        st.success(_headline(found), icon=":material/task_alt:")
        st.html(div("gw-scroll gw-tall", _table(found)))
        if any(one.submission.dataset == TASK_PROGRESS.name for one in found):
            st.html(div("gw-note", _PROVE))
        st.button("知道了", key="submit_seen", on_click=_seen)


def put_away() -> None:
    """Forget the proof once other files lie in the drop area: 报送记录 keeps it."""
    _seen()


def _seen() -> None:
    st.session_state.pop(_RECEIPTS, None)


def _headline(found: Sequence[Receipt]) -> str:
    new = [one for one in found if not one.repeated]
    waits = sum(one.submission.state is State.SUBMITTED for one in new)
    version = next((one.version for one in found if one.version), None)
    words = f"已提交 {len(new)} 份" if new else "没有新的报送"
    if len(new) < len(found):
        words += f"，{len(found) - len(new)} 份与已审核通过的完全相同，没有重复登记"
    if waits:
        words += f"；{waits} 份待办公室审核"
    return words + (f"；已发布数据版本 v{version}，各页已更新。" if version else "。")


def _table(found: Sequence[Receipt]) -> Html:
    words = ("报送编号", "台账", "单位", "报告期", "行数", "结果", "在哪里看")
    head = tag("tr", [tag("th", word) for word in words])
    return tag(
        "table", tag("thead", head), tag("tbody", [_row(one) for one in found]),
        class_="gw-table",
    )  # fmt: skip


def _row(one: Receipt) -> Html:
    kept = one.submission
    spec = page(shown_on(kept.dataset))
    shown = kept.state is State.ACCEPTED
    link = tag("a", f"{spec.title} →", href=spec.address, class_="gw-link") if shown else "—"
    cells = (
        str(kept.id),
        DATASETS[kept.dataset].label,
        REGION.reporter(kept.reporter).name + ("" if kept.part == "全部" else f" {kept.part}"),
        Period.parse(kept.period).label,
        str(kept.n_rows),
        _result(one),
        link,
    )
    return tag("tr", [tag("td", cell) for cell in cells])


def _result(one: Receipt) -> Html:
    kept = one.submission
    if one.repeated:
        return span("", "同一个文件以前报过，没有重复登记")
    said = kept.state.label
    if kept.kind.label != "表格":
        said += f"（{kept.kind.label}）"
    if kept.partial:
        said += f"，只收正确的行，{kept.n_stopped} 行待改"
    if kept.supersedes:
        said += f"，替换第 {kept.supersedes} 号"
    return span("", said)
