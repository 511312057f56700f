"""What is checked over whole rows and whole files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_makers import errors, messages, read, said, values

LEVEL = ("监测井编码", "监测时间", "水位埋深", "水位标高", "备注")
WELL = ("监测井编码", "县市区", "成井深度", "筛管上部埋深", "筛管下部埋深", "水位埋深")


@pytest.mark.parametrize(
    ("depths", "found"),
    [
        ((100, 20, 40, 15), []),
        ((100, None, None, None), []),
        ((40, 20, 40, 40), []),
        ((100, 40, 20, None), [("range", "D2")]),
        ((100, 20, 20, None), [("range", "D2")]),
        ((30, 20, 40, None), [("range", "E2")]),
        ((30, None, None, 31), [("range", "F2")]),
        ((None, 20, 40, 500), []),
        ((30, 40, 35, 31), [("range", "D2"), ("range", "E2"), ("range", "F2")]),
    ],
)
def test_the_order_of_depths(depths, found):
    assert errors(read([WELL, ("W1", "秦都区", *depths)], "well")) == found


def test_a_level_needs_a_depth_or_a_head():
    rows = [LEVEL, ("W1", "2024-06-01"), ("W1", "2024-06-02", None, 400), ("W1", "2024-06-03", "x")]
    reading = read(rows, "water_level")
    assert errors(reading) == [("type", "C4"), ("required", "C2")]
    assert "至少填一项" in messages(reading)


def test_what_completeness_lacks_is_told_once_with_its_count():
    rows = [
        ("监测井编码", "监测时间", "水位埋深", "测量方式"),
        *[(f"W{i}", "2024-06-01", 1) for i in range(5)],
    ]
    reading = read(rows, "water_level")
    assert errors(reading) == []
    assert "「测量方式」有 5 行未填，可以提交，计入完整率。" in messages(reading)


@pytest.mark.parametrize(
    ("second", "severity", "words"),
    [
        (("W1", "2024-06-01", 3.5, None, None), "warning", "与第 2 行完全相同"),
        (("W1", "2024/6/1", "3.50", None, " "), "warning", "完全相同"),
        (("W1", "2024-06-01", 3.6, None, None), "error", "监测井编码、监测时间相同而内容不同"),
        (("W1", "2024-06-01", 3.5, None, "复测"), "error", "保留正确的一行"),
    ],
)
def test_a_key_that_comes_twice(second, severity, words):
    reading = read([LEVEL, ("W1", "2024-06-01", 3.5, None, None), second], "water_level")
    assert said(reading) == [(severity, "duplicate", "A3")]
    assert words in messages(reading)
    assert values(reading, "row_status") == [("ok",), ("stopped",)]


def test_a_key_that_comes_twice_on_two_sheets():
    row = ("W1", "2024-06-01", 3.5, None, None)
    reading = read([LEVEL, row], "water_level", more=[("二", [LEVEL, row], "visible")])
    assert "与工作表「表」第 2 行完全相同" in messages(reading)


def test_a_stopped_row_is_no_first_of_two():
    rows = [LEVEL, ("W1", "2024-06-01", "x"), ("W1", "2024-06-01", 3.5)]
    reading = read(rows, "water_level")
    assert values(reading, "row_status") == [("stopped",), ("ok",)]


def test_in_a_crosstab_each_value_can_differ_by_itself():
    heading = ("监测井编码", "采样日期", "氨氮", "砷")
    rows = [heading, ("W1", "2024-06-01", 0.2, 0.001), ("W1", "2024-06-01", 0.2, 0.002)]
    reading = read(rows, "water_quality")
    assert said(reading) == [("warning", "duplicate", "A3"), ("error", "duplicate", "D3")]


def test_parallel_samples_and_layers_are_keys_of_their_own():
    heading = ("监测井编码", "采样日期", "采样层位", "样品类型", "氨氮")
    rows = [
        heading,
        ("W1", "2024-06-01", None, "常规", 0.2),
        ("W1", "2024-06-01", None, "平行样", 0.3),
        ("W1", "2024-06-01", "下层", "常规", 0.4),
    ]
    assert errors(read(rows, "water_quality")) == []


def test_an_unknown_reference_is_warned_of_once_with_its_count():
    rows = [LEVEL, *[(well, f"2024-06-{day:02}", 1) for day in (1, 2, 3) for well in ("W1", "W9")]]
    reading = read(rows, "water_level", references={"well": frozenset({"W1"})})
    assert said(reading) == [("warning", "reference", "A3")]
    assert "「W9」不在已审核通过的「地下水环境监测井台账」中（3 行）" in messages(reading)
    assert said(read(rows, "water_level")) == []


def test_samples_are_counted_and_not_their_values():
    rows = [("监测井编码", "采样日期", "氨氮", "砷"), ("W9", "2024-06-01", 0.2, 0.001)]
    reading = read(rows, "water_quality", references={"well": frozenset()})
    assert "（1 行）" in messages(reading)


COUNTY_ROWS = [
    ("监测井编码", "县市区", "成井深度"),
    ("W1", "秦都区", 10),
    ("W2", None, 10),
    ("W3", "渭城区", 10),
]


def test_a_county_reports_its_own_rows_only():
    reading = read(COUNTY_ROWS, "well", profile={"reporter": "610402"})
    assert errors(reading) == [("scope", "B4")]
    assert "这是秦都区的报表，此行写的是渭城区" in messages(reading)
    assert values(reading, "county_code") == [("610402",), ("610402",), ("610404",)]


def test_the_reporter_in_the_form_counts_where_none_is_told():
    reading = read([("填报单位：渭城区",), *COUNTY_ROWS], "well")
    assert errors(reading) == [("scope", "B3")]
    told = read([("填报单位：渭城区",), *COUNTY_ROWS], "well", profile={"reporter": "slj"})
    assert errors(told) == [("required", "B4")]


def test_a_unit_reports_for_all_counties():
    reading = read(COUNTY_ROWS, "well", profile={"reporter": "slj"})
    assert errors(reading) == [("required", "B3")]


@pytest.mark.parametrize(
    ("scope", "found", "status"),
    [
        ("error", [("error", "scope", "B2")], "stopped"),
        ("warn", [("warning", "scope", "B2")], "ok"),
    ],
)
def test_a_county_out_of_scope(scope, found, status):
    rows = [("监测井编码", "县市区", "成井深度"), ("W1", "杨陵区", 10)]
    reading = read(rows, "well", profile={"scope": scope})
    assert said(reading) == found
    assert values(reading, "county_code", "row_status") == [(None, status)]


# -- the profile ------------------------------------------------------------------------------


def test_a_constant_stands_for_a_column():
    rows = [("监测时间", "水位埋深"), ("2024-06-01", 1), ("2024-06-02", 2)]
    reading = read(rows, "water_level", profile={"constants": {"well_id": "W1"}})
    assert errors(reading) == []
    assert values(reading, "well_id", "source_cell") == [("W1", "A2"), ("W1", "A3")]
    assert [h.text for h in reading.headings if h.how == "constant"] == ["监测井编码"]


def test_a_constant_wins_over_the_column():
    rows = [("监测井编码", "监测时间", "水位埋深"), ("X", "2024-06-01", 1)]
    reading = read(rows, "water_level", profile={"constants": {"well_id": "W1"}})
    assert values(reading, "well_id") == [("W1",)]


@pytest.mark.parametrize(
    ("dataset", "name", "text", "value"),
    [
        ("task_progress", "actual_pct", "50%", 50.0),
        ("task_progress", "status", "已完成", "done"),
        ("task_progress", "county_code", "市级", "610400"),
        ("water_level", "level_method", "人工", "manual"),
    ],
)
def test_constants_of_every_kind(dataset, name, text, value):
    rows = {
        "task_progress": [("任务编号", "县市区", "实际进度"), ("1-01", "秦都区", 10)],
        "water_level": [LEVEL, ("W1", "2024-06-01", 1)],
    }[dataset]
    reading = read(rows, dataset, profile={"constants": {name: text}})
    assert errors(reading) == []
    assert values(reading, name) == [(value,)]


@pytest.mark.parametrize(
    ("constants", "scope", "severity", "kind"),
    [
        ({"level_method": "看"}, "error", "error", "code"),
        ({"measured_at": "昨天"}, "error", "error", "type"),
        ({"measured_at": "24-06-01"}, "error", "warning", "type"),
        ({"county_code": "杨陵区"}, "error", "error", "scope"),
        ({"county_code": "杨陵区"}, "warn", "warning", "scope"),
    ],
)
def test_a_constant_that_cannot_be_read_is_said_once(constants, scope, severity, kind):
    rows = [LEVEL, ("W1", "2024-06-01", 1), ("W2", "2024-06-01", 1)]
    more = [("二", [LEVEL, ("W3", "2024-06-01", 1)], "visible")]
    profile = {"constants": constants, "scope": scope}
    reading = read(rows, "water_level", profile=profile, more=more)
    about = [i for i in reading.issues if i.message.startswith("给定的")]
    assert [(str(i.severity), str(i.kind)) for i in about] == [(severity, kind)]
    status = "stopped" if severity == "error" else "ok"
    assert set(values(reading, "row_status")) == {(status,)}


# -- formulas without a result ------------------------------------------------------------------


def test_a_formula_without_result_is_unknown_and_not_nothing():
    rows = [LEVEL, ("W1", "2024-06-01", "=1+2"), ("W2", "2024-06-01", 1, None, "=A1")]
    reading = read([*rows, ("合计", None, "=SUM(C2:C3)")], "water_level")
    assert [e for e in errors(reading) if e[0] == "formula"] == [
        ("formula", "C2"),
        ("formula", "E3"),
    ]
    assert values(reading, "row_status") == [("stopped",), ("stopped",)]
    assert "重新计算并保存" in messages(reading)


def test_in_a_crosstab_a_formula_stops_its_own_value():
    rows = [("监测井编码", "采样日期", "氨氮", "砷"), ("W1", "2024-06-01", "=1+2", 0.001)]
    reading = read(rows, "water_quality")
    assert errors(reading) == [("formula", "C2")]
    assert values(reading, "analyte", "row_status") == [("as", "ok")]


def test_a_row_of_nothing_but_formulas_is_told():
    reading = read([LEVEL, ("=B9", "=B9", "=B9")], "water_level")
    assert errors(reading)[:1] == [("formula", "A2")]


# -- much of everything -------------------------------------------------------------------------


def test_long_texts_do_not_hide_the_list():
    reading = read([LEVEL, ("W1", "昨" * 5000, 1)], "water_level")
    (issue,) = [i for i in reading.issues if i.kind == "type"]
    assert len(issue.raw) < 300
    assert len(issue.message) < 500


def test_columns_that_are_not_kept_stop_nothing():
    rows = [(*LEVEL, "填报单位", "填报日期"), ("W1", "2024-06-01", 1, None, None, "张家村", "昨天")]
    reading = read(rows, "water_level")
    assert errors(reading) == []
    assert sorted(said(reading, "warning")) == [
        ("warning", "code", "F2"),
        ("warning", "type", "G2"),
    ]


LEVEL_ROW = st.tuples(
    st.sampled_from(["W1", "W2", "Ｗ3", "", None]),
    st.sampled_from(["2024-06-01", "2024.6.2", "昨天", None, 45444.0]),
    st.sampled_from([1.5, "2.5", "3m", "x", None, -99.0]),
    st.sampled_from([None, 400.0]),
    st.sampled_from([None, "备注"]),
)


@settings(max_examples=40)
@given(st.lists(LEVEL_ROW, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_their_values(rows, random):
    def content(some):
        reading = read([LEVEL, *some], "water_level", as_csv=True)
        names = ("well_id", "measured_at", "depth_to_water_m", "head_m", "remark")
        kept = [v for v in values(reading, *names, "row_status") if v[-1] == "ok"]
        refused = sorted((str(i.kind), i.field, i.raw) for i in reading.issues if i.kind == "type")
        return sorted(map(repr, kept)) if len({v[:2] for v in kept}) == len(rows) else None, refused

    shuffled = list(rows)
    random.shuffle(shuffled)
    assert content(rows) == content(shuffled)


def test_ten_thousand_wrong_cells_in_one_pass():
    rows = [LEVEL, *[(f"W{i}", f"第{i}天", 1) for i in range(10_000)]]
    reading = read(rows, "water_level", as_csv=True)
    assert errors(reading) == [("type", f"B{i + 2}") for i in range(10_000)]
