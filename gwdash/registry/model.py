"""The words of the registry: what a field, a code list, a dataset is made of.

Everything here is frozen and refuses contradictions when it is made, so that a wrong
declaration stops the program at import and not a clerk's upload months later.
"""

from dataclasses import dataclass, field
from datetime import date

from gwdash.registry.code_lists import Code, CodeList
from gwdash.registry.kinds import (
    DEFAULT_SOURCE,
    Cadence,
    DatasetKind,
    Format,
    Kind,
    Need,
    RegistryError,
)
from gwdash.registry.places import County, Extent, Phase, Task, Unit
from gwdash.registry.rules import CONDITIONAL, RowRule, Rule, Threshold, When
from gwdash.registry.text import fold

__all__ = [
    "DEFAULT_SOURCE",
    "Cadence",
    "Code",
    "CodeList",
    "Column",
    "County",
    "Dataset",
    "DatasetKind",
    "Extent",
    "Field",
    "Format",
    "Kind",
    "Need",
    "Part",
    "Phase",
    "RegistryError",
    "RowRule",
    "Rule",
    "Task",
    "Threshold",
    "Unit",
    "When",
]


#: Kinds of field that say where exactly something lies.
_PLACING = frozenset({Kind.LONGITUDE, Kind.LATITUDE, Kind.BOUNDARY})


@dataclass(frozen=True, slots=True)
class Field:
    """A fact that can be reported, defined once and named by every dataset that has it.

    ``unit`` is the unit the stored value is in; ``minimum`` and ``maximum`` bound what can be
    true (an error outside), ``earliest`` and ``latest`` likewise for dates.
    """

    name: str
    label: str
    kind: Kind
    description: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    codes: CodeList | None = None
    minimum: float | None = None
    maximum: float | None = None
    earliest: date | None = None
    format: Format | None = None
    """How the identifier is made up, where a standard says so."""
    source: str = DEFAULT_SOURCE
    """The document that the field's bounds, format or meaning are taken from."""
    personal: bool = False
    """A person's name or telephone: masked in views and exports."""
    planar: bool = False
    """One of a pair of plane coordinates, which place something as exactly as degrees do."""
    open_ended: bool = False
    """A date that may say 长期坚持: open, which is no error."""

    def __post_init__(self) -> None:
        """Refuse a field that cannot be read or shown."""
        if not (self.name.isidentifier() and self.name.isascii() and self.name.islower()):
            raise RegistryError(f"{self.name}: not a column name")
        if not self.label or not self.description:
            raise RegistryError(f"{self.name}: label and description are needed")
        if (self.kind is Kind.CODE) != (self.codes is not None):
            raise RegistryError(f"{self.name}: a code field has a code list, no other has")
        if self.format is not None and self.kind is not Kind.IDENTIFIER:
            raise RegistryError(f"{self.name}: only an identifier has a format")

    @property
    def places(self) -> bool:
        """Whether it says where exactly something lies."""
        return self.planar or self.kind in _PLACING

    @property
    def guarded(self) -> bool:
        """Whether nobody is shown its values as long as there are no accounts."""
        return self.personal or self.places

    @property
    def heading(self) -> str:
        """The heading people see, with its unit."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Part:
    """A column's share in a derived key: its first `keep` characters, filled up with zeros."""

    column: str
    keep: int = 0
    """How many characters count; 0 for all."""
    pad: int = 0
    """Width to which figures are filled up with zeros on the left."""

    def of(self, value: str) -> str:
        """Return what a value contributes."""
        kept = value[: self.keep] if self.keep else value
        return kept.zfill(self.pad) if kept.isdigit() else kept


@dataclass(frozen=True, slots=True)
class Column:
    """A field's place in a dataset."""

    field: Field
    need: Need = Need.OPTIONAL
    aliases: tuple[str, ...] = ()
    """Headings that mean this field in this dataset only."""
    strict: bool = True
    """Whether an unreadable value stops the row; False for what merely accompanies it."""
    without: tuple[str, ...] = ()
    """Aliases of the field that mean something else in this dataset."""
    references: str = ""
    """What this value points to, ``dataset`` for its key or ``dataset.column``; an unknown one
    is a warning."""
    stored: bool = True
    """False for what belongs to the submission and not to each row."""
    whole_region: bool = False
    """Whether a county column may say 市级, the region as a whole."""
    derived: tuple[tuple[Part, ...], ...] = ()
    """Nobody types this column: it is joined from the first of these that the row has whole."""
    kept_by_office: bool = False
    """Of a row that the office has handed in, its own value counts, whatever others hand in."""

    @property
    def name(self) -> str:
        """The column's name, which is its field's."""
        return self.field.name

    @property
    def words(self) -> tuple[str, ...]:
        """The headings that mean this column; none where nobody types it."""
        if self.derived:
            return ()
        field = self.field
        left_out = {fold(word) for word in self.without}
        words = (field.name, field.label, *field.aliases, *self.aliases)
        return tuple(word for word in words if fold(word) not in left_out)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A ledger: who hands it in, how often, what a row is and what columns it has."""

    name: str
    label: str
    kind: DatasetKind
    grain: str
    key: tuple[str, ...]
    reporters: tuple[str, ...]
    """Reporter groups or unit codes: ``counties``, ``units``, ``office`` or a unit's code."""
    cadence: Cadence
    due_day: int | None
    """Day of the month after the period's end; None where nothing is due."""
    columns: tuple[Column, ...]
    tasks: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()
    ignored_headings: tuple[str, ...] = ()
    """Headings of official forms that say nothing this system keeps."""
    crosstab: bool = False
    """One column an analyte is also accepted and becomes one row a value."""
    description: str = ""
    aliases: tuple[str, ...] = ()
    shared_keys: bool = False
    """Whether several reporters may hand in the same key of a register."""
    internal: bool = False
    """Whether the pages alone write it: no template, no drop-down, nobody owes it; it is stored,
    versioned and rebuilt like any other."""
    reasoned: bool = False
    """Whether what was accepted once is changed only with a reason: 调整."""
    drinking: tuple[When, ...] = ()
    """A row that meets any of these is of a drinking-water source: its position is kept back."""
    _columns: dict[str, Column] = field(init=False, repr=False, compare=False)
    _headings: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse doubled columns, ambiguous headings and keys that are not columns."""
        columns: dict[str, Column] = {}
        headings: dict[str, Column] = {}
        for column in self.columns:
            if column.name in columns:
                raise RegistryError(f"{self.name}: {column.name} twice")
            columns[column.name] = column
            for word in {fold(w) for w in column.words}:
                if word in headings:
                    raise RegistryError(
                        f"{self.name}: heading {word} means {headings[word].name} and {column.name}"
                    )
                headings[word] = column
        for word in map(fold, self.ignored_headings):
            if word in headings:
                raise RegistryError(f"{self.name}: {word} is both read and ignored")
        parts = {p.column for c in self.columns for option in c.derived for p in option}
        ruled = {name for rule in self.rules for name in rule.names}
        named = {*self.key, *parts, *ruled, *(when.column for when in self.drinking)}
        if missing := named - set(columns):
            raise RegistryError(f"{self.name}: no column {sorted(missing)}")
        if not self.key:
            raise RegistryError(f"{self.name}: no key")
        if self.kept_by_office and not self.shared_keys:
            raise RegistryError(f"{self.name}: nobody but the office hands in its rows")
        _prove_conditions(self, columns)
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "_headings", headings)

    def column(self, name: str) -> Column:
        """Return the column called `name`; raises KeyError."""
        return self._columns[name]

    def has(self, name: str) -> bool:
        """Tell whether the dataset has a column called `name`."""
        return name in self._columns

    def match(self, heading: str) -> Column | None:
        """Return the column that a heading names by field name, label or alias."""
        return self._headings.get(fold(heading))

    def ignores(self, heading: str) -> bool:
        """Tell whether a heading is known and deliberately left out."""
        return fold(heading) in {fold(word) for word in self.ignored_headings}

    @property
    def headings(self) -> tuple[str, ...]:
        """All comparison keys of headings, for suggestions."""
        return tuple(self._headings)

    @property
    def stored_columns(self) -> tuple[Column, ...]:
        """The columns that each row keeps."""
        return tuple(column for column in self.columns if column.stored)

    @property
    def entered_columns(self) -> tuple[Column, ...]:
        """The columns that people fill in: those of a template."""
        return tuple(column for column in self.stored_columns if not column.derived)

    @property
    def kept_by_office(self) -> tuple[Column, ...]:
        """The columns in which the office's own row counts."""
        return tuple(column for column in self.columns if column.kept_by_office)

    @property
    def one_reporter_a_key(self) -> bool:
        """Whether a key belongs to the reporter who handed it in first (主报单位)."""
        return self.kind is DatasetKind.REGISTER and not self.shared_keys

    @property
    def places(self) -> bool:
        """Whether its rows say where exactly something lies."""
        return any(column.field.places for column in self.stored_columns)

    @property
    def result_column(self) -> Column | None:
        """The laboratory result column of an observation of analytes, if it has one."""
        return next((c for c in self.columns if c.field.kind is Kind.RESULT), None)


def _prove_conditions(dataset: Dataset, columns: dict[str, Column]) -> None:
    """Refuse conditions on values that their columns cannot have."""
    for rule in dataset.rules:
        _prove_codes(dataset.name, rule, columns)
    for when in dataset.drinking:
        _prove_values(dataset.name, columns[when.column], when.values)


def _prove_codes(name: str, rule: RowRule, columns: dict[str, Column]) -> None:
    """Refuse a rule that speaks of codes its columns do not have."""
    spoken: list[tuple[Column, tuple[object, ...]]] = [
        (columns[name], rule.allowed) for name in rule.columns if rule.allowed
    ]
    if rule.when is not None:
        spoken.append((columns[rule.when.column], rule.when.values))
    for column, values in spoken:
        _prove_values(name, column, values)
    if rule.rule in CONDITIONAL and rule.when and rule.when.column in rule.columns:
        raise RegistryError(f"{name}: a condition on {rule.when.column} about itself")


def _prove_values(name: str, column: Column, values: tuple[object, ...]) -> None:
    """Refuse values that a column cannot have."""
    codes = column.field.codes
    known: set[object] = {c.code for c in codes.codes} if codes else {True, False}
    if wrong := set(values) - known:
        raise RegistryError(f"{name}.{column.name}: no value {wrong}")
