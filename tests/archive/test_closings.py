"""Closing steps are added to the ledger, read back whole, and never changed."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime

import pytest

from gwdash import clock
from gwdash.archive import Ledger
from gwdash.archive.model import ClosingStep, StepEvidence, StepKind

MORNING = datetime(2024, 7, 1, 8, 0, tzinfo=clock.BEIJING)
STEP = ClosingStep(
    kind="hazard_overdue", subject="YH-2", title="储罐区隐患", step=StepKind.APPLY, at=MORNING,
    actor="张", note="已整改", as_of=date(2024, 6, 30), version=3,
    evidence=(StepEvidence("照片.png", "ab" * 32, "png", 67),),
)  # fmt: skip


def test_steps_come_back_as_they_were_taken(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        first = ledger.add_step(STEP)
        other = ledger.add_step(replace(STEP, subject="YH-9", step=StepKind.CLOSE, evidence=()))
        assert ledger.steps() == [first, other]
        assert ledger.steps("hazard_overdue", "YH-2") == [first]
        assert first == replace(STEP, id=first.id)


@pytest.mark.parametrize(
    "change", ["UPDATE closing_step SET note = 'x'", "DELETE FROM closing_step"]
)
def test_a_step_is_never_changed(tmp_path, change):
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.add_step(STEP)
    with sqlite3.connect(path) as plain, pytest.raises(sqlite3.IntegrityError, match="only added"):
        plain.execute(change)
    plain.close()


def test_a_ledger_of_the_format_before_gets_the_table(tmp_path):
    path = tmp_path / "ledger.sqlite"
    Ledger(path).close()
    with sqlite3.connect(path) as plain:
        plain.execute("DROP TABLE closing_step")
        plain.execute("UPDATE setting SET value = '3' WHERE key = 'format'")
    plain.close()
    with Ledger(path) as ledger:
        assert ledger.steps() == []
        assert ledger.add_step(STEP).id == 1
        assert ledger.setting("format") == "6"
