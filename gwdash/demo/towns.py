"""Every township of the demo's counties, and spots in a county where something may stand."""

from functools import cache

from shapely.geometry import Point
from shapely.prepared import prep

from gwdash.demo.chance import chance
from gwdash.demo.places import TOWNS, boundaries

#: Townships beside those in which monitoring wells stand.
_MORE = {
    "610402": ("人民路街道", "西兰路街道", "吴家堡街道", "渭阳西路街道", "沣东街道"),
    "610404": ("中山街道", "文汇路街道", "新兴街道", "渭阳街道"),
    "610481": (
        "东城街道", "西城街道", "店张街道", "阜寨镇", "丰仪镇", "汤坊镇", "南位镇", "大阜镇",
        "田阜镇", "冉庄镇",
    ),
    "610482": ("城关街道", "豳风街道", "韩家镇", "太峪镇"),
    "610431": (
        "普集街道", "大庄镇", "代家镇", "河道镇", "南仁镇", "薛固镇", "观音堂镇",
    ),
    "610424": (
        "城关街道", "马连镇", "峰阳镇", "注泔镇", "灵源镇", "阳洪镇", "梁山镇", "周城镇",
    ),
    "610425": ("城关街道", "赵镇", "昭陵镇"),
    "610423": (
        "泾干街道", "永乐镇", "太平镇", "高庄镇", "崇文镇", "中张镇", "兴隆镇", "白王镇",
        "蒋路镇", "燕王镇",
    ),
    "610422": ("城关街道", "新兴镇", "嵯峨镇", "渠岸镇", "徐木镇"),
    "610426": ("永平镇", "仪井镇", "豆家镇", "永太镇", "御驾宫镇", "渡马镇"),
    "610428": ("彭公镇", "枣园镇"),
    "610429": (
        "城关街道", "湫坡头镇", "马栏镇", "清塬镇", "赤道镇", "丈八寺镇", "排厦镇", "甘峪镇",
    ),
    "610430": ("城关街道", "十里塬镇", "马家镇", "秦河镇", "固贤镇", "夕阳镇"),
}  # fmt: skip
_DECIMALS = 5
_INWARD_DEGREES = 0.006


@cache
def townships(county: str) -> tuple[str, ...]:
    """Return every township of a county, those with monitoring wells first."""
    return (*TOWNS[county], *_MORE[county])


def short_town(town: str) -> str:
    """Return a township's name without what it is, as firms and wells take it into theirs."""
    short = town.removesuffix("街道").removesuffix("镇")
    return short if len(short) > 1 else town


@cache
def spots(county: str, name: str, count: int) -> tuple[tuple[float, float], ...]:
    """Return longitude and latitude of `count` spots inside a county, the same for each name."""
    draw = chance("spots", county, name)
    area = boundaries()[county].buffer(-_INWARD_DEGREES)
    inside, (west, south, east, north) = prep(area), area.bounds
    found: list[tuple[float, float]] = []
    while len(found) < count:
        lon, lat = draw.uniform(west, east), draw.uniform(south, north)
        if inside.contains(Point(lon, lat)):
            found.append((round(lon, _DECIMALS), round(lat, _DECIMALS)))
    return tuple(found)
