"""The indicators of tasks 1, 2, 3 and 5, computed a second time from the raw files with pandas.

Each function returns a table with a row for each thing of a month: its county, how the new area has
to do with it, and what it counts (``num`` of ``den``).
"""

import calendar
from datetime import date
from functools import cached_property

import pandas as pd
import raw_rules as rules
from raw_files import accepted, clicked_or_typed, day, number

_NAMES = {code: name for name, code in rules.COUNTIES.items()}
_KEYS = {
    "zone": "zone_id", "key_unit": "permit_no", "self_monitoring": "well_id", "geothermal": "gw_id",
    "leak_hazard": "hazard_id", "water_source": "source_id", "well": "well_id",
}  # fmt: skip
_LISTS = {"地下水污染防治重点排污单位", "地下水污染重点监管单位"}
_TIMES = {"季度": 4, "半年": 2, "年": 1}
_DIVIDED, _BUILT = {"已划分", "已报批", "已公布"}, {"已建成", "已运行"}
_STAGES = ["未启动", "选址完成", "环评批复", "施工中", "已建成", "已运行"]


def period_end(code):
    """The last day of a month (2024-06) or quarter (2024Q2)."""
    year, month = int(code[:4]), int(code[-1]) * 3 if "Q" in code else int(code[5:])
    return date(year, month, calendar.monthrange(year, month)[1])


class RawIndicators:
    """The demo's ledgers as tables, and what its indicators come to."""

    def __init__(self, raw):
        self.raw, self._tables = raw, {}
        self.accepted = accepted(raw.home, clicks=True)

    def table(self, name):
        """All accepted rows of a ledger, in the order of acceptance, nil reports left out."""
        if name not in self._tables:
            found = [
                row | {
                    "reporter": one.reporter, "end": period_end(one.period), "order": order,
                    "county": row.get("county") or (
                        row["sheet"] if row["sheet"] in rules.COUNTIES else _NAMES[one.reporter]
                    ),
                    "new_area": row.get("new_area") or "否",
                }
                for order, one in enumerate(one for one in self.accepted if one.dataset == name)
                for row in clicked_or_typed(self.raw.home, one, _KEYS[name])
            ]  # fmt: skip
            self._tables[name] = pd.DataFrame(found)
        return self._tables[name].copy()

    @cached_property
    def ends(self):
        """By ledger and reporter: the ends of the periods that were handed in."""
        found = {}
        for one in self.accepted:
            if one.dataset in _KEYS:
                found.setdefault((one.dataset, one.reporter), []).append(period_end(one.period))
        return found

    def silent(self, name, end):
        """The counties that have never handed a ledger in."""
        return {
            county for county, code in rules.COUNTIES.items()
            if not any(e <= end for e in self.ends.get((name, code), []))
        }  # fmt: skip

    def in_force(self, name, end):
        """A register's rows at a day: of each reporter those of the last period."""
        rows = self.table(name)
        last = {
            reporter: max((e for e in ends if e <= end), default=None)
            for (ledger, reporter), ends in self.ends.items() if ledger == name
        }  # fmt: skip
        return rows[rows["end"] == rows["reporter"].map(last)]

    # -- task 1 -------------------------------------------------------------------------------

    def zone_done(self, end):
        """Counties whose zones are all up for approval."""
        if not any(e <= end for e in self.ends["zone", "sthjj"]):
            return _counted([])
        zones = self.in_force("zone", end)
        stages = zones.groupby("county")["zone_stage"].apply(set).to_dict() if len(zones) else {}
        return _counted(
            (county, "否", bool(stages.get(county)) and stages[county] <= {"报批", "已公布"}, 1)
            for county in rules.COUNTIES
        )

    def _key_zones(self, end):
        zones = self.in_force("zone", end)
        return zones[zones["zone_class"] != "一般区"] if len(zones) else zones

    def zone_measures(self, end):
        """Zones of protection and control with measures."""
        zones = self._key_zones(end)
        return _counted((z.county, "否", z.measures == "是", 1) for z in zones.itertuples())

    def zone_share(self, end):
        """Their area in that of the counties that have some."""
        zones, area = self._key_zones(end), {}
        for row in rules._rows("region", "xianyang", "counties.csv"):
            area[row["name"]] = float(row["area_km2"])
        if not len(zones):
            return _counted([])
        sums = zones.assign(km2=zones["area"].map(number)).groupby("county")["km2"].sum()
        return _counted((county, "否", km2, area[county]) for county, km2 in sums.items())

    # -- task 2 -------------------------------------------------------------------------------

    def _sites(self, end):
        rows = self.in_force("key_unit", end)
        rows = rows.assign(year=rows["list_year"].map(number).astype(int), site=_site_ids(rows))
        rows = rows[rows["list_type"].isin(_LISTS) & (rows["year"] <= end.year)]
        newest = rows.groupby("county")["year"].transform("max")
        rows = rows[rows["year"] == newest].sort_values("list_type")
        return rows.drop_duplicates("site")

    def permit_rate(self, end):
        """Sites whose permit names groundwater."""
        rows = self._sites(end)
        held = rows[(rows["production"] != "关闭") & (rows["permit_covers"] != "不适用")]
        return _counted((r.county, r.new_area, r.permit_covers == "是", 1)
                        for r in held.itertuples())  # fmt: skip

    def leak_check_rate(self, end):
        """Running sites that looked for leaks."""
        rows = self._sites(end)
        run = rows[~rows["production"].isin({"关闭", "在建"})]
        return _counted((r.county, r.new_area, r.leak_checked == "是", 1)
                        for r in run.itertuples())  # fmt: skip

    @cached_property
    def samplings(self):
        """Every sampling of the sites' own, once."""
        rows = self.table("self_monitoring")
        rows = rows.assign(on=rows["sampled"].map(day), site=_site_ids(rows))
        return rows.drop_duplicates(["site", "well_id", "on"], keep="last")

    def selfmon_public(self, end):
        """Samplings of the year that were made public."""
        rows = self.samplings[self.samplings["on"].map(lambda d: date(end.year, 1, 1) <= d <= end)]
        return _counted((r.county, "否", r.public == "是", 1) for r in rows.itertuples())

    def selfmon_rate(self, end):
        """Samplings that were due and taken, each part of the year for itself."""
        known = self.samplings[
            self.samplings["on"].map(lambda d: date(end.year - 1, 1, 1) <= d <= end)
        ]
        wells, found = {}, []
        for (site, _), rows in known.sort_values("on").groupby(["site", "well_id"]):
            wells.setdefault(site, []).append(rows)
        for site in self._sites(end).itertuples():
            if site.production in {"关闭", "在建"}:
                continue
            near = 2 if site.receptor == "是" else 1
            if site.site not in wells:
                found.append((site.county, site.new_area, 0, end.month // (12 // (2 * near))))
            found += [
                (site.county, site.new_area, *_own_sampling(rows, near, end))
                for rows in wells.get(site.site, ())
            ]
        return _counted(found)

    def hazard_rate(self, end):
        """Hazards that were to be mended by now."""
        rows = self.in_force("leak_hazard", end)
        due = rows[rows["rectify_by"].map(day).map(lambda d: d <= end)] if len(rows) else rows
        return _counted((r.county, "否", r.rectify in {"已整改", "已验收"}, 1)
                        for r in due.itertuples())  # fmt: skip

    # -- task 3 -------------------------------------------------------------------------------

    def verdicts(self, end):
        """Sources of county level and above in use with their verdict: ok, over or none."""
        sources = self.in_force("water_source", end)
        used = sources[sources["level"].isin({"市级", "县级"}) & (sources["use"] == "在用")]
        wells = self.in_force("well", end)
        serves = wells[wells["source_id"].notna()].groupby("source_id")["well_id"].apply(set)
        first, told = date(end.year, 1, 1), []
        for source in used.itertuples():
            own = [
                over
                for well in serves.get(source.source_id, ())
                for on, over in self._over.get(well, {}).items()
                if first <= on <= end
            ]
            told.append(None if not own else not any(own))
        return used.assign(ok=pd.Series(told, index=used.index, dtype=object))

    @cached_property
    def _over(self):
        """By well and day of sampling: whether a result exceeds class III."""
        found = {}
        for result in self.raw.results:
            days = found.setdefault(result.well_id, {})
            days[result.day] = days.get(result.day, False) or result.exceeds
        return found

    def src_ok(self, end):
        """Sources that kept to class III in every sampling of the year."""
        return _counted((r.county, r.new_area, r.ok is True, 1)
                        for r in self.verdicts(end).itertuples())  # fmt: skip

    def src_no_human(self, end):
        """Those, and the ones that exceed by nature as a finding says."""
        rows = self.verdicts(end)
        settled = (rows["cause"] == "天然背景") & rows["background"].notna()
        good = rows["ok"].eq(other=True) | (rows["ok"].eq(other=False) & settled)
        return _counted((r.county, r.new_area, r.good, 1)
                        for r in rows.assign(good=good).itertuples())  # fmt: skip

    def _kept(self, end):
        rows = self.in_force("water_source", end)
        return rows[rows["use"].isin({"在用", "备用"})] if len(rows) else rows

    def recharge_rate(self, end):
        """Sources whose recharge area is divided."""
        rows = self._kept(end)
        asked = rows[rows["recharge"] != "不需划分"] if len(rows) else rows
        return _counted((r.county, r.new_area, r.recharge in _DIVIDED, 1)
                        for r in asked.itertuples())  # fmt: skip

    def quasi_rate(self, end):
        """Sources with a quasi-protection zone."""
        rows = self._kept(end)
        asked = rows[rows["quasi"] != "不需划定"] if len(rows) else rows
        return _counted((r.county, r.new_area, r.quasi == "已划定", 1)
                        for r in asked.itertuples())  # fmt: skip

    def fix_rate(self, end):
        """Sources that people spoilt, put right again."""
        rows = self.in_force("water_source", end)
        return _counted((r.county, r.new_area, r.remedy in {"已完成", "已验收"}, 1)
                        for r in rows.itertuples() if r.cause == "人为")  # fmt: skip

    # -- task 5 -------------------------------------------------------------------------------

    def reinj(self, end):
        """Water given back of water taken, from November to March."""
        began = date(end.year if end.month > 10 else end.year - 1, 11, 1)
        until = min(end, date(began.year + 1, 3, 31))
        rows = self.table("geothermal")
        rows = rows[(rows["end"] >= began) & (rows["end"] <= until)]
        if rows.empty:
            return _counted([])
        sums = rows.assign(out=_amounts(rows["taken"]), back=_amounts(rows["given"]))
        sums = sums.groupby(["county", "project"])[["out", "back"]].sum().reset_index()
        return _counted((r.county, "否", min(r.back, r.out), r.out) for r in sums.itertuples())

    def rebuild_rate(self, end):
        """Projects that must build a well to give back, and those that have."""
        rows, found = self.in_force("geothermal", end), []
        for (county, _), own in rows.groupby(["county", "project"]):
            asked = set(own[own["well_type"] != "地埋管"]["rebuild"]) - {"不需补建"}
            if asked:
                found.append((county, "否", min(asked, key=_STAGES.index) in _BUILT, 1))
        return _counted(found)

    def meter_rate(self, end):
        """Wells in use whose meters are online."""
        rows = self.in_force("geothermal", end)
        used = rows[(rows["well_type"] != "地埋管") & ~rows["heat_state"].isin({"停用", "已封填"})]
        return _counted((r.county, "否", r.metering == "已安装联网", 1) for r in used.itertuples())


def _own_sampling(rows, near, end):
    """Parts of the year in which a well was sampled, and parts that are over."""
    last = rows.iloc[-1]
    least = {"一类单元": 2 * near, "二类单元": near, "对照点": near}[last["unit_class"]]
    months = 12 // max(least, _TIMES[last["due_frequency"]])
    due = end.month // months
    parts = {(d.month - 1) // months for d in rows["on"] if d.year == end.year}
    return sum(part < due for part in parts), due


def _site_ids(rows):
    return rows["permit_no"].map(lambda permit: str(permit)[:21])


def _amounts(column):
    return column.map(lambda amount: number(amount) if amount not in {None, ""} else 0.0)


def _counted(rows):
    found = pd.DataFrame(list(rows), columns=["county", "new_area", "num", "den"])
    return found.astype({"num": float, "den": float})
