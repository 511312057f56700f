"""Any spreadsheet as a grid of cells, read from its bytes; runs inside the worker process.

The bytes decide what a file is. A file is read right or refused with one sentence: damage that
the table reader passes over in silence (an entity, another encoding, a stray sign in a sheet)
is found by comparing what it gave with the last value that the file holds.
"""

import gc
import io
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gwdash.errors import UnreadableFile
from gwdash.ingest.files import ods_facts, xls_facts, xlsb_facts, xlsx_facts
from gwdash.ingest.files.geojson_table import is_json, read_geojson
from gwdash.ingest.files.limits import MAX_CELLS, MAX_FILE_BYTES, MIB
from gwdash.ingest.files.macro_sheets import without_macro_sheets
from gwdash.ingest.files.magic import SAVE_AS_XLSX, Container, container
from gwdash.ingest.files.package import DAMAGED, Package
from gwdash.ingest.files.package_kind import package_kind
from gwdash.ingest.files.sheet_facts import Position, SheetFacts
from gwdash.ingest.files.text_table import TOO_LARGE, read_text
from gwdash.ingest.files.xlsx_book import Book, PartKind, SheetPart, read_book
from gwdash.ingest.grid import Cell, Sheet, Workbook
from gwdash.ingest.issues import Issue, IssueKind

_SKIPPED = (
    (SheetTypeEnum.ChartSheet, "图表页"),
    (SheetTypeEnum.DialogSheet, "对话框页"),
    (SheetTypeEnum.MacroSheet, "宏表"),
    (SheetTypeEnum.Vba, "宏模块"),
)
_EXTENSIONS = {
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm", ".et"},
    "xls": {".xls", ".et", ".xlt", ".ett"},
    "xlsb": {".xlsb"},
    "ods": {".ods"},
    "csv": {".csv", ".txt", ".tsv"},
    "geojson": {".geojson", ".json"},
}


def read_workbook(content: bytes, name: str) -> Workbook:
    """Return the sheets of a file as grids; `name` names the sheet of a csv, and is a hint.

    Numbers are floats, texts as typed, empty cells None, error values texts (``#DIV/0!``),
    dates right for both date systems. Rows and columns after the last used cell are left out,
    those before the first one are kept, so that ``rows[0][0]`` is A1.

    Raises
    ------
    UnreadableFile
        With one sentence, when the file is no table, encrypted, damaged, unsafe or too large.
    """
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(
            f"文件超过 {MAX_FILE_BYTES // MIB} MB，未予读取。请删去图片或拆分后再提交。"
        )
    with no_collection(), _panics_refused():
        form = container(content)
        if form is Container.TEXT:
            read = read_geojson if is_json(content) else read_text
            workbook = read(content, PurePath(name).stem or "csv")
        elif form is Container.OLE:
            workbook = _read_xls(content)
        else:
            workbook = _read_package(content)
    _note_extension(workbook, name)
    return workbook


def _read_xls(content: bytes) -> Workbook:
    sheets, notes = _read_sheets("xls", content, xls_facts.read_facts(content))
    return Workbook("xls", sheets, notes=notes)


def _read_package(content: bytes) -> Workbook:
    package = Package(content)
    kind = package_kind(package)
    if kind == "xlsx":
        return _read_xlsx(content, package)
    if kind == "ods":
        facts = list(ods_facts.read_facts(package).values())
    else:
        facts = xlsb_facts.read_facts(package)
    sheets, notes = _read_sheets(kind, content, facts)
    return Workbook(kind, sheets, notes=notes)


def _read_xlsx(content: bytes, package: Package) -> Workbook:
    book = read_book(package)
    macros = [s for s in book.sheets if s.kind in (PartKind.MACRO, PartKind.INTERNATIONAL_MACRO)]
    if macros:
        content = without_macro_sheets(package, book.part, {s.name for s in macros})
        book.sheets = [sheet for sheet in book.sheets if sheet not in macros]
    with ThreadPoolExecutor(1) as beside:
        # The table reader lets other threads run while it parses a sheet.
        facts = beside.map(lambda sheet: _facts_of_part(package, book, sheet), book.sheets)
        sheets, notes = _read_sheets("xlsx", content, facts)
    notes = [_skipped(sheet.name, "宏表") for sheet in macros] + notes
    return Workbook("xlsx", sheets, notes=notes)


def _facts_of_part(package: Package, book: Book, sheet: SheetPart) -> SheetFacts:
    if sheet.kind in (PartKind.CHART, PartKind.DIALOG):
        return SheetFacts()
    xml = package.read(sheet.part)
    return xlsx_facts.read_facts(xml, book.percent_styles, recalculates=book.recalculates)


def _read_sheets(
    kind: str, content: bytes, facts: Iterable[SheetFacts]
) -> tuple[list[Sheet], list[Issue]]:
    sheets: list[Sheet] = []
    notes: list[Issue] = []
    following = iter(facts)
    cells = 0
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for index, meta in enumerate(workbook.sheets_metadata):
                if meta.typ != SheetTypeEnum.WorkSheet:
                    notes.append(_skipped(meta.name, _name_of(meta.typ)))
                    _next(following)
                    continue
                read = workbook.get_sheet_by_index(index)
                cells += read.total_height * read.total_width
                if cells > MAX_CELLS:
                    raise UnreadableFile(TOO_LARGE)
                visible = meta.visible == SheetVisibleEnum.Visible
                rows = _values(read, whole_numbers=kind != "xlsx")
                sheets.append(_sheet(read, rows, _next(following), visible=visible))
    except (CalamineError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error
    return sheets, notes


def _next(facts: Iterator[SheetFacts]) -> SheetFacts:
    """Return the facts of the next sheet; both readers must see the same list of sheets."""
    try:
        return next(facts)
    except StopIteration as error:
        raise UnreadableFile(DAMAGED) from error


def _values(read: CalamineSheet, *, whole_numbers: bool) -> list[list[Cell]]:
    rows: list[list[Any]] = read.to_python(skip_empty_area=False)
    for index, row in enumerate(rows):
        if "" in row:
            rows[index] = row = [None if cell == "" else cell for cell in row]  # noqa: PLW2901
        if whole_numbers and int in map(type, row):
            rows[index] = [float(cell) if type(cell) is int else cell for cell in row]
    return rows


def _sheet(
    read: CalamineSheet, rows: list[list[Cell]], facts: SheetFacts, *, visible: bool
) -> Sheet:
    if facts.last_value is not None and facts.last_value[0] >= len(rows):
        # The table reader stopped early and said nothing.
        raise UnreadableFile(DAMAGED)
    _put_errors(rows, facts.errors)
    _extend(rows, facts.uncached)
    width = _trim(rows, facts.uncached)
    merges = [(*first, *last) for first, last in read.merged_cell_ranges or ()]
    return Sheet(
        read.name,
        rows,
        tuple(merges or facts.merges),
        visible,
        frozenset(row for row in facts.hidden_rows if row < len(rows)),
        frozenset(column for column in facts.hidden_columns if column < width),
        frozenset(facts.uncached),
        frozenset(place for place in facts.percent if _is_number(rows, place)),
    )


def _put_errors(rows: list[list[Cell]], errors: dict[Position, str]) -> None:
    for (row, column), text in errors.items():
        if text and row < len(rows) and column < len(rows[row]):
            rows[row][column] = text


def _extend(rows: list[list[Cell]], unknown: set[Position]) -> None:
    """Make room for formulas without a result after the last value: they are not nothing."""
    height = max((row + 1 for row, _ in unknown), default=0)
    width = max((column + 1 for _, column in unknown), default=0)
    present = len(rows[0]) if rows else 0
    if max(height, len(rows)) * max(width, present) > MAX_CELLS:
        raise UnreadableFile(TOO_LARGE)
    if width > present:
        for row in rows:
            row.extend([None] * (width - present))
    rows.extend([None] * max(width, present) for _ in range(height - len(rows)))


def _trim(rows: list[list[Cell]], unknown: set[Position]) -> int:
    """Drop empty rows and columns after the last used ones; return the width that is left."""
    height = max((row + 1 for row, _ in unknown), default=0)
    width = max((column + 1 for _, column in unknown), default=0)
    while len(rows) > height and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    present = len(rows[0]) if rows else 0
    last = present
    while last > width and all(row[last - 1] is None for row in rows):
        last -= 1
    if last < present:
        for row in rows:
            del row[last:]
    return last


def _is_number(rows: list[list[Cell]], place: Position) -> bool:
    row, column = place
    return row < len(rows) and column < len(rows[row]) and type(rows[row][column]) is float


def _name_of(kind: SheetTypeEnum) -> str:
    return next((text for known, text in _SKIPPED if known == kind), "非表格页")


def _skipped(name: str, what: str) -> Issue:
    message = f"工作表“{name}”是{what}，不含可填报的数据，已跳过。"
    return Issue.info(IssueKind.FILE, message, sheet=name)


def _note_extension(workbook: Workbook, name: str) -> None:
    extension = PurePath(name).suffix.lower()
    if extension and extension not in _EXTENSIONS[workbook.kind]:
        message = f"文件扩展名是 {extension}，内容实际是 {workbook.kind} 格式，已按内容读取。"
        workbook.notes.append(Issue.info(IssueKind.FILE, message, raw=extension))


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold garbage collection back: millions of new cells hold no cycles, and cost a fifth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _panics_refused() -> Iterator[None]:
    """Turn a panic of the table reader, which is no Exception, into a refusal."""
    try:
        yield
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise UnreadableFile(f"文件内部结构有误，无法安全读取。{SAVE_AS_XLSX}") from error
