"""From a percentage on the wall to the cell that a unit typed: at most three clicks."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

pytestmark = pytest.mark.browser

MOST_CLICKS = 3
TILE = '.gw-traced:has-text("总体进度")'
DIALOG = '[role="dialog"]'
ROW = f'{DIALOG} .gw-evidence tbody tr:has(a[href^="files/"][download$=".xlsx"])'
_NAME, _PLACE = 1, 5


def test_a_percentage_leads_to_the_cell_it_was_typed_in(visit, demo_server):
    seen = visit(1920, 1080, base=demo_server).open("/?period=2024-06")
    shown = re.search(r"[\d.]+", seen.words_of(f"{TILE} .gw-tile-figure"))[0]
    clicks = 0
    seen.page.locator(f"{TILE} .gw-trace").click()
    clicks += 1
    seen.page.wait_for_selector(ROW)
    assert f"{shown}%" in seen.words_of(DIALOG)

    row = seen.page.locator(ROW).first
    name, place = (row.locator("td").nth(n).inner_text().strip() for n in (_NAME, _PLACE))
    with seen.page.expect_download() as taken:
        row.locator('a[href^="files/"]').click()
    clicks += 1
    assert clicks <= MOST_CLICKS

    sheet, cell = place.rsplit("!", 1)
    book = openpyxl.load_workbook(BytesIO(Path(taken.value.path()).read_bytes()))
    line = int(re.search(r"\d+$", cell)[0])
    typed = [one.value for one in book[sheet][line] if one.value is not None]
    assert any(str(value) in name for value in typed), (name, typed)
    assert book[sheet][cell].value is not None
