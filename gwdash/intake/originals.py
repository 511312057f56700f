"""The files as they were handed in, given back byte for byte by the number of a submission.

A file goes to everybody who may see it or to nobody: without accounts that is nobody for what
may hold exact positions of drinking-water wells or persons with their telephones. Which ledgers
can hold them follows from their declarations, whether a file does from its accepted rows.
"""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, reduce
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from gwdash.archive.files import Archive
from gwdash.archive.model import Submission
from gwdash.errors import ConflictError
from gwdash.intake.workspaces import archive_of, require_workspace
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset, Kind, When
from gwdash.registry.text import fold
from gwdash.store.database import Store, open_current


class Withheld(StrEnum):
    """Why a file is given to nobody; the sentence says whom to ask."""

    POSITIONS = (
        "该文件可能含有饮用水源井的精确位置，启用账号权限前不提供下载；"
        "请向填报单位或领导小组办公室索取。"
    )
    PERSONS = (
        "该文件含有个人姓名或联系电话，启用账号权限前不提供下载；请向填报单位或领导小组办公室索取。"
    )


@dataclass(frozen=True, slots=True)
class Original:
    """A raw file and the name it came under."""

    file_name: str
    content: bytes


def original(workspace: Path, submission_id: int) -> Original:
    """Return the raw file of a submission.

    Raises UsageError for a number that nobody handed in, and ConflictError for a file that is
    given to nobody.
    """
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        submission = archive.ledger.get(submission_id)
        if (why := _withheld(workspace, archive, submission)) is not None:
            raise ConflictError(why.value)
        return Original(submission.file_name, archive.raw(submission.file_sha256))


def withheld(workspace: Path, submission_ids: Iterable[int]) -> dict[int, Withheld]:
    """Return which of these submissions `original` would not give back, and why."""
    found = {}
    with closing(archive_of(workspace)) as archive:
        for number in submission_ids:
            why = _withheld(workspace, archive, archive.ledger.get(number))
            if why is not None:
                found[number] = why
    return found


def _withheld(workspace: Path, archive: Archive, submission: Submission) -> Withheld | None:
    """Return why a file is kept back: for any ledger that was read from the same bytes."""
    same = archive.ledger.submissions(file_sha256=submission.file_sha256)
    reasons = {_reason(workspace, archive, one) for one in same}
    return next((why for why in Withheld if why in reasons), None)


def _reason(workspace: Path, archive: Archive, submission: Submission) -> Withheld | None:
    """Return why the file is kept back on account of one of its ledgers.

    The accepted rows decide; a file with stopped rows or none at all is not trusted to be
    without, because what was stopped is not known by well or person.
    """
    dataset = DATASETS.get(submission.dataset)
    if dataset is None:
        return None
    unread = not submission.rows_sha256 or submission.n_stopped > 0
    places = dataset.places or _heads_positions(submission)
    persons = [c.name for c in dataset.stored_columns if c.field.personal]
    if not places and not persons:
        return None
    if unread:
        return Withheld.POSITIONS if places else Withheld.PERSONS
    rows = archive.rows(submission.rows_sha256)
    if places and (_is_drinking(dataset, rows) or _names_secret_well(workspace, rows)):
        return Withheld.POSITIONS
    return Withheld.PERSONS if any(_values(rows, name) for name in persons) else None


def _heads_positions(submission: Submission) -> bool:
    """Tell whether a sheet has a column of positions that its ledger does not keep."""
    return any(
        fold(str(heading.get("text", "")).rpartition("/")[2]) in _position_words()
        for heading in submission.headings
    )


@cache
def _position_words() -> frozenset[str]:
    return frozenset(
        fold(word)
        for dataset in DATASETS.values()
        for column in dataset.columns
        if column.field.places
        for word in column.words
    )


def _is_drinking(dataset: Dataset, rows: pa.Table) -> bool:
    """Tell whether a row is declared to be of a drinking-water source.

    Of a boundary only the rows that have one: an old ledger of zones says nowhere where they lie.
    """
    outlines = [c.name for c in dataset.stored_columns if c.field.kind is Kind.BOUNDARY]
    if outlines and set(outlines) <= set(rows.column_names):
        drawn = reduce(pc.or_, (pc.is_valid(rows[name]) for name in outlines))
        return any(_meets(rows.filter(drawn), when) for when in dataset.drinking)
    return not outlines and any(_meets(rows, when) for when in dataset.drinking)


def _meets(rows: pa.Table, when: When) -> bool:
    return any(when.holds(value) for value in _values(rows, when.column))


def _names_secret_well(workspace: Path, rows: pa.Table) -> bool:
    """Tell whether any text of the rows is the code of a drinking-water well.

    Any column counts: an abandoned well keeps the code that it had before under another heading.
    """
    texts = [field.name for field in rows.schema if pa.types.is_string(field.type)]
    store = open_current(workspace)
    if store is None:
        return True
    secret = store.once(_drinking_wells)
    return any(not secret.isdisjoint(_values(rows, name)) for name in texts)


def _drinking_wells(store: Store) -> frozenset[str]:
    return frozenset(store.columns("drinking_wells")["well_id"])


def _values(rows: pa.Table, name: str) -> set[object]:
    """Return the different values of a column, none for a column that is not there."""
    if name not in rows.column_names:
        return set()
    return {value for value in pc.unique(rows[name]).to_pylist() if value not in {None, ""}}
