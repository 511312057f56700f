"""The 序时 Gantt: a bar is filled as far as the work is done."""

from dataclasses import replace
from datetime import date

import pytest

from gwdash.assess.lamps import Lamp
from gwdash.assess.progress import Item, judge
from gwdash.charts.gantt import gantt
from gwdash.charts.theme import LIGHT
from gwdash.queries.progress import PlanItem
from gwdash.registry.region import REGION

AS_OF = date(2024, 6, 30)
A_DAY_MS = 86_400_000


def plan_item(name="某事项", actual=50.0, start=date(2024, 1, 1), due=date(2024, 12, 31)):
    item = Item(start, due, actual, reported=actual is not None)
    return PlanItem(
        item_id="6-02", task_no="6", name=name, county_code=REGION.counties[0].code,
        lead_unit="slj", source="plan", milestones="", target="", item=item,
        judgement=judge(item, AS_OF), progress_text="", problem="", next_step="", escalation="",
        evidence="", n_evidence=0, reported_pct=actual, verified_pct=None, verified_note="",
        reporter="slj", reported_period="2024-06", origin="a.xlsx Sheet1!A1",
    )  # fmt: skip


def test_a_bar_is_as_long_as_the_plan_and_filled_by_its_share():
    figure = gantt([plan_item(actual=25.0)], AS_OF, LIGHT)
    whole, filled, caption = figure.data
    assert list(whole.x) == [366 * A_DAY_MS]
    assert list(filled.x) == [pytest.approx(366 * A_DAY_MS * 0.25)]
    assert list(filled.marker.color) == [LIGHT.lamps[Lamp.FAR_BEHIND].fill]
    assert caption.text[0].strip() == "■ 25%"


def test_the_period_end_is_marked():
    figure = gantt([plan_item()], AS_OF, LIGHT)
    assert [shape.x0 for shape in figure.layout.shapes] == [AS_OF]
    assert "2024-06-30" in figure.layout.annotations[0].text


def test_items_without_a_deadline_are_left_out():
    figure = gantt([plan_item(due=None), plan_item(name="有时限")], AS_OF, LIGHT)
    assert len(figure.data[0].y) == 1
    assert figure.data[0].y[0].endswith("有时限")


def test_an_item_nobody_reported_says_so_and_is_not_zero():
    figure = gantt([plan_item(actual=None)], AS_OF, LIGHT)
    assert figure.data[2].text[0].strip() == "○ 未报"


def test_long_names_are_cut_and_hostile_ones_stay_text():
    figure = gantt([plan_item(name="<b>" + "很长的名称" * 9)], AS_OF, LIGHT)
    assert figure.data[0].y[0].endswith("…")
    assert "&lt;b&gt;" in figure.data[1].hovertext[0]


def test_an_empty_chart_is_still_a_chart():
    assert gantt([], AS_OF, LIGHT).layout.height > 0


def test_what_is_carried_from_an_earlier_period_is_hatched():
    carried = plan_item()
    carried = replace(carried, item=replace(carried.item, reported=False))
    carried = replace(carried, judgement=judge(carried.item, AS_OF))
    filled = gantt([carried, plan_item(name="另一项")], AS_OF, LIGHT).data[1]
    assert list(filled.marker.pattern.shape) == ["/", ""]
    assert filled.marker.color[0] == LIGHT.marks[Lamp.NOT_REPORTED]
