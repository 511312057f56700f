"""任务七: rules by stage, category and lead unit; damage cases by stage, time open and amount."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gwdash.assess.rule_stages import StageWeights, stage_weights
from gwdash.queries.ledger_row import NOT_FILLED, LedgerRow, label, ledger_row, records
from gwdash.queries.progress import reporter_name
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import day, number, text
from gwdash.registry.fields.affairs import CASE_STAGE, RULE_CATEGORY, RULE_STAGE
from gwdash.registry.region import REGION
from gwdash.scope import Scope

REPEALED = "repealed"
_ISSUED = frozenset({"issued", "revised"})
_CLOSED, _ENDED, _CLUE = "closed", "ended", "clue"


class Timing(StrEnum):
    """How a rule stands against the day it was planned for; the most urgent first."""

    OVERDUE = "逾期未印发"
    NO_DAY = "计划时间未填"
    OPEN = "未到期"
    LATE = "逾期后印发"
    ISSUED = "按期印发"
    REPEALED = "已废止"


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One rule; None and empty text are cells that nobody filled in."""

    rule_id: str
    name: str
    category: str
    lead_unit: str
    stage: str
    issue_by: date | None
    issued_on: date | None
    document: str
    percent: float | None
    as_of: date
    origin: LedgerRow

    @property
    def category_label(self) -> str:
        """The category in words."""
        return label(RULE_CATEGORY, self.category)

    @property
    def lead_label(self) -> str:
        """The unit that drafts it."""
        return reporter_name(self.lead_unit) if self.lead_unit else NOT_FILLED

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return label(RULE_STAGE, self.stage)

    @property
    def is_issued(self) -> bool:
        """Whether it is issued, or revised since."""
        return self.stage in _ISSUED

    @property
    def is_planned(self) -> bool:
        """Whether it counts: all but those that were repealed."""
        return self.stage != REPEALED

    @property
    def timing(self) -> Timing:
        """How it stands against the planned day."""
        if not self.is_planned:
            return Timing.REPEALED
        if self.is_issued:
            late = self.issue_by and self.issued_on and self.issued_on > self.issue_by
            return Timing.LATE if late else Timing.ISSUED
        if self.issue_by is None:
            return Timing.NO_DAY
        return Timing.OVERDUE if self.issue_by < self.as_of else Timing.OPEN

    @property
    def overdue_days(self) -> int:
        """Days past the planned day, up to the issue where there was one."""
        if self.issue_by is None or self.timing not in {Timing.OVERDUE, Timing.LATE}:
            return 0
        until = self.issued_on if self.is_issued and self.issued_on else self.as_of
        return (until - self.issue_by).days


@dataclass(frozen=True, slots=True)
class DamageCase:
    """One damage case; an amount of None is 未填, which is no zero."""

    case_id: str
    name: str
    county_code: str | None
    clue: str
    stage: str
    opened_on: date | None
    amount: float | None
    closed_on: date | None
    as_of: date
    origin: LedgerRow

    @property
    def place(self) -> str:
        """The county's name, 市级 for the bureau's own."""
        return REGION.place_name(self.county_code)

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return label(CASE_STAGE, self.stage)

    @property
    def is_closed(self) -> bool:
        """Whether it is closed by the period's end."""
        closed = self.closed_on is None or self.closed_on <= self.as_of
        return self.stage == _CLOSED and closed

    @property
    def is_ended(self) -> bool:
        """Whether it was ended without a finding."""
        return self.stage == _ENDED

    @property
    def is_pending(self) -> bool:
        """Whether somebody still works on it, clues that are checked included."""
        return not self.is_closed and not self.is_ended

    @property
    def open_days(self) -> int | None:
        """Days from opening to closing or the period's end; None before it is opened.

        One that ended without a day of ending has none either: how long it took is not known.
        """
        if self.opened_on is None or self.opened_on > self.as_of:
            return None
        if self.is_ended and self.closed_on is None:
            return None
        until = min(self.closed_on or self.as_of, self.as_of)
        return (until - self.opened_on).days


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that have something in common."""

    label: str
    rules: tuple[PolicyRule, ...]

    @property
    def n_planned(self) -> int:
        """How many are planned."""
        return sum(rule.is_planned for rule in self.rules)

    @property
    def n_issued(self) -> int:
        """How many are issued."""
        return sum(rule.is_issued for rule in self.rules)

    @property
    def n_overdue(self) -> int:
        """How many should be issued and are not."""
        return sum(rule.timing is Timing.OVERDUE for rule in self.rules)

    @property
    def percent(self) -> float | None:
        """The mean of the stages' percentages, None where none is judged."""
        return mean_percent(self.rules)


def rules(source: Source, scope: Scope) -> list[PolicyRule]:
    """Return the rules as of a period: the least advanced first, then by the planned day."""
    as_of, weights = last_day(scope), stage_weights()
    answer = source.columns("policy_rules", period=scope.period)
    found = [_rule(row, as_of, weights) for row in records(answer)]
    order = list(Timing)
    return sorted(
        found,
        key=lambda one: (
            order.index(one.timing), -one.overdue_days, one.issue_by or date.max, one.rule_id
        ),
    )  # fmt: skip


def cases(source: Source, scope: Scope) -> list[DamageCase]:
    """Return the damage cases of a scope: those still open first, the longest open on top."""
    as_of = last_day(scope)
    answer = source.columns("damage_cases", period=scope.period, county=scope.county)
    found = [_case(row, as_of) for row in records(answer)]
    return sorted(
        found, key=lambda one: (not one.is_pending, -(one.open_days or 0), one.case_id)
    )  # fmt: skip


def mean_percent(found: Iterable[PolicyRule]) -> float | None:
    """Return the mean of the stages' percentages, None where no stage is judged."""
    known = [rule.percent for rule in found if rule.percent is not None]
    return sum(known) / len(known) if known else None


def by_category(found: Sequence[PolicyRule]) -> list[RuleGroup]:
    """Return the rules by category, the most on top."""
    return _grouped(found, lambda rule: rule.category_label)


def by_unit(found: Sequence[PolicyRule]) -> list[RuleGroup]:
    """Return the rules by lead unit, the most on top."""
    return _grouped(found, lambda rule: rule.lead_label)


def by_stage(found: Iterable[DamageCase]) -> dict[str, list[DamageCase]]:
    """Return the cases by stage, in the order of the stages; unknown ones last."""
    groups: dict[str, list[DamageCase]] = {}
    for one in found:
        groups.setdefault(one.stage, []).append(one)
    known = [code.code for code in CASE_STAGE.codes]
    order = sorted(groups, key=lambda stage: known.index(stage) if stage in known else len(known))
    return {label(CASE_STAGE, stage): groups[stage] for stage in order}


def amount(found: Iterable[DamageCase]) -> float:
    """Return the amounts together, 10,000 yuan; what is not filled in adds nothing."""
    return sum(one.amount or 0.0 for one in found)


def _grouped(found: Sequence[PolicyRule], key: Callable[[PolicyRule], str]) -> list[RuleGroup]:
    own: dict[str, list[PolicyRule]] = {}
    for rule in found:
        own.setdefault(key(rule), []).append(rule)
    groups = [RuleGroup(name, tuple(listed)) for name, listed in own.items()]
    return sorted(groups, key=lambda one: (-one.n_overdue, -len(one.rules), one.label))


def _rule(row: Mapping[str, Any], as_of: date, weights: StageWeights) -> PolicyRule:
    stage = text(row["rule_stage"])
    return PolicyRule(
        rule_id=text(row["rule_id"]),
        name=text(row["rule_name"]),
        category=text(row["rule_category"]),
        lead_unit=text(row["lead_unit"]),
        stage=stage,
        issue_by=day(row["issue_by"]),
        issued_on=day(row["issued_on"]),
        document=text(row["issue_doc_no"]),
        percent=weights.of(stage),
        as_of=as_of,
        origin=ledger_row("policy_rule", row),
    )


def _case(row: Mapping[str, Any], as_of: date) -> DamageCase:
    return DamageCase(
        case_id=text(row["case_id"]),
        name=text(row["case_name"]),
        county_code=text(row["county_code"]) or None,
        clue=text(row["clue_source"]),
        stage=text(row["case_stage"]),
        opened_on=day(row["opened_on"]),
        amount=number(row["compensation_10k_yuan"]),
        closed_on=day(row["closed_on"]),
        as_of=as_of,
        origin=ledger_row("damage_case", row),
    )
