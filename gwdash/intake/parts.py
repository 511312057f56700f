"""乡镇分表: files of single townships that add up to a county's report of one period."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from gwdash.archive.files import Archive
from gwdash.archive.model import State, Submission
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.ingest.profile import WHOLE
from gwdash.ingest.reading import ROW_STATUS, STATUS_STOPPED
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION

if TYPE_CHECKING:
    from gwdash.intake.checking import Checked

#: A township's name behind its county's: 秦都区双照街道 is 双照街道.
_TOWN = re.compile(
    r"(?:[\u4e00-\u9fff]*[区县市])?([\u4e00-\u9fff]{1,5}?(?:街道办事处|街道|镇|乡(?!镇)))"
)
#: Words that end like a township and are none.
_NO_TOWN = re.compile(r"乡镇|城镇|集镇|村镇|各|全|本|按|分|每|^街道|县城")
_PLACES = ("source_sheet", "source_cell")

_Key = tuple[Any, ...]
_Report = tuple[str, str, str]
_Texts = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class PartIn:
    """A part that came in and counts: whose file it was, how many rows, when."""

    part: str
    submission_id: int
    file_name: str
    rows: int
    at: datetime


def town_in(text: str) -> str:
    """Return the one township that a text names, empty for none or several."""
    plain = text
    for county in REGION.counties:
        for word in (county.name, *county.aliases):
            plain = plain.replace(word, f"{county.name[-1]}")
    names = dict.fromkeys(_TOWN.findall(plain))
    towns = [name for name in names if not _NO_TOWN.search(name)]
    return towns[0] if len(towns) == 1 else ""


def part_in(texts: _Texts) -> tuple[str, str]:
    """Return the township that title, file or folder name speak of, and which of them did."""
    for where, lines in texts:
        named = {town for line in lines if (town := town_in(line))}
        if len(named) == 1:
            return next(iter(named)), where
    return "", ""


def divides(dataset: Dataset) -> bool:
    """Tell whether a ledger can come in parts: counties hand it in and it has places."""
    return "counties" in dataset.reporters


def parts_in(workspace: Path, dataset: str, reporter: str, period: str) -> list[PartIn]:
    """Return the parts of a report that came in and count, in the order they came."""
    with closing(Archive.of(workspace)) as archive:
        return [
            PartIn(s.part, s.id, s.file_name, s.n_rows, s.submitted_at)
            for s in _in_force(archive, dataset, reporter, period)
        ]


def against_accepted(archive: Archive, checked: "Checked") -> "Checked":
    """Return a checked file with an error for every row that another part already has."""
    if not checked.reading.rows.num_rows:
        return checked
    dataset, part = checked.dataset, checked.reading.profile.part
    others = [
        s
        for s in _in_force(archive, dataset.name, checked.reporter.code, checked.period.code)
        if s.part != part and s.rows_sha256
    ]
    held = {
        key: f"第 {s.id} 号报送“{named(s.part)}”（{s.file_name} {place}）"
        for s in others
        for key, place in _keys(dataset, archive.rows(s.rows_sha256))
    }
    return _refused(checked, held)


def across(files: Sequence["Checked"]) -> list["Checked"]:
    """Return files of one drop, each with errors for what a file before it has already.

    Two files of the same ledger, reporter, period and part would replace each other.
    """
    held: dict[_Report, dict[_Key, str]] = {}
    names: dict[tuple[str, ...], str] = {}
    several = Counter(map(_report, files))
    answers = []
    for one in files:
        report = _report(one)
        if several[report] == 1:
            answers.append(one)
            continue
        part, name = one.reading.profile.part, one.reading.file_name
        own = dict(_keys(one.dataset, one.reading.rows))
        if first := names.get((*report, part)):
            answers.append(_same_part(one, first))
            continue
        names[*report, part] = name
        before = held.setdefault(report, {})
        answers.append(_refused(one, before))
        for key, place in own.items():
            before.setdefault(key, f"同时放入的“{named(part)}”（{name} {place}）")
    return answers


def _report(checked: "Checked") -> _Report:
    return checked.dataset.name, checked.reporter.code, checked.period.code


def _in_force(archive: Archive, dataset: str, reporter: str, period: str) -> list[Submission]:
    return archive.ledger.submissions(dataset, reporter, period, State.ACCEPTED, brief=True)


def named(part: str) -> str:
    """Return a part as people call it: a township, or the county's one report."""
    return "全县一份" if part == WHOLE else part


def _keys(dataset: Dataset, rows: pa.Table) -> list[tuple[_Key, str]]:
    """Return the whole keys of rows, each with the cell it came from."""
    if any(name not in rows.column_names for name in (*dataset.key, *_PLACES)):
        return []
    columns = (rows[name].to_pylist() for name in dataset.key)
    sheets, cells = (rows[name].to_pylist() for name in _PLACES)
    return [
        (key, f"{sheet}!{cell}")
        for key, sheet, cell in zip(zip(*columns, strict=True), sheets, cells, strict=True)
        if None not in key
    ]


def _refused(checked: "Checked", held: Mapping[_Key, str]) -> "Checked":
    if not held:
        return checked
    dataset, rows = checked.dataset, checked.reading.rows
    labels = "、".join(dataset.column(name).field.label for name in dataset.key)
    columns = [rows[name].to_pylist() for name in dataset.key]
    places = zip(*(rows[n].to_pylist() for n in (*_PLACES, "source_row")), strict=True)
    status = rows[ROW_STATUS].to_pylist()
    found = []
    for position, (key, place) in enumerate(zip(zip(*columns, strict=True), places, strict=True)):
        if None in key or key not in held:
            continue
        sheet, cell, row = place
        status[position] = STATUS_STOPPED
        spoken = "、".join(map(str, key))
        message = (
            f"{labels}「{spoken}」在{held[key]}中已经有了。"
            "乡镇分表合起来是一份，请核对这一行归哪个乡镇，只在一处保留。"
        )
        found.append(
            Issue.error(
                IssueKind.DUPLICATE, message, sheet=sheet, cell=cell, row=row,
                field=dataset.key[0], raw=str(key[0]),
            )
        )  # fmt: skip
    return _with(checked, found, status) if found else checked


def _same_part(checked: "Checked", first: str) -> "Checked":
    part = checked.reading.profile.part
    what = f"“{part}”的分表" if part != WHOLE else "全县一份"
    message = (
        f"「{first}」也是{checked.reporter.name}{checked.period.label}"
        f"「{checked.dataset.label}」的{what}，后一份会替换前一份。"
        "请合并成一个文件，或在“乡镇分表”里写明各是哪个乡镇。"
    )
    return _with(checked, [Issue.error(IssueKind.FILE, message)], None)


def _with(checked: "Checked", found: Iterable[Issue], status: list[str] | None) -> "Checked":
    reading = checked.reading
    if status is not None:
        place = reading.rows.column_names.index(ROW_STATUS)
        rows = reading.rows.set_column(place, ROW_STATUS, pa.array(status, pa.string()))
        reading = replace(reading, rows=rows)
    return replace(checked, reading=reading, issues=[*checked.issues, *found])
