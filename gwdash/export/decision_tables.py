"""议定事项 as tables to take away: a line for each unit that answers, and a line for each unit."""

from collections.abc import Sequence

import pandas as pd

from gwdash.export.page_tables import Origin
from gwdash.export.tables import NativeChart, Table
from gwdash.queries.decision import Answer, Decision
from gwdash.queries.decisions import tally
from gwdash.registry.region import REGION

_NOTES = (
    "一个责任单位计一项；办结时限含已同意的延期。",
    "办结率＝到期事项中已办结（未被退回）的项数/到期项数。",
)


def decisions_table(found: Sequence[Decision], origin: Origin, title: str = "") -> Table:
    """Return decisions, a line for each unit that answers, in the given order."""
    headings = (
        "会议", "召开日期", "序号", "议定事项", "来源", "议题", "责任单位", "分工", "办结时限",
        "原定时限", "状态", "逾期天数", "办理情况", "延期情况", "审结情况", "退回理由",
        "佐证材料（份）",
    )  # fmt: skip
    rows = [_row(decision, one) for decision in found for one in decision.answers]
    frame = pd.DataFrame(rows, columns=list(headings), dtype=object)
    return Table(title or "议定事项办理情况", frame, origin.period, origin.source, _NOTES)


def _row(decision: Decision, one: Answer) -> tuple[object, ...]:
    item = one.item
    return (
        decision.meeting_name, decision.held_on, decision.no, item.text, decision.source or None,
        decision.topic or None, item.owner, item.role_label or None, item.due_on,
        item.first_due_on, one.words, one.overdue_days or None, item.progress_text or None,
        one.extension_words or None, one.review_words or None, item.return_reason or None,
        one.n_evidence or None,
    )  # fmt: skip


def units_table(found: Sequence[Decision], origin: Origin) -> Table:
    """Return by unit how many decisions it answers for and how they stand."""
    headings = ("责任单位", "事项", "到期", "到期已办结", "办结率（%）", "逾期", "未办结")
    rows = []
    for who in REGION.reporters:
        own = tally(found, who.code)
        if own.n:
            rate = None if own.rate_pct is None else round(own.rate_pct, 1)
            rows.append(
                (who.name, own.n, own.n_due, own.n_done, rate, own.n_overdue, own.n_open)
            )  # fmt: skip
    rows.sort(key=lambda row: (-int(row[5] or 0), -int(row[6] or 0)))
    frame = pd.DataFrame(rows, columns=list(headings), dtype=object)
    chart = NativeChart("bar", "责任单位", ("逾期", "未办结"), "项")
    return Table(
        "议定事项按责任单位", frame, origin.period, origin.source, ("单位：项。", *_NOTES),
        chart=chart,
    )  # fmt: skip
