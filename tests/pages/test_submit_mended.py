"""数据填报: a mended file takes the place of the one that had errors."""

import io

import pytest
import ui_city
import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ["监测井编码", "监测时间", "水位埋深（m）"]
TITLE = ["秦都区2024年7月地下水水位监测记录"]
WRONG, GOOD, OTHER = ["W-1", "前天", 27.5], ["W-1", "2024-07-16", 27.5], ["W-4", "2024-07-17", 9]
PUT_ASIDE = "以后来的为准，这一份不用报"


@pytest.fixture
def app(tmp_path, open_page):
    ui_city.build(tmp_path)
    return open_page(tmp_path, "submit")


def book(name, *rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        for line, row in enumerate([TITLE, HEAD, *rows]):
            sheet.write_row(line, 0, row)
    return name, buffer.getvalue(), XLSX


def drop(app, *files):
    app.file_uploader[0].set_value(list(files)).run()
    assert not app.exception, app.exception[0].value


def test_a_later_drop_puts_the_wrong_file_aside(app, said):
    wrong = book("水位.xlsx", WRONG)
    drop(app, wrong)
    assert app.button(key="submit_go").disabled
    drop(app, wrong, book("水位（已标注）.xlsx", GOOD))
    assert PUT_ASIDE in said(app)
    assert app.button(key="submit_go").label == "提交 1 个文件"


def test_of_one_drop_a_person_says_which_counts(app, said):
    drop(app, book("水位.xlsx", WRONG), book("水位（已标注）.xlsx", GOOD))
    assert PUT_ASIDE not in said(app)
    assert app.button(key="submit_go").disabled


def test_a_good_file_is_never_put_aside(app, said):
    good = book("一.xlsx", GOOD)
    drop(app, good)
    drop(app, good, book("二.xlsx", OTHER))
    assert PUT_ASIDE not in said(app)


def test_the_reporter_stays_chosen_beside_another_page(app):
    app.selectbox(key="submit_reporter").select("610402").run()
    app.switch_page("../../pages/calendar.py").run()
    app.switch_page("../../pages/submit.py").run()
    assert app.selectbox(key="submit_reporter").value == "610402"
