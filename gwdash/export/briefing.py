"""What a meeting is shown and given on paper, before it becomes a screen, a slide or a page.

One briefing is composed from one published version; every form of it is made from the same
blocks, so that a number on the wall, in the slides and in the minutes is the same number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from gwdash.assess.lamps import Lamp
from gwdash.charts.region_image import Shade
from gwdash.export.tables import Table, source_line
from gwdash.registry.agenda import Part


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure said large: its name, its value as people read it, and what it is made of."""

    name: str
    value: str
    unit: str = ""
    line: str = ""
    """n/N, the target, the change: what stands small below the figure."""
    lamp: Lamp | None = None
    trace: str = ""
    """The question of 数据溯源 that opens its rows."""


@dataclass(frozen=True, slots=True)
class CountyMap:
    """The counties shaded; drawn as native shapes in slides and as a picture elsewhere."""

    title: str
    shades: Mapping[str, Shade]
    ramp: tuple[str, str, str] = ("", "", "")
    """What the shading means, its lowest and its highest value."""


@dataclass(frozen=True, slots=True)
class Block:
    """One item of the agenda with everything that any of its forms shows."""

    key: str
    """``overall``, ``task:3``, …: the address of its screen."""
    part: Part
    heading: str
    sentence: str
    """The message in one sentence, read in five seconds."""
    paragraphs: tuple[str, ...] = ()
    """Its whole text, from rules; no sentence that the rows do not carry."""
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    """Short ones, for slides and for the running text; the first with a chart is drawn."""
    county_map: CountyMap | None = None
    notes: str = ""
    """What the speaker has before him and the audience does not see."""
    annexes: tuple[Table, ...] = ()
    """The whole of what the short tables begin, for annexes and workbooks."""
    brief: tuple[str, ...] = ()
    """The same in the bulletin's few words; empty where the whole text is short enough."""

    @property
    def bulletin(self) -> tuple[str, ...]:
        """What the bulletin says of it."""
        return self.brief or self.paragraphs


@dataclass(frozen=True, slots=True)
class Briefing:
    """All blocks of a meeting or of a period, and what every form says of itself."""

    title: str
    period: str
    """Code of the period, such as ``2024-06``."""
    as_of: date
    version: int
    made_at: datetime
    issuer: str
    """发文机关, from the region pack."""
    blocks: tuple[Block, ...] = field(repr=False)
    meeting_id: str = ""
    held_on: date | None = None
    is_demo: bool = False

    @property
    def source(self) -> str:
        """The line below every chart and table."""
        return source_line(self.as_of, self.version, is_demo=self.is_demo)

    def block(self, key: str) -> Block:
        """Return the block with this key; raises KeyError where the agenda has none."""
        for one in self.blocks:
            if one.key == key:
                return one
        raise KeyError(key)

    def of(self, part: Part) -> Sequence[Block]:
        """Return the blocks of one part, in the order of the agenda."""
        return [one for one in self.blocks if one.part is part]
