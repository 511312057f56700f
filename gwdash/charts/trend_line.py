"""The months of an indicator as a small line with its target, without axes."""

from collections.abc import Sequence
from itertools import groupby

from gwdash.charts.region_image import as_address
from gwdash.charts.theme import Palette

WIDTH, HEIGHT = 150, 36
_EDGE = 4.0
_OPEN = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    f' width="{WIDTH}" height="{HEIGHT}">'
)


def trend_line(values: Sequence[float | None], target: float | None, colours: Palette) -> str:
    """Return the picture as an address: values from the oldest, a gap where one is None.

    The scale spans what is shown, target included, so that changes are seen and not size.
    """
    known = [value for value in values if value is not None]
    if not known:
        return as_address(f"{_OPEN}</svg>")
    shown = [*known, target] if target is not None else known
    low, top = min(shown), max(shown)

    def y(value: float) -> float:
        share = (value - low) / (top - low) if top > low else 0.5
        return HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)

    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    points = [(_EDGE + n * step, value) for n, value in enumerate(values)]
    parts = []
    if target is not None:
        parts.append(
            f'<path d="M0 {y(target):.1f}H{WIDTH}" stroke="{colours.limit}" stroke-width="1.2"'
            ' stroke-dasharray="4 3"/>'
        )
    for there, run in groupby(points, key=lambda point: point[1] is not None):
        if there:
            line = " ".join(f"{x:.1f},{y(value):.1f}" for x, value in run if value is not None)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colours.accent}"'
                ' stroke-width="1.8" stroke-linejoin="round"/>'
            )
    x, last = next((x, v) for x, v in reversed(points) if v is not None)
    parts.append(f'<circle cx="{x:.1f}" cy="{y(last):.1f}" r="3" fill="{colours.accent}"/>')
    return as_address(f"{_OPEN}{''.join(parts)}</svg>")
