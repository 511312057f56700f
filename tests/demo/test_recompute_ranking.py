"""Scores, places, moves and reasons of the counties, computed again from the raw files."""

import json
import re
from decimal import Decimal
from itertools import takewhile

import pytest
import raw_rules as rules
from ranking_words import N_COUNTIES, expected_lines, month, points, shown_line
from raw_rules import amount
from screen import classed, numbers, only, opened, text

from gwdash.queries import ranking
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_current

#: The page shows the places of so many periods; with these five every period is covered.
N_SHOWN = 6
LAST_OF_EACH = ("2022-06", "2022-12", "2023-06", "2023-12", "2024-06")
#: 2022-02 is before the office's first scheme; 2023-02 and 2024-02 are the first periods of a new
#: version; 2023-09 and 2024-06 each have a county that did not report.
PERIODS = ("2022-02", "2022-06", "2023-09", "2024-02", "2024-06")
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
    board = ranking.board(open_current(demo_city), Scope(last))
    found = {
        period.code: {REGION.county(code).name: rank for code, rank in places.items()}
        for period, places in board.history
    }
    assert found == {month: rules.ranks(raw.scores(month)) for month in same_version(raw, last)}


def same_version(raw, last):
    """The months up to the last one that are scored by the same version, the latest first."""
    months = [rules.before(last, n) for n in range(N_SHOWN)]
    version = raw.scheme(last)[0]
    kept = takewhile(lambda m: m >= "2022-01" and raw.scheme(m)[0] == version, months)
    return list(kept)


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


def test_the_table_of_all_figures(page, scores, places, timing, raw, period):
    rows = matrix(page)
    shown = {text(row[0]): [bare(cell) for cell in row[1:]] for row in rows}
    assert [text(cell) for cell in matrix_heads(page)[1:]] == [
        f"{one.county}{place_words(places[one.county], places.values())}" for one in scores
    ]
    assert shown["得分"] == ["—" if one.apart else points(one.total) for one in scores]
    for one in raw.scheme(period)[1]:
        (cells,) = [cells for name, cells in shown.items() if name.startswith(f"{one.label}（")]
        assert cells == [figures(score, one) for score in scores]
    assert shown["本期报送"] == [reported(timing[one.county]) for one in scores]
    assert shown["扣分"] == [
        f"−{points(one.deduction)}" if one.deduction and not one.apart else "0" for one in scores
    ]
    assert shown["加分"] == [
        f"+{points(one.bonus)}" if one.bonus and not one.apart else "0" for one in scores
    ]
    assert shown["约束性情形"] == ["；".join(e.words for e in one.flags) or "—" for one in scores]
    unchecked = ["；".join(e.reason for e in one.events if not e.checked) for one in scores]
    assert shown["待会前核对"] == [words or "—" for words in unchecked]
    assert shown["参评分值占比"] == [f"{one.share}%" for one in scores]


def test_the_groups_of_the_table_add_up(page, scores):
    found = {}
    for row in matrix(page):
        if "gw-group" in (row.get("class") or ""):
            found[text(row[0]).partition("（")[0]] = [text(cell) for cell in row[1:]]
    for name, cells in found.items():
        told = [one.groups().get(name) for one in scores]
        assert cells == [f"{pair[0]}/{pair[1]}" if pair else "—" for pair in told]


def matrix(page):
    """The rows of the table of all figures."""
    return only(page, "gw-rank-matrix").findall("tbody/tr")


def bare(cell):
    """A cell's words without the link to its rows and the places where a line may break."""
    return text(cell).removesuffix("溯源").replace("\N{ZERO WIDTH SPACE}", "").strip()


def place_words(rank, ranks):
    if rank is None:
        return "—"
    return f"第 {rank}{' 并列' if list(ranks).count(rank) > 1 else ''}"


def reported(reports):
    carried = f"数值为{month(reports.last)}所报" if reports.now == "missing" else ""
    back = f"，退回 {reports.returned} 次" if reports.returned else ""
    return REPORTS[reports.now] + back + carried


def figures(score, one):
    """n/N and points of an indicator; a dash where nothing was due."""
    part = next((part for part in score.parts if part.one.code == one.code), None)
    if part is None:
        return "—"
    return part.figure + ("不计分" if score.apart else f"{points(part.points)}/{points(part.full)}")


def test_the_chart_shows_the_places_of_the_last_periods(opening, raw, period, places):
    charts = opening[1].get("plotly_chart")
    if not any(places.values()):
        assert not charts
        return
    shown = [rules.ranks(raw.scores(m)) for m in reversed(same_version(raw, period))]
    figure = json.loads(charts[0].proto.spec)
    found = {trace["name"]: trace["y"] for trace in figure["data"]}
    assert found == {
        county: [ranks[county] for ranks in shown]
        for county in rules.COUNTIES
        if any(ranks[county] for ranks in shown)
    }


def test_no_number_of_the_ranking_was_not_computed_again(page, raw, period):
    """What is left are the words of the scheme, the date, and where rates begin to be unstable."""
    version, scheme = raw.scheme(period)
    checked = [only(page, "gw-title"), only(page, "gw-facts"), *classed(page, "gw-rank"),
               *matrix(page), *matrix_heads(page)]  # fmt: skip
    trial = classed(page, "gw-trial")
    told = [*rule_cards(page), only(page, "gw-rank-legend"), *review(page), *trial]
    left = numbers(page) - numbers(*checked, *told)
    dated = {*re.findall(r"\d+", f"{rules.last_day(period)} v{raw.version[0]} {version}"), "5"}
    assert set(left) <= dated
    rows = only(page, "gw-rule").findall("tbody/tr")
    weights = {text(row[0]): (text(row[1]), text(row[2])) for row in rows}
    assert weights == {one.label: (amount(one.weight), target_words(one)) for one in scheme}


def matrix_heads(page):
    return only(page, "gw-rank-matrix").findall("thead/tr/th")


def target_words(one):
    floor = f" 底线 {amount(one.floor)}%" if one.floor else ""
    return f"≥{amount(one.target)}%{floor}"


def rule_cards(page):
    """The cards with the words of the rule."""
    return [
        card for card in classed(page, "gw-card") if text(card).startswith(("评分规则", "评分指标"))
    ]


def review(page):
    """The lines on how far the ranking is confirmed."""
    return [line for line in classed(page, "gw-p") if "待会前核对" in text(line)]


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
    assert sum(lost for _, lost in rows) == pytest.approx(
        100 - one.total + one.bonus, abs=Decimal("0.05")
    )
