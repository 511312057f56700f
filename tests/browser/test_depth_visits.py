"""The second tab of tasks 4, 5 and 6 in a browser: sound at both screens, search and origin."""

import depth_city
import page_facts
import pytest
from conftest import serving

pytestmark = pytest.mark.browser

OFFICE, WALL = (1366, 768, "light"), (1920, 1080, "dark")


@pytest.fixture(scope="module")
def deep(repo, tmp_path_factory):
    home = depth_city.build(tmp_path_factory.mktemp("ledgers")).home
    with serving(repo, home) as base:
        yield base


@pytest.mark.parametrize("screen", [OFFICE, WALL], ids=["office", "wall"])
@pytest.mark.parametrize("task", ["4", "5", "6"])
def test_the_ledgers_of_a_task_are_sound(visit, deep, task, screen):
    seen = visit(*screen, base=deep).open(f"/tasks?task={task}&view=ledger&period=2024-06")
    seen.page.locator('[class*="st-key-chart_"] .main-svg').first.wait_for()
    seen.ready().is_sound()
    assert seen.page.evaluate(page_facts.SIDEWAYS) == 0


@pytest.mark.parametrize("task", ["4", "5", "6"])
def test_a_county_without_ledgers_is_sound(visit, deep, task):
    seen = visit(*OFFICE, base=deep).open(
        f"/tasks?task={task}&view=ledger&period=2024-06&county=610426"
    )
    seen.page.wait_for_selector("text=从未报送《")
    seen.is_sound()


def test_the_tab_and_the_search_stand_in_the_address(visit, deep):
    seen = visit(*OFFICE, base=deep).open("/tasks?task=6&period=2024-06")
    seen.page.get_by_role("button", name="台账与实物").click()
    seen.page.wait_for_selector(".st-key-find_open_towns input")
    seen.page.locator(".st-key-find_open_towns input").fill("第3")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**find_open_towns=**")
    assert "view=ledger" in seen.page.url
    towns = seen.ready().page.locator(".st-key-card_open_towns").inner_text()
    assert "第3镇" in towns
    assert "第4镇" not in towns


def test_a_line_leads_to_the_row_with_its_file(visit, deep):
    seen = visit(*OFFICE, base=deep).open("/tasks?task=6&view=ledger&period=2024-06")
    seen.page.locator(".st-key-card_high_risk a.gw-trace").last.click()
    seen.page.wait_for_selector('[role="dialog"]')
    words = seen.ready().words_of('[role="dialog"]')
    assert "610422_abandoned_well_2024-06.xlsx" in words
    seen.is_sound()
