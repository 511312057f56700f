"""One sheet's XML with some cells in other formats; every other byte stays as the sender's.

Only rows with a marked cell are taken apart, so that a long table costs little more than its
bytes. What is written in an unusual way (comments inside, rows out of order) is declined.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gwdash.export.marked_package import RELATIONSHIPS, NotPatchable
from gwdash.export.marked_styles import Styles
from gwdash.ingest.files.safexml import refuse_encoding
from gwdash.ingest.files.sheet_facts import column_index
from gwdash.ingest.grid import address
from gwdash.ingest.issues import Severity

Position = tuple[int, int]

_ROW_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_CELL_COLUMN = re.compile(rb"""\sr=["']([A-Za-z]{1,3})\d+["']""")
_STYLE = re.compile(rb"""\ss=["'](\d+)["']""")
_RANGE = re.compile(rb"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")
_SELECTED = re.compile(rb"""\stabSelected=["'](?:1|true)["']""")
_TAG = re.compile(rb"<(/?)((?:\w+:)?\w+)[^>]*?(/?)>")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d+)")
#: What may stand after the drawing of notes in a worksheet (ECMA-376 part 1, 18.3.1.99).
_AFTER_NOTES = frozenset({
    b"legacyDrawing", b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls",
    b"webPublishItems", b"tableParts", b"extLst", b"AlternateContent",
})  # fmt: skip


def position(cell: str) -> Position | None:
    """Return the zero-based (row, column) of an address as Excel shows it, None for no address."""
    match = _ADDRESS.fullmatch(cell)
    return (int(match[2]) - 1, column_index(match[1].upper())) if match else None


@dataclass(slots=True)
class _Edit:
    start: int
    end: int
    text: bytes


class SheetXml:
    """The bytes of a worksheet part, cut where they can be changed."""

    def __init__(self, xml: bytes) -> None:
        """Take the part; raises NotPatchable where it is not written plainly."""
        refuse_encoding(xml)
        root = re.search(rb"<((?:\w+:)?)worksheet\b[^>]*>", xml)
        if root is None or b"<!" in xml:
            raise NotPatchable("worksheet")
        self.prefix = root[1]
        self._root = root
        xml = re.sub(
            rb"<%bsheetData\s*/>" % self.prefix,
            rb"<%bsheetData></%bsheetData>" % (self.prefix, self.prefix),
            xml,
            count=1,
        )
        begin = re.search(rb"<%bsheetData\b[^>]*>" % self.prefix, xml)
        end = xml.rfind(b"</%bsheetData" % self.prefix)
        if begin is None or end < 0:
            raise NotPatchable("sheetData")
        self._xml, self._begin, self._end = xml, begin.end(), end
        self._edits: list[_Edit] = []

    @cached_property
    def merges(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges as (first row, first column, last row, last column), zero-based."""
        pattern = re.compile(rb"""<%bmergeCell\s[^>]*?ref=["']([^"']+)["']""" % self.prefix)
        found = []
        for match in pattern.finditer(self._xml, self._end):
            if parts := _RANGE.fullmatch(match[1]):
                left, top, right, bottom = (g.decode() for g in parts.groups())
                found.append(
                    (int(top) - 1, column_index(left), int(bottom) - 1, column_index(right))
                )
        return found

    @property
    def notes_drawing(self) -> str:
        """The relationship id of the drawing of notes, empty where the sheet has none."""
        match = re.search(
            rb"""<%blegacyDrawing\s[^>]*?\w+:id=["']([^"']+)["']""" % self.prefix,
            self._xml[self._end :],
        )
        return match[1].decode() if match else ""

    def deselect(self) -> None:
        """Take the sheet out of the selection: what is typed then goes into one sheet only."""
        for match in _SELECTED.finditer(self._xml, 0, self._begin):
            self._edits.append(_Edit(match.start(), match.end(), b""))

    def draw_notes(self, relationship: str) -> None:
        """Refer to the drawing that shows the notes."""
        name = b"" if RELATIONSHIPS.encode() in self._root[0] else _DECLARED
        prefix = b"r"
        if not name:
            declared = re.search(rb'xmlns:(\w+)="%b"' % RELATIONSHIPS.encode(), self._root[0])
            if declared is None:
                raise NotPatchable("xmlns")
            prefix = declared[1]
        tag = b'<%blegacyDrawing%b %b:id="%b"/>' % (
            self.prefix, name, prefix, relationship.encode(),
        )  # fmt: skip
        at = self._place_of_notes()
        self._edits.append(_Edit(at, at, tag))

    def mark(self, cells: Mapping[Position, Severity], styles: Styles) -> None:
        """Give cells the ground of their severity; cells that are not there are made."""
        by_row: dict[int, dict[int, Severity]] = {}
        for (row, column), severity in cells.items():
            by_row.setdefault(row, {})[column] = severity
        waiting = sorted(by_row)
        row = -1
        at = 0
        for match in self._rows.finditer(self._xml, self._begin, self._end):
            number = _ROW_NUMBER.search(match[1])
            before, row = row, int(number[1]) - 1 if number else row + 1
            if row <= before:
                raise NotPatchable("row order")
            at = self._make_rows(waiting, at, row, match.start(), by_row, styles)
            if at < len(waiting) and waiting[at] == row:
                self._mark_row(match, row, by_row[row], styles)
                at += 1
        self._make_rows(waiting, at, None, self._end, by_row, styles)

    def patched(self) -> bytes:
        """Return the part with all changes."""
        pieces: list[bytes] = []
        done = 0
        for edit in sorted(self._edits, key=lambda e: (e.start, e.end)):
            pieces += (self._xml[done : edit.start], edit.text)
            done = edit.end
        pieces.append(self._xml[done:])
        return b"".join(pieces)

    @cached_property
    def _rows(self) -> re.Pattern[bytes]:
        return re.compile(rb"<%brow\b([^>]*?)(/?)>" % self.prefix)

    @cached_property
    def _cells(self) -> re.Pattern[bytes]:
        p = self.prefix
        return re.compile(rb"<%bc(\s[^>]*?)?(/>|>.*?</%bc\s*>)" % (p, p), re.DOTALL)

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, int]]:
        """Columns from, to and their format, as the sheet gives them."""
        found = []
        tags = re.findall(rb"<%bcol\s[^>]*>" % self.prefix, self._xml[: self._begin])
        for tag in tags:
            values = dict(re.findall(rb"""\s(min|max|style)=["'](\d+)["']""", tag))
            if len(values) == len(("min", "max", "style")):
                low, high = int(values[b"min"]), int(values[b"max"])
                found.append((low - 1, high - 1, int(values[b"style"])))
        return found

    def _make_rows(  # noqa: PLR0913, PLR0917 (where the walk through the rows stands)
        self,
        waiting: list[int],
        at: int,
        before: int | None,
        place: int,
        by_row: dict[int, dict[int, Severity]],
        styles: Styles,
    ) -> int:
        """Make the waiting rows that come before one that is there."""
        while at < len(waiting) and (before is None or waiting[at] < before):
            row = waiting[at]
            inside = b"".join(
                self._new_cell(row, column, None, severity, styles)
                for column, severity in sorted(by_row[row].items())
            )
            tag = b'<%brow r="%d">%b</%brow>' % (self.prefix, row + 1, inside, self.prefix)
            self._edits.append(_Edit(place, place, tag))
            at += 1
        return at

    def _mark_row(
        self, match: re.Match[bytes], row: int, cells: dict[int, Severity], styles: Styles
    ) -> None:
        style = _STYLE.search(match[1])
        row_style = int(style[1]) if style else None
        left = dict(sorted(cells.items()))
        if match[2]:
            inside = b"".join(self._new_cell(row, c, row_style, s, styles) for c, s in left.items())
            opened = match[0][:-2] + b">"
            text = opened + inside + b"</%brow>" % self.prefix
            self._edits.append(_Edit(match.start(), match.end(), text))
            return
        end = self._xml.find(b"</%brow" % self.prefix, match.end())
        column = -1
        for cell in self._cells.finditer(self._xml, match.end(), end):
            attributes = cell[1] or b""
            named = _CELL_COLUMN.search(attributes)
            column = column_index(named[1].decode().upper()) if named else column + 1
            self._add_before(cell.start(), row, column, left, row_style, styles)
            severity = left.pop(column, None)
            if severity is not None:
                self._restyle(cell, attributes, severity, styles)
        self._add_before(end, row, None, left, row_style, styles)

    def _add_before(  # noqa: PLR0913, PLR0917 (a place in a row, and what is still to come)
        self,
        place: int,
        row: int,
        before: int | None,
        left: dict[int, Severity],
        row_style: int | None,
        styles: Styles,
    ) -> None:
        for column in [c for c in left if before is None or c < before]:
            tag = self._new_cell(row, column, row_style, left.pop(column), styles)
            self._edits.append(_Edit(place, place, tag))

    def _restyle(
        self, cell: re.Match[bytes], attributes: bytes, severity: Severity, styles: Styles
    ) -> None:
        style = _STYLE.search(attributes)
        number = styles.marked(int(style[1]) if style else 0, severity)
        kept = _STYLE.sub(b"", attributes) + b' s="%d"' % number
        start = cell.start() + len(self.prefix) + len(b"<c")
        self._edits.append(_Edit(start, start + len(attributes), kept))

    def _new_cell(
        self, row: int, column: int, row_style: int | None, severity: Severity, styles: Styles
    ) -> bytes:
        base = row_style
        if base is None:
            base = next((s for low, high, s in self._column_styles if low <= column <= high), 0)
        number = styles.marked(base, severity)
        return b'<%bc r="%b" s="%d"/>' % (self.prefix, address(row, column).encode(), number)

    def _place_of_notes(self) -> int:
        start = self._xml.index(b">", self._end) + 1
        depth = 0
        for tag in _TAG.finditer(self._xml, start):
            if depth == 0 and (tag[1] or tag[2].rpartition(b":")[2] in _AFTER_NOTES):
                return tag.start()
            depth += -1 if tag[1] else 0 if tag[3] else 1
        raise NotPatchable("worksheet")


_DECLARED = b' xmlns:r="%b"' % RELATIONSHIPS.encode()
