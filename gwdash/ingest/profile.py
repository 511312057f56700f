"""What a file cannot say about itself: constants, which heading is which field, who and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal, Self

from gwdash.errors import UsageError
from gwdash.registry.model import Dataset
from gwdash.registry.text import fold
from gwdash.standards.gbt14848 import ANALYTES

#: A slice that is not divided into townships.
WHOLE = "全部"


@dataclass(frozen=True, slots=True)
class Profile:
    """One reading's settings; kept with the submission, so that it can be read again alike.

    ``constants`` gives a field one value for every row; ``mapping`` gives headings their field
    (or analyte); ``scope`` says whether a place outside the region stops the row.
    """

    constants: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    reporter: str | None = None
    period: str | None = None
    scope: Literal["error", "warn"] = "error"
    part: str = WHOLE

    def checked(self, dataset: Dataset) -> Self:
        """Return this profile; raises UsageError where it names fields the dataset lacks."""
        fields = [column.name for column in dataset.columns]
        for name in self.constants:
            if not dataset.has(name):
                raise UsageError(_no_field(dataset, name, fields))
        targets = [*fields, *ANALYTES] if dataset.crosstab else fields
        for heading, name in self.mapping.items():
            if name not in targets:
                raise UsageError(f"表头「{heading}」：{_no_field(dataset, name, targets)}")
        if self.scope not in {"error", "warn"}:
            raise UsageError(f"范围检查只能是 error 或 warn，不能是「{self.scope}」。")
        return self

    def mapped(self, heading: str) -> str | None:
        """Return the field that this profile gives a heading, else None."""
        key = fold(heading)
        return next((name for text, name in self.mapping.items() if fold(text) == key), None)

    def as_dict(self) -> dict[str, Any]:
        """Return the profile as plain values for the ledger."""
        return {
            "constants": dict(self.constants),
            "mapping": dict(self.mapping),
            "reporter": self.reporter,
            "period": self.period,
            "scope": self.scope,
            "part": self.part,
        }


def _no_field(dataset: Dataset, name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, n=1)
    hint = f"是否为 {near[0]}？" if near else ""
    return f"「{dataset.label}」没有字段 {name}，请用 gwdash datasets 查看字段名。{hint}"
