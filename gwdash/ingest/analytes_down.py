"""Crosstabs with the analytes down the page and a column for each sample, turned to read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gwdash.ingest.grid import Cell, Sheet
from gwdash.ingest.headings import Heading, How, Matcher, key_identifiers
from gwdash.ingest.own_marks import is_example_row
from gwdash.ingest.problems import is_blank
from gwdash.ingest.rowkinds import RowKind, spoken_word
from gwdash.ingest.views import MAX_TURNED_COLUMNS, turned
from gwdash.registry.model import Dataset, Kind
from gwdash.standards.gbt14848 import find_analyte

#: Number, name of the group, name of the analyte: it stands in one of the first columns.
_NAME_COLUMNS = 6
#: All 93 indicators with headings, titles and the names of their groups.
_SEARCH_ROWS = 200
#: Fewer names below each other are chance.
_MIN_ANALYTES = 2
#: Rows above the names that can say something of each sample.
_HEADING_ROWS = 12
_SAID_ONCE = re.compile(r"[:：]\s*\S")
_RESULT_START = re.compile(r"[<＜>＞≤≥]?\s*\d|未检出|ND|N\.D", re.IGNORECASE)
#: Columns that say something of an analyte and become rows that the table's body knows.
_KEPT_FIELDS = frozenset({"unit", "detection_limit"})
_KEPT_WORDS = frozenset({RowKind.UNIT, RowKind.DETECTION_LIMIT, RowKind.LIMIT, RowKind.STATISTIC})


@dataclass(frozen=True, slots=True)
class _Names:
    """The column of analytes' names, and the rows that belong to it."""

    column: int
    first: int
    last: int


def analytes_across(sheet: Sheet, dataset: Dataset, matcher: Matcher) -> Sheet | None:
    """Return the sheet with its samples as rows, None where analytes do not stand down the page.

    A long table, in which each row is one result and names its own well or day, has analytes
    below each other too and is not meant.
    """
    if not dataset.crosstab:
        return None
    names = _find_names(sheet)
    if names is None:
        return None
    top = _heading_start(sheet, names)
    heading = _spread(sheet, top, names.first)
    words = [[row[c] for row in heading if c < len(row)] for c in range(_width(sheet))]
    if _is_long(words, sheet, names, dataset):
        return None
    abouts = {c for c in range(_width(sheet)) if _about(words[c], dataset, matcher)}
    samples = [
        c
        for c in range(names.column + 1, _width(sheet))
        if c not in abouts and _is_sample(c, words[c], sheet, names, dataset)
    ]
    if not samples:
        return None
    dropped = {c for c in abouts if not _kept(words[c], dataset)} - {names.column}
    view = replace(
        turned(sheet, top, names.last, dropped), unread=tuple(_unread(sheet, top, dropped, dataset))
    )
    return _without_result_words(view, names, dataset)


def _unread(
    sheet: Sheet, top: int, dropped: Iterable[int], dataset: Dataset
) -> Iterator[tuple[str, str]]:
    for column in sorted(dropped):
        cell = sheet.rows[top][column] if column < len(sheet.rows[top]) else None
        if isinstance(cell, str) and dataset.match(cell):
            yield sheet.address(top, column), cell


def name_samples(
    headings: tuple[Heading, ...], sheet: Sheet, dataset: Dataset
) -> tuple[Heading, ...]:
    """Return the headings of a turned sheet with 检测项目 read as what stands beside it.

    In the corner of such a table only the analytes have a name; the names of the samples
    stand in the same row. Of several such rows the one with the most names is theirs.
    """
    corners = [h for h in headings if h.field and _is_analyte(h.field, dataset)]
    subject = next(iter(key_identifiers(dataset)), "")
    if not corners or not subject:
        return headings
    names = max(corners, key=lambda h: _count_names(sheet, h.column, dataset))
    return tuple(
        h
        if h not in corners
        else replace(h, how=How.CORNER, field=subject)
        if h is names
        else replace(h, how=How.IGNORED, field="")
        for h in headings
    )


def _count_names(sheet: Sheet, column: int, dataset: Dataset) -> int:
    cells = {row[column] for row in sheet.rows if column < len(row)} - {None}
    heads = {c for c in cells if isinstance(c, str) and (spoken_word(c) or dataset.match(c))}
    return len(cells - heads)


def _is_analyte(field: str, dataset: Dataset) -> bool:
    return dataset.column(field).field.kind is Kind.ANALYTE


def _find_names(sheet: Sheet) -> _Names | None:
    best: list[int] = []
    place = 0
    for column in range(_NAME_COLUMNS):
        cells = [row[column] if column < len(row) else None for row in sheet.rows[:_SEARCH_ROWS]]
        known = {c: a.code for c in set(cells) if isinstance(c, str) and (a := find_analyte(c))}
        rows = [r for r, cell in enumerate(cells) if isinstance(cell, str) and cell in known]
        # Each analyte once: a table of results names it with every sample.
        if len(set(known.values())) * 2 > len(rows) > len(best):
            best, place = rows, column
    if len(best) < _MIN_ANALYTES:
        return None
    last = best[-1]
    while last + 1 < len(sheet.rows) and _goes_on(sheet.rows[last + 1], place):
        last += 1
    return _Names(place, best[0], last)


def _goes_on(row: Sequence[Cell], column: int) -> bool:
    """Tell whether a row after the last known analyte is one more, which is not known."""
    filled = [cell for cell in row if not is_blank(cell)]
    name = row[column] if column < len(row) else None
    return len(filled) > 1 and isinstance(name, str) and not _SAID_ONCE.search(name)


def _heading_start(sheet: Sheet, names: _Names) -> int:
    """Return the first row above the names that says something of each sample."""
    start = names.first
    for row in range(names.first - 1, max(names.first - _HEADING_ROWS, 0) - 1, -1):
        filled = [cell for cell in sheet.rows[row] if not is_blank(cell)]
        texts = (cell for cell in filled if isinstance(cell, str))
        if len(filled) <= 1 or any(map(_SAID_ONCE.search, texts)):
            break
        start = row
    return start


def _spread(sheet: Sheet, first: int, end: int) -> list[list[Cell]]:
    rows = [list(row) for row in sheet.rows[first:end]]
    for top, left, bottom, right in sheet.merges:
        if first <= top and bottom < end and left < len(sheet.rows[top]):
            value = sheet.rows[top][left]
            for row in rows[top - first : bottom - first + 1]:
                row[left : right + 1] = [value] * len(row[left : right + 1])
    # A template shows an example between its heading and the first result.
    return [row for row in rows if not is_example_row(row)]


def _columns(words: Sequence[Cell], dataset: Dataset) -> Iterator[Kind]:
    for word in words:
        if isinstance(word, str) and (column := dataset.match(word)):
            yield column.field.kind


def _is_long(
    words: Sequence[Sequence[Cell]], sheet: Sheet, names: _Names, dataset: Dataset
) -> bool:
    """Tell whether rows name their own well or day: a column beside the names is headed so."""
    keys = {dataset.column(n).field.kind for n in dataset.key} - {Kind.ANALYTE}
    keys |= {dataset.column(n).field.kind for n in key_identifiers(dataset)}
    for column, texts in enumerate(words):
        if column == names.column or not texts:
            continue
        # A label merged over the numbers and the names of the analytes is none of its own.
        own = [t for t, n in zip(texts, words[names.column], strict=False) if t != n]
        cells = [
            row[column] for row in sheet.rows[names.first : names.last + 1] if column < len(row)
        ]
        filled = sum(not is_blank(cell) for cell in cells)
        headed = (dataset.match(t) for t in own[-1:] if isinstance(t, str))
        if filled * 2 > len(cells) and any(c and c.name in dataset.key for c in headed):
            return True
    return False


def _about(words: Sequence[Cell], dataset: Dataset, matcher: Matcher) -> bool:
    """Tell whether a column says something of the analytes and is no sample."""
    texts = [word for word in words if isinstance(word, str) and word.strip()]
    return any(
        spoken_word(text) in _KEPT_WORDS
        or (matcher.knows(text) and Kind.RESULT not in set(_columns([text], dataset)))
        for text in texts
    )


def _kept(words: Sequence[Cell], dataset: Dataset) -> bool:
    texts = [word for word in words if isinstance(word, str)]
    columns = (dataset.match(text) for text in texts)
    return any(spoken_word(text) in _KEPT_WORDS for text in texts) or any(
        column is not None and column.name in _KEPT_FIELDS for column in columns
    )


def _is_sample(
    column: int, words: Sequence[Cell], sheet: Sheet, names: _Names, dataset: Dataset
) -> bool:
    """Tell whether a column has a name of its own and at least one result."""
    named = [w for w in words if not is_blank(w) and Kind.RESULT not in set(_columns([w], dataset))]
    cells = (row[column] for row in sheet.rows[names.first : names.last + 1] if column < len(row))
    return bool(named) and any(
        isinstance(cell, float) or (isinstance(cell, str) and _RESULT_START.match(cell.strip()))
        for cell in cells
    )


def _without_result_words(sheet: Sheet, names: _Names, dataset: Dataset) -> Sheet:
    """Empty the cells 检测结果 over all samples: they name none."""
    for row in sheet.rows[names.column + 1 :]:
        for place in range(min(names.first, len(row))):
            if Kind.RESULT in set(_columns([row[place]], dataset)):
                row[place] = None
    return sheet


def _width(sheet: Sheet) -> int:
    return min(max(map(len, sheet.rows), default=0), MAX_TURNED_COLUMNS)
