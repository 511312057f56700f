"""What is taken as evidence, and what hides behind the ending of a name."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.evidence import Media, look_at

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LOCKED = PDF.replace(b"<</Root", b"<</Encrypt 9 0 R/Root")


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\xff"))
    + chunk(b"IEND")
)
FRAME = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 10 + FRAME + b"\xff\xda\x00\x02\x55\xff\xd9"
TYPES = "<Types><Override ContentType='application/vnd.x{}+xml'/></Types>"

PLAIN = TYPES.format("document")


def package(*more, types=PLAIN, document="word/document.xml"):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(document, "<w:document/>")
        for name, content in more:
            archive.writestr(name, content)
    return buffer.getvalue()


DOCX = package()
REMOTE = (
    '<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" '
    'Target="https://example.org/a.dotm" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("content", "media", "remark"),
    [
        (PDF, Media.PDF, ""),
        (LOCKED, Media.PDF, "已加密"),
        (PNG, Media.PNG, ""),
        (JPG, Media.JPG, ""),
        (JPG.replace(FRAME, b"\xff" + FRAME), Media.JPG, ""),
        (JPG + b"\x00\x00\x00\x18ftypmp42", Media.JPG, ""),
        (DOCX, Media.DOCX, ""),
        (package(("word/embeddings/Sheet1.xlsx", b"PK")), Media.DOCX, ""),
    ],
)
def test_what_is_evidence(content, media, remark):
    looked = look_at(content)
    assert looked.media is media
    assert remark in looked.remark
    assert bool(remark) is bool(looked.remark)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 字节"),
        (b"MZ\x90\x00" + b"\x00" * 200, "Windows 程序"),
        (b"\x7fELF" + b"\x00" * 99, "程序"),
        (b"#!/bin/sh\nrm", "脚本"),
        (b"<!DOCTYPE html><html><script>", "网页或脚本"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg onload='x'/>", "SVG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "旧版 Office"),
        (b"GIF89a", "GIF"),
        (b"plain words", "不认识"),
        (PDF[:40], "不完整"),
        (PNG[:-1], "已损坏"),
        (PNG[:40] + b"\x01" + PNG[41:], "已损坏"),
        (PNG[:8], "已损坏"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 40, "已损坏"),
        (PNG + b"<script>", "别的内容"),
        (JPG[:20], "已损坏"),
        (JPG[:-2], "不完整"),
        (b"\xff\xd8\xff\xe0\x00\x00" + b"\x00" * 40, "已损坏"),
        (b"\xff\xd8\xff" + b"\xff" * 400, "已损坏"),
        (JPG + DOCX, "夹带"),
        (PDF + DOCX + b"%%EOF", "夹带"),
        (PDF.replace(b"%PDF-1.4\n", b"%PDF-1.4\n<html><script>"), "夹带"),
        (JPG + b"Rar!\x1a\x07\x00", "夹带"),
        (DOCX + b"MZ\x90", "已损坏|别的内容"),
        (DOCX[: len(DOCX) // 2], "已损坏"),
        (package(document="xl/workbook.xml"), "压缩包"),
        (package(("word/vbaProject.bin", b"x")), "宏"),
        (package(("WORD/VBAPROJECT.BIN", b"x")), "宏"),
        (package(("word/activeX/activeX1.bin", b"x")), "宏"),
        (package(("word/embeddings/oleObject1.bin", b"x")), "宏"),
        (package(types=TYPES.format("ms-word.document.macroEnabled.main")), "docm"),
        (package(("word/_rels/settings.xml.rels", REMOTE)), "模板"),
        (package(("word/media/a.bin", b"\x00" * (40 << 20))), "过大"),
    ],
)
def test_what_is_refused_and_what_is_said(content, said):
    with pytest.raises(UnreadableFile, match=said):
        look_at(content)


def test_no_prefix_of_a_good_file_breaks_the_looking():
    for good in (PDF, PNG, JPG, DOCX):
        for length in range(len(good)):
            try:
                look_at(good[:length])
            except UnreadableFile as refusal:
                assert str(refusal).endswith("。")  # noqa: PT017 (shorter files may be whole too)
