"""数据填报: from a dropped file to a version on the pages."""

from io import BytesIO

import pytest
import ui_city
import xlsxwriter

from gwdash.archive import Archive
from gwdash.ingest.issues import Severity
from gwdash.store.database import open_current

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLACES = ("Sheet1!B2", "Sheet1!A3")
HEAD = ["监测井编码", "监测时间", "水位埋深（m）"]


def book(*rows, name="水位.xlsx"):
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return name, buffer.getvalue(), XLSX


@pytest.fixture
def page(tmp_path, open_page):
    """Return the page with water levels chosen, in a workspace of its own."""
    ui_city.build(tmp_path)
    app = open_page(tmp_path, "submit", dataset="water_level")
    app.selectbox(key="submit_reporter_water_level").select("slj").run()
    return app


def drop(app, *files):
    app.file_uploader[0].set_value(list(files)).run()
    assert not app.exception, app.exception[0].value
    return app


def test_the_address_chooses_the_ledger(page):
    assert page.selectbox(key="submit_dataset").value == "water_level"


def test_the_three_steps_are_named_before_any_file(page, said):
    for words in ("选台账、放文件", "看结果、改问题", "提交"):
        assert words in said(page)


def test_a_clean_file_is_handed_in_and_shows(page, said, tmp_path):
    drop(page, book(HEAD, ["W-1", "2024-07-16", 27.5]))
    assert "可以提交" in said(page)
    page.button(key="submit_go").click().run()
    assert not page.exception
    (receipt,) = [box.value for box in page.success]
    assert "审核通过" in receipt
    assert "市水利局 2024年7月" in receipt
    assert open_current(tmp_path).version == 2
    assert page.file_uploader[0].value == []


def test_a_wrong_cell_is_named_and_nothing_is_handed_in(page, said, tmp_path):
    drop(page, book(HEAD, ["W-1", "2024-07-16", 27.5], ["W-1", "前天", 28.0]))
    markup = said(page)
    assert "需要修改" in markup
    assert "Sheet1!B3" in markup
    assert "前天" in markup
    assert page.button(key="submit_go").disabled
    assert open_current(tmp_path).version == 1


def test_issues_can_be_narrowed_by_severity(page, said):
    drop(
        page, book([*HEAD, "天气"], ["W-1", "前天", 28.0, "晴"], ["W-77", "2024-07-16", 28.0, "晴"])
    )
    assert {"Sheet1!B2", "Sheet1!A3"} <= {place for place in PLACES if place in said(page)}
    (pills,) = [
        group for group in page.button_group if (group.key or "").startswith("issue_filter")
    ]
    pills.set_value([Severity.ERROR]).run()
    assert [place for place in PLACES if place in said(page)] == ["Sheet1!B2"]
    assert len(page.get("download_button")) == 3


def test_a_file_that_is_no_table_gets_one_sentence(page, said):
    drop(page, ("坏文件.xlsx", b"\x00\x01not a workbook", XLSX))
    assert "无法读取" in said(page)
    assert len(page.error) == 1
    assert page.button(key="submit_go").disabled


def test_a_good_file_does_not_wait_for_a_bad_one(page, said):
    good = book(HEAD, ["W-1", "2024-07-16", 27.5])
    bad = book(HEAD, ["W-1", "前天", 27.5], name="另一份.xlsx")
    drop(page, good, bad)
    assert page.button(key="submit_go").label == "提交 1 个文件"
    assert "1 个文件还有错误" in said(page)


def test_hostile_cells_stay_text(page, said):
    drop(page, book([*HEAD, "备注"], ["W-1", ui_city.HOSTILE, 27.5, ui_city.HOSTILE]))
    assert ui_city.HOSTILE not in said(page)
    assert "&lt;script&gt;" in said(page)


def test_the_web_is_noted_as_the_channel(page, tmp_path):
    drop(page, book(HEAD, ["W-1", "2024-07-16", 27.5]))
    page.button(key="submit_go").click().run()
    archive = Archive(tmp_path / "archive")
    try:
        newest = max(archive.ledger.submissions(), key=lambda s: s.id)
    finally:
        archive.close()
    assert (newest.channel, newest.reporter, newest.period) == ("web", "slj", "2024-07")
    assert newest.file_name == "水位.xlsx"
