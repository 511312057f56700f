"""Charts saved from pages: white, at print size, with title, period and source, nothing cut off."""

import json
import re
from xml.etree import ElementTree as ET

import plotly
import pytest
from drawn_charts import DRAWN
from PIL import Image

from gwdash.charts.paper import SCALE, WIDTH_PX, Caption, Key, print_figure
from gwdash.charts.theme import DARK

pytestmark = pytest.mark.browser

#: Pages by their charts with the title of each; one is looked at on the dark wall.
PAGES = {
    "/tasks?task=all": ("light", {"gantt": "全部任务事项进度"}),
    "/quality": ("light", {"classes": "综合类别点数", "analytes": "超Ⅲ类指标"}),
    "/network": ("dark", {"hydrograph": "地下水水位", "arrival_grid": "水位到报情况"}),
}
SOURCE = "数据：各成员单位和县市区报送 · 截至 2024-06-30 · 版本 v"
#: What is written in letters in Chinese texts as well: units, names of methods, files and cells.
LETTERS = re.compile(r"[A-Za-z]{2,}")
KNOWN = re.compile(r"mg|xlsx|csv|xls|GB|Sen|CaCO|pH|HJ|CFU|MPN|Bq|NTU|[A-Z]{1,3}\d+|P\d\d")
NAMESPACE = "{http://www.w3.org/2000/svg}"
SCRIPT = f"{plotly.__path__[0]}/package_data/plotly.min.js"
CAPTION = Caption(
    "各县市区序时进度和完成情况", "2024年6月", f"{SOURCE}12",
    "只计处置方式为封井回填、治理修复后封填的井；清单外的井多为后来排查新发现" * 2,
    "全部县市区，不含西咸新区直管区 · 12/14",
    (Key("已完成 12", DARK.bar), Key("未填 2", DARK.muted, "▨")),
)  # fmt: skip
#: Draws a figure as SVG and tells where its texts are, those of head and foot apart.
MEASURE = """async ({figure}) => {
  const svg = await Plotly.toImage(figure, {format: 'svg', imageDataOnly: true});
  document.body.innerHTML = `<div style="position:absolute;left:0;top:0">${svg}</div>`;
  const picture = document.querySelector('svg');
  return {
    width: picture.width.baseVal.value, height: picture.height.baseVal.value,
    texts: [...picture.querySelectorAll('text')].filter(t => t.textContent.trim()).map(text => {
      const {left, top, right, bottom} = text.getBoundingClientRect();
      return {said: text.textContent, left, top, right, bottom,
              title: text.classList.contains('gtitle')};
    }),
  };
}"""


@pytest.fixture(scope="module")
def studio(browser):
    """Return a page with the chart library alone, without any server."""
    page = browser.new_page()
    page.set_content('<meta charset="utf-8"><body style="margin:0"></body>')
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_printed_is_cut_off_and_head_and_foot_stand_clear(studio, name):
    paper = print_figure(DRAWN[name](DARK), CAPTION)
    drawn = studio.evaluate(MEASURE, {"figure": json.loads(paper.to_json())})
    assert drawn["width"] == WIDTH_PX
    texts = drawn["texts"]
    for one in texts:
        assert one["left"] >= 0, one["said"]
        assert one["top"] >= 0, one["said"]
        assert one["right"] <= drawn["width"] + 1, one["said"]
        assert one["bottom"] <= drawn["height"] + 1, one["said"]
    head = next(one for one in texts if one["title"])
    foot = next(one for one in texts if one["said"].startswith(SOURCE))
    for one in texts:
        if one is not head:
            assert one["top"] >= head["bottom"] - 2, one["said"]
        if one is not foot:
            assert one["bottom"] <= foot["top"] + 2, one["said"]


@pytest.mark.parametrize("address", PAGES)
def test_each_chart_is_saved_as_it_is_printed(visit, demo_server, tmp_path, address):
    scheme, charts = PAGES[address]
    seen = visit(1366, 768, scheme, base=demo_server).open(address)
    for key, title in charts.items():
        seen.page.wait_for_selector(f".st-key-{key} .modebar-btn", state="attached")
        saved = {}
        for kind in ("png", "svg"):
            button = seen.page.locator(f'[data-gw-picture="{key}"][data-gw-format="{kind}"]')
            assert button.is_visible()
            saved[kind] = seen.saved(button, tmp_path)
            assert re.fullmatch(rf".*{title}.*_2024年6月\.{kind}", saved[kind].name)
        is_white(saved["png"])
        says(saved["svg"], title)
    seen.is_sound()


def is_white(place):
    with Image.open(place) as picture:
        assert picture.width == WIDTH_PX * SCALE
        pixels = picture.convert("RGB")
        wide, tall = pixels.width - 1, pixels.height - 1
        edges = [(0, 0), (wide, 0), (0, tall), (wide, tall), (wide // 2, 8)]
        assert {pixels.getpixel(edge) for edge in edges} == {(255, 255, 255)}
        colours = pixels.resize((wide // 8, tall // 8)).getcolors(1 << 20)
        assert max(colours)[1] == (255, 255, 255)


def says(place, title):
    svg = ET.parse(place).getroot()  # noqa: S314 (the browser's own)
    texts = [" ".join("".join(text.itertext()).split()) for text in svg.iter(f"{NAMESPACE}text")]
    words = " ".join(texts)
    assert float(svg.get("width")) == WIDTH_PX
    for part in (title, "2024年6月", SOURCE):
        assert part in words
    foreign = [word for word in LETTERS.findall(words) if not KNOWN.match(word)]
    assert foreign == []
