import pytest

from gwdash.registry.datasets import DATASETS, LEDGERS, find_dataset
from gwdash.registry.model import Cadence, DatasetKind, Kind, Need
from gwdash.registry.region import REGION
from gwdash.registry.tables import RESULT_TYPE, SOURCE_COLUMNS, row_columns

ALL = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)


@pytest.mark.parametrize(
    ("name", "kind", "key", "cadence", "due_day", "reporters"),
    [
        ("work_plan", DatasetKind.OFFICE, "item_id", Cadence.YEAR, None, 1),
        ("task_progress", DatasetKind.PERIODIC, "item_id county_code", Cadence.MONTH, 5, 28),
        ("well", DatasetKind.REGISTER, "well_id", Cadence.MONTH, 5, 16),
        (
            "water_quality",
            DatasetKind.OBSERVATION,
            "well_id sampled_on layer analyte sample_type",
            Cadence.QUARTER,
            15,
            14,
        ),
        ("water_level", DatasetKind.OBSERVATION, "well_id measured_at", Cadence.MONTH, 5, 15),
    ],
)
def test_what_each_ledger_is(name, kind, key, cadence, due_day, reporters):
    dataset = DATASETS[name]
    assert dataset.kind is kind
    assert dataset.key == tuple(key.split())
    assert (dataset.cadence, dataset.due_day) == (cadence, due_day)
    assert len(REGION.expand_reporters(dataset.reporters)) == reporters


@pytest.mark.parametrize("dataset", LEDGERS.values(), ids=lambda d: d.name)
def test_a_ledger_is_found_by_every_name(dataset):
    for word in (dataset.name, dataset.label, *dataset.aliases, f" {dataset.label} "):
        assert find_dataset(word) is dataset
    assert find_dataset("别的台账") is None


@ALL
def test_every_heading_of_a_ledger_means_one_column(dataset):
    for column in dataset.columns:
        assert {dataset.match(word) for word in column.words} == (
            set() if column.derived else {column}
        )
        assert not any(dataset.ignores(word) for word in column.words)


@ALL
def test_the_key_of_a_ledger_is_stored_and_described(dataset):
    stored = {column.name for column in dataset.stored_columns}
    assert set(dataset.key) <= stored
    assert dataset.grain
    assert dataset.description.endswith("。")
    assert any(column.need is Need.LOAD for column in dataset.columns)
    assert set(dataset.tasks) <= {task.no for task in REGION.tasks}


@pytest.mark.parametrize("dataset", LEDGERS.values(), ids=lambda d: d.name)
def test_what_a_form_says_once_is_not_stored_with_each_row(dataset):
    once = {column.name for column in dataset.columns if not column.stored}
    of_the_row = {c.name for c in dataset.columns if c.field.personal and c.stored}
    all_of_them = {"period", "reporter", "filled_by", "checked_by", "phone", "filled_on"}
    # Where a form names people row by row, its words for them mean those.
    assert once == (
        all_of_them - {"filled_by", "phone"} if "contact" in of_the_row else all_of_them
    )


@ALL
def test_names_of_people_are_marked(dataset):
    people = {c.name for c in dataset.columns if c.field.personal}
    of_the_row = {
        "abandoned_well": {"contact", "contact_phone", "recorded_by", "surveyed_by"},
        "expert": {"expert_name", "expert_phone"},
    }.get(dataset.name, set())
    assert {c.name for c in dataset.columns if c.stored and c.field.personal} == of_the_row
    assert people - of_the_row <= {"filled_by", "checked_by", "phone"}


@ALL
def test_one_name_means_one_quantity_in_all_ledgers(dataset):
    for other in DATASETS.values():
        for column in dataset.columns:
            if other.has(column.name):
                assert other.column(column.name).field is column.field


@ALL
def test_stored_columns_end_with_their_source(dataset):
    columns = row_columns(dataset)
    names = [column.name for column in columns]
    assert len(set(names)) == len(names)
    assert columns[-len(SOURCE_COLUMNS) :] == SOURCE_COLUMNS
    assert all(column.label and column.comment and column.sql_type for column in columns)
    assert not {"period", "reporter", "filled_by"} & set(names)


def test_a_result_is_stored_with_everything_that_it_says():
    columns = {c.name: c for c in row_columns(DATASETS["water_quality"])}
    result = ["raw", "value", "flag", "detection_limit", "unit", "reported_unit"]
    start = list(columns).index("raw")
    assert list(columns)[start : start + len(result)] == result
    assert columns["value"].sql_type == columns["detection_limit"].sql_type == RESULT_TYPE
    assert "result" not in columns


@pytest.mark.parametrize(
    ("name", "sql_type", "unit"),
    [
        ("well_id", "VARCHAR", ""),
        ("lon", "DOUBLE", "°"),
        ("well_depth_m", "DOUBLE", "m"),
        ("is_source_point", "BOOLEAN", ""),
        ("built_on", "DATE", ""),
        ("well_state", "VARCHAR", ""),
        ("source_row", "INTEGER", ""),
    ],
)
def test_types_and_units_of_stored_columns(name, sql_type, unit):
    column = next(c for c in row_columns(DATASETS["well"]) if c.name == name)
    assert (column.sql_type, column.unit) == (sql_type, unit)


def test_times_are_stored_as_moments():
    column = next(c for c in row_columns(DATASETS["water_level"]) if c.name == "measured_at")
    assert column.sql_type == "TIMESTAMP"


def test_the_baseline_is_not_retyped_by_units():
    progress = DATASETS["task_progress"]
    assert all(
        progress.ignores(w) for w in ("起始时间", "完成时限", "权重", "责任单位", "计划进度")
    )
    plan = {c.name for c in DATASETS["work_plan"].columns}
    assert {"start_on", "due_on", "weight", "lead_unit"} <= plan


def test_a_deadline_may_be_open_and_no_other_date():
    open_ended = {c.name for d in DATASETS.values() for c in d.columns if c.field.open_ended}
    assert open_ended == {"due_on"}


def test_bounds_are_on_numbers_only():
    measured = {Kind.NUMBER, Kind.INTEGER, Kind.PERCENT}
    for dataset in DATASETS.values():
        for column in dataset.columns:
            if column.field.minimum is not None or column.field.maximum is not None:
                assert column.field.kind in measured, column.name
