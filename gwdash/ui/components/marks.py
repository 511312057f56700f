"""Small pieces that stand in many places: lamps, bullet bars, changes, source lines."""

from gwdash.assess.lamps import FACES, Lamp
from gwdash.assess.progress import FULL_PCT
from gwdash.ui.markup import Html, div, span, tag

NOTHING = "—"


def pill(lamp: Lamp, *, long: bool = False) -> Html:
    """Return a lamp with its shape and word on its colour."""
    face = FACES[lamp]
    words = face.word if long else face.short
    return span(
        f"gw-pill gw-lamp-{lamp.value}{' gw-pill-long' if long else ''}",
        f"{face.mark} {words}",
        title=face.word,
    )


def mark(lamp: Lamp) -> Html:
    """Return a lamp's shape in its colour; the word is what a pointer shows."""
    face = FACES[lamp]
    return span(f"gw-mark-{lamp.value}", face.mark, title=face.word)


def bullet(
    actual: float | None, expected: float | None, lamp: Lamp, *, hatched: bool = False
) -> Html:
    """Return actual progress as a bar and the expected one as a line across it."""
    said = f"实际 {percent(actual)}，序时 {percent(expected)}"
    bar = tag("i", style=f"width:{_share(actual):.1f}%") if actual is not None else None
    line = tag("b", style=f"left:{_share(expected):.1f}%") if expected is not None else None
    kind = "gw-hatched" if hatched else f"gw-fill-{lamp.value}"
    return div(f"gw-bullet {kind}", bar, line, title=said, role="img", aria_label=said)


def percent(value: float | None, digits: int = 1) -> str:
    """Return a percentage with one decimal, a dash where there is none."""
    return NOTHING if value is None else f"{value:.{digits}f}%"


def change(points: float | None, unit: str = "") -> Html:
    """Return a change against the period before as ▲▼ with its figure."""
    if points is None:
        return span("gw-muted", NOTHING, title="上期没有可比的数值")
    if round(points, 1) == 0:
        return span("gw-muted gw-num", "持平")
    arrow = "▲" if points > 0 else "▼"
    return span("gw-muted gw-num", f"{arrow}{abs(points):.1f}{unit}", title="较上期，百分点")


def source(*line: Html | str) -> Html:
    """Return the line under a chart that says where its figures come from."""
    return div("gw-source", *line)


def _share(value: float | None) -> float:
    return min(max(value or 0.0, 0.0), FULL_PCT)


def signed(value: float, digits: int = 1) -> str:
    """Return a difference with its sign, a true minus instead of a hyphen; nothing has no sign."""
    rounded = round(value, digits)
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"
