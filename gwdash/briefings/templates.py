"""A template of the office is tried before it is used: what it makes must open."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, cast
from zipfile import BadZipFile

import pandas as pd

from gwdash.archive.model import NOBODY
from gwdash.assess.lamps import Lamp
from gwdash.clock import BEIJING
from gwdash.errors import GwdashError, UnreadableFile, UsageError
from gwdash.export.briefing import Block, Briefing, Figure
from gwdash.export.briefing_pptx import template_findings
from gwdash.export.briefing_pptx_package import checked
from gwdash.export.forms import FORMS, Form, make
from gwdash.export.tables import NativeChart, Table
from gwdash.intake import office_templates
from gwdash.intake.office_templates import KINDS, OfficeTemplate
from gwdash.registry.agenda import Part
from gwdash.registry.region import REGION

_log = logging.getLogger(__name__)
#: What the libraries raise on a package whose parts do not fit together.
_BROKEN = (KeyError, ValueError, AttributeError, IndexError, TypeError, SyntaxError, BadZipFile)
_DAY = date(2024, 6, 30)


@dataclass(frozen=True, slots=True)
class Tried:
    """A template that can be used."""

    kind: str
    findings: tuple[str, ...] = ()
    """What it lacks and what stands in its place, one sentence each."""


def try_template(file_name: str, content: bytes) -> Tried:
    """Make a small briefing with a template and return what is to be said of it.

    Raises UsageError for another kind of file, UnreadableFile for what is damaged, holds
    macros or other files, fetches from elsewhere, or does not carry a briefing.
    """
    kind = file_name.rpartition(".")[2].lower()
    if kind not in KINDS:
        raise UsageError(
            "模板只收 pptx（幻灯片）和 docx（通报）文件；"
            "其他格式请用 WPS 或 Office 另存为 pptx 或 docx 后再上传。"
        )
    checked(content, cast("Literal['pptx', 'docx']", kind))
    form = next(one for one in FORMS if one.template == kind)
    findings = template_findings(content) if kind == "pptx" else ()
    _made(form, content)
    return Tried(kind, findings)


def use_template(
    workspace: Path, file_name: str, content: bytes, *, actor: str = NOBODY
) -> tuple[OfficeTemplate, Tried]:
    """Try a template, keep it and use it from now on; raises as `try_template` does."""
    tried = try_template(file_name, content)
    kept = office_templates.keep_template(workspace, tried.kind, file_name, content, actor=actor)
    return kept, tried


def _made(form: Form, content: bytes) -> None:
    try:
        make(form, _trial(), content)
    except GwdashError:
        raise
    except _BROKEN as error:
        _log.warning("template does not carry a briefing", exc_info=error)
        raise UnreadableFile(
            f"用这份模板不能生成{form.label}：模板内部结构不完整。"
            f"请用 WPS 或 Office 打开后另存为 {form.key} 再上传。"
        ) from error


def _trial() -> Briefing:
    """Return the smallest briefing with a figure, a table and a chart."""
    frame = pd.DataFrame([("甲", 1), ("乙", 2)], columns=["责任单位", "事项数"], dtype=object)
    table = Table("试排", frame, "2024年6月", "数据：试排", ("单位：项。",),
                  chart=NativeChart("bar", "责任单位", ("事项数",), "项"))  # fmt: skip
    block = Block(
        "overall", Part.OVERALL, "总体进展", "模板试排", ("模板试排。",),
        (Figure("实际进度", "50.0", "%", "1/2项", Lamp.ON_TRACK),), (table,), annexes=(table,),
    )  # fmt: skip
    return Briefing(
        title="模板试排", period="2024-06", as_of=_DAY, version=1,
        made_at=datetime(2024, 7, 1, tzinfo=BEIJING), issuer=REGION.issuing_body, blocks=(block,),
    )  # fmt: skip
