"""Colours of the dark wall as the light ones that mean the same: paper is white.

A chart is drawn once, for the screen; what is printed of it takes its colours from here. A
colour that no palette has, and that lies on none of its scales, stays as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from gwdash.charts.stacked import readable
from gwdash.charts.theme import DARK, LIGHT, Palette, between, contrast, rgb

#: WCAG 2.1, 1.4.3.
_LEAST_CONTRAST = 4.5
_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")
_PLAIN = re.compile(r"#[0-9a-f]{6}")
#: What rounding to whole steps of 255 may change.
_ROUNDING = 1


def is_dark(ground: str | None) -> bool:
    """Tell whether a figure with this ground was drawn for the dark wall."""
    return ground == DARK.card


@cache
def light(colour: str) -> str:
    """Return the light palette's colour for one of the dark palette's."""
    if found := _RGBA.fullmatch(colour):
        red, green, blue = rgb(light("#{:02x}{:02x}{:02x}".format(*map(int, found.groups()[:3]))))
        return f"rgba({red},{green},{blue},{found[4]})"
    if not _PLAIN.fullmatch(colour):
        return colour
    return _table().get(colour) or _on_a_scale(colour) or colour


def mapped(value: Any, colours: Mapping[str, str]) -> Any:  # noqa: ANN401 (a figure's own tree)
    """Return a figure's part with every text that is a key replaced; the part stays as it was."""
    if isinstance(value, str):
        return colours.get(value, value)
    if isinstance(value, Mapping):
        return {name: mapped(own, colours) for name, own in value.items()}
    if isinstance(value, list | tuple):
        return [mapped(own, colours) for own in value]
    return value


def changes(part: Any) -> dict[str, str]:  # noqa: ANN401 (a figure's own tree)
    """Return every colour in a figure's part that paper shows otherwise, with its light one."""
    return {text: light(text) for text in set(_texts(part)) if light(text) != text}


def inks(traces: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the ink of texts on bars by the dark fill under them, where it must be chosen anew.

    Black on a bright fill of the dark wall may have to be white on the darker one that prints.
    """
    pairs = {pair for trace in traces for pair in _on_bars(trace)}
    return {fill: _ink(ink, fill) for fill, ink in sorted(pairs) if _ink(ink, fill) != light(ink)}


def inked(trace: Mapping[str, Any], chosen: Mapping[str, str]) -> list[str] | None:
    """Return a dark trace's inks on its bars for paper, None where they follow from the colours."""
    pairs = _on_bars(trace)
    if not any(fill in chosen for fill, _ in pairs):
        return None
    return [chosen.get(fill) or light(ink) for fill, ink in pairs]


def _on_bars(trace: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return fill and ink of each text that stands on a bar."""
    fills, own = trace.get("marker", {}).get("color"), trace.get("textfont", {}).get("color")
    if trace.get("textposition") != "inside" or fills is None or own is None:
        return []
    n = len(trace["y"])
    return list(zip(_each(fills, n), _each(own, n), strict=True))


def _each(value: str | Iterable[str], n: int) -> list[str]:
    return [value] * n if isinstance(value, str) else list(value)


def _ink(ink: str, fill: str) -> str:
    ground, shown = light(fill), light(ink)
    if contrast(shown, ground) >= _LEAST_CONTRAST:
        return shown
    return readable(ground, LIGHT).ink


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401 (a figure's own tree)
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for own in part.values():
            yield from _texts(own)
    elif isinstance(part, list | tuple):
        for own in part:
            yield from _texts(own)


@cache
def _table() -> dict[str, str]:
    """Return the colours by what they are for; where two share one, the first named wins."""
    found: dict[str, str] = {}
    for dark, pale in zip(_roles(DARK), _roles(LIGHT), strict=True):
        found.setdefault(dark, pale)
    return found


def _roles(colours: Palette) -> list[str]:
    return [
        colours.card, colours.ink, colours.muted, colours.mark, colours.accent, colours.bar,
        colours.line, colours.track, colours.limit, colours.page, colours.blank,
        *colours.classes, *colours.ramp, *colours.marks.values(),
        *(swatch.fill for swatch in colours.lamps.values()),
        *(swatch.ink for swatch in colours.lamps.values()),
    ]  # fmt: skip


def _on_a_scale(colour: str) -> str | None:
    """Return the colour at the same place of the same scale, None where it lies on none."""
    for name in ("ramp", "paler"):
        ends, printed = _scale(DARK, name), _scale(LIGHT, name)
        low, high, own = (rgb(end) for end in (*ends, colour))
        widest = max(range(len(own)), key=lambda place: abs(high[place] - low[place]))
        share = (own[widest] - low[widest]) / (high[widest] - low[widest])
        there = rgb(between(ends, share))
        if 0 <= share <= 1 and all(
            abs(a - b) <= _ROUNDING for a, b in zip(there, own, strict=True)
        ):
            return between(printed, share)
    return None


def _scale(colours: Palette, name: str) -> tuple[str, str]:
    return colours.ramp if name == "ramp" else (colours.bar, colours.card)
