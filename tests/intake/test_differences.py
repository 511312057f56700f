"""Differences, review, good rows only and the same file: on a real workspace."""

from datetime import datetime

import pytest

from gwdash import clock
from gwdash.archive import State
from gwdash.errors import DataRejected, UsageError
from gwdash.ingest.profile import Profile
from gwdash.intake import difference, edits, maintenance, records, usecases
from gwdash.registry.datasets import DATASETS

JUNE = Profile(reporter="秦都区", period="2024-06")
JULY = Profile(reporter="秦都区", period="2024-07")
OTHERS = Profile(reporter="渭城区", period="2024-06")
NOON = datetime(2024, 7, 3, 12)  # noqa: DTZ001 (the clock takes it as Beijing time)


@pytest.fixture(autouse=True)
def in_time():
    """Hand in before June's due day."""
    with clock.at(NOON):
        yield


def check(workspace, content, profile=JUNE, dataset="water_level"):
    return usecases.check(workspace, dataset, content, "l.xlsx", profile)


def hand_in(workspace, content, profile=JUNE, dataset="water_level", **how):
    return usecases.submit(workspace, check(workspace, content, profile, dataset), **how)


@pytest.fixture
def wells(book):
    def make(*rows):
        return book(("监测井编码", "县市区", "成井深度（m）"), *rows)

    return make


def counts(found):
    return found["base"], found["added"], found["changed"], found["removed"]


def test_the_difference_is_told_before_and_kept_after(workspace, levels):
    first = hand_in(workspace, levels(("W1", "2024-06-01", 3.5), ("W2", "2024-06-01", 4.5)))
    assert counts(first.submission.difference) == (None, 2, 0, 0)
    content = levels(("W1", "2024-06-01", 3.6), ("W3", "2024-06-01", 5.5))
    said = difference.against_last(workspace, check(workspace, content))
    assert difference.words(said) == (
        "新增 1 行（W3 2024-06-01 00:00）、修改 1 处（W1 2024-06-01 00:00 水位埋深 3.5→3.6）、"
        "减少 1 行（W2 2024-06-01 00:00）"
    )
    second = hand_in(workspace, content).submission
    assert second.difference == said.counts
    assert counts(second.difference) == (1, 1, 1, 1)
    assert difference.of_submission(workspace, second.id) == said
    assert difference.between_submissions(workspace, 2, 1).counts["added"] == 1


def test_before_anything_was_handed_in_all_is_new(workspace, levels):
    said = difference.against_last(workspace, check(workspace, levels(("W1", "2024-06-01", 1))))
    assert counts(said.counts) == (None, 1, 0, 0)
    assert not workspace.exists()


def test_an_observation_of_another_slice_is_changed_and_not_new(workspace, levels):
    hand_in(workspace, levels(("W1", "2024-06-01", 3.5), ("W2", "2024-06-01", 4.5)))
    late = levels(("W1", "2024-06-01", 9.9), ("W1", "2024-07-01", 3.7), ("W2", "2024-06-01", 4.5))
    found = difference.against_last(workspace, check(workspace, late, JULY))
    assert counts(found.counts) == (None, 1, 1, 0)


def test_a_register_goes_on_from_the_period_before(workspace, wells):
    hand_in(workspace, wells(("W1", "秦都区", 80), ("W2", "秦都区", 90)), dataset="well")
    hand_in(workspace, wells(("X1", "渭城区", 80)), OTHERS, dataset="well")
    found = hand_in(workspace, wells(("W1", "秦都区", 81), ("W2", "秦都区", 90)), JULY, "well")
    assert counts(found.submission.difference) == (1, 0, 1, 0)
    town = Profile(reporter="秦都区", period="2024-07", part="马泉街道")
    part = difference.against_last(
        workspace, check(workspace, wells(("W9", "秦都区", 8)), town, "well")
    )
    assert counts(part.counts) == (None, 1, 0, 0)


def test_versions_are_compared_in_words_and_as_a_table(workspace, wells, levels):
    hand_in(workspace, wells(("W1", "秦都区", 80), ("W2", "秦都区", 90)), dataset="well")
    hand_in(workspace, wells(("W1", "秦都区", 80), ("W2", "秦都区", 95)), dataset="well")
    hand_in(workspace, levels(("W1", "2024-06-01", 3.5)))
    usecases.withdraw(workspace, 3)
    changes = difference.between_versions(workspace, 1, 3)
    assert difference.correction_note(changes) == [
        "秦都区 2024年6月 地下水环境监测井台账：修改 1 处（W2 成井深度 90→95）。",
        "秦都区 2024年6月 地下水水位监测记录：首次报送 1 行。",
    ]
    assert len(difference.correction_rows(changes)) == 2
    assert difference.between_versions(workspace, 2, 4) == []
    [gone] = difference.between_versions(workspace, 3, 4)
    assert "报送已撤下" in gone.sentence
    with pytest.raises(UsageError, match="没有第 9 版"):
        difference.between_versions(workspace, 1, 9)
    with pytest.raises(UsageError, match="不是同一种台账"):
        difference.between_submissions(workspace, 1, 3)


def test_a_register_goes_back_to_the_period_before(workspace, wells):
    hand_in(workspace, wells(("W1", "秦都区", 80), ("W2", "秦都区", 90)), dataset="well")
    hand_in(workspace, wells(("W1", "秦都区", 81), ("W2", "秦都区", 90)), JULY, "well")
    usecases.withdraw(workspace, 2)
    assert [change.sentence for change in difference.between_versions(workspace, 1, 2)] == [
        "秦都区 2024年7月 地下水环境监测井台账：与上一报告期相比，修改 1 处（W1 成井深度 80→81）。"
    ]
    [back] = difference.between_versions(workspace, 2, 3)
    assert back.sentence == (
        "秦都区 2024年7月 地下水环境监测井台账：报送已撤下（原 2 号），改用上一报告期的数据，"
        "修改 1 处（W1 成井深度 81→80）。"
    )


# ---------------------------------------------------------------------------- review


def test_with_a_review_nothing_counts_before_it(workspace, levels):
    usecases.review_first(workspace, on=True)
    assert usecases.reviews(workspace)
    waiting = hand_in(workspace, levels(("W1", "2024-06-01", 3.5)))
    assert (waiting.submission.state, waiting.version) == (State.SUBMITTED, None)
    assert maintenance.current_version(workspace) is None
    assert usecases.accept(workspace, waiting.submission.id).version == 1
    [version] = usecases.versions(workspace)
    assert version.reason == "秦都区 2024年6月 地下水水位监测记录（1 号）审核通过"
    usecases.review_first(workspace, on=False)
    assert hand_in(workspace, levels(("W1", "2024-06-01", 3.7))).version == 2


def test_every_decision_is_a_version_with_one_line_why(workspace, levels):
    hand_in(workspace, levels(("W1", "2024-06-01", 3.5)))
    usecases.return_submission(workspace, 1, reason="水位基准不对")
    usecases.accept(workspace, 1)
    usecases.withdraw(workspace, 1, reason="报错了")
    about = "秦都区 2024年6月 地下水水位监测记录"
    assert [v.reason for v in usecases.versions(workspace)[::-1]] == [
        f"{about}：表格报送",
        f"{about}（1 号）退回：水位基准不对",
        f"{about}（1 号）审核通过",
        f"{about}（1 号）已撤回：报错了",
    ]
    assert [one.versions for one in records.listed(workspace)] == ["v3"]
    assert records.opened(workspace, 1).spans == ((1, 1), (3, 3))


# ---------------------------------------------------------------------------- good rows only


def test_good_rows_go_in_only_where_somebody_chose_so(workspace, levels):
    content = levels(("W1", "2024-06-01", 3.5), ("W2", "2024-06-01", "O.5"))
    with pytest.raises(DataRejected, match="1 处错误"):
        hand_in(workspace, content)
    kept = hand_in(workspace, content, partial=True).submission
    assert (kept.partial, kept.n_rows, kept.n_stopped, kept.n_errors) == (True, 1, 1, 1)
    [waiting] = records.open_issues(workspace, "610402")
    assert [issue.cell for issue in waiting.issues] == ["C3"]
    assert records.open_issues(workspace, "610404") == []
    mended = hand_in(workspace, levels(("W1", "2024-06-01", 3.5), ("W2", "2024-06-01", 0.5)))
    assert not mended.submission.partial
    assert records.open_issues(workspace) == []
    usecases.withdraw(workspace, mended.submission.id)
    assert [one.submission.id for one in records.open_issues(workspace)] == [kept.id]


def test_cells_changed_in_the_page_leave_the_wrong_rows_open(workspace, levels):
    content = levels(("W1", "2024-06-01", 3.5), ("W2", "2024-06-01", "O.5"))
    kept = hand_in(workspace, content, partial=True).submission

    def edit(*rows):
        [base] = edits.choices(workspace, DATASETS["water_level"])
        checked = edits.check_edit(workspace, base, levels(*rows), "页面修改.xlsx")
        return edits.hand_in(workspace, base, checked, reason="县局来函").submission

    first = edit(("W1", "2024-06-01", 3.6))
    [waiting] = records.open_issues(workspace)
    assert (waiting.submission.id, waiting.in_force) == (kept.id, first.id)
    assert [issue.cell for issue in waiting.issues] == ["C3"]
    second = edit(("W1", "2024-06-01", 3.6), ("W2", "2024-06-01", 0.5))
    assert records.open_issues(workspace) == []
    usecases.withdraw(workspace, second.id)
    assert [one.in_force for one in records.open_issues(workspace)] == [first.id]


def test_a_file_without_errors_is_no_part(workspace, levels):
    kept = hand_in(workspace, levels(("W1", "2024-06-01", 3.5)), partial=True).submission
    assert not kept.partial


@pytest.mark.parametrize(
    "rows", [[("W1", "2024-06-01", "O.5")], []], ids=["no good row", "no row at all"]
)
def test_nothing_good_is_nothing_to_hand_in(workspace, levels, rows):
    with pytest.raises(DataRejected):
        hand_in(workspace, levels(*rows), partial=True)


# ---------------------------------------------------------------------------- the same file


def test_the_same_file_for_another_slice_is_said(workspace, levels):
    content = levels(("W1", "2024-06-01", 3.5))
    hand_in(workspace, content)
    [said] = [i for i in check(workspace, content, JULY).issues if "报送过" in i.message]
    assert "秦都区 2024年6月 地下水水位监测记录”报送过（1 号）" in said.message
    assert said.severity == "warning"
    assert not [i for i in check(workspace, content).issues if "报送过" in i.message]
    usecases.withdraw(workspace, 1)
    assert not [i for i in check(workspace, content, JULY).issues if "报送过" in i.message]
