"""The words of the registry: what a field, a code list, a dataset is made of.

Everything here is frozen and refuses contradictions when it is made, so that a wrong
declaration stops the program at import and not a clerk's upload months later.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gwdash.registry.text import fold


class RegistryError(ValueError):
    """A declaration contradicts itself or another one."""


class Kind(StrEnum):
    """How the text of a cell is to be understood."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    """Text that identifies: never a number, refused in E+ form."""
    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    DATE = "date"
    DATETIME = "datetime"
    PERIOD = "period"
    BOOLEAN = "boolean"
    CODE = "code"
    COUNTY = "county"
    REPORTER = "reporter"
    UNITS = "units"
    TASK = "task"
    ANALYTE = "analyte"
    RESULT = "result"
    """A laboratory result: text with detection limit, kept with value, flag and unit."""
    LONGITUDE = "longitude"
    LATITUDE = "latitude"


class Need(StrEnum):
    """How much a column is needed."""

    LOAD = "load"
    """Without it the row means nothing: an error."""
    COMPLETE = "complete"
    """Without it the row is incomplete: a warning, counted in the completeness rate."""
    OPTIONAL = "optional"


class DatasetKind(StrEnum):
    """Which rule makes a dataset's current rows."""

    OFFICE = "office"
    """Kept by the office alone: its last accepted submission as of the period."""
    REGISTER = "register"
    """What each reporter last handed in as of the period."""
    PERIODIC = "periodic"
    """Facts of one period: the reporter's accepted submission for that very period."""
    OBSERVATION = "observation"
    """The last accepted value for each key."""


class Cadence(StrEnum):
    """How often a dataset is due; the value names the kind of its period."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list: what is stored, what is shown, how people also write it."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed vocabulary; anything outside it is an issue, never a new value."""

    name: str
    label: str
    codes: tuple[Code, ...]
    _by_key: dict[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse two codes that can be written alike."""
        keys: dict[str, Code] = {}
        for code in self.codes:
            for word in {fold(w) for w in (code.code, code.label, *code.aliases)}:
                if not word:
                    raise RegistryError(f"{self.name}: empty word in {code.code}")
                if word in keys:
                    raise RegistryError(
                        f"{self.name}: {word} means {keys[word].code} and {code.code}"
                    )
                keys[word] = code
        object.__setattr__(self, "_by_key", keys)

    def find(self, text: str) -> Code | None:
        """Return the code that `text` names by code, label or alias, else None."""
        return self._by_key.get(fold(text))

    def label_of(self, code: str) -> str:
        """Return the Chinese label of a stored code; raises KeyError for an unknown one."""
        for item in self.codes:
            if item.code == code:
                return item.label
        raise KeyError(code)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the list, for drop-downs and messages."""
        return tuple(item.label for item in self.codes)


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
    personal: bool = False
    """A person's name or telephone: masked in views and exports."""
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

    @property
    def heading(self) -> str:
        """The heading people see, with its unit."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Column:
    """A field's place in a dataset."""

    field: Field
    need: Need = Need.OPTIONAL
    aliases: tuple[str, ...] = ()
    """Headings that mean this field in this dataset only."""
    strict: bool = True
    """Whether an unreadable value stops the row; False for what merely accompanies it."""
    references: str = ""
    """The dataset whose key this value points to; an unknown one is a warning."""
    stored: bool = True
    """False for what belongs to the submission and not to each row."""

    @property
    def name(self) -> str:
        """The column's name, which is its field's."""
        return self.field.name


class Rule(StrEnum):
    """Checks over several columns of one row."""

    ORDERED = "ordered"
    """The first column is smaller than the second."""
    NOT_ABOVE = "not_above"
    """The first column is at most the second."""
    ONE_OF = "one_of"
    """At least one of the columns has a value."""
    POSITION = "position"
    """The columns give one position inside the region and the row's county."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """One rule over the columns of a row, with the sentence a person reads."""

    rule: Rule
    columns: tuple[str, ...]
    message: str = ""


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
            words = (column.name, column.field.label, *column.field.aliases, *column.aliases)
            for word in {fold(w) for w in words}:
                if word in headings:
                    raise RegistryError(
                        f"{self.name}: heading {word} means {headings[word].name} and {column.name}"
                    )
                headings[word] = column
        for word in map(fold, self.ignored_headings):
            if word in headings:
                raise RegistryError(f"{self.name}: {word} is both read and ignored")
        named = {*self.key, *(name for rule in self.rules for name in rule.columns)}
        if missing := named - set(columns):
            raise RegistryError(f"{self.name}: no column {sorted(missing)}")
        if not self.key:
            raise RegistryError(f"{self.name}: no key")
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
    def result_column(self) -> Column | None:
        """The laboratory result column of an observation of analytes, if it has one."""
        return next((c for c in self.columns if c.field.kind is Kind.RESULT), None)


@dataclass(frozen=True, slots=True)
class County:
    """A county of the region; ``in_scope`` is False for one that is known but not assessed."""

    code: str
    name: str
    short_name: str
    in_scope: bool
    aliases: tuple[str, ...]
    old_codes: tuple[str, ...]
    new_area: str
    """How it meets the new area: empty, or a word such as 部分."""
    seat: tuple[float, float]
    label_at: tuple[float, float]
    note: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A member unit (or the office): who it is and what the plan asks of it."""

    code: str
    short_name: str
    full_name: str
    aliases: tuple[str, ...]
    member: bool
    listed: bool
    duty: str
    note: str


@dataclass(frozen=True, slots=True)
class Task:
    """One of the key tasks of the plan."""

    no: str
    code: str
    short_name: str
    name: str
    lead_units: tuple[str, ...]
    lead_note: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of the pilot; ``last_day`` is None for the one without an end."""

    code: str
    label: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Extent:
    """The box in which the region's points lie: degrees, and metres in its own 3-degree zone.

    Northings (X) and eastings (Y, 500 km false easting) belong to zone `zone_prefix`.
    """

    lon_min: float
    lon_max: float
    lat_min: float
    lat_max: float
    x_north_min_m: float
    x_north_max_m: float
    y_east_min_m: float
    y_east_max_m: float
    zone_prefix: int

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether degrees lie in the box."""
        return self.lon_min <= lon <= self.lon_max and self.lat_min <= lat <= self.lat_max

    def holds_metres(self, north_m: float, east_m: float) -> bool:
        """Tell whether metres of the region's own zone lie in the box."""
        return (
            self.x_north_min_m <= north_m <= self.x_north_max_m
            and self.y_east_min_m <= east_m <= self.y_east_max_m
        )
