"""Workbooks in the shapes in which units and laboratories really send them, one of each."""

from dataclasses import dataclass, field
from datetime import date

import ledger_makers
import workbook_makers

OK = ()


@dataclass(frozen=True)
class Shape:
    """One workbook with the rows that are in it and everything that is to be said about it."""

    name: str
    dataset: str
    content: bytes
    columns: tuple[str, ...]
    rows: list
    issues: list = field(default_factory=list)
    """(severity, kind, cell) of every issue but those about completeness."""
    words: tuple[str, ...] = ()
    file_name: str = "a.xlsx"
    profile: dict = field(default_factory=dict)


QUALITY = ("well_id", "sampled_on", "analyte", "raw", "unit", "source_cell")
LEVELS = ("well_id", "depth_to_water_m", "source_sheet", "source_cell")
WELLS = ("well_id", "county_code", "source_cell")
DAY, LATER = date(2024, 6, 1), date(2024, 6, 2)


def xlsx(*rows, **more):
    return ledger_makers.xlsx(rows, **more)


def written(fill, **options):
    """Return an .xlsx whose only sheet `fill(workbook, sheet)` has written to."""

    def both(workbook):
        fill(workbook, workbook.add_worksheet("表"))

    return workbook_makers.xlsx(both, **options)


# -- crosstabs ----------------------------------------------------------------------------------
CROSSTABS = [
    Shape(
        "analytes down, a diagonal corner, units in the names, a spacer column, day and layer",
        "water_quality",
        xlsx(
            ("项目\\点位", "W1", None, "W2"),
            ("采样日期", "2024-06-01", None, "2024-06-02"),
            ("采样层位", "浅层", None, "深层"),
            ("氨氮（mg/L）", 0.1, None, 0.2),
            ("砷(μg/L)", "0.3L", None, 5),
        ),
        (*QUALITY[:4], "layer", "source_row", "source_cell"),
        [
            ("W1", DAY, "nh3n", "0.1", "浅层", 4, "B4"),
            ("W1", DAY, "as", "0.3L", "浅层", 5, "B5"),
            ("W2", LATER, "nh3n", "0.2", "深层", 4, "D4"),
            ("W2", LATER, "as", "5", "深层", 5, "D5"),
        ],
    ),
    Shape(
        "the corner is cut by a line break and names are merged over two days",
        "water_quality",
        xlsx(
            ("点位\n监测项目", "W1", None, "W2"),
            ("采样日期", "2024-06-01", "2024-06-02", "2024-06-01"),
            ("氨氮", 0.1, 0.2, 0.3),
            ("砷", 0.001, 0.002, 0.003),
            merges=["B1:C1"],
        ),
        (*QUALITY[:4], "source_cell"),
        [
            ("W1", DAY, "nh3n", "0.1", "B3"),
            ("W1", DAY, "as", "0.001", "B4"),
            ("W1", LATER, "nh3n", "0.2", "C3"),
            ("W1", LATER, "as", "0.002", "C4"),
            ("W2", DAY, "nh3n", "0.3", "D3"),
            ("W2", DAY, "as", "0.003", "D4"),
        ],
    ),
    Shape(
        "a report with number, unit, limit of detection, limit of the standard and method",
        "water_quality",
        xlsx(
            ("地下水检测报告",),
            ("采样日期：2024年6月1日", None, None, "报告编号：XC-2024-011"),
            ("序号", "检测项目", "单位", "检出限", "检测结果", None, "Ⅲ类标准", "检测方法"),
            (None, None, None, None, "W1", "W2", None, None),
            (1, "氨氮", "mg/L", 0.025, "未检出", 0.2, 0.5, "HJ 535-2009"),
            (2, "砷", "μg/L", 0.3, 5, "0.3L", 10, "HJ 694-2014"),
            (3, "pH", "无量纲", None, 7.2, 7.4, "6.5～8.5", "HJ 1147-2020"),
            ("注：1.未检出以检出限加L表示。",),
            ("检测：张三", None, "审核：李四"),
            merges=["A1:H1", "E3:F3", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "G3:G4", "H3:H4"],
        ),
        (*QUALITY[:4], "value", "detection_limit", "report_no", "source_cell"),
        [
            ("W1", DAY, "nh3n", "未检出", None, "0.025", "XC-2024-011", "E5"),
            ("W1", DAY, "as", "5", "0.005", None, "XC-2024-011", "E6"),
            ("W1", DAY, "ph", "7.2", "7.2", None, "XC-2024-011", "E7"),
            ("W2", DAY, "nh3n", "0.2", "0.2", None, "XC-2024-011", "F5"),
            ("W2", DAY, "as", "0.3L", None, "0.0003", "XC-2024-011", "F6"),
            ("W2", DAY, "ph", "7.4", "7.4", None, "XC-2024-011", "F7"),
        ],
        [("info", "layout", "")] * 3 + [("info", "layout", "H3")],
        ("各行都取表上方「采样日期」所写的「2024年6月1日」", "标准限值列（G 列）不作为数据"),
    ),
    Shape(
        "groups of analytes with the unit of the group",
        "water_quality",
        xlsx(
            (None, "井号", "W1", "W2"),
            (None, "采样日期", "2024-06-01", "2024-06-02"),
            ("重金属（μg/L）", "砷", 5, "0.3L"),
            (None, "铅", 1, 2),
            ("其他（mg/L）", "氨氮", 0.1, 0.2),
            merges=["A3:A4"],
        ),
        ("well_id", "analyte", "value", "source_cell"),
        [
            ("W1", "as", "0.005", "C3"),
            ("W1", "pb", "0.001", "C4"),
            ("W1", "nh3n", "0.1", "C5"),
            ("W2", "as", None, "D3"),
            ("W2", "pb", "0.002", "D4"),
            ("W2", "nh3n", "0.2", "D5"),
        ],
    ),
    Shape(
        "wrong cells of a turned table are at their own addresses",
        "water_quality",
        xlsx(
            ("水质监测结果",),
            ("项目/点位", "W1", "W2"),
            ("采样日期", "2024-06-01", "六月"),
            ("氨氮", "很少", 0.2),
            ("总铬", 1, 2),
            ("砷（mmol/L）", 0.001, 0.002),
        ),
        ("well_id", "analyte", "source_cell", "row_status"),
        [
            ("W1", "nh3n", "B4", "stopped"),
            ("W1", "as", "B6", "stopped"),
            ("W2", "nh3n", "C4", "stopped"),
            ("W2", "as", "C6", "stopped"),
        ],
        [
            ("warning", "unknown-heading", "A5"),
            ("error", "unit", "A6"),
            ("error", "type", "C3"),
            ("error", "type", "B4"),
        ],
    ),
    Shape(
        "analytes across with a diagonal corner and the day in the title",
        "water_quality",
        xlsx(
            ("2024年6月1日地下水检测结果",),
            ("监测点位＼项目", "氨氮(mg/L)", None, "砷(mg/L)"),
            ("W1", 0.1, None, 0.001),
            ("W2", "0.025L", None, 0.002),
        ),
        (*QUALITY[:4], "source_cell"),
        [
            ("W1", DAY, "nh3n", "0.1", "B3"),
            ("W1", DAY, "as", "0.001", "D3"),
            ("W2", DAY, "nh3n", "0.025L", "B4"),
            ("W2", DAY, "as", "0.002", "D4"),
        ],
        [("info", "layout", "")],
        ("各行都取标题所写的「2024-06-01」",),
    ),
    Shape(
        "a row of units and a row of detection limits, not converted where that is impossible",
        "water_quality",
        xlsx(
            ("井号", "采样日期", "氨氮", "砷"),
            ("单位", None, "mmol/L", "μg/L"),
            ("检出限", None, 0.025, 0.3),
            ("W1", "2024-06-01", 0.1, "未检出"),
        ),
        ("well_id", "analyte", "value", "detection_limit", "row_status"),
        [("W1", "nh3n", None, None, "stopped"), ("W1", "as", None, "0.0003", "ok")],
        [("error", "unit", "C1")],
        ("氨氮(以N计)的单位「mmol/L」不能换算",),
    ),
    Shape(
        "the unit of the whole table stands above it",
        "water_quality",
        xlsx(
            ("重金属检测结果", None, None, "单位：μg/L"),
            ("井号", "采样日期", "砷", "pH"),
            ("W1", "2024-06-01", 5, 7.2),
        ),
        ("analyte", "value", "reported_unit"),
        [("as", "0.005", "μg/L"), ("ph", "7.2", None)],
        [("info", "layout", "")],
    ),
    Shape(
        "a long table of one analyte each is no crosstab",
        "water_quality",
        xlsx(
            ("监测项目", "监测值", "单位", "井号", "采样日期"),
            ("氨氮", 0.1, "mg/L", "W1", "2024-06-01"),
            ("砷", 0.001, "mg/L", "W1", "2024-06-01"),
            ("铅", 0.002, "mg/L", "W1", "2024-06-01"),
        ),
        (*QUALITY[:4], "source_cell"),
        [
            ("W1", DAY, "nh3n", "0.1", "B2"),
            ("W1", DAY, "as", "0.001", "B3"),
            ("W1", DAY, "pb", "0.002", "B4"),
        ],
    ),
    Shape(
        "limits of the 1993 standard are found",
        "water_quality",
        xlsx(
            ("井号", "采样日期", "氨氮(mg/L)", "砷(μg/L)", "pH", "铁(mg/L)"),
            ("Ⅲ类标准", None, "≤0.2", 50, "6.5-8.5", 0.3),
            ("W1", "2024-06-01", 0.1, 5, 7.2, 0.1),
        ),
        ("analyte", "value"),
        [("nh3n", "0.1"), ("as", "0.005"), ("ph", "7.2"), ("fe", "0.1")],
        [("info", "layout", ""), ("warning", "range", "C2"), ("warning", "range", "D2")],
        ("限值行的氨氮(以N计)写“≤0.2”，GB/T 14848-2017 的Ⅲ类限值是 0.50 mg/L",),
    ),
    Shape(
        "limits without a class, of class Ⅳ, and those of surface water",
        "water_quality",
        xlsx(
            ("井号", "采样日期", "氨氮", "砷"),
            ("标准限值", None, 1.5, 0.05),
            ("地表水Ⅲ类", None, 1, 0.05),
            ("W1", "2024-06-01", 0.1, 0.001),
        ),
        ("analyte", "raw"),
        [("nh3n", "0.1"), ("as", "0.001")],
        [("info", "layout", "")],
    ),
]


def _xls_down(workbook):
    sheet = workbook.add_sheet("表")
    rows = [
        ("项目\\点位", "W1", "", "W2"),
        ("采样日期", "2024-06-01", "", "2024-06-02"),
        ("氨氮（mg/L）", 0.1, "", 0.2),
        ("砷(μg/L)", "0.3L", "", 5),
    ]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell != "":
                sheet.write(row, column, cell)


DOWN = [
    ("W1", DAY, "nh3n", "0.1", "B3"),
    ("W1", DAY, "as", "0.3L", "B4"),
    ("W2", LATER, "nh3n", "0.2", "D3"),
    ("W2", LATER, "as", "5", "D4"),
]
CROSSTABS += [
    Shape(
        "analytes down in an .xls",
        "water_quality",
        workbook_makers.xls(_xls_down),
        (*QUALITY[:4], "source_cell"),
        DOWN,
        file_name="a.xls",
    ),
    Shape(
        "analytes down in a .csv of a Chinese system",
        "water_quality",
        "项目\\点位,W1,,W2\n采样日期,2024-06-01,,2024-06-02\n氨氮（mg/L）,0.1,,0.2\n"
        "砷(μg/L),0.3L,,5\n".encode("gb18030"),
        (*QUALITY[:4], "source_cell"),
        DOWN,
        [("info", "file", "")],
        file_name="a.csv",
    ),
    Shape(
        "the same sample twice in a turned table",
        "water_quality",
        xlsx(
            ("项目\\点位", "W1", "W1"),
            ("采样日期", "2024-06-01", "2024-06-01"),
            ("氨氮", 0.1, 0.2),
            ("砷", 0.001, 0.001),
        ),
        ("well_id", "analyte", "source_cell", "row_status"),
        [
            ("W1", "nh3n", "B3", "ok"),
            ("W1", "as", "B4", "ok"),
            ("W1", "nh3n", "C3", "stopped"),
            ("W1", "as", "C4", "stopped"),
        ],
        [("error", "duplicate", "C3"), ("warning", "duplicate", "C1")],
        ("与B 列的监测井编码", "与B 列完全相同"),
    ),
]

# -- several tables, several sheets -------------------------------------------------------------
LEVEL = ("监测井编码", "监测时间", "水位埋深", "测量方式")


def level(well, depth, day="2024-06-01"):
    return (well, day, depth, "人工")


SHEETS = [
    Shape(
        "two tables beside each other with a gap",
        "water_level",
        xlsx(
            ("2024年6月水位监测记录",),
            ("序号", *LEVEL, None, "序号", *LEVEL),
            (1, *level("W1", 3.5), None, 3, *level("W3", 5.5)),
            (2, *level("W2", 4.5), None, 4, *level("W4", "深")),
            merges=["A1:K1"],
        ),
        (*LEVELS, "row_status"),
        [
            ("W1", 3.5, "表", "B3", "ok"),
            ("W2", 4.5, "表", "B4", "ok"),
            ("W3", 5.5, "表", "H3", "ok"),
            ("W4", None, "表", "H4", "stopped"),
        ],
        [("error", "type", "J4")],
    ),
    Shape(
        "two tables beside each other share the column at their left",
        "water_level",
        xlsx(
            ("监测时间", "井号", "水位埋深", "井号", "水位埋深"),
            ("2024-06-01", "W1", 3.5, "W2", 4.5),
            ("2024-06-02", "W1", 3.6, "W2", 4.6),
        ),
        ("well_id", "depth_to_water_m", "source_cell"),
        [("W1", 3.5, "B2"), ("W1", 3.6, "B3"), ("W2", 4.5, "D2"), ("W2", 4.6, "D3")],
    ),
    Shape(
        "two tables beside each other whose rows are named by no number",
        "survey_progress",
        xlsx(
            ("2024年6月秦都区报废井乡镇排查进度表",),
            ("乡镇", "是否完成排查", "备注", None, "乡镇", "是否完成排查"),
            ("马泉街道", "是", "已签字", None, "陈杨寨街道", "否"),
            ("钓台街道", "是", None, None, "双照街道", "是"),
        ),
        ("town", "remark", "source_cell"),
        [
            ("马泉街道", "已签字", "A3"),
            ("钓台街道", None, "A4"),
            ("陈杨寨街道", None, "E3"),
            ("双照街道", None, "E4"),
        ],
        profile={"reporter": "610402"},
    ),
    Shape(
        "half a table beside the other that says not whose it is",
        "water_level",
        xlsx(
            ("监测井编码", "监测时间", "水位埋深", None, "监测时间", "水位埋深"),
            ("W1", "2024-06-01", 3.5, None, "2024-06-11", 3.7),
            ("W2", "2024-06-01", 4.5, None, "2024-06-11", 4.7),
        ),
        LEVELS,
        [("W1", 3.5, "表", "A2"), ("W2", 4.5, "表", "A3")],
        [("error", "layout", "E1"), ("warning", "layout", "E1"), ("warning", "layout", "F1")],
        ("剪切到左边的下面",),
    ),
    Shape(
        "a column that comes twice and says the same",
        "water_level",
        xlsx(
            (*LEVEL, "监测时间"),
            (*level("W1", 3.5), "2024-06-01"),
        ),
        LEVELS,
        [("W1", 3.5, "表", "A2")],
        [("info", "layout", "E1")],
    ),
    Shape(
        "one table over several sheets, each with its heading",
        "water_level",
        xlsx(LEVEL, level("W1", 3.5), more=[("续", [LEVEL, level("W2", 4.5)], "visible")]),
        LEVELS,
        [("W1", 3.5, "表", "A2"), ("W2", 4.5, "续", "A2")],
    ),
    Shape(
        "one table over several sheets, the heading only on the first",
        "water_level",
        xlsx(
            ("标题",),
            LEVEL,
            level("W1", 3.5),
            more=[
                ("续", [level("W2", 4.5), level("W3", "浅")], "visible"),
                ("说明", [("埋深从地面算起", None, "自流井填负数")], "visible"),
                ("别的", [("甲", "乙", 1, 2), ("丙", "丁", 3, 4)], "visible"),
            ],
        ),
        (*LEVELS, "row_status"),
        [
            ("W1", 3.5, "表", "A3", "ok"),
            ("W2", 4.5, "续", "A1", "ok"),
            ("W3", None, "续", "A2", "stopped"),
        ],
        [("info", "layout", "")] * 2 + [("warning", "layout", ""), ("error", "type", "C2")],
    ),
    Shape(
        "a continuation without heading whose cells fit",
        "water_level",
        xlsx(
            LEVEL,
            level("W1", 3.5),
            more=[
                ("续", [level("W2", 4.5), level("W3", 5.5)], "visible"),
                ("续二", [("续表",), level("W4", 6.5)], "visible"),
            ],
        ),
        LEVELS,
        [
            ("W1", 3.5, "表", "A2"),
            ("W2", 4.5, "续", "A1"),
            ("W3", 5.5, "续", "A2"),
            ("W4", 6.5, "续二", "A2"),
        ],
        [("warning", "layout", "")] * 2,
        ("工作表「续」没有表头，按工作表「表」的表头读取",),
    ),
    Shape(
        "a sheet for each county, named after it",
        "well",
        xlsx(
            ("监测井编码", "井深"),
            ("W1", 30),
            sheet="秦都区",
            more=[
                ("2.渭城", [("监测井编码", "井深"), ("W2", 40)], "visible"),
                ("乾 县", [("监测井编码", "县市区"), ("W3", None), ("W4", "礼泉县")], "visible"),
            ],
        ),
        WELLS,
        [
            ("W1", "610402", "A2"),
            ("W2", "610404", "A2"),
            ("W3", "610424", "A2"),
            ("W4", "610425", "A3"),
        ],
        [("info", "layout", "")] * 2 + [("warning", "scope", "B3")],
        ("各行都取工作表名「秦都区」所写的「610402」", "表中有 1 行写的是其他县市区"),
    ),
    Shape(
        "a county merged over its rows is no county of the row after",
        "well",
        xlsx(
            ("县市区", "监测井编码"),
            ("秦都区", "W1"), (None, "W2"), (None, "W3"), ("渭城区", "W4"),
            merges=["A2:A3"],
        ),
        (*WELLS, "row_status"),
        [
            ("W1", "610402", "B2", "ok"),
            ("W2", "610402", "B3", "ok"),
            ("W3", None, "B4", "stopped"),
            ("W4", "610404", "B5", "ok"),
        ],
        [("error", "required", "A4")],
    ),
]  # fmt: skip

# -- the official form --------------------------------------------------------------------------
_SINGLE = (
    "编号", "名称", "原始编号", "类型", "井别", "市", "县", "乡镇", "村", "所属单位", "建井时间",
    "联系人", "电话", "废弃原因", "废弃时间",
)  # fmt: skip
_WORK = "实施封井回填或开展治理修复的起止时间"
_WELL = (
    "61040200010123W", "马家井", "Q-1", "取水井", "供水井", "咸阳市", "秦都区", "双照镇", "马家村",
    "马家村委会", "198506", "张三", "13800000000", "干枯", "201203",
)  # fmt: skip
_TAIL = ("王五", "赵六", "2022年5月8日", "审核通过", "2022-06-01", "2022-06-20", None)
FORM = (
    "aw_id", "aw_name", "well_category", "well_kind", "county_code", "town", "place", "lon", "lat",
    "surveyed_on", "survey_state", "sealing_from", "sealing_to", "source_cell", "row_status",
)  # fmt: skip
_ROW = (
    "61040200010123W", "马家井", "water", "supply", "610402", "双照镇", "马家村", 108.64, 34.3583,
    date(2022, 5, 8), "approved", date(2022, 6, 1), date(2022, 6, 20),
)  # fmt: skip


def _form(coordinates, values, *, angle_columns=1, more=()):
    """Return the form of 24 columns with its heading of three levels, a title and a footer."""
    single, wide = len(_SINGLE), 2 * angle_columns
    over = ("坐标", *[None] * (wide - 1), "排查记录", None, None, "动态更新", None, None, "备注")
    middle = [None] * single
    under = ("填表人", "排查人", "时间", "信息状态", _WORK, None, None)
    names = [name for angle in ("经度", "纬度") for name in (angle, *[None] * (angle_columns - 1))]
    lowest = [*coordinates, None, None, None, None, "开始", "完成", None]
    rows = [
        ("咸阳市废弃井排查登记汇总表",),
        ("填报单位：秦都区", *[None] * 20, "2024年6月"),
        (*_SINGLE, *over),
        (*middle, *names, *under),
        (*middle, *lowest),
        *[(*_WELL, *values, *_TAIL), *more],
        ("填报人：孙七", None, None, "审核人：周八"),
    ]
    letters = [ledger_makers.letters(c) for c in range(single + wide + 7)]
    merges = [f"{c}3:{c}5" for c in (*letters[:single], letters[-1])]
    end = single + wide
    merges += [f"{letters[single]}3:{letters[end - 1]}3", f"A1:{letters[-1]}1"]
    merges += [f"{letters[end]}3:{letters[end + 2]}3", f"{letters[end + 3]}3:{letters[end + 5]}3"]
    merges += [f"{letters[end + 4]}4:{letters[end + 5]}4"]
    merges += [f"{letters[end + c]}4:{letters[end + c]}5" for c in range(4)]
    if angle_columns > 1:
        half = single + angle_columns
        merges += [f"{letters[single]}4:{letters[half - 1]}4"]
        merges += [f"{letters[half]}4:{letters[end - 1]}4"]
    else:
        merges += [f"{letters[single + c]}4:{letters[single + c]}5" for c in range(2)]
    return ledger_makers.xlsx(rows, merges=merges)


FORMS = [
    Shape(
        "the official form of 24 columns, angles as three integers in three columns",
        "abandoned_well",
        _form(("度", "分", "秒") * 2, (108, 38, 24, 34, 21, 30), angle_columns=3),
        FORM,
        [(*_ROW, "A6", "ok")],
        file_name="报废井.xlsx",
    ),
    Shape(
        "the official form of 24 columns, angles as three integers in one cell",
        "abandoned_well",
        _form((None, None), ("108 38 24", "34°21′30″")),
        FORM,
        [(*_ROW, "A6", "ok")],
    ),
    Shape(
        "the official form with angles that cannot be",
        "abandoned_well",
        _form(("度", "分", "秒") * 2, (108, 38, 75, 34, 21, 30), angle_columns=3),
        ("aw_id", "lat", "row_status"),
        [("61040200010123W", None, "stopped")],
        [("error", "type", "P6")],
        ("「经度」“108度38分75秒”的分或秒大于等于60",),
    ),
]

# -- days and periods ---------------------------------------------------------------------------
UNDATED = ("监测井编码", "水位埋深")
DATED = ("well_id", "measured_at", "depth_to_water_m")
MOMENT = "2024-06-01 00:00:00"

DAYS = [
    Shape(
        "the day only in the title",
        "water_level",
        xlsx(("2024年6月1日统测水位", None), UNDATED, ("W1", 3.5), merges=["A1:B1"]),
        DATED,
        [("W1", MOMENT, 3.5)],
        [("info", "layout", "")],
    ),
    Shape(
        "the day only above the table, with its label in a cell of its own",
        "water_level",
        xlsx(
            ("水位监测记录",), ("填报日期：2024-06-05",), ("监测日期：", "2024-06-01"), UNDATED,
            ("W1", 3.5),
        ),
        DATED,
        [("W1", MOMENT, 3.5)],
        [("info", "layout", "")],
    ),
    Shape(
        "the day only in the sheet's name",
        "water_level",
        xlsx(UNDATED, ("W1", 3.5), sheet="2024.6.1", more=[("20240602", [UNDATED, ("W1", 4)],
             "visible")]),
        DATED,
        [("W1", MOMENT, 3.5), ("W1", "2024-06-02 00:00:00", 4.0)],
        [("info", "layout", "")] * 2,
    ),
    Shape(
        "the day only in the file's name",
        "water_level",
        xlsx(UNDATED, ("W1", 3.5)),
        DATED,
        [("W1", MOMENT, 3.5)],
        [("info", "layout", "")],
        ("各行都取文件名「水位_2024-06-01.xlsx」所写的「2024-06-01」",),
        file_name="水位_2024-06-01.xlsx",
    ),
    Shape(
        "what is said of the form itself is said of no row",
        "water_level",
        xlsx(
            ("说明：埋深从地面算起", None, None), ("县区：秦都区", None, "水温：12.5℃"), LEVEL,
            level("W1", 3.5),
        ),
        ("well_id", "county_code", "water_temperature_c", "remark"),
        [("W1", "610402", 12.5, None)],
        [("info", "layout", "")] * 2,
    ),
    Shape(
        "two days in the title are no answer",
        "water_level",
        xlsx(("2024年6月1日至2024年6月5日统测",), UNDATED, ("W1", 3.5)),
        (*DATED, "row_status"),
        [("W1", None, 3.5, "stopped")],
        [("error", "missing-heading", "")],
    ),
    Shape(
        "days without the year, which the title gives",
        "water_level",
        xlsx(("2024年6月水位监测记录",), LEVEL, level("W1", 3.5, "6月1日"), level("W2", 4.5)),
        DATED,
        [("W1", MOMENT, 3.5), ("W2", MOMENT, 4.5)],
        [("info", "type", "B2")],
        ("有 1 行没有写年份，按 2024 年读取",),
    ),
    Shape(
        "the 1904 date system",
        "water_level",
        written(
            lambda book, sheet: (
                sheet.write_row(0, 0, ("监测井编码", "监测时间", "水位埋深")),
                sheet.write(1, 0, "W1"),
                sheet.write_datetime(
                    1, 1, date(2024, 6, 1), book.add_format({"num_format": "yyyy-mm-dd"})
                ),
                sheet.write(1, 2, 3.5),
            ),
            date_1904=True,
        ),
        DATED,
        [("W1", MOMENT, 3.5)],
    ),
]  # fmt: skip

# -- totals -------------------------------------------------------------------------------------
COUNTED = ("监测井编码", "县市区", "井深")
SUMS = [
    Shape(
        "totals that are right, rounded or of one county",
        "well",
        xlsx(
            COUNTED,
            ("W1", "秦都区", 10.26), ("W2", "秦都区", 20.5), ("秦都区小计", None, 30.8),
            ("W3", "渭城区", 40), ("小计", None, 40), ("合计", None, "70.76"), ("累计", None, 999),
        ),
        WELLS,
        [("W1", "610402", "A2"), ("W2", "610402", "A3"), ("W3", "610404", "A5")],
        [("info", "layout", "")],
    ),
    Shape(
        "a total above its rows, and a mean instead of a sum",
        "well",
        xlsx(COUNTED, ("合计", None, 60), ("W1", "秦都区", 20), ("W2", "秦都区", 40),
             ("合计", None, 30)),
        WELLS,
        [("W1", "610402", "A3"), ("W2", "610402", "A4")],
        [("info", "layout", "")],
    ),
    Shape(
        "totals that are wrong",
        "well",
        xlsx(
            COUNTED, ("W1", "秦都区", 10), ("W2", "秦都区", 20), ("小计", None, 31),
            ("W3", "渭城区", 40), ("合计", None, 71),
        ),
        WELLS,
        [("W1", "610402", "A2"), ("W2", "610402", "A3"), ("W3", "610404", "A5")],
        [("info", "layout", ""), ("warning", "range", "C4"), ("warning", "range", "C6")],
        ("合计行「成井深度」写 31，第 2 至 3 行中 2 行之和是 30，相差 1，请核对。",),
    ),
    Shape(
        "a total over a cell that cannot be read is not judged",
        "well",
        xlsx(COUNTED, ("W1", "秦都区", "十米"), ("W2", "秦都区", 20), ("合计", None, 30)),
        (*WELLS, "row_status"),
        [("W1", "610402", "A2", "stopped"), ("W2", "610402", "A3", "ok")],
        [("info", "layout", ""), ("error", "type", "C2")],
    ),
]  # fmt: skip

# -- damaged cells, hidden things, preambles ----------------------------------------------------


def _formulas(_book, sheet):
    sheet.write_row(0, 0, ("监测井编码", "监测时间", "水位埋深"))
    sheet.write_row(1, 0, ("W1", "2024-06-01"))
    sheet.write_formula(1, 2, "=E2-F2", None, "")
    sheet.write_row(2, 0, ("W2", "2024-06-01"))
    sheet.write_formula(2, 2, "=E3-F3", None, 4.5)


def _turned_formulas(_book, sheet):
    sheet.write_row(0, 0, ("项目\\点位", "W1", "W2"))
    sheet.write_row(1, 0, ("采样日期", "2024-06-01", "2024-06-01"))
    sheet.write_row(2, 0, ("氨氮", 0.1))
    sheet.write_formula(2, 2, "=B3*2", None, "")
    sheet.write_row(3, 0, ("砷", 0.001, 0.002))


CELLS = [
    Shape(
        "a formula without a result is no zero",
        "water_level",
        written(_formulas),
        ("well_id", "depth_to_water_m", "row_status"),
        [("W1", None, "stopped"), ("W2", 4.5, "ok")],
        [("error", "formula", "C2")],
    ),
    Shape(
        "a formula without a result in a turned table",
        "water_quality",
        written(_turned_formulas),
        ("well_id", "analyte", "raw", "source_cell"),
        [
            ("W1", "nh3n", "0.1", "B3"),
            ("W1", "as", "0.001", "B4"),
            ("W2", "as", "0.002", "C4"),
        ],
        [("error", "formula", "C3")],
    ),
    Shape(
        "numbers of wells in E+ form",
        "water_level",
        xlsx(LEVEL, level("6.10402E+14", 3.5), level(6.1040200000012345e17, 4.5)),
        ("well_id", "row_status"),
        [(None, "stopped"), (None, "stopped")],
        [("error", "type", "A2"), ("error", "type", "A3")],
        ("科学计数",),
    ),
    Shape(
        "hidden rows, columns and sheets",
        "water_level",
        xlsx(
            LEVEL, level("W1", 3.5), level("W2", 4.5), hidden_rows=[3], hidden_columns=["D"],
            more=[("旧表", [LEVEL, level("W9", 9)], "hidden")],
        ),
        LEVELS,
        [("W1", 3.5, "表", "A2"), ("W2", 4.5, "表", "A3")],
        [("warning", "layout", ""), ("warning", "layout", ""), ("warning", "layout", "D1")],
        ("工作表「旧表」是隐藏的", "有 1 行是隐藏的（第 3 行起）"),
    ),
    Shape(
        "hidden samples of a turned table are columns",
        "water_quality",
        xlsx(
            ("项目\\点位", "W1", "W2"), ("采样日期", "2024-06-01", "2024-06-01"),
            ("氨氮", 0.1, 0.2), ("砷", 0.001, 0.002), hidden_rows=[4], hidden_columns=["C"],
        ),
        ("well_id", "analyte", "source_cell"),
        [("W1", "nh3n", "B3"), ("W1", "as", "B4"), ("W2", "nh3n", "C3"), ("W2", "as", "C4")],
        [("warning", "layout", ""), ("warning", "layout", "A4")],
        ("有 1 列是隐藏的（C 列起）", "「砷」所在的第 4 行是隐藏的"),
    ),
    Shape(
        "preamble, notes and a row of column numbers",
        "water_level",
        xlsx(
            ("附件2",), ("咸阳市地下水水位监测记录",),
            ("填报单位（盖章）：秦都区", None, "2024年6月"),
            LEVEL, (1, 2, 3, 4), level("W1", 3.5),
            ("注：1.埋深从地面算起，向下为正；",), ("　　2.自流井填负数。",),
            ("填表人：张三", None, "审核人：李四", "电话：029-33333333"),
        ),
        LEVELS,
        [("W1", 3.5, "表", "A6")],
    ),
]  # fmt: skip


SHAPES = [*CROSSTABS, *SHEETS, *FORMS, *DAYS, *SUMS, *CELLS]
