"""终期评估: every indicator leads to its rows, their cells and the files behind them."""

import hashlib
import re
from contextlib import closing
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import ui_city
from openpyxl import load_workbook

from gwdash import clock
from gwdash.archive import Archive
from gwdash.archive.model import ClosingStep, StepEvidence, StepKind
from gwdash.briefings.evaluation import evaluation_pack, findings
from gwdash.clock import BEIJING
from gwdash.errors import ConflictError, UsageError
from gwdash.intake.originals import withheld
from gwdash.queries import indicators
from gwdash.registry.indicator_list import INDICATORS
from gwdash.scope import Scope
from gwdash.store.database import open_current

AT = datetime(2024, 7, 5, 17, 30, tzinfo=BEIJING)
LINE = re.compile(r"^([0-9a-f]{64}) +(\d+)  ([^\r\n]+)\r?$", re.MULTILINE)
INDEX = "01_终期评估索引.xlsx"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("evaluated")
    ui_city.build(home)
    with closing(Archive.of(home)) as archive:
        for kind in (StepKind.APPLY, StepKind.CLOSE):
            archive.ledger.add_step(_step(archive, kind, "item_overdue", "5-01"))
        archive.ledger.add_step(_step(archive, StepKind.APPLY, "item_overdue", "6-01"))
    return home


def _step(archive, step, kind, subject):
    content = f"验收单 {subject}".encode()
    proof = StepEvidence("验收单.pdf", archive.put_raw(content), "pdf", len(content))
    return ClosingStep(
        kind=kind, subject=subject, title=f"{subject}逾期", step=step, at=AT, actor="办公室",
        note="已核", as_of=AT.date(), version=1, evidence=(proof,),
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(home):
    with clock.at(AT):
        return evaluation_pack(home, ui_city.JUNE)


@pytest.fixture(scope="module")
def sheets(made):
    """Return the rows of each sheet of the index below its headings, as dicts."""
    with ZipFile(BytesIO(made.content)) as archive:
        book = load_workbook(BytesIO(archive.read(INDEX)))
    found = {}
    for sheet in book:
        _, _, _, headings, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(headings, row, strict=True)) for row in rows]
    return found


def test_hashes_and_names_are_right_and_every_path_is_there(made, sheets):
    with ZipFile(BytesIO(made.content)) as archive:
        assert archive.testzip() is None
        listed = LINE.findall(archive.read("清单.txt").decode("utf-8-sig"))
        assert {name for *_, name in listed} == set(archive.namelist()) - {"清单.txt"}
        assert all(hashlib.sha256(archive.read(n)).hexdigest() == sha for sha, _, n in listed)
        paths = {
            r["包内位置"] for s in ("依据行", "依据文件", "佐证材料", "案例") for r in sheets[s]
        }
        assert paths - {None, ""} <= set(archive.namelist())
        for row in [*sheets["依据文件"], *sheets["佐证材料"]]:
            if row["包内位置"]:
                content = archive.read(row["包内位置"])
                assert hashlib.sha256(content).hexdigest() == row["SHA-256"]
                assert len(content) == row["字节数"]


def test_every_indicator_is_listed_with_the_value_of_the_page(home, sheets):
    known = indicators.readings(open_current(home), Scope(ui_city.JUNE))
    assert [row["指标"] for row in sheets["指标"]] == [one.label for one in INDICATORS]
    for one, row in zip(INDICATORS, sheets["指标"], strict=True):
        now = known.of(one.code).now
        assert (row["值"], row["n/N"]) == (now.figure, now.counts), one.code
        assert row["目标"] == one.target.words


def test_rows_add_up_to_the_figures(home, sheets):
    known = indicators.readings(open_current(home), Scope(ui_city.JUNE))
    for one in INDICATORS:
        rows = [r for r in sheets["依据行"] if r["指标"] == one.label and r["对象"] != "依据"]
        now = known.of(one.code).now
        if now.value_pct is not None:
            assert sum(r["计入分子"] for r in rows) == pytest.approx(now.numerator), one.code
            assert sum(r["计入分母"] for r in rows) == pytest.approx(now.denominator), one.code


def test_files_given_to_nobody_are_named_with_the_reason_and_left_out(home, made, sheets):
    numbers = [row["报送号"] for row in sheets["依据文件"]]
    kept_back = withheld(home, numbers)
    assert kept_back
    for row in sheets["依据文件"]:
        why = kept_back.get(row["报送号"])
        assert (row["未附原因"] or "") == (why.value if why else "")
        assert bool(row["包内位置"]) == (why is None)
    assert any("未附原件" in one for one in made.remarks)


def test_a_basis_is_told_from_what_counts(sheets):
    basis = [row for row in sheets["依据行"] if row["对象"] == "依据"]
    assert all(row["计入分子"] is None and row["计入分母"] is None for row in basis)


def test_cases_are_rows_with_evidence_and_problems_that_were_closed(sheets):
    kinds = {row["类型"] for row in sheets["案例"]}
    assert kinds == {"重点任务进展情况表", "突出问题销号"}
    closed = [row for row in sheets["案例"] if row["类型"] == "突出问题销号"]
    assert {row["案例"] for row in closed} == {"5-01逾期"}
    assert "申请（办公室）：已核；" in closed[0]["经过"]
    assert closed[0]["办结日期"] == "2024-07-05"
    assert all(row["佐证材料"] == "验收单.pdf" for row in closed)
    item = next(row for row in sheets["案例"] if row["类型"] == "重点任务进展情况表")
    assert "7-01" in item["案例"]


def test_evidence_of_an_item_belongs_to_the_indicators_of_its_task(sheets):
    row = sheets["佐证材料"][0]
    assert row["相关指标"] == "、".join(one.label for one in INDICATORS if one.task_no == "7")


def test_months_of_two_years_are_listed_for_each(sheets):
    assert len(sheets["逐期"]) == len(INDICATORS) * 24
    assert {row["报告期"] for row in sheets["逐期"]} >= {"2024年6月", "2022年7月"}


def test_the_same_moment_gives_the_same_bytes(home, made):
    with clock.at(AT):
        assert evaluation_pack(home, ui_city.JUNE).content == made.content


def test_without_a_period_it_is_the_newest_month_that_units_reported_on(home):
    assert findings(home).period == ui_city.JUNE


def test_what_does_not_exist_is_said(tmp_path, home):
    with pytest.raises(ConflictError):
        evaluation_pack(tmp_path)
    with pytest.raises(UsageError, match="2031"):
        evaluation_pack(home, "2031-01")
