import pytest

from gwdash.ingest.headings import How, Matcher
from gwdash.ingest.profile import Profile
from gwdash.registry.datasets import DATASETS


def match(dataset, *parts, **mapping):
    return Matcher(DATASETS[dataset], Profile(mapping=mapping)).match(0, parts)


@pytest.mark.parametrize(
    ("dataset", "parts", "how", "target", "unit"),
    [
        ("well", ("监测井编码",), How.ALIAS, "well_id", ""),
        ("well", ("*监测井\n编码：",), How.ALIAS, "well_id", ""),
        ("well", ("井　号",), How.ALIAS, "well_id", ""),
        ("well", ("hole_id",), How.ALIAS, "well_id", ""),
        ("well", ("成井深度（m）",), How.ALIAS, "well_depth_m", "m"),
        ("well", ("成井深度(米)",), How.ALIAS, "well_depth_m", "米"),
        ("well", ("井深/cm",), How.ALIAS, "well_depth_m", "cm"),
        ("well", ("县（市、区）",), How.ALIAS, "county_code", ""),
        ("well", ("基本信息", "监测井名称"), How.ALIAS, "well_name", ""),
        ("well", ("筛管", "筛管上部埋深（m）"), How.ALIAS, "screen_top_m", "m"),
        ("well", ("埋深（cm）", "筛管顶埋深"), How.ALIAS, "screen_top_m", "cm"),
        ("well", ("埋深（mg/L）", "筛管顶埋深"), How.ALIAS, "screen_top_m", ""),
        ("well", ("序号",), How.IGNORED, "", ""),
        ("well", ("省份代码",), How.IGNORED, "", ""),
        ("well", ("图幅号",), How.IGNORED, "", ""),
        ("well", ("经度（E）",), How.ALIAS, "lon", ""),
        ("water_quality", ("项目\\点位",), How.CORNER, "well_id", ""),
        ("water_quality", ("采样点位 / 检测项目",), How.CORNER, "well_id", ""),
        ("water_quality", ("监测因子\n井号",), How.CORNER, "well_id", ""),
        ("water_quality", ("采样日期|项目",), How.CORNER, "sampled_on", ""),
        # Two levels of a heading are joined by a stroke as well, and are no corner.
        ("water_quality", ("检测项目", "检测结果"), How.ALIAS, "result", ""),
        ("well", ("项目\\点位",), How.UNKNOWN, "", ""),
        ("abandoned_well", ("排查记录", "时间"), How.ALIAS, "surveyed_on", ""),
        ("water_quality", ("氨氮",), How.ANALYTE, "nh3n", ""),
        ("water_quality", ("氨氮（mg/L）",), How.ANALYTE, "nh3n", "mg/L"),
        ("water_quality", ("氨氮(以N计，mg/L)",), How.ANALYTE, "nh3n", "mg/L"),
        ("water_quality", ("砷/(ug/L)",), How.ANALYTE, "as", "μg/L"),
        ("water_quality", ("铬（六价）",), How.ANALYTE, "cr6", ""),
        ("water_quality", ("苯并(a)芘",), How.ANALYTE, "bap", ""),
        ("water_quality", ("ｐＨ",), How.ANALYTE, "ph", ""),
        ("water_quality", ("重金属（μg/L）", "砷"), How.ANALYTE, "as", "μg/L"),
        ("water_quality", ("常规指标（mg/L）", "pH"), How.ANALYTE, "ph", ""),
        ("water_quality", ("常规指标（mg/L）", "砷（μg/L）"), How.ANALYTE, "as", "μg/L"),
        ("water_quality", ("检测结果", "单位"), How.ALIAS, "unit", ""),
        ("water_quality", ("检测因子",), How.ALIAS, "analyte", ""),
        ("task_progress", ("实际进度（%）",), How.ALIAS, "actual_pct", "%"),
        ("task_progress", ("完成时限",), How.IGNORED, "", ""),
        ("task_progress", ("氨氮",), How.UNKNOWN, "", ""),
        ("water_level", ("备用列",), How.UNKNOWN, "", ""),
    ],
)  # fmt: skip
def test_what_a_heading_means(dataset, parts, how, target, unit):
    heading = match(dataset, *parts)
    assert (heading.how, heading.target, heading.unit) == (how, target, unit)
    assert heading.text == "/".join(parts)
    assert heading.known is (how is not How.UNKNOWN)


@pytest.mark.parametrize(
    ("parts", "field", "part"),
    [
        (("经度", "度"), "lon", "度"),
        (("经度", "分"), "lon", "分"),
        (("经度", "秒"), "lon", "秒"),
        (("位置", "纬度", "秒"), "lat", "秒"),
        (("经度（分）",), "lon", "分"),
        (("纬度_度",), "lat", "度"),
        (("经度度",), "lon", "度"),
        (("经度",), "lon", ""),
        (("纬度（度）",), "lat", "度"),
        (("井深", "度"), "well_depth_m", ""),
    ],
)
def test_an_angle_in_three_columns(parts, field, part):
    heading = match("well", *parts)
    assert (heading.field, heading.part) == (field, part)


def test_a_column_without_heading_means_nothing():
    assert match("well") is None


@pytest.mark.parametrize(
    ("parts", "mapping", "target"),
    [
        (("监测断面名称",), {"监测断面名称": "well_id"}, "well_id"),
        (("监测断面 名称*",), {"监测断面名称": "well_id"}, "well_id"),
        (("点位信息", "名称"), {"名称": "well_id"}, "well_id"),
        (("某指标（mg/L）",), {"某指标": "nh3n"}, "nh3n"),
        (("序号",), {"序号": "well_id"}, "well_id"),
    ],
)
def test_the_map_of_the_profile_comes_first(parts, mapping, target):
    heading = match("water_quality", *parts, **mapping)
    assert (heading.how, heading.target) == (How.MAP, target)


@pytest.mark.parametrize(
    ("dataset", "text", "suggestion"),
    [
        ("well", "监测井编马", "监测井编码"),
        ("well", "成井深渡", "成井深度"),
        ("water_quality", "硫酸盐类", "硫酸盐"),
        ("well", "完全不同的一列文字", ""),
        ("well", "监测井编码" * 20, ""),
    ],
)
def test_an_unknown_heading_gets_the_nearest_name(dataset, text, suggestion):
    assert Matcher(DATASETS[dataset], Profile()).suggest(text) == suggestion
