"""The table of items: what was reported on each, and the cell where it stands."""

from collections.abc import Mapping, Sequence

from gwdash.assess.forecast import DEFAULT_RULE as FORECAST_RULE
from gwdash.assess.forecast import Forecast
from gwdash.assess.progress import FULL_PCT
from gwdash.ingest.files.limits import MIB
from gwdash.intake.baseline import Baseline, Deadline
from gwdash.queries.attachments import Attached
from gwdash.queries.progress import PlanItem
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.standards.periods import Period
from gwdash.ui.components.marks import NOTHING, bullet, percent, pill
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.day_words import day_words

_KIB = 1024

_HEADINGS = (
    "灯", "工作事项", "责任单位", "实际 / 序时 · 时限", "工作进展", "存在问题", "下一步计划",
    "需市级协调事项", "佐证材料", "数据溯源",
)  # fmt: skip


def item_table(
    frame: Frame,
    items: Sequence[PlanItem],
    files: Mapping[str, Sequence[Attached]],
    plan: Baseline,
    ahead: Mapping[str, Forecast],
) -> Html:
    """Return the items as a table, in the given order.

    `files` is the evidence by item, `plan` knows whose deadlines were moved, `ahead` when each
    item will be finished at its pace.
    """
    head = tag("tr", [tag("th", word) for word in _HEADINGS])
    return div(
        "gw-scroll",
        tag(
            "table",
            tag("thead", head),
            tag(
                "tbody",
                [
                    _row(frame, item, files.get(item.item_id, ()), plan, ahead.get(item.item_id))
                    for item in items
                ],
            ),
            class_="gw-table gw-items",
        ),
    )


def _row(
    frame: Frame,
    item: PlanItem,
    files: Sequence[Attached],
    plan: Baseline,
    ahead: Forecast | None,
) -> Html:
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
            _verified(item),
            div("gw-small gw-muted", f"{due:%Y-%m-%d}" if due else "长期坚持"),
            _moved(plan.moved(item.item_id)),
            _milestones(item),
            _ahead(item, ahead),
        ),
        tag("td", item.progress_text or NOTHING),
        tag("td", item.problem or NOTHING),
        tag("td", item.next_step or NOTHING),
        tag("td", item.escalation or NOTHING),
        tag("td", _evidence(item, files), class_="gw-small"),
        tag(
            "td",
            item.origin,
            _carried(item),
            div(
                "", trace_link(frame, f"item:{item.item_id}", item.name), "　", _ledger(frame, item)
            ),
            class_="gw-small gw-muted",
        ),
    )


def _ledger(frame: Frame, item: PlanItem) -> Html:
    """Return the link to all that was ever reported on the item."""
    asked = {"every": "1", "f.item_id": f"has:{item.item_id}"}
    address = frame.address("ledgers", dataset=TASK_PROGRESS.name, **asked)
    return tag("a", "台账", class_="gw-trace", href=address, title=f"{item.name}：历次报送的行")


def _progress(item: PlanItem) -> Html:
    judgement = item.judgement
    figures = f"{percent(item.item.actual_pct, 0)} / {percent(judgement.expected_pct, 0)}"
    return div(
        "gw-progress",
        bullet(item.item.actual_pct, judgement.expected_pct, item.lamp),
        span("gw-num", figures),
    )


def _verified(item: PlanItem) -> Html | None:
    """Return both figures where the office entered its own; ≠ marks that they differ."""
    if item.verified_pct is None:
        return None
    said = f"核定 {percent(item.verified_pct, 0)} · 自报 {percent(item.reported_pct, 0)}"
    return div(
        "gw-small",
        span("gw-late", "≠ ", title="核定与自报不同，以核定为准") if item.differs else None,
        span("", said, title=item.verified_note),
    )


def _moved(deadline: Deadline | None) -> Html | None:
    """Return the mark of a deadline that was moved: how often, and what it was at first."""
    if deadline is None:
        return None
    words = f"时限调整 {deadline.n_moved} 次，原 {day_words(deadline.first)}"
    return div("gw-small", span("gw-late" if deadline.later else "gw-muted", words))


def _milestones(item: PlanItem) -> Html | None:
    """Return the mark of an item whose expected progress goes by its milestones."""
    if not item.item.milestones:
        return None
    return div("gw-small gw-muted", "序时按节点计算", title=item.milestones)


def _ahead(item: PlanItem, ahead: Forecast | None) -> Html | None:
    """Return when an unfinished item will be finished at its recent pace, marked as 内部测算."""
    if ahead is None or (item.item.actual_pct or 0.0) >= FULL_PCT or not ahead.words:
        return None
    return div("gw-small gw-muted", f"内部测算：{ahead.words}", title=FORECAST_RULE.sentence)


def _evidence(item: PlanItem, files: Sequence[Attached]) -> Html:
    """Return the attached files as downloads; what was only typed proves nothing."""
    if files:
        return div("", [div("", evidence_link(one)) for one in files])
    if item.evidence:
        return span("gw-muted", f"只填了文字：{item.evidence}", title="没有附文件，不算佐证")
    return span("gw-muted", NOTHING)


def evidence_link(one: Attached) -> Html:
    """Return the link that saves a piece of evidence."""
    return tag(
        "a", one.file_name, class_="gw-link", href=f"evidence/{one.attachment_id}",
        download=one.file_name, title=f"下载佐证材料，{size_words(one.n_bytes)}",
    )  # fmt: skip


def size_words(n_bytes: int) -> str:
    """Return a size of a file as people say it."""
    if n_bytes >= MIB:
        return f"{n_bytes / MIB:.1f} MB"
    return f"{max(n_bytes / _KIB, 0.1):.1f} KB"


def _carried(item: PlanItem) -> Html | None:
    if not item.reported_period or item.item.reported:
        return None
    return div("", f"沿用{Period.parse(item.reported_period).label}")
