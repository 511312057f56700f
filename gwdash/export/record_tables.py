"""报送记录, differences and 更正说明 as tables to take away."""

from collections.abc import Mapping, Sequence

from gwdash.archive.comparison import Difference
from gwdash.archive.corrections import (
    CORRECTION_HEADINGS,
    DIFFERENCE_HEADINGS,
    SliceChange,
    correction_note,
    correction_rows,
    difference_rows,
    words,
)
from gwdash.archive.model import Submission
from gwdash.archive.wording import dataset_words, reporter_words
from gwdash.export.tables import Table, framed
from gwdash.standards.periods import Period

RECORD_HEADINGS = (
    "报送号", "台账", "填报单位", "报告期", "部分", "状态", "方式", "提交时间", "行数", "拦下行数",
    "错误", "提醒", "新增", "修改", "减少", "数据版本", "补录编号", "文件", "原因",
)  # fmt: skip


def records_table(found: Sequence[Submission], versions: Mapping[int, int]) -> Table:
    """Return submissions as listed; `versions` says which version first held each."""
    rows = [
        (
            one.id, dataset_words(one.dataset), reporter_words(one.reporter),
            Period.parse(one.period).label, one.part, one.state.label,
            one.kind.label + ("（部分行）" if one.partial else ""),
            one.submitted_at.replace(tzinfo=None), one.n_rows, one.n_stopped, one.n_errors,
            one.n_warnings, *(one.difference.get(n) for n in ("added", "changed", "removed")),
            versions.get(one.id), one.opening, one.file_name, one.reason,
        )
        for one in found
    ]  # fmt: skip
    notes = (f"共 {len(rows)} 份。新增、修改、减少为与此前审核通过的数据相比的行数。",)
    return Table("报送记录", framed(RECORD_HEADINGS, rows), notes=notes)


def difference_table(found: Difference, about: str) -> Table:
    """Return a difference value by value; `about` names the submission or file."""
    base = f"与 {found.base} 号报送相比" if found.base else "此前没有审核通过的报送"
    frame = framed(DIFFERENCE_HEADINGS, difference_rows(found))
    return Table(f"数据差异_{about}", frame, notes=(f"{base}：{words(found)}。",))


def correction_table(changes: Sequence[SliceChange], first: int, second: int) -> Table:
    """Return 更正说明 between two versions: the sentences above, every value below."""
    frame = framed(CORRECTION_HEADINGS, correction_rows(changes))
    notes = tuple(correction_note(changes)) or ("两个版本的数据没有差别。",)
    return Table(f"更正说明_v{first}至v{second}", frame, source=f"版本 v{first} → v{second}",
                 notes=notes)  # fmt: skip
