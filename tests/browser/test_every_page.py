"""Every page, menu and failure: one load proves origin, language, contrast and fit at once."""

import page_facts
import pytest

from gwdash.ui.registry import PAGES

pytestmark = pytest.mark.browser

KEYS = [spec.key for spec in PAGES]
OFFICE, WALL = (1366, 768, "light"), (1920, 1080, "dark")
#: The dictionary shows codes of fields, which are English by the naming rule.
CODES = {"dictionary"}


@pytest.mark.parametrize("screen", [OFFICE, WALL], ids=["office", "wall"])
@pytest.mark.parametrize("key", KEYS)
def test_a_page_is_sound(visit, key, screen):
    seen = visit(*screen).open(f"/{key}" if key != "overview" else "/")
    if key in CODES:
        seen.page.evaluate("document.querySelectorAll('td:last-child').forEach(e => e.remove())")
        seen.page.evaluate("document.querySelectorAll('.gw-sub-title').forEach(e => e.remove())")
        seen.page.evaluate("document.querySelectorAll('td:nth-child(7)').forEach(e => e.remove())")
    seen.is_sound()
    assert seen.page.evaluate(page_facts.SIDEWAYS) == 0
    assert seen.page.get_attribute("html", "lang") == "zh-CN"


@pytest.mark.parametrize("screen", [OFFICE, WALL], ids=["office", "wall"])
def test_the_trial_of_other_weights_is_sound(visit, screen):
    seen = visit(*screen).open("/ranking")
    seen.page.locator("summary:has-text('内部测算')").click()
    table = seen.page.locator(".gw-trial table")
    table.wait_for()
    before = table.inner_text()
    points = seen.page.get_by_test_id("stSliderThumbValue").first
    told = int(points.inner_text())
    seen.page.get_by_role("slider", name="任务进度").press("ArrowRight")
    seen.page.wait_for_function(
        "before => document.querySelector('.gw-trial table').innerText !== before", arg=before
    )
    assert points.inner_text() == str(told + 1)
    seen.ready().is_sound()


def test_the_main_menu(visit):
    seen = visit(*OFFICE).open("/")
    seen.page.locator('[data-testid="stMainMenu"] button').click()
    seen.page.wait_for_selector('[data-testid="stMainMenuList"]')
    words = seen.words_of('[data-testid="stMainMenuList"]').split()
    assert {"打印", "浅色", "深色"} <= set(words)
    seen.is_sound()


def test_the_drop_downs_of_the_strip(visit):
    seen = visit(*OFFICE).open("/quality")
    for label in ("报告期", "县市区", "统计范围"):
        seen.page.locator(f'input[aria-label="{label}"]').click()
        seen.page.wait_for_selector('[role="option"]')
        menu = seen.page.locator('[role="listbox"]').inner_text()
        assert page_facts.ENGLISH.findall(menu) == []
        seen.page.keyboard.type("没有这个")
        seen.page.wait_for_selector("text=没有")
        said = " ".join(seen.page.evaluate(page_facts.WORDS))
        assert "available" not in said
        assert "Dismiss" not in said
        seen.page.keyboard.press("Escape")


def test_the_export_menu_and_the_window_of_origins(visit):
    seen = visit(*OFFICE).open("/")
    seen.page.get_by_role("button", name="导出").first.click()
    seen.page.wait_for_selector('[data-testid="stPopoverBody"]')
    seen.is_sound()
    seen.open("/?trace=overall")
    seen.page.wait_for_selector('[role="dialog"]')
    seen.ready().is_sound()
    assert "数据溯源" in seen.words_of('[role="dialog"]')


def test_an_address_that_leads_nowhere(visit):
    seen = visit(*OFFICE)
    seen.page.goto(f"{seen.base}/nowhere")
    seen.page.wait_for_selector(".gw-facts")
    seen.ready()
    seen.complaints.clear()  # the server's 404 of the address itself
    seen.is_sound()


@pytest.mark.usefixtures("lost_version")
def test_a_failure_is_a_chinese_sentence(visit):
    seen = visit(*OFFICE)
    seen.page.goto(f"{seen.base}/tasks")
    seen.page.wait_for_selector('[data-testid="stAlert"]')
    seen.ready().is_sound()
    assert "版" in seen.words_of('[data-testid="stAlert"]')


def test_a_file_that_is_no_table_is_refused_in_chinese(visit, tmp_path):
    seen = visit(*OFFICE).open("/submit")
    broken = tmp_path / "坏文件.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    seen.page.set_input_files("input[type=file]", str(broken))
    seen.page.wait_for_selector(".gw-drop")
    seen.page.wait_for_selector("text=无法读取")
    seen.ready().is_sound()
    assert "无法读取" in seen.words


# ------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "address",
    [
        "/?period=2024-05&county=610402&area=with",
        "/tasks?period=2024-06&county=all&area=without&task=6",
        "/tasks?period=2024-05&county=610402&area=with&lamp=on_track",
        "/network?period=2024-06&county=610402&area=with&show=silent&well=W-2",
        "/dictionary?ledger=water_level",
    ],
)
def test_a_copied_address_reopens_the_same_view(visit, address):
    first = visit(*OFFICE).open(address)
    copied, said = first.page.url, "[...document.querySelectorAll('.stHtml')].map(e => e.innerText)"
    again = visit(*OFFICE, fresh=True)
    again.page.goto(copied)
    again.page.wait_for_selector(".gw-facts")
    again.ready()
    assert again.page.url == copied
    assert again.page.evaluate(said) == first.page.evaluate(said)
    for choice in address.partition("?")[2].split("&"):
        assert choice in copied


# ----------------------------------------------------------------------- theme


def test_the_wall_stays_dark_on_every_page_until_it_is_switched_back(visit):
    ground = "getComputedStyle(document.querySelector('.gw-card')).backgroundColor"
    seen = visit(*OFFICE, fresh=True).open("/?county=610402")
    assert seen.page.evaluate(ground) == "rgb(255, 255, 255)"
    seen.page.get_by_text("深色大屏").click()
    seen.page.wait_for_selector("text=浅色")
    seen.ready()
    assert seen.page.evaluate(ground) == "rgb(18, 34, 58)"
    assert "theme" not in seen.page.url
    assert "county=610402" in seen.page.url
    seen.open("/tasks")
    assert seen.page.evaluate(ground) == "rgb(18, 34, 58)"
    seen.page.locator(".gw-theme").click()
    seen.page.wait_for_selector("text=深色大屏")
    assert seen.ready().page.evaluate(ground) == "rgb(255, 255, 255)"


# -------------------------------------------------------------------- keyboard


#: Far enough for the whole list of ledgers in 数据字典, and for what follows it.
TABS = 44
#: What takes the focus without being something to use: the page, what scrolls, the drawn map.
NO_WIDGETS = {"BODY", "MAIN", "CANVAS"}


def place_of(word, names):
    """Return where a word has the focus: the very word, else the first name that holds it."""
    if word in names:
        return names.index(word)
    return next((place for place, name in enumerate(names) if word in name), None)


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("overview", ["总览", "报告期", "县市区", "统计范围", "深色大屏", "总体进度"]),
        ("tasks", ["报告期", "重点区划定", "管理制度创新", "严重滞后"]),
        ("network", ["报告期", "全部 5", "连续无数据 1"]),
        ("submit", ["填报单位", "选择文件", "其他台账的空白模板"]),
        ("dictionary", ["年度任务分解表", "地下水水位监测记录", "下载空白模板"]),
    ],
)
def test_everything_can_be_reached_by_tab_in_reading_order(visit, key, wanted):
    seen = visit(*OFFICE).open(f"/{key}" if key != "overview" else "/")
    reached = []
    for _ in range(TABS):
        seen.page.keyboard.press("Tab")
        reached.append(seen.page.evaluate(page_facts.FOCUSED))
    names = [name for name, *_ in reached]
    places = [place_of(word, names) for word in wanted]
    assert None not in places, (wanted, places, names)
    assert places == sorted(places)
    dull = [name for name, seen_, kind in reached if not seen_ and kind not in NO_WIDGETS]
    assert dull == []


# ---------------------------------------------------------------- 监测网络 grid


def test_a_mark_of_the_arrival_grid_opens_its_well(visit):
    seen = visit(*OFFICE).open("/network?well=W-1")
    marks = seen.page.locator(".st-key-arrival_grid .scatterlayer path.point")
    marks.first.wait_for()
    assert marks.count() == 24
    marks.first.scroll_into_view_if_needed()
    box = marks.last.bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    seen.page.wait_for_url("**well=W-2**")
    assert "W-2号井" in seen.ready().words
