"""What every block of a briefing is made with: the situation, the extras, short tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from gwdash.archive.model import ClosingStep
from gwdash.archive.reviews import ReviewState
from gwdash.assess import briefing_words as say
from gwdash.assess.targets import FACES, verdict_word
from gwdash.assess.targets import Verdict as Against
from gwdash.charts import county_shades
from gwdash.charts.region_image import Shade
from gwdash.export.briefing import CountyMap, Figure
from gwdash.export.page_tables import Origin
from gwdash.export.tables import NativeChart, Table, framed
from gwdash.queries.indicators import CITY, Compared, Reading, ReadingState
from gwdash.queries.map_shades import Shading
from gwdash.queries.situation import Situation
from gwdash.registry.agenda import Topic
from gwdash.registry.indicator_list import indicator

#: Rows that a table on a slide has room for.
SHORT_ROWS = 10
NOTHING = "—"
#: How a note begins that says what a table counts.
_UNIT = "单位："


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a briefing says that the store does not know."""

    made_at: datetime
    title: str = ""
    """Empty for the period's usual title."""
    is_demo: bool = False
    review: ReviewState = ReviewState.INTERNAL
    """How far the office has confirmed the ranking of the period."""
    review_badge: str = ""
    """The same as it stands beside the ranking, with what changed since; empty for its label."""
    meeting_id: str = ""
    held_on: date | None = None
    closings: tuple[ClosingStep, ...] = ()
    """All steps of 销号 that people took."""

    @property
    def is_approved(self) -> bool:
        """Whether ranks may be told outside the office."""
        return self.review is ReviewState.APPROVED

    @property
    def badge(self) -> str:
        """The state of the ranking in words."""
        return self.review_badge or self.review.label


@dataclass(frozen=True, slots=True)
class Material:
    """What a block is composed of."""

    facts: Situation
    extras: Extras
    origin: Origin

    @property
    def as_of(self) -> date:
        """The last day of the period."""
        return self.facts.as_of

    @property
    def until(self) -> str:
        """The end of the period as papers begin with it: 截至2024年12月底."""
        return f"截至{self.origin.period}底"


def notes(topic: Topic, *rules: str) -> str:
    """Return what the speaker has before him: the office's own note, then the rules."""
    return "\n".join(one for one in (topic.note, *rules) if one)


def short(
    table: Table, columns: Sequence[str] = (), rows: int = SHORT_ROWS, counter: str = "项"
) -> Table:
    """Return a table's first rows and named columns, with a count of what the annex holds.

    Its unit stays, and its chart where all that it draws stays.
    """
    own = table.frame[list(columns)] if columns else table.frame
    drawn = table.chart if _is_drawn(table.chart, own) else None
    rest = len(own) - rows
    notes = tuple(note for note in table.notes if note.startswith(_UNIT))
    if rest > 0:
        notes += (f"其余{rest}{counter}见附件。",)
    return replace(table, frame=own.head(rows), notes=notes, chart=drawn)


def _is_drawn(chart: NativeChart | None, shown: pd.DataFrame) -> bool:
    """Tell whether all columns that a chart draws are there."""
    if chart is None:
        return False
    wanted: Sequence[str] = chart.values  # noqa: PD011 (no frame)
    return {chart.category, *wanted} <= set(shown.columns)


def owners_table(title: str, found: Sequence[say.Share], origin: Origin) -> Table:
    """Return who answers for how many items, the most first."""
    return Table(
        title,
        framed(("责任单位", "事项数"), found),
        origin.period,
        origin.source,
        ("单位：项。",),
        chart=NativeChart("bar", "责任单位", ("事项数",), "项"),
    )


def by_most(names: Iterable[str]) -> tuple[say.Share, ...]:
    """Return names with how often they occur, the most first, equals as they come."""
    return tuple(Counter(names).most_common())


def shares_of(counts: Iterable[say.Share]) -> tuple[say.Share, ...]:
    """Return names with their numbers, the most first; those with none are left out."""
    return tuple(sorted((one for one in counts if one[1]), key=lambda one: -one[1]))


def county_map(
    title: str, found: Shading, caption: Callable[[str], str] | None = None
) -> CountyMap:
    """Return counties by a shading; the ramp says its meaning and its ends.

    `caption` gives other words than place and value under a county's name.
    """
    shades = county_shades.drawn(found)
    if caption is not None:
        shades = {
            code: Shade(one.share, caption(code), one.hatched) for code, one in shades.items()
        }
    low, high = ("", "") if found.ends is None else (_end(found, end) for end in found.ends)
    return CountyMap(title, shades, (found.darker, low, high))


def _end(found: Shading, value: float) -> str:
    return f"{value:.1f}{found.unit}"


def unplaced(found: Shading) -> Callable[[str], str]:
    """Return captions that give values and no places."""
    return lambda code: (
        found[code].figure if found[code].rank else county_shades.caption(found[code])
    )


def rate_figure(found: Compared, trace: str, name: str = "") -> Figure:
    """Return an indicator as a figure: the rate, n/N, its target and the change."""
    one = found.now
    parts = [one.counts, verdict(one), say.change(found.change_pp) if one.value_pct else ""]
    return Figure(
        name or one.indicator.label,
        one.figure.removesuffix("%"),
        "%" if one.figure.endswith("%") else "",
        "，".join(part for part in parts if part),
        FACES[one.verdict].lamp,
        trace,
    )


def reading(about: Material, code: str) -> Compared:
    """Return an indicator in the scope's county; one of the city alone there."""
    county = about.facts.scope.county if indicator(code).by_county else CITY
    return about.facts.readings.of(code, county)


def verdict(one: Reading) -> str:
    """Return how a reading stands against its target; empty where nothing is judged."""
    if one.verdict not in {Against.MET, Against.NEAR, Against.MISSED}:
        return ""
    return verdict_word(one.verdict, one.indicator.direction)


def has_value(one: Reading) -> bool:
    """Tell whether there is something to be counted."""
    return one.state is ReadingState.VALUE
