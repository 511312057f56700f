"""A workspace of its own for each test, and the small workbooks that are handed in to it."""

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from gwdash.cli.watch import _listed, _marked
from gwdash.intake.inbox import Inbox


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return an empty workspace."""
    return tmp_path / "workspace"


@pytest.fixture
def book():
    """Return a function that makes an .xlsx of rows, headings first."""

    def make(*rows: tuple[object, ...], sheet: str = "Sheet1") -> bytes:
        output = BytesIO()
        workbook = xlsxwriter.Workbook(output)
        page = workbook.add_worksheet(sheet)
        for index, row in enumerate(rows):
            page.write_row(index, 0, row)
        workbook.close()
        return output.getvalue()

    return make


@pytest.fixture
def levels(book):
    """Return a function that makes a file of water levels: (well, day, depth) each."""

    def make(*rows: tuple[object, ...]) -> bytes:
        return book(("监测井编码", "监测时间", "水位埋深（m）"), *rows)

    return make


@pytest.fixture
def box(workspace, folder):
    """Return the 收件文件夹 of the workspace over a test's `folder`, which nothing grows in."""
    return Inbox(workspace, folder, _marked, _listed, settle_seconds=0.0)
