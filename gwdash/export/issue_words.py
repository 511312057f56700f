"""An issue in the words of a list: where it is, what is wrong, what to do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gwdash.ingest.issues import Issue, IssueKind, Severity

SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "说明"}
_ORDER = list(Severity)
#: Where the part of a sentence begins that says what to do.
_REMEDY = re.compile(
    r"(?:^|(?<=[，。；！？,;]))\s*"
    r"(?:「[^」]{1,20}」)?(?:请|可指定|可以提交|可改|应改|只填|需要报送请|如有|没有新情况|否则|须|必须)"
)
_DEFAULT_REMEDIES = {
    IssueKind.REQUIRED: "请补上后重新提交。",
    IssueKind.TYPE: "请按这一列的要求改写。",
    IssueKind.RANGE: "请核对数值和单位后改正。",
    IssueKind.CODE: "请从下拉列表中选择。",
    IssueKind.KEY: "请改正编码，使每行各不相同。",
    IssueKind.DUPLICATE: "请核对，只保留一行。",
    IssueKind.REFERENCE: "请核对编码，或先报送它所指的台账。",
    IssueKind.UNIT: "请改用规定的单位。",
    IssueKind.UNKNOWN_HEADING: "请改成模板里的表头，或指定它对应的字段。",
    IssueKind.MISSING_HEADING: "请补上这一列。",
    IssueKind.SCOPE: "请核对所在县市区。",
    IssueKind.LAYOUT: "请核对表格的样式。",
    IssueKind.FORMULA: "请改正公式，或直接填写数值。",
    IssueKind.KEPT: "请核对；需要改变的，请与办公室商定。",
    IssueKind.FILE: "请核对文件。",
}
_NOTHING_TO_DO = "知悉即可。"
_BARE_PROBLEMS = {
    IssueKind.REQUIRED: "没有填写。",
    IssueKind.TYPE: "填写的内容不合要求。",
    IssueKind.CODE: "不在可选项中。",
    IssueKind.FORMULA: "公式没有可用的结果。",
}
_ANY_PROBLEM = "需要核对。"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of issues."""

    number: int
    sheet: str
    place: str
    """The cell, or the row where there is no cell; empty for a sheet or the file."""
    field: str
    raw: str
    problem: str
    remedy: str
    severity: Severity
    target: str
    """The cell that a link goes to: A1 of the sheet where the issue names no place."""

    @property
    def level(self) -> str:
        """错误, 提醒 or 说明."""
        return SEVERITY_WORDS[self.severity]


def listed(issues: Iterable[Issue], labels: Mapping[str, str]) -> list[Listed]:
    """Return the issues as lines, the gravest first, else as one reads the file."""
    found = list(issues)
    sheets = {name: n for n, name in enumerate(dict.fromkeys(issue.sheet for issue in found))}

    def place(issue: Issue) -> tuple[int, int, int, int, str]:
        column = issue.cell.rstrip("0123456789")
        return (
            _ORDER.index(issue.severity), sheets[issue.sheet], issue.row, len(column), column,
        )  # fmt: skip

    ordered = sorted(found, key=place)
    return [_line(number, issue, labels) for number, issue in enumerate(ordered, 1)]


def problem_and_remedy(issue: Issue) -> tuple[str, str]:
    """Return what is wrong and what to do, each as a sentence, from the issue's one message."""
    message = issue.message.strip()
    match = _REMEDY.search(message)
    if match is None:
        remedy = _DEFAULT_REMEDIES[issue.kind]
        return _sentence(message), _NOTHING_TO_DO if issue.severity is Severity.INFO else remedy
    problem = message[: match.start()]
    if not problem:
        return _BARE_PROBLEMS.get(issue.kind, _ANY_PROBLEM), _sentence(message)
    return _sentence(problem), _sentence(message[match.start() :])


def _line(number: int, issue: Issue, labels: Mapping[str, str]) -> Listed:
    problem, remedy = problem_and_remedy(issue)
    place = issue.cell or (f"第{issue.row}行" if issue.row else "")
    return Listed(
        number, issue.sheet, place, labels.get(issue.field, issue.field), issue.raw, problem,
        remedy, issue.severity, issue.cell or f"A{issue.row or 1}",
    )  # fmt: skip


def _sentence(text: str) -> str:
    return (
        text.strip().rstrip("，；,; 。") + "。" if text.strip()[-1:] not in "？！" else text.strip()
    )
