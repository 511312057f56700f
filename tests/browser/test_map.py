"""一张图 in a browser: what is clicked is chosen, the other pages follow, nothing leaves here."""

import json
import math
import re

import page_facts
import pytest

from gwdash.charts.county_map import Drawing, Files, county_map
from gwdash.charts.theme import LIGHT
from gwdash.registry.region import REGION
from gwdash.ui.views.map import SIZE_PX

pytestmark = pytest.mark.browser

QIANXIAN = next(one for one in REGION.counties if one.name == "乾县")
ALONE = "/map?well=off&source=off"
#: 监测井、水源、重点区、重点单位、报废井.
N_LAYERS = 5


def position(seen, lon, lat, county=""):
    """Return where on the screen a place of the map lies (Mercator)."""
    deck = county_map(REGION, Drawing({}, [], SIZE_PX, county), Files("", "", "", ""), LIGHT)
    view = json.loads(deck.to_json())["initialViewState"]
    box = seen.page.locator('[data-testid="stDeckGlJsonChart"]').bounding_box()
    scale = 512 * 2 ** view["zoom"] / (2 * math.pi)
    down = [math.asinh(math.tan(math.radians(y))) for y in (lat, view["latitude"])]
    x = box["x"] + box["width"] / 2 + math.radians(lon - view["longitude"]) * scale
    return x, box["y"] + box["height"] / 2 + (down[1] - down[0]) * scale


def click(seen, lon, lat, county=""):
    x, y = position(seen, lon, lat, county)
    seen.page.mouse.move(x, y)
    seen.page.wait_for_timeout(500)
    seen.page.mouse.click(x, y)
    seen.ready()


def settled(seen):
    seen.page.wait_for_selector('[data-testid="stDeckGlJsonChart"] canvas')
    seen.page.wait_for_timeout(2500)
    return seen


def test_a_click_on_a_county_chooses_it_for_this_page_and_the_next(visit):
    seen = settled(visit(1366, 768).open(ALONE))
    click(seen, *QIANXIAN.label_at)
    seen.page.wait_for_url(f"**county={QIANXIAN.code}**")
    seen.page.wait_for_selector(f".gw-map-card h2:has-text('{QIANXIAN.name}')")
    assert seen.page.locator('input[aria-label="县市区"]').input_value() == QIANXIAN.name
    seen.page.get_by_role("link", name="任务进展", exact=True).first.click()
    seen.page.wait_for_url("**/tasks**")
    seen.ready()
    assert f"county={QIANXIAN.code}" in seen.page.url
    seen.is_sound()


def test_the_list_opens_what_the_pointer_would(visit):
    seen = settled(visit(1366, 768, fresh=True).open("/map?county=610428&source=off"))
    seen.page.locator(".st-key-map_search input").click()
    seen.page.locator('[role="option"]').first.click()
    seen.page.wait_for_url("**at=well**")
    settled(seen).is_sound()
    assert "取整" in seen.words_of(".gw-map-card")


def test_a_click_on_a_mark_opens_its_card(visit):
    seen = settled(visit(1366, 768, fresh=True).open("/map?county=610402&source=off"))
    click(seen, 108.68123, 34.36789, "610402")
    seen.page.wait_for_url("**at=well**")
    assert "号井" in seen.words_of(".gw-map-card h2")


@pytest.mark.parametrize("screen", [(1366, 768, "light"), (1920, 1080, "dark")])
def test_every_layer_at_once_is_sound(visit, demo_server, screen):
    address = "/map?well=class&source=on&site=on&sealed=on&shade=reinj"
    seen = settled(visit(*screen, base=demo_server).open(address))
    seen.is_sound()
    assert seen.page.evaluate(page_facts.SIDEWAYS) == 0
    legend = seen.words_of(".st-key-card_map_choices")
    assert len(re.findall(r"共 [\d,]+ [眼个家]", legend)) == N_LAYERS
    assert "地热井台账没有井位坐标" in legend


def test_the_picture_is_saved_as_png_at_print_size(visit, tmp_path):
    seen = settled(visit(1366, 768).open("/map"))
    with seen.page.context.expect_page() as opened:
        seen.page.get_by_role("link", name="PNG 图").click()
    page = opened.value
    page.wait_for_selector("#save:enabled")
    with page.expect_download() as started:
        page.click("#save")
    started.value.save_as(tmp_path / "map.png")
    head = (tmp_path / "map.png").read_bytes()[:24]
    assert head[1:4] == b"PNG"
    assert [int.from_bytes(head[n : n + 4], "big") for n in (16, 20)] == [3508, 2480]
    assert started.value.suggested_filename.endswith(".png")
    page.close()
