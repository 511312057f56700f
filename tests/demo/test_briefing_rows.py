"""Progress in slides and workbook, number by number, against SQL on the rows of the version."""

from datetime import datetime
from io import BytesIO

import duckdb
import openpyxl
import pytest
import said_progress
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from gwdash.clock import BEIJING
from gwdash.export.briefing_content import Extras, compose
from gwdash.export.briefing_pptx import to_pptx
from gwdash.export.briefing_xlsx import to_workbook
from gwdash.queries.reporting import reported_months
from gwdash.queries.situation import situation
from gwdash.registry.agenda import agenda
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import open_current

MADE_AT = datetime(2024, 7, 5, 9, tzinfo=BEIJING)
#: What each item of the year's plan stands at: what the office has verified, else what was said.
ITEMS = """
CREATE TEMP TABLE item AS
SELECT w.item_id, w.task_no, w.item_name, w.county_code, w.weight, w.due_on, reported,
    CASE WHEN checked.period >= reported THEN checked.pct ELSE said.pct END AS pct,
    w.milestones IS NOT NULL AS has_steps,
    greatest(0, least(100, 100.0 * (1 + date_diff('day', w.start_on, $end::DATE))
        / (1 + date_diff('day', w.start_on, w.due_on)))) AS expected,
    status IS DISTINCT FROM 'suspended' AND w.due_on IS NOT NULL AND said.pct IS NOT NULL AS counts
FROM core.work_plan AS w JOIN core.submission AS s USING (submission_id)
LEFT JOIN said USING (item_id) LEFT JOIN checked USING (item_id)
WHERE s.dataset = 'work_plan' AND s.period = left($period, 4)
"""
BY_TASK = """
SELECT task_no, sum(weight * pct) / sum(weight),
    CASE WHEN NOT bool_or(has_steps) THEN sum(weight * expected) / sum(weight) END
FROM item WHERE counts GROUP BY task_no
"""
BY_COUNTY = """
SELECT county_code, sum(weight * pct) / sum(weight),
    CASE WHEN NOT bool_or(has_steps) THEN sum(weight * expected) / sum(weight) END
FROM item WHERE counts AND county_code <> $region GROUP BY county_code
"""


@pytest.fixture(scope="module", params=[-1, -2, 11], ids=["silent", "before", "year_end"])
def told(request, demo_city):
    store = open_current(demo_city)
    months = sorted(month.code for month in reported_months(store))
    extras = Extras(made_at=MADE_AT, is_demo=True)
    scope = Scope(months[request.param])
    return compose(situation(store, scope), agenda(), extras=extras)


@pytest.fixture(scope="module")
def base(demo_city, told):
    path = demo_city / "store" / f"gwdash-{told.version}.duckdb"
    with duckdb.connect() as base:
        base.execute(f"ATTACH '{path}' AS live (READ_ONLY)")
        base.execute("USE live")
        end = Period.parse(told.period).last_day
        said_progress.keep(base, told.period)
        base.execute(ITEMS, {"period": told.period, "end": end})
        yield base


@pytest.fixture(scope="module")
def deck(told):
    return Presentation(BytesIO(to_pptx(told)))


@pytest.fixture(scope="module")
def book(told):
    return openpyxl.load_workbook(BytesIO(to_workbook(told)))


@pytest.fixture(scope="module")
def tasks(base):
    return {REGION.task(no).name: pair for no, *pair in base.execute(BY_TASK).fetchall()}


@pytest.fixture(scope="module")
def counties(base):
    rows = base.execute(BY_COUNTY, {"region": REGION.code}).fetchall()
    return {REGION.place_name(code): pair for code, *pair in rows}


def charts(deck, name):
    """Yield categories, values and the workbook of each chart of a name with its slide's title."""
    for slide in deck.slides:
        for one in slide.shapes:
            if one.has_chart and one.name == f"图：{name}":
                plot = one.chart.plots[0]
                blob = one.chart.part.chart_workbook.xlsx_part.blob
                kept = openpyxl.load_workbook(BytesIO(blob)).active
                rows = list(zip(*(series.values for series in plot.series), strict=True))
                wanted = [list(row[1 : len(rows[0]) + 1]) for row in kept.values][1:]
                for line, row in zip(wanted, rows, strict=True):
                    assert line == pytest.approx(list(row), nan_ok=True)
                title = slide.shapes.title.text_frame.text
                yield title, [str(c).split(" ", 1)[-1] for c in plot.categories], rows


def tables(sheet, *headings):
    """Yield the rows of every table of a sheet that begins with some headings."""
    found = None
    for row in sheet.iter_rows(values_only=True):
        if row[: len(headings)] == headings:
            found = []
        elif found is not None and not row[0]:
            yield found
            found = None
        elif found is not None:
            found.append(row)
    if found is not None:
        yield found


def agree(written, pair):
    """Compare progress and, unless the plan sets its steps, what time alone would ask for."""
    return all(b is None or a == pytest.approx(b) for a, b in zip(written, pair, strict=True))


def test_the_seven_tasks(deck, book, tasks):
    ((_, names, rows),) = charts(deck, "七项重点任务进度")
    assert len(names) == len(tasks) == len(REGION.tasks)
    for name, row in zip(names, rows, strict=True):
        (whole,) = [one for one in tasks if one.startswith(name.rstrip("…"))]
        assert agree(row, tasks[whole]), name
    (written,) = tables(book["进展情况"], "重点任务")
    assert {row[0] for row in written} == set(tasks)
    assert all(agree(row[2:4], tasks[row[0]]) for row in written)
    assert sum(expected is not None for _, expected in tasks.values()) >= len(tasks) // 2


def test_the_counties(deck, book, counties):
    for _, names, rows in charts(deck, "县市区任务进度"):
        assert set(names) == set(counties)
        for name, row in zip(names, rows, strict=True):
            assert agree(row, counties[name]), name
    for sheet in ("进展情况", "排名"):
        for written in tables(book[sheet], "县市区", "状态", "实际进度（%）"):
            assert {row[0] for row in written} == set(counties)
            assert all(agree(row[2:4], counties[row[0]]) for row in written)


def test_the_map(deck, counties):
    n = 0
    for slide in deck.slides:
        for group in slide.shapes:
            if group.shape_type != MSO_SHAPE_TYPE.GROUP or group.name != "图：县市区任务进度":
                continue
            said = [one.text_frame.text for one in group.shapes if one.has_text_frame]
            labels = dict(one.split("\n") for one in said if one.count("\n") == 1)
            assert labels == {name: f"{pair[0]:.1f}%" for name, pair in counties.items()}
            n += 1
    assert n >= 1


def test_the_items(deck, book, base):
    found = base.execute("SELECT * EXCLUDE (weight, counts) FROM item").df().set_index("item_id")
    (written,) = tables(book["任务事项进展"], "事项编码")
    assert {row[0] for row in written} == set(found.index)
    for row in written:
        item = found.loc[row[0]]
        assert row[2] == item.item_name
        if row[6] is not None:
            assert row[6] == pytest.approx(item.pct), row[0]
        if row[9] is not None and not item.has_steps:
            assert row[9] == pytest.approx(item.expected), row[0]
        if row[12] is not None:
            assert row[12].date() == item.due_on.date(), row[0]
    of_task = {REGION.task(no).name: rows for no, rows in found.groupby("task_no")}
    for title, _, rows in charts(deck, "任务事项进展"):
        items = list(of_task[title].itertuples())
        for row in rows:
            if None not in row:
                pairs = ((one.pct, None if one.has_steps else one.expected) for one in items)
                assert any(agree(row, pair) for pair in pairs), title
