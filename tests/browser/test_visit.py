"""What only a browser can say: it fits, it is drawn, clicks lead where they should."""

from io import BytesIO

import pytest
from PIL import Image

pytestmark = pytest.mark.browser


def test_the_overview_needs_no_scrolling_and_can_be_read_from_afar(visit):
    seen = visit(1920, 1080).open("/")
    over = seen.page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]');"
        "return [m.scrollHeight - m.clientHeight, m.scrollWidth - m.clientWidth]; })()"
    )
    assert over == [0, 0]
    size = "getComputedStyle(document.querySelector('.gw-tile-figure')).fontSize"
    assert seen.page.evaluate(size) == "44px"


def test_the_map_is_drawn_without_a_network(visit):
    seen = visit().open("/network")
    seen.page.wait_for_timeout(2500)
    picture = Image.open(BytesIO(seen.page.locator("#deckgl-overlay").first.screenshot()))
    colours = picture.convert("RGB").getcolors(maxcolors=1_000_000)
    shares = sorted((n for n, _ in colours), reverse=True)
    assert len(shares) > 20
    assert shares[0] < 0.95 * sum(shares)


def test_a_tile_opens_its_page_with_the_same_choices(visit):
    seen = visit().open("/?county=610402")
    seen.page.get_by_text("严重滞后事项").first.click()
    seen.page.wait_for_url("**/tasks?*")
    seen.page.wait_for_selector(".gw-task-card")
    seen.ready()
    assert "county=610402" in seen.page.url
    assert "lamp=far_behind" in seen.page.url


def test_a_card_opens_its_task_without_loading_the_page_anew(visit):
    seen = visit().open("/tasks")
    seen.page.evaluate("window.stayed = true")
    seen.page.locator(".st-key-pick_task_6 button").click()
    seen.page.wait_for_selector("text=六、实施报废井封井回填")
    assert seen.page.evaluate("window.stayed") is True
    assert "task=6" in seen.page.url


def test_choices_go_along_with_the_navigation(visit):
    seen = visit().open("/?period=2024-05")
    seen.page.get_by_role("link", name="任务进展").first.click()
    seen.page.wait_for_selector(".gw-task-card")
    seen.ready()
    assert "period=2024-05" in seen.page.url
    assert "2024年5月" in seen.words


def test_a_real_form_is_read_corrected_and_fit_to_be_handed_in(visit, corpus):
    seen = visit(1366, 1400).open("/submit?reporter=sthjj")
    seen.page.set_input_files("input[type=file]", str(corpus / "real" / "wel.xlsx"))
    seen.page.wait_for_selector(".gw-drop")
    if not seen.page.locator(".gw-file").count():
        seen.page.get_by_role("combobox", name="台账").click()
        seen.page.keyboard.type("地下水水质监测结果")
        seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("text=读到 78 行")
    assert "需要修改" in seen.words
    seen.page.get_by_role("tab", name="表头对应").click()
    seen.page.get_by_text("以及范围检查").click()
    seen.page.get_by_text("以外的行只提醒").click()
    seen.page.get_by_role("button", name="按此重新检查").click()
    seen.page.wait_for_selector("text=可以提交")
    seen.ready()
    assert seen.complaints == []
    with seen.page.expect_download() as taken:
        seen.page.get_by_text("下载问题清单").click()
    assert taken.value.suggested_filename == "wel_问题清单.xlsx"
