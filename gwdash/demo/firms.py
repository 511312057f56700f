"""Task 2: the listed firms with their sites, and what the lists say of them at a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from gwdash.demo.chance import chance
from gwdash.demo.counts import FIRMS, total
from gwdash.demo.registers import firm_of
from gwdash.demo.towns import short_town, spots, townships
from gwdash.demo.wells import PLUME_COUNTY, DemoWell, wells
from gwdash.registry.region import REGION
from gwdash.standards.identifiers import USCC_ALPHABET, uscc_check_character

Row = dict[str, object]

SUPERVISED, PRIORITY = "地下水污染重点监管单位", "地下水污染防治重点排污单位"
PLUME_FIRM = f"WR{PLUME_COUNTY}01"
PLANT, LANDFILL, MINE = "工业企业", "生活垃圾填埋场", "矿山开采区"
#: What firms make: word of the name, industry (GB/T 4754-2017) and characteristic indicators.
_TRADES = (
    ("化工", "C261 基础化学原料制造", "氯化物、硫酸盐、氨氮"),
    ("电镀", "C336 金属表面处理及热处理加工", "六价铬、镍、锌"),
    ("印染", "C171 棉纺织及印染精加工", "耗氧量、硫酸盐"),
    ("制药", "C271 化学药品原料药制造", "氨氮、甲苯"),
    ("造纸", "C222 造纸", "耗氧量、硫化物"),
    ("蓄电池", "C384 电池制造", "铅、硫酸盐"),
    ("果汁", "C152 饮料制造", "耗氧量、氨氮"),
    ("石化仓储", "G594 危险品仓储", "苯、甲苯"),
)
_LEATHER = ("皮革", "C191 皮革鞣制加工", "氯化物、氨氮、六价铬、耗氧量")
_COAL_COUNTIES = frozenset({"610482", "610428", "610429"})
#: Counties in which one firm runs a second site beside the first.
_SECOND_SITES = {"610402": 1, "610481": 2, "610425": 1, "610431": 1, "610428": 1, "610423": 1}
_STARTED = (1988, 2016)
_BODY_LENGTH = 8
_EVERY_SECOND, _PRIORITY_SHARE, _RECEPTOR_SHARE, _HIGH_SHARE = 2, 0.22, 0.3, 0.18
#: From when to when permits were rewritten, leaks searched for and floors lined.
_FROM, _TO = date(2022, 4, 1), date(2025, 3, 1)
#: What became of firms: closed in the year, or halted from a day.
CLOSED = {("610404", 2): date(2023, 3, 1), ("610423", 5): date(2022, 10, 1)}
_HALTED = {("610431", 6): date(2023, 9, 1), ("610424", 3): date(2024, 2, 1)}
_MEASURES_SINCE = date(2023, 10, 1)


@dataclass(frozen=True, slots=True)
class Site:
    """One site of a firm."""

    county: str
    number: int
    """The firm's place in its county's list, from 1."""
    site_no: int
    code: str
    """The code under which wells name it."""
    name: str
    trade: tuple[str, str, str]
    kind: str
    town: str
    lon: float
    lat: float
    wells: tuple[DemoWell, ...] = ()

    @property
    def uscc(self) -> str:
        """The firm's 统一社会信用代码, out of the air and with the right check character."""
        draw = chance("uscc", self.county, self.number)
        body = "".join(draw.choice(USCC_ALPHABET) for _ in range(_BODY_LENGTH))
        first = f"91{self.county}{body}"
        first += USCC_ALPHABET[self.number % len(USCC_ALPHABET)]
        return first + uscc_check_character(first)

    @property
    def site_id(self) -> str:
        """What tells the site from all others."""
        return f"{self.uscc}{self.site_no:03}"

    @property
    def first_class(self) -> bool:
        """Whether its key unit is of the first class (HJ 1209-2021)."""
        return self.code == PLUME_FIRM or self.number % _EVERY_SECOND == 1

    @property
    def has_receptor(self) -> bool:
        """Whether a sensitive receptor lies within 1 km."""
        near = chance("receptor", self.code, self.site_no).random() < _RECEPTOR_SHARE
        return self.code == PLUME_FIRM or near

    def state(self, day: date) -> str:
        """Return how the site is run at a day, in the ledger's words."""
        name = (self.county, self.number)
        if name in CLOSED and day >= CLOSED[name]:
            return "关闭"
        return "停产" if name in _HALTED and day >= _HALTED[name] else "在产"


@cache
def sites() -> tuple[Site, ...]:
    """Return every listed site, in the region's order."""
    return tuple(site for county in REGION.counties for site in _of_county(county.code))


@cache
def _of_county(county: str) -> tuple[Site, ...]:
    """Return a county's sites: as many firms as it speaks of, the watched ones first."""
    watched: dict[str, list[DemoWell]] = {}
    for well in wells():
        if well.county == county and well.is_pollution:
            watched.setdefault(firm_of(well), []).append(well)
    count = total(FIRMS, county)
    codes = [*watched, *(f"WR{county}{n + 60}" for n in range(count - len(watched)))]
    places, found = spots(county, "firms", count * 2), []
    for number, code in enumerate(codes, 1):
        site = _site(county, number, code, tuple(watched.get(code, ())), places[number - 1])
        found.append(site)
        if number <= _SECOND_SITES.get(county, 0):
            found.append(_second(site, places[count + number]))
    return tuple(found)


def _site(
    county: str, number: int, code: str, own: tuple[DemoWell, ...], place: tuple[float, float]
) -> Site:
    draw = chance("firm", county, number)
    towns = townships(county)
    town = own[0].town if own else towns[number % len(towns)]
    trade, kind = draw.choice(_TRADES), PLANT
    if code == PLUME_FIRM:
        trade = _LEATHER
    name = f"{short_town(town)}{trade[0]}有限公司"
    if not own and number == len(towns) // 2 + 1:
        kind, trade = LANDFILL, ("", "N782 环境卫生管理", "氨氮、耗氧量、氯化物")
        name = f"{REGION.county(county).short_name}生活垃圾填埋场"
    elif not own and county in _COAL_COUNTIES and number % 4 == 0:
        kind, trade = MINE, ("", "B061 烟煤和无烟煤开采洗选", "硫酸盐、铁、锰")
        name = f"{short_town(town)}煤矿"
    lon, lat = (round(own[0].lon - 0.002, 5), round(own[0].lat + 0.0015, 5)) if own else place
    return Site(county, number, 1, code, f"{name}", trade, kind, town, lon, lat, own)


def _second(first: Site, place: tuple[float, float]) -> Site:
    code = f"{first.code}-2"
    name = f"{first.name}二厂区"
    return Site(
        first.county, first.number, 2, code, name, first.trade, first.kind, first.town, *place
    )


def key_unit_rows(county: str, day: date) -> list[Row]:
    """Return a county's lists of the year as they stand at a day, by field name."""
    return [
        _row(site, listed, day)
        for site in _of_county(county)
        for listed in _lists(site)
        if (site.county, site.number) not in CLOSED
        or CLOSED[site.county, site.number].year >= day.year
    ]


def _lists(site: Site) -> tuple[str, ...]:
    priority = chance("priority", site.county, site.number).random() < _PRIORITY_SHARE
    both = priority or site.code == PLUME_FIRM
    return (SUPERVISED, PRIORITY) if both else (SUPERVISED,)


def _reached(site: Site, what: str, day: date) -> bool:
    """Tell whether something that is done to all firms in turn is done at this one."""
    share = chance(what, site.county, site.number, site.site_no).random()
    return day >= _FROM + (_TO - _FROM) * share


def _row(site: Site, listed: str, day: date) -> Row:
    state, plume = site.state(day), site.code == PLUME_FIRM
    covered = _reached(site, "permit", day)
    high = plume or chance("high", site.county, site.number).random() < _HIGH_SHARE
    name = (site.county, site.number)
    return {
        "permit_no": f"{site.site_id}P",
        "uscc": site.uscc,
        "site_no": f"{site.site_no:03}",
        "list_year": day.year,
        "list_type": listed,
        "unit_name": site.name,
        "county_code": REGION.county(site.county).name,
        "industry": site.trade[1],
        "pollution_source_id": site.code,
        "source_type": site.kind,
        "lon": site.lon,
        "lat": site.lat,
        "coord_sys": "CGCS2000",
        "new_area": "否",
        "production_state": state,
        "start_year": chance("start", *name).randint(*_STARTED),
        "close_year": CLOSED[name].year if state == "关闭" else "",
        "permit_covers_groundwater": "是" if covered else "否",
        "has_receptor_1km": "是" if site.has_receptor else "否",
        "is_leak_checked": "是" if plume or _reached(site, "leaks", day) else "否",
        "is_lined": "是" if _reached(site, "lined", day) else "部分",
        "is_monitored": "是" if site.wells else "否",
        "characteristic_items": site.trade[2],
        "is_high_risk": "是" if high else "否",
        **_trend(site, day),
    }


def _trend(site: Site, day: date) -> Row:
    plume = site.code == PLUME_FIRM
    if not plume or day < _MEASURES_SINCE:
        return {
            "pollution_trend": ("加重" if plume else "稳定") if site.wells else "不明",
            "measures_taken": "",
            "measures_planned": "开展地下水污染调查" if plume else "",
        }
    return {
        "pollution_trend": "加重",
        "measures_taken": "停用渗漏调节池，开展抽出处理中试",
        "measures_planned": "建设下游截获井",
    }
