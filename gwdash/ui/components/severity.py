"""How grave a problem is: a shape and a word in the colour of the lamps."""

from dataclasses import dataclass

from gwdash.assess.closing import Standing
from gwdash.assess.lamps import Lamp
from gwdash.registry.problems import Severity
from gwdash.ui.markup import Html, span


@dataclass(frozen=True, slots=True)
class SeverityFace:
    """A shape, a word, and the lamp whose colour it has."""

    mark: str
    word: str
    lamp: Lamp


FACES = {
    Severity.SERIOUS: SeverityFace("■", "严重", Lamp.FAR_BEHIND),
    Severity.NOTABLE: SeverityFace("▲", "较重", Lamp.BEHIND),
}
_STANDING_LAMPS = {
    Standing.OPEN: Lamp.BEHIND,
    Standing.REOPENED: Lamp.FAR_BEHIND,
    Standing.SENT_BACK: Lamp.BEHIND,
    Standing.CLOSED: Lamp.DONE,
}


def severity_mark(severity: Severity, *, word: bool = False) -> Html:
    """Return a severity's shape in its colour, with its word beside it when asked for."""
    face = FACES[severity]
    shape = span(f"gw-mark-{face.lamp.value}", face.mark, title=face.word)
    return span("gw-nowrap", shape, f" {face.word}") if word else shape


def standing_pill(standing: Standing) -> Html:
    """Return where a problem stands on its way to 销号, as a pill."""
    lamp = _STANDING_LAMPS.get(standing, Lamp.NOT_YET_DUE)
    return span(f"gw-pill gw-lamp-{lamp.value} gw-pill-wide", standing.label)
