"""The outlines of rows: read in the row's own system, kept as GeoJSON in CGCS2000 degrees."""

from collections.abc import Iterator

from gwdash.ingest.block import Block
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.positions import BORDER_TOLERANCE_M, county_index
from gwdash.ingest.problems import Problem
from gwdash.registry.model import Kind, RowRule, Rule
from gwdash.registry.region import REGION
from gwdash.standards.boundaries import Boundary, Outline, area_km2, read_boundary

#: Areas are filled in to two decimals: below this difference nothing can be said, km².
_ROUNDING_KM2 = 0.006
_FULL = 100
#: Slivers beyond the margin come of borders drawn at another scale.
_SLIVER = 0.01


def add_boundaries(block: Block) -> None:
    """Read each row's outline and compare it with the region, the county and the area filled in.

    Afterwards the column holds GeoJSON geometry, None where an outline could not be read.
    """
    for rule in block.dataset.rules:
        if rule.rule is Rule.BOUNDARY and block.has(rule.columns[0]):
            _add(block, rule)


def _add(block: Block, rule: RowRule) -> None:
    name = rule.columns[0]
    texts, kept = block.get(name), list(block.get(name))
    read: dict[tuple[str, str], Boundary] = {}
    for position, text in enumerate(texts):
        if text is None:
            continue
        key = (text, _declared(block, rule, position))
        if key not in read:
            read[key] = read_boundary(*key, REGION.extent)
        found = read[key]
        kept[position] = found.text
        for note in found.notes:
            problem = Problem(IssueKind(note.kind), note.sentence, Severity(note.severity))
            block.report(position, name, problem, text)
        if found.outline is not None:
            for problem in _compared(block, rule, position, found.outline):
                block.report(position, name, problem, text)
    block.values[name] = kept


def _declared(block: Block, rule: RowRule, position: int) -> str:
    """Return the system that a row declares in words, empty for none."""
    name = _column(block, rule, Kind.CODE, Kind.TEXT)
    value = block.get(name)[position] if name else None
    if value is None or name is None:
        return ""
    codes = block.dataset.column(name).field.codes
    return codes.label_of(value) if codes is not None else str(value)


def _column(block: Block, rule: RowRule, *kinds: Kind) -> str | None:
    """Return the first of a rule's other columns that is of one of these kinds."""
    columns = (block.dataset.column(name) for name in rule.columns[1:])
    return next((column.name for column in columns if column.field.kind in kinds), None)


def _compared(block: Block, rule: RowRule, position: int, outline: Outline) -> Iterator[Problem]:
    county = _column(block, rule, Kind.COUNTY)
    code = block.get(county)[position] if county else None
    if code in county_index().codes:
        yield from _in_county(str(code), outline)
    area = _column(block, rule, Kind.NUMBER)
    filled = block.get(area)[position] if area else None
    if area is not None and filled is not None and rule.threshold is not None:
        yield from _of_area(block.dataset.column(area).field.label, filled, outline, rule)


def _in_county(code: str, outline: Outline) -> Iterator[Problem]:
    share = county_index().share_outside(code, outline, BORDER_TOLERANCE_M)
    name = REGION.place_name(code)
    if share >= 1 - _SLIVER:
        message = f"边界不在{name}境内，请核对坐标、坐标系或县市区。"
        yield Problem(IssueKind.RANGE, message)
    elif share > _SLIVER:
        message = (
            f"边界约有 {share * _FULL:.0f}% 在{name}界外 {BORDER_TOLERANCE_M:.0f} 米以远，请核对；"
            "跨县市区的按县市区分行填报。"
        )
        yield Problem(IssueKind.RANGE, message, Severity.WARNING)


def _of_area(label: str, filled: float, outline: Outline, rule: RowRule) -> Iterator[Problem]:
    found = area_km2(outline)
    apart = abs(found - filled)
    allowed = rule.threshold.value if rule.threshold else 0.0
    if apart > _ROUNDING_KM2 and apart * _FULL > allowed * max(filled, 0.0):
        message = (
            f"边界围成约 {found:.3g} km²，「{label}」填的是 {filled:g} km²，"
            f"相差超过 {allowed:g}%，请核对边界、坐标系或面积。"
        )
        yield Problem(IssueKind.RANGE, message, Severity.WARNING)
