"""专题图: the counties by one indicator that somebody pinned to an agenda."""

from collections.abc import Iterable

from gwdash.assess import briefing_words_chart as words
from gwdash.export.briefing import Block, Figure
from gwdash.export.briefing_base import (
    Material,
    county_map,
    notes,
    rate_figure,
    reading,
    unplaced,
)
from gwdash.export.map_tables import shades_table
from gwdash.queries import map_shades
from gwdash.queries.map_shades import CountyShade, Kind, Shading
from gwdash.registry.agenda import CHART_BY, Topic
from gwdash.registry.region import REGION


def chart(about: Material, topic: Topic) -> Block:
    """Return the counties by what the topic names: score, progress or an indicator.

    Scores that are not 已审定 are not told: progress stands in their place and says so. Raises
    KeyError for what the map cannot shade by.
    """
    code = topic.options[CHART_BY]
    hidden = code == map_shades.SCORE and not about.extras.is_approved
    shading = _shading(about, map_shades.PROGRESS if hidden else code)
    table = shades_table(shading, about.origin)
    found = ends(shading)
    said = f"得分未审定（{about.extras.badge}），改列总体任务进度。" if hidden else ""
    captions = None if shading.code == map_shades.SCORE else unplaced(shading)
    return Block(
        topic.key,
        topic.part,
        topic.title or f"县市区{shading.label}",
        words.chart_message(found),
        (said + words.chart_text(found),),
        _figures(about, shading),
        (table,),
        county_map(f"县市区{shading.label}", shading, captions),
        notes(topic, said, shading.darker),
        (table,),
    )


def _shading(about: Material, code: str) -> Shading:
    facts = about.facts
    if code == map_shades.SCORE:
        return map_shades.of_standings(facts.ranking.standings)
    if code == map_shades.PROGRESS:
        return map_shades.of_progress(facts.counties)
    return map_shades.of_readings(facts.readings, code)


def _figures(about: Material, shading: Shading) -> tuple[Figure, ...]:
    found = ends(shading)
    line = f"最高{len(found.highest)}个，最低{len(found.lowest)}个" if found.n else ""
    n = Figure("有数值的县市区", str(found.n), f"/{len(shading.shades)}个", line)
    if shading.code in {map_shades.SCORE, map_shades.PROGRESS}:
        return (n,)
    code = shading.code
    return (rate_figure(reading(about, code), f"indicator:{code}"), n)


def ends(shading: Shading) -> words.Ends:
    """Return the counties by a shading: who is highest and lowest, and who has no value."""
    valued = shading.valued
    ordered = sorted(valued, key=lambda one: -(one.value or 0.0))
    high, low = (ordered[0].figure, ordered[-1].figure) if ordered else ("", "")
    return words.Ends(
        shading.label,
        len(valued),
        _names(one for one in valued if one.figure == high),
        high,
        _names(one for one in valued if one.figure == low),
        low,
        _of(shading, Kind.NOT_REPORTED),
        _of(shading, Kind.FEW),
        _of(shading, Kind.NOTHING_DUE),
    )


def _of(shading: Shading, kind: Kind) -> list[str]:
    return _names(one for one in shading.shades if one.kind is kind)


def _names(found: Iterable[CountyShade]) -> list[str]:
    return [REGION.county(one.county_code).name for one in found]
