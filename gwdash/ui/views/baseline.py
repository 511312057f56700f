"""年度任务: the plan with its first deadlines, its adjustments with reasons, and its editing."""

from collections.abc import Mapping

import streamlit as st

from gwdash.config import workspace
from gwdash.intake import edits
from gwdash.intake.baseline import Adjustment, Baseline, baseline, told_at
from gwdash.registry.datasets import WORK_PLAN
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.day_words import day_words
from gwdash.ui.views.edit_panel import changes, edit_panel, named, nothing_yet

#: How many new items are named; the table of the plan has them all.
_NAMED = 12


def show(frame: Frame) -> None:
    """Draw the page."""
    found = baseline(workspace())
    with st.container(key="card_plan"):
        st.html(_heading(frame, found))
        if not found.adjustments:
            nothing_yet(
                "还没有年度任务分解表。办公室下载模板，填好后上传；上传后在这里查看和调整。",
                "去数据填报下载模板",
                WORK_PLAN,
            )
            return
        edit_panel(frame, WORK_PLAN)
        st.html(
            div(
                "gw-source",
                "改动多时，可在",
                tag("a", "数据填报", class_="gw-link", href="submit?dataset=work_plan"),
                "下载预填的模板，整表改好后上传；同样形成一次调整。",
            )
        )
    left, right = st.columns([1, 1.4], gap="small")
    names = _names()
    with left, st.container(key="card_moved"):
        st.html(_moved(found, names))
    with right, st.container(key="card_adjustments"):
        st.html(tag("h2", "历次下达和调整", class_="gw-h2"))
        for one in found.adjustments:
            with st.expander(_title(one)):
                st.html(_adjustment(one, names))


def _heading(frame: Frame, found: Baseline) -> Html:
    steps = [one for one in found.adjustments if not one.is_new_year]
    moved = sum(1 for deadline in found.deadlines.values() if deadline.n_moved)
    facts = (
        f"　下达 {len(found.adjustments) - len(steps)} 次 · 年内调整 {len(steps)} 次 · "
        f"时限调整过的事项 {moved} 项"
        if found.adjustments
        else ""
    )
    return tag("h1", frame.spec.title, span("gw-muted gw-sub-title", facts), class_="gw-title")


def _moved(found: Baseline, names: Mapping[str, str]) -> Html:
    """Return the items whose deadline was moved, the latest deadline beside the first."""
    moved = {item: one for item, one in found.deadlines.items() if one.n_moved}
    head = tag("tr", [tag("th", word) for word in ("事项", "原时限", "现时限", "调整")])
    lines = [
        tag(
            "tr",
            tag("td", tag("b", names.get(item, "")), div("gw-small gw-muted", item)),
            tag("td", day_words(one.first), class_="gw-nowrap"),
            tag(
                "td", day_words(one.now), span("gw-late", " 延后") if one.later else None,
                class_="gw-nowrap",
            ),
            tag("td", f"{one.n_moved} 次", class_="gw-nowrap"),
        )
        for item, one in sorted(moved.items())
    ]  # fmt: skip
    table = tag("table", tag("thead", head), tag("tbody", lines), class_="gw-table")
    return div(
        "",
        tag("h2", "时限调整过的事项", class_="gw-h2"),
        div("gw-scroll", table) if lines else div("gw-empty", "没有事项调整过完成时限。"),
        source("时限延后会使序时进度变低；各页按现时限评估，并标出原时限。"),
    )


def _names() -> dict[str, str]:
    """Return the names of the items as the newest plan has them."""
    found = edits.choices(workspace(), WORK_PLAN)
    names: dict[str, str] = {}
    for one in reversed(found):
        rows = edits.editable(workspace(), one.id).rows
        names |= dict(zip(rows["item_id"].to_pylist(), rows["item_name"].to_pylist(), strict=True))
    return names


def _title(one: Adjustment) -> str:
    what = "下达" if one.is_new_year else "调整"
    counts = (
        ("新增", len(one.found.added)), ("修改", len(one.found.changed)),
        ("减少", len(one.found.removed)), ("其中时限调整", len(one.moved)),
    )  # fmt: skip
    said = "，".join(f"{word} {n} 项" for word, n in counts if n) or "事项和时限没有变化"
    year = Period.parse(one.submission.period).label
    return f"{told_at(one):%Y-%m-%d}　{year}{what}：{said}"


def _adjustment(one: Adjustment, names: Mapping[str, str]) -> Html:
    kept = one.submission
    facts = (
        ("原因", one.reason or "没有写明（随表格上传，未填原因）"),
        ("经办", f"{REGION.reporter(kept.reporter).name} {kept.actor}"),
        ("时间", f"{told_at(one):%Y-%m-%d %H:%M}"),
        ("来源", f"{kept.kind.label} {kept.file_name}，第 {kept.id} 号报送"),
    )
    rows = [tag("tr", tag("th", name), tag("td", said)) for name, said in facts]
    table = tag("table", rows, class_="gw-facts-table")
    if not one.found:
        return table
    if one.is_new_year and not one.found.changed:
        return div("", table, div("gw-small gw-muted", _added(one, names)))
    return div("", table, changes(one.found, WORK_PLAN, names))


def _added(one: Adjustment, names: Mapping[str, str]) -> str:
    """Return what a plan added: the first items by name, of the rest the number."""
    added = [named(WORK_PLAN, key, names) for key in one.found.added]
    more = f" 等 {len(added)} 项" if len(added) > _NAMED else ""
    return f"新增事项：{'、'.join(added[:_NAMED])}{more}。"
