"""Colours and type of everything drawn, for the light office screen and the dark wall.

One accent for actions; every other colour means one thing. Lamp and class colours are told apart
by people with red-green blindness through their lightness, and always stand beside a shape or a
numeral.
"""

from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from gwdash.assess.lamps import Lamp

FONTS = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
BODY_PX = 15
SMALL_PX = 13

Mode = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Swatch:
    """A fill and the ink that can be read on it."""

    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours of one mode by what they are for."""

    mode: Mode
    page: str
    card: str
    line: str
    track: str
    ink: str
    muted: str
    accent: str
    bar: str
    mark: str
    badge: Swatch
    lamps: dict[Lamp, Swatch]
    marks: dict[Lamp, str]
    """The lamps' shapes where they stand alone on a card, without a fill behind them."""
    classes: tuple[str, str, str, str, str]
    """GB/T 14848 classes Ⅰ to Ⅴ."""
    zones: tuple[str, str, str]
    """Zones of protection, zones of control, and 一般区."""
    ramp: tuple[str, str]
    """Ends of the map's scale, from little to much."""
    blank: str
    """A county without a value: a grey that no place on the scale comes near."""
    map_ink: str
    map_halo: str
    limit: str


_GREY_LIGHT = Swatch("#e3e8f0", "#46546b")
_GREY_DARK = Swatch("#2b3d5b", "#d3deee")

LIGHT = Palette(
    mode="light",
    page="#f3f5f9",
    card="#ffffff",
    line="#e1e7f0",
    track="#e3e8f0",
    ink="#16213a",
    muted="#56657f",
    accent="#1668b8",
    bar="#1668b8",
    mark="#16213a",
    badge=Swatch("#fdf1cf", "#7a5200"),
    lamps={
        Lamp.DONE: Swatch("#1d5fae", "#ffffff"),
        Lamp.ON_TRACK: Swatch("#157a55", "#ffffff"),
        Lamp.BEHIND: Swatch("#f0ad1f", "#382400"),
        Lamp.FAR_BEHIND: Swatch("#c8322e", "#ffffff"),
        Lamp.NOT_REPORTED: _GREY_LIGHT,
        Lamp.NOT_YET_DUE: _GREY_LIGHT,
        Lamp.OPEN: _GREY_LIGHT,
        Lamp.EXEMPT: _GREY_LIGHT,
        Lamp.NOT_PLANNED: _GREY_LIGHT,
    },
    marks={
        Lamp.DONE: "#1d5fae",
        Lamp.ON_TRACK: "#157a55",
        Lamp.BEHIND: "#b97a00",
        Lamp.FAR_BEHIND: "#c8322e",
        Lamp.NOT_REPORTED: "#6b7a93",
        Lamp.NOT_YET_DUE: "#6b7a93",
        Lamp.OPEN: "#6b7a93",
        Lamp.EXEMPT: "#6b7a93",
        Lamp.NOT_PLANNED: "#6b7a93",
    },
    classes=("#2b7bba", "#6fb1d8", "#58a986", "#eaa12e", "#b4343a"),
    zones=("#3d1f99", "#a3195b", "#56657f"),
    ramp=("#d6e6f5", "#2f6fb2"),
    blank="#cbc8c2",
    map_ink="#16213a",
    map_halo="#ffffff",
    limit="#b4343a",
)

DARK = Palette(
    mode="dark",
    page="#0a1526",
    card="#12223a",
    line="#24385a",
    track="#26395a",
    ink="#eef3fb",
    muted="#a9b8d0",
    accent="#4aa3e8",
    bar="#4aa3e8",
    mark="#ffffff",
    badge=Swatch("#fdf1cf", "#7a5200"),
    lamps={
        Lamp.DONE: Swatch("#2a6cc0", "#ffffff"),
        Lamp.ON_TRACK: Swatch("#167f59", "#ffffff"),
        Lamp.BEHIND: Swatch("#f0ad1f", "#382400"),
        Lamp.FAR_BEHIND: Swatch("#d23b38", "#ffffff"),
        Lamp.NOT_REPORTED: _GREY_DARK,
        Lamp.NOT_YET_DUE: _GREY_DARK,
        Lamp.OPEN: _GREY_DARK,
        Lamp.EXEMPT: _GREY_DARK,
        Lamp.NOT_PLANNED: _GREY_DARK,
    },
    marks={
        Lamp.DONE: "#62aef2",
        Lamp.ON_TRACK: "#43d19a",
        Lamp.BEHIND: "#f6bb3c",
        Lamp.FAR_BEHIND: "#ff6a63",
        Lamp.NOT_REPORTED: "#a9b8d0",
        Lamp.NOT_YET_DUE: "#a9b8d0",
        Lamp.OPEN: "#a9b8d0",
        Lamp.EXEMPT: "#a9b8d0",
        Lamp.NOT_PLANNED: "#a9b8d0",
    },
    classes=("#4d9ad6", "#8fc7e8", "#6cc29c", "#f0b347", "#e0616a"),
    zones=("#cdbcff", "#ff9ecb", "#a9b8d0"),
    ramp=("#1a3556", "#4f9ade"),
    blank="#55524d",
    map_ink="#ffffff",
    map_halo="#0a1526",
    limit="#ff8a8a",
)


def palette(mode: str | None) -> Palette:
    """Return the palette of a mode; anything but ``dark`` is the light one."""
    return DARK if mode == "dark" else LIGHT


def dress(figure: go.Figure, colours: Palette, *, height: int) -> go.Figure:
    """Give a figure the type, grid and margins that all charts share, and return it."""
    figure.update_layout(
        height=height,
        font={"family": FONTS, "size": BODY_PX, "color": colours.ink},
        # The card's own ground, so that a saved picture can be read anywhere.
        paper_bgcolor=colours.card,
        modebar={
            "bgcolor": "rgba(0,0,0,0)",
            "color": colours.muted,
            "activecolor": colours.accent,
        },
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        hoverlabel={"font": {"family": FONTS, "size": SMALL_PX}, "align": "left"},
        separators=".,",
    )
    axis = {
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zeroline": False,
        "tickfont": {"size": SMALL_PX, "color": colours.muted},
        "title": {"font": {"size": SMALL_PX, "color": colours.muted}},
        "automargin": True,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the three channels of a ``#rrggbb`` colour."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.1, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_channel(c) for c in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def between(ends: tuple[str, str], share: float) -> str:
    """Return the colour at `share` (0 to 1) of the way from one end to the other."""
    share = min(max(share, 0.0), 1.0)
    mixed = (round(a + (b - a) * share) for a, b in zip(*map(rgb, ends), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*mixed)
