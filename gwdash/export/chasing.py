"""催报: what each reporter still owes, as a table and as a message to paste."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from gwdash.export.tables import Table
from gwdash.queries.calendar import CHASED, FACES, Duty, Status
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.workdays import Workdays

#: How many working days a reporter is given from the day of the reminder.
REPLY_WORKDAYS = 3
_HEADINGS = (
    "填报单位", "台账", "报告期", "报送期限", "状态", "逾期天数", "退回原因", "报送编号",
)  # fmt: skip
_NOTES = (
    "报送期限遇节假日顺延到下一个工作日；逾期天数为自然日。",
    "本期没有数据的办理零报告，与上期一致的沿用上期，都算报送。",
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Everything that one reporter is to be asked for, and until when."""

    reporter: Reporter
    duties: tuple[Duty, ...]
    as_of: date
    reply_by: date

    @property
    def you(self) -> str:
        """What the reporter is, after 你 and 贵: 县, 区, 市 or 单位."""
        return self.reporter.name[-1] if self.reporter.group == "counties" else "单位"

    @property
    def periods(self) -> str:
        """The periods asked for, in the order of time."""
        ordered = sorted({duty.period for duty in self.duties}, key=lambda p: (p.last_day, p))
        return "、".join(period.label for period in ordered)


def reminders(duties: Iterable[Duty], as_of: date, days: Workdays) -> list[Reminder]:
    """Return a reminder for each reporter with something to be asked for, in display order."""
    by_reporter: dict[Reporter, list[Duty]] = {}
    for duty in duties:
        if duty.status in CHASED:
            by_reporter.setdefault(duty.reporter, []).append(duty)
    reply_by = days.after(as_of, REPLY_WORKDAYS)
    return [Reminder(who, tuple(own), as_of, reply_by) for who, own in by_reporter.items()]


def chasing_table(duties: Iterable[Duty], as_of: date, period: str = "") -> Table:
    """Return what is missing or returned, a line each."""
    rows = [
        (
            duty.reporter.name, duty.dataset.label, duty.period.label, duty.due_on,
            FACES[duty.status].word, duty.late_days or None, _reason(duty),
            duty.submission.id if duty.submission else None,
        )
        for duty in duties
        if duty.status in CHASED
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(_HEADINGS), dtype=object)
    return Table("催报清单", frame, period, f"数据：报送台账 · 截至 {as_of:%Y-%m-%d}", _NOTES)


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
    return Table("报送日历", frame, period, f"数据：报送台账 · 截至 {as_of:%Y-%m-%d}", _NOTES)


def message(reminder: Reminder) -> str:
    """Return the reminder as text for a chat: complete sentences, what is missing, until when."""
    lines = [
        f"【报送提醒】{reminder.reporter.name}：",
        f"您好！截至{day(reminder.as_of)}，贵{reminder.you}应报送的台账中，{owing(reminder)}：",
        *(
            f"{n}. {duty.dataset.label}（{duty.period.label}），{situation(duty)}。"
            for n, duty in enumerate(reminder.duties, 1)
        ),
        f"请于{day(reminder.reply_by)}（含当日）前在“数据填报”中报送。{_NO_NEWS}",
        "如果已经报送，请不必理会本提醒。谢谢支持！",
        REGION.issuing_body,
    ]
    return "\n".join(lines)


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
