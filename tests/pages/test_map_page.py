"""一张图: with data, empty and for one county; what its address keeps and what its files hold."""

import json
import re
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import pytest
import ui_city
from starlette.requests import Request
from ui_city import HOSTILE

from gwdash.scope import Scope
from gwdash.store.database import open_version
from gwdash.ui.map_choices import MapChoices, from_address
from gwdash.ui.map_files import ADDRESS, map_file, picture_address, points_address, region_files

JUNE = Scope(ui_city.JUNE)
EXACT = ("108.68123", "34.36789", "108.681", "34.368")


@pytest.fixture
def fetch(city, monkeypatch):
    """Return a function that asks for one of the map's files."""
    monkeypatch.setenv("GWDASH_HOME", str(city.home))

    def getter(address):
        parts = urlsplit(address)
        answer = map_file(Request({
            "type": "http", "method": "GET", "path": f"/{parts.path}", "headers": [],
            "query_string": parts.query.encode(),
            "path_params": {"name": parts.path.rpartition("/")[2]},
        }))  # fmt: skip
        return SimpleNamespace(
            status_code=answer.status_code, text=answer.body.decode(), headers=answer.headers
        )

    return getter


def address_of(app):
    """Return the parameters of the address as plain text."""
    found = app.query_params.items()
    return {name: v if isinstance(v, str) else v[0] for name, v in found}


@pytest.fixture
def store(city):
    return open_version(city.home, city.version)


def test_the_page_says_who_is_where_and_what_is_missing(city, open_page, said):
    app = open_page(city.home, "map")
    markup = said(app)
    for words in (
        "县市区得分", "内部资料", "示意图，非行政区域界线", "有值 ", "从未报送", "本期未报，沿用",
        "正常", "连续无数据", "台账里没有饮用水水源", "名次", "数据：", "秦都区",
    ):  # fmt: skip
        assert words in markup, words
    assert HOSTILE not in markup
    assert app.query_params["shade"] == "score"
    assert app.query_params["well"] == "state"


def test_an_empty_workspace_gets_the_guide(tmp_path, open_page, said):
    assert "办公室下达基准" in said(open_page(tmp_path, "map"))


def test_one_county_has_a_card_with_its_ways_on(city, open_page, said):
    markup = said(open_page(city.home, "map", county="610402"))
    for words in (
        "<h2>秦都区", "返回全部县市区", "县市区得分", "总体任务进度", "重点区", "台账里没有分区",
        "sheet?", "unit=610402", "network?", "tasks?", "dataset=well", "trace=score%3A610402",
    ):  # fmt: skip
        assert words in markup, words
    assert "<th>名次" not in markup


def test_a_thing_of_the_address_has_a_card_with_its_facts(city, open_page, said):
    markup = said(open_page(city.home, "map", at="well:W-3"))
    for words in ("W-3号井", "故障、损毁、停用等", "运行状态", "表1!A4", "well=W-3", "q=W-3",
                  "trace=well%3AW-3", "取整"):  # fmt: skip
        assert words in markup, words
    assert not any(text in markup for text in EXACT)


def test_a_thing_that_is_not_there_is_dropped_from_the_address(city, open_page, said):
    app = open_page(city.home, "map", at="well:nowhere")
    assert "at" not in app.query_params
    assert "<th>名次" in said(app)


def test_choices_stand_in_the_address_and_come_back_from_it(city, open_page, said):
    app = open_page(city.home, "map")
    app.selectbox(key="choice_shade").select("well_up").run()
    app.toggle(key="map_switch_source").set_value(False).run()
    app.toggle(key="map_switch_site").set_value(True).run()
    kept = address_of(app)
    assert {name: kept[name] for name in ("shade", "source", "site")} == {
        "shade": "well_up", "source": "off", "site": "on"
    }  # fmt: skip
    again = open_page(city.home, "map", **kept)
    assert said(again) == said(app)
    assert address_of(again) == kept


def test_an_address_that_says_nonsense_shows_the_usual_map(city, open_page):
    app = open_page(city.home, "map", shade="nothing", well="purple", source="maybe")
    assert app.query_params["shade"] == "score"
    assert from_address({"shade": "nothing", "well": "purple"}) == MapChoices()


def test_choosing_in_the_list_is_clicking_on_the_map(city, open_page, said):
    app = open_page(city.home, "map")
    app.selectbox(key="map_search").select("well:W-2").run()
    assert app.query_params["at"] == "well:W-2"
    assert "W-2号井" in said(app)


# ---------------------------------------------------------------------- files


def test_choices_survive_an_address():
    chosen = MapChoices("well_up", (("well", "class"), ("source", "off"), ("zone", "off"),
                                    ("site", "on"), ("sealed", "on")))  # fmt: skip
    assert from_address(chosen.to_address()) == chosen


@pytest.mark.parametrize("by", ["state", "class"])
def test_the_bytes_sent_hold_no_exact_position_of_drinking_water(fetch, store, by):
    answer = fetch(points_address(store, JUNE, "well", by))
    rows = {row["i"]: row for row in json.loads(answer.text)}
    assert rows["S-1"]["p"] == [108.68, 34.37]
    assert rows["W-1"]["p"] == [108.68123, 34.36789]
    drinking = fetch(points_address(store, Scope(JUNE.period, "610428"), "well", by))
    assert "S-1" in drinking.text
    assert not any(text in drinking.text for text in EXACT)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["cache-control"].startswith("private")


def test_region_files_are_found_where_the_map_looks_for_them(fetch):
    for mode in ("light", "dark"):
        files = region_files(mode)
        for address in (files.counties, files.hatch, files.atlas, files.places):
            assert fetch(address).status_code == 200


def test_the_picture_says_what_it_is(fetch, store):
    scope = Scope(JUNE.period, "610428")
    answer = fetch(picture_address(store, scope, MapChoices()))
    ET.fromstring(answer.text)  # noqa: S314 (our own picture)
    for words in ("一张图", "县市区得分", "2024年6月", "三", "内部资料", "示意图，非行政区域界线",
                  "数据：各成员单位", "监测井 1 眼", "名次"):  # fmt: skip
        assert words in answer.text, words
    assert not any(text in answer.text for text in EXACT)
    assert 'width="297mm"' in answer.text
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", answer.text)
    assert "filename*" in answer.headers["content-disposition"]


def test_the_page_that_saves_the_picture_escapes_what_it_is_told(fetch, store):
    address = picture_address(store, JUNE, MapChoices(), "html")
    answer = fetch(f"{address}&x=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in answer.text
    assert "一张图_2024年6月.png" in answer.text
    asked = dict(parse_qsl(urlsplit(address).query))
    assert asked["period"] == JUNE.period


@pytest.mark.parametrize(
    "name",
    ["nothing.json", "points-nothing.json", "points-well.svg", "points-well.json",
     "points-well.json?version=999&period=2024-06", "points-well.json?version=1&period=x"],
)  # fmt: skip
def test_what_is_not_there_is_refused_with_a_sentence(fetch, name):
    answer = fetch(f"{ADDRESS}/{name}")
    assert answer.status_code == 404
    assert re.search(r"[一-鿿]", answer.text)
    assert "immutable" not in answer.headers.get("cache-control", "")
