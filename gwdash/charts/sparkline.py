"""A line without axes: an indicator's results against class Ⅲ, as a small vector picture."""

from itertools import pairwise

from gwdash.assess.gaps import gaps
from gwdash.charts.region_image import as_address
from gwdash.charts.series import limits
from gwdash.charts.theme import Palette
from gwdash.queries.analyte_record import NOT_DETECTED, AnalyteRecord, Sampling

WIDTH, HEIGHT = 150, 40
_OPEN = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    f' width="{WIDTH}" height="{HEIGHT}">'
)
_EDGE = 5.0
_DOT = 2.6


def sparkline(record: AnalyteRecord, colours: Palette) -> str:
    """Return the picture as an address; without a line for indicators in words."""
    shown = [one for one in record.samplings if one.height is not None]
    parts: list[str] = []
    if shown and record.analyte.kind != "text":
        span = _range(record, shown)
        places = _places(shown, span)
        parts += _limit_lines(record, span, colours)
        parts += _lines(shown, places, colours)
        parts += _dots(shown, places, colours)
    return as_address(f"{_OPEN}{''.join(parts)}</svg>")


def _range(record: AnalyteRecord, shown: list[Sampling]) -> tuple[float, float]:
    """Return the lowest and highest value on show; the limits are always in sight."""
    heights = [*(one.height or 0.0 for one in shown), *limits(record.analyte)]
    low = 0.0 if record.analyte.ph_bands is None else min(heights)
    return low, max(heights)


def _y(value: float, span: tuple[float, float]) -> float:
    low, top = span
    share = (value - low) / (top - low) if top > low else 0.5
    return HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)


def _places(shown: list[Sampling], span: tuple[float, float]) -> list[tuple[float, float]]:
    first = shown[0].sampled_on
    days = max((shown[-1].sampled_on - first).days, 1)
    wide = WIDTH - 2 * _EDGE
    return [
        (_EDGE + wide * (one.sampled_on - first).days / days, _y(one.height or 0.0, span))
        for one in shown
    ]


def _limit_lines(record: AnalyteRecord, span: tuple[float, float], colours: Palette) -> list[str]:
    seen = (_y(limit, span) for limit in limits(record.analyte))
    return [
        f'<path d="M0 {y:.1f}H{WIDTH}" stroke="{colours.limit}" stroke-width="1.4"'
        ' stroke-dasharray="4 3"/>'
        for y in seen
    ]


def _lines(shown: list[Sampling], places: list[tuple[float, float]], colours: Palette) -> list[str]:
    starts = [0, *gaps([one.sampled_on for one in shown]), len(shown)]
    runs = [places[a:b] for a, b in pairwise(starts)]
    return [
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}" fill="none"'
        f' stroke="{colours.muted}" stroke-width="1.2"/>'
        for run in runs
        if len(run) > 1
    ]


def _dots(shown: list[Sampling], places: list[tuple[float, float]], colours: Palette) -> list[str]:
    hollow = f'fill="{colours.card}" stroke="{colours.ink}" stroke-width="1.2"'
    full = f'fill="{colours.ink}"'
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}"'
        f" {hollow if one.flag in NOT_DETECTED else full}/>"
        for one, (x, y) in zip(shown, places, strict=True)
    ]
