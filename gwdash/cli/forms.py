"""What commands share with the pages: templates, marked copies, the documents of the rules."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from gwdash.errors import UsageError
from gwdash.export import dictionary, method
from gwdash.export.marked import marked_copy
from gwdash.export.tables import registry_headings
from gwdash.export.template import Form, form_workbook, templates_zip
from gwdash.intake import templates
from gwdash.intake.checking import Checked, require_dataset
from gwdash.registry.model import Dataset


def write_form(
    workspace: Path, dataset: str, output: Path, reporter: str | None, period: str | None,
    console: Console, *, prefill: bool,
) -> None:  # fmt: skip
    """Write one template, with the reporter's last accepted rows where they are asked for."""
    wanted = require_dataset(dataset)
    who = templates.require_reporter(reporter) if reporter else None
    when = templates.due_period(period) if period else None
    if prefill and who is None:
        raise UsageError("预填上期数据要用 --reporter 指明填报单位。")
    rows = templates.last_rows(workspace, wanted, who, when) if prefill and who else None
    _write(output, form_workbook(Form(wanted, who, when, rows)))
    filled = f"，预填 {rows.num_rows} 行" if rows is not None else ""
    if prefill and rows is None:
        filled = "，以前没有审核通过的数据可以预填"
    console.print(f"已生成「{wanted.label}」模板{filled}：{output}", markup=False)


def write_owed(
    workspace: Path, output: Path, reporter: str | None, period: str | None, console: Console, *,
    prefill: bool,
) -> None:  # fmt: skip
    """Write a zip of all templates that a reporter owes for a period."""
    if reporter is None:
        raise UsageError("打包应报模板要用 --reporter 指明填报单位。")
    who, when = templates.require_reporter(reporter), templates.due_period(period)
    due = templates.blanks(workspace, who, when, prefill=prefill)
    forms = [Form(one.dataset, one.reporter, one.period, one.rows) for one in due]
    _write(output, templates_zip(forms))
    names = "、".join(form.dataset.label for form in forms)
    console.print(f"{who.name}{when.label}应报 {len(forms)} 份：{names}。", markup=False)
    console.print(f"已打包：{output}", markup=False)


def write_docs(folder: Path) -> list[Path]:
    """Write the documents that the declarations make and return where they stand."""
    documents = {"method.md": method.markdown(), "dictionary.md": dictionary.markdown()}
    for name, text in documents.items():
        _write(folder / name, text.encode())
    return [folder / name for name in documents]


def write_marked(checked: Sequence[Checked], output: Path, console: Console) -> None:
    """Write the marked copy of a file that was checked, or of several into a folder."""
    folder = len(checked) > 1
    for one in checked:
        marked = marked_copy(one.content, one.reading.file_name, one.issues, labels(one.dataset))
        path = output / marked.file_name if folder else output
        _write(path, marked.content)
        console.print(f"已写出标注文件：{path}", markup=False)
        for note in marked.notes:
            console.print(note, markup=False)


def labels(dataset: Dataset) -> dict[str, str]:
    """Return what people call the fields of a ledger."""
    return dict(registry_headings()) | {c.name: c.field.label for c in dataset.columns}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
