"""Settings: defaults, what is typed, and where the workspace is."""

import os
from pathlib import Path

import pytest

from gwdash import config
from gwdash.errors import UsageError


@pytest.mark.parametrize("setting", config.SETTINGS, ids=lambda setting: setting.name)
def test_an_unset_or_empty_variable_is_the_default(setting, monkeypatch):
    monkeypatch.delenv(setting.name, raising=False)
    assert config.text(setting) == setting.default
    monkeypatch.setenv(setting.name, "")
    assert config.text(setting) == setting.default
    assert setting.sentence.endswith("。")


@pytest.mark.parametrize("typed", ["ten", "-1", "1.5"])
def test_a_setting_that_is_no_number_says_so(typed, monkeypatch):
    monkeypatch.setenv(config.KEEP_VERSIONS.name, typed)
    with pytest.raises(
        UsageError, match=f"GWDASH_KEEP_VERSIONS 应为不小于 0 的整数，现在是“{typed}”"
    ):
        config.number(config.KEEP_VERSIONS)


def test_a_number_that_is_set(monkeypatch):
    monkeypatch.setenv(config.KEEP_VERSIONS.name, "3")
    assert config.number(config.KEEP_VERSIONS) == 3


def test_the_workspace_is_the_named_folder_or_the_checkouts(monkeypatch, tmp_path, repo):
    monkeypatch.delenv(config.HOME.name, raising=False)
    assert config.workspace() == repo / "data" / "local"
    monkeypatch.setenv(config.HOME.name, str(tmp_path))
    assert config.workspace() == tmp_path
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(config.HOME.name, "~/gw")
    assert config.workspace() == Path(tmp_path, "gw")


def test_threads_are_those_of_the_machine_unless_set(monkeypatch):
    monkeypatch.delenv(config.STORE_THREADS.name, raising=False)
    assert config.store_threads() == min(os.cpu_count() or 1, 4)
    monkeypatch.setenv(config.STORE_THREADS.name, "7")
    assert config.store_threads() == 7
