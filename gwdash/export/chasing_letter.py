"""提示函 and 督办单: a reporter's reminder as a .docx that the office edits, numbers and stamps."""

from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from gwdash.export.chasing import Reminder, day, owing, situation
from gwdash.export.decision_lines import COLUMNS, row
from gwdash.export.official_paper import Heading, Paper
from gwdash.export.tables import file_stem
from gwdash.registry.region import REGION, Reporter

_COLUMNS = (
    Heading("序号", 13, centred=True), Heading("台账", 55), Heading("报告期", 31, centred=True),
    Heading("情况", 57),
)  # fmt: skip


class LetterKind(StrEnum):
    """What a paper is called; counties are reminded, the city's units are supervised."""

    NOTICE = "提示函"
    SUPERVISION = "督办单"

    @classmethod
    def of(cls, reporter: Reporter) -> "LetterKind":
        """Return the default kind for a reporter."""
        return cls.NOTICE if reporter.group == "counties" else cls.SUPERVISION

    @property
    def closing(self) -> str:
        """The sentence at the end."""
        return "特此督办。" if self is LetterKind.SUPERVISION else "特此提示。"


def kind_of(reminder: Reminder) -> LetterKind:
    """Return the default kind for a reporter."""
    return LetterKind.of(reminder.reporter)


def letter_name(reminder: Reminder, kind: LetterKind | None = None) -> str:
    """Return the file name of a letter."""
    kind = kind or kind_of(reminder)
    return f"{file_stem(str(kind), reminder.reporter.name, f'{reminder.as_of:%Y%m%d}')}.docx"


def letter(reminder: Reminder, kind: LetterKind | None = None) -> bytes:
    """Return the letter to one reporter as .docx."""
    kind = kind or kind_of(reminder)
    paper = Paper(f"{kind}（{reminder.reporter.name}）", reminder.as_of)
    paper.title(f"关于{_subject(reminder)}的{kind}")
    paper.line(f"{addressee(reminder.reporter)}：")
    if reminder.duties:
        _ask_reports(paper, reminder)
    if reminder.decided:
        _ask_decided(paper, reminder)
    paper.body(kind.closing)
    paper.sign(reminder.as_of)
    return paper.content()


def _subject(reminder: Reminder) -> str:
    asked = (
        "报送试验区建设台账" if reminder.duties else "",
        "办理联合调度会议议定事项" if reminder.decided else "",
    )
    return "、".join(word for word in asked if word)


def _ask_reports(paper: Paper, reminder: Reminder) -> None:
    paper.body(
        f"按照试验区建设台账报送要求，截至{day(reminder.as_of)}，你{reminder.you}"
        f"{reminder.periods}应报送的台账中，{owing(reminder)}，具体情况如下："
    )
    rows = [
        (str(number), duty.dataset.label, duty.period.label, situation(duty))
        for number, duty in enumerate(reminder.duties, 1)
    ]
    paper.table(_COLUMNS, rows)
    paper.body(
        f"请于{day(reminder.reply_by)}前通过{REGION.product_name}补报。本期没有数据的，请办理"
        "零报告；与上期一致的，请办理沿用上期。如有特殊情况，请及时说明。"
    )


def _ask_decided(paper: Paper, reminder: Reminder) -> None:
    begins = "" if reminder.duties else f"截至{day(reminder.as_of)}，"
    paper.body(
        f"{begins}联合调度会议议定、由你{reminder.you}负责的事项中，"
        f"有{len(reminder.decided)}项逾期未办结，具体情况如下："
    )
    paper.table(COLUMNS, [row(n, *pair) for n, pair in enumerate(reminder.decided, 1)])
    paper.body(
        f"请抓紧办理，并于{day(reminder.reply_by)}前在{REGION.product_name}填报办理情况；"
        "确需延期的，请说明理由、提出延期申请。"
    )


def letters_zip(found: Sequence[Reminder], kind: LetterKind | None = None) -> bytes:
    """Return all letters in one .zip."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for reminder in found:
            archive.writestr(letter_name(reminder, kind), letter(reminder, kind))
    return buffer.getvalue()


def addressee(reporter: Reporter) -> str:
    """Return who a letter is addressed to: a county's government, a unit's full name."""
    if reporter.group == "counties":
        return f"{reporter.name}人民政府"
    return REGION.unit(reporter.code).full_name
