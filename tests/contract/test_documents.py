"""What the documents say agrees with what the program does."""

import re

import pytest
import source_tree as src

from gwdash.config import SETTINGS

DEPLOYMENT = (src.ROOT / "docs" / "deployment.md").read_text("utf-8")
README = (src.ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_explained_with_its_default(setting):
    row = next(line for line in DEPLOYMENT.splitlines() if line.startswith(f"| `{setting.name}`"))
    assert setting.default in row


def test_no_setting_is_explained_that_does_not_exist():
    named = set(re.findall(r"^\| `(GWDASH_\w+)`", DEPLOYMENT, re.MULTILINE))
    assert named == {setting.name for setting in SETTINGS}


def test_the_two_commands_stand_on_the_first_screen():
    first_screen = "\n".join(README.splitlines()[:20])
    assert "python3 start.py " in first_screen
    assert "python3 start.py test" in first_screen


@pytest.mark.parametrize("document", [README, DEPLOYMENT], ids=["README", "deployment"])
def test_files_that_documents_link_to_exist(document):
    links = re.findall(r"\]\((?!http)([^)#]+)\)", document)
    assert [link for link in links if not (src.ROOT / link).exists()] == []
