"""Cells as people type them, each with what is read of it: value, flag, limit, unit, sentence.

The table is ``raw_cells.csv``; a column with a dot is a ledger's field, one without an analyte.
"""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from gwdash.ingest.cells import reader
from gwdash.ingest.problems import is_missing
from gwdash.ingest.results import ResultReader
from gwdash.registry.datasets import DATASETS

#: As many as make a specification and no sample of one.
FEWEST = 120

with Path(__file__).with_name("raw_cells.csv").open(encoding="utf-8", newline="") as table:
    CELLS = list(csv.DictReader(table))

TYPES = {
    "empty": lambda _: None,
    "yes/no": lambda text: text == "是",
    "number": float,
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "span": lambda text: timedelta(seconds=int(text)),
    # Signs that nobody sees are spelled out in the table.
    "text": lambda text: re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text),
}


def shown(value):
    """Return a value as the table writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return repr(round(value, 6)) if isinstance(value, float) else str(value)


def plain(number):
    """Return a decimal without an exponent."""
    return "" if number is None else format(number.normalize(), "f")


def told(problem):
    if problem is None:
        return ("", "", "")
    return (str(problem.severity), str(problem.kind), problem.message)


def result_of(row, typed):
    limit = row["column_limit"] or None
    one = ResultReader(row["column"], row["column_unit"], limit).read(typed)
    if one is None:
        return ("", "", "", ""), ("", "", "")
    assert len(one.problems) <= 1
    problem = one.problems[0] if one.problems else None
    read = (str(one.flag), plain(one.value), plain(one.detection_limit), one.unit or "")
    return read, told(problem)


def field_of(row, typed):
    dataset, _, name = row["column"].partition(".")
    ledger = DATASETS[dataset]
    # What says nothing is no cell to be read.
    read = (None, None) if is_missing(typed) else reader(ledger.column(name))(typed)
    return ("", shown(read[0]), "", ""), told(read[1])


@pytest.mark.parametrize(
    "row", CELLS, ids=[f"{c['convention']}: {c['column']} {c['typed']}" for c in CELLS]
)
def test_a_cell_as_it_is_typed(row):
    typed = TYPES[row["type"]](row["typed"])
    read, said = (field_of if "." in row["column"] else result_of)(row, typed)
    assert read == (row["flag"], row["value"], row["detection_limit"], row["unit"])
    assert said == (row["severity"], row["kind"], row["sentence"])


def test_the_table_is_long_enough_and_names_no_cell_twice():
    keys = [(c["column"], c["column_unit"], c["column_limit"], c["type"], c["typed"])
            for c in CELLS]  # fmt: skip
    assert len(CELLS) >= FEWEST
    assert [key for key, count in Counter(keys).items() if count > 1] == []
