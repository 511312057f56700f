"""零报告 and 沿用上期: what one click hands in, and when it is refused."""

import pytest

from gwdash.errors import UsageError
from gwdash.ingest.profile import Profile
from gwdash.intake import maintenance, oneclick, usecases
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.store.database import open_current

QINDU = REGION.reporter("610402")
MAY, JUNE = Period.parse("2024-05"), Period.parse("2024-06")
WELL, LEVEL, PROGRESS = (DATASETS[n] for n in ("well", "water_level", "task_progress"))
WELLS = ("监测井编码", "县市区", "井深")


@pytest.fixture
def wells(workspace, book):
    """Return a function that hands in wells."""

    def hand_in(*codes, period="2024-05", part="全部"):
        content = book(WELLS, *((code, "秦都区", 30) for code in codes))
        told = Profile(reporter="秦都区", period=period, part=part)
        return usecases.submit(
            workspace, usecases.check(workspace, "well", content, "w.xlsx", told)
        )

    return hand_in


def live_wells(workspace):
    return open_current(workspace).keys(WELL)


def test_a_report_of_nothing_is_a_published_report(workspace):
    receipt = oneclick.nil_report(workspace, LEVEL, QINDU, JUNE)
    kept = receipt.submission
    assert (kept.kind, kept.state, kept.n_rows, kept.period) == ("nil", "accepted", 0, "2024-06")
    assert receipt.version == maintenance.current_version(workspace) == 1
    assert maintenance.doctor(workspace) == []
    maintenance.rebuild(workspace, None)


def test_the_last_rows_are_handed_in_again(workspace, wells):
    first = wells("W1", "W2").submission
    (receipt,) = oneclick.carry_over(workspace, WELL, QINDU, JUNE)
    kept = receipt.submission
    assert (kept.kind, kept.n_rows, kept.period) == ("carry", 2, "2024-06")
    assert kept.difference == {"base": first.id, "added": 0, "changed": 0, "removed": 0}
    assert kept.rows_sha256 == first.rows_sha256
    assert live_wells(workspace) == {"W1", "W2"}
    assert maintenance.doctor(workspace) == []


def test_each_part_is_carried(workspace, wells):
    wells("W1", part="马泉镇")
    wells("W2", part="双照街道")
    receipts = oneclick.carry_over(workspace, WELL, QINDU, JUNE)
    assert {r.submission.part for r in receipts} == {"马泉镇", "双照街道"}
    assert live_wells(workspace) == {"W1", "W2"}


def test_a_later_whole_takes_the_place_of_parts(workspace, wells):
    wells("W1", part="马泉镇", period="2024-04")
    wells("W1", "W3")
    (receipt,) = oneclick.carry_over(workspace, WELL, QINDU, JUNE)
    assert receipt.submission.n_rows == 2


def test_references_are_checked_again(workspace, book):
    head = ("事项编号", "县市区", "实际进度（%）")
    content = book(head, ("1-01", "秦都区", 40))
    told = Profile(reporter="秦都区", period="2024-05")
    usecases.submit(workspace, usecases.check(workspace, "task_progress", content, "t.xlsx", told))
    (receipt,) = oneclick.carry_over(workspace, PROGRESS, QINDU, JUNE)
    assert receipt.submission.n_warnings == 1
    assert receipt.submission.issues_sha256


@pytest.mark.parametrize(
    ("dataset", "period", "sentence"),
    [
        (WELL, MAY, "以前没有审核通过"),
        (LEVEL, JUNE, "每期都要实测"),
        (DATASETS["work_plan"], Period.parse("2024"), "不报送"),
        (DATASETS["zone"], Period.parse("2024Q2"), "不报送"),
    ],
)
def test_what_cannot_be_carried_is_refused(workspace, dataset, period, sentence):
    with pytest.raises(UsageError, match=sentence):
        oneclick.carry_over(workspace, dataset, QINDU, period)
    assert maintenance.current_version(workspace) is None


def test_what_the_office_keeps_needs_no_click(workspace):
    office = REGION.reporter(REGION.office)
    plan, year = DATASETS["work_plan"], Period.parse("2024")
    for click in (oneclick.carry_over, oneclick.nil_report):
        with pytest.raises(UsageError, match="由办公室维护"):
            click(workspace, plan, office, year)


def test_nothing_is_carried_over_a_report_or_a_report_of_nothing(workspace, wells):
    wells("W1", period="2024-06")
    with pytest.raises(UsageError, match=r"已有第 \d+ 号报送"):
        oneclick.carry_over(workspace, WELL, QINDU, JUNE)
    oneclick.nil_report(workspace, PROGRESS, QINDU, MAY)
    with pytest.raises(UsageError, match="上一次报的是零报告"):
        oneclick.carry_over(workspace, PROGRESS, QINDU, JUNE)


def test_a_report_of_nothing_does_not_wipe_out_rows(workspace, wells):
    wells("W1")
    with pytest.raises(UsageError, match="还有 1 行，零报告会把它们清空"):
        oneclick.nil_report(workspace, WELL, QINDU, JUNE)
    with pytest.raises(UsageError, match="不能再报零报告"):
        oneclick.nil_report(workspace, WELL, QINDU, MAY)


def test_a_file_after_a_report_of_nothing_replaces_it(workspace, wells):
    nil = oneclick.nil_report(workspace, WELL, QINDU, MAY).submission
    assert wells("W1").submission.supersedes == nil.id
    assert live_wells(workspace) == {"W1"}


def test_withdrawing_a_carried_report_leaves_the_one_before(workspace, wells):
    wells("W1")
    (receipt,) = oneclick.carry_over(workspace, WELL, QINDU, JUNE)
    usecases.withdraw(workspace, receipt.submission.id, reason="误点")
    assert live_wells(workspace) == {"W1"}
