"""What the bulletin says of each part, from the same facts as the screens, in fewer words."""

from collections.abc import Sequence

from gwdash.assess import briefing_words as say
from gwdash.assess import briefing_words_bulletin as words
from gwdash.assess.briefing_words_chart import chart_message
from gwdash.assess.briefing_words_progress import Ahead, Lagging, Progress
from gwdash.assess.briefing_words_water import Sources, sources_message
from gwdash.assess.lamps import Lamp
from gwdash.assess.targets import Verdict, shortfall_pp
from gwdash.export.briefing_base import NOTHING, Material
from gwdash.export.briefing_chart import ends
from gwdash.queries import map_shades
from gwdash.queries.funds import total
from gwdash.queries.indicators import Compared, amount
from gwdash.queries.members import Lead
from gwdash.queries.progress import PlanItem, TaskView
from gwdash.queries.quality import Verdict as Against
from gwdash.registry.region import REGION


def lagging(item: PlanItem) -> Lagging:
    """Return an item of the plan as a sentence names it."""
    judged = item.judgement
    return Lagging(
        item.owner, item.name, item.item.actual_pct, judged.expected_pct, judged.overdue_days
    )


def overall(about: Material, found: Progress, ahead: Ahead) -> tuple[str, ...]:
    """Return 总体进展 in one paragraph."""
    return (words.overall(found, about.until, ahead, _money(about)),)


def _money(about: Material) -> words.Money | None:
    projects = about.facts.projects
    if not projects or all(one.is_unfilled for one in projects):
        return None
    money = total(projects)
    rate = "" if money.rate_pct is None else say.percent(money.rate_pct)
    return words.Money(len(projects), amount(money.allocated), amount(money.spent), rate)


def task(view: TaskView, found: Progress, readings: Sequence[Compared]) -> tuple[str, ...]:
    """Return one key task: its state, its gravest items, the reason given, the worst indicator."""
    doubt = Lead(view.task).doubt
    lamp = Lamp.FAR_BEHIND if found.n(Lamp.FAR_BEHIND) else Lamp.BEHIND
    behind = [one for one in view.items if one.lamp is lamp]
    reason = next((words.Reason(one.owner, one.problem) for one in behind if one.problem), None)
    return (
        words.task(
            f"{view.leads}{f'（{doubt}）' if doubt else ''}", found,
            [lagging(one) for one in behind], reason, _farthest(readings),
        ),
    )  # fmt: skip


def _farthest(readings: Sequence[Compared]) -> str:
    """Return the indicator that misses its target by most; empty where none does."""
    missed = [one.now for one in readings if one.now.verdict is Verdict.MISSED]
    if not missed:
        return ""
    short = {
        one.indicator.code: shortfall_pp(
            one.value_pct, one.indicator.target.value_pct, one.indicator.direction
        )
        for one in missed
        if one.value_pct is not None and one.indicator.target.value_pct is not None
    }
    worst = max(missed, key=lambda one: short.get(one.indicator.code, 0.0))
    figure = "" if worst.figure == NOTHING else worst.figure
    return words.farthest(
        worst.indicator.label, figure, worst.counts, worst.indicator.target.value_pct or 0.0
    )


def counties(about: Material) -> tuple[str, ...]:
    """Return where the counties stand by progress, and why no ranks are told."""
    found = about.facts.counties

    def of(*lamps: Lamp) -> list[str]:
        return [REGION.county(code).name for code, one in found.items() if one.lamp in lamps]

    groups = words.CountyGroups(
        of(Lamp.FAR_BEHIND),
        of(Lamp.BEHIND),
        of(Lamp.ON_TRACK, Lamp.DONE),
        of(*(set(Lamp) - {Lamp.FAR_BEHIND, Lamp.BEHIND, Lamp.ON_TRACK, Lamp.DONE})),
    )
    shading = map_shades.of_progress(found)
    highest = f"任务进度{chart_message(ends(shading))}" if shading.valued else ""
    if len({one.figure for one in shading.valued}) == 1:
        highest = f"任务进度均为{shading.valued[0].figure}"
    hidden = f"名次未审定（{about.extras.badge}），不列名次和得分。"
    return (words.counties(groups, highest) + hidden,)


def quality(about: Material, found: Sources) -> tuple[str, ...]:
    """Return drinking-water sources, then each kind of point in its last season."""
    if found.nothing:
        first = f"{sources_message(found)}。"
    else:
        first = words.sources(found.failing, found.due, found.monitored, found.met)
    seasons = words.seasons(
        (
            one.now.season.short, one.label, len(one.now.sampled),
            one.now.verdicts[Against.EXCEEDED],
        )
        for one in about.facts.quality
    )  # fmt: skip
    return (first + seasons,)
