"""Facts of an .xlsb workbook: hidden rows and columns, error values, percentages ([MS-XLSB]).

Formulas without a stored result are not looked for: no program but Excel writes this format,
and Excel stores every result.
"""

import struct
from collections.abc import Iterator

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.limits import MAX_SHEETS, TOO_MANY_SHEETS
from gwdash.ingest.files.package import DAMAGED, Package
from gwdash.ingest.files.sheet_facts import (
    BUILTIN_PERCENT,
    SheetFacts,
    column_span,
    error_text,
    is_percent_format,
)
from gwdash.ingest.files.xlsx_book import relationships, workbook_part

_SHEET, _FORMAT, _XF, _CELL_XFS, _CELL_XFS_END, _COLUMN = 156, 44, 47, 617, 618, 60
_ROW, _FIRST_CELL, _LAST_CELL = 0, 1, 11
_CELL_ERRORS = (3, 11)
_CELL_NUMBERS = (2, 5, 9)
_HIDDEN_ROW = 0x10
_STYLE_MASK = 0xFFFFFF


def read_facts(package: Package) -> list[SheetFacts]:
    """Return the facts of every sheet in workbook order.

    Raises
    ------
    UnreadableFile
        When a part is missing or damaged.
    """
    part = workbook_part(package) or "xl/workbook.bin"
    targets = relationships(package, part)
    styles = [target for target, kind in targets.values() if kind == "styles"]
    try:
        percent = _percent_styles(package.read(styles[0])) if styles else frozenset()
        ids = [_sheet_id(body) for number, body in _records(package.read(part)) if number == _SHEET]
        if len(ids) > MAX_SHEETS:
            raise UnreadableFile(TOO_MANY_SHEETS)
        parts = [targets.get(identifier, ("", ""))[0] for identifier in ids]
        return [
            _read_sheet(package.read(name), percent) if name in package else SheetFacts()
            for name in parts
        ]
    except (struct.error, IndexError) as error:
        raise UnreadableFile(DAMAGED) from error


def _records(data: bytes) -> Iterator[tuple[int, memoryview]]:
    view = memoryview(data)
    position = 0
    while position < len(data):
        number = data[position]
        position += 1
        if number & 0x80:
            number = (number & 0x7F) | (data[position] << 7)
            position += 1
        length = shift = 0
        while True:
            byte = data[position]
            position += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:  # noqa: PLR2004
                break
        yield number, view[position : position + length]
        position += length


def _sheet_id(body: memoryview) -> str:
    (length,) = struct.unpack_from("<I", body, 8)
    return bytes(body[12 : 12 + 2 * length]).decode("utf-16-le", "replace")


def _percent_styles(data: bytes) -> frozenset[int]:
    formats = set(BUILTIN_PERCENT)
    found: list[int] = []
    styles: list[int] = []
    in_cells = False
    for number, body in _records(data):
        if number == _FORMAT:
            identifier, length = struct.unpack_from("<HI", body)
            if is_percent_format(bytes(body[6 : 6 + 2 * length]).decode("utf-16-le", "replace")):
                formats.add(identifier)
        elif number in (_CELL_XFS, _CELL_XFS_END):
            in_cells = number == _CELL_XFS
        elif number == _XF and in_cells:
            styles.append(struct.unpack_from("<2xH", body)[0])
    found = [index for index, identifier in enumerate(styles) if identifier in formats]
    return frozenset(found)


def _read_sheet(data: bytes, percent: frozenset[int]) -> SheetFacts:
    facts = SheetFacts()
    row = 0
    for number, body in _records(data):
        if number == _ROW:
            row, flags = struct.unpack_from("<I7xB", body)
            if flags & _HIDDEN_ROW:
                facts.hidden_rows.add(row)
        elif _FIRST_CELL <= number <= _LAST_CELL:
            column, style = struct.unpack_from("<II", body)
            if number in _CELL_ERRORS:
                facts.errors[row, column] = error_text(body[8])
            elif number in _CELL_NUMBERS and style & _STYLE_MASK in percent:
                facts.percent.add((row, column))
        elif number == _COLUMN:
            first, last, hidden = struct.unpack_from("<II8xB", body)
            if hidden & 1:
                facts.hidden_columns.update(column_span(first, last))
    return facts
