"""Headings of the demo's forms: words, units, and the groups that stand over them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from gwdash.demo.chemistry import TEXT_ANALYTES
from gwdash.registry.model import Dataset
from gwdash.standards.analytes import ANALYTES

Merge = tuple[int, int, int, int]


def path(
    dataset: Dataset, name: str, *, levels: int, with_unit: bool, aliases: bool
) -> tuple[str, ...]:
    """Return the words above a column, from the top heading row to the lowest."""
    leaf = heading(dataset, name, with_unit=with_unit, aliases=aliases)
    return (*_group_of(dataset, name)[: levels - 1], leaf)


def heading(dataset: Dataset, name: str, *, with_unit: bool = True, aliases: bool = False) -> str:
    """Return the heading of a field, or of an analyte, in the office's own words or ours."""
    unit = unit_of(dataset, name) if with_unit else ""
    if not dataset.has(name):
        label = ANALYTES[name].label
    else:
        column = dataset.column(name)
        own = [word for word in column.field.aliases if word in column.words]
        label = own[0] if aliases and own else column.field.label
    return f"{label}（{unit}）" if unit else label


def unit_of(dataset: Dataset, name: str) -> str:
    """Return the unit of a column, empty where it has none."""
    if dataset.has(name):
        return dataset.column(name).field.unit
    unit = ANALYTES[name].unit.split("|")[0]
    return "" if name in TEXT_ANALYTES or unit in {"", "无", "无量纲"} else unit


_GROUPS: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {
    "task_progress": {
        ("任务信息",): ("item_id", "task_no", "item_name", "county_code"),
        ("完成情况",): ("actual_pct", "status", "progress_text"),
        ("问题与计划",): ("problem", "next_step", "escalation"),
    },
    "work_plan": {
        ("责任分工",): ("county_code", "lead_unit", "assisting_units"),
        ("时间安排",): ("start_on", "due_on"),
    },
    "well": {
        ("位置信息", "行政位置"): ("county_code", "town"),
        ("位置信息", "坐标"): ("lon", "lat", "coord_sys"),
        ("监测点性质", "区域"): ("is_area_point",),
        ("监测点性质", "水源"): ("is_source_point", "source_id"),
        ("监测点性质", "污染源"): (
            "is_pollution_point", "pollution_source_id", "pollution_point_type",
        ),
        ("井结构", "井管"): ("well_depth_m", "wellhead_elevation_m", "inner_diameter_mm", "pipe"),
        ("井结构", "筛管"): ("screen_top_m", "screen_bottom_m"),
        ("运行管理",): ("maintainer", "well_state", "frequency", "sealing_state"),
    },
    "project": {
        ("下达资金",): (
            "allocated_10k_yuan", "allocated_central_10k_yuan", "allocated_provincial_10k_yuan",
            "allocated_local_10k_yuan", "allocation_doc_no",
        ),
        ("到位资金",): (
            "received_10k_yuan", "received_central_10k_yuan", "received_provincial_10k_yuan",
            "received_local_10k_yuan", "received_on",
        ),
        ("资金支出",): (
            "spent_10k_yuan", "spent_central_10k_yuan", "spent_provincial_10k_yuan",
            "spent_local_10k_yuan",
        ),
    },
    "water_source": {
        ("位置",): ("county_code", "town", "lon", "lat", "coord_sys", "new_area"),
        ("保护区",): ("protection_state", "protection_doc_no", "quasi_state"),
        ("补给区",): (
            "recharge_stage", "recharge_area_km2", "recharge_source_count", "source_risk",
        ),
        ("超标及整治",): (
            "exceeded_items", "cause", "background_doc_no", "remedy", "remedy_by",
            "remedy_status",
        ),
    },
    "key_unit": {
        ("单位信息",): ("permit_no", "uscc", "site_no", "list_year", "list_type", "unit_name"),
        ("位置",): ("lon", "lat", "coord_sys", "new_area"),
        ("防治措施",): ("is_leak_checked", "is_lined", "is_monitored"),
    },
    "water_quality": {("采样信息",): ("sampled_on", "season", "purpose", "sample_no")},
}  # fmt: skip


def _group_of(dataset: Dataset, name: str) -> tuple[str, ...]:
    if not dataset.has(name):
        return ("监测结果", ANALYTES[name].group.rpartition("/")[2])
    for words, names in _GROUPS.get(dataset.name, {}).items():
        if name in names:
            return words
    return ()


def merges_of(paths: Sequence[tuple[str, ...]], top: int, levels: int) -> Iterator[Merge]:
    """Yield the ranges to merge: leaves downward, equal groups sideways."""
    for column, words in enumerate(paths):
        if len(words) < levels:
            yield (top + len(words) - 1, column, top + levels - 1, column)
    for level in range(levels - 1):
        keys = [_above(words, level) for words in paths]
        for key, same in groupby(range(len(paths)), key=keys.__getitem__):
            group = list(same)
            if key is not None and len(group) > 1:
                yield (top + level, group[0], top + level, group[-1])


def _above(words: tuple[str, ...], level: int) -> tuple[str, ...] | None:
    return words[: level + 1] if len(words) > level + 1 else None
