"""Checks over whole rows: keys, duplicates, the county of a reporter."""

from typing import Any

from gwdash.ingest.block import RESULT_FIELD, Block
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import Problem
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION


def check_reporter_county(block: Block, reporter: str | None) -> None:
    """Report rows of another county in a county's own file; fill in a county that is missing."""
    county = next((c for c in REGION.counties if c.code == reporter), None)
    if county is None or not block.dataset.has("county_code"):
        return
    reported = {i.row for i in block.issues if i.field == "county_code"}
    values = block.get("county_code")
    for position, code in enumerate(values):
        if code is None and block.rows[position] + 1 not in reported:
            values[position] = county.code
        elif code is not None and code != county.code:
            other = REGION.place_name(code)
            block.report(
                position,
                "county_code",
                Problem(
                    IssueKind.SCOPE,
                    f"这是{county.name}的报表，此行写的是{other}。请删去此行，或由{other}报送。",
                ),
                other,
            )
    block.values["county_code"] = values


class KeyCheck:
    """Finds keys that come twice, over all tables of a file."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._seen: dict[tuple[Any, ...], tuple[Block, int]] = {}

    def check(self, block: Block) -> None:
        """Report positions whose key stood before; the same row twice is kept once."""
        keys = zip(*(block.get(name) for name in self._dataset.key), strict=True)
        stopped = block.stopped
        for position, key in enumerate(keys):
            if stopped[position]:
                continue
            first = self._seen.setdefault(key, (block, position))
            if first[0] is not block or first[1] != position:
                self._report(block, position, first)

    def _report(self, block: Block, position: int, first: tuple[Block, int]) -> None:
        other, place = first
        labels = "、".join(self._dataset.column(n).field.label for n in self._dataset.key)
        where = other.line(place)
        if other is not block:
            where = f"工作表「{other.sheet}」{where}"
        name = self._dataset.key[0]
        raw = block.get(name)[position]
        if _row(block, position) == _row(other, place):
            message = f"与{where}完全相同，只保留一行。"
            problem = Problem(IssueKind.DUPLICATE, message, Severity.WARNING)
        else:
            message = f"与{where}的{labels}相同而内容不同，请保留正确的一行。"
            problem = Problem(IssueKind.DUPLICATE, message)
            if block.own is not None:
                # In a crosstab each value is a row of its own and can differ by itself.
                name, raw = RESULT_FIELD, block.get("raw")[position]
        block.report(position, name, problem, raw)
        block.stopped[position] = True


def _row(block: Block, position: int) -> dict[str, Any]:
    row = {name: values[position] for name, values in block.values.items()}
    return {name: value for name, value in row.items() if value is not None}
