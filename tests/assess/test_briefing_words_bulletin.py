"""The bulletin's wording: whole counts, few names, and where the rest stands."""

from datetime import date

import pytest

from gwdash.assess import briefing_words_bulletin as words
from gwdash.assess import briefing_words_bulletin_office as office
from gwdash.assess.briefing_words_bulletin import ANNEX, CountyGroups, Reason
from gwdash.assess.briefing_words_next import Due, Following
from gwdash.assess.briefing_words_problems import Closing, Decided, KindOf, Standings
from gwdash.assess.briefing_words_progress import Lagging, Progress
from gwdash.assess.briefing_words_water import Net
from gwdash.assess.lamps import Lamp

SEE = f"，详见{ANNEX}"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([("甲县", 2)], "甲县2项"),
        ([("甲县", 3), ("乙县", 2), ("丙县", 1)], "甲县3项、乙县2项、丙县1项"),
        ([("甲县", 3), ("乙县", 1), ("丙县", 1)], "甲县3项，乙县、丙县各1项"),
        (
            [("甲县", 3), ("乙县", 2), ("丙县", 2), ("丁县", 1)],
            f"甲县3项，乙县、丙县各2项等4家{SEE}",
        ),
        # Of equals at the end all are named or none.
        ([("甲县", 3), ("乙县", 1), ("丙县", 1), ("丁县", 1)], f"甲县3项等4家{SEE}"),
        ([("甲县", 1), ("乙县", 1), ("丙县", 1), ("丁县", 1)], f"甲县、乙县、丙县各1项等4家{SEE}"),
    ],
)
def test_who_has_most_is_named_and_all_are_counted(found, said):
    assert words.most_of(found) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([("甲县", 2), ("乙县", 1)], "甲县最多，为2眼"),
        ([("甲县", 2), ("乙县", 2), ("丙县", 1)], "甲县、乙县最多，各2眼"),
        ([("甲县", 2), ("乙县", 2)], "甲县、乙县各2眼"),
        ([(name, 2) for name in "甲乙丙丁"], "每家最多2眼"),
    ],
)
def test_who_leads_is_named_without_a_count(found, said):
    assert words.leading(found, "眼") == said


def progress(actual=50.0, expected=60.0, **lamps):
    by_lamp = {Lamp[name]: n for name, n in lamps.items()}
    n = sum(by_lamp.values())
    return Progress(actual, expected, None, n, n, by_lamp, {})


def late(owner, name):
    return Lagging(owner, name, 50.0, 60.0, 0)


FAR = "某率20.0%（1/5），离目标（100%）最远。"


@pytest.mark.parametrize(
    ("found", "behind", "reason", "said"),
    [
        (progress(), [], None, "市水利局牵头，本期没有列入计划的事项。"),
        (
            progress(FAR_BEHIND=2, ON_TRACK=1),
            [late("甲县", "封井"), late("乙县", "封井")],
            Reason("甲县", "资金未到位。"),
            (
                "市水利局牵头，3项中严重滞后2项，进度50.0%，低于序时10.0个百分点。"
                "严重滞后的为甲县、乙县“封井”。甲县反映“资金未到位”。"
            ),
        ),
        (
            progress(BEHIND=4, DONE=1),
            [late("甲县", f"事项{n}") for n in range(4)],
            None,
            (
                "市水利局牵头，5项中已完成1项、未达序时进度4项，进度50.0%，低于序时10.0个百分点。"
                f"未达的为甲县“事项0”，甲县“事项1”，甲县“事项2”等4项{SEE}。{FAR}"
            ),
        ),
        (
            progress(70.0, 60.0, ON_TRACK=3),
            [],
            None,
            "市水利局牵头，共3项，均达到序时进度，进度70.0%，高于序时10.0个百分点。",
        ),
        (progress(None, None, NOT_REPORTED=2), [], None, "市水利局牵头，共2项，本期均未报送。"),
    ],
)
def test_a_task_says_its_state_its_gravest_items_and_one_reason(found, behind, reason, said):
    assert words.task("市水利局", found, behind, reason, FAR) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("资金未到位。", "资金未到位"),
        (
            "第三方排查单位合同到期未续签，12个镇尚有4个未排查，工作停滞。",
            "第三方排查单位合同到期未续签……",
        ),
        ("长" * 40, "长" * 40),
    ],
)
def test_a_reason_is_quoted_in_whole_clauses_and_says_where_it_is_cut(told, said):
    found = words.task(
        "市水利局", progress(BEHIND=1), [late("甲县", "封井")], Reason("甲县", told), FAR
    )
    assert found.endswith(f"甲县反映“{said}”。")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (CountyGroups((), (), ("甲县",), ()), "各县市区均达到序时进度。"),
        (CountyGroups((), (), (), ("甲县",)), "各县市区均没有可计算的进度。"),
        (
            CountyGroups(("甲县",), ("乙县", "丙县"), ("丁县",), ()),
            "严重滞后的为甲县；未达序时进度的为乙县、丙县；其余达到序时进度。",
        ),
        (
            CountyGroups((), ("乙县",), ("丁县",), ("戊县",)),
            "未达序时进度的为乙县；达到序时进度的为丁县；没有可计算进度的为戊县。",
        ),
    ],
)
def test_counties_are_all_named_unless_they_stand_alike(found, said):
    assert words.counties(found, "") == said


def test_wells_say_how_many_run_and_where_they_do_not():
    found = Net(10, 8, 1, 1, 0, "接近目标", [("甲县", 2)], 1, 2, 3, 4)
    assert words.network(found) == (
        "10眼监测井正常运行8眼（80.0%，接近目标），未正常运行2眼（甲县2眼）。"
        "双源7个中3个尚无有效监测井。"
    )
    assert words.network(Net(2, 2, 0, 0, 0, "")) == "2眼监测井全部正常运行。"


def test_seasons_name_each_kind_and_leave_out_what_was_not_sampled():
    found = [("2024年枯水期", "饮用水源监测点", 17, 2), ("2024年枯水期", "区域监测点", 26, 0),
             ("2024年第二季度", "污染源监测点", 0, 0)]  # fmt: skip
    assert words.seasons(found) == (
        "2024年枯水期已采样的饮用水源监测点17个中2个超Ⅲ类，区域监测点26个未见超Ⅲ类。"
    )


NOT_CLOSED = Closing(3, 0, 0)


def test_problems_are_counted_whole_and_the_gravest_named():
    kinds = [
        KindOf("逾期事项", "项", 1, [("甲县", 1)], "“封井逾期”（逾期30天）"),
        KindOf("隐患逾期", "处", 4, [("乙县", 4)], "乙县“隐患”（已9天）"),
        KindOf("未监测", "家", 9, [("丙县", 9)], "丙县“未监测”（已2天）"),
    ]
    owners = [("丙县", 9), ("乙县", 4), ("甲县", 1)]
    (said,) = office.problems(Standings(kinds, 5, 2, 0, owners), "没有", NOT_CLOSED)
    assert said == (
        "本期共14项，其中严重5项，较上期新增2项。较多的为未监测9家、隐患逾期4处。"
        "按责任单位分，丙县9项、乙县4项、甲县1项。"
        "最突出的为甲县“封井逾期”（逾期30天）；乙县“隐患”（已9天）。"
    )
    assert office.problems(Standings([], 0, None, None, []), "没有", NOT_CLOSED) == ("没有。",)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Decided(0, 0, 0, 0, (), 0, 0), "到本期末还没有议定事项的记录。"),
        (Decided(3, 0, 0, 3, (), 0, 0), "历次会议议定3项，均未到办结时限。"),
        (
            Decided(4, 2, 1, 3, [("甲县", 1)], 1, 0, "会", date(2024, 4, 18), 2, 0),
            (
                "历次会议议定4项，到期2项，办结1项，办结率50.0%。到期未办结的为甲县1项。"
                "上次会议（2024年4月18日）2项均未办结。申请延期、待批准的1项。"
            ),
        ),
    ],
)
def test_decisions_say_the_rate_who_is_late_and_the_last_meeting(found, said):
    assert office.decisions(found) == said


def test_requests_quote_two_and_count_all():
    asked = [("甲县", "协调资金"), ("乙县", "协调人员"), ("丙县", "协调用地")]
    assert office.requests(asked, "没有") == f"共3项：甲县“协调资金”；乙县“协调人员”等3项{SEE}。"
    assert office.requests([], "没有提请") == "没有提请。"


def test_next_steps_begin_with_what_is_to_be_done_and_give_the_limits():
    coming = [Due("甲县", f"事项{n}", date(2024, 7, 31), "任务事项") for n in range(4)]
    found = Following("2024年7月", ["乙县"], [("甲县", 2)], [("丙县", 1)], coming)
    *others, last = office.following(found)
    assert others == [
        "补报本期进展：乙县。",
        "补办到期未完成的2项，责任单位提出时限：甲县2项。",
        "加快未到时限、严重滞后的1项，责任单位提出措施：丙县1项。",
    ]
    assert last.startswith("按时完成2024年7月到期的4项：甲县“事项0”（2024年7月31日前）；")
    assert last.endswith(f"等4项{SEE}。")
    none = Following("2024年7月", [], [], [], [], date(2024, 8, 31), 3)
    assert office.following(none) == ("2024年7月无到期事项，2024年8月31日到期3项。",)
