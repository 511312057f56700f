"""The bulletin as PDF for hand-outs, set offline with the Chinese fonts of the machine.

The text goes to the typesetter as data, never as code, so that nothing that was typed into a
ledger can be taken as an instruction.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import typst

from gwdash.errors import WorkspaceError
from gwdash.export.briefing import Briefing
from gwdash.export.briefing_paper import paper
from gwdash.export.briefing_pdf_data import paper_data

_LAYOUT = Path(__file__).with_name("briefing.typ")
_SERIF = (
    "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC", "思源宋体",
    "SimSun", "宋体", "NSimSun", "STSong", "Songti SC", "AR PL UMing CN",
)  # fmt: skip
_SANS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "思源黑体",
    "SimHei", "黑体", "Microsoft YaHei", "微软雅黑", "PingFang SC", "Heiti SC", "DengXian",
    "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback",
)  # fmt: skip
_SONG = (*_SERIF, *_SANS)
#: Families by role, the nearest to GB/T 9704-2012 first; the first that is there is taken.
FAMILIES: Mapping[str, Sequence[str]] = {
    "title": (
        "FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "STZhongsong", "华文中宋",
        *_SONG,
    ),
    "body": (
        "FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02", "STFangsong",
        "华文仿宋", *_SONG,
    ),
    "head": (*_SANS, *_SERIF),
    "kai": (
        "KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "Kaiti SC", "AR PL UKai CN",
        *_SONG,
    ),
    "number": _SONG,
}  # fmt: skip


def to_pdf(briefing: Briefing) -> bytes:
    """Return the bulletin of a briefing as PDF.

    Raises WorkspaceError where the machine has no Chinese font.
    """
    look = fonts(families())
    data = paper_data(paper(briefing), look)
    made, _ = typst.compile_with_warnings(
        _LAYOUT.read_bytes(),
        format="pdf",
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        timestamp=int(briefing.made_at.timestamp()),
    )
    return made


@cache
def families() -> frozenset[str]:
    """Return the names of the fonts that this machine has, asked once."""
    return frozenset(typst.Fonts(include_embedded_fonts=False).families())


def fonts(there: frozenset[str]) -> Mapping[str, str]:
    """Return the font of each role; raises WorkspaceError where none holds Chinese."""
    found = {
        role: next((one for one in wanted if one in there), "") for role, wanted in FAMILIES.items()
    }
    if not all(found.values()):
        raise WorkspaceError(
            "本机没有中文字体，不能生成 PDF：请安装思源宋体（Noto Serif CJK SC，软件包 "
            "fonts-noto-cjk）或 Windows 自带的宋体、黑体后重试；Word、Excel 材料不受影响。"
        )
    return found
