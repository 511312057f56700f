"""A county liaison's month: the same wells, no geothermal wells, one item done and proved.

It is 3 July 2024; May was accepted, what June owes is due on the fifth.
"""

from datetime import date, datetime

import pytest
from conftest import serving
from sheets import cell_of, fill, mend

from gwdash import clock
from gwdash.export.template import template
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period

pytestmark = pytest.mark.browser

COUNTY, NAME = "610404", "渭城区"
ITEM = "报废井封井回填"
PLAN = {
    "任务编号": "6-02", "重点任务": "6", "工作事项": ITEM, "县市区": NAME, "牵头单位": NAME,
    "起始时间": date(2024, 1, 1), "完成时限": date(2024, 12, 31), "权重": 1, "事项来源": "年度计划",
}  # fmt: skip
PROGRESS = {
    "任务编号": "6-02", "重点任务": "6", "工作事项": ITEM, "县市区": NAME, "实际进度": 60,
    "完成状态": "推进中", "工作进展": "已封井回填 12 眼",
}  # fmt: skip
WELL = {
    "监测井编码": "WC-001", "监测井名称": "底张1号井", "县市区": NAME, "经度": 108.78,
    "纬度": 34.42, "坐标系": "CGCS2000", "西咸新区": "否", "是否区域监测点": "是",
    "是否水源监测点": "否", "是否污染源监测点": "否", "井来源": "国家地下水监测工程",
    "专业井评估结论": "可直接利用", "成井深度": 150, "埋藏条件": "潜水", "含水介质": "孔隙水",
    "运行状态": "正常", "监测频次": "月",
}  # fmt: skip
ACCEPTED = (
    ("work_plan", "ldxz", "2024", PLAN),
    ("task_progress", COUNTY, "2024-05", PROGRESS),
    ("well", COUNTY, "2024-05", WELL),
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def home(tmp_path):
    """Return a workspace in which May was handed in and accepted."""
    home = tmp_path / "city"
    home.mkdir()
    with (
        clock.at(datetime(2024, 6, 4, 9)),  # noqa: DTZ001 (taken as Beijing time)
        usecases.batch(home, reason="五月") as run,
    ):
        for name, reporter, period, row in ACCEPTED:
            place = tmp_path / f"{name}.xlsx"
            dataset = LEDGERS[name]
            place.write_bytes(
                template(dataset, reporter=REGION.reporter(reporter), period=Period.parse(period))
            )
            content = fill(place, [row]).read_bytes()
            told = Profile(reporter=reporter, period=period)
            checked = usecases.check(home, name, content, place.name, told)
            run.submit(checked)
    return home


@pytest.fixture
def seen(visit, repo, home):
    """Yield the liaison's browser, which a link of the office has opened."""
    with serving(repo, home, at="2024-07-03T09:00") as base:
        yield visit(1366, 768, base=base).open(f"/submit?reporter={COUNTY}")


def test_a_liaison_hands_in_a_month(seen, tmp_path):
    seen.shot("21_owed", ".st-key-owed_well").is_sound()
    assert f"{NAME}2024年6月应报 14 份，还差 14 份" in seen.words
    nothing_has_changed_on_the_wells(seen)
    there_are_no_geothermal_wells(seen)
    the_prefilled_form_says_done(seen, tmp_path)
    the_calendar_shows_all_three(seen)
    done_is_not_believed(seen)
    evidence_is_attached(seen, tmp_path)


def owed(seen, dataset):
    return seen.words_of(f".st-key-owed_{dataset}")


def nothing_has_changed_on_the_wells(seen):
    assert "○ 未报" in owed(seen, "well")
    seen.page.locator(".st-key-carry_well button").first.click()
    seen.page.wait_for_selector(".st-key-submit_confirm_box")
    seen.ready().shot("22_carry", ".st-key-submit_confirm_box").is_sound()
    assert "将沿用2024年5月审核通过的 1 行，内容不变" in seen.words
    seen.press("确认沿用上期").page.wait_for_selector("text=已提交 1 份")
    seen.ready().shot("23_carried").is_sound()
    assert "● 沿用上期 第 4 号，审核通过" in owed(seen, "well")


def there_are_no_geothermal_wells(seen):
    seen.page.locator(".st-key-nil_geothermal button").first.click()
    seen.page.wait_for_selector(".st-key-submit_confirm_box")
    seen.ready().shot("24_nil", ".st-key-submit_confirm_box").is_sound()
    seen.press("确认零报告").page.wait_for_selector("text=已提交 1 份")
    seen.ready().shot("25_nil_in", ".st-key-owed_geothermal").is_sound()
    assert "● 零报告 第 5 号，审核通过" in owed(seen, "geothermal")
    assert f"{NAME}2024年6月应报 14 份，还差 12 份" in seen.words


def the_prefilled_form_says_done(seen, folder):
    form = seen.save_in(".st-key-form_task_progress", folder)
    done = {"实际进度": 100, "完成状态": "已完成"}
    mend(form, {cell_of(form, heading, 5): value for heading, value in done.items()})
    seen.drop(form).shot("26_done").is_sound()
    seen.page.get_by_role("tab", name="与上次的差别").click()
    seen.page.wait_for_selector("text=与上一次报送的一期相比：新增 0 行，修改 1 行（2 处）")
    seen.ready().shot("27_difference", ".st-key-submit_go").is_sound()
    seen.press("提交 1 个文件").page.wait_for_selector("text=已提交 1 份")
    seen.ready().shot("28_handed_in").is_sound()


def the_calendar_shows_all_three(seen):
    seen.go_to("报送日历").shot("29_calendar").is_sound()
    for dataset, word in {"well": "沿用", "geothermal": "零报", "task_progress": "已核"}.items():
        cell = seen.page.locator(f'a.gw-duty[href*="{COUNTY}%3A{dataset}%3A2024-06"]')
        assert cell.inner_text().strip().endswith(word)


def row(seen):
    return seen.words_of(f".gw-items tr:has-text('{ITEM}')")


def done_is_not_believed(seen):
    seen.go_to("任务进展").shot("30_tasks", ".gw-items").is_sound()
    assert "待核" in row(seen)


def evidence_is_attached(seen, folder):
    proof = folder / "封井验收单.pdf"
    proof.write_bytes(PDF)
    seen.press("上传佐证材料").page.wait_for_selector("[role=dialog]")
    seen.ready().shot("31_evidence").is_sound()
    seen.page.set_input_files("[role=dialog] input[type=file]", str(proof))
    seen.page.wait_for_selector("[role=dialog] :text('封井验收单')")
    seen.ready().shot("32_chosen").is_sound()
    seen.press("保存").page.wait_for_selector("text=佐证材料已保存")
    seen.ready().shot("33_proved", ".gw-items").is_sound()
    assert "待核" not in row(seen)
    assert "已完成" in row(seen)
    saved = seen.saved(seen.page.get_by_role("link", name=proof.name), folder)
    assert saved.read_bytes() == PDF
