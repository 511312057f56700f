"""The questions of 水质, put to a city of hand-made samplings."""

from datetime import date

import pytest
import quality_city
from ui_city import JUNE

from gwdash.queries import quality, quality_history, quality_results
from gwdash.queries.quality import PointKind, SeasonKey, Verdict
from gwdash.scope import Scope
from gwdash.store.database import open_version

ALL = Scope(JUNE)
NOW, BEFORE = SeasonKey(2024, "dry"), SeasonKey(2023, "dry")


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    city = quality_city.build(tmp_path_factory.mktemp("samples"))
    return open_version(city.home, city.version)


@pytest.fixture(scope="module")
def known(samples):
    return quality.points(samples, ALL)


@pytest.fixture(scope="module")
def found(samples, known):
    seasons = quality_history.history(samples, ALL, known).seasons()
    return quality.samplings(samples, ALL, known, seasons)


@pytest.fixture(scope="module")
def past(samples, known):
    return quality_history.history(samples, ALL, known)


def view(kind, known, found, season=NOW):
    return quality.view(season, kind, known, found)


def test_every_point_is_known_by_what_it_serves(known):
    assert {point.well_id: point.kinds for point in known} == {
        "A-1": {PointKind.AREA},
        "O-1": {PointKind.OTHER},
        "P-1": {PointKind.SOURCE, PointKind.POLLUTION},
        "S-1": {PointKind.SOURCE},
        "S-2": {PointKind.SOURCE},
        "U-1": {PointKind.UNREGISTERED},
    }


@pytest.mark.parametrize(
    ("scope", "wells"),
    [
        (Scope(JUNE, "610404"), {"P-1", "S-2"}),
        (Scope(JUNE, "610430"), {"U-1"}),
        (Scope(JUNE, include_new_area=True), {"A-1", "N-1", "O-1", "P-1", "S-1", "S-2", "U-1"}),
        (Scope("2022-01"), set()),
    ],
)
def test_the_choices_of_the_strip_narrow_the_points(samples, scope, wells):
    points = quality.points(samples, scope)
    assert {point.well_id for point in points} == wells
    sampled = quality.samplings(samples, scope, points, (NOW, BEFORE))
    assert {one.point.well_id for one in sampled} <= wells


def test_seasons_are_those_with_samples_the_latest_first(past):
    assert [season.label for season in past.seasons()] == [
        "2024年枯水期", "2024年第二季度（水期未填）", "2023年丰水期", "2023年枯水期",
    ]  # fmt: skip
    assert [season.code for season in past.seasons()][:2] == ["2024-dry", "2024-q2"]
    assert NOW.same_last_year == BEFORE
    assert NOW.until(date(2024, 6, 30)) == date(2024, 6, 30)
    assert BEFORE.until(date(2024, 6, 30)) == date(2023, 12, 31)


def test_a_point_has_the_class_of_its_worst_sampling(known, found):
    one = next(o for o in view(PointKind.SOURCE, known, found).sampled if o.point.well_id == "S-1")
    assert (one.label, one.worst_analytes, one.n_assessed, one.n_samples) == ("Ⅳ", "氟化物", 2, 2)
    assert one.last_sampled_on == date(2024, 5, 28)


def test_points_of_one_kind_only_are_counted(known, found):
    sources = view(PointKind.SOURCE, known, found)
    assert sources.by_grade == {1: 0, 2: 0, 3: 0, 4: 2, 5: 0, None: 0}
    assert [p.well_id for p in sources.due] == ["P-1", "S-1", "S-2"]
    assert [p.well_id for p in sources.unsampled] == ["S-2"], "a parallel sample is no sample"
    assert view(PointKind.POLLUTION, known, found).by_grade[4] == 1
    unregistered = view(PointKind.UNREGISTERED, known, found, SeasonKey(2024, "q2"))
    assert (unregistered.due, unregistered.by_grade[5]) == ((), 1)


@pytest.mark.parametrize("kind", PointKind)
@pytest.mark.parametrize("period", [JUNE, "2024-05", "2024-04", "2023-10", "2022-01"])
def test_the_history_counts_what_the_points_prove(samples, kind, period):
    scope = Scope(period)
    points = quality.points(samples, scope)
    past = quality_history.history(samples, scope, points)
    found = quality.samplings(samples, scope, points, past.seasons())
    own = {one.season for one in found if kind in one.point.kinds}
    assert past.sampled(kind) == bool(own)
    assert set(past.seasons(kind)) == own
    for count in past.counts(kind):
        seen = view(kind, points, found, count.season)
        assert (count.due, count.n_sampled) == (seen.due, len(seen.sampled))
        assert (count.by_grade, count.verdicts) == (seen.by_grade, seen.verdicts)
        assert count.assessed == seen.assessed


def test_what_is_not_proven_has_no_class_and_does_not_meet_class_three(known, found):
    area = view(PointKind.AREA, known, found)
    assert area.by_grade[None] == 1
    assert area.verdicts == {Verdict.MET: 0, Verdict.EXCEEDED: 0, Verdict.UNDECIDABLE: 1}
    assert area.assessed == (0, 0)
    assert area.sampled[0].label == "未定"
    assert area.sampled[0].n_not_measured == 1
    wet = view(PointKind.AREA, known, found, SeasonKey(2023, "wet"))
    assert wet.verdicts[Verdict.MET] == 1


def test_the_same_season_is_compared_point_by_point(known, found):
    now, before = (view(PointKind.SOURCE, known, found, season) for season in (NOW, BEFORE))
    moved = {s.now.point.well_id: (s.before.label, s.now.label, s.steps)
             for s in quality.shifts(now, before)}  # fmt: skip
    assert moved == {"S-1": ("Ⅰ", "Ⅳ", -3), "P-1": ("Ⅳ", "Ⅳ", 0)}
    none = view(PointKind.AREA, known, found, BEFORE)
    assert quality.shifts(view(PointKind.AREA, known, found), none) == []
    assert none.assessed is None


def test_exceedances_carry_value_limit_multiple_and_cell(samples, known):
    found = quality_results.exceedances(samples, ALL, NOW, known)
    assert [
        (o.point.well_id, o.name, o.value_words, o.limit_words, o.times_over, o.label)
        for o in found
    ] == [
        ("S-1", "氟化物", "1.5", "1", pytest.approx(0.5), "Ⅳ"),
        ("P-1", "氯化物", "300", "250", pytest.approx(0.2), "Ⅳ"),
        ("P-1", "氨氮", "＞0.9", "0.5", None, "未定"),
    ]  # fmt: skip
    assert found[0].origin == "sthjj_water_quality_2024Q2.xlsx 表1!A2"
    assert quality_results.exceedances(samples, ALL, SeasonKey(2023, "wet"), known) == []


def test_each_indicator_counts_points_by_what_is_known(samples, known):
    exceeding = quality_results.exceedances(samples, ALL, NOW, known)
    found = {o.analyte: o for o in quality_results.analytes(samples, ALL, NOW, known, exceeding)}
    told = {
        code: (o.n_exceeding, o.n_decided, o.n_bounded, o.n_open, o.n_absent)
        for code, o in found.items()
    }
    assert told == {
        "fluoride": (1, 1, 0, 0, 1),
        "chloride": (1, 2, 0, 0, 0),
        "nh3n": (1, 1, 0, 2, 0),
        "chloroform": (0, 1, 1, 0, 0),
    }
    assert next(iter(found)) == "fluoride"
    assert (found["fluoride"].times_over, found["fluoride"].worst_grade) == (0.5, 4)
    assert (found["nh3n"].times_over, found["nh3n"].worst_grade) == (None, None)
    assert quality_results.analytes(samples, ALL, NOW, [], []) == []


@pytest.mark.parametrize(
    ("code", "name"), [("fluoride", "氟化物"), ("codmn", "耗氧量"), ("unknown", "unknown")]
)
def test_indicators_are_called_by_their_short_names(code, name):
    assert quality_results.analyte_name(code) == name


@pytest.mark.parametrize(
    ("analyte", "limit", "words"),
    [("ph", None, "6.5–8.5"), ("odor_taste", None, "无"), ("unknown", None, ""),
     ("fluoride", 1.0, "1"), ("hg", 0.001, "0.001")],
)  # fmt: skip
def test_limits_are_said_as_the_standard_has_them(known, analyte, limit, words):
    one = quality_results.Exceedance(
        known[0], analyte, date(2024, 5, 1), "", "有", "text", None, "", limit, None, "Ⅴ", ""
    )
    assert one.limit_words == words
    assert one.value_words == "有"


def test_the_oldest_season_shown_is_compared_with_the_year_before_it(samples):
    later = Scope("2027-06")
    found = quality.points(samples, later)
    samplings = quality.samplings(samples, later, found, [BEFORE])
    assert {one.point.well_id for one in samplings} >= {"S-1", "P-1"}
