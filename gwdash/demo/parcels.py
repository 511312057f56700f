"""Every file of the demo: what, who, for when, in which form, on which day, with which fate."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from gwdash.archive import SubmissionKind
from gwdash.demo import fates, habits
from gwdash.demo.books import EXTENSIONS, file_of
from gwdash.demo.chance import PRESENT, chance, month_end, months
from gwdash.demo.days import after, handed_in, is_missed
from gwdash.demo.fates import Fate
from gwdash.demo.forms import About, Row, Style
from gwdash.demo.layouts import PRINTOUTS
from gwdash.demo.ledgers import DRAWN_UP_FIRST, FIRST_DAY, Due, dues
from gwdash.demo.levels import OWN_LEVELS, OWN_LEVELS_SINCE, level_rows
from gwdash.demo.mishaps import MISHAPS, Mishap
from gwdash.demo.office import last_held
from gwdash.demo.plan import PLANS, Plan, plan_rows
from gwdash.demo.progress import progress_rows
from gwdash.demo.quiet import clicks
from gwdash.demo.registers import OWNERS, register_months, register_rows
from gwdash.demo.samples import city_rows, quarters, samples_sites, site_rows, site_samples
from gwdash.demo.shapes import shaped
from gwdash.ingest.profile import WHOLE
from gwdash.registry.datasets import DATASETS, reference_target
from gwdash.registry.model import Cadence
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period, PeriodKind

_PLAN_HOUR = time(15, 30)
#: Month and day on which the year's scheme of assessment is given out.
_SCHEME_ON = (3, 4)
#: A meeting's minutes come out so long after it.
_MINUTED_AFTER = timedelta(days=4)
_MENDED = "（更正）"
#: Files of other forms whose first try the checks refused, and those corrected afterwards.
_REFUSED = {
    ("water_level", "slj", "2022-03"), ("water_level", "610423", "2023-05"),
    ("well", "610422", "2023-07"), ("water_quality", "610481", "2023Q1"),
}  # fmt: skip
_CORRECTED = {
    ("water_level", "slj", "2023-11"), ("water_quality", "sthjj", "2023Q4"),
    ("water_level", "610481", "2024-02"), ("water_quality", "610428", "2022Q4"),
}  # fmt: skip
#: Samples of counties whose laboratory has not sent its report yet; they are not due either.
_STILL_OUT = {("610424", "2024Q2"), ("610430", "2024Q2")}
_RETURNED_REGISTER, _REGISTER_REASON = ("610482", "2023-06"), "损毁井未说明原因和处置意见，请补充。"
_SAMPLES_FIRST_DAYS, _REGISTERS_FIRST_DAYS = 12, 3


@dataclass(frozen=True)
class Parcel:
    """One file with who hands it in, for when, at which moment, and what becomes of it."""

    dataset: str
    reporter: str
    period: Period
    at: datetime
    rows: list[Row]
    style: Style
    fate: Fate = Fate.KEPT
    reason: str = ""
    decided_at: datetime | None = None
    suffix: str = ""
    kind: SubmissionKind = SubmissionKind.FILE
    """A file, or one click: nothing to report, or as before."""
    part: str = WHOLE

    @property
    def file_name(self) -> str:
        """The file's name as an office would call it, or what one click is kept as."""
        who = REGION.reporter(self.reporter).name
        label = DATASETS[self.dataset].label
        if self.kind is not SubmissionKind.FILE:
            return f"{self.kind.label}_{who}_{label}_{self.period.code}.txt"
        extension = EXTENSIONS[self.style.file]
        part = "" if self.part == WHOLE else self.part
        return f"{who}{part}{self.period.label}{label}{self.suffix}{extension}"

    @cached_property
    def content(self) -> bytes:
        """The file itself; one click has none."""
        if self.kind is not SubmissionKind.FILE:
            return b""
        about = About(
            REGION.reporter(self.reporter).name, self.period.label, self.at.date(),
            habits.people_of(self.reporter),
        )  # fmt: skip
        sheets = shaped(DATASETS[self.dataset], self.rows, self.style, about)
        return file_of(self.style.file, sheets, self.at.date())


def parcels() -> list[Parcel]:
    """Return every file up to the demo's present, in the order in which they came."""
    found = [
        *_plans(), *_registers(), *_levels(), *_qualities(), *_progress(), *_ledgers(), *_clicks(),
    ]  # fmt: skip
    found = [parcel for parcel in found if parcel.at <= PRESENT]
    return sorted(found, key=lambda p: (p.at, p.dataset, p.reporter, p.file_name, p.period.code))


def _plans() -> Iterator[Parcel]:
    for number, plan in enumerate(PLANS):
        adjusted = number and plan.year == PLANS[number - 1].year
        yield _of_plan(plan, "（调整）" if adjusted else "")


def _of_plan(plan: Plan, suffix: str) -> Parcel:
    style = habits.style_of("work_plan", REGION.office, plan.day)
    at = datetime.combine(plan.day, _PLAN_HOUR)
    period = Period.parse(plan.year)
    return Parcel(
        "work_plan", REGION.office, period, at, plan_rows(plan), style, suffix=suffix,
        reason=plan.reason,
    )  # fmt: skip


def _registers() -> Iterator[Parcel]:
    for owner in OWNERS:
        for first in register_months(owner):
            due = DATASETS["well"].due_day if first != months()[0] else _REGISTERS_FIRST_DAYS
            parcel = _parcel(
                "well", owner, first, PeriodKind.MONTH, register_rows(owner, first), due
            )
            if (owner, parcel.period.code) == _RETURNED_REGISTER:
                draft = [row | {"remark": ""} for row in parcel.rows]
                yield from _twice(parcel, Fate.RETURNED, draft, _REGISTER_REASON)
            else:
                yield from _once_or_twice(parcel)


def _levels() -> Iterator[Parcel]:
    for first in months():
        own = OWN_LEVELS if first >= OWN_LEVELS_SINCE else ()
        for reporter in ("slj", "zrzyj", *own):
            rows = level_rows(reporter, first)
            yield from _once_or_twice(
                _parcel("water_level", reporter, first, PeriodKind.MONTH, rows)
            )


def _qualities() -> Iterator[Parcel]:
    for quarter in quarters():
        first, kind = quarter.first_day, PeriodKind.QUARTER
        rows = city_rows(quarter, habits.not_found_form("sthjj"))
        early = _SAMPLES_FIRST_DAYS if quarter.last_day < PRESENT.date() else None
        yield from _once_or_twice(_parcel("water_quality", "sthjj", first, kind, rows, early))
        for county in REGION.counties:
            due = (county.code, quarter.code) not in _STILL_OUT
            if samples_sites(county.code, quarter) and due:
                form = habits.not_found_form(county.code)
                table = site_samples if county.code in habits.CROSSTAB_SITES else site_rows
                rows = table(county.code, quarter, form)
                yield from _once_or_twice(_parcel("water_quality", county.code, first, kind, rows))


def _progress() -> Iterator[Parcel]:
    for first in months():
        for reporter in REGION.expand_reporters(DATASETS["task_progress"].reporters):
            code = Period.of(first, PeriodKind.MONTH).code
            if is_missed(reporter.code, code):
                continue
            rows = progress_rows(reporter.code, first)
            parcel = _parcel("task_progress", reporter.code, first, PeriodKind.MONTH, rows)
            fate = fates.first_fate(reporter.code, first)
            if fate is None or after(parcel.at, max(fates.MENDED_AFTER.values())) > PRESENT:
                yield parcel
            else:
                draft = fates.first_draft(rows, fate, parcel.file_name)
                yield from _twice(parcel, fate, draft, _reason(fate, parcel))


def _ledgers() -> Iterator[Parcel]:
    """Yield the files and clicks of the ledgers of the tasks."""
    for due in dues():
        parcel = Parcel(
            due.dataset, due.reporter, due.period, _moment(due), due.rows,
            habits.style_of(due.dataset, due.reporter, due.period.first_day),
            kind=due.kind, part=due.part or WHOLE,
        )  # fmt: skip
        mishap = MISHAPS.get((due.dataset, due.reporter, due.period.code))
        if mishap is None or due.kind is not SubmissionKind.FILE:
            yield parcel
        else:
            yield from _with_mishap(parcel, mishap)


def _with_mishap(parcel: Parcel, mishap: Mishap) -> Iterator[Parcel]:
    """Yield the first file and the mended one; one that waits for the office is alone."""
    if mishap.fate is Fate.WAITING:
        yield replace(parcel, fate=Fate.WAITING)
    else:
        yield from _twice(parcel, mishap.fate, mishap.draft(parcel.rows), mishap.reason)


def _clicks() -> Iterator[Parcel]:
    """Yield the reports of one click that say that nothing changed or was measured."""
    for one in clicks():
        dataset = DATASETS[one.dataset]
        period = Period.of(one.first, dataset.cadence.period_kind)
        at = handed_in(one.dataset, one.reporter, period.last_day, dataset.due_day or 1)
        yield Parcel(one.dataset, one.reporter, period, at, one.rows, Style(), kind=one.kind)


def _moment(due: Due) -> datetime:
    """Return when it is handed in: registers that others name first, the rest when it is due."""
    dataset = DATASETS[due.dataset]
    if due.dataset == "meeting":
        return datetime.combine(last_held(due.period.last_day) + _MINUTED_AFTER, _PLAN_HOUR)
    if due.period.first_day == months()[0] and due.dataset in DRAWN_UP_FIRST:
        minute = chance("drawn up", due.dataset, due.reporter).randint(0, 59)
        return datetime.combine(FIRST_DAY, _PLAN_HOUR.replace(hour=16, minute=minute))
    if dataset.cadence is Cadence.YEAR:
        return datetime.combine(date(due.period.first_day.year, *_SCHEME_ON), _PLAN_HOUR)
    reporter = due.part or due.reporter
    return handed_in(due.dataset, reporter, due.period.last_day, dataset.due_day or 1)


def _reason(fate: Fate, parcel: Parcel) -> str:
    if fate is Fate.RETURNED:
        return chance("reason", parcel.file_name).choice(fates.RETURN_REASONS)
    return fates.WITHDRAWN_BECAUSE if fate is Fate.WITHDRAWN else ""


def _parcel(  # noqa: PLR0913, PLR0917 (a file is all of these)
    dataset: str,
    reporter: str,
    first: date,
    kind: PeriodKind,
    rows: list[Row],
    due_day: int | None = None,
) -> Parcel:
    period = Period.of(first, kind)
    due = due_day or DATASETS[dataset].due_day or 1
    at = handed_in(dataset, reporter, period.last_day, due)
    style = habits.style_of(dataset, reporter, first)
    return Parcel(dataset, reporter, period, at, rows, style)


def _once_or_twice(parcel: Parcel) -> Iterator[Parcel]:
    name = (parcel.dataset, parcel.reporter, parcel.period.code)
    if name in _REFUSED:
        yield from _twice(parcel, Fate.REFUSED, fates.spoiled(parcel.dataset, parcel.rows))
    elif name in PRINTOUTS:
        draft = fates.corrected_later(parcel.dataset)(parcel.rows)
        first, mended = _twice(parcel, Fate.KEPT, draft)
        yield replace(first, style=replace(first.style, shape="analytes down"))
        yield mended
    elif name in _CORRECTED:
        draft = fates.corrected_later(parcel.dataset)(parcel.rows)
        yield from _twice(parcel, Fate.KEPT, draft)
    else:
        yield parcel


def _twice(parcel: Parcel, fate: Fate, draft: list[Row], reason: str = "") -> Iterator[Parcel]:
    """Yield a first file with its fate, then the right one some days later."""
    decided = fates.decided(parcel.at) if fate in {Fate.RETURNED, Fate.WITHDRAWN} else None
    yield replace(parcel, rows=draft, fate=fate, reason=reason, decided_at=decided)
    again = after(parcel.at, fates.MENDED_AFTER[fate])
    if again == parcel.at:
        again = parcel.at.replace(hour=parcel.at.hour + 1)
    yield replace(parcel, at=again, suffix=_MENDED)


def first_months(count: int) -> list[Parcel]:
    """Return the files of the first so many months: a small city that is quickly built."""
    last = month_end(months()[count - 1])
    return [parcel for parcel in parcels() if parcel.period.last_day <= last]


#: What an adjustment of the plan and a new register have in common: others refer to them.
REFERRED_TO = frozenset(
    reference_target(column)[0].name
    for dataset in DATASETS.values()
    for column in dataset.columns
    if column.references and reference_target(column)[0] is not dataset
)
