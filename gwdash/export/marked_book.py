"""The workbook part with one sheet more at its front, and without what an .xlsx cannot carry."""

import re

from gwdash.export.marked_package import (
    RELATIONSHIPS,
    NotPatchable,
    Parts,
    attribute,
    escaped,
    prefixed,
)
from gwdash.export.marked_styles import EMPTY_STYLES
from gwdash.ingest.files.xlsx_book import Book, PartKind, read_book

LIST_NAME = "问题清单"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_OTHER_BOOK_TYPES = (
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
)
_STRICT = "purl.oclc.org/ooxml"
_MACROS = ("vbaproject.bin", "vbaprojectsignature.bin", "vbadata.xml", "vbaproject.bin.rels")
_LONGEST_NAME = 31
MACROS_DROPPED = "原文件里的宏没有保留（交回的文件是 xlsx）；数据、格式和公式都在。"
#: What may stand after the defined names in a workbook (ECMA-376 part 1, 18.2.27).
_AFTER_NAMES = re.compile(
    r"<(?:\w+:)?(?:calcPr|oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes"
    r"|webPublishing|fileRecoveryPr|webPublishObjects|extLst)\b|</(?:\w+:)?workbook\s*>"
)


def opened(parts: Parts) -> Book:
    """Return the workbook's frame; raises NotPatchable for kinds that are rebuilt instead."""
    book = read_book(parts)  # type: ignore[arg-type]  # reads parts by name, as Package does
    if _STRICT in parts.text(book.part):
        raise NotPatchable("strict")
    if any(s.kind in {PartKind.MACRO, PartKind.INTERNATIONAL_MACRO} for s in book.sheets):
        raise NotPatchable("macro sheet")
    return book


def styles_part(parts: Parts, book: Book) -> str:
    """Return the part of the styles, made where the workbook has none."""
    targets = parts.targets(book.part)
    part = next((target for target, kind in targets.values() if kind == "styles"), "")
    if not part or part not in parts:
        part = "xl/stylesMark.xml"
        parts.unrelate(book.part, ("/styles",))
        parts.put(part, EMPTY_STYLES)
        parts.declare(part, _STYLES_TYPE)
        parts.relate(book.part, "styles", part)
    return part


def without_macros(parts: Parts, book: Book) -> list[str]:
    """Leave macros and signatures out; return the sentences that say so."""
    notes = []
    macros = [name for name in parts.names() if name.rpartition("/")[2] in _MACROS]
    for name in macros:
        parts.drop(name)
        parts.undeclare(name)
    if macros:
        parts.unrelate(book.part, ("/vbaProject", "/wordVbaData"))
        notes.append(MACROS_DROPPED)
    parts.retype(_OTHER_BOOK_TYPES, _BOOK_TYPE)
    signatures = [name for name in parts.names() if name.startswith("_xmlsignatures/")]
    for name in signatures:
        # A signature covers the bytes that were signed; over others it is only a warning.
        parts.drop(name)
        parts.undeclare(name)
    if signatures:
        parts.unrelate("", ("/digital-signature/origin",))
        notes.append("原文件的数字签名没有保留。")
    return notes


def unused_name(book: Book, wanted: str = LIST_NAME) -> str:
    """Return a sheet name that the workbook does not have yet."""
    taken = {sheet.name.casefold() for sheet in book.sheets}
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}（{number}）"[:_LONGEST_NAME]
    return name


def put_first(parts: Parts, book: Book, name: str, sheet_xml: str, heading: int) -> None:
    """Make a sheet the workbook's first and shown one; its heading row is printed on each page."""
    part = parts.free_name("xl/worksheets/sheetMark{}.xml")
    parts.put(part, sheet_xml)
    parts.declare(part, _SHEET_TYPE)
    relation = parts.relate(book.part, "worksheet", part)
    xml = parts.text(book.part)
    xml = re.sub(r'(\slocalSheetId=")(\d+)(")', lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", xml)
    xml = _with_sheet(xml, name, relation)
    xml = _shown_first(xml)
    parts.put(book.part, _with_names(xml, name, sheet_xml, heading))


def _with_sheet(xml: str, name: str, relation: str) -> str:
    opening = re.search(r"<((?:\w+:)?)sheets\b[^>]*>", xml)
    if opening is None:
        raise NotPatchable("sheets")
    ids = [int(n) for n in re.findall(r"""\ssheetId=["'](\d+)["']""", xml)]
    declared = re.search(rf'xmlns:(\w+)="{RELATIONSHIPS}"', xml[: opening.start()])
    r = declared[1] if declared else "r"
    own = "" if declared else f' xmlns:r="{RELATIONSHIPS}"'
    tag = (
        f'<sheet{own}{attribute("name", name)} sheetId="{max(ids, default=0) + 1}" '
        f'{r}:id="{relation}"/>'
    )
    return xml[: opening.end()] + prefixed(tag, opening[1]) + xml[opening.end() :]


def _shown_first(xml: str) -> str:
    def first(match: re.Match[str]) -> str:
        tag = re.sub(r"""\s(?:activeTab|firstSheet)=["']\d+["']""", "", match[0])
        return re.sub(r"""\svisibility=["']\w+["']""", "", tag)

    return re.sub(r"<(?:\w+:)?workbookView\b[^>]*>", first, xml)


def _with_names(xml: str, name: str, sheet_xml: str, heading: int) -> str:
    """Add the names by which programs know the filter and the printed heading."""
    quoted = escaped(name.replace("'", "''"))
    area = re.search(r'<autoFilter ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"', sheet_xml)
    names = (
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">'
        f"'{quoted}'!${heading}:${heading}</definedName>"
    )
    if area:
        names = (
            '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
            f"'{quoted}'!${area[1]}${area[2]}:${area[3]}${area[4]}</definedName>{names}"
        )
    opening = re.search(r"<((?:\w+:)?)definedNames\b[^>]*(?<!/)>", xml)
    if opening:
        return xml[: opening.end()] + prefixed(names, opening[1]) + xml[opening.end() :]
    xml = re.sub(r"<(?:\w+:)?definedNames\s*/>", "", xml)
    sheets = re.search(r"</((?:\w+:)?)sheets\s*>", xml)
    after = _AFTER_NAMES.search(xml, sheets.end()) if sheets else None
    if sheets is None or after is None:
        raise NotPatchable("workbook")
    block = prefixed(f"<definedNames>{names}</definedNames>", sheets[1])
    return xml[: after.start()] + block + xml[after.start() :]
