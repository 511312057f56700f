"""Working days by the State Council's holiday arrangements, and the day a report is due.

The arrangements move weekends (调休), so that they can only be listed, year by year, from the
notice of each autumn. What is not listed falls back to Monday to Friday.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gwdash import config
from gwdash.errors import UsageError
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Cadence, Dataset
from gwdash.registry.region import REGION_FOLDER
from gwdash.standards.periods import Period

DEFAULT_TABLE = Path(__file__).resolve().parents[2] / "data" / "reference" / "holidays.csv"
#: Due days are kept for the periods of these years, in programs and in published versions alike.
DUE_YEARS = range(2000, 2061)
COLUMNS = ("date", "kind", "name", "source")
HOLIDAY, WORKDAY = "holiday", "workday"
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
#: 国庆节 is in every arrangement: a table without it does not have that year.
_NATIONAL_DAY = (10, 1)


@dataclass(frozen=True, slots=True)
class Arranged:
    """One day that an arrangement names."""

    is_workday: bool
    name: str
    source: str
    """Number of the notice."""


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked; `days` holds only those that an arrangement names."""

    days: Mapping[date, Arranged] = field(repr=False)

    def is_workday(self, day: date) -> bool:
        """Tell whether a day is worked: as arranged, else Monday to Friday."""
        arranged = self.days.get(day)
        return day.weekday() < _SATURDAY if arranged is None else arranged.is_workday

    def on_or_after(self, day: date) -> date:
        """Return the first working day that is not before `day`."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def after(self, day: date, n: int) -> date:
        """Return the `n`-th working day after `day`."""
        for _ in range(n):
            day = self.on_or_after(day + _ONE_DAY)
        return day

    def knows(self, year: int) -> bool:
        """Tell whether the year's arrangement is in the table."""
        return date(year, *_NATIONAL_DAY) in self.days


def read_workdays(path: Path) -> Workdays:
    """Read a table of ``date, kind, name, source``; raises UsageError with the line at fault."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"节假日表 {path} 打不开，请核对路径，并另存为 UTF-8 的 csv。") from error
    reader = csv.DictReader(text.splitlines())
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise UsageError(f"节假日表 {path} 第 1 行应为 {'、'.join(COLUMNS)}，请核对表头。")
    days: dict[date, Arranged] = {}
    for number, row in enumerate(reader, 2):
        where = f"节假日表 {path} 第 {number} 行"
        try:
            day = date.fromisoformat((row["date"] or "").strip())
        except ValueError as error:
            raise UsageError(f"{where}的日期应写成 2024-10-01，现在是“{row['date']}”。") from error
        if row["kind"] not in {HOLIDAY, WORKDAY}:
            raise UsageError(f"{where}的 kind 应为 {HOLIDAY}（放假）或 {WORKDAY}（上班）。")
        if day in days:
            raise UsageError(f"{where}的 {day} 前面已经有了，请删去一行。")
        days[day] = Arranged(row["kind"] == WORKDAY, row["name"] or "", row["source"] or "")
    return Workdays(days)


def table_path() -> Path:
    """Return the table in force: the office's own, the region pack's, else the one that comes."""
    own = config.text(config.HOLIDAYS)
    if own:
        return Path(own).expanduser()
    of_region = REGION_FOLDER / config.text(config.REGION) / "holidays.csv"
    return of_region if of_region.is_file() else DEFAULT_TABLE


def workdays() -> Workdays:
    """Return the working days in force; the table is read once in a process."""
    return _read_once(table_path())


@cache
def _read_once(path: Path) -> Workdays:
    return read_workdays(path)


def due_on(dataset: Dataset, period: Period, days: Workdays | None = None) -> date | None:
    """Return the last day on which a period's report is in time, None where nothing falls due.

    The dataset's due day of the month after the period's end, moved to the next working day
    where it is none (cf. 《中华人民共和国民法典》 art. 203, which moves the last day of a term).
    """
    if (
        dataset.due_day is None
        or dataset.cadence is Cadence.AS_HELD
        or str(period.kind) != dataset.cadence.period_kind
        or period.year not in DUE_YEARS
    ):
        return None
    # A period ends with a month, so the day of the next month is so many days later.
    return (days or workdays()).on_or_after(period.last_day + timedelta(days=dataset.due_day))


def due_days(days: Workdays | None = None) -> list[tuple[str, str, date, date]]:
    """Return (dataset, period, its last day, due day) of all that falls due in `DUE_YEARS`."""
    known = days or workdays()
    found = []
    for dataset in DATASETS.values():
        period = Period.numbered(DUE_YEARS.start, 1, dataset.cadence.period_kind)
        while period.year in DUE_YEARS and (day := due_on(dataset, period, known)):
            found.append((dataset.name, period.code, period.last_day, day))
            period = period.next()
    return found
