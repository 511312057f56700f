import pytest

from gwdash.registry import codes
from gwdash.registry.model import Code, CodeList, RegistryError

LISTS = [value for value in vars(codes).values() if isinstance(value, CodeList)]


def test_there_are_lists():
    assert len(LISTS) >= 13


@pytest.mark.parametrize("code_list", LISTS, ids=lambda c: c.name)
def test_every_word_of_a_list_finds_its_code(code_list):
    for code in code_list.codes:
        for word in (code.code, code.label, *code.aliases, f" {code.label}　", code.code.upper()):
            assert code_list.find(word) is code, word
        assert code_list.label_of(code.code) == code.label


@pytest.mark.parametrize("code_list", LISTS, ids=lambda c: c.name)
def test_a_list_is_closed_and_stores_ascii_codes(code_list):
    assert code_list.find("没有这个选项") is None
    assert code_list.find("") is None
    assert all(code.code.isascii() and code.code.isidentifier() for code in code_list.codes)
    assert code_list.labels == tuple(code.label for code in code_list.codes)
    with pytest.raises(KeyError):
        code_list.label_of("no_such_code")


@pytest.mark.parametrize(
    ("code_list", "text", "code"),
    [
        (codes.ITEM_STATUS, "尚未启动", "not_started"),
        (codes.ITEM_STATUS, "持续推进", "in_progress"),
        (codes.ITEM_STATUS, "未完成", None),
        (codes.WELL_STATE, "无水", "dry"),
        (codes.WELL_STATE, "封井", "sealed"),
        (codes.WELL_STATE, "正 常", "running"),
        (codes.SEASON, "K", "dry"),
        (codes.SEASON, "丰水期", "wet"),
        (codes.NEW_AREA, "直管区", "direct"),
        (codes.BURIAL, "承压", "confined"),
        (codes.MEDIUM, "孔隙", "pore"),
        (codes.PIPE, "ＰＶＣ", "plastic"),
        (codes.FREQUENCY, "1次/月", "month"),
        (codes.WELL_ASSESSMENT, "不符合", None),
    ],
)
def test_words_that_clerks_write(code_list, text, code):
    found = code_list.find(text)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    "planted",
    [
        (Code("a", "甲"), Code("a", "乙")),
        (Code("a", "甲"), Code("b", "甲")),
        (Code("a", "甲", ("丙",)), Code("b", "乙", ("丙",))),
        (Code("a", "甲"), Code("b", "乙", ("Ａ",))),
        (Code("a", "甲", ("乙 ",)), Code("b", "乙")),
        (Code("a", ""),),
    ],
)
def test_a_list_refuses_two_codes_that_are_written_alike(planted):
    with pytest.raises(RegistryError):
        CodeList("planted", "设", planted)
