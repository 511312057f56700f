"""Facts of the binary formats, from records written by hand, and from damaged ones."""

import struct

import pytest
import workbook_makers as make
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from gwdash.errors import UnreadableFile
from gwdash.ingest.files import limits, xls_facts, xlsb_facts
from gwdash.ingest.files.ole import OleFile, chain_of
from gwdash.ingest.files.package import Package


def record(number, body=b""):
    """Return a record of an .xlsb part."""
    head = bytes([number]) if number < 128 else bytes([number & 127 | 128, number >> 7])
    return head + bytes([len(body)]) + body


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(number, column, style=0, value=b"\0" * 8):
    return record(number, struct.pack("<II", column, style) + value)


def row(number, *, hidden=False):
    return record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + b"\0" * 5)


STYLES = (
    record(44, struct.pack("<H", 170) + wide("0.0%"))
    + record(626) + record(47, struct.pack("<HH12x", 0, 9)) + record(627)
    + record(617) + b"".join(record(47, struct.pack("<HH12x", 0, n)) for n in (0, 9, 170, 14))
    + record(618)
)  # fmt: skip
SHEET = (
    record(60, struct.pack("<IIIIB", 1, 2, 0, 0, 1) + b"\0")
    + record(60, struct.pack("<IIIIB", 4, 4, 0, 0, 0) + b"\0")
    + row(0) + cell(5, 0, 1) + cell(2, 1, 2) + cell(7, 2, 1) + cell(5, 3, 3)
    + row(3, hidden=True) + cell(3, 0, 0, b"\x07") + cell(11, 1, 0, b"\x2a") + cell(9, 2, 1)
)  # fmt: skip


def xlsb(*, styles=STYLES, sheet=SHEET, count=1):
    kind = make.RELATIONS
    sheets = b"".join(
        record(156, struct.pack("<II", 0, n) + wide("rId1") + wide(f"S{n}")) for n in range(count)
    )
    return make.package({
        "_rels/.rels": make.relations((f"{kind}/officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": make.relations(
            (f"{kind}/worksheet", "sheet1.bin"), (f"{kind}/styles", "styles.bin")
        ),
        "xl/workbook.bin": sheets, "xl/sheet1.bin": sheet, "xl/styles.bin": styles,
    })  # fmt: skip


def test_facts_of_xlsb():
    (facts,) = xlsb_facts.read_facts(Package(xlsb()))
    assert facts.hidden_columns == {1, 2}
    assert facts.hidden_rows == {3}
    assert facts.errors == {(3, 0): "#DIV/0!", (3, 1): "#N/A"}
    assert facts.percent == {(0, 0), (0, 1), (3, 2)}


@pytest.mark.parametrize("length", range(1, len(SHEET), 7))
def test_a_cut_xlsb_sheet_gives_facts_or_a_sentence(length):
    try:
        xlsb_facts.read_facts(Package(xlsb(sheet=SHEET[:length])))
    except UnreadableFile as refused:
        assert "已损坏" in str(refused)  # noqa: PT017


def test_too_many_sheets():
    with pytest.raises(UnreadableFile, match="工作表超过"):
        xlsb_facts.read_facts(Package(xlsb(count=limits.MAX_SHEETS + 1)))
    bound = struct.pack("<HHI4s", 0x85, 8, 0, b"\0\0\0\0")
    stream = struct.pack("<HHHH12x", 0x809, 16, 0x600, 5) + bound * (limits.MAX_SHEETS + 1)
    with pytest.raises(UnreadableFile, match="工作表超过"):
        xls_facts.read_facts(make.ole({"Workbook": stream}))


def varied_xls():
    def fill(workbook):
        sheet = workbook.add_sheet("S")
        percent = xlwt.easyxf(num_format_str="0.0%")
        for number in range(9):
            sheet.write(number, 0, number, percent)
            sheet.write(number, 1, number, percent)
            sheet.write(number, 2, f"文{number}")
            sheet.write(number, 3, xlwt.Formula("A1*2"), percent)
        sheet.row(5).hidden = True

    return make.xls(fill)


XLS = varied_xls()


def test_facts_of_the_xls_that_is_damaged_below():
    (facts,) = xls_facts.read_facts(XLS)
    assert facts.hidden_rows == {5}
    assert facts.percent == {(n, column) for n in range(9) for column in (0, 1, 3)}


@given(st.lists(st.tuples(st.integers(8, len(XLS) - 1), st.integers(0, 255)), max_size=8))
def test_a_damaged_xls_gives_facts_or_a_sentence(changes):
    damaged = bytearray(XLS)
    for place, value in changes:
        damaged[place] = value
    try:
        xls_facts.read_facts(bytes(damaged))
    except UnreadableFile as refused:
        assert "请" in str(refused)  # noqa: PT017


@given(st.binary(max_size=2000))
def test_any_compound_file_ends(content):
    try:
        ole = OleFile(bytes.fromhex("d0cf11e0a1b11ae1") + content)
    except UnreadableFile:
        return
    assert all(isinstance(ole.read(name), bytes) for name in ole.names())


def test_streams_come_back_whole():
    streams = {"Workbook": b"w" * 5000, "Other": bytes(range(256)) * 20}
    ole = OleFile(make.ole(streams))
    assert {name: ole.read(name) for name in ole.names()} == streams


@pytest.mark.parametrize(
    ("start", "table", "chain"),
    [(0, [1, 2, 9], [0, 1, 2]), (0, [1, 0], [0, 1]), (5, [0], []), (0, [0], [0]), (0, [], [])],
)
def test_chains_end_at_repetitions_and_bad_links(start, table, chain):
    assert chain_of(start, table) == chain
