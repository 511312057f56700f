"""突出问题: what needs somebody's attention, the worst first.

Reports that are missing are no problems of this list: they stand in 报送情况.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from gwdash.assess.lamps import Lamp
from gwdash.queries.network import Well
from gwdash.queries.progress import PlanItem
from gwdash.standards.analytes import ANALYTES

#: Weights of kinds in the order of the list; the office can reorder them.
_OVERDUE, _FAR, _SOURCE, _SILENT, _SITE, _BEHIND = range(6)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the list."""

    lamp: Lamp
    text: str
    owner: str
    since: str
    """How long or how much, in words."""
    page: str
    """The page that shows it."""
    choice: tuple[str, str] = ("", "")
    """What that page opens with: a name and a value of its address."""
    rank: tuple[int, float] = (0, 0.0)


def problems(
    items: Iterable[PlanItem], wells: Sequence[Well], exceedances: pd.DataFrame, as_of: date
) -> list[Problem]:
    """Return all problems, the worst first."""
    found = [
        *_from_items(items),
        *_from_wells(wells, as_of),
        *_from_results(wells, exceedances),
    ]
    return sorted(found, key=lambda problem: (*problem.rank, problem.text))


def _from_items(items: Iterable[PlanItem]) -> Iterable[Problem]:
    """Yield one line an owner and lamp, named after its worst item; overdue ones stand alone."""
    groups: dict[tuple[Lamp, str, str], list[PlanItem]] = {}
    for item in items:
        if item.lamp in {Lamp.FAR_BEHIND, Lamp.BEHIND}:
            alone = item.item_id if item.judgement.overdue_days else ""
            groups.setdefault((item.lamp, item.owner, alone), []).append(item)
    for (lamp, owner, _), own in groups.items():
        yield _line(lamp, owner, own)


def _line(lamp: Lamp, owner: str, own: Sequence[PlanItem]) -> Problem:
    worst = min(own, key=lambda item: item.judgement.deviation_pp or 0.0)
    gap, late = worst.judgement.deviation_pp or 0.0, worst.judgement.overdue_days
    text = worst.name if len(own) == 1 else f"{worst.name}等 {len(own)} 项"
    since = f"逾期 {late} 天" if late else f"差 {-gap:.1f} 个百分点"
    kind = _OVERDUE if late else (_FAR if lamp is Lamp.FAR_BEHIND else _BEHIND)
    rank = (kind, -float(late) if late else gap)
    choice = ("task", worst.task_no) if len(own) == 1 else ("county", worst.county_code or "all")
    return Problem(lamp, text, owner, since, "tasks", choice, rank)


def _from_wells(wells: Sequence[Well], as_of: date) -> Iterable[Problem]:
    for well in wells:
        if well.registered and well.silent(as_of):
            n = well.silent_periods(as_of)
            yield Problem(
                Lamp.BEHIND, f"{well.title}连续 {n} 期无水位数据", well.place, f"{n} 期",
                "network", ("well", well.well_id), (_SILENT, -float(n)),
            )  # fmt: skip


def _from_results(wells: Sequence[Well], exceedances: pd.DataFrame) -> Iterable[Problem]:
    """Yield one line a well: its analytes above class Ⅲ; sources come before sites."""
    known = {well.well_id: well for well in wells}
    for well_id, own in exceedances.groupby("well_id", sort=True):
        well = known.get(str(well_id))
        if well is None:
            continue
        names = "、".join(dict.fromkeys(_name(code) for code in own["analyte"]))
        times = own["times_over"].max()
        since = "" if pd.isna(times) else f"超标 {times:.2f} 倍"
        yield Problem(
            Lamp.FAR_BEHIND if well.drinking else Lamp.BEHIND,
            f"{'饮用水源' if well.drinking else ''}{well.title}{names}超Ⅲ类",
            well.place,
            since or "超Ⅲ类",
            "network",
            ("well", well.well_id),
            (_SOURCE if well.drinking else _SITE, 0.0 if pd.isna(times) else -float(times)),
        )


def _name(code: str) -> str:
    analyte = ANALYTES.get(code)
    return analyte.label.partition("(")[0] if analyte else code
