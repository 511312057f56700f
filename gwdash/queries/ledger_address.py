"""A look at a ledger as the parameters of an address, and back.

What an address says wrongly is dropped, never guessed: a link that somebody mended by hand or
that an older version made still opens.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite

from gwdash.queries.ledger_columns import LedgerColumn, Shape, columns
from gwdash.queries.ledgers import Look
from gwdash.registry.datasets import DATASETS
from gwdash.store.ledger_query import Filter, How

DATASET, EVERY, SUBMISSION, SEARCH = "dataset", "every", "submission", "q"
SORT, SHOWN, PAGE, ROW = "sort", "cols", "p", "row"
#: Before the name of a filtered column.
FILTER = "f."
#: Everything but filters, in the order of the address.
NAMES = (DATASET, EVERY, SUBMISSION, SEARCH, SORT, SHOWN, PAGE, ROW)
_LONGEST_SEARCH = 200
_BETWEEN, _NEXT = "..", ","
_DIGITS = 9


def is_own(name: str) -> bool:
    """Tell whether a parameter of the address belongs to the page."""
    return name in NAMES or name.startswith(FILTER)


def to_address(look: Look) -> dict[str, str]:
    """Return the parameters of a look; what is as usual is left out."""
    found = {DATASET: look.dataset}
    if look.every:
        found[EVERY] = "1"
    if look.submission is not None:
        found[SUBMISSION] = str(look.submission)
    if look.search:
        found[SEARCH] = look.search
    for one in look.filters:
        found[f"{FILTER}{one.column}"] = _filter_text(one)
    if look.sort:
        found[SORT] = f"-{look.sort}" if look.descending else look.sort
    if look.shown:
        found[SHOWN] = _NEXT.join(look.shown)
    if look.page > 1:
        found[PAGE] = str(look.page)
    if look.row:
        found[ROW] = look.row
    return found


def from_address(asked: Mapping[str, str]) -> Look:
    """Return the look that the parameters of an address mean; the first ledger without any."""
    name = asked.get(DATASET, "")
    if name not in DATASETS:
        name = next(iter(DATASETS))
    known = columns(name)
    sort = asked.get(SORT, "").removeprefix("-")
    sortable = sort in known and known[sort].shape is not Shape.PERSON
    shown = tuple(dict.fromkeys(c for c in asked.get(SHOWN, "").split(_NEXT) if c in known))
    return Look(
        name,
        every=asked.get(EVERY) == "1",
        submission=_whole(asked.get(SUBMISSION, "")),
        search=asked.get(SEARCH, "").strip()[:_LONGEST_SEARCH],
        filters=tuple(_filters(asked, known)),
        sort=sort if sortable else "",
        descending=sortable and asked.get(SORT, "").startswith("-"),
        shown=shown,
        page=_whole(asked.get(PAGE, "")) or 1,
        row=asked.get(ROW, ""),
    )


def _filters(asked: Mapping[str, str], known: Mapping[str, LedgerColumn]) -> Iterable[Filter]:
    """Yield the filters in the order of the ledger's columns."""
    for name, column in known.items():
        text = asked.get(f"{FILTER}{name}", "")
        if text and (found := _filter(column, text)) is not None:
            yield found


def _filter_text(one: Filter) -> str:
    if one.test is How.RANGE:
        return f"{one.test}:{_BETWEEN.join('' if v is None else str(v) for v in one.values)}"
    if one.test is How.IN:
        return f"{one.test}:{_NEXT.join(map(str, one.values))}"
    return f"{one.test}:{one.values[0]}" if one.values else str(one.test)


def _filter(column: LedgerColumn, text: str) -> Filter | None:
    word, _, rest = text.partition(":")
    if word in {How.EMPTY, How.FILLED} and not rest:
        return Filter(column.name, How(word))
    match word, column.shape:
        case (How.HAS, Shape.TEXT) if rest.strip():
            return Filter(column.name, How.HAS, (rest[:_LONGEST_SEARCH],))
        case (How.IN, Shape.CHOICE):
            # The periods of a ledger are known to the version alone; a wrong one finds nothing.
            codes = [c for c in rest.split(_NEXT) if c in column.options or not column.options]
            codes = [code for code in dict.fromkeys(codes) if code]
            return Filter(column.name, How.IN, tuple(codes)) if codes else None
        case (How.RANGE, Shape.NUMBER | Shape.DAY):
            return _range(column, rest)
    return None


def _range(column: LedgerColumn, text: str) -> Filter | None:
    first, between, last = text.partition(_BETWEEN)
    if not between:
        return None
    read = _number if column.shape is Shape.NUMBER else _day
    ends = (read(first), read(last))
    return None if ends == (None, None) else Filter(column.name, How.RANGE, ends)


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None
