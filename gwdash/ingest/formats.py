"""Identifiers with a make-up of their own: brought to one spelling and checked against it."""

from gwdash.ingest.block import Block
from gwdash.ingest.derived import Used
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import Problem
from gwdash.registry.model import Column, Format
from gwdash.standards.identifiers import FORMAT_PROBLEMS
from gwdash.standards.text import clean

#: Formats whose last character proves the others: a wrong one names something else.
_PROVED = frozenset({Format.USCC})


def _formatted(block: Block) -> list[Column]:
    return [c for c in block.dataset.columns if c.field.format and block.has(c.name)]


def spell_identifiers(block: Block) -> None:
    """Bring identifiers of a known format to capitals without spaces."""
    for column in _formatted(block):
        block.values[column.name] = [
            None if value is None else "".join(clean(value).split()).upper()
            for value in block.get(column.name)
        ]


def check_formats(block: Block, used: Used) -> None:
    """Report identifiers that are not made up as their standard says.

    A wrong check character in what tells rows apart is an error: it would name another firm and
    take its rows. Anything else is warned of, for the row is told apart all the same and its
    number may not have been given out yet.
    """
    for column in _formatted(block):
        fmt = column.field.format
        if fmt is None:
            continue
        whole = column.name in block.dataset.key
        problems: dict[str, str | None] = {}
        for position, value in enumerate(block.get(column.name)):
            if value is None:
                continue
            if value not in problems:
                problems[value] = FORMAT_PROBLEMS[fmt](value)
            message = problems[value]
            if message is not None:
                key = fmt in _PROVED and (whole or position in used.get(column.name, ()))
                severity = Severity.ERROR if key else Severity.WARNING
                block.report(
                    position, column.name, Problem(IssueKind.KEY, message, severity), value
                )
