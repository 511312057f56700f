"""Files made to harm, or harmed: each is refused with its own sentence, before it costs much."""

import io
import struct
import time
import zipfile

import pytest
import workbook_makers as make

from gwdash.errors import UnreadableFile
from gwdash.ingest.files import limits, text_table
from gwdash.ingest.reader import read_workbook

ROW = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f']><sst xmlns="{make.MAIN}"><si><t>&j;</t></si></sst>'
)
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:/dev/zero">]>'


def with_part(name, content, kind=""):
    """Return a small .xlsx with one part put in or replaced, and its relationship if given."""
    parts = make.raw_parts(ROW)
    parts[name] = content
    if kind:
        rels = "xl/_rels/workbook.xml.rels"
        relation = f'<Relationship Id="r8" Type="{make.RELATIONS}/{kind}" Target="/{name}"/></R'
        parts[rels] = parts[rels].replace("</R", relation)
    return make.package(parts)


def lying_about_size():
    """Return a package whose sheet unpacks to a thousand times what it declares."""
    content = bytearray(with_part("xl/worksheets/sheet1.xml", b" " * 10_000_000))
    central = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    for place in (central + 24, content.index(b"xl/worksheets/sheet1.xml") - 30 + 22):
        struct.pack_into("<I", content, place, 10_000)
    return bytes(content)


def encrypted_entry():
    content = bytearray(make.raw_xlsx(ROW))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def encrypted_ods():
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return make.package(
        {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x01"}
    )


def endless_ods():
    cell = '<t:table-cell o:value-type="float" o:value="1" t:number-columns-repeated="16384"/>'
    content = (
        '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><o:body><o:spreadsheet>'
        f'<t:table t:name="S"><t:table-row t:number-rows-repeated="1048576">{cell}</t:table-row>'
        "</t:table></o:spreadsheet></o:body></o:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return make.package({"mimetype": kind, "content.xml": content})


def protected_xls():
    body = struct.pack("<HHHH12x", 0x809, 16, 0x600, 5) + struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2)
    return make.ole({"Workbook": body})


XLSX = make.xlsx_twins()

REFUSED = {
    "zip bomb": (
        lambda: make.package({"xl/workbook.xml": b"0" * 40 * limits.MIB}),
        "展开后过大",
    ),
    "many entries": (
        lambda: make.package({f"xl/{n}": b"" for n in range(limits.MAX_PACKAGE_ENTRIES + 1)}),
        "展开后过大",
    ),
    "lying about size": (lying_about_size, "已损坏"),
    "billion laughs": (
        lambda: with_part("xl/sharedStrings.xml", LAUGHS, "sharedStrings"),
        "实体定义",
    ),
    "external entity in the workbook": (
        lambda: with_part("xl/workbook.xml", f'{XXE}<workbook xmlns="{make.MAIN}">&e;</workbook>'),
        "实体定义",
    ),
    "external entity in the sheet": (
        lambda: with_part("xl/worksheets/sheet1.xml", f"{XXE}<worksheet>{ROW}</worksheet>"),
        "实体定义",
    ),
    "sheet in another encoding": (lambda: make.raw_xlsx(ROW, encoding="utf-16"), "UTF-8"),
    "sheet in a declared other encoding": (lambda: make.raw_xlsx(ROW, encoding="gbk"), "UTF-8"),
    "unknown entity": (lambda: make.raw_xlsx(ROW.replace(">1<", ">&x;<")), "已损坏"),
    "stray sign, the rest is lost": (
        lambda: make.raw_xlsx(
            '<sheetData><row r="1"><c r="A1" t="str"><v>6 < 7</v></c></row>'
            '<row r="2"><c r="A2"><v>7</v></c></row></sheetData>'
        ),
        "已损坏",
    ),
    "sheet cut": (lambda: make.raw_xlsx(ROW.replace("</v></c>", "")), "已损坏"),
    "file cut at half": (lambda: XLSX[: len(XLSX) // 2], "已损坏"),
    "end cut": (lambda: XLSX[:-30], "已损坏"),
    "sheet missing": (
        lambda: make.package(
            {n: c for n, c in make.raw_parts(ROW).items() if "worksheets" not in n}
        ),
        "已损坏",
    ),
    "encrypted entry": (encrypted_entry, "已加密"),
    "encrypted ods": (encrypted_ods, "已加密"),
    "encrypted xlsx": (
        lambda: make.ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"x" * 5000}),
        "已加密",
    ),
    "protected xls": (protected_xls, "已加密"),
    "word document in ole": (lambda: make.ole({"WordDocument": b"x"}), "不是电子表格"),
    "broken ole": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 600, "已损坏"),
    "short ole": (lambda: bytes.fromhex("d0cf11e0a1b11ae1"), "已损坏"),
    "cut xls": (lambda: make.xls_twins()[:1200], ""),
    "endless ods": (endless_ods, "范围过大"),
    "excel 2": (lambda: bytes.fromhex("09000400070010000b0000") + b"\0" * 99, "旧格式"),
    "word document": (lambda: make.package({"word/document.xml": "<w/>"}), "Word 文档"),
    "archive": (lambda: make.package({"数据/a.xlsx": XLSX}), "压缩包"),
    "empty archive": (lambda: make.package({}), "压缩包"),
    "too large": (lambda: b"a,b\n" * (limits.MAX_FILE_BYTES // 4 + 1), "MB"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_harmful_file_is_refused_quickly_with_a_sentence(what):
    made, sentence = REFUSED[what]
    content = made()
    begun = time.perf_counter()
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(content, "a.xlsx")
    assert sentence in str(refused.value)
    assert "请" in str(refused.value)
    assert time.perf_counter() - begun < 5


def test_entities_are_counted_by_no_one():
    # The file unpacks to a kilobyte; expanded, its one string would take ten gigabytes.
    assert sum(i.file_size for i in zipfile.ZipFile(io.BytesIO(REFUSED["billion laughs"][0]())
                                                    ).infolist()) < 10_000  # fmt: skip


def test_references_outside_of_what_is_read_do_no_harm():
    content = with_part("xl/xmlMaps.xml", f"{XXE}<MapInfo>&e;</MapInfo>")
    assert read_workbook(content, "a.xlsx").sheets[0].rows == [[1.0]]


def test_more_cells_than_the_limit(monkeypatch):
    monkeypatch.setattr(text_table, "MAX_CELLS", 5)
    assert read_workbook(b"a,b\n1,2\n", "a.csv").sheets[0].rows == [["a", "b"], ["1", "2"]]
    for content in (b"a,b\n1,2\n3,4\n", b"a,b,c\n1\n"):
        with pytest.raises(UnreadableFile, match="表格过大"):
            read_workbook(content, "a.csv")


@pytest.mark.parametrize("start", range(0, len(XLSX), 97))
def test_a_flipped_byte_never_escapes_as_another_error(start):
    damaged = bytearray(XLSX)
    damaged[start] ^= 0xFF
    try:
        sheets = read_workbook(bytes(damaged), "a.xlsx").sheets
    except UnreadableFile as refused:
        assert "请" in str(refused)  # noqa: PT017
    else:
        assert sheets[0].rows == make.TWINS


@pytest.mark.parametrize("made", [make.xls_twins, make.ods_twins], ids=["xls", "ods"])
def test_a_cut_file_never_escapes_as_another_error(made):
    whole = made()
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        try:
            read_workbook(whole[:length], "a")
        except UnreadableFile as refused:
            assert "请" in str(refused)  # noqa: PT017
