"""数据溯源 and 导出 as a visitor meets them: the link, the window, the files."""

import csv
import re
from contextlib import closing
from html import unescape
from io import BytesIO, StringIO
from types import SimpleNamespace
from urllib.parse import parse_qs

import openpyxl
import pytest
import ui_city
from ui_city import HOSTILE, JUNE

from gwdash.archive import Archive
from gwdash.assess.series_rules import SeriesRules
from gwdash.charts.paper import SCALE, Caption
from gwdash.errors import ConflictError, UsageError
from gwdash.export import page_tables, problem_tables, series_tables
from gwdash.export.page_tables import Origin
from gwdash.export.tables import to_csv
from gwdash.export.workbook import to_xlsx
from gwdash.intake.originals import Withheld, original, withheld
from gwdash.queries import network, problems, progress
from gwdash.queries.arrival import arrivals
from gwdash.queries.indicators import readings
from gwdash.queries.level_record import level_record
from gwdash.queries.source import last_day
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.analytes import ANALYTES
from gwdash.store.database import open_version
from gwdash.store.publish import publish
from gwdash.ui.components.charts import settings
from gwdash.ui.components.trace import QUESTIONS, answer
from gwdash.ui.routes import FORBIDDEN, NOT_FOUND, original_file

ABOUT = Origin("2024年6月", "数据：各单位报送")
TILES = ["overall", "far_behind", "indicator:src_ok", "running", "missing", "indicator:action_rate"]


@pytest.fixture(scope="module")
def store(city):
    return open_version(city.home, city.version)


def links(markup):
    found = [unescape(one) for one in re.findall(r'class="gw-trace" href="([^"]+)"', markup)]
    return [address for address in found if "trace=" in address]


def asked(address):
    return parse_qs(address.partition("?")[2])["trace"][0]


def test_each_tile_opens_its_rows(city, open_page, said):
    found = links(said(open_page(city.home)))
    assert [asked(address) for address in found[: len(TILES)]] == TILES
    assert all("period=2024-06" in address for address in found)


def test_each_task_and_each_county_of_the_overview_opens_its_rows(city, open_page, said):
    found = {asked(address) for address in links(said(open_page(city.home)))}
    assert {f"task:{task.no}" for task in REGION.tasks} <= found
    assert {f"score:{county.code}" for county in REGION.counties} <= found


def test_every_figure_of_the_ranking_opens_its_rows(city, open_page, said):
    found = {asked(address) for address in links(said(open_page(city.home, "ranking")))}
    ranked = {address.partition(":")[2] for address in found if address.startswith("score:")}
    assert ranked
    for code in ranked:
        assert {f"county:{code}", f"scored:intime:{code}"} <= found


@pytest.mark.parametrize("what", ["overall", "far_behind", "running", "missing"])
def test_a_tile_s_window_says_rule_rows_and_cells(city, open_page, said, what):
    app = open_page(city.home, trace=what)
    markup = said(app)
    for words in ("怎样算", "依据", "合计", "填报单位", "2024-07-03 09:00", ".xlsx"):
        assert words in markup, words
    assert HOSTILE not in markup


def test_an_item_s_window_leads_to_its_cell(city, open_page, said):
    page = open_page(city.home, "tasks", task="5")
    found = links(said(page))
    own = [asked(address) for address in found if not asked(address).startswith("indicator:")]
    assert own == ["task:5", "item:5-01"]
    assert all("task=5" in address for address in found)
    markup = said(open_page(city.home, "tasks", task="5", trace="item:5-01"))
    assert "实际 42%" in markup
    assert "表1!A2" in markup
    assert "市自然资源局" in markup
    assert re.search(r'href="files/\d+" download="zrzyj_task_progress_2024-06.xlsx"', markup)


def test_a_well_s_values_lead_to_their_cells(city, open_page, said):
    markup = said(open_page(city.home, "network", well="S-1"))
    found = [asked(address) for address in links(markup)]
    assert {"running", "well:S-1", "results:S-1:fluoride"} <= set(found)
    window = said(open_page(city.home, "network", well="S-1", trace="results:S-1:fluoride"))
    assert "1.5 mg/L，超Ⅲ类" in window


@pytest.mark.parametrize(
    "what",
    ["", "nothing", "item:9-99", "task:99", "county:1", "score:1", "reported:1", "well:x", ":"],
)
def test_a_broken_address_opens_nothing(city, open_page, said, what):
    app = open_page(city.home, trace=what)
    assert "怎样算" not in said(app)
    assert "trace" not in app.query_params


def test_a_link_on_a_page_with_an_open_window_does_not_nest(city, open_page, said):
    found = links(said(open_page(city.home, trace="overall")))
    assert all(address.count("trace=") == 1 for address in found)


def test_every_question_is_answered(store):
    about = {"task": "5", "county": "610402", "item": "5-01", "well": "W-1", "levels": "W-1",
             "results": "S-1:fluoride", "score": "610402", "reported": "610402",
             "on_time": "610402", "indicator": "well_up:610402",
             "scored": "intime:610402", "map": "well:W-1",
             "problem_kind": "overdue_item", "problem_of": "zrzyj",
             "problem": "overdue_item:5-01"}  # fmt: skip
    for word in QUESTIONS:
        found = answer(store, Scope(JUNE), f"{word}:{about.get(word, '')}")
        # The small city has neither projects, events nor decisions: their sums are of nothing.
        assert found.rows or word in {"funds", "events", "decision"}, word
        assert found.figure, word


@pytest.mark.parametrize("what", ["nothing", "well_up:610403", "well_up:x", ""])
def test_an_unknown_indicator_or_county_opens_no_window(store, what):
    assert answer(store, Scope(JUNE), f"indicator:{what}") is None


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.code)
def test_every_indicator_opens_its_rows(store, one):
    found = answer(store, Scope(JUNE), f"indicator:{one.code}")
    reading = readings(store, Scope(JUNE)).of(one.code).now
    assert found.rule == one.rule
    assert found.numerator == pytest.approx(reading.numerator)
    assert found.denominator == pytest.approx(reading.denominator)
    assert reading.counts in found.figure


# ------------------------------------------------------------------------- 原始文件


def numbers(home, dataset):
    with closing(Archive(home / "archive")) as archive:
        return [s.id for s in archive.ledger.submissions(dataset=dataset)]


def sent(home, monkeypatch, number):
    monkeypatch.setenv("GWDASH_HOME", str(home))
    return original_file(SimpleNamespace(path_params={"submission_id": number}))


def test_an_original_comes_back_byte_for_byte_and_only_to_be_saved(city, monkeypatch):
    number = numbers(city.home, "work_plan")[0]
    answered = sent(city.home, monkeypatch, number)
    assert answered.body == b"work_plan ldxz 2024"
    assert answered.media_type == "application/octet-stream"
    assert answered.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''ldxz_work_plan_2024.xlsx"
    )
    assert answered.headers["x-content-type-options"] == "nosniff"


def test_a_number_nobody_handed_in_is_a_sentence(city, monkeypatch):
    answered = sent(city.home, monkeypatch, 404)
    assert answered.status_code == NOT_FOUND
    assert "404" in answered.body.decode()
    with pytest.raises(UsageError):
        original(city.home, 404)


def downloadable(home, asked):
    return set(asked) - withheld(home, asked).keys()


def test_positions_of_drinking_water_wells_stay_here(city, monkeypatch):
    plain, drinking = numbers(city.home, "well")
    quality = numbers(city.home, "water_quality")
    assert original(city.home, plain).content == b"well 610402 2024-05"
    for number in (drinking, *quality):
        with pytest.raises(ConflictError, match="饮用水源井"):
            original(city.home, number)
        assert sent(city.home, monkeypatch, number).status_code == FORBIDDEN
    assert downloadable(city.home, [plain, drinking, *quality]) == {plain}


def test_a_ledger_that_names_no_wells_is_judged_by_what_it_says(tmp_path):
    place = {"lon": 108.68123, "lat": 34.36789, "county_code": "610402"}
    with closing(Archive(tmp_path / "archive")) as archive:
        ui_city.wells(archive)
        for dataset, month, row in [
            ("key_unit", "2024-03", {"site_id": "K-1"}),
            ("abandoned_well", "2024-03", {"aw_id": "A-1", "original_id": "W-1"}),
            ("abandoned_well", "2024-04", {"aw_id": "A-2", "original_id": "S-1"}),
            ("abandoned_well", "2024-05", {"aw_id": "A-3", "contact_phone": "13800001234"}),
            ("water_source", "2024-03", {"source_id": "Y-1"}),
        ]:
            ui_city.hand_in(archive, dataset, "610402", month, [place | row])
        publish(tmp_path, archive, reason="测试")
    units, waters = numbers(tmp_path, "key_unit"), numbers(tmp_path, "water_source")
    wells = numbers(tmp_path, "abandoned_well")
    assert downloadable(tmp_path, [*units, *wells, *waters]) == {*units, wells[0]}
    assert withheld(tmp_path, wells) == {
        wells[1]: Withheld.POSITIONS, wells[2]: Withheld.PERSONS
    }  # fmt: skip
    with pytest.raises(ConflictError, match="饮用水源井"):
        original(tmp_path, waters[0])
    with pytest.raises(ConflictError, match="联系电话"):
        original(tmp_path, wells[2])


def test_a_window_names_a_kept_file_without_a_link(city, open_page, said):
    window = said(open_page(city.home, trace="indicator:well_up"))
    assert "610428_well_2024-05.xlsx" in window
    assert 'download="610428_well_2024-05.xlsx"' not in window


# ------------------------------------------------------------------------- 导出


@pytest.mark.parametrize(
    ("key", "n_files"), [("overview", 10), ("tasks", 4), ("network", 10), ("dictionary", 5)]
)
def test_a_page_offers_its_tables(city, open_page, key, n_files):
    app = open_page(city.home, key, well="W-1")
    buttons = app.get("download_button")
    assert len(buttons) == n_files
    assert {button.proto.label for button in buttons} <= {"xlsx", "csv", "下载空白模板"}


def tables(store, scope):
    items = progress.plan_items(store, scope)
    earlier = progress.earlier_items(store, scope)
    wells = network.wells(store, scope)
    as_of = last_day(scope)
    one = next(well for well in wells if well.well_id == "W-1")
    source = next(well for well in wells if well.well_id == "S-1")
    found = problems.problems(store, scope, items)
    levels = network.levels(store, "W-1", as_of)
    results = network.results(store, "S-1", "fluoride", as_of)
    return {
        "tasks": page_tables.tasks_table(progress.tasks(scope, items, earlier), ABOUT),
        "counties": page_tables.counties_table(progress.by_county(items, as_of), ABOUT),
        "problems": problem_tables.problems_table(found, ABOUT),
        "items": page_tables.items_table(items, ABOUT),
        "wells": page_tables.wells_table(wells, [well.state_label for well in wells], ABOUT),
        "arrivals": page_tables.arrivals_table(
            arrivals(store, [well.well_id for well in wells], as_of), {}, ABOUT
        ),
        "levels": page_tables.levels_table(one, levels, ABOUT),
        "months": series_tables.months_table(
            one, level_record(levels, SeriesRules("试验")), ABOUT, ("说明。",)
        ),
        "results": page_tables.results_table(source, ANALYTES["fluoride"], results, ABOUT),
        "analytes": page_tables.analytes_table(),
    }


def test_every_table_is_the_same_in_both_files(store):
    for name, table in tables(store, Scope(JUNE)).items():
        lines = list(csv.reader(StringIO(to_csv(table).decode("utf-8-sig"), newline="")))
        sheet = openpyxl.load_workbook(BytesIO(to_xlsx(table))).active
        heading = next(row for row in range(1, 9) if sheet.cell(row, 1).value == table.columns[0])
        assert [c.value for c in sheet[heading]] == table.columns == lines[0], name
        assert sheet.max_row - heading == len(table.frame) == len(lines) - 1, name
        assert len(table.frame) > 0, name


def test_exported_figures_are_the_page_s(store):
    found = tables(store, Scope(JUNE))
    item = found["items"].frame.set_index("事项编码").loc["5-01"]
    assert (item["实际进度（%）"], item["逾期天数"], item["状态"]) == (42.0, 547, "严重滞后")
    assert item["数据溯源"] == "zrzyj_task_progress_2024-06.xlsx 表1!A2"
    levels = found["levels"].frame
    assert list(levels["depth_to_water_m"]) == [21.0, 22.0, 23.0, 24.0, 25.0, 26.0]
    assert found["levels"].columns[:2] == ["监测时间", "水位埋深（m）"]
    assert found["counties"].frame.iloc[0]["县市区"] == "秦都区"


def test_positions_are_not_exported(store):
    wells = to_csv(tables(store, Scope(JUNE))["wells"]).decode()
    assert "108." not in wells
    assert "34.3" not in wells


def test_a_chart_is_saved_under_title_and_period():
    saving = settings(Caption("水位", "2024年6月", "数据：各单位报送"))
    assert saving["toImageButtonOptions"] == {
        "format": "png", "filename": "水位_2024年6月", "scale": SCALE,
    }  # fmt: skip
    assert saving["modeBarButtons"] == [["toImage", "downloadJson"]]
