"""数据填报: from dropped files to a version on the pages."""

import io
import zipfile
from contextlib import closing

import pytest
import ui_city
import xlsxwriter

from gwdash.archive import Archive
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.profile import Profile
from gwdash.intake import mapping, usecases
from gwdash.intake.baseline import baseline
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.store.database import open_current

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ["监测井编码", "监测时间", "水位埋深（m）"]
GOOD = ["W-1", "2024-07-16", 27.5]
WELLS = ["监测井编码", "县市区", "井深"]
TITLE = ["秦都区2024年7月地下水水位监测记录"]


def book(*rows, name="水位.xlsx"):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return name, buffer.getvalue(), XLSX


@pytest.fixture
def page(tmp_path, open_page):
    """Return the page of a small city, in a workspace of its own."""
    ui_city.build(tmp_path)
    return open_page(tmp_path, "submit")


@pytest.fixture
def empty(tmp_path, open_page):
    """Return the page of a workspace in which nothing was ever handed in."""
    return open_page(tmp_path / "new", "submit")


def drop(app, *files):
    app.file_uploader[0].set_value(list(files)).run()
    assert not app.exception, app.exception[0].value
    return app


def widget(app, start, kind="button"):
    """Return the one widget whose key begins so."""
    (found,) = [w for w in getattr(app, kind) if (w.key or "").startswith(start)]
    return found


def go(app):
    app.button(key="submit_go").click().run()
    assert not app.exception, app.exception[0].value


def ledger(home):
    with closing(Archive.of(home)) as archive:
        return archive.ledger.submissions()


# -- step 1: what a file is ------------------------------------------------------------------


def test_the_steps_are_named_before_any_file(page, said):
    for words in ("放文件", "看结果、改问题", "提交", "还没有填好的表"):
        assert words in said(page)


def test_a_file_is_recognised_without_a_choice(page, said):
    drop(page, book(TITLE, HEAD, GOOD))
    markup = said(page)
    assert "认作「地下水水位监测记录」" in markup
    assert widget(page, "fix_dataset_", "selectbox").value == "water_level"
    assert widget(page, "fix_reporter_", "selectbox").value == "610402"
    assert widget(page, "fix_period_", "selectbox").value == "2024-07"
    assert "标题或工作表名" in markup
    assert "可以提交" in markup


def test_what_the_file_does_not_say_is_asked(page, said):
    drop(page, book(HEAD, GOOD))
    assert "请选择填报单位。" in said(page)
    assert page.button(key="submit_go").disabled
    widget(page, "fix_reporter_", "selectbox").select("slj").run()
    assert "市水利局" in said(page)
    assert not page.button(key="submit_go").disabled


def test_what_the_page_says_stands_in_for_all_files(page, said):
    page.selectbox(key="submit_reporter").select("slj").run()
    drop(page, book(HEAD, GOOD), book(HEAD, ["W-2", "2024-07-16", 7], name="b.xlsx"))
    assert "上面所选" in said(page)
    assert "请选择填报单位" not in said(page)


def test_a_wrong_guess_is_corrected(page, said):
    drop(page, book(TITLE, HEAD, GOOD))
    widget(page, "fix_dataset_", "selectbox").select("task_progress").run()
    assert "■ 需要修改" in said(page)
    assert widget(page, "fix_dataset_", "selectbox").value == "task_progress"


def test_a_period_is_chosen(page, said):
    drop(page, book(TITLE, HEAD, GOOD))
    widget(page, "fix_period_", "selectbox").select("2024-06").run()
    assert "2024年6月" in said(page)
    assert "您选的" in said(page)


def test_temporary_files_and_second_copies_need_nothing(page, said):
    name, content, kind = book(TITLE, HEAD, GOOD)
    drop(page, (name, content, kind), ("副本.xlsx", content, kind), ("~$水位.xlsx", b"x", kind))
    assert "内容完全相同" in said(page)
    assert "临时文件" in said(page)
    assert page.button(key="submit_go").label == "提交 1 个文件"


def test_a_file_can_be_left_out_and_taken_back(page):
    drop(page, book(TITLE, HEAD, GOOD))
    widget(page, "leave_").click().run()
    assert page.button(key="submit_go").disabled
    widget(page, "leave_").click().run()
    assert not page.button(key="submit_go").disabled


def test_files_stay_while_another_page_is_looked_at(page, said, repo):
    drop(page, book(TITLE, HEAD, GOOD))
    page.switch_page(str(repo / "pages" / "dictionary.py")).run()
    page.switch_page(str(repo / "pages" / "submit.py")).run()
    assert "水位.xlsx" in said(page)
    assert not page.button(key="submit_go").disabled
    page.button(key="submit_clear").click().run()
    assert "水位.xlsx" not in said(page)


def test_a_packed_folder_is_opened(page, said, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("2024年7月/秦都区/水位.xlsx", book(HEAD, GOOD)[1])
        archive.writestr("2024年7月/秦都区/旧.zip", b"PK")
    drop(page, ("七月.zip", buffer.getvalue(), "application/zip"))
    assert "文件夹名" in said(page)
    assert "压缩包里的压缩包" in page.warning[0].value
    go(page)
    newest = ledger(tmp_path)[-1]
    assert (newest.reporter, newest.period, newest.file_name) == ("610402", "2024-07", "水位.xlsx")


def test_a_zip_that_leads_out_of_its_folder_is_refused(page):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../水位.xlsx", b"x")
    drop(page, ("七月.zip", buffer.getvalue(), "application/zip"))
    assert "不正常" in page.warning[0].value


def test_a_file_that_is_no_table_gets_one_sentence(page, said):
    drop(page, ("坏文件.xlsx", b"\x00\x01not a workbook", XLSX))
    assert "需要修改" in said(page)
    assert "1 个文件无法读取" in said(page)
    assert page.button(key="submit_go").disabled


# -- step 2: what is wrong -------------------------------------------------------------------


def test_a_wrong_cell_is_named_and_nothing_is_handed_in(page, said, tmp_path):
    drop(page, book(TITLE, HEAD, GOOD, ["W-1", "前天", 28.0]))
    markup = said(page)
    assert "需要修改" in markup
    assert "Sheet1!B4" in markup
    assert "前天" in markup
    assert page.button(key="submit_go").disabled
    assert open_current(tmp_path).version == 1


def test_the_open_file_is_the_one_that_needs_a_person(page, said):
    wrong = book(TITLE, HEAD, ["W-1", "前天", 1], name="秦都区马泉镇.xlsx")
    drop(page, book(TITLE, HEAD, GOOD), wrong)
    (row,) = [r for r in said(page).split('<div class="gw-drop') if r.startswith(" gw-drop-open")]
    assert "秦都区马泉镇.xlsx" in row


def test_another_file_is_opened_by_its_row(page, said):
    wrong = book(TITLE, HEAD, ["W-1", "前天", 1], name="b.xlsx")
    drop(page, book(TITLE, HEAD, GOOD, name="a.xlsx"), wrong)
    (first,) = [b for b in page.button if b.label == "看 a.xlsx"]
    first.click().run()
    (row,) = [r for r in said(page).split('<div class="gw-drop') if r.startswith(" gw-drop-open")]
    assert "a.xlsx" in row


def test_issues_are_narrowed_by_severity_and_kind(page, said):
    rows = (["W-1", "前天", 28.0, "晴"], ["W-77", "2024-07-16", 28.0, "晴"])
    drop(page, book(TITLE, [*HEAD, "天气"], *rows))
    assert all(place in said(page) for place in ("Sheet1!B3", "Sheet1!A4"))
    widget(page, "issue_filter_", "button_group").set_value([Severity.ERROR]).run()
    assert "Sheet1!A4" not in said(page)
    widget(page, "issue_filter_", "button_group").set_value([]).run()
    widget(page, "issue_kinds_", "button_group").set_value([IssueKind.REFERENCE]).run()
    assert "Sheet1!A4" in said(page)
    assert "Sheet1!B3" not in said(page)


def test_the_list_can_be_pasted(page):
    drop(page, book(TITLE, HEAD, ["W-1", "前天", 28.0]))
    (text,) = [c.value for c in page.code]
    assert text.startswith("水位.xlsx：\n1. Sheet1!B3 监测时间：填写“前天”。")


def test_hostile_cells_stay_text(page, said):
    drop(page, book([*HEAD, "备注"], ["W-1", ui_city.HOSTILE, 27.5, ui_city.HOSTILE]))
    page.selectbox(key="submit_reporter").select("slj").run()
    assert ui_city.HOSTILE not in said(page)
    assert "&lt;script&gt;" in said(page)


def test_the_difference_is_shown_before_it_is_handed_in(page, said):
    drop(page, book(TITLE, HEAD, GOOD))
    go(page)
    drop(page, book(TITLE, HEAD, ["W-1", "2024-07-16", 28.5], ["W-2", "2024-07-16", 3]))
    markup = said(page)
    assert "新增 1 行，修改 1 行（1 处），减少 0 行" in markup
    assert "<td>27.5</td><td>28.5</td>" in markup


# -- headings that are explained -------------------------------------------------------------


STRANGE = ["监测井编码", "监测时间", "自来水面深度", "天气"]


def strange(day="2024-07-16"):
    return book(TITLE, STRANGE, ["W-1", day, 27.5, "晴"])


def mapped(app, heading, target):
    """Choose what a heading means, as a person does."""
    (box,) = [b for b in app.selectbox if b.label == f"「{heading}」对应的字段"]
    box.select(target).run()
    assert not app.exception, app.exception[0].value


def test_a_heading_is_explained_once_and_read_the_next_time(page, said, tmp_path):
    drop(page, strange())
    assert "不认识" in page.expander[0].label
    assert page.button(key="submit_go").disabled
    mapped(page, "自来水面深度", "depth_to_water_m")
    assert "27.5 → 27.5 m" in said(page)
    widget(page, "learn_").click().run()
    assert "记住的对应" in said(page)
    go(page)
    (one,) = mapping.learned(tmp_path)
    assert one.reporter == "610402"
    drop(page, strange("2024-07-17"))
    assert not page.button(key="submit_go").disabled
    page.button(key=f"unlearn_{one.id}").click().run()
    assert page.button(key="submit_go").disabled


def test_nonsense_is_refused_in_the_page(page):
    drop(page, strange())
    mapped(page, "天气", "depth_to_water_m")
    assert "读不成「水位埋深」" in page.error[0].value
    assert widget(page, "learn_").disabled


# -- townships -------------------------------------------------------------------------------


def test_parts_are_told_from_the_name_and_add_up(page, said, tmp_path):
    drop(page, book(HEAD, GOOD, name="秦都区马泉镇2024年7月水位.xlsx"))
    assert widget(page, "fix_part_", "selectbox").value == "马泉镇"
    go(page)
    drop(page, book(HEAD, GOOD, ["W-2", "2024-07-16", 5], name="秦都区双照街道2024年7月水位.xlsx"))
    assert "本期已收到的分表：马泉镇（1 行，第" in said(page)
    assert "只在一处保留" in said(page)
    assert page.button(key="submit_go").disabled
    widget(page, "fix_part_", "selectbox").set_value("马泉镇").run()
    go(page)
    assert [s.part for s in ledger(tmp_path)][-2:] == ["马泉镇", "马泉镇"]


def test_two_files_of_one_report_clash_before_they_are_handed_in(page, said):
    drop(page, book(TITLE, HEAD, GOOD), book(TITLE, HEAD, ["W-2", "2024-07-16", 1], name="b.xlsx"))
    assert "后一份会替换前一份" in said(page)
    assert page.button(key="submit_go").label == "提交 1 个文件"


# -- step 3: handing in ----------------------------------------------------------------------


def test_a_clean_file_is_handed_in_and_shows(page, said, tmp_path):
    drop(page, book(TITLE, HEAD, GOOD))
    go(page)
    assert page.success[0].value == "已提交 1 份；已发布数据版本 v2，各页已更新。"
    assert open_current(tmp_path).version == 2
    assert page.file_uploader[0].value == []
    markup = said(page)
    newest = ledger(tmp_path)[-1]
    assert f"<td>{newest.id}</td>" in markup
    assert 'href="network"' in markup
    assert (newest.channel, newest.reporter, newest.period) == ("web", "610402", "2024-07")
    assert newest.file_name == "水位.xlsx"
    page.button(key="submit_seen").click().run()
    assert not page.success


def test_the_same_file_again_is_said_and_not_recorded(page, tmp_path):
    same = book(TITLE, HEAD, GOOD)
    drop(page, same)
    go(page)
    before = len(ledger(tmp_path))
    drop(page, same)
    assert "不用再报" in page.info[0].value
    go(page)
    assert "没有重复登记" in page.success[0].value
    assert len(ledger(tmp_path)) == before


def test_good_rows_alone_are_an_explicit_choice(page, tmp_path):
    drop(page, book(TITLE, HEAD, GOOD, ["W-1", "前天", 28.0]))
    assert page.button(key="submit_go").disabled
    page.checkbox(key="submit_partial").check().run()
    go(page)
    newest = ledger(tmp_path)[-1]
    assert (newest.partial, newest.n_rows, newest.n_stopped) == (True, 1, 1)


def test_what_waits_for_the_office_is_said(page, said, tmp_path):
    usecases.review_first(tmp_path, on=True)
    drop(page, book(TITLE, HEAD, GOOD))
    assert "由办公室审核" in said(page)
    go(page)
    assert "1 份待办公室审核" in page.success[0].value
    assert ledger(tmp_path)[-1].state == "submitted"


# -- without a file --------------------------------------------------------------------------


def test_what_a_reporter_owes_is_listed_with_templates(empty, said):
    months = empty.selectbox(key="submit_month").options
    empty.selectbox(key="submit_reporter").select("610402").run()
    assert len(months) > 12
    assert "应报" in said(empty)
    labels = [b.proto.label for b in empty.get("download_button")]
    assert labels.count("下载模板") >= 5
    assert any(label.startswith("下载未报的") for label in labels)


def test_a_report_of_nothing_is_confirmed_first(empty, said, tmp_path):
    empty.selectbox(key="submit_reporter").select("610402").run()
    empty.button(key="nil_water_level").click().run()
    assert "确认零报告" in said(empty)
    assert not (tmp_path / "new" / "archive").exists() or ledger(tmp_path / "new") == []
    empty.button(key="confirm_no").click().run()
    assert "将登记为零报告" not in said(empty)
    empty.button(key="nil_water_level").click().run()
    empty.button(key="confirm_go").click().run()
    assert not empty.exception
    (kept,) = ledger(tmp_path / "new")
    assert (kept.kind, kept.channel, kept.dataset) == ("nil", "web", "water_level")
    assert "零报告" in said(empty)


def test_the_last_report_is_carried_over(open_page, said, tmp_path):
    content = book(WELLS, ["W1", "秦都区", 30])[1]
    told = Profile(reporter="秦都区", period="2024-05")
    usecases.submit(tmp_path, usecases.check(tmp_path, "well", content, "w.xlsx", told))
    app = open_page(tmp_path, "submit", reporter="610402", month="2024-06")
    assert app.button(key="carry_water_level").disabled
    app.button(key="carry_well").click().run()
    assert "将沿用2024年5月审核通过的 1 行" in said(app)
    app.button(key="confirm_go").click().run()
    kept = ledger(tmp_path)[-1]
    assert (kept.kind, kept.period, kept.n_rows) == ("carry", "2024-06", 1)


def test_every_ledger_has_a_blank_template(empty):
    offered = empty.selectbox(key="submit_blank_ledger").options
    assert len(offered) == len([d for d in DATASETS.values() if not d.internal])


def test_a_link_that_names_a_ledger_offers_its_template(open_page, tmp_path):
    app = open_page(tmp_path, "submit", dataset="work_plan")
    labels = [b.proto.label for b in app.get("download_button")]
    assert "下载「年度任务分解表」模板" in labels


def test_a_form_of_which_nothing_is_known_is_explained_whole(page, tmp_path):
    rows = (["甲", "乙", "丙"], ["W-1", "2024-07-16", 27.5], ["W-2", "2024-07-16", 3.5])
    drop(page, book(*rows))
    widget(page, "fix_dataset_", "selectbox").select("water_level").run()
    widget(page, "fix_reporter_", "selectbox").select("610402").run()
    assert page.button(key="submit_go").disabled
    for heading, target in (
        ("甲", "well_id"), ("乙", "measured_at"), ("丙", "depth_to_water_m"),
    ):  # fmt: skip
        mapped(page, heading, target)
    widget(page, "learn_").click().run()
    assert not page.button(key="submit_go").disabled
    go(page)
    assert ledger(tmp_path)[-1].n_rows == 2


def test_a_whole_folder_can_be_chosen(page):
    page.segmented_control(key="submit_way").set_value("整个文件夹").run()
    assert not page.exception
    assert page.file_uploader[0].key.endswith("_folder")


# -- a plan that is in force ---------------------------------------------------------------------


def test_an_adjusted_plan_waits_for_its_reason(page, tmp_path):
    heads = ["任务编号", "重点任务", "工作事项", "县市区", "牵头单位", "完成时限"]
    row = ["6-01", "6", "封填报废井", "市级", "slj", "2025-12-31"]
    drop(
        page,
        book(["2024年年度任务分解表"], heads, row, name="领导小组办公室2024年年度任务分解表.xlsx"),
    )
    assert page.button(key="submit_go").disabled
    page.text_input(key="submit_reason").set_value("调度会议定").run()
    assert not page.button(key="submit_go").disabled
    go(page)
    newest = baseline(tmp_path).adjustments[0]
    assert newest.reason == "调度会议定"
    assert "6-01" in newest.moved


# -- after the due day ---------------------------------------------------------------------------


def test_a_late_file_is_told_what_becomes_of_it(page, tmp_path, said):
    with closing(Archive.of(tmp_path)) as archive:
        archive.ledger.mark_as_demo(is_demo=False)
    title = ["长武县2024年4月地下水水位监测记录"]
    drop(page, book(title, HEAD, ["W-1", "2024-04-16", 27.5], name="长武县2024年4月水位.xlsx"))
    markup = said(page)
    assert "1 个文件已过报送期限，提交后计为迟报" in markup
    assert "（期限 2024-05-06）" in markup
    assert 'href="records?part=openings"' in markup
    assert not page.button(key="submit_go").disabled


# -- a few cells ---------------------------------------------------------------------------------


def test_a_report_that_is_there_leads_to_the_page_for_a_few_cells(page, tmp_path, said):
    with closing(Archive.of(tmp_path)) as archive:
        one = archive.ledger.submissions(dataset="water_level", state="accepted")[0]
    who = REGION.reporter(one.reporter).name
    when = Period.parse(one.period).label
    title = [f"{who}{when}地下水水位监测记录"]
    drop(page, book(title, HEAD, ["W-1", f"{one.period}-16", 27.5], name=f"{who}{when}水位.xlsx"))
    markup = said(page)
    assert "只改几个单元格？" in markup
    assert f"record={one.id}" in markup
