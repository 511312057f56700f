"""宣传与技术支撑: events by theme, unit and time with their reach; experts and institutes.

Persons are known by number alone: their names and telephones leave the store for nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.queries.evidence import Evidence, EvidenceRow, Place, place
from gwdash.queries.progress import reporter_name
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import day, number, text
from gwdash.registry.fields.affairs import EXPERT_KIND, THEME_DAY
from gwdash.registry.region import REGION
from gwdash.scope import Scope

INSTITUTE = "institute"
NO_THEME = "未填主题"


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One event; `audience` is None where nobody filled it in, which is no zero."""

    event_id: str
    name: str
    theme: str
    held_on: date
    county_code: str | None
    site: str
    form: str
    audience: int | None
    reporter: str
    origin: Place | None

    @property
    def theme_label(self) -> str:
        """The theme day in words."""
        found = THEME_DAY.find(self.theme) if self.theme else None
        return found.label if found else NO_THEME

    @property
    def reporter_name(self) -> str:
        """Who held it."""
        return reporter_name(self.reporter)


@dataclass(frozen=True, slots=True)
class Expert:
    """One expert by number, or one institute by name."""

    expert_id: str
    kind: str
    name: str
    employer: str
    title: str
    specialty: str
    task_no: str
    service: str
    served_from: date | None
    served_to: date | None
    origin: Place | None

    @property
    def kind_label(self) -> str:
        """专家 or 技术单位."""
        found = EXPERT_KIND.find(self.kind) if self.kind else None
        return found.label if found else "未填"

    @property
    def shown_name(self) -> str:
        """An institute's name; a person's number, because names are not shown."""
        return (
            self.name if self.kind == INSTITUTE and self.name else f"{self.expert_id}（隐去姓名）"
        )

    @property
    def task_label(self) -> str:
        """The key task it serves, in words."""
        found = REGION.find_task(self.task_no) if self.task_no else None
        return found.short_name if found else ""

    def serves(self, as_of: date) -> bool:
        """Tell whether its term holds on a day; a term without an end goes on."""
        begun = self.served_from is None or self.served_from <= as_of
        return begun and (self.served_to is None or as_of <= self.served_to)


@dataclass(frozen=True, slots=True)
class Reach:
    """Events that have something in common: how many, and the people they reached."""

    label: str
    n: int
    audience: int
    n_unfilled: int
    """Events whose audience nobody filled in."""
    last_on: date


def events(source: Source, scope: Scope) -> list[PublicEvent]:
    """Return the events of a scope held by its period's end, the latest first."""
    frame = source.frame("publicity_events", as_of=last_day(scope), county=scope.county)
    return [_event({str(k): v for k, v in row.items()}) for row in frame.to_dict("records")]


def experts(source: Source, scope: Scope) -> list[Expert]:
    """Return experts and institutes as of the period's end."""
    frame = source.frame("experts", as_of=last_day(scope))
    return [_expert({str(k): v for k, v in row.items()}) for row in frame.to_dict("records")]


def of_year(found: Iterable[PublicEvent], as_of: date) -> list[PublicEvent]:
    """Return the events of the year that a day lies in."""
    return [one for one in found if one.held_on.year == as_of.year]


def by_theme(found: Iterable[PublicEvent]) -> list[Reach]:
    """Return reach by theme day, the widest first."""
    return _grouped((one.theme_label, one) for one in found)


def by_reporter(found: Iterable[PublicEvent]) -> list[Reach]:
    """Return reach by who held the events, the widest first."""
    return _grouped((one.reporter_name, one) for one in found)


def by_month(found: Iterable[PublicEvent]) -> list[Reach]:
    """Return reach by month, in the order of time."""
    groups = _grouped((f"{one.held_on:%Y-%m}", one) for one in found)
    return sorted(groups, key=lambda one: one.label)


def audience(found: Iterable[PublicEvent]) -> int:
    """Return how many people events reached, where that was filled in."""
    return sum(one.audience or 0 for one in found)


def evidence(source: Source, scope: Scope, _: str = "") -> Evidence:
    """Return the events of the year that the headline counts, with their reach."""
    found = of_year(events(source, scope), last_day(scope))
    rows = tuple(
        EvidenceRow(
            one.name,
            f"{one.reporter_name} · {one.held_on:%Y-%m-%d} · {one.theme_label}"
            + ("" if one.audience is not None else " · 人数未填"),
            one.origin, float(one.audience or 0), 1.0,
        )
        for one in found
    )  # fmt: skip
    rule = "本年已举办的宣传活动；参加人数按填报相加，未填的不计。"
    return Evidence(
        "本年宣传活动", f"{len(rows)} 场，{audience(found):,} 人次", rule, "宣传活动台账", "人次",
        "场次", rows,
    )  # fmt: skip


def _grouped(pairs: Iterable[tuple[str, PublicEvent]]) -> list[Reach]:
    own: dict[str, list[PublicEvent]] = {}
    for label, one in pairs:
        own.setdefault(label, []).append(one)
    groups = [_reach(label, listed) for label, listed in own.items()]
    return sorted(groups, key=lambda one: (-one.audience, -one.n, one.label))


def _reach(label: str, found: Sequence[PublicEvent]) -> Reach:
    unfilled = sum(one.audience is None for one in found)
    last = max(one.held_on for one in found)
    return Reach(label, len(found), audience(found), unfilled, last)


def _event(row: Mapping[str, object]) -> PublicEvent:
    said = number(row["audience"])
    held = day(row["event_on"])
    return PublicEvent(
        text(row["event_id"]), text(row["event_name"]), text(row["theme_day"]),
        held or date.min, text(row["county_code"]) or None, text(row["place"]),
        text(row["event_form"]), None if said is None else int(said), text(row["reporter"]),
        place(row),
    )  # fmt: skip


def _expert(row: Mapping[str, object]) -> Expert:
    return Expert(
        text(row["expert_id"]), text(row["expert_kind"]), text(row["name"]),
        text(row["employer"]), text(row["expert_title"]), text(row["specialty"]),
        text(row["task_no"]), text(row["service"]), day(row["served_from"]),
        day(row["served_to"]), place(row),
    )  # fmt: skip
