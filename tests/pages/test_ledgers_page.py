"""台账查询: the page on a small city, an empty workspace and one county; a row, its files."""

import asyncio
import csv
import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest
import ui_city

from gwdash.archive import Archive
from gwdash.intake.row_history import history
from gwdash.queries import ledgers
from gwdash.queries.ledger_columns import columns
from gwdash.queries.ledgers import Look
from gwdash.registry.datasets import DATASETS
from gwdash.scope import Scope
from gwdash.store.database import open_version
from gwdash.store.publish import publish
from gwdash.ui.ledger_download import download_address, file_of, rows_file

JUNE = Scope(ui_city.JUNE)


def address_of(app):
    """Return the parameters of the address as plain text."""
    return {k: v[0] if isinstance(v, list) else v for k, v in app.query_params.items()}


def table_of(app):
    [found] = app.dataframe
    return found.value


@pytest.mark.parametrize("name", DATASETS)
def test_every_ledger_opens(city, open_page, said, name):
    app = open_page(city.home, "ledgers", dataset=name, every="1")
    markup = said(app)
    assert DATASETS[name].label in markup
    assert ui_city.HOSTILE not in markup


def test_the_address_decides_what_is_shown(city, open_page, said):
    app = open_page(
        city.home, "ledgers", dataset="well", q="w-", sort="-well_id", cols="well_id,well_state",
        county="610402", **{"f.well_state": "in:running"},
    )  # fmt: skip
    markup = said(app)
    assert "2 行" in markup
    assert "（2/5）" in markup
    for words in ("截至 2024-06-30 有效的行", "不含西咸新区直管区", "含“w-”", "为正常"):
        assert words in markup
    assert list(table_of(app).columns) == ["well_id", "well_state"]
    assert list(table_of(app)["well_id"]) == ["W-2", "W-1"]
    asked = address_of(app)
    again = open_page(city.home, "ledgers", **asked)
    assert said(again) == said(app.run())  # whose links now name the period, too
    assert table_of(again).equals(table_of(app))


def test_widgets_write_into_the_address(city, open_page):
    app = open_page(city.home, "ledgers", dataset="well", area="with")
    app.text_input(key="ledgers_search").set_value("W-").run()
    app.multiselect(key="ledgers_by_well").set_value(["well_state", "well_depth_m", "remark"])
    app.run()
    app.multiselect(key="ledgers_f_well_well_state").set_value(["destroyed"]).run()
    app.number_input(key="ledgers_f_well_well_depth_m_0").set_value(100.0).run()
    app.selectbox(key="ledgers_f_well_remark_blank").set_value("empty").run()
    app.selectbox(key="ledgers_sort").set_value("well_id").run()
    app.button(key="ledgers_turn").click().run()
    assert not app.exception
    asked = address_of(app)
    assert asked["q"] == "W-"
    assert asked["f.well_state"] == "in:destroyed"
    assert asked["f.well_depth_m"] == "range:100.0.."
    assert asked["f.remark"] == "empty"
    assert asked["sort"] == "-well_id"
    assert list(table_of(app)["well_id"]) == ["W-3"]
    app.multiselect(key="ledgers_by_well").set_value(["remark"]).run()
    assert "f.well_state" not in address_of(app)
    assert len(table_of(app)) == 4
    app.selectbox(key="ledgers_dataset").set_value("water_level").run()
    assert not app.exception
    assert set(address_of(app)) == {"dataset", "period", "county", "area"}


def test_the_extent_of_a_ledger_is_chosen(city, open_page, said):
    app = open_page(city.home, "ledgers", dataset="task_progress")
    assert "报告期 2024年6月" in said(app)
    app.button(key="ledgers_every_1").click().run()
    assert "全部报告期" in said(app)
    assert "10 行" in said(app)
    app.button(key="ledgers_cols_all").click().run()
    assert list(table_of(app).columns) == list(columns("task_progress"))
    app.button(key="ledgers_cols_usual").click().run()
    assert "cols" not in address_of(app)


def test_a_submission_is_looked_at_alone(city, open_page, said):
    app = open_page(city.home, "ledgers", dataset="task_progress", submission="2")
    assert "第 2 号报送的全部行" in said(app)
    assert len(table_of(app)) == 2
    app.button(key="ledgers_submission").click().run()
    assert "submission" not in address_of(app)


def test_what_is_not_reported_is_said_and_is_no_zero(city, open_page, said):
    markup = said(open_page(city.home, "ledgers", dataset="zone"))
    assert "未报，不是0" in markup
    markup = said(open_page(city.home, "ledgers", dataset="well", q="zzz"))
    assert "没有符合条件的行（共 5 行）" in markup
    markup = said(open_page(city.home, "ledgers", dataset="meeting", county="610402"))
    assert "按填报单位筛选" in markup


def test_an_empty_workspace_shows_the_first_steps(tmp_path, open_page, said):
    assert "数据填报" in said(open_page(tmp_path, "ledgers"))


def row_code(city, name, **values):
    source = open_version(city.home, city.version)
    ask = ledgers.ask_of(Look(name), JUNE)
    n = ledgers.count(source, ask)
    rows = ledgers.page(source, ask, 1, (n, n)).rows
    return next(
        ledgers.row_code(row) for row in rows if all(row[k] == v for k, v in values.items())
    )


def test_a_row_opens_with_fields_origin_history_and_evidence(city, open_page, said):
    code = row_code(city, "task_progress", item_id="7-01")
    app = open_page(city.home, "ledgers", dataset="task_progress", row=code)
    markup = said(app)
    for words in ("sthjj_task_progress_2024-06.xlsx", "表1!A3", "市生态环境局", "未认证"):
        assert words in markup
    assert "files/" in markup
    assert "90 </span> → <b>100</b>" in markup.replace("90</span>", "90 </span>")
    assert "最早的一次" in markup
    assert "evidence/a1" in markup
    assert "未填" in markup
    assert [tab.label for tab in app.tabs] == ["全部字段", "历次值（2）", "佐证材料（1）"]


def test_a_drinking_water_well_opens_without_its_place(city, open_page, said):
    app = open_page(city.home, "ledgers", dataset="well", row=row_code(city, "well", well_id="S-1"))
    markup = said(app)
    assert "108.68123" not in markup
    assert "108.68" in markup
    assert "按约1公里取整" in markup
    assert "files/" not in markup, "the file would tell the place"
    assert ui_city.HOSTILE not in markup


def test_a_row_that_is_not_there_is_dropped(city, open_page):
    app = open_page(city.home, "ledgers", dataset="well", row="9:9:Z9:表9")
    assert "row" not in address_of(app)


def test_a_corrected_file_leaves_its_values_in_the_history(tmp_path):
    well = ui_city.well("W-1", "610402")
    with closing(Archive(tmp_path / "archive")) as archive:
        ui_city.hand_in(archive, "well", "610402", ui_city.MAY, [well])
        ui_city.hand_in(
            archive, "well", "610402", ui_city.MAY,
            [well | {"well_depth_m": 130.0, "lon": 108.9, "well_state": "destroyed"}],
        )  # fmt: skip
        source = open_version(tmp_path, publish(tmp_path, archive, reason="测试"))
    [row] = source.ledgers.matching(DATASETS["well"], {"well_id": "W-1"}, 5)
    now, before = history(tmp_path, source, DATASETS["well"], row)
    assert (now.in_force, before.in_force, before.is_first) == (True, False, True)
    assert now.changes["成井深度（m）"] == ("120", "130")
    assert now.changes["经度（°）"] == ("（不显示）", "（不显示）")
    assert ("正常") in next(pair for name, pair in now.changes.items() if "状态" in name)


def body_of(response):
    """Return what a response sends to a browser, its after-work done."""
    parts = []

    async def send(message):
        parts.append(message.get("body", b""))

    async def receive():
        await asyncio.sleep(3600)

    scope = {"type": "http", "method": "GET", "headers": [], "asgi": {"spec_version": "2.4"}}
    # In a thread of its own: tests of a browser leave a running loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, response(scope, receive, send)).result()
    return b"".join(parts)


@pytest.fixture
def get(city, monkeypatch):
    """Return a function that asks the route for an address: status, type and body."""
    monkeypatch.setenv("GWDASH_HOME", str(city.home))

    def getter(address):
        parts = urlsplit(address)
        asked = SimpleNamespace(
            path_params={"ending": parts.path.rpartition(".")[2]},
            query_params=dict(parse_qsl(parts.query, keep_blank_values=True)),
        )
        response = rows_file(asked)
        return SimpleNamespace(status_code=response.status_code, content=body_of(response))

    return getter


def test_all_found_rows_are_downloaded_as_csv_and_xlsx(city, get):
    look = Look("well", search="号井", sort="well_id", shown=("well_id", "well_depth_m", "lon"))
    answer = get(download_address("csv", look, JUNE, city.version))
    assert answer.status_code == 200
    assert answer.content.startswith("\ufeff".encode())
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0][:2] == ["监测井编码", "成井深度（m）"]
    assert [line[0] for line in lines[1:]] == ["W-1", "W-2", "W-3"]
    answer = get(download_address("xlsx", look, JUNE, city.version))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][0].startswith("地下水环境监测井台账")
    assert "含“号井”" in cells[1][0]
    assert "符合条件 3 行，共 5 行" in cells[2][0]
    assert cells[4][:3] == ["监测井编码", "成井深度（m）", "经度（°）"]
    assert [row[:3] for row in cells[5:]] == [[f"W-{n}", 120, 108.68123] for n in (1, 2, 3)]


def test_no_download_tells_a_place_or_begins_a_formula(city, get):
    answer = get(download_address("csv", Look("well"), JUNE, city.version))
    source = next(
        line
        for line in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
        if line and line[0] == "S-1"
    )
    assert "108.68" in source
    assert "108.68123" not in source


def test_a_file_says_where_it_was_cut(city):
    source = open_version(city.home, city.version)
    assert not any("前 4 行" in note for note in file_of(source, Look("well"), JUNE, 4).notes)
    assert any("前 2 行" in note for note in file_of(source, Look("well"), JUNE, 2).notes)


@pytest.mark.parametrize(
    "address",
    [
        "ledger-rows.csv",
        "ledger-rows.csv?version=1",
        "ledger-rows.csv?version=1&period=x",
        "ledger-rows.csv?version=99&period=2024-06",
        "ledger-rows.exe?version=1&period=2024-06",
    ],
)
def test_a_wrong_download_says_why(get, address):
    answer = get(address)
    assert answer.status_code == 404
    words = answer.content.decode()
    assert any(mark in words for mark in "。：")
