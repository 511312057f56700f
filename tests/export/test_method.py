"""方法说明 says what the declarations do, and the kept document is the present one."""

from pathlib import Path

import pytest

from gwdash.assess.lamps import FACES
from gwdash.assess.scheme import current_scheme
from gwdash.export import method
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.duties import owed_by
from gwdash.registry.indicator_list import INDICATORS

KEPT = Path(__file__).resolve().parents[2] / "docs" / "method.md"


def section(key):
    return next(one for one in method.sections() if one.key == key)


def cells(key):
    return {cell for table in section(key).tables for row in table.rows for cell in row}


@pytest.mark.parametrize("one", method.sections(), ids=lambda one: one.key)
def test_every_part_is_whole(one):
    assert one.sentences
    assert all(sentence.endswith("。") for sentence in one.sentences)
    for table in one.tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.headings)}


def test_every_indicator_stands_with_its_rule_target_and_source():
    found = section("indicators").tables[0].rows
    assert [row[1] for row in found] == [one.label for one in INDICATORS]
    for row, one in zip(found, INDICATORS, strict=True):
        assert one.rule in row[3]
        assert one.target.words in row[5]
        assert row[6] == one.source
        assert row[7]


def test_every_lamp_has_a_condition():
    assert {face.word for face in FACES.values()} <= cells("progress")


def test_every_part_of_the_score_stands_with_its_weight():
    found = {row[:3] for row in section("scores").tables[0].rows}
    assert found == {
        (one.label, f"{one.weight:f}", one.target_words) for one in current_scheme().indicators
    }


def test_every_ledger_that_is_owed_has_its_due_day():
    assert {d.label for d in LEDGERS.values() if owed_by(d)} <= cells("reports")


def test_the_kept_document_is_current():
    assert KEPT.read_text("utf-8") == method.markdown(), "请执行 python -m gwdash docs"


def test_no_cell_breaks_the_table():
    for line in method.markdown().splitlines():
        if line.startswith("|"):
            headings = line.count("|")
            assert headings >= 3
