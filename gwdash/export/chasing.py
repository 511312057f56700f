"""催报: what each reporter still owes, as a table and as a message to paste."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from gwdash.export.tables import Table, source_line
from gwdash.queries.calendar import CHASED, FACES, Duty, Status
from gwdash.queries.decision import Answer, Decision, Standing
from gwdash.queries.decisions import answers_of
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.workdays import Workdays

#: How many working days a reporter is given from the day of the reminder.
REPLY_WORKDAYS = 3
#: What the calendar and what is owed come from.
ORIGIN = "报送台账"
_HEADINGS = (
    "填报单位", "台账", "报告期", "报送期限", "状态", "逾期天数", "退回原因", "报送编号",
)  # fmt: skip
_NOTES = (
    "报送期限遇节假日顺延到下一个工作日；逾期天数为自然日。",
    "本期没有数据的办理零报告，与上期一致的沿用上期，都算报送。",
)


Owed = tuple[Decision, Answer]


@dataclass(frozen=True, slots=True)
class Reminder:
    """Everything that one reporter is to be asked for, and until when."""

    reporter: Reporter
    duties: tuple[Duty, ...]
    as_of: date
    reply_by: date
    decided: tuple[Owed, ...] = ()
    """议定事项 that it has not done in time, the longest overdue first."""

    @property
    def you(self) -> str:
        """What the reporter is, after 你 and 贵: 县, 区, 市 or 单位."""
        return self.reporter.name[-1] if self.reporter.group == "counties" else "单位"

    @property
    def periods(self) -> str:
        """The periods asked for, in the order of time."""
        ordered = sorted({duty.period for duty in self.duties}, key=lambda p: (p.last_day, p))
        return "、".join(period.label for period in ordered)


def reminders(
    duties: Iterable[Duty], as_of: date, days: Workdays, decided: Sequence[Decision] = ()
) -> list[Reminder]:
    """Return a reminder for each reporter with something to be asked for, in display order.

    `decided` are the decisions of meetings: those that somebody has not done in time are asked
    for as well.
    """
    by_reporter: dict[Reporter, list[Duty]] = {}
    for duty in duties:
        if duty.status in CHASED:
            by_reporter.setdefault(duty.reporter, []).append(duty)
    reply_by = days.after(as_of, REPLY_WORKDAYS)
    late = {who: overdue_of(decided, who) for who in REGION.reporters} if decided else {}
    for who, items in late.items():
        if items:
            by_reporter.setdefault(who, [])
    return [
        Reminder(who, tuple(own), as_of, reply_by, late.get(who, ()))
        for who, own in by_reporter.items()
    ]


def overdue_of(decided: Sequence[Decision], who: Reporter) -> tuple[Owed, ...]:
    """Return the decisions that a reporter has not done in time, the longest overdue first."""
    return tuple(
        pair for pair in answers_of(decided, who.code) if pair[1].standing is Standing.OVERDUE
    )


def chasing_table(
    duties: Iterable[Duty], as_of: date, period: str = "", decided: Sequence[Decision] = ()
) -> Table:
    """Return what is missing, returned, or decided and not done in time, a line each."""
    rows: list[tuple[object, ...]] = [
        (
            duty.reporter.name, duty.dataset.label, duty.period.label, duty.due_on,
            FACES[duty.status].word, duty.late_days or None, _reason(duty),
            duty.submission.id if duty.submission else None,
        )
        for duty in duties
        if duty.status in CHASED
    ]  # fmt: skip
    rows += [
        (
            who.name, f"议定事项：{decision.text}", decision.meeting_name, one.item.due_on,
            "逾期未办结", one.overdue_days, "", None,
        )
        for who in (REGION.reporters if decided else ())
        for decision, one in overdue_of(decided, who)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(_HEADINGS), dtype=object)
    return Table("催报清单", frame, period, source_line(as_of, origin=ORIGIN), _NOTES)


def calendar_table(duties: Iterable[Duty], as_of: date, period: str = "") -> Table:
    """Return every duty and how it stands, a line each."""
    headings = (
        "填报单位", "台账", "报告期", "报送期限", "状态", "逾期天数", "更正次数", "报送编号",
    )  # fmt: skip
    rows = [
        (
            duty.reporter.name, duty.dataset.label, duty.period.label, duty.due_on,
            FACES[duty.status].word, duty.late_days or None, duty.n_corrections,
            duty.submission.id if duty.submission else None,
        )
        for duty in duties
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(headings), dtype=object)
    return Table("报送日历", frame, period, source_line(as_of, origin=ORIGIN), _NOTES)


def message(reminder: Reminder) -> str:
    """Return the reminder as text for a chat: complete sentences, what is missing, until when."""
    begins = f"您好！截至{day(reminder.as_of)}，"
    lines = [f"【{'报送' if reminder.duties else '办理'}提醒】{reminder.reporter.name}："]
    if reminder.duties:
        lines += [
            f"{begins}贵{reminder.you}应报送的台账中，{owing(reminder)}：",
            *(
                f"{n}. {duty.dataset.label}（{duty.period.label}），{situation(duty)}。"
                for n, duty in enumerate(reminder.duties, 1)
            ),
            f"请于{day(reminder.reply_by)}（含当日）前在“数据填报”中报送。{_NO_NEWS}",
        ]
    if reminder.decided:
        begins = "另外，" if reminder.duties else begins
        n_late = len(reminder.decided)
        lines += [
            f"{begins}联合调度会议议定、由贵{reminder.you}负责的事项中，有 {n_late} 项逾期未办结：",
            *(
                f"{n}. {decision.text}（{decision.meeting_name}第{decision.no}项），"
                f"{overdue_words(one)}。"
                for n, (decision, one) in enumerate(reminder.decided, 1)
            ),
            f"请抓紧办理，并于{day(reminder.reply_by)}前填报办理情况；确需延期的，请提出延期申请。",
        ]
    done = "报送" if reminder.duties else "办理"
    lines += [f"如果已经{done}，请不必理会本提醒。谢谢支持！", REGION.issuing_body]
    return "\n".join(lines)


def overdue_words(one: Answer) -> str:
    """Return how long a decision is past its limit, as a clause."""
    limit = f"时限为{day(one.item.due_on)}，" if one.item.due_on else ""
    asked = f"，{one.extension_words}" if one.item.asks_for_time else ""
    return f"{limit}已逾期 {one.overdue_days} 天{asked}"


def messages(found: Sequence[Reminder]) -> str:
    """Return all messages, one reporter after the other."""
    return "\n\n".join(message(one) for one in found)


_NO_NEWS = "本期没有数据的，可以办理零报告；与上期一致的，可以沿用上期。"


def owing(reminder: Reminder) -> str:
    """Return how many ledgers are missing and how many were returned, as a clause."""
    n_missing = sum(duty.status is Status.MISSING for duty in reminder.duties)
    counted = (
        (n_missing, "没有报送"),
        (len(reminder.duties) - n_missing, "退回后没有重新报送"),
    )
    return "，".join(f"有 {n} 份{words}" for n, words in counted if n)


def situation(duty: Duty) -> str:
    """Return how one duty stands, as a clause."""
    if duty.status is not Status.RETURNED:
        return f"报送期限为{day(duty.due_on)}，已超过 {duty.late_days} 天"
    decided = duty.submission.decided_at if duty.submission else None
    when = f"{day(decided.date())}" if decided else "已"
    reason = f"，原因是“{_reason(duty)}”" if _reason(duty) else ""
    return f"{when}被退回{reason}，请改正后重新报送"


def _reason(duty: Duty) -> str:
    """Return why it was returned, without a stop at its end."""
    if duty.status is not Status.RETURNED or duty.submission is None:
        return ""
    return " ".join(duty.submission.reason.split()).rstrip("。；;.")


def day(value: date) -> str:
    """Return a day as papers write it."""
    return f"{value.year}年{value.month}月{value.day}日"
