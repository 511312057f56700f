"""数据溯源 of 突出问题: the row behind each one, and what a count of them is made of."""

from gwdash.queries.evidence import Evidence, EvidenceRow
from gwdash.queries.problems import Problem, problems
from gwdash.queries.source import Source
from gwdash.registry.problems import PROBLEM_KINDS, problem_kind
from gwdash.registry.region import REGION
from gwdash.scope import Scope

_ALL_RULE = "各类问题的认定规则见页面下方“认定规则”；同一事物在同一类中只计一项。"


def every(source: Source, scope: Scope, _: str = "") -> Evidence:
    """Return all problems of the scope, which is what the headline counts."""
    labels = "、".join(kind.label for kind in PROBLEM_KINDS)
    return _counted("突出问题", _ALL_RULE, f"平台认定规则：{labels}", problems(source, scope))


def of_kind(source: Source, scope: Scope, code: str) -> Evidence | None:
    """Return the problems of one kind, None for a kind that is not declared."""
    kind = problem_kind(code)
    if kind is None:
        return None
    own = [one for one in problems(source, scope) if one.kind is kind]
    return _counted(kind.label, kind.rule, kind.source, own)


def of_reporter(source: Source, scope: Scope, code: str) -> Evidence | None:
    """Return the problems that a county or unit answers or presses for."""
    found = REGION.find_reporter(code)
    if found is None:
        return None
    own = [one for one in problems(source, scope) if one.concerns(found.code)]
    rule = "责任单位为本单位（县市区）的问题，以及本单位牵头任务中督办的问题。"
    return _counted(f"{found.name}突出问题", rule, "平台认定规则", own)


def one(source: Source, scope: Scope, key: str) -> Evidence | None:
    """Return the row behind one problem, None where the rows do not show it."""
    found = next((p for p in problems(source, scope) if p.key == key), None)
    if found is None:
        return None
    row = _row(found)
    limits = "；".join(
        f"{limit.label} {limit.value:g}{limit.unit}（{limit.source}）"
        for limit in found.kind.thresholds
    )
    rule = f"{found.kind.rule}{limits}"
    return Evidence(found.kind.label, found.text, rule, found.kind.source, "问题", "问题", (row,))


def _counted(title: str, rule: str, rule_source: str, found: list[Problem]) -> Evidence:
    rows = tuple(map(_row, found))
    return Evidence(title, f"{len(rows)} 项", rule, rule_source, "问题", "问题", rows)


def _row(found: Problem) -> EvidenceRow:
    since = f"自 {found.since_on:%Y-%m-%d}" if found.since_on else "起始时间未填"
    words = (found.owner, found.since, since, found.note)
    return EvidenceRow(
        found.text, " · ".join(word for word in words if word), found.origin, 1.0, 1.0
    )
