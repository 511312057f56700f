"""Boundaries of rows: read in the row's system, compared with region, county and area; GeoJSON."""

import io
import json
import zipfile

import pytest
from ledger_makers import messages, read, said, values

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.geojson_table import (
    MAX_COORDINATES,
    MAX_DEPTH,
    MAX_FEATURES,
    MAX_OF_FEATURE,
)
from gwdash.ingest.isolated import Worker
from gwdash.ingest.profile import Profile
from gwdash.ingest.reader import read_workbook
from gwdash.ingest.reading import read_file
from gwdash.ingest.recognise import recognise
from gwdash.registry.datasets import DATASETS
from gwdash.registry.masking import HIDDEN, shown

#: A square of 1.72 km² in 秦都区, as corners and as GeoJSON.
CORNERS = ((108.66, 34.35), (108.674, 34.35), (108.674, 34.362), (108.66, 34.362))
TEXT = "; ".join(f"{lon},{lat}" for lon, lat in CORNERS)
GEOMETRY = {"type": "Polygon", "coordinates": [[*map(list, CORNERS), list(CORNERS[0])]]}
KM2 = 1.72
HEADING = ("分区编号", "分区名称", "县市区", "分区大类", "分区小类", "划分依据版本", "面积（km²）",
           "划定阶段", "管控措施是否制定", "矢量坐标系", "边界坐标")  # fmt: skip


def zone(text, *, county="秦都区", area=KM2, system="CGCS2000经纬度"):
    row = ("QD-B1-1", "渭滨水源", county, "保护类区域", "一级保护区", "2023技术指南", area, "报批",
           "是", system, text)  # fmt: skip
    return read([HEADING, row], "zone")


def kept(reading):
    return reading.rows["boundary"].to_pylist()


def test_a_boundary_is_kept_as_geojson():
    reading = zone(TEXT)
    assert said(reading) == []
    assert json.loads(kept(reading)[0]) == GEOMETRY


def test_no_boundary_is_no_matter():
    reading = zone(None)
    assert said(reading) == []
    assert kept(reading) == [None]
    assert kept(zone("—")) == [None]


@pytest.mark.parametrize(
    ("more", "found", "words"),
    [
        ({"area": 2.5}, ("warning", "range", "K2"), "围成约 1.71 km²"),
        ({"county": "旬邑县"}, ("error", "range", "K2"), "边界不在旬邑县境内"),
        ({"system": "其他"}, ("error", "code", "K2"), "不知道边界坐标怎样换算"),
    ],
)
def test_a_boundary_is_compared_with_its_row(more, found, words):
    reading = zone(TEXT, **more)
    assert found in said(reading)
    assert words in messages(reading)
    assert (kept(reading)[0] is None) == (more.get("system") == "其他")


def test_a_boundary_across_the_border_is_asked_about():
    wide = "108.60,34.30; 108.95,34.30; 108.95,34.40; 108.60,34.40"
    reading = zone(wide, area=None)
    assert "界外 500 米以远" in messages(reading)
    assert not any(severity == "error" for severity, _, _ in said(reading))


@pytest.mark.parametrize("text", ["见附图", "108.7,34.3", "120,30;121,30;121,31", 7])
def test_what_cannot_be_read_names_its_cell(text):
    reading = zone(text)
    assert {("error", cell) for _, _, cell in said(reading)} == {("error", "K2")}
    assert kept(reading) == [None]


def test_nobody_is_shown_a_boundary():
    field = DATASETS["zone"].column("boundary").field
    assert field.places
    assert shown(field, TEXT) == HIDDEN


PROPERTIES = {
    "分区编号": "QD-B1-1", "分区名称": "渭滨水源", "县市区": "秦都区", "分区大类": "保护类区域",
    "分区小类": "一级保护区", "划分依据版本": "2023技术指南", "面积": KM2, "划定阶段": "报批",
    "管控措施是否制定": True,
}  # fmt: skip


def collection(*features, **more):
    content = {"type": "FeatureCollection", "features": features, **more}
    return json.dumps(content, ensure_ascii=False).encode()


def feature(geometry=GEOMETRY, **more):
    return {"type": "Feature", "properties": PROPERTIES | more, "geometry": geometry}


def of_file(content, name="重点区.geojson"):
    return read_file(content, name, "zone", Profile(), {})


def test_a_geojson_file_is_a_table():
    second = feature(None, 分区编号="QD-2-1")
    reading = of_file(collection(feature(), second))
    assert reading.file_kind == "geojson"
    assert [s for s, _, _ in said(reading)] == ["info"]
    assert values(reading, "zone_id", "area_km2", "has_measures") == [
        ("QD-B1-1", KM2, True), ("QD-2-1", KM2, True),
    ]  # fmt: skip
    assert json.loads(kept(reading)[0]) == GEOMETRY
    assert kept(reading)[1] is None


def test_a_geojson_file_is_recognised_as_the_ledger_of_zones():
    book = read_workbook(collection(feature()), "a.json")
    assert recognise(book, "a.json")[0].dataset == "zone"


def test_the_system_that_an_old_file_names_is_used():
    metres = {"type": "Polygon", "coordinates": [
        [[560_000, 3_803_000], [561_000, 3_803_000], [561_000, 3_804_000], [560_000, 3_803_000]]
    ]}  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4545"}}
    reading = of_file(collection(feature(metres, 面积=0.5), crs=crs))
    assert [s for s, _, _ in said(reading)] == ["info"]
    assert values(reading, "vector_system") == [("epsg4545",)]
    usual = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert values(of_file(collection(feature(), crs=usual)), "vector_system") == [(None,)]


def test_words_of_properties_stay_words():
    reading = of_file(collection(feature(分区名称="<img src=x onerror=alert(1)>", 备注={"a": [1]})))
    assert values(reading, "zone_name", "remark") == [("<img src=x onerror=alert(1)>", None)]
    assert "“备注”不是单个的值" in messages(reading)


def test_a_wrong_outline_of_a_file_names_its_feature():
    reading = of_file(collection(feature(), feature({"type": "Point", "coordinates": [1, 2]})))
    assert ("error", "type", "J3") in said(reading)


def dense(points, outlines=1):
    one = collection(feature({"type": "Polygon", "coordinates": [["#"]]}))
    content = one.replace(b'"#"', b",".join([b"[108.6,34.3]"] * points))
    begin, middle = content.index(b'{"type": "Feature",'), content.rindex(b"]}")
    return content[:begin] + b",".join([content[begin:middle]] * outlines) + content[middle:]


HOSTILE = {
    "deep": (b'{"type":"FeatureCollection","features":' + b"[" * 5_000_000, "嵌套过深"),
    "deep objects": (b'{"a":' * 200_000, "嵌套过深"),
    "deep geometry": (
        b'{"type":"Feature","geometry":{"type":"Polygon","coordinates":'
        + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}}", "嵌套过深",
    ),
    "not a number": (b'{"type":"FeatureCollection","features":[NaN]}', "JSON 文件有误"),
    "huge whole number": (b'{"type":"Feature","properties":{"a":' + b"9" * 9_999 + b"}}", "有误"),
    "cut": (collection(feature())[:-40], "有误"),
    "no features": (b'{"type":"FeatureCollection","features":[]}', "没有要素"),
    "features missing": (b'{"type":"FeatureCollection"}', "没有要素"),
    "other json": (b'{"name":"package","version":"1"}', "不是 GeoJSON"),
    "wrong properties": (b'{"type":"Feature","properties":[1],"geometry":null}', "残缺"),
    "wrong geometry": (b'{"type":"Feature","properties":{},"geometry":"POINT"}', "残缺"),
    "many features": (
        collection(*[{"type": "Feature"}] * (MAX_FEATURES + 1)), "个要素，最多",
    ),
    "a million points": (dense(1_000_000), "第 1 个要素坐标过密"),
    "many points": (dense(25_000, MAX_COORDINATES // 50_000 + 1), "文件的坐标过密"),
}  # fmt: skip


@pytest.fixture(scope="module")
def worker():
    with Worker(seconds=30) as one:
        yield one


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(worker, name):
    content, words = HOSTILE[name]
    with pytest.raises(UnreadableFile, match=words) as refused:
        worker.run(read_workbook, content, "a.geojson")
    assert "请" in str(refused.value)


def test_too_many_corners_of_one_outline_are_refused_by_the_cell(worker):
    content = dense(MAX_OF_FEATURE // 2)
    reading = worker.run(read_file, content, "a.geojson", "zone", Profile(), {})
    assert [(s, c) for s, _, c in said(reading) if s == "error"] == [("error", "J2")]
    assert kept(reading) == [None]


def packed(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, b"\0")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [bytes.fromhex("0000270a") + b"\0" * 96, packed("图层/重点区.SHP", "图层/重点区.dbf")],
)
def test_a_shapefile_is_told_to_be_exported(content):
    with pytest.raises(UnreadableFile, match="导出为 GeoJSON"):
        read_workbook(content, "重点区.shp")
