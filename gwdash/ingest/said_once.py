"""What a form says once for all its rows: above the table, or by the name of sheet or file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gwdash.ingest.cells import EARLIEST_DATE, LATEST_DATE, reader
from gwdash.ingest.grid import Cell
from gwdash.ingest.layout import Table
from gwdash.ingest.names_in_text import county_in
from gwdash.ingest.problems import as_text, is_blank
from gwdash.ingest.profile import Profile
from gwdash.registry.fields.common import REMARK
from gwdash.registry.model import Column, Dataset, Kind
from gwdash.standards.text import clean
from gwdash.standards.unit_names import is_unit

_DAYS = frozenset({Kind.DATE, Kind.DATETIME})
_PAIR = re.compile(
    r"(?P<label>[^\s:：，,；;]+)\s*[:：]\s*(?P<value>[^\s:：，,；;]+(?:\s\d\d?:\d\d)?)"
)
_DAY = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:\s*[年./_-]\s*(?P<month>\d{1,2})\s*[月./_-]\s*(?P<day>\d{1,2})(?!\d)"
    r"|(?P<two>[01]\d)(?P<last>[0-3]\d)(?!\d))"
)
#: The day on which a form was filled in or printed is not the day of the observation.
_PAPERWORK = re.compile(
    r"(?:填报|填表|制表|报送|上报|打印|编制|报告|签发|印发|审核)(?:日期|时间|于)|以前报送"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said once: the field it gives, the text, and where it stands in words."""

    field: str
    text: str
    where: str


def said_once(table: Table, dataset: Dataset, profile: Profile, file_name: str) -> tuple[Said, ...]:
    """Return what fields the table has no column for and the words around it give.

    A labelled value above the table (采样日期：2024-06-01) comes first. The day of an observation
    may also stand in the title, the sheet's name or the file's; a sheet's name can give the
    county. Only what can be read as the field's value counts.
    """
    absent = [
        column
        for column in dataset.stored_columns
        if column.name not in table.columns() and column.name not in profile.constants
    ]
    labelled = dict(_labelled(table.above))
    found = [
        said
        for column in absent
        if not _of_the_form(column) and (said := _from_label(column, dataset, labelled))
    ]
    have = {said.field for said in found}
    for column in absent:
        if column.name in have or column.name not in dataset.key:
            continue
        if column.field.kind in _DAYS and (day := _day(table, file_name)):
            found.append(Said(column.name, *day))
    county = next((c for c in absent if c.field.kind is Kind.COUNTY), None)
    if county and county.name not in have and (named := county_in(table.sheet.name)):
        found.append(Said(county.name, named.code, f"工作表名「{table.sheet.name}」"))
    return tuple(found)


def _of_the_form(column: Column) -> bool:
    """Tell whether a label above the table speaks of the form: 说明：…, 联系人：…, not of rows."""
    return column.field.personal or column.name == REMARK.name


def _labelled(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[str, Cell]]:
    """Yield label and value, be they in one cell (井号：W1) or in two beside each other."""
    for row in rows:
        cells = [cell for cell in row if not is_blank(cell)]
        for place, cell in enumerate(cells):
            text = clean(cell) if isinstance(cell, str) else ""
            if text.endswith(":") and place + 1 < len(cells):
                yield text.rstrip(":"), cells[place + 1]
                continue
            for match in _PAIR.finditer(text):
                yield match["label"], match["value"]


def _from_label(column: Column, dataset: Dataset, labelled: dict[str, Cell]) -> Said | None:
    for label, value in labelled.items():
        found = dataset.match(label)
        if found is None or found.name != column.name:
            continue
        if column.name == "unit":
            if not is_unit(as_text(value)):
                continue
        elif column.field.kind in {Kind.RESULT, Kind.ANALYTE}:
            continue
        else:
            read, problem = reader(column)(value)
            if read is None or problem is not None:
                continue
        return Said(column.name, as_text(value), f"表上方「{label}」")
    return None


def _day(table: Table, file_name: str) -> tuple[str, str] | None:
    """Return the one day that is named, as text, and where; two different ones are no answer."""
    titles = [as_text(cell) for row in table.above for cell in row if not is_blank(cell)]
    for where, texts in (
        ("标题", titles),
        (f"工作表名「{table.sheet.name}」", [table.sheet.name]),
        (f"文件名「{file_name}」", [file_name]),
    ):
        days = {day for text in texts for day in days_in(text)}
        if len(days) == 1:
            return days.pop().isoformat(), where
        if days:
            return None
    return None


def days_in(text: str) -> Iterator[date]:
    """Yield each whole day that a text names (2024年6月1日, 2024-06-01, 20240601).

    None of a text about the paperwork itself (填报日期：2024-07-05).
    """
    if _PAPERWORK.search(text):
        return
    for match in _DAY.finditer(clean(text)):
        month, day = match["month"] or match["two"], match["day"] or match["last"]
        try:
            found = datetime.strptime(f"{match['year']}-{month}-{day}", "%Y-%m-%d").date()  # noqa: DTZ007
        except ValueError:
            continue
        if EARLIEST_DATE <= found <= LATEST_DATE:
            yield found
