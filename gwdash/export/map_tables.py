"""What the map shows as tables to take away; positions are those of the map."""

from collections.abc import Sequence

import pandas as pd

from gwdash.charts.county_shades import KIND_WORDS
from gwdash.export.page_tables import Origin
from gwdash.export.tables import NativeChart, Table
from gwdash.queries.map_layers import Thing
from gwdash.queries.map_shades import Kind, Shading
from gwdash.registry.map_layers import MAP_LAYERS
from gwdash.registry.region import REGION

_NOTE = "示意位置，饮用水源和饮用水源井按约1公里取整；没有坐标的留空。"


def shades_table(found: Shading, about: Origin) -> Table:
    """Return the counties by what the map is shaded by, in the region's order."""
    value = f"{found.label}（{found.unit}）"
    rows = [
        (REGION.place_name(one.county_code), one.rank, one.value, one.counts,
         "" if one.kind is Kind.VALUE else KIND_WORDS[one.kind])
        for one in found.shades
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["县市区", "名次", value, "n/N与说明", "备注"], dtype=object)
    chart = NativeChart("bar", "县市区", (value,), value)
    return Table(
        f"县市区{found.label}", frame, about.period, about.source, (found.darker,), chart=chart
    )


def things_table(layer: str, things: Sequence[Thing], about: Origin) -> Table:
    """Return the things of a layer with their states and facts."""
    rows = [
        (one.thing_id, one.name, one.place, one.word, one.lon, one.lat,
         "；".join(f"{label}：{value}" for label, value in one.details))
        for one in things
    ]  # fmt: skip
    columns = ["编号", "名称", "县市区", "状态", "经度（°）", "纬度（°）", "说明"]
    return Table(
        f"图上{MAP_LAYERS[layer].label}", pd.DataFrame(rows, columns=columns, dtype=object),
        about.period, about.source, (_NOTE,),
    )  # fmt: skip
