"""A workbook handed on from one worker to the next: what it says is what the file says."""

from dataclasses import replace

import pytest
import shapes

from gwdash.ingest import packed as module
from gwdash.ingest.packed import packed, unpacked
from gwdash.ingest.profile import Profile
from gwdash.ingest.reader import read_workbook
from gwdash.ingest.reading import read_file
from gwdash.ingest.recognise import recognise_file


@pytest.mark.parametrize("shape", shapes.SHAPES, ids=lambda shape: shape.name)
def test_what_was_recognised_is_checked_without_reading_again(shape):
    seen = recognise_file(shape.content, shape.file_name, keep=True)
    told = (shape.file_name, shape.dataset, Profile(), {}, None)
    from_file = read_file(shape.content, *told)
    from_grid = read_file(b"these bytes are no table", *told, seen.grid)
    assert replace(from_grid, file_sha256=from_file.file_sha256) == from_file
    assert recognise_file(shape.content, shape.file_name).grid == b""


def test_a_workbook_comes_back_whole(levels_book):
    book = read_workbook(levels_book, "水位.xlsx")
    assert unpacked(packed(book)) == book


def test_a_large_workbook_is_not_held_twice(levels_book, monkeypatch):
    book = read_workbook(levels_book, "水位.xlsx")
    cells = sum(len(row) for sheet in book.sheets for row in sheet.rows)
    monkeypatch.setattr(module, "MAX_PACKED_CELLS", cells - 1)
    assert packed(book) == b""


@pytest.fixture
def levels_book():
    return next(shape.content for shape in shapes.SHAPES if shape.dataset == "water_level")
