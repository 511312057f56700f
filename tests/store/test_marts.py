"""What pages read: samples, exceedances, levels, slices and who has reported."""

# ruff: noqa: S608 (statements of the test's own)

from datetime import date, datetime
from decimal import Decimal

import pytest
from handed_in import hand_in, level, moment, not_detected, progress, result, rows_of, well
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwdash.archive import State
from gwdash.clock import BEIJING
from gwdash.registry.datasets import DATASETS
from gwdash.standards.gbt14848 import ANALYTES, classify_value, exceedance_multiple, overall
from gwdash.standards.periods import Period
from gwdash.standards.workdays import due_days, due_on
from gwdash.store.blank import blank
from gwdash.store.connection import attach
from gwdash.store.database import open_current
from gwdash.store.ddl import core_columns
from gwdash.store.marts import MARTS
from gwdash.store.publish import publish
from gwdash.store.touched import gather_current
from gwdash.store.views import dataset_view

NEW = datetime(2024, 6, 1)  # noqa: DTZ001


def published(workspace, archive):
    return publish(workspace, archive, reason="试验")


@pytest.fixture
def plain(workspace, published_once):
    published_once(workspace, [("well", "610402", "2024-06", [well("W1")])])


@pytest.mark.usefixtures("plain")
def test_every_table_and_column_is_explained(ask):
    silent = "schema_name IN ('core', 'mart', 'ref') AND coalesce(comment, '') = ''"
    assert (
        ask(f"SELECT table_name FROM duckdb_tables() WHERE database_name='store' AND {silent}")
        == []
    )
    limits = "table_name <> 'analyte_limit'"  # declared with the standard
    assert (
        ask(
            "SELECT table_name, column_name FROM duckdb_columns() "
            f"WHERE database_name='store' AND {limits} AND {silent}"
        )
        == []
    )


@pytest.mark.usefixtures("plain")
def test_tables_are_those_of_the_registry(ask):
    for dataset in DATASETS.values():
        found = ask(f"SELECT column_name, column_type FROM (DESCRIBE core.{dataset.name})")
        assert found == [(column.name, column.sql_type) for column in core_columns(dataset)]
    for mart in MARTS:
        found = ask(f"SELECT column_name, column_type FROM (DESCRIBE {mart.table})")
        assert found == [(column.name, column.sql_type) for column in mart.columns]


# -- samples -----------------------------------------------------------------------------------

RESULTS = st.lists(
    st.tuples(
        st.sampled_from(["fe", "ph", "as", "nh3n", "odor_taste", "benzene", "color"]),
        st.sampled_from(["value", "nd", "nd_no_dl", "missing", "right_censored", "text"]),
        st.decimals("0", "30", places=3),
        st.sampled_from(["无", "有", "微弱", "看不清"]),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda item: item[0],
)


def as_row(analyte, flag, number, word):
    numeric = flag in {"value", "right_censored"} and analyte != "odor_taste"
    return result("W1", analyte, None) | {
        "raw": word if flag == "text" else str(number),
        "flag": flag,
        "value": number if numeric else None,
        "detection_limit": number if flag == "nd" else None,
    }


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """A writable file with the tables of a version, to put results into."""
    path = tmp_path_factory.mktemp("marts") / "x.duckdb"
    path.write_bytes(blank())
    connection = attach(path, read_only=False)
    yield connection
    connection.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=RESULTS)
def test_a_sample_is_what_the_standard_says(engine, found):
    engine.execute("DELETE FROM core.water_quality")
    engine.execute("DELETE FROM core.submission")
    engine.execute("INSERT INTO core.submission (submission_id, accepted_at) VALUES (1, now())")
    engine.register("incoming", rows_of("water_quality", [as_row(*one) for one in found]))
    engine.execute(
        "INSERT INTO core.water_quality BY NAME SELECT 1 AS submission_id, * FROM incoming"
    )
    gather_current(engine, "water_quality", everything=True)
    sample = next(mart for mart in MARTS if mart.name == "sample")
    [row] = engine.execute(sample.sql).df().to_dict("records")
    classes = {
        analyte: classify_value(analyte, one["value"], flag, one["detection_limit"], one["raw"])
        for analyte, flag, one in ((f[0], f[1], as_row(*f)) for f in found)
    }
    expected = overall(classes)
    assert row["label"] == expected.label
    assert (row["worst_analytes"] or "") == "、".join(expected.worst_labels)
    assert row["n_assessed"] == expected.assessed
    assert row["n_undetermined"] == len(expected.undetermined)
    assert row["n_not_measured"] == len(expected.not_measured)
    verdicts = [str(one.against("Ⅲ")) for one in classes.values()]
    assert row["n_exceeding"] == verdicts.count("超标")
    assert row["n_results"] == len(found)
    order = list(ANALYTES)
    [masks] = engine.execute(
        "SELECT decided_mask, bounded_mask, open_mask, absent_mask, source_cell "
        f"FROM ({sample.sql})"
    ).fetchall()
    absent = {analyte for analyte, flag, *_ in found if flag == "missing"}
    expected_bits = (
        {code for code, one in classes.items() if str(one.against("Ⅲ")) != "无法判定"},
        {code for code, one in classes.items() if one.label.startswith("≤")},
        {code for code, one in classes.items() if one.label == "未定"} - absent,
        absent,
    )
    assert masks == (*(sum(1 << order.index(c) + 1 for c in bits) for bits in expected_bits), "A2")


def test_the_last_accepted_result_of_a_key_counts(workspace, archive, ask):
    hand_in(archive, "water_quality", [result("W1", "fe", "0.5"), result("W1", "ph", "7")])
    published(workspace, archive)
    hand_in(archive, "water_quality", [result("W1", "fe", "0.1")], reporter="sthjj", at=moment(5))
    published(workspace, archive)
    assert ask("SELECT grade, n_results, submission_id FROM mart.sample") == [(1, 2, 2)]
    assert ask("SELECT count(*) FROM mart.exceedance") == [(0,)]
    assert ask("SELECT analyte, value, submission_id FROM result_current ORDER BY ALL") == [
        ("fe", Decimal("0.1"), 2),
        ("ph", Decimal(7), 1),
    ]
    # Without the correction the first value counts again.
    archive.ledger.move(2, "withdrawn", actor="张")
    published(workspace, archive)
    assert ask("SELECT grade, submission_id FROM mart.sample") == [(4, 1)]
    assert ask("SELECT analyte FROM mart.exceedance") == [("fe",)]


def test_which_was_accepted_last_decides_not_which_came_last(workspace, archive, ask):
    hand_in(archive, "water_level", [level("W1", 1, 3.0)], at=moment(30))
    hand_in(archive, "water_level", [level("W1", 1, 9.0)], reporter="slj", at=moment(10))
    published(workspace, archive)
    assert ask("SELECT depth_to_water_m FROM water_level_current") == [(3.0,)]
    assert ask("SELECT n, depth_mean FROM mart.level_month") == [(1, 3.0)]


def test_of_one_key_twice_in_a_file_the_last_row_counts(workspace, archive, ask):
    hand_in(archive, "water_quality", [result("W1", "fe", "9"), result("W1", "fe", "0.1")])
    published(workspace, archive)
    assert ask("SELECT grade, n_results FROM mart.sample") == [(1, 1)]


def test_control_samples_have_no_part_in_classes(workspace, archive, ask):
    rows = [
        result("W1", "fe", "0.1"),
        result("W1", "fe", "9", sample_type="duplicate"),
        result("W1", "fe", "9", sample_type="blank"),
    ]
    hand_in(archive, "water_quality", rows)
    published(workspace, archive)
    assert ask("SELECT grade, n_results FROM mart.sample") == [(1, 1)]
    assert ask("SELECT count(*) FROM result_current") == [(3,)]


def test_layers_and_days_are_samples_of_their_own(workspace, archive, ask):
    hand_in(
        archive,
        "water_quality",
        [
            result("W1", "fe", "0.1"),
            result("W1", "fe", "0.1", layer="深层"),
            result("W1", "fe", "0.1", sampled_on=date(2024, 6, 1)),
        ],
    )
    published(workspace, archive)
    assert ask("SELECT count(*) FROM mart.sample") == [(3,)]


def test_an_exceedance_names_value_limit_multiple_and_cell(workspace, archive, ask):
    hand_in(
        archive,
        "water_quality",
        [
            result("W1", "fe", "0.75", source_cell="F9"),
            result("W1", "ph", "5.0"),
            not_detected("W1", "as", "0.5"),
            result("W2", "as", "0.2", flag="right_censored", raw=">0.2"),
        ],
    )
    published(workspace, archive)
    columns = "well_id, analyte, flag, value, limit3, times_over, label, source_cell"
    multiple = float(exceedance_multiple("fe", Decimal("0.75")))
    assert ask(f"SELECT {columns} FROM mart.exceedance ORDER BY 1, 2") == [
        ("W1", "fe", "value", Decimal("0.75"), Decimal("0.3"), multiple, "Ⅳ", "F9"),
        ("W1", "ph", "value", Decimal(5), None, None, "Ⅴ", "A3"),
        ("W2", "as", "right_censored", Decimal("0.2"), Decimal("0.01"), None, "Ⅴ", "A5"),
    ]


def test_a_sample_without_a_proven_class_has_no_grade(workspace, archive, ask):
    hand_in(archive, "water_quality", [not_detected("W1", "as", "0.5")])
    published(workspace, archive)
    columns = "grade, label, worst_analytes, n_assessed, n_undetermined, n_undecidable"
    assert ask(f"SELECT {columns} FROM mart.sample") == [(None, "未定", None, 0, 1, 1)]


def test_a_sampling_counts_until_the_next_one_of_its_well(workspace, archive, ask):
    spring, may, june = date(2024, 4, 2), date(2024, 5, 10), date(2024, 6, 1)
    spans = "SELECT well_id, sampled_on, next_sampled_on, label FROM mart.sample_span ORDER BY 1, 2"
    hand_in(
        archive,
        "water_quality",
        [
            result("W1", "fe", "0.1", sampled_on=june, layer="深层"),
            result("W1", "fe", "0.7", sampled_on=june),
            result("W1", "fe", "0.1", sampled_on=spring, layer="深层"),
            result("W1", "fe", "9", sampled_on=spring, layer="浅层"),
            result("W2", "fe", "0.1"),
        ],
    )
    published(workspace, archive)
    # The layer without a name stands for the day, or the first by name.
    before = [("W1", spring, june, "Ⅴ"), ("W1", june, None, "Ⅳ"), ("W2", may, None, "Ⅰ")]
    assert ask(spans) == before
    hand_in(
        archive,
        "water_quality",
        [result("W1", "fe", "9"), result("W3", "fe", "9")],
        reporter="sthjj",
        at=moment(5),
    )
    published(workspace, archive)
    assert ask(spans) == [
        ("W1", spring, may, "Ⅴ"),
        ("W1", may, june, "Ⅴ"),
        *before[1:],
        ("W3", may, None, "Ⅴ"),
    ]
    # W1 loses one of its days, W3 all that it had.
    archive.ledger.move(2, "withdrawn", actor="张")
    published(workspace, archive)
    assert ask(spans) == before


# -- levels --------------------------------------------------------------------------------------


def test_levels_are_summed_up_by_month(workspace, archive, ask):
    rows = [
        level("W1", 1, 3.1),
        level("W1", 2, 3.3),
        level("W1", 3, None, head_m=380.5),
        level("W1", 4, 3.2, measured_at=NEW.replace(month=7)),
        level("W2", 1, float("nan")),
    ]
    hand_in(archive, "water_level", rows)
    published(workspace, archive)
    columns = "well_id, month, n, depth_mean, depth_min, depth_max, head_mean"
    assert ask(f"SELECT {columns} FROM mart.level_month ORDER BY 1, 2") == [
        ("W1", date(2024, 6, 1), 3, 3.2, 3.1, 3.3, 380.5),
        ("W1", date(2024, 7, 1), 1, 3.2, 3.2, 3.2, None),
        ("W2", date(2024, 6, 1), 1, None, None, None, None),
    ]


def test_a_month_counts_until_the_next_one_with_a_level(workspace, archive, ask):
    april, june, july = date(2024, 4, 1), date(2024, 6, 1), date(2024, 7, 1)
    spans = "SELECT well_id, month, next_month, n_levels FROM mart.level_span ORDER BY 1, 2"
    first = [
        level("W1", 1, 3.1, measured_at=NEW.replace(month=4)),
        level("W1", 2, 3.2, measured_at=NEW.replace(month=4, day=9)),
        level("W1", 3, 3.3, measured_at=NEW.replace(month=7)),
        level("W2", 4, 3.4),
    ]
    hand_in(archive, "water_level", first)
    published(workspace, archive)
    before = [("W1", april, july, 2), ("W1", july, None, 3), ("W2", june, None, 1)]
    assert ask(spans) == before
    hand_in(archive, "water_level", [level("W1", 1, 3.5)], reporter="slj", at=moment(5))
    published(workspace, archive)
    assert ask(spans) == [
        ("W1", april, june, 2),
        ("W1", june, july, 3),
        ("W1", july, None, 4),
        before[2],
    ]
    archive.ledger.move(2, "withdrawn", actor="张")
    published(workspace, archive)
    assert ask(spans) == before


# -- slices and reports ----------------------------------------------------------------------------


def test_a_register_counts_until_the_reporters_next_one(workspace, archive, ask):
    hand_in(archive, "well", [well("W1")], period="2024-05")
    hand_in(archive, "well", [well("W2")], period="2024-07")
    hand_in(archive, "well", [well("W3")], period="2024-06", reporter="610404")
    published(workspace, archive)
    assert ask("SELECT submission_id, next_period_end FROM mart.slice ORDER BY 1") == [
        (1, date(2024, 7, 31)),
        (2, None),
        (3, None),
    ]


def test_a_part_counts_until_the_same_part_or_the_whole_comes(workspace, archive, ask):
    hand_in(archive, "well", [well("W1")], period="2024-05", part="甲镇")
    hand_in(archive, "well", [well("W2")], period="2024-05", part="乙镇")
    hand_in(archive, "well", [well("W3")], period="2024-06", part="甲镇")
    hand_in(archive, "well", [well("W4")], period="2024-07")
    published(workspace, archive)
    june, july = date(2024, 6, 30), date(2024, 7, 31)
    assert ask(
        "SELECT part, period_end, next_period_end FROM mart.slice ORDER BY submission_id"
    ) == [
        ("甲镇", date(2024, 5, 31), june),
        ("乙镇", date(2024, 5, 31), july),
        ("甲镇", june, july),
        ("全部", july, None),
    ]


@pytest.mark.parametrize(
    ("day", "wells"),
    [
        (date(2024, 5, 30), []),
        (date(2024, 5, 31), [("W1", "甲"), ("W2", "甲")]),
        (date(2024, 6, 30), [("W1", "甲"), ("W2", "乙")]),
        (date(2024, 7, 31), [("W2", "乙"), ("W3", "丙")]),
    ],
)
def test_the_register_of_a_day(workspace, archive, day, wells):
    hand_in(
        archive, "well", [well("W1", well_name="甲"), well("W2", well_name="甲")], period="2024-05"
    )
    hand_in(archive, "well", [well("W3", well_name="丙")], period="2024-07", at=moment(1))
    hand_in(
        archive,
        "well",
        [well("W2", well_name="乙")],
        period="2024-06",
        reporter="slj",
        at=moment(2),
    )
    published(workspace, archive)
    frame = open_current(workspace).frame("well_asof", day=day)
    assert list(zip(frame["well_id"], frame["well_name"], strict=True)) == wells


def test_a_period_has_only_its_own_facts(workspace, archive, ask):
    hand_in(archive, "task_progress", [progress("1-01", 30.0)], period="2024-05")
    hand_in(archive, "task_progress", [progress("1-01", 40.0)], period="2024-06")
    published(workspace, archive)
    assert ask("SELECT period, actual_pct FROM task_progress_reported ORDER BY ALL") == [
        ("2024-05", 30.0),
        ("2024-06", 40.0),
    ]


def test_a_correction_is_as_early_as_the_file_it_corrects(workspace, archive, ask):
    hand_in(archive, "well", [well("W1")], at=moment(day=3))
    hand_in(archive, "well", [well("W1")], at=moment(day=20))
    hand_in(archive, "well", [well("W2")], reporter="610404", at=moment(day=20))
    hand_in(archive, "work_plan", [], reporter="sthjj", period="2024")
    published(workspace, archive)
    columns = "dataset, reporter, handed_in_at::DATE, due_on, is_on_time"
    assert ask(f"SELECT {columns} FROM mart.submission_state ORDER BY 1, 2") == [
        ("well", "610402", date(2024, 7, 3), date(2024, 7, 5), True),
        ("well", "610404", date(2024, 7, 20), date(2024, 7, 5), False),
        ("work_plan", "sthjj", date(2024, 7, 1), None, None),
    ]


def test_a_slice_in_parts_is_as_late_as_its_last_part(workspace, archive, ask):
    hand_in(archive, "well", [well("W1")], part="甲镇", at=moment(day=3))
    hand_in(archive, "well", [well("W2")], part="乙镇", at=moment(day=9))
    published(workspace, archive)
    assert ask("SELECT n_parts, n_rows, is_on_time FROM mart.submission_state") == [(2, 2, False)]


def test_a_report_knows_what_of_it_was_returned(workspace, archive, ask):
    for minute in (0, 60):
        draft = hand_in(archive, "well", [well("W1")], at=moment(minute, day=3), accept=False)
        archive.ledger.move(draft.id, State.RETURNED, actor="张", at=moment(120, day=3))
    hand_in(archive, "well", [well("W1")], part="甲镇", at=moment(day=4))
    hand_in(archive, "well", [well("W2")], part="乙镇", at=moment(day=4))
    hand_in(archive, "well", [well("W3")], reporter="610404", at=moment(day=4))
    published(workspace, archive)
    found = "SELECT reporter, n_parts, n_returned FROM mart.submission_state ORDER BY 1"
    assert ask(found) == [("610402", 2, 2), ("610404", 1, 0)]


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_every_dataset_has_a_view_of_its_current_rows(dataset, ask):
    name = dataset_view(dataset).split()[4]
    found = [row[0] for row in ask(f"SELECT column_name FROM (DESCRIBE {name})")]
    assert {"submission_id", "period_end", "accepted_at", *dataset.key} <= set(found)


@pytest.mark.usefixtures("plain")
def test_reference_tables_hold_the_region_and_the_standard(ask):
    assert ask("SELECT count(*) FROM ref.analyte_limit") == [(len(ANALYTES),)]
    assert ask("SELECT label FROM ref.analyte WHERE analyte = 'fe'") == [(ANALYTES["fe"].label,)]
    assert ask("SELECT name FROM ref.county WHERE county_code = '610482'") == [("彬州市",)]
    assert ask("SELECT count(*) FROM ref.task") == [(7,)]


@pytest.mark.usefixtures("plain")
def test_due_days_are_those_of_the_standards(ask):
    found = ask("SELECT dataset, period, period_end, due_on FROM ref.due_day ORDER BY ALL")
    assert found == sorted(due_days())


@pytest.mark.parametrize(
    ("period", "day", "due", "on_time"),
    [
        ("2024-04", date(2024, 5, 6), date(2024, 5, 6), True),
        ("2024-04", date(2024, 5, 7), date(2024, 5, 6), False),
        ("2024-05", date(2024, 6, 5), date(2024, 6, 5), True),
        ("2024-05", date(2024, 6, 6), date(2024, 6, 5), False),
    ],
)
def test_a_holiday_moves_the_due_day(workspace, archive, ask, period, day, due, on_time):
    at = datetime(day.year, day.month, day.day, 23, 59, tzinfo=BEIJING)
    hand_in(archive, "well", [well("W1")], period=period, at=at)
    published(workspace, archive)
    assert ask("SELECT due_on, is_on_time FROM mart.submission_state") == [(due, on_time)]
    assert due_on(DATASETS["well"], Period.parse(period)) == due


# -- seasons -----------------------------------------------------------------------------------

SAMPLINGS = st.lists(
    st.tuples(
        st.sampled_from(["W1", "W2"]),
        st.sampled_from([date(2023, 5, 2), date(2024, 4, 2), date(2024, 5, 2), date(2024, 6, 2)]),
        st.sampled_from([None, "深层", "浅层"]),
        st.sampled_from([None, "dry"]),
        st.sampled_from(["0.05", "0.25", "0.7", "0", None]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda item: item[:3],
)


def of_season(samples):
    """Fold the samples of one season of a well by the rule, in plain words of Python."""
    best = min(
        samples,
        key=lambda s: (-(s["grade"] or 0), -s["sampled_on"].toordinal(), s["layer"] or "\uffff"),
    )
    return (
        best["grade"], best["worst_analytes"] or "", best["n_assessed"], len(samples),
        *(sum(s[name] for s in samples)
          for name in ("n_exceeding", "n_undecidable", "n_not_measured", "n_doubtful")),
    )  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=SAMPLINGS, as_of=st.dates(date(2023, 5, 1), date(2024, 6, 3)))
def test_a_season_as_of_a_day_is_what_its_samples_prove_up_to_it(engine, found, as_of):
    for table in ("core.water_quality", "core.submission", "mart.sample"):
        engine.execute(f"DELETE FROM {table}")
    engine.execute("INSERT INTO core.submission (submission_id, accepted_at) VALUES (1, now())")
    rows = [
        result(well_id, "fe", value, sampled_on=on, layer=layer, season=season)
        for well_id, on, layer, season, value in found
    ]
    engine.register("incoming", rows_of("water_quality", rows))
    engine.execute(
        "INSERT INTO core.water_quality BY NAME SELECT 1 AS submission_id, * FROM incoming"
    )
    gather_current(engine, "water_quality", everything=True)
    marts = {mart.name: mart for mart in MARTS}
    engine.execute(f"INSERT INTO mart.sample BY NAME {marts['sample'].sql}")
    names = (
        "well_id, sampled_on, layer, season, grade, worst_analytes, n_assessed, n_exceeding, "
        "n_undecidable, n_not_measured, n_doubtful"
    )
    answer = engine.execute(f"SELECT {names} FROM mart.sample").fetchall()
    own = {}
    for sample in (dict(zip(names.split(", "), row, strict=True)) for row in answer):
        on = sample["sampled_on"]
        if on <= as_of:
            season = sample["season"] or f"q{(on.month + 2) // 3}"
            own.setdefault((sample["well_id"], on.year, season), []).append(sample)
    spans = engine.execute(
        "SELECT well_id, sampled_year, season, grade, worst_analytes, n_assessed, n_samples, "
        "n_exceeding, n_undecidable, n_not_measured, n_doubtful "
        f"FROM ({marts['season_span'].sql}) WHERE sampled_on <= $as_of "
        "AND (next_sampled_on IS NULL OR $as_of < next_sampled_on)",
        {"as_of": as_of},
    ).fetchall()
    assert {row[:3]: row[3:] for row in spans} == {key: of_season(s) for key, s in own.items()}
    assert len(spans) == len(own)


def test_a_sample_begins_at_the_first_cell_of_the_submission_accepted_last(workspace, archive, ask):
    first = [
        result("W1", "fe", "0.1", source_row=3, source_cell="B3"),
        result("W1", "ph", "7", source_row=2, source_cell="AA2"),
        result("W1", "as", "0.1", source_row=2, source_cell="Z2"),
        result("W1", "color", "9", source_row=2, source_cell="C2", sample_type="duplicate"),
    ]
    cells = "SELECT submission_id, source_sheet, source_cell FROM mart.sample"
    hand_in(archive, "water_quality", first)
    published(workspace, archive)
    assert ask(cells) == [(1, "表1", "Z2")]
    hand_in(
        archive,
        "water_quality",
        [result("W1", "fe", "0.2", source_row=9, source_cell="F9")],
        reporter="sthjj",
        at=moment(5),
    )
    published(workspace, archive)
    assert ask(cells) == [(2, "表1", "F9")]
