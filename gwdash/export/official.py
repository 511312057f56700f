"""Page, type and spacing of official documents as .docx, after GB/T 9704-2012.

Every paper that the office edits and issues is set with these: A4, 版心 156 × 225 mm, 22 lines of
28 characters, 3号仿宋. Fonts stand in the file by name only; the reader's machine has them.
"""

from collections.abc import Sequence
from math import floor
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gwdash.export.cells import text

TITLE_FONT, BODY_FONT, HEAD_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"
KAI_FONT, NUMBER_FONT, LATIN_FONT = "楷体_GB2312", "宋体", "Times New Roman"
#: 2号, 3号, 4号, 小四号, 五号 and 小五号 in points.
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5, SIZE_SMALL_5 = 22.0, 16.0, 14.0, 12.0, 10.5, 9.0
PAGE_MM = (210, 297)
MARGINS_MM = {"top": 37, "bottom": 35, "left": 28, "right": 26}
#: 版心: what the margins leave.
CORE_MM = (
    PAGE_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"],
    PAGE_MM[1] - MARGINS_MM["top"] - MARGINS_MM["bottom"],
)
LINES, LETTERS = 22, 28
_POINTS_PER_MM = 72 / 25.4
_TWIPS_PER_POINT = 20
#: w:charSpace counts 4096ths of a point.
_SPACES_PER_POINT = 4096
#: 22 lines and 28 characters, never one less, in twips and 4096ths of a point (w:docGrid).
LINE_PITCH = int(CORE_MM[1] * _POINTS_PER_MM / LINES * _TWIPS_PER_POINT)
CHAR_SPACE = floor((CORE_MM[0] * _POINTS_PER_MM / LETTERS - SIZE_3) * _SPACES_PER_POINT)
#: The same for the letters themselves, in twips.
LETTER_SPACING = floor(CHAR_SPACE / _SPACES_PER_POINT * _TWIPS_PER_POINT)
LINE_PT = LINE_PITCH / _TWIPS_PER_POINT
DRAFT = "送审稿"
DEMO = "演示数据"


def set_page(section: Any, *, landscape: bool = False) -> None:  # noqa: ANN401 (no types)
    """Set a section to A4 with the margins and the grid of GB/T 9704-2012, 5.2.

    A page across is the upright page turned to the right, with 版心 of the same size. Its edges
    are bound on one side of the leaf and free on the other, so both take the mean of the two,
    which is within the standard's 1 mm of either.
    """
    upper, lower, bound, outer = (MARGINS_MM[side] for side in ("top", "bottom", "left", "right"))
    width, height = PAGE_MM
    margins: tuple[float, ...] = (upper, lower, bound, outer)
    if landscape:
        width, height = height, width
        across, along = (bound + outer) / 2, (upper + lower) / 2
        margins = (across, across, along, along)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(margins[0]), Mm(margins[1])
    section.left_margin, section.right_margin = Mm(margins[2]), Mm(margins[3])
    properties = section._sectPr  # noqa: SLF001 (the library does not name the grid)
    grid = properties.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        properties.append(grid)
    grid.set(qn("w:type"), "lines" if landscape else "linesAndChars")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    if landscape:
        grid.attrib.pop(qn("w:charSpace"), None)
    else:
        grid.set(qn("w:charSpace"), str(CHAR_SPACE))


def set_fonts(target: Any, east: str, size: float) -> None:  # noqa: ANN401
    """Give a style or a run its Chinese font, the Latin one beside it, and its size in points."""
    target.font.name, target.font.size = LATIN_FONT, Pt(size)
    # The name above is for Latin letters; Chinese ones take theirs from eastAsia alone.
    target.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east)


def type_words(paragraph: Any, words: str, east: str, size: float) -> Any:  # noqa: ANN401
    """Add a run of words to a paragraph and return it."""
    run = paragraph.add_run(text(words))
    set_fonts(run, east, size)
    return run


def set_line(shape: Any, align: WD_ALIGN_PARAGRAPH) -> None:  # noqa: ANN401
    """Give a paragraph's format the line pitch of the grid and nothing before or after it."""
    shape.alignment, shape.space_after, shape.space_before = align, Pt(0), Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE_PT)


def repeat(row: Any) -> None:  # noqa: ANN401
    """Let a heading stand again on the next page."""
    mark_row(row, "tblHeader")


def mark_row(row: Any, mark: str) -> None:  # noqa: ANN401
    """Mark a row: ``tblHeader`` repeats it, ``cantSplit`` keeps it on one page."""
    element = OxmlElement(f"w:{mark}")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)  # noqa: SLF001


def add_field(paragraph: Any, code: str, east: str, size: float) -> None:  # noqa: ANN401
    """Add a field such as PAGE, which the reader's program fills in."""
    for kind, words in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = type_words(paragraph, "1" if kind == "shown" else "", east, size)
        if kind == "shown":
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = f" {words} "
        run.element.append(element)


#: Letters a line of 3号 holds, and those that stay free at the right of the issuing body.
_LINE_LETTERS, SIGNED_LETTERS = 27.6, 2


def signed_at(issuer: str) -> float:
    """Return how many letters from the left the issuing body of a paper without a seal begins.

    It ends two characters from the right edge; the date begins two characters after it does
    (不加盖印章的公文, GB/T 9704-2012, 7.3.5.2).
    """
    return max(_LINE_LETTERS - SIGNED_LETTERS - len(issuer), 0)


_ONES = "零一二三四五六七八九"
_TEN = 10


def chinese_number(number: int) -> str:
    """Return a number from 0 to 99 as headings count: 一, 十二, 三十."""
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _ONES[ones]
    head = "" if tens == 1 else _ONES[tens]
    return f"{head}十{_ONES[ones] if ones else ''}"


#: Words before which a line of a title may begin; before the first ones, as before a date, best.
_BEST_BEGIN = ("工作领导小组", "领导小组")
_MAY_BEGIN = (
    *_BEST_BEGIN, "建设", "调度", "进展", "联合", "地下水", "半年", "上半年", "下半年", "全年",
)  # fmt: skip
#: By how many letters two lines may differ more where the break is one of the best.
_BEST_IS_WORTH = 10
_SHORT_LINE = 3


def title_lines(title: str, per_line: int) -> Sequence[str]:
    """Return a title on as few lines as hold it, broken between words, none of them far shorter.

    GB/T 9704-2012, 7.3.1: 回行时词意完整、排列对称、长短适宜. A line may also break anywhere when
    no break between words fits.
    """
    if _width(title) <= per_line:
        return (title,)
    breaks = [
        place
        for place in range(_SHORT_LINE, len(title) - _SHORT_LINE + 1)
        if _may_break(title, place)
    ]
    fitting = [
        place
        for place in breaks
        if _width(title[:place]) <= per_line and _width(title[place:]) <= per_line
    ]
    if fitting:
        best = min(fitting, key=lambda place: _unevenness(title, place))
        return (title[:best], title[best:])
    before = [place for place in breaks if _width(title[:place]) <= per_line]
    cut = before[-1] if before else _longest(title, per_line)
    return (title[:cut], *title_lines(title[cut:], per_line))


def _may_break(title: str, place: int) -> bool:
    rest, before = title[place:], title[place - 1]
    if rest[0] in "，、：）”的":
        return False
    return _is_best(title, place) or rest.startswith(_MAY_BEGIN) or before in "，、：）”的"


def _is_best(title: str, place: int) -> bool:
    rest, before = title[place:], title[place - 1]
    begins_number = rest[0].isdigit() and not before.isascii() and before not in "年第"
    return begins_number or rest.startswith(_BEST_BEGIN)


def _unevenness(title: str, place: int) -> float:
    uneven = abs(_width(title[:place]) - _width(title[place:]))
    return uneven - (_BEST_IS_WORTH if _is_best(title, place) else 0)


def _width(words: str) -> float:
    return sum(0.5 if sign.isascii() else 1 for sign in words)


def _longest(title: str, per_line: int) -> int:
    place = len(title)
    while place > 1 and _width(title[:place]) > per_line:
        place -= 1
    return place
