"""Facts that the pages write themselves: as accepted rows, and as the file the archive keeps."""

import csv
from collections.abc import Sequence
from io import StringIO
from string import ascii_uppercase
from typing import Any

import pyarrow as pa

from gwdash.ingest.schema import row_schema
from gwdash.registry.model import Dataset

_FIRST_ROW = 2


def as_rows(dataset: Dataset, facts: Sequence[dict[str, Any]]) -> tuple[pa.Table, bytes]:
    """Return facts by column name as accepted rows, and as csv (UTF-8) with the same cells."""
    names = [column.name for column in dataset.stored_columns]
    text = StringIO()
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(facts)
    letter = ascii_uppercase[0]
    placed = [
        {name: fact.get(name) for name in names}
        | {"source_sheet": dataset.label, "source_row": n, "source_cell": f"{letter}{n}"}
        for n, fact in enumerate(facts, start=_FIRST_ROW)
    ]
    schema = row_schema(dataset.name)
    return pa.Table.from_pylist(placed, schema), text.getvalue().encode("utf-8-sig")
