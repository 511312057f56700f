"""A well in depth: what is said under its charts, and every indicator as a tile."""

import pytest


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            {"well": "W-1"},
            (
                "可检验的数据只有 6 个，少于 8 个，不作趋势判断。",
                "2024年6月之前只有 5 个月、同月 0 年的数据，不足 24 个月，不与历史百分位比较",
                "2023年6月没有水位数据，不与上年同月比较",
                "全部指标（1 项）",
                "数据不足，都不作趋势判断",
            ),
        ),
        (
            {"well": "S-1", "analyte": "nh3n"},
            (
                "还没有水位数据。",
                "1 个数据中 1 个未检出或低于最高检出限，超过50%，不作趋势判断。",
                "空心，画在检出限一半处",
                "2023年第二季度没有结果，不与上年同期比较",
                "analyte=fluoride",
            ),
        ),
    ],
    ids=["levels", "not detected"],
)
def test_what_is_judged_stands_in_words(city, open_page, said, address, words):
    markup = said(open_page(city.home, "network", **address))
    for word in words:
        assert word in markup


def test_a_well_without_results_has_no_tiles(city, open_page, said):
    markup = said(open_page(city.home, "network", well="W-2"))
    assert "还没有水质数据。" in markup
    assert "全部指标" not in markup
