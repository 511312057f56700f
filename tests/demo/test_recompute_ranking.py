"""Scores, places, moves and reasons of the counties, computed again from the raw files."""

import json
import re
from collections import Counter
from decimal import Decimal

import pytest
import raw_rules as rules
from ranking_words import N_COUNTIES, expected_lines, month, place, points, shown_line
from screen import classed, numbers, only, opened, text

from gwdash.assess.scheme import current_scheme
from gwdash.queries import ranking
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_current

#: The page shows the places of so many periods; with these five every period is covered.
N_SHOWN = 6
LAST_OF_EACH = ("2022-06", "2022-12", "2023-06", "2023-12", "2024-06")
#: 2022-06 has places 1, 1, 3 and 5, 5; 2022-02 is before anything was expected of a county;
#: 2023-09 and 2024-06 each have a county that did not report.
PERIODS = ("2022-02", "2022-06", "2023-09", "2023-12", "2024-03", "2024-06")
REPORTS = {
    "on_time": "✓ 按时报送", "late": "▲ 迟报", "missing": "○ 未报，沿用上期",
}  # fmt: skip


@pytest.fixture(scope="module", params=PERIODS)
def period(request):
    return request.param


@pytest.fixture(scope="module")
def opening(demo_city, period):
    return opened(demo_city, "ranking", period=period)


@pytest.fixture(scope="module")
def page(opening):
    return opening[0]


@pytest.fixture(scope="module")
def scores(raw, period):
    return raw.scores(period)


@pytest.fixture(scope="module")
def places(scores):
    return rules.ranks(scores)


@pytest.fixture(scope="module")
def timing(raw, period):
    return {county: raw.reports(county, period) for county in rules.COUNTIES}


# -- every period -----------------------------------------------------------------------------


@pytest.mark.parametrize("last", LAST_OF_EACH)
def test_places_of_every_period(demo_city, raw, last):
    board = ranking.board(open_current(demo_city), Scope(last), current_scheme())
    found = {
        period.code: {REGION.county(code).name: rank for code, rank in places.items()}
        for period, places in board.history
    }
    months = [rules.before(last, n) for n in range(N_SHOWN)]
    assert found == {month: rules.ranks(raw.scores(month)) for month in months}


def test_equals_share_a_place_and_the_next_one_is_passed_over(raw):
    june = sorted(rules.ranks(raw.scores("2022-06")).values())
    assert june[:6] == [1, 1, 3, 4, 5, 5]
    assert june[6] == 7


# -- the page ---------------------------------------------------------------------------------


def test_rows_of_the_ranking(page, raw, period):
    rows = classed(only(page, "gw-ranks"), "gw-rank")
    assert list(map(shown_line, rows)) == expected_lines(raw, period)


def test_the_sentence_of_the_page(page, scores, places, period, timing):
    words = text(only(page, "gw-title"))
    ranked = [one for one in scores if not one.apart]
    if not ranked:
        assert words == f"{month(period)}县市区排名：暂无名次"
        return
    first = "、".join(one.county for one in ranked if places[one.county] == 1)
    last = ranked[-1]
    silent = [one.county for one in ranked if timing[one.county].now == "missing"]
    assert words == (
        f"{month(period)}：{first}第一（{points(ranked[0].total)}），"
        f"{last.county}居末（{points(last.total)}）"
        + (f"，{'、'.join(silent)}未报、沿用上期" if silent else "")
    )


def test_the_table_of_all_figures(page, scores, places, timing):
    rows = [row for row in page.iter("tr") if len(row) == 9 and row[0].tag == "td"]
    for row, one in zip(rows, scores, strict=True):
        rank, reports = places[one.county], timing[one.county]
        parts = {p[0]: p for p in one.parts}
        carried = f"数值为{month(reports.last)}所报" if reports.now == "missing" else ""
        cut = one.deduction and not one.apart
        assert [text(cell).removesuffix("溯源").rstrip() for cell in row] == [
            place(rank, places.values(), " "),
            one.county,
            "—" if one.apart else points(one.total),
            *(figures(parts.get(i["label"]), apart=one.apart) for i in rules.SCHEME["indicators"]),
            REPORTS[reports.now] + carried,
            f"−{points(one.deduction)}" if cut else "0",
            f"{one.share}%",
        ]


def figures(part, *, apart):
    """Rate, n/N and points of an indicator; a dash where nothing was due."""
    if part is None:
        return "—"
    _, rate, n, of, got, full = part
    said = "不计分" if apart else f"{points(got)}/{points(full)} 分"
    return f"{100 * float(rate):.1f}%　{n}/{of}　{said}"


def test_the_chart_shows_the_places_of_the_last_periods(opening, raw, period, places):
    charts = opening[1].get("plotly_chart")
    if not any(places.values()):
        assert not charts
        return
    months = [rules.before(period, n) for n in reversed(range(N_SHOWN))]
    shown = [rules.ranks(raw.scores(m)) if m >= "2022-01" else None for m in months]
    figure = json.loads(charts[0].proto.spec)
    found = {trace["name"]: trace["y"] for trace in figure["data"]}
    assert found == {
        county: [ranks[county] for ranks in shown if ranks is not None] for county in rules.COUNTIES
    }


def test_no_number_of_the_ranking_was_not_computed_again(page, places, raw, period):
    """What is left are the words of the scheme, the date, and where rates begin to be unstable."""
    rows = [row for row in page.iter("tr") if len(row) == 9 and row[0].tag == "td"]
    checked = [only(page, "gw-title"), only(page, "gw-facts"), *classed(page, "gw-rank"), *rows]
    rule = rule_card(page)
    weights = [str(one["weight"]) for one in rules.SCHEME["indicators"]]
    version = re.findall(r"\d+", rules.SCHEME["version"])
    dated = re.findall(r"\d+", f"{rules.last_day(period)} v{raw.version[0]}")
    n_dated = 3 if any(places.values()) else 2
    left = numbers(page) - numbers(*checked, rule)
    assert left == Counter([*weights, *version, *n_dated * dated, "5"])
    scheme = {name: str(rules.SCHEME[name]) for name in ("late_deduction", "missing_deduction",
              "least_share_pct", "decimals")}  # fmt: skip
    ties, never, full = ["1", "1", "3"], ["0"], ["100"]
    assert numbers(rule) == Counter([*weights, *version, *scheme.values(), *ties, *never, *full])


def rule_card(page):
    """The card with the words of the rule."""
    (found,) = [card for card in classed(page, "gw-card") if classed(card, "gw-rule")]
    return found


# -- one county -------------------------------------------------------------------------------


@pytest.mark.parametrize("county", ["旬邑县", "渭城区"])
def test_what_cost_one_county_its_points(demo_city, raw, county):
    page, _ = opened(demo_city, "ranking", period="2024-06", county=rules.COUNTIES[county])
    (one,) = [s for s in raw.scores("2024-06") if s.county == county]
    rank = rules.ranks(raw.scores("2024-06"))[county]
    sentence = f"2024年6月{county}第 {rank}，共 {N_COUNTIES} 个参评，得分 {points(one.total)}"
    assert text(only(page, "gw-title")) == sentence
    rows = [(text(row[0]), Decimal(text(row[2]).replace("−", ""))) for row in
            classed(page, "gw-loss")]  # fmt: skip
    assert tuple(rows) == one.losses
    assert sum(lost for _, lost in rows) == pytest.approx(100 - one.total, abs=Decimal("0.05"))
