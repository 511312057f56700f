"""零报告 and 沿用上期: reports handed in with one click, kept like every other submission."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.model import NOBODY, State, Submission, SubmissionKind
from gwdash.errors import UsageError
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.ingest.profile import WHOLE, Profile
from gwdash.ingest.schema import empty_rows
from gwdash.intake.references import known_keys
from gwdash.intake.usecases import Batch, Receipt, batch
from gwdash.registry.datasets import reference_target
from gwdash.registry.model import Dataset, DatasetKind
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period

#: Ledgers of which the rows of one period say nothing about the next.
_MEASURED = (
    "「{label}」每期都要实测，不能沿用上期的数值；确实没有监测的请报零报告，"
    "或下载已预填点位的模板填写。"
)
_KEPT_BY_OFFICE = "「{label}」由办公室维护，一直有效，不用{what}。"


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one click would do: a sentence to confirm, or the reason why it cannot be."""

    sentence: str
    refusal: str = ""

    @property
    def possible(self) -> bool:
        """Whether it can be handed in."""
        return not self.refusal


def nil_prospect(
    archive: Archive | None, dataset: Dataset, reporter: Reporter, period: Period
) -> Prospect:
    """Return what a report of nothing would say, or why it makes no sense.

    Without an archive nothing was ever handed in.
    """
    if refusal := _not_owed(dataset, reporter) or _of_office(dataset, "零报告"):
        return Prospect("", refusal)
    if here := _accepted(archive, dataset, reporter, period):
        held = here[-1]
        what = f"第 {held.id} 号报送，{held.n_rows} 行"
        if not held.n_rows:
            what = f"第 {held.id} 号{held.kind.label}"
        return Prospect(
            "", f"{period.label}已有{what}，不能再报零报告。如要更正，请先在报送记录中撤回它。"
        )
    before = _base(archive, dataset, reporter, period)
    rows = sum(one.n_rows for one in before)
    if dataset.kind is DatasetKind.REGISTER and rows:
        return Prospect(
            "",
            f"「{dataset.label}」是名录，{reporter.name}名下还有 {rows} 行，零报告会把它们清空。"
            "没有变化请用“沿用上期”；确实要删去的，请报送改好的表。",
        )
    return Prospect(
        f"{reporter.name}{period.label}的「{dataset.label}」将登记为零报告："
        "本期没有需要报送的内容。"
    )


def carry_prospect(
    archive: Archive | None, dataset: Dataset, reporter: Reporter, period: Period
) -> Prospect:
    """Return what handing in the last rows again would say, or why it makes no sense."""
    if refusal := _not_owed(dataset, reporter) or _of_office(dataset, "沿用"):
        return Prospect("", refusal)
    if dataset.kind is DatasetKind.OBSERVATION:
        return Prospect("", _MEASURED.format(label=dataset.label))
    if here := _accepted(archive, dataset, reporter, period):
        return Prospect(
            "", f"{period.label}已有第 {here[-1].id} 号报送（{here[-1].kind.label}），不用再沿用。"
        )
    base = _base(archive, dataset, reporter, period)
    rows = sum(one.n_rows for one in base)
    if not base:
        return Prospect(
            "",
            f"{reporter.name}在{period.label}以前没有审核通过的「{dataset.label}」，没有可以沿用的"
            "内容；请下载模板填写。",
        )
    if not rows:
        return Prospect("", f"上一次报的是零报告（第 {base[-1].id} 号），没有行可以沿用。")
    last = Period.parse(max(base, key=lambda s: s.period_end).period).label
    parts = f"（{len(base)} 份乡镇分表）" if len(base) > 1 else ""
    return Prospect(
        f"{reporter.name}{period.label}的「{dataset.label}」将沿用{last}审核通过的 {rows} 行"
        f"{parts}，内容不变。"
    )


def nil_report(  # noqa: PLR0913 (what is said, by whom, through which face)
    workspace: Path, dataset: Dataset, reporter: Reporter, period: Period, *, actor: str = NOBODY,
    channel: str = "cli",
) -> Receipt:  # fmt: skip
    """Hand in that there is nothing to report; raises UsageError where that makes no sense."""
    with batch(workspace, actor=actor) as run:
        prospect = nil_prospect(run.archive, dataset, reporter, period)
        if not prospect.possible:
            raise UsageError(prospect.refusal)
        fresh = _submission(dataset, reporter, period, SubmissionKind.NIL, actor, channel)
        receipt = _take_in(run, empty_rows(dataset.name), [], fresh, prospect.sentence)
    return replace(receipt, version=run.version)


def carry_over(  # noqa: PLR0913
    workspace: Path, dataset: Dataset, reporter: Reporter, period: Period, *, actor: str = NOBODY,
    channel: str = "cli",
) -> list[Receipt]:  # fmt: skip
    """Hand in the rows of the last accepted report again, one submission for each of its parts.

    What the rows point to is checked anew. Raises UsageError where there is nothing to go on
    from or the ledger is measured each time.
    """
    with batch(workspace, actor=actor) as run:
        prospect = carry_prospect(run.archive, dataset, reporter, period)
        if not prospect.possible:
            raise UsageError(prospect.refusal)
        kept = [
            _carry(run, dataset, fresh, old, prospect.sentence)
            for old in _base(run.archive, dataset, reporter, period)
            for fresh in [
                _submission(
                    dataset, reporter, period, SubmissionKind.CARRY, actor, channel, old.part
                )
            ]
            if old.n_rows
        ]
    return [replace(receipt, version=run.version) for receipt in kept]


def _carry(
    run: Batch, dataset: Dataset, fresh: Submission, old: Submission, sentence: str
) -> Receipt:
    rows = run.archive.rows(old.rows_sha256)
    issues = list(_unknown_references(run.workspace, dataset, rows))
    told = replace(fresh, n_warnings=len(issues))
    return _take_in(run, rows, issues, told, f"{sentence}沿用自第 {old.id} 号报送。")


def _take_in(
    run: Batch, rows: pa.Table, issues: list[Issue], fresh: Submission, sentence: str
) -> Receipt:
    """Keep the report; what stands in place of a file is the sentence that was confirmed."""
    content = f"{sentence}\n{fresh.part}\n{fresh.submitted_at.isoformat()}\n".encode()
    return run.take_in(content, rows, issues, fresh)


def _submission(  # noqa: PLR0913, PLR0917 (a submission is all of these)
    dataset: Dataset, reporter: Reporter, period: Period, kind: SubmissionKind, actor: str,
    channel: str, part: str = WHOLE,
) -> Submission:  # fmt: skip
    named = "" if part == WHOLE else f"_{part}"
    return Submission(
        dataset=dataset.name,
        reporter=reporter.code,
        period=period.code,
        period_end=period.last_day,
        part=part,
        submitted_at=clock.now(),
        actor=actor,
        file_name=f"{kind.label}_{reporter.name}_{dataset.label}_{period.code}{named}.txt",
        file_kind="txt",
        profile=Profile(reporter=reporter.code, period=period.code, part=part).as_dict(),
        channel=channel,
        kind=kind,
    )


def _not_owed(dataset: Dataset, reporter: Reporter) -> str:
    allowed = REGION.expand_reporters(dataset.reporters)
    if reporter in allowed or reporter.code == REGION.office:
        return ""
    return f"「{reporter.name}」不报送「{dataset.label}」，请核对填报单位或台账。"


def _of_office(dataset: Dataset, what: str) -> str:
    if dataset.kind is not DatasetKind.OFFICE:
        return ""
    return _KEPT_BY_OFFICE.format(label=dataset.label, what=what)


def _accepted(
    archive: Archive | None, dataset: Dataset, reporter: Reporter, period: Period
) -> list[Submission]:
    if archive is None:
        return []
    return archive.ledger.submissions(
        dataset.name, reporter.code, period.code, state=State.ACCEPTED
    )


def _base(
    archive: Archive | None, dataset: Dataset, reporter: Reporter, period: Period
) -> list[Submission]:
    """Return the submissions in force before a period: of a register each part's last."""
    if archive is None:
        return []
    found = archive.ledger.submissions(dataset.name, reporter.code, state=State.ACCEPTED)
    earlier = [s for s in found if s.period_end < period.last_day]
    if not earlier:
        return []
    if dataset.kind is not DatasetKind.REGISTER:
        last = max(s.period_end for s in earlier)
        return [s for s in earlier if s.period_end == last]
    newest: dict[str, Submission] = {}
    for one in sorted(earlier, key=lambda s: (s.period_end, s.id)):
        newest[one.part] = one
    whole = newest.get(WHOLE)
    since = whole.period_end if whole else date.min
    # A later report of the whole takes the place of the parts before it.
    return [s for s in newest.values() if s.part == WHOLE or s.period_end >= since]


def _unknown_references(workspace: Path, dataset: Dataset, rows: pa.Table) -> Iterator[Issue]:
    """Yield a warning for each value that points to nothing any more."""
    known = known_keys(workspace, dataset, {})
    for column in dataset.columns:
        if not column.references or column.name not in rows.column_names:
            continue
        target, key = reference_target(column)
        there = set(known[column.references])
        if target.name == dataset.name:
            there |= set(rows[key].to_pylist())
        yield from _missing(column.name, column.field.label, target.label, rows, there)


def _missing(
    name: str, label: str, ledger: str, rows: pa.Table, known: Iterable[str]
) -> Iterator[Issue]:
    held = set(known)
    counts = Counter(v for v in rows[name].to_pylist() if v is not None and v not in held)
    for value, count in counts.items():
        message = (
            f"{label}「{value}」现在不在审核通过的「{ledger}」中（{count} 行）。请核对编号；"
            "确为新编号的，请一并报送该台账。"
        )
        yield Issue.warning(IssueKind.REFERENCE, message, field=name, raw=value)
