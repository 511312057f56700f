"""The requirement files agree with each other and with what the sources import."""

import sys
from importlib.metadata import packages_distributions

import pytest
import source_tree as src
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: Never imported by name, and needed all the same.
WITHOUT_IMPORT = {"tzdata", "kaleido"}


def requirements(file):
    """Return the requirements of a file by canonical name; comments and options aside."""
    lines = (
        line.split(" #")[0].strip() for line in (src.ROOT / file).read_text("utf-8").split("\n")
    )
    parsed = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    return {canonicalize_name(r.name): r for r in parsed}


def imported_distributions():
    """Return the canonical names of the distributions that the product imports."""
    modules = set().union(*(src.packages(src.tree(path)) for path in src.PRODUCT))
    modules -= sys.stdlib_module_names | {"gwdash", "pages"}
    known = packages_distributions()
    return {module: {canonicalize_name(d) for d in known.get(module, [])} for module in modules}


@pytest.mark.parametrize("stem", ["requirements", "requirements-dev"])
def test_everything_is_pinned_and_the_pins_fit(stem):
    asked, pinned = requirements(f"{stem}.in"), requirements(f"{stem}.txt")
    for name, requirement in pinned.items():
        assert [s.operator for s in requirement.specifier] == ["=="], name
    for name, requirement in asked.items():
        version = next(iter(pinned[name].specifier)).version
        assert requirement.specifier.contains(version), name


def test_the_checks_run_with_what_is_delivered():
    product, checks = requirements("requirements.txt"), requirements("requirements-dev.txt")
    both = product.keys() & checks.keys()
    assert both
    assert {n: str(checks[n].specifier) for n in both} == {
        n: str(product[n].specifier) for n in both
    }


def test_the_store_is_of_the_line_that_can_grow():
    assert str(requirements("requirements.txt")["duckdb"].specifier) == "==1.5.5"
    assert str(requirements("requirements.txt")["streamlit"].specifier).startswith("==1.67.")


def test_every_import_is_asked_for():
    asked = set(requirements("requirements.in"))
    missing = {module: d for module, d in imported_distributions().items() if not d & asked}
    assert missing == {}


def test_everything_asked_for_is_imported():
    used = set().union(*imported_distributions().values()) | WITHOUT_IMPORT
    assert set(requirements("requirements.in")) - used == set()


def test_every_requirement_gives_its_reason():
    for file in ("requirements.in", "requirements-dev.in"):
        lines = (src.ROOT / file).read_text("utf-8").splitlines()
        bare = [x for x in lines if x and not x.startswith(("#", "-")) and " # " not in x]
        assert bare == [], file
