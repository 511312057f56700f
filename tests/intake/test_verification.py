"""核定进度: entered by the office, counted where it is newer than the report."""

from contextlib import closing

import pytest
import ui_city

from gwdash.archive import Archive
from gwdash.errors import ConflictError, UsageError
from gwdash.intake import maintenance, usecases
from gwdash.intake.verification import Verdict, verify, verify_all
from gwdash.queries.progress import by_county, plan_items
from gwdash.queries.source import last_day
from gwdash.scope import Scope
from gwdash.store.content import content_hash
from gwdash.store.database import open_current
from gwdash.store.pointer import version_path

MAY, JUNE = ui_city.MAY, ui_city.JUNE


@pytest.fixture
def home(tmp_path):
    return ui_city.build(tmp_path / "city").home


def items(home, period=JUNE):
    return {i.item_id: i for i in plan_items(open_current(home), Scope(period))}


def live_hash(home):
    return content_hash(version_path(home, maintenance.current_version(home)))


def test_a_verified_figure_counts_and_the_reported_one_stays(home):
    receipt = verify(home, Verdict("6-01", "秦都区", 30.0, "现场核查 2 镇未建档"))
    assert (receipt.submission.period, receipt.submission.kind) == (JUNE, "edit")
    found = items(home)["6-01"]
    assert (found.item.actual_pct, found.reported_pct, found.verified_pct) == (30.0, 48.0, 30.0)
    assert found.differs
    assert found.verified_note == "现场核查 2 镇未建档"
    scope = Scope(JUNE)
    assert by_county(items(home).values(), last_day(scope))["610402"].actual_pct == 30.0
    assert items(home, MAY)["6-01"].verified_pct is None


def test_a_newer_report_counts_again(home):
    verify(home, Verdict("6-01", "", 30.0, "核查"), period=MAY)
    assert items(home, MAY)["6-01"].item.actual_pct == 30.0
    assert items(home)["6-01"].item.actual_pct == 48.0


def test_a_verdict_on_what_was_not_reported_again_is_carried(home):
    verify(home, Verdict("6-02", "610404", 10.0, "核减"))
    found = items(home)["6-02"]
    assert (found.item.actual_pct, found.reported_period) == (10.0, MAY)
    assert not found.item.reported


def test_verdicts_add_up_are_replaced_and_taken_back(home):
    before = live_hash(home)
    verify_all(home, [Verdict("6-01", "", 30.0, "甲"), Verdict("7-01", "市级", 90.0, "乙")])
    second = verify(home, Verdict("6-01", "", 48.0, "复核"))
    found = items(home)
    assert (found["6-01"].verified_pct, found["7-01"].verified_pct) == (48.0, 90.0)
    assert not found["6-01"].differs
    assert dict(second.submission.difference) == {
        "base": None, "added": 0, "changed": 1, "removed": 0,
    }  # fmt: skip
    verify_all(home, [Verdict("6-01", "", None, "撤回"), Verdict("7-01", "", None, "撤回")])
    found = items(home)
    assert found["6-01"].verified_pct is found["7-01"].verified_pct is None
    assert found["6-01"].item.actual_pct == 48.0
    for number in (s.id for s in usecases.submissions(home, dataset="verified_progress")[:3]):
        usecases.withdraw(home, number, reason="测试")
    assert live_hash(home) == before


@pytest.mark.parametrize(
    ("verdict", "period", "error", "said"),
    [
        (Verdict("9-99", "", 1.0, "x"), None, UsageError, "没有编号"),
        (Verdict("6-01", "渭城区", 1.0, "x"), None, UsageError, "不是「渭城区」"),
        (Verdict("6-01", "", 100.5, "x"), None, UsageError, "0 到 100"),
        (Verdict("6-01", "", -1.0, "x"), None, UsageError, "0 到 100"),
        (Verdict("6-01", "", 1.0, " "), None, UsageError, "说明"),
        (Verdict("6-01", "", 1.0, "x"), "某月", UsageError, "不能识别"),
        (Verdict("6-01", "", 1.0, "x"), "2024-01", ConflictError, "还没有单位报送"),
    ],
)
def test_what_is_refused(home, verdict, period, error, said):
    before = usecases.versions(home)
    with pytest.raises(error, match=said):
        verify(home, verdict, period=period)
    assert usecases.versions(home) == before


def test_nothing_to_verify(home, tmp_path):
    with pytest.raises(UsageError, match="没有要核定"):
        verify_all(home, [])
    with pytest.raises(ConflictError, match="还没有发布"):
        verify(tmp_path / "empty", Verdict("6-01", "", 1.0, "x"))


def test_a_verified_version_is_rebuilt(home):
    verify(home, Verdict("6-01", "", 30.0, "核查"))
    before = live_hash(home)
    maintenance.rebuild(home)
    assert live_hash(home) == before
    with closing(Archive(home / "archive")) as archive:
        kept = archive.ledger.submissions(dataset="verified_progress")[0]
        assert archive.ledger.events(kept.id)[0].reason == "核查"
