"""What the map is asked to show, as the parameters of an address: the page's and its files'."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gwdash.queries.map_layers import BY_CLASS, BY_STATE, Thing, things
from gwdash.queries.map_shades import SCORE, choices
from gwdash.registry.map_layers import BY_CLASS as CLASSES
from gwdash.registry.map_layers import BY_STATE as STATES
from gwdash.registry.map_layers import MAP_LAYERS, SEALED, SITE, SOURCE, WELL, ZONE, MapFace
from gwdash.scope import Scope
from gwdash.store.database import Store
from gwdash.ui.kept import kept

ON, OFF = "on", "off"
SHADE = "shade"
#: The parameter of each layer, and what it can be; the first is what a new visitor sees.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    WELL.code: (BY_STATE, BY_CLASS, OFF),
    SOURCE.code: (ON, OFF),
    ZONE.code: (ON, OFF),
    SITE.code: (OFF, ON),
    SEALED.code: (OFF, ON),
}


@dataclass(frozen=True, slots=True)
class MapChoices:
    """What the counties are shaded by, and how each layer is shown."""

    shade: str = SCORE
    layers: tuple[tuple[str, str], ...] = tuple((code, one[0]) for code, one in OPTIONS.items())

    @property
    def shown(self) -> Iterator[tuple[str, str]]:
        """Yield the layers that are on, in the order of drawing, and how they are told apart."""
        chosen = dict(self.layers)
        for code in MAP_LAYERS:
            if chosen[code] != OFF:
                yield code, BY_CLASS if chosen[code] == BY_CLASS else BY_STATE

    def to_address(self) -> dict[str, str]:
        """Return the parameters."""
        return {SHADE: self.shade, **dict(self.layers)}


def from_address(asked: Mapping[str, str]) -> MapChoices:
    """Return what an address asks for; what it says wrongly is as usual."""
    shade = asked.get(SHADE, SCORE)
    layers = tuple(
        (code, asked[code] if asked.get(code) in options else options[0])
        for code, options in OPTIONS.items()
    )
    return MapChoices(shade if shade in choices() else SCORE, layers)


def faces_of(layer: str, by: str) -> tuple[MapFace, ...]:
    """Return the states that a layer tells apart."""
    if layer == WELL.code:
        return CLASSES if by == BY_CLASS else STATES
    return MAP_LAYERS[layer].faces


def shown_things(store: Store, scope: Scope, chosen: MapChoices) -> dict[str, list[Thing]]:
    """Return the things of the layers that are on, by layer in the order of drawing."""
    return {code: kept(store, things, scope, code, by) for code, by in chosen.shown}
