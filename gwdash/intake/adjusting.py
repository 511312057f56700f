"""调整: what was accepted once of some ledgers is changed only with a reason."""

from contextlib import closing
from pathlib import Path

from gwdash.archive.comparison import Difference
from gwdash.archive.ledger import Ledger
from gwdash.archive.model import NOBODY, State, Submission
from gwdash.archive.wording import dataset_words
from gwdash.errors import DataRejected
from gwdash.intake.checking import Checked
from gwdash.intake.difference import against_accepted
from gwdash.intake.handing_in import submission_of
from gwdash.intake.workspaces import archive_of
from gwdash.registry.datasets import DATASETS


def asks_reason(workspace: Path, checked: Checked) -> bool:
    """Tell whether handing in a checked file adjusts what must not change without a reason."""
    if not checked.dataset.reasoned or not (workspace / "archive").is_dir():
        return False
    with closing(archive_of(workspace)) as archive:
        about = submission_of(checked, NOBODY, "")
        found = against_accepted(archive, about, checked.reading.good_rows())
        return _adjusts(archive.ledger, about, found)


def require_reason(ledger: Ledger, submission: Submission, found: Difference) -> None:
    """Refuse an adjustment that does not say why; raises DataRejected."""
    if not submission.reason.strip() and _adjusts(ledger, submission, found):
        raise DataRejected(
            f"「{dataset_words(submission.dataset)}」已经下达，再改就是调整，必须写明原因。"
            "请在“数据填报”里填写调整原因后提交，或在命令行加 --reason 原因。"
        )


def require_reason_to_leave(one: Submission, reason: str) -> None:
    """Refuse to take an accepted one back without saying why; raises DataRejected."""
    dataset = DATASETS.get(one.dataset)
    asked = dataset is not None and dataset.reasoned and one.state is State.ACCEPTED
    if asked and not reason.strip():
        raise DataRejected(f"撤下已经下达的「{dataset_words(one.dataset)}」也是调整，请写明原因。")


def _adjusts(ledger: Ledger, about: Submission, found: Difference) -> bool:
    reasoned = about.dataset in DATASETS and DATASETS[about.dataset].reasoned
    return reasoned and bool(found) and ledger.in_force(about) is not None
