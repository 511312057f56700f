"""How a decision stands that both its unit and the office have handed in.

What is done stands as the row accepted last says, what the office keeps as its own latest row
says: the columns are declared in the registry. Pages ask the store, where `views/decision_on.sql`
says the same of any day; here a register is written anew from it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gwdash.intake.in_force import Row, Told
from gwdash.registry.model import Dataset

_ASKED, _RETURNED, _CLOSED, _DONE = "asked", "returned", "closed", "done"
_NOT_ASKED = frozenset({None, "none"})
_EXTENSION = ("extended_to", "extension_reason")


def standing(dataset: Dataset, last: Told, office: Told | None) -> Row:
    """Return how a row stands, of which `last` was accepted last and `office` is the office's.

    A row that only others have handed in stands as it is, as does one that the office has closed
    or handed in last.
    """
    if office is None or last.by_office or not dataset.kept_by_office:
        return last.row
    if office.row.get("review_state") == _CLOSED:
        return office.row
    own = {column.name: office.row.get(column.name) for column in dataset.kept_by_office}
    fresh = last.row | own
    if asks_for_more(last.row, office.row):
        fresh |= {"extension_state": _ASKED} | {name: last.row.get(name) for name in _EXTENSION}
    if own.get("review_state") == _RETURNED and is_redone(last.row, office):
        fresh["review_state"] = "open"
    return fresh


def asks_for_more(said: Mapping[str, Any], office: Mapping[str, Any]) -> bool:
    """Tell whether a unit's row asks for more time beside the office's row.

    It must name a day after the limit, and not repeat what the office has refused.
    """
    until, limit = said.get("extended_to"), office.get("decision_due_on")
    if said.get("extension_state") != _ASKED or until is None:
        return False
    if limit is not None and until <= limit:
        return False
    state = office.get("extension_state")
    again = all(said.get(name) == office.get(name) for name in _EXTENSION)
    return state in _NOT_ASKED or (state == "refused" and not again)


def sent_back_on(office: Told) -> date:
    """Return the day of a return; one that the office entered without it, the row's own."""
    day: date | None = office.row.get("returned_on")
    return day or office.accepted_on


def is_redone(said: Row, office: Told) -> bool:
    """Tell whether what the office returned was done on the day of its return or later."""
    done_on = said.get("done_on")
    return (
        said.get("decision_status") == _DONE
        and done_on is not None
        and done_on >= sent_back_on(office)
    )
