"""A table as a native one: columns by what they hold, type by what there is room for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from gwdash.assess.lamps import FACES
from gwdash.assess.targets import FACES as VERDICTS
from gwdash.charts.theme import LIGHT
from gwdash.export.briefing_pptx_chart import LAMP_OF
from gwdash.export.briefing_pptx_look import INCH
from gwdash.export.briefing_pptx_parts import Set, Words, write
from gwdash.export.briefing_pptx_text import LINE, POINTS_PER_INCH, Box, cut, em, lines
from gwdash.export.cells import Cell
from gwdash.export.cells import text as clean
from gwdash.export.tables import Table

_SPACES = nsdecls("a")
NOTHING = "—"
_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.5, 9.0)
#: How many lines a cell may take in type of at least this size: first where nothing is cut,
#: then where only the longest is.
_WHOLE_TRIES = ((1, 13.0), (2, 11.0), (3, 10.0), (4, 9.5))
_CUT_TRIES = ((3, 11.0), (2, 9.0), (1, 9.0))
_PAD_X, _PAD_Y = 0.06, 0.02
_WIDEST_EM = 26.0
_NARROWEST_EM = 2.2
#: What is no longer than this stands in one line: a day, a lamp with its word, a unit's name.
_UNBROKEN_EM = 8.8
_ONE_LINE_EM = 5.2
#: Programs break a line before it is full.
_BREAKS_EARLY, _BESIDE_EM = 1.08, 0.5
_REST = re.compile(r"^其余(\d+)(\D+)见附件。$")
#: A part of a whole, which may stand in two lines but not be torn within a number.
_SHARE = re.compile(r"[\d,.]+/[\d,.]+\D{0,4}")
#: A number with its sign, its parts and its unit, which no line break may tear.
_UNBROKEN = re.compile(r"[!-~²³]+")
_RED = "#b3261e"
_VERDICT_LAMPS = {face.word: face.lamp for face in VERDICTS.values()}
_VERDICT_LAMPS["高于目标"] = VERDICTS[next(v for v in VERDICTS if v.value == "missed")].lamp
_MONEY = 1_000


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table set: its cells as they are written, widths in inches, row heights."""

    size: float
    cells: list[list[str]]
    widths: list[float]
    heights: list[float]
    is_cut: bool = False
    has_room: bool = True


def shown(heading: str, value: Cell) -> str:
    """Return a cell as a slide has it: rates to one digit, changes signed, nothing as a dash."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        return _number(heading, value)
    said = clean(value).replace("\n", " ")
    if em(said) > _UNBROKEN_EM and _SHARE.fullmatch(said):
        return said.replace("/", "/\n")
    lamp = LAMP_OF.get(said) or _VERDICT_LAMPS.get(said)
    return f"{FACES[lamp].mark} {said}" if lamp else said


def _number(heading: str, value: float) -> str:
    signed = "+" if "百分点" in heading or "（位）" in heading else ""
    if isinstance(value, int) or float(value).is_integer():
        is_rate = "（%）" in heading or "百分点" in heading
        form = f"{value:{signed},.1f}" if is_rate else f"{value:{signed},.0f}"
    elif "得分" in heading:
        form = f"{value:,.2f}"
    elif "（%）" in heading or "百分点" in heading:
        form = f"{value:{signed},.1f}"
    else:
        form = f"{value:,.2f}".rstrip("0").rstrip(".") if value < _MONEY else f"{value:,.1f}"
    return form[1:] if form in {"+0", "+0.0", "-0.0"} else form.replace("-", "−")


def room_for(table: Table, where: Box) -> int:
    """Return how many rows of a table have room in a box."""
    return max(len(_set(table, where).cells) - 1, 0)


def table(slide: Any, where: Box, shown_table: Table) -> int:  # noqa: ANN401
    """Draw as many rows as have room, and return how many stand there."""
    grid = _set(shown_table, where)
    n_rows, n_columns = len(grid.cells), len(grid.widths)
    frame = slide.shapes.add_table(
        n_rows,
        n_columns,
        *(round(v * INCH) for v in (where.x, where.y, where.w, sum(grid.heights))),
    )
    frame.name = clean(f"表：{shown_table.title}")
    made = frame.table
    made.horz_banding = False
    for place, width in enumerate(grid.widths):
        made.columns[place].width = round(width * INCH)
    for place, tall in enumerate(grid.heights):
        made.rows[place].height = round(tall * INCH)
    rows = shown_table.rows()
    for row, cells in enumerate(grid.cells):
        for column, words in enumerate(cells):
            value = rows[row - 1][column] if row else None
            _cell(made.cell(row, column), words, value, (row, grid.size))
    return n_rows - 1


def left_out(table_: Table, n_shown: int, counter: str = "项") -> tuple[str, ...]:
    """Return a table's notes with the count of all rows that do not stand on the slide."""
    rest, notes = len(table_.frame) - n_shown, []
    for note in table_.notes:
        if match := _REST.match(note):
            rest, counter = rest + int(match[1]), match[2]
        else:
            notes.append(note)
    if rest > 0:
        notes.append(f"其余{rest}{counter}见附件。")
    return tuple(notes)


def _set(table_: Table, where: Box) -> _Grid:
    """Return the largest type and the most lines in which all rows fit; else fewer rows."""
    headings = [_heading(clean(words)) for words in table_.columns]
    body = [
        [shown(heading, value) for heading, value in zip(table_.columns, row, strict=True)]
        for row in table_.rows()
    ]
    best = _at(headings, body, where, _SIZES[-1], 1)
    for tries, is_whole in ((_WHOLE_TRIES, True), (_CUT_TRIES, False)):
        for most, least in tries:
            for size in (size for size in _SIZES if size >= least):
                grid = _at(headings, body, where, size, most)
                fits = grid.has_room and sum(grid.heights) <= where.h
                if fits and not (is_whole and grid.is_cut):
                    return _stretched(grid, where.h)
    while sum(best.heights) > where.h and len(best.cells) > 2:  # noqa: PLR2004 (heading, one row)
        best.cells.pop()
        best.heights.pop()
    return best


def _heading(words: str) -> str:
    """Return a heading with its unit on a line of its own where both are long."""
    before, bracket, unit = words.partition("（")
    return f"{before}\n（{unit}" if bracket and em(words) > _ONE_LINE_EM else words


def _stretched(grid: _Grid, room: float) -> _Grid:
    """Let rows breathe where there is room: by half of their height, not more."""
    spare = min(room / sum(grid.heights), 1.6)
    return replace(grid, heights=[tall * spare for tall in grid.heights])


def _at(
    headings: Sequence[str], body: Sequence[Sequence[str]], where: Box, size: float, most: int
) -> _Grid:
    widths, has_room = _widths(headings, body, where.w, size)
    cells = [
        [
            cut(words, size, width - 2 * _PAD_X, 2)
            for words, width in zip(headings, widths, strict=True)
        ],
        *(
            [
                cut(words, size, width - 2 * _PAD_X, most)
                for words, width in zip(row, widths, strict=True)
            ]
            for row in body
        ),
    ]
    line = size * LINE / POINTS_PER_INCH
    heights = [
        max(
            lines(words, size, width - 2 * _PAD_X)
            for words, width in zip(row, widths, strict=True)
        ) * line + 2 * _PAD_Y
        for row in cells
    ]  # fmt: skip
    whole = zip((headings, *body), cells, strict=True)
    is_cut = any(list(a) != b for a, b in whole)
    return _Grid(size, cells, widths, heights, is_cut, has_room)


def _widths(
    headings: Sequence[str], body: Sequence[Sequence[str]], room: float, size: float
) -> tuple[list[float], bool]:
    """Return column widths: what is short stands whole, what is long shares the rest.

    The second is false where there is no room for what is short.
    """
    unit = size / POINTS_PER_INCH
    words = [_unbroken(row[place] for row in body) for place in range(len(headings))]
    natural = []
    for place, heading in enumerate(headings):
        longest = max((em(one) for row in body for one in row[place].split("\n")), default=0.0)
        # A heading of one line may break once; it needs a little more than half of its width.
        widest = max(map(em, heading.split("\n")))
        is_long = "\n" not in heading and widest > _ONE_LINE_EM
        wanted = max(longest, widest / 2 + 0.8 if is_long else widest)
        wanted = max(wanted, words[place])
        natural.append(min(max(wanted, _NARROWEST_EM), _WIDEST_EM) * unit * 1.06 + 2 * _PAD_X)
    total = sum(natural)
    if total <= room:
        spare = (room - total) / len(natural)
        return [width + spare for width in natural], True
    # What is wider than its share gives way, in proportion to what it has beyond a floor.
    whole = _UNBROKEN_EM * unit + 2 * _PAD_X
    floor = [width if width <= whole else max(whole * 0.75, width * 0.2) for width in natural]
    unbroken = [
        min(max(least, word * unit + 2 * _PAD_X), width)
        for least, word, width in zip(floor, words, natural, strict=True)
    ]
    has_room = sum(unbroken) <= room
    if has_room:
        floor = unbroken
    elif sum(floor) > room:
        floor = [width * room / sum(floor) for width in floor]
    over = [width - least for width, least in zip(natural, floor, strict=True)]
    left = max(room - sum(floor), 0.0)
    more = left / sum(over) if sum(over) else 0.0
    return [least + more * one for least, one in zip(floor, over, strict=True)], has_room


def _unbroken(column: Iterable[str]) -> float:
    """Return the width of the longest number or word of a column, in font sizes."""
    found = (one for words in column for one in _UNBROKEN.findall(words))
    return max(((em(one) + _BESIDE_EM) * _BREAKS_EARLY for one in found), default=0.0)


def _cell(cell: Any, words: str, value: Cell, at: tuple[int, float]) -> None:  # noqa: ANN401
    row, size = at
    ink = "#ffffff" if not row else _ink(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_day = isinstance(value, date)
    align = "r" if is_number else "ctr" if is_day or not row else "l"
    bold = not row or ink != LIGHT.ink
    write(cell, [[Words(one, size, ink, bold)] for one in words.split("\n")], Set(align=align))
    _frame(cell, LIGHT.card if row else LIGHT.accent)


def _ink(value: Cell) -> str:
    lamp = LAMP_OF.get(str(value)) or _VERDICT_LAMPS.get(str(value))
    if lamp is not None:
        return LIGHT.marks[lamp]
    return _RED if value == "严重" else LIGHT.ink


def _frame(cell: Any, fill: str) -> None:  # noqa: ANN401
    """Give a cell its margins and ground, a hair line below and none elsewhere."""
    side, above = round(_PAD_X * INCH), round(_PAD_Y * INCH)
    none = "".join(f'<a:{name} w="0"><a:noFill/></a:{name}>' for name in ("lnL", "lnR", "lnT"))
    made = parse_xml(
        f'<a:tcPr {_SPACES} marL="{side}" marR="{side}" marT="{above}" marB="{above}" '
        f'anchor="ctr">{none}<a:lnB w="9525"><a:solidFill><a:srgbClr val="D5DBE5"/>'
        f'</a:solidFill></a:lnB><a:solidFill><a:srgbClr val="{fill[1:].upper()}"/>'
        "</a:solidFill></a:tcPr>"
    )
    for old in cell._tc.findall(qn("a:tcPr")):  # noqa: SLF001 (the library draws no borders)
        cell._tc.remove(old)  # noqa: SLF001
    cell._tc.append(made)  # noqa: SLF001
