"""What a question is about: the period, the county and the treatment of the new area.

The same choices stand in the strip of every page and in its address.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """One selection; hashable, so that answers can be kept by it."""

    period: str
    """Code of the reporting period, such as ``2024-06``."""
    county: str = ""
    """Code of one county, empty for all of them."""
    include_new_area: bool = False
    """Whether what lies in the new area's directly run part counts."""
