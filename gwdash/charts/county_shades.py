"""From what is known of the counties to how they are drawn: colour, hatching, second line."""

from gwdash.charts.region_image import Shade
from gwdash.queries.map_shades import CountyShade, Kind, Shading

#: Kinds that are hatched: the value is not of this period, or there has never been one.
HATCHED = frozenset({Kind.CARRIED, Kind.NOT_REPORTED})
KIND_WORDS = {
    Kind.CARRIED: "本期未报，沿用上期",
    Kind.FEW: "对象少，只列 n/N",
    Kind.NOT_REPORTED: "从未报送",
    Kind.NOTHING_DUE: "无应计对象",
}


def drawn(found: Shading) -> dict[str, Shade]:
    """Return how each county is drawn, by its code."""
    return {
        one.county_code: Shade(found.share(one), caption(one), one.kind in HATCHED)
        for one in found.shades
    }


def caption(one: CountyShade) -> str:
    """Return the line under a county's name: its place and its value, or why there is none."""
    match one.kind:
        case Kind.NOT_REPORTED:
            return "未报"
        case Kind.NOTHING_DUE:
            return "无应计"
        case Kind.FEW:
            return one.counts
        case _:
            return f"第{one.rank} {one.figure}" if one.rank else one.figure
