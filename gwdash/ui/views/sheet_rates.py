"""The figures of one county's or unit's sheet: rates with n/N, unit and what they count.

This is the place where the indicators of `gwdash.registry` stand on paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gwdash.assess.lamps import JUDGED, Lamp
from gwdash.queries import indicators
from gwdash.queries.calendar import Duty
from gwdash.queries.calendar_counts import rates as duty_rates
from gwdash.queries.members import Member
from gwdash.registry.indicator_list import INDICATORS
from gwdash.scope import Scope
from gwdash.ui.components.marks import NOTHING, percent
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, tag

_FULL = 100
_FEW = 5
#: Two figures stand side by side, so that a county fits on two sheets of paper.
_ABREAST = 2


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure: n of N, and what is said where there is nothing to count."""

    label: str
    n: int
    of: int
    nothing: str

    @property
    def words(self) -> str:
        """The rate with n/N; a dash and the reason where N is zero."""
        if not self.of:
            return f"{NOTHING}（{self.nothing}）"
        few = "，N 小于 5，仅供参考" if self.of < _FEW else ""
        return f"{percent(_FULL * self.n / self.of)}（{self.n}/{self.of}{few}）"


def rates(frame: Frame, one: Member) -> Html:
    """Return the figures that are known of one county or unit as a table."""
    cells = [(tag("th", rate.label), tag("td", rate.words)) for rate in _own(one)]
    if one.is_county:
        cells += _of_county(frame, one)
    pairs = [cells[place : place + _ABREAST] for place in range(0, len(cells), _ABREAST)]
    rows = [tag("tr", [cell for both in pair for cell in both]) for pair in pairs]
    return tag("table", rows, class_="gw-paper-facts gw-paper-pairs")


def _own(one: Member) -> list[Rate]:
    judged = sum(n for lamp, n in one.lamps.items() if lamp in JUDGED)
    fine = one.lamps.get(Lamp.ON_TRACK, 0) + one.lamps.get(Lamp.DONE, 0)
    reported = duty_rates(one.duties, _everything).get("")
    return [
        Rate("达到序时进度事项占比", fine, judged, "没有可判断的事项"),
        Rate("本期报送率", reported.reported if reported else 0, reported.due if reported else 0,
             "本期没有到期台账"),
        Rate("本期按时报送率", reported.on_time if reported else 0, reported.due if reported else 0,
             "本期没有到期台账"),
    ]  # fmt: skip


def _everything(_: Duty) -> str:
    return ""


def _of_county(frame: Frame, one: Member) -> Iterator[tuple[Html, Html]]:
    """Yield every indicator that counties are compared by, with n/N or why there is none."""
    if frame.store is None:
        return
    scope = Scope(frame.scope.period, "", frame.scope.include_new_area)
    found = kept(frame.store, indicators.readings, scope)
    for indicator in INDICATORS:
        if indicator.by_county:
            now = found.of(indicator.code, one.reporter.code).now
            trace = trace_link(
                frame, f"indicator:{indicator.code}:{one.reporter.code}", indicator.label
            )
            words = f"{now.figure}（{now.counts}） "
            yield tag("th", indicator.label), tag("td", words, trace)
