"""Which slides a briefing becomes, and what stands on each.

Every item of the agenda has one slide; what has no room there follows behind the last of them,
on slides that the speaker opens by a click when he is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from gwdash.export.briefing import Block, Briefing, CountyMap, Figure
from gwdash.export.tables import NativeChart, Table
from gwdash.registry.agenda import Part

#: Figures that stand beside each other and can be read from the last row.
MOST_FIGURES = 5
_BESIDE_MAP = 4
#: A table with more columns takes the whole width of a slide.
_HALF_COLUMNS = 5
#: A table with no more rows leaves half of a slide to others.
_LOW_ROWS = 6
#: Panels side by side.
_BESIDE = 2
#: What is to be gone through row by row.
_TABLE_FIRST = frozenset({Part.DECISIONS})
_MAP_FIRST = frozenset({Part.OVERALL, Part.RANKING, Part.CHART})


class Kind(StrEnum):
    """What a panel shows."""

    CHART = "chart"
    TABLE = "table"
    MAP = "map"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Panel:
    """One card of a slide."""

    kind: Kind
    title: str
    table: Table | None = None
    county_map: CountyMap | None = None
    paragraphs: tuple[str, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width where it stands among others that do not."""
        return (
            self.kind is Kind.TABLE
            and self.table is not None
            and len(self.table.columns) > _HALF_COLUMNS
        )

    @property
    def chart(self) -> NativeChart | None:
        """The chart that it draws."""
        return self.table.chart if self.kind is Kind.CHART and self.table else None


@dataclass(frozen=True, slots=True)
class Page:
    """One slide of a block."""

    block: Block
    figures: tuple[Figure, ...]
    panels: tuple[Panel, ...]
    is_annex: bool = False


def pages(briefing: Briefing, *, is_small: bool = False) -> list[Page]:
    """Return the slides of a briefing: one for each block, then what had no room there.

    Where a template leaves little room, a block's own slide has one panel and fewer figures.
    """
    own = [_planned(block, is_small=is_small) for block in briefing.blocks]
    return [first for first, _ in own] + [page for _, rest in own for page in rest]


def _planned(block: Block, *, is_small: bool) -> tuple[Page, list[Page]]:
    found = _panels(block)
    main = _chosen(block, found)[: 1 if is_small else None]
    rest = [panel for panel in found if panel not in main]
    # A chart that draws all of its table says everything that the table says.
    told = {id(panel.table) for panel in main if panel.kind is Kind.CHART and _is_whole(panel)}
    rest = [one for one in rest if not (one.kind is Kind.TABLE and id(one.table) in told)]
    # What is asked for stands word by word in its table.
    if (
        not is_small
        and len(main) <= 1
        and not any(panel.is_wide for panel in main)
        and block.paragraphs
        and (block.part is not Part.REQUESTS or not main)
    ):
        text = Panel(Kind.TEXT, "要点", paragraphs=block.paragraphs)
        main = [*main, text]
    has_map = any(panel.kind is Kind.MAP for panel in main)
    most = _BESIDE_MAP if has_map or is_small else MOST_FIGURES
    first = Page(block, block.figures[:most], tuple(main))
    return first, _annex(block, block.figures[most:], rest)


def _panels(block: Block) -> list[Panel]:
    """Return all that can stand on a card, in the block's order; of the charts the first."""
    found: list[Panel] = []
    drawn = next((table for table in block.tables if table.charted()), None)
    if drawn is not None:
        found.append(Panel(Kind.CHART, drawn.title, drawn))
    if block.county_map is not None:
        found.append(Panel(Kind.MAP, block.county_map.title, county_map=block.county_map))
    shown = (table for table in block.tables if len(table.frame))
    return found + [Panel(Kind.TABLE, table.title, table) for table in shown]


def _chosen(block: Block, found: Sequence[Panel]) -> list[Panel]:
    """Return what stands on the block's own slide: a chart or map, and what says more."""
    chart = [one for one in found if one.kind is Kind.CHART]
    maps = [one for one in found if one.kind is Kind.MAP]
    tables = [one for one in found if one.kind is Kind.TABLE]
    if maps and block.part in _MAP_FIRST:
        return [*(chart or tables)[:1], *maps]
    if block.part in _TABLE_FIRST and tables:
        return tables[:1]
    drawn = chart[0].table if chart else None
    others = [one for one in tables if one.table is not drawn]
    return [*chart, *(others or maps)[:1]]


def _is_whole(panel: Panel) -> bool:
    if panel.table is None or panel.chart is None:
        return False
    drawn: Sequence[str] = panel.chart.values
    return {panel.chart.category, *drawn} == set(map(str, panel.table.frame.columns))


def _is_low(panel: Panel) -> bool:
    return panel.table is not None and len(panel.table.frame) <= _LOW_ROWS


def _annex(block: Block, figures: tuple[Figure, ...], rest: Sequence[Panel]) -> list[Page]:
    wide = [one for one in rest if one.is_wide]
    narrow = [one for one in rest if not one.is_wide]
    found = [Page(block, (), (panel,), is_annex=True) for panel in wide]
    pairs = [tuple(narrow[at : at + _BESIDE]) for at in range(0, len(narrow), _BESIDE)]
    if len(wide) == 1 and len(pairs) == 1 and not figures and _is_low(wide[0]):
        return [Page(block, (), (*wide, *pairs[0]), is_annex=True)]
    found += [Page(block, (), pair, is_annex=True) for pair in pairs]
    if figures:
        for place, page in enumerate(found):
            if not any(panel.is_wide for panel in page.panels):
                found[place] = replace(page, figures=figures[:MOST_FIGURES])
                return found
        found.append(Page(block, figures[:MOST_FIGURES], (), is_annex=True))
    return found
