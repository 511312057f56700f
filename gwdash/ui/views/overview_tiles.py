"""The six tiles of 总览: one figure each, what it is made of, and the page that explains it."""

from collections import Counter
from collections.abc import Sequence

from gwdash.assess.lamps import Lamp, lamp_of_count
from gwdash.assess.targets import FACES, judge
from gwdash.queries.indicators import CITY, Reading, ReadingState, amount
from gwdash.queries.situation import Overview
from gwdash.registry.indicator_list import indicator
from gwdash.ui.components.marks import NOTHING, change, mark, signed
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_NAMED = 3
_DOT = " · "


def tiles(frame: Frame, board: Overview) -> Html:
    """Return the row of tiles."""
    return div(
        "gw-tiles",
        [
            div("gw-traced", tile(frame, board), trace_link(frame, what, name))
            for what, name, tile in (
                ("overall", "总体进度", _overall),
                ("far_behind", "严重滞后事项", _far_behind),
                ("indicator:src_ok", "水源水质达标", _sources),
                ("running", "监测井正常运行", _wells),
                ("missing", "本期未报", _missing),
                ("indicator:action_rate", "议定事项办结", _decisions),
            )
        ],
    )


def _tile(
    address: str,
    name: tuple[Lamp, str],
    figure: tuple[str, str],
    lines: Sequence[Html | str],
    hover: str = "",
) -> Html:
    """Return one tile: lamp and name, the figure with its unit, then its lines."""
    body = [div("gw-tile-line", _parts(line)) for line in lines[:1]]
    body += [div("gw-tile-line gw-muted", _parts(line)) for line in lines[1:]]
    card = div(
        "gw-card gw-tile",
        div("gw-tile-name", mark(name[0]), " ", name[1]),
        div("gw-tile-figure", figure[0], tag("small", figure[1]) if figure[1] else None),
        *body,
        title=hover or None,
    )
    return tag("a", card, href=address)


def _parts(line: Html | str) -> Html | str | list[Html]:
    """Return a line in parts that a narrow tile breaks between and not within."""
    if isinstance(line, Html) or _DOT not in line:
        return line
    *parts, last = line.split(_DOT)
    return [*(span("gw-part-of", f"{part}{_DOT}") for part in parts), span("gw-part-of", last)]


def _overall(frame: Frame, board: Overview) -> Html:
    rolled = board.overall
    if rolled.actual_pct is None or rolled.expected_pct is None:
        lines = ["尚无可计算的事项"]
        return _tile(frame.address("tasks"), (rolled.lamp, "总体进度"), (NOTHING, ""), lines)
    gap = rolled.actual_pct - rolled.expected_pct
    lines = [
        f"序时 {rolled.expected_pct:.1f}% · 差 {signed(gap)} 个百分点",
        div(
            "",
            span("gw-part-of", "较上期 ", change(board.change_pp), _DOT),
            span("gw-part-of", f"{rolled.n_counted}/{rolled.n_items} 项计入"),
        ),
    ]
    figure = (f"{rolled.actual_pct:.1f}", "%")
    return _tile(frame.address("tasks"), (rolled.lamp, "总体进度"), figure, lines)


def _moved(more: int) -> str:
    if more == 0:
        return "与上期相同"
    return f"较上期{'增加' if more > 0 else '减少'} {abs(more)} 项"


def _far_behind(frame: Frame, board: Overview) -> Html:
    if not board.items:
        lines = ["还没有年度任务分解表"]
        return _tile(
            frame.address("tasks"), (Lamp.NOT_REPORTED, "严重滞后事项"), (NOTHING, ""), lines
        )
    now = [item for item in board.items if item.lamp is Lamp.FAR_BEHIND]
    before = sum(item.lamp is Lamp.FAR_BEHIND for item in board.earlier_items)
    owners = Counter(item.owner for item in now).most_common()
    whose = " · ".join(f"{name} {n}" for name, n in owners[:_NAMED]) or "没有严重滞后的事项"
    if len(owners) > _NAMED:
        whose += " 等"
    words = _moved(len(now) - before) if board.earlier_items else "没有上期，不比较"
    # An item that nobody reports on leaves the count, which is no improvement.
    silent = sum(item.lamp is Lamp.NOT_REPORTED for item in board.items)
    if silent:
        words += f"{_DOT}另有 {silent} 项未报"
    lamp = lamp_of_count(len(now), Lamp.FAR_BEHIND, silent)
    hover = "、".join(f"{name} {n} 项" for name, n in owners)
    return _tile(
        frame.address("tasks", lamp="far_behind"),
        (lamp, "严重滞后事项"),
        (str(len(now)), "项"),
        [whose, words],
        hover,
    )


def _sources(frame: Frame, board: Overview) -> Html:
    now = _reading(frame, board, "src_ok")
    address = frame.address("tasks", task="3", view="ledger")
    if now.state is not ReadingState.VALUE:
        lines = ["台账中还没有在用的县级及以上水源"]
        return _tile(address, (Lamp.NOT_REPORTED, "水源水质达标"), (NOTHING, ""), lines)
    measured = now.n - now.n_not_monitored
    failing = "、".join(board.failing_sources)
    lines = [
        f"县级及以上应监测 {now.n} · 已监测 {measured}",
        f"超Ⅲ类：{failing}" if failing else "已监测的水源均达到Ⅲ类",
    ]
    lamp = Lamp.FAR_BEHIND if failing else FACES[now.verdict].lamp
    figure = (amount(now.numerator), f"/{amount(now.denominator)} 个")
    return _tile(address, (lamp, "水源水质达标"), figure, lines, now.indicator.rule)


def _reading(frame: Frame, board: Overview, code: str) -> Reading:
    """Return an indicator in the chosen county, or in the city; one of the city alone there."""
    county = frame.scope.county if indicator(code).by_county else CITY
    return board.readings.of(code, county).now


def _wells(frame: Frame, board: Overview) -> Html:
    found = board.running
    address = frame.address("network")
    if found.rate_pct is None:
        lines = ["台账中还没有本区的监测井"]
        return _tile(address, (Lamp.NOT_REPORTED, "监测井正常运行"), (NOTHING, ""), lines)
    lamp = FACES[judge(indicator("well_up"), found.rate_pct, found.total)].lamp
    return _tile(
        address,
        (lamp, "监测井正常运行"),
        (f"{found.rate_pct:.1f}", "%"),
        [
            f"{found.normal}/{found.total} 眼正常 · 无数据 {found.silent}",
            f"故障、损毁、停用等 {found.broken}"
            + (f" · 未填状态 {found.unknown}" if found.unknown else ""),
        ],
        indicator("well_up").rule,
    )


def _whole_city(frame: Frame, words: str) -> str:
    """Return the words of a figure that counts the whole city, said so where a county is chosen."""
    return f"全市：{words}" if frame.scope.county else words


def _missing(frame: Frame, board: Overview) -> Html:
    missing = board.reports.missing
    names = "、".join(reporter.name for reporter in missing)
    lamp = Lamp.FAR_BEHIND if missing else Lamp.ON_TRACK
    return _tile(
        frame.address("submit"),
        (lamp, "本期未报"),
        (str(len(missing)), f"/{board.reports.n_due} 家"),
        [names or "全部已报", _whole_city(frame, "重点任务进展情况表")],
        names,
    )


def _decisions(frame: Frame, board: Overview) -> Html:
    now = _reading(frame, board, "action_rate")
    address = frame.address("decisions")
    if now.state is not ReadingState.VALUE:
        lines = ["还没有到期的议定事项"]
        return _tile(address, (Lamp.OPEN, "议定事项办结"), (NOTHING, ""), lines)
    late = now.denominator - now.numerator
    lines = [
        _whole_city(frame, f"到期未办结 {amount(late)} 项" if late else "到期的事项都已办结"),
        f"办结率 {now.figure} · 一个责任单位计一项",
    ]
    figure = (amount(now.numerator), f"/{amount(now.denominator)} 项")
    lamp = FACES[now.verdict].lamp
    return _tile(address, (lamp, "议定事项办结"), figure, lines, now.indicator.rule)
