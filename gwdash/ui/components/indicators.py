"""Indicators on a page: a card each with n/N, target and months, and the table of counties."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from gwdash.assess.targets import DEFAULT_RULE, FACES, Verdict, verdict_word
from gwdash.charts.trend_line import HEIGHT, WIDTH, trend_line
from gwdash.queries.indicators import CITY, Compared, Reading, Readings
from gwdash.registry.indicator import Indicator
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import mark, signed, source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

History = Mapping[str, Sequence[tuple[str, Reading | None]]]


def cards(frame: Frame, indicators: Sequence[Indicator], found: Readings, history: History) -> Html:
    """Return a card for each indicator in the frame's county, or in the city without one."""
    county = frame.scope.county or CITY
    shown = [one for one in indicators if one.by_county or county == CITY]
    return div(
        "gw-indicators",
        [_card(frame, found.of(one.code, county), history.get(one.code, ())) for one in shown],
    )


def _card(frame: Frame, reading: Compared, history: Sequence[tuple[str, Reading | None]]) -> Html:
    now = reading.now
    one = now.indicator
    values = [past.value_pct if past else None for _, past in history]
    first = next((period for period, past in history if past and past.value_pct is not None), "")
    picture = trend_line(values, one.target.value_pct, frame.colours)
    return div(
        "gw-card gw-indicator",
        div("gw-card-row", span("gw-strong", one.label), trace(frame, now)),
        div("gw-card-figure", now.figure, tag("small", now.counts)),
        div("gw-card-row", verdict(now), span("gw-muted gw-small", f"目标 {one.target.words}")),
        div("gw-card-row gw-small", _change("较上期", reading.change_pp),
            _change("较去年同期", reading.year_change_pp)),
        _line(one, picture, first, now.period) if first else None,
        div("gw-muted gw-small", _remarks(now)),
        title=one.rule,
    )  # fmt: skip


def _line(one: Indicator, picture: str, first: str, last: str) -> Html:
    """Return the months of an indicator as a line, and which months they are."""
    months = "各月" if first == last else f"{first} 至 {last} 各月"
    target = "" if one.target.value_pct is None else "，虚线为目标"
    words = f"{months}{target}"
    return div(
        "gw-muted gw-small",
        tag("img", src=picture, width=WIDTH, height=HEIGHT, class_="gw-line",
            alt=f"{one.label}{words}"),
        words,
    )  # fmt: skip


def trace(frame: Frame, reading: Reading) -> Html:
    """Return the link that opens the rows behind a reading."""
    code = reading.indicator.code
    place = f":{reading.county_code}" if reading.county_code else ""
    return trace_link(frame, f"indicator:{code}{place}", reading.indicator.label)


def verdict(reading: Reading) -> Html:
    """Return how a reading stands against its target: the lamp's shape and the word."""
    face = FACES[reading.verdict]
    word = verdict_word(reading.verdict, reading.indicator.direction)
    if reading.verdict is Verdict.NOTHING_DUE:
        word = reading.indicator.nothing_due
    return span("gw-nowrap", mark(face.lamp), f" {word}")


def _change(words: str, points: float | None) -> Html:
    said = "—" if points is None else f"{signed(points)} 个百分点"
    return span("gw-muted gw-num", f"{words} {said}")


def _remarks(reading: Reading) -> str:
    """Return what stands beside the number so that it misleads nobody."""
    said = []
    if reading.n_not_monitored:
        said.append(f"{reading.n_not_monitored} 个未监测")
    if reading.n_undecided:
        said.append(f"{reading.n_undecided} 个无法判定")
    if reading.n_not_reported:
        said.append(f"{reading.n_not_reported} 个未报")
    return "，".join(said)


def county_table(frame: Frame, indicators: Sequence[Indicator], found: Readings) -> Html:
    """Return the counties against the indicators that compare them, each with n/N."""
    shown = [one for one in indicators if one.by_county]
    if not shown:
        return div("gw-empty", "这项任务的指标只算全市，不比较县市区。")
    head = tag("tr", tag("th", "县市区"), [tag("th", one.label, title=one.rule) for one in shown])
    rows = [
        _county_row(frame, code, [found.of(one.code, code).now for one in shown])
        for code in [county.code for county in REGION.counties]
        if frame.scope.county in {"", code}
    ]
    city = _county_row(frame, CITY, [found.of(one.code).now for one in shown])
    foot = tag("tfoot", city) if not frame.scope.county else None
    return div(
        "gw-scroll",
        tag("table", tag("thead", head), tag("tbody", rows), foot,
            class_="gw-table gw-county-indicators"),
        source(f"{frame.source_line} · {DEFAULT_RULE.sentence}"),
    )  # fmt: skip


def _county_row(frame: Frame, code: str, readings: Sequence[Reading]) -> Html:
    name = REGION.place_name(code) if code else "全市"
    return tag("tr", tag("th", name, scope="row"), [_county_cell(frame, one) for one in readings])


def _county_cell(frame: Frame, reading: Reading) -> Html:
    face = FACES[reading.verdict]
    kept = {"period": frame.scope.period, "trace": f"indicator:{reading.indicator.code}:"
            f"{reading.county_code}"}  # fmt: skip
    words = verdict_word(reading.verdict, reading.indicator.direction)
    if reading.value_pct is None:
        return tag("td", span("gw-muted", reading.counts), class_="gw-num")
    figure = "" if reading.unstable else f" {reading.figure}"
    return tag(
        "td",
        mark(face.lamp),
        tag("a", figure or f" {reading.counts}", class_="gw-quiet",
            href=f"{frame.spec.address}?{urlencode(kept)}", title=f"{words}，数据溯源"),
        span("gw-muted gw-small", f" {reading.counts}") if figure else None,
        class_="gw-num gw-nowrap",
    )  # fmt: skip
