"""Registers of wells: what each owner of wells hands in, and in which months it changed."""

from collections.abc import Iterator
from datetime import date

from gwdash.demo.chance import chance, month, month_end, months
from gwdash.demo.places import GROUND
from gwdash.demo.wells import PLUME, SURVEY, DemoWell, wells
from gwdash.registry.region import REGION

Row = dict[str, object]

#: Who registers wells at all, in the order in which the first registers came.
OWNERS = tuple(dict.fromkeys(well.reporter for well in wells()))
#: The county that had no register in the first two months.
_LATE_START = {"610426": month("2022-03")}
_SCREEN_M = (18.0, 36.0)
_SUMP_M = 6.0
_PIPES = ("钢管", "PVC-U", "水泥管")
_DIAMETERS_MM = (200, 245, 300, 325)
_OPEN_STATES = {"已封井": "已封"}
#: What an owner writes about a well that does not run.
_WHY = {
    "损毁": "汛期冲毁，拟封井后就近补建。", "故障": "监测设备故障，已报修。",
    "淤堵": "井底淤积，待洗井。", "干井": "水位下降，井内无水。",
    "停用": "井位占压，暂停监测。", "已封井": "按计划封井回填并通过验收。",
}  # fmt: skip
_POLLUTION_TYPES = ("对照", "内部", "扩散", "扩散")


def register_months(owner: str) -> list[date]:
    """Return the months in which an owner hands in its register: the first, then each change."""
    found: list[date] = []
    before: list[Row] = []
    for first in months(_LATE_START.get(owner, months()[0])):
        rows = register_rows(owner, first)
        if rows != before:
            found.append(first)
        before = rows
    return found


def register_rows(owner: str, first: date) -> list[Row]:
    """Return an owner's wells as of the month that begins on `first`, by field name."""
    end = month_end(first)
    return [_row(w, first) for w in wells() if w.reporter == owner and w.listed(end)]


def _row(well: DemoWell, day: date) -> Row:
    return {
        "well_id": well.well_id,
        "well_name": well.name,
        "county_code": REGION.county(well.county).name,
        "town": well.town,
        "lon": well.lon,
        "lat": well.lat,
        "coord_sys": "CGCS2000",
        "new_area": well.new_area,
        **_purpose(well),
        "origin": well.origin,
        "assessment": _assessment(well),
        "built_on": well.built_on,
        **_build(well),
        "burial": "承压水" if well.confined else "潜水",
        "medium": "裂隙水" if GROUND[well.county].plateau and well.confined else "孔隙水",
        **_care(well, day),
    }


def _purpose(well: DemoWell) -> Row:
    digits = well.well_id.replace("-", "")
    return {
        "is_area_point": "是" if well.is_regional else "否",
        "is_source_point": "是" if well.is_source else "否",
        "source_id": f"SY{digits}" if well.is_source else "",
        "is_pollution_point": "是" if well.is_pollution else "否",
        "pollution_source_id": firm_of(well) if well.is_pollution else "",
        "pollution_point_type": _POLLUTION_TYPES[PLUME.get(well.well_id, well.number % 4)]
        if well.is_pollution
        else "",
    }


def firm_of(well: DemoWell) -> str:
    """Return the code of the firm that a well watches; the plume's wells share one."""
    return f"WR{well.county}{'01' if well.well_id in PLUME else f'{well.number + 10}'}"


def _assessment(well: DemoWell) -> str:
    if well.origin == SURVEY or well.is_regional:
        return "可直接利用"
    return chance("assessment", well.well_id).choice(
        ("可直接利用", "可直接利用", "改造后利用", "未评估")
    )


def _build(well: DemoWell) -> Row:
    draw = chance("build", well.well_id)
    bottom = round(well.depth_m - _SUMP_M, 1)
    top = round(max(bottom - draw.uniform(*_SCREEN_M), well.water_m + 2), 1)
    return {
        "well_depth_m": well.depth_m,
        "wellhead_elevation_m": well.elevation_m,
        "inner_diameter_mm": draw.choice(_DIAMETERS_MM),
        "pipe": draw.choice(_PIPES),
        "screen_top_m": top,
        "screen_bottom_m": bottom,
    }


def _care(well: DemoWell, day: date) -> Row:
    unit = REGION.reporter(well.reporter).name
    if well.reporter == well.county:
        unit = f"市生态环境局{REGION.county(well.county).short_name}分局"
    state = well.state(day)
    return {
        "maintainer": unit,
        "well_state": state,
        "frequency": "自动" if is_automatic(well) else "月",
        "sealing_state": _OPEN_STATES.get(state, "不需"),
        "remark": _WHY.get(state, ""),
    }


def is_automatic(well: DemoWell) -> bool:
    """Tell whether a well has a sensor: those of the national network do."""
    return well.well_id.startswith("GJ")


def running(day: date) -> Iterator[DemoWell]:
    """Yield the wells that are there and can be measured in the month of a day."""
    for well in wells():
        if well.listed(month_end(day)) and well.state(day) == "正常":
            yield well
