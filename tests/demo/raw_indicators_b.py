"""The indicators of tasks 4, 6 and 7 and of all tasks, computed again from the raw files.

Each function returns a table with a row for each thing of a month: its county, how the new area has
to do with it, and what it counts (``num`` of ``den``). A county without a name is the city's own.
"""

import calendar
from datetime import date, timedelta
from functools import cached_property

import pandas as pd
import raw_rules as rules
from raw_files import clicked_or_typed, day, number
from raw_indicators import RawIndicators

_NAMES = {code: name for name, code in rules.COUNTIES.items()}
_WHOLE, _CITY, _OFFICE = "全部", "", "ldxz"
_KEYS = {
    "well": "well_id", "abandoned_well": "aw_id", "survey_progress": "town",
    "policy_rule": "rule_id", "damage_case": "case_id", "decision": "meeting_id",
    "project": "project_id", "key_unit": "permit_no", "water_source": "source_id",
}  # fmt: skip
_IDENTITY = _KEYS | {
    "survey_progress": ("county", "town"),
    "decision": ("meeting_id", "decision_no", "answerable"),
}
_DEAD = {"已封井", "损毁", "干井", "停用"}
_EXISTING = {"饮用水源开采井", "环评跟踪监测井", "污染源监测井", "国家地下水监测工程"}
_ASSESSED, _FILLED = {"可直接利用", "改造后利用", "不可利用"}, {"封井回填", "治理修复后封填"}
_RISKS = {"高", "中", "低"}
_MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}
_POINTS = {"国考", "省考"}
#: Who owes what: days after the period's end, its months, units, counties and single offices.
_OWED = {
    "task_progress": (5, 1, "units counties"), "well": (5, 1, "counties zrzyj slj sthjj"),
    "water_level": (5, 1, "counties slj zrzyj"), "geothermal": (5, 1, "counties zrzyj"),
    "abandoned_well": (5, 1, "counties"), "survey_progress": (5, 1, "counties"),
    "decision": (5, 1, "ldxz units"), "zone": (10, 3, "sthjj"), "key_unit": (10, 3, "counties"),
    "self_monitoring": (10, 3, "counties"), "leak_hazard": (10, 3, "counties"),
    "water_source": (10, 3, "counties"), "policy_rule": (10, 3, "units"),
    "damage_case": (10, 3, "counties sthjj"), "project": (10, 3, "units counties"),
    "water_quality": (15, 3, "counties sthjj"), "publicity": (15, 6, "units counties"),
    "expert": (15, 6, "sthjj"),
}  # fmt: skip


def period_end(code):
    """The last day of a month (2024-06), quarter (2024Q2), half year (2024H1) or year."""
    kind = code[4:5]
    month = {"Q": 3, "H": 6}.get(kind, 1) * int(code[-1]) if kind in {"Q", "H"} else 12
    month = int(code[5:]) if kind == "-" else month
    return date(int(code[:4]), month, calendar.monthrange(int(code[:4]), month)[1])


class RawIndicatorsB(RawIndicators):
    """The rest of the demo's ledgers, and what its indicators come to."""

    @cached_property
    def handed(self):
        """By ledger: what was handed in, in the order of acceptance, with the period's end."""
        found = {}
        for one in self.accepted:
            found.setdefault(one.dataset, []).append((period_end(one.period), one))
        return found

    @cached_property
    def ends(self):
        """By ledger and reporter: the ends of the periods that were handed in."""
        found = {}
        for name, handed in self.handed.items():
            for end, one in handed:
                found.setdefault((name, one.reporter), []).append(end)
        return found

    def _rows(self, one):
        if one not in self._tables:
            self._tables[one] = [
                row | {
                    "county": row.get("county") or (
                        row["sheet"] if row["sheet"] in rules.COUNTIES
                        else _NAMES.get(one.reporter, _CITY)
                    ),
                    "new_area": row.get("new_area") or "否",
                }
                for row in clicked_or_typed(self.raw.home, one, _KEYS[one.dataset])
            ]  # fmt: skip
        return self._tables[one]

    def files_of(self, name, end):
        """The files that count at a day: of each reporter and township the last."""
        last = {}
        for ended, one in self.handed.get(name, []):
            if ended <= end:
                place = (one.reporter, one.part)
                last[place] = max(last.get(place, date.min), ended)
        for ended, one in self.handed.get(name, []):
            whole = last.get((one.reporter, _WHOLE), date.min)
            if ended <= end and ended == max(last[one.reporter, one.part], whole):
                yield one

    def register(self, name, end):
        """A register at a day: each thing once."""
        keys = _IDENTITY[name]
        keys = keys if isinstance(keys, tuple) else (keys,)
        return list({
            tuple(str(row[key]) for key in keys): row
            for one in self.files_of(name, end) for row in self._rows(one)
        }.values())  # fmt: skip

    # -- task 4 -------------------------------------------------------------------------------

    def _wells(self, end):
        """The wells of a month but those that were sealed before its year."""
        before = self.register("well", date(end.year - 1, 12, 31))
        sealed = {row["well_id"] for row in before if row["state"] == "已封井"}
        return [row for row in self.register("well", end) if row["well_id"] not in sealed]

    def well_up(self, end):
        """Wells that run and are not silent."""
        return _counted(
            (w, w["state"] == "正常" and self.raw._silence(w["well_id"], end) < 2, 1)
            for w in self._wells(end)
        )

    def data_rate(self, end):
        """Wells that send by themselves and did."""
        return _counted(
            (w, end.replace(day=1) in self.raw._levels[w["well_id"]], 1)
            for w in self._wells(end) if w["frequency"] == "自动"
        )  # fmt: skip

    @cached_property
    def _sampled(self):
        """By well and day of sampling: its class, None for none, and its county."""
        found = {}
        for result in self.raw.results:
            key = (result.well_id, result.day)
            grade = max(found.get(key, (0, ""))[0] or 0, result.grade or 0)
            found[key] = (grade or None, result.county)
        return found

    @cached_property
    def _purposes(self):
        """By well and day of sampling: what for, as its last row says."""
        found = {}
        for one in self.raw.files("water_quality"):
            for row in self.raw.rows(one, "well_id"):
                if row.get("purpose"):
                    found[row["well_id"], day(row["sampled"])] = row["purpose"]
        return found

    def manual_rate(self, end):
        """Wells that people go to, at the end of each interval."""
        visits = {}
        for well, on in self._sampled:
            visits.setdefault(well, set()).add(on)
        for well, months in self.raw._levels.items():
            visits.setdefault(well, set()).update(months)
        found = []
        for well in self._wells(end):
            if well["frequency"] == "自动":
                continue
            months = _MONTHS[well["frequency"] or "月"]
            if end.month % months == 0:
                since = date(end.year, end.month - months + 1, 1)
                seen = any(since <= on <= end for on in visits.get(well["well_id"], ()))
                found.append((well, seen, 1))
        return _counted(found)

    def dual_cover(self, end):
        """Drinking sources and listed sites that a working well watches."""
        alive = [w for w in self.register("well", end) if w["state"] not in _DEAD]
        watched = {w.get(link) for w in alive for link in ("source_id", "pollution_id")}
        sources = [
            (s, s["source_id"] in watched, 1)
            for s in self.register("water_source", end) if s["use"] in {"在用", "备用", None}
        ]  # fmt: skip
        sites = self._sites(end)
        sites = sites.assign(link=sites["pollution_id"].fillna(sites["site"])).sort_values("site")
        return _counted(sources + [
            (site, site["link"] in watched, 1)
            for site in sites.drop_duplicates("link").to_dict("records")
        ])  # fmt: skip

    def assess_rate(self, end):
        """Wells of the four old kinds that were assessed."""
        return _counted(
            (w, w["assessment"] in _ASSESSED, 1)
            for w in self._wells(end)
            if w["origin"] in _EXISTING
        )

    def _newest(self, end, wanted):
        """By well: class and county of its last sampling of twelve months."""
        began = date(end.year - 1, end.month, min(end.day, 28 if end.month == 2 else end.day))
        found = {}
        for (well, on), told in sorted(self._sampled.items(), key=lambda pair: pair[0]):
            if began < on <= end and wanted(well, on):
                found[well] = told
        return found

    def class5_share(self, end):
        """Points of the national and provincial lists of class five."""
        wells = {w["well_id"]: w for w in self.register("well", end)}
        newest = self._newest(end, lambda *key: self._purposes.get(key) in _POINTS)
        return _counted(
            (wells.get(well) or {"county": county, "new_area": "否"}, grade == 5, 1)
            for well, (grade, county) in newest.items() if grade
        )  # fmt: skip

    def class5_dual(self, end):
        """Points at drinking sources and polluters of class five."""
        newest, found = self._newest(end, lambda *_: True), []
        for well in self._wells(end):
            linked = (
                well.get("source_id") or well.get("pollution_id") or well["serves"] == "是"
                or well["watches_pollution"] == "是"
                or well["origin"] in {"饮用水源开采井", "污染源监测井"}
            )  # fmt: skip
            grade, _ = newest.get(well["well_id"], (None, ""))
            if linked and grade:
                found.append((well, grade == 5, 1))
        return _counted(found)

    # -- task 6 -------------------------------------------------------------------------------

    def survey_rate(self, end):
        """Townships that were to be searched, and were."""
        return _counted(
            (t | {"new_area": "否"}, t["surveyed"] == "是", 1)
            for t in self.register("survey_progress", end) if t["survey_due"] != "否"
        )  # fmt: skip

    @cached_property
    def _holes(self):
        """By end of a period: every abandoned well told so far, its first list, if ever high.

        A well that a later register leaves out stays as it was told last.
        """
        found, told = {}, {}
        for end in sorted({ended for ended, _ in self.handed["abandoned_well"]}):
            for well in self.register("abandoned_well", end):
                _, listed, high = told.get(well["aw_id"], (None, 9999, False))
                year = int(number(well["task_year"])) if well.get("task_year") else 9999
                told[well["aw_id"]] = well, min(listed, year), high or well.get("risk") == "高"
            found[end] = dict(told)
        return found

    def _on_file(self, end):
        """Every abandoned well at a day, whether a list up to its year has it, and if ever high."""
        last = max((ended for ended in self._holes if ended <= end), default=None)
        for well, listed, high in self._holes.get(last, {}).values():
            yield well, listed <= end.year, high

    def risk_rate(self, end):
        """Abandoned wells whose risk was told."""
        return _counted((w, w.get("risk") in _RISKS, 1) for w, _, _ in self._on_file(end))

    def _filled(self, end):
        """Wells to be filled in, whether they stand on a list up to this year, and if accepted."""
        for well, listed, _ in self._on_file(end):
            if well.get("disposal") in _FILLED or (listed and not well.get("disposal")):
                yield well, listed, _accepted(well, end)

    def seal_rate(self, end):
        """Wells of the lists."""
        return _counted((well, done, 1) for well, listed, done in self._filled(end) if listed)

    def seal_later(self, end):
        """Wells found later."""
        return _counted((well, done, 1) for well, listed, done in self._filled(end) if not listed)

    def high_risk_rate(self, end):
        """Wells of high risk, or not known not to be, however they are dealt with."""
        return _counted(
            (well, _accepted(well, end), 1)
            for well, listed, high in self._on_file(end)
            if well.get("risk") == "高" or ((listed or high) and well.get("risk") not in _RISKS)
        )

    # -- task 7, and all tasks ----------------------------------------------------------------

    def rule_rate(self, end):
        """Rules that were issued."""
        return _counted(
            (_OF_CITY, rule["rule_stage"] in {"已印发", "已修订"}, 1)
            for rule in self.register("policy_rule", end) if rule["rule_stage"] != "已废止"
        )  # fmt: skip

    def case_rate(self, end):
        """Cases of more than a year that were closed."""
        a_year_ago = date(end.year - 1, end.month, min(end.day, 28 if end.month == 2 else end.day))
        return _counted(
            (_place(case), case["case_stage"] == "已结案"
             and (not case["closed_on"] or day(case["closed_on"]) <= end), 1)
            for case in self.register("damage_case", end)
            if case["opened_on"] and day(case["opened_on"]) <= a_year_ago
            and case["case_stage"] != "终止"
        )  # fmt: skip

    def action_rate(self, end):
        """Decisions whose time is up: what is done by the last file, the rest by the office's."""
        last, office = {}, {}
        for one in self.files_of("decision", end):
            for row in self._rows(one):
                key = tuple(str(row[name]) for name in _IDENTITY["decision"])
                last[key] = row, one
                if one.reporter == _OFFICE:
                    office[key] = row, one
        found = []
        for key, (said, one) in last.items():
            own, by = office.get(key, (said, one))
            granted = own["extension"] == "同意" and own["extended_to"]
            limit = own["extended_to"] if granted else own["decision_due"]
            if not limit or day(limit) <= end:
                done = (own if own["review"] == "审结" else said)["handling"] == "已办结"
                back = own["review"] == "退回重办" and not (
                    one != by
                    and said["handled_on"]
                    and day(said["handled_on"]) >= day(own.get("sent_back_on") or by.accepted_on)
                )
                found.append((_place({"county": said["answerable"]}), done and not back, 1))
        return _counted(found)

    def pay_rate(self, end):
        """Money spent of money that came."""
        found = []
        for one in self.register("project", end):
            came, spent = (number(one[name]) if one[name] else 0 for name in ("received", "spent"))
            found.append((_place(one), min(spent, came), came))
        return _counted(found)

    def intime(self, end):
        """Reports of the year that were due."""
        found = []
        for name, (days, months, who) in _OWED.items():
            handed = self.handed.get(name, [])
            first = min((ended for ended, _ in handed), default=date.max)
            came = {}
            for ended, one in handed:
                came.setdefault((one.reporter, ended), []).append(one.first_on)
            for month in range(months, end.month + 1, months):
                ended = date(end.year, month, calendar.monthrange(end.year, month)[1])
                if ended < first:
                    continue
                limit = _working_day(ended + timedelta(days=days))
                for reporter in _reporters(who):
                    days_in = came.get((reporter, ended), [date.max])
                    place = _OF_CITY | {"county": _NAMES.get(reporter, _CITY)}
                    found.append((place, max(days_in) <= limit, 1))
        return _counted(found)


_OF_CITY = {"county": _CITY, "new_area": "否"}


def _reporters(who):
    groups = {"units": rules.UNITS.values(), "counties": rules.COUNTIES.values()}
    return {code for word in who.split() for code in groups.get(word, (word,))}


def _working_day(on):
    while rules.HOLIDAYS.get(str(on), "holiday" if on.isoweekday() > 5 else "") == "holiday":
        on += timedelta(days=1)
    return on


def _place(row):
    return _OF_CITY | {"county": row["county"] if row["county"] in rules.COUNTIES else _CITY}


def _accepted(well, end):
    on = well.get("accepted_on")
    return well.get("acceptance") == "合格" and (not on or day(on) <= end)


def _counted(rows):
    found = pd.DataFrame(
        [(row["county"], row["new_area"], num, den) for row, num, den in rows],
        columns=["county", "new_area", "num", "den"],
    )
    return found.astype({"num": float, "den": float})
