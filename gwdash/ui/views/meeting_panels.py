"""A briefing's tables as they are read from afar: bars, stacked counts, and short tables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.assess.lamps import FACES, Lamp
from gwdash.assess.targets import FACES as VERDICTS
from gwdash.charts.region_image import Shade
from gwdash.export.briefing import CountyMap, Figure
from gwdash.export.tables import NativeChart, Table
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import NOTHING, bullet, mark, pill
from gwdash.ui.components.region_map import region_map
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, join, span, tag

_PERCENT = 100
#: What every name of a screen opens that has no page of its own.
ANY = ""
_STATE = "状态"
_EXPECTED = "序时进度（%）"
_BY_WORD = {face.word: lamp for lamp, face in FACES.items()}
_VERDICT_LAMPS = {face.word: face.lamp for face in VERDICTS.values()} | {
    "高于目标": Lamp.FAR_BEHIND
}
_SEVERITIES = {"严重": Lamp.FAR_BEHIND, "较重": Lamp.BEHIND}
_BAD = re.compile(r"^(逾期|退回)")
#: Colours of stacked counts: what is well, what is not; classes of water have their own.
_GOOD, _WRONG = "on_track", "far_behind"
_WRONG_WORDS = ("不能", "未", "逾期")
_CLASSES = "ⅠⅡⅢⅣⅤ"
_SHORT_TASKS = {task.name: task.short_name for task in REGION.tasks}
_REST = re.compile(r"^其余(\d+)(.)见附件。$")
_SHORT_TEXT = 10
#: How wide a letter of a name is on the wall, and what a name takes at most, in its pixels.
_NAME_PX, _SMALL_PX, _NAME_ROOM_PX = 27, 23, 520
#: A name has its small words below it, where there are so few rows; beside it otherwise.
_FEW_ROWS = 9
_FEW_TABLE_ROWS = 4
#: What a county's name and value take of the map's width and height.
_LABEL_ROOM = (0.2, 0.115)
_NEAR_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the large parts of a screen: its heading and what it shows."""

    title: str
    body: Html
    hint: str = ""


def bars(table: Table, chart: NativeChart, rows: int, links: Mapping[str, str]) -> Panel:
    """Return a table's chart as bars with their figures beside them, the given number at most."""
    records = [
        dict(zip(map(str, table.frame.columns), row, strict=True)) for row in table.frame.to_numpy()
    ]
    if len(chart.values) == 1:
        records.sort(key=lambda one: -_total(one, chart.values))
    records = records[:rows]
    most = max((_total(one, chart.values) for one in records), default=0.0)
    drawn = [_bar(one, chart, most, links) for one in records]
    hint = _hint(table, len(records), len(table.frame))
    if _EXPECTED in chart.values:
        hint = f"竖线为序时进度　{hint}"
    elif len(chart.values) > 1 and not _is_classes(chart):
        wrong = [column for column in chart.values if _kind(column) == _WRONG]
        words = "、".join(column.split("（")[0] for column in wrong)
        hint = f"右列为{words}/合计　{hint}"
    many = len(records) > _FEW_ROWS
    kind = "gw-wall-bars gw-wall-bars-many" if many else "gw-wall-bars"
    room = f"--name:{_room(records, chart, many=many)}"
    return Panel(table.title, div(kind, drawn, style=room), hint)


def _room(records: Sequence[Mapping[str, object]], chart: NativeChart, *, many: bool) -> int:
    """Return how wide the column of names must be, in pixels of the wall."""
    widths = [0]
    for one in records:
        name = len(_short(str(one[chart.category]))) * _NAME_PX
        small = len(_small(one, chart)) * _SMALL_PX
        widths.append(name + small + _SMALL_PX if many and small else max(name, small))
    return min(max(widths) + _SMALL_PX, _NAME_ROOM_PX)


def _short(name: str) -> str:
    """Return a task by its short name, anything else as it is."""
    return _SHORT_TASKS.get(name, name)


def _small(one: Mapping[str, object], chart: NativeChart) -> str:
    """Return what stands small with a name: who, when, or why."""
    if _EXPECTED in chart.values:
        return str(one.get("责任单位") or one.get("牵头单位") or "")
    if len(chart.values) > 1:
        return str(one.get("水期") or "")
    return _reason(one)


def _total(one: Mapping[str, object], names: Sequence[str]) -> float:
    return sum(_number(one.get(name)) for name in names)


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and value == value else 0.0  # noqa: PLR0124


def _is_classes(chart: NativeChart) -> bool:
    return all(name[:1] in _CLASSES for name in chart.values)


def _bar(
    one: Mapping[str, object], chart: NativeChart, most: float, links: Mapping[str, str]
) -> Html:
    name = str(one[chart.category])
    if _EXPECTED in chart.values:
        return _progress(one, name, chart, links)
    if len(chart.values) > 1:
        return _stacked(one, name, chart, most, links)
    value = one.get(chart.values[0])
    share = _number(value) / most if most else 0.0
    return div(
        "gw-wall-bar",
        _name(name, links, _small(one, chart)),
        div("gw-wall-track", tag("i", style=f"width:{_PERCENT * share:.1f}%")),
        span("gw-wall-value", _told(value, chart)),
    )


def _told(value: object, chart: NativeChart) -> str:
    unit = "%" if "%" in chart.values[0] or "%" in chart.value_title else chart.value_title
    return f"{shown(value)}{unit}" if _is_given(value) else NOTHING


def _is_given(value: object) -> bool:
    return value is not None and value == value  # noqa: PLR0124 (what is missing differs from itself)


def _progress(
    one: Mapping[str, object], name: str, chart: NativeChart, links: Mapping[str, str]
) -> Html:
    actual, expected = (one.get(column) for column in chart.values)
    lamp = _BY_WORD.get(str(one.get(_STATE)), Lamp.NOT_REPORTED)
    known = [float(v) if isinstance(v, (int, float)) else None for v in (actual, expected)]
    told = f"{shown(actual)}%" if _is_given(actual) else NOTHING
    due = tag("small", f" / {shown(expected)}%") if _is_given(expected) else None
    return div(
        "gw-wall-bar gw-wall-progress",
        _link(opened_by(name, links), pill(lamp)),
        _name(name, links, _small(one, chart)),
        bullet(known[0], known[1], lamp),
        span("gw-wall-value", told, due),
    )


def _stacked(
    one: Mapping[str, object],
    name: str,
    chart: NativeChart,
    most: float,
    links: Mapping[str, str],
) -> Html:
    parts = []
    for place, column in enumerate(chart.values, 1):
        value = _number(one.get(column))
        if not value:
            continue
        kind = f"class-{place}" if _is_classes(chart) else _kind(column)
        words = f"{column[:1]} {shown(value)}" if _is_classes(chart) else shown(value)
        width = f"width:{_PERCENT * value / most:.2f}%"
        parts.append(tag("b", words, class_=f"gw-seg-{kind}", style=width, title=column))
    wrong = [one.get(column) for column in chart.values if _kind(column) == _WRONG]
    told = f"{shown(sum(map(_number, wrong)))}/{shown(_total(one, chart.values))}"
    if _is_classes(chart):
        told = f"共{shown(_total(one, chart.values))}个"
    return div(
        "gw-wall-bar",
        _name(name, links, _small(one, chart)),
        div("gw-wall-stack", parts),
        span("gw-wall-value", told),
    )


def _kind(column: str) -> str:
    return _WRONG if column.startswith(_WRONG_WORDS) else _GOOD


def _reason(one: Mapping[str, object]) -> str:
    """Return what a county lost most by, as its name and the points."""
    text = one.get("失分原因")
    if not isinstance(text, str) or not text:
        return str(one.get("n/N与说明") or "")
    first = re.split(r"，(?![^（]*）)", text)[0].split(" ")
    return f"{first[0]} {first[-1]}" if len(first) > 1 else first[0]


def _name(name: str, links: Mapping[str, str], small: str = "") -> Html:
    words = (span("gw-wall-name-words", _short(name)), tag("small", small) if small else None)
    if address := opened_by(name, links):
        return tag("a", *words, class_="gw-wall-name", href=address)
    return span("gw-wall-name", *words)


def opened_by(name: str, links: Mapping[str, str]) -> str:
    """Return what a name opens: its own page, else that of the screen; empty for nothing."""
    return links.get(name) or links.get(ANY, "")


def rows_of(table: Table, columns: Sequence[str], rows: int, opens: str = "") -> Panel:
    """Return a table's first rows, of the named columns those that it has; lamps are links."""
    names = [name for name in columns if name in table.frame.columns] or list(table.frame.columns)
    part = table.frame[names].head(rows)
    head = tag("thead", tag("tr", [tag("th", table.heading(str(name))) for name in names]))
    body = [tag("tr", [_cell(value, opens) for value in row]) for row in part.to_numpy()]
    few = " gw-wall-table-few" if max(part.shape) <= _FEW_TABLE_ROWS else ""
    drawn = tag("table", head, tag("tbody", body), class_=f"gw-wall-table{few}")
    return Panel(table.title, drawn, _hint(table, len(part), len(table.frame)))


def _cell(value: object, opens: str) -> Html:
    text = shown(value, _NEAR_DIGITS)
    if (lamp := _BY_WORD.get(text)) is not None:
        return tag("td", _link(opens, pill(lamp)))
    if (lamp := _VERDICT_LAMPS.get(text) or _SEVERITIES.get(text)) is not None:
        return tag("td", _link(opens, mark(lamp), f" {text}"), class_="gw-nowrap")
    if _BAD.match(text):
        return tag("td", _link(opens, text), class_="gw-nowrap gw-late")
    return tag("td", text, class_="gw-nowrap" if len(text) <= _SHORT_TEXT else None)


def _link(address: str, *words: object) -> Html:
    """Return words as a link in their own colour; the words alone where nothing is opened."""
    return tag("a", *words, href=address) if address else join(words)


def figures_list(title: str, found: Sequence[Figure], links: Mapping[str, str]) -> Panel:
    """Return figures as a list, a lamp, a name, a value and its line each."""
    lines = [
        div(
            "gw-wall-rate",
            mark(one.lamp) if one.lamp else span(""),
            _name(one.name, {one.name: links[one.trace]} if one.trace in links else {}, one.line),
            span("gw-wall-value", one.value, tag("small", one.unit)),
        )
        for one in found
    ]
    return Panel(title, div("gw-wall-rates", lines))


def county_panel(frame: Frame, found: CountyMap, links: Mapping[str, str]) -> Panel:
    """Return the counties shaded, each a link to its own page."""
    shades = {
        code: Shade(one.share, one.caption, one.hatched, links.get(REGION.county(code).name, ""))
        for code, one in found.shades.items()
    }
    drawn = region_map(shades, (), frame.colours, room=_LABEL_ROOM)
    return Panel(found.title.partition("（")[0], join((drawn, _key(found))))


def _key(found: CountyMap) -> Html:
    """Return the scale between its ends as it is drawn, and what hatching and grey stand for.

    Drawn and not said: little is pale on a light ground and dark on a dark one.
    """
    _, low, high = found.ramp
    ramp = (span("", low), tag("i", class_="gw-ramp"), span("", high)) if low != high else None
    kinds = [
        (any(one.hatched for one in found.shades.values()), "gw-shade-hatched", "本期未报"),
        (any(one.share is None for one in found.shades.values()), "", "无数值"),
    ]
    others = [
        span("", tag("i", class_=f"gw-shade {kind}"), f" {words}")
        for is_there, kind, words in kinds
        if is_there
    ]
    return div("gw-wall-key", span("", ramp) if ramp else None, others)


def shown(value: object, digits: int = 1) -> str:
    """Return a cell as it is read: so many decimals, thousands apart, a dash for nothing."""
    if not _is_given(value) or value == "":
        return NOTHING
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.{digits}f}"
    if isinstance(value, int):
        return f"{value:,}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _hint(table: Table, n_shown: int, n_held: int) -> str:
    """Return how many rows the screen leaves out; what it counts stands beside its figures."""
    rest = n_held - n_shown
    for note in table.notes:
        if found := _REST.match(note):
            rest += int(found[1])
            break
    return f"前{n_shown}行，另有{rest}行" if rest > 0 else ""
