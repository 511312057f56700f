"""What the demo's raw files say as of a period: items, wells, samples, problems and places."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

import raw_rules as rules
from raw_files import accepted, day, facts_of, newest_version, number, returned, rows_of

from gwdash.store.database import open_current

#: A well that sends nothing for so many months in a row is silent; after two years of silence
#: nobody expects it to answer.
SILENT_MONTHS, FORGOTTEN_DAYS = 2, 730


@dataclass(frozen=True)
class Well:
    """A well of the registers in force."""

    well_id: str
    name: str
    county: str
    new_area: str
    state: str
    drinking: bool
    placed: bool
    silent_months: int
    sealed_before_year: bool

    @property
    def kind(self) -> str:
        """How the well runs: normal, silent or broken."""
        if self.state != "正常":
            return "broken"
        return "silent" if self.silent_months >= SILENT_MONTHS else "normal"


@dataclass(frozen=True)
class Result:
    """One result in force."""

    well_id: str
    day: date
    analyte: str
    value: object
    grade: int | None
    county: str
    """What the row says, the reporting county where it says nothing."""

    @property
    def exceeds(self) -> bool:
        """Whether it is proven to be worse than class Ⅲ."""
        return (self.grade or 0) > 3


@dataclass(frozen=True)
class Line:
    """One line of the list of problems; the list is in the order of kind and size."""

    kind: int
    size: Fraction
    text: str
    owner: str
    since: str
    lamp: str
    number: str
    counter: str = "项"


class RawCity:
    """The demo's files, read once."""

    def __init__(self, home):
        self.home = home
        self.handed = accepted(home)
        self.version = newest_version(home)
        self._read, self._items, self._scores, self._sealed_wells = {}, {}, {}, {}

    def files(self, dataset):
        """The files of a ledger in the order in which they were accepted."""
        return [one for one in self.handed if one.dataset == dataset]

    def rows(self, handed, key):
        """The rows of a file, read once."""
        if handed.sha not in self._read:
            self._read[handed.sha] = list(rows_of(self.home, handed, key))
        return self._read[handed.sha]

    # -- progress -----------------------------------------------------------------------------

    def items(self, period, county=""):
        """The plan in force at the end of a period, each item with its last report."""
        if period not in self._items:
            plan = max((h for h in self.files("work_plan") if h.period <= period[:4]),
                       key=lambda h: h.period)  # fmt: skip
            self._items[period] = [self._item(row, period) for row in self.rows(plan, "item_id")]
        return [i for i in self._items[period] if county in {"", i.county}]

    def _item(self, row, period):
        reports = [r for r in self._reports[row["item_id"]] if r[0] <= period]
        lead = (rules.UNITS | rules.COUNTIES).get(row["lead"])
        last = max(reports, key=lambda r: (r[0], r[1] == lead), default=None)
        report = last[2] if last else {}
        return rules.Item(
            item_id=row["item_id"],
            task=rules.TASKS[row["task"]],
            name=row["item_name"],
            county=row["county"],
            lead=row["lead"],
            source=row["source"],
            start=day(row["start"]),
            due=None if row["due"] == "长期坚持" else day(row["due"]),
            weight=Fraction(number(row["weight"])),
            actual=self._actual(row["item_id"], last, period) if last else None,
            status=report.get("status", ""),
            evidence=bool(last) and self._proven(row["item_id"], last, period),
            new=bool(last) and last[0] == period,
            request=report.get("request") or "",
            milestones=row.get("milestones") or "",
        )

    def _actual(self, item_id, last, period):
        """The office's own figure where it is no older than the report, else the report's."""
        said = [one for one in self._verdicts if one[1] == item_id and last[0] <= one[0] <= period]
        return max(said)[2] if said else Fraction(str(number(last[2]["actual"])))

    @cached_property
    def _verdicts(self):
        """(period, item, figure) of all that the office verified."""
        return [
            (one.period, row["item_id"], Fraction(row["verified_pct"]))
            for one in self.files("verified_progress")
            for row in facts_of(self.home, one)
        ]

    def _proven(self, item_id, last, period):
        """Whether a file is attached to the item up to the period, or to its last report."""
        for one in self._attached.values():
            if one["target_dataset"] != "task_progress" or one["removed"] == "True":
                continue
            key = json.loads(one["row_key"] or "{}")
            if key.get("item_id") == item_id and one["target_period"] <= period:
                return True
            if not key and (one["target_period"], one["target_reporter"]) == last[:2]:
                return True
        return False

    @cached_property
    def _attached(self):
        """By number: what was said last of a file that was attached."""
        return {
            row["attachment_id"]: row
            for one in self.files("attachment")
            for row in facts_of(self.home, one)
        }

    @cached_property
    def _reports(self):
        """By item: (period, reporter, row) of every report."""
        found = defaultdict(list)
        for one in self.files("task_progress"):
            for row in self.rows(one, "item_id"):
                found[row["item_id"]].append((one.period, one.reporter, row))
        return found

    def missing(self, period):
        """Names of those who have not handed in the period's progress, units first."""
        came = {h.reporter for h in self.files("task_progress") if h.period == period}
        return [name for name, code in (rules.UNITS | rules.COUNTIES).items() if code not in came]

    # -- the network --------------------------------------------------------------------------

    def wells(self, period, county="", *, with_new_area=True):
        """The wells of the registers in force at the end of a period."""
        registers = {}
        for one in sorted(self.files("well"), key=lambda h: h.period):
            if one.period <= period:
                registers[one.reporter] = one
        found = [
            self._well(row, period)
            for one in registers.values()
            for row in self.rows(one, "well_id")
        ]
        assert len({well.well_id for well in found}) == len(found), "two registers name one well"
        return [
            well
            for well in found
            if county in {"", well.county} and (with_new_area or well.new_area != "直管")
        ]

    def _well(self, row, period):
        return Well(
            well_id=row["well_id"],
            name=row["well_name"],
            county=row["county"],
            new_area=row["new_area"],
            state=row["state"],
            drinking=row["origin"] == "饮用水源开采井" or row["serves"] == "是",
            placed=bool(row["lon"] and row["lat"]),
            silent_months=self._silence(row["well_id"], rules.last_day(period)),
            sealed_before_year=row["well_id"] in self._sealed(f"{int(period[:4]) - 1}-12"),
        )

    def _sealed(self, period):
        """The wells that were sealed at the end of a period, by the registers in force then."""
        if period not in self._sealed_wells:
            last = {
                one.reporter: one
                for one in sorted(self.files("well"), key=lambda h: h.period)
                if one.period <= period
            }
            self._sealed_wells[period] = {
                row["well_id"]
                for one in last.values()
                for row in self.rows(one, "well_id")
                if row["state"] == "已封井"
            }
        return self._sealed_wells[period]

    def _silence(self, well_id, end):
        months = [m for m in self._levels[well_id] if m <= end]
        if not months or (end - max(months)).days > FORGOTTEN_DAYS:
            return 0
        return (end.year - max(months).year) * 12 + end.month - max(months).month

    @cached_property
    def _levels(self):
        """By well: the months in which it sent a level."""
        found = defaultdict(set)
        for one in self.files("water_level"):
            for row in self.rows(one, "well_id"):
                found[row["well_id"]].add(day(row["measured"]).replace(day=1))
        return found

    # -- water quality ------------------------------------------------------------------------

    @cached_property
    def results(self):
        """Every result in force: what was accepted last for a well, a day and an analyte."""
        found = {}
        names = {code: name for name, code in rules.COUNTIES.items()}
        for one in self.files("water_quality"):
            for row in self.rows(one, "well_id"):
                county = row.get("county") or names[one.reporter]
                for name, value, limit in _results(row):
                    key = (row["well_id"], day(row["sampled"]), name)
                    found[key] = Result(*key, value, rules.grade(name, value, limit), county)
        return list(found.values())

    def samples(self, since, end):
        """By well and day: the results of each sampling."""
        found = defaultdict(list)
        for result in self.results:
            if since <= result.day <= end:
                found[result.well_id, result.day].append(result)
        return found

    # -- problems -----------------------------------------------------------------------------

    def problems(self, period, county="", *, with_new_area=True):
        """The lines of late items and silent wells, the worst first, one a kind and owner."""
        wells = self.wells(period, county, with_new_area=with_new_area)
        found = [*self._late_items(period, county), *self._silent_wells(wells)]
        groups = defaultdict(list)
        for line in sorted(found, key=lambda line: (line.kind, -line.size, line.number)):
            groups[line.kind, line.owner].append(line)
        return [
            replace(own[0], text=own[0].text + (f"等 {len(own)} {own[0].counter}" * (len(own) > 1)))
            for own in groups.values()
        ]

    def _late_items(self, period, county):
        """One line an item that is overdue, or far behind whether reported now or before."""
        end = rules.last_day(period)
        for item in self.items(period, county):
            if rules.lamp(item, end) in {"exempt", "done"}:
                continue
            short, days = -(rules.gap(item, end) or 0), rules.overdue(item, end)
            if days:
                yield Line(0, Fraction(days), f"{item.name}逾期未完成", item.owner,
                           f"逾期 {days} 天", "far_behind", item.item_id)  # fmt: skip
            elif short > -rules.FAR_BEHIND_PP and item.due is not None:
                text = f"{item.name}比序时进度低 {float(short):.1f} 个百分点"
                left = (item.due - end).days
                since = f"距时限 {left} 天" if left else "当日到期"
                yield Line(1, short, text, item.owner, since, "far_behind", item.item_id)

    def _silent_wells(self, wells):
        for well in wells:
            if well.kind == "silent":
                n = well.silent_months
                text = f"监测井{well.name}连续 {n} 期无水位数据"
                yield Line(2, Fraction(n), text, well.county, "", "behind", well.well_id, "眼")

    # -- ranking ------------------------------------------------------------------------------

    def reports(self, county, period):
        """A county's reports of the year so far."""
        came = {h.period: h for h in self.files("task_progress")
                if h.reporter == rules.COUNTIES[county] and h.period <= period}  # fmt: skip
        timely = {p for p, h in came.items() if h.first_on <= rules.due_day(p)}
        year = {p for p in came if p[:4] == period[:4]}
        now = "on_time" if period in timely else "late" if period in came else "missing"
        return rules.Reports(
            due=int(period[5:]),
            reported=len(year),
            on_time=len(year & timely),
            now=now if came else "never",
            last=max(came, default=""),
            returned=self._returned.get((rules.COUNTIES[county], period), 0),
        )

    @cached_property
    def _returned(self):
        """By reporter and month: files of the report on progress that came back."""
        return returned(self.home, "task_progress")

    def scheme(self, period):
        """The office's scheme in force at the end of a month: its version, and what it scores."""
        end, rows = rules.last_day(period), []
        for one in self.files("scoring_scheme"):
            if one.period <= period[:4]:
                rows = self.rows(one, "scored")
        begun = {row["方案版本"]: day(row["生效日期"]) for row in rows}
        begun = {version: since for version, since in begun.items() if since <= end}
        if not begun:
            return rules.DEFAULT["version"], rules.defaults(self.rows(
                self.files("scoring_scheme")[0], "scored"
            ))  # fmt: skip
        version = max(begun, key=begun.get)
        own = [row for row in rows if row["方案版本"] == version]
        return version, [one for one in map(rules.scored, own) if one.weight]

    def events(self, county, period):
        """Bonuses, deductions and flags of a county in the year so far."""
        rows = []
        for one in self.files("score_adjustment"):
            if one.period <= period:
                rows = self.rows(one, "item_id")
        first, end = date(int(period[:4]), 1, 1), rules.last_day(period)
        return [
            rules.Event(row["item_id"], row["事项类别"], Fraction(str(row["分数"] or 0)),
                        row["事由"], row["会前是否核对"] == "是")
            for row in rows
            if row["county"] == county and first <= day(row["发生日期"]) <= end
        ]  # fmt: skip

    def rates(self, period):
        """By county: n, N and state of every indicator, whose rows are counted again elsewhere."""
        store = open_current(self.home)
        answer = store.columns("indicator_readings", periods=[period], scope="own")
        found = defaultdict(dict)
        for code, county, n, of, state in zip(
            *(answer[name] for name in ("indicator_id", "county_code", "numerator", "denominator",
                                        "state")), strict=True,
        ):  # fmt: skip
            found[county][code] = (Fraction(str(n)), Fraction(str(of)), state)
        return found

    def scores(self, period):
        """Every county's score, the first in the ranking first."""
        if period not in self._scores:
            self._scores[period] = self._scored(period)
        return self._scores[period]

    def _scored(self, period):
        (_, scheme), rates = self.scheme(period), self.rates(period)
        found = [
            rules.score(
                name, self.items(period, name), self.reports(name, period), rules.last_day(period),
                scheme, rates[code], self.events(name, period),
            )
            for name, code in rules.COUNTIES.items()
        ]  # fmt: skip
        places = rules.ranks(found)
        last = len(found) + 1
        return sorted(found, key=lambda s: (places[s.county] or last, rules.COUNTIES[s.county]))


def _results(row):
    """(analyte, value, detection limit) of a row that is a result, or a sample."""
    if row.get("analyte"):
        name = row["analyte"]
        assert row["unit"] in {None, rules.STANDARD[name]["unit"]}, "another unit than the standard"
        return [(name, row["result"], row["limit"])]
    return [
        (name, row[name], row.get(f"检出限 {name}"))
        for name in rules.STANDARD
        if row.get(name) is not None
    ]
