"""What runs in a process of its own and dies at a named step of handing in."""

import os
import signal
from pathlib import Path

from gwdash.cli.watch import _listed, _marked
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.intake.inbox import Inbox
from gwdash.steps import Step, observed


def check(workspace: Path, content: bytes, profile: Profile) -> usecases.Checked:
    return usecases.check(workspace, "water_level", content, "水位.csv", profile)


def hand_in(workspace: Path, content: bytes, profile: Profile, *, partial: bool = False):
    return usecases.submit(workspace, check(workspace, content, profile), partial=partial)


def hand_in_and_die(workspace: Path, checked: usecases.Checked, name: str) -> None:
    """Hand a checked file in and be gone at the named step, as when the power fails."""

    def stop(step: Step) -> None:
        if step == name:
            os.kill(os.getpid(), signal.SIGKILL)

    with observed(stop):
        usecases.submit(workspace, checked)


def take_in_and_die(workspace: Path, folder: Path, name: str) -> None:
    """Do a pass over an inbox and be gone at the named step of it or of publishing."""

    def stop(step: str) -> None:
        if step == name:
            os.kill(os.getpid(), signal.SIGKILL)

    with observed(stop):
        Inbox(workspace, folder, _marked, _listed, 0.0, stop).once()
