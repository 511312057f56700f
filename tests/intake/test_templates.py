"""Which templates a reporter owes, and the rows they begin from."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from gwdash.errors import UsageError
from gwdash.export.template import template
from gwdash.ingest.profile import Profile
from gwdash.intake import templates, usecases
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Cadence
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period

QINDU = REGION.find_reporter("秦都区")
LEVEL, WELL, PROGRESS = (LEDGERS[n] for n in ("water_level", "well", "task_progress"))
MAY, JUNE, JULY = map(Period.parse, ("2024-05", "2024-06", "2024-07"))
WELLS = ("监测井编码", "县市区", "监测井名称")


def hand_in(workspace, dataset, content, period, part="全部"):
    profile = Profile(reporter="秦都区", period=period, part=part)
    return usecases.submit(
        workspace, usecases.check(workspace, dataset, content, "a.xlsx", profile)
    )


def keys(rows, name="well_id"):
    return None if rows is None else rows[name].to_pylist()


def test_a_month_owes_what_ends_with_it():
    for period in (MAY, JUNE, Period.parse("2024-12")):
        found = templates.owed(QINDU, period)
        assert {d.name for d, _ in found} == {
            d.name
            for d in LEDGERS.values()
            if d.due_day is not None
            and d.cadence is not Cadence.AS_HELD
            and QINDU in REGION.expand_reporters(d.reporters)
            and Period.of(period.last_day, d.cadence.period_kind).last_day == period.last_day
        }
        assert all(own.last_day == period.last_day for _, own in found)
    names = [{d.name for d, _ in templates.owed(QINDU, p)} for p in (MAY, JUNE)]
    assert "water_level" in names[0]
    assert "water_quality" in names[1] - names[0]


def test_every_ledger_with_a_due_day_is_owed_by_its_reporters():
    december = Period.parse("2024-12")
    for dataset in LEDGERS.values():
        due = dataset.due_day is not None and dataset.cadence is not Cadence.AS_HELD
        owing = {r for r in REGION.reporters if dataset in dict_of(templates.owed(r, december))}
        assert owing == (set(REGION.expand_reporters(dataset.reporters)) if due else set())


def dict_of(pairs):
    return [dataset for dataset, _ in pairs]


@pytest.mark.parametrize(("text", "code"), [("2024年6月", "2024-06"), ("2024Q2", "2024Q2")])
def test_a_period_is_read_as_typed(text, code):
    assert templates.due_period(text).code == code


def test_without_a_period_the_month_that_ended_is_due(monkeypatch):
    monkeypatch.setattr("gwdash.clock.today", lambda: datetime(2024, 7, 3).date())  # noqa: DTZ001
    assert templates.due_period() == JUNE


@pytest.mark.parametrize(
    "call",
    [lambda: templates.due_period("某月"), lambda: templates.require_reporter("火星局")],
)
def test_what_cannot_be_understood_is_said(call):
    with pytest.raises(UsageError, match=r"不能识别|没有叫"):
        call()


def test_a_register_begins_from_each_parts_last_rows(workspace, book):
    assert templates.last_rows(workspace, WELL, QINDU) is None
    hand_in(workspace, "well", book(WELLS, ("W1", "秦都区", "一号")), "2024-05", "甲镇")
    hand_in(workspace, "well", book(WELLS, ("W2", "秦都区", "二号")), "2024-05", "乙镇")
    hand_in(workspace, "well", book(WELLS, ("W3", "秦都区", "三号")), "2024-06", "甲镇")
    assert sorted(keys(templates.last_rows(workspace, WELL, QINDU))) == ["W2", "W3"]
    assert sorted(keys(templates.last_rows(workspace, WELL, QINDU, MAY))) == ["W1", "W2"]
    assert templates.last_rows(workspace, WELL, REGION.find_reporter("渭城区")) is None


def test_what_was_withdrawn_is_not_begun_from(workspace, book):
    hand_in(workspace, "well", book(WELLS, ("W1", "秦都区", "一号")), "2024-05")
    second = hand_in(workspace, "well", book(WELLS, ("W2", "秦都区", "二号")), "2024-06")
    usecases.withdraw(workspace, second.submission.id, reason="报错")
    assert keys(templates.last_rows(workspace, WELL, QINDU)) == ["W1"]


def test_a_periodic_ledger_begins_from_the_last_period(workspace, book):
    heads = ("任务编号", "县市区", "实际进度（%）")
    hand_in(workspace, "task_progress", book(heads, ("6-20-01", "秦都区", 40)), "2024-05")
    hand_in(workspace, "task_progress", book(heads, ("6-20-02", "秦都区", 60)), "2024-06")
    rows = templates.last_rows(workspace, PROGRESS, QINDU, JULY)
    assert keys(rows, "item_id") == ["6-20-02"]
    assert keys(templates.last_rows(workspace, PROGRESS, QINDU, MAY), "item_id") == ["6-20-01"]


def test_observations_begin_from_their_places_without_days_and_values(workspace, levels):
    content = levels(("W1", "2024-06-01", 3.5), ("W1", "2024-06-02", 3.6), ("W2", "2024-06-01", 4))
    hand_in(workspace, "water_level", content, "2024-06")
    rows = templates.last_rows(workspace, LEVEL, QINDU)
    assert keys(rows) == ["W1", "W2"]
    assert not {"measured_at", "depth_to_water_m", "head_m"} & set(rows.column_names)


def test_a_prefilled_template_is_handed_in_again_without_a_choice(workspace, book):
    content = book(WELLS, ("W1", "秦都区", "一号"), ("W2", "秦都区", "二号"))
    hand_in(workspace, "well", content, "2024-05")
    rows = templates.last_rows(workspace, WELL, QINDU, JUNE)
    form = template(WELL, reporter=QINDU, period=JUNE, rows=rows)
    checked = usecases.check(workspace, "well", form, "模板.xlsx")
    assert checked.ok
    assert (checked.reporter, checked.period) == (QINDU, JUNE)
    source = ["source_sheet", "source_row", "source_cell"]
    again = checked.reading.good_rows()
    assert again.drop_columns(source).equals(rows.drop_columns(source))


def test_blanks_are_all_that_is_owed(workspace, book):
    hand_in(workspace, "well", book(WELLS, ("W1", "秦都区", "一号")), "2024-05")
    found = {b.dataset.name: b for b in templates.blanks(workspace, QINDU, JUNE)}
    assert keys(found["well"].rows) == ["W1"]
    assert found["water_quality"].period.code == "2024Q2"
    assert all(b.rows is None for b in templates.blanks(workspace, QINDU, JUNE, prefill=False))


def test_who_owes_nothing_is_told(workspace, monkeypatch):
    monkeypatch.setattr(templates, "LEDGERS", {})
    with pytest.raises(UsageError, match="没有按期报送"):
        templates.blanks(workspace, QINDU, MAY)


def test_a_template_says_what_it_is_also_after_it_was_saved(tmp_path):
    content = template(LEVEL, reporter=QINDU, period=JUNE)
    book = openpyxl.load_workbook(io.BytesIO(content))
    buffer = io.BytesIO()
    book.save(buffer)
    for one in (content, buffer.getvalue()):
        found = templates.binding(one)
        assert (found.dataset, found.reporter, found.period) == (LEVEL, QINDU, JUNE)
    plain = templates.binding(template(LEVEL))
    assert (plain.dataset, plain.reporter, plain.period) == (LEVEL, None, None)


CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


@pytest.mark.parametrize(
    "xml",
    [
        (
            f'<Properties xmlns="{CUSTOM}" xmlns:vt="{TYPES}"><property name="gwdash_dataset">'
            "<vt:lpwstr>water_level</vt:lpwstr></property></Properties>"
        ),
        (
            f'<Properties xmlns="{CUSTOM}"><property name="gwdash_dataset" pid="2">'
            f'<vt:lpwstr xmlns:vt="{TYPES}">water_level</vt:lpwstr></property></Properties>'
        ),
        (
            f'<p:Properties xmlns:p="{CUSTOM}"><p:property name=\'gwdash_dataset\' pid="2">\n'
            f' <lpwstr xmlns="{TYPES}">water_level</lpwstr>\n</p:property></p:Properties>'
        ),
    ],
    ids=["as written", "declared where used", "other prefixes"],
)
def test_wherever_a_program_declares_its_namespaces_the_template_is_known(xml):
    assert templates.binding(with_properties(xml)).dataset is LEVEL


def test_of_damaged_properties_nothing_is_believed():
    assert templates.binding(with_properties("<Properties><property")) is None


def with_properties(xml):
    """Return a template whose properties were written by another program."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template(LEVEL))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if name == "docProps/custom.xml" else old.read(name))
    return buffer.getvalue()


def test_other_files_say_nothing(book):
    for content in (book(("a",)), b"a,b\n1,2\n", b"PK\x03\x04 broken"):
        assert templates.binding(content) is None
