"""Task 7 and all tasks: what rules, cases, decisions, money and reports in time count."""

from datetime import date

import pytest
from counting import counted, published, reading, silent
from handed_in import ENDS, hand_in, level, moment

from gwdash.archive import WHOLE, Submission, record
from gwdash.registry.region import REGION
from gwdash.store.publish import publish

QINDU, WEICHENG, XINGPING = "610402", "610404", "610481"
BEFORE, AFTER = date(2024, 5, 31), date(2024, 7, 1)


# -- task 7 -----------------------------------------------------------------------------------


def test_rules_that_were_issued_and_not_repealed(workspace, archive, ask):
    stages = ("issued", "revised", "repealed", "deliberation", "not_started", None)
    rules = [
        {"rule_id": str(stage), "rule_name": f"{stage}办法", "lead_unit": "sthjj",
         "rule_stage": stage} for stage in stages
    ]  # fmt: skip
    issued = {"issue_doc_no": "咸环发〔2024〕1号", "issued_on": BEFORE}
    published(workspace, archive, [
        ("policy_rule", "sthjj", "2024Q1", [rules[3]]),
        ("policy_rule", "sthjj", "2024Q2", [rules[0] | issued, *rules[1:]]),
        ("policy_rule", "slj", "2024Q2", None),
    ])  # fmt: skip
    assert counted(ask, "rule_rate") == {
        "issued": (1, 1, "counted", "市生态环境局 · 已印发 · 咸环发〔2024〕1号"),
        "revised": (1, 1, "counted", "市生态环境局 · 已修订"),
        "repealed": (0, 0, "not_applicable", "市生态环境局 · 已废止"),
        "deliberation": (0, 1, "counted", "市生态环境局 · 审议"),
        "not_started": (0, 1, "counted", "市生态环境局 · 未启动"),
        "None": (0, 1, "counted", "市生态环境局 · 阶段未填"),
    }
    assert reading(ask, "rule_rate") == (2, 5, "value")
    assert reading(ask, "rule_rate", month="2024-05") == (0, 1, "value")


def case(name, opened, stage, **more):
    return {
        "case_id": name, "case_name": name, "county_code": QINDU, "opened_on": opened,
        "case_stage": stage,
    } | more  # fmt: skip


def test_cases_opened_a_year_before(workspace, archive, ask):
    old = date(2023, 6, 30)
    published(workspace, archive, [
        ("damage_case", QINDU, "2024Q2", [
            case("CLOSED", old, "closed", closed_on=date(2024, 6, 30)),
            case("CLOSED_LATER", old, "closed", closed_on=AFTER),
            case("CLOSED_SOME_DAY", old, "closed"), case("OPEN", old, "litigation"),
            case("ENDED", old, "ended"), case("YOUNG", date(2023, 7, 1), "closed",
                                              closed_on=BEFORE),
            case("CLUE", None, "clue"), case("BLANK", old, None),
        ]),
        ("damage_case", "sthjj", "2024Q2", [case("CITY", old, "opened", county_code="")]),
        ("damage_case", WEICHENG, "2024Q2", None),
    ], until="2024-07")  # fmt: skip
    assert counted(ask, "case_rate") == {
        "CLOSED": (1, 1, "counted", "2023-06-30 启动，已结案"),
        "CLOSED_LATER": (0, 1, "counted", "2023-06-30 启动，已结案"),
        "CLOSED_SOME_DAY": (1, 1, "counted", "2023-06-30 启动，已结案"),
        "OPEN": (0, 1, "counted", "2023-06-30 启动，诉讼"),
        "ENDED": (0, 0, "not_applicable", "2023-06-30 启动，终止"),
        "BLANK": (0, 1, "counted", "2023-06-30 启动，阶段未填"),
        "CITY": (0, 1, "counted", "2023-06-30 启动，启动"),
    }
    assert reading(ask, "case_rate") == (2, 6, "value")
    assert reading(ask, "case_rate", QINDU, month="2024-07") == (4, 6, "value")
    assert reading(ask, "case_rate", WEICHENG) is None
    assert silent(ask, "case_rate") == {c.code for c in REGION.counties} - {QINDU, WEICHENG}


# -- meetings and money -----------------------------------------------------------------------


def decision(number, limit, status="open", *, unit="slj", **more):
    return {
        "meeting_id": "2024-01", "decision_no": number, "responsible_unit": unit,
        "decision_role": "lead", "decision_text": f"事项{number}", "decision_due_on": limit,
        "decision_status": status,
    } | more  # fmt: skip


def test_decisions_whose_time_is_up(workspace, archive, ask):
    june = date(2024, 6, 30)
    asked = {"extension_state": "asked", "extended_to": AFTER}
    published(workspace, archive, [
        ("decision", "ldxz", "2024-05", [decision("1", BEFORE), decision("14", BEFORE)]),
        ("decision", "slj", "2024-06", [
            decision("1", BEFORE, "done", review_state="closed"),
            decision("2", june, "done"), decision("3", june, "done", review_state="returned"),
            decision("4", june, "in_progress"), decision("5", AFTER, "done"),
            decision("6", BEFORE, **asked), decision("7", BEFORE, **asked | {
                "extension_state": "granted"}),
            decision("8", BEFORE, **asked | {"extension_state": "refused"}),
            decision("9", BEFORE, extension_state="granted", extended_to=june),
            decision("10", BEFORE, extension_state="granted"), decision("11", None),
            decision("12", None, "done"), decision("13", BEFORE, None),
        ]),
        ("decision", "zjj", "2024-06", [
            decision("1", BEFORE, unit="zjj", decision_role="assist"),
            decision("1", BEFORE, "done", unit=QINDU),
        ]),
    ])  # fmt: skip
    found = {
        key.removeprefix("2024-01/"): told for key, told in counted(ask, "action_rate").items()
    }
    said = {key: told[:3] for key, told in found.items()}
    late, done = (0, 1, "counted"), (1, 1, "counted")
    assert said == {
        "1/slj": done, "1/zjj": late, f"1/{QINDU}": done, "2/slj": done, "3/slj": late,
        "4/slj": late, "6/slj": late, "8/slj": late, "9/slj": late, "10/slj": late,
        "11/slj": (0, 1, "undecided"), "12/slj": (1, 1, "undecided"), "13/slj": late,
        "14/slj": late,
    }  # fmt: skip
    assert found["9/slj"][3] == "市水利局，牵头，2024-06-30 到期，未办理"
    assert found["1/zjj"][3] == "市住建局，配合，2024-05-31 到期，未办理"
    assert found["11/slj"][3] == "市水利局，牵头，办结时限未填，按到期计，未办理"
    assert reading(ask, "action_rate") == (4, 14, "value")
    assert reading(ask, "action_rate", QINDU) == (1, 1, "value")
    assert reading(ask, "action_rate", month="2024-05") == (0, 2, "value"), "as the office set them"


def test_money_spent_of_money_that_came(workspace, archive, ask):
    def project(name, received, spent, county=QINDU):
        return {"project_id": name, "project_name": name, "county_code": county,
                "received_10k_yuan": received, "spent_10k_yuan": spent}  # fmt: skip

    published(workspace, archive, [
        ("project", QINDU, "2024Q2", [
            project("HALF", 100.0, 50.0) | {"allocation_doc_no": "咸财〔2024〕1号",
                                            "received_on": BEFORE},
            project("OVER", 10.0, 30.0), project("UNSPENT", 40.0, None),
            project("NONE", 0.0, 5.0), project("BLANK", None, 5.0),
        ]),
        ("project", "slj", "2024Q2", [project("CITY", 50.0, 50.0, "")]),
        ("project", WEICHENG, "2024Q2", None),
    ])  # fmt: skip
    assert counted(ask, "pay_rate") == {
        "HALF": (50, 100, "counted", "咸财〔2024〕1号，2024-05-31 到位，支出 50.0/100.0 万元"),
        "OVER": (10, 10, "counted", "支出 30.0/10.0 万元"),
        "UNSPENT": (0, 40, "counted", "支出 0.0/40.0 万元"),
        "NONE": (0, 0, "not_applicable", "资金未到位"),
        "BLANK": (0, 0, "undecided", "到位资金未填"),
        "CITY": (50, 50, "counted", "支出 50.0/50.0 万元"),
    }
    assert reading(ask, "pay_rate") == (110, 200, "value")
    assert reading(ask, "pay_rate", QINDU) == (60, 150, "value")
    assert reading(ask, "pay_rate", XINGPING) == (0, 0, "not_reported")


# -- reports in time --------------------------------------------------------------------------

JULY_6, JULY_5 = moment(day=6), moment(day=5)


def told(ask, reporter, dataset="well", period="2024-06"):
    return counted(ask, "intime").get(f"{dataset}/{reporter}/{period}")


def test_reports_in_time_late_missing_and_of_nothing(workspace, archive, ask):
    one = [{"well_id": "W1", "county_code": QINDU}]
    hand_in(archive, "well", one, period="2024-05", at=moment(day=4, month=6))
    hand_in(archive, "well", one, at=JULY_5)
    hand_in(archive, "well", None, reporter=WEICHENG, at=moment(day=5))
    hand_in(archive, "well", one, reporter=XINGPING, at=JULY_6)
    for n, part in enumerate(("甲镇", "乙镇")):
        day = moment(day=5 + n)
        hand_in(archive, "survey_progress", None, reporter=QINDU, part=part, at=day)
    publish(workspace, archive, reason="试验")
    assert told(ask, QINDU) == (1, 1, "counted", "按时")
    assert told(ask, WEICHENG) == (1, 1, "counted", "按时"), "a report of nothing is a report"
    assert told(ask, XINGPING) == (0, 1, "counted", "迟报，2024-07-05 截止")
    assert told(ask, XINGPING, period="2024-05") == (
        0, 1, "not_reported", "未报，2024-06-05 截止",
    )  # fmt: skip
    assert told(ask, "sthjj") == (0, 1, "not_reported", "未报，2024-07-05 截止")
    assert told(ask, QINDU, "survey_progress")[0] == 0, "as late as its last township"
    assert told(ask, QINDU, "survey_progress", "2024-05") is None, "nobody had begun"
    assert told(ask, QINDU, "geothermal") is None
    # 13 counties and 3 units owe wells of two months, and counties the search of one.
    n_owed = 2 * 16 + 13
    assert reading(ask, "intime") == (3, n_owed, "value")
    assert reading(ask, "intime", QINDU) == (2, 3, "value")
    assert reading(ask, "intime", WEICHENG) == (1, 3, "value")


@pytest.mark.parametrize(("opened", "state"), [(True, "按时"), (False, "迟报，2024-07-05 截止")])
def test_what_comes_under_an_opened_period_is_in_time(workspace, archive, ask, opened, state):
    number = archive.ledger.open_period("water_level", "2024-06", reason="系统故障").id
    one = Submission(
        dataset="water_level", reporter=QINDU, period="2024-06", period_end=ENDS["2024-06"],
        part=WHOLE, submitted_at=JULY_6, file_name="水位.xlsx", file_kind="xlsx",
        opening=number if opened else None,
    )  # fmt: skip
    record(archive, b"levels", None, [], one, accept=True, at=JULY_6)
    publish(workspace, archive, reason="试验")
    assert told(ask, QINDU, "water_level")[3] == state


def test_a_correction_is_as_early_as_what_it_corrects(workspace, archive, ask):
    hand_in(archive, "water_level", [level("W1", 5, 8.0)], at=JULY_5)
    hand_in(archive, "water_level", [level("W1", 5, 9.0)], at=JULY_6)
    publish(workspace, archive, reason="试验")
    assert told(ask, QINDU, "water_level") == (1, 1, "counted", "按时")
