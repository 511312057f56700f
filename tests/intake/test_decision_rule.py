"""What the office keeps of a decision stays the office's, in the store and in the register."""

from contextlib import closing
from datetime import date, datetime

import pytest
import ui_city
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwdash import clock
from gwdash.archive import Archive, Submission, record
from gwdash.clock import BEIJING
from gwdash.intake.decision_register import DECISION, open_register
from gwdash.intake.usecases import batch
from gwdash.queries.agreed import agreed_by
from gwdash.standards.periods import Period
from gwdash.store.database import open_current
from gwdash.store.publish import publish

MAY, JUNE = "2024-05", "2024-06"
AS_OF = date(2024, 6, 30)
LIMIT, LATER, LATEST = date(2024, 5, 31), date(2024, 9, 30), date(2024, 12, 31)
#: The day on which the office's file of June is accepted, and with it what it sends back.
BACK = date(2024, 7, 3)
BEFORE, AFTER = date(2024, 6, 20), date(2024, 7, 5)
OFFICE = {
    "responsible_unit": "slj", "decision_role": "lead", "decision_text": "补建回灌井",
    "decision_due_on": LIMIT, "item_source": "instruction", "agenda_topic": "监测网络",
    "decision_status": "in_progress", "extension_state": "none", "review_state": "open",
}  # fmt: skip
DONE = {"decision_status": "done", "done_on": BEFORE, "evidence": "报告"}
ASKED = {"extension_state": "asked", "extended_to": LATER, "extension_reason": "工期"}
GRANTED = ASKED | {"extension_state": "granted"}
REFUSED = ASKED | {"extension_state": "refused"}
RETURNED = {"review_state": "returned", "return_reason": "没有附材料"}
CLOSED = DONE | {"review_state": "closed"}
BLANK = dict.fromkeys(column.name for column in DECISION.kept_by_office)


def build(home, files):
    """Hand in (reporter, period, rows by number), each on the next day from the third of July."""
    with closing(Archive(home / "archive")) as archive:
        for place, (reporter, period, rows) in enumerate(files):
            at = datetime(2024, 7, 3 + place, 9, tzinfo=BEIJING)
            submission = Submission(
                dataset="decision", reporter=reporter, period=period,
                period_end=Period.parse(period).last_day, submitted_at=at,
                file_name=f"{reporter}{period}.xlsx", file_kind="xlsx",
            )  # fmt: skip
            listed = [
                {"meeting_id": "2024-01", "decision_no": number} | row
                for number, row in rows.items()
            ]
            content = f"{reporter} {period} {place}".encode()
            record(archive, content, ui_city.table("decision", listed), [], submission, at=at)
        publish(home, archive, reason="议定")


def stands(home, as_of=AS_OF):
    """Return by number how each stands for the pages."""
    return {one.decision_no: one for one in agreed_by(open_current(home), as_of)}


def register(home):
    """Return by number what the office's register would be written as."""
    with clock.at(datetime(2024, 7, 18, tzinfo=BEIJING)), batch(home) as run:
        found = open_register(run, DECISION)
    return {row["decision_no"]: row for row in (*found.rows.values(), *found.others.values())}


#: What the office says, what the unit's later file says, and what comes of it.
CASES = {
    "limit moved": ({}, {"decision_due_on": LATEST}, {"first_due_on": LIMIT, "due_on": LIMIT}),
    "limit blank": ({}, BLANK, {"first_due_on": LIMIT, "role": "lead", "text": "补建回灌井"}),
    "words changed": (
        {}, {"decision_text": "不用补建", "decision_role": "assist", "item_source": "plan",
             "agenda_topic": "其他"},
        {"text": "补建回灌井", "role": "lead", "source": "instruction", "topic": "监测网络"},
    ),
    "work reported": (
        {}, DONE | {"progress_text": "已补建"},
        {"status": "done", "done_on": BEFORE, "progress_text": "已补建", "review": "open"},
    ),
    "granted by itself": ({}, GRANTED, {"extension": "none", "due_on": LIMIT, "extended_to": None}),
    "asked": (
        {}, ASKED,
        {"extension": "asked", "extended_to": LATER, "extension_reason": "工期", "due_on": LIMIT},
    ),
    "asked before the limit": ({}, ASKED | {"extended_to": BEFORE.replace(month=5)},
                               {"extension": "none", "extended_to": None}),
    "asked for no day": ({}, ASKED | {"extended_to": None}, {"extension": "none"}),
    "asked anew": (REFUSED, ASKED | {"extended_to": LATEST},
                   {"extension": "asked", "extended_to": LATEST}),
    "asked again with what was refused": (REFUSED, ASKED, {"extension": "refused"}),
    "asked beside what was granted": (
        GRANTED, ASKED | {"extended_to": LATEST}, {"extension": "granted", "due_on": LATER},
    ),
    "granted and forgotten": (GRANTED, BLANK, {"extension": "granted", "due_on": LATER}),
    "asked and altered": (ASKED, ASKED | {"extended_to": LATEST}, {"extended_to": LATER}),
    "closed by itself": ({}, CLOSED, {"status": "done", "review": "open"}),
    "returned, old file": (RETURNED, DONE, {"review": "returned", "return_reason": "没有附材料"}),
    "returned, nothing done": (RETURNED, {}, {"review": "returned"}),
    "returned, said to be open": (RETURNED, BLANK, {"review": "returned"}),
    "returned, done on its day": (RETURNED, DONE | {"done_on": BACK}, {"review": "open"}),
    "returned, done again": (RETURNED, DONE | {"done_on": AFTER}, {"review": "open"}),
    "returned, done some day": (RETURNED, DONE | {"done_on": None}, {"review": "returned"}),
    "returned, not done": (RETURNED, {"done_on": AFTER}, {"review": "returned"}),
    "returned on a day before": (
        RETURNED | {"returned_on": BEFORE}, DONE, {"review": "open", "status": "done"},
    ),
    "closed, old file": (CLOSED, {}, {"review": "closed", "status": "done", "done_on": BEFORE}),
}  # fmt: skip


@pytest.fixture(scope="module")
def later_files(tmp_path_factory):
    home = tmp_path_factory.mktemp("kept") / "city"
    office = {name: OFFICE | office for name, (office, _, _) in CASES.items()}
    unit = {name: OFFICE | said for name, (_, said, _) in CASES.items()}
    only = {"only units": OFFICE | GRANTED | RETURNED}
    build(home, [("ldxz", JUNE, office), ("slj", JUNE, unit | only)])
    return home, stands(home), register(home)


@pytest.mark.parametrize("name", CASES)
def test_a_unit_s_later_file(later_files, name):
    _, found, written = later_files
    wanted = CASES[name][2]
    assert {key: getattr(found[name], key) for key in wanted} == wanted
    assert _plain(written[name]) == _shown(found[name])


def test_what_only_units_have_entered_stands_as_it_is(later_files):
    _, found, written = later_files
    one = found["only units"]
    assert (one.extension, one.due_on, one.review) == ("granted", LATER, "returned")
    assert _plain(written["only units"]) == _shown(one)


def test_what_the_store_keeps_is_what_the_registry_declares(later_files):
    home = later_files[0]
    names = [column.name for column in DECISION.kept_by_office]
    assert {"decision_due_on", "review_state", "extension_state"} < set(names)
    assert not {"decision_status", "done_on", "progress_text", "evidence"} & set(names)
    found = stands(home)["limit blank"]
    kept = (found.text, found.role, found.first_due_on, found.source, found.topic, found.review)
    assert kept == ("补建回灌井", "lead", LIMIT, "instruction", "监测网络", "open")


@pytest.mark.parametrize(
    ("files", "as_of", "wanted"),
    [
        # A unit's late file of May, accepted after the office's of June.
        ([("ldxz", JUNE, GRANTED), ("slj", MAY, DONE | {"decision_due_on": LATEST})], AS_OF,
         ("done", LATER, "open")),
        # At the end of May the office had not granted anything yet.
        ([("ldxz", MAY, {}), ("ldxz", JUNE, GRANTED), ("slj", MAY, DONE)], date(2024, 5, 31),
         ("done", LIMIT, "open")),
        # The office speaks last: what it says of the work counts as well.
        ([("slj", JUNE, DONE | GRANTED), ("ldxz", JUNE, {})], AS_OF,
         ("in_progress", LIMIT, "open")),
        # A return that the office writes down once more holds for what was done before.
        ([("ldxz", JUNE, RETURNED), ("slj", JUNE, DONE | {"done_on": BACK}),
          ("ldxz", "2024-07", RETURNED)], date(2024, 7, 31), ("in_progress", LIMIT, "returned")),
        # The day of the return stays the one that the office wrote down.
        ([("ldxz", JUNE, RETURNED | {"returned_on": BACK}),
          ("ldxz", "2024-07", RETURNED | {"returned_on": BACK}),
          ("slj", "2024-07", DONE | {"done_on": BACK})], date(2024, 7, 31),
         ("done", LIMIT, "open")),
        # Another unit's file on the same item is no office's either.
        ([("ldxz", JUNE, {}), ("zrzyj", JUNE, DONE | GRANTED)], AS_OF, ("done", LIMIT, "open")),
    ],
)  # fmt: skip
def test_in_whatever_order_they_come(tmp_path, files, as_of, wanted):
    build(tmp_path, [(who, period, {"1": OFFICE | row}) for who, period, row in files])
    one = stands(tmp_path, as_of)["1"]
    assert (one.status, one.due_on, one.review) == wanted


DAYS = st.sampled_from([None, LIMIT, BEFORE, BACK, AFTER, LATER, LATEST])
ROWS = st.fixed_dictionaries({
    "decision_text": st.sampled_from([None, "甲", "乙"]),
    "decision_role": st.sampled_from([None, "lead", "assist"]),
    "decision_due_on": DAYS,
    "decision_status": st.sampled_from(["open", "in_progress", "done"]),
    "done_on": DAYS,
    "extension_state": st.sampled_from([None, "none", "asked", "granted", "refused"]),
    "extended_to": DAYS,
    "extension_reason": st.sampled_from([None, "工期"]),
    "review_state": st.sampled_from([None, "open", "closed", "returned"]),
    "returned_on": DAYS,
})  # fmt: skip
PAIRS = st.lists(st.tuples(ROWS, ROWS), min_size=40, max_size=40)


@settings(
    max_examples=5, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)  # fmt: skip
@given(pairs=PAIRS)
def test_no_file_of_a_unit_changes_the_limit_or_the_review(tmp_path_factory, pairs):
    home = tmp_path_factory.mktemp("law") / "city"
    about = {"responsible_unit": "slj"}
    office = {str(n): about | own for n, (own, _) in enumerate(pairs)}
    units = {str(n): about | said for n, (_, said) in enumerate(pairs)}
    build(home, [("ldxz", JUNE, office)])
    alone = stands(home)
    build(home, [("ldxz", JUNE, office), ("slj", JUNE, units)])
    together, written = stands(home), register(home)
    for number, before in alone.items():
        after, said = together[number], units[number]
        assert (after.due_on, after.first_due_on) == (before.due_on, before.first_due_on)
        assert (after.text, after.role) == (before.text, before.role)
        if after.review != before.review:
            assert (before.review, after.review, said["decision_status"]) == (
                "returned", "open", "done",
            )  # fmt: skip
            assert said["done_on"] >= (office[number]["returned_on"] or BACK)
        if after.extension != before.extension:
            assert (after.extension, said["extension_state"]) == ("asked", "asked")
            assert before.extension in {"", "none", "refused"}
        assert _plain(written[number]) == _shown(after)


def _shown(one):
    return {
        "text": one.text, "role": one.role, "first_due_on": one.first_due_on,
        "status": one.status, "done_on": one.done_on, "extension": one.extension,
        "extended_to": one.extended_to, "extension_reason": one.extension_reason,
        "review": one.review, "return_reason": one.return_reason, "source": one.source,
        "topic": one.topic, "progress_text": one.progress_text,
    }  # fmt: skip


def _plain(row):
    names = {
        "role": "decision_role", "first_due_on": "decision_due_on", "status": "decision_status",
        "extension": "extension_state", "review": "review_state", "source": "item_source",
        "topic": "agenda_topic",
    }  # fmt: skip
    days = {"first_due_on", "done_on", "extended_to"}
    fields = (
        "role", "first_due_on", "status", "done_on", "extension", "extended_to",
        "extension_reason", "review", "return_reason", "source", "topic", "progress_text",
    )  # fmt: skip
    shown = {}
    for name in fields:
        value = row.get(names.get(name, name))
        shown[name] = value if name in days else value or ""
    return shown | {"text": row["decision_text"] or row["decision_no"]}
