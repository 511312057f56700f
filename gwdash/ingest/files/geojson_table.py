"""A GeoJSON file (RFC 7946) as a table: properties are columns, the geometry is one of them.

Row 1 are the names of the properties, row n + 1 is feature n, so that a finding can be looked up
in the attribute table of any mapping program.
"""

import json
import math
import re
from typing import Any

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.encoding import decode
from gwdash.ingest.files.limits import MAX_CELLS, MAX_COLUMNS, MIB
from gwdash.ingest.grid import Cell, Sheet, Workbook
from gwdash.ingest.issues import Issue, IssueKind

#: Objects of JSON take ten times the room of their text.
MAX_JSON_BYTES = 32 * MIB
#: Features of one file; the zones of a city are some hundreds.
MAX_FEATURES = 20_000
#: Numbers in the geometries of one file: two hundred zones at the finest are 400,000.
MAX_COORDINATES = 1_000_000
#: Numbers of one geometry, heights included; the reader of a cell takes fewer corners still.
MAX_OF_FEATURE = 60_000
#: Brackets within brackets; a multipolygon of a collection is nine deep.
MAX_DEPTH = 32
GEOMETRY_HEADING = "边界坐标"
SYSTEM_HEADING = "矢量坐标系"
_SMALLEST_EXACT = 2**53
_EPSG = re.compile(r"EPSG\s*:+\s*(?:[\d.]*:)?(?P<code>\d{4,6})", re.IGNORECASE)
#: Degrees that agree with CGCS2000 within about a metre need no word.
_PLAIN = frozenset({"4490", "4326"})
_EXPORT = "请在 GIS 软件里把图层重新导出为 GeoJSON 再提交。"
_SIMPLIFY = "请在 GIS 软件里简化（抽稀）后重新导出。"
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')


def is_json(content: bytes) -> bool:
    """Tell whether a text file begins as an object of JSON, whatever its name is."""
    head = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head[:1] == b"{" and head[1:].lstrip(b" \t\r\n")[:1] in {b'"', b"}"}


def read_geojson(content: bytes, sheet_name: str) -> Workbook:
    """Return a GeoJSON file as a workbook of one sheet.

    Raises UnreadableFile for what is no collection of features, and for more or deeper content
    than any map of zones holds.
    """
    if len(content) > MAX_JSON_BYTES:
        raise UnreadableFile(
            f"GeoJSON 文件超过 {MAX_JSON_BYTES // MIB} MB，未予读取。请按县市区拆分或简化后再提交。"
        )
    decoded = decode(content)
    found = _loaded(decoded.text)
    features = _features(found)
    names = list(dict.fromkeys(name for one in features for name in one["properties"] or {}))
    notes = [_how_read(len(features))]
    if GEOMETRY_HEADING in names:
        names.remove(GEOMETRY_HEADING)
        message = f"属性“{GEOMETRY_HEADING}”没有采用，边界取要素的几何。"
        notes.append(Issue.warning(IssueKind.LAYOUT, message, sheet=sheet_name))
    system = "" if SYSTEM_HEADING in names else _system(found)
    headings: list[Cell] = [*names, GEOMETRY_HEADING, *([SYSTEM_HEADING] if system else [])]
    if len(headings) > MAX_COLUMNS or len(headings) * (len(features) + 1) > MAX_CELLS:
        raise UnreadableFile(f"GeoJSON 文件的属性过多，未予读取。{_EXPORT}")
    rows = [headings]
    for feature in features:
        own = feature["properties"] or {}
        row = [_cell(own.get(name)) for name in names]
        rows.append([*row, _outline(feature["geometry"]), *([system] if system else [])])
    notes.extend(_nested(features, sheet_name))
    return Workbook("geojson", [Sheet(sheet_name, rows)], decoded.encoding, notes)


def _how_read(count: int) -> Issue:
    message = (
        f"GeoJSON 文件按表格读取：第 1 行是属性名，第 n 个要素在第 n+1 行，共 {count} 个要素，"
        f"几何在「{GEOMETRY_HEADING}」列。"
    )
    return Issue.info(IssueKind.FILE, message)


def _loaded(text: str) -> dict[str, Any]:
    _refuse_deep(text)
    try:
        found = json.loads(text.lstrip("\ufeff"), parse_constant=_no_constant)
    except RecursionError as error:
        raise UnreadableFile(f"GeoJSON 文件嵌套过深，未予读取。{_EXPORT}") from error
    except ValueError as error:
        where = f"第 {error.lineno} 行" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableFile(f"JSON 文件{where}有误，不能读取。{_EXPORT}") from error
    if not isinstance(found, dict) or found.get("type") not in {"FeatureCollection", "Feature"}:
        raise UnreadableFile(
            "文件是 JSON，但不是 GeoJSON 的要素集（FeatureCollection），不能读取。" + _EXPORT
        )
    return found


def _refuse_deep(text: str) -> None:
    depth = 0
    for token in _TOKENS.finditer(text):
        sign = token.group()
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise UnreadableFile(f"GeoJSON 文件嵌套过深，未予读取。{_EXPORT}")
        elif sign in "]}":
            depth -= 1


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _features(found: dict[str, Any]) -> list[dict[str, Any]]:
    features = [found] if found["type"] == "Feature" else found.get("features")
    if not isinstance(features, list) or not features:
        raise UnreadableFile(f"GeoJSON 文件里没有要素。{_EXPORT}")
    if len(features) > MAX_FEATURES:
        raise UnreadableFile(
            f"GeoJSON 文件有 {len(features):,} 个要素，最多 {MAX_FEATURES:,} 个。请拆分后再提交。"
        )
    for number, one in enumerate(features, 1):
        if not isinstance(one, dict) or not (
            isinstance(one.setdefault("properties", None), dict | None)
            and isinstance(one.setdefault("geometry", None), dict | None)
        ):
            raise UnreadableFile(f"GeoJSON 文件的第 {number} 个要素残缺，不能读取。{_EXPORT}")
    _refuse_dense([_count(one["geometry"]) for one in features])
    return features


def _refuse_dense(numbers: list[int]) -> None:
    for number, count in enumerate(numbers, 1):
        if count > MAX_OF_FEATURE:
            raise UnreadableFile(
                f"GeoJSON 文件的第 {number} 个要素坐标过密（{count:,} 个数，最多 "
                f"{MAX_OF_FEATURE:,} 个），未予读取。{_SIMPLIFY}"
            )
    if (whole := sum(numbers)) > MAX_COORDINATES:
        raise UnreadableFile(
            f"GeoJSON 文件的坐标过密（{whole:,} 个数，最多 {MAX_COORDINATES:,} 个），未予读取。"
            f"{_SIMPLIFY}"
        )


def _count(geometry: Any) -> int:  # noqa: ANN401 (whatever JSON holds)
    """Return how many numbers a geometry holds; its depth was looked at before."""
    if isinstance(geometry, dict):
        return sum(_count(geometry.get(name)) for name in ("coordinates", "geometries"))
    if isinstance(geometry, list):
        return sum(map(_count, geometry))
    return 0 if geometry is None else 1


def _system(found: dict[str, Any]) -> str:
    """Return the system that an older file names, empty for degrees of the usual kind."""
    named = found.get("crs")
    words = named.get("properties") if isinstance(named, dict) else None
    name = words.get("name") if isinstance(words, dict) else None
    match = _EPSG.search(name) if isinstance(name, str) else None
    if match is None or match["code"] in _PLAIN:
        return ""
    return f"EPSG:{match['code']}"


def _outline(geometry: dict[str, Any] | None) -> Cell:
    if geometry is None:
        return None
    return json.dumps(geometry, ensure_ascii=False, separators=(",", ":"))


def _cell(value: Any) -> Cell:  # noqa: ANN401 (whatever JSON holds)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value or None
    if isinstance(value, int):
        return float(value) if abs(value) < _SMALLEST_EXACT else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return None


def _nested(features: list[dict[str, Any]], sheet_name: str) -> list[Issue]:
    names = dict.fromkeys(
        name
        for one in features
        for name, value in (one["properties"] or {}).items()
        if isinstance(value, dict | list)
    )
    if not names:
        return []
    message = f"属性{'、'.join(f'“{name}”' for name in names)}不是单个的值，没有读取。"
    return [Issue.warning(IssueKind.LAYOUT, message, sheet=sheet_name)]
