"""Text tables: the encoding is known, guessed and said, or refused; cells stay as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.errors import UnreadableFile
from gwdash.ingest.reader import read_workbook

CHINESE = "井号,水位埋深（m）,备注\nXY-01,12.5,无\nXY-02,7.0,彬州市北极镇镕家村\n"


def read(content, name="水位.csv"):
    return read_workbook(content, name)


@pytest.mark.parametrize(
    ("content", "encoding", "guessed"),
    [
        (CHINESE.encode("utf-8"), "utf-8", True),
        (CHINESE.encode("utf-8-sig"), "utf-8-sig", False),
        (CHINESE.encode("gbk"), "gb18030", True),
        (CHINESE.encode("gb18030"), "gb18030", True),
        (CHINESE.encode("utf-16"), "utf-16", False),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "utf-16", False),
        (CHINESE.encode("utf-32"), "utf-32", False),
        (CHINESE.encode("utf-16-le"), "utf-16-le", True),
        (CHINESE.encode("utf-16-be"), "utf-16-be", True),
        (CHINESE.encode("utf-32-be"), "utf-32-be", True),
        (CHINESE.encode("gbk") + b"\x1a", "gb18030", True),
    ],
)
def test_the_encoding_is_found_and_a_guess_is_said(content, encoding, guessed):
    workbook = read(content)
    assert workbook.encoding == encoding
    rows = workbook.sheets[0].rows
    assert rows[0] == ["井号", "水位埋深（m）", "备注"]
    assert rows[2] == ["XY-02", "7.0", "彬州市北极镇镕家村"]
    notes = [(n.severity, n.kind, n.raw) for n in workbook.notes]
    assert notes == ([("info", "file", encoding)] if guessed else [])


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4))
def test_simplified_and_traditional_text_survives_gbk(text):
    # Words that GBK writes mostly with rare characters may be refused, but never misread.
    try:
        workbook = read(f"名称\n{text},值\n".encode("gbk"))
    except UnreadableFile:
        return
    assert workbook.encoding in {"gb18030", "utf-8"}
    if workbook.encoding == "gb18030":
        assert workbook.sheets[0].rows[1][0] == text


@pytest.mark.parametrize(
    "text",
    [
        "Année;Ville\n2013;Orléans\n",
        "unit,value\nµg/L,3\n°C,4\n",
        "naïve,café\nélan,crème brûlée\n",
        "Überschrift,Größe\nGefäß,1\n",
    ],
)
def test_western_accents_are_never_taken_for_chinese(text):
    with pytest.raises(UnreadableFile, match="文字编码无法确认"):
        read(text.encode("cp1252"))


def test_a_little_that_looks_western_in_chinese_is_a_warning():
    content = CHINESE.encode("gbk") + "é1,éa,éb,éc,éd\n".encode("cp1252")
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    notes = read(content).notes
    assert any(n.severity == "warning" and "生僻字" in n.message for n in notes)


@pytest.mark.parametrize(
    ("content", "lost"),
    [
        (CHINESE.encode("utf-8").replace("无".encode(), b"\xe6\x97", 1), 1),
        (CHINESE.replace("无", "\ufffd\ufffd").encode(), 2),
        (CHINESE.encode("gbk").replace("无".encode("gbk"), b"\xff", 1), 1),
    ],
    ids=["cut", "lost before", "cut gbk"],
)
def test_lost_characters_are_counted(content, lost):
    workbook = read(content)
    warnings = [n for n in workbook.notes if n.severity == "warning"]
    assert [n.raw for n in warnings] == [str(lost)]
    assert f"{lost} 个字符已损坏" in warnings[0].message
    assert workbook.sheets[0].rows[0][0] == "井号"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("a;b;c\n1,5;2,5;3\n", [["a", "b", "c"], ["1,5", "2,5", "3"]]),
        ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("只有一列\n1\n2\n", [["只有一列"], ["1"], ["2"]]),
        ("标题，没有分隔\n\n井号,值\nA,1\n", [["标题，没有分隔"], [], ["井号", "值"], ["A", "1"]]),
        ('a,b\n"x,1","y""z"\n', [["a", "b"], ["x,1", 'y"z']]),
        ('a,b\n"一\n二",2\n', [["a", "b"], ["一\n二", "2"]]),
        ("sep=;\na,x;b\n1;2\n", [["a,x", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        (",,\n,x,\n,,\n", [[], [None, "x"]]),
        ('备注,量\n5" 管,1\n', [["备注", "量"], ['5" 管', "1"]]),
        ("=1+1,@x\n-3,+4\n", [["=1+1", "@x"], ["-3", "+4"]]),
        ("<0.01,＜0.02\n1,2\n", [["<0.01", "＜0.02"], ["1", "2"]]),
        ("BMP,BM\n1,2\n", [["BMP", "BM"], ["1", "2"]]),
    ],
)
def test_separators_quotes_and_lines(text, rows):
    width = max(len(row) for row in rows)
    expected = [[*row, *[None] * (width - len(row))] for row in rows]
    assert read(text.encode("utf-8-sig")).sheets[0].rows == expected


@pytest.mark.parametrize(("text", "line"), [('a,b\n1,"2\n3,4\n5,6\n', 4), ('a,b\n"x"y,2\n', 2)])
def test_open_quotes_swallow_nothing(text, line):
    with pytest.raises(UnreadableFile, match=f"第 {line} 行附近的双引号不成对"):
        read(text.encode())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空的（0 字节）"),
        (b"\n \n\r\n", "没有任何内容"),
        (bytes(range(256)) * 40, "无法识别"),
        (b"\x01\x02\x03" * 1000, "无法识别"),
        (b"%PDF-1.7\n", "PDF 文件"),
        (b"BM\x9c\x01\x00\x00" * 10, "BMP 图片"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG 图片"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页（HTML）"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "网页（HTML）"),
        ("<table><tr><td>井号</td></tr></table>".encode("utf-16"), "网页（HTML）"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "MHT"),
        (b'<?xml version="1.0"?><a/>', "XML 文本"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML 表格 2003",
        ),
    ],
)
def test_what_is_no_table_is_named(content, sentence):
    with pytest.raises(UnreadableFile) as refused:
        read(content, "a.xls")
    assert sentence in str(refused.value)
    assert "请" in str(refused.value)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(content):
    try:
        workbook = read(content)
    except UnreadableFile as refused:
        assert "请" in str(refused)  # noqa: PT017
    else:
        assert all(isinstance(c, str | None) for r in workbook.sheets[0].rows for c in r)
