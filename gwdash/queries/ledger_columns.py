"""What a ledger's columns are to somebody who looks through it: words, choices, shapes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache

from gwdash.registry import masking
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset, Field, Kind, Need
from gwdash.registry.region import REGION
from gwdash.registry.row_keys import key_values
from gwdash.registry.tables import TableColumn, row_columns
from gwdash.standards.analytes import ANALYTES
from gwdash.standards.periods import Period
from gwdash.store.ddl import SUBMISSION_COLUMNS
from gwdash.store.ledger_query import SUBMISSION_FACTS

#: How a cell stands when nothing was written in it.
NOT_FILLED = "未填"
_OUTSIDE = "范围外"
_SIGNIFICANT = 12
#: So many columns are shown until somebody chooses others.
_SHOWN_AT_FIRST = 10
#: Words for what a laboratory result is; kinds of nothing are different words.
FLAG_WORDS = {
    "value": "有值", "nd": "未检出", "nd_no_dl": "未检出且无检出限", "missing": "未监测",
    "right_censored": "大于", "not_sampled": "未采样", "text": "文字",
}  # fmt: skip
_TRUTH = {"true": "是", "false": "否"}
_NUMBERS = ("DOUBLE", "BIGINT", "INTEGER", "DECIMAL")
_RESULT_FIRST = ("raw", "flag", "unit", "detection_limit")
#: Columns that say little at first sight.
_LATER = frozenset({"lon", "lat", "x_north_m", "y_east_m", "coord_sys", "file_sha256"})
#: What a thing is called and how it stands comes before everything else that is needed.
_TELLING = ("_name", "_state", "status", "_pct")


class Shape(StrEnum):
    """How a column can be asked for."""

    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"
    TEXT = "text"
    PERSON = "person"
    """Masked: only whether something is written can be asked."""


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column: what people call it, what it means, and its choices in words."""

    name: str
    label: str
    unit: str
    help: str
    shape: Shape
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    several: bool = False
    """Whether a cell may hold several of the choices."""
    field: Field | None = None
    is_key: bool = False
    is_fact: bool = False
    """Whether it tells of the submission or the place in the file, and not of the row."""

    @property
    def heading(self) -> str:
        """The heading people see, with its unit."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    @property
    def coded(self) -> bool:
        """Whether codes are stored for words."""
        return bool(self.options)

    def words(self, value: object) -> str:
        """Return a stored value as people read it, empty for none.

        Names and telephones of persons are masked here, and nowhere else on this way.
        """
        if value is None or value == "":
            return ""
        if self.coded:
            return self._coded(value)
        said = _plain(value)
        if self.field is not None and self.field.personal:
            said = masking.shown(self.field, said)
        return said

    def _coded(self, value: object) -> str:
        if isinstance(value, bool):
            return _TRUTH[str(value).lower()]
        if self.several:
            return "、".join(self.options.get(c, c) for c in str(value).split(";") if c)
        return self.options.get(str(value), str(value))


@cache
def columns(name: str) -> Mapping[str, LedgerColumn]:
    """Return a ledger's columns by name, in order; raises KeyError for an unknown ledger."""
    dataset = DATASETS[name]
    facts = {column.name: column for column in SUBMISSION_COLUMNS}
    own = {column.name: _own(dataset, column) for column in row_columns(dataset)}
    return own | {
        fact: _fact(facts[fact]) for fact in SUBMISSION_FACTS if fact not in own
    }  # fmt: skip


@cache
def first_columns(name: str) -> tuple[str, ...]:
    """Return the columns that are shown until somebody chooses: the key and what is needed."""
    dataset = DATASETS[name]
    known = [c for c in columns(name).values() if not c.is_fact and c.shape is not Shape.PERSON]
    found = [c.name for c in known if c.is_key]
    if dataset.result_column:
        found += _RESULT_FIRST
    found += [c.name for c in known if c.name not in found and c.name.endswith(_TELLING)]
    for need in (Need.LOAD, Need.COMPLETE, Need.OPTIONAL):
        found += [c.name for c in known if c.name not in found and _need(dataset, c) is need]
    shown = [name for name in found if name not in _LATER][:_SHOWN_AT_FIRST]
    in_order = [c for c in columns(name) if c in shown and c not in dataset.key]
    return (*dataset.key, *in_order, "reporter", "period")


def _need(dataset: Dataset, column: LedgerColumn) -> Need | None:
    return dataset.column(column.name).need if dataset.has(column.name) else None


def _own(dataset: Dataset, column: TableColumn) -> LedgerColumn:
    declared = dataset.column(column.name) if dataset.has(column.name) else None
    known = declared.field if declared else None
    options = _options(column.name, known)
    is_source = column.name.startswith("source_") and declared is None
    return LedgerColumn(
        column.name, column.label, column.unit, column.comment,
        _shape(column.sql_type, known, options), options,
        known is not None and known.kind is Kind.UNITS, known,
        column.name in dataset.key, is_source,
    )  # fmt: skip


def _fact(column: TableColumn) -> LedgerColumn:
    options = _reporters() if column.name == "reporter" else {}
    shape = Shape.CHOICE if column.name in {"reporter", "period"} else _shape(
        column.sql_type, None, options
    )  # fmt: skip
    return LedgerColumn(
        column.name, column.label, "", column.comment, shape, options, is_fact=True
    )  # fmt: skip


def _shape(sql_type: str, known: Field | None, options: Mapping[str, str]) -> Shape:
    if known is not None and known.personal:
        return Shape.PERSON
    if options:
        return Shape.CHOICE
    if sql_type.startswith(_NUMBERS):
        return Shape.NUMBER
    return Shape.DAY if sql_type in {"DATE", "TIMESTAMP"} else Shape.TEXT


def _options(name: str, known: Field | None) -> Mapping[str, str]:
    """Return stored code → word of a column that stores codes."""
    if known is None:
        return FLAG_WORDS if name == "flag" else {}
    if known.codes is not None:
        return {code.code: code.label for code in known.codes.codes}
    if name == "target_dataset":
        return {dataset.name: dataset.label for dataset in DATASETS.values()}
    return _OPTIONS[known.kind]() if known.kind in _OPTIONS else {}


def _reporters() -> Mapping[str, str]:
    return {reporter.code: reporter.name for reporter in REGION.reporters}


def _counties() -> Mapping[str, str]:
    known = (*REGION.counties, *REGION.outside)
    return {REGION.code: REGION.place_name(REGION.code)} | {c.code: c.name for c in known}


_OPTIONS: Mapping[Kind, Callable[[], Mapping[str, str]]] = {
    Kind.BOOLEAN: lambda: _TRUTH,
    Kind.COUNTY: _counties,
    Kind.REPORTER: _reporters,
    Kind.UNITS: _reporters,
    Kind.TASK: lambda: {task.no: task.short_name for task in REGION.tasks},
    Kind.ANALYTE: lambda: {code: analyte.label for code, analyte in ANALYTES.items()},
}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _TRUTH[str(value).lower()]
    if isinstance(value, float | Decimal):
        return number_words(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def number_words(value: float | Decimal) -> str:
    """Return a number in plain figures, never in powers of ten and without idle zeros."""
    exact = Decimal(f"{value:.{_SIGNIFICANT}g}")
    words = f"{exact:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def shown(column: LedgerColumn, row: Mapping[str, object]) -> str:
    """Return a cell of a row in words, so that every kind of nothing has a word of its own."""
    value = row.get(column.name)
    if column.name == "row_key":
        return _key_words(row)
    if column.name in {"period", "target_period"} and value:
        return Period.parse(str(value)).label
    if column.name == "value" and value is None and "flag" in row:
        return FLAG_WORDS.get(str(row["flag"]), NOT_FILLED)
    if column.name == "county_code" and value is None:
        return _OUTSIDE if column.is_key or "well_id" in row else f"{_OUTSIDE}或{NOT_FILLED}"
    return column.words(value)


def _key_words(row: Mapping[str, object]) -> str:
    """Return the key of the row that evidence is attached to, without names of columns."""
    target = DATASETS.get(str(row.get("target_dataset")))
    values = key_values(str(row.get("row_key") or ""))
    if target is None or not values:
        return "整份报送（盖章页）"
    known = columns(target.name)
    return "　".join(f"{known[n].label} {known[n].words(v)}" for n, v in values.items())
