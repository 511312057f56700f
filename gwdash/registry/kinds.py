"""The closed words of a declaration: kinds of field and dataset, needs, cadences, formats."""

from enum import StrEnum

#: The source of what no standard and no document gives: a default that the office may change.
DEFAULT_SOURCE = "平台默认"


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
    MONTH = "month"
    """A month, or a year where no month is known: 2015-06, 2015."""
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
    BOUNDARY = "boundary"
    """The outline of an area: corners or GeoJSON, kept as GeoJSON in CGCS2000 degrees."""


class Format(StrEnum):
    """How an identifier is made up, where a standard says so."""

    USCC = "uscc"
    """统一社会信用代码, GB 32100-2015."""
    PERMIT = "permit"
    """排污许可证编号, HJ 608-2017."""
    SEALED_WELL = "sealed_well"
    """报废井编号 of the national survey form."""


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
    """How often a dataset is due."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    AS_HELD = "as_held"
    """Whenever there is something: nothing falls due by the calendar."""

    @property
    def period_kind(self) -> str:
        """The kind of the periods under which it is filed; a month where nothing falls due."""
        return str(Cadence.MONTH if self is Cadence.AS_HELD else self)

    @property
    def words(self) -> str:
        """How often, as people say it."""
        return _CADENCE_WORDS[self]


_CADENCE_WORDS = {
    Cadence.MONTH: "每月",
    Cadence.QUARTER: "每季",
    Cadence.HALF: "每半年",
    Cadence.YEAR: "每年",
    Cadence.AS_HELD: "随时",
}
