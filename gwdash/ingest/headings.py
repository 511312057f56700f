"""What a heading means: by the caller's map, by alias, as an analyte, or not at all."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process

from gwdash.ingest.profile import Profile
from gwdash.registry.model import Dataset
from gwdash.registry.text import fold
from gwdash.standards.gbt14848 import ANALYTE_HEADINGS, ANALYTES, find_analyte
from gwdash.standards.unit_names import split_heading_unit

#: Below this likeness (0–100) a suggestion confuses more than it helps.
SUGGESTION_SCORE = 60


class How(StrEnum):
    """How a heading was understood."""

    MAP = "map"
    ALIAS = "alias"
    ANALYTE = "analyte"
    IGNORED = "ignored"
    UNKNOWN = "unknown"
    SUPERSEDED = "superseded"
    """Another column was given this field: by the map, or because it stands further left."""
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the sheet and what it was understood as."""

    column: int
    """Zero-based column of the sheet; -1 for a constant."""
    text: str
    how: How
    sheet: str = ""
    cell: str = ""
    field: str = ""
    """Field name, empty for an analyte column of a crosstab."""
    analyte: str = ""
    unit: str = ""
    """Unit that stands in the heading or in a unit row, as written."""
    suggestion: str = ""

    @property
    def known(self) -> bool:
        """Whether the heading was recognised, be it to be read or to be left out."""
        return self.how is not How.UNKNOWN


class Matcher:
    """Matches headings of one dataset under one profile."""

    def __init__(self, dataset: Dataset, profile: Profile) -> None:
        self._dataset = dataset
        self._profile = profile

    def match(self, column: int, parts: tuple[str, ...]) -> Heading | None:
        """Return what a column's heading means; None for a column without a heading.

        `parts` are the texts of the header rows from top to bottom. The joined text is tried
        first, then the lowest part upward: 采样信息/采样日期 is 采样日期.
        """
        if not parts:
            return None
        joined = "/".join(parts)
        candidates = dict.fromkeys((joined, *reversed(parts)))
        for text in candidates:
            if found := self._known(column, text, joined):
                return found
        return Heading(column, joined, How.UNKNOWN)

    def _known(self, column: int, text: str, shown: str) -> Heading | None:
        name, unit = split_heading_unit(text)
        if target := self._profile.mapped(text) or self._profile.mapped(name):
            if target in ANALYTES and not self._dataset.has(target):
                return Heading(column, shown, How.MAP, analyte=target, unit=unit or "")
            return Heading(column, shown, How.MAP, field=target, unit=unit or "")
        if self._dataset.ignores(text) or self._dataset.ignores(name):
            return Heading(column, shown, How.IGNORED)
        for candidate in (text, name):
            if found := self._dataset.match(candidate):
                return Heading(column, shown, How.ALIAS, field=found.name, unit=unit or "")
        if self._dataset.crosstab:
            for candidate in (text, name):
                if analyte := find_analyte(candidate):
                    return Heading(
                        column, shown, How.ANALYTE, analyte=analyte.code, unit=unit or ""
                    )
        return None

    def suggest(self, text: str) -> str:
        """Return the label of the field or analyte most like `text`, or an empty string."""
        choices = {word: self._label(word) for word in self._dataset.headings}
        if self._dataset.crosstab:
            choices |= {fold(word): ANALYTES[code].label for word, code in ANALYTE_HEADINGS.items()}
        best = process.extractOne(fold(text), list(choices), score_cutoff=SUGGESTION_SCORE)
        return choices[best[0]] if best else ""

    def _label(self, word: str) -> str:
        column = self._dataset.match(word)
        return column.field.label if column else ""
