"""项目资金: what was 下达, 到位 and 支出, by level, document, unit and county.

Amounts are 万元. What nobody filled in is no zero: it adds nothing and is counted apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gwdash.queries.evidence import Evidence, EvidenceRow, Place, place
from gwdash.queries.progress import reporter_name
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import day, number, text
from gwdash.registry.fields.projects import BUILD_STATE, LEVELS
from gwdash.registry.region import REGION
from gwdash.registry.rules import Threshold
from gwdash.scope import Scope

_FULL = 100
NO_DOCUMENT = "未填文号"
#: Money that came half a year ago and was hardly spent is worth asking after.
PAY_RATE_FLOOR = Threshold(
    "pay_rate_floor", "支付慢的支付率界限", 50.0, "%", "平台默认值，办公室可调整"
)
SLOW_AFTER_DAYS = Threshold(
    "slow_after_days", "资金到位后算起的天数", 180.0, "天", "平台默认值，办公室可调整"
)


class Stage(StrEnum):
    """How far money has come."""

    ALLOCATED = "allocated"
    RECEIVED = "received"
    SPENT = "spent"

    @property
    def label(self) -> str:
        """The word people see."""
        return {"allocated": "下达", "received": "到位", "spent": "支出"}[self.value]


@dataclass(frozen=True, slots=True)
class Money:
    """下达, 到位 and 支出 of something, in 10,000 yuan."""

    allocated: float = 0.0
    received: float = 0.0
    spent: float = 0.0

    def __add__(self, other: "Money") -> "Money":
        """Return both together."""
        return Money(
            self.allocated + other.allocated,
            self.received + other.received,
            self.spent + other.spent,
        )

    @property
    def rate_pct(self) -> float | None:
        """支付率: 支出 in percent of 到位; None where nothing has come."""
        return _FULL * self.spent / self.received if self.received else None

    @property
    def arrival_pct(self) -> float | None:
        """到位率: 到位 in percent of 下达; None where nothing was allocated."""
        return _FULL * self.received / self.allocated if self.allocated else None

    def of(self, stage: Stage) -> float:
        """Return the amount of one stage."""
        return {
            Stage.ALLOCATED: self.allocated, Stage.RECEIVED: self.received,
            Stage.SPENT: self.spent,
        }[stage]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Project:
    """One project as it stood at the end of a period."""

    project_id: str
    name: str
    task_no: str
    county_code: str | None
    applicant: str
    investment: float | None
    money: Money
    levels: Mapping[str, Money]
    is_unfilled: bool
    """Whether nobody filled in any amount of money."""
    document: str
    received_on: date | None
    build_state: str
    started_on: date | None
    finished_on: date | None
    origin: Place | None

    @property
    def place(self) -> str:
        """The county's name, 市级 for the region."""
        return REGION.place_name(self.county_code)

    @property
    def applicant_name(self) -> str:
        """Who applied for it."""
        return reporter_name(self.applicant)

    @property
    def state_label(self) -> str:
        """Where building stands, in words."""
        found = BUILD_STATE.find(self.build_state) if self.build_state else None
        return found.label if found else "未填报"


@dataclass(frozen=True, slots=True)
class Group:
    """Projects that have something in common, with their money together."""

    key: str
    label: str
    money: Money
    n: int
    received_on: tuple[date, ...] = ()
    """The days on which money came, each once."""


@dataclass(frozen=True, slots=True)
class Slow:
    """A project whose money came long ago and was hardly spent."""

    project: Project
    days: int


def projects(source: Source, scope: Scope) -> list[Project]:
    """Return the projects of a scope, in the order of their numbers."""
    frame = source.frame("projects", as_of=last_day(scope), county=scope.county)
    return [_project({str(k): v for k, v in row.items()}) for row in frame.to_dict("records")]


def total(found: Iterable[Project]) -> Money:
    """Return the money of projects together."""
    return sum((one.money for one in found), Money())


def by_level(found: Sequence[Project]) -> list[Group]:
    """Return the money by the level that it comes from, in the order of the levels."""
    groups = []
    for level, label in LEVELS:
        own = [one for one in found if one.levels[level] != Money()]
        money = sum((one.levels[level] for one in own), Money())
        groups.append(Group(level, label, money, len(own)))
    return groups


def grouped(
    found: Iterable[Project], key: Callable[[Project], str], label: Callable[[str], str]
) -> list[Group]:
    """Return projects by a key, the largest allocation first, equals by their key."""
    own: dict[str, list[Project]] = {}
    for one in found:
        own.setdefault(key(one), []).append(one)
    groups = [
        Group(
            code, label(code), total(listed), len(listed),
            tuple(sorted({one.received_on for one in listed if one.received_on})),
        )
        for code, listed in own.items()
    ]  # fmt: skip
    return sorted(groups, key=lambda group: (-group.money.allocated, group.key))


def by_document(found: Iterable[Project]) -> list[Group]:
    """Return the money by document number; projects without one stand together."""
    paid = [one for one in found if one.money != Money() or one.document]
    return grouped(paid, lambda one: one.document or NO_DOCUMENT, str)


def by_county(found: Iterable[Project]) -> list[Group]:
    """Return the money by county, the region's own projects as 市级."""
    return grouped(found, lambda one: one.county_code or "", _place)


def by_unit(found: Iterable[Project]) -> list[Group]:
    """Return the money by who applied for it."""
    return grouped(found, lambda one: one.applicant, reporter_name)


def slow(found: Iterable[Project], as_of: date) -> list[Slow]:
    """Return the projects that pay slowly, the lowest rate first.

    Money came `SLOW_AFTER_DAYS` ago or earlier, and less than `PAY_RATE_FLOOR` percent of it was
    spent.
    """
    late = []
    for one in found:
        rate = one.money.rate_pct
        if rate is None or one.received_on is None or rate >= PAY_RATE_FLOOR.value:
            continue
        days = (as_of - one.received_on).days
        if days >= SLOW_AFTER_DAYS.value:
            late.append(Slow(one, days))
    return sorted(late, key=lambda s: (s.project.money.rate_pct, -s.days, s.project.project_id))


def evidence(source: Source, scope: Scope, what: str) -> Evidence:
    """Return the projects that 支付率 is made of, those of one county or unit where named."""
    found = [
        one
        for one in projects(source, scope)
        if not what or what in {one.county_code, one.applicant, one.document, one.project_id}
    ]
    rows = tuple(_row(one) for one in found)
    money = total(found)
    rate = money.rate_pct
    figure = "—（没有到位资金）" if rate is None else f"{rate:.1f}%"
    rule = "支付率＝支出金额÷到位资金，按项目相加；没有到位资金的不计算，记“—”。"
    return Evidence(
        "资金支付率", figure, rule, "项目与资金台账，单位万元", "支出（万元）", "到位（万元）", rows
    )


def _row(one: Project) -> EvidenceRow:
    money = one.money
    words = "资金未填报" if one.is_unfilled else f"下达 {money.allocated:,.2f} 万元"
    came = f"{one.received_on:%Y-%m-%d} 到位" if one.received_on else "无到位日期"
    detail = " · ".join((one.applicant_name, words, came, one.document or NO_DOCUMENT))
    return EvidenceRow(one.name, detail, one.origin, money.spent, money.received)


def _project(row: Mapping[str, object]) -> Project:
    def amount(stage: Stage, level: str = "") -> float | None:
        return number(row[f"{stage.value}{f'_{level}' if level else ''}_10k_yuan"])

    def money(level: str = "") -> Money:
        return Money(*(amount(stage, level) or 0.0 for stage in Stage))

    levels = {level: money(level) for level, _ in LEVELS}
    parts = sum(levels.values(), Money())
    # Where only the levels were filled in, their sum is the amount.
    whole = Money(*(
        parts.of(stage) if (said := amount(stage)) is None else said for stage in Stage
    ))  # fmt: skip
    filled = [amount(stage, level) for stage in Stage for level in ("", *levels)]
    return Project(
        project_id=text(row["project_id"]),
        name=text(row["project_name"]),
        task_no=text(row["task_no"]),
        county_code=text(row["county_code"]) or None,
        applicant=text(row["applicant"]),
        investment=number(row["investment_10k_yuan"]),
        money=whole,
        levels=levels,
        is_unfilled=all(one is None for one in filled),
        document=text(row["allocation_doc_no"]),
        received_on=day(row["received_on"]),
        build_state=text(row["build_state"]),
        started_on=day(row["started_on"]),
        finished_on=day(row["finished_on"]),
        origin=place(row),
    )


def _place(code: str) -> str:
    return REGION.place_name(code or None)
