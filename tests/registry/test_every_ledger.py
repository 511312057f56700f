"""The declarations against what was agreed: which ledgers, and every column asked of them."""

import csv
import os
from pathlib import Path

import pytest

from gwdash.registry.datasets import DATASETS, LEDGERS, find_dataset, reference_target
from gwdash.registry.model import DEFAULT_SOURCE, Cadence, Column, DatasetKind, Kind, Need, Rule
from gwdash.registry.region import REGION
from gwdash.registry.rules import CONDITIONAL
from gwdash.registry.thresholds import THRESHOLDS

HERE = Path(__file__).parent
ALL = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)


def table(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AGREED = table("ledgers_agreed.csv")
ASKED = table("ledger_fields.csv")

CADENCES = {
    "year + adjustments": Cadence.YEAR,
    "month": Cadence.MONTH,
    "quarter": Cadence.QUARTER,
    "half year": Cadence.HALF,
    "as held": Cadence.AS_HELD,
    "year": Cadence.YEAR,
}
#: Words of the agreement for reporters; “progress from units” adds them to the office.
REPORTERS = {
    "15 units": "units",
    "13 counties": "counties",
    "领导小组办公室": "office",
    "progress from units": "units",
    "市生态环境局": "sthjj",
    "市自然资源局": "zrzyj",
    "市水利局": "slj",
}
#: Column names of the agreement that are called otherwise in the registry.
KEY_NAMES = {
    "town": "town",
    "year": "list_year",
    "no": "decision_no",
    "version": "scheme_version",
    "permit_no or uscc": "site_id",
}
#: A decision has one row for each responsible unit: its grain says so, its key does not.
KEY_BY_GRAIN = {"decision": {"responsible_unit"}}
#: Period and reporter of a row are its submission's.
OF_THE_SUBMISSION = {"period", "reporter"}


def agreed_key(row):
    """Return the key columns that the agreement names, by their names in the registry."""
    words = row["key"].replace("site_no; ", "").replace("+", " ").replace(" or ", "_or_").split()
    names = {KEY_NAMES.get(word.replace("_or_", " or "), word) for word in words}
    return (names - OF_THE_SUBMISSION) | KEY_BY_GRAIN.get(row["dataset"], set())


def agreed_reporters(row):
    words = row["reporters"].replace("; ", ", ").replace(" and ", ", ").split(", ")
    return {REPORTERS[word] for word in words}


def test_the_ledgers_are_those_agreed():
    assert set(LEDGERS) == {row["dataset"] for row in AGREED}
    assert len(LEDGERS) == 22


def test_what_the_pages_keep_themselves_is_stored_and_asked_of_nobody():
    internal = set(DATASETS) - set(LEDGERS)
    assert internal == {"attachment", "verified_progress"}
    for name in internal:
        dataset = DATASETS[name]
        assert dataset.internal
        assert dataset.due_day is None
        assert find_dataset(name) is find_dataset(dataset.label) is None


@pytest.mark.parametrize("row", AGREED, ids=lambda r: r["dataset"])
def test_a_ledger_is_as_agreed(row):
    dataset = DATASETS[row["dataset"]]
    assert dataset.kind is DatasetKind(row["kind"])
    assert dataset.cadence is CADENCES[row["cadence"]]
    assert dataset.due_day == (int(row["due_day"].split()[0]) if row["due_day"] else None)
    assert set(dataset.reporters) == agreed_reporters(row)
    assert set(dataset.key) == agreed_key(row)


def test_the_agreement_is_the_present_one():
    folder = os.environ.get("GWDASH_DOMAIN") or HERE.parents[2] / "shared" / "domain"
    path = Path(folder) / "datasets.csv"
    if not path.is_file():
        pytest.skip("no agreement beside the checkout; GWDASH_DOMAIN names its folder")
    with path.open(encoding="utf-8", newline="") as file:
        present = [{name: row[name] for name in AGREED[0]} for row in csv.DictReader(file)]
    assert present == AGREED
    with (path.parent / "ledgers.csv").open(encoding="utf-8", newline="") as file:
        asked = {(row["ledger"], row["column_zh"], row["code"]) for row in csv.DictReader(file)}
    assert asked == {(row["ledger"], row["heading"], row["code"]) for row in ASKED}


def test_every_column_asked_for_is_declared_or_left_out_for_a_reason():
    assert len(ASKED) > 250
    for row in ASKED:
        dataset = DATASETS[row["dataset"]]
        if row["left_out"]:
            assert dataset.match(row["heading"]) is None, row
            assert dataset.ignores(row["heading"]), row
        else:
            found = dataset.match(row["heading"])
            assert found is not None, row
            assert found.name == row["field"], row
    assert sum(bool(row["left_out"]) for row in ASKED) == 9


#: Columns of wells that name a kind are kept as typed: forms in use have further words.
KEPT_AS_TEXT = {
    "area_point_type", "source_point_type", "pollution_point_type", "owner_type",
    "monitoring_mode", "sealing_state",
}  # fmt: skip
#: States and figures that people type among the words of a list, and what is said of them.
NOT_A_WORD = {"停用": "状态", "逾期": "系统"}


@pytest.mark.parametrize("row", [r for r in ASKED if r["choices"] and r["field"]], ids=str)
def test_every_choice_asked_for_is_a_code(row):
    column = DATASETS[row["dataset"]].column(row["field"])
    codes = column.field.codes
    if codes is None:
        plain = {Kind.BOOLEAN, Kind.TASK, Kind.COUNTY, Kind.ANALYTE, Kind.PERIOD}
        assert column.field.kind in plain or column.name in KEPT_AS_TEXT
        return
    choices = "Ⅰ|Ⅱ|Ⅲ|Ⅳ|Ⅴ" if ".." in row["choices"] else row["choices"]
    for word in choices.split("|"):
        if codes.find(word) is None:
            assert NOT_A_WORD[word] in codes.explain(word)


def test_what_is_required_is_needed_always_or_under_a_condition():
    #: Required by the list of columns, and not by what was decided since.
    decided = {
        ("water_source", "reported_ok"): "computed from samples, a typed value is compared",
        ("geothermal", "abstracted_m3"): "not for closed loops: required by type",
        ("geothermal", "reinjected_m3"): "not for closed loops: required by type",
        ("self_monitoring", "uscc"): "or the permit's number",
        ("damage_case", "opened_on"): "once the clue has become a case",
    }
    for row in (r for r in ASKED if r["required"] == "Y" and r["field"]):
        dataset = DATASETS[row["dataset"]]
        column = dataset.column(row["field"])
        if not column.stored or (row["dataset"], row["field"]) in decided:
            continue
        assert column.need is not Need.OPTIONAL, row
    for row in (r for r in ASKED if r["required"].startswith("if ") and r["field"]):
        dataset = DATASETS[row["dataset"]]
        conditional = {
            name for rule in dataset.rules if rule.rule is Rule.REQUIRED_IF for name in rule.columns
        }
        assert row["field"] in conditional or row["dataset"] == "water_quality", row


@ALL
def test_every_code_list_bound_and_rule_says_where_it_comes_from(dataset):
    for column in dataset.columns:
        assert column.field.source
        assert column.field.codes is None or column.field.codes.source
    assert all(rule.source for rule in dataset.rules)
    for rule in dataset.rules:
        assert rule.threshold is None or rule.threshold in THRESHOLDS
        assert rule.message or rule.rule in CONDITIONAL | {Rule.POSITION, Rule.BOUNDARY}


def test_sources_are_citations_or_marked_as_the_platforms_own():
    lists = {c.field.codes for d in DATASETS.values() for c in d.columns if c.field.codes}
    own = {code_list.name for code_list in lists if code_list.source == DEFAULT_SOURCE}
    cited = {code_list.name: code_list.source for code_list in lists} | {
        threshold.name: threshold.source for threshold in THRESHOLDS
    }
    assert {"well_risk", "zone_stage", "geothermal_state"} <= own
    for name, source in cited.items():
        assert source.startswith((DEFAULT_SOURCE, "《", "GB", "HJ", "DB", "咸阳市")), name


@ALL
def test_references_point_to_a_stored_column(dataset):
    for column in dataset.columns:
        if column.references:
            target, name = reference_target(column)
            assert name in {c.name for c in target.stored_columns}


def test_the_references_between_ledgers():
    found = {
        (d.name, c.name): c.references for d in LEDGERS.values() for c in d.columns if c.references
    }
    assert found == {
        ("task_progress", "item_id"): "work_plan",
        ("self_monitoring", "site_id"): "key_unit.site_id",
        ("leak_hazard", "site_id"): "key_unit.site_id",
        ("well", "source_id"): "water_source",
        ("well", "pollution_source_id"): "key_unit.pollution_source_id",
        ("water_quality", "well_id"): "well",
        ("water_quality", "source_id"): "water_source",
        ("water_level", "well_id"): "well",
        ("geothermal", "pair_gw_id"): "geothermal",
        ("decision", "meeting_id"): "meeting",
        ("score_adjustment", "indicator_id"): "scoring_scheme.indicator_id",
    }
    with pytest.raises(KeyError):
        reference_target(Column(DATASETS["well"].column("well_name").field))


def test_a_register_belongs_to_one_reporter_unless_it_is_shared():
    shared = {d.name for d in DATASETS.values() if d.shared_keys}
    assert shared == {"decision"}
    assert DATASETS["well"].one_reporter_a_key
    assert not DATASETS["geothermal"].one_reporter_a_key
    assert not DATASETS["decision"].one_reporter_a_key


@pytest.mark.parametrize(
    ("cadence", "kind", "words"),
    [
        (Cadence.MONTH, "month", "每月"),
        (Cadence.QUARTER, "quarter", "每季"),
        (Cadence.HALF, "half", "每半年"),
        (Cadence.YEAR, "year", "每年"),
        (Cadence.AS_HELD, "month", "随时"),
    ],
)
def test_each_cadence_has_periods_and_words(cadence, kind, words):
    assert (cadence.period_kind, cadence.words) == (kind, words)


def test_only_places_of_the_whole_region_may_say_so():
    whole = {d.name for d in LEDGERS.values() for c in d.columns if c.whole_region}
    assert whole == {"work_plan", "task_progress", "project", "publicity"}
    assert REGION.code not in {c.code for c in REGION.counties}


OFFICIAL_FORM = (
    "废弃井编号", "废弃井名称", "原始编号", "废弃井类型", "废弃井井别", "市", "县", "乡镇（街道）",
    "村（街）门牌号", "所属单位", "建井时间", "联系人", "联系电话", "废弃原因", "废弃时间", "经度",
    "纬度", "填表人", "排查人", "排查记录/时间", "信息状态", "开始", "完成", "备注",
)  # fmt: skip


def test_the_official_form_of_abandoned_wells_is_known_by_its_headings():
    dataset = DATASETS["abandoned_well"]
    assert len(OFFICIAL_FORM) == 24
    unknown = [h for h in OFFICIAL_FORM if dataset.match(h) is None and not dataset.ignores(h)]
    assert unknown == []
    given = {c.name for c in map(dataset.match, OFFICIAL_FORM) if c}
    load = {c.name for c in dataset.columns if c.need is Need.LOAD}
    assert load <= given
    assert {"well_risk", "disposal"} <= {
        c.name for c in dataset.columns if c.need is Need.COMPLETE
    } - given
