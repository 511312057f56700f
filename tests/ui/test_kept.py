"""What is asked once for a version and shared by everybody who looks at it."""

from types import SimpleNamespace

import pytest

from gwdash.scope import Scope
from gwdash.ui.kept import kept

ASKED = []


def question(store, scope, flag="x"):
    ASKED.append((store.path.name, scope, flag))
    return [store.path.name, scope.period, flag]


def another(store, scope):
    ASKED.append((store.path.name, scope))
    return "other"


@pytest.fixture
def version(tmp_path):
    def made(name):
        path = tmp_path / name
        path.write_text(name)
        return SimpleNamespace(path=path, made_at=path.stat().st_mtime_ns)

    ASKED.clear()
    return made


def test_an_answer_is_asked_once_and_shared(version):
    store = version("gwdash-1.duckdb")
    first = kept(store, question, Scope("2024-06"))
    assert kept(store, question, Scope("2024-06")) is first
    assert len(ASKED) == 1


def test_other_choices_questions_and_versions_are_other_answers(version):
    one, two = version("gwdash-1.duckdb"), version("gwdash-2.duckdb")
    answers = [
        kept(one, question, Scope("2024-06")),
        kept(one, question, Scope("2024-06"), flag="y"),
        kept(one, question, Scope("2024-06", "610402")),
        kept(two, question, Scope("2024-06")),
        kept(one, another, Scope("2024-06")),
    ]
    assert len(ASKED) == len(answers)
    assert answers[0] == ["gwdash-1.duckdb", "2024-06", "x"]
    assert answers[3] == ["gwdash-2.duckdb", "2024-06", "x"]
    assert answers[4] == "other"


def test_a_file_made_anew_under_the_same_name_is_asked_anew(version):
    store = version("gwdash-1.duckdb")
    kept(store, question, Scope("2024-06"))
    store.made_at += 1
    kept(store, question, Scope("2024-06"))
    assert len(ASKED) == 2


def test_a_version_that_was_dropped_still_answers(version):
    store = version("gwdash-1.duckdb")
    store.path.unlink()
    assert kept(store, question, Scope("2024-06")) == ["gwdash-1.duckdb", "2024-06", "x"]
