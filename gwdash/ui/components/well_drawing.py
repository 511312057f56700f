"""A well as a section: pipe, screen and water, to scale from the ground down."""

from gwdash.queries.network import Well
from gwdash.ui.markup import Html, div, span, tag

_PERCENT = 100


def well_drawing(well: Well) -> Html | None:
    """Return the section, None where the depth is unknown."""
    if not well.depth_m:
        return None
    parts = [div("gw-bore-pipe")]
    if well.screen_top_m is not None and well.screen_bottom_m is not None:
        top, bottom = (_share(well, depth) for depth in (well.screen_top_m, well.screen_bottom_m))
        parts.append(div("gw-bore-screen", style=f"top:{top:.1f}%;height:{bottom - top:.1f}%"))
        parts.append(_label("筛管", well.screen_top_m, top))
    parts.append(_label("井底", well.depth_m, _PERCENT))
    return div(
        "gw-bore", span("gw-bore-ground", "地面 0 m"), *parts, role="img", aria_label="井结构示意图"
    )


def _share(well: Well, depth_m: float) -> float:
    return min(max(_PERCENT * depth_m / (well.depth_m or 1), 0.0), _PERCENT)


def _label(words: str, depth_m: float, share: float) -> Html:
    return tag("small", f"{words} {depth_m:g} m", style=f"top:{share:.1f}%")
