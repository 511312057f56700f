"""Columns of laboratory results: one row a result, or one column an analyte."""

from collections.abc import Sequence
from dataclasses import replace

from gwdash.ingest.block import RESULT_FIELD, Block, require
from gwdash.ingest.grid import Cell
from gwdash.ingest.headings import Heading
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.layout import Table
from gwdash.ingest.problems import Problem, as_text, is_blank, is_missing
from gwdash.ingest.results import (
    RESULT_COLUMNS,
    ResultReader,
    Typed,
    heading_question,
    unit_message,
)
from gwdash.standards.units import conversion_factor


def add_long_results(block: Block, cells: dict[str, Sequence[Cell]], heading: Heading) -> None:
    """Read results that stand one a row, each with its analyte, unit and detection limit.

    `cells` holds the raw columns ``analyte``, ``result``, ``unit`` and ``detection_limit``. The
    unit of the row wins over the one in the heading of the result column; the name of the
    analyte says in which form it is given (NH4+, NO3-).
    """
    readers: dict[tuple[Cell, ...], ResultReader | None] = {}
    typed: list[Typed | None] = []
    rows = zip(
        block.get("analyte"),
        cells["analyte"],
        cells["unit"],
        cells["detection_limit"],
        cells[RESULT_FIELD],
        strict=True,
    )
    for position, (analyte, *about, raw) in enumerate(rows):
        key = tuple(about)
        if key not in readers:
            readers[key] = _long_reader(analyte, about, heading.unit)
            _ask(block, position, about)
        reader = readers[key]
        # What an unknown analyte has is shown with the stopped row, as typed.
        one = reader.read(raw) if reader else _unread(raw)
        typed.append(one)
        for problem in one.problems if one else ():
            block.report(position, RESULT_FIELD, problem, raw)
    _store(block, typed)


def _long_reader(
    analyte: str | None, about: Sequence[Cell], of_heading: str
) -> ResultReader | None:
    """Return the reader for rows of one analyte; a dash as unit is none."""
    if analyte is None:
        return None
    name, unit, limit = about
    written = of_heading if is_missing(unit) else as_text(unit).strip()
    return ResultReader(analyte, written, limit, as_text(name))


def _ask(block: Block, position: int, about: Sequence[Cell]) -> None:
    question = heading_question(as_text(about[0]), "")
    if question:
        problem = Problem(IssueKind.UNIT, question, Severity.WARNING)
        block.report(position, "analyte", problem, about[0])


def _unread(raw: Cell) -> Typed | None:
    return None if is_blank(raw) else Typed(as_text(raw), None, None, None, None, None)


def spread_crosstab(
    block: Block, table: Table, given_unit: str | None = None, given_limit: Cell = None
) -> Block:
    """Return the block with one position for each value under an analyte heading.

    An empty cell is no row; a dash is one, flagged missing: somebody said that it was not
    measured. `given_unit` and `given_limit` stand for what no heading and no row says.
    """
    headings = [_with_unit(h, given_unit) for h in table.analytes()]
    limits = table.body.detection_limits
    readers = []
    for heading in headings:
        _check_heading(block, heading)
        limit = limits.get(heading.column, given_limit)
        readers.append(
            (heading.column, ResultReader(heading.analyte, heading.unit, limit, heading.text))
        )
    grid = table.sheet.rows
    chosen: list[int] = []
    own: list[int] = []
    analytes: list[str] = []
    typed: list[Typed] = []
    for position, row in enumerate(block.rows):
        cells = grid[row]
        for column, reader in readers:
            one = reader.read(cells[column]) if column < len(cells) else None
            if one is not None:
                chosen.append(position)
                own.append(column)
                analytes.append(reader.analyte)
                typed.append(one)
    spread = block.keep(chosen)
    spread.own = own
    spread.values["analyte"] = analytes
    _report_values(spread, typed)
    _store(spread, typed)
    return spread


def _report_values(spread: Block, typed: Sequence[Typed]) -> None:
    for position, one in enumerate(typed):
        for problem in one.problems:
            if problem.kind is IssueKind.UNIT:
                # Said once at the heading; it stops every value below.
                spread.stopped[position] = True
            else:
                spread.report(position, RESULT_FIELD, problem, one.raw)


def _with_unit(heading: Heading, given: str | None) -> Heading:
    """Give a heading without a unit the given one, where it can be the analyte's."""
    if heading.unit or not given or conversion_factor(heading.analyte, given) is None:
        return heading
    return replace(heading, unit=given)


def _check_heading(block: Block, heading: Heading) -> None:
    """Report what is wrong with an analyte's heading; its column is read all the same."""
    if conversion_factor(heading.analyte, heading.unit or None, heading=heading.text) is None:
        block.issues.append(
            Issue.error(
                IssueKind.UNIT,
                unit_message(heading.analyte, heading.unit),
                sheet=heading.sheet,
                cell=heading.cell,
                field=heading.analyte,
                raw=heading.text,
            )
        )
    question = heading_question(heading.text, heading.unit)
    if question:
        block.issues.append(
            Issue.warning(
                IssueKind.UNIT,
                question,
                sheet=heading.sheet,
                cell=heading.cell,
                field=heading.analyte,
                raw=heading.text,
            )
        )


def require_raw(block: Block) -> None:
    """Report rows without anything typed as a result; a dash is an answer."""
    block.values[RESULT_FIELD] = block.values["raw"]
    require(block, block.dataset.column(RESULT_FIELD))
    del block.values[RESULT_FIELD]


def _store(block: Block, typed: Sequence[Typed | None]) -> None:
    rows = [one.stored() if one else (None,) * len(RESULT_COLUMNS) for one in typed]
    columns = zip(*rows, strict=True) if rows else ([] for _ in RESULT_COLUMNS)
    for name, values in zip(RESULT_COLUMNS, columns, strict=True):
        block.values[name] = list(values)
