"""Small cities whose briefings are known by heart: one without a plan, one in which all is well."""

from contextlib import closing
from datetime import date
from pathlib import Path

from ui_city import JUNE, MAY, City, hand_in, item, level, result, said, well

from gwdash.archive import Archive
from gwdash.registry.region import REGION
from gwdash.store.publish import publish

_DUE = date(2024, 12, 31)
_HALF = [("1-01", "划定方案", "sthjj"), ("4-01", "监测井运行维护", "sthjj")]


def bare(home: Path) -> City:
    """Publish a city that has handed in one well and nothing else."""
    with closing(Archive(home / "archive")) as archive:
        hand_in(archive, "well", "610402", MAY, [well("W-1", "610402", well_state=None)])
        version = publish(home, archive, reason="测试")
    return City(home, version)


def perfect(home: Path) -> City:
    """Publish a city in which everybody reported, every item is on its way and every well runs."""
    with closing(Archive(home / "archive")) as archive:
        plan = [item(no, name, REGION.code, lead, _DUE) for no, name, lead in _HALF]
        plan += [
            item(f"6-{n:02}", "报废井排查", county.code, county.code, _DUE)
            for n, county in enumerate(REGION.counties, 1)
        ]
        hand_in(archive, "work_plan", "ldxz", "2024", plan)
        for month, percent in ((MAY, 45.0), (JUNE, 55.0)):
            _report(archive, month, percent)
        hand_in(archive, "well", "610402", MAY, [well("W-1", "610402")])
        rows = [level("W-1", date(2024, month, 16), 20.0) for month in range(1, 7)]
        hand_in(archive, "water_level", "slj", JUNE, rows)
        hand_in(archive, "water_quality", "sthjj", "2024Q2", [result("W-1", "fluoride", "0.6")])
        version = publish(home, archive, reason="测试")
    return City(home, version)


def _report(archive: Archive, month: str, percent: float) -> None:
    own = {county.code: f"6-{n:02}" for n, county in enumerate(REGION.counties, 1)}
    for reporter in REGION.expand_reporters(("units", "counties")):
        rows = [said(no, percent) for no, _, lead in _HALF if lead == reporter.code]
        if reporter.code in own:
            rows = [said(own[reporter.code], percent, county_code=reporter.code)]
        hand_in(archive, "task_progress", reporter.code, month, rows)
