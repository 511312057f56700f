"""The city of two months with two meetings and what they decided, in every state."""

from contextlib import closing
from datetime import date
from pathlib import Path

import ui_city
from ui_city import JUNE, MAY, City, hand_in

from gwdash.archive import Archive
from gwdash.store.publish import publish

MEETINGS = [
    {"meeting_id": "2024-01", "meeting_name": "第一次会议", "held_on": date(2024, 1, 19),
     "place": "市政府会议室", "chair": "副市长", "agenda": "部署年度任务",
     "attendees": "slj;zrzyj"},
    {"meeting_id": "2024-02", "meeting_name": "第二次会议", "held_on": date(2024, 5, 20)},
]  # fmt: skip


def decision(meeting: str, number: str, unit: str, due: date | None, **more: object) -> dict:
    return {
        "meeting_id": meeting, "decision_no": number, "responsible_unit": unit,
        "decision_role": "lead", "decision_text": f"{meeting}事项{number}", "decision_due_on": due,
        "decision_status": "in_progress", "extension_state": "none", "review_state": "open",
    } | more  # fmt: skip


DONE = {"decision_status": "done", "done_on": date(2024, 5, 2), "evidence": "报告"}
ASKED = {"extension_state": "asked", "extended_to": date(2024, 9, 30), "extension_reason": "工期"}
#: What the office wrote, by the end of June.
OFFICE = [
    decision("2024-01", "1", "slj", date(2024, 4, 30), item_source="instruction",
             agenda_topic="监测网络"),
    decision("2024-01", "1", "610402", date(2024, 4, 30), decision_role="assist", **DONE),
    decision("2024-01", "2", "zrzyj", date(2024, 3, 31), **ASKED | {"extension_state": "granted"}),
    decision("2024-01", "3", "czj", date(2024, 5, 31), **DONE | {"review_state": "closed"}),
    decision("2024-02", "1", "610404", date(2024, 5, 31), **ASKED),
    decision("2024-02", "2", "gxj", date(2024, 7, 10)),
    decision("2024-02", "3", "slj", date(2024, 6, 10), review_state="returned",
             return_reason="没有附材料"),
    decision("2024-02", "10", "sthjj", None),
]  # fmt: skip


def fill(archive: Archive) -> None:
    hand_in(archive, "meeting", "ldxz", MAY, MEETINGS)
    # What the office knew in May was less; what 水利局 says in June is newer than its line.
    hand_in(archive, "decision", "ldxz", MAY, OFFICE[:4])
    hand_in(archive, "decision", "ldxz", JUNE, OFFICE)
    hand_in(archive, "decision", "slj", JUNE, [OFFICE[0] | {"progress_text": "已完成八成"}])


def build(home: Path) -> City:
    """Fill an empty folder with the city and its decisions, and publish it."""
    ui_city.build(home)
    with closing(Archive(home / "archive")) as archive:
        fill(archive)
        version = publish(home, archive, reason="议定")
    assert version is not None
    return City(home, version)
