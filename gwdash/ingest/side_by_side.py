"""Tables that stand beside each other on one sheet under the same headings."""

from collections.abc import Iterator, Sequence

from gwdash.ingest.grid import Sheet
from gwdash.ingest.heading_rows import HeadingRows
from gwdash.ingest.headings import Heading, How, key_identifiers
from gwdash.ingest.views import of_columns
from gwdash.registry.model import Dataset

_Part = tuple[str, str]


def tables_beside(
    sheet: Sheet, found: HeadingRows, dataset: Dataset
) -> Iterator[tuple[Sheet, tuple[Heading, ...]]]:
    """Yield each table on a sheet as the sheet with only its columns, and its headings.

    A form that is short and wide is printed in two or three columns of tables. They are told
    from a column that comes twice by saying the same things, the row's subject among them.
    """
    shared, groups = _groups(found.headings)
    things = [{_thing(h) for h in group if h.target} for group in groups]
    subjects = set(key_identifiers(dataset))
    fields = {field for field, _ in things[0]} if things else set()
    if len(groups) == 1 or any(t != things[0] for t in things) or not subjects & fields:
        yield sheet, found.headings
        return
    width = max(map(len, sheet.rows), default=0)
    ends = [group[0].column for group in groups[1:]] + [width]
    for group, end in zip(groups, ends, strict=True):
        columns = {h.column for h in shared} | set(range(group[0].column, end))
        yield of_columns(sheet, found.first, columns), (*shared, *group)


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
