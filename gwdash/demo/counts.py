"""How many there are and how many are done: what counties say of their items, in figures.

The ledgers of the tasks hold as many rows as the reports of progress speak of.
"""

from datetime import date
from functools import cache

from gwdash.demo.chance import chance
from gwdash.demo.courses import STALLED_COUNTY, actual_pct
from gwdash.demo.items import DemoItem, county_item, items

FIRMS, SOURCES, TOWNSHIPS, SEALINGS = "2-10", "3-10", "6-10", "6-20"
#: What the county's problem says, where its count of townships says something else.
_TOLD = {("6-10", STALLED_COUNTY): 12}
_WHOLE_PCT = 100


@cache
def item_of(kind: str, county: str) -> DemoItem:
    """Return a county's item of a kind; raises StopIteration for one that is not there."""
    return next(i for i in items() if i.lead == county and i.item_id.startswith(f"{kind}-"))


@cache
def total(kind: str, county: str) -> int:
    """Return how many a county speaks of in its item of a kind."""
    item = item_of(kind, county)
    own = county_item(item)
    if own is None:
        raise KeyError(kind)
    return _TOLD.get((kind, county)) or chance("count", item.item_id).randint(*own.counts)


@cache
def done(kind: str, county: str, day: date) -> int:
    """Return how many of them are done at a day, as the county's share of progress says."""
    return int(total(kind, county) * actual_pct(item_of(kind, county), day) / _WHOLE_PCT)
