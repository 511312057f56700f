"""What opens over a page: chart buttons, table tools, menus, and pages of an empty workspace.

Menus of the office's screen have their tests beside those of every page; these are on the wall.
"""

import re
from io import BytesIO
from pathlib import Path

import page_facts
import pytest
from PIL import Image

from gwdash.ui.registry import PAGES

pytestmark = pytest.mark.browser

OFFICE, WALL = (1366, 768, "light"), (1920, 1080, "dark")
SCREENS = pytest.mark.parametrize("screen", [OFFICE, WALL], ids=["office", "wall"])
#: Each page with the charts whose buttons save them.
CHARTS = {"tasks": 1, "network": 3, "quality": 2, "ranking": 1}


@SCREENS
def test_the_pages_of_an_empty_workspace_are_sound(visit, empty_server, screen):
    seen = visit(*screen, base=empty_server)
    for spec in PAGES:
        seen.open(path_of(spec))
        if spec.key == "dictionary":
            hide_codes(seen.page)
        seen.is_sound()
        assert seen.page.evaluate(page_facts.SIDEWAYS) == 0


def path_of(spec):
    return f"/{spec.address.removeprefix('./')}"


def hide_codes(page):
    """Take out the column of codes of fields, which are English by the naming rule."""
    page.evaluate(
        "document.querySelectorAll('td:last-child, td:nth-child(7), .gw-sub-title')"
        ".forEach(e => e.remove())"
    )


@pytest.mark.parametrize("key", CHARTS)
def test_the_buttons_of_every_chart_save_it(visit, demo_server, key):
    seen = visit(*WALL, base=demo_server).open(f"/{key}")
    charts = seen.page.locator(".js-plotly-plot").filter(has=seen.page.locator(".modebar-btn"))
    charts.nth(CHARTS[key] - 1).wait_for(state="attached")
    assert charts.count() == CHARTS[key]
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        chart.hover(position={"x": 40, "y": 30})
        buttons = chart.locator(".modebar-btn")
        assert buttons.count() == 2
        buttons.last.hover()
        seen.is_sound()
        with seen.page.expect_download() as taken:
            buttons.first.click()
        assert taken.value.suggested_filename.endswith(".png")
        assert Image.open(BytesIO(Path(taken.value.path()).read_bytes())).width > 1000
        with seen.page.expect_download() as taken:
            buttons.last.click()
        assert taken.value.suggested_filename.endswith(".svg")
        drawn = Path(taken.value.path()).read_text("utf-8")
        assert drawn.startswith("<svg")
        assert re.findall(r'(?:href|src)="(?!#|data:)[^"]*"|url\((?!["\']?#|&quot;#)', drawn) == []
    seen.ready().is_sound()


def test_the_tools_of_a_table(visit, demo_server):
    seen = visit(*WALL, base=demo_server).open("/network")
    table = seen.page.locator('[data-testid="stDataFrame"]').first
    table.scroll_into_view_if_needed()
    table.hover()
    tools = table.locator('[data-testid="stElementToolbar"] button')
    tools.first.wait_for()
    for tool in tools.all():
        tool.hover()
        seen.page.wait_for_timeout(250)
        assert seen.english == []
    box = table.bounding_box()
    seen.page.mouse.click(box["x"] + 130, box["y"] + 17, button="right")
    seen.page.wait_for_timeout(300)
    seen.is_sound()


def test_menus_on_the_wall(visit, demo_server):
    seen = visit(*WALL, base=demo_server).open("/")
    seen.page.locator('[data-testid="stMainMenu"] button').click()
    seen.page.wait_for_selector('[data-testid="stMainMenuList"]')
    seen.is_sound()
    seen.page.keyboard.press("Escape")
    for key in ("", "tasks", "network", "quality", "ranking"):
        seen.open(f"/{key}")
        for menu in seen.page.get_by_role("button", name="导出").all():
            menu.click()
            seen.page.wait_for_selector('[data-testid="stPopoverBody"]')
            seen.page.locator('[data-testid="stPopoverBody"] button').first.hover()
            seen.page.wait_for_timeout(250)
            seen.is_sound()
            seen.page.keyboard.press("Escape")
            seen.page.wait_for_selector('[data-testid="stPopoverBody"]', state="detached")


@pytest.mark.parametrize("key", ["", "quality"])
@pytest.mark.usefixtures("server", "lost_version")
def test_a_failure_on_the_wall(visit, key):
    seen = visit(*WALL)
    seen.page.goto(f"{seen.base}/{key}")
    seen.page.wait_for_selector('[data-testid="stAlert"]')
    seen.ready().is_sound()


def test_links_of_the_first_page_lead_to_a_page(visit, server):
    seen = visit(1366, 768, fresh=True).open("/?county=610402")
    seen.page.locator(".gw-trace").first.click()
    seen.page.wait_for_selector('[role="dialog"]')
    assert "数据溯源" in seen.ready().is_sound().words_of('[role="dialog"]')
    seen.open("/?county=610402").page.get_by_text("深色大屏").click()
    seen.page.wait_for_selector("text=浅色")
    assert seen.ready().is_sound().page.locator('[role="dialog"]').count() == 0
