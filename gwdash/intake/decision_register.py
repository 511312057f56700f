"""The register of 议定事项 as it stands, changed row by row and handed in whole.

The office's slice is written again with every change. What units have reported since on a
decision goes into it first, as far as it is theirs to report (`gwdash.intake.decision_rule`): an
older row written again would take the unit's report back.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any

from gwdash import clock
from gwdash.archive.model import State, SubmissionKind
from gwdash.errors import DataRejected, UsageError
from gwdash.ingest.profile import WHOLE, Profile
from gwdash.intake.decision_rule import standing
from gwdash.intake.in_force import Row, Told, told_on
from gwdash.intake.usecases import Batch, Receipt
from gwdash.registry.datasets import DATASETS
from gwdash.registry.kinds import Kind
from gwdash.registry.model import Column, Dataset
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period, PeriodKind

Key = tuple[str, ...]

DECISION = DATASETS["decision"]
MEETING = DATASETS["meeting"]
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a step: the proof, and under which number and period it stands."""

    receipt: Receipt
    meeting_id: str
    decision_no: str
    period: str


@dataclass(slots=True)
class Register:
    """One of the office's registers within a batch, as accepted so far."""

    run: Batch
    dataset: Dataset
    period: Period
    rows: dict[Key, Row] = field(repr=False)
    """The office's rows in their order, each as it stands with what units have reported since."""
    others: dict[Key, Row] = field(repr=False)
    """Rows that only units have handed in."""

    def row(self, key: Key) -> Row | None:
        """Return a row by its key, None for one that nobody handed in."""
        return self.rows.get(key) or self.others.get(key)

    def put(self, row: Row) -> None:
        """Add a row or put it in the place of the one with its key."""
        self.rows[key_of(self.dataset, row)] = row

    def hand_in(self, reason: str, channel: str) -> Receipt:
        """Hand the register in through the reader and its checks, and accept it.

        The office does not wait for its own review. Raises DataRejected where the reader finds
        an error or reads other rows than were written.
        """
        content = as_csv(self.dataset, self.rows.values())
        name = f"{self.dataset.label}{self.period.label}页面修改.csv"
        profile = Profile(reporter=REGION.office, period=self.period.code, part=WHOLE)
        checked = self.run.check(self.dataset.name, content, name, profile)
        read = {key_of(self.dataset, row) for row in checked.reading.good_rows().to_pylist()}
        if checked.ok and read != set(self.rows):
            raise DataRejected("写入的内容与读回的不一致，没有保存。请检查文字里有无特殊符号。")
        return self.run.submit(
            checked, channel=channel, kind=SubmissionKind.EDIT, reason=reason, review=False
        )


def one_line(text: str, what: str) -> str:
    """Return text in one line; raises UsageError for none and for too much of it."""
    said = " ".join(text.split())
    if not said:
        raise UsageError(f"请填写{what}。")
    if len(said) > _LONGEST_TEXT:
        raise UsageError(f"{what}不要超过 {_LONGEST_TEXT} 个字。")
    return said


def open_register(run: Batch, dataset: Dataset, wanted: Period | None = None) -> Register:
    """Return a register as of the newest of its periods, or of `wanted` where that is later.

    A change filed under an older period would not reach the newer ones.
    """
    accepted = run.archive.ledger.submissions(dataset=dataset.name, state=State.ACCEPTED)
    known = [Period.parse(one.period) for one in accepted]
    if wanted is not None:
        known.append(wanted)
    # A demo stands still years ago: today's month is none of its own.
    if not known or not run.archive.ledger.is_demo:
        known.append(Period.of(clock.today(), PeriodKind.MONTH).previous())
    period = max(known, key=lambda p: p.last_day)
    winners: dict[Key, Told] = {}
    own: dict[Key, Told] = {}
    for told in told_on(run.archive, accepted, period.last_day):
        key = key_of(dataset, told.row)
        winners[key] = told
        if told.by_office:
            own[key] = told
    rows = {key: standing(dataset, winners[key], told) for key, told in own.items()}
    others = {key: told.row for key, told in winners.items() if key not in own}
    return Register(run, dataset, period, rows, others)


def key_of(dataset: Dataset, row: Mapping[str, Any]) -> Key:
    """Return the key of a row as text."""
    return tuple(str(row[name]) for name in dataset.key)


def as_csv(dataset: Dataset, rows: Iterable[Row]) -> bytes:
    """Return rows as the file that a clerk would hand in: its headings, its words."""
    columns = dataset.entered_columns
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.field.heading for column in columns])
    for row in rows:
        writer.writerow([_said(column, row.get(column.name)) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _said(column: Column, value: Any) -> str:  # noqa: ANN401 (any cell)
    if value is None:
        return ""
    codes = column.field.codes
    if codes is not None:
        return str(codes.label_of(value))
    if column.field.kind is Kind.REPORTER:
        return REGION.reporter(value).name
    if column.field.kind is Kind.UNITS:
        return "、".join(REGION.reporter(code).name for code in value.split(";") if code)
    return value.isoformat() if isinstance(value, date) else str(value)
