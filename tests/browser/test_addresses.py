"""An address copied after clicking through filters shows a colleague the very same view."""

from urllib.parse import urlsplit

import pytest

from gwdash.ui.registry import sections

pytestmark = pytest.mark.browser

TEXTS = """
() => [...document.querySelectorAll('.stHtml, .stButton, .js-plotly-plot text')]
  .map(e => e.textContent.trim()).filter(Boolean)
"""
#: A busy machine draws the largest chart late, and takes away late what another drew before.
PATIENCE_MS = 90_000
STANDS_STILL = f"""
() => {{
  const now = JSON.stringify(({TEXTS})()), before = window.lastRead;
  window.lastRead = now;
  return now === before;
}}
"""
LOOK_MS = 700
STRIP = {"报告期": "2024年3月", "县市区": "三原县", "统计范围": "含西咸"}


def choose(seen, label, words):
    """Choose in a drop-down as a person does: open it, type, press Enter."""
    seen.page.locator(f'input[aria-label="{label}"]').click()
    seen.page.keyboard.type(words)
    seen.page.locator('[role="option"]').filter(has_text=words).first.click()
    seen.ready()


def press(seen, words):
    seen.page.locator(".stButton button").filter(has_text=words).first.click()
    seen.ready()


def go_to(seen, title):
    """Follow the navigation to a page; those of a group stand below its word."""
    group, spec = next(
        (word, spec) for word, specs in sections().items() for spec in specs if spec.title == title
    )
    role = "menuitem" if group else "link"
    if group:
        seen.page.get_by_test_id("stTopNavSection").get_by_text(group, exact=True).click()
    seen.page.get_by_role(role, name=title, exact=True).first.click()
    path = f"/{spec.address.removeprefix('./')}"
    seen.page.wait_for_url(lambda url: urlsplit(url).path == path)
    seen.page.wait_for_selector(".gw-facts")
    seen.ready()


def choose_analyte(seen, words):
    choose(seen, "水质指标", words)


#: Each page with what is clicked on it, and what its address must then hold.
STEPS = {
    "总览": ([], []),
    "任务进展": ([(press, "未达序时")], ["lamp=behind"]),
    "监测网络": (
        [(press, "饮用水源"), (choose_analyte, "氟化物")],
        ["show=source", "well=", "analyte=fluoride"],
    ),
    "水质": ([(press, "污染源")], ["kind=", "season="]),
    "县市区排名": ([], []),
    "数据字典": ([(press, "地下水水位监测记录")], ["ledger=water_level"]),
}


def test_addresses_after_clicking_reopen_the_same_views(visit, demo_server):
    seen = visit(1366, 768, base=demo_server).open("/")
    for label, words in STRIP.items():
        choose(seen, label, words)
    copied = {}
    for title, (clicks, wanted) in STEPS.items():
        go_to(seen, title)
        for click, words in clicks:
            click(seen, words)
        address = seen.page.url
        for part in ("period=2024-03", "county=610422", "area=with&", *wanted):
            assert part in f"{address}&", (title, address)
        seen.page.wait_for_function(STANDS_STILL, timeout=PATIENCE_MS, polling=LOOK_MS)
        copied[address] = seen.page.evaluate(TEXTS)
    assert len(copied) == len(STEPS)
    other = visit(1366, 768, fresh=True, base=demo_server)
    for address, said in copied.items():
        other.page.goto(address)
        other.page.wait_for_selector(".gw-facts")
        other.ready()
        assert other.page.url == address
        other.page.wait_for_function(
            f"said => ({TEXTS})().length >= said.length", arg=said, timeout=PATIENCE_MS
        )
        assert other.page.evaluate(TEXTS) == said
    assert other.complaints == seen.complaints == []
