"""Tables of 水质 and 县市区排名: what a page shows, with numbers as numbers."""

import pytest
import quality_city
from ui_city import JUNE

from gwdash.export import judged_tables
from gwdash.export.page_tables import Origin
from gwdash.queries import quality, quality_history, quality_results, ranking
from gwdash.queries.quality import PointKind
from gwdash.scope import Scope
from gwdash.store.database import open_version

ABOUT = Origin("2024年6月", "数据：测试")
SCOPE = Scope(JUNE)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    city = quality_city.build(tmp_path_factory.mktemp("judged"))
    return open_version(city.home, city.version)


@pytest.fixture(scope="module")
def waters(store):
    known = quality.points(store, SCOPE)
    return known, quality_history.history(store, SCOPE, known)


def test_seasons_and_points(store, waters):
    known, past = waters
    counts = past.counts(PointKind.SOURCE)
    seasons = judged_tables.seasons_table(counts, "饮用水源监测点", ABOUT)
    assert list(seasons.frame["水期"]) == ["2024年枯水期", "2023年枯水期"]
    assert list(seasons.frame["Ⅳ类"]) == [2, 1]
    assert seasons.frame.loc[0, "应监测"] == 3
    now = counts[0].season
    found = quality.samplings(store, SCOPE, known, (now,))
    view = quality.view(now, PointKind.SOURCE, known, found)
    points = judged_tables.points_table(view, "饮用水源监测点", ABOUT).frame
    assert list(points["类别"]) == ["Ⅳ", "Ⅳ", "未监测"]
    assert points.loc[2, "参评项数"] is None


def test_exceedances_and_indicators(store, waters):
    known, past = waters
    season = past.seasons()[0]
    above = quality_results.exceedances(store, SCOPE, season, known)
    table = judged_tables.exceedances_table(above, "超Ⅲ类结果", ABOUT).frame
    assert list(table["监测值"]) == [1.5, 300.0, 0.9]
    assert table.loc[2, "填报原文"] == ">0.9"
    assert table.loc[2, "超标倍数"] is None
    assert table.loc[0, "数据溯源"] == "sthjj_water_quality_2024Q2.xlsx 表1!A2"
    each = quality_results.analytes(store, SCOPE, season, known, above)
    counted = judged_tables.analytes_table(each, "各指标", ABOUT).frame.set_index("指标")
    assert list(counted.loc["三氯甲烷"]) == [0, 1, None, 1, 0, 0]


def test_the_ranking(store):
    board = ranking.board(store, SCOPE)
    table = judged_tables.ranking_table(board, board.standings, "已核对", ABOUT)
    rows = table.frame.set_index("县市区")
    assert list(table.frame["名次"])[:4] == [1, 2, 3, None]
    assert rows.loc["渭城区", "扣分"] == 1.0
    assert (rows.loc["渭城区", "台账按时报送率n"], rows.loc["渭城区", "台账按时报送率N"]) == (1, 5)
    assert list(rows.loc["渭城区", ["封井回填完成率得分", "封井回填完成率n"]]) == [0.0, "未报"]
    assert rows.loc["渭城区", "本期报送"] == "未报，沿用上期"
    assert rows.loc["长武县", "失分原因"] == "从未报送，不排名"
    assert rows.loc["长武县", "得分"] is None
    assert rows.loc["武功县", "任务进度得分"] is None
    assert rows.loc["秦都区", "得分"] == float(board.standings[0].score)
    assert table.notes[0].startswith("已核对，内部测算。")
