"""The situation of a period: every answer that its screens and its papers need, asked once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from gwdash.assess.forecast import Forecast
from gwdash.assess.progress import Rollup
from gwdash.queries import (
    agreed,
    depth_network,
    forecasts,
    funds,
    indicators,
    network,
    problem_cases,
    problems,
    progress,
    quality,
    quality_history,
    quality_results,
    ranking,
    report_rates,
    report_times,
    reporting,
)
from gwdash.queries.calendar_counts import Rate
from gwdash.queries.source import Source, last_day, previous
from gwdash.scope import Scope
from gwdash.standards.periods import Period, PeriodKind

#: This period and the one before it, for the movement of ranks.
_COMPARED = 2
#: What a meeting looks at of 水质: drinking water first, never counted together.
QUALITY_KINDS = (quality.PointKind.SOURCE, quality.PointKind.AREA, quality.PointKind.POLLUTION)


@dataclass(frozen=True)
class Overview:
    """Everything that 总览 shows, asked once."""

    items: list[progress.PlanItem]
    overall: Rollup
    change_pp: float | None
    tasks: list[progress.TaskView]
    counties: dict[str, Rollup]
    wells: list[network.Well]
    running: network.Running
    readings: indicators.Readings
    failing_sources: list[str]
    """Sources whose samplings of the year did not all meet class Ⅲ, by name."""
    problems: list[problems.Problem]
    reports: reporting.ReportState
    earlier_items: list[progress.PlanItem]
    ranking: ranking.Board
    ahead: dict[str, Forecast]


@dataclass(frozen=True, slots=True)
class KindSeason:
    """The points of one kind in the season sampled last, against the same season a year before."""

    kind: quality.PointKind
    now: quality.SeasonView
    before: quality.SeasonView
    exceedances: list[quality_results.Exceedance]

    @property
    def label(self) -> str:
        """What the points are called."""
        return quality.KIND_LABELS[self.kind]


@dataclass(frozen=True)
class Situation(Overview):
    """What 总览 shows and all that the other screens and papers of a meeting need."""

    scope: Scope
    version: int
    earlier_problems: list[problems.Problem]
    """突出问题 as they stood one period earlier."""
    seen: problem_cases.Seen
    """突出问题 of the period, and those of the year before that the rows show no more."""
    network: depth_network.NetworkDepth
    quality: tuple[KindSeason, ...]
    """Kinds of points that were sampled in the last years; the others are left out."""
    owed: Mapping[str, Rate]
    """Of all ledgers whose periods ended with this one: due, reported and in time, by reporter."""
    last_reports: Mapping[str, str]
    """Label of the last period each reporter handed in on the tasks; empty for never."""
    agreed: list[agreed.AgreedItem]
    projects: list[funds.Project]

    @property
    def as_of(self) -> date:
        """The last day of the period."""
        return last_day(self.scope)

    @property
    def period(self) -> Period:
        """The period."""
        return Period.parse(self.scope.period)

    @property
    def requests(self) -> list[progress.PlanItem]:
        """Items whose reporter asks the city to coordinate."""
        return [item for item in self.items if item.escalation]


def overview(source: Source, scope: Scope) -> Overview:
    """Put all questions of 总览 to one version."""
    as_of = last_day(scope)
    items = progress.plan_items(source, scope)
    earlier = progress.earlier_items(source, scope)
    known = {} if scope.county else {scope.period: items, previous(scope).period: earlier}
    overall, change = progress.overall(scope, items, earlier)
    wells = network.wells(source, scope)
    return Overview(
        items=items,
        overall=overall,
        change_pp=change,
        tasks=progress.tasks(scope, items, earlier),
        counties=progress.by_county(items, as_of),
        wells=wells,
        running=network.running(wells, as_of),
        readings=indicators.readings(source, scope),
        failing_sources=indicators.falling_short(source, scope, "src_ok"),
        problems=problems.problems(source, scope, items),
        reports=reporting.task_reports(source, scope.period),
        earlier_items=earlier,
        ahead=forecasts.forecasts(items, forecasts.paces(source, scope), as_of),
        ranking=ranking.board(source, scope, periods=_COMPARED, known=known),
    )


def situation(source: Source, scope: Scope) -> Situation:
    """Put all questions of a meeting or of a bulletin to one version."""
    first = overview(source, scope)
    known = {field.name: getattr(first, field.name) for field in fields(first)}
    return Situation(
        **known,
        scope=scope,
        version=source.version,
        earlier_problems=problems.problems(source, previous(scope), first.earlier_items),
        seen=problem_cases.seen(source, scope),
        network=depth_network.depth(source, scope),
        quality=tuple(_kinds(source, scope)),
        owed=_owed(source, scope),
        last_reports=_last_reports(source, scope),
        agreed=agreed.agreed(source, scope),
        projects=funds.projects(source, scope),
    )


def _owed(source: Source, scope: Scope) -> Mapping[str, Rate]:
    month = Period.of(last_day(scope), PeriodKind.MONTH)
    found = report_rates.report_rates(source, month.last_day, month.last_day)
    return report_rates.together(found, 0)


def _last_reports(source: Source, scope: Scope) -> Mapping[str, str]:
    times = report_times.report_times(source, last_day(scope))
    period = Period.parse(scope.period)
    return {code: times.timing(code, period).last for code in times.by_reporter}


def _kinds(source: Source, scope: Scope) -> Iterable[KindSeason]:
    known = quality.points(source, scope)
    past = quality_history.history(source, scope, known)
    for kind in QUALITY_KINDS:
        seasons = past.seasons(kind)
        if seasons:
            yield _kind(source, scope, kind, seasons[0], known)


def _kind(
    source: Source,
    scope: Scope,
    kind: quality.PointKind,
    season: quality.SeasonKey,
    known: Sequence[quality.Point],
) -> KindSeason:
    earlier = season.same_last_year
    members = [point for point in known if kind in point.kinds]
    found = quality.samplings(source, scope, members, (season, earlier))
    now = quality.view(season, kind, known, found)
    own = [one.point for one in now.sampled]
    return KindSeason(
        kind,
        now,
        quality.view(earlier, kind, known, found),
        quality_results.exceedances(source, scope, season, own),
    )
