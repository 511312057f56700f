"""Ten thousand wrong cells as files to take away, against writing the same cells bare."""

import csv
import io
import statistics
import time
from collections.abc import Callable

import xlsxwriter

from gwdash.export.issue_list import HEADINGS, issues_csv, issues_xlsx, list_row
from gwdash.export.issue_words import listed
from gwdash.ingest.issues import Issue, IssueKind

CELLS = 10_000
ROUNDS = 7
LABELS = {"measured_at": "监测时间"}


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio to a bare writer, note) for both kinds of file."""
    issues = [
        Issue.error(
            IssueKind.TYPE, "不是能识别的日期，请写成 2024-06-16 或 2024年6月16日。", sheet="表",
            cell=f"B{row}", row=row, field="measured_at", raw=f"第{row}天",
        )
        for row in range(2, CELLS + 2)
    ]  # fmt: skip
    return [
        _compared("xlsx", lambda: issues_xlsx(issues, LABELS), lambda: _bare_xlsx(issues)),
        _compared("csv", lambda: issues_csv(issues, LABELS), lambda: _bare_csv(issues)),
    ]


def _compared(
    kind: str, ours: Callable[[], bytes], bare: Callable[[], bytes]
) -> tuple[str, float, str]:
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(ROUNDS):
        for name, work in (("ours", ours), ("bare", bare)):
            start = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - start)
    slow, fast = statistics.median(seconds["ours"]), statistics.median(seconds["bare"])
    note = f"{slow:.2f} s against {fast:.2f} s bare, medians of {ROUNDS}"
    return f"error list: {CELLS:,} wrong cells as {kind}", slow / fast, note


def _bare_xlsx(issues: list[Issue]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for line, row in enumerate([HEADINGS, *map(list_row, listed(issues, LABELS))]):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            else:
                sheet.write_string(line, column, str(value))
    book.close()
    return buffer.getvalue()


def _bare_csv(issues: list[Issue]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([HEADINGS, *map(list_row, listed(issues, LABELS))])
    return buffer.getvalue().encode()
