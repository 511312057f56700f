"""Rules over several columns of a row: what they are, when they hold, where they come from."""

from dataclasses import dataclass
from enum import StrEnum

from gwdash.registry.kinds import DEFAULT_SOURCE, RegistryError


class Rule(StrEnum):
    """Checks over several columns of one row."""

    ORDERED = "ordered"
    """The first column is smaller than the second."""
    NOT_ABOVE = "not_above"
    """The first column is at most the second, or the threshold times the second."""
    ONE_OF = "one_of"
    """At least one of the columns has a value."""
    POSITION = "position"
    """The columns give one position inside the region and the row's county."""
    BOUNDARY = "boundary"
    """The first column is an outline; the others, told by their kind, are the coordinate system it
    is written in, the county it lies in and the area it should have."""
    REQUIRED_IF = "required_if"
    """Under the condition each column is needed for completeness: a warning with its count."""
    EMPTY_IF = "empty_if"
    """Under the condition the columns do not apply: empty, 0 or 否."""
    ALLOWED_IF = "allowed_if"
    """Under the condition the column's value is one of ``allowed``."""
    SUM_EQUALS = "sum_equals"
    """The first column is the sum of the others, give or take the threshold."""
    SUM_NOT_ABOVE = "sum_not_above"
    """The others together are at most the first column, give or take the threshold."""


CONDITIONAL = frozenset({Rule.REQUIRED_IF, Rule.EMPTY_IF, Rule.ALLOWED_IF})
SUMS = frozenset({Rule.SUM_EQUALS, Rule.SUM_NOT_ABOVE})
_PAIR = len(("first", "second"))


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure that decides, with its name and where it comes from."""

    name: str
    label: str
    value: float
    unit: str = ""
    source: str = DEFAULT_SOURCE


@dataclass(frozen=True, slots=True)
class When:
    """A condition on one column: it has one of `values`, or any value where none are named."""

    column: str
    values: tuple[str | bool, ...] = ()
    other_than: bool = False
    """Whether the condition is any value but those."""

    def holds(self, value: object) -> bool:
        """Tell whether a stored value meets the condition; nothing never does."""
        if value is None:
            return False
        return not self.values or (value in self.values) is not self.other_than


@dataclass(frozen=True, slots=True)
class RowRule:
    """One rule over the columns of a row, with the sentence a person reads."""

    rule: Rule
    columns: tuple[str, ...]
    message: str = ""
    when: When | None = None
    """The rule holds only for rows that meet this."""
    threshold: Threshold | None = None
    """A factor for NOT_ABOVE, a tolerance in the columns' unit for sums, in % for BOUNDARY."""
    allowed: tuple[str, ...] = ()
    """The codes that ALLOWED_IF allows."""
    within: tuple[str, ...] = ()
    """NOT_ABOVE compares totals over the rows that have the same values here."""
    warns: bool = False
    """Whether a breach is only warned of; else it stops the row."""
    source: str = DEFAULT_SOURCE

    def __post_init__(self) -> None:
        """Refuse a rule that cannot be applied."""
        if self.rule in CONDITIONAL and self.when is None:
            raise RegistryError(f"{self.rule}: no condition")
        if self.rule in {Rule.ORDERED, Rule.NOT_ABOVE} and len(self.columns) != _PAIR:
            raise RegistryError(f"{self.rule}: two columns are compared")
        if self.rule in SUMS and len(self.columns) <= _PAIR:
            raise RegistryError(f"{self.rule}: a sum has two parts or more")
        if (self.rule is Rule.ALLOWED_IF) != bool(self.allowed):
            raise RegistryError(f"{self.rule}: allowed values belong to ALLOWED_IF")
        if self.within and self.rule is not Rule.NOT_ABOVE:
            raise RegistryError(f"{self.rule}: totals are compared by NOT_ABOVE")

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that the rule speaks of."""
        return (*self.columns, *self.within, *((self.when.column,) if self.when else ()))
