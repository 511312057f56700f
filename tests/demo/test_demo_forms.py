"""The demo's files as offices lay them out: every layout occurs, and the checks read it."""

from collections import Counter

import pytest

from gwdash.archive import SubmissionKind
from gwdash.demo.fates import Fate
from gwdash.demo.parcels import parcels
from gwdash.ingest.issues import Severity
from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file


def each_kind():
    """One file of each reporter, ledger, layout and fate: some hundred."""
    seen = {}
    for file in parcels():
        if file.kind is not SubmissionKind.FILE:
            continue
        seen.setdefault((file.dataset, file.reporter, file.style, file.fate), file)
    return list(seen.values())


FILES = each_kind()


def expected_rows(file):
    """How many rows are to be read: of a crosstab one for each filled value."""
    if file.dataset != "water_quality" or "analyte" in file.rows[0]:
        return len(file.rows)
    about = {"well_id", "well_name", "county_code", "sampled_on", "season", "purpose", "sample_no"}
    return sum(len(row.keys() - about) for row in file.rows)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.file_name}-{f.fate}")
def test_every_form_is_read_whole(file):
    profile = Profile(reporter=file.reporter, period=file.period.code, part=file.part)
    reading = read_file(file.content, file.file_name, file.dataset, profile, {})
    errors = [i.message for i in reading.issues if i.severity is Severity.ERROR]
    assert bool(errors) is (file.fate is Fate.REFUSED), errors
    assert reading.rows.num_rows == expected_rows(file)
    assert reading.facts.reporter is None or reading.facts.reporter.code == file.reporter


@pytest.mark.parametrize(
    ("layout", "uses"),
    [
        ("title", lambda s: s.title),
        ("preamble", lambda s: s.preamble),
        ("counter", lambda s: s.counter),
        ("two levels", lambda s: s.levels == 2),
        ("three levels", lambda s: s.levels == 3),
        ("unit row", lambda s: s.unit_row),
        ("limit row", lambda s: s.limit_row),
        ("standard row", lambda s: s.standard_row),
        ("total", lambda s: s.total),
        ("footer", lambda s: s.footer),
        ("several sheets", lambda s: s.split),
        ("instructions", lambda s: s.notes_sheet),
        ("merged cells", lambda s: s.merged),
        ("own words", lambda s: s.aliases),
        *(
            (f"file {kind}", lambda s, kind=kind: s.file == kind)
            for kind in ("xlsx", "xls", "gbk", "csv")
        ),
        *(
            (f"dates {way}", lambda s, way=way: s.dates == way)
            for way in ("date", "chinese", "dots", "slashes", "compact", "serial")
        ),
        *(
            (f"figures {way}", lambda s, way=way: s.figures == way)
            for way in ("number", "text", "wide", "share", "sign")
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_every_layout_occurs(layout, uses):
    assert any(uses(file.style) for file in FILES), layout


def test_files_are_what_their_names_say():
    beginnings = {"xlsx": b"PK", "xls": b"\xd0\xcf\x11\xe0", "csv": b"\xef\xbb\xbf"}
    for file in FILES:
        assert file.content.startswith(beginnings.get(file.style.file, b""))
    gbk = next(f for f in FILES if f.style.file == "gbk")
    with pytest.raises(UnicodeDecodeError):
        gbk.content.decode("utf-8")


def test_names_are_told_apart():
    names = Counter((f.file_name, f.fate, f.at) for f in parcels())
    assert max(names.values()) == 1
