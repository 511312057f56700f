"""One question on the rows of a ledger as SQL: names from the registry, values bound.

A page is asked for in two steps: which rows, by a narrow sort, and then their columns, so that
a ledger of millions of rows never moves more than a page.
"""

# Every name in a statement comes from the registry, which refuses all but plain column names.
# ruff: noqa: S608

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from gwdash.errors import UsageError
from gwdash.registry.datasets import DATASETS, WATER_QUALITY
from gwdash.registry.model import Cadence, Dataset, DatasetKind, Kind
from gwdash.registry.tables import SOURCE_COLUMNS, row_columns
from gwdash.standards.periods import Period
from gwdash.store.ddl import SUBMISSION_COLUMNS
from gwdash.store.views import LATEST_FIRST

#: What a submission says of each of its rows, beside the row's own columns.
SUBMISSION_FACTS = ("submission_id", "reporter", "period", "submitted_at", "accepted_at")
#: Tables of this process that are made once for a version, beside its read-only file.
SHADOWED, SECRET_WELLS = "memory.main.shadowed_{}", "memory.main.secret_wells"

#: 0.01 degrees and 1000 metres are about a kilometre: so much is shown of a drinking-water well.
_ROUNDED = {"lon": 2, "lat": 2, "x_north_m": -3, "y_east_m": -3}
_NAMES_OF_WELLS = ("well_id", "aw_id", "original_id")
_DAYS = frozenset({Kind.DATE, Kind.DATETIME})
#: Where a row stands in its file is not what anybody looks for.
_PLACES = frozenset(column.name for column in SOURCE_COLUMNS)
#: The mart counts the current regular results of a sample: where it has as many as there are
#: rows, none replaces another; control samples are left to be compared.
_UNCERTAIN_SAMPLES = (
    " SEMI JOIN (SELECT n.* FROM (SELECT well_id, sampled_on, layer, count(*) AS n_results "
    "FROM core.water_quality GROUP BY ALL) AS n ANTI JOIN mart.sample AS m "
    "ON n.well_id = m.well_id AND n.sampled_on = m.sampled_on "
    "AND n.layer IS NOT DISTINCT FROM m.layer AND n.n_results = m.n_results"
    ") AS sample ON r.well_id IS NOT DISTINCT FROM sample.well_id "
    "AND r.sampled_on IS NOT DISTINCT FROM sample.sampled_on "
    "AND r.layer IS NOT DISTINCT FROM sample.layer"
)
_ENDS = ("period_end", "next_period_end")
_REGISTERS = frozenset({DatasetKind.REGISTER, DatasetKind.OFFICE})
_FACT_TYPES = {column.name: column.sql_type for column in SUBMISSION_COLUMNS}


class How(StrEnum):
    """What a filter asks of a column."""

    IN = "in"
    """One of some stored values; of a column with several units, any of them."""
    RANGE = "range"
    """Between two values, both included; None leaves an end open."""
    HAS = "has"
    """Text that contains a word in any case."""
    EMPTY = "empty"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Filter:
    """One test of one column."""

    column: str
    test: How
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Which rows of a ledger, and in which order; hashable, so that answers can be kept by it."""

    dataset: str
    as_of: date
    every: bool = False
    """All periods and dates, and of a register all that was ever accepted."""
    submission: int | None = None
    """The rows of one submission alone, in force or not."""
    county: str = ""
    include_new_area: bool = True
    search: str = ""
    search_codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Column → stored codes whose words contain the search."""
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    descending: bool = False
    code_order: tuple[str, ...] = ()
    """The order of the sorted column's codes, where it has an order of its own."""

    @property
    def whole(self) -> "Ask":
        """The same rows before anything is searched for or left out."""
        return Ask(self.dataset, self.as_of, self.every, self.submission)


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about a version's ledger beforehand, once for all its asks."""

    shadow: bool = False
    """Whether rows have to be left out by the kept table."""
    searched: tuple[str, ...] | None = None
    """The only columns in which the ask's search can stand; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Which of the rows in order make a page."""

    limit: int
    offset: int
    backwards: bool = False
    """Whether they are counted from the end, and come the last one first."""
    within: tuple[date, date] | None = None
    """The days of observation among whose rows they are counted; None for all rows."""


@dataclass(slots=True)
class _Where:
    """Conditions that are joined by AND, with the values that they bind."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        """Keep a value and return the parameter that stands for it."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def add(self, condition: str) -> None:
        """Keep a condition."""
        self.conditions.append(f"({condition})")

    @property
    def text(self) -> str:
        """All conditions as one."""
        return " AND ".join(self.conditions) or "true"


def expression(dataset: Dataset, name: str) -> str:
    """Return a column as it may be seen: positions of drinking-water wells are rounded.

    Filters and orders use it too, or they would tell what is not shown. Raises UsageError for
    a column that the ledger does not have.
    """
    types = _types(dataset)
    if name in types:
        column = f'r."{name}"'
        if name in _ROUNDED and (secret := _secret(dataset)):
            return f"CASE WHEN {secret} THEN round({column}, {_ROUNDED[name]}) ELSE {column} END"
        return column
    if name in SUBMISSION_FACTS:
        return f's."{name}"'
    raise UsageError(f"「{dataset.label}」没有这一列，请重新选择列。")


def observed_column(dataset: Dataset) -> str:
    """Return the column that says when something was observed; empty where none does."""
    if dataset.kind is not DatasetKind.OBSERVATION:
        return ""
    days = (name for name in dataset.key if dataset.column(name).field.kind in _DAYS)
    return next(days, "")


def filing_period(dataset: Dataset, as_of: date) -> Period:
    """Return the period under which a ledger is filed that ends on a day or holds it."""
    return Period.of(as_of, dataset.cadence.period_kind)


def has_shadow(ask: Ask) -> bool:
    """Tell whether rows that a later one replaces have to be left out by the kept table."""
    return ask.submission is None and DATASETS[ask.dataset].kind not in _REGISTERS


def count(ask: Ask, known: Known) -> tuple[str, dict[str, Any]]:
    """Return the statement that counts the rows."""
    where = _where(ask, known)
    rows = _source(ask, known, joined=_reads_submission(ask))
    return f"SELECT count(*) FROM {rows} WHERE {where.text}", where.values


def days(ask: Ask, known: Known) -> tuple[str, dict[str, Any]]:
    """Return the statement that counts the rows of each day on which something was observed."""
    where = _where(ask, known)
    rows = _source(ask, known, joined=_reads_submission(ask))
    day = f'r."{observed_column(DATASETS[ask.dataset])}"::DATE'
    return (
        f"SELECT {day} AS day, count(*) FROM {rows} WHERE {where.text} GROUP BY day"
    ), where.values


def size(dataset: Dataset) -> str:
    """Return the statement that counts all rows of a ledger, which no row is read for."""
    return f"SELECT count(*) FROM core.{dataset.name}"


def places(ask: Ask, known: Known, cut: Cut) -> tuple[str, dict[str, Any]]:
    """Return the statement for the places of a page's rows."""
    where = _where(ask, known)
    if cut.within is not None:
        observed = f'r."{observed_column(DATASETS[ask.dataset])}"'
        for condition in _between(observed, "TIMESTAMP", cut.within, where):
            where.add(condition)
    order = ", ".join(_order(ask, where, backwards=cut.backwards))
    joined = _reads_submission(ask) or sorted_by(ask)[0] in _facts(DATASETS[ask.dataset])
    return (
        f"SELECT r.rowid FROM {_source(ask, known, joined=joined)} WHERE {where.text} "
        f"ORDER BY {order} LIMIT {where.bind(cut.limit)} OFFSET {where.bind(cut.offset)}"
    ), where.values


def rows_at(dataset: Dataset, found: list[int]) -> str:
    """Return the statement for whole rows by their places, in no order.

    A join reads only the blocks in which the places lie; a list of them reads the whole ledger.
    """
    listed = ", ".join(f"({int(place)})" for place in found) or "(-1)"
    columns, rows = _columns(dataset), _joined(dataset)
    return (
        f"SELECT r.rowid AS row_at, {columns} FROM {rows} "
        f"JOIN (VALUES {listed}) AS wanted (place) ON r.rowid = wanted.place"
    )


def all_rows(ask: Ask, known: Known, *, limit: int) -> tuple[str, dict[str, Any]]:
    """Return the statement for all rows in order, up to a limit."""
    dataset = DATASETS[ask.dataset]
    where = _where(ask, known)
    order = ", ".join(_order(ask, where))
    return (
        f"SELECT r.rowid AS row_at, {_columns(dataset)} FROM {_source(ask, known, joined=True)} "
        f"WHERE {where.text} ORDER BY {order} LIMIT {where.bind(limit)}"
    ), where.values


def row_where(
    dataset: Dataset, values: Mapping[str, object], *, limit: int
) -> tuple[str, dict[str, Any]]:
    """Return the statement for rows with these very values, the last accepted first."""
    where = _Where()
    for name, value in values.items():
        where.add(f"{_stored(dataset, name)} IS NOT DISTINCT FROM {where.bind(value)}")
    return (
        f"SELECT r.rowid AS row_at, {_columns(dataset)} FROM {_joined(dataset)} "
        f"WHERE {where.text} ORDER BY {LATEST_FIRST} LIMIT {where.bind(limit)}"
    ), where.values


def shadow_table(dataset: Dataset) -> str:
    """Return the statement that keeps the places of rows which a later one replaces.

    Rows are first compared by a number each: ten million keys as text need far more memory. Of
    results even that is done only for samples of which not every row made the class.
    """
    partition = [f'r."{name}"' for name in dataset.key]
    if dataset.kind is DatasetKind.PERIODIC:
        partition = ["s.reporter", "s.period", *partition]
    keys = ", ".join(partition)
    rows = _joined(dataset)
    if dataset is WATER_QUALITY:
        rows += _UNCERTAIN_SAMPLES
    return (
        f"CREATE OR REPLACE TABLE {SHADOWED.format(dataset.name)} AS WITH doubled AS ("
        f"SELECT hash({keys}) AS mark FROM {rows} GROUP BY mark HAVING count(*) > 1"
        f"), ranked AS (SELECT r.rowid AS place, row_number() OVER "
        f"(PARTITION BY {keys} ORDER BY {LATEST_FIRST}) AS rank FROM {rows} "
        f"WHERE hash({keys}) IN (SELECT mark FROM doubled)) "
        "SELECT place FROM ranked WHERE rank > 1"
    )


def _types(dataset: Dataset) -> Mapping[str, str]:
    return _types_of(dataset.name)


@cache
def _types_of(name: str) -> Mapping[str, str]:
    return {column.name: column.sql_type for column in row_columns(DATASETS[name])}


def _stored(dataset: Dataset, name: str) -> str:
    """Return a column as it is stored, for rows that are named by their own values."""
    if name in _types(dataset):
        return f'r."{name}"'
    return expression(dataset, name)


def _columns(dataset: Dataset) -> str:
    names = [*_types(dataset), *(n for n in SUBMISSION_FACTS if n not in _types(dataset))]
    secret = _secret(dataset)
    flag = f"{secret} AS is_secret" if secret else "false AS is_secret"
    return ", ".join([*(f'{expression(dataset, name)} AS "{name}"' for name in names), flag])


def _secret(dataset: Dataset) -> str:
    """Return the condition under which a row's position is a drinking-water well's."""
    types = _types(dataset)
    if not any(name in types for name in _ROUNDED):
        return ""
    parts = [
        f'coalesce(r."{name}" IN (SELECT well_id FROM {SECRET_WELLS}), false)'
        for name in _NAMES_OF_WELLS
        if name in types
    ]
    if "is_source_point" in types:
        parts.append("coalesce(r.is_source_point, false)")
    if "origin" in types:
        parts.append("coalesce(r.origin = 'drinking_source', false)")
    if "source_id" in types:
        parts.append("r.source_id IS NOT NULL")
    return f"({' OR '.join(parts)})" if parts else ""


def _joined(dataset: Dataset) -> str:
    return f"core.{dataset.name} AS r JOIN core.submission AS s USING (submission_id)"


def _source(ask: Ask, known: Known, *, joined: bool) -> str:
    """Return the rows that count: every row has its submission, so joining it drops none."""
    dataset = DATASETS[ask.dataset]
    rows = _joined(dataset) if joined else f"core.{dataset.name} AS r"
    if known.shadow:
        rows += f" ANTI JOIN {SHADOWED.format(dataset.name)} AS later ON later.place = r.rowid"
    return rows


def _facts(dataset: Dataset) -> frozenset[str]:
    """Return the columns that stand at the submission and not at the row."""
    return frozenset(SUBMISSION_FACTS) - _types(dataset).keys()


def _reads_submission(ask: Ask) -> bool:
    """Tell whether the conditions of an ask name the submission beside the row."""
    dataset = DATASETS[ask.dataset]
    by_period = dataset.kind is DatasetKind.PERIODIC and not ask.every
    by_reporter = bool(ask.county) and "county_code" not in _types(dataset)
    named = {one.column for one in ask.filters}
    if ask.search:
        named |= {name for name, _ in ask.search_codes}
    return by_period or by_reporter or not named.isdisjoint(_facts(dataset))


def _where(ask: Ask, known: Known) -> _Where:
    where = _Where()
    dataset = DATASETS[ask.dataset]
    _in_force(ask, dataset, where)
    if ask.county:
        _of_county(ask, dataset, where)
    if not ask.include_new_area and "new_area" in _types(dataset):
        where.add("coalesce(r.new_area, 'no') <> 'direct'")
    if ask.search:
        _search(ask, dataset, where, known)
    for one in ask.filters:
        _filter(dataset, one, where)
    return where


def _in_force(ask: Ask, dataset: Dataset, where: _Where) -> None:
    """Say which rows count by the rule of the ledger's kind."""
    if ask.submission is not None:
        where.add(f"r.submission_id = {where.bind(ask.submission)}")
        return
    if ask.every:
        return
    if dataset.kind in _REGISTERS:
        day = where.bind(ask.as_of)
        keys = ", ".join(f'r."{name}"' for name in dataset.key)
        since, until = (_holds_from(dataset, f"n.{end}") for end in _ENDS)
        where.add(
            f"r.rowid IN (SELECT r.rowid FROM {_joined(dataset)} "
            f"JOIN mart.slice AS n USING (submission_id) WHERE {since} <= {day} "
            f"AND (n.next_period_end IS NULL OR {day} < {until}) "
            f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY {LATEST_FIRST}) = 1)"
        )
    elif dataset.kind is DatasetKind.PERIODIC:
        where.add(f"s.period = {where.bind(filing_period(dataset, ask.as_of).code)}")
    elif observed := observed_column(dataset):
        where.add(f'r."{observed}" < {where.bind(ask.as_of)}::DATE + 1')


def _holds_from(dataset: Dataset, end: str) -> str:
    """Return the day from which rows count: the office's plan of a year from its first day."""
    yearly = dataset.kind is DatasetKind.OFFICE and dataset.cadence is Cadence.YEAR
    return f"make_date(year({end}), 1, 1)" if yearly else end


def _of_county(ask: Ask, dataset: Dataset, where: _Where) -> None:
    """Keep the rows of a county; where rows do not say it, those that it handed in itself."""
    column = "r.county_code" if "county_code" in _types(dataset) else "s.reporter"
    where.add(f"{column} = {where.bind(ask.county)}")


def _search(ask: Ask, dataset: Dataset, where: _Where, known: Known) -> None:
    """Look for a text in all columns of words, and for codes whose words contain it."""
    coded = dict(ask.search_codes)
    names = searched_columns(dataset) if known.searched is None else known.searched
    word = where.bind(ask.search) if names else ""
    found = [contains(f'r."{name}"', ask.search, word) for name in names]
    found += [_one_of(dataset, name, codes, where) for name, codes in coded.items() if codes]
    where.add(" OR ".join(found) or "false")


def contains(column: str, word: str, bound: str) -> str:
    """Return the test for a word in any case; words without cases, as Chinese, skip folding."""
    if word.lower() == word.upper():
        return f"contains({column}, {bound})"
    return f"contains(lower({column}), lower({bound}))"


@cache
def _searched(name: str) -> tuple[str, ...]:
    dataset = DATASETS[name]
    found = []
    for column, sql_type in _types(dataset).items():
        field_ = dataset.column(column).field if dataset.has(column) else None
        if sql_type != "VARCHAR" or column in _PLACES:
            continue
        if field_ is None or not field_.personal:
            found.append(column)
    return tuple(found)


def searched_columns(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns of words that a search looks into: none that names a person or a cell."""
    return tuple(name for name in _searched(dataset.name) if not _is_coded(dataset, name))


def _is_coded(dataset: Dataset, name: str) -> bool:
    coded = {Kind.CODE, Kind.COUNTY, Kind.REPORTER, Kind.UNITS, Kind.TASK, Kind.ANALYTE}
    return name == "flag" or (dataset.has(name) and dataset.column(name).field.kind in coded)


def _one_of(dataset: Dataset, name: str, codes: tuple[Any, ...], where: _Where) -> str:
    column, bound = expression(dataset, name), where.bind(list(codes))
    if _types(dataset).get(name) == "BOOLEAN":
        column = f"{column}::VARCHAR"
    if dataset.has(name) and dataset.column(name).field.kind is Kind.UNITS:
        return f"list_has_any(string_split({column}, ';'), {bound})"
    # Looked up once for each stored value of a block; a join would look up every row.
    return f"list_contains({bound}, {column})"


def _filter(dataset: Dataset, one: Filter, where: _Where) -> None:
    column = expression(dataset, one.column)
    sql_type = _types(dataset).get(one.column) or _FACT_TYPES[one.column]
    is_text = sql_type == "VARCHAR"
    match one.test:
        case How.EMPTY:
            where.add(f"{column} IS NULL" + (f" OR {column} = ''" if is_text else ""))
        case How.FILLED:
            where.add(f"{column} IS NOT NULL" + (f" AND {column} <> ''" if is_text else ""))
        case How.HAS:
            where.add(contains(column, one.values[0], where.bind(one.values[0])))
        case How.IN:
            where.add(_one_of(dataset, one.column, one.values, where))
        case How.RANGE:
            for condition in _between(column, sql_type, one.values, where):
                where.add(condition)


def _between(column: str, sql_type: str, ends: tuple[Any, ...], where: _Where) -> Iterator[str]:
    low, high = ends
    if low is not None:
        yield f"{column} >= {where.bind(low)}"
    if high is not None and sql_type == "TIMESTAMP":
        yield f"{column} < {where.bind(high)}::DATE + 1"
    elif high is not None:
        yield f"{column} <= {where.bind(high)}"


def _order(ask: Ask, where: _Where, *, backwards: bool = False) -> Iterator[str]:
    """Yield the parts of an order that no two rows share; empty cells come last."""
    dataset = DATASETS[ask.dataset]
    name, descending = sorted_by(ask)
    column = expression(dataset, name)
    if ask.code_order:
        column = f"list_position({where.bind(list(ask.code_order))}, {column})"
    down = descending != backwards
    yield f"{column} {'DESC' if down else 'ASC'} NULLS {'FIRST' if backwards else 'LAST'}"
    for tie in ("r.submission_id", "r.rowid"):
        yield f"{tie} {'DESC' if backwards else 'ASC'}"


def sorted_by(ask: Ask) -> tuple[str, bool]:
    """Return the column that orders the rows and whether downward.

    Without a choice what was observed comes newest first, and everything else by its key.
    """
    if ask.sort:
        return ask.sort, ask.descending
    dataset = DATASETS[ask.dataset]
    observed = observed_column(dataset)
    return (observed, True) if observed else (dataset.key[0], False)
