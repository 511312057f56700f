"""What the map can show beside the counties: the layers, and the states that each tells apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapFace:
    """One state of a layer's things: its code and its word; how it looks is the charts' part."""

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class MapLayer:
    """Things of one ledger on the map."""

    code: str
    label: str
    unit: str
    dataset: str
    faces: tuple[MapFace, ...]
    note: str = ""
    """What a reader of the legend should know."""
    areal: bool = False
    """Whether its things are areas with an outline and not points."""

    def lacking(self, count: int) -> str:
        """Return what is said of things that are not drawn, empty for none."""
        if not count:
            return ""
        if self.areal:
            return f"，另有 {count:,} {self.unit}没有边界坐标，未画"
        return f"，{count:,} {self.unit}没有坐标或不在本区，未画"


BY_STATE = (
    MapFace("well_running", "正常"),
    MapFace("well_silent", "连续无数据"),
    MapFace("well_broken", "故障、损毁、停用等"),
    MapFace("well_unknown", "未填状态"),
    MapFace("well_closed", "往年已封井，不计运行率"),
)
BY_CLASS = (
    MapFace("well_1", "Ⅰ类"),
    MapFace("well_2", "Ⅱ类"),
    MapFace("well_3", "Ⅲ类"),
    MapFace("well_4", "Ⅳ类"),
    MapFace("well_5", "Ⅴ类"),
    MapFace("well_none", "没有定类"),
)

WELL = MapLayer(
    "well", "监测井", "眼", "well", (*BY_STATE, *BY_CLASS), "饮用水源井位置按约1公里取整"
)
SOURCE = MapLayer(
    "source", "饮用水水源", "个", "water_source",
    (
        MapFace("source_over", "今年有超标"),
        MapFace("source_unmonitored", "今年未监测"),
        MapFace("source_open", "有指标无法判定"),
        MapFace("source_met", "今年均达标"),
        MapFace("source_idle", "备用、停用等"),
    ),
    "位置按约1公里取整",
)  # fmt: skip
SITE = MapLayer(
    "site", "重点单位", "家", "key_unit",
    (
        MapFace("site_silent", "未按频次自行监测"),
        MapFace("site_risk", "高风险污染源"),
        MapFace("site_listed", "地下水重点排污、监管"),
        MapFace("site_soil", "土壤重点监管"),
    ),
    "一家单位有几种情况的，按上列次序只标一种",
)  # fmt: skip
SEALED = MapLayer(
    "sealed", "报废井", "眼", "abandoned_well",
    (
        MapFace("sealed_high", "高风险、未封填"),
        MapFace("sealed_open", "其他未封填"),
        MapFace("sealed_waiting", "已回填、未验收合格"),
        MapFace("sealed_kept", "封存、改建或保留"),
        MapFace("sealed_passed", "验收合格"),
    ),
)  # fmt: skip

ZONE = MapLayer(
    "zone", "重点区", "个", "zone",
    (
        MapFace("zone_source", "保护类：一级、二级、准保护区"),
        MapFace("zone_recharge", "保护类：补给区、特殊区域"),
        MapFace("zone_control_first", "管控类：一级管控区"),
        MapFace("zone_control_second", "管控类：二级管控区"),
        MapFace("zone_general", "一般区"),
        MapFace("zone_unknown", "大类未填"),
    ),
    "水源保护区形状、大小不变，位置按约1公里取整", areal=True,
)  # fmt: skip

#: In the order of the legend; what stands last is drawn on top.
MAP_LAYERS = {one.code: one for one in (ZONE, SEALED, SITE, WELL, SOURCE)}
FACE_WORDS = {face.code: face.word for one in MAP_LAYERS.values() for face in one.faces}
