"""未整改问题: the wrong cells of files that went in without their wrong rows, to take away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from gwdash.archive.model import Submission
from gwdash.archive.wording import (
    dataset_words,
    field_words,
    issue_shown,
    reporter_words,
    slice_words,
)
from gwdash.export.issue_words import listed
from gwdash.export.tables import Table
from gwdash.ingest.issues import Issue
from gwdash.ingest.profile import WHOLE
from gwdash.registry.datasets import DATASETS
from gwdash.standards.analytes import ANALYTES
from gwdash.standards.periods import Period

HEADINGS = (
    "填报单位", "台账", "报告期", "位置", "字段", "填写内容", "问题", "怎么改", "自何时",
    "已过天数", "报送号", "文件",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One wrong cell that waits to be mended; its words are those that everybody may read."""

    submission: Submission
    place: str
    field: str
    raw: str
    problem: str
    remedy: str

    @property
    def since(self) -> datetime:
        """When the file came in without this row."""
        return self.submission.submitted_at


def open_lines(submission: Submission, issues: Iterable[Issue]) -> list[OpenLine]:
    """Return what waits of one submission, in the order of the file."""
    dataset = DATASETS[submission.dataset]
    labels = {c: a.label for c, a in ANALYTES.items()} | dict(field_words(dataset))
    lines = listed([issue_shown(dataset, issue) for issue in issues], labels)
    return [
        OpenLine(
            submission, "!".join(filter(None, (line.sheet, line.place))), line.field, line.raw,
            line.problem, line.remedy,
        )
        for line in lines
    ]  # fmt: skip


def open_table(lines: Sequence[OpenLine], now: datetime) -> Table:
    """Return the wrong cells as a table to take away; `now` is Beijing time."""
    rows = [
        (
            reporter_words(one.reporter), dataset_words(one.dataset), when_words(one), line.place,
            line.field, line.raw, line.problem, line.remedy, line.since.replace(tzinfo=None),
            days_open(line.since, now), one.id, one.file_name,
        )
        for line in lines
        for one in (line.submission,)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(HEADINGS), dtype=object)
    notes = (f"共 {len(rows)} 处。改好后把整张表重新报送，审核通过即整改完毕。",)
    return Table("未整改问题", frame, notes=notes)


def open_text(lines: Sequence[OpenLine]) -> str:
    """Return the wrong cells as text to paste into a message, one paragraph a report."""
    by_report: dict[int, list[OpenLine]] = {}
    for line in lines:
        by_report.setdefault(line.submission.id, []).append(line)
    return "\n\n".join(_paragraph(found) for found in by_report.values())


def _paragraph(lines: Sequence[OpenLine]) -> str:
    one = lines[0].submission
    head = (
        f"{slice_words(one)}：{one.submitted_at:%Y-%m-%d} 只收了正确的行，拦下的 {one.n_stopped} 行"
        f"还有 {len(lines)} 处未整改，请改好后把整张表重新报送。"
    )
    told = [
        f"{number}. {' '.join(filter(None, (line.place, line.field)))}："
        f"{_typed(line.raw)}{line.problem.rstrip('。')}，{line.remedy}"
        for number, line in enumerate(lines, 1)
    ]
    return "\n".join((head, *told))


def _typed(raw: str) -> str:
    return f"填写“{' '.join(raw.split())}”。" if raw.strip() else ""


def when_words(one: Submission) -> str:
    """Return the period that a submission is of, with its part."""
    part = "" if one.part == WHOLE else f" {one.part}"
    return f"{Period.parse(one.period).label}{part}"


def days_open(since: datetime, now: datetime) -> int:
    """Return how many days passed since a day, 0 on the day itself."""
    return max((now.date() - since.date()).days, 0)
