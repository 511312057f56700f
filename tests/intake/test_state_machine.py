"""Whatever people and machines do in whatever order: nothing accepted is lost, no half version."""

import shutil
import signal
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from apart import ended
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from killed_intake import check, hand_in, hand_in_and_die

from gwdash.archive import Archive
from gwdash.archive.inspection import Weight
from gwdash.ingest.profile import Profile
from gwdash.intake import maintenance, records, usecases
from gwdash.steps import Step
from gwdash.store.content import content_hash
from gwdash.store.database import open_current
from gwdash.store.doctor import doctor
from gwdash.store.pointer import version_path

SLICES = {
    "qindu": Profile(reporter="秦都区", period="2024-06"),
    "weicheng": Profile(reporter="渭城区", period="2024-06"),
    "town": Profile(reporter="秦都区", period="2024-05", part="马泉街道"),
}
STEPS = list(Step)
DECISIONS = {"accept": "accepted", "return": "returned", "withdraw": "withdrawn"}
ALLOWED = {
    "accept": {"submitted", "returned"},
    "return": {"submitted", "accepted"},
    "withdraw": {"submitted", "accepted", "returned"},
}


@dataclass
class Known:
    """What the test expects of one submission."""

    slice: str
    n_rows: int
    state: str = "submitted"
    supersedes: int | None = None
    partial: bool = False


class Intake(RuleBasedStateMachine):
    """The workspace beside a model of it that fits on a page."""

    def __init__(self):
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="gwdash-machine-"))
        self.known: dict[int, Known] = {}
        self.hashes: dict[frozenset[int], str] = {}
        self.reviewed = False
        self.died = False
        self.counter = 0

    def content(self, n_rows, n_wrong):
        """Return a file that was never handed in before."""
        self.counter += 1
        rows = [f"W{n},2024-06-01,{self.counter + n / 100}" for n in range(n_rows)]
        rows += [f"X{n},2024-06-01,很深" for n in range(n_wrong)]
        return "\n".join(["监测井编码,监测时间,水位埋深（m）", *rows]).encode()

    # ------------------------------------------------------------------ the model

    def in_force(self):
        return frozenset(n for n, one in self.known.items() if one.state == "accepted")

    def model_accept(self, number):
        one = self.known[number]
        older = [n for n in self.in_force() if self.known[n].slice == one.slice]
        for n in older:
            self.known[n].state = "superseded"
        one.state, one.supersedes = "accepted", older[0] if older else None

    def model_leave(self, number, state):
        one = self.known[number]
        was_accepted, one.state = one.state == "accepted", state
        if was_accepted and one.supersedes is not None:
            self.known[one.supersedes].state = "accepted"

    def candidates(self, decision):
        return [n for n, one in self.known.items() if one.state in ALLOWED[decision]]

    # ------------------------------------------------------------------ what happens

    @rule(name=st.sampled_from(sorted(SLICES)), n_rows=st.integers(1, 3))
    def submit(self, name, n_rows):
        receipt = hand_in(self.home, self.content(n_rows, 0), SLICES[name])
        self.entered(receipt.submission.id, Known(name, n_rows))

    @rule(name=st.sampled_from(sorted(SLICES)), n_wrong=st.integers(1, 2))
    def submit_good_rows(self, name, n_wrong):
        receipt = hand_in(self.home, self.content(2, n_wrong), SLICES[name], partial=True)
        self.entered(receipt.submission.id, Known(name, 2, partial=True))

    def entered(self, number, known):
        self.known[number] = known
        if not self.reviewed:
            self.model_accept(number)

    @rule(data=st.data(), decision=st.sampled_from(sorted(DECISIONS)))
    def decide(self, data, decision):
        if not (found := self.candidates(decision)):
            return
        number = data.draw(st.sampled_from(found))
        before = self.in_force()
        call = {
            "accept": usecases.accept,
            "return": usecases.return_submission,
            "withdraw": usecases.withdraw,
        }[decision]
        receipt = call(self.home, number, reason="核对")
        if decision == "accept":
            self.model_accept(number)
        else:
            self.model_leave(number, DECISIONS[decision])
        # A version is published exactly when other rows count.
        assert (receipt.version is not None) == (self.in_force() != before)

    @rule(on=st.booleans())
    def review(self, on):
        usecases.review_first(self.home, on=on)
        self.reviewed = on

    @precondition(lambda self: not self.reviewed)
    @rule(name=st.sampled_from(sorted(SLICES)), place=st.integers(0, len(STEPS) - 1))
    def die(self, name, place):
        last = max(self.known, default=0)
        checked = check(self.home, self.content(1, 0), SLICES[name])
        exit_code = ended(hand_in_and_die, self.home, checked, str(STEPS[place]))
        self.died = True
        # Of the first version no live file is copied, and then nothing stops the child.
        assert exit_code in {0, -signal.SIGKILL}
        if place >= STEPS.index(Step.SUBMISSION_ADDED) or exit_code == 0:
            self.known[last + 1] = Known(name, 1)
        if place >= STEPS.index(Step.SUBMISSION_ACCEPTED) or exit_code == 0:
            self.model_accept(last + 1)
        store = open_current(self.home)
        if store is not None:
            with closing(Archive.of(self.home)) as archive:
                assert store.version in {v.version for v in archive.ledger.versions()}
                assert store.scalar("summary") == len(archive.ledger.manifest(store.version))
        usecases.publish(self.home)

    # ------------------------------------------------------------------ what always holds

    @invariant()
    def nothing_is_lost_and_no_version_is_half(self):
        if not self.known:
            return
        with closing(Archive.of(self.home)) as archive:
            found = {s.id: str(s.state) for s in archive.ledger.submissions(brief=True)}
            live = maintenance.current_version(self.home)
            manifest = archive.ledger.manifest(live) if live else frozenset()
        assert found == {number: one.state for number, one in self.known.items()}
        assert manifest == self.in_force()
        if live is None:
            return
        frame = open_current(self.home).frame("summary").iloc[0]
        assert frame["n_rows"] == sum(self.known[n].n_rows for n in self.in_force())
        # The same submissions in force are the same data, whatever happened in between.
        now = content_hash(version_path(self.home, live))
        assert self.hashes.setdefault(self.in_force(), now) == now

    @invariant()
    def wrong_rows_stay_open_until_they_are_mended(self):
        waiting = {one.submission.id for one in records.open_issues(self.home)}
        assert waiting == {n for n, one in self.known.items() if self.is_open(n, one)}

    def is_open(self, number, one):
        if not one.partial or one.state not in {"submitted", "accepted"}:
            return False
        return not any(n > number and self.known[n].slice == one.slice for n in self.in_force())

    def trouble(self):
        """Return what the doctor finds; who was killed may leave a file that harms nobody."""
        with closing(Archive.of(self.home)) as archive:
            found = doctor(self.home, archive)
        return [one for one in found if not (self.died and one.weight is Weight.INFO)]

    def teardown(self):
        try:
            if maintenance.current_version(self.home) is not None:
                assert maintenance.rebuild(self.home).content_hash
                assert self.trouble() == []
        finally:
            shutil.rmtree(self.home)


TestIntake = Intake.TestCase
TestIntake.settings = settings(
    max_examples=5,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def test_a_then_b_then_without_b_is_a():
    machine = Intake()
    try:
        machine.submit("qindu", 2)
        machine.submit_good_rows("town", 1)
        machine.nothing_is_lost_and_no_version_is_half()
        after_a = dict(machine.hashes)
        machine.submit("qindu", 3)
        usecases.withdraw(machine.home, 3)
        machine.model_leave(3, "withdrawn")
        machine.nothing_is_lost_and_no_version_is_half()
        assert machine.hashes == after_a
    finally:
        machine.teardown()
