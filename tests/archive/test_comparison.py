"""Two tables of rows compared by key: against a plain comparison, and in the words people read."""

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwdash.archive import Submission
from gwdash.archive.comparison import difference
from gwdash.archive.corrections import (
    SliceChange,
    correction_rows,
    difference_rows,
    words,
)
from gwdash.archive.wording import EMPTY, HIDDEN, value_words
from gwdash.clock import BEIJING
from gwdash.ingest.schema import row_schema
from gwdash.registry.datasets import DATASETS

WELL, QUALITY = DATASETS["well"], DATASETS["water_quality"]
JUNE = Submission(
    dataset="well", reporter="610422", period="2024-06", period_end=date(2024, 6, 30),
    submitted_at=datetime(2024, 7, 1, 9, tzinfo=BEIJING), id=7,
)  # fmt: skip


def table(dataset, *rows):
    schema = row_schema(dataset.name)
    return pa.Table.from_pylist(
        [{name: row.get(name) for name in schema.names} for row in rows], schema
    )


def wells(*rows):
    return table(WELL, *rows)


OLD = wells(
    {"well_id": "610422-001", "well_state": "running", "well_depth_m": 80.0},
    {"well_id": "610422-002", "well_state": "running"},
    {"well_id": "610422-003", "well_state": "running", "lon": 108.1},
)


@pytest.mark.parametrize(
    ("new", "added", "changed", "removed"),
    [
        (OLD, (), {}, ()),
        (None, (), {}, (("610422-001",), ("610422-002",), ("610422-003",))),
        (
            wells(
                {"well_id": "610422-003", "well_state": "destroyed", "lon": 108.1},
                {"well_id": "610422-004"},
                {"well_id": "610422-001", "well_state": "running"},
            ),
            (("610422-004",),),
            {
                ("610422-003",): {"well_state": ("running", "destroyed")},
                ("610422-001",): {"well_depth_m": (80.0, None)},
            },
            (("610422-002",),),
        ),
    ],
)
def test_what_came_changed_and_went(new, added, changed, removed):
    found = difference(OLD, new, WELL, base=3)
    assert (found.added, dict(found.changed), found.removed) == (added, changed, removed)
    assert found.counts == {
        "base": 3, "added": len(added), "changed": len(changed), "removed": len(removed),
    }  # fmt: skip


def test_where_a_row_stood_is_no_difference():
    moved = OLD.set_column(
        OLD.column_names.index("source_row"), OLD.schema.field("source_row"),
        pa.array([9, 8, 7], pa.int32()),
    )  # fmt: skip
    assert not difference(OLD, moved, WELL)


def test_rows_of_an_older_program_lack_columns():
    assert not difference(OLD.drop_columns(["lon"]), OLD.drop_columns(["lon"]), WELL)
    found = difference(OLD.drop_columns(["lon"]), OLD, WELL)
    assert dict(found.changed) == {("610422-003",): {"lon": (None, 108.1)}}


def result(**more):
    known = {
        "well_id": "W1", "sampled_on": date(2024, 5, 20), "analyte": "fluoride", "raw": "0.6",
        "value": Decimal("0.6"), "flag": "value", "unit": "mg/L",
    }  # fmt: skip
    return known | more


def test_a_result_is_told_by_its_text():
    found = difference(
        table(QUALITY, result()), table(QUALITY, result(raw="1.6", value=Decimal("1.6"))), QUALITY
    )
    [fields] = found.changed.values()
    assert dict(fields) == {"raw": ("0.6", "1.6")}
    assert words(found) == "修改 1 处（W1 2024-05-20 氟化物 监测值原文 0.6→1.6）"


def test_an_empty_part_of_a_key_equals_an_empty_one():
    assert not difference(table(QUALITY, result(layer=None)), table(QUALITY, result()), QUALITY)
    found = difference(table(QUALITY, result()), table(QUALITY, result(layer="浅层")), QUALITY)
    assert found.counts["changed"] == (0 if "layer" in QUALITY.key else 1)


KEYS = st.sampled_from(["W1", "W2", "W3", "W4", "W5"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "well_id": KEYS,
            "well_depth_m": st.none() | st.sampled_from([1.0, 2.0]),
            "well_name": st.none() | st.sampled_from(["甲", "乙"]),
        }
    ),
    max_size=8,
)


@given(ROWS, ROWS)
@settings(max_examples=60)
def test_it_is_what_a_plain_comparison_finds(old, new):
    before, after = ({row["well_id"]: row for row in rows} for rows in (old, new))
    found = difference(wells(*old), wells(*new), WELL)
    assert {key for (key,) in found.added} == after.keys() - before.keys()
    assert {key for (key,) in found.removed} == before.keys() - after.keys()
    assert {key: dict(fields) for (key,), fields in found.changed.items()} == {
        key: fields
        for key in before.keys() & after.keys()
        if (
            fields := {
                name: (before[key][name], after[key][name])
                for name in ("well_depth_m", "well_name")
                if before[key][name] != after[key][name]
            }
        )
    }


@given(ROWS, ROWS)
@settings(max_examples=30)
def test_the_way_back_is_the_other_way_round(old, new):
    there, back = (difference(wells(*a), wells(*b), WELL) for a, b in ((old, new), (new, old)))
    assert set(there.added) == set(back.removed)
    assert there.n_cells == back.n_cells


# ---------------------------------------------------------------------------- words


def change(old, new, **more):
    found = difference(old, new, WELL, base=None if old is None else 3)
    was = None if old is None else JUNE
    now = None if new is None else JUNE
    return SliceChange(JUNE, was, now, found, **more)


NEW = wells(
    {"well_id": "610422-001", "well_state": "running", "well_depth_m": 81.5},
    {"well_id": "610422-002", "well_state": "running"},
    {"well_id": "610422-003", "well_state": "faulty", "lon": 108.2},
    {"well_id": "610422-004"},
)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            change(OLD, NEW),
            (
                "三原县 2024年6月 地下水环境监测井台账：新增 1 行（610422-004）、修改 3 处（"
                "610422-001 成井深度 80→81.5；610422-003 经度 已修改；"
                "610422-003 运行状态 正常→故障）。"
            ),
        ),
        (change(OLD, OLD), "三原县 2024年6月 地下水环境监测井台账：没有变化。"),
        (change(None, NEW), "三原县 2024年6月 地下水环境监测井台账：首次报送 4 行。"),
        (
            change(OLD, None),
            "三原县 2024年6月 地下水环境监测井台账：报送已撤下（原 7 号），减少 3 行。",
        ),
    ],
)
def test_each_slice_is_one_sentence(found, sentence):
    assert found.sentence == sentence


def test_a_long_text_is_cut_in_a_sentence_and_whole_in_the_table():
    text = "辖区重点监管单位4家，3家完成自行监测和隐患整改。"
    rows = [wells({"well_id": "W1", "remark": words}) for words in (text, "正常。")]
    found = difference(*rows, WELL)
    assert words(found).endswith("辖区重点监管单位4家，3家完成自行监测和…→正常）")
    assert difference_rows(found)[0][3:] == (text, "正常。")


def test_a_sentence_names_the_first_few_and_the_table_all():
    many = wells(*({"well_id": f"W{n}"} for n in range(9)))
    found = difference(None, many, WELL)
    assert words(found) == "新增 9 行（W0；W1；W2；…）"
    assert len(difference_rows(found)) == 9
    assert len(correction_rows([change(OLD, many)])) == 12


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("lon", 108.123456, HIDDEN),
        ("well_state", "running", "正常"),
        ("county_code", "610422", "三原县"),
        ("well_depth_m", 80.0, "80"),
        ("well_depth_m", None, EMPTY),
        ("is_source_point", True, "是"),
    ],
)
def test_values_are_shown_as_people_read_them(name, value, shown):
    assert value_words(WELL, name, value) == shown


def test_nobodys_telephone_is_shown_whole():
    for dataset in DATASETS.values():
        for column in dataset.stored_columns:
            if column.field.personal:
                assert value_words(dataset, column.name, "13800001234") == "138****1234"
