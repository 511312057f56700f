"""The forms of a briefing: what each is for, what it needs, and what makes it."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from zipfile import ZipFile

from gwdash.errors import NotInstalled, UsageError
from gwdash.export.briefing import Briefing
from gwdash.export.settled import settled

_OPEN_XML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file that a briefing is made into."""

    key: str
    """Its ending, and its name on the command line."""
    label: str
    media: str
    module: str
    function: str
    purpose: str
    """What the file holds and what it is for."""
    opened_with: str
    """What a clerk opens it with, and what can be changed in it."""
    template: str = ""
    """The kind of the office's template that it is made from, empty for none."""
    has_pictures: bool = False
    """Whether charts that a browser drew stand in it."""


FORMS = (
    Form(
        "pptx", "会议幻灯片", f"{_OPEN_XML}.presentationml.presentation",
        "gwdash.export.briefing_pptx", "to_pptx",
        "议程每项至少一页：标题、要点、图表、县市区示意图、数据来源和讲稿备注。",
        "用 WPS 演示或 PowerPoint 打开；图表、表格和示意图都是可编辑的对象。",
        template="pptx",
    ),
    Form(
        "docx", "调度通报（送审稿）", f"{_OPEN_XML}.wordprocessingml.document",
        "gwdash.export.briefing_docx", "to_docx",
        "按公文格式排好的通报：总体进展、各项任务、县市区、突出问题、下一步，附一览表。",
        "用 WPS 文字或 Word 打开，改定后送审；没有文号、签发人和印章。",
        template="docx", has_pictures=True,
    ),
    Form(
        "xlsx", "一览表", f"{_OPEN_XML}.spreadsheetml.sheet",
        "gwdash.export.briefing_xlsx", "to_workbook",
        "进展情况、突出问题和销号、排名、监测状况、报送情况，每项一张表，可直接打印。",
        "用 WPS 表格或 Excel 打开；数字可再计算，图表可编辑。",
    ),
    Form(
        "pdf", "会议材料", "application/pdf",
        "gwdash.export.briefing_pdf", "to_pdf",
        "与通报内容相同的定稿版式，用于会上分发和打印。",
        "用任何 PDF 阅读器打开；内容不能改，需要改的请改通报后另存为 PDF。",
    ),
)  # fmt: skip
#: What the parts of the program that make forms are called where they are installed.
_LIBRARIES = {
    "pptx": "python-pptx", "docx": "python-docx", "xlsxwriter": "xlsxwriter", "typst": "typst",
}  # fmt: skip

_KIB = 1024
_PACKAGES = frozenset({"pptx", "docx", "xlsx"})
#: Parts of a package that are counted, and in which word.
_COUNTED = {
    "pptx": (re.compile(r"ppt/slides/slide\d+\.xml"), "页"),
    "xlsx": (re.compile(r"xl/worksheets/sheet\d+\.xml"), "张表"),
}


def form(key: str) -> Form:
    """Return the form with this key; raises UsageError for one that does not exist."""
    for one in FORMS:
        if one.key == key:
            return one
    known = "、".join(one.key for one in FORMS)
    raise UsageError(f"没有名为「{key}」的材料，可以是：{known}。")


def make(
    one: Form,
    briefing: Briefing,
    template: bytes | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a briefing in a form, in the office's look where it has a template for it.

    `pictures` are png files by name, for the forms that have some. The same briefing gives the
    same bytes.

    Raises NotInstalled where the library that writes the form is missing, UnreadableFile for a
    template that cannot be used.
    """
    write = _writer(one)
    given: dict[str, object] = {}
    if one.template and template is not None:
        given["template"] = template
    if one.has_pictures and pictures:
        given["pictures"] = pictures
    content: bytes = write(briefing, **given)
    return settled(content, briefing.made_at) if one.key in _PACKAGES else content


def extent(one: Form, content: bytes) -> str:
    """Return how large a made form is in the words of its kind: 23页, 9张表; then its bytes."""
    size = f"{len(content) / _KIB:,.0f} KB"
    if one.key in _COUNTED:
        folder, word = _COUNTED[one.key]
        with ZipFile(BytesIO(content)) as package:
            count = sum(bool(folder.fullmatch(name)) for name in package.namelist())
        return f"{count}{word}，{size}"
    return size


def _writer(one: Form) -> Callable[..., bytes]:
    """Return what makes a form; its library is loaded when the first one is made."""
    try:
        module = sys.modules.get(one.module) or import_module(one.module)
    except ModuleNotFoundError as missing:
        library = _LIBRARIES.get((missing.name or "").partition(".")[0])
        if library is None:
            raise
        raise NotInstalled(
            f"没有安装组件 {library}，不能生成{one.label}：请在平台目录执行 "
            f"pip install -r requirements.txt，或联系系统管理员；其他材料不受影响。"
        ) from missing
    found: Callable[..., bytes] = getattr(module, one.function)
    return found
