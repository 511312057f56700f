"""The list of issues to take away: as a workbook, as csv, as text to paste into a message."""

import csv
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO

import xlsxwriter

from gwdash.export.cells import text
from gwdash.export.issue_words import SEVERITY_WORDS, Listed, listed
from gwdash.export.safe import is_formula_like, safe_text
from gwdash.ingest.issues import Issue, Severity

__all__ = [
    "HEADINGS",
    "SEVERITY_WORDS",
    "WIDTHS",
    "counted",
    "issue_rows",
    "issues_csv",
    "issues_text",
    "issues_xlsx",
    "list_row",
]

#: Excel reads a csv as UTF-8 only with this mark at its beginning.
_BOM = "\ufeff"
HEADINGS = ("序号", "工作表", "单元格", "字段", "填写内容", "问题", "怎么改", "级别")
WIDTHS = (6, 16, 9, 18, 20, 44, 40, 7)
#: A message in a chat is read on a telephone: more lines than this are not.
MESSAGE_LINES = 20
_SHOWN_RAW = 30
_A4 = 9
_GROUNDS = {Severity.ERROR: "#FFC7CE", Severity.WARNING: "#FFE699", Severity.INFO: "#E8EEF5"}


def issue_rows(issues: Iterable[Issue], labels: dict[str, str]) -> list[tuple[object, ...]]:
    """Return issues in their order as (level, sheet, cell, row, field, raw, message)."""
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


def list_row(line: Listed) -> tuple[int | str, ...]:
    """Return a line under `HEADINGS`."""
    return (
        line.number, line.sheet, line.place, line.field, line.raw, line.problem, line.remedy,
        line.level,
    )  # fmt: skip


def counted(lines: Iterable[Listed]) -> str:
    """Return how many there are of each level, and what that means."""
    counts = dict.fromkeys(Severity, 0)
    for line in lines:
        counts[line.severity] += 1
    return (
        f"错误 {counts[Severity.ERROR]} 处（必须改正），"
        f"提醒 {counts[Severity.WARNING]} 处（请核对），说明 {counts[Severity.INFO]} 条。"
    )


def issues_csv(issues: Iterable[Issue], labels: Mapping[str, str]) -> bytes:
    """Return the list as csv that Excel and WPS open with Chinese intact."""
    buffer = StringIO()
    buffer.write(_BOM)
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    for line in listed(issues, labels):
        writer.writerow([safe_text(value) for value in list_row(line)])
    return buffer.getvalue().encode()


def issues_xlsx(issues: Iterable[Issue], labels: Mapping[str, str]) -> bytes:
    """Return the list as a workbook with counts, a filter and a print set-up; text stays text."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet("问题清单")
    lines = listed(issues, labels)
    heading = book.add_format(
        {"bold": True, "bg_color": "#1F5FA8", "font_color": "#FFFFFF", "valign": "vcenter"}
    )
    wrap = {"text_wrap": True, "valign": "top"}
    words, quoted = book.add_format(wrap), book.add_format({**wrap, "quote_prefix": True})
    levels = {s: book.add_format({"bg_color": c, "valign": "top"}) for s, c in _GROUNDS.items()}
    sheet.write_string(0, 0, f"问题清单：{counted(lines)}", book.add_format({"bold": True}))
    sheet.write_row(1, 0, HEADINGS, heading)
    for number, line in enumerate(lines, 2):
        first, *middle, level = list_row(line)
        sheet.write_number(number, 0, first, words)
        for column, value in enumerate(middle, 1):
            written = text(str(value))
            sheet.write_string(
                number, column, written, quoted if is_formula_like(written) else words
            )
        sheet.write_string(number, len(middle) + 1, str(level), levels[line.severity])
    _set_up(sheet, len(lines))
    book.close()
    return buffer.getvalue()


def _set_up(sheet: "xlsxwriter.worksheet.Worksheet", rows: int) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.autofilter(1, 0, max(rows + 1, 2), len(HEADINGS) - 1)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def issues_text(
    issues: Iterable[Issue], labels: Mapping[str, str], *, lines: int = MESSAGE_LINES
) -> str:
    """Return errors and reminders as numbered lines to paste into a message.

    At most `lines` of them, then how many more the attached list holds.
    """
    wrong = [i for i in issues if i.severity is not Severity.INFO]
    told = [_spoken(line) for line in listed(wrong, labels)]
    shown = told[: max(lines, 0)]
    if len(told) > len(shown):
        shown.append(f"另有 {len(told) - len(shown)} 处，见附件。")
    return "\n".join(shown)


def _spoken(line: Listed) -> str:
    place = "!".join(filter(None, (line.sheet, line.place)))
    about = " ".join(filter(None, (place, line.field)))
    raw = " ".join(line.raw.split())
    raw = raw if len(raw) <= _SHOWN_RAW else raw[:_SHOWN_RAW] + "…"
    typed = f"填写“{raw}”。" if raw else ""
    what = f"{line.problem.rstrip('。')}，{line.remedy}"
    return f"{line.number}. {about or '文件'}：{typed}{what}"
