"""宣传与技术支撑 as tables to take away; persons' names and telephones are left out."""

from collections.abc import Sequence

from gwdash.export.page_tables import Origin
from gwdash.export.tables import Table, framed
from gwdash.queries.support import Expert, PublicEvent
from gwdash.registry.region import REGION


def events_table(found: Sequence[PublicEvent], origin: Origin) -> Table:
    """Return events with theme, day, place and reach."""
    headings = (
        "活动编号", "活动名称", "主题日", "活动日期", "举办单位", "县市区", "地点", "形式",
        "参加人数（人）",
    )  # fmt: skip
    rows = [
        (
            one.event_id, one.name, one.theme_label, one.held_on, one.reporter_name,
            REGION.place_name(one.county_code) if one.county_code else None, one.site or None,
            one.form or None, one.audience,
        )
        for one in found
    ]  # fmt: skip
    notes = ("参加人数为空的没有填报，不是 0。",)
    return Table("宣传活动", framed(headings, rows), origin.period, origin.source, notes)


def experts_table(found: Sequence[Expert], origin: Origin) -> Table:
    """Return experts by number and institutes by name."""
    headings = (
        "编号", "类别", "专家或单位", "工作单位", "职称", "专业领域", "对应任务", "支撑内容",
        "聘期开始", "聘期结束",
    )  # fmt: skip
    rows = [
        (
            one.expert_id, one.kind_label, one.shown_name, one.employer or None, one.title or None,
            one.specialty or None, one.task_label or None, one.service or None, one.served_from,
            one.served_to,
        )
        for one in found
    ]  # fmt: skip
    notes = ("专家姓名和电话不导出。",)
    return Table("专家与技术支撑", framed(headings, rows), origin.period, origin.source, notes)
