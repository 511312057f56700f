"""A page is a thin script: filters, a query, a view; what needs a test lives in gwdash."""

import ast
import re

import pytest
import source_tree as src

LINES_OF_A_PAGE = 80
SQL = re.compile(
    r"\bselect\b.+\bfrom\b|\binsert\s+into\b|\bdelete\s+from\b|\bupdate\b.+\bset\b|"
    r"\b(create|drop|alter)\s+(table|view)\b",
    re.IGNORECASE | re.DOTALL,
)
QUERY_METHODS = {"execute", "executemany", "sql", "cursor"}
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def breaches(source):
    """Return what a page does that belongs elsewhere, as ``line: what``."""
    found = []
    if len(source.splitlines()) > LINES_OF_A_PAGE:
        found.append(f"{LINES_OF_A_PAGE}: lines")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTION):
            found.append(f"{node.lineno}: definition")
        elif isinstance(node, ast.Try | ast.TryStar):
            found.append(f"{node.lineno}: try")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if SQL.search(node.value):
                found.append(f"{node.lineno}: sql")
        elif isinstance(node, ast.Attribute) and node.attr in QUERY_METHODS:
            found.append(f"{node.lineno}: sql")
    return found


@pytest.mark.parametrize("path", src.PAGES, ids=src.name)
def test_a_page_is_thin(path):
    assert breaches(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", src.PAGES, ids=src.name)
def test_a_page_leaves_other_pages_alone(path):
    siblings = {p.stem for p in src.PAGES} | {"pages"}
    assert src.packages(src.tree(path)) & siblings == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = 1", []),
        ("st.button('请选择 county from the list')", []),
        ("x = 1\n" * 81, ["80: lines"]),
        ("def f():\n    pass", ["1: definition"]),
        ("async def f():\n    pass", ["1: definition"]),
        ("class A:\n    pass", ["1: definition"]),
        ("try:\n    x = 1\nexcept E:\n    pass", ["1: try"]),
        ("q = 'Select a\\nFROM b'", ["1: sql"]),
        ("q = f'select {a} from {b}'", []),
        ("q = 'update a set b = 1'", ["1: sql"]),
        ("db.execute(q)", ["1: sql"]),
    ],
)
def test_the_check_finds_what_it_looks_for(source, found):
    assert breaches(source) == found
