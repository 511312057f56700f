"""What tests of commands share: a command run in a workspace of its own."""

import pytest
from typer.testing import CliRunner

from gwdash.__main__ import app


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs a command in a workspace of its own."""
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path / "home"))

    def invoke(*words):
        return CliRunner().invoke(app, [str(word) for word in words])

    return invoke
