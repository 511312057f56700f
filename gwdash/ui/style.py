"""The style sheet of a run: the palette as variables, then the fixed rules of ``style*.css``."""

from functools import lru_cache
from pathlib import Path

from gwdash.charts.theme import FONTS, Mode, Palette, palette
from gwdash.registry.region import REGION
from gwdash.ui.markup import Html

#: The frame and what pages share come first, rules of single pages after it.
_RULES = sorted(Path(__file__).parent.glob("style*.css"))


def variables(colours: Palette) -> dict[str, str]:
    """Return the palette's colours as names of CSS variables."""
    names = {
        "page": colours.page,
        "card": colours.card,
        "line": colours.line,
        "track": colours.track,
        "ink": colours.ink,
        "muted": colours.muted,
        "accent": colours.accent,
        "bar": colours.bar,
        "mark": colours.mark,
        "badge-fill": colours.badge.fill,
        "badge-ink": colours.badge.ink,
        "map-ink": colours.map_ink,
        "map-halo": colours.map_halo,
        "limit": colours.limit,
        "blank": colours.blank,
        "ramp-low": colours.ramp[0],
        "ramp-high": colours.ramp[1],
    }
    for lamp, swatch in colours.lamps.items():
        names[f"{lamp.value}-fill"] = swatch.fill
        names[f"{lamp.value}-ink"] = swatch.ink
        names[f"{lamp.value}-mark"] = colours.marks[lamp]
    for number, colour in enumerate(colours.classes, 1):
        names[f"class-{number}"] = colour
    return names


def stylesheet(colours: Palette) -> Html:
    """Return one ``style`` element for a palette."""
    return _stylesheet(colours.mode)


@lru_cache(maxsize=2)
def _stylesheet(mode: Mode) -> Html:
    colours = palette(mode)
    lines = "".join(f"--gw-{key}:{value};" for key, value in variables(colours).items())
    brand = f'--gw-brand:"{REGION.product_name}";--gw-brand-short:"{REGION.short_name}";'
    head = f":root{{{lines}{brand}--gw-fonts:{FONTS};color-scheme:{colours.mode}}}"
    rules = "\n".join(path.read_text("utf-8") for path in _RULES)
    return Html(f"<style>{head}\n{rules}</style>")
