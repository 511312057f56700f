"""What a sheet says about itself above and below the table: reporter, period, who filled it in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gwdash.ingest.grid import Cell
from gwdash.ingest.periods_in_text import period_in, year_in
from gwdash.ingest.problems import as_text, is_blank
from gwdash.registry.region import REGION, Reporter
from gwdash.registry.text import fold
from gwdash.standards.periods import Period, PeriodKind, parse_period
from gwdash.standards.text import clean

#: Labels that may stand in a cell of their own, before the cell with what they name.
_LABEL = re.compile(
    r"(?:(?:填报|报送|填表|上报)(?:单位|部门)|(?:填报|填表|制表|审核)人|(?:联系)?电话"
    r"|报告期|填报期|填报月份|报告月份|所属期|统计期)(?:\(盖章\)|\(公章\))?"
)
_REPORTER = re.compile(
    r"(?:填报|报送|填表|上报)(?:单位|部门)\s*(?:\((?:盖章|公章)\))?\s*:\s*([^\s:(]+)"
)
_PERSON = re.compile(r"(?:填报|填表|制表)人\s*:\s*([^\s:]+)")
_CHECKER = re.compile(r"审核人?\s*:\s*([^\s:]+)")
_PHONE = re.compile(r"(?:联系)?电话\s*:\s*([\d\-() ]{7,20})")
_TOLD_PERIOD = re.compile(r"(?:报告期|填报期|填报月份|报告月份|所属期|统计期)\s*:\s*([^\s:]+)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in words around the table; empty where nothing was said."""

    reporter: Reporter | None = None
    period: Period | None = None
    filled_by: str = ""
    checked_by: str = ""
    phone: str = ""
    period_told: bool = False
    """Whether the period stands behind its label (报告期：…) and was not read out of a title."""


def read_facts(rows: Iterable[Iterable[Cell]], *names: str) -> Facts:
    """Return what title, footer and the names of sheet and file say.

    Rows are searched before `names`, because a file is more often renamed than its title.
    """
    lines = [_line(row) for row in rows]
    text = "\n".join(lines)
    reporter = _first(_REPORTER, text)
    told = _told_period(text)
    return Facts(
        reporter=REGION.find_reporter(reporter) if reporter else None,
        period=told or _named_period((*lines, *map(clean, names))),
        period_told=told is not None,
        filled_by=_first(_PERSON, text),
        checked_by=_first(_CHECKER, text),
        phone=_first(_PHONE, text).strip(),
    )


def _line(row: Iterable[Cell]) -> str:
    """Return a row as one line; a label in a cell of its own gets the colon it stands for."""
    texts = [clean(as_text(cell)) for cell in row if not is_blank(cell)]
    return " ".join(
        f"{text.rstrip(':')}:" if _LABEL.fullmatch(fold(text)) else text for text in texts
    )


def _told_period(text: str) -> Period | None:
    told = _first(_TOLD_PERIOD, text)
    # A spreadsheet turns 2024-06 into the first of June.
    for candidate in (told, told.removesuffix("-01")):
        period, _problem = parse_period(candidate)
        if period is not None:
            return period
    return None


def _named_period(lines: Sequence[str]) -> Period | None:
    """Return the first month, quarter or half that is named, else the first year."""
    year = next(filter(None, map(year_in, lines)), None)
    found = [period for line in lines if (period := period_in(line, year=year))]
    shorter = (period for period in found if period.kind is not PeriodKind.YEAR)
    return next(shorter, next(iter(found), None))


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""
