"""What is wrong with a file, as records: one issue, one place, one sentence."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """How much an issue weighs: errors stop the row, warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class IssueKind(StrEnum):
    """What kind of thing is wrong; the closed list that users filter by."""

    REQUIRED = "required"
    TYPE = "type"
    RANGE = "range"
    CODE = "code"
    KEY = "key"
    DUPLICATE = "duplicate"
    REFERENCE = "reference"
    UNIT = "unit"
    UNKNOWN_HEADING = "unknown-heading"
    MISSING_HEADING = "missing-heading"
    SCOPE = "scope"
    LAYOUT = "layout"
    FORMULA = "formula"
    KEPT = "kept-by-office"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding in a file.

    ``cell`` is the address as Excel shows it (``C17``), empty when the issue is about a sheet
    or the file; ``row`` the Excel row number, 0 when there is none; ``raw`` what was typed;
    ``message`` a Chinese sentence that says what to do.
    """

    severity: Severity
    kind: IssueKind
    message: str
    sheet: str = ""
    cell: str = ""
    row: int = 0
    field: str = ""
    raw: str = ""

    @classmethod
    def error(cls, kind: IssueKind, message: str, **where: object) -> Self:
        """Return an issue that stops its row (or the file, without a row)."""
        return cls(Severity.ERROR, kind, message, **where)  # type: ignore[arg-type]

    @classmethod
    def warning(cls, kind: IssueKind, message: str, **where: object) -> Self:
        """Return an issue that is shown and counted but stops nothing."""
        return cls(Severity.WARNING, kind, message, **where)  # type: ignore[arg-type]

    @classmethod
    def info(cls, kind: IssueKind, message: str, **where: object) -> Self:
        """Return a note: what was understood or passed over."""
        return cls(Severity.INFO, kind, message, **where)  # type: ignore[arg-type]
