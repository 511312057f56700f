"""Every file of the hostile corpus has the outcome that ``hostile.csv`` says, in one process."""

import csv
import time
from collections import Counter
from pathlib import Path

import pytest

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.limits import MIB
from gwdash.ingest.grid import address
from gwdash.ingest.isolated import Worker
from gwdash.ingest.reader import read_workbook

with Path(__file__).with_name("hostile.csv").open(encoding="utf-8", newline="") as table:
    EXPECTED = {row["file"]: row for row in csv.DictReader(table)}

SECONDS_OF_A_FILE = 20
PARENT_MAY_GROW = 300 * MIB


def parent_memory():
    """Return the resident bytes of this process, 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return 0
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def facts(workbook):
    """Return what was found beside the values, as the table writes it: ``merges 2, notes 1``."""
    found = Counter()
    for sheet in workbook.sheets:
        found["hidden sheets"] += not sheet.visible
        found["hidden rows"] += len(sheet.hidden_rows)
        found["hidden columns"] += len(sheet.hidden_columns)
        found["merges"] += len(sheet.merges)
        found["uncached"] += len(sheet.uncached_formulas)
        found["percent"] += len(sheet.percent_cells)
    found["notes"] = len(workbook.notes)
    return ", ".join(f"{what} {count}" for what, count in found.items() if count)


def outcome(worker, path, expected):
    """Return what reading gave, in the columns of the table."""
    row = dict.fromkeys(expected, "") | {"file": path.name}
    try:
        workbook = worker.run(read_workbook, path.read_bytes(), path.name)
    except UnreadableFile as refused:
        # The table holds the telling part; the way out is told in every sentence.
        said = expected["sentence"]
        assert "请" in str(refused)  # noqa: PT017
        return row | {"outcome": "refused", "sentence": said if said in str(refused) else refused}
    row |= {"outcome": "data", "kind": workbook.kind, "facts": facts(workbook)}
    row |= {"sheets": str(len(workbook.sheets)), "rows": str(len(workbook.sheets[0].rows))}
    for sheet in workbook.sheets:
        for number, cells in enumerate(sheet.rows if sheet.name == expected["sheet"] else []):
            for column, cell in enumerate(cells):
                if expected["cell"] == address(number, column):
                    row |= {"sheet": sheet.name, "cell": expected["cell"], "value": str(cell)}
    return row


def test_the_table_and_the_corpus_name_the_same_files(corpus):
    assert {path.name for path in (corpus / "hostile").iterdir()} == set(EXPECTED)


def test_every_refusal_in_the_table_has_its_sentence():
    refused = [row for row in EXPECTED.values() if row["outcome"] == "refused"]
    assert refused
    assert all(row["sentence"] for row in refused)


def test_every_file_has_its_outcome_and_the_reader_survives(corpus):
    idle, highest = parent_memory(), 0
    wrong = {}
    with Worker(seconds=SECONDS_OF_A_FILE) as worker:
        for path in sorted((corpus / "hostile").iterdir()):
            expected = EXPECTED[path.name]
            begun = time.perf_counter()
            got = outcome(worker, path, expected)
            assert time.perf_counter() - begun < SECONDS_OF_A_FILE, path.name
            if got != expected:
                wrong[path.name] = {k: v for k, v in got.items() if v != expected[k]}
            highest = max(highest, parent_memory())
    assert wrong == {}
    assert highest - idle < PARENT_MAY_GROW


@pytest.mark.parametrize("name", ["wel.xlsx", "sur.xlsx", "riv.xlsx"])
def test_the_national_forms_are_read_with_their_merged_headings(corpus, name):
    sheet = read_workbook((corpus / "real" / name).read_bytes(), name).sheets[0]
    assert sheet.rows[0][0] is not None
    assert sheet.merges
    assert all(len(row) == len(sheet.rows[0]) for row in sheet.rows)


def test_daily_reports_in_xls_keep_padded_texts(corpus):
    files = sorted((corpus / "real" / "yellow_river_daily").iterdir())
    assert len(files) == 12
    for path in files:
        workbook = read_workbook(path.read_bytes(), path.name)
        texts = [c for row in workbook.sheets[0].rows for c in row if isinstance(c, str)]
        assert workbook.kind == "xls"
        assert any(text != text.strip() for text in texts), path.name
