"""Every table of the pages, taken away by clicking and opened by other readers, equals the SQL."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import duckdb
import export_answers
import openpyxl
import pytest
from export_answers import ANSWERS, plain

pytestmark = pytest.mark.browser

BYTES_OF_MARK = b"\xef\xbb\xbf"
#: Each page with the tables that it offers, in the order of its menus.
OFFERED = {
    "/": ["七项重点任务进度", "突出问题", "县市区排名", "县市区任务进度", "任务事项进展"],
    "/tasks?task=all": ["任务事项进展", "七项重点任务进度"],
    "/network": ["监测井清单", "水位到报情况", "地下水水位", "逐月水位与本井历史", "监测结果"],
    "/quality": [
        "2024年枯水期饮用水源监测点超Ⅲ类结果",
        "2024年枯水期饮用水源监测点各指标点数",
        "2024年枯水期饮用水源监测点类别",
        "饮用水源监测点历次水期类别",
    ],
    "/ranking": ["县市区排名"],
}
#: Where a page itself says how many rows a table has.
SAID_ON_PAGE = {
    "突出问题": r"突出问题共 (\d+) 项",
    "任务事项进展": r"全部任务（(\d+) 项）",
    "监测井清单": r"全部 (\d+)",
}


@pytest.fixture(scope="module")
def published(demo_home):
    number = (demo_home / "store" / "CURRENT").read_text("utf-8").strip()
    path = demo_home / "store" / f"gwdash-{number}.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("address", OFFERED)
def test_what_is_taken_away_equals_the_sql(visit, demo_server, published, address):
    seen = visit(1366, 768, base=demo_server).open(address)
    words = re.sub(r"\s*\n\s*", "", seen.words_of("body"))
    taken = list(all_downloads(seen))
    assert sorted(title for title, _ in taken) == sorted(OFFERED[address])
    opened = {"well": "", "analyte": ""} | dict(parse_qsl(urlsplit(seen.page.url).query))
    for title, files in taken:
        lines, headings, rows = read_xlsx(files["xlsx"])
        assert lines[0].endswith(title) or title == "监测结果"
        assert read_csv(files["csv"]) == [[plain(v) for v in row] for row in (headings, *rows)]
        named = [dict(zip(headings, row, strict=True)) for row in rows]
        answer = ANSWERS[title]
        expected = export_answers.expected(published, answer, opened)
        assert expected, title
        assert export_answers.found(named, answer) == expected, title
        for said in re.findall(r"共 (\d+) (?:项|个点)|的 (\d+) 眼井", "".join(lines)):
            assert int("".join(said)) == len(rows)
        if (pattern := SAID_ON_PAGE.get(title)) and (count := re.search(pattern, words)):
            assert int(count[1]) == len(rows)
    seen.is_sound()


def all_downloads(seen):
    """Yield each table of the page's menus with its two files."""
    page = seen.page
    for place in range(page.get_by_role("button", name="导出").count()):
        page.get_by_role("button", name="导出").nth(place).click()
        menu = page.locator('[data-testid="stPopoverBody"]')
        menu.wait_for()
        for row in menu.locator('[class*="st-key-exports_"]').all():
            files = {}
            for kind in ("xlsx", "csv"):
                with page.expect_download() as taken:
                    row.get_by_role("button", name=kind).click()
                assert taken.value.suggested_filename.endswith(f"_2024年6月.{kind}")
                files[kind] = Path(taken.value.path()).read_bytes()
            # A well's results are called after their indicator.
            title = row.locator(".gw-nowrap").inner_text()
            yield "监测结果" if title.endswith("监测结果") else title, files
        page.keyboard.press("Escape")
        menu.wait_for(state="detached")


def read_xlsx(content):
    """Return the lines above the heading, the heading and the rows of a workbook."""
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    heading = int(sheet.freeze_panes[1:]) - 1
    lines = [sheet.cell(row, 1).value for row in range(1, heading)]
    rows = [list(row) for row in sheet.iter_rows(min_row=heading, values_only=True)]
    return lines, rows[0], rows[1:]


def read_csv(content):
    """Return a csv's lines, the heading first, each cell in the form for comparing."""
    assert content.startswith(BYTES_OF_MARK)
    lines = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    return [[plain(cell) for cell in line] for line in lines]
