"""How far each item is at the end of a month: the pace of its task and the story of its county."""

from datetime import date, timedelta
from itertools import pairwise

from gwdash.assess.progress import FULL_PCT
from gwdash.demo.chance import chance, month_end
from gwdash.demo.items import DemoItem

#: The county whose work came to a stop, and the day on which it did.
STALLED_COUNTY, STALLED_ON = "610426", date(2024, 2, 29)
#: The county that had lost a year and caught up.
RECOVERED_COUNTY, RECOVERED_FROM = "610430", date(2023, 7, 1)
#: The county that slows down, and the one whose count of surveyed towns was corrected downward.
SLOWING_COUNTY, SLOWING_FROM = "610424", date(2023, 10, 1)
CORRECTED_ITEM, CORRECTED_ON, CORRECTED_BY_PCT = "6-10-07", date(2024, 3, 1), 12.0
#: An item that rests with the office's consent, since a rule of the province is awaited.
RESTING_ITEM, RESTING_FROM = "4-05", date(2024, 3, 1)

#: How fast each task runs against its plan.
_PACE = {"1": 1.03, "2": 0.86, "3": 0.99, "4": 1.05, "5": 0.62, "6": 0.87, "7": 1.2}
#: How fast each county works, in the order of the ranking that follows from it.
_COUNTY_PACE = {
    "610402": 1.14, "610423": 1.11, "610481": 1.08, "610422": 1.06, "610431": 1.03, "610404": 1.02,
    "610425": 0.98, "610430": 1.0, "610482": 1.0, "610429": 0.95, "610428": 0.93, "610424": 1.0,
    "610426": 0.92,
}  # fmt: skip
#: Phases of a county's work: from which day its pace is multiplied by what.
_PHASES = {
    STALLED_COUNTY: ((date.min, 1.0), (STALLED_ON, 0.0)),
    RECOVERED_COUNTY: ((date.min, 0.5), (RECOVERED_FROM, 1.55)),
    SLOWING_COUNTY: ((date.min, 0.95), (SLOWING_FROM, 0.66)),
}
_SPREAD = 0.05
_UNENDING = date(2026, 12, 31)
#: Above this a report says 100: nobody writes 99.
_AS_GOOD_AS_DONE_PCT = 98.5
#: One report in so many repeats the last month's figure.
_REPEATED_SHARE = 0.15


def actual_pct(item: DemoItem, end: date) -> float:
    """Return what is reported for an item at the end of a month, in whole percent."""
    told_for = end
    if chance("repeated", item.item_id, end).random() < _REPEATED_SHARE and not item.course:
        told_for = month_end(end.replace(day=1) - timedelta(days=1))
    share = _told(item, told_for) if item.course else _paced(item, told_for)
    if item.item_id == CORRECTED_ITEM and end >= CORRECTED_ON:
        share -= CORRECTED_BY_PCT
    return FULL_PCT if share >= _AS_GOOD_AS_DONE_PCT else float(round(max(share, 0.0)))


def is_resting(item: DemoItem, end: date) -> bool:
    """Tell whether an item is set aside."""
    return item.item_id == RESTING_ITEM and end >= RESTING_FROM


def _told(item: DemoItem, end: date) -> float:
    points = [(item.start_on, 0.0)]
    points += [(date.fromisoformat(day), share) for day, share in item.course]
    if end <= item.start_on:
        return 0.0
    for (before, low), (after, high) in pairwise(points):
        if before <= end <= after:
            return low + (high - low) * ((end - before) / (after - before))
    return points[-1][1]


def _paced(item: DemoItem, end: date) -> float:
    if end < item.start_on:
        return 0.0
    planned_days = ((item.due_on or _UNENDING) - item.start_on).days + 1
    pace = item.pace or _PACE[item.task_no] * _COUNTY_PACE.get(item.lead, 1.0)
    pace *= 1 + chance("pace", item.item_id).uniform(-_SPREAD, _SPREAD) * (item.pace is None)
    return FULL_PCT * pace * _worked_days(item.lead, item.start_on, end) / planned_days


def _worked_days(lead: str, first: date, last: date) -> float:
    """Return the days from one day to another, both counted, each as much as was worked."""
    phases = _PHASES.get(lead, ((date.min, 1.0),))
    ends = [since for since, _ in phases[1:]] + [date.max]
    days = 0.0
    for (since, rate), until in zip(phases, ends, strict=True):
        begin, end = max(first, since), min(last + timedelta(days=1), until)
        days += rate * max((end - begin).days, 0)
    return days
