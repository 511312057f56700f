"""下一步 in words: what has to be done until the end of the next period, each by named unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.assess import briefing_words as say
from gwdash.assess.briefing_words_problems import day


@dataclass(frozen=True, slots=True)
class Due:
    """An item whose limit comes with the next period, or one that is past it."""

    owner: str
    name: str
    due_on: date
    kind: str
    """任务事项 or 议定事项."""


@dataclass(frozen=True, slots=True)
class Following:
    """What has to be done next, each by who answers."""

    label: str
    """The next period: 2024年7月."""
    unreported: Sequence[str]
    """Who has to hand in the report of this period."""
    overdue: Sequence[say.Share]
    """Whose items are past their limit, decisions included."""
    far_behind: Sequence[say.Share]
    """Whose items are 严重滞后 and not past their limit."""
    coming: Sequence[Due]
    """What falls due in the next period."""
    later_on: date | None = None
    """The next limit after it, where nothing falls due in it."""
    n_later: int = 0


def next_message(found: Following) -> str:
    """Return what has to be done until the end of the next period."""
    parts = [
        f"{found.label}到期{len(found.coming)}项" if found.coming
        else f"{found.label}没有到期事项",
        f"到期未完成的{say.total(found.overdue)}项须限期补办" if found.overdue else "",
        f"严重滞后的{say.total(found.far_behind)}项须加快" if found.far_behind else "",
    ]  # fmt: skip
    return "；".join(part for part in parts if part)


def next_text(found: Following, most: int = 2) -> tuple[str, ...]:
    """Return the paragraphs of 下一步, each beginning with what is to be done."""
    said = []
    if found.unreported:
        n = len(found.unreported)
        head = f"本期未报送的{n}家：" if n > 1 else "本期未报送的为"
        said.append(f"补报本期进展。{head}{'、'.join(found.unreported)}。")
    if found.overdue:
        said.append(
            f"限期补办到期未完成事项。共{say.total(found.overdue)}项，由责任单位提出补办时限："
            f"{say.shares(found.overdue)}。"
        )
    if found.far_behind:
        said.append(
            f"加快严重滞后事项。未到时限的{say.total(found.far_behind)}项，由责任单位提出追赶措施："
            f"{say.shares(found.far_behind)}。"
        )
    return (*said, _limits(found, most))


def _limits(found: Following, most: int) -> str:
    if not found.coming:
        later = ""
        if found.later_on is not None:
            later = f"下一个完成时限为{day(found.later_on)}，届时到期{found.n_later}项。"
        return f"{found.label}没有到期的任务事项和议定事项。{later}"
    by_owner: dict[str, list[Due]] = {}
    for one in found.coming:
        by_owner.setdefault(one.owner, []).append(one)
    named = "；".join(f"{owner}{_due(own, most)}" for owner, own in by_owner.items())
    return f"按时完成{found.label}到期事项。共{len(found.coming)}项：{named}。"


def _due(found: Sequence[Due], most: int) -> str:
    named = "、".join(f"“{one.name}”（{day(one.due_on)}前）" for one in found[:most])
    return named + (f"等{len(found)}项" if len(found) > most else "")
