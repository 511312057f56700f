"""数据溯源 of the network: wells that run, sources that meet class Ⅲ, and one well's values."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from operator import itemgetter

from gwdash.queries import network
from gwdash.queries.evidence import Evidence, EvidenceRow, Place, place
from gwdash.queries.network import Well
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import day, number, text
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.analytes import ANALYTES

_STANDARD = "GB/T 14848-2017"


def running(source: Source, scope: Scope) -> Evidence:
    """Return the registered wells, those that run and send their levels in the numerator."""
    as_of = last_day(scope)
    wells = [well for well in network.wells(source, scope) if well.registered and well.county_code]
    answer = source.columns("evidence_last_levels", as_of=as_of)
    levels = {well_id: facts for well_id, *facts in zip(*answer.values(), strict=True)}
    rows: list[EvidenceRow] = []
    judged = [(_normal(well, as_of), well) for well in wells]
    for normal, well in sorted(judged, key=itemgetter(0)):
        state = f"连续 {well.silent_periods(as_of)} 期无水位数据" if well.silent(as_of) else ""
        county = _place_name(well.county_code)
        detail = " · ".join(filter(None, (county, f"台账：{well.state_label}", state)))
        due = float(not well.sealed_before_year)
        sealed = "" if due else " · 上年末前已封井"
        rows.append(
            EvidenceRow(well.title, detail + sealed, _registered_at(well), float(normal), due)
        )
        if (last := levels.get(well.well_id)) is not None:
            measured_on, *cell = last
            words = f"最近一次水位 {measured_on:%Y-%m-%d}"
            rows.append(EvidenceRow("依据", words, Place(*cell), basis=True))
    found = network.running(wells, as_of)
    figure = "—" if found.rate_pct is None else f"{found.rate_pct:.1f}%"
    rule = (
        "年初尚未封井的在册监测井中，运行状态为正常且没有连续 "
        f"{network.SILENT_PERIODS} 期无水位数据的井；年内封井不剔除。"
    )
    return Evidence(
        "监测井正常运行", figure, rule, "监测井台账、地下水水位监测结果；平台默认值",
        "正常运行的井", "应运行的井", tuple(rows),
    )  # fmt: skip


def _normal(well: Well, as_of: date) -> bool:
    return well.running and not well.silent(as_of)


def _samples(source: Source, wells: Sequence[Well], as_of: date) -> dict[str, list[EvidenceRow]]:
    """Return what each well's word rests on: its samplings, and every result above class Ⅲ."""
    since = date(as_of.year, 1, 1)
    asked = {"wells": [well.well_id for well in wells], "since": since, "as_of": as_of}
    found: defaultdict[str, list[EvidenceRow]] = defaultdict(list)
    samples = source.columns("evidence_samples", **asked)
    for well_id, on, label, n_assessed, *cell in zip(*samples.values(), strict=True):
        words = f"{on} 采样，综合{label}类，参评 {n_assessed} 项"
        found[well_id].append(EvidenceRow("依据", words, Place(*cell), basis=True))
    results = source.columns("evidence_exceedances", **asked)
    for well_id, on, analyte, raw, times, *cell in zip(*results.values(), strict=True):
        over = "" if times is None else f"，超标 {times:.2f} 倍"
        words = f"{on} {_analyte(analyte)} {raw}{over}"
        found[well_id].append(EvidenceRow("依据", words, Place(*cell), basis=True))
    return found


def well(source: Source, scope: Scope, well_id: str) -> Evidence | None:
    """Return what one well's card rests on: its register row, last level and samplings."""
    as_of = last_day(scope)
    found = next((w for w in network.wells(source, scope) if w.well_id == well_id), None)
    if found is None:
        return None
    rows: list[EvidenceRow] = []
    if found.registered:
        normal = float(_normal(found, as_of))
        rows.append(
            EvidenceRow("监测井台账", found.state_label, _registered_at(found), normal, 1.0)
        )
    rows += _samples(source, [found], as_of).get(well_id, [])
    levels = network.levels(source, well_id, as_of).tail(1)
    rows += [_level(_named(row), 0.0) for row in levels.to_dict("records")]
    rule = "台账登记且运行状态为正常、没有连续无数据的井算正常；综合类别为参评指标中最差的类别。"
    figure = found.state_label if found.registered else "台账中没有这个点"
    return Evidence(
        found.title, figure, rule, f"监测井台账；{_STANDARD} 6.3", "正常", "登记", tuple(rows)
    )


def levels(source: Source, scope: Scope, well_id: str) -> Evidence:
    """Return every level of the hydrograph with the cell it was typed in, the newest first."""
    frame = network.levels(source, well_id, last_day(scope))
    rows = tuple(_level(_named(row), 1.0) for row in frame.to_dict("records")[::-1])
    rule = "同一井同一监测时间以最近一次审核通过的报送为准；水位埋深从地面向下为正。"
    figure = f"{len(rows)} 次测量"
    return Evidence("地下水水位", figure, rule, "地下水水位监测结果", "有测量", "测量次数", rows)


def results(source: Source, scope: Scope, well_id: str, analyte: str) -> Evidence:
    """Return a well's results of one analyte, those above class Ⅲ in the numerator."""
    as_of = last_day(scope)
    above = network.exceeding_samples(source, well_id, analyte, as_of)
    frame = network.results(source, well_id, analyte, as_of)
    rows = tuple(_results(frame.to_dict("records")[::-1], above))
    n = int(sum(row.numerator for row in rows))
    rule = "单次结果与Ⅲ类限值比较；同一样品同一指标以最近一次审核通过的报送为准。"
    title = _analyte(analyte)
    figure = f"超Ⅲ类 {n}/{len(rows)} 次"
    return Evidence(title, figure, rule, _STANDARD, "超Ⅲ类", "结果次数", rows)


def _results(
    records: Iterable[dict[object, object]], above: set[tuple[date, str]]
) -> Iterable[EvidenceRow]:
    for record in records:
        row = _named(record)
        exceeding = (day(row["sampled_on"]), text(row["layer"])) in above
        words = f"{text(row['raw'])} {text(row['unit'])}" + ("，超Ⅲ类" if exceeding else "")
        yield EvidenceRow(f"{day(row['sampled_on'])}", words, place(row), float(exceeding), 1.0)


def _level(row: dict[str, object], share: float) -> EvidenceRow:
    depth, head = number(row["depth_to_water_m"]), number(row["head_m"])
    words = [f"埋深 {depth:.2f} m"] if depth is not None else []
    words += [f"标高 {head:.2f} m"] if head is not None else []
    name = f"{day(row['measured_at'])}" if share else "最近一次水位"
    detail = "，".join(words) if share else f"{day(row['measured_at'])}，{'，'.join(words)}"
    return EvidenceRow(name, detail, place(row), share, share, basis=not share)


def _registered_at(well: Well) -> Place | None:
    if well.submission_id is None:
        return None
    return Place(well.submission_id, well.source_sheet, well.source_cell)


@cache
def _place_name(code: str | None) -> str:
    """Return a county's name; looked for once, where a list of thousands names it each time."""
    return REGION.place_name(code)


def _analyte(code: object) -> str:
    found = ANALYTES.get(str(code))
    return found.label if found else str(code)


def _named(record: dict[object, object]) -> dict[str, object]:
    return {str(name): value for name, value in record.items()}
