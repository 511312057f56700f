"""The stories of the tasks in the published city, each figure by SQL over the rows in force."""

import shutil
from datetime import date

import duckdb
import pytest

from gwdash.demo import counts, geothermal, hazards, office, projects, sources, wells
from gwdash.demo.courses import STALLED_COUNTY
from gwdash.registry.datasets import DATASETS, LEDGERS, reference_target
from gwdash.registry.model import DatasetKind
from gwdash.registry.region import REGION

AS_OF = date(2024, 6, 30)
COUNTIES = [county.code for county in REGION.counties]
REFERENCES = [
    (dataset.name, column.name)
    for dataset in LEDGERS.values()
    for column in dataset.columns
    if column.references
]


@pytest.fixture(scope="module")
def city(demo_city, tmp_path_factory):
    """Return a connection to a copy of the live file, with a view of what is in force."""
    number = int((demo_city / "store" / "CURRENT").read_text("utf-8"))
    path = tmp_path_factory.mktemp("stories") / "city.duckdb"
    shutil.copy(demo_city / "store" / f"gwdash-{number}.duckdb", path)
    with duckdb.connect(path) as connection:
        for dataset in LEDGERS.values():
            if dataset.kind in {DatasetKind.REGISTER, DatasetKind.OFFICE}:
                connection.execute(_current(dataset))
        yield connection


def _current(dataset):
    """The rows in force at the end: of each key the one that was accepted last."""
    key = ", ".join(dataset.key)
    return f"""
        CREATE VIEW now_{dataset.name} AS
        SELECT r.* FROM core.{dataset.name} AS r JOIN mart.slice AS s USING (submission_id)
        WHERE s.period_end <= DATE '{AS_OF.year}-12-31'
          AND DATE '{AS_OF}' < coalesce(s.next_period_end, DATE '9999-12-31')
        QUALIFY row_number() OVER (
            PARTITION BY {key} ORDER BY s.period_end DESC, submission_id DESC) = 1"""  # noqa: S608 (names are the registry's)


def one(city, query, *parameters):
    return city.execute(query, parameters).fetchone()[0]


@pytest.mark.parametrize("name", LEDGERS)
def test_every_ledger_has_rows_of_every_reporter_that_has_any(city, name):
    assert one(city, f"SELECT count(*) FROM core.{name}") > 0  # noqa: S608 (names are the registry's)
    handed = {
        row[0]
        for row in city.execute(
            "SELECT DISTINCT reporter FROM core.submission WHERE dataset = ?", [name]
        ).fetchall()
    }
    assert handed <= {r.code for r in REGION.expand_reporters(LEDGERS[name].reporters)}


@pytest.mark.parametrize(("name", "column"), REFERENCES)
def test_references_resolve(city, name, column):
    target, key = reference_target(DATASETS[name].column(column))
    lost = city.execute(
        f"SELECT DISTINCT {column} FROM core.{name} WHERE {column} IS NOT NULL "  # noqa: S608 (names are the registry's)
        f"AND {column} NOT IN (SELECT {key} FROM core.{target.name})"
    ).fetchall()
    assert lost == []


def test_every_key_is_reported_once(city):
    assert one(city, "SELECT count(*) FROM now_abandoned_well") == one(
        city, "SELECT count(DISTINCT aw_id) FROM core.abandoned_well"
    )


def test_zones_wait_for_the_province(city):
    stages = dict(city.execute("SELECT zone_stage, count(*) FROM now_zone GROUP BY ALL").fetchall())
    assert set(stages) == {"submitted", "review"}
    assert stages["submitted"] > 4 * stages["review"]


def test_skipped_samplings(city):
    """Sites with wells of the network that are of the first class and sampled nothing since."""
    silent = city.execute("""
        SELECT count(DISTINCT u.site_id) FROM now_key_unit AS u
        JOIN now_well AS w USING (pollution_source_id)
        WHERE w.well_state = 'running' AND u.production_state <> 'closed'
          AND u.site_id NOT IN (
            SELECT site_id FROM core.self_monitoring WHERE sampled_on >= DATE '2023-07-01')
    """).fetchone()
    assert silent == (2,)


def test_overdue_hazards(city):
    found = one(city, """
        SELECT count(*) FROM now_leak_hazard
        WHERE rectify_by < ? AND rectify_status IN ('open', 'in_progress')""", AS_OF)  # fmt: skip
    missing = {STALLED_COUNTY}  # its last report did not come
    told = [h for h in hazards.hazards() if h.site.county not in missing]
    expected = sum(h.due_on < AS_OF < h.mended_on for h in told)
    assert found >= expected > 3


def test_causes_of_exceedance(city):
    causes = dict(
        city.execute("""
        SELECT source_id, cause FROM now_water_source WHERE cause IS NOT NULL""").fetchall()
    )
    county, number = sources.HUMAN_SOURCE
    assert causes == {
        f"SY{wells.FLUORIDE_COUNTY}001": "background", f"SY{wells.HARD_COUNTY}001": "background",
        f"SY{county}{number:03}": "human",
    }  # fmt: skip


def test_sources_without_a_well(city):
    uncovered = one(
        city,
        """
        SELECT count(*) FROM now_water_source WHERE source_level IN ('city', 'county')
        AND source_id NOT IN (SELECT source_id FROM now_well WHERE source_id IS NOT NULL)""",
    )
    assert uncovered == len(sources.UNCOVERED)


def test_rebuilt_projects_of_the_main_city(city):
    built = one(
        city,
        """
        SELECT count(DISTINCT heat_project) FROM core.geothermal
        JOIN core.submission USING (submission_id)
        WHERE period = '2024-06' AND is_main_city AND rebuild_stage IN ('built', 'running')""",
    )
    assert built == 5


def test_reinjection_of_the_last_season(city):
    rates = dict(
        city.execute("""
        SELECT heat_project, sum(reinjected_m3) / sum(abstracted_m3) FROM core.geothermal
        JOIN core.submission USING (submission_id)
        WHERE period BETWEEN '2023-11' AND '2024-03' AND rebuild_stage = 'not_needed'
          AND geothermal_well_type <> 'closed_loop'
        GROUP BY ALL""").fetchall()
    )
    assert min(rates, key=rates.__getitem__) == geothermal.LAGGING
    assert rates.pop(geothermal.LAGGING) < 0.7
    assert min(rates.values()) > 0.9


def test_closed_loops_take_no_water(city):
    assert (
        one(
            city,
            """
        SELECT count(abstracted_m3) + count(reinjected_m3) FROM core.geothermal
        WHERE geothermal_well_type = 'closed_loop'""",
        )
        == 0
    )


def test_sealed_wells_are_as_many_as_the_reports_say(city):
    sealed = dict(
        city.execute("""
        SELECT county_code, count(*) FILTER (acceptance = 'passed')
        FROM now_abandoned_well GROUP BY ALL""").fetchall()
    )
    told = {c: counts.done(counts.SEALINGS, c, AS_OF) for c in COUNTIES}
    assert {c: n for c, n in sealed.items() if n} == told
    assert 800 < one(city, "SELECT count(*) FROM now_abandoned_well") < 1300


def test_high_risk_is_ahead(city):
    """Of the wells on the year's lists that were known in spring; later finds stand apart."""
    shares = dict(
        city.execute("""
        SELECT well_risk, avg((acceptance IS NOT DISTINCT FROM 'passed')::INT)
        FROM now_abandoned_well
            WHERE surveyed_on < DATE '2024-04-01' AND task_year IS NOT NULL
            GROUP BY ALL""").fetchall()
    )
    assert shares["high"] > 0.95 > shares["low"]


def test_townships_of_the_stalled_county(city):
    surveyed = city.execute("""
        SELECT count(*), count(*) FILTER (NOT is_surveyed) FROM now_survey_progress
        WHERE county_code = ?""", [STALLED_COUNTY]).fetchone()  # fmt: skip
    assert surveyed == (12, 4)


def test_idle_and_missing_money(city):
    idle = city.execute("""
        SELECT received_10k_yuan > 0, spent_10k_yuan FROM now_project WHERE project_name = ?""",
        [projects.IDLE]).fetchone()  # fmt: skip
    assert idle == (True, 0.0)
    unpaid = city.execute("""
        SELECT allocated_local_10k_yuan > 0, received_local_10k_yuan FROM now_project
        WHERE project_name = ?""", [projects.UNPAID]).fetchone()  # fmt: skip
    assert unpaid == (True, 0.0)


def test_decisions_as_the_office_has_them(city):
    due = "coalesce(extended_to, decision_due_on)"
    overdue = one(city, f"""
        SELECT count(*) FROM now_decision WHERE decision_status <> 'done' AND {due} <= ?""",  # noqa: S608 (names are the registry's)
        AS_OF)  # fmt: skip
    rows = office.decision_rows(REGION.office, AS_OF)
    expected = sum(
        row["decision_status"] != "已办结"
        and (row["extended_to"] or row["decision_due_on"]) <= AS_OF
        for row in rows
    )
    assert overdue == expected
    assert one(city, "SELECT count(*) FROM now_decision") == len(rows)


def test_rules_and_cases(city):
    stages = dict(city.execute(
        "SELECT rule_stage, count(*) FROM now_policy_rule GROUP BY ALL").fetchall())  # fmt: skip
    assert stages["issued"] >= 4
    assert len(stages) >= 3
    closed = one(city, "SELECT count(*) FROM now_damage_case WHERE case_stage = 'closed'")
    assert closed == 4


def test_the_scheme_adds_up_to_a_hundred(city):
    totals = city.execute(
        "SELECT DISTINCT sum(score_weight) FROM now_scoring_scheme GROUP BY scheme_version"
    ).fetchall()
    assert totals == [(100.0,)]
    flags = one(
        city,
        """
        SELECT count(*) FROM now_score_adjustment WHERE adjustment_kind = 'constraint'""",
    )
    assert flags == 1
