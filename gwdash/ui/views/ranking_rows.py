"""The ranked counties as rows with a stacked bar, and the rule they are scored by."""

from collections.abc import Sequence

from gwdash.assess.ranking import ZERO, Part, Report, Standing, losses
from gwdash.assess.scheme import FULL_SCORE, Scheme
from gwdash.queries.ranking import Board
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import NOTHING, source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_NAMED_LOSSES = 2


def card(frame: Frame, board: Board, shown: Sequence[Standing], scheme: Scheme) -> Html:
    """Return the counties in order, each with the reasons of its largest losses."""
    rows = [row(frame, one, board.moves[one.county_code], scheme) for one in shown]
    return div(
        "gw-card",
        tag("h2", "得分与名次", tag("small", "百分制；色条为各指标得分，下行为失分原因")),
        div(
            "gw-legend gw-rank-legend",
            [_legend(n, one.label) for n, one in enumerate(scheme.indicators, 1)],
        ),
        div("gw-ranks", rows),
        source(
            f"{frame.source_line} · {scheme.name} {scheme.version} · "
            f"任务进展按县市区报送，不分{REGION.new_area}范围"
        ),
    )


def _legend(number: int, label: str) -> Html:
    return span("", tag("i", class_=f"gw-part gw-part-{number}"), f" {label}")


def state_badge(scheme: Scheme) -> Html:
    """Return how far the office has confirmed the ranks."""
    return span("gw-badge", scheme.state, title="办公室标为已核对、已审定前，名次只供内部参考。")


def why_nobody(board: Board) -> str:
    """Return why no county has a rank in the period."""
    if any(one.entry.report is not Report.NEVER for one in board.standings):
        return "本期应完成的进度还太少，各县市区参评分值占比都不够，暂不排名。"
    return (
        "还没有可以排名的县市区：年度任务分解表和县市区的重点任务进展情况表审核通过后，"
        "得分和名次随后显示。"
    )


def county_name(one: Standing) -> str:
    """Return the name of the county that stands here."""
    return REGION.county(one.county_code).name


def row(
    frame: Frame, one: Standing, move: int | None, scheme: Scheme, *, brief: bool = False
) -> Html:
    """Return one county: rank, score by indicator, the largest losses in words, the movement.

    A brief row names the largest loss only; what is cut off stands in its hint.
    """
    full = _reasons(one, scheme)
    why = _reasons(one, scheme, named=1) if brief else full
    line = div(
        f"gw-rank{' gw-rank-carried' if _carried(one) else ''}",
        _place(one),
        span("gw-strong", county_name(one)),
        div("gw-rank-body", _bar(one, scheme), div("gw-under", why, title=full)),
        span("gw-pct gw-num", NOTHING if one.score is None else str(one.score)),
        _move(one, move),
    )
    return tag("a", line, href=frame.address("tasks", county=one.county_code))


def _carried(one: Standing) -> bool:
    return one.entry.report is Report.MISSING


def _place(one: Standing) -> Html:
    if one.rank is None:
        return span("gw-rank-no gw-muted", NOTHING, title=one.apart)
    tied = tag("small", "并列") if one.tied else None
    return span("gw-rank-no", str(one.rank), tied)


def _bar(one: Standing, scheme: Scheme) -> Html:
    numbers = {indicator.code: n for n, indicator in enumerate(scheme.indicators, 1)}
    said = "，".join(f"{part.label} {part.points}/{part.full}" for part in one.parts)
    segments = [_segment(part, numbers[part.code]) for part in one.parts if one.score is not None]
    return div("gw-stack", segments, role="img", aria_label=said or one.apart, title=said or None)


def _segment(part: Part, number: int) -> Html:
    width = 100 * part.points / FULL_SCORE
    return tag("i", class_=f"gw-part-{number}", style=f"width:{width:.2f}%")


def _reasons(one: Standing, scheme: Scheme, named: int = _NAMED_LOSSES) -> str:
    """Return why points were lost, in words, the largest losses first."""
    if one.apart:
        return one.apart
    carried = f"沿用{one.entry.carried_from}数值；" if _carried(one) else ""
    found = losses(one, scheme)
    if not found:
        return f"{carried}没有失分"
    words = "，".join(f"{loss.words} −{loss.points}" for loss in found[:named])
    rest = len(found) - named
    return f"{carried}{words}" + (f" 等 {len(found)} 项" if rest > 0 and named > 1 else "")


def _move(one: Standing, places: int | None) -> Html:
    if places is None:
        words = "本期没有名次" if one.rank is None else "上期没有名次，不比较"
        return span("gw-muted", NOTHING, title=words)
    if places == 0:
        return span("gw-muted gw-num", "持平", title="名次与上期相同")
    kind, arrow = ("gw-up", "▲") if places > 0 else ("gw-down", "▼")
    words = f"较上期{'上升' if places > 0 else '下降'} {abs(places)} 位"
    return span(f"gw-num {kind}", f"{arrow}{abs(places)}", title=words)


def loss_card(frame: Frame, one: Standing, scheme: Scheme) -> Html:
    """Return everything that cost one county points, the largest first."""
    name = REGION.county(one.county_code).name
    found = losses(one, scheme) if one.score is not None else []
    most = max((loss.points for loss in found), default=ZERO)
    rows = [
        div(
            "gw-loss",
            span("", loss.words),
            div(
                "gw-stack",
                tag("i", class_="gw-part-1", style=f"width:{100 * loss.points / most:.1f}%"),
            ),
            span("gw-num", f"−{loss.points}"),
        )
        for loss in found
    ]
    empty = div("gw-empty", one.apart or "本期没有失分。")
    return div(
        "gw-card",
        tag("h2", f"{name}失分明细", tag("small", "单位：分；扣分前请与县市区核对")),
        div("", rows) if rows else empty,
        source(f"{frame.source_line} · 任务进度的失分按各事项与序时进度的差距和权重分摊"),
    )


def rules(scheme: Scheme) -> Html:
    """Return the rule: weights, deductions, ties and what happens to those who do not report."""
    rows = [
        tag(
            "tr",
            tag("td", one.label, class_="gw-nowrap gw-strong"),
            tag("td", f"{one.weight:g} 分", class_="gw-num"),
            tag("td", one.rule),
        )
        for one in scheme.indicators
    ]
    return div(
        "gw-card",
        tag("h2", "评分规则", tag("small", f"{scheme.name} {scheme.version}")),
        tag("table", tag("tbody", rows), class_="gw-table gw-rule"),
        [tag("p", words, class_="gw-p") for words in _sentences(scheme)],
        source(f"来源：{scheme.source} · 性质：{scheme.state}，内部测算"),
    )


def _sentences(scheme: Scheme) -> tuple[str, ...]:
    return (
        (
            f"扣分：本期迟报扣 {scheme.late_deduction:g} 分，"
            f"未报扣 {scheme.missing_deduction:g} 分，扣完为止。"
        ),
        "未报：沿用最近一次审核通过的数值，注明沿用并扣分；从未报送的单列，不排名。",
        (
            f"并列：按显示的 {scheme.decimals} 位小数比较，得分相同名次相同，下一名顺延"
            "（1、1、3），并列的按县市区代码排列。"
        ),
        (
            "不适用的指标不参评，其余权重折算为100分；"
            f"参评分值占比低于 {scheme.least_share_pct:g}% 的不排名。"
        ),
    )
