"""任务进展, tab 台账与实物, of tasks 1, 2, 3 and 7 as a visitor meets it."""

import pytest
import register_city

SAID = {
    "1": (
        "各县市区划定进度", "8 个分区：已报批 5，其中已公布 1；未报批的在兴平市、渭城区",
        "分区清单（8 个）", "防控区",
        "不需制定", "indicator%3Azone_done", "重点区占县域",
    ),
    "2": (
        "两份名录", "1/4 家没有自行监测", "重点单位清单（4 家，高风险 1 家）",
        "上年以来没有自行监测的单位（1 家）",
        "0/2 次", "待整改隐患（4 处）", "182", "indicator%3Aselfmon_rate", "时限未填 1",
    ),
    "3": (
        "各水期水质类别", "水源清单（7 个）", "逾期未完成 60 天", "天然背景（无认定文号）",
        "■ 超标", "○ 未监测", "，超标 1 个，未监测 1 个",
        "indicator%3Asrc_ok", "2024年枯水期 Ⅰ类（2次）",
    ),
    "7": (
        "已印发 1/4 项，逾期未印发 1 项", "逾期未印发 91 天", "阶段进度：", "平台默认值",
        "在办 2/5 件", "赔偿金额合计 10.5 万元，3 件金额未填", "indicator%3Arule_rate",
    ),
}  # fmt: skip
#: What is said where nobody has handed anything in.
EMPTY = {
    "1": "从未报送《重点区划定成果表》",
    "2": "从未报送《重点排污（监管）单位名录》",
    "3": "从未报送《集中式地下水型饮用水水源台账》",
    "7": "本期没有制度建设台账",
}


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    return register_city.build(tmp_path_factory.mktemp("register_pages"))


@pytest.mark.parametrize("task", SAID)
def test_a_task_shows_its_ledgers(registers, open_page, said, task):
    app = open_page(registers.home, "tasks", task=task, view="ledger", period="2024-06")
    markup = said(app)
    for words in SAID[task]:
        assert words in markup, words
    assert register_city.HOSTILE not in markup
    assert "row=" in markup
    for value in register_city.POSITION.values():
        assert str(value) not in markup


@pytest.mark.parametrize("task", SAID)
def test_every_table_can_be_taken_away(registers, open_page, task):
    app = open_page(registers.home, "tasks", task=task, view="ledger", period="2024-06")
    menus = [one for one in app.get("download_button") if one.proto.label == "xlsx"]
    cards = {one.proto.id.rsplit("export_xlsx_", 1)[1] for one in menus}
    assert len(cards) >= 6


@pytest.mark.parametrize("task", EMPTY)
def test_a_city_without_the_ledgers_says_which_is_missing(city, open_page, said, task):
    markup = said(open_page(city.home, "tasks", task=task, view="ledger", period="2024-06"))
    assert EMPTY[task] in markup


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("1", "淳化县还没有划定分区"),
        ("2", "从未报送《重点排污（监管）单位名录》"),
        ("3", "从未报送《集中式地下水型饮用水水源台账》"),
        ("7", "制度由市级制定，不分县市区"),
    ],
)
def test_one_county_without_anything_says_so(registers, open_page, said, task, words):
    address = {"task": task, "view": "ledger", "period": "2024-06", "county": "610430"}
    assert words in said(open_page(registers.home, "tasks", **address))


def test_the_open_tab_stands_in_the_address(registers, open_page, said):
    app = open_page(registers.home, "tasks", task="1", view="ledger", period="2024-06")
    assert app.query_params["view"] in ("ledger", ["ledger"])
    assert "QD-1" in said(app)
