"""督办单 and 提示函 on 议定事项 that a unit or county has not done, as .docx drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from gwdash.export.chasing import REPLY_WORKDAYS, day
from gwdash.export.chasing_letter import LetterKind, addressee
from gwdash.export.decision_lines import COLUMNS, row
from gwdash.export.official_paper import Paper
from gwdash.export.tables import file_stem
from gwdash.queries.decision import Answer, Decision, Standing
from gwdash.queries.decisions import answers_of
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.workdays import Workdays, workdays


@dataclass(frozen=True, slots=True)
class OpenItems:
    """What one unit or county has not done, as of a day."""

    reporter: Reporter
    items: tuple[tuple[Decision, Answer], ...]
    as_of: date

    @property
    def n_overdue(self) -> int:
        """How many are past their limit."""
        return sum(one.standing is Standing.OVERDUE for _, one in self.items)

    @property
    def words(self) -> str:
        """How many there are, as people say it."""
        late = f"，逾期 {self.n_overdue} 项" if self.n_overdue else ""
        return f"未办结 {len(self.items)} 项{late}"

    @property
    def you(self) -> str:
        """What it is, after 你: 县, 区, 市 or 单位."""
        return self.reporter.name[-1] if self.reporter.group == "counties" else "单位"


def open_items(found: Sequence[Decision], as_of: date) -> list[OpenItems]:
    """Return what each unit and county has not done, those with the longest overdue first."""
    listed = []
    for who in REGION.reporters:
        own = tuple(
            pair for pair in answers_of(found, who.code) if pair[1].standing.is_open
        )  # fmt: skip
        if own:
            listed.append(OpenItems(who, own, as_of))
    return sorted(listed, key=lambda one: -max(a.overdue_days for _, a in one.items))


def kind_of(one: OpenItems) -> LetterKind:
    """Return what the paper to a unit or county is called."""
    return LetterKind.of(one.reporter)


def letter_name(one: OpenItems) -> str:
    """Return the file name of a letter."""
    stem = file_stem(f"议定事项{kind_of(one)}", one.reporter.name, f"{one.as_of:%Y%m%d}")
    return f"{stem}.docx"


def letter(one: OpenItems, days: Workdays | None = None) -> bytes:
    """Return the letter to one unit or county as .docx."""
    kind = kind_of(one)
    reply_by = (days or workdays()).after(one.as_of, REPLY_WORKDAYS)
    late = f"，其中逾期{one.n_overdue}项" if one.n_overdue else ""
    paper = Paper(f"议定事项{kind}（{one.reporter.name}）", one.as_of)
    paper.title(f"关于办理联合调度会议议定事项的{kind}")
    paper.line(f"{addressee(one.reporter)}：")
    paper.body(
        f"截至{day(one.as_of)}，联合调度会议议定、由你{one.you}负责的事项中，"
        f"有{len(one.items)}项未办结{late}，具体情况如下："
    )
    paper.table(COLUMNS, [row(n, *pair) for n, pair in enumerate(one.items, 1)])
    paper.body(
        f"请抓紧办理，并于{day(reply_by)}前在{REGION.product_name}填报办理情况；已经办结的，"
        "请填报办结日期并上传佐证材料；确需延期的，请说明理由、提出延期申请。"
    )
    paper.body(kind.closing)
    paper.sign(one.as_of)
    return paper.content()


def letters_zip(found: Sequence[OpenItems]) -> bytes:
    """Return all letters in one .zip."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for one in found:
            archive.writestr(letter_name(one), letter(one))
    return buffer.getvalue()
