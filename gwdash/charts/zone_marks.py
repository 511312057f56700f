"""How the classes of zones look on a map: a fill, hatching in a direction, and an outline.

The hatching tells the classes apart without colour; fills let the county's shade through.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gwdash.charts.shapes import rings
from gwdash.charts.theme import Palette

#: Hatching of a zone in degrees: a sixth of its size, never finer than the eye on the whole map.
_FINEST_DEG, _STRIPES = 0.004, 7
_DIGITS = 5
_SLANTED, _BACK = 1, -1


@dataclass(frozen=True, slots=True)
class ZoneLook:
    """Which of the palette's colours a class has, how solid it is, and its hatching."""

    colour: int
    fill: float
    hatches: tuple[int, ...] = ()
    width: int = 2


ZONE_LOOKS = {
    "zone_source": ZoneLook(0, 0.75),
    "zone_recharge": ZoneLook(0, 0.22, (_SLANTED,)),
    "zone_control_first": ZoneLook(1, 0.45, (_SLANTED, _BACK), 3),
    "zone_control_second": ZoneLook(1, 0.22, (_BACK,)),
    "zone_general": ZoneLook(2, 0.0),
    "zone_unknown": ZoneLook(2, 0.35),
}
ZONE_FACES = tuple(ZONE_LOOKS)


def zone_colour(face: str, colours: Palette) -> str:
    """Return the colour of a class; raises KeyError for none."""
    return colours.zones[ZONE_LOOKS[face].colour]


def hatching_of(face: str, geometry: dict[str, Any]) -> list[list[list[float]]]:
    """Return the lines that fill an outline in degrees, none for a class that is not hatched."""
    edges = [
        (a, b)
        for ring in rings({"geometry": geometry})
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    found: list[list[list[float]]] = []
    for slope in ZONE_LOOKS[face].hatches:
        found.extend(_lines(edges, slope))
    return found


def _lines(
    edges: Sequence[tuple[Sequence[float], Sequence[float]]], slope: int
) -> Iterator[list[list[float]]]:
    """Yield the pieces of the lines lat - slope * lon = c that lie inside (even-odd)."""
    heights = [place[1] - slope * place[0] for edge in edges for place in edge]
    low, high = min(heights), max(heights)
    step = max(_FINEST_DEG, (high - low) / _STRIPES)
    for number in range(math.ceil(low / step), math.floor(high / step) + 1):
        height = number * step
        crossed = sorted(
            place for a, b in edges if (place := _crossing(a, b, slope, height)) is not None
        )
        for piece in zip(crossed[::2], crossed[1::2], strict=False):
            yield [[round(x, _DIGITS), round(slope * x + height, _DIGITS)] for x in piece]


def _crossing(a: Sequence[float], b: Sequence[float], slope: int, height: float) -> float | None:
    """Return the longitude at which an edge crosses a line."""
    first, last = a[1] - slope * a[0] - height, b[1] - slope * b[0] - height
    if (first > 0) == (last > 0):
        return None
    return a[0] + (b[0] - a[0]) * first / (first - last)
