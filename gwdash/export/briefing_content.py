"""From the situation of a period to a briefing: every block with its message, text and tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from gwdash.export import (
    briefing_chart,
    briefing_counties,
    briefing_next,
    briefing_problems,
    briefing_progress,
    briefing_water,
)
from gwdash.export.briefing import Block, Briefing
from gwdash.export.briefing_base import Extras, Material
from gwdash.export.page_tables import Origin
from gwdash.queries.situation import Situation
from gwdash.registry.agenda import Part, Topic
from gwdash.registry.region import REGION

__all__ = ["Extras", "compose"]

_Made = Callable[[Material, Topic], Block]
_BLOCKS: Mapping[Part, _Made] = {
    Part.OVERALL: briefing_progress.overall,
    Part.TASK: briefing_progress.task,
    Part.NETWORK: briefing_water.network,
    Part.QUALITY: briefing_water.quality,
    Part.RANKING: briefing_counties.ranking,
    Part.REPORTING: briefing_counties.reporting,
    Part.PROBLEMS: briefing_problems.problems,
    Part.DECISIONS: briefing_problems.decisions,
    Part.REQUESTS: briefing_problems.requests,
    Part.NEXT: briefing_next.following,
    Part.CHART: briefing_chart.chart,
}


def compose(facts: Situation, topics: Sequence[Topic], *, extras: Extras) -> Briefing:
    """Return the briefing of a period in the order of an agenda.

    Every number in its sentences stands in the figures, tables or map of the same block.
    """
    label = facts.period.label
    place = REGION.place_name(facts.scope.county) if facts.scope.county else REGION.name
    empty = Briefing(
        title=extras.title or f"{place}地下水污染防治试验区建设{label}调度情况",
        period=facts.scope.period,
        as_of=facts.as_of,
        version=facts.version,
        made_at=extras.made_at,
        issuer=REGION.issuing_body,
        blocks=(),
        meeting_id=extras.meeting_id,
        held_on=extras.held_on,
        is_demo=extras.is_demo,
    )
    about = Material(facts, extras, Origin(label, empty.source))
    blocks = tuple(_BLOCKS[one.part](about, one) for one in topics)
    return replace(empty, blocks=blocks)
