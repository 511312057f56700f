"""Each shape of workbook gives its rows and its issues, at the addresses that Excel shows."""

from datetime import datetime
from decimal import Decimal

import pytest
import shapes
from ledger_makers import messages

from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file


def plain(value):
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, float):
        return round(value, 4)
    return str(value) if isinstance(value, datetime) else value


def read(shape):
    profile = Profile(**shape.profile)
    return read_file(shape.content, shape.file_name, shape.dataset, profile, {})


def by_place(issue):
    return (issue[2], issue[0], issue[1])


@pytest.mark.parametrize("shape", shapes.SHAPES, ids=lambda shape: shape.name)
def test_a_shape_gives_its_rows_and_issues(shape):
    reading = read(shape)
    rows = [tuple(plain(row[c]) for c in shape.columns) for row in reading.rows.to_pylist()]
    assert rows == shape.rows
    said = [
        (str(issue.severity), str(issue.kind), issue.cell)
        for issue in reading.issues
        if "完整率" not in issue.message
    ]
    assert sorted(said, key=by_place) == sorted(shape.issues, key=by_place), messages(reading)
    for words in shape.words:
        assert words in messages(reading)
    assert all(issue.message.endswith(("。", "？")) for issue in reading.issues)
    for issue in reading.issues:
        if issue.cell and issue.row:
            assert issue.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(issue.row)
