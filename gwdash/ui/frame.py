"""The frame around every page: style, the strip of choices, and what the page may read.

The choices stand in the address as codes, so that a link opens the same view; they survive a
change of page through the session.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gwdash.charts.theme import Palette, palette
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.export.tables import source_line
from gwdash.queries import periods as period_queries
from gwdash.queries import reporting
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import Store
from gwdash.ui.choices import Choice, chosen
from gwdash.ui.handle import about
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import PageSpec, menu_place, page
from gwdash.ui.style import stylesheet
from gwdash.ui.visit import (
    NO_VISIT,
    Visit,
    meeting_of,
    newer_version,
    screen_address,
    store_of,
    visit_of,
)

ALL_COUNTIES = "all"
WITHOUT_NEW_AREA = "without"
WITH_NEW_AREA = "with"
_STRIP_CHOICES = ("period", "county", "area")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page run works with; `store` is None in an empty workspace."""

    spec: PageSpec
    colours: Palette
    store: Store | None
    scope: Scope
    tools: DeltaGenerator | None = None
    """The end of the strip, where a page puts its own small tools."""
    visit: Visit = NO_VISIT
    """The meeting and screen that the page was opened from."""

    @property
    def as_of(self) -> date:
        """The last day of the chosen period."""
        return Period.parse(self.scope.period).last_day

    @property
    def period_label(self) -> str:
        """The chosen period as people say it."""
        return Period.parse(self.scope.period).label

    def address(self, key: str, **more: str) -> str:
        """Return the address of a page with the same choices."""
        choices = {"period": self.scope.period, "county": self.scope.county or ALL_COUNTIES}
        choices["area"] = WITH_NEW_AREA if self.scope.include_new_area else WITHOUT_NEW_AREA
        return f"{page(key).address}?{urlencode(choices | self.visit.choices | more)}"

    @property
    def source_line(self) -> str:
        """Where the figures of the page come from."""
        return source_line(self.as_of, self.store.version if self.store else 0)


def open_frame(key: str) -> Frame:
    """Draw style and strip, and return what the page named `key` reads."""
    colours = palette(st.context.theme.type)
    spec = page(key)
    st.html(stylesheet(colours))
    st.html(_of_the_page(spec, colours))
    visit, store = _opened(spec)
    switch = _theme_switch(spec, colours)
    if store is None:
        with st.container(key="strip", horizontal=True, vertical_alignment="center"):
            st.html(div("gw-facts", span("gw-muted", "还没有数据"), span("gw-ends", switch)))
        return Frame(spec, colours, None, Scope(""))
    months, opening = kept(store, _calendar)
    strip = st.container(key="strip", horizontal=True, vertical_alignment="center")
    with strip:
        scope = _choices(months, opening)
        st.html(_facts(store, scope, switch, _of_the_visit(spec, visit, store, scope)))
    return Frame(spec, colours, store, scope, strip, visit)


def _opened(spec: PageSpec) -> tuple[Visit, Store | None]:
    """Return the visit and what the page reads; the run ends here where that is not there."""
    try:
        visit = visit_of(spec)
        return visit, store_of(spec, visit)
    except GwdashError as error:
        if "version" not in st.query_params:
            raise
        st.error(str(error), icon=":material/info:")
        st.html(tag("a", "改看最新数据", class_="gw-link gw-newest", href=spec.address))
        st.stop()


def _of_the_visit(
    spec: PageSpec, visit: Visit, store: Store, scope: Scope
) -> tuple[str, Html] | None:
    """Return what the strip says of a visit, and the links back; None where there is none."""
    if visit.version is None:
        return None
    words = f"会议数据版本 v{store.version}"
    if store.version != visit.version:
        words = f"本页为最新数据 v{store.version}，会议用 v{visit.version}"
    elif newer := newer_version(store.version):
        words += f" · 已有新数据 v{newer}，会议结束前不变"
    leave = tag(
        "a", "改看最新数据", class_="gw-theme", href=spec.address, title="离开会议的数据版本"
    )
    return words, span("gw-back", way_back(visit, scope), leave)


def way_back(visit: Visit, scope: Scope) -> Html | None:
    """Return the link to the screen that a page was opened from, None where there is none."""
    meeting = meeting_of(visit)
    place = meeting.place_of(visit.screen) if meeting else None
    if meeting is None or place is None:
        return None
    area = WITH_NEW_AREA if scope.include_new_area else WITHOUT_NEW_AREA
    county = scope.county or ALL_COUNTIES
    address = screen_address(meeting.meeting_id, visit.screen, county=county, area=area)
    return tag("a", f"↩ 返回会议：第 {place} 屏", class_="gw-theme gw-return", href=address)


def _of_the_page(spec: PageSpec, colours: Palette) -> Html:
    """Return the rules of one page: its menu is marked, choices that change nothing are hidden."""
    rules: list[str] = []
    place = menu_place(spec)
    if place is not None:
        rules.append(
            f'.rc-overflow-item:nth-child({place}) [data-testid="stTopNavSection"]'
            f"{{color:{colours.accent};border-bottom-color:{colours.accent};font-weight:700}}"
        )
    if not spec.scoped:
        choices = ",".join(f".st-key-choice_{name}" for name in _STRIP_CHOICES)
        rules.append(f"{choices}{{display:none!important}}")
    return Html(f"<style>{''.join(rules)}</style>")


def _calendar(store: Store) -> tuple[list[Period], Period | None]:
    """Return the months of a version and the one to open with."""
    months = period_queries.months(store)
    return months, period_queries.opening(months, reporting.reported_months(store))


def _choices(months: list[Period], opening: Period | None) -> Scope:
    """Draw the three choices and return what is chosen."""
    labels = {month.code: f"报告期　{month.label}" for month in months}
    period = chosen(Choice("period", "报告期", labels, opening.code if opening else ""))
    places = {ALL_COUNTIES: "全部县市区"} | {c.code: c.name for c in REGION.counties}
    county = chosen(Choice("county", "县市区", places, ALL_COUNTIES))
    areas = {
        WITHOUT_NEW_AREA: f"不含{REGION.new_area}直管区",
        WITH_NEW_AREA: f"含{REGION.new_area}直管区",
    }
    area = chosen(Choice("area", "统计范围", areas, WITHOUT_NEW_AREA))
    return Scope(period, "" if county == ALL_COUNTIES else county, area == WITH_NEW_AREA)


def _theme_switch(spec: PageSpec, colours: Palette) -> Html:
    """Return the link to the other theme; the browser keeps the choice for all pages."""
    other, words = ("light", "☀ 浅色") if colours.mode == "dark" else ("dark", "☾ 深色大屏")
    address = f"{spec.address}?{urlencode({**st.query_params.to_dict(), 'theme': other})}"
    return tag("a", words, class_="gw-theme", href=address, title="切换浅色与深色，各页相同")


def _facts(
    store: Store, scope: Scope, switch: Html, visited: tuple[str, Html] | None = None
) -> Html:
    """Return the strip's right part: version, time, who reported, the theme, the demo badge."""
    facts = about(workspace(), store.version)
    said, back = visited or (f"数据版本 v{store.version}", None)
    words = [said]
    if facts.published_at:
        words.append(f"{facts.published_at:%Y-%m-%d %H:%M} 发布")
    state = kept(store, reporting.task_reports, scope.period)
    words.append(f"{state.n_reported}/{state.n_due} 家审核通过")
    badge = span("gw-badge", "演示数据") if facts.demo else None
    return div(
        "gw-facts", span("gw-muted", " · ".join(words)), span("gw-ends", back, switch, badge)
    )
