"""The map's large parts as files: kept by the browser, and never with a position to be hidden.

An address names the version and when it was made, so that what is under it never changes.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from gwdash.charts import county_map
from gwdash.charts.county_map import Files
from gwdash.charts.map_marks import atlas, places
from gwdash.charts.zone_map import zone_features
from gwdash.errors import GwdashError, UsageError
from gwdash.export.map_picture import png_page
from gwdash.export.tables import file_stem
from gwdash.queries.map_layers import BY_CLASS, BY_STATE, point_rows, things
from gwdash.queries.map_outlines import outlines
from gwdash.registry.map_layers import MAP_LAYERS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import Store
from gwdash.ui.handle import identity
from gwdash.ui.kept import kept
from gwdash.ui.ledger_download import asked_scope, asked_version
from gwdash.ui.map_choices import MapChoices, from_address
from gwdash.ui.map_print import picture

ADDRESS = "map-files"
_WITH, _WITHOUT = "1", "0"
_SECONDS_A_YEAR = 31_536_000
_NOT_FOUND = 404
_JSON, _SVG, _HTML = "application/json", "image/svg+xml", "text/html; charset=utf-8"
#: Raised when the region's outlines or marks are drawn another way.
_DRAWN = "2"


def region_files(mode: str) -> Files:
    """Return where outlines, hatching and marks are."""
    return Files(
        f"{ADDRESS}/counties.json?{urlencode({'region': REGION.code, 'drawn': _DRAWN})}",
        f"{ADDRESS}/hatch.json?{urlencode({'region': REGION.code, 'drawn': _DRAWN})}",
        f"{ADDRESS}/marks-{mode}.svg?{urlencode({'drawn': _DRAWN})}",
        f"{ADDRESS}/marks.json?{urlencode({'drawn': _DRAWN})}",
    )


def points_address(store: Store, scope: Scope, layer: str, by: str) -> str:
    """Return where the marks of a layer are."""
    return f"{ADDRESS}/points-{layer}.json?{urlencode(_asked(store, scope) | {'by': by})}"


def picture_address(store: Store, scope: Scope, chosen: MapChoices, ending: str = "svg") -> str:
    """Return where the map is as a picture for print, or the page that saves it as png."""
    asked = _asked(store, scope) | chosen.to_address()
    return f"{ADDRESS}/picture.{ending}?{urlencode(asked)}"


def map_file(request: Request) -> Response:
    """Send one of the map's files."""
    name = request.path_params["name"]
    asked = dict(request.query_params)
    try:
        make, media = _maker(name)
        content = make(asked)
    except GwdashError as error:
        return PlainTextResponse(str(error), status_code=_NOT_FOUND)
    headers = {"x-content-type-options": "nosniff"}
    if name.startswith("picture."):
        headers["cache-control"] = "no-store"
    else:
        headers["cache-control"] = f"private, max-age={_SECONDS_A_YEAR}, immutable"
    if name == "picture.svg":
        stem = quote(file_stem("一张图", Period.parse(asked["period"]).label))
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{stem}.svg"
    return Response(content, media_type=media, headers=headers)


def _asked(store: Store, scope: Scope) -> dict[str, str]:
    return {
        "version": str(store.version), "made": f"{identity(store)[1]:x}", "period": scope.period,
        "county": scope.county, "new_area": _WITH if scope.include_new_area else _WITHOUT,
    }  # fmt: skip


def _maker(name: str) -> tuple[Callable[[Mapping[str, str]], str], str]:
    known: Mapping[str, tuple[Callable[[Mapping[str, str]], str], str]] = {
        "counties.json": (lambda _: _outlines(), _JSON),
        "hatch.json": (lambda _: _hatching(), _JSON),
        "marks.json": (lambda _: _json(places()), _JSON),
        "marks-light.svg": (lambda _: atlas("light"), _SVG),
        "marks-dark.svg": (lambda _: atlas("dark"), _SVG),
        "picture.svg": (_picture, _SVG),
        "picture.html": (_png_page, _HTML),
    }
    layer = name.removeprefix("points-").removesuffix(".json")
    if layer in MAP_LAYERS and name == f"points-{layer}.json":
        return lambda asked: _points(asked, layer), _JSON
    if name not in known:
        raise UsageError("没有这个地图文件，请回到“一张图”重新打开。")
    return known[name]


@cache
def _outlines() -> str:
    return _json(county_map.outlines(REGION))


@cache
def _hatching() -> str:
    return _json(county_map.hatching(REGION))


def _points(asked: Mapping[str, str], layer: str) -> str:
    store, scope = asked_version(asked), asked_scope(asked)
    by = BY_CLASS if asked.get("by") == BY_CLASS else BY_STATE
    rows = point_rows(kept(store, things, scope, layer, by))
    if MAP_LAYERS[layer].areal:
        return _json(zone_features(rows, kept(store, outlines, scope)))
    return _json(rows)


def _picture(asked: Mapping[str, str]) -> str:
    return picture(asked_version(asked), asked_scope(asked), from_address(asked))


def _png_page(asked: Mapping[str, str]) -> str:
    """Return the page that draws the picture large and saves it as png."""
    asked_version(asked)
    stem = file_stem("一张图", Period.parse(asked_scope(asked).period).label)
    return png_page(f"picture.svg?{urlencode(asked)}", f"{stem}.png")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
