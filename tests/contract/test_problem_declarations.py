"""Every kind of problem says which ledgers decide it: a change of those alone makes it anew."""

import re

import pytest

from gwdash.registry.datasets import DATASETS
from gwdash.registry.problems import PROBLEM_KINDS
from gwdash.store.marts import MARTS, PROBLEM, sql_text

ASKED = [kind for kind in PROBLEM_KINDS if not kind.judged]
VIEW = re.compile(r"\b([a-z_]+?)_(?:asof|reported|current|held|on(?=\())\b")
MART = re.compile(r"\bmart\.([a-z_]+)")


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.code)
def test_the_rows_come_from_the_declared_ledgers(kind):
    text = sql_text(f"queries/{kind.query}")
    marts = {mart.name: mart.dataset for mart in MARTS}
    read = set(VIEW.findall(text)) | {marts[name] for name in MART.findall(text)}
    assert read == set(kind.datasets)
    assert read <= set(DATASETS)
    assert len(kind.datasets) == len(read)


@pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.code)
def test_a_query_is_asked_for_many_days_and_yields_what_is_kept(kind):
    text = sql_text(f"queries/{kind.query}")
    bound = {limit.name for limit in kind.thresholds}
    statement = re.sub(r"--.*", "", text)
    assert set(re.findall(r"\$([a-z_0-9]+)", statement)) == {"as_ofs", *bound}


def test_every_kind_but_the_judged_is_kept():
    assert [code for code, _ in PROBLEM.parts] == [kind.code for kind in ASKED]


def test_figures_of_two_kinds_are_never_bound_under_one_name():
    names = [limit.name for kind in ASKED for limit in kind.thresholds]
    assert len(names) == len(set(names))
