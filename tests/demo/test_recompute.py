"""Every figure of the overview for 2024-06, computed again from the raw files by other means."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from raw_files import accepted, day, number, rows_of

from gwdash.queries import network, progress, reporting
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_current

CITY = Scope("2024-06", include_new_area=True)
PERIOD, END = "2024-06", date(2024, 6, 30)
TASKS = {task.short_name: task.no for task in REGION.tasks}
LIMITS = Path(__file__).parents[2] / "data" / "reference" / "gbt14848.csv"


@pytest.fixture(scope="module")
def home(demo_city):
    return demo_city


@pytest.fixture(scope="module")
def store(home):
    return open_current(home)


@pytest.fixture(scope="module")
def handed(home):
    return accepted(home)


# -- progress: domain rules written out once more ---------------------------------------------


@pytest.fixture(scope="module")
def items(home, handed):
    """Each item of the plan in force with its last report: (task, county, item facts)."""
    plan = [h for h in handed if h.dataset == "work_plan" and h.period == "2024"]
    assert len(plan) == 1
    reports = {}
    for one in handed:
        if one.dataset == "task_progress" and one.period <= PERIOD:
            reports[one.reporter] = one
    last = {}
    for one in reports.values():
        for row in rows_of(home, one, "item_id"):
            last[row["item_id"]] = (row, one.period == PERIOD)
    found = []
    for row in rows_of(home, plan[0], "item_id"):
        report, is_new = last[row["item_id"]]
        open_ended = row["due"] == "长期坚持"
        found.append(
            {
                "task": TASKS[row["task"]],
                "county": row["county"],
                "start": day(row["start"]),
                "due": None if open_ended else day(row["due"]),
                "weight": number(row["weight"]),
                "actual": number(report["actual"]),
                "status": report["status"],
                "evidence": bool(report.get("evidence")),
                "new": is_new,
            }
        )
    return found


def expected(item):
    if item["due"] is None:
        return None
    if item["start"] > END:
        return 0.0
    share = ((END - item["start"]).days + 1) / ((item["due"] - item["start"]).days + 1)
    return 100 * min(share, 1.0)


def lamp(item):  # noqa: PLR0911 (the order of the questions is the rule)
    """The lamp of one item, by the rules of supervision."""
    if item["status"] in {"暂缓", "不适用"}:
        return "exempt"
    if item["actual"] == 100 and item["evidence"]:
        return "done"
    if not item["new"]:
        return "not_reported"
    if item["actual"] == 100:
        return "on_track"
    if item["start"] > END and item["actual"] == 0:
        return "not_yet_due"
    if item["due"] is None:
        return "open"
    gap = item["actual"] - expected(item)
    if item["due"] < END or gap < -20:
        return "far_behind"
    return "behind" if gap < -5 else "on_track"


def means(items):
    counted = [i for i in items if i["due"] is not None and lamp(i) != "exempt"]
    total = sum(i["weight"] for i in counted)
    return (
        sum(i["weight"] * i["actual"] for i in counted) / total,
        sum(i["weight"] * expected(i) for i in counted) / total,
    )


@pytest.fixture(scope="module")
def views(store):
    found, earlier = progress.plan_items(store, CITY), progress.earlier_items(store, CITY)
    return {view.task.no: view.now for view in progress.tasks(CITY, found, earlier)}


@pytest.mark.parametrize("task", sorted(TASKS.values()))
def test_actual_expected_and_lamps_of_each_task(items, views, task):
    own = [item for item in items if item["task"] == task]
    actual, due = means(own)
    assert views[task].n_items == len(own)
    assert views[task].actual_pct == pytest.approx(actual)
    assert views[task].expected_pct == pytest.approx(due)
    assert {k.value: n for k, n in views[task].lamps.items()} == Counter(map(lamp, own))
    done = all(lamp(item) in {"done", "open", "exempt"} for item in own)
    gap = actual - due
    by_gap = "far_behind" if gap < -20 else "behind" if gap < -5 else "on_track"
    assert views[task].lamp.value == ("done" if done else by_gap)


def test_the_whole_city(items, store):
    found, earlier = progress.plan_items(store, CITY), progress.earlier_items(store, CITY)
    now, _change = progress.overall(CITY, found, earlier)
    assert (now.actual_pct, now.expected_pct) == pytest.approx(means(items))


def test_each_county(items, store):
    rolled = progress.by_county(progress.plan_items(store, CITY), END)
    for county in REGION.counties:
        actual, due = means([item for item in items if item["county"] == county.name])
        assert rolled[county.code].actual_pct == pytest.approx(actual)
        assert rolled[county.code].expected_pct == pytest.approx(due)


def test_who_reported(handed, store):
    reported = {h.reporter for h in handed if (h.dataset, h.period) == ("task_progress", PERIOD)}
    state = reporting.task_reports(store, PERIOD)
    assert state.n_reported == len(reported) == 25
    assert {r.code for r in state.due} - {r.code for r in state.missing} == reported


# -- the network ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def registered(home, handed):
    """Each well of the registers in force, with its state and origin."""
    registers = {h.reporter: h for h in handed if h.dataset == "well" and h.period <= PERIOD}
    rows = [row for one in registers.values() for row in rows_of(home, one, "well_id")]
    return {row["well_id"]: row for row in rows}


@pytest.fixture(scope="module")
def heard(home, handed):
    """The last month in which each well sent a level, over the last quarter."""
    months = {}
    for one in handed:
        if one.dataset == "water_level" and "2024-04" <= one.period <= PERIOD:
            for row in rows_of(home, one, "well_id"):
                taken = day(row["measured"])
                months[row["well_id"]] = max(months.get(row["well_id"], taken), taken)
    return months


def test_wells_by_state(registered, store):
    shown = [well for well in network.wells(store, CITY) if well.registered]
    assert {well.well_id for well in shown} == set(registered)
    assert Counter(w.state_label for w in shown) == Counter(r["state"] for r in registered.values())


def test_running_silent_and_broken(registered, heard, store):
    running = [well_id for well_id, row in registered.items() if row["state"] == "正常"]
    silent = [w for w in running if END.month - heard[w].month >= 2]
    now = network.running(network.wells(store, CITY), END)
    assert (now.total, now.silent) == (len(registered), len(silent))
    assert now.normal == len(running) - len(silent)
    assert now.broken == len(registered) - len(running)


# -- drinking water ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def limits():
    """The standard's routine indicators by name: kind, and upper limits of classes Ⅰ to Ⅳ."""
    with LIMITS.open(encoding="utf-8") as file:
        return {
            row["name_zh"]: (row["kind"], [row[f"class{n}"] for n in range(1, 5)])
            for row in csv.DictReader(file)
            if row["no"].startswith("T1-")
        }


def grade(kind, bounds, typed):  # noqa: PLR0911 (one return for each rule)
    """The class of one result, None where it is not proven."""
    text = re.sub(r"（.*）", "", str(typed)).translate(str.maketrans("＜", "<"))
    if kind == "text":
        return 1 if text == "无" else 5
    if text == "—":
        return None
    below = text.startswith("<") or text.endswith("L")
    value = Decimal(text.strip("<L"))
    if kind == "ph":
        if Decimal("6.5") <= value <= Decimal("8.5"):
            return 1
        return 4 if Decimal("5.5") <= value <= 9 else 5
    if below and kind == "nd1":
        return 1
    if below:
        return 1 if value <= Decimal(bounds[0]) else None
    for place, bound in enumerate(bounds, 1):
        if re.fullmatch(r"[\d.]+", bound) and value <= Decimal(bound):
            return place
        if bound.startswith(">"):
            return place
    return 5


def test_classes_of_the_newest_samples_at_the_sources(home, handed, registered, limits, store):
    newest = {}
    for one in handed:
        if (one.dataset, one.reporter) == ("water_quality", "sthjj") and one.period >= "2023":
            for row in rows_of(home, one, "well_id"):
                newest[row["well_id"]] = row
    sources = {w for w, row in registered.items() if row["origin"] == "饮用水源开采井"}
    shown = {w.well_id: w for w in network.wells(store, CITY) if w.drinking}
    assert set(shown) == sources
    assert len(sources) == 18
    for well_id in sources:
        row = newest[well_id]
        grades = {name: grade(*limits[name], row[name]) for name in limits if row.get(name)}
        proven = {name: g for name, g in grades.items() if g is not None}
        worst = max(proven.values())
        well = shown[well_id]
        assert day(row["sampled"]) == well.last_sampled_on
        assert (well.grade, well.n_assessed) == (worst, len(proven))
        assert well.worst_analytes == "、".join(n for n, g in proven.items() if g == worst)


def test_sources_due_measured_and_meeting(home, handed, registered, limits, store):
    sources = {w for w, row in registered.items() if row["origin"] == "饮用水源开采井"}
    measured, failing = set(), set()
    for one in handed:
        if one.dataset == "water_quality" and one.period in {"2024Q1", "2024Q2"}:
            for row in rows_of(home, one, "well_id"):
                if row["well_id"] in sources and one.reporter == "sthjj":
                    measured.add(row["well_id"])
                    grades = [grade(*limits[n], row[n]) for n in limits if row.get(n)]
                    if max(g for g in grades if g) > 3:
                        failing.add(row["well_id"])
    quality = network.source_quality(store, CITY, network.wells(store, CITY))
    assert (quality.due, quality.measured) == (len(sources), len(measured))
    assert quality.meeting == len(measured - failing)
    assert {w.well_id for w in quality.failing} == failing
