"""县市区排名: ties, deductions and re-scaling as tables, fairness as properties."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.ranking import (
    Entry,
    Measure,
    Report,
    Share,
    deduction,
    losses,
    measure_of,
    moves,
    ranking,
    score,
)
from gwdash.assess.scheme import Indicator, Scheme, current_scheme, load_scheme
from gwdash.errors import UsageError

SCHEME = Scheme(
    name="测试方案", version="t", source="测试", decimals=2, least_share_pct=Decimal(60),
    late_deduction=Decimal("0.5"), returned_deduction=Decimal("0.2"),
    missing_deduction=Decimal(1), bonus_cap=Decimal(5),
    indicators=(
        Indicator("progress", "任务进度", Decimal(80), "规则"),
        Indicator("reported", "报送率", Decimal(10), "规则"),
        Indicator("on_time", "按时率", Decimal(10), "规则"),
    ),
)  # fmt: skip
CODES = [f"6104{n:02}" for n in range(2, 15)]


def entry(code, progress=50.0, reports=(6, 6, 6), report=Report.ON_TIME):
    due, reported, on_time = reports
    return Entry(
        code,
        report,
        {
            "progress": Measure(progress, 100.0, (1, 5)),
            "reported": Measure(reported, due, (reported, due)),
            "on_time": Measure(on_time, due, (on_time, due)),
        },
    )


percents = st.floats(0, 100)
counts = st.tuples(st.integers(1, 12), st.integers(0, 12), st.integers(0, 12)).map(
    lambda t: (t[0], min(t[0], t[1]), min(t[0], t[1], t[2]))
)
reports = st.sampled_from([Report.ON_TIME, Report.LATE, Report.MISSING])


@st.composite
def fields(draw, least=1):
    codes = draw(st.lists(st.sampled_from(CODES), unique=True, min_size=least, max_size=13))
    return [entry(code, draw(percents), draw(counts), draw(reports)) for code in codes]


def places(entries):
    return {one.county_code: one.rank for one in ranking(entries, SCHEME)}


# ------------------------------------------------------------------------- the scheme


def test_the_region_has_a_scheme_with_a_source():
    scheme = current_scheme()
    assert scheme.source
    assert scheme.left_out == ()
    assert sum(one.weight for one in scheme.indicators) == 100
    assert all(one.rule for one in scheme.indicators)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"indicators": SCHEME.indicators[:2]}, "合计90"),
        ({"indicators": (Indicator("a", "甲", Decimal(120), ""),
                         Indicator("b", "乙", Decimal(-20), ""))}, "大于0"),
        ({"indicators": (Indicator("a", "甲", Decimal(50), ""),) * 2}, "重复"),
        ({"missing_deduction": Decimal(0), "late_deduction": Decimal(0)}, "未报扣分"),
        ({"late_deduction": Decimal(2)}, "迟报扣分"),
        ({"late_deduction": Decimal(-1)}, "迟报扣分"),
        ({"returned_deduction": Decimal(-1)}, "退回扣分"),
        ({"decimals": 9}, "小数位数"),
        ({"bonus_cap": Decimal(-1)}, "加分上限"),
    ],
)  # fmt: skip
def test_a_scheme_that_is_unfair_or_does_not_add_up_is_refused(change, words):
    with pytest.raises(UsageError, match=words):
        replace(SCHEME, **change)


@pytest.mark.parametrize("content", [None, "name = 'x'", "name = ["])
def test_a_missing_or_broken_scheme_is_named(tmp_path, content):
    path = tmp_path / "ranking.toml"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(UsageError, match=r"ranking\.toml"):
        load_scheme(path)


@pytest.mark.parametrize(
    ("value", "shown"), [(1.005, "1.01"), ("2.675", "2.68"), (0.0, "0.00"), (99.994, "99.99")]
)
def test_halves_are_rounded_away_from_zero(value, shown):
    assert str(SCHEME.rounded(value)) == shown


# -------------------------------------------------------------------------- the score


def test_a_score_is_the_sum_of_what_is_shown():
    one = score(entry("610402", 50.0, (6, 5, 3), Report.LATE), SCHEME)
    assert [str(part.points) for part in one.parts] == ["40.00", "8.33", "5.00"]
    assert str(one.deduction) == "0.50"
    assert str(one.score) == "52.83"
    assert one.share_pct == 100


@pytest.mark.parametrize(
    ("report", "points"),
    [(Report.ON_TIME, "0"), (Report.LATE, "0.50"), (Report.MISSING, "1.00")],
)
def test_what_a_report_costs(report, points):
    assert deduction(report, SCHEME) == Decimal(points)


@pytest.mark.parametrize(
    ("report", "returned", "points"),
    [
        (Report.ON_TIME, 0, "0"), (Report.ON_TIME, 1, "0.20"), (Report.ON_TIME, 4, "0.80"),
        (Report.ON_TIME, 6, "1.00"), (Report.LATE, 2, "0.40"), (Report.LATE, 3, "0.50"),
        (Report.MISSING, 1, "0"),
    ],
)  # fmt: skip
def test_what_returned_files_cost(report, returned, points):
    one = score(replace(entry("610402", 50.0, report=report), returned=returned), SCHEME)
    assert one.returned_cut == Decimal(points)
    assert one.deduction == one.late_cut + Decimal(points) <= SCHEME.missing_deduction
    told = {loss.words: loss.points for loss in losses(one, SCHEME)}
    assert told.get(f"本期报送被退回 {returned} 次", 0) == Decimal(points)


@given(st.sampled_from([Report.ON_TIME, Report.LATE]), st.integers(0, 30))
def test_reporting_never_costs_more_than_silence(report, returned):
    told = replace(entry("610402", report=report), returned=returned)
    more = replace(told, returned=returned + 1)
    silent = entry("610402", report=Report.MISSING)
    assert score(more, SCHEME).score <= score(told, SCHEME).score
    assert score(silent, SCHEME).score <= score(more, SCHEME).score


def test_deductions_end_at_zero():
    assert score(entry("610402", 0.0, (6, 0, 0), Report.MISSING), SCHEME).score == 0


def test_a_zero_denominator_does_not_apply_and_the_rest_is_rescaled():
    one = score(entry("610402", 50.0, (0, 0, 0)), SCHEME)
    assert [part.code for part in one.parts] == ["progress"]
    assert one.share_pct == 80
    assert str(one.score) == "50.00"


def test_too_little_that_applies_gives_no_rank():
    idle = replace(entry("610402"), measures={"reported": Measure(6, 6, (6, 6))})
    one = ranking([idle], SCHEME)[0]
    assert (one.rank, one.score) == (None, None)
    assert one.apart == "参评分值占比10%，不足60%，不排名"


def test_nothing_that_applies_gives_no_rank():
    assert score(replace(entry("610402"), measures={}), SCHEME).apart.startswith("参评分值占比0%")


def test_who_never_reported_stands_apart_behind_all():
    found = ranking([entry("610402", report=Report.NEVER), entry("610404", 0.0)], SCHEME)
    assert [(one.county_code, one.rank) for one in found] == [("610404", 1), ("610402", None)]
    assert found[1].apart == "从未报送，不排名"
    assert found[1].score is None


def test_equals_share_a_rank_the_next_skips_and_codes_order_them():
    found = ranking([entry("610430", 10.0), entry("610404", 90.0), entry("610402", 90.0)], SCHEME)
    assert [(o.county_code, o.rank, o.tied) for o in found] == [
        ("610402", 1, True), ("610404", 1, True), ("610430", 3, False),
    ]  # fmt: skip


def test_what_cannot_be_seen_decides_nothing():
    found = ranking([entry("610404", 50.001), entry("610402", 50.0)], SCHEME)
    assert [one.rank for one in found] == [1, 1]
    assert [one.county_code for one in found] == ["610402", "610404"]


# ------------------------------------------------------------------ why points were lost


def test_losses_are_named_by_item_and_add_up():
    shares = [Share("甲", 10, 40), Share("乙", 60, 40), Share("丙", 20, 20)]
    measure = measure_of(shares, (2, 3))
    assert measure.value_pct == pytest.approx(70.0)
    one = score(
        replace(
            entry("610402", reports=(6, 5, 6), report=Report.MISSING),
            measures={
                "progress": measure,
                "reported": Measure(5, 6, (5, 6)),
                "on_time": Measure(6, 6, (6, 6)),
            },
        ),
        SCHEME,
    )
    assert [(loss.words, str(loss.points)) for loss in losses(one, SCHEME)] == [
        ("甲", "24.00"), ("报送率 5/6（83.3%，目标≥100%）", "1.67"), ("本期未报", "1.00"),
    ]  # fmt: skip
    assert 100 - sum(loss.points for loss in losses(one, SCHEME)) == one.score


def test_a_late_report_is_named():
    one = score(entry("610402", 100.0, report=Report.LATE), SCHEME)
    assert [loss.words for loss in losses(one, SCHEME)] == ["本期迟报"]


def test_moves_need_two_ranks():
    before = ranking([entry("610402", 90.0), entry("610404", 80.0)], SCHEME)
    now = ranking([entry("610402", 70.0), entry("610404", 80.0), entry("610430", 1.0)], SCHEME)
    assert moves(now, before) == {"610404": 1, "610402": -1, "610430": None}


# -------------------------------------------------------------------------- properties


@given(fields(), st.data())
def test_a_better_value_never_lowers_a_score_or_a_rank(entries, data):
    place = data.draw(st.integers(0, len(entries) - 1))
    code = data.draw(st.sampled_from(["progress", "reported", "on_time"]))
    old = entries[place]
    own = old.measures[code]
    better = replace(own, reached=own.reached + data.draw(st.floats(0, 100)))
    changed = [*entries]
    changed[place] = replace(old, measures={**old.measures, code: better})
    assert score(changed[place], SCHEME).score >= score(old, SCHEME).score
    assert places(changed)[old.county_code] <= places(entries)[old.county_code]


@given(fields(), st.randoms())
def test_the_order_of_rows_changes_nothing(entries, chance):
    shuffled = [*entries]
    chance.shuffle(shuffled)
    assert ranking(shuffled, SCHEME) == ranking(entries, SCHEME)


@given(fields(), st.data())
def test_not_reporting_never_pays(entries, data):
    """Against handing in the very same values, in time or late."""
    place = data.draw(st.integers(0, len(entries) - 1))
    due, n, on_time = data.draw(counts.filter(lambda c: c[1] < c[0]))
    value = data.draw(percents)
    code = entries[place].county_code
    silent = entry(code, value, (due, n, on_time), Report.MISSING)
    handed_in = [
        entry(code, value, (due, n + 1, on_time + 1), Report.ON_TIME),
        entry(code, value, (due, n + 1, on_time), Report.LATE),
    ]
    rest = [one for one in entries if one.county_code != code]
    for reported in handed_in:
        quiet, loud = score(silent, SCHEME).score, score(reported, SCHEME).score
        assert quiet < loud or quiet == loud == 0
        assert places([*rest, silent])[code] >= places([*rest, reported])[code]


@given(fields())
def test_ranks_count_who_is_better_and_equals_stand_together(entries):
    found = ranking(entries, SCHEME)
    for one in found:
        assert 0 <= one.score <= 100
        assert one.rank == 1 + sum(other.score > one.score for other in found)
        assert one.tied == (sum(other.score == one.score for other in found) > 1)
    keys = [(-one.score, one.county_code) for one in found]
    assert keys == sorted(keys)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), max_size=8), st.randoms())
def test_a_measure_knows_no_order_and_no_surplus(pairs, chance):
    shares = [Share(str(n), reached, due) for n, (reached, due) in enumerate(pairs)]
    one = measure_of(shares, (0, len(shares)))
    chance.shuffle(shares)
    other = measure_of(shares, (0, len(shares)))
    assert (one.reached, one.due) == (other.reached, other.due)
    assert one.ratio is None or 0 <= one.ratio <= 1
