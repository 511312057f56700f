"""What a heading means: by the caller's map, by alias, as an analyte, or not at all."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from rapidfuzz import process

from gwdash.ingest.lengths import unit_factor
from gwdash.ingest.profile import Profile
from gwdash.registry.model import Dataset, Kind
from gwdash.registry.text import fold
from gwdash.standards.gbt14848 import ANALYTE_HEADINGS, ANALYTES, find_analyte
from gwdash.standards.unit_names import split_heading_unit
from gwdash.standards.units import conversion_factor

#: Below this likeness (0–100) a suggestion confuses more than it helps.
SUGGESTION_SCORE = 60
#: A heading longer than this is a paragraph and like nothing.
_LONGEST_HEADING = 60
#: Forms that give an angle three columns, in the order of their size.
ANGLE_PARTS = ("度", "分", "秒")
#: A longer text heads nothing: looking for units in an outline of a thousand corners takes minutes.
_LONGEST_NAME = 1_000
#: So many headings are kept cut up: every ledger asks for those of one sheet.
_KEPT_HEADINGS = 4096
_ANGLES = frozenset({Kind.LONGITUDE, Kind.LATITUDE})
#: A diagonal is drawn by the spreadsheet; in the text it is a stroke, a space or a line break.
_DIAGONAL = re.compile(r"\s*[\\/\uff3c\uff0f|\uff5c\n]\s*|\s{2,}")
_HALVES = 2
#: What stands for the points of sampling in a corner, without being a column's name.
_POINT = re.compile(
    r"(?:监测|采样|取样|检测)?(?:点位|点|井|井点|样品|位置|断面|地点)(?:名称|编号)?"
)
_ANGLE_PART = re.compile(r"(?P<name>.+?)[/_-]?[(]?(?P<part>[度分秒])[)]?")


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
    CORNER = "corner"
    """The corner of a crosstab (项目\\点位): what its rows, or its columns, are."""
    TITLE = "title"
    """Not in the table: said once above it, or by the name of the sheet or the file."""


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
    part: str = ""
    """度, 分 or 秒 where an angle stands in three columns."""

    @property
    def target(self) -> str:
        """What the column gives: a field or an analyte; empty for none."""
        return self.field or self.analyte

    @property
    def known(self) -> bool:
        """Whether the heading was recognised, be it to be read or to be left out."""
        return self.how is not How.UNKNOWN


def key_identifiers(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns that name what a row is about: of the key, or what it is joined from."""
    key = [dataset.column(name) for name in dataset.key]
    parts = [part.column for column in key for option in column.derived for part in option]
    named = dict.fromkeys((*dataset.key, *parts))
    return tuple(n for n in named if dataset.column(n).field.kind is Kind.IDENTIFIER)


@lru_cache(maxsize=_KEPT_HEADINGS)
def _candidates(parts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the joined text of a column's heading, and what of it may be a name, in turn.

    From the whole down to the lowest word, then the groups: 排查记录/时间 before 时间.
    """
    ends = ["/".join(parts[start:]) for start in range(len(parts))]
    return ends[0], tuple(dict.fromkeys((*ends, *reversed(parts))))


class Matcher:
    """Matches headings of one dataset under one profile.

    Without `suggests` no label is looked for that a heading which nobody knows may mean.
    """

    def __init__(self, dataset: Dataset, profile: Profile, *, suggests: bool = True) -> None:
        self._dataset = dataset
        self._profile = profile
        self._suggests = suggests
        self._seen: dict[str, Heading | None] = {}
        self._ignored = frozenset(map(fold, dataset.ignored_headings))
        self._angles = any(column.field.kind in _ANGLES for column in dataset.columns)

    def match(self, column: int, parts: tuple[str, ...]) -> Heading | None:
        """Return what a column's heading means; None for a column without a heading.

        `parts` are the texts of the header rows from top to bottom. The joined text is tried
        first, then its ends, then the groups: 采样信息/采样日期 is 采样日期.
        """
        if not parts:
            return None
        joined, candidates = _candidates(parts)
        if len(joined) > _LONGEST_NAME:
            return Heading(column, joined, How.UNKNOWN)
        if self._angles and (angle := self._angle_part(column, joined)):
            return angle
        for text in candidates:
            if found := self._known(column, text, joined):
                return found if found.unit else self._with_group_unit(found, parts)
        return Heading(column, joined, How.UNKNOWN)

    def knows(self, text: str) -> bool:
        """Tell whether a text by itself is a heading that is read or deliberately left out."""
        return len(text) <= _LONGEST_NAME and self._meaning(text) is not None

    def _known(self, column: int, text: str, shown: str) -> Heading | None:
        found = self._meaning(text)
        return found and replace(found, column=column, text=shown)

    def _meaning(self, text: str) -> Heading | None:
        if text not in self._seen:
            # A text is looked up in every window of rows it could head.
            self._seen[text] = self._look_up(text)
        return self._seen[text]

    def _look_up(self, text: str) -> Heading | None:
        name, unit = split_heading_unit(text)
        if self._profile.mapping and (
            target := self._profile.mapped(text) or self._profile.mapped(name)
        ):
            is_analyte = target in ANALYTES and not self._dataset.has(target)
            thing = {"analyte" if is_analyte else "field": target}
            return Heading(0, text, How.MAP, unit=unit, **thing)
        if fold(text) in self._ignored or fold(name) in self._ignored:
            return Heading(0, text, How.IGNORED)
        for candidate in (text, name):
            if found := self._dataset.match(candidate):
                return Heading(0, text, How.ALIAS, field=found.name, unit=unit)
        if self._dataset.crosstab:
            for candidate in (text, name):
                if analyte := find_analyte(candidate):
                    return Heading(0, text, How.ANALYTE, analyte=analyte.code, unit=unit)
        return self._corner(text) if self._dataset.crosstab else None

    def _corner(self, text: str) -> Heading | None:
        """Read the corner of a crosstab, cut by a diagonal: 监测项目/井号, 点位|项目."""
        halves = [half for half in _DIAGONAL.split(text.strip()) if half]
        columns = [self._dataset.match(half) for half in halves]
        kinds = [column.field.kind if column else None for column in columns]
        if len(halves) != _HALVES or kinds.count(Kind.ANALYTE) != 1:
            return None
        place = 1 - kinds.index(Kind.ANALYTE)
        other = columns[place]
        if other is not None and other.name in self._dataset.key:
            return Heading(0, text, How.CORNER, field=other.name)
        # 项目/点位: what a laboratory writes there is the number of the well.
        subject = next(iter(key_identifiers(self._dataset)), "")
        if subject and _POINT.fullmatch(fold(halves[place])):
            return Heading(0, text, How.CORNER, field=subject)
        return None

    def _with_group_unit(self, heading: Heading, parts: tuple[str, ...]) -> Heading:
        """Take the unit of the group a column stands in: 重金属（μg/L） over 砷.

        Only where it can be one of the column's: pH in a group of mg/L has none.
        """
        for text in reversed(parts):
            unit = split_heading_unit(text)[1]
            if unit and self._fits(heading, unit):
                return replace(heading, unit=unit)
        return heading

    def _fits(self, heading: Heading, unit: str) -> bool:
        if heading.analyte:
            return conversion_factor(heading.analyte, unit, heading=heading.text) is not None
        if not heading.field:
            return False
        field = self._dataset.column(heading.field).field
        return field.kind in {Kind.NUMBER, Kind.INTEGER} and unit_factor(unit, field) is not None

    def _angle_part(self, column: int, joined: str) -> Heading | None:
        match = _ANGLE_PART.fullmatch(fold(joined))
        found = self._dataset.match(match["name"].rpartition("/")[2]) if match else None
        if match is None or found is None or found.field.kind not in _ANGLES:
            return None
        return Heading(column, joined, How.ALIAS, field=found.name, part=match["part"])

    def suggest(self, text: str) -> str:
        """Return the label of the field or analyte most like `text`, or an empty string."""
        if not self._suggests or len(text) > _LONGEST_HEADING:
            return ""
        best = process.extractOne(
            fold(text), list(self._suggestions), score_cutoff=SUGGESTION_SCORE
        )
        return self._suggestions[best[0]] if best else ""

    @cached_property
    def _suggestions(self) -> dict[str, str]:
        """Every word a heading can be, with the label that is shown for it."""
        columns = {word: self._dataset.match(word) for word in self._dataset.headings}
        labels = {word: column.field.label for word, column in columns.items() if column}
        if self._dataset.crosstab:
            labels |= {fold(word): ANALYTES[code].label for word, code in ANALYTE_HEADINGS.items()}
        return labels
