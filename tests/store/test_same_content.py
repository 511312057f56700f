"""A version is a function of its submissions, however and in whatever order it was built."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from handed_in import hand_in, level, moment, not_detected, progress, result, well
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwdash.archive import WHOLE, Archive, State
from gwdash.store.content import content_hash
from gwdash.store.doctor import doctor
from gwdash.store.pointer import live_version, version_path
from gwdash.store.publish import publish, rebuild

WELLS = st.sampled_from(["W1", "W2"])
ANALYTES = st.sampled_from(["fe", "ph", "as"])
NUMBERS = st.sampled_from(["0.05", "0.3", "0.7", "7", "9.1"])
ROWS = {
    "well": st.builds(well, WELLS, well_name=st.sampled_from(["甲", "乙"])),
    "water_level": st.builds(
        level,
        WELLS,
        st.integers(1, 3),
        st.sampled_from([3.1, 3.7, 12.9]),
        head_m=st.none(),
        measured_at=st.sampled_from([datetime(2024, month, 2, 9) for month in (4, 5, 6)]),  # noqa: DTZ001
    ),
    "water_quality": st.one_of(
        st.builds(
            result,
            WELLS,
            ANALYTES,
            NUMBERS,
            sampled_on=st.sampled_from([date(2024, 4, 2), date(2024, 5, 10), date(2024, 6, 1)]),
            layer=st.sampled_from([None, "深层"]),
            season=st.sampled_from([None, "dry", "wet"]),
            source_cell=st.sampled_from(["B2", "F2", "AB2"]),
        ),
        st.builds(result, WELLS, ANALYTES, st.none()),
        st.builds(not_detected, WELLS, ANALYTES, NUMBERS),
    ),
    "task_progress": st.builds(progress, st.sampled_from(["1-01", "1-02"]), st.just(50.0)),
}
DECISIONS = {
    "withdraw": (State.ACCEPTED, State.WITHDRAWN),
    "return": (State.ACCEPTED, State.RETURNED),
    "accept": (State.RETURNED, State.ACCEPTED),
}
SUBMITS = st.sampled_from(sorted(ROWS)).flatmap(
    lambda dataset: st.tuples(
        st.just("submit"),
        st.just(dataset),
        st.sampled_from(["610402", "610404"]),
        st.sampled_from(["2024-05", "2024-06"]),
        st.sampled_from([WHOLE, "甲镇"]),
        st.lists(ROWS[dataset], max_size=4),
    )
)
WITHDRAWALS = st.tuples(st.sampled_from(["withdraw", "return", "accept"]), st.integers(0, 9))
SEQUENCES = st.lists(
    st.one_of(SUBMITS, SUBMITS, WITHDRAWALS, st.just(("publish",))), min_size=2, max_size=8
)


class Office:
    """A workspace in which one thing happens each minute."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder
        self.archive = Archive.of(folder)
        self.minute = 0

    def do(self, step: tuple) -> None:
        self.minute += 1
        at = moment() + timedelta(minutes=self.minute)
        if step[0] == "submit":
            _, dataset, reporter, period, part, rows = step
            hand_in(self.archive, dataset, rows, reporter=reporter, period=period, part=part, at=at)
        elif step[0] in DECISIONS:
            source, target = DECISIONS[step[0]]
            found = self.archive.ledger.submissions(state=source)
            if found:
                one = found[step[1] % len(found)]
                self.archive.ledger.move(one.id, target, actor="张", at=at)
        else:
            self.publish()

    def publish(self) -> int | None:
        return publish(self.workspace, self.archive, reason="试验")

    def hash(self, version: int | None = None) -> str:
        number = version or live_version(self.workspace)
        return content_hash(version_path(self.workspace, number))


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    yield made
    made.archive.close()


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(steps=SEQUENCES)
def test_any_version_built_from_the_archive_is_the_published_one(steps):
    with TemporaryDirectory() as folder, ExitStack() as stack:
        office = Office(Path(folder))
        stack.callback(office.archive.close)
        for step in steps:
            office.do(step)
        office.publish()
        for version in office.archive.ledger.versions():
            published = office.hash(version.version)
            assert published == version.content_hash
            rebuild(office.workspace, office.archive, version.version)
            assert office.hash(version.version) == published
        held = office.archive.ledger.accepted()
        live = live_version(office.workspace)
        if live is not None:
            assert office.archive.ledger.manifest(live) == {item.id for item in held}
            assert doctor(office.workspace, office.archive) == []


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(before=st.lists(SUBMITS, max_size=2), first=SUBMITS, data=st.data())
def test_withdrawing_a_correction_gives_the_state_before_it(before, first, data):
    rows = data.draw(st.lists(ROWS[first[1]], max_size=4))
    with TemporaryDirectory() as folder, ExitStack() as stack:
        office = Office(Path(folder))
        stack.callback(office.archive.close)
        for step in [*before, first, ("publish",)]:
            office.do(step)
        after_first = office.hash()
        office.do((*first[:5], rows))
        office.publish()
        assert office.hash() != after_first
        office.do(
            ("withdraw", [s.id for s in office.archive.ledger.accepted()].index(office.minute - 1))
        )
        office.publish()
        assert office.hash() == after_first


def test_order_and_way_of_publishing_do_not_matter(office, tmp_path_factory):
    steps = [
        ("submit", "water_level", "610402", "2024-05", WHOLE, [level("W1", 1, 3.1)]),
        ("submit", "water_level", "610404", "2024-05", WHOLE, [level("W1", 1, 3.2)]),
        ("submit", "water_quality", "610402", "2024-05", WHOLE, [result("W1", "fe", "0.7")]),
    ]
    once = Office(tmp_path_factory.mktemp("once"))
    for step in steps:
        office.do(step)
        office.publish()
        once.do(step)
    once.publish()
    assert live_version(office.workspace) == 3
    assert live_version(once.workspace) == 1
    assert office.hash() == once.hash()
    once.archive.close()


def test_a_changed_value_changes_the_hash(office, tmp_path_factory):
    other = Office(tmp_path_factory.mktemp("other"))
    office.do(("submit", "well", "610402", "2024-05", WHOLE, [well("W1", well_name="甲")]))
    other.do(("submit", "well", "610402", "2024-05", WHOLE, [well("W1", well_name="乙")]))
    for one in (office, other):
        one.publish()
    assert office.hash() != other.hash()
    other.archive.close()
