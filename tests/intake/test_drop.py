"""Files dropped together: what each is, from whom and for when, or why not."""

import pytest

from gwdash.intake.drop import SURE, look_at

LEVEL = ("监测井编码", "监测时间", "水位埋深（m）", "测量方式")
ROW = ("W1", "2024-06-01", 3.5, "人工")
WELL = ("监测井编码", "监测井名称", "县市区", "成井深度", "运行状态")


@pytest.fixture
def one(book):
    """Return a function that looks at one workbook of water levels under a name."""

    def look(name, *above, sheet="Sheet1", row=ROW):
        (found,) = look_at([(name, book(*above, LEVEL, row, sheet=sheet))])
        return found

    return look


@pytest.mark.parametrize(
    ("name", "above", "reporter", "where"),
    [
        ("水位.xlsx", [("填报单位：秦都区",)], "610402", "表中「填报单位」"),
        ("水位.xlsx", [("秦都区2024年6月水位监测记录",)], "610402", "标题或工作表名"),
        ("秦都区水位.xlsx", [], "610402", "文件名"),
        ("秦都分局-6月.xlsx", [], "610402", "文件名"),
        ("市水利局.xlsx", [], "slj", "文件名"),
        ("咸阳市水利局秦都区测井.xlsx", [], "slj", "文件名"),
        ("秦都区水利局.xlsx", [], "610402", "文件名"),
        ("市生态环境局秦都分局.xlsx", [], "610402", "文件名"),
        ("彬县.xlsx", [], "610482", "文件名"),
        ("上报/乾县/水位.xlsx", [], "610424", "文件夹名"),
        ("上报\\乾县\\水位.xlsx", [], "610424", "文件夹名"),
        ("秦都区和渭城区.xlsx", [], None, ""),
        ("杨陵区.xlsx", [], None, ""),
        ("水位.xlsx", [], None, ""),
        # What the form says outright weighs more than how somebody called the file.
        ("渭城区.xlsx", [("填报单位：秦都区",)], "610402", "表中「填报单位」"),
    ],
)
def test_who_hands_it_in(one, name, above, reporter, where):
    found = one(name, *above)
    assert (found.reporter and found.reporter.code, found.reporter_from) == (reporter, where)


@pytest.mark.parametrize(
    ("name", "above", "period", "where"),
    [
        ("水位.xlsx", [("报告期：2024年6月",)], "2024-06", "表中「报告期」"),
        ("水位.xlsx", [("2024年6月水位监测记录",)], "2024-06", "标题或工作表名"),
        ("水位.xlsx", [("2024年6月1日统测",)], "2024-06", "标题或工作表名"),
        ("水位2024年6月.xlsx", [], "2024-06", "文件名"),
        ("水位2024-06.xlsx", [], "2024-06", "文件名"),
        ("水位_2024.6.xlsx", [], "2024-06", "文件名"),
        ("水位202406.xlsx", [], "2024-06", "文件名"),
        ("水位20240605.xlsx", [], "2024-06", "文件名"),
        ("2024/水位六月.xlsx", [], "2024-06", "文件名"),
        ("2024/6月/水位.xlsx", [], "2024-06", "文件夹名"),
        ("水位6月.xlsx", [("2024年监测记录",)], "2024-06", "文件名"),
        ("水位6月.xlsx", [], None, ""),
        # A quarter holds three months: which is meant cannot be told.
        ("水位2024Q2.xlsx", [], None, ""),
        ("2024年水位.xlsx", [], None, ""),
        ("水位1-6月.xlsx", [("2024年监测记录",)], None, ""),
        ("水位.xlsx", [("填报日期：2024-07-05",)], None, ""),
        ("电话13820240612.xlsx", [], None, ""),
    ],
)
def test_for_when_it_is(one, name, above, period, where):
    found = one(name, *above)
    assert (found.period and found.period.code, found.period_from) == (period, where)


def test_a_month_lies_in_the_quarter_of_a_ledger_by_quarters(book):
    rows = (("井号", "采样日期", "氨氮", "砷"), ("W1", "2024-06-01", 0.1, 0.001))
    (found,) = look_at([("秦都区2024年6月水质.xlsx", book(*rows))])
    assert (found.dataset.name, found.period.code) == ("water_quality", "2024Q2")


def test_a_folder_of_several_files(book):
    level = book(("地下水水位监测记录",), LEVEL, ROW)
    well = book(WELL, ("W1", "马家井", "秦都区", 30, "正常"))
    other = book(("甲", "乙"), (1, 2))
    found = look_at(
        [
            ("秦都区/2024年6月/水位.xlsx", level),
            ("秦都区/2024年6月/井.xlsx", well),
            ("秦都区/2024年6月/水位 (1).xlsx", level),
            ("秦都区/2024年6月/杂.xlsx", other),
            ("秦都区/2024年6月/盖章页.pdf", b"%PDF-1.4 ..."),
            ("秦都区/2024年6月/~$水位.xlsx", b"x"),
            ("秦都区/.DS_Store", b"y"),
            ("秦都区/空.xlsx", b""),
        ]
    )
    assert [f.dataset and f.dataset.name for f in found] == [
        "water_level", "well", None, None, None, None, None, None,
    ]  # fmt: skip
    assert [f.sure for f in found] == [True, True, *[False] * 6]
    assert {(f.reporter.code, f.period.code) for f in found[:2]} == {("610402", "2024-06")}
    said = [f.problem for f in found]
    assert said[:2] == ["", ""]
    assert "与「秦都区/2024年6月/水位.xlsx」内容完全相同" in said[2]
    assert "没有识别出这是哪个台账" in said[3]
    assert "临时文件" in said[5]
    assert "临时文件" in said[6]
    assert "文件是空的" in said[7]
    assert all(text.endswith("。") for text in said[2:])


def test_the_candidates_stand_in_order_with_their_reasons(one):
    found = one("水位.xlsx")
    assert found.confidence >= SURE
    assert found.candidates[0].dataset == "water_level"
    assert [c.confidence for c in found.candidates] == sorted(
        (c.confidence for c in found.candidates), reverse=True
    )
    assert len({c.dataset for c in found.candidates}) == len(found.candidates)
    assert "「监测时间」" in found.reason


def test_who_may_not_hand_it_in_is_told(one):
    found = one("市财政局水位.xlsx")
    assert found.problem == "「市财政局」不报送「地下水水位监测记录」，请核对填报单位或台账。"
    assert not found.sure


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("wel.xlsx", "water_quality"),
        ("boreholes_guangzhou_nlogs.csv", "well"),
    ],
)
def test_real_files_are_recognised(corpus, name, dataset):
    (found,) = look_at([(name, (corpus / "real" / name).read_bytes())])
    assert found.dataset.name == dataset


def test_hostile_files_have_a_sentence_and_the_others_are_read(corpus, book):
    names = ["06_encrypted__pass_protected.ods", "07_corrupt__empty_file.xlsx",
             "01_ABORTS-calamine__Test_git_issue_382_oom.xls"]  # fmt: skip
    files = [(n, (corpus / "hostile" / n).read_bytes()) for n in names]
    found = look_at([*files, ("水位.xlsx", book(LEVEL, ROW))])
    assert [bool(f.problem) for f in found] == [True, True, True, False]
    assert "加密" in found[0].problem
    assert found[3].dataset.name == "water_level"
