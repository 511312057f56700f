"""What is judged of a series, under its chart: a few sentences, each with what it is about."""

from collections.abc import Iterable
from typing import NamedTuple

from gwdash.ui.markup import Html, span, tag


class FindingLine(NamedTuple):
    """One sentence; `method` is what a pointer shows."""

    about: str
    sentence: str
    method: str = ""


def findings(lines: Iterable[FindingLine]) -> Html:
    """Return the sentences as a list."""
    return tag("ul", [_line(line) for line in lines], class_="gw-findings")


def _line(line: FindingLine) -> Html:
    return tag("li", span("gw-muted", line.about), line.sentence, title=line.method or None)
