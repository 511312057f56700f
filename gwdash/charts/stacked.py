"""Stacked bars: how many things of each row stand where, with the numbers on the bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from gwdash.charts.theme import SMALL_PX, Palette, Swatch, between, contrast, dress

_ROW_PX = 34
_FRAME_PX = 20
_BAR_WIDTH = 0.66
#: Shares of the longest bar below which a number does not fit: one digit, and each further one.
_LEAST_SHARE, _DIGIT_SHARE = 0.025, 0.014
_WORDS_PX = 150
#: One of the two always reaches the least contrast (WCAG 2.1, 1.4.3).
_INKS, _LEAST_CONTRAST = ("#ffffff", "#000000"), 4.5
_HATCH_PX, _HATCH_SHARE = 7, 0.18
#: Where the scale begins, so that its weakest step is still seen on the card.
_WEAKEST = 0.12


@dataclass(frozen=True, slots=True)
class Part:
    """What one colour of the bars means; its name stands in the legend beside them."""

    name: str
    swatch: Swatch
    is_hatched: bool = False
    """Whether it is what nobody told: 未填, 未评估."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: a number for each part, and what is said behind it."""

    name: str
    counts: tuple[int, ...]
    words: str

    @property
    def total(self) -> int:
        """The whole length of the bar."""
        return sum(self.counts)


def readable(fill: str, colours: Palette) -> Swatch:
    """Return a fill with an ink that can be read on it: the mode's own, else black or white."""
    own = max((colours.ink, colours.card), key=lambda ink: contrast(ink, fill))
    if contrast(own, fill) >= _LEAST_CONTRAST:
        return Swatch(fill, own)
    return Swatch(fill, max(_INKS, key=lambda ink: contrast(ink, fill)))


def scale(n: int, colours: Palette) -> list[Swatch]:
    """Return `n` steps of the scale from little to much."""
    steps = [_WEAKEST + (1 - _WEAKEST) * step / max(n - 1, 1) for step in range(n)]
    return [readable(between(colours.ramp, share), colours) for share in steps]


def untold(name: str, colours: Palette) -> Part:
    """Return the part of what nobody told, hatched."""
    return Part(name, Swatch(colours.card, colours.ink), is_hatched=True)


def stacked(
    rows: Sequence[Row], parts: Sequence[Part], colours: Palette, *, words_px: int = _WORDS_PX
) -> go.Figure:
    """Return a bar a row in the given order, the first on top; words stand behind each."""
    most = max((row.total for row in rows), default=0) or 1
    figure = go.Figure()
    for place, part in enumerate(parts):
        counts = [row.counts[place] for row in rows]
        figure.add_bar(
            y=[row.name for row in rows], x=counts, orientation="h", width=_BAR_WIDTH,
            marker=_marker(part, colours),
            text=[str(n) if _fits(n, most) else "" for n in counts], textposition="inside",
            insidetextanchor="middle", textangle=0,
            textfont={"color": part.swatch.ink, "size": SMALL_PX},
            name=part.name, hovertemplate=f"%{{y}} {part.name} %{{x}}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        y=[row.name for row in rows], x=[row.total for row in rows], mode="text",
        text=[f"  {row.words}" for row in rows], textposition="middle right", hoverinfo="skip",
        textfont={"color": colours.ink, "size": SMALL_PX}, cliponaxis=False,
    )  # fmt: skip
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(len(rows), 1))
    figure.update_xaxes(visible=False, range=[0, most])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, type="category",
        tickfont={"size": SMALL_PX + 1, "color": colours.ink},
    )  # fmt: skip
    figure.update_layout(
        barmode="stack", margin={"r": words_px}, uniformtext={"minsize": SMALL_PX, "mode": "show"}
    )
    return figure


def _marker(part: Part, colours: Palette) -> dict[str, Any]:
    marker: dict[str, Any] = {
        "color": part.swatch.fill, "line": {"color": colours.card, "width": 1}
    }  # fmt: skip
    if part.is_hatched:
        marker["pattern"] = {"shape": "/", "fgcolor": colours.muted, "bgcolor": colours.card,
                             "size": _HATCH_PX, "solidity": _HATCH_SHARE}  # fmt: skip
    return marker


def _fits(n: int, most: int) -> bool:
    """Tell whether a number is narrower than its piece of the bar."""
    return n > 0 and n / most >= _LEAST_SHARE + _DIGIT_SHARE * (len(str(n)) - 1)
