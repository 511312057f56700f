"""Headings that are explained once: what makes sense, what is remembered, and how it is undone."""

import pytest

from gwdash.errors import ConflictError, UsageError
from gwdash.ingest.headings import How
from gwdash.ingest.profile import Profile
from gwdash.intake import mapping, usecases
from gwdash.registry.datasets import DATASETS

LEVEL = DATASETS["water_level"]
HEAD = ("监测井编码", "监测时间", "自来水位", "天气")
ROWS = (("W1", "2024-06-01", 3.5, "晴"), ("W2", "2024-06-01", 4.5, "阴"))
JUNE = Profile(reporter="秦都区", period="2024-06")
ELSE = Profile(reporter="渭城区", period="2024-06")


@pytest.fixture
def form(book):
    return book(HEAD, *ROWS)


def teach(workspace, content, chosen, reporter="610402"):
    columns = mapping.columns_of(content, "l.xlsx", LEVEL)
    checked = usecases.check(workspace, "water_level", content, "l.xlsx", JUNE)
    return mapping.learn(workspace, LEVEL, reporter, columns, chosen, headings=checked.headings)


def check(workspace, content, profile=JUNE, **how):
    return usecases.check(workspace, "water_level", content, "l.xlsx", profile, **how)


def notes(checked):
    return [i.message for i in checked.issues if "记住的对应" in i.message]


def test_what_stands_under_each_heading(form):
    columns = {c.text: c for c in mapping.columns_of(form, "l.xlsx", LEVEL)}
    assert list(columns) == list(HEAD)
    assert columns["自来水位"].values == (3.5, 4.5)
    assert columns["天气"].cell == "D1"


def test_a_file_of_which_nothing_is_understood_has_its_wordiest_row_for_headings(book):
    content = book(("某某表",), ("甲", "乙", "丙"), ("W1", "2024-06-01", 3.5))
    assert [(c.text, c.cell) for c in mapping.columns_of(content, "l.xlsx", LEVEL)] == [
        ("甲", "A2"), ("乙", "B2"), ("丙", "C2"),
    ]  # fmt: skip


def test_a_mapping_is_applied_the_next_time_and_said(workspace, form, book):
    assert not check(workspace, form).ok
    (kept,) = teach(workspace, form, {"自来水位": "depth_to_water_m"})
    july = book(HEAD, ("W1", "2024-07-01", 3.9, "雨"))
    checked = check(workspace, july, Profile(reporter="秦都区", period="2024-07"))
    assert checked.ok
    assert checked.reading.rows["depth_to_water_m"].to_pylist() == [3.9]
    (note,) = notes(checked)
    assert note.startswith(
        f"按 {kept.created_at:%Y-%m-%d} 记住的对应读取：「自来水位」读作「水位埋深」"
    )
    assert checked.reading.profile.mapping == {"自来水位": "depth_to_water_m"}


def test_it_is_also_found_when_the_file_itself_says_who_reports(workspace, form, book):
    teach(workspace, form, {"自来水位": "depth_to_water_m"})
    told = book(("填报单位：秦都区",), HEAD, *ROWS)
    assert notes(check(workspace, told, Profile(period="2024-06")))


@pytest.mark.parametrize(
    ("head", "profile", "how"),
    [
        (HEAD, ELSE, {}),
        (HEAD, JUNE, {"learned": False}),
        (("监测井编码", "监测时间", "天气", "自来水位"), JUNE, {}),
        ((*HEAD, "备注"), JUNE, {}),
    ],
    ids=["another reporter", "switched off", "another order", "another column"],
)
def test_another_form_is_not_read_by_it(workspace, form, book, head, profile, how):
    teach(workspace, form, {"自来水位": "depth_to_water_m"})
    content = book(head, ("W1", "2024-06-01", 3.5, 3.5))
    checked = check(workspace, content, profile, **how)
    assert notes(checked) == []
    assert [h.how for h in checked.headings if h.text == "自来水位"] == [How.UNKNOWN]


def test_spaces_and_width_make_no_other_form(workspace, form, book):
    teach(workspace, form, {"自来水位": "depth_to_water_m"})
    spaced = book(("监测井 编码", "监测时间：", "自来水位*", "天气"), *ROWS)
    assert notes(check(workspace, spaced))


def test_what_is_said_now_wins_over_what_was_said_then(workspace, form):
    teach(workspace, form, {"自来水位": "depth_to_water_m"})
    now = Profile(reporter="秦都区", period="2024-06", mapping={"自来水位": "remark"})
    fields = {h.text: h.field for h in check(workspace, form, now).headings}
    assert fields["自来水位"] == "remark"


def test_an_undone_mapping_is_no_longer_applied(workspace, form):
    (kept,) = teach(workspace, form, {"自来水位": "depth_to_water_m"})
    assert [one.id for one in mapping.learned(workspace)] == [kept.id]
    mapping.unlearn(workspace, kept.id)
    assert mapping.learned(workspace) == []
    assert not check(workspace, form).ok
    with pytest.raises(ConflictError, match="已经取消"):
        mapping.unlearn(workspace, kept.id)


def test_a_second_heading_is_added_to_what_is_remembered(workspace, form):
    teach(workspace, form, {"自来水位": "depth_to_water_m"})
    teach(workspace, form, {"天气": "remark"})
    (one,) = mapping.learned(workspace)
    assert dict(one.mapping) == {"自来水位": "depth_to_water_m", "天气": "remark"}


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"天气": "depth_to_water_m"}, "2 种内容有 2 种读不成「水位埋深」，例如“晴”"),
        ({"自来水位": "depth_to_water_m", "天气": "depth_to_water_m"}, "已由表头「自来水位」给出"),
        ({"自来水位": "well_id"}, "已由表头「监测井编码」给出"),
        ({"自来水位": "no_such_field"}, "没有字段 no_such_field"),
        ({"没有的表头": "remark"}, "表里没有表头「没有的表头」"),
        ({}, "还没有选择"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(workspace, form, chosen, sentence):
    with pytest.raises(UsageError, match=sentence):
        teach(workspace, form, chosen)
    assert mapping.learned(workspace) == []


def test_values_are_shown_as_they_would_be_read(book):
    content = book(
        ("监测井编码", "监测时间", "深"), ("W1", "2024-06-01", "3.5米"), ("W2", "x", "浅")
    )
    column = mapping.columns_of(content, "l.xlsx", LEVEL)[2]
    good, bad = mapping.read_as(LEVEL, "depth_to_water_m", column)
    assert (good.raw, good.value, good.problem) == ("3.5米", "3.5 m", "")
    assert bad.value == ""
    assert "不是数字" in bad.problem


def test_what_was_remembered_helps_to_recognise_a_file(workspace, form):
    teach(workspace, form, {"自来水位": "depth_to_water_m"})
    assert mapping.profiles(workspace) == {
        "water_level": Profile(mapping={"自来水位": "depth_to_water_m"})
    }


def test_the_submission_keeps_what_it_was_read_by(workspace, form):
    teach(workspace, form, {"自来水位": "depth_to_water_m"})
    kept = usecases.submit(workspace, check(workspace, form)).submission
    assert kept.profile["mapping"] == {"自来水位": "depth_to_water_m"}
