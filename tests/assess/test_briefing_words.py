"""The wording of briefings: singular and plural, nothing and unknown, all and none."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess import briefing_words as say
from gwdash.assess import briefing_words_chart as chart
from gwdash.assess import briefing_words_counties as counties
from gwdash.assess import briefing_words_next as following
from gwdash.assess import briefing_words_problems as problems
from gwdash.assess import briefing_words_progress as progress
from gwdash.assess import briefing_words_water as water
from gwdash.assess.lamps import Lamp

#: What no sentence may hold: empty places, doubled marks, spaces beside characters.
BROKEN = re.compile(r"None|nan|inf|，，|。。|；。|，。|：。|、、|、。|（）|“”|--")
NAMES = st.sampled_from(["旬邑县", "乾县", "永寿县", "长武县", "市水利局", "市国资委", "兴平市"])
SHARES = st.dictionaries(NAMES, st.integers(1, 40), max_size=7).map(
    lambda found: tuple(sorted(found.items(), key=lambda one: -one[1]))
)
COUNT = st.integers(0, 60)
PERCENT = st.floats(0, 100)


def whole(text: str) -> None:
    """Refuse a paragraph that is no whole sentence."""
    assert not BROKEN.search(text), text
    assert text.endswith(("。", "）")), text


def brief(text: str) -> None:
    """Refuse a message that is empty, ends like a paragraph or holds an empty place."""
    assert text
    assert not text.endswith("。")
    assert not BROKEN.search(text), text


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], ""),
        ([("旬邑县", 1)], "旬邑县1项"),
        ([("乾县", 2), ("永寿县", 2)], "乾县、永寿县各2项"),
        ([("旬邑县", 3), ("乾县", 1), ("永寿县", 1)], "旬邑县3项，乾县、永寿县各1项"),
    ],
)
def test_everybody_is_named_with_his_number(found, words):
    assert say.shares(found) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], ""),
        ([("旬邑县", 1)], "在旬邑县"),
        ([("旬邑县", 3)], "均在旬邑县"),
        ([("旬邑县", 2), ("乾县", 1)], "2项在旬邑县"),
        ([("旬邑县", 2), ("乾县", 2)], "旬邑县、乾县各2项"),
        ([("旬邑县", 1), ("乾县", 1), ("永寿县", 1)], "涉及3家"),
    ],
)
def test_a_message_names_only_who_leads_clearly(found, words):
    assert say.whose(found) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (0.0, "与上期持平"), (0.04, "与上期持平"), (-0.04, "与上期持平"),
     (1.26, "较上期提高1.3个百分点"), (-5.0, "较上期下降5.0个百分点")],
)  # fmt: skip
def test_a_change_that_vanishes_when_shown_is_no_change(value, words):
    assert say.change(value) == words


@pytest.mark.parametrize(
    ("loose", "tight"),
    [("距时限 0 天", "距时限0天"), ("回灌率 44.8%（下限 80%）", "回灌率44.8%（下限80%）"),
     ("GB 5749 与 HJ 164", "GB 5749与HJ 164"), ("", "")],
)  # fmt: skip
def test_papers_set_no_space_between_figures_and_characters(loose, tight):
    assert say.tight(loose) == tight


@st.composite
def progresses(draw):
    lamps = draw(st.dictionaries(st.sampled_from(progress.COUNTED), st.integers(1, 40)))
    total = sum(lamps.values())
    actual = draw(st.none() | PERCENT) if total else None
    return progress.Progress(
        actual, None if actual is None else draw(PERCENT), draw(st.none() | st.floats(-40, 40)),
        total, draw(st.integers(0, total)), lamps,
        draw(st.dictionaries(st.sampled_from(progress.COUNTED), st.integers(1, 40))),
        draw(SHARES) if lamps.get(Lamp.FAR_BEHIND) else (),
        n_never=draw(st.integers(0, lamps.get(Lamp.NOT_REPORTED, 0))),
    )  # fmt: skip


@given(progresses())
def test_progress_reads_whole_whatever_there_is(found):
    brief(progress.message(found))
    for text in (progress.counted(found, "共列任务事项"), progress.level(found),
                 progress.moved(found), progress.silence(found),
                 progress.red_owners(found)):  # fmt: skip
        if text:
            whole(text)


@given(progresses())
def test_the_counts_of_a_sentence_add_up_to_all_items(found):
    text = progress.counted(found, "")
    if len(found.lamps) > 1:
        total, *parts = [int(n) for n in re.findall(r"(\d+)项", text)]
        assert total == sum(parts) == found.n_items


@given(progresses())
def test_nobody_is_praised_while_most_are_silent(found):
    if 2 * found.n(Lamp.NOT_REPORTED) > found.n_items and not found.n(Lamp.FAR_BEHIND):
        assert "未报送" in progress.message(found)
        assert "没有滞后" not in progress.message(found)


def plan(**lamps):
    counted = {Lamp(name): n for name, n in lamps.items()}
    total = sum(counted.values())
    return progress.Progress(100.0, 100.0, 0.0, total, total, counted, counted)


def test_a_perfect_month_and_an_empty_one_read_differently():
    assert progress.message(plan(done=12)) == "12项全部完成"
    assert progress.message(plan(on_track=3)) == "没有滞后事项；进度100.0%，与序时持平"
    nothing = progress.Progress(None, None, None, 0, 0, {}, {})
    assert progress.message(nothing) == "没有列入计划的事项"
    silent = progress.Progress(None, None, None, 5, 0, {Lamp.NOT_REPORTED: 5}, {}, n_never=5)
    assert progress.message(silent) == "5项本期全部未报送"
    assert progress.silence(silent) == "本期未报送的5项从未报送，不计入进度。"


RATES = st.builds(
    progress.Rate, st.just("封井回填完成率"), st.sampled_from(["", "82.6%"]),
    st.sampled_from(["694/840", "未报", "没有应封填的井"]), st.sampled_from(["", "低于目标"]),
    st.booleans(),
)  # fmt: skip


@given(st.lists(RATES, max_size=4))
def test_an_indicator_that_nobody_reported_is_no_zero(found):
    text = progress.rates(found)
    if text:
        whole(text)
    if any(not one.has_value and one.counts == "未报" for one in found):
        assert "尚未报送" in text


@given(
    st.lists(st.builds(progress.Lagging, NAMES, st.just("监测井运行维护"), st.none() | PERCENT,
                       st.none() | PERCENT, COUNT), max_size=6)
)  # fmt: skip
def test_items_that_are_behind_are_named_by_owner(found):
    text = progress.lagging(found, "严重滞后")
    assert bool(text) == bool(found)
    if text:
        whole(text)
        assert text.startswith(f"严重滞后{len(found)}项：")


@given(COUNT, SHARES, SHARES, st.lists(NAMES, unique=True), st.booleans())
def test_a_ranking_reads_whole(n, risen, fallen, carried, rescored):
    found = counties.Places(
        n, ["秦都区"], "89.20", ["永寿县"], "64.17", n, risen, fallen, carried,
        [("旬邑县", "从未报送，不排名")], ["乾县"], rescored,
    )  # fmt: skip
    brief(counties.ranking_message(found))
    whole(counties.ranking_text(found, "考核方案"))


@given(SHARES, st.lists(NAMES, unique=True), st.lists(NAMES, unique=True), COUNT, COUNT, COUNT)
def test_reporting_names_everybody_who_did_not(owing, units, some, more, late, on_time):
    due = len(units) + len(some) + more
    gap = sum(n for _, n in owing)
    found = counties.Reports(
        due, units, some, some[:1], gap + late + on_time, late + on_time, on_time, owing
    )
    brief(counties.reports_message(found))
    text = "".join(counties.reports_text(found))
    whole(text)
    # Where nobody reported at all, one clause says so of everybody.
    if more:
        assert all(name in text for name in (*units, *some))


def test_all_and_nobody_reporting_are_said_in_one_clause():
    every = counties.Reports(28, [], [], [], 10, 10, 10, [])
    assert counties.reports_message(every) == "28家应报单位本期全部报送"
    assert (
        counties.reports_text(every)[1]
        == "本期期末应报的各类台账共10份，全部审核通过，均按时报送。"
    )
    nobody = counties.Reports(2, ["市水利局"], ["乾县"], [], 0, 0, 0, [])
    assert counties.reports_message(nobody) == "2家应报单位本期均未报送"
    assert "没有到报告期末的台账" in counties.reports_text(nobody)[1]


@given(COUNT, COUNT, COUNT, COUNT, SHARES, COUNT, COUNT)
def test_the_network_reads_whole(normal, silent, broken, unknown, where, sources, sites):
    total = normal + silent + broken + unknown
    found = water.Net(
        total, normal, silent, broken, unknown, "接近目标", where if total > normal else (),
        sources // 2, sites // 2, sources, sites,
    )  # fmt: skip
    brief(water.net_message(found))
    for text in water.net_text(found):
        whole(text)
    assert ("%" in "".join(water.net_text(found))) == (total > normal)


@given(COUNT, COUNT, COUNT, st.lists(NAMES, unique=True, max_size=6))
def test_water_that_nobody_sampled_is_never_called_safe(met, unmonitored, other, failing):
    monitored = met + other + len(failing)
    found = water.Sources(monitored + unmonitored, monitored, met, failing)
    if found.due:
        brief(water.sources_message(found))
        whole(water.sources_text(found))
    if unmonitored:
        assert "全部达标" not in water.sources_message(found) + water.sources_text(found)
        assert "未监测" in water.sources_message(found) + water.sources_text(found)


@given(COUNT, COUNT, COUNT, COUNT, COUNT, COUNT, COUNT)
def test_a_season_reads_whole(met, exceeded, unsure, unsampled, better, worse, same):
    sampled = met + exceeded + unsure
    found = water.Season(
        "2024年枯水期", "区域监测点", sampled + unsampled, sampled, unsampled, met, exceeded,
        unsure, ("总硬度",) if exceeded else (), "2023年枯水期", better + worse + same, better,
        worse,
    )  # fmt: skip
    whole(water.season_text(found))


KINDS = st.builds(
    lambda owners, carried: problems.KindOf(
        "逾期事项", "项", sum(n for _, n in owners), owners, "“某事项逾期未完成”（逾期3天）",
        min(carried, 1),
    ),
    SHARES.filter(bool), COUNT,
)  # fmt: skip


@given(st.lists(KINDS, max_size=3), st.none() | COUNT, SHARES)
def test_problems_read_whole(kinds, moved, owners):
    total = sum(kind.n for kind in kinds)
    found = problems.Standings(kinds, total // 2, moved, moved, owners if total else ())
    brief(problems.problems_message(found, "本期没有突出问题"))
    for text in problems.problems_text(found, "本期没有突出问题"):
        whole(text)


@given(COUNT, COUNT, COUNT, COUNT, COUNT, st.booleans())
def test_decisions_read_whole_and_no_rate_is_made_of_nothing(
    done, late, waiting, asking, open_, met
):
    owners = (("市水利局", late),) if late else ()
    found = problems.Decided(
        done + late + waiting, done + late, done, late + waiting, owners, asking, open_,
        "第二次调度会" if met else "", date(2024, 4, 18) if met else None, 3, done,
    )  # fmt: skip
    brief(problems.decided_message(found))
    whole(problems.decided_text(found))
    assert ("办结率" in problems.decided_text(found).replace("不计算办结率", "")) == bool(
        done + late
    )


def test_nobody_asking_and_nobody_reporting_are_two_things():
    assert problems.requests_message((), reported=True) == "本期没有提请市级协调的事项"
    assert "没有报送" in problems.requests_message((), reported=False)
    assert problems.requests_message((("乾县", 1),), reported=True) == "乾县提请市级协调1项"


@given(st.lists(NAMES, unique=True), SHARES, SHARES, st.lists(NAMES, max_size=5), st.booleans())
def test_what_comes_next_reads_whole(silent, late, red, owners, later):
    coming = [
        following.Due(name, "监测井运行维护", date(2024, 7, 31), "任务事项") for name in owners
    ]
    found = following.Following(
        "2024年7月", silent, late, red, coming, date(2024, 12, 31) if later else None, 3
    )
    brief(following.next_message(found))
    for text in following.next_text(found):
        whole(text)
    assert all(name in "".join(following.next_text(found)) for name in (*silent, *owners))


@given(st.lists(NAMES, unique=True), st.lists(NAMES, unique=True), COUNT)
def test_a_chart_tells_the_kinds_of_nothing_apart(silent, few, n):
    found = chart.Ends("回灌率", n, ["乾县"], "90.0%", ["兴平市"], "40.0%", silent, few)
    brief(chart.chart_message(found))
    text = chart.chart_text(found)
    whole(text)
    assert ("从未报送" in text) == bool(silent)
    assert ("对象少" in text) == bool(few)
