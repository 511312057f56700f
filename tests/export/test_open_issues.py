"""未整改问题 as a table and as text."""

from datetime import date, datetime, timedelta

import pytest

from gwdash.archive.model import Submission
from gwdash.clock import BEIJING
from gwdash.export.open_issues import HEADINGS, days_open, open_lines, open_table, open_text
from gwdash.export.workbook import to_xlsx
from gwdash.ingest.issues import Issue, IssueKind

SINCE = datetime(2024, 7, 3, 9, tzinfo=BEIJING)
NOW = datetime(2024, 7, 8, 8, tzinfo=BEIJING)


def kept(number, dataset="water_level", part="全部"):
    return Submission(
        id=number, dataset=dataset, reporter="610402", period="2024-06", n_stopped=2, part=part,
        period_end=date(2024, 6, 30), submitted_at=SINCE, partial=True, file_name="水位.xlsx",
    )  # fmt: skip


LEVEL = Issue.error(
    IssueKind.TYPE, "不是数字，请改成数字。", sheet="水位", cell="C3", row=3,
    field="depth_to_water_m", raw="O.5\n米",
)  # fmt: skip
PHONE = Issue.error(
    IssueKind.TYPE, "“1381234123”不是电话，请核对。", sheet="报废井", cell="K9", row=9,
    field="contact_phone", raw="1381234123",
)  # fmt: skip


def test_a_table_says_who_where_what_and_since_when():
    found = open_table(open_lines(kept(7, part="马泉街道"), [LEVEL]), NOW)
    assert dict(zip(HEADINGS, found.rows()[0], strict=True)) == {
        "填报单位": "秦都区", "台账": "地下水水位监测记录", "报告期": "2024年6月 马泉街道",
        "位置": "水位!C3", "字段": "水位埋深", "填写内容": "O.5\n米", "问题": "不是数字。",
        "怎么改": "请改成数字。", "自何时": datetime(2024, 7, 3, 9),  # noqa: DTZ001
        "已过天数": 5, "报送号": 7, "文件": "水位.xlsx",
    }  # fmt: skip
    assert to_xlsx(found).startswith(b"PK")


def test_the_text_is_one_paragraph_a_report():
    lines = open_lines(kept(7), [LEVEL, LEVEL]) + open_lines(kept(8), [LEVEL])
    first, second = open_text(lines).split("\n\n")
    head, *told = first.splitlines()
    assert head == (
        "秦都区 2024年6月 地下水水位监测记录：2024-07-03 只收了正确的行，"
        "拦下的 2 行还有 2 处未整改，请改好后把整张表重新报送。"
    )
    assert told == [f"{n}. 水位!C3 水位埋深：填写“O.5 米”。不是数字，请改成数字。" for n in (1, 2)]
    assert second.count("\n") == 1


def test_persons_stay_masked_on_the_way_out():
    lines = open_lines(kept(7, "abandoned_well"), [PHONE])
    assert "1381234123" not in open_text(lines)
    assert "138****23" in open_text(lines)


@pytest.mark.parametrize(("now", "days"), [(SINCE, 0), (NOW, 5), (SINCE - timedelta(days=2), 0)])
def test_days_count_from_the_day_it_came_in(now, days):
    assert days_open(SINCE, now) == days
