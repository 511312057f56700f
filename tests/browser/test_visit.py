"""What only a browser can say: nothing leaves the origin, all words are Chinese, it fits."""

import re
from io import BytesIO

import pytest
from PIL import Image

pytestmark = pytest.mark.browser

PAGES = ["/", "/tasks", "/network", "/submit", "/dictionary"]
#: Latin words that a Chinese reader of these pages expects: units, standards, file kinds, codes.
EXPECTED = re.compile(
    r"GB/T|CGCS2000|WGS84|GCJ-02|mg/L|μg/L|MPN|CFU|NTU|Bq/L|mL|xlsx?|xlsm|xlsb|XLSX?|XLSM|XLSB|ODS|"
    r"ods|csv|CSV|et\b|ET\b|MB\b|pH|Excel|CODMn|CaCO3|[WS]-\d|[a-z0-9]+(_[a-z0-9]+)+|v\d+|alert|script|"
    r"Sheet\d|DX\d+|[A-Z]{1,3}\d+"
)
ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_leaves_the_origin_and_nothing_complains(visit, path, scheme):
    seen = visit(scheme=scheme).open(path)
    assert seen.foreign == []
    assert seen.complaints == []
    assert seen.dialogs == []


@pytest.mark.parametrize("path", ["/", "/tasks", "/network", "/submit"])
def test_the_words_of_a_page_are_chinese(visit, path):
    seen = visit().open(path)
    rest = EXPECTED.sub("", seen.words)
    assert ENGLISH.findall(rest) == []
    assert seen.page.get_attribute("html", "lang") == "zh-CN"
    assert "试验区调度平台" in seen.page.title() or seen.page.title() in {
        "总览", "任务进展", "监测网络", "数据填报", "数据字典",
    }  # fmt: skip


def test_the_overview_needs_no_scrolling_on_the_wall(visit):
    seen = visit(1920, 1080).open("/")
    over = seen.page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]');"
        "return [m.scrollHeight - m.clientHeight, m.scrollWidth - m.clientWidth]; })()"
    )
    assert over == [0, 0]


@pytest.mark.parametrize("path", PAGES)
def test_a_small_screen_is_never_scrolled_sideways(visit, path):
    seen = visit(1366, 768).open(path)
    across = "document.querySelector('[data-testid=stMain]')"
    assert seen.page.evaluate(f"{across}.scrollWidth - {across}.clientWidth") == 0


def test_text_of_the_figures_can_be_read_from_afar(visit):
    seen = visit().open("/")
    size = seen.page.evaluate(
        "getComputedStyle(document.querySelector('.gw-tile-figure')).fontSize"
    )
    assert size == "44px"


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


def test_the_menu_speaks_chinese(visit):
    seen = visit().open("/")
    seen.page.locator('[data-testid="stMainMenu"] button').click()
    menu = '[data-testid="stMainMenuList"]'
    seen.page.wait_for_selector(menu)
    assert ENGLISH.findall(seen.words_of(menu)) == []
    assert {"打印", "浅色", "深色"} <= set(seen.words_of(menu).split())


def test_dark_and_light_have_their_own_grounds(visit):
    ground = "getComputedStyle(document.querySelector('.gw-card')).backgroundColor"
    light = visit(scheme="light").open("/").page.evaluate(ground)
    dark = visit(scheme="dark").open("/").page.evaluate(ground)
    assert light == "rgb(255, 255, 255)"
    assert dark == "rgb(18, 34, 58)"


def test_a_real_form_is_read_mapped_and_handed_in(visit, corpus):
    seen = visit(1366, 1400).open("/submit?dataset=water_quality")
    seen.page.set_input_files("input[type=file]", str(corpus / "real" / "wel.xlsx"))
    seen.page.wait_for_selector(".gw-file")
    assert "读到 78 行" in seen.words
    assert "需要修改" in seen.words
    seen.page.get_by_text("表头对应、固定值和范围检查").click()
    seen.page.get_by_text("以外的行只提醒").click()
    seen.page.wait_for_selector("text=可以提交")
    seen.ready()
    assert seen.complaints == []
    with seen.page.expect_download() as taken:
        seen.page.get_by_text("下载清单（csv）").click()
    assert taken.value.suggested_filename == "wel_问题清单.csv"
