"""What 终期评估 asks for, gathered from a workspace: values, rows, files and cases."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.model import ClosingStep, StepKind, Submission
from gwdash.archive.wording import dataset_words, key_words, reporter_words
from gwdash.briefings.prepared import month_of
from gwdash.errors import ConflictError
from gwdash.export.evaluation import (
    AttachedFile,
    EvaluationCase,
    Findings,
    Judged,
    Proof,
    SubmittedFile,
    to_evaluation,
)
from gwdash.export.pack import Pack, Step, silent
from gwdash.export.tables import source_line
from gwdash.intake.attachments import is_secret
from gwdash.intake.closing import steps
from gwdash.intake.originals import withheld
from gwdash.intake.workspaces import archive_of, require_workspace
from gwdash.queries import attachments, indicators, periods, progress, reporting
from gwdash.registry.datasets import DATASETS
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.problems import problem_kind
from gwdash.registry.region import REGION
from gwdash.registry.row_keys import key_values
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import Store, open_current

_SUBMITTED, _ATTACHED, _CLOSED = "依据文件", "佐证材料", "销号材料"
_KEPT_BACK = (
    "该材料可能含有饮用水源的精确位置，启用账号权限前不提供下载；请向填报单位或领导小组办公室索取。"
)
_ITEM = "item_id"


def evaluation_pack(workspace: Path, period: str = "", step: Step = silent) -> Pack:
    """Return 终期评估 of the live version as one zip; the newest reported month without `period`.

    Raises ConflictError before the first publish, UsageError for what is no month of its data.
    """
    return to_evaluation(findings(workspace, period), step)


def findings(workspace: Path, period: str = "") -> Findings:
    """Return every indicator with its rows, the files behind them and what was closed."""
    require_workspace(workspace)
    store = open_current(workspace)
    if store is None:
        raise ConflictError("还没有发布过数据，不能生成终期评估材料。请先报送数据。")
    scope = Scope(month_of(store, period) if period else _newest(store))
    courses = indicators.histories(store, scope, [one.code for one in INDICATORS])
    readings = indicators.readings(store, scope)
    judged = tuple(
        Judged(readings.of(one.code).now, tuple(courses[one.code]),
               indicators.evidence(store, scope, one.code))
        for one in INDICATORS
    )  # fmt: skip
    attached = attachments.find(store)
    with closing(archive_of(workspace)) as archive:
        is_demo = archive.ledger.is_demo
        files = _files(workspace, archive, judged)
        names = {item.item_id: item.name for item in progress.plan_items(store, scope)}
        proofs = tuple(_attached(workspace, archive, one, names) for one in attached)
        closed = _closed(archive, steps(workspace))
    shown = Period.parse(scope.period)
    return Findings(
        period=scope.period,
        head=_head(shown, store.version, is_demo=is_demo),
        source=source_line(shown.last_day, store.version, is_demo=is_demo),
        made_at=clock.now(),
        judged=judged,
        files=files,
        attached=proofs,
        cases=(*_proved(proofs), *closed),
    )


def _newest(store: Store) -> str:
    month = periods.opening(periods.months(store), reporting.reported_months(store))
    if month is None:
        raise ConflictError("还没有按期报送的数据，不能生成终期评估材料。")
    return month.code


def _head(period: Period, version: int, *, is_demo: bool) -> tuple[str, ...]:
    lines = (
        f"{REGION.name}地下水污染防治试验区建设终期评估材料",
        f"报告期：{period.label}　数据版本：v{version}",
        f"生成时间：{clock.now():%Y-%m-%d %H:%M:%S}（北京时间）",
        "次序：指标 → 值 → 依据行 → 依据文件和佐证材料 → 案例，见索引工作簿。",
    )
    return (*lines, "演示数据，不是真实情况。") if is_demo else lines


def _files(
    workspace: Path, archive: Archive, judged: Iterable[Judged]
) -> Mapping[int, SubmittedFile]:
    numbers = sorted(set().union(*(one.submissions for one in judged)))
    kept_back = withheld(workspace, numbers)
    found = {}
    for number in numbers:
        one = archive.ledger.get(number)
        why = kept_back.get(number)
        found[number] = SubmittedFile(
            number,
            dataset_words(one.dataset),
            reporter_words(one.reporter),
            Period.parse(one.period).label,
            _submitted(archive, one, why.value if why else ""),
        )
    return found


def _submitted(archive: Archive, one: Submission, why: str) -> Proof:
    content = archive.raw(one.file_sha256)
    return Proof(
        one.file_name, one.file_sha256, f"{_SUBMITTED}/{file_folder(one.dataset)}", len(content),
        None if why else content, why,
    )  # fmt: skip


def file_folder(dataset: str) -> str:
    """Return the folder that the files of a ledger lie in."""
    return dataset_words(dataset).replace("/", "、")


def _attached(
    workspace: Path, archive: Archive, one: attachments.Attached, names: Mapping[str, str]
) -> AttachedFile:
    is_kept_back = is_secret(workspace, one)
    content = None if is_kept_back else archive.raw(one.file_sha256)
    proof = Proof(one.file_name, one.file_sha256, _ATTACHED, one.n_bytes, content,
                  _KEPT_BACK if is_kept_back else "")  # fmt: skip
    return AttachedFile(
        one.target_dataset,
        dataset_words(one.target_dataset),
        reporter_words(one.target_reporter),
        Period.parse(one.target_period).label,
        _row_words(one, names),
        key_values(one.row_key).get(_ITEM, "").partition("-")[0],
        proof,
    )


def _row_words(one: attachments.Attached, names: Mapping[str, str]) -> str:
    """Return the key of the row that evidence belongs to, in words; an item with its name."""
    dataset = DATASETS.get(one.target_dataset)
    values = key_values(one.row_key)
    if dataset is None or not values:
        return ""
    words = key_words(dataset, tuple(values.get(name, "") for name in dataset.key))
    return f"{words} {names.get(values.get(_ITEM, ''), '')}".strip()


def _proved(proofs: Sequence[AttachedFile]) -> list[EvaluationCase]:
    """Return the rows that have evidence, a case each."""
    rows: dict[tuple[str, str, str], list[AttachedFile]] = {}
    for one in proofs:
        if one.row:
            rows.setdefault((one.ledger, one.reporter, one.row), []).append(one)
    return [
        EvaluationCase(
            ledger, f"{reporter}：{row}", "、".join(dict.fromkeys(f"{f.period}报送" for f in own)),
            "", tuple(f.proof for f in own),
        )
        for (ledger, reporter, row), own in rows.items()
    ]  # fmt: skip


def _closed(archive: Archive, taken: Sequence[ClosingStep]) -> list[EvaluationCase]:
    """Return the problems that were closed, with the way there."""
    cases: dict[tuple[str, str], list[ClosingStep]] = {}
    for one in taken:
        cases.setdefault((one.kind, one.subject), []).append(one)
    return [_closed_case(archive, own) for own in cases.values() if own[-1].step is StepKind.CLOSE]


def _closed_case(archive: Archive, own: Sequence[ClosingStep]) -> EvaluationCase:
    kind = problem_kind(own[0].kind)
    is_kept_back = kind is None or kind.position_is_secret
    way = "；".join(f"{one.at:%Y-%m-%d} {one.step.label}（{one.actor}）：{one.note}" for one in own)
    proofs = tuple(
        Proof(
            file.file_name, file.file_sha256, _CLOSED, file.n_bytes,
            None if is_kept_back else archive.raw(file.file_sha256),
            _KEPT_BACK if is_kept_back else "",
        )
        for one in own
        for file in one.evidence
    )  # fmt: skip
    return EvaluationCase("突出问题销号", own[-1].title, way, f"{own[-1].at:%Y-%m-%d}", proofs)
