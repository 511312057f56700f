import csv
import itertools
import json
import math
import shutil
from datetime import date

import pytest

from gwdash.registry.model import RegistryError
from gwdash.registry.region import DEFAULT_REGION, REGION, REGION_FOLDER, load_region

COUNTIES = {
    "610402": "秦都区", "610404": "渭城区", "610481": "兴平市", "610482": "彬州市",
    "610431": "武功县", "610424": "乾县", "610425": "礼泉县", "610423": "泾阳县",
    "610422": "三原县", "610426": "永寿县", "610428": "长武县", "610429": "旬邑县",
    "610430": "淳化县",
}  # fmt: skip


def test_the_thirteen_counties():
    assert {c.code: c.name for c in REGION.counties} == COUNTIES
    assert [c.code for c in REGION.outside] == ["610403"]


@pytest.mark.parametrize("county", [*REGION.counties, *REGION.outside], ids=lambda c: c.name)
def test_a_county_is_found_by_every_name(county):
    words = [county.code, county.name, *county.aliases, *county.old_codes, f"咸阳市{county.name}"]
    words += [f" {county.name[0]} {county.name[1:]}", f"陕西省咸阳市{county.name}"]
    words += [f"{county.code}000000", f"{county.code}001", f"{county.code}001002"]
    assert {REGION.find_county(word) for word in words} == {county}
    assert REGION.county(county.code) is county
    assert REGION.place_name(county.code) == county.name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("彬县", "610482"),
        ("彬　县", "610482"),
        ("610427", "610482"),
        ("乾　县", "610424"),
        ("栒邑县", "610429"),
        ("杨凌示范区", "610403"),
        ("杨凌", "610403"),
        ("咸阳市", None),
        ("610400", None),
        ("雁塔区", None),
        ("", None),
        ("61040", None),
    ],
)
def test_old_and_foreign_places(text, code):
    found = REGION.find_county(text)
    assert (found.code if found else None) == code


def test_a_known_place_out_of_scope_says_why():
    outside = REGION.find_county("杨陵区")
    assert not outside.in_scope
    assert "不在13个县市区范围" in outside.note
    assert REGION.place_name(None) == "范围外"


@pytest.mark.parametrize("text", ["610400", "咸阳市", "市级", "市本级", "全市", "咸阳"])
def test_names_of_the_whole_city(text):
    assert REGION.is_city(text)
    assert REGION.find_county(text) is None


def test_new_area_is_told_of_four_counties():
    assert {c.name for c in REGION.counties if c.new_area} == {
        "秦都区", "渭城区", "兴平市", "泾阳县",
    }  # fmt: skip


def test_fifteen_units_and_the_office():
    members = [unit for unit in REGION.units if unit.member]
    assert len(members) == 15
    assert [u.code for u in REGION.units if not u.member] == ["ldxz"] == [REGION.office]
    assert [u.short_name for u in members if not u.listed] == ["市科技局"]


@pytest.mark.parametrize("unit", REGION.units, ids=lambda u: u.short_name)
def test_a_unit_reports_under_every_name(unit):
    for word in (unit.code, unit.short_name, unit.full_name, *unit.aliases, f" {unit.short_name}"):
        assert REGION.find_reporter(word).code == unit.code, word
    assert REGION.unit(unit.code) is unit


@pytest.mark.parametrize("county", REGION.counties, ids=lambda c: c.name)
def test_a_county_reports_under_every_name(county):
    short = county.short_name
    words = (
        county.name, county.code, f"咸阳市{county.name}", f"{county.name}人民政府",
        f"咸阳市{county.name}人民政府", f"{county.name}政府", f"{short}分局",
        f"市生态环境局{short}分局", f"咸阳市生态环境局{short}分局", f"{county.name}生态环境局",
    )  # fmt: skip
    assert {REGION.find_reporter(word).code for word in words} == {county.code}


@pytest.mark.parametrize("text", ["杨陵区", "西安市", "某某公司", ""])
def test_others_do_not_report(text):
    assert REGION.find_reporter(text) is None


def test_reporters_stand_in_the_order_of_display():
    groups = [reporter.group for reporter in REGION.reporters]
    assert groups == ["units"] * 15 + ["counties"] * 13 + ["office"]
    chosen = REGION.expand_reporters(("slj", "counties"))
    assert [r.code for r in chosen] == ["slj", *COUNTIES]
    assert REGION.reporter("slj").name == "市水利局"
    with pytest.raises(KeyError):
        REGION.reporter("610403")


@pytest.mark.parametrize("task", REGION.tasks, ids=lambda t: t.code)
def test_a_task_is_found_by_number_and_name(task):
    ordinal = "一二三四五六七"[int(task.no) - 1]
    words = [task.no, task.code, task.short_name, task.name, f"任务{task.no}"]
    words += [f"{ordinal}、{task.short_name}", f"{task.no}.{task.name}", f"{task.no}、{task.name}"]
    assert {REGION.find_task(word) for word in words} == {task}


def test_seven_tasks_and_who_leads_them():
    assert [task.no for task in REGION.tasks] == list("1234567")
    assert REGION.task("5").lead_units == ("zrzyj", "slj")
    assert REGION.task("6").lead_units == ("slj", "zrzyj")
    assert REGION.find_task("8") is None


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2022, 1, 24), "建设期"),
        (date(2024, 12, 31), "建设期"),
        (date(2025, 1, 1), "评估期"),
        (date(2025, 12, 31), "评估期"),
        (date(2026, 1, 1), "巩固期"),
        (date(2099, 1, 1), "巩固期"),
    ],
)
def test_phases(day, phase):
    assert REGION.phase(day).label == phase


def test_seats_and_labels_lie_in_the_extent():
    extent = REGION.extent
    for county in REGION.counties:
        for lon, lat in (county.seat, county.label_at):
            assert extent.lon_min < lon < extent.lon_max
            assert extent.lat_min < lat < extent.lat_max


@pytest.fixture
def pack(tmp_path):
    """Return a copy of the region pack to plant contradictions in."""
    return shutil.copytree(REGION_FOLDER / DEFAULT_REGION, tmp_path / "pack")


def rewrite(pack, name, change):
    with (pack / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with (pack / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def two_counties_with_one_alias(pack):
    rewrite(pack, "counties.csv", lambda rows: rows[1].update(aliases="秦都"))


def two_units_with_one_alias(pack):
    rewrite(pack, "units.csv", lambda rows: rows[1].update(aliases="发改委"))


def a_unit_named_like_a_county(pack):
    rewrite(pack, "units.csv", lambda rows: rows[1].update(aliases="秦都区"))


def a_task_led_by_nobody(pack):
    rewrite(pack, "tasks.csv", lambda rows: rows[0].update(lead_units="nobody"))


def two_tasks_with_one_name(pack):
    rewrite(pack, "tasks.csv", lambda rows: rows[1].update(short_name=rows[0]["short_name"]))


def a_county_without_boundary(pack):
    path = pack / "counties.geojson"
    drawn = json.loads(path.read_text("utf-8"))
    drawn["features"].pop()
    path.write_text(json.dumps(drawn), "utf-8")


def an_office_that_is_no_unit(pack):
    path = pack / "region.toml"
    path.write_text(path.read_text("utf-8").replace('office = "ldxz"', 'office = "none"'), "utf-8")


def phases_that_end(pack):
    path = pack / "region.toml"
    path.write_text(
        path.read_text("utf-8").replace(
            'label = "巩固期"', 'label = "巩固期"\nlast_day = 2030-12-31'
        ),
        "utf-8",
    )


def test_the_copied_pack_is_the_region(pack):
    assert load_region(pack) == REGION


@pytest.mark.parametrize(
    "plant",
    [
        two_counties_with_one_alias,
        two_units_with_one_alias,
        a_unit_named_like_a_county,
        a_task_led_by_nobody,
        two_tasks_with_one_name,
        a_county_without_boundary,
        an_office_that_is_no_unit,
        phases_that_end,
    ],
    ids=lambda plant: plant.__name__,
)
def test_a_pack_that_contradicts_itself_is_refused(pack, plant):
    plant(pack)
    with pytest.raises(RegistryError):
        load_region(pack)


def test_areas_are_those_of_the_drawn_boundary():
    """About, within a percent of plain degrees turned into kilometres; the city has 10 000 km²."""
    drawn = {f["properties"]["code"]: f["geometry"] for f in REGION.boundary["features"]}
    for county in REGION.counties:
        assert county.area_km2 == pytest.approx(_plain_km2(drawn[county.code]), rel=0.01)
    assert sum(county.area_km2 for county in REGION.counties) == pytest.approx(10_230, rel=0.01)


def _plain_km2(geometry):
    """Twice the signed area of a ring is the sum of its cross products (holes do not occur)."""
    parts = geometry["coordinates"]
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    total = 0.0
    for (ring,) in polygons:
        middle = math.radians(sum(lat for _, lat in ring) / len(ring))
        double = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))
        total += abs(double) / 2 * 111.32 * math.cos(middle) * 110.94
    return total


def test_the_heating_season_crosses_the_new_year():
    season = REGION.heating
    assert (season.first_month, season.first_day) == (11, 15)
    assert (season.last_month, season.last_day) == (3, 15)
