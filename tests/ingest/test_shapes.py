"""Each shape of workbook gives its rows and its issues, at the addresses that Excel shows."""

from datetime import datetime
from decimal import Decimal

import pytest
import shapes
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_makers import csv, messages, values

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


ANALYTES = ("氨氮", "砷（μg/L）", "铅(mg/L)", "pH", "总硬度")
RESULTS = st.sampled_from(["0.1", "0.3L", "<0.2", "未检出", "—", "7.2", "O.5", "很少"])


@given(st.data())
@settings(max_examples=60)
def test_a_crosstab_says_the_same_in_both_directions(data):
    """The same results, flags and sentences, with the addresses exchanged."""
    names = data.draw(st.lists(st.sampled_from(ANALYTES), min_size=2, unique=True))
    samples = data.draw(st.integers(1, 4))
    rows = [[f"W{s}", "2024-06-01", *data.draw(st.tuples(*[RESULTS] * len(names)))]
            for s in range(samples)]  # fmt: skip
    # A result in figures with each sample: words alone could be notes.
    for row in rows:
        row[2] = "0.1"
    across = [["点位\\项目", "采样日期", *names], *rows]
    down = [list(column) for column in zip(*across, strict=True)]
    readings = [
        read_file(csv(table), "a.csv", "water_quality", Profile(), {}) for table in (across, down)
    ]
    first, second = (
        values(r, "well_id", "sampled_on", "analyte", "raw", "flag", "value", "detection_limit")
        for r in readings
    )
    assert first == second
    assert [i.message for i in readings[0].issues] == [i.message for i in readings[1].issues]
    assert [turned(c) for (c,) in values(readings[0], "source_cell")] == [
        c for (c,) in values(readings[1], "source_cell")
    ]


def turned(cell):
    """Return the address with row and column exchanged (B3 → C2)."""
    return f"{chr(ord('A') + int(cell[1:]) - 1)}{ord(cell[0]) - ord('A') + 1}"
