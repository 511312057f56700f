"""Where a unit's file says otherwise than the office what the office keeps: one warning a cell.

The file is taken in all the same, and what the office keeps stands as before; the unit is told,
so that nobody thinks that a limit was moved or a review lifted.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gwdash.archive.files import Archive
from gwdash.archive.model import State
from gwdash.ingest.grid import address
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.intake.checking import Checked
from gwdash.intake.decision_rule import asks_for_more, is_redone, sent_back_on
from gwdash.intake.in_force import Row, Told, told_on
from gwdash.registry.kinds import Kind
from gwdash.registry.model import Column, Dataset
from gwdash.registry.region import REGION
from gwdash.registry.text import fold

_EXTENSION = ("extension_state", "extended_to", "extension_reason")
_RETURN = ("review_state", "return_reason", "returned_on")
#: What an empty cell of the office means where a code says the same.
_EMPTY_IS = {"extension_state": "none", "review_state": "open"}

_REMEDIES = {
    "decision_due_on": "需要延期的，请填「延期申请」。",
    "extension_state": "需要延期的，请填“申请中”，写明延期至哪一天和理由。",
}
#: Characters of a text that a sentence repeats.
_SHOWN = 30

_Found = tuple[str, str]


def findings(archive: Archive, checked: Checked) -> list[Issue]:
    """Return a warning for each cell of a unit's file that differs from what the office keeps.

    Compared with the office's register in force at the end of the file's period; a cell left
    blank says nothing.
    """
    dataset = checked.dataset
    if not dataset.kept_by_office or checked.reporter.code == REGION.office:
        return []
    office = _office(archive, dataset, checked.period.last_day)
    found = []
    for row in checked.reading.good_rows().to_pylist() if office else ():
        told = office.get(tuple(row[name] for name in dataset.key))
        if told is not None:
            found += [_issue(checked, row, *one) for one in _differences(dataset, row, told)]
    return found


def _office(archive: Archive, dataset: Dataset, day: date) -> dict[tuple[Any, ...], Told]:
    accepted = archive.ledger.submissions(
        dataset=dataset.name, reporter=REGION.office, state=State.ACCEPTED, brief=True
    )
    return {
        tuple(told.row[name] for name in dataset.key): told
        for told in told_on(archive, accepted, day)
    }


def _differences(dataset: Dataset, row: Row, told: Told) -> Iterator[_Found]:
    """Yield the columns that differ, each with its sentence."""
    office = told.row
    if office.get("review_state") == "closed":
        if row.get("decision_status") != "done":
            words = "该事项办公室已经审结，仍按已办结计；确需重办的，请与办公室商定另行议定。"
            yield "decision_status", words
        return
    yield from _on_extension(dataset, row, office)
    left_out = {*_EXTENSION}
    if office.get("review_state") == "returned" and row.get("decision_status") == "done":
        left_out.update(_RETURN)
        yield from _on_return(row, told)
    for column in dataset.kept_by_office:
        if column.name not in left_out and _differs(column, row, office):
            yield column.name, _sentence(column, office)


def _on_extension(dataset: Dataset, row: Row, office: Row) -> Iterator[_Found]:
    """Yield what is to be said of an extension that does not stand as the unit's row says."""
    said, state = row.get("extension_state"), office.get("extension_state") or "none"
    if said is None or asks_for_more(row, office):
        return
    limit, until = office.get("decision_due_on"), row.get("extended_to")
    if said == "asked" and state in {"none", "refused"}:
        if until is None:
            yield "extended_to", "申请延期的请填「延期至」，没有写明延期到哪一天的申请不计。"
        elif limit is not None and until <= limit:
            words = f"延期至应晚于办公室确定的办结时限 {limit:%Y-%m-%d}，这份申请不计，请核对。"
            yield "extended_to", words
        else:
            words = "这份延期申请办公室没有同意；再次申请的，请填新的日期或新的理由。"
            yield "extension_state", words
    elif said != state:
        yield "extension_state", _sentence(dataset.column("extension_state"), office)
    elif _differs(dataset.column("extended_to"), row, office):
        yield "extended_to", _sentence(dataset.column("extended_to"), office)


def _on_return(row: Row, told: Told) -> Iterator[_Found]:
    """Yield what is to be said of work that was sent back and is not done again."""
    if not is_redone(row, told):
        words = (
            f"该事项已于 {sent_back_on(told):%Y-%m-%d} 退回重办，"
            "办结日期早于这一天或没有填的，退回不解除；重新办结的，请填重新办结的日期。"
        )
        yield "done_on", words


def _differs(column: Column, row: Row, office: Row) -> bool:
    said, kept = row.get(column.name), office.get(column.name) or _EMPTY_IS.get(column.name)
    if said is None:
        return False
    if column.field.kind is Kind.TEXT and kept is not None:
        return fold(said) != fold(kept)
    return bool(said != kept)


def _sentence(column: Column, office: Row) -> str:
    kept = office.get(column.name) or _EMPTY_IS.get(column.name)
    remedy = _REMEDIES.get(column.name, "不一致的，请与办公室核对。")
    return f"{column.field.label}由办公室确定，仍按{_words(column, kept)}计；{remedy}"


def _words(column: Column, value: date | str | None) -> str:
    """Return a value as the sentence names it."""
    if value is None:
        return "未填"
    if isinstance(value, date):
        return f" {value:%Y-%m-%d} "
    codes = column.field.codes
    words = value if codes is None else codes.label_of(value)
    return f"“{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”"


def _issue(checked: Checked, row: Row, name: str, words: str) -> Issue:
    sheet = row["source_sheet"]
    raw = row.get(name)
    return Issue.warning(
        IssueKind.KEPT, words, sheet=sheet, cell=_cell(checked, row, name),
        row=row["source_row"], field=name, raw="" if raw is None else str(raw),
    )  # fmt: skip


def _cell(checked: Checked, row: Row, name: str) -> str:
    """Return the cell of a row's column, the row's own where tables stand side by side."""
    sheet, number = row["source_sheet"], row["source_row"]
    own = [one for one in checked.headings if one.sheet == sheet and one.field == name and one.cell]
    return address(number - 1, own[0].column) if len(own) == 1 else row["source_cell"]
