"""Every indicator says what it is made of, and its SQL reads just that."""

import re

import pytest

from gwdash.registry.datasets import DATASETS, LEDGERS
from gwdash.registry.duties import owed_by
from gwdash.registry.indicator import Direction, Indicator, Target
from gwdash.registry.indicator_list import INDICATORS, indicator, of_task
from gwdash.registry.kinds import RegistryError
from gwdash.registry.region import REGION
from gwdash.store.marts import SQL_FOLDER, sql_text

MARTS_OF = {"sample": "water_quality", "sample_span": "water_quality", "season_span":
            "water_quality", "exceedance": "water_quality", "level_month": "water_level",
            "level_span": "water_level"}  # fmt: skip
VIEW = re.compile(r"\b([a-z_]+?)_(?:monthly|asof|reported|current|owed|on(?=\())\b")
MART = re.compile(r"\bmart\.([a-z_]+)")
OTHER = re.compile(r"\bevidence_([a-z_0-9]+)")


def sql(one):
    lines = sql_text(f"indicators/{one.code}").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


def read_by(one):
    views = set(VIEW.findall(sql(one))) & set(DATASETS)
    marts = set(MART.findall(sql(one))) - {"month"}
    if marts & {"submission_state", "slice"}:
        return {name for name, dataset in LEDGERS.items() if owed_by(dataset)}
    others = [read_by(indicator(code)) for code in set(OTHER.findall(sql(one)))]
    return views.union({MARTS_OF[name] for name in marts}, *others)


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.code)
def test_the_rows_come_from_the_declared_ledgers(one):
    assert read_by(one) == set(one.datasets)


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.code)
def test_a_reader_learns_where_the_rule_comes_from(one):
    assert sql_text(f"indicators/{one.code}").startswith("-- ")
    assert one.rule.endswith("。")
    assert one.task_no == "0" or REGION.task(one.task_no)
    assert one.target.words
    assert one.target.source
    assert one.obliged in {"", "counties"}


def test_every_file_belongs_to_an_indicator():
    files = {path.stem for path in (SQL_FOLDER / "indicators").glob("*.sql")}
    assert files == {one.code for one in INDICATORS}


def test_every_task_has_indicators():
    assert all(of_task(task.no) for task in REGION.tasks)
    assert of_task("0")


def test_a_target_in_percent_fits_its_direction():
    for one in INDICATORS:
        if one.target.is_set:
            assert one.direction is not Direction.NEUTRAL
            assert 0 < one.target.value_pct <= 100


GOOD = {
    "code": "x",
    "task_no": "1",
    "label": "名",
    "numerator": "子",
    "denominator": "母",
    "thing": "一",
    "rule": "规。",
    "source": "据",
    "datasets": ("zone",),
}


@pytest.mark.parametrize(
    "wrong",
    [{"code": "X Y"}, {"rule": ""}, {"source": ""}, {"datasets": ()}, {"scored": True},
     {"scored": True, "by_county": False, "target": Target(90.0, "≥90%", "据")}],
)  # fmt: skip
def test_an_indicator_that_cannot_be_explained_is_refused(wrong):
    Indicator(**GOOD)
    with pytest.raises(RegistryError):
        Indicator(**GOOD | wrong)


def test_an_unknown_code_is_no_indicator():
    with pytest.raises(KeyError):
        indicator("nothing")
