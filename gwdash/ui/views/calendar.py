"""报送日历: who owes which ledger, who has not handed it in, and how to ask for it."""

from collections import Counter
from urllib.parse import urlencode

import streamlit as st

from gwdash.export.chasing import ORIGIN, calendar_table, chasing_table
from gwdash.export.tables import source_line
from gwdash.intake.calendar import Calendar
from gwdash.queries.calendar import FACES, Duty, Status, latest_due_month
from gwdash.queries.calendar_counts import Counts, counts
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period
from gwdash.ui.choices import Choice, chosen
from gwdash.ui.components.export_menu import Offer, page_exports
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page
from gwdash.ui.views import (
    calendar_chase,
    calendar_duty,
    calendar_grid,
    calendar_picture,
    calendar_starts,
)
from gwdash.ui.views.calendar_kept import read

EVERYBODY = "all"
ANY = "any"
_GROUPS = (("县市区", ("counties",)), ("成员单位", ("units", "office")))
#: Months that one reporter's grid shows.
_MONTHS_SHOWN = 12
_NAMED = 8
#: Where more than this share is missing, most have not begun: marks without a wall of red.
_MOST_SHARE = 0.5
_BEGINNING = (
    "多数台账还没有开始报送。可以在页面下方“起报期”里设定每份台账从哪一期起应报，此前的不计未报。"
)


def show(frame: Frame) -> None:
    """Draw the page."""
    newest = read()
    if not newest.months:
        _nothing_yet(newest)
        return
    month, reporter, status = _choices(newest)
    found = _asked(newest, month, reporter)
    st.html(_title(found, month, reporter))
    st.html(_tiles(counts(found.duties)))
    st.html(_grid(found, month, reporter, status))
    if reporter is None:
        _picture(frame, found, month)
    with st.container(key="card_chase"):
        calendar_chase.show(found, month.label)
    with st.container(key="calendar_starts"):
        calendar_starts.show(found)
    _exports(frame, found, month)
    calendar_duty.show(found.duties)


def _choices(newest: Calendar) -> tuple[Period, Reporter | None, Status | None]:
    months = {month.code: f"应报月份　{month.label}" for month in newest.months}
    latest = latest_due_month(newest.rules.as_of).code
    names = {reporter.code: reporter.name for reporter in REGION.reporters}
    words = {status.value: f"{face.mark} {face.word}" for status, face in FACES.items()}
    with st.container(key="calendar_choices", horizontal=True, vertical_alignment="center"):
        month = chosen(
            Choice("due", "应报月份", months, latest if latest in months else next(iter(months)))
        )
        who = chosen(Choice("who", "填报单位", {EVERYBODY: "全部填报单位"} | names, EVERYBODY))
        state = chosen(Choice("state", "状态", {ANY: "全部状态"} | words, ANY))
        st.html(_day(newest))
    reporter = None if who == EVERYBODY else REGION.reporter(who)
    return Period.parse(month), reporter, None if state == ANY else Status(state)


def _day(newest: Calendar) -> Html:
    return span("gw-muted gw-nowrap", f"截至 {newest.rules.as_of:%Y-%m-%d}，直接读取报送台账")


def _asked(newest: Calendar, month: Period, reporter: Reporter | None) -> Calendar:
    """Return the month for everybody, or the months up to it for one reporter."""
    if reporter is None:
        latest = latest_due_month(newest.rules.as_of)
        return newest if month == latest else read(month)
    return read(month.shifted(1 - _MONTHS_SHOWN), month, reporter)


def _title(found: Calendar, month: Period, reporter: Reporter | None) -> Html:
    """Return the sentence of the page: who has not reported."""
    owing = Counter(duty.reporter for duty in found.chased)
    what = _missing_words(counts(found.duties))
    if reporter is not None:
        when = f"至{month.label}的 {_MONTHS_SHOWN} 个月"
        words = f"{reporter.name}{when}：{what or '应报的都已报'}"
    elif not found.duties:
        words = f"{month.label}没有应报的台账"
    elif not what:
        words = f"{month.label}：到期的都已报"
    else:
        words = f"{month.label}：{len(owing)} 家，{what}"
    return div("gw-rank-title", tag("h1", words, class_="gw-title"), _named(owing, month, reporter))


def _missing_words(n: Counts) -> str:
    """Return how many reports are missing and how many were returned, nothing for none."""
    said = ((n.missing, "未报"), (n.returned, "退回待重报"))
    return "，".join(f"{figure} 份{words}" for figure, words in said if figure)


def _named(owing: Counter[Reporter], month: Period, reporter: Reporter | None) -> Html | None:
    """Return who they are, those who owe most first; each opens its own months."""
    if reporter is not None or not owing:
        return None
    address = page("calendar").address
    names = [
        tag(
            "a", f"{one.name} {n} 份", class_="gw-owing", title=f"看{one.name}近 12 个月的报送",
            href=f"{address}?{urlencode({'due': month.code, 'who': one.code})}",
        )
        for one, n in owing.most_common(_NAMED)
    ]  # fmt: skip
    rest = len(owing) - _NAMED
    return div("gw-owings", names, span("gw-muted", f"等 {len(owing)} 家") if rest > 0 else None)


def _tiles(n: Counts) -> Html:
    still = f"另有 {n.not_yet_due} 份未到期" if n.not_yet_due else "已过报送期限，没有收到"
    facts = (
        ("应报", n.owed, "一家一份台账一期计一份"),
        ("已报", n.handed_in, _handed_in_words(n)),
        ("未报", n.missing, still),
        ("迟报", n.late, "已报中晚于报送期限的"),
        ("退回", n.returned, "退回后还没有重新报送"),
    )
    return div(
        "gw-tiles gw-calendar-tiles",
        [
            div(
                "gw-card gw-tile",
                div("gw-tile-name", name),
                div("gw-tile-figure", str(figure), tag("small", "份")),
                div("gw-tile-line gw-muted", words, title=words),
            )
            for name, figure, words in facts
        ],
    )


def _handed_in_words(n: Counts) -> str:
    rate = f"占应报 {100 * n.handed_in / n.owed:.1f}%，" if n.owed else ""
    return f"{rate}含零报等"


def _grid(found: Calendar, month: Period, reporter: Reporter | None, status: Status | None) -> Html:
    shown: tuple[Duty, ...] = found.duties
    if reporter is None:
        tables = [
            calendar_grid.by_reporter(
                title, [d for d in shown if d.reporter.group in groups], status
            )
            for title, groups in _GROUPS
        ]
    else:
        months = [month.shifted(n) for n in range(1 - _MONTHS_SHOWN, 1)]
        tables = [calendar_grid.by_period(shown, months, status)]
    drawn = [table for table in tables if table is not None]
    body = drawn or div("gw-empty", "没有符合所选条件的台账。")
    n = counts(shown)
    few = n.missing > _MOST_SHARE * n.owed
    return div(
        "gw-card gw-calendar-begins" if few else "gw-card",
        tag("h2", "报送情况", tag("small", "点击一格看是哪一份；“·”为不用报送")),
        div("gw-note", _BEGINNING) if few else None,
        div("gw-calendars", body),
        div("gw-legend", [_legend(one) for one in Status]),
        source(_rules(found)),
    )


def _picture(frame: Frame, found: Calendar, month: Period) -> None:
    """Draw the same grids as charts below one word, for who wants them as pictures."""
    words = source_line(found.rules.as_of, origin=ORIGIN)
    with st.expander("报送情况存为图片", icon=":material/image:"):
        for title, groups in _GROUPS:
            own = [duty for duty in found.duties if duty.reporter.group in groups]
            calendar_picture.show(frame, title, own, month.label, words)


def _legend(status: Status) -> Html:
    face = FACES[status]
    return span(
        "", span(f"gw-duty-mark gw-duty-{status.value}", face.mark), f" {face.word}：",
        face.sentence,
    )  # fmt: skip


def _rules(found: Calendar) -> str:
    words = ["报送期限遇节假日顺延到下一个工作日（国务院办公厅节假日安排）"]
    words += [f"{year} 年节假日未录入，按周末顺延" for year in found.unknown_years]
    if found.not_started:
        names = "、".join(dataset.label for dataset in found.not_started)
        words.append(f"还没有起报的台账：{names}")
    return " · ".join(words)


def _exports(frame: Frame, found: Calendar, month: Period) -> None:
    as_of = found.rules.as_of
    offers = [
        Offer("催报清单", lambda: chasing_table(found.duties, as_of, month.label)),
        Offer("报送日历", lambda: calendar_table(found.duties, as_of, month.label)),
    ]
    page_exports(frame, offers)


def _nothing_yet(newest: Calendar) -> None:
    st.html(
        div(
            "gw-guide",
            tag("h1", "报送日历还没有应报的台账"),
            tag(
                "p",
                "收到第一份报送后，从那一期起列出各单位应报的台账；办公室也可以先设定起报期。",
                class_="gw-muted",
            ),
        )
    )
    with st.container(key="guide_button"):
        st.page_link(page("submit").path, label="上传第一份表", icon=":material/upload_file:")
    with st.container(key="calendar_starts"):
        calendar_starts.show(newest)
