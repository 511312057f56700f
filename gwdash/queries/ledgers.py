"""台账查询: any ledger as of a period, looked through, a page at a time or as a stream."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from gwdash.queries.ledger_columns import LedgerColumn, Shape, columns
from gwdash.queries.source import Source, last_day
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset, DatasetKind
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.ledger_query import (
    Ask,
    Filter,
    How,
    filing_period,
    observed_column,
    sorted_by,
)
from gwdash.store.ledger_rows import LARGE_ROWS
from gwdash.store.ledger_words import is_figures

PAGE_ROWS = 50
_BATCH = 5000
Row = dict[str, Any]


class LedgerAnswers(Protocol):
    """What the store answers on the rows of ledgers."""

    def count(self, ask: Ask) -> int:
        """Return how many rows there are."""
        ...

    def page(self, ask: Ask, *, limit: int, offset: int, total: int) -> list[Row]:
        """Return some rows in order."""
        ...

    def stream(self, ask: Ask, *, limit: int, batch: int) -> Iterator[list[Row]]:
        """Yield all rows in order, a batch at a time."""
        ...

    def matching(self, dataset: Dataset, values: Mapping[str, object], limit: int) -> list[Row]:
        """Return the rows with these values, the last accepted first."""
        ...


class LedgerSource(Source, Protocol):
    """A published version that answers on ledgers too."""

    @property
    def ledgers(self) -> LedgerAnswers:
        """The rows of its ledgers."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks at: everything of the page that its address keeps."""

    dataset: str
    every: bool = False
    submission: int | None = None
    search: str = ""
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    descending: bool = False
    shown: tuple[str, ...] = ()
    """The chosen columns; none for those that are shown at first."""
    page: int = 1
    row: str = ""
    """The opened row: submission, row, cell and sheet."""


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of rows, and how many of how many were found."""

    rows: tuple[Row, ...] = field(repr=False)
    n_found: int
    n_all: int
    page: int
    n_pages: int

    @property
    def first(self) -> int:
        """The number of the first row shown, from one; 0 where nothing was found."""
        return (self.page - 1) * PAGE_ROWS + 1 if self.n_found else 0


def ask_of(look: Look, scope: Scope) -> Ask:
    """Return the store's question for a look in a scope."""
    known = columns(look.dataset)
    ask = Ask(
        look.dataset, last_day(scope), look.every, look.submission, scope.county,
        scope.include_new_area, look.search, _codes_with(look, known), look.filters,
        look.sort if look.sort in known else "", look.descending,
    )  # fmt: skip
    name, _ = sorted_by(ask)
    column = known[name]
    # Words of a vocabulary have an order of their own; places and units are ordered by code.
    if column.field is not None and column.field.codes is not None:
        return replace(ask, code_order=tuple(column.options))
    return ask


def _codes_with(
    look: Look, known: Mapping[str, LedgerColumn]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the stored codes of each column whose words contain what is searched for."""
    if not look.search:
        return ()
    word = look.search.casefold()
    found = []
    for column in known.values():
        if column.shape is not Shape.CHOICE or set(column.options) <= {"true", "false"}:
            continue
        codes = tuple(c for c, said in column.options.items() if word in said.casefold())
        if codes:
            found.append((column.name, codes))
    return tuple(found)


def count(source: LedgerSource, ask: Ask) -> int:
    """Return how many rows an ask finds."""
    return source.ledgers.count(ask)


def page(source: LedgerSource, ask: Ask, number: int, counted: tuple[int, int]) -> LedgerPage:
    """Return a page, the last one for a number beyond it; `counted` are found and all."""
    n_found, n_all = counted
    n_pages = max(1, -(-n_found // PAGE_ROWS))
    number = min(max(number, 1), n_pages)
    rows = source.ledgers.page(ask, limit=PAGE_ROWS, offset=(number - 1) * PAGE_ROWS, total=n_found)
    return LedgerPage(tuple(rows), n_found, n_all, number, n_pages)


def stream(source: LedgerSource, ask: Ask, limit: int) -> Iterator[list[Row]]:
    """Yield the rows of an ask in order up to a limit, a batch at a time."""
    return source.ledgers.stream(ask, limit=limit, batch=_BATCH)


def row_code(row: Mapping[str, Any]) -> str:
    """Return what the address calls a row: where it stands in which submission."""
    place = (row["submission_id"], row["source_row"], row["source_cell"], row["source_sheet"])
    return ":".join("" if part is None else str(part) for part in place)


def row_of(source: LedgerSource, dataset: str, code: str) -> Row | None:
    """Return the row that an address names, None where there is none."""
    parts = code.split(":", 3)
    if len(parts) != len(("submission", "row", "cell", "sheet")) or not parts[0].isdecimal():
        return None
    number, line, cell, sheet = parts
    if line and not line.isdecimal():
        return None
    values = {
        "submission_id": int(number), "source_row": int(line) if line else None,
        "source_cell": cell or None, "source_sheet": sheet or None,
    }  # fmt: skip
    found = source.ledgers.matching(DATASETS[dataset], values, 1)
    return found[0] if found else None


def periods(source: Source, dataset: str) -> dict[str, str]:
    """Return the periods for which a ledger has rows, the newest first, in words."""
    found = source.frame("periods_of", dataset=dataset)["period"]
    ordered = sorted((Period.parse(str(code)) for code in found), key=lambda p: p.last_day)
    return {period.code: period.label for period in reversed(ordered)}


def kept_words(dataset: Dataset, look: Look, as_of: date) -> str:
    """Return in words which rows count before anything is searched for."""
    if look.submission is not None:
        return f"第 {look.submission} 号报送的全部行"
    if dataset.kind in {DatasetKind.REGISTER, DatasetKind.OFFICE}:
        return "历次审核通过的全部行" if look.every else f"截至 {as_of:%Y-%m-%d} 有效的行"
    if dataset.kind is DatasetKind.PERIODIC:
        return "全部报告期" if look.every else f"报告期 {filing_period(dataset, as_of).label}"
    observed = observed_column(dataset)
    if not observed:
        return "全部，以最近一次报送为准"
    if look.every:
        return "全部日期，同一监测以最近一次报送为准"
    return f"{columns(dataset.name)[observed].label}截至 {as_of:%Y-%m-%d}"


def slow_words(look: Look, n_all: int) -> str:
    """Return what a long search looks through, so that nobody wonders; empty for a quick one."""
    if n_all <= LARGE_ROWS or not look.search or not is_figures(look.search):
        return ""
    return (
        f"只含数字的查找要看完 {n_all:,} 行的全部文字列，会慢一些；"
        "按井号、名称、指标、报告编号查找，或用“筛选”选定一列，会快得多"
    )


def filter_words(one: Filter, column: LedgerColumn, more: Mapping[str, str]) -> str:
    """Return a filter as a sentence; `more` are words of codes that the column does not know."""
    label = column.label
    match one.test:
        case How.EMPTY:
            return f"{label}为空"
        case How.FILLED:
            return f"{label}不为空"
        case How.HAS:
            return f"{label}含“{one.values[0]}”"
        case How.IN:
            known = {**more, **column.options}
            return f"{label}为" + "、".join(known.get(_code(v), str(v)) for v in one.values)
    low, high = (None if end is None else column.words(end) for end in one.values)
    unit = f" {column.unit}" if column.unit else ""
    if low is not None and high is not None:
        return f"{label} {low} 至 {high}{unit}"
    return f"{label} ≥ {low}{unit}" if high is None else f"{label} ≤ {high}{unit}"


def _code(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def asked_words(look: Look, scope: Scope, more: Mapping[str, str]) -> list[str]:
    """Return every choice that leaves rows out, a phrase each."""
    dataset, known = DATASETS[look.dataset], columns(look.dataset)
    said = [kept_words(dataset, look, last_day(scope))]
    if scope.county:
        whose = "县市区" if dataset.has("county_code") else "填报单位"
        said.append(f"{whose}为{REGION.place_name(scope.county)}")
    if dataset.has("new_area") and not scope.include_new_area:
        said.append(f"不含{REGION.new_area}直管区")
    if look.search:
        said.append(f"含“{look.search}”")
    return said + [filter_words(one, known[one.column], more) for one in look.filters]
