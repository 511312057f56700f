"""Task 5: geothermal wells month by month: what they take, what they give back, who rebuilds."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from gwdash.demo.chance import chance, month, month_end
from gwdash.demo.places import TOWNS
from gwdash.registry.region import REGION

Row = dict[str, object]

MAIN_CITY = ("610402", "610404")
#: Stages of rebuilding in their order.
_STAGES = ("未启动", "选址完成", "环评批复", "施工中", "已建成", "已运行")
BUILT = frozenset({"已建成", "已运行"})
#: The rebuilding of the main city's twelve heating projects as the reports of item 5-01 tell it:
#: for each the months in which it reached 选址, 环评, 施工 and 建成; empty where it never did.
_REBUILT = (
    ("2022-03", "2022-04", "2022-05", "2022-06"), ("2022-06", "2023-02", "2023-04", "2023-08"),
    ("2022-06", "2023-03", "2023-06", "2023-10"), ("2022-08", "2023-05", "2023-07", "2023-11"),
    ("2022-09", "2023-10", "2024-01", "2024-05"), ("2022-09", "2023-11", "2024-04", ""),
    ("2022-10", "2024-01", "2024-05", ""), ("2022-10", "2024-02", "2024-06", ""),
    ("2022-11", "2024-03", "", ""), ("2022-12", "2024-04", "", ""), ("2023-06", "", "", ""),
    ("2023-10", "", "", ""),
)  # fmt: skip
#: The project whose reinjection lags further each season since its layer clogs.
LAGGING = "锦绣园供暖"
_HEATED = {11: 0.5, 12: 1.0, 1: 1.0, 2: 0.95, 3: 0.5}
_BATHING_SHARE, _BATHING_M3 = 0.8, 5200
_WELL_M3 = (42_000, 78_000)
_SHARE_BACK = (0.93, 0.985)
_LAG_FIRST, _LAG_A_SEASON, _LAG_LEAST = 0.86, 0.15, 0.5
_RUNNING_AFTER_MONTHS = 5
_ONLINE_SINCE = date(2024, 5, 1)


@dataclass(frozen=True, slots=True)
class Project:
    """One heating project, or baths, with its wells."""

    number: int
    name: str
    county: str
    producing: int
    rebuilt: tuple[str, ...] = ()
    """The months of its rebuilding; empty where wells give back from the beginning."""
    giving: int = 0
    closed_loop: bool = False
    use: str = "供暖"

    @property
    def reporter(self) -> str:
        """Who hands its months in: the city's bureau for the main city."""
        return "zrzyj" if self.county in MAIN_CITY else self.county

    def stage(self, day: date) -> str:
        """Return how far the rebuilding of its reinjection well is at a day."""
        if self.giving or self.closed_loop:
            return "不需补建"
        reached = [m for m in self.rebuilt if m and month(m) <= day]
        if len(reached) < len(self.rebuilt):
            return _STAGES[len(reached)]
        months_since = (day.year - month(reached[-1]).year) * 12 + day.month - 1
        months_since -= month(reached[-1]).month - 1
        return _STAGES[4 + (months_since >= _RUNNING_AFTER_MONTHS)]

    def back(self, day: date) -> int:
        """Return how many wells give back at a day."""
        return self.giving or int(self.stage(day) in BUILT)


_NAMES = (
    "渭阳花园", "世纪家园", "同文佳苑", "康乐小区", "人民路片区", "安谷家园", "秦宝社区",
    "彩虹苑", "思源小区", "中华世纪城", "朝阳新村", "玉泉片区",
)  # fmt: skip


@cache
def projects() -> tuple[Project, ...]:
    """Return every project: the main city's twelve, then the counties'."""
    main = [
        Project(n + 1, f"{name}供暖", MAIN_CITY[n % 2], 2 if n in {0, 4, 6, 9} else 1, steps)
        for n, (name, steps) in enumerate(zip(_NAMES, _REBUILT, strict=True))
    ]
    county = (
        Project(13, LAGGING, "610481", 2, giving=1),
        Project(14, "槐里新城供暖", "610481", 1, giving=1),
        Project(15, "有邰小区供暖", "610431", 2, giving=1),
        Project(16, "后稷医院供暖", "610431", 2, closed_loop=True),
        Project(17, "池阳家园供暖", "610422", 1, giving=1),
        Project(18, "仲山温泉", "610423", 1, ("2023-05", "2024-03", "", ""), use="洗浴"),
        Project(19, "醴泉中学供暖", "610425", 2, closed_loop=True),
    )
    return (*main, *county)


def geothermal_rows(reporter: str, day: date) -> list[Row]:
    """Return what a reporter's wells took and gave back in the month of a day."""
    return [
        row for project in projects() if project.reporter == reporter for row in _rows(project, day)
    ]


def _rows(project: Project, day: date) -> list[Row]:
    end = month_end(day)
    back = project.back(end)
    taken = [_taken(project, n, end) for n in range(project.producing)]
    given = int(sum(taken) * _share_back(project, end)) if back else 0
    ids = [f"DR{project.county}{project.number:02}C{n + 1}" for n in range(project.producing)]
    partner = f"DR{project.county}{project.number:02}H1" if back else ""
    kind = "地埋管" if project.closed_loop else "开采井"
    rows = [
        _row(project, well, kind, amount, partner, end)
        for well, amount in zip(ids, taken, strict=True)
    ]
    if back:
        giving = _row(project, partner, "回灌井", "", "", end)
        rows.append(giving | {"reinjected_m3": given, "reinjection_temperature_c": _cold(project)})
    return rows


def _heated(project: Project, end: date) -> float:
    return _BATHING_SHARE if project.use == "洗浴" else _HEATED.get(end.month, 0.0)


def _taken(project: Project, number: int, end: date) -> int:
    usual = chance("heat", project.number, number).uniform(*_WELL_M3)
    usual = _BATHING_M3 if project.use == "洗浴" else usual
    noise = chance("heat", project.number, number, end).uniform(0.94, 1.06)
    return 0 if project.closed_loop else int(usual * _heated(project, end) * noise)


def _share_back(project: Project, end: date) -> float:
    """Return what share of the water goes back in a month."""
    noise = chance("back", project.number, end).uniform(-0.015, 0.01)
    if project.name == LAGGING:
        seasons = end.year - 2022 + (end.month > 6)  # noqa: PLR2004 (a season begins in autumn)
        return max(_LAG_FIRST - _LAG_A_SEASON * seasons, _LAG_LEAST) + noise
    return chance("back", project.number).uniform(*_SHARE_BACK) + noise


def _cold(project: Project) -> float:
    return round(chance("cold", project.number).uniform(28, 38), 1)


def _row(  # noqa: PLR0913, PLR0917 (a well's month is all of these)
    project: Project, well: str, kind: str, taken: object, partner: str, end: date
) -> Row:
    closed, gives = kind == "地埋管", kind == "回灌井"
    draw = chance("geothermal", well)
    depth = draw.uniform(2300, 2900) if closed else draw.uniform(1900, 3400)
    county = REGION.county(project.county)
    back = bool(partner) or gives
    return {
        "gw_id": well,
        "heat_project": project.name,
        "county_code": county.name,
        "town": TOWNS[project.county][project.number % len(TOWNS[project.county])],
        "is_main_city": "是" if project.county in MAIN_CITY else "否",
        "owner": f"{county.short_name}热力公司",
        "geothermal_well_type": kind,
        "geothermal_state": "在用" if _heated(project, end) else "非供暖季停运",
        "pair_gw_id": partner,
        "reservoir": "孔隙型" if project.number % 4 else "岩溶型",
        "heat_use": project.use,
        "mining_permit_no": "" if closed else _permit(project),
        "eia_state": "已批复" if back or closed or project.stage(end) in _STAGES[2:] else "办理中",
        "well_depth_m": round(depth, 0),
        "outlet_temperature_c": "" if gives or closed else round(draw.uniform(58, 88), 1),
        "reinjection_temperature_c": "",
        "abstracted_m3": "" if closed or gives else taken,
        "reinjected_m3": "" if closed else 0,
        "is_same_layer": "是" if back else "",
        "tail_water": "回灌" if back or closed else "河道" if project.use == "洗浴" else "市政管网",
        "metering": _metering(project, end),
        "rebuild_stage": project.stage(end),
        "is_reinjection_monitored": "是" if gives else "",
    }


def _permit(project: Project) -> str:
    return f"C6104{project.number:02}{2018 + project.number % 4}"


def _metering(project: Project, end: date) -> str:
    if project.closed_loop:
        return "未安装"
    luck = chance("meter", project.number).random()
    online = luck < 0.35 or (end >= _ONLINE_SINCE and luck < 0.6)  # noqa: PLR2004 (shares)
    return "已安装联网" if online else "已安装未联网" if luck < 0.9 else "未安装"  # noqa: PLR2004
