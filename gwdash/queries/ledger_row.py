"""A row of a ledger that a page shows: where it was typed, and what 台账查询 calls it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gwdash.queries.ledgers import row_code
from gwdash.registry.model import CodeList

NOT_FILLED = "未填"


class LedgerRow(NamedTuple):
    """One row: its ledger, and the code by which 台账查询 opens it with file, cell and who."""

    dataset: str
    code: str


def ledger_row(dataset: str, row: Mapping[str, Any]) -> LedgerRow:
    """Return which row an answer's line was read from."""
    return LedgerRow(dataset, row_code(row))


def records(answer: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of an answer that came by column."""
    for row in zip(*answer.values(), strict=True):
        yield dict(zip(answer, row, strict=True))


def label(listed: CodeList, code: str | None, nothing: str = NOT_FILLED) -> str:
    """Return a code in words, `nothing` for an empty cell, the code itself for an unknown one."""
    if not code:
        return nothing
    found = listed.find(code)
    return found.label if found else code
