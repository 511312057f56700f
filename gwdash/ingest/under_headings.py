"""The headings of a file and what stands under each, for somebody to say what they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gwdash.ingest.grid import Cell, Sheet
from gwdash.ingest.heading_rows import HEADING_SEARCH_ROWS, MIN_MATCHES
from gwdash.ingest.headings import Matcher
from gwdash.ingest.layout import find_tables
from gwdash.ingest.own_marks import is_issue_list
from gwdash.ingest.problems import is_blank
from gwdash.ingest.profile import Profile
from gwdash.ingest.reader import no_collection, read_workbook
from gwdash.registry.datasets import DATASETS

#: So many different values show what a column holds; the whole column is read when it is checked.
VALUES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Under:
    """A column: its heading, where it stands, and the first different values under it."""

    sheet: str
    cell: str
    text: str
    values: tuple[Cell, ...]


def under_headings(
    content: bytes, file_name: str, dataset_name: str, profile: Profile
) -> tuple[Under, ...]:
    """Return the columns of a file's tables; runs in the isolated worker.

    Of a file in which no table of the dataset is found, the row with most words is taken for
    its heading. Raises UnreadableFile for a file that is no table at all.
    """
    with no_collection():
        dataset = DATASETS[dataset_name]
        book = read_workbook(content, file_name)
        found = find_tables(book.sheets, dataset, Matcher(dataset, profile))
        columns = [
            Under(
                table.sheet.name,
                heading.cell,
                heading.text,
                _values(table.sheet, table.body.data, heading.column),
            )
            for _, table in found
            if table is not None
            for heading in table.headings
            if heading.column >= 0
        ]
        if not columns:
            columns = [one for sheet in book.sheets for one in _guessed(sheet)]
        return tuple(dict.fromkeys(columns))


def _values(sheet: Sheet, rows: Sequence[int], column: int) -> tuple[Cell, ...]:
    seen: dict[Cell, None] = {}
    for row in rows:
        cells = sheet.rows[row]
        cell = cells[column] if column < len(cells) else None
        if not is_blank(cell):
            seen[cell] = None
        if len(seen) == VALUES_SHOWN:
            break
    return tuple(seen)


def _guessed(sheet: Sheet) -> Iterator[Under]:
    """Yield the columns under the row that has the most words and something below it."""
    if not sheet.visible or is_issue_list(sheet):
        return
    rows = sheet.rows[:HEADING_SEARCH_ROWS]
    words = [sum(isinstance(c, str) and bool(c.strip()) for c in row) for row in rows]
    most = max(words, default=0)
    if most < MIN_MATCHES:
        return
    top = words.index(most)
    below = range(top + 1, len(sheet.rows))
    for column, cell in enumerate(sheet.rows[top]):
        if isinstance(cell, str) and cell.strip():
            values = _values(sheet, below, column)
            yield Under(sheet.name, sheet.address(top, column), cell.strip(), values)
