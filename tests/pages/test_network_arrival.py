"""The arrival grid on its page: what is drawn, what is only counted."""

import pytest


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            {},
            ("水位到报情况", "2024年6月：", "已到报 1", "应报未到 1", "3 眼近 24 个月从未报送水位"),
        ),
        ({"area": "with"}, ("已到报 2", "2 眼没有缺报")),
        ({"county": "610428"}, ("近 24 个月没有报送过水位",)),
        ({"show": "unregistered"}, ("近 24 个月没有报送过水位",)),
    ],
    ids=["all", "with the new area", "one county", "one kind"],
)
def test_the_choices_of_the_page_decide_what_the_grid_says(city, open_page, said, address, words):
    markup = said(open_page(city.home, "network", **address))
    for word in words:
        assert word in markup


def test_before_the_register_begins_nothing_is_a_gap(city, open_page, said):
    markup = said(open_page(city.home, "network", period="2024-05", show="all"))
    assert "应报未到 1" in markup
    assert "未登记" in markup
