"""No figure decides anything that 方法说明 does not name with its value and its source."""

import ast
import dataclasses
import importlib
import pkgutil

import pytest
import source_tree as src

import gwdash.assess
import gwdash.queries
import gwdash.registry
from gwdash.export import method, method_limits
from gwdash.registry.rules import Threshold

#: What arithmetic, the calendar, the screen or memory need, and bounds of fields, which stand in
#: the dictionary.
NO_LIMITS = {
    "FULL_PCT", "FULL_SCORE", "_FULL", "_FULL_PCT", "ZERO", "DAYS_A_YEAR", "DAYS_A_MONTH",
    "_TWO_SIDES", "_KENDALL", "_KEPT", "_QUARTER", "_MONTHS", "_DIGITS", "_LEAST_P",
    "_TWO_YEARS_DAYS", "_FEWEST_POINTS", "_MOST_DECIMALS", "_COUNTY_CODE_DIGITS", "_PAIR",
    "_LARGEST_10K_YUAN", "NAMED", "_ENDS", "_REASON",
}  # fmt: skip
NAMED = {"MONTHLY_DAYS", "LEFT_OUT", "UNSTABLE_BELOW", "DEEPEST_WELL_M"}


def modules(package):
    """The modules of a package and of the packages in it."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def told():
    """The rows of all tables of the document."""
    return {row for one in method.sections() for table in one.tables for row in table.rows}


THRESHOLDS = {
    one
    for package in (gwdash.registry, gwdash.assess, gwdash.queries)
    for module in modules(package)
    for one in vars(module).values()
    if isinstance(one, Threshold)
}
RULES = {
    one
    for module in modules(gwdash.assess)
    for one in vars(module).values()
    if isinstance(one, type)
    and dataclasses.is_dataclass(one)
    and one.__name__.endswith(("Rule", "Rules"))
}


@pytest.mark.parametrize("one", sorted(THRESHOLDS, key=lambda one: one.name), ids=lambda o: o.name)
def test_every_threshold_stands_with_its_figure_and_source(one):
    rows = [row for row in told() if row[0] == one.label]
    assert [(row[1], row[-1]) for row in rows] == [(f"{one.value:g}{one.unit}", one.source)]


@pytest.mark.parametrize(
    "rule", sorted(RULES, key=lambda one: one.__name__), ids=lambda r: r.__name__
)
def test_every_figure_of_a_rule_has_its_words(rule):
    figures = {f.name for f in dataclasses.fields(rule) if f.type in {"int", "float", int, float}}
    assert figures
    assert figures == set(method_limits.WORDS[rule][1])


def test_every_limit_has_all_its_words():
    found = method_limits.limits()
    assert len({(one.label, one.use) for one in found}) == len(found)
    assert all(one.label and one.figure and one.use and one.source for one in found)


@pytest.mark.parametrize("folder", ["assess", "registry"])
def test_no_other_figure_decides(folder):
    found = set()
    for path in src.PACKAGE:
        if not src.name(path).startswith(f"gwdash/{folder}/"):
            continue
        for node in src.tree(path).body:
            figure = getattr(getattr(node, "value", None), "value", None)
            if isinstance(node, ast.Assign) and isinstance(figure, int | float):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    assert found <= NO_LIMITS | NAMED
    source = (src.ROOT / "gwdash" / "export" / "method_limits.py").read_text("utf-8")
    assert all(name in source for name in NAMED)
