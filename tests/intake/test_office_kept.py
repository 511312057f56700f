"""A unit is told, cell by cell, where its file says otherwise than the office."""

import shutil
from datetime import date, datetime

import decision_city
import pytest
from decision_city import ASKED, DONE, decision

from gwdash import clock
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.profile import Profile
from gwdash.intake.decision_register import DECISION, as_csv
from gwdash.intake.row_history import history
from gwdash.intake.usecases import check, submit
from gwdash.registry.datasets import DATASETS
from gwdash.store.database import open_current

NOW = datetime(2024, 7, 18, 15)  # noqa: DTZ001 (taken as Beijing time)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return decision_city.build(tmp_path_factory.mktemp("told") / "city").home


def told(home, rows, *, reporter="gxj", period="2024-06", dataset="decision"):
    """Return (cell, field, sentence) of what a file is told of the office's columns."""
    with clock.at(NOW):
        content = as_csv(DATASETS[dataset], rows)
        found = check(home, dataset, content, "办理.csv", Profile(reporter=reporter, period=period))
    own = [one for one in found.issues if one.kind is IssueKind.KEPT]
    assert {one.severity for one in own} <= {Severity.WARNING}
    assert found.ok
    return [(one.cell, one.field, one.message) for one in own]


#: What the office has of it: no extension, no review, until the tenth of July.
OPEN = ("2024-02", "2", "gxj", date(2024, 7, 10))
BACK = ("2024-02", "3", "slj", date(2024, 6, 10))


@pytest.mark.parametrize(
    ("key", "more", "cell", "words"),
    [
        (OPEN, {"decision_due_on": date(2024, 12, 31)}, "F2",
         "办结时限由办公室确定，仍按 2024-07-10 计；需要延期的，请填「延期申请」。"),
        (OPEN, {"decision_text": "不办了"}, "E2",
         "议定事项由办公室确定，仍按“2024-02事项2”计；不一致的，请与办公室核对。"),
        (OPEN, {"decision_role": "assist"}, "D2", "责任分工由办公室确定，仍按“牵头”计"),
        (OPEN, {"agenda_topic": "其他"}, "H2", "议题由办公室确定，仍按未填计"),
        (OPEN, ASKED | {"extension_state": "granted"}, "L2",
         "延期申请由办公室确定，仍按“无”计；需要延期的，请填“申请中”"),
        (OPEN, ASKED | {"extended_to": None}, "M2", "没有写明延期到哪一天的申请不计"),
        (OPEN, ASKED | {"decision_due_on": None, "extended_to": date(2024, 7, 10)}, "M2",
         "应晚于办公室确定的办结时限 2024-07-10"),
        (OPEN, DONE | {"review_state": "closed"}, "O2", "审结情况由办公室确定，仍按“待审”计"),
        (BACK, DONE, "K2", "该事项已于 2024-07-03 退回重办，办结日期早于这一天"),
        (("2024-01", "3", "czj", date(2024, 5, 31)), {}, "I2", "已经审结，仍按已办结计"),
        (("2024-01", "2", "zrzyj", date(2024, 3, 31)), {}, "L2", "仍按“同意”计"),
        (("2024-02", "1", "610404", date(2024, 5, 31)), ASKED | {"extended_to": date(2024, 12, 1)},
         "M2", "延期至由办公室确定，仍按 2024-09-30 计"),
    ],
)  # fmt: skip
def test_what_differs_is_told_at_its_cell(home, key, more, cell, words):
    (found,) = told(home, [decision(*key, **more)])
    assert (found[0], words in found[2]) == (cell, True), found


@pytest.mark.parametrize(
    ("key", "more"),
    [
        (OPEN, {}),
        (OPEN, DONE),
        (OPEN, ASKED),
        (OPEN, dict.fromkeys(column.name for column in DECISION.kept_by_office)),
        (OPEN, {"decision_text": " 2024-02事项2 "}),
        (BACK, DONE | {"done_on": date(2024, 7, 3)}),
        (BACK, DONE | {"done_on": date(2024, 7, 3), "review_state": None}),
        (("2024-01", "3", "czj", date(2024, 5, 31)), DONE),
        (("2024-02", "7", "gxj", date(2024, 12, 31)), {}),
    ],
)
def test_what_agrees_is_blank_or_new_is_not_spoken_of(home, key, more):
    assert told(home, [decision(*key, **more)]) == []


def test_only_a_unit_is_told_and_only_of_what_the_office_had_said_by_then(home):
    moved = decision(*OPEN[:3], date(2024, 12, 31))
    assert len(told(home, [moved])) == 1
    assert told(home, [moved], reporter="ldxz") == []
    # In May the office had not written this item down.
    assert told(home, [moved], period="2024-05") == []


def test_an_empty_workspace_and_other_ledgers_have_nothing_to_tell(home, tmp_path):
    assert told(tmp_path, [decision(*OPEN)]) == []
    project = {"project_id": "P", "project_name": "甲", "county_code": "610402"}
    assert told(home, [project], reporter="610402", period="2024Q2", dataset="project") == []


def test_what_moved_nothing_is_no_step_of_the_decision(home, tmp_path):
    own = shutil.copytree(home, tmp_path / "city")
    moved = decision(*OPEN[:3], date(2024, 12, 31), progress_text="已开工")
    with clock.at(NOW):
        profile = Profile(reporter="gxj", period="2024-06")
        submit(own, check(own, "decision", as_csv(DECISION, [moved]), "办理.csv", profile))
        store = open_current(own)
        key = dict(zip(DECISION.key, OPEN[:3], strict=True))
        row = store.ledgers.matching(DECISION, key, 1)[0]
        handed, counted = (
            history(own, store, DECISION, row, counted=counts)[0] for counts in (False, True)
        )
    assert set(handed.changes) == {"工作进展", "办结时限"}
    assert counted.changes == {"工作进展": ("", "已开工")}
    assert counted.submission_id == handed.submission_id
