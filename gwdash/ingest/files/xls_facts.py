"""Facts of .xls and .et sheets (BIFF5 and BIFF8) that the table reader does not give ([MS-XLS]).

Hidden rows and columns, error values, percentages, formulas without a result. The layouts of
records are those of [MS-XLS] 2.4; BIFF5 differs only in the text of formats.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.limits import MAX_SHEETS, TOO_MANY_SHEETS
from gwdash.ingest.files.ole import OleFile
from gwdash.ingest.files.sheet_facts import (
    BUILTIN_PERCENT,
    SheetFacts,
    column_span,
    error_text,
    is_percent_format,
)

NO_TABLE = (
    "文件不是电子表格（可能是 Word、PPT 等其他文档改了扩展名）。请提交 xlsx、xls 或 csv 文件。"
)
#: Excel also encrypts, with a password of its own, when only the structure is protected.
ENCRYPTED = (
    "文件已加密或受密码保护，无法读取。"
    "请在 WPS 中取消打开密码和“审阅”中的保护后，另存为 xlsx 再提交。"
)
_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_SUMMARY = "\x05SummaryInformation"

_EOF, _FILE_PASS, _BOUND_SHEET, _FORMAT, _XF = 0x0A, 0x2F, 0x85, 0x41E, 0xE0
_BOF, _ROW, _COLUMNS = 0x809, 0x208, 0x7D
_NUMBER, _RK, _MULTI_RK, _FORMULA, _BOOL_ERROR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_BIFF8 = 0x600
_HIDDEN_ROW = 0x20
_HIDDEN_COLUMN = 0x01
_RK_SIZE = 6
_NOT_A_NUMBER = 0xFFFF
_RESULT_ERROR, _RESULT_EMPTY = 2, 3


@dataclass(slots=True)
class _Globals:
    biff8: bool = True
    offsets: list[int] = field(default_factory=list)
    percent_formats: set[int] = field(default_factory=lambda: set(BUILTIN_PERCENT))
    formats_of_xf: list[int] = field(default_factory=list)
    saved_by_office: bool = True

    def percent_xfs(self) -> frozenset[int]:
        numbered = enumerate(self.formats_of_xf)
        return frozenset(xf for xf, number in numbered if number in self.percent_formats)


def workbook_stream(content: bytes) -> tuple[bytes, bool]:
    """Return the table stream of a compound file, and whether an office program saved it.

    Programs that write .xls files leave out the summary that every office program adds; their
    formulas carry no result.

    Raises
    ------
    UnreadableFile
        When the file is encrypted, holds no table, or is damaged.
    """
    ole = OleFile(content)
    if "EncryptedPackage" in ole or "EncryptionInfo" in ole:
        raise UnreadableFile(ENCRYPTED)
    for name in _STREAMS:
        if name in ole:
            return ole.read(name), _SUMMARY in ole
    raise UnreadableFile(NO_TABLE)


def read_facts(content: bytes) -> list[SheetFacts]:
    """Return the facts of every sheet in workbook order.

    Raises
    ------
    UnreadableFile
        When the workbook is encrypted, holds no table, or has too many sheets.
    """
    stream, saved_by_office = workbook_stream(content)
    shared = _read_globals(stream)
    if len(shared.offsets) > MAX_SHEETS:
        raise UnreadableFile(TOO_MANY_SHEETS)
    shared.saved_by_office = saved_by_office
    return [_read_sheet(stream, offset, shared) for offset in shared.offsets]


def _records(stream: bytes, position: int) -> Iterator[tuple[int, memoryview]]:
    """Yield the records of one substream; charts inside a sheet are passed over."""
    view = memoryview(stream)
    depth = 0
    while position + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", view, position)
        body = view[position + 4 : position + 4 + length]
        position += 4 + length
        if number == _BOF:
            depth += 1
        if depth <= 1:
            yield number, body
        if number == _EOF:
            depth -= 1
            if depth <= 0:
                return


def _read_globals(stream: bytes) -> _Globals:
    shared = _Globals()
    for number, body in _records(stream, 0):
        if number == _FILE_PASS:
            raise UnreadableFile(ENCRYPTED)
        if number == _BOF and len(body) >= 2:  # noqa: PLR2004
            shared.biff8 = int.from_bytes(body[:2], "little") == _BIFF8
        elif number == _BOUND_SHEET and len(body) >= 4:  # noqa: PLR2004
            shared.offsets.append(int.from_bytes(body[:4], "little"))
        elif number == _XF and len(body) >= 4:  # noqa: PLR2004
            shared.formats_of_xf.append(int.from_bytes(body[2:4], "little"))
        elif number == _FORMAT and is_percent_format(_format_text(body, biff8=shared.biff8)):
            shared.percent_formats.add(int.from_bytes(body[:2], "little"))
    return shared


def _format_text(body: memoryview, *, biff8: bool) -> str:
    if not biff8:
        return bytes(body[3:]).decode("latin-1")
    wide = len(body) > 4 and body[4] & 1  # noqa: PLR2004
    return bytes(body[5:]).decode("utf-16-le" if wide else "latin-1", "replace")


def _read_sheet(stream: bytes, offset: int, shared: _Globals) -> SheetFacts:
    facts = SheetFacts()
    percent = shared.percent_xfs()
    handlers: dict[int, Callable[[memoryview], None]] = {
        _ROW: lambda body: _row(body, facts),
        _COLUMNS: lambda body: _columns(body, facts),
        _BOOL_ERROR: lambda body: _bool_or_error(body, facts),
        _FORMULA: lambda body: _formula(body, facts, percent, shared),
    }
    if percent:
        handlers[_NUMBER] = handlers[_RK] = lambda body: _number(body, facts, percent)
        handlers[_MULTI_RK] = lambda body: _numbers(body, facts, percent)
    for number, body in _records(stream, offset):
        handler = handlers.get(number)
        if handler is not None:
            try:
                handler(body)
            except (struct.error, IndexError):
                # A record cut short: the table reader sees the same bytes and decides.
                continue
    return facts


def _row(body: memoryview, facts: SheetFacts) -> None:
    row, flags = struct.unpack_from("<H10xH", body)
    if flags & _HIDDEN_ROW:
        facts.hidden_rows.add(row)


def _columns(body: memoryview, facts: SheetFacts) -> None:
    first, last, flags = struct.unpack_from("<HH4xH", body)
    if flags & _HIDDEN_COLUMN:
        facts.hidden_columns.update(column_span(first, last))


def _bool_or_error(body: memoryview, facts: SheetFacts) -> None:
    row, column, code, is_error = struct.unpack_from("<HH2xBB", body)
    if is_error:
        facts.errors[row, column] = error_text(code)


def _number(body: memoryview, facts: SheetFacts, percent: frozenset[int]) -> None:
    row, column, xf = struct.unpack_from("<HHH", body)
    if xf in percent:
        facts.percent.add((row, column))


def _numbers(body: memoryview, facts: SheetFacts, percent: frozenset[int]) -> None:
    row, first = struct.unpack_from("<HH", body)
    for index in range((len(body) - _RK_SIZE) // _RK_SIZE):
        (xf,) = struct.unpack_from("<H", body, 4 + index * _RK_SIZE)
        if xf in percent:
            facts.percent.add((row, first + index))


def _formula(
    body: memoryview, facts: SheetFacts, percent: frozenset[int], shared: _Globals
) -> None:
    row, column, xf, kind, code, marker = struct.unpack_from("<HHHBxB3xH", body)
    if xf in percent:
        facts.percent.add((row, column))
    if marker == _NOT_A_NUMBER and kind == _RESULT_ERROR:
        facts.errors[row, column] = error_text(code)
    elif not shared.saved_by_office and (
        (marker == _NOT_A_NUMBER and kind == _RESULT_EMPTY) or not any(body[6:14])
    ):
        facts.uncached.add((row, column))
