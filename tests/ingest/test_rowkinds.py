import pytest

from gwdash.ingest.rowkinds import RowKind, RowSorter, is_lone_text

HEADING = ("序号", "监测井编码", "县市区", "采样日期", "氨氮(mg/L)")
SORTER = RowSorter(HEADING, {1})
UNNAMED = RowSorter(("采样日期", "pH", "氨氮"))

ROWS = [
    # data, with and without numbers
    ((1.0, "W1", "秦都区", "2024-06-01", 0.2), RowKind.DATA),
    (("1", "W1", "秦都区", "2024-06-01", "0.004L"), RowKind.DATA),
    ((None, "W1", "秦都区", "2024-06-01", "未检出"), RowKind.DATA),
    ((None, "W1", "Ⅲ类", "2024-06-01", "0.2"), RowKind.DATA),
    ((None, "W1", "合计", "2024-06-01", "0.2"), RowKind.DATA),
    (("全市", "W1", "", "2024-06-01", 0.2), RowKind.DATA),
    (("Ⅲ类", "W1", "", "2024-06-01", 0.2), RowKind.DATA),
    (("GB/T 14848-2017", "W1", "秦都区", "2024-06-01", 0.2), RowKind.DATA),
    ((None, "设计井", "秦都区", "2024-06-01", 0.2), RowKind.DATA),
    # nothing
    ((None, None, None, None, None), RowKind.EMPTY),
    (("", "  ", "　", None, "\n"), RowKind.EMPTY),
    ((), RowKind.EMPTY),
    # totals
    (("合计", None, None, None, 12.0), RowKind.TOTAL),
    (("合 计", None, None, None, 12.0), RowKind.TOTAL),
    ((None, "合计：", None, None, 12.0), RowKind.TOTAL),
    (("合计（眼）", None, None, None, 12.0), RowKind.TOTAL),
    (("合计", "12眼", None, None, 12.0), RowKind.TOTAL),
    (("秦都区", "小计", None, None, 3.0), RowKind.TOTAL),
    (("秦都区小计", None, None, None, 3.0), RowKind.TOTAL),
    (("本月合计", None, None, None, 3.0), RowKind.TOTAL),
    (("全市", None, None, None, 12.0), RowKind.TOTAL),
    (("全市", "/", None, None, 12.0), RowKind.TOTAL),
    (("Total", None, None, None, 12.0), RowKind.TOTAL),
    # statistics and limits of laboratory tables
    (("最大值", None, None, None, 0.5), RowKind.STATISTIC),
    (("平均值", None, None, None, 0.5), RowKind.STATISTIC),
    (("超标率（%）", None, None, None, 0.0), RowKind.STATISTIC),
    (("检出率%", None, None, None, 0.0), RowKind.DATA),
    (("统计", "最小值", None, None, 0.1), RowKind.STATISTIC),
    (("标准限值", None, None, None, 0.5), RowKind.LIMIT),
    (("标准限值", "/", "/", "/", 0.5), RowKind.LIMIT),
    (("Ⅲ类标准", None, None, None, 0.5), RowKind.LIMIT),
    (("III类", None, None, None, "≤0.50"), RowKind.LIMIT),
    (("《地下水质量标准》Ⅲ类", None, None, None, 0.5), RowKind.LIMIT),
    (("GB/T 14848-2017 Ⅲ类", None, None, None, 0.5), RowKind.LIMIT),
    (("检出限", None, None, None, 0.025), RowKind.DETECTION_LIMIT),
    (("检出限（mg/L）", None, None, None, 0.025), RowKind.DETECTION_LIMIT),
    (("MDL", None, None, None, 0.025), RowKind.DETECTION_LIMIT),
    ((None, "方法检出限", None, None, "0.025"), RowKind.DETECTION_LIMIT),
    # units, codes, examples
    (("单位", None, None, None, "mg/L"), RowKind.UNIT),
    ((None, None, None, None, "mg/L"), RowKind.UNIT),
    (("代码", None, None, None, "w21003"), RowKind.CODE),
    (("示例", "XY-001", "秦都区", "2024-06-01", 0.2), RowKind.EXAMPLE),
    # the heading again
    (HEADING, RowKind.REPEATED_HEADING),
    (("序号", "监测井编码", "县市区", None, "氨氮"), RowKind.REPEATED_HEADING),
    # footers
    (("填表人：张三", None, "审核人：李四", None, None), RowKind.FOOTER),
    (("填表人", "张三", "审核人", "李四", None), RowKind.FOOTER),
    (("单位负责人（签字）：", None, None, "填报日期：", None), RowKind.FOOTER),
    (("注：1.本表由县市区填报。", None, None, None, None), RowKind.FOOTER),
    (("备注: 无", None, None, None, None), RowKind.FOOTER),
    (("联系电话", 13800000000.0, None, None, None), RowKind.FOOTER),
    (("第1页 共3页", None, None, None, None), RowKind.FOOTER),
    (("以下空白", None, None, None, None), RowKind.FOOTER),
    # names of parts
    (("一、秦都区", None, None, None, None), RowKind.SECTION),
    (("（二）渭城区", None, None, None, None), RowKind.SECTION),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "kind"), ROWS)
def test_what_a_row_is(cells, kind):
    assert SORTER.kind(cells) is kind


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("2024-06-01", 7.2, 0.1), RowKind.DATA),
        (("2024-06-01", "7.2", "0.025L"), RowKind.DATA),
        (("最大值", 7.2, 0.1), RowKind.STATISTIC),
        (("", "无量纲", "mg/L"), RowKind.UNIT),
        (("采样日期", "pH", "氨氮"), RowKind.REPEATED_HEADING),
    ],
)
def test_a_table_without_identifiers(cells, kind):
    assert UNNAMED.kind(cells) is kind


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ((None, None, None, None, "mg/L"), RowKind.UNIT),
        ((None, "W1", None, None, "w21003"), RowKind.CODE),
        ((None, None, None, None, None), RowKind.EMPTY),
    ],
)
def test_rows_that_a_merged_heading_still_reaches_are_no_data(cells, kind):
    assert SORTER.kind(cells, in_header=True) is kind


@pytest.mark.parametrize(
    ("cells", "lone"),
    [
        (("一", None), True),
        ((None, "说明文字", ""), True),
        ((1.0, None), False),
        (("一", "二"), False),
        ((None, None), False),
    ],
)
def test_a_row_that_says_one_thing(cells, lone):
    assert is_lone_text(cells) is lone
