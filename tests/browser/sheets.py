"""What a clerk does in a spreadsheet program: fill in a template, mend single cells."""

import openpyxl

#: The row of a template in which the headings stand, and the first for data below its example.
HEADINGS, FIRST = 3, 5


def fill(place, rows):
    """Type rows into a template, each value under its heading; return where it lies."""
    book = openpyxl.load_workbook(place)
    sheet = book.worksheets[0]
    columns = {heading_of(cell): cell.column for cell in sheet[HEADINGS] if cell.value}
    for number, row in enumerate(rows, FIRST):
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)
    book.save(place)
    return place


def heading_of(cell):
    """Return a heading without its unit."""
    return str(cell.value).split("\n")[0].split("（")[0]


def cell_of(place, heading, row):
    """Return the address of a heading's cell in a row of a template."""
    sheet = openpyxl.load_workbook(place).worksheets[0]
    (found,) = (cell for cell in sheet[HEADINGS] if cell.value and heading_of(cell) == heading)
    return f"{found.column_letter}{row}"


def mend(place, cells, sheet=0):
    """Type over single cells of a workbook, by their address; return where it lies."""
    book = openpyxl.load_workbook(place)
    for address, value in cells.items():
        book.worksheets[sheet][address] = value
    book.save(place)
    return place
