"""销号: who may take which step, with what, and what the record keeps."""

from contextlib import closing as closed_after
from datetime import date

import problem_city
import pytest
from ui_city import PICTURE, hand_in

from gwdash.archive import Archive
from gwdash.archive.model import StepKind
from gwdash.assess.closing import Standing
from gwdash.errors import ConflictError, DataRejected, UsageError
from gwdash.intake.attachments import Upload
from gwdash.intake.closing import Wish, step_file, steps, take_step
from gwdash.queries import problem_cases
from gwdash.scope import Scope
from gwdash.store.database import open_current
from gwdash.store.publish import publish

KEY = "hazard_overdue:YH-2"
PROOF = (Upload("现场/照片.png", PICTURE),)


@pytest.fixture
def home(tmp_path):
    problem_city.build(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A city to which nothing is written, because everything is refused."""
    return problem_city.build(tmp_path_factory.mktemp("untouched")).home


def wish(step=StepKind.APPLY, **more):
    values = {
        "key": KEY, "step": step, "actor": "县局张", "note": "已整改", "period": "2024-06",
        "uploads": PROOF,
    }  # fmt: skip
    return Wish(**(values | more))


def way(home):
    take_step(home, wish())
    take_step(home, wish(StepKind.INSPECT, actor="市局李"))
    take_step(home, wish(StepKind.REVIEW, actor="办公室王", uploads=()))
    return take_step(home, wish(StepKind.CLOSE, actor="办公室王", uploads=()))


def standing(home, period="2024-06"):
    store, scope = open_current(home), Scope(period)
    end = {"2024-06": date(2024, 6, 30), "2024-09": date(2024, 9, 30)}[period]
    seen = store.once(problem_cases.seen, scope)
    found = problem_cases.cases(seen, steps(home), end)
    return {case.problem.key: case for case in found}[KEY]


def test_four_steps_close_a_problem_and_stand_in_the_record(home):
    last = way(home)
    case = standing(home)
    assert case.standing is Standing.CLOSED
    assert [one.step for one in case.history] == [
        StepKind.APPLY, StepKind.INSPECT, StepKind.REVIEW, StepKind.CLOSE,
    ]  # fmt: skip
    assert (last.as_of, last.title) == (date(2024, 6, 30), case.problem.text)
    proof = step_file(home, f"{case.history[0].id}-0")
    assert (proof.file_name, proof.content) == ("照片.png", PICTURE)


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        ({"actor": " "}, UsageError, "经办人"),
        ({"note": ""}, UsageError, "说明"),
        ({"uploads": ()}, UsageError, "佐证材料"),
        ({"uploads": (Upload("a.png", b"MZ nothing"),)}, DataRejected, "没有保存"),
        ({"step": StepKind.CLOSE}, ConflictError, "拟销号"),
        ({"key": "hazard_overdue:YH-1"}, ConflictError, "问题仍在"),
        ({"key": "hazard_overdue:YH-77"}, UsageError, "没有这个问题"),
    ],
)
def test_a_step_that_does_not_hold_is_refused_and_leaves_nothing(untouched, more, error, words):
    with pytest.raises(error, match=words):
        take_step(untouched, wish(**more))
    assert steps(untouched) == []


def test_who_applied_does_not_review_his_own(home):
    take_step(home, wish())
    take_step(home, wish(StepKind.INSPECT, actor="市局李"))
    with pytest.raises(ConflictError, match="申请人以外"):
        take_step(home, wish(StepKind.REVIEW))


def test_what_is_sent_back_is_applied_for_again(home):
    take_step(home, wish())
    take_step(home, wish(StepKind.SEND_BACK, actor="市局李", uploads=()))
    assert standing(home).standing is Standing.SENT_BACK
    take_step(home, wish())
    assert standing(home).standing is Standing.APPLIED


def test_a_closed_problem_that_comes_back_is_open_again(home):
    way(home)
    hazard = {
        "hazard_id": "YH-2", "site_id": problem_city.SITE, "county_code": "610402",
        "rectify_by": date(2024, 3, 1), "rectify_status": "open",
    }  # fmt: skip
    with closed_after(Archive(home / "archive")) as archive:
        hand_in(archive, "leak_hazard", "610402", "2024Q3", [hazard])
        publish(home, archive, reason="复发")
    case = standing(home, "2024-09")
    assert case.standing is Standing.REOPENED
    assert len(case.history) == 4
    with pytest.raises(ConflictError, match="问题仍在"):
        take_step(home, wish(period="2024-09"))


@pytest.mark.parametrize("name", ["", "7-0", "x-0", "1-x", "../1"])
def test_a_file_that_is_not_there_is_refused(untouched, name):
    with pytest.raises(UsageError, match="没有这份材料"):
        step_file(untouched, name)


def test_nothing_is_recorded_in_a_workspace_without_data(tmp_path):
    assert steps(tmp_path / "none") == []
    with pytest.raises(ConflictError):
        take_step(tmp_path / "none", wish())
