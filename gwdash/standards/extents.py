"""The region's box of plausible coordinates, and the notes made while placing a point."""

from typing import Literal, NamedTuple

from gwdash.registry.model import Extent

__all__ = ["Extent", "Note", "Point"]

#: Longitude and latitude, or northing and easting.
Point = tuple[float, float]


class Note(NamedTuple):
    """One finding: severity (error, warning, info), kind (as `IssueKind`), sentence."""

    severity: Literal["error", "warning", "info"]
    kind: Literal["type", "range", "scope", "code"]
    sentence: str
