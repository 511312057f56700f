"""The table of 议定事项: what was decided, who answers, until when, and how it stands."""

from collections.abc import Sequence

from gwdash.assess.lamps import Lamp
from gwdash.queries.decision import Answer, Decision, Standing
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_SHOWN_ROWS = 60
_HEADINGS = (
    "状态", "议定事项", "牵头单位", "配合单位", "办结时限", "办理情况", "佐证", "溯源",
)  # fmt: skip
#: Shape and colour of each standing; the words stand beside them.
FACES = {
    Standing.OVERDUE: ("■", Lamp.FAR_BEHIND),
    Standing.SENT_BACK: ("↩", Lamp.BEHIND),
    Standing.DUE_SOON: ("▲", Lamp.BEHIND),
    Standing.OPEN: ("●", Lamp.ON_TRACK),
    Standing.DONE: ("✓", Lamp.DONE),
    Standing.CLOSED: ("✓", Lamp.DONE),
}


def standing_pill(standing: Standing, words: str = "") -> Html:
    """Return how a decision stands as a pill, with its days where there are any."""
    shape, lamp = FACES[standing]
    return span(f"gw-pill gw-lamp-{lamp.value} gw-pill-wide", f"{shape} {words or standing.label}")


def table(frame: Frame, found: Sequence[Decision], chosen: str) -> Html:
    """Return decisions in the given order; the one that is open is marked."""
    if not found:
        return div("gw-empty", "没有符合条件的议定事项，请改选状态、会议或单位。")
    rest = len(found) - _SHOWN_ROWS
    more = f"只显示前 {_SHOWN_ROWS} 件，另有 {rest} 件，请筛选或导出全部。"
    return div(
        "",
        div(
            "gw-scroll gw-decision-list",
            tag(
                "table",
                tag("thead", tag("tr", [tag("th", word) for word in _HEADINGS])),
                tag("tbody", [_row(frame, one, one.key == chosen) for one in found[:_SHOWN_ROWS]]),
                class_="gw-table",
            ),
        ),
        div("gw-source", more) if rest > 0 else None,
    )


def _row(frame: Frame, one: Decision, is_open: bool) -> Html:  # noqa: FBT001 (which row is marked)
    worst = min(one.answers, key=lambda a: (a.standing != one.standing, -a.overdue_days))
    about = (one.meeting_name, f"第{one.no}项", one.source, one.topic)
    address = f"{frame.address('decisions', decision=one.key)}#gw-decision"
    return tag(
        "tr",
        tag("td", standing_pill(one.standing, worst.words), class_="gw-nowrap"),
        tag(
            "td",
            tag("a", tag("b", one.text), href=address, class_="gw-link-quiet",
                title="打开：办理步骤、佐证材料、延期和审结"),
            div("gw-small gw-muted", " · ".join(word for word in about if word)),
        ),
        tag("td", [_unit(frame, answer) for answer in one.lead] or NOTHING),
        tag("td", [_unit(frame, answer) for answer in one.assisting] or NOTHING),
        tag("td", _limit(worst), class_="gw-nowrap"),
        tag("td", [_said(answer, len(one.answers) > 1) for answer in one.answers]),
        tag("td", f"{one.n_evidence} 份" if one.n_evidence else span("gw-muted", NOTHING),
            class_="gw-nowrap"),
        tag("td", trace_link(frame, f"decision:{one.key}", one.text)),
        class_="gw-open-row" if is_open else None,
    )  # fmt: skip


def _unit(frame: Frame, one: Answer) -> Html:
    late = one.standing in {Standing.OVERDUE, Standing.SENT_BACK}
    address = frame.address("units", who=one.item.unit)
    return div(
        "gw-unit-line",
        tag("a", one.item.owner, href=address, class_="gw-link-quiet", title="打开成员单位"),
        " ",
        span(f"gw-small {'gw-late' if late else 'gw-muted'}", one.words),
    )


def _limit(one: Answer) -> Html:
    item = one.item
    if item.due_on is None:
        return span("gw-late", "未填")
    moved = item.first_due_on is not None and item.first_due_on != item.due_on
    return div(
        "",
        span("gw-num", f"{item.due_on:%Y-%m-%d}"),
        div("gw-small gw-muted", f"原 {item.first_due_on:%Y-%m-%d}") if moved else None,
    )


def _said(one: Answer, named: bool) -> Html | None:  # noqa: FBT001 (whether the unit is named)
    item = one.item
    words = item.progress_text or ("未填办理情况" if one.standing.is_open else "")
    parts = [word for word in (words, one.extension_words) if word]
    if item.review == "returned" and item.return_reason:
        parts.append(f"退回：{item.return_reason}")
    if not parts:
        return None
    head = f"{item.owner}：" if named else ""
    return div("gw-small", head, " ".join(parts))
