"""The table of 突出问题, and the rules by which a thing is on it."""

from collections.abc import Sequence

from gwdash.assess.closing import Standing
from gwdash.queries.problem_cases import Case
from gwdash.queries.problems import Problem
from gwdash.queries.progress import reporter_name
from gwdash.registry.problems import PROBLEM_KINDS, ProblemKind
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.components.severity import FACES, severity_mark, standing_pill
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, tag

_SHOWN_ROWS = 80
_HEADINGS = ("等级", "类别", "问题", "责任单位", "督办单位", "自何时", "时长", "状态", "证据")


def table(frame: Frame, found: Sequence[Case], *, narrowed: bool, judged: bool) -> Html:
    """Return the problems that the rows show as a table, in the given order.

    `judged` tells whether there are rows for every kind.
    """
    title = tag("h2", f"问题清单（{len(found)} 项）", class_="gw-h2")
    if not found:
        words = "没有符合条件的问题，请改选类别或单位。" if narrowed else "本期没有突出问题。"
        if not (narrowed or judged):
            words = "有台账可查的类别中没有突出问题。"
        return div("", title, div("gw-empty", words))
    rest = len(found) - _SHOWN_ROWS
    more = f"只显示前 {_SHOWN_ROWS} 项，另有 {rest} 项，请按类别或单位筛选，或导出全部。"
    return div(
        "",
        title,
        div(
            "gw-scroll gw-problem-list",
            tag(
                "table",
                tag("thead", tag("tr", [tag("th", word) for word in _HEADINGS])),
                tag("tbody", [_row(frame, case) for case in found[:_SHOWN_ROWS]]),
                class_="gw-table",
            ),
        ),
        div("gw-source", more) if rest > 0 else None,
    )


def _row(frame: Frame, case: Case) -> Html:
    one = case.problem
    since = f"{one.since_on:%Y-%m-%d}" if one.since_on else NOTHING
    supervisors = "、".join(
        reporter_name(code) for code in one.supervisors if code != one.owner_code
    )
    repeated = case.standing is Standing.REOPENED
    return tag(
        "tr",
        tag("td", severity_mark(one.kind.severity, word=True)),
        tag("td", one.kind.label, class_="gw-nowrap"),
        tag("td", _linked(frame, one), _note(one)),
        tag("td", _owner(frame, one), class_="gw-nowrap"),
        tag("td", supervisors or NOTHING, class_="gw-muted"),
        tag("td", since, class_="gw-nowrap"),
        tag("td", one.since, class_="gw-nowrap gw-strong"),
        tag("td", standing_pill(case.standing) if repeated else case.standing.label,
            class_="gw-nowrap"),
        tag("td", trace_link(frame, f"problem:{one.key}", one.text)),
    )  # fmt: skip


def _linked(frame: Frame, one: Problem) -> Html:
    more = {one.kind.choice: one.opens} if one.kind.choice and one.opens else {}
    address = frame.address(one.kind.page, **more)
    return tag("a", one.text, href=address, class_="gw-link-quiet", title="打开所在页面")


def _owner(frame: Frame, one: Problem) -> Html | str:
    if not one.owner_code:
        return one.owner
    choice = {"unit": one.unit} if one.unit else {"county": one.county_code or ""}
    words = "打开一县一单、一单位一单"
    address = frame.address("sheet", **choice)
    return tag("a", one.owner, href=address, class_="gw-link-quiet", title=words)


def _note(one: Problem) -> Html | None:
    return div("gw-small gw-muted", one.note) if one.note else None


def rules() -> Html:
    """Return when a thing is on the list, kind by kind, with thresholds and their sources."""
    return tag(
        "details",
        tag("summary", "认定规则：哪些情况列入突出问题"),
        tag(
            "table",
            tag("thead", tag("tr", [tag("th", w) for w in ("等级", "类别", "规则", "依据")])),
            tag("tbody", [_rule(kind) for kind in PROBLEM_KINDS]),
            class_="gw-table",
        ),
        class_="gw-card gw-rules-fold",
    )


def _rule(kind: ProblemKind) -> Html:
    limits = [
        div("gw-small gw-muted", f"{one.label} {one.value:g}{one.unit}（{one.source}）")
        for one in kind.thresholds
    ]
    return tag(
        "tr",
        tag("td", severity_mark(kind.severity, word=True)),
        tag("td", kind.label, class_="gw-nowrap"),
        tag("td", kind.rule, limits),
        tag("td", kind.source),
    )


def mark_of(kind: ProblemKind) -> str:
    """Return the shape of a kind's severity as plain text."""
    return FACES[kind.severity].mark
