"""Facts of an .ods file, from its content part (OpenDocument 1.3, part 3, chapter 9)."""

from dataclasses import dataclass, field

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from gwdash.ingest.files.package import ENCRYPTED, Package
from gwdash.ingest.files.safexml import Attributes, elements, walk
from gwdash.ingest.files.sheet_facts import SheetFacts

TOO_MANY_CELLS = (
    "表格范围过大（含大量空白或重复单元格），未予读取。"
    "请把需要报送的内容复制到新表，另存为 xlsx 再提交。"
)
_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_CELLS = ("table-cell", "covered-table-cell")
_HIDDEN = frozenset({"collapse", "filter"})
_RESULTS = ("value", "string-value", "date-value", "time-value", "boolean-value")


def read_facts(package: Package) -> dict[str, SheetFacts]:
    """Return the facts of every sheet by name.

    Raises
    ------
    UnreadableFile
        When the file is encrypted, damaged, unsafe, or its used area is beyond the limits.
    """
    if _MANIFEST in package:
        tags = {tag for tag, _ in elements(package.read(_MANIFEST))}
        if "encryption-data" in tags:
            raise UnreadableFile(ENCRYPTED)
    walker = _Walker()
    walk(package.read(_CONTENT), walker.start, walker.end, walker.text)
    return walker.sheets


@dataclass(slots=True)
class _Cell:
    attributes: Attributes
    row: int
    column: int
    repeated: int
    text: list[str] = field(default_factory=list)


class _Walker:
    """Counts rows and columns with their repetitions; repeated empty ones cost nothing."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self._facts = SheetFacts()
        self._row = self._column = self._next_column_style = 0
        self._row_repeated = 1
        self._last_row = self._last_column = -1
        self._cell: _Cell | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            self._start_table(attributes)
        elif tag == "table-column":
            count = _times(attributes, "number-columns-repeated", MAX_COLUMNS)
            if attributes.get("visibility") in _HIDDEN:
                first = self._next_column_style
                self._facts.hidden_columns.update(range(first, first + count))
            self._next_column_style += count
        elif tag == "table-row":
            self._column = 0
            self._row_repeated = _times(attributes, "number-rows-repeated", MAX_ROWS)
            if attributes.get("visibility") in _HIDDEN:
                self._facts.hidden_rows.update(range(self._row, self._row + self._row_repeated))
        elif tag in _CELLS:
            count = _times(attributes, "number-columns-repeated", MAX_COLUMNS)
            self._cell = _Cell(attributes, self._row, self._column, count)

    def text(self, piece: str) -> None:
        if self._cell is not None:
            self._cell.text.append(piece)

    def end(self, tag: str) -> None:
        if tag == "table-row":
            self._row += self._row_repeated
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._column += self._cell.repeated
            self._cell = None

    def _start_table(self, attributes: Attributes) -> None:
        self._facts = SheetFacts()
        self.sheets[attributes.get("name", "")] = self._facts
        self._row = self._column = self._next_column_style = 0
        self._last_row = self._last_column = -1

    def _end_cell(self, cell: _Cell) -> None:
        self._note_merge(cell)
        text = "".join(cell.text).strip()
        kind = cell.attributes.get("value-type", "")
        formula = "formula" in cell.attributes
        if not (kind or text or formula):
            return
        self._note_extent(cell)
        places = [
            (row, column)
            for row in range(cell.row, cell.row + self._row_repeated)
            for column in range(cell.column, cell.column + cell.repeated)
        ]
        if formula and not text and not any(name in cell.attributes for name in _RESULTS):
            self._facts.uncached.update(places)
        if kind == "percentage":
            self._facts.percent.update(places)
        elif kind == "error" or (
            formula and text.startswith("#") and text.endswith(("!", "?", "A"))
        ):
            self._facts.errors.update(dict.fromkeys(places, text))

    def _note_merge(self, cell: _Cell) -> None:
        rows = _times(cell.attributes, "number-rows-spanned", MAX_ROWS)
        columns = _times(cell.attributes, "number-columns-spanned", MAX_COLUMNS)
        if rows > 1 or columns > 1:
            last = cell.row + rows - 1, cell.column + columns - 1
            self._facts.merges.append((cell.row, cell.column, *last))

    def _note_extent(self, cell: _Cell) -> None:
        self._last_row = max(self._last_row, cell.row + self._row_repeated - 1)
        self._last_column = max(self._last_column, cell.column + cell.repeated - 1)
        if (self._last_row + 1) * (self._last_column + 1) > MAX_CELLS:
            raise UnreadableFile(TOO_MANY_CELLS)
        self._facts.last_value = cell.row, cell.column


def _times(attributes: Attributes, name: str, most: int) -> int:
    value = attributes.get(name, "1")
    return min(int(value), most) if value.isdecimal() and int(value) > 0 else 1
