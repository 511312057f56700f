"""docs/dictionary.md says every ledger, field, unit, rule and source, as the program has them."""

import pytest
import source_tree as src

from gwdash.export import dictionary
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import DatasetKind, Kind, Need

KEPT = src.ROOT / "docs" / "dictionary.md"


@pytest.fixture(scope="module")
def parts():
    """By ledger: the lines of its part of the document."""
    found = {}
    for part in dictionary.markdown().split("\n## ")[1:]:
        head, *lines = part.splitlines()
        found[head.rpartition("（")[2].rstrip("）")] = lines
    return found


def rows(lines):
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]


def test_the_kept_document_is_current():
    assert KEPT.read_text("utf-8") == dictionary.markdown(), "请执行 python -m gwdash docs"


def test_every_ledger_has_its_part(parts):
    assert list(parts) == list(DATASETS)


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda one: one.name)
def test_every_field_rule_and_source_stands_there(parts, dataset):
    found = rows(parts[dataset.name])
    said = {row[-1]: row for row in found if len(row) == len(dictionary.FIELD_HEADINGS)}
    for column in dataset.columns:
        field = column.field
        row = said[field.name]
        assert row[0] == field.label
        assert row[3] == (field.unit or "—")
        assert row[7] == field.source
    for rule in dictionary.rules(dataset):
        assert list(rule[:2]) in [row[:2] for row in found]
        assert rule[3]
    text = "\n".join(parts[dataset.name])
    assert all(words in text for _, words in dictionary.facts(dataset))


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda one: one.name)
def test_no_cell_breaks_a_table(parts, dataset):
    widths = {
        len(headings)
        for headings in (
            dictionary.FIELD_HEADINGS, dictionary.RULE_HEADINGS, dictionary.CODE_HEADINGS,
        )
    }  # fmt: skip
    assert {len(row) for row in rows(parts[dataset.name])} <= widths


def test_every_word_of_a_declaration_has_its_own():
    assert set(dictionary.NEEDS) == set(Need)
    assert set(dictionary.KINDS) == set(DatasetKind)
    assert set(dictionary.FIELD_KINDS) == set(Kind)
