"""Values, keys and slices as people read them: persons masked, positions not at all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from gwdash.archive.model import Submission
from gwdash.ingest.issues import Issue
from gwdash.ingest.profile import WHOLE
from gwdash.registry.datasets import DATASETS
from gwdash.registry.masking import HIDDEN, field_of, shown, shown_message
from gwdash.registry.model import Dataset, Field, Kind
from gwdash.registry.region import REGION
from gwdash.registry.tables import row_columns
from gwdash.standards.analytes import ANALYTES
from gwdash.standards.periods import Period

EMPTY = "空"
_SIGNIFICANT = 10


def field_words(dataset: Dataset) -> Mapping[str, str]:
    """Return the heading of every stored column of a dataset."""
    return {column.name: column.label for column in row_columns(dataset)}


def value_words(dataset: Dataset, name: str, value: object) -> str:
    """Return a stored value in words; 空 for none, persons masked, positions not shown."""
    field = field_of(dataset, name)
    if value is None or value == "":
        return EMPTY
    if field is not None and field.places:
        return HIDDEN
    if field is not None and isinstance(value, str):
        return shown(field, _coded(field, value))
    return _plain(value)


def issue_shown(dataset: Dataset, issue: Issue) -> Issue:
    """Return a finding as everybody may read it: what was typed of a person is masked."""
    field = field_of(dataset, issue.field)
    if field is None or not field.guarded:
        return issue
    message = shown_message(field, issue.raw, issue.message)
    return replace(issue, raw=shown(field, issue.raw), message=message)


def key_words(dataset: Dataset, key: tuple[object, ...]) -> str:
    """Return a row's key in words, its parts that are empty left out."""
    parts = [
        value_words(dataset, name, value)
        for name, value in zip(dataset.key, key, strict=True)
        if value is not None and value != ""
    ]
    return " ".join(parts)


def reporter_words(code: str) -> str:
    """Return the name of a reporter, its code where the region does not know it any more."""
    found = next((r for r in REGION.reporters if r.code == code), None)
    return found.name if found else code


def dataset_words(name: str) -> str:
    """Return the label of a dataset, its name where it is declared no more."""
    return DATASETS[name].label if name in DATASETS else name


def slice_words(one: Submission) -> str:
    """Return what a submission is about: who, when and which ledger."""
    part = "" if one.part == WHOLE else f"（{one.part}）"
    when = Period.parse(one.period).label
    return f"{reporter_words(one.reporter)} {when} {dataset_words(one.dataset)}{part}"


def _coded(field: Field, value: str) -> str:
    if field.codes is not None:
        found = field.codes.find(value)
        return found.label if found else value
    if field.kind is Kind.ANALYTE and value in ANALYTES:
        return ANALYTES[value].label
    if field.kind is Kind.COUNTY:
        return _place(value)
    if field.kind is Kind.REPORTER:
        return reporter_words(value)
    return value


def _place(code: str) -> str:
    try:
        return REGION.place_name(code)
    except KeyError:
        return code


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | Decimal):
        return f"{value:.{_SIGNIFICANT}g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)
