"""材料包 of a meeting and of a month: what is in it, from which version, byte for byte the same."""

import hashlib
import re
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pptx
import pytest
import ui_city
from openpyxl import load_workbook

from gwdash import clock
from gwdash.archive import Archive
from gwdash.briefings import making
from gwdash.briefings.pictures import paper_pictures
from gwdash.briefings.prepared import for_meeting, for_period
from gwdash.clock import BEIJING
from gwdash.errors import ConflictError, NotInstalled, UsageError
from gwdash.export import forms
from gwdash.export.archive_file import MANIFEST, Member
from gwdash.export.briefing_annexes import annexes
from gwdash.export.briefing_figures import figures
from gwdash.export.forms import FORMS, extent, form
from gwdash.export.pack import RULES
from gwdash.intake import meetings
from gwdash.intake.meetings import Plan
from gwdash.registry.agenda import topic
from gwdash.store.pointer import version_path
from gwdash.store.publish import publish

AT = datetime(2024, 7, 5, 17, 30, tzinfo=BEIJING)
LINE = re.compile(r"^([0-9a-f]{64}) +(\d+)  ([^\r\n]+)\r?$", re.MULTILINE)
FEW = (topic("overall"), topic("task:6"), topic("problems"))


@pytest.fixture
def home(tmp_path):
    ui_city.build(tmp_path)
    return tmp_path


def publish_more(home):
    with closing(Archive.of(home)) as archive:
        rows = [ui_city.said("7-02", 77.0)]
        ui_city.hand_in(archive, "task_progress", "slj", ui_city.JUNE, rows)
        return publish(home, archive, reason="更正")


def met(home, **more):
    with clock.at(AT):
        return meetings.prepare(
            home, Plan(held_on=date(2024, 7, 8), period=ui_city.JUNE, topics=FEW, **more)
        )


def few(monkeypatch, *keys):
    """Let the pack hold few forms, where the test is about something else."""
    found = tuple(one for one in FORMS if one.key in keys)
    monkeypatch.setattr("gwdash.export.pack.FORMS", found)


def unpainted(briefing):
    """Draw nothing, as where only the forms are looked at."""
    del briefing
    return {}, []


def packed(home, meeting_id="", **more):
    more.setdefault("painted", unpainted)
    with clock.at(AT):
        if meeting_id:
            return making.whole_pack(for_meeting(home, meeting_id), **more)
        return making.whole_pack(for_period(home, ui_city.JUNE), **more)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a city that tests only read, and its pack."""
    home = tmp_path_factory.mktemp("packed")
    ui_city.build(home)
    return home


@pytest.fixture(scope="module")
def pack(city):
    steps = []
    return packed(city, step=lambda *step: steps.append(step)), steps


def opened(content):
    return ZipFile(BytesIO(content))


def opens(name, content):
    """Read a file of the pack with a reader that is not the writer."""
    if name.endswith(".pptx"):
        return len(pptx.Presentation(BytesIO(content)).slides) >= 2
    if name.endswith(".docx"):
        return any(p.text.strip() for p in docx.Document(BytesIO(content)).paragraphs)
    if name.endswith(".xlsx"):
        return bool(load_workbook(BytesIO(content)).sheetnames)
    if name.endswith(".pdf"):
        return content.startswith(b"%PDF-") and b"%%EOF" in content[-64:]
    return content.decode("utf-8-sig").strip() != ""


def test_every_file_opens_and_is_what_the_list_says(pack):
    made, _ = pack
    assert made.file_name == "2024年6月_材料包.zip"
    assert made.remarks == ()
    with opened(made.content) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == MANIFEST
        assert [n.rpartition(".")[2] for n in names[1:-3]] == [one.key for one in FORMS]
        assert all(name.startswith(f"{RULES}/") for name in names[-3:])
        # Bit 11: the names are UTF-8, so that Chinese stays Chinese on Windows.
        assert all(one.flag_bits & 0x800 for one in archive.infolist())
        assert {one.date_time for one in archive.infolist()} == {(2024, 7, 5, 17, 30, 0)}
        listed = archive.read(MANIFEST).decode("utf-8-sig")
        found = {name: (sha, int(size)) for sha, size, name in LINE.findall(listed)}
        assert set(found) == set(names) - {MANIFEST}
        for name, told in found.items():
            content = archive.read(name)
            assert (hashlib.sha256(content).hexdigest(), len(content)) == told
            assert opens(name, content), name
    assert "数据版本：v1" in listed
    assert "2024-07-05 17:30:00" in listed
    assert "演示数据" in listed


def test_the_rules_say_scheme_version_and_content_of_the_data(city, pack):
    with opened(pack[0].content) as archive:
        rules = {n: archive.read(n).decode("utf-8-sig") for n in archive.namelist() if RULES in n}
    told = rules[f"{RULES}/数据版本.txt"]
    with closing(Archive.of(city)) as archive:
        assert archive.ledger.version(1).content_hash in told
    assert "数据截止：2024-06-30" in told
    assert "权重合计 100" in rules[f"{RULES}/评分方案.txt"]
    assert "# 方法说明" in rules[f"{RULES}/方法说明.txt"]


def test_the_same_moment_gives_the_same_bytes(city, pack):
    first, second = pack[0], packed(city)
    with opened(first.content) as one, opened(second.content) as other:
        assert [n for n in one.namelist() if one.read(n) != other.read(n)] == []
    assert first.content == second.content


def test_steps_are_told_in_order_and_to_the_end(pack):
    _, told = pack
    # What has pictures comes last, while a browser draws them.
    wanted = sorted(FORMS, key=lambda one: one.has_pictures)
    assert [name for name, _, _ in told][: len(FORMS)] == [one.label for one in wanted]
    assert [place for _, place, _ in told] == list(range(len(told)))
    assert {total for *_, total in told} == {len(told)}


def test_a_meeting_keeps_its_numbers_and_the_pack_says_what_changed(home, monkeypatch):
    few(monkeypatch, "docx")
    meeting = met(home)
    before = for_meeting(home, meeting.meeting_id, at=AT)
    assert not before.is_outdated
    assert making.changes(before) == []
    assert publish_more(home) == 2
    after = for_meeting(home, meeting.meeting_id, at=AT)
    assert after.is_outdated
    assert (after.newest, after.briefing.version) == (2, 1)
    assert [b.sentence for b in after.briefing.blocks] == [
        b.sentence for b in before.briefing.blocks
    ]
    assert [b.key for b in after.briefing.blocks] == [one.key for one in FEW]
    made = packed(home, meeting.meeting_id)
    with opened(made.content) as archive:
        name = next(n for n in archive.namelist() if "更正说明" in n)
        cells = {c for row in load_workbook(BytesIO(archive.read(name))).active.values for c in row}
        listed = archive.read(MANIFEST).decode("utf-8-sig")
        assert "已有新版本 v2" in archive.read(f"{RULES}/数据版本.txt").decode("utf-8-sig")
    assert "修改" in cells
    assert any("77" in str(one) for one in cells)
    assert f"会议编号：{meeting.meeting_id}" in listed
    assert "2024年第1次联合调度会议" in made.file_name


def test_a_version_whose_file_was_dropped_is_built_again(home):
    meeting = met(home)
    publish_more(home)
    told = [b.sentence for b in for_meeting(home, meeting.meeting_id).briefing.blocks]
    version_path(home, 1).unlink()
    assert [b.sentence for b in for_meeting(home, meeting.meeting_id).briefing.blocks] == told
    assert version_path(home, 1).is_file()


def test_what_does_not_exist_is_said(tmp_path, home):
    with pytest.raises(UsageError, match="2024-77"):
        for_meeting(home, "2024-77")
    with pytest.raises(UsageError, match=r"没有2031年1月的数据.*2024年"):
        for_period(home, "2031-01")
    with pytest.raises(UsageError, match="不能识别"):
        for_period(home, "上个月")
    with pytest.raises(ConflictError, match="还没有数据"):
        for_period(tmp_path / "none", ui_city.JUNE)
    with pytest.raises(UsageError, match="没有名为"):
        form("ppt")


def broken(monkeypatch, key, module, function="to_anything"):
    """Let one form be made by a module that is not there."""
    changed = tuple(
        replace(one, module=module, function=function) if one.key == key else one
        for one in FORMS
        if one.key in {key, "docx"}
    )
    monkeypatch.setattr("gwdash.export.pack.FORMS", changed)
    return next(one for one in changed if one.key == key)


def test_a_form_whose_library_is_missing_is_left_out_and_told_of(city, monkeypatch):
    monkeypatch.setitem(forms._LIBRARIES, "no_such_library", "python-pptx")
    one = broken(monkeypatch, "pptx", "no_such_library.writer")
    made = packed(city)
    assert any("没有生成会议幻灯片" in one and "python-pptx" in one for one in made.remarks)
    with opened(made.content) as archive:
        assert not any(name.endswith(".pptx") for name in archive.namelist())
        assert made.remarks[0] in archive.read(MANIFEST).decode("utf-8-sig")
    with pytest.raises(NotInstalled, match="python-pptx"):
        forms.make(one, for_period(city, ui_city.JUNE).briefing)


def test_a_missing_part_of_the_program_is_a_defect_and_no_sentence(monkeypatch):
    one = broken(monkeypatch, "docx", "gwdash.export.no_such_module")
    with pytest.raises(ModuleNotFoundError):
        forms._writer(one)


def test_pictures_stand_in_the_pack_or_the_list_says_why_not(city, monkeypatch):
    few(monkeypatch, "docx")
    drawn = [Member("图片/01_总体进展.png", b"\x89PNG")]
    made = packed(city, pictures=lambda _: (drawn, ["没有浏览器，没有生成图片。"]))
    with opened(made.content) as archive:
        assert archive.read("图片/01_总体进展.png") == b"\x89PNG"
    assert made.remarks == ("没有浏览器，没有生成图片。",)


def test_why_nothing_was_drawn_is_said_once(city, monkeypatch):
    few(monkeypatch, "docx", "pptx")
    none = ["通报附件没有附图：没有浏览器。"]
    made = packed(city, painted=lambda _: ({}, none))
    assert made.remarks == tuple(none)
    both = packed(city, painted=lambda _: ({}, none), pictures=lambda _: ([], ["没有图片。"]))
    assert both.remarks == ("没有图片。",)
    with opened(made.content) as archive:
        assert none[0] in archive.read(MANIFEST).decode("utf-8-sig")
        assert [n[:2] for n in archive.namelist()[1:3]] == ["01", "02"]


def test_the_bulletins_pictures_are_charts_of_the_briefing(city):
    briefing = for_period(city, ui_city.JUNE, at=AT).briefing
    known = [one.name for one in figures(briefing)]
    assert len(known) == len(set(known))
    wanted = [one.name for annex in annexes(briefing) for one in annex.pictures]
    assert len(wanted) > 2
    assert set(wanted) <= set(known)


def test_a_machine_without_a_browser_makes_the_bulletin_all_the_same(city, monkeypatch, tmp_path):
    monkeypatch.setenv("GWDASH_CHROMIUM", str(tmp_path / "none"))
    made = making.one_form(for_period(city, ui_city.JUNE, at=AT), form("docx"))
    assert opens(made.file_name, made.content)
    (why,) = made.remarks
    assert "通报附件没有附图" in why
    assert "没有找到浏览器" in why


def test_the_machines_browser_draws_the_bulletins_pictures(city):
    prepared = for_period(city, ui_city.JUNE, at=AT)
    drawn, why = paper_pictures(prepared.briefing)
    if why:
        pytest.skip(why[0])
    assert all(one.startswith(b"\x89PNG") for one in drawn.values())
    made = making.one_form(prepared, form("docx"), painted=lambda _: (drawn, ()))
    shapes = docx.Document(BytesIO(made.content)).inline_shapes
    assert len(shapes) == len(drawn) > 2


@pytest.mark.parametrize("one", FORMS, ids=lambda one: one.key)
def test_a_form_says_how_large_it_is(city, one):
    made = making.one_form(for_period(city, ui_city.JUNE, at=AT), one, painted=unpainted)
    assert made.remarks == ()
    assert made.file_name.endswith(f".{one.key}")
    assert opens(made.file_name, made.content)
    words = extent(one, made.content)
    assert words.endswith(" KB")
    if one.key == "pptx":
        slides = len(pptx.Presentation(BytesIO(made.content)).slides)
        assert words.startswith(f"{slides}页，")
