"""Words of 数据填报: ledgers as a list that can be searched, kinds of issues, periods to choose."""

from collections.abc import Iterable
from functools import lru_cache

from gwdash import clock
from gwdash.ingest.issues import IssueKind
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period, PeriodKind

KIND_WORDS = {
    IssueKind.REQUIRED: "缺少内容",
    IssueKind.TYPE: "填法不对",
    IssueKind.RANGE: "超出范围",
    IssueKind.CODE: "不在选项中",
    IssueKind.KEY: "编码有误",
    IssueKind.DUPLICATE: "重复",
    IssueKind.REFERENCE: "编号查不到",
    IssueKind.UNIT: "单位",
    IssueKind.UNKNOWN_HEADING: "表头不认识",
    IssueKind.MISSING_HEADING: "缺少的列",
    IssueKind.SCOPE: "不在辖区",
    IssueKind.LAYOUT: "表格样式",
    IssueKind.FORMULA: "公式",
    IssueKind.KEPT: "办公室确定",
    IssueKind.FILE: "文件",
}
#: Where what a ledger says is shown first; the others are shown in 报送记录 and in the overview.
_SHOWN_ON = {
    "work_plan": "tasks", "task_progress": "tasks", "decision": "tasks",
    "well": "network", "water_level": "network",
    "water_quality": "quality", "water_source": "quality",
    "score_adjustment": "ranking", "scoring_scheme": "ranking",
}  # fmt: skip
_PERIODS_OFFERED = 18
_ONE_TASK = 1
_COMMON = "综合"


@lru_cache(maxsize=1)
def ledger_labels() -> dict[str, str]:
    """Return the ledgers with the task they belong to, those of one task together.

    The task stands behind the name, so that typing either finds the ledger.
    """
    groups: dict[str, list[Dataset]] = {}
    for dataset in LEDGERS.values():
        groups.setdefault(group_of(dataset), []).append(dataset)
    return {
        dataset.name: f"{dataset.label}　{group} · {dataset.cadence.words}"
        for group, datasets in groups.items()
        for dataset in datasets
    }


def group_of(dataset: Dataset) -> str:
    """Return the task that a ledger belongs to, 综合 for one of several."""
    if len(dataset.tasks) == _ONE_TASK:
        return REGION.task(dataset.tasks[0]).short_name
    return _COMMON


def shown_on(dataset: str) -> str:
    """Return the key of the page that shows what a ledger says."""
    return _SHOWN_ON.get(dataset, "overview")


def months_offered(more: Iterable[str] = ()) -> dict[str, str]:
    """Return the months to choose from, the newest first, with those named besides."""
    newest = Period.of(clock.today(), PeriodKind.MONTH)
    recent = [newest.shifted(-n) for n in range(_PERIODS_OFFERED)]
    told = [Period.parse(code) for code in more if code]
    months = {p.code: p for p in (*recent, *(p for p in told if p.kind is PeriodKind.MONTH))}
    ordered = sorted(months.values(), key=lambda p: p.first_day, reverse=True)
    return {p.code: p.label for p in ordered}


def periods_offered(dataset: Dataset | None, *more: Period | None) -> dict[str, str]:
    """Return the ledger's periods to choose from, the newest first, with those named besides."""
    kind = PeriodKind(dataset.cadence.period_kind) if dataset else PeriodKind.MONTH
    newest = Period.of(clock.today(), kind)
    recent = [newest.shifted(-n) for n in range(_PERIODS_OFFERED)]
    around = [p.shifted(n) for p in more if p is not None and p.kind is kind for n in (-1, 0, 1)]
    found = {p.code: p for p in (*recent, *around)}
    ordered = sorted(found.values(), key=lambda p: p.first_day, reverse=True)
    return {p.code: p.label for p in ordered}
