"""The list of issues to take away: whole, in Chinese, and never a formula."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.export.issue_list import HEADINGS, issues_csv, issues_text, issues_xlsx
from gwdash.export.issue_words import problem_and_remedy
from gwdash.ingest.issues import Issue, IssueKind

ISSUES = [
    Issue.info(IssueKind.FILE, "只有说明。"),
    Issue.warning(IssueKind.CODE, "与名录不同，请核对。", sheet="表1", row=9, raw="=1+1"),
    Issue.error(
        IssueKind.TYPE, "不是能识别的日期，请写成 2024-06-16。",
        sheet="表1", cell="C17", row=17, field="sampled_on", raw="前天",
    ),
]  # fmt: skip
LABELS = {"sampled_on": "采样日期"}
LINES = [
    ["1", "表1", "C17", "采样日期", "前天", "不是能识别的日期。", "请写成 2024-06-16。", "错误"],
    ["2", "表1", "第9行", "", "=1+1", "与名录不同。", "请核对。", "提醒"],
    ["3", "", "", "", "", "只有说明。", "知悉即可。", "说明"],
]


def read_csv(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_the_csv_opens_in_excel_with_the_gravest_first():
    content = issues_csv(ISSUES, LABELS)
    assert content.startswith(b"\xef\xbb\xbf")
    head, first, second, third = read_csv(content)
    assert head == list(HEADINGS)
    assert first == LINES[0]
    assert second[4] == "'=1+1"
    assert third == LINES[2]


def test_the_workbook_holds_the_same_under_its_counts():
    sheet = openpyxl.load_workbook(BytesIO(issues_xlsx(ISSUES, LABELS))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "问题清单：错误 1 处（必须改正），提醒 1 处（请核对），说明 1 条。"
    assert rows[1] == list(HEADINGS)
    assert [["" if v is None else str(v) for v in row] for row in rows[2:]] == LINES
    assert sheet["E4"].data_type == "s"
    assert sheet["E4"].quotePrefix
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:H5")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$2:$2")


def test_an_empty_list_is_a_list():
    assert read_csv(issues_csv([], {})) == [list(HEADINGS)]
    assert openpyxl.load_workbook(BytesIO(issues_xlsx([], {}))).active.max_row == 2
    assert issues_text([], {}) == ""


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_no_text_begins_a_formula_in_the_csv(raw):
    row = read_csv(issues_csv([Issue.error(IssueKind.TYPE, "。", raw=raw)], {}))[1]
    cell = row[4]
    assert cell in {raw, f"'{raw}"}
    if cell[:1] in {"=", "@"}:
        raise AssertionError(cell)


@pytest.mark.parametrize(
    ("kind", "message", "problem", "remedy"),
    [
        (IssueKind.REQUIRED, "「县市区」必填，请补上。", "「县市区」必填。", "请补上。"),
        (IssueKind.CODE, "请从列表中选择。", "不在可选项中。", "请从列表中选择。"),
        (IssueKind.RANGE, "-5% 超出 0–100%。", "-5% 超出 0–100%。", "请核对数值和单位后改正。"),
        (
            IssueKind.TYPE, "「约12」不是数字。「水位埋深」只填数字，说明写在备注里。",
            "「约12」不是数字。", "「水位埋深」只填数字，说明写在备注里。",
        ),
        (
            IssueKind.UNKNOWN_HEADING, "不认识的表头「备柱」，未读取。是否为「备注」？可指定字段。",
            "不认识的表头「备柱」，未读取。是否为「备注」？", "可指定字段。",
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_what_is_wrong_and_what_to_do(kind, message, problem, remedy):
    assert problem_and_remedy(Issue.error(kind, message)) == (problem, remedy)


@pytest.mark.parametrize("kind", list(IssueKind))
def test_every_kind_says_what_to_do(kind):
    problem, remedy = problem_and_remedy(Issue.error(kind, "有错"))
    assert problem == "有错。"
    assert remedy.endswith("。")


def test_the_message_is_short_and_says_how_many_more():
    assert issues_text(ISSUES, LABELS).split("\n") == [
        "1. 表1!C17 采样日期：填写“前天”。不是能识别的日期，请写成 2024-06-16。",
        "2. 表1!第9行：填写“=1+1”。与名录不同，请核对。",
    ]
    assert issues_text(ISSUES * 30, LABELS, lines=1).split("\n")[1] == "另有 59 处，见附件。"
    long = Issue.error(IssueKind.TYPE, "太长，请精简。", raw="很\n长" * 40)
    assert "很 长很 长" in issues_text([long], {})
    assert len(issues_text([long], {})) < 60
