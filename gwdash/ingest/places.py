"""The county of rows on a sheet that is named after a county."""

from collections.abc import Iterator

from gwdash.ingest.block import Block
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.ingest.layout import Table
from gwdash.ingest.names_in_text import county_in

_COLUMN = "county_code"


def fill_county(block: Block, table: Table) -> Iterator[Issue]:
    """Give rows without a county that of the sheet's name; warn where rows say another one.

    A sheet that has no column for the county at all is the matter of `said_once`.
    """
    county = county_in(table.sheet.name)
    if county is None or _COLUMN not in block.places:
        return
    values = block.values[_COLUMN]
    typed = block.typed(block.places[_COLUMN])
    others = []
    for position, (value, cell) in enumerate(zip(values, typed, strict=True)):
        if value is None and cell is None:
            values[position] = county.code
        elif value is not None and value != county.code:
            others.append(position)
    if others:
        message = (
            f"工作表名是「{county.name}」，表中有 {len(others)} 行写的是其他县市区"
            f"（{table.sheet.line(block.rows[others[0]])}起），按行内所写读取，请核对。"
        )
        yield Issue.warning(
            IssueKind.SCOPE,
            message,
            sheet=block.sheet,
            cell=block.cell(others[0], _COLUMN),
            row=block.rows[others[0]] + 1,
            field=_COLUMN,
        )
