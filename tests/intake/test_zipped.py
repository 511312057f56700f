"""A folder packed as one zip: opened within limits, and nothing outside it."""

import io
import zipfile

import pytest

from gwdash.errors import UnreadableFile
from gwdash.intake import zipped


def packed(*files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_files_come_with_their_folders():
    content = packed(("6月/", b""), ("6月/秦都区/a.xlsx", b"one"), ("b.csv", b"two"))
    assert zipped.unpacked("x.zip", content).files == (
        ("6月/秦都区/a.xlsx", b"one"), ("b.csv", b"two"),
    )  # fmt: skip


def test_names_of_chinese_windows_are_read():
    # The writer marks what is not ASCII as UTF-8; Chinese Windows writes GBK without a mark.
    plain = packed(("aaaa.xlsx", b"one"))
    content = plain.replace(b"aaaa.xlsx", "水位".encode("gb18030") + b".xlsx")
    assert zipped.unpacked("x.zip", content).files == (("水位.xlsx", b"one"),)


def test_a_zip_in_a_zip_is_left_out_and_said():
    found = zipped.unpacked("x.zip", packed(("a.csv", b"one"), ("in/b.zip", b"PK")))
    assert [name for name, _ in found.files] == ["a.csv"]
    assert "in/b.zip" in found.left_out[0]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([("../a.csv", b"1")], "路径"),
        ([("/etc/a.csv", b"1")], "路径"),
        ([("C:/a.csv", b"1")], "路径"),
        ([("a/b/c/d/e/f/g.csv", b"1")], "路径"),
        ([(f"{n}.csv", b"1") for n in range(201)], "201 个文件"),
        ([("a.csv", bytes(40 * 1024 * 1024))], "展开后过大"),
        ([], "没有文件"),
    ],
)
def test_what_no_clerk_packs_is_refused(files, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        zipped.unpacked("x.zip", packed(*files))


def test_a_damaged_or_locked_zip_is_one_sentence():
    content = packed(("a.csv", b"some text that is long enough"), method=zipfile.ZIP_STORED)
    with pytest.raises(UnreadableFile, match="已损坏"):
        zipped.unpacked("x.zip", content.replace(b"long", b"lung"))
    with pytest.raises(UnreadableFile, match="已损坏"):
        zipped.unpacked("x.zip", content[:40])
    flag = content.rindex(b"PK\x01\x02") + 8
    locked = content[:flag] + b"\x01" + content[flag + 1 :]
    with pytest.raises(UnreadableFile, match="密码"):
        zipped.unpacked("x.zip", locked)


@pytest.mark.parametrize(
    ("name", "files", "answer"),
    [
        ("a.zip", [("b.csv", b"1")], True),
        ("a.ZIP", [("b.csv", b"1")], True),
        ("a.xlsx", [("b.csv", b"1")], False),
        # A workbook that somebody renamed.
        ("a.zip", [("[Content_Types].xml", b"<x/>")], False),
    ],
)
def test_a_workbook_is_no_folder(name, files, answer):
    assert zipped.is_folder_zip(name, packed(*files)) is answer


def test_what_is_called_zip_and_is_none_is_said_to_be_damaged():
    assert zipped.is_folder_zip("a.zip", b"no zip")
    with pytest.raises(UnreadableFile, match="已损坏"):
        zipped.unpacked("a.zip", b"no zip")
