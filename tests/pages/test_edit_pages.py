"""年度任务, 在线修改, evidence and verification as a clerk and the office meet them."""

from datetime import date

import pandas as pd
import pytest
import ui_city

from gwdash.archive.model import SubmissionKind
from gwdash.export.edited import edit_columns, edit_frame
from gwdash.intake import edits, usecases
from gwdash.queries import attachments
from gwdash.registry.datasets import LEDGERS
from gwdash.store.database import open_current
from gwdash.ui.components.thumbnails import _drawn
from gwdash.ui.views import slice_evidence
from gwdash.ui.views.edit_state import SHOWN_ROWS, Editing

JUNE = ui_city.JUNE
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def home(tmp_path):
    """A city of its own: these tests hand things in."""
    return ui_city.build(tmp_path / "city").home


@pytest.fixture(autouse=True)
def at_home(home, monkeypatch):
    """Let views that are asked directly look at the same city."""
    monkeypatch.setenv("GWDASH_HOME", str(home))


def work_on(home, dataset, reporter=""):
    base = edits.choices(home, LEDGERS[dataset], reporter)[0]
    frame = edit_frame(LEDGERS[dataset], edits.editable(home, base.id).rows)
    columns = edit_columns(LEDGERS[dataset])
    return Editing(base.id, LEDGERS[dataset], columns, frame, frame.copy())


def move(home, item_id="6-01", due=date(2025, 6, 30)):
    work = work_on(home, "work_plan")
    work.whole.loc[work.whole["任务编号"] == item_id, "完成时限"] = due
    return work


@pytest.mark.parametrize("key", ["edit", "baseline"])
def test_an_empty_workspace_says_where_to_begin(tmp_path, open_page, said, key):
    markup = said(open_page(tmp_path / "empty", key))
    assert "数据填报" in markup
    assert "submit?dataset=" in markup


def test_the_plan_is_shown_with_its_history(home, open_page, said):
    page = open_page(home, "baseline")
    markup = said(page)
    assert "下达 1 次" in markup
    assert "没有事项调整过完成时限" in markup
    assert [one.label for one in page.expander] == ["2024-07-03　2024年下达：新增 6 项"]
    assert ui_city.HOSTILE not in markup


def test_an_adjustment_needs_a_reason_and_stays_readable(home, open_page, said):
    page = open_page(home, "baseline")
    page.session_state["edit_state"] = move(home)
    page.run()
    assert "2024-12-31" in said(page)
    assert "2025-06-30" in said(page)
    assert page.button(key="edit_go").disabled
    base = page.session_state["edit_state"].submission_id
    page.text_input(key=f"edit_reason_{base}").set_value("资金下达推迟").run()
    page.button(key="edit_go").click().run()
    assert not page.exception
    assert "修改已提交" in page.success[0].value
    markup = said(page)
    for words in ("时限调整过的事项 1 项", "延后", "1 次", "资金下达推迟", "报废井排查"):
        assert words in markup, words
    kept = usecases.submissions(home, dataset="work_plan")[0]
    assert kept.kind is SubmissionKind.EDIT
    tasks = said(open_page(home, "tasks", task="6"))
    assert "时限调整 1 次，原 2024-12-31" in tasks


def test_a_wrong_cell_is_said_by_row_and_column(home, open_page, said):
    work = work_on(home, "task_progress", "610402")
    work.whole = work.whole.astype(object)
    work.whole.loc[0, "实际进度（%）"] = "一半多"
    page = open_page(home, "edit")
    page.session_state["edit_state"] = work
    page.selectbox(key="edit_who_task_progress").set_value("610402").run()
    markup = said(page)
    assert "有 1 处要改" in markup
    for words in ("6-01", "实际进度（%）", "一半多"):
        assert words in markup, words
    assert page.button(key="edit_go").disabled


def test_changes_can_be_given_up(home, open_page, said):
    page = open_page(home, "baseline")
    page.session_state["edit_state"] = move(home)
    page.run()
    page.button(key="edit_drop").click().run()
    assert "还没有修改" in said(page)


def test_a_search_loses_no_change_and_shows_a_part(home):
    work = work_on(home, "work_plan")
    work.look_for("")
    assert work.can_add
    assert len(work.view) == len(work.whole) == 6
    first = work.view.copy()
    first.loc[0, "备注"] = "甲"
    work.lay_over(first)
    work.look_for("6-0")
    assert set(work.view["任务编号"]) == {"6-01", "6-02"}
    assert not work.can_add
    second = work.view.copy()
    second.iloc[0, list(second.columns).index("备注")] = "乙"
    work.lay_over(second)
    assert work.n_changed == 2
    assert set(work.whole["备注"].dropna()) == {"甲", "乙"}
    before = work.round
    work.look_for("6-0")
    assert work.round == before


def test_rows_that_come_and_go_are_counted(home):
    work = work_on(home, "work_plan")
    work.look_for("")
    edited = work.view.drop(index=[0])
    edited.loc[99] = edited.iloc[0]
    edited.loc[100] = None
    work.lay_over(edited)
    assert len(work.whole) == 6
    assert work.n_changed == 2


def test_a_long_table_shows_its_first_rows_only(home):
    work = work_on(home, "work_plan")
    work.whole = work.original = pd.concat([work.whole] * 50, ignore_index=True)
    work.look_for("")
    assert len(work.view) == SHOWN_ROWS
    assert not work.can_add
    work.lay_over(work.view)
    assert work.n_changed == 0


def test_positions_of_wells_do_not_leave_the_server(home, open_page, said):
    work = work_on(home, "well", "610402")
    work.look_for("")
    assert not {"经度", "纬度"} & {name.partition("（")[0] for name in work.view.columns}
    assert not work.can_add
    page = open_page(home, "edit", dataset="well")
    assert "启用账号权限前不显示" in said(page)


def test_evidence_is_attached_shown_and_removed(home, open_page, said):
    page = open_page(home, "tasks", task="6")
    assert "报废井排查" in said(page)
    page.button(key="open_evidence").click().run()
    page.file_uploader(key="evidence_files").set_value(
        [("验收单.pdf", PDF, "application/pdf"), ("照片.png", ui_city.PICTURE, "image/png")]
    ).run()
    item_id = page.selectbox(key="evidence_item").value
    page.button(key="evidence_save").click().run()
    assert not page.exception
    assert "佐证材料已保存" in page.success[0].value
    found = [a for a in attachments.find(open_current(home)) if item_id in a.row_key]
    assert {one.file_name for one in found} == {"验收单.pdf", "照片.png"}
    markup = said(page)
    for one in found:
        assert f'href="evidence/{one.attachment_id}"' in markup
    page.button(key="open_evidence").click().run()
    gone = found[0].attachment_id
    page.text_input(key=f"evidence_why_{gone}").set_value("传错").run()
    page.button(key=f"evidence_drop_{gone}").click().run()
    assert "已移除" in page.success[0].value
    assert gone not in {a.attachment_id for a in attachments.find(open_current(home))}


def test_a_bad_file_is_refused_in_the_window(home, open_page):
    page = open_page(home, "tasks", task="6")
    page.button(key="open_evidence").click().run()
    page.file_uploader(key="evidence_files").set_value([("单.pdf", b"MZ" * 99, "x")]).run()
    page.button(key="evidence_save").click().run()
    assert "程序" in page.error[0].value


def test_both_figures_stand_beside_each_other(home, open_page, said):
    page = open_page(home, "tasks", task="6")
    page.button(key="open_verify").click().run()
    page.selectbox(key="verify_item").set_value("6-01").run()
    page.number_input(key="verify_pct_6-01").set_value(30.0).run()
    assert page.button(key="verify_save").disabled
    page.text_input(key="verify_note_6-01").set_value("现场核查").run()
    page.button(key="verify_save").click().run()
    markup = said(page)
    assert "核定 30% · 自报 48%" in markup
    assert "≠" in markup
    trace = said(open_page(home, "tasks", task="6", trace="item:6-01"))
    for words in ("核定 30%（自报 48%）", "办公室核定", "现场核查"):
        assert words in trace, words


def test_a_typed_paper_is_called_what_it_is(city, open_page, said):
    markup = said(open_page(city.home, "tasks", task="7"))
    assert 'href="evidence/a1"' in markup
    assert "&lt;script&gt;" in markup
    assert "<script>" not in markup
    trace = said(open_page(city.home, "tasks", task="7", trace="item:7-01"))
    assert 'href="evidence/a1"' in trace


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", ui_city.PICTURE[:-30]])
def test_what_cannot_be_drawn_has_no_small_picture(content):
    assert _drawn(content, "png") is None


def test_a_small_picture_is_drawn_anew():
    drawn = _drawn(ui_city.PICTURE, "png")
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG")
    assert drawn != ui_city.PICTURE


# ------------------------------------------------------------------- evidence of any ledger


def levels_of(home, reporter="slj"):
    return edits.choices(home, LEDGERS["water_level"], reporter)[0]


@pytest.mark.parametrize(
    ("key", "where"), [("records", {"record": "{id}"}), ("edit", {"dataset": "water_level"})]
)
def test_evidence_is_attached_to_rows_and_reports_of_any_ledger(home, open_page, said, key, where):
    base = levels_of(home)
    address = {name: value.format(id=base.id) for name, value in where.items()}
    name = "record" if key == "records" else key
    page = open_page(home, key, reporter="slj", **address)
    assert "还没有佐证材料" in said(page)
    row = page.selectbox(key=f"proof_row_{name}_{base.id}")
    assert row.options[0] == "整份报表（盖章页）"
    for option, file in ((0, "盖章页.pdf"), (1, "现场照片.png")):
        row = page.selectbox(key=f"proof_row_{name}_{base.id}")
        row.select_index(option).run()
        upload = next(f for f in page.file_uploader if f.key.startswith(f"proof_files_{name}"))
        content = PDF if file.endswith("pdf") else ui_city.PICTURE
        upload.set_value([(file, content, "x")]).run()
        page.button(key=f"proof_save_{name}").click().run()
        assert not page.exception
        assert "佐证材料已保存" in page.success[0].value
    found = slice_evidence.attached_to(base)
    assert [(one.file_name, bool(one.row_key)) for one in found] == [
        ("盖章页.pdf", False), ("现场照片.png", True)
    ]  # fmt: skip
    markup = said(page)
    for one in found:
        assert f'href="evidence/{one.attachment_id}"' in markup
    gone = found[0].attachment_id
    page.text_input(key=f"proof_why_{name}_{gone}").set_value("传错").run()
    page.button(key=f"proof_drop_{name}_{gone}").click().run()
    assert [one.file_name for one in slice_evidence.attached_to(base)] == ["现场照片.png"]


def test_evidence_waits_until_a_report_is_accepted(home, open_page, said):
    base = levels_of(home)
    usecases.return_submission(home, base.id, reason="核对")
    page = open_page(home, "records", record=str(base.id))
    assert "审核通过后才能附材料" in said(page)
    assert f"proof_row_record_{base.id}" not in {one.key for one in page.selectbox}


def test_the_address_opens_a_report_to_be_edited(home, open_page):
    first, second = edits.choices(home, LEDGERS["task_progress"], "610402")[:2]
    for one, address in (
        (second, {"record": str(second.id)}),
        (first, {"reporter": "610402", "period": first.period}),
        (second, {"reporter": "610402", "period": second.period}),
    ):
        page = open_page(home, "edit", dataset="task_progress", **address)
        assert page.selectbox(key="edit_who_task_progress").value == "610402"
        assert page.selectbox(key="edit_which_task_progress_610402").value == one.id
    page = open_page(home, "edit", dataset="task_progress", reporter="nobody", record="999")
    assert not page.exception


def test_an_accepted_record_leads_to_its_cells(home, open_page, said):
    base = levels_of(home)
    markup = said(open_page(home, "records", record=str(base.id)))
    assert f'href="edit?dataset=water_level&amp;reporter=slj&amp;record={base.id}"' in markup
