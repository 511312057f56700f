"""乡镇分表: townships add up to their county, and a row stands in one of them only."""

import pytest

from gwdash.errors import DataRejected
from gwdash.ingest.issues import IssueKind
from gwdash.ingest.profile import Profile
from gwdash.intake import parts, usecases
from gwdash.intake.drop import look_at
from gwdash.registry.datasets import DATASETS
from gwdash.store.database import open_current

HEAD = ("监测井编码", "监测时间", "水位埋深（m）")


def check(workspace, content, part="全部", name="l.xlsx"):
    told = Profile(reporter="秦都区", period="2024-06", part=part)
    return usecases.check(workspace, "water_level", content, name, told)


def doubled(checked):
    return [i for i in checked.issues if i.kind is IssueKind.DUPLICATE]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("马泉镇", "马泉镇"),
        ("秦都区双照街道2024年6月", "双照街道"),
        ("秦都双照街道办事处", "双照街道办事处"),
        ("三原县新兴镇水位监测记录", "新兴镇"),
        ("报废井乡镇排查进度表", ""),
        ("各乡镇汇总", ""),
        ("马泉镇和双照街道", ""),
        ("秦都区2024年6月水位", ""),
        ("城镇水源", ""),
        ("", ""),
    ],
)
def test_the_township_a_text_names(text, town):
    assert parts.town_in(text) == town


def test_parts_add_up(workspace, levels):
    usecases.submit(
        workspace, check(workspace, levels(("W1", "2024-06-01", 3)), "马泉镇", "a.xlsx")
    )
    usecases.submit(workspace, check(workspace, levels(("W2", "2024-06-01", 3)), "双照街道"))
    assert open_current(workspace).keys(DATASETS["water_level"]) == {
        "W1", "W2",
    }  # fmt: skip
    came = parts.parts_in(workspace, "water_level", "610402", "2024-06")
    assert [(p.part, p.rows, p.file_name) for p in came] == [
        ("马泉镇", 1, "a.xlsx"), ("双照街道", 1, "l.xlsx"),
    ]  # fmt: skip


def test_a_row_of_another_part_is_an_error_with_both_places(workspace, levels):
    first = check(workspace, levels(("W1", "2024-06-01", 3)), "马泉镇", "a.xlsx")
    number = usecases.submit(workspace, first).submission.id
    second = check(workspace, levels(("W2", "2024-06-01", 3), ("W1", "2024-06-01", 4)), "双照街道")
    (issue,) = doubled(second)
    assert (issue.sheet, issue.cell, issue.row) == ("Sheet1", "A3", 3)
    assert f"第 {number} 号报送“马泉镇”（a.xlsx Sheet1!A2）" in issue.message
    assert second.summary["rows_stopped"] == 1
    with pytest.raises(DataRejected):
        usecases.submit(workspace, second)


def test_the_same_part_again_is_no_double(workspace, levels):
    content = levels(("W1", "2024-06-01", 3))
    usecases.submit(workspace, check(workspace, content, "马泉镇"))
    assert doubled(check(workspace, levels(("W1", "2024-06-01", 4)), "马泉镇")) == []


def test_the_whole_beside_a_part_is_double(workspace, levels):
    usecases.submit(workspace, check(workspace, levels(("W1", "2024-06-01", 3))))
    (issue,) = doubled(check(workspace, levels(("W1", "2024-06-01", 3)), "马泉镇"))
    assert "全县一份" in issue.message


def test_files_of_one_drop_are_held_against_each_other(workspace, levels):
    files = [
        check(workspace, levels(("W1", "2024-06-01", 3)), "马泉镇", "a.xlsx"),
        check(workspace, levels(("W1", "2024-06-01", 3)), "双照街道", "b.xlsx"),
        check(workspace, levels(("W3", "2024-06-01", 3)), "双照街道", "c.xlsx"),
    ]
    first, second, third = parts.across(files)
    assert first.ok
    assert "a.xlsx Sheet1!A2" in doubled(second)[0].message
    assert "「b.xlsx」也是" in third.issues[-1].message


@pytest.mark.parametrize(
    ("name", "part", "where"),
    [
        ("秦都区马泉镇2024年6月水位.xlsx", "马泉镇", "文件名"),
        ("秦都区2024年6月/马泉镇/水位.xlsx", "马泉镇", "文件夹名"),
        ("秦都区2024年6月水位.xlsx", "", ""),
        # A unit of the city has no townships.
        ("市水利局马泉镇2024年6月水位.xlsx", "", ""),
    ],
)
def test_a_dropped_file_says_which_part_it_is(levels, name, part, where):
    (found,) = look_at([(name, levels(("W1", "2024-06-01", 3)))])
    assert (found.part, found.part_from) == (part, where)
