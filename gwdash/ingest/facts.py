"""What a sheet says about itself above and below the table: reporter, period, who filled it in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gwdash.ingest.grid import Cell
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period, parse_period

_REPORTER = re.compile(r"(?:填报|报送|填表|上报)(?:单位|部门)\s*(?:[（(]盖章[）)])?\s*[:：]\s*([^\s:：（(]+)")
_PERSON = re.compile(r"(?:填报|填表|制表)人\s*[:：]\s*([^\s:：]+)")
_CHECKER = re.compile(r"审核人?\s*[:：]\s*([^\s:：]+)")
_PHONE = re.compile(r"(?:联系)?电话\s*[:：]\s*([\d\-()（） ]{7,20})")
_PERIOD = re.compile(
    r"(20\d\d\s*年\s*(?:第?[一二三四1-4]\s*季度|[上下]半年|1?\d\s*月(?!\s*\d+\s*日))|"
    r"20\d\d\s*年度?(?!\s*\d))"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in words around the table; empty where nothing was said."""

    reporter: Reporter | None = None
    period: Period | None = None
    filled_by: str = ""
    checked_by: str = ""
    phone: str = ""


def read_facts(rows: Iterable[Iterable[Cell]], *names: str) -> Facts:
    """Return what title, footer and the names of sheet and file say.

    Rows are searched before `names`, because a file is more often renamed than its title.
    """
    lines = [" ".join(str(cell) for cell in row if cell is not None) for row in rows]
    text = "\n".join(lines)
    reporter = _first(_REPORTER, text)
    return Facts(
        reporter=REGION.find_reporter(reporter) if reporter else None,
        period=_period((*lines, *names)),
        filled_by=_first(_PERSON, text),
        checked_by=_first(_CHECKER, text),
        phone=_first(_PHONE, text).strip(),
    )


def _period(lines: Iterable[str]) -> Period | None:
    for line in lines:
        if match := _PERIOD.search(line):
            period, _problem = parse_period(re.sub(r"\s+|度$", "", match[1]))
            if period is not None:
                return period
    return None


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""
