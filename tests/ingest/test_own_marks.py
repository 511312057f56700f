"""What the system itself wrote into a workbook, and what a clerk made of it."""

import pytest

from gwdash.ingest.grid import Sheet, Workbook
from gwdash.ingest.headings import Matcher
from gwdash.ingest.layout import find_tables
from gwdash.ingest.own_marks import LIST_MARK, is_example, is_example_row, is_issue_list
from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file
from gwdash.ingest.rowkinds import RowKind, RowSorter
from gwdash.registry.datasets import DATASETS


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["【例】W-01", "【例】2024-06-16", "【例】12.5"], RowKind.EXAMPLE),
        ([None, " 【例】2024-06-16", ""], RowKind.EXAMPLE),
        (["W-02", "【例】2024-06-16", "【例】12.5"], RowKind.DATA),
        (["【例】W-01", "2024-06-18", 3.0], RowKind.DATA),
        (["例1", "2024-06-18", 3.0], RowKind.DATA),
        ([None, None, None], RowKind.EMPTY),
    ],
)
def test_only_a_line_of_examples_is_one(cells, kind):
    assert RowSorter(["监测井编码", "监测时间", "水位埋深"], {0}).kind(cells) is kind


def test_an_example_says_so_itself():
    assert is_example("【例】1")
    assert not is_example("例如1")
    assert not is_example(1.0)
    assert not is_example_row([])


def test_a_list_of_issues_is_known_by_its_title():
    assert is_issue_list(Sheet("问题清单", [[f"{LIST_MARK}a.xlsx"]]))
    assert not is_issue_list(Sheet("问题清单", [["问题"]]))
    assert not is_issue_list(Sheet("空", []))


CSV = "监测井编码,监测时间,水位埋深\n【例】W-01,【例】2024-06-16,【例】12.5\n"


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("W-02,2024-06-17,3.5", []),
        ("W-02,【例】2024-06-16,3.5", ["B3"]),
        ("W-02,2024-06-17,【例】12.5", ["C3"]),
        ("【例】W-01,2024-06-17,3.5", ["A3"]),
    ],
)
def test_a_forgotten_example_is_an_error_and_the_line_is_not_lost(line, cells):
    content = f"{CSV}{line}\n".encode()
    reading = read_file(content, "a.csv", "water_level", Profile(), {})
    assert reading.rows.num_rows == 1
    wrong = [i for i in reading.issues if i.severity == "error"]
    assert [i.cell for i in wrong] == cells
    assert all("【例】" in i.message for i in wrong)


def test_the_list_of_a_marked_workbook_is_passed_over():

    level = DATASETS["water_level"]
    listed = Sheet("问题清单", [[f"{LIST_MARK}a"], ["监测井编码", "监测时间", "水位埋深"]])
    data = Sheet("表", [["监测井编码", "监测时间", "水位埋深"], ["W", "2024-06-01", 1.0]])
    book = Workbook("xlsx", [listed, data])
    found = find_tables(book.sheets, level, Matcher(level, Profile()))
    assert [sheet.name for sheet, _ in found] == ["表"]
