"""What went wrong with files of the ledgers of the tasks, and how they were mended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from gwdash.demo.fates import Fate

Row = dict[str, object]
Change = Callable[[list[Row]], list[Row]]


@dataclass(frozen=True, slots=True)
class Mishap:
    """A first file that was not the last one."""

    fate: Fate
    draft: Change
    """What makes of the right rows those of the first file."""
    reason: str = ""


def _typed(name: str, value: object) -> Change:
    """Return what types something else into the last row that has the field."""

    def change(rows: list[Row]) -> list[Row]:
        return _changed(rows, name, lambda _row: value)

    return change


def _before(name: str, other: str) -> Change:
    """Return what puts a day before the one that it cannot be before."""

    def earlier(row: Row) -> object:
        return row[other] - timedelta(days=3)  # type: ignore[operator]

    return lambda rows: _changed(rows, name, earlier)


def _more(name: str, other: str) -> Change:
    """Return what makes a figure greater than the one that bounds it."""
    return lambda rows: _changed(rows, name, lambda row: float(str(row[other])) + 5)


def _changed(rows: list[Row], name: str, value: Callable[[Row], object]) -> list[Row]:
    filled = [n for n, row in enumerate(rows) if row[name] != ""]
    place = filled[-1] if filled else 0
    return [row | {name: value(row)} if n == place else dict(row) for n, row in enumerate(rows)]


def _without_last(rows: list[Row]) -> list[Row]:
    return [dict(row) for row in rows[:-1]]


def _swapped(name: str) -> Change:
    """Return what gives the first two rows each other's figure, as when a line slips."""

    def change(rows: list[Row]) -> list[Row]:
        first, second, *rest = (dict(row) for row in rows)
        first[name], second[name] = second[name], first[name]
        return [first, second, *rest]

    return change


def _refused(draft: Change) -> Mishap:
    return Mishap(Fate.REFUSED, draft)


def _returned(draft: Change, reason: str) -> Mishap:
    return Mishap(Fate.RETURNED, draft, reason)


def _waiting() -> Mishap:
    return Mishap(Fate.WAITING, list)


#: By ledger, reporter and period.
MISHAPS = {
    ("key_unit", "610404", "2022Q3"): _refused(_typed("list_type", "一般管理单位")),
    ("water_source", "610425", "2022Q3"): _refused(_typed("lon", 118.45)),
    ("self_monitoring", "610481", "2023Q4"): _refused(_before("reported_on", "sampled_on")),
    ("leak_hazard", "610431", "2023Q2"): _refused(_before("rectify_by", "found_on")),
    ("geothermal", "610481", "2023-12"): _refused(_typed("geothermal_well_type", "停用")),
    ("abandoned_well", "610402", "2023-05"): _refused(_before("sealing_to", "sealing_from")),
    ("abandoned_well", "610482", "2023-03"): _refused(_typed("disposal", "封井回灌")),
    ("survey_progress", "610424", "2023-02"): _refused(_more("villages_surveyed", "villages_due")),
    ("project", "610431", "2023Q3"): _refused(_more("spent_10k_yuan", "received_10k_yuan")),
    ("publicity", "sthjj", "2023H1"): _refused(_typed("event_on", "2023.6.31")),
    ("zone", "sthjj", "2023Q3"): _refused(_typed("zone_subclass", "治理区")),
    ("decision", "zrzyj", "2023-06"): _refused(_typed("decision_status", "逾期")),
    ("abandoned_well", "610423", "2023-08"): _returned(
        _typed("remark", "已封"), "“已封”的井没有验收单，请附验收单并写明验收日期。"
    ),
    ("project", "610424", "2023Q4"): _returned(
        _swapped("project_name"), "支出金额与财政支付系统不一致，请核对后重报。"
    ),
    ("leak_hazard", "610423", "2023Q1"): _returned(
        _typed("place", "厂区"), "隐患位置只写“厂区”，请写明具体点位。"
    ),
    ("water_source", "610429", "2023Q2"): _returned(
        _typed("source_name", "水源地"), "水源名称不全，请与批复文件一致。"
    ),
    ("project", "610423", "2024Q2"): _returned(
        _typed("project_name", "治理项目"), "项目名称与下达文件不一致，请写全称后重报。"
    ),
    ("publicity", "610481", "2024H1"): _returned(
        _typed("event_name", "宣传活动"), "活动名称只写“宣传活动”，请写明主题和场次。"
    ),
    ("project", "610428", "2024Q2"): _waiting(),
    ("project", "zjj", "2024Q2"): _waiting(),
    ("publicity", "610430", "2024H1"): _waiting(),
    ("policy_rule", "sthjj", "2024Q2"): _waiting(),
    ("geothermal", "zrzyj", "2024-01"): Mishap(Fate.KEPT, _swapped("abstracted_m3")),
    ("key_unit", "610422", "2023Q1"): Mishap(Fate.KEPT, _without_last),
    ("survey_progress", "610425", "2023-09"): Mishap(Fate.KEPT, _swapped("wells_found")),
    ("policy_rule", "sthjj", "2023Q2"): Mishap(
        Fate.WITHDRAWN, _without_last, "报错了报告期的草稿，单位申请撤回。"
    ),
}
