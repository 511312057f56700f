"""核定进度: what the office says an item has reached, beside what its unit reported.

It counts instead of the report until a newer report replaces that; both stay readable.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gwdash import clock
from gwdash.archive.intake_record import record
from gwdash.archive.model import NOBODY, State, Submission, SubmissionKind
from gwdash.assess.progress import FULL_PCT
from gwdash.errors import ConflictError, UsageError
from gwdash.intake.kept_facts import as_rows
from gwdash.intake.usecases import Batch, Receipt, batch
from gwdash.queries.progress import PlanItem, plan_items
from gwdash.registry.datasets import VERIFIED_PROGRESS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period, parse_period
from gwdash.store.database import Store, open_current


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the office says of one item; without a figure an earlier verdict is taken back."""

    item_id: str
    county: str
    """Code or name; empty for the county that the plan gives the item."""
    pct: float | None
    note: str


def verify(
    workspace: Path,
    verdict: Verdict,
    *,
    period: str | None = None,
    actor: str = NOBODY,
    channel: str = "cli",
) -> Receipt:
    """Enter one verdict; without a period it is about the item's last report."""
    return verify_all(workspace, [verdict], period=period, actor=actor, channel=channel)


def verify_all(
    workspace: Path,
    verdicts: Sequence[Verdict],
    *,
    period: str | None = None,
    actor: str = NOBODY,
    channel: str = "cli",
) -> Receipt:
    """Enter verdicts on the reports up to a period and publish them together.

    Raises UsageError for an item that the plan does not have, a figure outside 0 to 100 and a
    missing reason, ConflictError for an item that nobody has reported yet.
    """
    if not verdicts:
        raise UsageError("没有要核定的事项。")
    with batch(workspace, actor=actor) as run:
        store = open_current(workspace)
        if store is None:
            raise ConflictError("还没有发布过数据，没有可核定的进度。")
        when = _period(store, verdicts, period)
        items = {i.item_id: i for i in plan_items(store, Scope(when.code))}
        entries = [_entry(verdict, items, when) for verdict in verdicts]
        kept = record_verdicts(run, when, entries, channel)
        run.reasons.append(f"核定{when.label}进度 {len(entries)} 项")
    return replace(Receipt(kept, None), version=run.version)


def _period(store: Store, verdicts: Sequence[Verdict], told: str | None) -> Period:
    if told is not None:
        period, problem = parse_period(told)
        if period is None:
            raise UsageError(f"报告期「{told}」不能识别：{problem}")
        return Period.of(period.last_day, VERIFIED_PROGRESS.cadence.period_kind)
    today = Period.of(clock.today(), VERIFIED_PROGRESS.cadence.period_kind)
    items = {i.item_id: i for i in plan_items(store, Scope(today.code))}
    last = [items[v.item_id].reported_period for v in verdicts if v.item_id in items]
    return Period.parse(max(last)) if any(last) else today


def _entry(verdict: Verdict, items: dict[str, PlanItem], period: Period) -> dict[str, Any]:
    """Return the row that a verdict makes; without a figure it takes the row away."""
    item = items.get(verdict.item_id)
    if item is None:
        raise UsageError(f"{period.label}的年度任务分解表没有编号为「{verdict.item_id}」的事项。")
    if verdict.county and _county(verdict.county) != item.county_code:
        place = REGION.place_name(item.county_code or REGION.code)
        raise UsageError(f"事项 {item.item_id} 属于{place}，不是「{verdict.county}」。")
    if item.reported_pct is None:
        raise ConflictError(f"事项 {item.item_id} 还没有单位报送过，没有可核定的进度。")
    if verdict.pct is not None and not 0 <= verdict.pct <= FULL_PCT:
        raise UsageError(f"核定进度应在 0 到 100 之间，不能是 {verdict.pct:g}。")
    if not verdict.note.strip():
        raise UsageError(f"请写明事项 {item.item_id} 的核定说明。")
    return {
        "item_id": item.item_id,
        "county_code": item.county_code,
        "verified_pct": verdict.pct,
        "note": verdict.note.strip(),
    }


def _county(text: str) -> str:
    if text in {REGION.code, REGION.name, "市级"}:
        return REGION.code
    found = REGION.find_reporter(text)
    return found.code if found else text


def record_verdicts(
    run: Batch, period: Period, entries: Iterable[dict[str, Any]], channel: str
) -> Submission:
    """Hand in the slice as it now stands: the verdicts of the period so far with the new ones.

    `entries` are rows of `verified_progress`; one without a figure takes its item out.
    """
    before = _standing(run, period)
    facts = {row["item_id"]: row for row in before}
    changed = 0
    notes = []
    for entry in entries:
        changed += entry["item_id"] in facts
        notes.append(entry["note"])
        facts[entry["item_id"]] = entry
    standing = [fact for fact in facts.values() if fact["verified_pct"] is not None]
    table, content = as_rows(VERIFIED_PROGRESS, standing)
    gone = len(facts) - len(standing)
    submission = Submission(
        dataset=VERIFIED_PROGRESS.name,
        reporter=REGION.office,
        period=period.code,
        period_end=period.last_day,
        submitted_at=clock.now(),
        actor=run.actor,
        file_name=f"核定进度{period.label}.csv",
        file_kind="csv",
        channel=channel,
        kind=SubmissionKind.EDIT,
        reason="；".join(dict.fromkeys(notes)),
        difference={
            "base": None, "added": len(facts) - len(before), "changed": max(changed - gone, 0),
            "removed": gone,
        },
    )  # fmt: skip
    return record(run.archive, content, table if standing else None, [], submission)


def _standing(run: Batch, period: Period) -> list[dict[str, Any]]:
    accepted = run.archive.ledger.submissions(
        dataset=VERIFIED_PROGRESS.name,
        reporter=REGION.office,
        period=period.code,
        state=State.ACCEPTED,
    )
    return [
        row
        for one in accepted
        if one.rows_sha256
        for row in run.archive.rows(one.rows_sha256).to_pylist()
    ]
