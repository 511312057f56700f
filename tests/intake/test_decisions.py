"""Decisions typed, extended, sent back and closed: nothing is lost, nothing stands wrongly."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime

import decision_city
import pytest
import ui_city
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwdash import clock
from gwdash.archive import Archive, Submission, record
from gwdash.archive.meetings import Meeting
from gwdash.archive.model import SubmissionKind
from gwdash.errors import ConflictError, UsageError
from gwdash.ingest.profile import Profile
from gwdash.intake import decision_steps as steps
from gwdash.intake.attachments import Target, Upload, attach
from gwdash.intake.decision_register import DECISION, as_csv
from gwdash.intake.decision_steps import Item
from gwdash.intake.decisions import decide
from gwdash.intake.usecases import batch
from gwdash.queries import decisions
from gwdash.registry.agenda import Topic, topic
from gwdash.scope import Scope
from gwdash.store.database import open_current
from gwdash.store.publish import publish

NOW = datetime(2024, 7, 18, 15)  # noqa: DTZ001 (taken as Beijing time)
DUE = date(2024, 9, 30)
JUNE = Scope("2024-06")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return decision_city.build(tmp_path_factory.mktemp("decided") / "city").home


@pytest.fixture
def home(built, tmp_path):
    with clock.at(NOW):
        yield shutil.copytree(built, tmp_path / "city")


def answers(home):
    found = decisions.decisions(open_current(home), JUNE)
    return {a.item.thing: a.item for one in found for a in one.answers}


def report(home, unit, *rows):
    """Hand in what a unit says of its decisions, as a file of June."""
    with batch(home) as run:
        profile = Profile(reporter=unit, period="2024-06")
        checked = run.check("decision", as_csv(DECISION, rows), "办理情况.csv", profile)
        return run.submit(checked)


def done(item, **more):
    """Return a decision as its unit reports it done."""
    return {
        "meeting_id": item.meeting_id, "decision_no": item.decision_no,
        "responsible_unit": item.unit, "decision_text": item.text, "decision_role": item.role,
        "decision_due_on": item.first_due_on, "decision_status": "done",
        "done_on": date(2024, 7, 1), "evidence": "办理报告", "extension_state": item.extension,
        "extended_to": item.extended_to, "extension_reason": item.extension_reason or None,
        "review_state": item.review, "return_reason": item.return_reason or None,
    } | more  # fmt: skip


# -- deciding -----------------------------------------------------------------------------------


def test_what_a_meeting_decides_is_a_row_for_each_unit_and_loses_nothing(home):
    before = answers(home)
    made = decide(
        home, "2024-02", " 限期\n补报 ", ["slj"], ["610402", "czj"], DUE, "inspection", "network"
    )
    assert (made.decision_no, made.period) == ("11", "2024-06")
    after = answers(home)
    assert set(after) == set(before) | {f"2024-02/11/{unit}" for unit in ("slj", "610402", "czj")}
    own = after["2024-02/11/610402"]
    assert (own.text, own.role, own.source, own.topic) == (
        "限期 补报", "assist", "inspection", topic("network").heading,
    )  # fmt: skip
    assert (own.due_on, own.status, own.review) == (DUE, "open", "open")
    # What the unit reported later than the office's line stays as the unit said it.
    for thing, item in before.items():
        assert after[thing].progress_text == item.progress_text
        assert after[thing].standing(date(2024, 6, 30)) == item.standing(date(2024, 6, 30))
    kept = made.receipt.submission
    assert (kept.kind, kept.reporter) == (SubmissionKind.EDIT, "ldxz")
    assert made.receipt.version == open_current(home).version


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": " "}, "请填写事项"),
        ({"text": "长" * 501}, "不要超过"),
        ({"lead": []}, "牵头单位"),
        ({"lead": ["没有"]}, "没有叫"),
        ({"assisting": ["slj"]}, "不能既牵头又配合"),
        ({"due_on": None}, "办结时限"),
        ({"due_on": date(2024, 5, 19)}, "不能早于会议日期"),
        ({"source": "hearsay"}, "事项来源"),
        ({"agenda_key": "nowhere"}, "没有「nowhere」这一屏"),
        ({"meeting_id": "2031-01"}, "请先在“调度会议”中新建会议"),
    ],
)
def test_what_is_missing_is_asked_for(home, changed, words):
    asked = {"meeting_id": "2024-02", "text": "事项", "lead": ["slj"], "due_on": DUE} | changed
    before = answers(home)
    with pytest.raises(UsageError, match=words):
        decide(home, **asked)
    assert answers(home) == before


def test_a_second_click_records_nothing_twice(home):
    decide(home, "2024-02", "同一件事", ["slj"], [], DUE)
    with pytest.raises(ConflictError, match="第 11 项已经是同样的事项"):
        decide(home, "2024-02", "同一件事", ["slj"], [], DUE)
    assert decide(home, "2024-02", "同一件事", ["czj"], [], DUE).decision_no == "12"


def test_two_typed_at_once_both_stay(home):
    def one(text):
        with clock.at(NOW):
            return decide(home, "2024-02", text, ["slj"], [], DUE).decision_no

    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(one, ("甲事", "乙事")))
    assert numbers == {"11", "12"}
    assert {a.text for a in answers(home).values()} >= {"甲事", "乙事"}


def test_a_meeting_prepared_on_the_pages_enters_the_register_with_its_first_decision(home):
    with closing(Archive.of(home)) as archive:
        archive.ledger.add_meeting(
            Meeting(
                meeting_id="2024-03", title="第三次会议", held_on=date(2024, 7, 18),
                period="2024-06", version=open_current(home).version,
                topics=(topic("overall"), Topic(topic("network").part, title="水位专题")),
                created_at=clock.now(), place="会议室", chair_role="副市长",
            )
        )  # fmt: skip
    decide(home, "2024-03", "会上议定", ["slj"], [], DUE, agenda_key="network")
    (one,) = decisions.of_meeting(open_current(home), "2024-03", date(2024, 7, 18))
    assert (one.meeting_name, one.held_on, one.topic) == (
        "第三次会议", date(2024, 7, 18), "水位专题",
    )  # fmt: skip
    meetings = decisions.meetings(open_current(home))
    assert [m.meeting_id for m in meetings] == ["2024-03", "2024-02", "2024-01"]
    opening = decisions.open_before(open_current(home), date(2024, 8, 20), "2024-04")
    assert one.key in {d.key for d in opening}


def test_the_first_register_of_all_is_made(tmp_path):
    home = ui_city.build(tmp_path / "city").home
    with closing(Archive.of(home)) as archive:
        archive.ledger.add_meeting(
            Meeting(
                meeting_id="2024-01", title="首次会议", held_on=date(2024, 7, 18),
                period="2024-06", version=1, topics=(), created_at=clock.now(),
            )
        )  # fmt: skip
    with clock.at(NOW):
        assert decide(home, "2024-01", "头一件", ["slj"], [], DUE).decision_no == "1"
    assert list(answers(home)) == ["2024-01/1/slj"]


# -- afterwards ---------------------------------------------------------------------------------


def test_more_time_is_asked_for_and_granted(home):
    item = Item("2024-02", "2", "gxj")
    with pytest.raises(UsageError, match="延期理由"):
        steps.ask_extension(home, item, DUE, " ")
    with pytest.raises(UsageError, match="应晚于现在的时限 2024-07-10"):
        steps.ask_extension(home, item, date(2024, 7, 10), "工期")
    with pytest.raises(UsageError, match="哪一天"):
        steps.ask_extension(home, item, None, "工期")
    with pytest.raises(ConflictError, match="没有等待答复"):
        steps.grant_extension(home, item)
    steps.ask_extension(home, item, DUE, "工期")
    assert answers(home)["2024-02/2/gxj"].due_on == date(2024, 7, 10)
    with pytest.raises(ConflictError, match="已有一份延期申请"):
        steps.ask_extension(home, item, DUE, "再来")
    steps.grant_extension(home, item, "同意")
    assert answers(home)["2024-02/2/gxj"].due_on == DUE
    with pytest.raises(ConflictError, match="已同意过一次延期"):
        steps.ask_extension(home, item, date(2025, 1, 1), "再来")


def test_more_time_is_refused_with_a_reason(home):
    item = Item("2024-02", "1", "610404")
    with pytest.raises(UsageError, match="不同意的理由"):
        steps.refuse_extension(home, item, "")
    steps.refuse_extension(home, item, "工作没有开始")
    one = answers(home)["2024-02/1/610404"]
    assert (one.extension, one.due_on) == ("refused", date(2024, 5, 31))
    steps.ask_extension(home, item, DUE, "已经开始")
    assert answers(home)["2024-02/1/610404"].extension == "asked"


def test_a_request_for_no_day_is_not_granted(home):
    item = Item("2024-02", "2", "gxj")
    asked = {"decision_status": "open", "done_on": None, "extension_state": "asked"}
    report(home, "ldxz", done(answers(home)["2024-02/2/gxj"], **asked))
    with pytest.raises(ConflictError, match="没有写明延期至哪一天"):
        steps.grant_extension(home, item)


def test_what_is_done_is_sent_back_done_again_and_closed_with_evidence(home):
    item = Item("2024-02", "2", "gxj")
    with pytest.raises(ConflictError, match="报已办结后才能退回"):
        steps.send_back(home, item, "材料不全")
    with pytest.raises(ConflictError, match="报已办结后才能审结"):
        steps.close(home, item)
    report(home, "gxj", done(answers(home)["2024-02/2/gxj"]))
    assert answers(home)["2024-02/2/gxj"].is_done
    with pytest.raises(UsageError, match="退回理由"):
        steps.send_back(home, item, " ")
    steps.send_back(home, item, "材料不全")
    one = answers(home)["2024-02/2/gxj"]
    assert (one.is_done, one.review, one.return_reason) == (False, "returned", "材料不全")
    # The old file lifts nothing; what was done again does.
    report(home, "gxj", done(one))
    assert answers(home)["2024-02/2/gxj"].review == "returned"
    report(home, "gxj", done(one, done_on=NOW.date(), progress_text="已补材料"))
    assert answers(home)["2024-02/2/gxj"].review == "open"
    with pytest.raises(ConflictError, match="还没有佐证材料"):
        steps.close(home, item)
    key = dict(zip(DECISION.key, item.key, strict=True))
    attach(home, Target("decision", "gxj", "2024-06", key), [Upload("照.png", ui_city.PICTURE)])
    steps.close(home, item)
    one = answers(home)["2024-02/2/gxj"]
    assert one.is_done
    assert one.review == "closed"
    for again in (lambda: steps.close(home, item), lambda: steps.send_back(home, item, "晚了")):
        with pytest.raises(ConflictError, match="已经审结"):
            again()
    (shown,) = [d for d in decisions.decisions(open_current(home), JUNE) if d.key == "2024-02/2"]
    assert shown.n_evidence == 1


def test_the_office_may_close_without_evidence_and_says_why(home):
    item = Item("2024-01", "1", "610402")
    kept = steps.close(home, item, without_evidence="会上当面汇报").receipt.submission
    assert answers(home)["2024-01/1/610402"].review == "closed"
    with closing(Archive.of(home)) as archive:
        reasons = " ".join(event.reason for event in archive.ledger.events(kept.id))
    assert "没有佐证材料：会上当面汇报" in reasons


def test_what_is_not_there_is_refused(home):
    with pytest.raises(UsageError, match="没有这个议定事项"):
        steps.close(home, Item("2024-02", "99", "gxj"))


# -- any sequence -------------------------------------------------------------------------------

UNITS = ("slj", "610402", "gxj")
DAYS = st.dates(date(2024, 5, 21), date(2025, 6, 30))
PLACES = st.integers(0, 30)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("decide"), st.sampled_from(UNITS), DAYS, st.text("办理完成=-", max_size=3)
        ),
        st.tuples(st.just("ask"), PLACES, DAYS, st.just("理由")),
        st.tuples(st.just("grant"), PLACES, DAYS, st.just("")),
        st.tuples(st.just("refuse"), PLACES, DAYS, st.just("理由")),
        st.tuples(st.just("report"), PLACES, DAYS, st.just("")),
        st.tuples(st.just("back"), PLACES, DAYS, st.just("理由")),
        st.tuples(st.just("close"), PLACES, DAYS, st.just("理由")),
    ),
    min_size=3,
    max_size=7,
)


def take(home, kind, what, day, words):
    if kind == "decide":
        decide(home, "2024-02", f"事项{words}", [what], [], day)
        return
    known = answers(home)
    one = known[sorted(known)[what % len(known)]]
    item = Item(one.meeting_id, one.decision_no, one.unit)
    if kind == "report":
        report(home, one.unit, done(one))
    elif kind == "ask":
        steps.ask_extension(home, item, day, words)
    elif kind == "grant":
        steps.grant_extension(home, item)
    elif kind == "refuse":
        steps.refuse_extension(home, item, words)
    elif kind == "back":
        steps.send_back(home, item, words)
    else:
        steps.close(home, item, without_evidence=words)


def is_legal(one):
    asked = one.extension not in {"asked", "granted"} or (
        one.extended_to is not None
        and one.extension_reason != ""
        and (one.first_due_on is None or one.extended_to > one.first_due_on)
    )
    closed = one.review != "closed" or one.status == "done"
    returned = one.review != "returned" or one.return_reason != ""
    done_on = one.status != "done" or one.done_on is not None
    return asked and closed and returned and done_on


@settings(
    max_examples=4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(taken=STEPS)
def test_any_sequence_keeps_every_decision_in_a_legal_state(built, tmp_path_factory, taken):
    home = shutil.copytree(built, tmp_path_factory.mktemp("sequence") / "city")
    with clock.at(NOW):
        known = answers(home)
        for step in taken:
            try:
                take(home, *step)
            except (UsageError, ConflictError):
                assert answers(home) == known, step
                continue
            after = answers(home)
            assert set(known) <= set(after), step
            assert len(after) - len(known) == (step[0] == "decide"), step
            changed = {thing for thing in known if _plainly(known[thing]) != _plainly(after[thing])}
            assert len(changed) <= (step[0] != "decide"), step
            assert all(is_legal(one) for one in after.values()), step
            known = after


def _plainly(one):
    """Return an item without the cell it stands in, which moves with every register."""
    return {name: getattr(one, name) for name in one.__slots__ if name != "origin"}


# -- what was kept before -----------------------------------------------------------------------


def test_a_register_kept_before_the_columns_were_there_opens_and_goes_on(tmp_path):
    home = tmp_path / "older"
    older = ui_city.table("decision", decision_city.OFFICE[:1])
    older = older.drop_columns(["item_source", "agenda_topic"])
    with closing(Archive(home / "archive")) as archive:
        ui_city.hand_in(archive, "meeting", "ldxz", "2024-06", decision_city.MEETINGS)
        submission = Submission(
            dataset="decision", reporter="ldxz", period="2024-06", period_end=date(2024, 6, 30),
            submitted_at=clock.now(), file_name="旧.xlsx", file_kind="xlsx",
        )  # fmt: skip
        record(archive, b"older", older, [], submission)
        publish(home, archive, reason="旧")
    (one,) = answers(home).values()
    assert (one.source, one.topic, one.text) == ("", "", "2024-01事项1")
    with clock.at(NOW):
        decide(home, "2024-01", "新的一件", ["czj"], [], DUE, agenda_key="quality")
    assert {a.text: a.topic for a in answers(home).values()} == {
        "2024-01事项1": "", "新的一件": topic("quality").heading,
    }  # fmt: skip
