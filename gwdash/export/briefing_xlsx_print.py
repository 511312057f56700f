"""Where a printed sheet breaks: between tables, so that no chart and no short table is cut."""

from collections.abc import Iterable, Mapping, Sequence

#: Height and width in points that margins of 0.8, 0.7 and twice 0.5 inches leave of a page.
_ROOM: Mapping[int, tuple[float, float]] = {8: (733.0, 1118.0), 9: (487.0, 769.0)}
_POINTS_PER_LETTER, _POINTS_PER_COLUMN = 5.25, 3.75
#: A column whose width nobody has set.
_USUAL_COLUMN = 48.0
#: Programs differ a little in what they put on a page.
_SURE = 0.97


def scale(paper: int, widths: Iterable[float], n_usual: int, n_pages: int) -> float:
    """Return the share of its size in which columns, in letters, and usual ones are printed."""
    total = sum(wide * _POINTS_PER_LETTER + _POINTS_PER_COLUMN for wide in widths)
    total += n_usual * _USUAL_COLUMN
    return min(_ROOM[paper][1] * n_pages / max(total, 1.0), 1.0)


def breaks(
    units: Sequence[tuple[int, int]], heights: Mapping[int, float], usual: float, room: float
) -> list[int]:
    """Return the rows that begin a page, where units of rows are to stand whole.

    `room` is the height of a page in points of the sheet; what is higher than a page breaks where
    the program breaks it.
    """
    found: list[int] = []
    used, at = 0.0, 0
    for first, last in units:
        before = _sum(heights, usual, at, first)
        tall = _sum(heights, usual, first, last + 1)
        # What is left of a page after pages that the program has broken by itself.
        used = (used + before) % room if used + before > room else used + before
        if used and used + tall > room and tall <= room:
            found.append(first)
            used = 0.0
        used = (used + tall) % room if used + tall > room else used + tall
        at = last + 1
    return found


def page_height(paper: int, share: float, repeated: float) -> float:
    """Return the height of a page in points of the sheet, below rows that every page repeats."""
    return max(_ROOM[paper][0] / share * _SURE - repeated, 1.0)


def _sum(heights: Mapping[int, float], usual: float, first: int, end: int) -> float:
    return sum(heights.get(row, usual) for row in range(first, end))
