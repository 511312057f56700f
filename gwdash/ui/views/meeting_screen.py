"""One screen of a meeting: its message, its figures, and what shows them, read from afar.

Everything is laid out on 1920 × 1080 and grows and shrinks with the wall as a whole, so that
what fits once fits everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gwdash.archive.meetings import Meeting, MeetingState
from gwdash.export.briefing import Block, Briefing, Figure
from gwdash.export.tables import Table, source_line
from gwdash.registry.agenda import Part, Topic
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import mark
from gwdash.ui.components.trace import TRACE
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.meeting_panels import ANY, Panel, bars, county_panel, figures_list, rows_of
from gwdash.ui.views.meeting_state import explained_at

_LONG_SENTENCE, _LONGER_SENTENCE = 34, 62
_MOST_TILES = 6
_LONG_NAME = 9
#: Of a key task two figures stand large; its indicators are a list beside its items.
_TASK_TILES = 3
_INDICATOR = "indicator:"
_ROWS, _SHORT_ROWS, _ALL_COUNTIES = 8, 7, 13
#: Where the table stands first and the chart explains it.
_TABLE_FIRST = (Part.DECISIONS, Part.PROBLEMS, Part.REPORTING, Part.REQUESTS)
_MAP_BESIDE = (Part.OVERALL, Part.RANKING, Part.CHART)
#: The columns of each part's tables that a wall has room for.
_COLUMNS = {
    Part.DECISIONS: ("议定事项", "责任单位", "分工", "办结时限", "办理状态"),
    Part.PROBLEMS: ("等级", "问题", "责任单位", "程度"),
    Part.NETWORK: ("名称", "类别", "县市区"),
    Part.QUALITY: ("监测井名称", "县市区", "指标", "监测值", "Ⅲ类限值", "超标倍数"),
    Part.NEXT: (),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a screen stands in the meeting."""

    meeting: Meeting
    topic: Topic
    number: int
    newer: int | None
    """The live version where it is newer than the meeting's."""


def screen(frame: Frame, place: Place, made: Briefing, block: Block) -> Html:
    """Return one screen in full."""
    panels = _panels(frame, place.topic, block)
    return div(
        f"gw-wall gw-wall-{place.topic.part}",
        _head(frame, place, made, block),
        tag(
            "a",
            block.sentence,
            class_=_say_class(block.sentence),
            href=explained_at(frame, place.topic),
        ),
        _tiles(frame, place.topic, block),
        div(
            f"gw-wall-body gw-wall-body-{len(panels)}",
            [_card(frame, place.topic, one) for one in panels]
            or div("gw-wall-none", "本期没有要列出的内容。"),
        ),
        _foot(place, made),
    )


def waiting(place: Place) -> Html:
    """Return what stands on the wall while the answers are put together for the first time."""
    words = f"正在汇总数据版本 v{place.meeting.version}，第一次打开需要几秒……"
    return div("gw-wall", div("gw-wall-none", place.topic.heading, tag("br"), words))


def _head(frame: Frame, place: Place, made: Briefing, block: Block) -> Html:
    where = REGION.place_name(frame.scope.county) if frame.scope.county else REGION.name
    demo = span("gw-badge", "演示数据") if made.is_demo else None
    return div(
        "gw-wall-head",
        span("gw-wall-no", place.number),
        tag("h1", block.heading),
        span(
            "gw-wall-when",
            span("", f"{where} · {frame.period_label}", demo),
            span("gw-wall-version", f"数据版本 v{made.version}", _newer(place)),
        ),
    )


def _say_class(sentence: str) -> str:
    size = " gw-wall-say-long" if len(sentence) > _LONG_SENTENCE else ""
    if len(sentence) > _LONGER_SENTENCE:
        size = " gw-wall-say-longer"
    return f"gw-wall-say{size}"


def _tile_figures(topic: Topic, block: Block) -> Sequence[Figure]:
    if topic.part is Part.TASK:
        own = [one for one in block.figures if not one.trace.startswith(_INDICATOR)]
        return own[:_TASK_TILES]
    return block.figures[:_MOST_TILES]


def _tiles(frame: Frame, topic: Topic, block: Block) -> Html | None:
    found = _tile_figures(topic, block)
    # A single figure only says the sentence again.
    if len(found) <= 1:
        return None
    return div("gw-wall-tiles", [_tile(frame, topic, one) for one in found])


def _tile(frame: Frame, topic: Topic, one: Figure) -> Html:
    lamp = f" gw-wall-lamp-{one.lamp.value}" if one.lamp else ""
    name = " gw-wall-tile-long" if len(one.name) > _LONG_NAME else ""
    long = " gw-wall-figure-long" if len(one.value) + len(one.unit) > _ROWS else ""
    card = div(
        f"gw-wall-tile{lamp}",
        div(f"gw-wall-tile-name{name}", mark(one.lamp) if one.lamp else None, " ", one.name),
        div(f"gw-wall-figure{long}", one.value, tag("small", one.unit) if one.unit else None),
        div("gw-wall-line", one.line),
    )
    return tag("a", card, href=traced_at(frame, topic, one.trace))


def traced_at(frame: Frame, topic: Topic, trace: str) -> str:
    """Return where a figure's rows are: the page of the screen with 数据溯源 open."""
    return explained_at(frame, topic, **({TRACE: trace} if trace else {}))


def _panels(frame: Frame, topic: Topic, block: Block) -> list[Panel]:
    drawn = [one for one in block.tables if one.chart is not None and len(one.frame)]
    plain = [one for one in block.tables if one.chart is None and len(one.frame)]
    links = _links(frame, topic)
    charts = [bars(one, one.chart, _n_rows(topic, one), links) for one in drawn if one.chart]
    columns, opens = _COLUMNS.get(topic.part, ()), links[ANY]
    tables = [rows_of(one, columns, _SHORT_ROWS, opens) for one in plain]
    if topic.part is Part.TASK:
        return [*charts[:1], *_indicators(frame, topic, block)]
    if topic.part in _MAP_BESIDE and block.county_map is not None:
        return [*charts[:1], county_panel(frame, block.county_map, links)]
    both = (tables, charts) if topic.part in _TABLE_FIRST else (charts, tables)
    return [one for kind in both for one in kind[:1]]


def _n_rows(topic: Topic, table: Table) -> int:
    if topic.part in {Part.RANKING, Part.CHART, Part.NETWORK}:
        return _ALL_COUNTIES
    return _SHORT_ROWS if "工作事项" in table.frame.columns else _ROWS


def _links(frame: Frame, topic: Topic) -> dict[str, str]:
    """Return what the names on a screen open: a task its page, a county the same page there."""
    found = {task.name: frame.address("tasks", task=task.no) for task in REGION.tasks}
    for county in REGION.counties:
        found[county.name] = explained_at(frame, topic, county=county.code)
    found[ANY] = explained_at(frame, topic)
    return found


def _indicators(frame: Frame, topic: Topic, block: Block) -> list[Panel]:
    rates = [one for one in block.figures if one.trace.startswith(_INDICATOR)]
    links = {one.trace: traced_at(frame, topic, one.trace) for one in rates}
    return [figures_list("主要指标", rates, links)] if rates else []


def _card(frame: Frame, topic: Topic, one: Panel) -> Html:
    head = tag("a", one.title, href=explained_at(frame, topic))
    hint = tag("small", one.hint) if one.hint else None
    return div("gw-wall-card", tag("h2", head, hint), one.body)


def _newer(place: Place) -> Html | None:
    """Return the note that newer data exist, None where there are none."""
    if not place.newer:
        return None
    over = place.meeting.state is MeetingState.CLOSED
    words = "会上用的是本版" if over else "会议结束前不变"
    return tag("b", f"已有新数据 v{place.newer}，{words}", class_="gw-wall-newer")


def _foot(place: Place, made: Briefing) -> Html:
    n_all = len(place.meeting.topics)
    dots = [
        tag("i", class_="gw-dot-here" if number <= place.number else None)
        for number in range(1, n_all + 1)
    ]
    return div(
        "gw-wall-foot",
        span("gw-wall-dots", dots),
        span("gw-wall-source", source_line(made.as_of)),
        span("gw-wall-place", tag("b", f"{place.number}/{n_all}")),
    )
