"""Handing the demo's workbooks in: the same check, submit and publish as a unit's files."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from gwdash import clock
from gwdash.demo import plan, waters, wells
from gwdash.demo.books import Look, Row, workbook
from gwdash.errors import ConflictError, DataRejected
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period, PeriodKind

FIRST_MONTH, LAST_MONTH = date(2024, 1, 1), date(2024, 6, 1)
DEMO_SETTING = "demo"
CHANNEL = "demo"
ACTOR = "演示"
_HANDED_IN = time(10, 30)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One workbook with who hands it in, for when, and on which day."""

    dataset: str
    reporter: str
    period: str
    day: date
    rows: list[Row]
    look: Look

    @property
    def file_name(self) -> str:
        """The file's name as an office would call it."""
        who = REGION.reporter(self.reporter).name
        when = Period.parse(self.period).label
        return f"{who}{when}{DATASETS[self.dataset].label}.xlsx"


def build(workspace: Path, progress: Callable[[str, float], None]) -> int:
    """Fill an empty workspace with the demo city and return the published version.

    `progress` is called with what is being done and the share from 0 to 1. Raises ConflictError
    where the workspace already holds data that is not the demo's.
    """
    with closing(usecases.archive_of(workspace)) as archive:
        if archive.ledger.submissions() and archive.ledger.setting(DEMO_SETTING) != "1":
            raise ConflictError(
                "工作区已有正式数据，不能写入演示数据。请用 GWDASH_HOME 指定另一个文件夹。"
            )
        archive.ledger.set_setting(DEMO_SETTING, "1")
    waiting = list(parcels())
    with usecases.batch(workspace, actor=ACTOR, reason="载入演示数据") as run:
        for number, parcel in enumerate(waiting):
            progress(f"载入 {parcel.file_name}", number / len(waiting))
            _hand_in(run, parcel)
        progress("发布", 1.0)
    return run.version or 0


def clear(workspace: Path) -> None:
    """Remove a demo workspace; raises ConflictError for one that is not a demo's."""
    if not (workspace / "archive").is_dir():
        return
    with closing(usecases.archive_of(workspace)) as archive:
        demo = archive.ledger.setting(DEMO_SETTING) == "1"
    if not demo:
        raise ConflictError("工作区里不是演示数据，没有删除任何内容。")
    for name in ("archive", "store"):
        shutil.rmtree(workspace / name, ignore_errors=True)


def _hand_in(run: usecases.Batch, parcel: Parcel) -> None:
    """Check and submit one workbook on the day it is due; a demo file must be free of errors."""
    content = workbook(DATASETS[parcel.dataset], parcel.rows, parcel.look)
    profile = Profile(reporter=parcel.reporter, period=parcel.period)
    with clock.at(datetime.combine(parcel.day, _HANDED_IN)):
        checked = run.check(parcel.dataset, content, parcel.file_name, profile)
        if not checked.ok:
            found = "；".join(f"{i.cell} {i.message}" for i in checked.issues[:3])
            raise DataRejected(f"演示文件 {parcel.file_name} 未通过检查：{found}")
        run.submit(checked, channel=CHANNEL)


def parcels() -> Iterator[Parcel]:
    """Yield every workbook in the order in which it was handed in."""
    for year in ("2023", "2024"):
        look = Look(title=f"{REGION.name}{year}年度任务分解表")
        yield Parcel(
            "work_plan", REGION.office, year, date(int(year), 1, 10), plan.plan_rows(), look
        )
    for county in REGION.counties:
        look = Look(
            title=f"{county.name}地下水环境监测井台账", total=True, footer="填表人：　审核人："
        )
        rows = wells.well_rows(county.code)
        yield Parcel("well", county.code, "2023-12", date(2024, 1, 4), rows, look)
    yield from _history()
    for month in waters.months(FIRST_MONTH, LAST_MONTH):
        yield from _month(Period.of(month, PeriodKind.MONTH))
    yield _quality("2024Q2", waters.SAMPLING_DAYS[-1:], date(2024, 7, 5))
    yield _site("2024Q2", waters.SAMPLING_DAYS[-1:], date(2024, 7, 4))


def _history() -> Iterator[Parcel]:
    last = date(2023, 12, 31)
    rows = waters.level_rows(waters.FIRST_LEVEL_MONTH, last)
    yield Parcel("water_level", "slj", "2023-12", date(2024, 1, 4), rows, Look())
    daily = waters.automatic_rows(date(2023, 1, 1), last)
    yield Parcel("water_level", "zrzyj", "2023-12", date(2024, 1, 4), daily, Look())
    yield _quality("2023Q4", waters.SAMPLING_DAYS[:-1], date(2024, 1, 11))
    yield _site("2023Q4", waters.SAMPLING_DAYS[:-1], date(2024, 1, 12))


def _month(period: Period) -> Iterator[Parcel]:
    """Yield what is handed in for one month, some days after its end."""
    first, last = period.first_day, period.last_day
    due = last + timedelta(days=4)
    levels = waters.level_rows(first, last)
    yield Parcel("water_level", "slj", period.code, due, levels, Look())
    daily = waters.automatic_rows(first, last)
    yield Parcel("water_level", "zrzyj", period.code, due, daily, Look())
    newest = first == LAST_MONTH
    for reporter in REGION.expand_reporters(DATASETS["task_progress"].reporters):
        missing = newest and reporter.code in plan.MISSED_LAST_MONTH
        if reporter.code != plan.SILENT_UNIT and not missing:
            yield _progress(reporter, period, due)


def _progress(reporter: Reporter, period: Period, due: date) -> Parcel:
    """Return a progress form: counties use the official two-line heading, units a plain one."""
    rows = plan.progress_rows(reporter.code, period.last_day)
    look = Look(title="重点任务进展情况表")
    if reporter.group == "counties":
        look = Look(
            title="重点任务进展情况表",
            subtitle=f"填报单位：{reporter.name}　报告期：{period.label}",
            group=("进展情况", "actual_pct", "progress_text"),
            footer="填表人：　审核人：　填报日期：",
        )
    return Parcel("task_progress", reporter.code, period.code, due, rows, look)


def _quality(period: str, days: tuple[date, ...], handed_in: date) -> Parcel:
    look = Look(title="地下水水质监测结果表")
    return Parcel("water_quality", "sthjj", period, handed_in, waters.sample_rows(days), look)


def _site(period: str, days: tuple[date, ...], handed_in: date) -> Parcel:
    rows = waters.site_rows(days)
    return Parcel("water_quality", wells.PLUME_COUNTY, period, handed_in, rows, Look())
