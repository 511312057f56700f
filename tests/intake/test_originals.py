"""Which files as handed in are given back: judged by ledger, by rows, by headings and by bytes."""

import pytest

from gwdash.errors import ConflictError
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.intake.originals import Withheld, original, withheld

QINDU = Profile(reporter="秦都区", period="2024-06")
WELL_HEADS = ("监测井编码", "县市区", "经度", "纬度", "坐标系", "是否水源监测点")
DRINKING = ("S-1", "秦都区", 108.68, 34.36, "CGCS2000", "是")
PLAIN = ("W-1", "秦都区", 108.69, 34.37, "CGCS2000", "否")


def hand_in(home, dataset, content, profile=QINDU, **how):
    checked = usecases.check(home, dataset, content, f"{dataset}.xlsx", profile)
    return usecases.submit(home, checked, **how).submission.id


@pytest.fixture
def city(workspace, book):
    """Return a workspace with one drinking-water well and one other."""
    hand_in(workspace, "well", book(WELL_HEADS, DRINKING))
    weicheng = Profile(reporter="渭城区", period="2024-06")
    hand_in(workspace, "well", book(WELL_HEADS, (PLAIN[0], "渭城区", *PLAIN[2:])), weicheng)
    return workspace


def test_a_register_of_wells_is_judged_by_its_wells(city):
    assert withheld(city, [1, 2]) == {1: Withheld.POSITIONS}
    assert original(city, 2).file_name == "well.xlsx"


def test_positions_in_columns_that_a_ledger_does_not_keep_are_positions(city, book, levels):
    heads = ("监测井编码", "监测时间", "水位埋深（m）", "经度", "纬度")
    plain = hand_in(city, "water_level", levels(("S-1", "2024-06-01", 3.5)))
    town = Profile(reporter="秦都区", period="2024-06", part="马泉街道")
    named = hand_in(
        city, "water_level", book(heads, ("S-1", "2024-06-02", 3.5, 108.68, 34.36)), town
    )
    other = Profile(reporter="秦都区", period="2024-06", part="陈杨寨街道")
    far = hand_in(
        city, "water_level", book(heads, ("W-1", "2024-06-02", 3.5, 108.69, 34.37)), other
    )
    assert withheld(city, [plain, named, far]) == {named: Withheld.POSITIONS}


def test_the_same_bytes_are_kept_back_for_every_ledger_read_from_them(city, book):
    heads = ("监测井编码", "县市区", "监测时间", "水位埋深（m）", "是否水源监测点")
    content = book(heads, ("S-1", "秦都区", "2024-06-01", 3.5, "是"))
    number = hand_in(city, "water_level", content)
    assert withheld(city, [number]) == {}
    hand_in(city, "well", content)
    assert withheld(city, [number]) == {number: Withheld.POSITIONS}


def test_rows_that_were_stopped_are_not_trusted(city, book):
    weicheng = Profile(reporter="渭城区", period="2024-06")
    wrong = ("W-2", "渭城区", "一百零八", 34.37, "CGCS2000", "否")
    number = hand_in(
        city, "well", book(WELL_HEADS, ("W-1", "渭城区", *PLAIN[2:]), wrong), weicheng,
        partial=True,
    )  # fmt: skip
    assert withheld(city, [number]) == {number: Withheld.POSITIONS}


def test_persons_of_the_rows_are_kept_back_and_those_who_signed_the_form_are_not(city, book):
    expert = ("专家编号", "姓名", "支撑类别", "专家联系电话")
    sthjj = Profile(reporter="市生态环境局", period="2024-H1")
    people = hand_in(city, "expert", book(expert, ("E-1", "张三", "专家", "13812341234")), sthjj)
    signed = hand_in(
        city, "water_level",
        book(("监测井编码", "监测时间", "水位埋深（m）"), ("W-1", "2024-06-03", 3.5),
             ("填报人：李四", "联系电话：13812341234", None)),
    )  # fmt: skip
    assert withheld(city, [people, signed]) == {people: Withheld.PERSONS}
    with pytest.raises(ConflictError, match="请向填报单位或领导小组办公室索取"):
        original(city, people)


ZONE_HEADS = ("分区编号", "县市区", "分区大类", "分区小类", "划定阶段", "边界坐标")
CORNERS = "108.66,34.35; 108.67,34.35; 108.67,34.36"


@pytest.mark.parametrize(
    ("zones", "kept_back"),
    [
        ([("QD-B1-1", "保护类区域", "一级保护区", CORNERS)], True),
        ([("QD-B1-1", "保护类区域", "一级保护区", None)], False),
        ([("QD-B1-1", "保护类区域", "一级保护区", None),
          ("QD-2-1", "管控类区域", "二级管控区", CORNERS)], False),
    ],
)  # fmt: skip
def test_zones_around_the_wells_of_a_source_are_kept_back_where_they_are_drawn(
    city, book, zones, kept_back
):
    rows = [(number, "秦都区", kind, part, "报批", text) for number, kind, part, text in zones]
    bureau = Profile(reporter="市生态环境局", period="2024Q2")
    number = hand_in(city, "zone", book(ZONE_HEADS, *rows), bureau)
    assert withheld(city, [number]) == ({number: Withheld.POSITIONS} if kept_back else {})
