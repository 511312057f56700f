"""Files of the demo: workbooks of both generations, texts in both encodings, a map file."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
import xlwt  # type: ignore[import-untyped]  # it has no stubs

from gwdash.demo.forms import Page

EXTENSIONS = {"xlsx": ".xlsx", "xls": ".xls", "gbk": ".csv", "csv": ".csv", "geojson": ".geojson"}
_WIDTH = 14
_XLS_DATE, _XLS_MOMENT, _SHARE = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0%"


def file_of(kind: str, pages: list[Page], day: date) -> bytes:
    """Return the file of this kind with these sheets; `day` stands in it as that of its making."""
    match kind:
        case "xlsx":
            return _xlsx(pages, day)
        case "xls":
            return _xls(pages)
        case "geojson":
            return _geojson(pages[0])
        case "gbk":
            return _text(pages[0]).encode("gb18030")
        case _:
            return _text(pages[0]).encode("utf-8-sig")


def _xlsx(pages: list[Page], day: date) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001
    centre = book.add_format({"align": "center", "valign": "vcenter"})
    share = book.add_format({"num_format": _SHARE})
    shown: dict[type, Any] = {
        date: book.add_format({"num_format": _XLS_DATE}),
        datetime: book.add_format({"num_format": _XLS_MOMENT}),
    }
    for page in pages:
        sheet = book.add_worksheet(page.name)
        for row, column, last_row, last in page.merges:
            sheet.merge_range(row, column, last_row, last, page.cells[row][column], centre)
        for row, column, value in _alone(page):
            form = share if (row, column) in page.shares else shown.get(type(value))
            _write(sheet, row, column, value, form)
        sheet.set_column(0, max(map(len, page.cells)), _WIDTH)
    book.close()
    return buffer.getvalue()


def _alone(page: Page) -> Iterator[tuple[int, int, object]]:
    """Yield row, column and value of the filled cells that no merged range writes."""
    merged = {(row, column) for row, column, _, _ in page.merges}
    for row, cells in enumerate(page.cells):
        for column, value in enumerate(cells):
            if value is not None and (row, column) not in merged:
                yield row, column, value


def _write(sheet: Any, row: int, column: int, value: object, form: Any) -> None:  # noqa: ANN401
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    else:
        sheet.write_string(row, column, str(value))


def _xls(pages: list[Page]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    share, plain = xlwt.easyxf(num_format_str=_SHARE), xlwt.easyxf()
    shown: dict[type, Any] = {
        date: xlwt.easyxf(num_format_str=_XLS_DATE),
        datetime: xlwt.easyxf(num_format_str=_XLS_MOMENT),
    }
    for page in pages:
        sheet = book.add_sheet(page.name)
        for row, column, last_row, last in page.merges:
            sheet.write_merge(row, last_row, column, last, page.cells[row][column])
        for row, column, value in _alone(page):
            form = share if (row, column) in page.shares else shown.get(type(value), plain)
            sheet.write(row, column, value, form)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _geojson(page: Page) -> bytes:
    """Return a plain sheet as a map: its last column is the outline of each feature."""
    headings, *rows = page.cells
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(headings[:-1], row[:-1], strict=True)),
            "geometry": json.loads(str(row[-1])) if row[-1] else None,
        }
        for row in rows
    ]
    found = {"type": "FeatureCollection", "features": features}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _text(page: Page) -> str:
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for cells in page.cells:
        writer.writerow(["" if cell is None else cell for cell in cells])
    return buffer.getvalue()
