"""一张图: what lies where in which state, what counties are shaded by, and what is never shown."""

import json
from collections import Counter
from contextlib import closing
from datetime import date

import problem_city
import pytest
import ui_city
from ui_city import JUNE, MAY, hand_in

from gwdash.archive import Archive
from gwdash.queries import map_layers, map_shades
from gwdash.queries.map_layers import BY_CLASS, BY_STATE
from gwdash.queries.map_shades import PROGRESS, SCORE, CountyShade, Kind
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.map_layers import FACE_WORDS, MAP_LAYERS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_version
from gwdash.store.publish import publish

WHOLE = Scope(JUNE)
AT = {"lon": 108.68123, "lat": 34.36789}
EXACT = ("108.68123", "34.36789", "108.6812", "34.3679", "108.681", "34.368")


def _fill(archive):
    problem_city.fill(archive)
    hand_in(archive, "water_source", "610424", "2024Q2", [
        {"source_id": "SY9", "source_name": "秘密水源", "county_code": "610424",
         "source_use": "in_use", "source_level": "county", **AT},
        {"source_id": "SY8", "source_name": "停用水源", "county_code": "610424",
         "source_use": "stopped", "source_level": "town"},
    ])  # fmt: skip
    closed = ui_city.well("D-0", "610424", well_state="sealed", lon=108.5, lat=34.5)
    hand_in(archive, "well", "610424", "2023-12", [closed])
    hand_in(archive, "well", "610424", MAY, [
        closed,
        ui_city.well("D-1", "610424", is_source_point=True),
        ui_city.well("D-2", "610424", source_id="SY9"),
        ui_city.well("D-3", "610424", origin="drinking_source"),
    ])  # fmt: skip
    hand_in(archive, "abandoned_well", "610424", MAY, [
        {"aw_id": "AW-OLD", "aw_name": "原水源井", "county_code": "610424", "original_id": "D-1",
         "well_risk": "high", **AT},
        {"aw_id": "AW-OK", "county_code": "610424", "disposal": "sealing",
         "sealing_to": date(2024, 4, 1), "acceptance": "passed",
         "accepted_on": date(2024, 5, 1), "lon": 108.2, "lat": 34.6},
        {"aw_id": "AW-WAIT", "county_code": "610424", "sealing_to": date(2024, 6, 1),
         "disposal": "sealing", "acceptance": "open"},
        {"aw_id": "AW-KEPT", "county_code": "610424", "disposal": "monitoring"},
        {"aw_id": "AW-LOW", "county_code": "610424", "well_risk": "low"},
    ])  # fmt: skip


@pytest.fixture(scope="module")
def mapped(tmp_path_factory):
    home = tmp_path_factory.mktemp("mapped")
    with closing(Archive.of(home)) as archive:
        ui_city.wells(archive)
        ui_city.levels(archive)
        ui_city.progress(archive)
        _fill(archive)
        version = publish(home, archive, reason="test")
    return open_version(home, version)


def faces(store, layer, by=BY_STATE, scope=WHOLE):
    return {one.thing_id: one.face for one in map_layers.things(store, scope, layer, by)}


def test_wells_are_told_apart_by_state_and_by_class(mapped, store):
    found = faces(mapped, "well")
    assert found["W-1"] == "well_running"
    assert found["W-2"] == "well_silent"
    assert found["W-3"] == "well_broken"
    assert "W-4" not in found  # in the new area's directly run part
    assert "W-4" in faces(mapped, "well", scope=Scope(JUNE, "", include_new_area=True))
    by_class = faces(store, "well", BY_CLASS)
    grades = {one.well_id: one.grade for one in map_layers.network.wells(store, WHOLE)}
    for well_id, face in by_class.items():
        grade = grades[well_id]
        assert face == (f"well_{grade}" if grade else "well_none")
    assert "well_4" in by_class.values() or "well_5" in by_class.values()


def test_wells_of_each_state_are_as_many_as_the_rate_of_running_wells_counts(mapped):
    """One that was sealed in an earlier year is drawn, and is no duty of this year's."""
    found = faces(mapped, "well")
    assert found["D-0"] == "well_closed"
    wells = map_layers.network.wells(mapped, WHOLE)
    rate = map_layers.network.running(wells, date(2024, 6, 30))
    drawn = Counter(face for face in found.values() if face != "well_closed")
    assert drawn == +Counter(
        well_running=rate.normal, well_silent=rate.silent, well_broken=rate.broken,
        well_unknown=rate.unknown,
    )  # fmt: skip


def test_sources_sites_and_abandoned_wells_have_states(mapped):
    sources = faces(mapped, "source")
    assert sources["SY9"] == "source_unmonitored"
    assert sources["SY8"] == "source_idle"
    sites = faces(mapped, "site")
    assert sites[problem_city.SITE] == "site_silent"
    assert sites["S-OK"] == "site_listed"
    sealed = faces(mapped, "sealed")
    assert sealed["AW-OK"] == "sealed_passed"
    assert sealed["AW-WAIT"] == "sealed_waiting"
    assert sealed["AW-KEPT"] == "sealed_kept"
    assert sealed["AW-OLD"] == "sealed_high"
    assert sealed["AW-LOW"] == "sealed_open"


def test_the_sites_without_sampling_are_those_of_the_problem(mapped):
    named = set(mapped.columns("problem_site_unmonitored", as_ofs=[date(2024, 6, 30)])["subject"])
    silent = {i for i, face in faces(mapped, "site").items() if face == "site_silent"}
    assert silent == named


@pytest.mark.parametrize("layer", MAP_LAYERS)
def test_no_exact_position_of_drinking_water_leaves_a_layer(mapped, layer):
    everywhere = Scope(JUNE, "610424", include_new_area=True)
    sent = json.dumps(map_layers.point_rows(map_layers.things(mapped, everywhere, layer)))
    assert not any(text in sent for text in EXACT)
    if layer in {"well", "source"}:
        assert "[108.68, 34.37]" in sent


def test_other_positions_are_exact_enough_to_find_the_well(mapped):
    found = {one.thing_id: one for one in map_layers.things(mapped, WHOLE, "well")}
    assert (found["W-1"].lon, found["W-1"].lat) == (AT["lon"], AT["lat"])


@pytest.mark.parametrize("layer", MAP_LAYERS)
def test_a_county_narrows_every_layer_and_loses_nothing(mapped, layer):
    whole = map_layers.things(mapped, WHOLE, layer)
    parts = [
        one
        for county in REGION.counties
        for one in map_layers.things(mapped, Scope(JUNE, county.code), layer)
    ]
    assert sorted(one.thing_id for one in parts) == sorted(
        one.thing_id for one in whole if one.county_code
    )
    assert {one.face for one in whole} <= set(FACE_WORDS)


def test_every_thing_opens_the_cell_that_it_was_typed_in(mapped):
    for layer in MAP_LAYERS:
        for one in map_layers.things(mapped, WHOLE, layer):
            found = map_layers.evidence(mapped, WHOLE, f"{layer}:{one.thing_id}")
            assert found.rows[0].place == one.cell
            assert found.rows[0].place.cell.startswith("A")
    assert map_layers.evidence(mapped, WHOLE, "well:nowhere") is None
    assert map_layers.evidence(mapped, WHOLE, "nothing:W-1") is None


def test_zones_are_counted_by_county_and_class(tmp_path):
    with closing(Archive.of(tmp_path)) as archive:
        rows = [
            {"zone_id": f"Z{n}", "county_code": "610402", "zone_class": "control", "area_km2": 2.5,
             "zone_stage": stage}
            for n, stage in enumerate(("submitted", "report"))
        ]  # fmt: skip
        hand_in(archive, "zone", "sthjj", "2024Q2", rows)
        version = publish(tmp_path, archive, reason="test")
    found = map_layers.zones(open_version(tmp_path, version), WHOLE)
    assert found == [("610402", "管控类区域", 2, 5.0, 1)]


# ------------------------------------------------------------------- counties


@pytest.mark.parametrize("code", map_shades.choices())
def test_every_choice_says_something_of_every_county(store, code):
    found = map_shades.shading(store, Scope(JUNE, "610402"), code)
    assert [one.county_code for one in found.shades] == [c.code for c in REGION.counties]
    assert sum(found.tally().values()) == len(REGION.counties)
    for one in found.shades:
        assert one.figure
        assert one.counts
        assert (one.value is None) == (one.kind not in {Kind.VALUE, Kind.CARRIED})
        share = found.share(one)
        assert share is None if one.value is None else 0 <= share <= 1


def test_the_choices_are_score_progress_and_each_indicator_by_county():
    wanted = [one.code for one in INDICATORS if one.by_county]
    assert list(map_shades.choices()) == [SCORE, PROGRESS, *wanted]


def test_a_county_that_did_not_report_carries_on_or_has_never_reported(store):
    found = map_shades.shading(store, WHOLE, SCORE)
    assert found["610404"].kind is Kind.CARRIED
    assert "沿用2024年5月" in found["610404"].counts
    assert found["610481"].kind is Kind.NOT_REPORTED
    assert found["610481"].figure == "未报"
    progress = map_shades.shading(store, WHOLE, PROGRESS)
    assert progress["610402"].figure == "48.0%"
    assert progress["610404"].kind is Kind.CARRIED
    assert progress["610481"].kind is Kind.NOTHING_DUE


def shade(code, value):
    return CountyShade(code, Kind.VALUE, value, str(value), "", "")


@pytest.mark.parametrize(
    ("rising", "places"), [(True, [2, 1, 2, None, 4]), (False, [2, 4, 2, None, 1])]
)
def test_equal_values_share_a_place(rising, places):
    shades = [shade("a", 50.02), shade("b", 90.0), shade("c", 50.04), shade("d", None),
              shade("e", 10.0)]  # fmt: skip
    assert [one.rank for one in map_shades.ranked(shades, rising=rising)] == places
