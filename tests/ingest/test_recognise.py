"""Which ledger a sheet is: every ledger by its own headings, every shape, and what is none."""

import pytest
import shapes
from ledger_makers import xlsx

from gwdash.ingest.profile import Profile
from gwdash.ingest.reader import read_workbook
from gwdash.ingest.recognise import LEAST, recognise, recognise_file
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Need

LEVEL = ("监测井编码", "监测时间", "水位埋深")


def candidates(*rows, name="a.xlsx", profiles=None, **more):
    return recognise(read_workbook(xlsx(rows, **more), name), name, profiles)


def headings(dataset, *needs):
    parts = {p.column for c in dataset.columns for option in c.derived[:1] for p in option}
    return [
        c.field.heading
        for c in dataset.stored_columns
        if (c.need in needs or c.name in parts) and not c.derived
    ]


@pytest.mark.parametrize("dataset", LEDGERS.values(), ids=LEDGERS)
@pytest.mark.parametrize("needs", [(Need.LOAD, Need.COMPLETE), tuple(Need)])
def test_every_ledger_is_known_by_its_headings(dataset, needs):
    found = candidates(headings(dataset, *needs), ["x"] * len(dataset.columns))
    assert found[0].dataset == dataset.name
    assert found[0].missing == ()
    assert all(other.confidence < found[0].confidence for other in found[1:])


@pytest.mark.parametrize(
    "shape",
    # Wells with a depth and a title of two days may be a register of wells as well.
    [shape for shape in shapes.SHAPES if "two days" not in shape.name],
    ids=lambda shape: shape.name,
)
def test_every_shape_is_recognised(shape):
    found = recognise_file(shape.content, shape.file_name)
    assert found.candidates[0].dataset == shape.dataset
    assert LEAST < found.candidates[0].confidence < 1


def test_the_reason_says_what_is_there_and_what_is_missing():
    (first, *_) = candidates(("监测井编码", "水位埋深", "测量方式", "怪列"), ("W1", 3.5, "人工", 1))
    assert (first.dataset, first.label) == ("water_level", "地下水水位监测记录")
    assert first.matched == ("监测井编码", "水位埋深", "测量方式")
    assert first.missing == ("监测时间",)
    assert first.unknown == ("怪列",)
    assert first.reason == (
        "表头「监测井编码」、「水位埋深」、「测量方式」是「地下水水位监测记录」的列；"
        "缺少「监测时间」；另有不认识的表头「怪列」。"
    )


def test_a_title_makes_surer_and_a_missing_column_less_sure():
    plain = candidates(LEVEL, ("W1", "2024-06-01", 3.5))[0]
    titled = candidates(("地下水水位监测记录",), LEVEL, ("W1", "2024-06-01", 3.5))[0]
    named = candidates(LEVEL, ("W1", "2024-06-01", 3.5), name="水位监测数据.xlsx")[0]
    lacking = candidates((LEVEL[0], LEVEL[2]), ("W1", 3.5))
    assert titled.confidence == named.confidence > plain.confidence
    assert all(c.dataset != "water_level" or c.confidence < plain.confidence for c in lacking)
    assert "写明「地下水水位监测记录」" in titled.reason


def test_what_two_ledgers_share_is_nobodys_for_sure():
    found = candidates(("县市区", "乡镇", "备注"), ("秦都区", "双照镇", "无"))
    assert all(c.confidence < 0.6 for c in found)


@pytest.mark.parametrize(
    "rows",
    [
        [("甲", "乙"), (1, 2)],
        [("说明",), ("请按要求填写。",)],
        [("备注",), ("无",)],
        [("日期", "天气"), ("2024-06-01", "晴")],
    ],
)
def test_what_is_no_ledger_has_no_candidate(rows):
    assert candidates(*rows) == ()


def test_each_sheet_has_its_own_candidates():
    well = [("监测井编码", "县市区", "成井深度"), ("W1", "秦都区", 30)]
    found = candidates(LEVEL, ("W1", "2024-06-01", 3.5), more=[("井", well, "visible"),
                       ("旧", well, "hidden")])  # fmt: skip
    best = {c.sheet: c.dataset for c in reversed(found)}
    assert best == {"表": "water_level", "井": "well"}


def test_headings_that_were_mapped_before_count():
    rows = (("监测井编码", "某日", "深"), ("W1", "2024-06-01", 3.5))
    assert candidates(*rows) == ()
    mapped = {"某日": "measured_at", "深": "depth_to_water_m"}
    (first, *_) = candidates(*rows, profiles={"water_level": Profile(mapping=mapped)})
    assert first.dataset == "water_level"


def test_looking_leaves_the_workbook_as_it_is():
    rows = (LEVEL, ("W1", "2024-06-01", 3.5), (None, "2024-06-02", 3.6))
    book = read_workbook(xlsx(rows, merges=["A2:A3"]), "a.xlsx")
    before = [list(row) for row in book.sheets[0].rows]
    recognise(book)
    assert book.sheets[0].rows == before


@pytest.mark.parametrize(
    "heads",
    [
        ("序号", "姓名", "电话"),
        ("序号", "姓名", "单位", "职务", "联系电话"),
        ("姓名", "工作单位", "职务", "手机"),
        ("姓名", "工作单位", "职称", "联系电话", "备注"),
        ("序号", "姓名", "单位", "职务", "签名"),
        ("单位名称", "联系人", "联系电话"),
        ("县市区", "乡镇", "联系人", "联系电话"),
        ("编号", "姓名", "类别", "金额"),
        ("编号", "名称", "类型", "备注"),
        ("编号", "名称", "数量", "单位", "备注"),
        ("车牌号", "车型", "司机", "电话"),
        ("填报单位", "填报人", "审核人", "联系电话", "填报日期"),
    ],
    ids="、".join,
)
def test_a_list_without_a_column_of_its_own_is_no_ledger(heads):
    assert candidates(heads, ["甲"] * len(heads)) == ()


@pytest.mark.parametrize(
    ("heads", "dataset"),
    [
        (("姓名", "工作单位", "专业领域", "联系电话"), "expert"),
        (("专家编号", "姓名", "联系电话"), "expert"),
        (("井号", "日期", "水位埋深"), "water_level"),
        (("报废井名称", "联系人", "报废井类型"), "abandoned_well"),
        (("乡镇", "是否已排查"), "survey_progress"),
        (("姓名", "联系电话"), "expert"),
    ],
)
def test_one_column_of_its_own_or_its_name_makes_a_ledger(heads, dataset):
    title = (
        [(f"{LEDGERS['expert'].aliases[0]}（2024年）",)] if heads == ("姓名", "联系电话") else []
    )
    assert candidates(*title, heads, ["甲"] * len(heads))[0].dataset == dataset
