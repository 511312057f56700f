"""The table of items: what was reported on each, and the cell where it stands."""

from collections.abc import Sequence

from gwdash.queries.progress import PlanItem
from gwdash.standards.periods import Period
from gwdash.ui.components.marks import NOTHING, bullet, percent, pill
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_HEADINGS = (
    "灯", "工作事项", "责任单位", "实际 / 序时 · 时限", "工作进展", "存在问题", "下一步计划",
    "需市级协调事项", "数据溯源",
)  # fmt: skip


def item_table(frame: Frame, items: Sequence[PlanItem]) -> Html:
    """Return the items as a table, in the given order."""
    head = tag("tr", [tag("th", word) for word in _HEADINGS])
    return div(
        "gw-scroll",
        tag(
            "table",
            tag("thead", head),
            tag("tbody", [_row(frame, item) for item in items]),
            class_="gw-table gw-items",
        ),
    )


def _row(frame: Frame, item: PlanItem) -> Html:
    judgement = item.judgement
    late = span("gw-late", f"逾期 {judgement.overdue_days} 天") if judgement.overdue_days else None
    due = item.item.due_on
    return tag(
        "tr",
        tag("td", pill(item.lamp), div("gw-small", late or span("gw-muted", judgement.note))),
        tag("td", tag("b", item.name), div("gw-small gw-muted", item.item_id)),
        tag("td", item.owner, class_="gw-nowrap"),
        tag(
            "td",
            _progress(item),
            div("gw-small gw-muted", f"{due:%Y-%m-%d}" if due else "长期坚持"),
        ),
        tag("td", item.progress_text or NOTHING),
        tag("td", item.problem or NOTHING),
        tag("td", item.next_step or NOTHING),
        tag("td", item.escalation or NOTHING),
        tag(
            "td",
            item.origin,
            _carried(item),
            div("", trace_link(frame, f"item:{item.item_id}", item.name)),
            class_="gw-small gw-muted",
        ),
    )


def _progress(item: PlanItem) -> Html:
    judgement = item.judgement
    figures = f"{percent(item.item.actual_pct, 0)} / {percent(judgement.expected_pct, 0)}"
    return div(
        "gw-progress",
        bullet(item.item.actual_pct, judgement.expected_pct, item.lamp),
        span("gw-num", figures),
    )


def _carried(item: PlanItem) -> Html | None:
    if not item.reported_period or item.item.reported:
        return None
    return div("", f"沿用{Period.parse(item.reported_period).label}")
