"""A scripted meeting in a browser: prepared, shown by keys, drilled into, cut off, and closed."""

import re
import shutil
from contextlib import closing
from datetime import date
from urllib.parse import parse_qs, urlsplit

import page_facts
import pytest
import ui_city
from conftest import free_port, serving

from gwdash.archive import Archive
from gwdash.archive.meetings import MeetingState
from gwdash.intake import meetings as use
from gwdash.registry.agenda import agenda
from gwdash.store.pointer import live_version
from gwdash.store.publish import publish

pytestmark = pytest.mark.browser

WALL = (1920, 1080, "light")
PLACE = "(document.querySelector('.gw-wall-place b') || {innerText: ''}).innerText"
STATE = "document.querySelector('.stApp').dataset.testConnectionState"
GROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
DARK = "rgb(10, 21, 38)"
SECONDS_MS = 60_000
#: How often a window looks where its meeting stands, and what one look may cost.
LOOK_MS, MOST_BYTES_A_LOOK = 1000, 4000
SMALLEST_PX = 21.5
#: Text that nobody reads from afar, that lies outside the wall, and parts that hold too much.
FIT = """
least => { const found = [];
  for (const host of document.querySelectorAll('.gw-wall *')) {
    const style = getComputedStyle(host), box = host.getBoundingClientRect();
    const own = [...host.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (own && parseFloat(style.fontSize) < least) found.push('small ' + host.textContent);
    if (own && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1))
      found.push('outside ' + host.textContent);
    const part = /gw-wall-(body|card|bars|rates|tile)\\b/.test(host.className);
    if (part && host.scrollHeight > host.clientHeight + 3) found.push('over ' + host.className);
  }
  return found; }
"""
#: Lamps that lead nowhere.
SHUT_LAMPS = """
() => [...document.querySelectorAll(
    '.gw-wall-tile, .gw-wall .gw-pill, .gw-wall td [class^=gw-mark]')]
  .filter(lamp => !lamp.closest('a[href]')).map(lamp => lamp.parentElement.textContent)
"""


@pytest.fixture
def home(demo_city, tmp_path):
    """Return a demo city of its own, which a meeting may write to."""
    home = tmp_path / "city"
    shutil.copytree(demo_city, home)
    return home


@pytest.fixture
def small_home(tmp_path):
    """Return a small city of its own."""
    return ui_city.build(tmp_path / "small").home


def on_screen(seen, number):
    """Wait until the screen of this number stands on the wall."""
    seen.page.wait_for_function(f"{PLACE}.startsWith('{number}/')", timeout=SECONDS_MS)
    return seen.ready()


def noted(seen, number):
    """Wait until the speaker's view is at the screen of this number."""
    place = "(document.querySelector('.gw-notes-place') || {innerText: ''}).innerText"
    seen.page.wait_for_function(f"{place}.startsWith('第 {number}/')", timeout=SECONDS_MS)
    return seen.ready()


def page_asks(seen, name):
    """Return what the address of a page asks for under a name."""
    return parse_qs(urlsplit(seen.page.url).query)[name][0]


def report_again(home):
    """Publish one more report: another figure of one unit in the month of the meeting."""
    with closing(Archive.of(home)) as archive:
        row = ui_city.said("5-01", 99.0)
        ui_city.hand_in(archive, "task_progress", "zrzyj", "2024-06", [row])
        return publish(home, archive, reason="又报")


def every_screen(seen):
    """Go through all screens by key and return what each says."""
    page, said = seen.page, {}
    for number, topic in enumerate(agenda(), 1):
        on_screen(seen, number)
        assert page.evaluate(FIT, SMALLEST_PX) == [], topic.key
        assert page.evaluate(page_facts.POOR_CONTRAST) == [], topic.key
        assert page.evaluate(SHUT_LAMPS) == [], topic.key
        assert seen.english == [], topic.key
        said[topic.key] = page.inner_text(".gw-wall-say")
        page.keyboard.press(("ArrowRight", "PageDown", "Space")[number % 3])
    assert page.evaluate(GROUND) == DARK
    assert not page.locator('[data-testid="stHeader"]').first.is_visible()
    return said


def there_and_back(seen, one):
    """Open the rows behind a lamp with one click, and come back to its screen with one more."""
    page = seen.page
    page.keyboard.press("Home")
    on_screen(seen, 1)
    page.keyboard.press("PageDown")
    on_screen(seen, 2)
    page.locator(".gw-wall-tile").nth(1).click()
    page.wait_for_selector('[role="dialog"] .gw-evidence', timeout=SECONDS_MS)
    assert f"version={one.version}" in page.url
    page.locator('[role="dialog"] .gw-return').click()
    on_screen(seen, 2)


#: What the room decides, in the order of the form.
WHAT, LEAD, ASSISTING = "补建回灌井两眼并组织验收", "市水利局", "市自然资源局"
LIMIT, LIMIT_TYPED = date(2024, 8, 20), "20240820"


def decide_on_the_wall(seen):
    """Type a decision over the screen that stands on the wall, and return what confirms it."""
    page = seen.page
    page.keyboard.press("d")
    page.wait_for_selector('[role="dialog"] textarea')
    seen.ready()
    window = page.locator('[role="dialog"]')
    window.locator("textarea").fill(WHAT)
    for label, unit in (("牵头单位", LEAD), ("配合单位", ASSISTING)):
        window.get_by_role("combobox", name=label).click()
        page.keyboard.type(unit)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    window.get_by_role("spinbutton").first.focus()
    page.keyboard.type(LIMIT_TYPED)
    page.keyboard.press("Escape")
    window.get_by_role("button", name="记录议定事项").click()
    said = window.locator('[data-testid="stAlert"]')
    said.wait_for(timeout=SECONDS_MS)
    seen.ready().is_sound()
    confirmed = said.inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector('[role="dialog"]', state="detached")
    seen.ready()
    return confirmed


def close_from_the_wall(seen):
    """Leave the wall by key and close the meeting."""
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_selector(".gw-meeting-head")
    seen.ready().page.get_by_role("button", name="结束会议").click()
    seen.page.wait_for_selector("text=会议已结束", timeout=SECONDS_MS)


def test_what_the_room_decides_is_owed_chased_and_asked_for_by_the_next_meeting(
    visit, small_home, repo
):
    one = use.prepare(small_home, use.Plan(held_on=date(2024, 7, 5), period="2024-06"))
    with serving(repo, small_home) as base:
        seen = visit(*WALL, fresh=True, base=base)
        page = seen.page
        page.goto(f"{base}/meetings?meeting={one.meeting_id}&screen=task:5&show=1&begin=1")
        number = one.place_of("task:5")
        on_screen(seen, number)
        before = page.inner_text(".gw-wall-say"), page.inner_text(".gw-wall-body")
        confirmed = decide_on_the_wall(seen)
        newest = live_version(small_home)
        assert f"已记录：{one.meeting_id} 会议第 1 项" in confirmed
        assert f"数据版本 v{newest}" in confirmed
        on_screen(seen, number)
        assert "screen=task%3A5" in page.url
        assert (page.inner_text(".gw-wall-say"), page.inner_text(".gw-wall-body")) == before
        assert f"数据版本 v{one.version}" in page.inner_text(".gw-wall-version")
        assert f"已有新数据 v{newest}" in page.inner_text(".gw-wall-version")
        close_from_the_wall(seen)
        for unit in ("slj", "zrzyj"):
            seen.open(f"/units?period=2024-06&who={unit}")
            assert WHAT in seen.words_of(".st-key-card_own_decisions")
        seen.open("/decisions?period=2024-06")
        assert WHAT in seen.words
        seen.open("/calendar")
        seen.choose("催报哪一家", LEAD)
        told = page.get_by_label("催报文字，全选后可以粘贴到消息里").input_value()
        assert WHAT in told
        assert "时限为2024年8月20日" in told
        after = use.prepare(small_home, use.Plan(held_on=date(2024, 9, 5), period="2024-08"))
        page.goto(f"{base}/meetings?meeting={after.meeting_id}&show=1")
        on_screen(seen, 1)
        assert after.topics[0].key == "decisions"
        rows = [row.inner_text().split("\t") for row in page.locator(".gw-wall tbody tr").all()]
        days = (date(2024, 8, 31) - LIMIT).days
        for unit, role in ((LEAD, "牵头"), (ASSISTING, "配合")):
            assert [WHAT, unit, role, str(LIMIT), f"逾期{days}天"] in rows
        (rate,) = (
            tile.inner_text()
            for tile in page.locator(".gw-wall-tile").all()
            if "办结率" in tile.inner_text()
        )
        assert "0.0" in rate
        assert "到期2项，办结0项" in rate
        assert (seen.complaints, seen.foreign) == ([], [])


def test_wall_and_speaker_stand_at_the_same_screen_whoever_turns(visit, small_home, repo):
    one = use.prepare(small_home, use.Plan(held_on=ui_city.YEAR_END, period="2024-06"))
    with serving(repo, small_home) as base:
        wall, notes = (visit(*WALL, fresh=True, base=base) for _ in range(2))
        wall.page.goto(f"{base}/meetings?meeting={one.meeting_id}&show=1&begin=1")
        on_screen(wall, 1)
        notes.page.goto(f"{base}/meetings?meeting={one.meeting_id}&notes=1&screen=next")
        noted(notes, 1)
        assert f"下一屏：{one.topics[1].heading}" in notes.page.inner_text(".gw-notes-place")
        wall.page.keyboard.press("ArrowRight")
        noted(notes, 2)
        notes.page.keyboard.press("PageDown")
        on_screen(wall, 3)
        assert page_asks(wall, "screen") == one.topics[2].key
        for seen, there in ((wall, on_screen), (notes, noted)):
            seen.page.reload()
            there(seen, 3)
        assert re.fullmatch(
            r"会议已进行 \d+:\d\d\s本屏 \d+:\d\d", notes.page.inner_text(".gw-notes-clock")
        )
        notes.press("不跟随")
        notes.page.keyboard.press("End")
        noted(notes, len(one.topics))
        notes.page.reload()
        noted(notes, len(one.topics))
        wall.page.wait_for_timeout(2 * LOOK_MS)
        on_screen(wall, 3)
        wall.page.keyboard.press("ArrowRight")
        on_screen(wall, 4)
        notes.page.wait_for_timeout(2 * LOOK_MS)
        noted(notes, len(one.topics))
        assert "自行翻看中" in notes.page.inner_text(".gw-notes-clock")
        notes.press("恢复跟随")
        noted(notes, 4)
        on_screen(wall, 4)
        for seen in (wall, notes):
            seen.is_sound()


def test_a_wall_that_waits_for_a_turn_asks_for_next_to_nothing(visit, small_home, repo):
    one = use.prepare(small_home, use.Plan(held_on=ui_city.YEAR_END, period="2024-06"))
    with serving(repo, small_home) as base:
        seen, came = visit(*WALL, fresh=True, base=base), []
        seen.page.on(
            "websocket", lambda s: s.on("framereceived", lambda data: came.append(len(data)))
        )
        seen.page.goto(f"{base}/meetings?meeting={one.meeting_id}&show=1")
        on_screen(seen, 1)
        seen.page.wait_for_timeout(2 * LOOK_MS)
        came.clear()
        seen.page.wait_for_timeout(4 * LOOK_MS)
        assert len(came) > 1
        assert sum(came) < MOST_BYTES_A_LOOK * 5


def test_a_meeting_from_its_preparation_to_its_close(visit, home, repo):
    with serving(repo, home) as base:
        seen = visit(*WALL, fresh=True, base=base).open("/meetings")
        page = seen.is_sound().page
        seen.press("开始准备")
        page.wait_for_selector(".gw-meeting-head", timeout=SECONDS_MS)
        seen.ready().is_sound()
        (one,) = use.meetings(home)
        page.get_by_text("开始放映 ▶").click()
        on_screen(seen, 1)
        assert use.meeting(home, one.meeting_id).state is MeetingState.RUNNING
        said = every_screen(seen)
        there_and_back(seen, one)
        newest = report_again(home)
        page.reload()
        on_screen(seen, 2)
        assert f"已有新数据 v{newest}，会议结束前不变" in page.inner_text(".gw-wall-version")
        assert page.inner_text(".gw-wall-say") == said["overall"]
        page.keyboard.press("d")
        page.wait_for_selector('[role="dialog"] textarea')
        assert "办结时限" in seen.words_of('[role="dialog"]')
        page.keyboard.press("Escape")
        page.wait_for_selector('[role="dialog"]', state="detached")
        seen.ready()
        page.keyboard.press("Escape")
        page.wait_for_selector(".gw-meeting-head")
        assert "show=1" not in seen.ready().page.url
        page.get_by_role("button", name="结束会议").click()
        page.wait_for_selector("text=会议已结束", timeout=SECONDS_MS)
        assert live_version(home) > newest
        assert use.meeting(home, one.meeting_id).state is MeetingState.CLOSED
        assert (seen.complaints, seen.foreign) == ([], [])


def test_a_lost_connection_leaves_the_screen_and_comes_back_to_it(visit, small_home, repo):
    one = use.prepare(small_home, use.Plan(held_on=ui_city.YEAR_END, period="2024-06"))
    port = free_port()
    with serving(repo, small_home, port=port) as base:
        seen = visit(*WALL, fresh=True, base=base)
        page = seen.page
        page.goto(f"{base}/meetings?meeting={one.meeting_id}&screen=task:5&show=1")
        on_screen(seen, one.place_of("task:5"))
        sentence = page.inner_text(".gw-wall-say")
        page.context.set_offline(True)
        page.wait_for_timeout(1500)
        assert page.inner_text(".gw-wall-say") == sentence
        page.context.set_offline(False)
    page.wait_for_function(f"{STATE} !== 'CONNECTED'", timeout=SECONDS_MS)
    page.wait_for_timeout(4000)
    assert page.inner_text(".gw-wall-say") == sentence
    assert [one.is_visible() for one in page.locator('[role="dialog"]').all()] in ([], [False])
    notice = "getComputedStyle(document.querySelector('.stApp'), '::after').content"
    assert "连接中断，画面停在最后一屏" in page.evaluate(notice)
    with serving(repo, small_home, port=port):
        page.wait_for_function(f"{STATE} === 'CONNECTED'", timeout=SECONDS_MS)
        page.keyboard.press("ArrowRight")
        on_screen(seen, one.place_of("task:6"))
        assert re.search(r"screen=task(%3A|:)6", page.url)
        page.reload()
        on_screen(seen, one.place_of("task:6"))


def test_the_theme_that_was_there_before_the_wall_comes_back(visit, small_home, repo):
    one = use.prepare(small_home, use.Plan(held_on=ui_city.YEAR_END, period="2024-06"))
    with serving(repo, small_home) as base:
        seen = visit(*WALL, fresh=True, base=base).open(f"/meetings?meeting={one.meeting_id}")
        light = seen.page.evaluate(GROUND)
        seen.page.get_by_text("试放").click()
        on_screen(seen, 1)
        assert seen.page.evaluate(GROUND) == DARK
        seen.page.keyboard.press("ArrowRight")
        on_screen(seen, 2)
        seen.page.locator(".gw-wall-tile").first.click()
        seen.page.wait_for_selector(".gw-return")
        seen.ready()
        assert seen.page.evaluate(GROUND) == DARK
        seen.open(f"/meetings?meeting={one.meeting_id}")
        assert seen.page.evaluate(GROUND) == light
