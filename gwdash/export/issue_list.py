"""The list of issues to take away: for a clerk to work through beside the workbook."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO

import xlsxwriter

from gwdash.export.safe import safe_text
from gwdash.ingest.issues import Issue, Severity

#: Excel reads a csv as UTF-8 only with this mark at its beginning.
_BOM = "\ufeff"
HEADINGS = ("级别", "工作表", "单元格", "行", "字段", "填写内容", "说明")
SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "说明"}
_WIDTHS = (8, 20, 10, 8, 16, 24, 80)


def issue_rows(issues: Iterable[Issue], labels: dict[str, str]) -> list[tuple[object, ...]]:
    """Return the issues as rows under `HEADINGS`; `labels` gives fields their Chinese names."""
    return [
        (
            SEVERITY_WORDS[issue.severity],
            issue.sheet,
            issue.cell,
            issue.row or "",
            labels.get(issue.field, issue.field),
            issue.raw,
            issue.message,
        )
        for issue in issues
    ]


def issues_csv(issues: Iterable[Issue], labels: dict[str, str]) -> bytes:
    """Return the list as csv that Excel and WPS open with Chinese intact."""
    buffer = StringIO()
    buffer.write(_BOM)
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    for row in issue_rows(issues, labels):
        writer.writerow([safe_text(value) for value in row])
    return buffer.getvalue().encode()


def issues_xlsx(issues: Iterable[Issue], labels: dict[str, str]) -> bytes:
    """Return the list as a workbook with a filter; all text stays text."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet("问题清单")
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    rows = issue_rows(issues, labels)
    sheet.write_row(0, 0, HEADINGS, bold)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            else:
                sheet.write_string(line, column, str(value), wrap)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.autofilter(0, 0, max(len(rows), 1), len(HEADINGS) - 1)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()
