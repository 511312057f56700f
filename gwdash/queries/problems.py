"""突出问题: what needs somebody's attention, the worst first.

Every kind is a declaration of `gwdash.registry.problems`: the same list feeds 总览, its own page
and the sheets of counties and units. Reports that are missing are no problems of this list: they
stand in 报送情况.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gwdash.assess.lamps import Lamp
from gwdash.assess.progress import DEFAULT_RULE, Item, Judgement
from gwdash.queries.evidence import Place, place
from gwdash.queries.problem_rows import Row, problem_rows
from gwdash.queries.progress import PlanItem, plan_items_on, reporter_name
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import number, text
from gwdash.registry.problems import PROBLEM_KINDS, Owner, ProblemKind, Severity, problem_kind
from gwdash.registry.region import REGION
from gwdash.scope import Scope

_SEVERITIES = list(Severity)
_PLACES = {kind.code: place for place, kind in enumerate(PROBLEM_KINDS)}
_DIRECT = "direct"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong on a day."""

    kind: ProblemKind
    subject: str
    """Which thing: the number of an item, a well, a source, a site."""
    name: str
    county_code: str | None
    """None where the row says no county of the region."""
    unit: str
    """The unit that answers where no county does."""
    since_on: date | None
    """None where the row does not say, and for an item whose deadline is still to come."""
    days: int
    """Days since then; days until the deadline where that is still to come."""
    amount: float | None
    detail: str
    origin: Place | None
    opens: str = ""
    """What the kind's page opens with."""
    note: str = ""
    is_new_area: bool = False

    @property
    def key(self) -> str:
        """What names the problem through periods and versions."""
        return f"{self.kind.code}:{self.subject}"

    @property
    def thing(self) -> tuple[str, str]:
        """What is wrong with, the same while it passes between kinds of one family."""
        return self.kind.family or self.kind.code, self.subject

    @cached_property
    def text(self) -> str:
        """The problem in words."""
        return self.kind.sentence.format(
            name=self.name, amount=self.amount or 0.0, detail=self.detail
        )

    @property
    def owner_code(self) -> str:
        """The code of who answers, empty for nobody of the region."""
        return self.unit or self.county_code or ""

    @property
    def owner(self) -> str:
        """Who answers, as people say it."""
        return reporter_name(self.unit) if self.unit else REGION.place_name(self.county_code)

    @property
    def supervisors(self) -> tuple[str, ...]:
        """The units that lead its task, else the office, who press for it beside the owner."""
        return REGION.task(self.task_no).lead_units if self.task_no else (REGION.office,)

    @property
    def task_no(self) -> str:
        """The key task it belongs to; empty for what belongs to none."""
        return self.kind.task_no or (self.opens if self.kind.judged else "")

    @property
    def since(self) -> str:
        """How long, in words."""
        if self.since_on is None and not self.kind.judged:
            return "起始时间未填"
        return self.kind.lasting(self.days)

    @property
    def order(self) -> tuple[int, int, float, str]:
        """What puts the gravest first: severity, kind, then the oldest or the widest gap."""
        severity = _SEVERITIES.index(self.kind.severity)
        size = float(self.days) if self.since_on else self.amount or 0.0
        return severity, _PLACES[self.kind.code], -size, self.subject

    def concerns(self, reporter: str) -> bool:
        """Tell whether a county or unit answers for it or presses for it."""
        return reporter in {self.owner_code, self.county_code, *self.supervisors}


@dataclass(frozen=True, slots=True)
class Line:
    """Problems of one kind and owner as one line of a short list, named after the first."""

    first: Problem
    n: int

    @property
    def text(self) -> str:
        """The first problem, and how many more there are."""
        more = f"等 {self.n} {self.first.kind.counter}" if self.n > 1 else ""
        return f"{self.first.text}{more}"


def problems(
    source: Source, scope: Scope, items: Iterable[PlanItem] | None = None
) -> list[Problem]:
    """Return all problems of a scope as of its period's end, the gravest first.

    `items` are the plan's items of the same scope where they were asked for already.
    """
    as_of = last_day(scope)
    return problems_on(source, scope, [as_of], items)[as_of]


def problems_on(
    source: Source, scope: Scope, days: Sequence[date], items: Iterable[PlanItem] | None = None
) -> dict[date, list[Problem]]:
    """Return the problems of a scope's county and area as of each of some days, asked at once.

    `items` are the plan's items of the first day where they were asked for already.
    """
    known = {} if items is None else {days[0]: list(items)}
    asked = [day for day in days if day not in known]
    if asked:
        known |= plan_items_on(source, asked, scope.county, _is_problem)
    found = {day: _from_items(known[day], day, scope) for day in days}
    for kind, row in problem_rows(source, scope, days):
        found[row["as_of"]].append(_problem(kind, row))
    return {day: sorted(own, key=lambda one: one.order) for day, own in found.items()}


def short_list(found: Sequence[Problem]) -> list[Line]:
    """Return the problems with one line for each kind and owner, in the given order."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for one in found:
        groups.setdefault((one.kind.code, one.owner_code), []).append(one)
    return [Line(own[0], len(own)) for own in groups.values()]


def narrowed(
    found: Sequence[Problem], *, kind: str = "", county: str = "", unit: str = ""
) -> list[Problem]:
    """Return the problems of one kind, county and unit; empty words narrow nothing."""
    return [
        one
        for one in found
        if (not kind or one.kind.code == kind)
        and (not county or one.county_code == county)
        and (not unit or one.concerns(unit))
    ]


def _within(one: Problem, scope: Scope) -> bool:
    if scope.county and one.county_code != scope.county:
        return False
    return scope.include_new_area or not one.is_new_area


def _problem(kind: ProblemKind, row: Row) -> Problem:
    since = row["since"]
    return Problem(
        kind=kind,
        subject=row["subject"],
        name=row["name"],
        county_code=row["county_code"] or None,
        unit=row["owner"],
        since_on=since,
        days=(row["as_of"] - since).days if since else 0,
        amount=number(row["amount"]),
        detail=text(row["detail"]),
        origin=place(row),
        opens=_opened_by(kind, row["subject"]),
        is_new_area=row["new_area"] == _DIRECT,
    )


def _opened_by(kind: ProblemKind, subject: str) -> str:
    """Return what the kind's page opens with: the task, or the thing itself."""
    if kind.owner is Owner.UNIT:
        # The page opens a decision with all its units.
        return subject.rpartition("/")[0]
    return subject if kind.choice == "well" else kind.task_no


def _is_problem(item: Item, judgement: Judgement) -> bool:
    """Tell whether an item is overdue or far behind, judged as on every page.

    One that was not reported keeps what it had: silence does not take it off the list.
    """
    if judgement.lamp in {Lamp.EXEMPT, Lamp.DONE}:
        return False
    far_below = (judgement.deviation_pp or 0.0) < DEFAULT_RULE.far_below_pp
    return judgement.overdue_days > 0 or (far_below and item.due_on is not None)


def _from_items(items: Iterable[PlanItem], as_of: date, scope: Scope) -> list[Problem]:
    found = []
    for item in items:
        if not _is_problem(item.item, item.judgement):
            continue
        late, due = item.judgement.overdue_days, item.item.due_on
        if late or due is None:
            found.append(_item_problem("overdue_item", item, late))
        else:
            gap = -(item.judgement.deviation_pp or 0.0)
            found.append(_item_problem("far_behind_item", item, (due - as_of).days, gap))
    return [one for one in found if _within(one, scope)]


def _item_problem(code: str, item: PlanItem, days: int, amount: float | None = None) -> Problem:
    kind = problem_kind(code)
    if kind is None or kind.owner is not Owner.ITEM:
        raise KeyError(code)
    of_county = item.county_code not in {None, REGION.code}
    return Problem(
        kind=kind,
        subject=item.item_id,
        name=item.name,
        county_code=item.county_code,
        unit="" if of_county else item.lead_unit,
        since_on=item.item.due_on if amount is None else None,
        days=days,
        amount=amount,
        detail="",
        origin=item.place,
        opens=item.task_no,
        note="" if item.item.reported else "本期未报，沿用上次进度",
    )
