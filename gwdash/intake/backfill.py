"""补录: which past periods can still be handed in, and those that the office has opened.

A period closes when the due day of the period after it has passed. The office opens one again
for a reporter or for all; what then comes is not late.
"""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gwdash import clock
from gwdash.archive.ledger import Ledger
from gwdash.archive.model import NOBODY, Opening, State, Submission
from gwdash.errors import DataRejected, UsageError
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.intake.checking import Checked, require_dataset
from gwdash.intake.workspaces import archive_of, require_workspace
from gwdash.registry.datasets import DATASETS
from gwdash.registry.kinds import DEFAULT_SOURCE
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period, parse_period
from gwdash.standards.workdays import due_on


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """When a past period closes; a default of the office with its name."""

    name: str
    later_periods: int
    """It closes when the due day of so many periods later has passed."""
    source: str

    @property
    def sentence(self) -> str:
        """The rule as people read it."""
        return (
            f"{self.name}：下{'一' if self.later_periods == 1 else self.later_periods}期的报送期限"
            f"过后，再报本期须由办公室开放补录（{self.source}）。"
        )


CLOSING_RULE = ClosingRule("逾期补录规则", 1, DEFAULT_SOURCE)
#: Setting of a workspace: "1" where a closed period is refused, else it is taken in as late.
STRICT = "backfill_required"


def closed_since(dataset: Dataset, period: Period) -> date | None:
    """Return the last day on which a period could be handed in freely; None where it stays open."""
    later = period
    for _ in range(CLOSING_RULE.later_periods):
        later = later.next()
    return due_on(dataset, later)


def is_closed(dataset: Dataset, period: Period, today: date) -> bool:
    """Tell whether handing in a period needs an opening on a day."""
    last = closed_since(dataset, period)
    return last is not None and today > last


def findings(ledger: Ledger, dataset: Dataset, reporter: str, period: Period) -> list[Issue]:
    """Return what is to be said about handing in a past period today: nothing, or one issue."""
    today = clock.today()
    due = due_on(dataset, period)
    # A demo stands still years ago: nothing in it is too old.
    if due is None or today <= due or ledger.is_demo:
        return []
    found = ledger.opening_for(dataset.name, reporter, period.code, today)
    if found is not None:
        message = f"{period.label}由办公室开放补录（第 {found.id} 号），不计迟报。"
        return [Issue.info(IssueKind.FILE, message)]
    if not is_closed(dataset, period, today):
        return []
    if ledger.setting(STRICT) == "1":
        message = (
            f"{period.label}的报送期限是 {due:%Y-%m-%d}，已经关闭。"
            "请先由办公室在“报送记录”中开放补录，再提交。"
        )
        return [Issue.error(IssueKind.FILE, message)]
    if _reported(ledger, dataset, reporter, period):
        message = (
            f"{period.label}的报送期限 {due:%Y-%m-%d} 已过，这次是更正已报的数据，"
            "是否迟报仍按首次报送的时间算。"
        )
        return [Issue.info(IssueKind.FILE, message)]
    message = (
        f"{period.label}的报送期限是 {due:%Y-%m-%d}，已经过期，现在提交会收下，但计为迟报。"
        "属于补录的，请先由办公室在“报送记录”中开放补录，再提交就不计迟报；报告期写错的，请改正。"
    )
    return [Issue.warning(IssueKind.FILE, message)]


def late_when_in(workspace: Path, checked: Checked) -> date | None:
    """Return the due day that a file misses when it is handed in now; None where it is in time.

    A correction is as late as what it corrects and no later; what comes under an opening is not.
    """
    due = due_on(checked.dataset, checked.period)
    today = clock.today()
    if due is None or today <= due:
        return None
    if not (workspace / "archive").is_dir():
        return due
    about = (checked.dataset, checked.reporter.code, checked.period)
    with closing(archive_of(workspace)) as archive:
        ledger = archive.ledger
        opened = ledger.opening_for(checked.dataset.name, about[1], checked.period.code, today)
        excused = opened is not None or ledger.is_demo or _reported(ledger, *about)
        return None if excused else due


def _reported(ledger: Ledger, dataset: Dataset, reporter: str, period: Period) -> bool:
    """Tell whether the reporter's report of a period is accepted already."""
    found = ledger.submissions(
        dataset=dataset.name, reporter=reporter, period=period.code, state=State.ACCEPTED,
        brief=True,
    )  # fmt: skip
    return bool(found)


def admitted(ledger: Ledger, submission: Submission) -> Submission:
    """Return the submission with the opening it comes under; raises DataRejected for none.

    For whatever is handed in without a file; a file's check has said it before.
    """
    dataset, period = DATASETS[submission.dataset], Period.parse(submission.period)
    for issue in findings(ledger, dataset, submission.reporter, period):
        if issue.severity == "error":
            raise DataRejected(issue.message)
    today, due = clock.today(), due_on(dataset, period)
    if due is None or today <= due:
        return submission
    found = ledger.opening_for(dataset.name, submission.reporter, period.code, today)
    return submission if found is None else replace(submission, opening=found.id)


def open_period(  # noqa: PLR0913 (an opening is all of these)
    workspace: Path,
    dataset: str,
    period: str,
    *,
    reason: str,
    reporter: str = "",
    until: date | None = None,
    actor: str = NOBODY,
) -> Opening:
    """Open a past period for a reporter, or for all without one.

    Raises UsageError for a ledger, period or reporter that does not exist, for one that is not
    due yet, and for an end that has passed.
    """
    wanted = require_dataset(dataset)
    found = _period(wanted, period)
    who = ""
    if reporter:
        known = REGION.find_reporter(reporter)
        if known is None or known not in REGION.expand_reporters(wanted.reporters):
            raise UsageError(f"「{reporter}」不报送「{wanted.label}」，请核对填报单位。")
        who = known.code
    if until is not None and until < clock.today():
        raise UsageError(f"补录截止日期 {until:%Y-%m-%d} 已经过去，请填今天或以后的日期。")
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.open_period(
            wanted.name, found.code, reason=reason, reporter=who, until=until, actor=actor
        )


def _period(dataset: Dataset, text: str) -> Period:
    period, problem = parse_period(text)
    if period is None:
        raise UsageError(f"报告期「{text}」不能识别：{problem}")
    due = due_on(dataset, period)
    if due is None:
        raise UsageError(
            f"「{dataset.label}」没有 {period.label} 的报送期限，不需要开放补录；"
            f"它按{dataset.cadence.words}报送。"
        )
    if clock.today() <= due:
        raise UsageError(f"{period.label}的报送期限 {due:%Y-%m-%d} 还没有过，可以直接报送。")
    return period


def strict(workspace: Path) -> bool:
    """Tell whether closed periods are refused without an opening."""
    if not (workspace / "archive").is_dir():
        return False
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.setting(STRICT) == "1"


def set_strict(workspace: Path, *, on: bool) -> None:
    """Refuse closed periods without an opening from now on, or take them in as late."""
    with closing(archive_of(workspace)) as archive:
        archive.ledger.set_setting(STRICT, "1" if on else "0")


def strictness_words(*, strict: bool) -> str:
    """Return what becomes of a closed period without an opening, in one sentence."""
    if strict:
        return "现在：未开放补录的逾期报告期不能提交。"
    return "现在：未开放补录的逾期报告期可以提交，计为迟报。"


def close_period(workspace: Path, opening_id: int) -> Opening:
    """Close an opening; what came under it stays in time."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.close_period(opening_id)


def openings(workspace: Path) -> list[Opening]:
    """Return all openings, the newest first; closed ones included."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.openings()[::-1]


def words(one: Opening, today: date) -> str:
    """Return whether an opening is in force: 开放中, 已到期 or 已关闭."""
    if one.closed_at is not None:
        return "已关闭"
    return "开放中" if one.holds(today) else "已到期"
