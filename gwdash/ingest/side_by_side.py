"""Tables that stand beside each other on one sheet under the same headings."""

from collections.abc import Iterator, Sequence

from gwdash.ingest.grid import Sheet
from gwdash.ingest.heading_rows import HeadingRows
from gwdash.ingest.headings import Heading, How, key_identifiers
from gwdash.ingest.views import of_columns
from gwdash.registry.model import Dataset, Kind, Need

_Part = tuple[str, str]
#: What title, file or reporter say for all rows, and no row says by itself.
_SAID_ONCE = frozenset({Kind.COUNTY, Kind.PERIOD, Kind.REPORTER})


def tables_beside(
    sheet: Sheet, found: HeadingRows, dataset: Dataset
) -> Iterator[tuple[Sheet, tuple[Heading, ...]]]:
    """Yield each table on a sheet as the sheet with only its columns, and its headings.

    A form that is short and wide is printed in two or three columns of tables. They are told
    from a column that comes twice by saying the same things, the row's subject among them; a
    later one may leave out what its rows can do without.
    """
    shared, groups = _groups(found.headings)
    things = [{_thing(h) for h in group if h.target} for group in groups]
    fields = {field for field, _ in things[0]} if things else set()
    needed = {c.name for c in dataset.columns if c.need is Need.LOAD} & fields
    whole = all(t <= things[0] and {f for f, _ in t} >= needed for t in things[1:])
    if len(groups) == 1 or not whole or not _subjects(dataset) & fields:
        yield sheet, found.headings
        return
    width = max(map(len, sheet.rows), default=0)
    ends = [group[0].column for group in groups[1:]] + [width]
    for group, end in zip(groups, ends, strict=True):
        columns = {h.column for h in shared} | set(range(group[0].column, end))
        yield of_columns(sheet, found.first, columns), (*shared, *group)


def _subjects(dataset: Dataset) -> set[str]:
    """Return what names a row: identifiers, else what else of the key a whole sheet lacks."""
    key = [dataset.column(name) for name in dataset.key]
    named = {column.name for column in key if column.field.kind not in _SAID_ONCE}
    return set(key_identifiers(dataset)) or named


def _groups(headings: Sequence[Heading]) -> tuple[list[Heading], list[list[Heading]]]:
    """Cut the headings where one says again what has been said since the last cut.

    Columns at the left of the first table that no other one has (县市区) belong to each.
    """
    groups: list[list[Heading]] = [[]]
    said: set[_Part] = set()
    for heading in headings:
        thing = _thing(heading)
        if heading.target and heading.how is not How.MAP:
            if thing in said:
                groups.append([])
                said = set()
            said.add(thing)
        groups[-1].append(heading)
    shared: list[Heading] = []
    again = {_thing(h) for group in groups[1:] for h in group if h.target}
    while again and groups[0] and _thing(groups[0][0]) not in again:
        shared.append(groups[0].pop(0))
    return shared, groups


def _thing(heading: Heading) -> _Part:
    return heading.target, heading.part
