"""督办单, 提示函, 催报 and the draft of the minutes on 议定事项: read back by another reader."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import decision_city
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from gwdash.export import decision_letters, decision_tables
from gwdash.export.briefing import Block
from gwdash.export.chasing import chasing_table, message, reminders
from gwdash.export.chasing_letter import letter as chasing_letter
from gwdash.export.decision_minutes import MeetingFacts, minutes, minutes_name
from gwdash.export.official import BODY_FONT, DRAFT, HEAD_FONT, KAI_FONT, TITLE_FONT
from gwdash.export.page_tables import Origin
from gwdash.export.workbook import to_xlsx
from gwdash.queries import decisions
from gwdash.registry.agenda import Part
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.workdays import DEFAULT_TABLE, read_workdays
from gwdash.store.database import open_version

DAYS = read_workdays(DEFAULT_TABLE)
ON = date(2024, 7, 9)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    city = decision_city.build(tmp_path_factory.mktemp("papers"))
    return open_version(city.home, city.version)


@pytest.fixture(scope="module")
def found(store):
    return decisions.decisions(store, Scope("2024-06"), ON)


@pytest.fixture(scope="module")
def owing(found):
    return {one.reporter.code: one for one in decision_letters.open_items(found, ON)}


def paragraphs(content):
    return [p.text for p in Document(BytesIO(content)).paragraphs]


def rows(content):
    (table,) = Document(BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_who_has_something_open_is_written_to_the_longest_overdue_first(found, owing):
    assert list(owing) == ["slj", "610404", "gxj", "zrzyj", "sthjj"]
    assert sum(len(one.items) for one in owing.values()) == decisions.tally(found).n_open
    assert owing["slj"].words == "未办结 2 项，逾期 2 项"


@pytest.mark.parametrize(
    ("code", "kind", "addressee"),
    [("slj", "督办单", "咸阳市水利局："), ("610404", "提示函", "渭城区人民政府：")],
)
def test_a_letter_is_a_draft_that_counts_what_its_table_lists(owing, code, kind, addressee):
    content = decision_letters.letter(owing[code], DAYS)
    lines = paragraphs(content)
    assert lines[0] == DRAFT
    assert f"关于办理联合调度会议议定事项的{kind}" in lines
    assert addressee in lines
    assert lines[-1] == "2024年7月9日"
    assert "〔" not in "".join(lines)
    assert any("2024年7月12日前" in line for line in lines)
    listed = rows(content)[1:]
    assert [row[0] for row in listed] == [str(n) for n in range(1, len(listed) + 1)]
    assert any(f"有{len(listed)}项未办结，其中逾期{owing[code].n_overdue}项" in x for x in lines)
    assert decision_letters.letter_name(owing[code]).startswith(f"议定事项{kind}_")


def test_a_line_says_limit_state_and_what_was_asked(owing):
    (line,) = rows(decision_letters.letter(owing["610404"], DAYS))[1:]
    assert line[1:4] == ["2024-02事项1（第二次会议第1项）", "牵头", "2024-05-31"]
    assert line[4] == "逾期39天；申请延期至 2024-09-30，待答复"
    returned = rows(decision_letters.letter(owing["slj"], DAYS))[2]
    assert returned[4] == "退回重办，逾期29天；退回：没有附材料"


def test_every_run_has_its_chinese_font_and_the_page_is_the_standard_s(owing):
    document = Document(BytesIO(decision_letters.letter(owing["slj"], DAYS)))
    cells = [p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs]
    runs = [run for p in [*document.paragraphs, *cells] for run in p.runs]
    fonts = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in runs}
    assert fonts == {TITLE_FONT, BODY_FONT, HEAD_FONT}
    page = document.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [210, 297]
    assert [round(m.mm) for m in (page.top_margin, page.left_margin)] == [37, 28]


def test_all_letters_come_in_one_file(owing):
    content = decision_letters.letters_zip(list(owing.values()))
    with ZipFile(BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist())) == len(owing)


# -- 催报 ---------------------------------------------------------------------------------------


def test_who_owes_decisions_alone_is_chased_for_them(found):
    by_code = {one.reporter.code: one for one in reminders([], ON, DAYS, found)}
    assert list(by_code) == ["slj", "610404"]
    assert message(by_code["slj"]) == (
        "【办理提醒】市水利局：\n"
        "您好！截至2024年7月9日，联合调度会议议定、由贵单位负责的事项中，有 2 项逾期未办结：\n"
        "1. 2024-01事项1（第一次会议第1项），时限为2024年4月30日，已逾期 70 天。\n"
        "2. 2024-02事项3（第二次会议第3项），时限为2024年6月10日，已逾期 29 天。\n"
        "请抓紧办理，并于2024年7月12日前填报办理情况；确需延期的，请提出延期申请。\n"
        "如果已经办理，请不必理会本提醒。谢谢支持！\n"
        f"{REGION.issuing_body}"
    )
    lines = paragraphs(chasing_letter(by_code["slj"]))
    assert "关于办理联合调度会议议定事项的督办单" in lines
    assert reminders([], ON, DAYS) == []


def test_the_list_has_a_line_for_each_overdue_decision(found):
    book = load_workbook(BytesIO(to_xlsx(chasing_table([], ON, "2024年6月", found))))
    body = [row for row in book.active.values if row[4] == "逾期未办结"]
    assert [(row[0], row[5]) for row in body] == [
        ("市水利局", 70),
        ("市水利局", 29),
        ("渭城区", 39),
    ]


# -- tables and minutes -------------------------------------------------------------------------


def test_the_tables_count_what_the_page_counts(found):
    origin = Origin("2024年6月", "数据")
    listed = decision_tables.decisions_table(found, origin).frame
    counted = decisions.tally(found)
    assert len(listed) == counted.n
    assert listed["逾期天数"].notna().sum() == counted.n_overdue
    by_unit = decision_tables.units_table(found, origin).frame
    assert by_unit["事项"].sum() == counted.n
    assert by_unit["到期已办结"].sum() == counted.n_done
    assert by_unit["责任单位"].iloc[0] == "市水利局"


def test_minutes_number_what_was_decided_with_units_and_limits(store):
    (held,) = [one for one in decisions.meetings(store) if one.meeting_id == "2024-01"]
    facts = MeetingFacts(
        held.meeting_id, held.name, held.held_on, held.place, held.chair, held.attendees,
        held.agenda,
    )  # fmt: skip
    decided = decisions.of_meeting(store, "2024-01", date(2024, 6, 30))
    lines = paragraphs(minutes(facts, decided))
    assert lines[:2] == [DRAFT, "第一次会议纪要"]
    text = "\n".join(lines)
    assert "2024年1月19日" in text
    assert "在市政府会议室召开第一次会议。副市长主持会议。" in text
    assert (
        "1. 2024-01事项1。（牵头单位：市水利局；配合单位：秦都区；办结时限：2024年4月30日；"
        "来源：领导批示）"
    ) in lines
    # The minutes say the limit that the meeting set, not the one granted later.
    assert any(x.startswith("2. ") and "办结时限：2024年3月31日" in x for x in lines)
    assert "参加单位：市水利局、市自然资源局。" in lines
    assert "〔" not in text
    assert minutes_name(facts) == "会议纪要送审稿_2024-01.docx"


def test_minutes_tell_what_each_screen_said():
    facts = MeetingFacts("2024-03", "第三次会议", date(2024, 7, 18))
    blocks = [
        Block("overall", Part.OVERALL, "总体进展", "进度75.5%"),
        Block("network", Part.NETWORK, "监测网络", "132眼正常运行。"),
    ]
    document = Document(BytesIO(minutes(facts, [], blocks)))
    lines = [p.text for p in document.paragraphs]
    assert lines.index("一、会议听取的情况") < lines.index("（一）总体进展")
    assert lines[lines.index("（二）监测网络") + 1] == "132眼正常运行。"
    assert "二、会议议定的事项" in lines
    assert "本次会议没有登记议定事项（请补充）。" in lines
    fonts = {
        run._element.rPr.rFonts.get(qn("w:eastAsia")) for p in document.paragraphs for run in p.runs
    }
    assert fonts == {TITLE_FONT, BODY_FONT, HEAD_FONT, KAI_FONT}
