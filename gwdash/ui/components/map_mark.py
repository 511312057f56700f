"""A mark of the map in the text of a page, cut from the picture that the map uses too."""

from gwdash.charts.map_marks import FACES
from gwdash.charts.theme import Mode
from gwdash.ui.markup import Html, tag


def map_mark(face: str, mode: Mode) -> Html:
    """Return a state's mark; its word must stand beside it. Raises ValueError for no state."""
    place, count = FACES.index(face), len(FACES)
    return tag("i", class_=f"gw-mm gw-mm-{mode}", style=f"--n:{place};--of:{count}")
