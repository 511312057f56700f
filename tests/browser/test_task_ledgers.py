"""台账与实物 of every task, on the demo city and where nobody has handed anything in."""

import page_facts
import pytest

pytestmark = pytest.mark.browser

OFFICE, WALL = (1366, 768, "light"), (1920, 1080, "dark")
TASKS = ["1", "2", "3", "7"]


@pytest.mark.parametrize("screen", [OFFICE, WALL], ids=["office", "wall"])
@pytest.mark.parametrize("task", TASKS)
def test_the_ledgers_of_a_task_are_sound(visit, demo_server, task, screen):
    seen = visit(*screen, base=demo_server)
    seen.open(f"/tasks?task={task}&view=ledger&period=2024-06")
    seen.page.wait_for_selector(".js-plotly-plot")
    seen.ready().is_sound()
    assert seen.page.evaluate(page_facts.SIDEWAYS) == 0


@pytest.mark.parametrize("task", TASKS)
def test_a_city_without_ledgers_is_sound(visit, task):
    seen = visit(*OFFICE).open(f"/tasks?task={task}&view=ledger&period=2024-06")
    seen.page.wait_for_selector(".gw-empty")
    seen.is_sound()
    assert seen.page.evaluate(page_facts.SIDEWAYS) == 0


def test_a_row_opens_where_it_was_typed(visit, demo_server):
    seen = visit(*OFFICE, base=demo_server)
    seen.open("/tasks?task=1&view=ledger&period=2024-06")
    address = seen.page.locator(".st-key-card_zone_list a.gw-trace").first.get_attribute("href")
    seen.open(f"/{address.lstrip('/')}")
    seen.page.wait_for_selector('[role="dialog"]')
    assert "重点区划定成果表" in seen.words_of('[role="dialog"]')
    seen.ready().is_sound()
