"""The frame of an .xlsx or .xlsm package: its sheets, their parts, and the percentage styles."""

import posixpath
from dataclasses import dataclass, field
from enum import StrEnum

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.limits import MAX_SHEETS, TOO_MANY_SHEETS
from gwdash.ingest.files.package import DAMAGED, Package, part_name
from gwdash.ingest.files.safexml import Attributes, elements, refuse_unsafe
from gwdash.ingest.files.sheet_facts import BUILTIN_PERCENT, is_percent_format

_TRUE = frozenset({"1", "true", "on"})


class PartKind(StrEnum):
    """What a sheet of the workbook is, by the last word of its relationship type."""

    WORKSHEET = "worksheet"
    CHART = "chartsheet"
    DIALOG = "dialogsheet"
    MACRO = "xlMacrosheet"
    INTERNATIONAL_MACRO = "xlIntlMacrosheet"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet as the workbook lists it."""

    name: str
    part: str
    kind: PartKind | None


@dataclass(slots=True)
class Book:
    """What the workbook part and its neighbours say, in workbook order."""

    part: str
    sheets: list[SheetPart] = field(default_factory=list)
    percent_styles: frozenset[int] = frozenset()
    recalculates: bool = False
    """The writer asks for a calculation on opening: stored zeros are placeholders."""


def workbook_part(package: Package) -> str:
    """Return the part that the package declares as its main document, or an empty string."""
    if "_rels/.rels" not in package:
        return ""
    for _, attributes in elements(package.read("_rels/.rels")):
        if attributes.get("Type", "").endswith("/officeDocument"):
            return part_name(attributes.get("Target", ""))
    return ""


def read_book(package: Package) -> Book:
    """Return sheets, styles and calculation mode of a workbook.

    Parts that the table reader will read (shared strings, styles) are checked for safety here.

    Raises
    ------
    UnreadableFile
        When a part is missing, damaged or unsafe.
    """
    book = Book(workbook_part(package) or "xl/workbook.xml")
    targets = relationships(package, book.part)
    for tag, attributes in elements(package.read(book.part)):
        if tag == "sheet":
            book.sheets.append(_sheet_part(attributes, targets))
        elif tag == "calcPr":
            book.recalculates = attributes.get("fullCalcOnLoad", "") in _TRUE
    if len(book.sheets) > MAX_SHEETS:
        raise UnreadableFile(TOO_MANY_SHEETS)
    for target, kind in targets.values():
        if target not in package:
            continue
        if kind == "styles":
            book.percent_styles = percent_styles(elements(package.read(target)))
        elif kind == "sharedStrings":
            _check_strings(package.read(target))
    return book


def relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return the relationships of a part: id → (target part, last word of the type)."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package:
        raise UnreadableFile(DAMAGED)
    found = {}
    for tag, attributes in elements(package.read(rels)):
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            # A target with a leading slash counts from the root of the package.
            full = part_name(target if target.startswith("/") else posixpath.join(folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (full, kind)
    return found


def percent_styles(styles: list[tuple[str, Attributes]]) -> frozenset[int]:
    """Return the numbers of the cell styles that show a percentage."""
    formats = set(map(str, BUILTIN_PERCENT))
    found = set()
    in_cell_styles = False
    count = 0
    for tag, attributes in styles:
        if tag == "numFmt" and is_percent_format(attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            in_cell_styles = tag == "cellXfs"
        elif tag == "xf" and in_cell_styles:
            if attributes.get("numFmtId") in formats:
                found.add(count)
            count += 1
    return frozenset(found)


def _sheet_part(attributes: Attributes, targets: dict[str, tuple[str, str]]) -> SheetPart:
    target, kind = targets.get(attributes.get("id", ""), ("", ""))
    known = PartKind(kind) if kind in set(PartKind) else None
    return SheetPart(attributes.get("name", ""), target, known)


def _check_strings(xml: bytes) -> None:
    refuse_unsafe(xml)
    tail = xml.rstrip()
    if not tail.endswith((b"sst>", b"/>")):
        raise UnreadableFile(DAMAGED)
