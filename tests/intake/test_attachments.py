"""Evidence from the upload to the download, in real workspaces."""

from contextlib import closing
from types import SimpleNamespace

import pytest
import ui_city
from copied_city import copied

from gwdash.archive import Archive
from gwdash.archive.inspection import Weight, inspect_archive
from gwdash.assess.lamps import Lamp
from gwdash.errors import ConflictError, DataRejected, UsageError
from gwdash.ingest.files.evidence import Media
from gwdash.intake import maintenance, usecases
from gwdash.intake.attachments import (
    Target,
    Upload,
    attach,
    evidence_file,
    remove,
    safe_name,
)
from gwdash.queries import attachments
from gwdash.queries.progress import plan_items
from gwdash.scope import Scope
from gwdash.store.content import content_hash
from gwdash.store.database import open_current
from gwdash.store.pointer import version_path
from gwdash.ui.routes import FORBIDDEN, NOT_FOUND, evidence

PNG = ui_city.PICTURE
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JUNE = ui_city.JUNE
ITEM = Target("task_progress", "610402", JUNE, {"item_id": "6-01", "county_code": "610402"})
WHOLE = Target("task_progress", "610402", JUNE)
DONE = 100.0


@copied
def city(home):
    """A city in which county 610402 says that its item is done, with a typed paper only."""
    with closing(Archive(home / "archive")) as archive:
        ui_city.hand_in(archive, "work_plan", "ldxz", "2024", ui_city.PLAN)
        done = ui_city.said("6-01", DONE, county_code="610402", status="done", evidence="文号3")
        ui_city.hand_in(archive, "task_progress", "610402", JUNE, [done])
        ui_city.hand_in(archive, "task_progress", "610404", JUNE, [ui_city.said("6-02", DONE)])
        ui_city.wells(archive)
    return ui_city.City(home, usecases.publish(home))


@pytest.fixture
def home(tmp_path):
    return city(tmp_path / "city").home


def item(home, period=JUNE, item_id="6-01"):
    found = plan_items(open_current(home), Scope(period))
    return next(i for i in found if i.item_id == item_id)


def live_hash(home):
    return content_hash(version_path(home, maintenance.current_version(home)))


def test_a_typed_name_proves_nothing_and_a_file_does(home):
    assert item(home).lamp is Lamp.ON_TRACK
    assert "待核" in item(home).judgement.note
    receipt = attach(home, ITEM, [Upload("验收单.png", PNG)])
    assert receipt.version == maintenance.current_version(home)
    assert receipt.submission.kind.label == "页面修改"
    assert item(home).lamp is Lamp.DONE
    assert item(home).n_evidence == 1
    assert item(home, item_id="6-02").lamp is Lamp.ON_TRACK


def test_a_stamped_page_of_the_submission_is_evidence_of_its_items(home):
    attach(home, WHOLE, [Upload("盖章页.pdf", PDF)])
    assert item(home).lamp is Lamp.DONE
    assert item(home, item_id="6-02").lamp is Lamp.ON_TRACK


def test_evidence_of_june_proves_nothing_in_may(home):
    attach(home, ITEM, [Upload("a.png", PNG)])
    assert item(home, ui_city.MAY).n_evidence == 0


def test_withdrawing_the_attaching_is_the_state_before(home):
    before = live_hash(home)
    receipt = attach(home, ITEM, [Upload("a.png", PNG)])
    assert live_hash(home) != before
    usecases.withdraw(home, receipt.submission.id, reason="附错了")
    assert live_hash(home) == before


def test_a_version_with_evidence_is_rebuilt_from_the_archive(home):
    attach(home, ITEM, [Upload("a.png", PNG), Upload("b.pdf", PDF)])
    before = live_hash(home)
    maintenance.rebuild(home)
    assert live_hash(home) == before


def test_several_files_and_several_times_none_replaces_another(home):
    attach(home, ITEM, [Upload("一.png", PNG), Upload("二.pdf", PDF)])
    attach(home, WHOLE, [Upload("一.png", PNG)])
    found = attachments.find(open_current(home), "task_progress", item(home).row_key)
    assert {one.file_name for one in found} == {"一.png", "二.pdf"}
    assert len(attachments.find(open_current(home))) == 3
    with pytest.raises(ConflictError, match="已经附在"):
        attach(home, ITEM, [Upload("另一个名字.png", PNG)])


def test_removed_evidence_is_gone_kept_and_can_come_back(home):
    attach(home, ITEM, [Upload("一.png", PNG), Upload("二.pdf", PDF)])
    gone = attachments.find(open_current(home))[0]
    with pytest.raises(UsageError, match="原因"):
        remove(home, gone.attachment_id, reason=" ")
    remove(home, gone.attachment_id, reason="传错了")
    left = {one.attachment_id for one in attachments.find(open_current(home))}
    assert gone.attachment_id not in left
    assert len(left) == 1
    with pytest.raises(UsageError, match="已被移除"):
        evidence_file(home, gone.attachment_id)
    with closing(Archive(home / "archive")) as archive:
        assert archive.raw(gone.file_sha256)
    content = PNG if gone.media == "png" else PDF
    attach(home, ITEM, [Upload("回来.x", content)])
    assert len(attachments.find(open_current(home))) == 2
    assert item(home).n_evidence == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("报告.pdf", b"MZ\x90\x00" + b"\x00" * 99, "报告.pdf：.*程序"),
        ("图.png", b"<html><script>alert(1)</script>", "网页"),
        ("图.svg", b"<svg/>", "SVG"),
        ("空.pdf", b"", "0 字节"),
        ("大.pdf", b"%PDF-" + b"\x00" * (25 << 20), "25.0 MiB.*20 MiB"),
        ("../../x\u202egnp.exe", b"MZ", "^[^/\u202e]*程序"),
    ],
)
def test_one_bad_file_keeps_all_of_them_out(home, name, content, said):
    before = len(usecases.submissions(home))
    with pytest.raises(DataRejected, match=said):
        attach(home, ITEM, [Upload("好.png", PNG), Upload(name, content)])
    assert len(usecases.submissions(home)) == before
    with closing(Archive(home / "archive")) as archive:
        assert not [f for f in inspect_archive(archive) if "没有对应的报送" in f.message]


def test_the_limit_is_the_installations(home, monkeypatch):
    monkeypatch.setenv("GWDASH_EVIDENCE_MIB", "0")
    with pytest.raises(DataRejected, match="0 MiB"):
        attach(home, ITEM, [Upload("a.png", PNG)])


def test_a_locked_pdf_is_taken_and_said(home):
    locked = PDF.replace(b"<</Root", b"<</Encrypt 9 0 R/Root")
    kept = attach(home, ITEM, [Upload("密.pdf", locked)]).submission
    with closing(Archive(home / "archive")) as archive:
        assert "已加密" in archive.issues(kept.issues_sha256)[0].message


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target("attachment", "610402", JUNE), "没有代码"),
        (Target("task_progress", "火星", JUNE), "没有叫"),
        (Target("task_progress", "610402", "某月"), "不能识别"),
        (Target("task_progress", "610402", JUNE, {"item_id": "6-01"}), "哪一行"),
        (
            Target("task_progress", "610402", JUNE, {"item_id": "6-01", "county_code": " "}),
            "哪一行",
        ),
    ],
)
def test_a_target_that_does_not_exist(home, target, said):
    with pytest.raises(UsageError, match=said):
        attach(home, target, [Upload("a.png", PNG)])


def test_nothing_to_attach(home):
    with pytest.raises(UsageError, match="没有选择"):
        attach(home, ITEM, [])


@pytest.mark.parametrize(
    ("name", "media", "kept"),
    [
        ("验收单（盖章）.PDF", Media.PDF, "验收单（盖章）.pdf"),
        ("照片.jpeg", Media.JPG, "照片.jpg"),
        ("照片.jpg.exe", Media.JPG, "照片.jpg.exe.jpg"),
        ("C:\\用户\\桌面\\表.docx", Media.DOCX, "表.docx"),
        ("../../etc/passwd", Media.PNG, "passwd.png"),
        ("图\u202egnp.exe", Media.PNG, "图gnp.exe.png"),
        ("a\r\nSet-Cookie: x.png", Media.PNG, "a_Set-Cookie_ x.png"),
        (".png", Media.PNG, "材料.png"),
        ("", Media.PNG, "材料.png"),
        ("CON.pdf", Media.PDF, "_CON.pdf"),
        ("长" * 300 + ".pdf", Media.PDF, "长" * 80 + ".pdf"),
    ],
)
def test_a_name_is_kept_safe(name, media, kept):
    assert safe_name(name, media) == kept


def test_evidence_is_sent_to_be_saved_and_never_shown(home, monkeypatch):
    attach(home, ITEM, [Upload("验收 单.png", PNG)])
    number = attachments.find(open_current(home))[0].attachment_id
    monkeypatch.setenv("GWDASH_HOME", str(home))
    sent = evidence(SimpleNamespace(path_params={"attachment_id": number}))
    assert sent.body == PNG
    assert sent.media_type == "application/octet-stream"
    assert sent.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E9%AA%8C")
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["content-security-policy"].startswith("sandbox")
    for wrong in ("nothing", "../ledger.sqlite", "0" * 16):
        refused = evidence(SimpleNamespace(path_params={"attachment_id": wrong}))
        assert refused.status_code == NOT_FOUND


def test_evidence_beside_a_drinking_well_is_given_to_nobody(home, monkeypatch):
    monkeypatch.setenv("GWDASH_HOME", str(home))
    for well, reporter, status in (("S-1", "610428", FORBIDDEN), ("W-1", "610402", 200)):
        attach(home, Target("well", reporter, JUNE, {"well_id": well}), [Upload("现场.png", PNG)])
        found = attachments.find(open_current(home), "well", reporter=reporter)
        sent = evidence(SimpleNamespace(path_params={"attachment_id": found[0].attachment_id}))
        assert sent.status_code == status


def test_a_damaged_or_missing_file_is_found(home):
    attach(home, ITEM, [Upload("a.png", PNG)])
    with closing(Archive(home / "archive")) as archive:
        sha = attachments.find(open_current(home))[0].file_sha256
        archive.raw_path(sha).write_bytes(b"other")
        found = [f for f in inspect_archive(archive) if f.weight is Weight.ERROR]
    assert len(found) == 1
    assert "佐证材料内容被改动" in found[0].message
