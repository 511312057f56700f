"""成员单位 and the sheets of one unit or county as tables to take away."""

from collections.abc import Sequence

from gwdash.assess.lamps import FACES, Lamp
from gwdash.export.page_tables import Origin
from gwdash.export.tables import Table, framed
from gwdash.queries.calendar import FACES as DUTY_FACES
from gwdash.queries.calendar import Duty
from gwdash.queries.decision import Decision
from gwdash.queries.decisions import tally
from gwdash.queries.members import Member
from gwdash.registry.region import REGION

_LAMPS = (Lamp.FAR_BEHIND, Lamp.BEHIND, Lamp.NOT_REPORTED, Lamp.ON_TRACK, Lamp.DONE)


def members_table(
    found: Sequence[Member], origin: Origin, decided: Sequence[Decision] = ()
) -> Table:
    """Return units and counties, those who need attention first, with what meetings decided."""
    headings = (
        "单位", "类别", "职责", "牵头任务", "本期应报（份）", "已报", "未报", "退回", "迟报",
        "事项数", *(FACES[lamp].word for lamp in _LAMPS), "突出问题", "其中严重", "督办问题",
        "议定事项未办结", "议定事项逾期",
    )  # fmt: skip
    rows = [(*_member(one), *_owed(decided, one)) for one in found]
    notes = ("按严重滞后事项、未报和退回、严重问题的多少排列。未报与 0 份应报分列。",)
    return Table("成员单位和县市区", framed(headings, rows), origin.period, origin.source, notes)


def _owed(decided: Sequence[Decision], one: Member) -> tuple[int, int]:
    own = tally(decided, one.reporter.code)
    return own.n_open, own.n_overdue


def _member(one: Member) -> tuple[object, ...]:
    owed, lamps = one.owed, one.lamps
    group = "县市区" if one.is_county else "成员单位"
    group = "办公室" if one.reporter.code == REGION.office else group
    leads = "、".join(
        f"{lead.task.short_name}（{lead.doubt}）" if lead.doubt else lead.task.short_name
        for lead in one.leads
    )
    return (
        one.reporter.name, group, one.duty, leads or None, owed.owed, owed.handed_in,
        owed.missing, owed.returned, owed.late, len(one.items),
        *(lamps.get(lamp, 0) for lamp in _LAMPS), len(one.problems), one.n_serious,
        len(one.supervised),
    )  # fmt: skip


def duties_table(who: str, duties: Sequence[Duty], origin: Origin) -> Table:
    """Return what one reporter owes in a period, and how each ledger stands."""
    headings = ("台账", "报告期", "报送期限", "状态", "说明", "迟报天数", "报送编号", "文件")
    rows = [
        (
            duty.dataset.label, duty.period.label, duty.due_on, DUTY_FACES[duty.status].word,
            DUTY_FACES[duty.status].sentence, duty.late_days or None,
            duty.submission.id if duty.submission else None,
            duty.submission.file_name if duty.submission else None,
        )
        for duty in duties
    ]  # fmt: skip
    return Table(f"{who}本期应报", framed(headings, rows), origin.period, origin.source)
