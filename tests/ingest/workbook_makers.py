"""Spreadsheets as programs write them, good and bad, made in memory for the reader's tests."""

import io
import struct
import zipfile

import odf.number
import odf.opendocument
import odf.style
import odf.table
import odf.text
import xlsxwriter
import xlwt

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)

#: Three rows that every format can hold, headings first.
TWINS = [["井号", "水位埋深", "合格"], ["XY-01", 12.5, "是"], ["XY-02", 7.0, "否"]]


def xlsx(fill, **options):
    """Return an .xlsx that `fill(workbook)` has written to."""
    output = io.BytesIO()
    workbook = xlsxwriter.Workbook(output, options)
    fill(workbook)
    workbook.close()
    return output.getvalue()


def xls(fill):
    """Return an .xls that `fill(workbook)` has written to."""
    output = io.BytesIO()
    workbook = xlwt.Workbook()
    fill(workbook)
    workbook.save(output)
    return output.getvalue()


def xlsx_twins():
    def fill(workbook):
        sheet = workbook.add_worksheet("监测")
        for number, row in enumerate(TWINS):
            sheet.write_row(number, 0, row)

    return xlsx(fill)


def xls_twins():
    def fill(workbook):
        sheet = workbook.add_sheet("监测")
        for row, cells in enumerate(TWINS):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)

    return xls(fill)


def ods_cell(value, **attributes):
    """Return a cell of an .ods sheet."""
    if isinstance(value, float):
        return odf.table.TableCell(valuetype="float", value=value, **attributes)
    cell = odf.table.TableCell(valuetype="string", **attributes)
    cell.addElement(odf.text.P(text=value))
    return cell


def ods(*tables):
    """Return an .ods with these tables."""
    document = odf.opendocument.OpenDocumentSpreadsheet()
    for table in tables:
        document.spreadsheet.addElement(table)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def ods_twins():
    table = odf.table.Table(name="监测")
    for cells in TWINS:
        row = odf.table.TableRow()
        for cell in cells:
            row.addElement(ods_cell(cell))
        table.addElement(row)
    return ods(table)


def package(parts, compression=zipfile.ZIP_DEFLATED):
    """Return a zip of the named parts."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def raw_parts(sheet, *, styles="", kind=RELATIONS, encoding="utf-8"):
    """Return the parts of an .xlsx with one sheet of the given inner XML."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations((f"{kind}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{kind}">'
            '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            (f"{kind}/worksheet", "worksheets/sheet1.xml"),
            (f"{kind}/styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": (
            f'<?xml version="1.0" encoding="{encoding}"?>'
            f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
        ).encode(encoding),
    }
    return parts | ({"xl/styles.xml": styles} if styles else {})


def raw_xlsx(sheet, **options):
    """Return an .xlsx with one sheet of the given inner XML."""
    return package(raw_parts(sheet, **options))


def relations(*targets):
    """Return a relationships part: ids rId1, rId2, … of (type, target)."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def ole(streams):
    """Return a compound file with the named streams, all of them large enough for whole sectors."""
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    padded = [content.ljust(max(len(content), 4096), b"\0") for content in streams.values()]
    fat, sectors = [0xFFFFFFFD, end], []
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    for number, (name, content) in enumerate(zip(streams, padded, strict=True), 1):
        count = -(-len(content) // size)
        start = len(fat)
        fat += [*range(start + 1, start + count), end]
        sectors.append(content.ljust(count * size, b"\0"))
        right = number + 1 if number < len(streams) else free
        entries.append(_entry(name, 2, start, len(content), right=right))
    directory = b"".join(entries).ljust(size, b"\0")
    assert len(directory) == size, "at most three streams"
    header = bytes.fromhex("d0cf11e0a1b11ae1").ljust(24, b"\0")
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0,
                          end, 0, 0)  # fmt: skip
    header += struct.pack("<108I", *[free] * 108)
    table = struct.pack("<128I", *fat, *[free] * (128 - len(fat)))
    return header.ljust(size, b"\0") + table + directory + b"".join(sectors)


def _entry(name, kind, start, length, *, child=0xFFFFFFFF, right=0xFFFFFFFF):
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII36xIQ", len(text), kind, 1, 0xFFFFFFFF, right, child, start, length)
    )  # fmt: skip
