"""Facts of one .xlsx sheet, from its XML: hidden, errors, percentages, formulas without result.

Two readers give the same facts. The streaming one understands every well-formed sheet and
takes several times as long as reading the table itself; the searching one reads what practically
every program writes (plain tags, every cell with its address first) in a fraction of that time,
and declines the rest.
"""

import re
from functools import cache

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.package import DAMAGED
from gwdash.ingest.files.safexml import Attributes, refuse_encoding, walk
from gwdash.ingest.files.sheet_facts import Position, SheetFacts, column_index, column_span

_TRUE = frozenset({"1", "true"})
#: Cells of these types are texts, truth values, dates or errors; no percentage applies.
_NO_NUMBER = frozenset({"s", "str", "inlineStr", "b", "e", "d"})

_ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})\Z")
_DECLARATION = re.compile(rb"<!")
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z])(?![a-z])')
_ODD_ROW = re.compile(rb"<row(?! r=)")
_HIDDEN = re.compile(rb"hidden=")
_COLUMN = re.compile(rb"<col\s[^>]*>")
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]*\shidden="(?:1|true)"')
_IS_ERROR = re.compile(rb't="e"')
_IS_FORMULA = re.compile(rb"<f[\s/>]")
_START = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>')
_FORMULA = rb"(?:<f(?:\s[^>]*)?/>|<f(?:\s[^>]*)?>[^<]*</f>)"
_ERROR_CELL = re.compile(_START.pattern + rb"\s*" + _FORMULA + rb"?\s*<v(?:\s[^>]*)?>([^<&]*)</v>")
_FORMULA_CELL = re.compile(
    _START.pattern
    + rb"\s*"
    + _FORMULA
    + rb"\s*(?:(<v(?:\s[^>]*)?/>)|<v(?:\s[^>]*)?>([^<]*)</v>|(?=</c>))"
)
_MAY_BE_ZERO = re.compile(r"\s*[-+]?[0.]")
_ATTRIBUTE = re.compile(rb'([a-zA-Z]+)="([^"]*)"')


def read_facts(
    xml: bytes, percent_styles: frozenset[int], *, recalculates: bool = False
) -> SheetFacts:
    """Return the facts of a sheet.

    With `recalculates` a stored 0 or empty text beside a formula counts as no result: the
    program that wrote the file left the calculation to whoever opens it.

    Raises
    ------
    UnreadableFile
        When the XML is unsafe, in another encoding than UTF-8, or not well-formed.
    """
    refuse_encoding(xml)
    facts = search(xml, percent_styles, recalculates=recalculates)
    return facts or stream(xml, percent_styles, recalculates=recalculates)


# ------------------------------------------------------------------- searching reader


def search(xml: bytes, percent_styles: frozenset[int], *, recalculates: bool) -> SheetFacts | None:
    """Return the facts by searching the bytes, or None where only streaming is sure."""
    begin, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if begin < 0 or end < 0 or not xml.rstrip().endswith(b"</worksheet>"):
        return None
    # Regular expressions find short strings about twice as fast as `in` does.
    if any(odd.search(xml, begin, end) for odd in (_ODD_CELL, _ODD_ROW)):
        return None
    if _DECLARATION.search(xml):
        return None
    facts = SheetFacts()
    if _HIDDEN.search(xml):
        for match in _COLUMN.finditer(xml, 0, begin):
            _hidden_column(_attributes(match[0]), facts)
        facts.hidden_rows.update(int(m[1]) - 1 for m in _HIDDEN_ROW.finditer(xml, begin, end))
    sure = _search_errors(xml, begin, end, facts)
    sure = sure and _search_formulas(xml, begin, end, facts, recalculates=recalculates)
    if percent_styles:
        _search_percent(xml, begin, end, percent_styles, facts)
    facts.last_value = _search_last(xml, begin, end)
    return facts if sure else None


def _search_errors(xml: bytes, begin: int, end: int, facts: SheetFacts) -> bool:
    """Add the error values; False when one stands in a way that only streaming follows."""
    for found in _IS_ERROR.finditer(xml, begin, end):
        match = _ERROR_CELL.match(xml, xml.rfind(b"<c ", begin, found.start()))
        if match is None:
            return False
        facts.errors[_position(match)] = match[4].decode()
    return True


def _search_formulas(
    xml: bytes, begin: int, end: int, facts: SheetFacts, *, recalculates: bool
) -> bool:
    """Add the formulas without result; False when one needs streaming."""
    for found in _IS_FORMULA.finditer(xml, begin, end):
        match = _FORMULA_CELL.match(xml, xml.rfind(b"<c ", begin, found.start()))
        if match is None:
            return False
        stored = "" if match[4] else None if match[5] is None else match[5].decode()
        # Nearly every stored result is something else than zero: no need to look at the type.
        if stored and not (recalculates and _MAY_BE_ZERO.match(stored)):
            continue
        if _is_uncached(_attributes(match[3]).get("t", ""), stored, recalculates=recalculates):
            facts.uncached.add(_position(match))
    return True


def _search_percent(
    xml: bytes, begin: int, end: int, styles: frozenset[int], facts: SheetFacts
) -> None:
    numbers = b"|".join(str(style).encode() for style in sorted(styles))
    for found in re.compile(rb'\ss="(?:' + numbers + rb')"').finditer(xml, begin, end):
        # Rows carry styles too: only the tag that the attribute stands in counts.
        match = _START.match(xml, xml.rfind(b"<", begin, found.start()))
        if match and (b" t=" not in match[3] or _attributes(match[3])["t"] not in _NO_NUMBER):
            facts.percent.add(_position(match))


def _search_last(xml: bytes, begin: int, end: int) -> Position | None:
    """Return the last cell with a stored value, looking from the end."""
    while (value := xml.rfind(b"</v>", begin, end)) > 0:
        if xml[value - 1] != ord(">"):
            match = _START.match(xml, xml.rfind(b"<c ", begin, value))
            return _position(match) if match else None
        end = value
    return None


def _attributes(tag: bytes) -> Attributes:
    return {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(tag)}


@cache
def _column_of(letters: bytes) -> int:
    return column_index(letters.decode())


def _position(cell: re.Match[bytes]) -> Position:
    return int(cell[2]) - 1, _column_of(cell[1])


# ------------------------------------------------------------------- shared judgements


def _hidden_column(attributes: Attributes, facts: SheetFacts) -> None:
    if attributes.get("hidden") in _TRUE:
        first, last = int(attributes.get("min", "1")), int(attributes.get("max", "0"))
        facts.hidden_columns.update(column_span(first - 1, last - 1))


def _is_uncached(kind: str, stored: str | None, *, recalculates: bool) -> bool:
    """Tell whether a formula's result is unknown; ``stored`` is None without a value element.

    An empty value of type ``str`` is a result: the formula gave an empty text.
    """
    if stored is None:
        return True
    if stored == "":
        return kind != "str" or recalculates
    return recalculates and kind in ("", "n") and float(stored) == 0


# ------------------------------------------------------------------- streaming reader


def stream(xml: bytes, percent_styles: frozenset[int], *, recalculates: bool) -> SheetFacts:
    """Return the facts by walking through every element.

    Raises
    ------
    UnreadableFile
        When the XML is unsafe or not well-formed.
    """
    walker = _Walker(percent_styles, recalculates=recalculates)
    try:
        walk(xml, walker.start, walker.end, walker.text)
    except ValueError as error:
        raise UnreadableFile(DAMAGED) from error
    return walker.facts


class _Walker:
    """Collects facts while elements go by; cells without an address follow their neighbour."""

    def __init__(self, percent_styles: frozenset[int], *, recalculates: bool) -> None:
        self.facts = SheetFacts()
        self._percent = {str(style) for style in percent_styles}
        self._recalculates = recalculates
        self._row, self._column = -1, -1
        self._cell: Attributes | None = None
        self._value: list[str] | None = None
        self._formula = self._listening = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self._start_row(attributes)
        elif tag == "c":
            self._start_cell(attributes)
        elif tag == "col":
            _hidden_column(attributes, self.facts)
        elif self._cell is not None:
            self._formula = self._formula or tag == "f"
            if tag == "v":
                self._value, self._listening = [], True

    def text(self, piece: str) -> None:
        if self._listening and self._value is not None:
            self._value.append(piece)

    def end(self, tag: str) -> None:
        if tag == "v":
            self._listening = False
        elif tag == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _TRUE:
            self.facts.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        address = _ADDRESS.match(attributes.get("r", ""))
        if address:
            self._row, self._column = int(address[2]) - 1, column_index(address[1].upper())
        else:
            self._column += 1
        self._cell, self._value, self._formula = attributes, None, False

    def _end_cell(self, cell: Attributes) -> None:
        place = self._row, self._column
        kind = cell.get("t", "")
        stored = None if self._value is None else "".join(self._value)
        if kind == "e" and stored is not None:
            self.facts.errors[place] = stored
        if self._formula and _is_uncached(kind, stored, recalculates=self._recalculates):
            self.facts.uncached.add(place)
        if kind not in _NO_NUMBER and cell.get("s") in self._percent:
            self.facts.percent.add(place)
        if stored:
            self.facts.last_value = place
