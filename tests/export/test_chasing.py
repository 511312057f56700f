"""催报: the words, the list and the letters."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from gwdash.archive.model import State, Submission
from gwdash.clock import BEIJING
from gwdash.export.chasing import (
    calendar_table,
    chasing_table,
    message,
    messages,
    reminders,
)
from gwdash.export.chasing_letter import LetterKind, letter, letter_name, letters_zip
from gwdash.export.official import BODY_FONT, DRAFT, HEAD_FONT, TITLE_FONT
from gwdash.export.workbook import to_xlsx
from gwdash.queries.calendar import Rules, duties
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.standards.workdays import DEFAULT_TABLE, read_workdays

DAYS = read_workdays(DEFAULT_TABLE)
AS_OF = date(2024, 7, 9)
JUNE = Period.parse("2024-06")


def came(dataset, reporter, state=State.ACCEPTED, **more):
    at = datetime(2024, 7, 3, 9, tzinfo=BEIJING)
    return Submission(
        id=7, dataset=dataset, reporter=reporter, period="2024-06", period_end=JUNE.last_day,
        submitted_at=at, state=state, **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def owed():
    """All of June: 610402 has reported, 610404 was returned, everybody else is missing."""
    returned = came(
        "task_progress", "610404", State.RETURNED, reason="=缺少盖章页。\n请补",
        decided_at=datetime(2024, 7, 4, 9, tzinfo=BEIJING),
    )  # fmt: skip
    starts = {"task_progress": JUNE, "survey_progress": JUNE}
    rules = Rules(AS_OF, starts, DAYS)
    given = [came("task_progress", "610402"), came("survey_progress", "610402"), returned]
    return duties(given, rules, JUNE.last_day, JUNE.last_day)


@pytest.fixture(scope="module")
def found(owed):
    return {one.reporter.code: one for one in reminders(owed, AS_OF, DAYS)}


def paragraphs(content):
    return [p.text for p in Document(BytesIO(content)).paragraphs]


def test_only_who_owes_is_reminded(found):
    assert "610402" not in found
    everybody = {r.code for r in REGION.reporters if r.group != "office"}
    assert set(found) == everybody - {"610402"}


def test_the_answer_is_asked_for_three_working_days_later(found):
    assert found["610481"].reply_by == date(2024, 7, 12)
    over_holiday = DAYS.after(date(2024, 9, 30), 3)
    assert over_holiday == date(2024, 10, 10)


def test_the_message_names_what_is_missing_and_the_due_day(found):
    assert message(found["610481"]) == (
        "【报送提醒】兴平市：\n"
        "您好！截至2024年7月9日，贵市应报送的台账中，有 2 份没有报送：\n"
        "1. 重点任务进展情况表（2024年6月），报送期限为2024年7月5日，已超过 4 天。\n"
        "2. 报废井乡镇排查进度表（2024年6月），报送期限为2024年7月5日，已超过 4 天。\n"
        "请于2024年7月12日（含当日）前在“数据填报”中报送。"
        "本期没有数据的，可以办理零报告；与上期一致的，可以沿用上期。\n"
        "如果已经报送，请不必理会本提醒。谢谢支持！\n"
        f"{REGION.issuing_body}"
    )


def test_the_message_says_why_something_was_returned(found):
    words = message(found["610404"])
    assert "有 1 份没有报送，有 1 份退回后没有重新报送" in words
    assert "2024年7月4日被退回，原因是“=缺少盖章页。 请补”，请改正后重新报送。" in words
    assert "贵单位" in message(found["gxj"])


def test_all_messages_stand_one_after_the_other(found):
    words = messages(list(found.values()))
    assert words.count("【报送提醒】") == len(found)


def test_the_list_is_a_workbook_with_days_and_numbers(owed):
    book = load_workbook(BytesIO(to_xlsx(chasing_table(owed, AS_OF, "2024年6月"))))
    rows = list(book.active.values)
    heading = next(n for n, row in enumerate(rows) if row[0] == "填报单位")
    body = rows[heading + 1 :]
    assert len(body) == 15 + 12 + 12
    returned = next(row for row in body if row[0] == "渭城区" and row[4] == "退回")
    assert returned[3] == datetime(2024, 7, 5)  # noqa: DTZ001 (a cell)
    assert returned[6] == "=缺少盖章页。 请补"
    assert returned[7] == 7
    every = list(load_workbook(BytesIO(to_xlsx(calendar_table(owed, AS_OF)))).active.values)
    assert sum(row[4] == "已核" for row in every) == 2


@pytest.mark.parametrize(
    ("code", "kind", "addressee"),
    [
        ("610481", "提示函", "兴平市人民政府："),
        ("gxj", "督办单", "咸阳市工业和信息化局："),
    ],
)
def test_a_letter_is_a_draft_without_number_and_seal(found, code, kind, addressee):
    content = letter(found[code])
    lines = paragraphs(content)
    assert lines[0] == DRAFT
    assert lines[1] == f"关于报送试验区建设台账的{kind}"
    assert addressee in lines
    assert REGION.issuing_body in lines
    assert lines[-1] == "2024年7月9日"
    assert "〔" not in "".join(lines)
    assert letter_name(found[code]) == f"{kind}_{found[code].reporter.name}_20240709.docx"
    facts = Document(BytesIO(content)).core_properties
    assert (facts.author, facts.comments) == (REGION.issuing_body, DRAFT)


def test_a_letter_lists_every_ledger(found):
    [table] = Document(BytesIO(letter(found["610404"]))).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["序号", "台账", "报告期", "情况"]
    assert [row[1] for row in rows[1:]] == ["重点任务进展情况表", "报废井乡镇排查进度表"]
    assert "被退回" in rows[1][3]


def test_every_run_names_its_chinese_font(found):
    document = Document(BytesIO(letter(found["610404"])))
    cells = [p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs]
    runs = [run for p in [*document.paragraphs, *cells] for run in p.runs]
    fonts = [run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in runs]
    assert set(fonts) == {TITLE_FONT, BODY_FONT, HEAD_FONT}
    title = document.paragraphs[1].runs[0]
    assert title._element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_the_kind_can_be_chosen(found):
    lines = paragraphs(letter(found["610481"], LetterKind.SUPERVISION))
    assert lines[1].endswith("督办单")
    assert "特此督办。" in lines


def test_all_letters_come_in_one_file(found):
    content = letters_zip(list(found.values()))
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names)) == len(found)
        assert paragraphs(archive.read("提示函_兴平市_20240709.docx"))[0] == DRAFT
