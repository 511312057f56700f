"""The outline of an area as it is written: corners one after another, or GeoJSON (RFC 7946).

Nothing here knows where a corner lies: numbers are told from words, corners from rings and rings
from parts. A reading is either rings or one sentence that says what to do.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gwdash.standards.angles import parse_angle
from gwdash.standards.text import clean

#: Corners of one outline: a county's own border at survey scale has fewer.
MAX_CORNERS = 20_000
#: Rings of one outline, holes included.
MAX_RINGS = 200
#: Objects within objects of GeoJSON: a multipolygon in a feature in a collection is seven deep.
_MAX_DEPTH = 12
#: What one cell of a spreadsheet holds; a longer text was cut there.
CELL_CHARACTERS = 32_767
#: Corners that are looked at as text for one sentence.
_SHOWN = 24

Pair = tuple[float, float]
Ring = tuple[Pair, ...]

_POLYGONS = {"Polygon", "MultiPolygon"}
_TYPE_WORDS = {
    "Point": "点", "MultiPoint": "点", "LineString": "线", "MultiLineString": "线",
    "GeometryCollection": "几何集合",
}  # fmt: skip
_DEGREE_SIGNS = str.maketrans(dict.fromkeys("º˚⁰", "°") | dict.fromkeys("′‵‘’＇", "'")
                              | dict.fromkeys("″“”＂〃", '"'))  # fmt: skip
_DEGREE_WORDS = (("°", re.compile(r"(?<=\d)\s*度")), ("'", re.compile(r"(?<=\d)\s*分")),
                 ('"', re.compile(r"(?<=\d)\s*秒")))  # fmt: skip
_PART = re.compile(r"[|/]+")
_CORNER = re.compile(r"[;\n\r]+")
#: 拐点1：, J12 and the like in front of a corner; a bare number is one with a colon or 号 behind.
_LABEL = re.compile(
    r"(?:拐点|界址点|角点|(?<![A-Za-z])[JjKkPp])\s*\d+\s*[:号]?|(?<![\d.])\d+\s*[:号]"
)
_COORDINATE = re.compile(
    r"""(?:东经|北纬|经度|纬度|[EeNnXxYy])?\s*[=:]?\s*
    (?P<value>-?\d+(?:\.\d+)?(?:\s*°(?:\s*\d+(?:\.\d+)?\s*'(?:\s*\d+(?:\.\d+)?\s*(?:"|''))?)?)?)
    \s*[EeNn]?(?![A-Za-z\d.])""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"[\s,、()\[\]]*")


@dataclass(frozen=True, slots=True)
class Written:
    """An outline as written: polygons of GeoJSON, or rings whose nesting says what is a hole."""

    polygons: tuple[tuple[Ring, ...], ...] = ()
    rings: tuple[Ring, ...] = ()

    @property
    def all_rings(self) -> tuple[Ring, ...]:
        """Every ring, in the order in which they are written."""
        return self.rings or tuple(ring for polygon in self.polygons for ring in polygon)


def parse_boundary(text: str) -> tuple[Written | None, str]:
    """Return the rings of an outline, or None and a sentence that says what to do."""
    try:
        if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} and '"' in text[: _SHOWN * 4]:
            return _of_geojson(text), ""
        return _of_list(text), ""
    except _Unreadable as why:
        return None, str(why)


class _Unreadable(ValueError):
    """An outline that cannot be read; its text is the sentence for people."""


def _of_list(text: str) -> Written:
    # Marks of minutes would be split in two by the usual form of characters.
    plain = clean(text.translate(_DEGREE_SIGNS)).replace("；", ";").replace("''", '"')
    for sign, word in _DEGREE_WORDS:
        plain = word.sub(sign, plain)
    rings = [_ring(part) for part in _PART.split(plain) if part.strip(" ;,\n\r\t")]
    if not rings:
        raise _Unreadable("里没有拐点坐标，请依次写“经度,纬度”，拐点之间用分号隔开。")
    _limit(rings)
    return Written(rings=tuple(rings))


def _ring(text: str) -> Ring:
    pieces = [piece for piece in _CORNER.split(text) if piece.strip(" ,、\t")]
    numbers = [_numbers(piece) for piece in pieces]
    if len(pieces) > 1 and all(_is_numbered(row, n) for n, row in enumerate(numbers, 1)):
        numbers = [row[1:] for row in numbers]
    for place, row in enumerate(numbers, 1):
        if len(row) % 2 or (len(pieces) > 1 and len(row) != len(("lon", "lat"))):
            raise _Unreadable(
                f"第 {place} 处“{_short(pieces[place - 1])}”不是一对坐标，请写成“经度,纬度”，"
                "拐点之间用分号或换行隔开。"
            )
    flat = [number for row in numbers for number in row]
    return tuple(zip(flat[::2], flat[1::2], strict=True))


def _is_numbered(row: list[float], number: int) -> bool:
    """Tell whether a corner's own number stands in front of its two coordinates."""
    return len(row) == len(("no", "lon", "lat")) and row[0] == number


def _numbers(piece: str) -> list[float]:
    found: list[float] = []
    bare = _LABEL.sub(" ", piece)
    end = 0
    for match in _COORDINATE.finditer(bare):
        _plain_between(bare[end : match.start()], piece)
        found.append(_number(match["value"]))
        end = match.end()
    _plain_between(bare[end:], piece)
    return found


def _plain_between(between: str, piece: str) -> None:
    if _BETWEEN.fullmatch(between) is None:
        raise _Unreadable(
            f"里的“{_short(piece)}”看不懂，只写拐点的经度和纬度（度或度分秒）或平面坐标（米），"
            "说明写在备注里。"
        )


def _number(text: str) -> float:
    if "°" not in text:
        return _finite(float(text))
    angle, problem = parse_angle(text)
    if angle is None:
        raise _Unreadable(f"里的{problem}")
    return angle


def _of_geojson(text: str) -> Written:
    geometry = _geometry(_loaded(text))
    kind, parts = geometry.get("type"), geometry.get("coordinates")
    if kind not in _POLYGONS:
        word = _TYPE_WORDS.get(str(kind), "其他类型")
        raise _Unreadable(f"里的 GeoJSON 是{word}，边界应为面（Polygon 或 MultiPolygon），请核对。")
    polygons = _list(parts) if kind == "MultiPolygon" else [parts]
    found = tuple(tuple(_json_ring(ring) for ring in _list(rings)) for rings in polygons)
    written = Written(polygons=tuple(polygon for polygon in found if polygon))
    if not written.polygons:
        raise _Unreadable("里的 GeoJSON 没有坐标，请在 GIS 软件里重新导出，没有边界请留空。")
    _limit(written.all_rings)
    return written


def _loaded(text: str) -> Any:  # noqa: ANN401 (whatever a text of JSON holds)
    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        if len(text) >= CELL_CHARACTERS:
            raise _Unreadable(
                f"超过一个单元格能放的 {CELL_CHARACTERS} 个字，后面的坐标已丢失。"
                "请改为提交 .geojson 文件，或在 GIS 软件里简化后再粘贴。"
            ) from error
        raise _Unreadable(
            "不是完整的 GeoJSON（括号、引号不成对或有不能用的数值），请重新复制，或改填拐点坐标。"
        ) from error


def _no_constant(word: str) -> float:
    raise ValueError(word)


def _geometry(found: Any) -> dict[str, Any]:  # noqa: ANN401 (whatever a text of JSON holds)
    """Return the geometry of a bare one, of a feature or of a collection of one feature."""
    for _ in range(_MAX_DEPTH):
        if not isinstance(found, dict):
            break
        if found.get("type") == "Feature":
            found = found.get("geometry")
        elif found.get("type") == "FeatureCollection":
            features = _list(found.get("features"))
            if len(features) != 1:
                raise _Unreadable(
                    f"里的 GeoJSON 有 {len(features)} 个要素，一格只填一个；"
                    "整个文件请作为 .geojson 提交。"
                )
            found = features[0]
        else:
            return found
    raise _Unreadable("不是 GeoJSON 的面，请在 GIS 软件里导出 GeoJSON 后再粘贴，或改填拐点坐标。")


def _json_ring(ring: Any) -> Ring:  # noqa: ANN401 (whatever a text of JSON holds)
    corners = _list(ring)
    if len(corners) > MAX_CORNERS:
        _too_many(len(corners))
    return tuple(_json_pair(corner) for corner in corners)


def _json_pair(corner: Any) -> Pair:  # noqa: ANN401 (whatever a text of JSON holds)
    pair = _list(corner)[:2]
    if len(pair) != len(("x", "y")) or not all(type(one) in {int, float} for one in pair):
        raise _Unreadable(f"里的“{_short(str(corner))}”不是一对坐标，请重新导出 GeoJSON。")
    return _finite(pair[0]), _finite(pair[1])


def _list(found: Any) -> list[Any]:  # noqa: ANN401 (whatever a text of JSON holds)
    if isinstance(found, list):
        return found
    raise _Unreadable("里的 GeoJSON 缺少坐标数组，请在 GIS 软件里重新导出。")


def _finite(number: float) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if math.isfinite(value):
        return value
    raise _Unreadable("里有过大的数，不是坐标，请核对。")


def _limit(rings: "tuple[Ring, ...] | list[Ring]") -> None:
    if len(rings) > MAX_RINGS:
        raise _Unreadable(f"有 {len(rings)} 块，最多 {MAX_RINGS} 块，请在 GIS 软件里合并后再填。")
    if (count := sum(map(len, rings))) > MAX_CORNERS:
        _too_many(count)


def _too_many(count: int) -> None:
    raise _Unreadable(
        f"有 {count:,} 个拐点，最多 {MAX_CORNERS:,} 个，请在 GIS 软件里简化（抽稀）后再填。"
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def corners_of(rings: tuple[Ring, ...]) -> Iterator[Pair]:
    """Yield the corners of all rings."""
    for ring in rings:
        yield from ring
