"""Wells, water, reports, decisions and problems in the workbook against SQL on the version."""

from collections import Counter
from datetime import datetime
from io import BytesIO

import duckdb
import openpyxl
import pytest

from gwdash.clock import BEIJING
from gwdash.export.briefing_content import Extras, compose
from gwdash.export.briefing_xlsx import to_workbook
from gwdash.queries.reporting import reported_months
from gwdash.queries.situation import situation
from gwdash.registry.agenda import agenda
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.problems import PROBLEM_KINDS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import open_current

MADE_AT = datetime(2024, 7, 5, 9, tzinfo=BEIJING)
GRADES = {numeral: place for place, numeral in enumerate("ⅠⅡⅢⅣⅤ", 1)}
INDICATOR = """
SELECT numerator, denominator, value FROM mart.indicator
WHERE indicator_id = $code AND period = $period AND scope = 'own' AND county_code = ''
"""
WELLS = """
SELECT county_code, sum(denominator), sum(numerator) FROM indicator_evidence
WHERE indicator_id = 'well_up' AND month = $period AND new_area <> 'direct' AND state = 'counted'
GROUP BY county_code
"""
SAMPLES = """
SELECT count(*) FROM mart.sample
WHERE well_id = $well AND sampled_on = $day AND grade = $grade AND n_assessed = $n
"""
RESULTS = """
SELECT count(*) FROM core.water_quality
WHERE well_id = $well AND sampled_on::DATE = $day AND value = $value
"""
REPORTED = """
SELECT DISTINCT r.name FROM core.submission AS s JOIN ref.reporter AS r USING (reporter)
WHERE s.dataset = 'task_progress' AND s.period = $period
"""
DECISIONS = """
SELECT coalesce(h.meeting_name, d.meeting_id), d.decision_no, r.name, d.limit_on,
    coalesce(d.review_state, 'open') <> 'returned' AND d.decision_status = 'done'
FROM decision_on([$day::DATE]) AS d
JOIN ref.reporter AS r ON r.reporter = d.responsible_unit
LEFT JOIN meeting_held AS h USING (meeting_id)
"""
PROBLEMS = """
SELECT since FROM mart.problem
WHERE kind = $kind AND as_of = $day AND new_area <> 'direct'
"""


@pytest.fixture(scope="module", params=[-1, -2, 11], ids=["silent", "before", "year_end"])
def period(request, demo_city):
    months = sorted(month.code for month in reported_months(open_current(demo_city)))
    return Period.parse(months[request.param])


@pytest.fixture(scope="module")
def told(demo_city, period):
    extras = Extras(made_at=MADE_AT, is_demo=True)
    return compose(situation(open_current(demo_city), Scope(period.code)), agenda(), extras=extras)


@pytest.fixture(scope="module")
def book(told):
    return openpyxl.load_workbook(BytesIO(to_workbook(told)))


@pytest.fixture(scope="module")
def ask(demo_city, told):
    with duckdb.connect() as base:
        path = demo_city / "store" / f"gwdash-{told.version}.duckdb"
        base.execute(f"ATTACH '{path}' AS live (READ_ONLY)")
        base.execute("USE live")
        yield lambda query, **values: base.execute(query, values).fetchall()


def tables(sheets, *headings):
    """Yield each table that begins with some headings as its title and its rows by heading."""
    for sheet in sheets:
        rows, before, heads, found = sheet.iter_rows(values_only=True), [], None, []
        for row in (*rows, (None,)):
            if row[: len(headings)] == headings:
                heads, found = row, []
            elif heads is not None and row[0] is None:
                yield next(one for one in before if one), found
                heads = None
            elif heads is not None:
                found.append(dict(zip(heads, row, strict=True)))
            if heads is None:
                before = [] if row[0] is None else [*before, row[0]]


def test_indicators(book, ask, period):
    codes = {one.label: one.code for one in INDICATORS}
    seen = set()
    for _, rows in tables(book, "指标", "数值（%）", "n/N"):
        for row in rows:
            found = ask(INDICATOR, code=codes[row["指标"]], period=period.code)
            ((numerator, denominator, value),) = found or [(0, 0, None)]
            assert row["数值（%）"] == (value if value is None else pytest.approx(value))
            if value is not None:
                above, _, below = row["n/N"].replace(",", "").partition("/")
                assert float(above) == pytest.approx(float(numerator), abs=0.01)
                assert below.startswith(f"{float(denominator):.2f}".rstrip("0").rstrip("."))
            seen.add(row["指标"])
    assert len(seen) > len(INDICATORS) // 2


def test_wells_of_the_counties(book, ask, period):
    ((_, rows),) = tables(book, "县市区", "应运行", "正常运行")
    found = {REGION.place_name(c): pair for c, *pair in ask(WELLS, period=period.code)}
    assert {row["县市区"]: [row["应运行"], row["正常运行"]] for row in rows} == found
    assert all(row["未正常运行"] == row["应运行"] - row["正常运行"] for row in rows)


def test_classes_of_water(book, ask):
    ((_, kinds),) = tables(book, "监测点", "水期", "应监测")
    listed = dict(tables(book, "监测井编码", "监测井名称", "县市区", "类别"))
    n = 0
    for kind in kinds:
        rows = listed[f"{kind['水期']}{kind['监测点']}类别"]
        counted = Counter(row["类别"] for row in rows)
        assert [kind[f"{one}类"] for one in GRADES] == [counted[one] for one in GRADES]
        assert kind["已监测"] == len(rows) - counted["未监测"]
        for row in rows:
            if row["类别"] in GRADES and row["采样次数"] == 1:
                assert ask(
                    SAMPLES, well=row["监测井编码"], day=row["最近采样日期"],
                    grade=GRADES[row["类别"]], n=row["参评项数"],
                ) == [(1,)], row  # fmt: skip
                n += 1
    assert n


def test_results_above_class_3(book, ask):
    n = 0
    for _, rows in tables(book, "监测井编码", "监测井名称", "县市区", "采样层位"):
        for row in rows:
            asked = {"well": row["监测井编码"], "day": row["采样日期"], "value": row["监测值"]}
            assert ask(RESULTS, **asked)[0][0] >= 1, row
            assert row["超标倍数"] is None or row["超标倍数"] == pytest.approx(
                (row["监测值"] - row["Ⅲ类限值"]) / row["Ⅲ类限值"]
            )
            n += 1
    assert n


def test_who_has_reported(book, ask, period):
    reported = {name for (name,) in ask(REPORTED, period=period.code)}
    figures = {
        row["主要数字"]: row for _, rows in tables([book["报送情况"]], "主要数字") for row in rows
    }
    assert figures["重点任务进展情况表"]["数值"] == len(reported)
    missing = {
        row["单位"] for _, rows in tables(book, "单位", "类别", "最近一次报送") for row in rows
    }
    everybody = {one.name for one in REGION.reporters if one.code != REGION.office}
    assert missing == everybody - reported


def test_decisions(book, ask, period):
    found = ask(DECISIONS, day=period.last_day)
    sheets = [book[name] for name in book.sheetnames if name.startswith("议定事项")]
    written = {}
    for _, rows in tables(sheets, "会议", "序号", "议定事项", "责任单位"):
        for row in rows:
            limit = row["办结时限"] and row["办结时限"].date()
            written[row["会议"], str(row["序号"]), row["责任单位"]] = limit
    assert written == {(meeting, no, unit): limit for meeting, no, unit, limit, _ in found}
    due = [done for *_, limit, done in found if limit is None or limit <= period.last_day]
    figures = {
        row["主要数字"]: row["数值"] for _, rows in tables(sheets, "主要数字") for row in rows
    }
    assert figures["到期未办结"] == len(due) - sum(due)


@pytest.mark.parametrize(
    "kind", [one for one in PROBLEM_KINDS if not one.judged], ids=lambda k: k.code
)
def test_problems(book, ask, period, kind):
    sheets = [book[name] for name in book.sheetnames if name.startswith("突出问题")]
    (rows, *_) = sorted(
        (rows for _, rows in tables(sheets, "等级", "类别", "问题")), key=len, reverse=True
    )
    written = sorted(row["起始日期"].date() for row in rows if row["类别"] == kind.label)
    found = ask(PROBLEMS, kind=kind.code, day=period.last_day)
    assert written == sorted(since for (since,) in found)
