"""Pictures of a pack: drawn where something draws them, otherwise one sentence in the list."""

import pytest
import ui_city

from gwdash.briefings import pictures as made
from gwdash.briefings.prepared import for_period
from gwdash.errors import NotInstalled
from gwdash.export.briefing_figures import figures


@pytest.fixture(scope="module")
def briefing(tmp_path_factory):
    home = tmp_path_factory.mktemp("pictures")
    ui_city.build(home)
    return for_period(home, ui_city.JUNE).briefing


def test_without_a_browser_the_reason_is_said(briefing, monkeypatch):
    monkeypatch.setenv("GWDASH_CHROMIUM", "/nowhere/chromium")
    members, remarks = made.pictures(briefing)
    assert members == []
    assert "没有生成图片" in remarks[0]
    assert "其他材料不受影响" in remarks[0]


def drawer(monkeypatch, draw):
    """Put a stand-in in the place of the browser: starting one belongs to its own tests."""
    monkeypatch.setattr(made, "to_png", draw)


def test_each_chart_has_a_file_of_its_own_in_order(briefing, monkeypatch):
    drawer(monkeypatch, lambda figure, caption: caption.title.encode())
    members, remarks = made.pictures(briefing)
    assert remarks == []
    drawn = list(figures(briefing))
    assert [one.content.decode() for one in members] == [one.title for one in drawn]
    names = [one.name for one in members]
    assert len(set(names)) == len(names)
    assert names == sorted(names)
    assert all(name.startswith("图片/") and name.endswith(".png") for name in names)


def test_a_browser_that_fails_keeps_what_was_drawn(briefing, monkeypatch):
    drawn = []

    def draw(figure, caption):
        if len(drawn) == 2:
            raise NotInstalled("浏览器没有画出图片。")
        drawn.append(caption)
        return b"png"

    drawer(monkeypatch, draw)
    members, remarks = made.pictures(briefing)
    assert len(members) == 2
    assert "浏览器没有画出图片" in remarks[0]
