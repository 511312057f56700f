"""The indicators: what each one measures, from which rows, against which target.

One declaration each; ``gwdash/store/sql/indicators/<code>.sql`` yields the rows that count. The
official table of indicators (环办便函〔2022〕12号) is the office's to load: targets and weights
stand here as defaults with their source, and the scheme of the county scores may replace them.
"""

from dataclasses import dataclass
from enum import StrEnum

from gwdash.registry.kinds import RegistryError

#: Indicators of no single key task.
CROSS_TASK = "0"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator should reach, in percent, and who says so."""

    value_pct: float | None
    """None where no figure was ever set: the value is shown and not judged."""
    words: str
    source: str

    @property
    def is_set(self) -> bool:
        """Whether there is a figure to judge by."""
        return self.value_pct is not None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One rate: the sum of its rows' numerators over the sum of their denominators."""

    code: str
    task_no: str
    label: str
    numerator: str
    """What is counted, as it stands beside n."""
    denominator: str
    """Of what, as it stands beside N."""
    thing: str
    """What one row of the evidence is: 一眼井, 一个水源."""
    rule: str
    """Which rows count and why, in one or two sentences."""
    source: str
    """The document that the rule is taken from, or that it is a default of the platform."""
    datasets: tuple[str, ...]
    """What the rows are read from, the leading ledger first."""
    direction: Direction = Direction.UP
    target: Target = Target(None, "未设目标", "平台默认值，办公室可调整")
    unit: str = ""
    """What is summed; empty where things are counted."""
    obliged: str = ""
    """Who owes the leading ledger: ``counties`` are listed as 未报 until they hand it in."""
    by_county: bool = True
    """Whether counties are compared by it; otherwise it is the city's alone."""
    scored: bool = False
    """Whether it may count into a county's score."""
    least_n: int = 0
    """Below so many things only n/N is shown, because a rate would say little."""
    nothing_due: str = "无应计对象"
    """What it means when the denominator is zero."""

    def __post_init__(self) -> None:
        """Refuse an indicator that could not be explained or would be scored without a target."""
        if not (self.code.isidentifier() and self.code.islower()):
            raise RegistryError(f"{self.code}: not an indicator's code")
        if not (self.label and self.numerator and self.denominator and self.rule and self.source):
            raise RegistryError(f"{self.code}: label, rows, rule and source are needed")
        if self.scored and not (self.by_county and self.target.is_set):
            raise RegistryError(f"{self.code}: only what counties reach of a target is scored")
        if not self.datasets:
            raise RegistryError(f"{self.code}: rows come from a dataset")
