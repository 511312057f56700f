"""Every ledger from its template to a published version, and what one makes known to another."""

import io

import declared_rows
import openpyxl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gwdash.export.template import template
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.intake.references import TakenIn, known_keys, known_owners, references_to
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import DatasetKind
from gwdash.registry.region import REGION
from gwdash.registry.tables import row_columns
from gwdash.store.database import open_current

HEADING_ROW, EXAMPLE_ROW = 3, 4
CODE = "91350100M000100Y43"


def filled(dataset, rows):
    book = openpyxl.load_workbook(io.BytesIO(template(dataset)))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
    for number, row in enumerate(rows, start=EXAMPLE_ROW + 1):
        for column in dataset.entered_columns:
            if column.name in row:
                heading = column.field.heading
                sheet.cell(number, places[heading], row[column.name][0])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def reporter_of(dataset):
    """Return a reporter of the ledger who reports for every county."""
    others = [r for r in REGION.expand_reporters(dataset.reporters) if r.group != "counties"]
    return (others or [REGION.reporter(REGION.office)])[0].code


@settings(
    max_examples=2,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_every_filled_template_is_published_as_it_was_typed(data, tmp_path_factory):
    workspace = tmp_path_factory.mktemp("city")
    typed = {}
    with usecases.batch(workspace) as run:
        for dataset in LEDGERS.values():
            result = {"result": ("0.25", None), "unit": ("mg/L", None)}
            drawn = data.draw(declared_rows.rows(dataset, most=2))
            rows = [row | (result if dataset.result_column else {}) for row in drawn]
            period = "2024" if dataset.cadence.period_kind == "year" else "2024-06"
            profile = Profile(reporter=reporter_of(dataset), period=period)
            checked = run.check(dataset.name, filled(dataset, rows), "表.xlsx", profile)
            assert [i.message for i in checked.issues if i.severity == "error"] == []
            run.submit(checked)
            typed[dataset.name] = rows
    store = open_current(workspace)
    assert store.version == 1
    for name, rows in typed.items():
        assert published(store, LEDGERS[name], list(rows[0])) == [
            tuple(row[column][1] for column in kept_of(LEDGERS[name], rows[0])) for row in rows
        ], name


def kept_of(dataset, names):
    """Return the columns whose stored value is what was typed: a result gives several others."""
    stored = {c.name for c in row_columns(dataset)} - {"unit", "reported_unit"}
    return [name for name in names if name in stored]


def published(store, dataset, names):
    """Return the rows of a ledger in the version, as many as its view has."""
    columns = ", ".join(f'"{name}"' for name in kept_of(dataset, names))
    with store._asked(f"SELECT {columns} FROM core.{dataset.name} ORDER BY source_row") as answer:  # noqa: S608
        rows = answer.fetchall()
    views = {DatasetKind.PERIODIC: "reported", DatasetKind.OBSERVATION: "current"}
    view = f"{dataset.name}_{views.get(dataset.kind, 'asof')}"
    with store._asked(f"SELECT count(*) FROM {view}") as answer:  # noqa: S608
        assert answer.fetchone() == (len(rows),)
    return rows


# -- what one ledger makes known to another --------------------------------------------------------

UNITS = ("排污许可证编号", "名录年度", "名录类别", "县市区")
HAZARDS = ("隐患编号", "统一社会信用代码", "厂区序号", "县市区", "整改状态")
WELLS = ("监测井编码", "县市区", "成井深度")


def check(workspace, dataset, content, reporter, period="2024-06"):
    profile = Profile(reporter=reporter, period=period)
    return usecases.check(workspace, dataset, content, "a.xlsx", profile)


def sentences(checked, words):
    return [i.message for i in checked.issues if words in i.message]


def test_a_hazard_finds_its_site_in_the_published_list(workspace, book):
    hazards = book(HAZARDS, ("H1", CODE, "1", "秦都区", "未整改"))
    before = check(workspace, "leak_hazard", hazards, "秦都区")
    assert sentences(before, "不在已审核通过的「重点排污（监管）单位名录」中")
    units = book(UNITS, (f"{CODE}001P", 2024, "土壤污染重点监管单位", "秦都区"))
    usecases.submit(workspace, check(workspace, "key_unit", units, "秦都区"))
    assert not sentences(check(workspace, "leak_hazard", hazards, "秦都区"), "不在已审核通过")


def test_a_hazard_finds_its_site_in_the_same_batch(workspace, book):
    hazards = book(HAZARDS, ("H1", CODE, "1", "秦都区", "未整改"))
    units = book(UNITS, (f"{CODE}001P", 2024, "土壤污染重点监管单位", "秦都区"))
    profile = Profile(reporter="秦都区", period="2024-06")
    with usecases.batch(workspace) as run:
        run.submit(run.check("key_unit", units, "u.xlsx", profile))
        checked = run.check("leak_hazard", hazards, "h.xlsx", profile)
    assert not sentences(checked, "不在已审核通过")


def test_a_second_reporter_of_a_well_is_told_who_was_first(workspace, book):
    wells = book(WELLS, ("W1", "秦都区", 10), ("W2", "秦都区", 20))
    usecases.submit(workspace, check(workspace, "well", wells, "市水利局"))
    assert known_owners(workspace, LEDGERS["well"], {}) == {("W1",): "slj", ("W2",): "slj"}
    again = check(workspace, "well", wells, "市水利局", period="2024-07")
    assert not sentences(again, "主报单位")
    second = check(workspace, "well", book(WELLS, ("W1", "秦都区", 11)), "秦都区")
    assert len(sentences(second, "已由主报单位市水利局报送")) == 1
    usecases.submit(workspace, second)
    # Who came second stays second, however often he reports.
    later = check(workspace, "well", book(WELLS, ("W1", "秦都区", 11)), "秦都区", "2024-07")
    assert sentences(later, "已由主报单位市水利局报送")


def test_who_hands_a_well_over_is_no_reporter_of_it_any_more(workspace, book):
    both = book(WELLS, ("W1", "秦都区", 10), ("W2", "秦都区", 20))
    usecases.submit(workspace, check(workspace, "well", both, "市水利局"))
    rest = book(WELLS, ("W2", "秦都区", 20))
    usecases.submit(workspace, check(workspace, "well", rest, "市水利局", period="2024-07"))
    taken_over = check(workspace, "well", book(WELLS, ("W1", "秦都区", 10)), "秦都区", "2024-07")
    assert not sentences(taken_over, "主报单位")


def test_two_reporters_of_a_well_in_one_batch(workspace, book):
    wells = book(WELLS, ("W1", "秦都区", 10))
    with usecases.batch(workspace) as run:
        first = Profile(reporter="市水利局", period="2024-06")
        run.submit(run.check("well", wells, "a.xlsx", first))
        second = Profile(reporter="秦都区", period="2024-06")
        checked = run.check("well", wells, "b.xlsx", second)
    assert sentences(checked, "已由主报单位市水利局报送")


def test_what_a_batch_took_in_is_kept_by_reference(workspace):
    assert references_to(LEDGERS["key_unit"]) == {
        "key_unit.site_id": "site_id",
        "key_unit.pollution_source_id": "pollution_source_id",
    }
    assert references_to(LEDGERS["meeting"]) == {"meeting": "meeting_id"}
    assert references_to(LEDGERS["water_level"]) == {}
    also = TakenIn({"key_unit.site_id": frozenset({"S1"}), "well": frozenset({"W1"})})
    found = known_keys(workspace, LEDGERS["self_monitoring"], also.keys)
    assert found == {"key_unit.site_id": {"S1"}}
    assert known_owners(workspace, LEDGERS["water_level"], {("W1",): "slj"}) == {}
