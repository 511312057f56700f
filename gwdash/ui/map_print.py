"""The picture of the map for print: what it shows, gathered from one version."""

from gwdash.charts.county_shades import HATCHED, KIND_WORDS, drawn
from gwdash.export.map_picture import Area, Dot, Line, Picture, to_svg
from gwdash.export.tables import source_line
from gwdash.queries.map_layers import Thing, tally
from gwdash.queries.map_outlines import outlines
from gwdash.queries.map_shades import CountyShade, Kind, Shading, shading
from gwdash.registry.map_layers import MAP_LAYERS, ZONE
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import Store
from gwdash.ui.components.region_map import region_sheet
from gwdash.ui.kept import kept
from gwdash.ui.map_choices import MapChoices, faces_of, shown_things

#: What has room beside a county's value.
_LONGEST_COUNTS = 22


def picture(store: Store, scope: Scope, chosen: MapChoices) -> str:
    """Return the map of a scope as an SVG picture at print size."""
    found = kept(store, shading, Scope(scope.period, "", scope.include_new_area), chosen.shade)
    layers = shown_things(store, scope, chosen)
    period = Period.parse(scope.period)
    where = REGION.place_name(scope.county) if scope.county else "全部县市区"
    area = "含" if scope.include_new_area else "不含"
    sheet = region_sheet()
    dots = [
        Dot(one.lon, one.lat, one.face)
        for code, things in layers.items()
        for one in things
        if not MAP_LAYERS[code].areal
        if one.is_drawn and one.lon is not None and one.lat is not None
    ]
    areas = kept(store, outlines, scope) if ZONE.code in layers else {}
    return to_svg(
        sheet,
        Picture(
            title=f"{REGION.name}地下水污染防治一张图 · {found.label}",
            subtitle=f"{period.label} · {where} · {area}{REGION.new_area}直管区",
            source=source_line(period.last_day, store.version),
            shades=drawn(found),
            ramp=_ramp(found),
            dots=dots,
            areas=[
                Area(areas[one.thing_id].geometry, one.face)
                for one in layers.get(ZONE.code, ())
                if one.is_drawn and one.thing_id in areas
            ],
            legend=[*_kinds(found), *_legend(chosen, layers)],
            rows=[_row(one) for one in in_order(found)],
            headings=("名次", "县市区", "数值", "n/N"),
        ),
    )


def in_order(found: Shading) -> list[CountyShade]:
    """Return the counties by place, those without one after them, in the region's order."""
    return sorted(
        found.shades,
        key=lambda one: (one.rank or len(found.shades) + 1, one.value is None, -(one.value or 0)),
    )


def scale_words(found: Shading) -> tuple[str, str]:
    """Return the ends of the scale as people read them, empty without any value."""
    if found.ends is None:
        return "", ""
    return f"{found.ends[0]:.1f}{found.unit}", f"{found.ends[1]:.1f}{found.unit}"


def _ramp(found: Shading) -> tuple[str, str, str]:
    words = f"{found.label}：有值 {len(found.valued)}/{len(found.shades)} 个县市区"
    return words, *scale_words(found)


def _kinds(found: Shading) -> list[Line]:
    return [
        Line(f"{KIND_WORDS[kind]} {n} 个{'（斜线）' if kind in HATCHED else '（灰色）'}")
        for kind, n in found.tally().items()
        if n and kind is not Kind.VALUE
    ]


def _legend(chosen: MapChoices, layers: dict[str, list[Thing]]) -> list[Line]:
    lines = []
    for code, by in chosen.shown:
        layer, things = MAP_LAYERS[code], layers[code]
        counts, n_drawn = tally(things), sum(one.is_drawn for one in things)
        rest = len(things) - n_drawn
        said = f"{layer.label} {len(things)} {layer.unit}{layer.lacking(rest)}"
        lines.append(Line(said, strong=True))
        lines += [
            Line(f"{face.word} {counts[face.code]}", face.code)
            for face in faces_of(code, by)
            if counts[face.code]
        ]
    return lines


def _row(one: CountyShade) -> tuple[str, str, str, str]:
    counts = one.counts
    if len(counts) > _LONGEST_COUNTS:
        counts = f"{counts[:_LONGEST_COUNTS]}…"
    return (
        str(one.rank or "—"), REGION.place_name(one.county_code), one.figure, counts
    )  # fmt: skip
