"""One figure of every builder of gwdash.charts, of made-up rows, for tests of what all share."""

import sys
from datetime import date
from pathlib import Path

# The rows are those of the charts' own tests, which other folders of tests do not see.
sys.path.append(str(Path(__file__).with_name("charts")))

import test_arrival_grid as arrivals
import test_depths_1237_charts as depths
import test_gantt as gantts
import test_hydrograph as levels
import test_quality_charts as quality
import test_series as series
import test_stacked as bars
import test_zone_charts as outlines

from gwdash.charts.arrival import arrival_grid
from gwdash.charts.depth_rules import case_bars, rule_bars
from gwdash.charts.depth_sites import hazard_bars, samplings
from gwdash.charts.depth_sources import season_strip, state_bars
from gwdash.charts.depth_zones import zone_area, zone_steps
from gwdash.charts.duty_grid import DutyRow, duty_grid
from gwdash.charts.funds import money_bars
from gwdash.charts.gantt import gantt
from gwdash.charts.plain import Series, plain_chart, shaded_region
from gwdash.charts.quality import analyte_chart, class_chart
from gwdash.charts.ranking import rank_history
from gwdash.charts.reach import reach_bars
from gwdash.charts.region_image import Shade
from gwdash.charts.reinjection import reinjection
from gwdash.charts.series import analyte_series
from gwdash.charts.shapes import sheet_of
from gwdash.charts.stacked import Row, stacked
from gwdash.charts.zone_stages import zone_stages
from gwdash.queries.calendar import Status
from gwdash.queries.depth_rules import DamageCase
from gwdash.queries.depth_sites import CountySites, HazardState
from gwdash.queries.depth_sources import Seasons, SourceSeason
from gwdash.queries.depth_zones import CountyZones
from gwdash.queries.funds import Group, Money
from gwdash.queries.quality import SeasonKey
from gwdash.queries.support import Reach
from gwdash.registry.region import REGION

_MANY_SEASONS, _MANY_SOURCES = 6, 20


def zones():
    one = CountyZones("610402", (depths.zone("comments"), depths.zone("submitted")))
    return [one, CountyZones("610404", ())]


def sources(colours):
    """Return the strip of many sources, of which each class and every kind of nothing occurs."""
    keys = tuple(SeasonKey(2020 + n, "dry") for n in range(_MANY_SEASONS))
    found = [depths.source(f"S{n}", f"第{n}水源地") for n in range(_MANY_SOURCES)]
    cells = {
        (one.source_id, key): SourceSeason(
            one.source_id, key, (n + place) % 6 or None, 2, 0, 0, 9, 39, depths.END, ""
        )
        for n, one in enumerate(found)
        for place, key in enumerate(keys)
        if (n + place) % 7
    }
    return season_strip(found, Seasons(keys, cells), keys, colours)


def cases():
    day = date(2024, 1, 10)
    return [
        DamageCase("C1", "某企业渗漏污染案", "610402", "", "litigation", day, None, None,
                   depths.END, depths.ROW),
        DamageCase("C2", "案", "610402", "", "ended", day, 12.0, None, depths.END, depths.ROW),
    ]  # fmt: skip


def rules():
    return [
        depths.rule("R1", "comments", date(2024, 6, 20), 40.0),
        depths.rule("R2", "issued", date(2024, 1, 1), 100.0, date(2024, 1, 4)),
        depths.rule("R3", "repealed", None, None),
    ]


def hydrographs(colours):
    record = levels.levels([10.0 + n % 5 for n in range(40)], "head_m")
    return levels.drawn(record, colours)[1]


def groups():
    return [Group("city", "市级", Money(14910.0, 14910.0, 11252.0), 3),
            Group("610481", "兴平市", Money(2335.0, 0.0, 668.0), 1)]  # fmt: skip


def outlined(colours):
    drawn = [outlines.zone(1, "submitted"), outlines.zone(2, "review", 0.02)]
    return zone_stages(drawn, outlines.outlined(drawn), "", colours)


HISTORY = [
    (quality.MAY, {"610402": 1, "610404": 2, "610430": None}),
    (quality.JUNE, {"610402": 2, "610404": 1, "610430": 3}),
]
HAZARDS = dict.fromkeys(HazardState, 4)
STATES = {"保护区": {"已划定一、二级": 60, "已划定含准保护区": 38, "未划定": 2}}
ROWS = [Row("秦都区", (70, 20, 10), "70/100"), Row("泾阳县", (1, 0, 1), "1/2")]
ITEMS = [
    gantts.plan_item(),
    gantts.plan_item("一个名称很长很长很长很长的事项", None),
    gantts.plan_item("完成", 100.0),
]
REACH = [
    Reach("六五环境日", 10, 3740, 0, date(2024, 6, 5)),
    Reach("世界水日", 2, 0, 2, date(2024, 3, 22)),
]
DUTIES = [DutyRow(f"第{n}家", (status, None)) for n, status in enumerate(Status)]
WELLS = {"A": "渭滨厂区8号井　秦都区", "B": "乙井　乾县"}

DRAWN = {
    "arrival_grid": lambda colours: arrival_grid(arrivals.SOME, WELLS, colours),
    "rule_bars": lambda colours: rule_bars(rules(), colours),
    "case_bars": lambda colours: case_bars(cases(), colours),
    "samplings": lambda colours: samplings(
        [CountySites("610402", (depths.site(4, 1), depths.site(2, 0, silent=True)))], colours
    ),
    "hazard_bars": lambda colours: hazard_bars({"秦都区": HAZARDS}, colours),
    "season_strip": sources,
    "state_bars": lambda colours: state_bars(STATES, colours),
    "zone_steps": lambda colours: zone_steps(zones(), colours),
    "zone_stages": outlined,
    "zone_area": lambda colours: zone_area(zones(), colours),
    "money_bars": lambda colours: money_bars(groups(), colours),
    "reach_bars": lambda colours: reach_bars(REACH, colours),
    "duty_grid": lambda colours: duty_grid(DUTIES, ["重点任务进展情况表", "宣传活动台账"], colours),
    "gantt": lambda colours: gantt(ITEMS, gantts.AS_OF, colours),
    "hydrograph": hydrographs,
    "class_chart": lambda colours: class_chart(
        quality.view(2024, [1, 3, 3, 4, None]), quality.view(2023, [3]), colours
    ),
    "analyte_chart": lambda colours: analyte_chart(
        [quality.finding("fluoride", 3), quality.finding("ph", 1, None, None)], colours
    ),
    "rank_history": lambda colours: rank_history(HISTORY, colours, emphasised=["610404"]),
    "reinjection": lambda colours: reinjection(
        [bars.use("渭阳花园供暖", 10, 5), bars.use("乙", 8, 8)], colours
    ),
    "analyte_series": lambda colours: analyte_series(
        series.record("nh3n", *series.quarters(0.1, 0.2, None, 0.6, 1.4)), colours
    ),
    "plain_chart": lambda colours: plain_chart(
        "bar",
        ["秦都区", "渭阳花园供暖"],
        [Series("实际", [61.5, 20.0]), Series("序时", [80.0, None])],
        colours,
    ),
    "shaded_region": lambda colours: shaded_region(
        sheet_of(REGION), {"610402": Shade(0.5, "61.5%")}, colours
    ),
    "stacked": lambda colours: stacked(ROWS, bars.parts(colours), colours),
}
