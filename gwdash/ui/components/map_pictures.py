"""Links that save a page's map as a picture for print: the sheet of 一张图 with the same wells."""

from gwdash.queries.map_layers import BY_STATE
from gwdash.registry.map_layers import WELL
from gwdash.ui.frame import Frame
from gwdash.ui.map_choices import OFF, OPTIONS, MapChoices
from gwdash.ui.map_files import picture_address
from gwdash.ui.markup import Html, span, tag

#: Counties by score, wells by state, and nothing else: what the small maps show.
_WELLS = MapChoices(
    layers=tuple((code, BY_STATE if code == WELL.code else OFF) for code in OPTIONS)
)


def map_pictures(frame: Frame) -> Html | None:
    """Return the links to the map of the frame's scope, None in an empty workspace."""
    if frame.store is None:
        return None
    svg, page = (
        picture_address(frame.store, frame.scope, _WELLS, kind) for kind in ("svg", "html")
    )
    return span(
        "gw-pictures",
        " 图片 ",
        tag("a", "png", href=page, target="_blank", class_="gw-link",
            title="A4 横向、每英寸300点，在新窗口保存"),
        " ",
        tag("a", "svg", href=svg, download="", class_="gw-link",
            title="A4 横向，带标题、图例、名次和来源，可放大编辑"),
    )  # fmt: skip
