"""Pictures without a page: one browser for all of them, and a sentence where there is none."""

import time
from io import BytesIO
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from PIL import Image

from gwdash.charts.paper import SCALE, WIDTH_PX, Caption
from gwdash.charts.theme import DARK, dress
from gwdash.errors import NotInstalled
from gwdash.export import images

CAPTION = Caption(
    "监测井正常运行率", "2024年6月", "数据：各成员单位和县市区报送 · 版本 v12", counts="12/14"
)
PNG = b"\x89PNG"
SVG = "{http://www.w3.org/2000/svg}"


def figure():
    drawn = go.Figure()
    drawn.add_bar(y=["秦都区", "乾县"], x=[3, 1], orientation="h", marker={"color": DARK.bar})
    return dress(drawn, DARK, height=200)


def test_without_a_browser_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.delenv("GWDASH_CHROMIUM", raising=False)
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(images, "_PLACES", ())
    with pytest.raises(NotInstalled, match="请安装其中之一，或用环境变量 GWDASH_CHROMIUM"):
        images.browser_path()


@pytest.mark.parametrize("name", ["GWDASH_CHROMIUM", "BROWSER_PATH"])
def test_a_browser_is_looked_for_where_it_is_said_to_be(monkeypatch, tmp_path, name):
    monkeypatch.delenv("GWDASH_CHROMIUM", raising=False)
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    place = tmp_path / "browser"
    monkeypatch.setenv(name, str(place))
    with pytest.raises(NotInstalled, match="没有找到浏览器"):
        images.browser_path()
    place.touch()
    assert images.browser_path() == place


def test_what_is_no_browser_is_told_and_does_not_hang(monkeypatch, tmp_path):
    place = tmp_path / "no_browser"
    place.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    place.chmod(0o755)
    monkeypatch.setenv("GWDASH_CHROMIUM", str(place))
    monkeypatch.setattr(images, "_START_SECONDS", 5)
    images._drawer().close()
    with pytest.raises(NotInstalled, match="没有启动"):
        images.to_svg(figure(), CAPTION)


@pytest.mark.browser
def test_pictures_are_drawn_by_one_browser_at_print_size(monkeypatch, chromium):
    monkeypatch.setenv("GWDASH_CHROMIUM", chromium)
    drawn = figure()
    svg = ET.fromstring(images.to_svg(drawn, CAPTION))  # noqa: S314 (our own)
    words = "".join(svg.itertext())
    for part in ("监测井正常运行率", "2024年6月 · 12/14", "版本 v12", "秦都区"):
        assert part in words
    assert float(svg.get("width")) == WIDTH_PX
    begun = time.monotonic()
    png = images.to_png(drawn, CAPTION)
    assert time.monotonic() - begun < 10
    assert png.startswith(PNG)
    with Image.open(BytesIO(png)) as picture:
        assert picture.width == WIDTH_PX * SCALE
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    assert drawn.layout.paper_bgcolor == DARK.card
    images._drawer().close()
