"""Every number on 总览, computed again from the raw files: tiles, tasks, problems, map, places."""

import re
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass

import pytest
import raw_rules as rules
from ranking_words import expected_lines, shown_line
from screen import classed, numbers, only, opened, text

N_REPORTERS = 28
MARKS = {
    "✓": "done", "●": "on_track", "▲": "behind", "■": "far_behind", "○": "not_reported",
}  # fmt: skip
SHORT = {
    "done": "✓ 已完成", "on_track": "● 达到序时", "behind": "▲ 未达序时",
    "far_behind": "■ 严重滞后", "not_reported": "○ 未报送", "not_planned": "○ 无事项",
    "open": "○ 长期", "not_yet_due": "○ 未启动",
}  # fmt: skip
#: Counties with no more points than this are alike on the map.
PALEST = 60
#: Numbers of the screen that are words of a rule: the thresholds of the lamps, where the colours
#: of the map begin, and how far the positions of drinking-water wells are rounded.
RULE_NUMBERS = Counter({"5": 2, "20": 1, str(PALEST): 1, "1": 1})


@dataclass(frozen=True)
class Choice:
    """What the strip of the page was set to."""

    period: str
    county: str = ""
    new_area: bool = False

    def __str__(self):
        return f"{self.period} {self.county or '全市'} {'含' if self.new_area else '不含'}西咸"


#: The last month, in which a county did not report, in each scope; the first of a new version of
#: the scheme; one with another silent county; one in which all reported and some are at the pale
#: end of the map; and the first of all, which has none before it and most counties without a place.
CHOICES = [
    Choice("2024-06"),
    Choice("2024-06", new_area=True),
    Choice("2024-06", "渭城区", new_area=True),
    Choice("2024-06", "旬邑县"),
    Choice("2024-02"),
    Choice("2023-09", new_area=True),
    Choice("2022-06"),
    Choice("2022-01", new_area=True),
]
FIRST = "2022-01"


@pytest.fixture(scope="module", params=CHOICES, ids=str)
def choice(request):
    return request.param


@pytest.fixture(scope="module")
def page(demo_city, choice):
    address = {"period": choice.period, "area": "with" if choice.new_area else "without"}
    if choice.county:
        address["county"] = rules.COUNTIES[choice.county]
    return opened(demo_city, **address)[0]


@pytest.fixture(scope="module")
def tiles(page):
    return {text(one)[2:]: tile for tile in classed(page, "gw-tile")
            for one in classed(tile, "gw-tile-name")}  # fmt: skip


@pytest.fixture(scope="module")
def end(choice):
    return rules.last_day(choice.period)


@pytest.fixture(scope="module")
def items(raw, choice):
    return raw.items(choice.period, choice.county)


@pytest.fixture(scope="module")
def earlier(raw, choice):
    if choice.period == FIRST:
        return []
    return raw.items(rules.before(choice.period), choice.county)


@pytest.fixture(scope="module")
def wells(raw, choice):
    return raw.wells(choice.period, choice.county, with_new_area=choice.new_area)


def shown(tile):
    """A tile's lamp, figure with unit, and lines."""
    lines = [text(line) for line in classed(tile, "gw-tile-line")]
    return MARKS[text(only(tile, "gw-tile-name"))[0]], text(only(tile, "gw-tile-figure")), lines


def percent(value, digits=0):
    return "—" if value is None else f"{float(value):.{digits}f}%"


def signed(value, digits=1):
    rounded = round(float(value), digits)
    return f"{rounded:+.{digits}f}".replace("-", "−") if rounded else f"{0:.{digits}f}"


def of_the_city(words, choice):
    """Words of a figure that counts the whole city, which is said where a county is chosen."""
    return f"全市：{words}" if choice.county else words


def moved(now, then):
    if now.actual is None or then.actual is None:
        return "—"
    points = round(float(now.actual - then.actual), 1)
    return f"{'▲' if points > 0 else '▼'}{abs(points):.1f}" if points else "持平"


def said(mean):
    return f"实际 {percent(mean.actual, 1)}，序时 {percent(mean.expected, 1)}"


# -- six tiles --------------------------------------------------------------------------------


def test_overall_progress(tiles, items, earlier, choice, end):
    now = rules.mean(items, end)
    then = rules.mean(earlier, rules.last_day(rules.before(choice.period)))
    assert shown(tiles["总体进度"]) == (now.lamp, percent(now.actual, 1), [
        f"序时 {percent(now.expected, 1)} · 差 {signed(now.actual - now.expected)} 个百分点",
        f"较上期 {moved(now, then)} · {now.n_counted}/{now.n_items} 项计入",
    ])  # fmt: skip


def test_items_far_behind(tiles, items, earlier, choice, end):
    until = rules.last_day(rules.before(choice.period))
    owners = Counter(i.owner for i in items if rules.lamp(i, end) == "far_behind")
    before = sum(rules.lamp(i, until) == "far_behind" for i in earlier)
    lamp, figure, (whose, change) = shown(tiles["严重滞后事项"])
    assert figure == f"{owners.total()}项"
    more = owners.total() - before
    words = f"较上期{'增加' if more > 0 else '减少'} {abs(more)} 项"
    words = words if more else "与上期相同"
    words = words if earlier else "没有上期，不比较"
    silent = sum(rules.lamp(i, end) == "not_reported" for i in items)
    # None far behind is good news only where all is reported.
    assert lamp == ("far_behind" if owners else "not_reported" if silent else "on_track")
    assert change == words + (f" · 另有 {silent} 项未报" if silent else "")
    hover = re.findall(r"([^、]+) (\d+) 项", tiles["严重滞后事项"].get("title", ""))
    assert Counter({name: int(n) for name, n in hover}) == owners
    named = [f"{name} {n}" for name, n in hover]
    assert [int(n) for _, n in hover] == sorted(owners.values(), reverse=True)
    first = " · ".join(named[:3]) + (" 等" if len(named) > 3 else "")
    assert whose == (first or "没有严重滞后的事项")


def test_sources_meeting_the_standard(tiles, indicators, choice, end):
    sources = indicators.verdicts(end)
    sources = sources if choice.new_area else sources[sources["new_area"] != "直管"]
    if choice.county:
        sources = sources[sources["county"] == choice.county]
    if sources.empty:
        assert text(only(tiles["水源水质达标"], "gw-tile-figure")) == "—"
        return
    verdicts = list(sources["ok"])
    failing = {str(r.source_name) for r in sources.itertuples(index=False) if r.ok is False}
    good = sum(ok is True for ok in verdicts)
    lamp, figure, (counts, names) = shown(tiles["水源水质达标"])
    assert figure == f"{good}/{len(verdicts)} 个"
    measured = sum(ok is not None for ok in verdicts)
    assert counts == f"县级及以上应监测 {len(verdicts)} · 已监测 {measured}"
    if failing:
        head, _, listed = names.partition("：")
        assert (head, set(listed.split("、"))) == ("超Ⅲ类", failing)
    else:
        assert names == "已监测的水源均达到Ⅲ类"
    short = 100 - 100 * good / len(verdicts)
    within = "on_track" if short <= 0 else "behind" if short <= 10 else "far_behind"
    assert lamp == ("far_behind" if failing else within)


def test_wells_running(tiles, wells):
    own = [well for well in wells if not well.sealed_before_year]
    n = Counter(well.kind for well in own)
    rate = 100 * n["normal"] / len(own)
    lamp = "on_track" if rate >= 95 else "behind" if rate >= 85 else "far_behind"
    assert shown(tiles["监测井正常运行"]) == (lamp, percent(rate, 1), [
        f"{n['normal']}/{len(own)} 眼正常 · 无数据 {n['silent']}",
        f"故障、损毁、停用等 {n['broken']}",
    ])  # fmt: skip


def test_reports_that_are_missing(tiles, page, raw, choice):
    missing = raw.missing(choice.period)
    lamp = "far_behind" if missing else "on_track"
    figure = f"{len(missing)}/{N_REPORTERS} 家"
    lines = ["、".join(missing) or "全部已报", of_the_city("重点任务进展情况表", choice)]
    assert shown(tiles["本期未报"]) == (lamp, figure, lines)
    reported = f"{N_REPORTERS - len(missing)}/{N_REPORTERS} 家审核通过"
    version, published = raw.version
    facts = f"数据版本 v{version} · {published:%Y-%m-%d %H:%M} 发布 · {reported}"
    assert text(only(page, "gw-facts")[0]) == facts
    words = f"○ {'、'.join(missing)}本期未报" if missing else f"本期 {N_REPORTERS} 家全部已报。"
    assert text(only(page, "gw-foot")[0]) == f"报送情况　{words}"


def test_what_meetings_decided(tiles, indicators, choice, end):
    rows = indicators.action_rate(end)
    tile = tiles["议定事项办结"]
    if rows.empty:
        assert text(only(tile, "gw-tile-figure")) == "—"
        return
    done, due = int(rows["num"].sum()), len(rows)
    lamp, figure, lines = shown(tile)
    assert figure == f"{done}/{due} 项"
    short = 100 - 100 * done / due
    assert lamp == ("on_track" if short <= 0 else "behind" if short <= 10 else "far_behind")
    open_items = f"到期未办结 {due - done} 项" if due > done else "到期的事项都已办结"
    assert lines == [
        of_the_city(open_items, choice),
        f"办结率 {percent(100 * done / due, 1)} · 一个责任单位计一项",
    ]


# -- seven tasks ------------------------------------------------------------------------------


def test_seven_tasks(page, items, earlier, choice, end):
    until = rules.last_day(rules.before(choice.period))
    rows = classed(only(page, "gw-tasks"), "gw-task")
    assert len(rows) == len(rules.TASKS) == 7
    for row, (name, no) in zip(rows, rules.TASKS.items(), strict=True):
        now = rules.mean([i for i in items if i.task == no], end)
        then = rules.mean([i for i in earlier if i.task == no], until)
        pill, title, bar, share, _, change = row
        assert text(title).partition("、")[2] == name
        assert text(pill) == SHORT[now.lamp]
        assert text(share) == f"{percent(now.actual)} / {percent(now.expected)}"
        assert text(change) == moved(now, then)
        assert (bar.get("title"), bar.get("aria-label")) == (said(now), said(now))
        assert drawn(bar) == [percent(x, 1) for x in (now.actual, now.expected) if x is not None]


def drawn(bar):
    """How far the bar and the line across it are drawn."""
    return [one.get("style").partition(":")[2] for one in bar]


# -- problems ---------------------------------------------------------------------------------


#: How lines of late items and silent wells end; other kinds stand in ledgers of their own.
RECOMPUTED = re.compile("(逾期未完成|个百分点|期无水位数据)(等 \\d+ .)?$")


def test_problems(page, raw, choice):
    lines = raw.problems(choice.period, choice.county, with_new_area=choice.new_area)
    rows = [tuple(map(text, row)) for row in classed(problem_card(page), "gw-problem")]
    assert len(rows) <= 6
    shown = [row for row in rows if RECOMPUTED.search(row[1])]
    for (mark, words, owner, since), line in zip(shown, lines, strict=False):
        assert (MARKS[mark], words, owner) == (line.lamp, line.text, line.owner)
        assert since == line.since or line.lamp == "behind"
    # What is not shown was pushed off the card by six lines, never left out.
    assert len(shown) == len(lines) or len(rows) == 6


def problem_card(page):
    return next(c for c in classed(page, "gw-card") if classed(c, "gw-problems"))


def n_problems(page):
    """How many problems the card says there are."""
    return int(re.search(r"共 (\d+) 项", text(problem_card(page)[0]))[1])


def test_requests_to_the_city(page, items):
    asked = {f"{i.owner}：{i.request}" for i in items if i.request}
    words = text(only(page, "gw-foot")[1]).removeprefix("提请市级协调　")
    if not asked:
        assert words == "本期没有。"
        return
    n = sum(bool(i.request) for i in items)
    more = f"（共 {n} 项）" if n > 1 else ""
    assert words.removesuffix(more) in asked
    assert words.endswith(more)


# -- the map and the counties -----------------------------------------------------------------


def test_counties_on_the_map(page, raw, choice):
    scores = {one.county: one for one in raw.scores(choice.period)}
    ranks = rules.ranks(list(scores.values()))
    labels = classed(page, "gw-label")
    assert {label.text: text(label) for label in labels} == {
        name: f"{name}第{rank}" if rank else name for name, rank in ranks.items()
    }
    picture = b64decode(only(page, "gw-region").get("src").partition("base64,")[2]).decode()
    fills = re.findall(r'<path [^>]*fill="([^"]+)"', picture)
    silent = [n for n in scores if ranks[n] and raw.reports(n, choice.period).now == "missing"]
    assert fills.count("url(#h)") == len(silent)
    shades = dict(zip([label.text for label in labels], without_hatches(fills), strict=True))
    placed = sorted((n for n in scores if ranks[n]), key=lambda name: scores[name].total)
    lights = [lightness(shades[name]) for name in placed]
    assert lights == sorted(lights, reverse=True)
    pale = [scores[name].total <= PALEST for name in placed]
    assert [light == max(lights) for light in lights] == pale or not any(pale)
    assert all(pale) or lights[0] > lights[-1]
    # Who has no place is not on the scale at all, or it would look like the last one.
    apart = {shades[name] for name in scores if not ranks[name]}
    assert len(apart) <= 1
    assert not apart & {shades[name] for name in placed}


def without_hatches(fills):
    """The colour of each county."""
    return [fill for fill in fills if fill.startswith("#")]


def lightness(colour):
    """How light a colour is."""
    return sum(int(colour[n : n + 2], 16) for n in (1, 3, 5))


def test_wells_on_the_map(page, wells):
    n = Counter(well.kind for well in wells if not well.sealed_before_year)
    assert text(legend(page)) == (
        f"● 正常 {n['normal']}▲ 连续无数据 {n['silent']}■ 故障、损毁、停用等 {n['broken']}"
    )
    placed = Counter(well.kind for well in wells if well.placed)
    dots = {"normal": "gw-dot-on_track", "silent": "gw-dot-behind", "broken": "gw-dot-far_behind"}
    assert {kind: len(classed(page, name)) for kind, name in dots.items()} == {
        kind: placed[kind] for kind in dots
    }
    assert len(classed(page, "gw-dot")) == placed.total()


def legend(page):
    """What stands under the map."""
    card = next(c for c in classed(page, "gw-card") if classed(c, "gw-map"))
    return only(card, "gw-legend")


def test_the_ranking_of_the_counties(page, raw, choice):
    ranked = any(not one.apart for one in raw.scores(choice.period))
    expected = expected_lines(raw, choice.period, brief=True) if ranked else []
    assert list(map(shown_line, classed(page, "gw-rank"))) == expected
    marked = [text(row[0][0][1]) for row in classed(page, "gw-here")]
    assert marked == ([choice.county] if choice.county and ranked else [])


# -- nothing else -----------------------------------------------------------------------------

CHECKED = ("gw-tile", "gw-task", "gw-problem", "gw-foot", "gw-label", "gw-legend", "gw-rank")


def test_no_number_stands_on_the_screen_that_was_not_computed_again(page, raw, choice, end):
    board = only(page, "gw-board")
    checked = [one for name in CHECKED for one in classed(board, name)]
    dots = classed(board, "gw-dot")
    assert numbers(page) == numbers(board, only(page, "gw-facts"))
    # What is said of saving a picture is the size of its paper.
    left = numbers(board) - numbers(*checked, *dots, *classed(board, "gw-pictures"))
    words = f"共 {n_problems(page)} 项 {end:%Y-%m-%d} v{raw.version[0]}"
    if classed(board, "gw-rank"):
        words += f" {raw.scheme(choice.period)[0]}"
    assert left == RULE_NUMBERS + Counter(re.findall(r"\d+", words))


def test_what_a_pointer_shows_of_a_well(page, wells):
    expected = Counter(
        f"{w.name}　连续 {w.silent_months} 期无数据"
        if w.kind == "silent"
        else f"{w.name}　{w.state}"
        for w in wells
        if w.placed
    )
    assert Counter(dot.get("title") for dot in classed(page, "gw-dot")) == expected
