"""The rules of supervision, of water quality and of the ranking, written out a second time.

Plain arithmetic in fractions, from the standard's clauses and the region's scheme; nothing of
the system is used, so that two mistakes would have to be alike to go unseen.
"""

import csv
import re
import tomllib
import unicodedata
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
#: What the office's scheme does not say: deductions, decimals, the cap; and weights before it.
DEFAULT = tomllib.loads((DATA / "region" / "xianyang" / "ranking.toml").read_text("utf-8"))
#: A monthly report is in time until this many days after the month, or the next working day.
DUE_DAYS = 5
BEHIND_PP, FAR_BEHIND_PP = -5, -20


def _rows(*path: str) -> list[dict[str, str]]:
    with DATA.joinpath(*path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


TASKS = {row["short_name"]: row["no"] for row in _rows("region", "xianyang", "tasks.csv")}
COUNTIES = {
    row["name"]: row["code"]
    for row in _rows("region", "xianyang", "counties.csv")
    if row["in_scope"] == "是"
}
UNITS = {
    row["short_name"]: row["code"]
    for row in _rows("region", "xianyang", "units.csv")
    if row["member"] == "是"
}
STANDARD = {row["name_zh"]: row for row in _rows("reference", "gbt14848.csv")}


def last_day(period: str) -> date:
    """The last day of a month like 2024-06."""
    year, month = map(int, period.split("-"))
    return date(year, month, monthrange(year, month)[1])


def before(period: str, months: int = 1) -> str:
    """The month so many months earlier."""
    year, month = map(int, period.split("-"))
    number = year * 12 + month - 1 - months
    return f"{number // 12}-{number % 12 + 1:02}"


HOLIDAYS = {row["date"]: row["kind"] for row in _rows("reference", "holidays.csv")}


def due_day(period: str) -> date:
    """The day until which a monthly report is in time."""
    day = last_day(period) + timedelta(days=DUE_DAYS)
    while HOLIDAYS.get(str(day), "holiday" if day.isoweekday() > 5 else "workday") == "holiday":
        day += timedelta(days=1)
    return day


# -- progress ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One line of the plan in force with what was last reported on it."""

    item_id: str
    task: str
    name: str
    county: str
    lead: str
    source: str
    start: date
    due: date | None
    weight: Fraction
    actual: Fraction | None
    status: str
    evidence: bool
    new: bool
    """Whether the report is of this very period."""
    request: str
    milestones: str = ""

    @property
    def owner(self) -> str:
        """A county for its own items, the lead unit for those of the city."""
        return self.county if self.county in COUNTIES else self.lead

    @property
    def exempt(self) -> bool:
        """暂缓 and 不适用 are left out of every assessment."""
        return self.status in {"暂缓", "不适用"}


def expected(item: Item, end: date) -> Fraction | None:
    """序时进度 at the end of the period: days gone by of all days, both ends counted."""
    if item.due is None:
        return None
    if item.milestones and end < item.due:
        return Fraction(sum(share for day, share in milestones(item.milestones) if day <= end))
    if item.start > end:
        return Fraction(0)
    gone, days = (end - item.start).days + 1, (item.due - item.start).days + 1
    return 100 * min(Fraction(gone, days), Fraction(1))


def milestones(text: str) -> list[tuple[date, int]]:
    """Months and what should be done in each: typed as such, or as what is reached by then."""
    found = [
        (last_day(f"{year}-{int(month):02}"), int(share))
        for year, month, share in re.findall(r"(\d{4})[-年](\d+)[^\d；]*(\d+)%", text)
    ]
    if sum(share for _, share in found) == 100:
        return found
    shares = [0, *(share for _, share in found)]
    return [(day, share - shares[n]) for n, (day, share) in enumerate(found)]


def gap(item: Item, end: date) -> Fraction | None:
    """Actual minus expected progress, in percentage points."""
    due = expected(item, end)
    return None if due is None or item.actual is None else item.actual - due


def overdue(item: Item, end: date) -> int:
    """Days after the deadline of what is not finished."""
    if item.due is None or item.actual == 100:
        return 0
    return max((end - item.due).days, 0)


def lamp(item: Item, end: date) -> str:  # noqa: PLR0911 (the order of the questions is the rule)
    """The lamp of one item."""
    if item.exempt:
        return "exempt"
    if item.actual == 100 and item.evidence:
        return "done"
    if not item.new:
        return "not_reported"
    if item.actual == 100:
        return "on_track"
    if item.start > end and item.actual == 0:
        return "not_yet_due"
    behind = gap(item, end)
    if behind is None:
        return "open"
    return "far_behind" if item.due < end else by_gap(behind)


def by_gap(points: Fraction) -> str:
    """The lamp of a difference between actual and expected progress."""
    return (
        "far_behind"
        if points < FAR_BEHIND_PP
        else "behind" if points < BEHIND_PP else "on_track"
    )  # fmt: skip


@dataclass(frozen=True)
class Mean:
    """Several items as one, by weight."""

    actual: Fraction | None
    expected: Fraction | None
    lamp: str
    n_items: int
    n_counted: int
    carried: bool
    """Whether there is a value and none of it is of this period."""
    lamps: Counter


def mean(items: list[Item], end: date) -> Mean:
    """Weighted means over what has a value, a deadline, and is not exempt."""
    lamps = Counter(lamp(item, end) for item in items)
    counted = [i for i in items if gap(i, end) is not None and not i.exempt]
    if not counted:
        word = "not_reported" if lamps["not_reported"] else _only(lamps)
        return Mean(None, None, word, len(items), n_counted=0, carried=False, lamps=lamps)
    total = sum(i.weight for i in counted)
    actual = sum(i.weight * i.actual for i in counted) / total
    due = sum(i.weight * expected(i, end) for i in counted) / total
    finished = all(lamp(i, end) in {"done", "open", "exempt"} for i in items)
    word = "done" if finished else by_gap(actual - due)
    carried = not any(i.new for i in items)
    return Mean(actual, due, word, len(items), len(counted), carried, lamps)


def _only(lamps: Counter) -> str:
    if not lamps:
        return "not_planned"
    return next(iter(lamps)) if len(lamps) == 1 else "open"


# -- water quality: GB/T 14848-2017 -----------------------------------------------------------


def typed(value: object) -> str:
    """A result as it was typed, without wide signs and remarks in brackets."""
    text = unicodedata.normalize("NFKC", str(value))
    return re.sub(r"\(.*\)", "", text).replace(" ", "")


def grade(name: str, value: object, detection_limit: object) -> int | None:  # noqa: PLR0911
    """The class that one result proves, 1 to 5, None where it proves none."""
    kind, bounds = STANDARD[name]["kind"], [STANDARD[name][f"class{n}"] for n in range(1, 5)]
    text = typed(value)
    if kind == "text":
        return {"无": 1, "有": 5}[text]
    if text == "—":
        return None
    if (least := not_found(text, detection_limit)) is not None:
        proven = kind == "nd1" or (least and Decimal(least) <= Decimal(bounds[0]))
        return 1 if proven else None
    figure = Decimal(text)
    if kind == "ph":
        if Decimal("6.5") <= figure <= Decimal("8.5"):
            return 1
        return 4 if Decimal("5.5") <= figure <= 9 else 5
    for place, bound in enumerate(bounds, 1):
        if bound.startswith(">") or figure <= Decimal(bound):
            return place
    return 5


def not_found(text: str, detection_limit: object) -> str | None:
    """The detection limit of what was not detected (empty for none), None for a value."""
    if text in {"未检出", "ND"}:
        return "" if detection_limit is None else typed(detection_limit)
    return text.strip("<L") if text.startswith("<") or text.endswith("L") else None


def times_over(name: str, value: object) -> Fraction | None:
    """超标倍数: how far a value is above class Ⅲ, in multiples of it; none for pH and text."""
    if STANDARD[name]["kind"] in {"text", "ph"}:
        return None
    bound = Fraction(STANDARD[name]["class3"])
    return (Fraction(typed(value)) - bound) / bound


# -- ranking ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reports:
    """A county's reports of the year so far, and of this very period."""

    due: int
    reported: int
    on_time: int
    now: str
    """on_time, late, missing or never."""
    last: str
    """The last period that was reported, empty for none."""
    returned: int = 0
    """Files of this period's report that the office sent back."""


@dataclass(frozen=True)
class Scored:
    """One indicator of the scheme."""

    code: str
    label: str
    group: str
    weight: Fraction
    target: Fraction
    floor: Fraction
    counties: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """One bonus, deduction or flag."""

    number: str
    kind: str
    points: Fraction
    reason: str
    checked: bool

    @property
    def words(self) -> str:
        """The reason, and whether it still has to be checked with the county."""
        return self.reason if self.checked else f"{self.reason}（待会前核对）"


@dataclass(frozen=True)
class Part:
    """What a county earned by one indicator."""

    one: Scored
    rate: Fraction | None
    figure: str
    points: Decimal
    full: Decimal


@dataclass(frozen=True)
class Score:
    """One county's points."""

    county: str
    parts: tuple[Part, ...]
    share: int
    deduction: Decimal
    bonus: Decimal
    total: Decimal | None
    apart: bool
    losses: tuple[tuple[str, Decimal], ...]
    events: tuple[Event, ...]

    @property
    def flags(self) -> list[Event]:
        """约束性情形."""
        return [one for one in self.events if one.kind == "约束性情形"]

    def groups(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Points and full points of each group that applies, in the scheme's order."""
        found: dict[str, tuple[Decimal, Decimal]] = {}
        for part in self.parts:
            got, full = found.get(part.one.group, (Decimal(0), Decimal(0)))
            found[part.one.group] = (got + part.points, full + part.full)
        return found


#: What is summed where it is not things that are counted.
UNITS_OF = {"selfmon_rate": "次", "reinj": "m³"}


def scored(row: dict[str, object], weight: object = None) -> Scored:
    """An indicator as the office's file has it."""
    code = str(row["scored"])
    task = row["task"]
    where = str(row["适用县市区"])
    return Scored(
        code=code,
        label=str(row["指标名称"]),
        group="任务进度" if code == "progress" else str(task) if task else "按时报送",
        weight=_figure(row["分值"] if weight is None else weight),
        target=_figure(row["目标值"]),
        floor=_figure(row["底线值"] or 0) if weight is None else Fraction(0),
        counties=tuple(COUNTIES) if weight is not None or where == "各县市区"
        else tuple(where.split("、")),
    )  # fmt: skip


def defaults(rows: list[dict[str, object]]) -> list[Scored]:
    """The region's default scheme, with the names and targets of the office's rows."""
    weights = {one["code"]: one["weight"] for one in DEFAULT["indicators"]}
    return [scored(row, weights[row["scored"]]) for row in rows if row["scored"] in weights]


def _figure(value: object) -> Fraction:
    return Fraction(unicodedata.normalize("NFKC", str(value or 0)))


def rounded(value: Fraction | int) -> Decimal:
    """Points at the precision at which they are shown and compared, halves upward."""
    places = DEFAULT["decimals"]
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def shared_out(weights: list[Fraction]) -> list[Decimal]:
    """100 points by weight in whole hundredths; what is left goes to the largest remainders."""
    exact = [10_000 * weight / sum(weights) for weight in weights]
    whole = [one // 1 for one in exact]
    order = sorted(range(len(exact)), key=lambda n: -(exact[n] - whole[n]))
    for n in order[: 10_000 - sum(whole)]:
        whole[n] += 1
    return [rounded(Fraction(one, 100)) for one in whole]


def amount(value: Fraction) -> str:
    """A count, or a sum with two decimals."""
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):,.2f}"


def score(
    county: str,
    items: list[Item],
    reports: Reports,
    end: date,
    scheme: list[Scored],
    rates: dict[str, tuple[Fraction, Fraction, str]],
    events: list[Event],
) -> Score:
    """A county's score: applicable weights stretched to 100, bonus, less what is taken away."""
    assessed = [i for i in items if expected(i, end) is not None and not i.exempt]
    due = sum(i.weight * expected(i, end) for i in assessed)
    short = {i.item_id: i.weight * max(expected(i, end) - (i.actual or 0), 0) for i in assessed}
    names = {i.item_id: i.name for i in assessed}
    met = sum((i.actual or 0) >= expected(i, end) for i in assessed)
    lacking = sum(short.values())
    known = {code: rate for code, rate in rates.items() if rate[2] != "nothing_due"}
    if due:
        known["progress"] = (Fraction(due - lacking), Fraction(due), "value")
    applying = [one for one in scheme if one.code in known and county in one.counties]
    parts, losses = [], []
    for one, full in zip(applying, shared_out([o.weight for o in applying]), strict=True):
        n, of, state = known[one.code]
        rate = min(n / of, Fraction(1)) if of else None
        reached = Fraction(0)
        if state != "not_reported":
            reached = (100 * rate - one.floor) / (one.target - one.floor)
            reached = min(max(reached, Fraction(0)), Fraction(1))
        points = rounded(Fraction(full) * reached)
        counts = (Fraction(met), Fraction(len(assessed))) if one.code == "progress" else (n, of)
        figure = "/".join(map(amount, counts)) + UNITS_OF.get(one.code, "")
        parts.append(Part(one, rate, "未报" if state == "not_reported" else figure, points, full))
        if one.code == "progress":
            lost = Fraction(full) * (1 - reached)
            losses += [(names[i], rounded(lost * gap / lacking)) for i, gap in short.items() if gap]
        elif state == "not_reported":
            losses.append((f"{one.label}未报，计0分", full))
        else:
            target = amount(one.target)
            words = f"{one.label} {figure}（{float(100 * rate):.1f}%，目标≥{target}%）"
            losses.append((words, full - points))
    cut = _deduction(reports)
    losses.append(("本期迟报" if reports.now == "late" else "本期未报", cut))
    back = min(rounded(Fraction(str(DEFAULT["returned_deduction"])) * reports.returned),
               rounded(Fraction(str(DEFAULT["missing_deduction"]))) - cut)  # fmt: skip
    losses.append((f"本期报送被退回 {reports.returned} 次", back))
    cut += back
    taken = [e for e in events if e.kind == "扣分"]
    losses += [(f"扣分事项：{e.words}", rounded(e.points)) for e in taken]
    cut += rounded(Fraction(sum(e.points for e in taken)))
    given = min(sum(e.points for e in events if e.kind == "加分"), DEFAULT["bonus_cap"])
    bonus = rounded(Fraction(given))
    share = sum(one.weight for one in applying)
    found = tuple(sorted((x for x in losses if x[1] > 0), key=lambda x: (-x[1], x[0])))
    apart = reports.now == "never" or share < DEFAULT["least_share_pct"]
    total = max(sum(part.points for part in parts) + bonus - cut, Decimal(0))
    return Score(
        county, tuple(parts), int(share), cut, bonus, None if apart else total, apart, found,
        tuple(events),
    )  # fmt: skip


def _deduction(reports: Reports) -> Decimal:
    if reports.now == "on_time":
        return rounded(0)
    name = "late_deduction" if reports.now == "late" else "missing_deduction"
    return rounded(Fraction(str(DEFAULT[name])))


def ranks(scores: list[Score]) -> dict[str, int | None]:
    """The place of each county: one more than those with a higher score, equals alike (1, 1, 3)."""
    totals = [one.total for one in scores if one.total is not None]
    return {
        one.county: None if one.total is None else 1 + sum(other > one.total for other in totals)
        for one in scores
    }
