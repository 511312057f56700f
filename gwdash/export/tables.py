"""A table on its way out of the system: what it is called, where it comes from, what it holds."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from io import StringIO
from typing import Literal

import pandas as pd

from gwdash.export.cells import Cell, cell
from gwdash.export.safe import safe_text
from gwdash.registry.datasets import DATASETS
from gwdash.registry.tables import row_columns

#: Excel reads a csv as UTF-8 only with this mark at its beginning.
BOM = "\ufeff"
#: What file systems do not take in a name.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart that the spreadsheet program draws itself and the office can edit."""

    kind: Literal["bar", "column", "line"]
    category: str
    """The column along the axis."""
    values: tuple[str, ...]
    """The columns drawn as series."""
    value_title: str = ""
    stacked: bool = False
    """Whether the series are parts of one whole and stand on each other."""


@dataclass(frozen=True, slots=True)
class Table:
    """A frame with everything that a reader of the file needs to know about it."""

    title: str
    frame: pd.DataFrame = field(repr=False)
    period: str = ""
    """The period as people read it."""
    source: str = ""
    """Where the figures come from, as under the chart on the page."""
    notes: tuple[str, ...] = ()
    """Units, n/N and rules, one sentence each."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Headings of columns that the registry does not name, or names otherwise."""
    chart: NativeChart | None = None

    @property
    def stem(self) -> str:
        """The name of the file without its ending: title and period."""
        return file_stem(self.title, self.period)

    @property
    def columns(self) -> list[str]:
        """The headings people see, in order."""
        return [self.heading(str(name)) for name in self.frame.columns]

    def heading(self, column: str) -> str:
        """Return a column's heading: the table's own, else the registry's, else its name."""
        return self.headings.get(column) or registry_headings().get(column, column)

    def charted(self) -> list[float]:
        """Return the numbers that the chart draws, none where there is no chart."""
        if self.chart is None:
            return []
        cells = (cell(value) for name in self.chart.values for value in self.frame[name])  # noqa: PD011 (no frame)
        return [value for value in cells if isinstance(value, int | float)]

    def rows(self) -> list[list[Cell]]:
        """Return the rows as cells, each as a file can hold it."""
        by_column = [[cell(value) for value in self.frame[name]] for name in self.frame.columns]
        return [list(row) for row in zip(*by_column, strict=True)]


def framed(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Return rows under headings; whole numbers beside empty cells stay whole."""
    return pd.DataFrame(list(rows), columns=list(headings), dtype=object)


def source_line(
    as_of: date,
    version: int | None = None,
    *,
    origin: str = "各成员单位和县市区报送",
    is_demo: bool = False,
) -> str:
    """Return where figures come from: their origin, until when, in which version."""
    parts = [f"数据：{origin}", f"截至 {as_of:%Y-%m-%d}"]
    if version is not None:
        parts.append(f"版本 v{version}")
    return " · ".join([*parts, "演示数据"] if is_demo else parts)


@cache
def registry_headings() -> Mapping[str, str]:
    """Return the heading of every stored column of every ledger, with its unit."""
    return {
        column.name: f"{column.label}（{column.unit}）" if column.unit else column.label
        for dataset in DATASETS.values()
        for column in row_columns(dataset)
    }


def file_stem(*parts: str) -> str:
    """Return a file name without its ending, made of words that every system takes."""
    words = "_".join(_NOT_IN_NAMES.sub("_", part).strip("._") for part in parts if part)
    return words[:_LONGEST_NAME] or "导出"


def to_csv(table: Table) -> bytes:
    """Return headings and rows as csv that Excel and WPS open with Chinese intact.

    UTF-8 with its mark; text that would begin a formula gets an apostrophe before it.
    """
    buffer = StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer)
    writer.writerow([safe_text(cell(heading)) for heading in table.columns])
    for row in table.rows():
        writer.writerow(plain_cells(row))
    return buffer.getvalue().encode()


def plain_cells(row: Sequence[Cell]) -> list[object]:
    """Return cells as a csv has them: days as text, nothing as empty, no formulas."""
    return [_as_text(value) for value in row]


def _as_text(value: Cell) -> object:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes" if not value.second else "auto")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else safe_text(value)
