"""项目资金: how much was allocated, came and was spent, by whom, and who pays slowly."""

from collections.abc import Sequence

import streamlit as st

from gwdash.charts.funds import money_bars
from gwdash.export import fund_tables
from gwdash.queries import funds
from gwdash.queries.funds import Group, Money, Project
from gwdash.registry.region import REGION
from gwdash.ui.choices import open_up, opened
from gwdash.ui.components.charts import caption, plot, scope_words
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import NOTHING, percent, source
from gwdash.ui.components.missing import without
from gwdash.ui.components.trace import show_trace, trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag

_VIEWS = {
    "county": "按县市区", "unit": "按申报单位", "document": "按下达文号", "level": "按资金级次",
}  # fmt: skip
_NAMED = 3


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    found = kept(frame.store, funds.projects, frame.scope)
    if not found:
        where = REGION.place_name(frame.scope.county) if frame.scope.county else "各单位"
        st.html(without(f"{where}到本期为止没有报送项目与资金台账，没有可显示的项目。", "project"))
        return
    late = funds.slow(found, frame.as_of)
    st.html(_title(frame, found, late))
    st.html(_tiles(found))
    view = opened("view", _VIEWS, "county")
    _views(view)
    groups = _groups(found, view)
    left, right = st.columns([1.1, 1], gap="small")
    with left, st.container(key="card_funds"):
        st.html(tag("h2", f"{_VIEWS[view]}：下达、到位、支出",
                    span("gw-hint", "万元，按下达从多到少"), class_="gw-h2"))  # fmt: skip
        pictures = plot(
            money_bars(groups, frame.colours), key=f"funds_{view}", alt="下达、到位、支出对比图",
            caption=caption(frame, f"项目资金{_VIEWS[view]}：下达、到位、支出",
                            about=scope_words(frame, f"{len(found)} 个项目，万元，按下达从多到少")),
        )  # fmt: skip
        st.html(source(frame.source_line, pictures))
    with right:
        with st.container(key="card_slow"):
            st.html(_slow(frame, late))
        with st.container(key="card_fund_groups"):
            st.html(_group_table(frame, groups, view))
    with st.container(key="card_projects"):
        st.html(_projects(frame, found))
    page_exports(frame, _offers(frame, found, groups, view))
    show_trace(frame)


def _groups(found: Sequence[Project], view: str) -> list[Group]:
    asked = {
        "county": funds.by_county, "unit": funds.by_unit, "document": funds.by_document,
        "level": funds.by_level,
    }  # fmt: skip
    return asked[view](found)


def _title(frame: Frame, found: Sequence[Project], late: Sequence[funds.Slow]) -> Html:
    money = funds.total(found)
    where = REGION.place_name(frame.scope.county) if frame.scope.county else ""
    amounts = f"到位 {money.received:,.0f} 万元，支出 {money.spent:,.0f} 万元"
    words = f"{frame.period_label}末{where}{amounts}"
    rate = f"，支付率 {percent(money.rate_pct)} " if money.received else "，没有到位资金 "
    names = "、".join(dict.fromkeys(one.project.applicant_name for one in late[:_NAMED]))
    more = f"；{len(late)} 个项目支付慢（{names}{'等' if len(late) > _NAMED else ''}）"
    trace = trace_link(frame, f"funds:{frame.scope.county}", "资金支付率")
    return tag("h1", words, rate, trace, more if late else "", class_="gw-title")


def _tiles(found: Sequence[Project]) -> Html:
    money = funds.total(found)
    unfilled = sum(one.is_unfilled for one in found)
    built = sum(one.build_state in {"finished", "accepted"} for one in found)
    tiles = (
        ("项目", f"{len(found)}", "个", f"完工和验收 {built} 个；{unfilled} 个未填资金"),
        ("下达资金", f"{money.allocated:,.0f}", "万元", _levels(found, funds.Stage.ALLOCATED)),
        ("到位资金", f"{money.received:,.0f}", "万元",
         f"到位率 {percent(money.arrival_pct)}（到位/下达）"),
        ("支出金额", f"{money.spent:,.0f}", "万元", _levels(found, funds.Stage.SPENT)),
        ("支付率", percent(money.rate_pct), "",
         f"{money.spent:,.0f}/{money.received:,.0f} 万元（支出/到位）" if money.received
         else "没有到位资金，不计算"),
    )  # fmt: skip
    return div(
        "gw-fund-tiles",
        [
            div(
                "gw-card gw-tile",
                div("gw-tile-name", name),
                div("gw-tile-figure", figure, tag("small", unit) if unit else None),
                div("gw-tile-line", line, title=line),
            )
            for name, figure, unit, line in tiles
        ],
    )


def _levels(found: Sequence[Project], stage: funds.Stage) -> str:
    return " · ".join(f"{one.label} {one.money.of(stage):,.0f}" for one in funds.by_level(found))


def _views(view: str) -> None:
    with st.container(key="fund_views", horizontal=True):
        for key, words in _VIEWS.items():
            st.button(
                words, key=f"view_{key}", type="primary" if key == view else "secondary",
                on_click=open_up, args=("view", key),
            )  # fmt: skip


def _money(money: Money, digits: int = 2) -> list[Html]:
    """Return the cells of three amounts and their rate; rounded ones keep the cents in a hint."""
    amounts = (money.allocated, money.received, money.spent)
    said = [
        tag("td", f"{one:,.{digits}f}", class_="gw-num", title=f"{one:,.2f} 万元")
        for one in amounts
    ]
    why = None if money.received else "没有到位资金，不计算"
    return [*said, tag("td", percent(money.rate_pct), class_="gw-num gw-strong", title=why)]


def _group_table(frame: Frame, groups: Sequence[Group], view: str) -> Html:
    heads = (
        _VIEWS[view].removeprefix("按"),
        "项目",
        "下达",
        "到位",
        "支出",
        "支付率",
        "到位日期",
        "",
    )
    rows = [
        tag(
            "tr",
            tag("td", one.label),
            tag("td", str(one.n), class_="gw-num"),
            _money(one.money, digits=0),
            tag("td", _days(one), class_="gw-small gw-muted"),
            tag("td", trace_link(frame, f"funds:{one.key}", f"{one.label}支付率")
                if view != "level" and one.key != funds.NO_DOCUMENT else None),
        )
        for one in groups
    ]  # fmt: skip
    return div(
        "",
        tag("h2", "金额和支付率", span("gw-hint", "万元；支付率＝支出/到位"), class_="gw-h2"),
        _table(heads, rows),
    )


def _days(one: Group) -> Html | str:
    """Return the first and the last day on which money came; a day is never broken in two."""
    if not one.received_on:
        return NOTHING
    first, last = one.received_on[0], one.received_on[-1]
    since = span("gw-nowrap", f"{first:%Y-%m-%d}{' 至' if last != first else ''}")
    return since if last == first else span("", since, " ", span("gw-nowrap", f"{last:%Y-%m-%d}"))


def _slow(frame: Frame, late: Sequence[funds.Slow]) -> Html:
    rule = (
        f"到位满 {funds.SLOW_AFTER_DAYS.value:g} 天、支付率低于 {funds.PAY_RATE_FLOOR.value:g}%"
        f"（{funds.PAY_RATE_FLOOR.source}）"
    )
    title = tag("h2", f"支付慢的项目（{len(late)} 个）", span("gw-hint", rule), class_="gw-h2")
    if not late:
        return div("", title, div("gw-empty", "没有支付慢的项目。"))
    rows = [
        tag(
            "tr",
            tag("td", one.project.name),
            tag("td", one.project.applicant_name, class_="gw-nowrap"),
            tag("td", f"{one.project.money.spent:,.0f}/{one.project.money.received:,.0f}",
                class_="gw-num"),
            tag("td", percent(one.project.money.rate_pct), class_="gw-num gw-strong"),
            tag("td", f"到位 {one.days} 天", class_="gw-nowrap"),
            tag("td", trace_link(frame, f"funds:{one.project.project_id}", one.project.name)),
        )
        for one in late
    ]  # fmt: skip
    heads = ("项目", "申报单位", "支出/到位", "支付率", "时长", "")
    return div("", title, _table(heads, rows))


def _projects(frame: Frame, found: Sequence[Project]) -> Html:
    order = sorted(found, key=lambda one: (-one.money.allocated, one.project_id))
    heads = (
        "项目", "任务", "县市区", "申报单位", "总投资", "下达", "到位", "支出", "支付率",
        "下达文号", "到位日期", "建设状态", "",
    )  # fmt: skip
    rows = [
        tag(
            "tr",
            tag("td", one.name, div("gw-small gw-muted", one.project_id)),
            tag("td", _task(one), class_="gw-small"),
            tag("td", one.place, class_="gw-nowrap"),
            tag("td", one.applicant_name, class_="gw-nowrap"),
            tag("td", NOTHING if one.investment is None else f"{one.investment:,.2f}",
                class_="gw-num"),
            tag("td", "资金未填报", colspan="4", class_="gw-muted") if one.is_unfilled
            else _money(one.money),
            tag("td", one.document or NOTHING, class_="gw-small gw-document"),
            tag("td", f"{one.received_on:%Y-%m-%d}" if one.received_on else NOTHING,
                class_="gw-nowrap"),
            tag("td", one.state_label, class_="gw-nowrap"),
            tag("td", trace_link(frame, f"funds:{one.project_id}", one.name)),
        )
        for one in order
    ]  # fmt: skip
    hint = span("gw-hint", "万元，按下达资金从多到少")
    return div(
        "",
        tag("h2", f"项目清单（{len(found)} 个）", hint, class_="gw-h2"),
        div("gw-problem-list", _table(heads, rows)),
        source(frame.source_line),
    )


def _task(one: Project) -> str:
    found = REGION.find_task(one.task_no) if one.task_no else None
    return found.short_name if found else NOTHING


def _table(heads: Sequence[str], rows: Sequence[Html]) -> Html:
    head = tag("thead", tag("tr", [tag("th", word) for word in heads]))
    return div("gw-scroll", tag("table", head, tag("tbody", list(rows)), class_="gw-table"))


def _offers(
    frame: Frame, found: Sequence[Project], groups: Sequence[Group], view: str
) -> list[Offer]:
    about, words = origin(frame), _VIEWS[view]
    heading = words.removeprefix("按")
    return [
        Offer(
            f"项目资金{words}",
            lambda: fund_tables.groups_table(f"项目资金{words}", heading, groups, about),
        ),
        Offer("项目清单", lambda: fund_tables.projects_table(found, about)),
    ]
