"""Small ledgers as workbooks, and their reading in this process."""

import io

import openpyxl

from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file


def xlsx(rows, *, merges=(), sheet="表", hidden_rows=(), hidden_columns=(), formats=(), more=()):
    """Return a workbook of one sheet; `more` are (name, rows, state) of further sheets."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = sheet
    for row in rows:
        first.append(list(row))
    for merge in merges:
        first.merge_cells(merge)
    for row in hidden_rows:
        first.row_dimensions[row].hidden = True
    for column in hidden_columns:
        first.column_dimensions[column].hidden = True
    for cell, number_format in formats:
        first[cell].number_format = number_format
    for name, others, state in more:
        other = book.create_sheet(name)
        other.sheet_state = state
        for row in others:
            other.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def letters(column):
    """Return the letters of a zero-based column."""
    return openpyxl.utils.get_column_letter(column + 1)


def csv(rows):
    """Return rows as a UTF-8 csv."""
    return "\n".join(",".join("" if c is None else str(c) for c in row) for row in rows).encode()


def read(
    rows,
    dataset,
    *,
    references=None,
    owners=None,
    profile=None,
    name="a.xlsx",
    as_csv=False,
    **shape,
):
    """Return the reading of rows, with what else the workbook shows in `shape`."""
    content = csv(rows) if as_csv else xlsx(rows, **shape)
    return read_file(
        content,
        "a.csv" if as_csv else name,
        dataset,
        Profile(**(profile or {})),
        references or {},
        owners,
    )


def values(reading, *names):
    """Return the named columns of all rows as a list of tuples."""
    return [tuple(row[name] for name in names) for row in reading.rows.to_pylist()]


def said(reading, severity=None):
    """Return (severity, kind, cell) of the issues, those about completeness aside."""
    return [
        (str(issue.severity), str(issue.kind), issue.cell)
        for issue in reading.issues
        if (severity is None or issue.severity == severity) and "完整率" not in issue.message
    ]


def errors(reading):
    """Return (kind, cell) of the errors."""
    return [(kind, cell) for _, kind, cell in said(reading, "error")]


def messages(reading):
    """Return all sentences as one text."""
    return "\n".join(issue.message for issue in reading.issues)
