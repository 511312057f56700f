"""突出问题 with what became of them: present, gone from the rows, on the way to 销号, closed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.archive.model import ClosingStep
from gwdash.assess.closing import PRESENT, Presence, Standing, standing, valid_steps
from gwdash.queries.agreed import AgreedItem, agreed_by
from gwdash.queries.problems import Problem, problems_on
from gwdash.queries.source import Source, last_day, previous
from gwdash.scope import Scope

#: How far back a problem is looked for that the rows show no more; platform default.
LOOK_BACK_MONTHS = 12
#: What stands instead of steps where the office closed the thing itself.
REVIEWED = "办公室审结"
_DECISION = "decision_overdue"
_REVIEWED = "closed"


@dataclass(frozen=True, slots=True)
class Case:
    """One problem with its standing and the steps of its present round."""

    problem: Problem
    """As it stands, or as it stood when the rows showed it last."""
    standing: Standing
    last_present_on: date
    steps: tuple[ClosingStep, ...]
    history: tuple[ClosingStep, ...]
    """All steps ever taken, those of earlier rounds included."""
    is_reviewed: bool = False
    """Whether the office closed the thing itself where it is reported: 审结."""

    @property
    def is_present(self) -> bool:
        """Whether the rows show it."""
        return self.standing in PRESENT


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rows showed as of a period's end and in the months before it."""

    now: tuple[Problem, ...]
    gone: tuple[tuple[Problem, date], ...]
    """Problems of earlier months that the rows show no more, with their last day."""
    reviewed: frozenset[str] = frozenset()
    """Keys of those gone that the office closed where they are reported: 审结."""


def seen(source: Source, scope: Scope) -> Seen:
    """Return the problems of a scope's period, and those gone within the months before it.

    A decision that was given more time is not late any more and not done either: nothing of it
    is to be closed.
    """
    months = [scope]
    for _ in range(LOOK_BACK_MONTHS):
        months.append(previous(months[-1]))
    found = problems_on(source, scope, [last_day(month) for month in months])
    (_, now), *before = found.items()
    present = {one.thing for one in now}
    gone: dict[tuple[str, str], tuple[Problem, date]] = {}
    for day, then in before:
        for one in then:
            if one.thing not in present:
                gone.setdefault(one.thing, (one, day))
    items = _decisions(source, scope, gone)
    return Seen(
        tuple(now),
        tuple(pair for thing, pair in gone.items() if thing not in items or items[thing].is_done),
        frozenset(gone[thing][0].key for thing, one in items.items() if one.review == _REVIEWED),
    )


def _decisions(
    source: Source, scope: Scope, gone: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], AgreedItem]:
    """Return how those decisions stand at the period's end that were late before."""
    late = {thing for thing in gone if thing[0] == _DECISION}
    if not late:
        return {}
    found = {(_DECISION, one.thing): one for one in agreed_by(source, last_day(scope))}
    return {thing: found[thing] for thing in late if thing in found}


def cases(found: Seen, steps: Iterable[ClosingStep], as_of: date) -> list[Case]:
    """Return every problem with its standing; the present ones first, in their order."""
    own = _by_problem(steps)
    shown = [
        _case(one, Presence(is_present=True, last_present_on=as_of), own, as_of)
        for one in found.now
    ]
    away = [
        _case(
            one, Presence(is_present=False, last_present_on=last), own, as_of,
            is_reviewed=one.key in found.reviewed,
        )
        for one, last in found.gone
    ]  # fmt: skip
    return shown + sorted(away, key=lambda case: case.problem.order)


def _case(
    problem: Problem,
    presence: Presence,
    steps: Mapping[str, Sequence[ClosingStep]],
    as_of: date,
    *,
    is_reviewed: bool = False,
) -> Case:
    taken = steps.get(problem.key, ())
    stands = Standing.CLOSED if is_reviewed else standing(presence, taken, as_of)
    until = [step for step in taken if step.as_of <= as_of]
    valid = [] if presence.is_present else valid_steps(presence, until)
    last = presence.last_present_on or as_of
    return Case(problem, stands, last, tuple(valid), tuple(until), is_reviewed)


def _by_problem(steps: Iterable[ClosingStep]) -> dict[str, list[ClosingStep]]:
    found: dict[str, list[ClosingStep]] = {}
    for step in steps:
        found.setdefault(f"{step.kind}:{step.subject}", []).append(step)
    return found
