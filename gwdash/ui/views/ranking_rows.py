"""The ranked counties as rows with a stacked bar, and the rule they are scored by."""

from collections.abc import Sequence
from decimal import Decimal

from gwdash.assess.ranking import ZERO, Report, Standing, losses
from gwdash.assess.scheme import FULL_SCORE, Scheme
from gwdash.intake.ranking_review import ReviewView
from gwdash.queries.ranking import Board
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import NOTHING, source
from gwdash.ui.components.missing import missing, without
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.ranking_groups import groups, point_words

_NAMED_LOSSES = 2


def card(frame: Frame, board: Board, shown: Sequence[Standing]) -> Html:
    """Return the counties in order, each with the reasons of its largest losses."""
    rows = [_with_sheet(frame, one, row(frame, one, board)) for one in shown]
    return div(
        "gw-card",
        tag("h2", "得分与名次", tag("small", "百分制；色条为各类指标得分，下行为失分原因")),
        div(
            "gw-legend gw-rank-legend",
            [_legend(one.colour, f"{one.label} {point_words(one.weight)}分")
             for one in groups(board.scheme)],
        ),
        div("gw-ranks", rows),
        source(
            f"{frame.source_line} · {board.scheme.name} {board.scheme.version} · "
            f"排名一律不含{REGION.new_area}直管区"
        ),
    )  # fmt: skip


def _legend(colour: int, label: str) -> Html:
    return span("", tag("i", class_=f"gw-part gw-part-{colour}"), f" {label}")


def state_badge(review: ReviewView) -> Html:
    """Return how far the office has confirmed the ranks."""
    changed = " gw-badge-changed" if review.changed else ""
    return span(f"gw-badge{changed}", review.badge, title=review.sentence)


def why_nobody(board: Board) -> Html:
    """Return why no county has a rank in the period, and what is done about it."""
    if any(one.entry.report is not Report.NEVER for one in board.standings):
        return missing("本期应完成的进度还太少，各县市区参评分值占比都不够，暂不排名。")
    words = (
        "还没有可以排名的县市区：年度任务分解表和县市区的重点任务进展情况表审核通过后，"
        "得分和名次随后显示。"
    )
    return without(words, TASK_PROGRESS.name)


def county_name(one: Standing) -> str:
    """Return the name of the county that stands here."""
    return REGION.county(one.county_code).name


def row(frame: Frame, one: Standing, board: Board, *, brief: bool = False) -> Html:
    """Return one county: rank, score by indicator, the largest losses in words, the movement.

    A brief row names the largest loss only; what is cut off stands in its hint.
    """
    full = _reasons(one, board.scheme)
    why = _reasons(one, board.scheme, named=1) if brief else full
    line = div(
        f"gw-rank{' gw-rank-carried' if _carried(one) else ''}",
        _place(one),
        span("gw-strong", county_name(one), _flag(one)),
        div("gw-rank-body", _bar(one, board.scheme), div("gw-under", why, title=full)),
        span("gw-pct gw-num", NOTHING if one.score is None else str(one.score)),
        _move(one, board),
    )
    return tag("a", line, href=frame.address("tasks", county=one.county_code))


def _with_sheet(frame: Frame, one: Standing, line: Html) -> Html:
    """Return a county's row with the way to its printable sheet."""
    said = f"{county_name(one)}：一县一单，可打印"
    to = frame.address("sheet", unit=one.county_code)
    link = tag(
        "a", "一县一单", class_="gw-link gw-sheet-link", href=to, title=said, aria_label=said
    )
    return div("gw-sheet-row", line, link)


def _carried(one: Standing) -> bool:
    return one.entry.report is Report.MISSING


def _place(one: Standing) -> Html:
    if one.rank is None:
        return span("gw-rank-no gw-muted", NOTHING, title=one.apart)
    tied = tag("small", "并列") if one.tied else None
    return span("gw-rank-no", str(one.rank), tied)


def _flag(one: Standing) -> Html | None:
    """Return the mark of 约束性情形; the number beside it is not changed by it."""
    if not one.constraints:
        return None
    said = "；".join(event.words for event in one.constraints)
    return span("gw-flag", "约束", title=f"约束性情形：{said}。不得评优，不改变得分。")


def _bar(one: Standing, scheme: Scheme) -> Html:
    found = [(group, group.points(one.parts)) for group in groups(scheme)]
    known = [(group, *points) for group, points in found if points is not None]
    said = "，".join(f"{group.label} {got}/{full}" for group, got, full in known)
    segments = [_segment(group.colour, got) for group, got, _ in known if one.score is not None]
    return div("gw-stack", segments, role="img", aria_label=said or one.apart, title=said or None)


def _segment(colour: int, points: Decimal) -> Html:
    width = 100 * points / FULL_SCORE
    return tag("i", class_=f"gw-part-{colour}", style=f"width:{width:.2f}%")


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


def _move(one: Standing, board: Board) -> Html:
    places = board.moves[one.county_code]
    if places is None and board.rescored and one.rank is not None:
        return span("gw-muted gw-small", "改版", title="方案改版，不比较")
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
        source(f"{frame.source_line} · 任务进度的失分按各事项与序时的差距和权重分摊"),
    )
