"""The list of issues to take away: whole, in Chinese, and never a formula."""

import csv
from io import BytesIO, StringIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from gwdash.export.issue_list import HEADINGS, issues_csv, issues_xlsx
from gwdash.ingest.issues import Issue, IssueKind

ISSUES = [
    Issue.error(
        IssueKind.TYPE, "请填日期。",
        sheet="表1", cell="C17", row=17, field="sampled_on", raw="前天",
    ),
    Issue.warning(IssueKind.CODE, "请核对。", raw="=1+1"),
    Issue.info(IssueKind.FILE, "只有说明。"),
]  # fmt: skip
LABELS = {"sampled_on": "采样日期"}


def read_csv(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_the_csv_opens_in_excel():
    content = issues_csv(ISSUES, LABELS)
    assert content.startswith(b"\xef\xbb\xbf")
    head, first, second, third = read_csv(content)
    assert head == list(HEADINGS)
    assert first == ["错误", "表1", "C17", "17", "采样日期", "前天", "请填日期。"]
    assert second[5] == "'=1+1"
    assert third[:4] == ["说明", "", "", ""]


def test_the_workbook_holds_the_same():
    sheet = openpyxl.load_workbook(BytesIO(issues_xlsx(ISSUES, LABELS))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == list(HEADINGS)
    assert rows[1] == ["错误", "表1", "C17", 17, "采样日期", "前天", "请填日期。"]
    assert sheet["F3"].value == "=1+1"
    assert sheet["F3"].data_type == "s"


def test_an_empty_list_is_a_list():
    assert read_csv(issues_csv([], {})) == [list(HEADINGS)]
    assert openpyxl.load_workbook(BytesIO(issues_xlsx([], {}))).active.max_row == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_no_text_begins_a_formula_in_the_csv(raw):
    row = read_csv(issues_csv([Issue.error(IssueKind.TYPE, "。", raw=raw)], {}))[1]
    cell = row[5]
    assert cell in {raw, f"'{raw}"}
    if cell[:1] in {"=", "@"}:
        raise AssertionError(cell)
