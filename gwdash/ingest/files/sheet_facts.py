"""What a sheet holds beside its values, as the readers of the several formats find it."""

from dataclasses import dataclass, field

from gwdash.ingest.files.limits import MAX_COLUMNS

Position = tuple[int, int]
Range = tuple[int, int, int, int]

_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_LETTERS = 26
_BEFORE_A = 64

#: Built-in number formats 9 (0%) and 10 (0.00%), ECMA-376 part 1, 18.8.30.
BUILTIN_PERCENT = frozenset({9, 10})


@dataclass(slots=True)
class SheetFacts:
    """Findings about one sheet; all indices are zero-based."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncached: set[Position] = field(default_factory=set)
    percent: set[Position] = field(default_factory=set)
    """Cells with a percentage format, whatever they hold."""
    errors: dict[Position, str] = field(default_factory=dict)
    """Error values as Excel shows them; the table reader gives these cells as empty."""
    merges: list[Range] = field(default_factory=list)
    """Merged ranges, where the table reader does not give them itself."""
    last_value: Position | None = None
    """The last cell with a stored value, to prove that nothing after a fault was lost."""


def error_text(code: int) -> str:
    """Return an error value of the binary formats as Excel shows it ([MS-XLS] 2.5.10)."""
    return _CODES.get(code, "#N/A")


def is_percent_format(code: str) -> bool:
    """Tell whether a number format shows a percentage: a ``%`` outside quotes and escapes."""
    plain: list[str] = []
    quoted = escaped = False
    for character in code:
        if escaped:
            escaped = False
        elif character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "\\_*":
            escaped = True
        else:
            plain.append(character)
    return "%" in plain


def column_index(letters: str) -> int:
    """Return the zero-based column of its letters (A → 0, AA → 26)."""
    index = 0
    for letter in letters:
        index = index * _LETTERS + ord(letter) - _BEFORE_A
    return index - 1


def column_span(first: int, last: int) -> range:
    """Return the zero-based columns from first to last, inclusive, inside a sheet."""
    return range(max(first, 0), min(last, MAX_COLUMNS - 1) + 1)
