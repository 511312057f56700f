"""Slides and workbook of the demo city's last month, compared with questions of their own."""

from datetime import datetime
from io import BytesIO

import duckdb
import openpyxl
import pytest
import said_progress
from pptx import Presentation

from gwdash.clock import BEIJING
from gwdash.export.briefing_content import Extras, compose
from gwdash.export.briefing_pptx import to_pptx
from gwdash.export.briefing_xlsx import to_workbook
from gwdash.queries.reporting import reported_months
from gwdash.queries.situation import situation
from gwdash.registry.agenda import agenda
from gwdash.scope import Scope
from gwdash.store.database import open_current

MADE_AT = datetime(2024, 7, 5, 9, tzinfo=BEIJING)
PROGRESS = """
WITH plan AS (
    SELECT w.* FROM core.work_plan AS w JOIN core.submission AS s USING (submission_id)
    WHERE s.period = left($period, 4)
), known AS (
    SELECT weight, reported,
        CASE WHEN checked.period >= reported THEN checked.pct ELSE said.pct END AS pct
    FROM plan LEFT JOIN said USING (item_id) LEFT JOIN checked USING (item_id)
    WHERE status <> 'suspended' AND due_on IS NOT NULL
)
SELECT round(sum(weight * pct) / sum(weight), 1), count(*),
    count(*) FILTER (reported < $period AND pct < 100), (SELECT count(*) FROM plan)
FROM known
"""
REPORTERS = """
SELECT count(DISTINCT reporter) FROM core.submission
WHERE dataset = 'task_progress' AND period = $period
"""


@pytest.fixture(scope="module")
def told(demo_city):
    store = open_current(demo_city)
    period = max(month.code for month in reported_months(store))
    extras = Extras(made_at=MADE_AT, is_demo=True)
    return compose(situation(store, Scope(period)), agenda(), extras=extras)


@pytest.fixture(scope="module")
def asked(demo_city, told):
    path = demo_city / "store" / f"gwdash-{told.version}.duckdb"
    with duckdb.connect(path, read_only=True) as base:
        said_progress.keep(base, told.period)
        (progress,) = base.execute(PROGRESS, {"period": told.period}).fetchall()
        ((reporters,),) = base.execute(REPORTERS, {"period": told.period}).fetchall()
    return {
        "实际进度": f"{progress[0]:.1f}",
        "计入": f"{progress[1]}/{progress[3]}项计入",
        "本期未报送事项": progress[2],
        "重点任务进展情况表": reporters,
    }


def cards(deck, heading):
    """Return the text of every card with a figure on a block's slides, by name."""
    found = {}
    for slide in deck.slides:
        if not slide.shapes.title.text_frame.text.endswith(heading):
            continue
        for one in slide.shapes:
            if one.name.startswith("数字："):
                found.setdefault(one.name.removeprefix("数字："), one.text_frame.text)
    return found


def test_slides_say_what_the_version_holds(told, asked):
    deck = Presentation(BytesIO(to_pptx(told)))
    found = cards(deck, "总体进展")
    assert found["实际进度"].split("\n")[1].startswith(f"{asked['实际进度']} %")
    silent = found["本期未报送事项"].split("\n")[1]
    assert silent.startswith(f"{asked['本期未报送事项']} 项")
    assert (
        cards(deck, "报送情况")["重点任务进展情况表"]
        .split("\n")[1]
        .startswith(f"{asked['重点任务进展情况表']} /28家")
    )


def test_the_workbook_says_the_same(told, asked):
    book = openpyxl.load_workbook(BytesIO(to_workbook(told)))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    first = {}
    for row in rows:
        first.setdefault(row[0], row)
    assert f"{first['实际进度'][1]:.1f}" == asked["实际进度"]
    assert asked["计入"] in first["实际进度"][3]
    assert first["本期未报送事项"][1] == asked["本期未报送事项"]
    assert first["重点任务进展情况表"][1] == asked["重点任务进展情况表"]
    states = [row[4] for row in book["任务事项进展"].iter_rows(values_only=True)]
    assert first["严重滞后"][1] == states.count("严重滞后")
    assert first["未达序时进度"][1] == states.count("未达序时进度")
    assert first["合计"][1] == int(asked["计入"].split("/")[1].removesuffix("项计入"))
