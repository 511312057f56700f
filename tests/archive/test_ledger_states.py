"""The ledger: states, slices, events and versions."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwdash import clock
from gwdash.archive import NOBODY, WHOLE, Ledger, State, Submission, SubmissionKind
from gwdash.errors import ConflictError, UsageError, WorkspaceError

MORNING = datetime(2024, 7, 1, 8, 0, tzinfo=clock.BEIJING)
LABELS = {
    State.SUBMITTED: "待审核",
    State.ACCEPTED: "审核通过",
    State.RETURNED: "退回",
    State.SUPERSEDED: "已更新",
    State.WITHDRAWN: "已撤回",
}


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def handed_in(**about):
    given_ = {
        "dataset": "well",
        "reporter": "610402",
        "period": "2024-06",
        "period_end": date(2024, 6, 30),
        "submitted_at": MORNING,
    }
    return Submission(**{**given_, **about})


def accepted(ledger, at=MORNING, **about):
    found = ledger.add(handed_in(**about))
    return ledger.move(found.id, State.ACCEPTED, actor="张", at=at)


def states(ledger):
    return [submission.state for submission in ledger.submissions()]


def test_what_is_added_comes_back_whole(ledger):
    full = handed_in(
        part="甲镇",
        actor="李",
        file_name="井.xlsx",
        file_sha256="aa",
        file_kind="xlsx",
        rows_sha256="bb",
        issues_sha256="cc",
        n_rows=3,
        n_stopped=2,
        n_errors=2,
        n_warnings=1,
        profile={"set": {"well_id": "甲-1"}, "scope": "warn"},
        headings=({"sheet": "表1", "heading": "井号", "field": "well_id"},),
        reason="首报",
        channel="web",
    )
    found = ledger.add(full)
    assert found.id == 1
    assert ledger.get(1) == found
    for name in ("part", "actor", "file_name", "profile", "headings", "channel", "n_stopped"):
        assert getattr(found, name) == getattr(full, name)
    assert found.submitted_at == MORNING
    assert found.submitted_at.tzinfo == clock.BEIJING


def test_a_moment_of_another_zone_is_kept_as_beijing_time(ledger):
    found = ledger.add(handed_in(submitted_at=datetime(2024, 6, 30, 20, tzinfo=UTC)))
    assert found.submitted_at.isoformat() == "2024-07-01T04:00:00+08:00"


def test_it_starts_as_handed_in_whatever_was_said(ledger):
    found = ledger.add(handed_in(state=State.ACCEPTED, supersedes=7, accepted_at=MORNING, id=9))
    assert (found.id, found.state, found.supersedes, found.accepted_at) == (
        1,
        State.SUBMITTED,
        None,
        None,
    )


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_word(state):
    assert state.label == LABELS[state]


MOVES = [
    ([], State.ACCEPTED),
    ([], State.RETURNED),
    ([], State.WITHDRAWN),
    ([State.ACCEPTED], State.WITHDRAWN),
    ([State.ACCEPTED], State.RETURNED),
    ([State.RETURNED], State.ACCEPTED),
    ([State.RETURNED], State.WITHDRAWN),
]


@pytest.mark.parametrize(("before", "after"), MOVES)
def test_allowed_moves(ledger, before, after):
    found = ledger.add(handed_in())
    for state in before:
        ledger.move(found.id, state, actor="张")
    with clock.at(MORNING):
        moved = ledger.move(found.id, after, actor="张", reason="因为")
    assert (moved.state, moved.reason, moved.decided_at) == (after, "因为", MORNING)


REFUSED = [
    ([], State.SUPERSEDED, "不能已更新"),
    ([State.ACCEPTED], State.ACCEPTED, "不能审核通过"),
    ([State.WITHDRAWN], State.ACCEPTED, "如需更正，请重新报送"),
    ([State.WITHDRAWN], State.RETURNED, "不能退回"),
    ([State.ACCEPTED], State.SUBMITTED, "不能待审核"),
]


@pytest.mark.parametrize(("before", "after", "sentence"), REFUSED)
def test_refused_moves_say_why_and_change_nothing(ledger, before, after, sentence):
    found = ledger.add(handed_in())
    for state in before:
        ledger.move(found.id, state, actor="张")
    with pytest.raises(ConflictError, match=sentence):
        ledger.move(found.id, after, actor="张")
    assert states(ledger) == [before[-1] if before else State.SUBMITTED]


def test_a_superseded_submission_cannot_be_withdrawn(ledger):
    accepted(ledger)
    accepted(ledger)
    with pytest.raises(ConflictError, match="现为“已更新”，不能撤回。请对该报送单位同一报告期"):
        ledger.move(1, "withdrawn", actor="张")


def test_an_unknown_submission(ledger):
    with pytest.raises(UsageError, match="没有第 7 号报送"):
        ledger.get(7)
    with pytest.raises(UsageError, match="没有第 7 号报送"):
        ledger.move(7, State.ACCEPTED, actor="张")


def test_accepting_supersedes_the_slice_and_no_other(ledger):
    accepted(ledger)
    for about in (
        {"dataset": "water_level"},
        {"reporter": "610404"},
        {"period": "2024-07"},
        {"part": "甲镇"},
    ):
        accepted(ledger, **about)
    newer = accepted(ledger)
    assert newer.supersedes == 1
    assert [item.id for item in ledger.accepted()] == [2, 3, 4, 5, 6]
    assert ledger.get(1).state is State.SUPERSEDED
    assert [item.id for item in ledger.slice_of(newer)] == [1, 6]


@pytest.mark.parametrize("leave", [State.WITHDRAWN, State.RETURNED])
def test_taking_back_puts_what_it_replaced_in_force_as_it_was(ledger, leave):
    first = accepted(ledger)
    second = accepted(ledger)
    ledger.move(second.id, leave, actor="李", reason="填错")
    assert states(ledger) == [State.ACCEPTED, leave]
    again = ledger.get(first.id)
    assert again.accepted_at == first.accepted_at
    assert again.reason == f"第 2 号报送{leave.label}，恢复为有效"
    assert [(event.before, event.after) for event in ledger.events(first.id)] == [
        (None, State.SUBMITTED),
        (State.SUBMITTED, State.ACCEPTED),
        (State.ACCEPTED, State.SUPERSEDED),
        (State.SUPERSEDED, State.ACCEPTED),
    ]
    assert ledger.events(second.id)[-1].actor == "李"


def test_taking_back_follows_the_chain(ledger):
    for _ in range(3):
        accepted(ledger)
    ledger.move(3, State.WITHDRAWN, actor="张")
    ledger.move(2, State.WITHDRAWN, actor="张")
    assert states(ledger) == [State.ACCEPTED, State.WITHDRAWN, State.WITHDRAWN]
    fourth = accepted(ledger)
    assert fourth.supersedes == 1
    ledger.move(1 + 3, State.WITHDRAWN, actor="张")
    ledger.move(1, State.WITHDRAWN, actor="张")
    assert ledger.accepted() == []


def test_a_correction_is_first_handed_in_with_what_it_corrects(ledger):
    late = MORNING.replace(day=20)
    accepted(ledger)
    second = accepted(ledger, submitted_at=late)
    other = accepted(ledger, submitted_at=late, reporter="610404")
    assert (second.first_submitted_at, other.first_submitted_at) == (MORNING, late)


def test_accepted_again_after_a_mistaken_return_it_is_what_it_was(ledger):
    found = accepted(ledger)
    ledger.move(found.id, State.RETURNED, actor="张")
    accepted(ledger, submitted_at=MORNING.replace(hour=6))
    again = ledger.move(found.id, State.ACCEPTED, actor="张", at=MORNING.replace(day=9))
    assert again.supersedes == 2
    for name in ("accepted_at", "first_submitted_at", "submitted_at"):
        assert getattr(again, name) == getattr(found, name)
    ledger.move(found.id, State.WITHDRAWN, actor="张")
    assert [item.id for item in ledger.accepted()] == [2]


def returned(ledger, hour=9, **about):
    found = ledger.add(handed_in(**about))
    return ledger.move(found.id, State.RETURNED, actor="张", at=MORNING.replace(hour=hour))


def test_a_return_counts_for_what_is_accepted_after_it(ledger):
    first, second = returned(ledger), returned(ledger, part="甲镇")
    ledger.move(second.id, State.WITHDRAWN, actor="张", at=MORNING.replace(hour=10))
    kept = accepted(ledger, submitted_at=MORNING.replace(hour=10), at=MORNING.replace(hour=11))
    accepted(ledger, period="2024-05")
    accepted(ledger, reporter="610404")
    assert ledger.returned_before() == {kept.id: 2}, "withdrawing does not undo a return"
    ledger.move(first.id, State.ACCEPTED, actor="张", at=MORNING.replace(hour=12))
    assert ledger.returned_before()[kept.id] == 2, "what was known when it was accepted"


def test_a_return_within_the_second_of_an_acceptance_counts_only_before_it(ledger):
    first = accepted(ledger, at=MORNING)
    second = accepted(ledger, at=MORNING)
    ledger.move(second.id, State.WITHDRAWN, actor="张", at=MORNING)
    ledger.move(first.id, State.RETURNED, actor="张", at=MORNING)
    assert ledger.returned_before() == {}
    third = accepted(ledger, submitted_at=MORNING, at=MORNING)
    assert ledger.returned_before() == {third.id: 1}


def test_a_return_that_was_taken_back_is_none(ledger):
    mistaken = returned(ledger)
    ledger.move(mistaken.id, State.ACCEPTED, actor="张", at=MORNING.replace(hour=10))
    later = accepted(ledger, at=MORNING.replace(hour=12))
    assert ledger.returned_before() == {}
    ledger.move(later.id, State.RETURNED, actor="张", at=MORNING.replace(hour=13))
    assert ledger.returned_before() == {}, "the first one is in force again as it was"
    last = accepted(ledger, at=MORNING.replace(hour=14))
    assert ledger.returned_before() == {last.id: 1}


def test_submissions_are_found_by_all_that_is_given(ledger):
    accepted(ledger)
    accepted(ledger, reporter="610404")
    ledger.add(handed_in(dataset="water_level"))
    assert [item.id for item in ledger.submissions(dataset="well")] == [1, 2]
    assert [item.id for item in ledger.submissions(dataset="well", reporter="610404")] == [2]
    assert [item.id for item in ledger.submissions(state="submitted")] == [3]
    assert [item.id for item in ledger.submissions(period="2024-07")] == []


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", *State]), st.integers(1, 6), st.sampled_from([WHOLE, "甲镇"])
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(actions=ACTIONS)
def test_a_slice_never_has_two_accepted(tmp_path_factory, actions):
    with Ledger(tmp_path_factory.mktemp("ledger") / "l.sqlite") as ledger:
        for action, number, part in actions:
            try:
                if action == "add":
                    ledger.add(handed_in(part=part))
                else:
                    ledger.move(number, action, actor=NOBODY)
            except (ConflictError, UsageError):
                continue
        found = ledger.submissions()
        in_force = [item.part for item in found if item.state is State.ACCEPTED]
        assert len(in_force) == len(set(in_force))
        by_id = {item.id: item for item in found}
        for item in found:
            assert ledger.events(item.id)[-1].after is item.state
            if item.state is State.ACCEPTED and item.supersedes is not None:
                assert by_id[item.supersedes].state is State.SUPERSEDED


def test_many_threads_accept_into_one_slice(ledger):
    numbers = [ledger.add(handed_in()).id for _ in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: ledger.move(n, State.ACCEPTED, actor="张"), numbers))
    assert sorted(states(ledger)) == [State.ACCEPTED] + [State.SUPERSEDED] * 15


def test_two_ledgers_on_one_file_see_each_other(ledger):
    with Ledger(ledger.path) as other:
        accepted(ledger)
        assert [item.id for item in other.accepted()] == [1]


# -- versions -----------------------------------------------------------------------------------


@settings(max_examples=15)
@given(manifests=st.lists(st.frozensets(st.integers(1, 5)), min_size=1, max_size=5))
def test_manifests_are_kept_as_given(tmp_path_factory, manifests):
    with Ledger(tmp_path_factory.mktemp("ledger") / "l.sqlite") as ledger:
        for number in range(5):
            ledger.add(handed_in(part=str(number)))
        numbers = [ledger.new_version(manifest, reason="") for manifest in manifests]
        assert [ledger.manifest(number) for number in numbers] == manifests
        assert [version.n_submissions for version in ledger.versions()] == list(map(len, manifests))


def test_a_version_is_recorded_published_and_pinned(ledger):
    with clock.at(MORNING):
        number = ledger.new_version([], reason="月报", actor="张")
        ledger.mark_published(number, "x-1")
    ledger.pin(number)
    found = ledger.version(number)
    assert (found.reason, found.actor, found.content_hash, found.pinned) == (
        "月报",
        "张",
        "x-1",
        True,
    )
    assert found.created_at == found.published_at == MORNING
    ledger.pin(number, on=False)
    assert not ledger.version(number).pinned


def test_only_the_last_unpublished_version_can_be_taken_back(ledger):
    ledger.add(handed_in())
    first = ledger.new_version([1], reason="")
    ledger.mark_published(first, "")
    ledger.new_version([], reason="")
    ledger.take_back(2)
    assert [version.version for version in ledger.versions()] == [1]
    assert ledger.manifest(1) == {1}
    # A number is never given twice: its file may still be open somewhere.
    assert ledger.new_version([], reason="") == 3
    with pytest.raises(UsageError, match="已经发布"):
        ledger.take_back(1)


def test_an_unknown_version(ledger):
    for ask in (ledger.manifest, ledger.version, ledger.pin, ledger.take_back):
        with pytest.raises(UsageError, match="没有第 7 版"):
            ask(7)


# -- the workspace -----------------------------------------------------------------------------


def test_settings_are_kept_with_the_workspace(ledger):
    assert ledger.setting("demo") == ""
    assert ledger.setting("demo", "0") == "0"
    ledger.set_setting("demo", "1")
    ledger.set_setting("demo", "2")
    with Ledger(ledger.path) as other:
        assert other.setting("demo") == "2"


def test_a_ledger_of_a_newer_program_is_refused(ledger):
    ledger.set_setting("format", "99")
    with pytest.raises(WorkspaceError, match=r"格式 99.*请升级程序"):
        Ledger(ledger.path)


def test_a_file_that_is_no_ledger_is_refused(tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"no database " * 100)
    with pytest.raises(WorkspaceError, match="已损坏，无法打开：请用最近的备份"):
        Ledger(tmp_path / "ledger.sqlite")


def test_commits_are_durable(ledger):
    with ledger.engine.connect() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_database_itself_refuses_two_accepted(ledger):
    accepted(ledger)
    ledger.add(handed_in())
    with sqlite3.connect(ledger.path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE submission SET state = 'accepted'")
    connection.close()
    assert ledger.damage() == []


# -- formats ---------------------------------------------------------------------------------


def older_ledger(path):
    """A ledger of the first format: without kinds, differences, mappings and openings."""
    with Ledger(path) as ledger:
        accepted(ledger, file_name="旧.xlsx")
    with sqlite3.connect(path) as connection:
        for column in ("kind", "partial", "difference", "opening"):
            connection.execute(f"ALTER TABLE submission DROP COLUMN {column}")
        connection.execute("DROP TABLE learned_mapping")
        connection.execute("DROP TABLE opening")
        connection.execute("UPDATE setting SET value = '1' WHERE key = 'format'")


def test_a_ledger_of_an_older_format_is_brought_up_to_date(tmp_path):
    path = tmp_path / "ledger.sqlite"
    older_ledger(path)
    for _ in range(2):
        with Ledger(path) as ledger:
            [found] = ledger.submissions()
            assert (found.file_name, found.state) == ("旧.xlsx", State.ACCEPTED)
            assert (found.kind, found.partial, found.difference) == (SubmissionKind.FILE, False, {})
            assert ledger.setting("format") == "5"
            assert ledger.learned() == []
            assert ledger.openings() == []
            assert found.opening is None


def test_many_programs_may_bring_it_up_to_date_at_once(tmp_path):
    path = tmp_path / "ledger.sqlite"
    older_ledger(path)

    def look(_):
        with Ledger(path) as ledger:
            return len(ledger.submissions())

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(look, range(4))) == [1] * 4
