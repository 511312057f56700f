"""A new clerk's first day, from an empty workspace to a number on the wall.

Nothing but the browser and a spreadsheet program is used. It is 8 July 2024, a Monday: what June
owed was due on Friday the fifth.
"""

from datetime import date

import openpyxl
import pytest
from conftest import serving
from sheets import fill, mend

pytestmark = pytest.mark.browser

PLAN, WELLS = "年度任务分解表", "地下水环境监测井台账"
#: What is wrong in the clerk's file: the cell, what was typed, what is meant.
MISTAKES = {
    "Y5": ("约200", 200),
    "X6": ("2023年2月30日", date(2023, 2, 28)),
    "AO7": ("坏了", "故障"),
}


HAND_IN = ".st-key-submit_go"
#: The clerk's own cell of 报送日历.
DUTY = 'a.gw-duty[href*="610402%3Awell%3A2024-06"]'


@pytest.fixture
def seen(visit, repo, tmp_path):
    """Yield the browser of the clerk, before whom nobody has used the platform."""
    home = tmp_path / "empty"
    home.mkdir()
    with serving(repo, home, at="2024-07-08T09:00") as base:
        yield visit(1366, 768, base=base).open("/")


def plan_row(number, name):
    return {
        "任务编号": number, "重点任务": "6", "工作事项": name, "县市区": "秦都区",
        "牵头单位": "秦都区", "起始时间": date(2024, 1, 1), "完成时限": date(2024, 12, 31),
        "权重": 1, "事项来源": "年度计划",
    }  # fmt: skip


def well_row(number, **more):
    return {
        "监测井编码": f"QD-00{number}", "监测井名称": f"渭滨{number}号井", "县市区": "秦都区",
        "经度": 108.68 + number / 1000, "纬度": 34.34, "坐标系": "CGCS2000", "西咸新区": "否",
        "是否区域监测点": "是", "是否水源监测点": "否", "是否污染源监测点": "否",
        "井来源": "国家地下水监测工程", "专业井评估结论": "可直接利用",
        "成井时间": date(2021, 5, number), "成井深度": 180, "埋藏条件": "潜水",
        "含水介质": "孔隙水", "运行状态": "正常", "监测频次": "月",
    } | more  # fmt: skip


def test_a_new_clerk_comes_from_nothing_to_a_number_on_the_wall(seen, tmp_path):
    the_office_hands_in_its_plan(seen, tmp_path)
    the_office_lets_wells_be_owed(seen)
    form = the_clerk_fills_in_the_template(seen, tmp_path)
    the_page_tells_the_cells(seen, form)
    marked = the_marked_workbook_tells_them_too(seen, tmp_path)
    the_place_is_kept_while_another_page_is_looked_at(seen, form)
    the_mended_file_is_handed_in(seen, marked)
    the_calendar_has_turned(seen)
    the_wall_shows_the_wells(seen)
    the_same_file_is_recognised(seen, marked)


def the_office_hands_in_its_plan(seen, folder):
    seen.shot("01_guide").is_sound()
    seen.page.get_by_role("link", name="去下载年度任务分解表模板").click()
    seen.page.wait_for_selector(".gw-step-head")
    seen.ready().shot("02_submit_office").is_sound()
    plan = seen.save(f"下载「{PLAN}」模板", folder)
    fill(plan, [plan_row("6-01", "报废井排查"), plan_row("6-02", "报废井封井回填")])
    seen.drop(plan).shot("04_plan").is_sound()
    seen.press("提交 1 个文件").page.wait_for_selector("text=已提交 1 份")
    seen.ready().shot("05_plan_in").is_sound()
    assert wells_on_the_wall(seen.go_to("总览").shot("05_overview").is_sound()) == "—"


def the_office_lets_wells_be_owed(seen):
    seen.go_to("报送日历").shot("06_calendar_empty").is_sound()
    seen.press("起报期").choose("台账", WELLS).shot("07_start")
    seen.page.get_by_role("textbox", name="从哪一期起应报").fill("2024-06")
    seen.press("设定").shot("08_start_set").is_sound()
    seen.page.keyboard.press("Escape")
    seen.ready().shot("09_missing").is_sound()
    assert words_of_duty(seen) == "未报"


def the_clerk_fills_in_the_template(seen, folder):
    seen.go_to("数据填报").choose("填报单位", "秦都区").shot("10_owed").is_sound()
    form = seen.save_in(".st-key-form_well", folder)
    assert form.name == "地下水环境监测井台账_秦都区_2024年6月.xlsx"
    fill(form, [well_row(n) for n in (1, 2, 3)])
    return mend(form, {place: wrong for place, (wrong, _) in MISTAKES.items()})


def the_page_tells_the_cells(seen, form):
    seen.drop(form).shot("11_wrong").is_sound()
    assert "3 行 · 错误 3" in seen.words_of(".gw-drop")
    told = seen.page.locator(".gw-issues .gw-place").all_inner_texts()
    assert told[:3] == list(MISTAKES)
    for typed, _ in MISTAKES.values():
        assert typed in seen.words_of(".gw-issues")
    assert seen.page.get_by_role("button", name="没有可以提交的文件").is_disabled()
    seen.shot("12_wrong_below", HAND_IN)


def the_marked_workbook_tells_them_too(seen, folder):
    marked = seen.save("下载带批注的原表", folder)
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames[:2] == ["问题清单", WELLS]
    listed, sheet = book.worksheets[:2]
    links = {c.hyperlink.location for row in listed.iter_rows() for c in row if c.hyperlink}
    for place, (typed, _) in MISTAKES.items():
        cell = sheet[place]
        assert cell.value == typed
        assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == ("solid", "FFFFC7CE")
        assert typed in cell.comment.text
        assert f"'{WELLS}'!{place}" in links
    assert (sheet["Y6"].fill.fill_type, sheet["Y6"].comment) == (None, None)
    return mend(marked, {place: meant for place, (_, meant) in MISTAKES.items()}, sheet=1)


def the_place_is_kept_while_another_page_is_looked_at(seen, form):
    seen.go_to("报送日历").go_to("数据填报").shot("13_and_back").is_sound()
    assert form.name in seen.words_of(".gw-drop")
    assert seen.page.locator(".gw-issues .gw-place").all_inner_texts()[:3] == list(MISTAKES)
    assert seen.page.get_by_role("combobox", name="填报单位").first.input_value() == "秦都区"


def the_mended_file_is_handed_in(seen, marked):
    seen.drop(marked)
    seen.page.wait_for_selector("text=● 可以提交")
    seen.ready().shot("14_mended").is_sound()
    seen.page.get_by_role("tab", name="与上次的差别").click()
    seen.page.wait_for_selector("text=3 行全部是新增")
    seen.shot("15_difference", HAND_IN).is_sound()
    seen.press("提交 1 个文件").page.wait_for_selector("text=已提交 1 份")
    seen.ready().shot("16_handed_in").is_sound()
    assert "已发布数据版本 v2" in seen.words


def the_calendar_has_turned(seen):
    seen.go_to("报送日历").shot("17_turned").is_sound()
    assert words_of_duty(seen) == "迟报"


def words_of_duty(seen):
    return seen.page.locator(DUTY).inner_text().strip()[-2:]


def the_wall_shows_the_wells(seen):
    seen.page.set_viewport_size({"width": 1920, "height": 1080})
    seen.go_to("总览").shot("18_overview").is_sound()
    assert wells_on_the_wall(seen) == "66.7%"


def wells_on_the_wall(seen):
    tile = seen.page.locator(".gw-tile").filter(has_text="监测井正常运行")
    return tile.locator(".gw-tile-figure").inner_text()


def the_same_file_is_recognised(seen, marked):
    seen.go_to("数据填报").drop(marked).shot("19_again").is_sound()
    assert "这个文件与第 2 号报送完全相同，已经审核通过，不用再报。" in seen.words
