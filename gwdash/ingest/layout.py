"""Where the tables are on the sheets of a file, and which columns of each mean what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gwdash.ingest.analytes_down import analytes_across, name_samples
from gwdash.ingest.body import Body, read_body
from gwdash.ingest.continuation import goes_on, title_rows
from gwdash.ingest.grid import Cell, Sheet
from gwdash.ingest.heading_rows import HeadingRows, TopRows, find_heading
from gwdash.ingest.headings import Heading, How, Matcher, key_identifiers
from gwdash.ingest.own_marks import is_issue_list
from gwdash.ingest.side_by_side import tables_beside
from gwdash.registry.model import Dataset, Need

#: A sheet with less than this part of the best sheet's matches is something else.
LESSER_SHEET = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a sheet. Row indices are zero-based rows of the sheet."""

    sheet: Sheet
    first_heading_row: int
    last_heading_row: int
    headings: tuple[Heading, ...]
    body: Body
    score: int
    """How many things were recognised in the heading."""
    continues: str = ""
    """The sheet whose heading this table goes on under; empty where it has its own."""

    @property
    def heading_row(self) -> int:
        """Excel row number of the first heading row; 0 without one."""
        if self.continues:
            return 0
        if self.sheet.turned:
            return min(h.column for h in self.headings) + 1
        return self.first_heading_row + 1

    @property
    def above(self) -> list[Sequence[Cell]]:
        """The rows above the heading, and for a turned sheet all of the page around it."""
        return [*self.sheet.outside, *self.sheet.rows[: max(self.first_heading_row, 0)]]

    @property
    def surroundings(self) -> list[Sequence[Cell]]:
        """Rows above the heading and footers below: where the form speaks about itself."""
        return [*self.above, *(self.sheet.rows[index] for index in self.body.footers)]

    def columns(self) -> dict[str, Heading]:
        """Return the headings that give a field, by field name; of an angle in parts the 度."""
        used = [h for h in self.headings if h.field and h.how is not How.SUPERSEDED]
        return {h.field: h for h in reversed(used)}

    def parts(self, field: str) -> tuple[Heading, ...]:
        """Return the columns 度, 分, 秒 of an angle that stands in several."""
        return tuple(
            h for h in self.headings if h.field == field and h.part and h.how is not How.SUPERSEDED
        )

    def analytes(self) -> tuple[Heading, ...]:
        """Return the headings that are analytes of a crosstab, from left to right."""
        return tuple(h for h in self.headings if h.analyte and h.how is not How.SUPERSEDED)


def find_tables(
    sheets: Sequence[Sheet], dataset: Dataset, matcher: Matcher
) -> list[tuple[Sheet, Table | None]]:
    """Return the visible sheets with each table on them, None where there is none.

    Beside a full table, a sheet that shares only a few words with it (instructions, a list of
    columns) is no table. A sheet without a heading whose cells fit the columns of the table
    before it goes on with that table.
    """
    visible = [s for s in sheets if s.visible and not is_issue_list(s)]
    found = [(s, list(_tables_of(s, dataset, matcher))) for s in visible]
    best = max((t.score for _, tables in found for t in tables), default=0)
    pairs: list[tuple[Sheet, Table | None]] = []
    last: Table | None = None
    for sheet, tables in found:
        kept = [t for t in tables if t.score * LESSER_SHEET >= best]
        if not kept and last is not None and goes_on(sheet, last.headings, dataset):
            kept = [_continued(sheet, last, dataset)]
        pairs.extend((sheet, table) for table in kept)
        if kept:
            last = None if kept[-1].sheet.turned else kept[-1]
        else:
            pairs.append((sheet, None))
    return pairs


def find_table(
    sheet: Sheet, dataset: Dataset, matcher: Matcher, top: TopRows | None = None
) -> Table | None:
    """Return the first table of `dataset` on a sheet, or None where no heading is recognised.

    `top` are the sheet's top rows, where other ledgers were looked for in them before.
    """
    return next(_tables_of(sheet, dataset, matcher, top), None)


def _tables_of(
    sheet: Sheet, dataset: Dataset, matcher: Matcher, top: TopRows | None = None
) -> Iterator[Table]:
    across = analytes_across(sheet, dataset, matcher)
    if across is not None and (found := find_heading(across, dataset, matcher)):
        headings = name_samples(found.headings, across, dataset)
        table = _table(across, replace(found, headings=headings), dataset)
        if table.analytes() and _names_samples(table, dataset):
            yield table
            return
    found = find_heading(sheet, dataset, matcher, top)
    if found is None:
        return
    for part, headings in tables_beside(sheet, found, dataset):
        yield _table(part, replace(found, headings=headings), dataset)


def _continued(sheet: Sheet, before: Table, dataset: Dataset) -> Table:
    """Return a sheet without a heading as the rest of the table before it."""
    last = title_rows(sheet) - 1
    body = read_body(sheet, last, last, before.headings, dataset)
    body.detection_limits = before.body.detection_limits | body.detection_limits
    name = before.continues or before.sheet.name
    return Table(sheet, last, last, body.headings, body, before.score, continues=name)


def _names_samples(table: Table, dataset: Dataset) -> bool:
    return not table.columns().keys().isdisjoint(key_identifiers(dataset))


def _table(sheet: Sheet, found: HeadingRows, dataset: Dataset) -> Table:
    body = read_body(sheet, found.first, found.last, _resolve(found.headings), dataset)
    return Table(sheet, found.first, found.last, body.headings, body, found.score)


def _resolve(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Let one column stand for each thing: the mapped one, else the one furthest left.

    The corner of a crosstab gives way to a column that says outright what it is. Of an angle
    each of 度, 分, 秒 stands for itself, beside a whole one for nothing.
    """
    owner: dict[tuple[str, str], Heading] = {}
    for heading in headings:
        key = (heading.target, heading.part)
        held = owner.get(key)
        if heading.target and (held is None or _weight(heading) > _weight(held)):
            owner[key] = heading
    whole = {target for target, part in owner if not part}
    return tuple(
        replace(h, how=How.SUPERSEDED)
        if h.target and (owner[h.target, h.part] is not h or (h.part and h.target in whole))
        else h
        for h in headings
    )


def _weight(heading: Heading) -> int:
    return {How.MAP: 2, How.CORNER: 0}.get(heading.how, 1)


def missing_columns(
    table: Table, dataset: Dataset, constants: Sequence[str], need: Need
) -> list[str]:
    """Return names of columns with this need that neither the table nor a constant gives."""
    given = {*table.columns(), *constants}
    if table.analytes() and (result := dataset.result_column):
        given |= {"analyte", "unit", result.name}
    return [c.name for c in dataset.columns if c.need is need and c.name not in given]
