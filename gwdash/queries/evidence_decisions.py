"""数据溯源 of 议定事项: the row of every unit that answers for one, and what the rate counts."""

from gwdash.queries.decision import Answer
from gwdash.queries.decisions import INDICATOR, decisions
from gwdash.queries.evidence import Evidence, EvidenceRow
from gwdash.queries.indicators import evidence as indicator_evidence
from gwdash.queries.source import Source
from gwdash.registry.kinds import DEFAULT_SOURCE
from gwdash.scope import Scope

_RULE = (
    "会议议定一项、一个责任单位记一行；时限含已同意的延期，过了时限未办结（或退回重办）的为逾期。"
)


def evidence(source: Source, scope: Scope, what: str) -> Evidence | None:
    """Return the rows of one decision, by ``meeting/number``; of all that is due without one."""
    if not what:
        return indicator_evidence(source, scope, INDICATOR)
    found = next((one for one in decisions(source, Scope(scope.period)) if one.key == what), None)
    if found is None:
        return None
    rows = tuple(_evidence_row(one) for one in found.answers)
    title = f"{found.meeting_name}第{found.no}项"
    return Evidence(title, found.text, _RULE, DEFAULT_SOURCE, "已办结", "责任单位", rows)


def _evidence_row(one: Answer) -> EvidenceRow:
    item = one.item
    limit = f"时限 {item.due_on:%Y-%m-%d}" if item.due_on else "时限未填"
    words = (item.role_label, limit, one.words, one.extension_words, item.progress_text)
    detail = " · ".join(word for word in words if word)
    return EvidenceRow(item.owner, detail, item.origin, float(item.is_done), 1.0)
