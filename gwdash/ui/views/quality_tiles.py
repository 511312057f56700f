"""The message and the tiles of 水质: one figure each, and what it is made of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gwdash.assess.lamps import FACES, Lamp
from gwdash.queries.quality import Point, Shift, Verdict, shifts
from gwdash.standards.analytes import ROUTINE_COUNT
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.markup import Html, div, span, tag

if TYPE_CHECKING:
    from gwdash.ui.views.quality import Board

_NAMED = 3
#: What a mark says of water; the words of the lamps are about progress.
_WORDS = {
    Lamp.ON_TRACK: "正常",
    Lamp.BEHIND: "需关注",
    Lamp.FAR_BEHIND: "超标",
    Lamp.NOT_REPORTED: "没有数据",
    Lamp.OPEN: "不评价",
}


def message(board: "Board") -> str:
    """Return the sentence of the page."""
    now, label = board.now, board.kind_label
    if not now.sampled:
        return f"{now.season.label}{label}没有样品"
    verdicts = now.verdicts
    words = f"{now.season.label}：{len(now.sampled)} 个{label}中 {verdicts[Verdict.MET]} 个达到Ⅲ类"
    for verdict in (Verdict.EXCEEDED, Verdict.UNDECIDABLE):
        if verdicts[verdict]:
            words += f"，{verdicts[verdict]} 个{verdict}"
    return words


def tiles(board: "Board") -> Html:
    """Return the row of tiles."""
    return div(
        "gw-tiles",
        _sampled(board),
        _meeting(board),
        _exceeding(board),
        _change(board),
        _coverage(board),
        _open(board),
    )


def _tile(
    name: tuple[Lamp, str], figure: tuple[str, str], lines: Sequence[str], hover: str = ""
) -> Html:
    body = [div("gw-tile-line", line) for line in lines[:1]]
    body += [div("gw-tile-line gw-muted", line) for line in lines[1:]]
    return div(
        "gw-card gw-tile",
        div("gw-tile-name", _mark(name[0]), " ", name[1]),
        div("gw-tile-figure", figure[0], tag("small", figure[1]) if figure[1] else None),
        *body,
        title=hover or None,
    )


def _mark(lamp: Lamp) -> Html:
    return span(f"gw-mark-{lamp.value}", FACES[lamp].mark, title=_WORDS[lamp])


def _names(points: Sequence[Point]) -> str:
    shown = "、".join(point.title for point in points[:_NAMED])
    return shown + (f" 等 {len(points)} 个" if len(points) > _NAMED else "")


def _sampled(board: "Board") -> Html:
    now = board.now
    if not now.due:
        lines = ["台账中没有这类点，不计应监测数"]
        return _tile((Lamp.OPEN, "已监测"), (str(len(now.sampled)), "个点"), lines)
    missing = now.unsampled
    done = len(now.due) - len(missing)
    lamp = Lamp.BEHIND if missing else Lamp.ON_TRACK
    words = f"未监测 {len(missing)}：{_names(missing)}" if missing else "应监测的点都有样品"
    return _tile(
        (lamp, "已监测"),
        (str(done), f"/{len(now.due)} 个点"),
        [words, "按监测井台账应监测；未监测不算达标"],
        "、".join(point.title for point in missing),
    )


def _meeting(board: "Board") -> Html:
    now, met = board.now, board.now.verdicts[Verdict.MET]
    if not now.sampled:
        return _tile((Lamp.NOT_REPORTED, "达到Ⅲ类"), (NOTHING, ""), ["本水期没有样品，不计算比例"])
    rate = 100 * met / len(now.sampled)
    lamp = Lamp.ON_TRACK if met == len(now.sampled) else Lamp.BEHIND
    bad, unsure = now.verdicts[Verdict.EXCEEDED], now.verdicts[Verdict.UNDECIDABLE]
    return _tile(
        (lamp, "达到Ⅲ类"),
        (f"{rate:.1f}", "%"),
        [f"{met}/{len(now.sampled)} 个已监测的点", f"超Ⅲ类 {bad} · 无法判定 {unsure}"],
        "检出限高于Ⅲ类限值、没有检出限等情形无法判定，不算达标。",
    )


def _exceeding(board: "Board") -> Html:
    bad = [one.point for one in board.now.sampled if one.verdict is Verdict.EXCEEDED]
    if not board.now.sampled:
        return _tile((Lamp.NOT_REPORTED, "超Ⅲ类"), (NOTHING, ""), ["本水期没有样品"])
    analytes = list(dict.fromkeys(one.name for one in board.analytes if one.n_exceeding))
    lamp = Lamp.FAR_BEHIND if bad else Lamp.ON_TRACK
    return _tile(
        (lamp, "超Ⅲ类"),
        (str(len(bad)), "个点"),
        [_names(bad) or "没有超标的点", "、".join(analytes) or "没有超标指标"],
        "、".join(point.title for point in bad),
    )


def _change(board: "Board") -> Html:
    both = shifts(board.now, board.before)
    label = board.before.season.label
    if not both:
        return _tile((Lamp.OPEN, "较上年同期"), (NOTHING, ""), [f"{label}没有同点样品，无法比较"])
    better, worse = _moved(both)
    net = better - worse
    figure = "持平" if net == 0 else f"{'▲' if net > 0 else '▼'}{abs(net)}"
    lamp = Lamp.BEHIND if net < 0 else Lamp.ON_TRACK
    same = len(both) - better - worse
    return _tile(
        (lamp, "较上年同期"),
        (figure, "" if net == 0 else "个点"),
        [f"变好 {better} · 变差 {worse} · 不变 {same}", f"两个水期都监测的 {len(both)} 个点"],
        f"与{label}的同一批点比较综合类别；变好的点数减去变差的点数。",
    )


def _moved(both: Sequence[Shift]) -> tuple[int, int]:
    return sum(one.steps > 0 for one in both), sum(one.steps < 0 for one in both)


def _coverage(board: "Board") -> Html:
    assessed = board.now.assessed
    if assessed is None:
        return _tile((Lamp.NOT_REPORTED, "参评项数"), (NOTHING, f"/{ROUTINE_COUNT}"), ["没有样品"])
    low, high = assessed
    figure = f"{low}" if low == high else f"{low}–{high}"
    lamp = Lamp.ON_TRACK if low == ROUTINE_COUNT else Lamp.BEHIND
    return _tile(
        (lamp, "参评项数"),
        (figure, f"/{ROUTINE_COUNT} 项"),
        ["39 项常规指标中类别已定的项数", "项数不同的点，类别不宜直接比较"],
    )


def _open(board: "Board") -> Html:
    bounded = sum(one.n_bounded for one in board.analytes)
    unknown = sum(one.n_open for one in board.analytes)
    absent = sum(one.n_absent for one in board.analytes)
    if not board.now.sampled:
        return _tile((Lamp.NOT_REPORTED, "≤X 与未定"), (NOTHING, ""), ["没有样品"])
    more = f" · 未监测 {absent} 项次" if absent else ""
    return _tile(
        (Lamp.BEHIND if bounded or unknown else Lamp.ON_TRACK, "≤X / 未定"),
        (f"{bounded} / {unknown}", "项次"),
        ["未检出而检出限高于Ⅰ类 / 不能定类", f"均不参加综合评价{more}"],
        "≤X 只证明不劣于X类；未定是已监测而不能确定类别；未监测是没有做。三者分开计。",
    )
