"""Rules that hold across modules: who may import what, and how large things may grow.

The order of the layers themselves is import-linter's, in pyproject.toml.
"""

import ast
import sys
import tomllib

import pytest
import source_tree as src

LINES_OF_A_MODULE = 300
LINES_OF_ANY_MODULE = 500
LARGE_MODULES_IN_TEN = 1
LINES_OF_A_FUNCTION = 40


def everywhere_but(package, *allowed):
    """Return the sources that import a package and lie outside the allowed folders."""
    return [
        src.name(path)
        for path in src.PACKAGE
        if package in src.packages(src.tree(path)) and not src.name(path).startswith(allowed)
    ]


def test_streamlit_stays_in_ui():
    assert everywhere_but("streamlit", "gwdash/ui/") == []


def test_duckdb_stays_in_store():
    assert everywhere_but("duckdb", "gwdash/store/") == []
    assert [src.name(p) for p in src.PAGES if "duckdb" in src.packages(src.tree(p))] == []


def test_the_check_sees_imports_inside_functions():
    hidden = ast.parse("def f():\n    from streamlit.web import cli\n    import duckdb as d")
    assert src.packages(hidden) == {"streamlit", "duckdb"}


@pytest.mark.parametrize(
    "path", [p for p in src.PACKAGE if src.name(p).startswith("gwdash/registry/")], ids=src.name
)
def test_the_registry_needs_the_standard_library_only(path):
    foreign = src.packages(src.tree(path)) - sys.stdlib_module_names - {"gwdash"}
    assert foreign == set()


@pytest.mark.parametrize("path", src.PRODUCT, ids=src.name)
def test_the_product_needs_no_tests_and_no_bench(path):
    assert src.packages(src.tree(path)) & {"tests", "bench", "pytest", "hypothesis"} == set()


def test_every_package_has_its_layer():
    config = tomllib.loads((src.ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {c["id"]: c for c in config["tool"]["importlinter"]["contracts"]}
    lines = [line.replace("(", "").replace(")", "") for line in contracts["layers"]["layers"]]
    layers = {layer.strip() for line in lines for layer in line.split("|")}
    present = {
        f"gwdash.{path.stem}"
        for path in (src.ROOT / "gwdash").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or path.suffix == ".py"
    }
    assert present - {"gwdash.__init__", "gwdash.__main__"} <= layers


# ---------------------------------------------------------------------------- sizes


def test_most_modules_can_be_read_in_one_sitting():
    lines = {src.name(p): len(p.read_text("utf-8").splitlines()) for p in src.PACKAGE}
    large = {name: n for name, n in lines.items() if n > LINES_OF_A_MODULE}
    assert {name: n for name, n in large.items() if n > LINES_OF_ANY_MODULE} == {}
    assert len(large) * 10 <= len(lines) * LARGE_MODULES_IN_TEN, large


def body_lines(function):
    """Return how many lines a function's body takes, its docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", src.PRODUCT, ids=src.name)
def test_functions_stay_short(path):
    functions = (
        n for n in ast.walk(src.tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert {f.name: n for f in functions if (n := body_lines(f)) > LINES_OF_A_FUNCTION} == {}


def test_a_docstring_does_not_lengthen_a_function():
    function = ast.parse(
        'def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a'
    ).body[0]
    assert body_lines(function) == 2


# ---------------------------------------------------------------------- text encoding


def text_calls_without_encoding(module):
    """Return the lines where a text file is opened in the encoding of the machine."""
    found = []
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        given = any(k.arg in ("encoding", None) for k in node.keywords)
        values = [a.value for a in (*node.args, *(k.value for k in node.keywords)) if is_text(a)]
        if called == "read_text":
            given = given or bool(node.args)
        elif called == "write_text":
            given = given or len(node.args) > 1
        elif called == "open" and isinstance(node.func, ast.Name):
            given = given or any(set(v) <= set("rwaxb+t") and "b" in v for v in values)
        else:
            continue
        if not given:
            found.append(node.lineno)
    return found


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("path", src.PRODUCT, ids=src.name)
def test_text_files_are_opened_with_an_encoding(path):
    # Windows would take GBK, and the same workspace must open on both systems.
    assert text_calls_without_encoding(src.tree(path)) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("p.read_text()", [1]),
        ("p.read_text('utf-8')", []),
        ("p.read_text(encoding='utf-8')", []),
        ("p.write_text(x)", [1]),
        ("p.write_text(x, 'utf-8')", []),
        ("open(p)", [1]),
        ("open(p, 'w')", [1]),
        ("open(p, 'rb')", []),
        ("open(p, mode='wb')", []),
        ("open(p, encoding='gb18030')", []),
    ],
)
def test_the_check_knows_text_from_bytes(line, found):
    assert text_calls_without_encoding(ast.parse(line)) == found
