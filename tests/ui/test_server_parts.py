"""Health, failures and memory: the parts around the pages."""

import gc
import json
import threading

import pytest
import ui_city
from streamlit.testing.v1 import AppTest

from gwdash.errors import UsageError
from gwdash.ui import errors, memory, routes
from gwdash.ui.registry import PAGES, page


def test_health_of_an_empty_workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path))
    found = json.loads(routes.healthz(None).body)
    assert (found["status"], found["version"]) == ("ok", None)


def test_health_names_the_live_version(tmp_path, monkeypatch):
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path))
    ui_city.build(tmp_path)
    assert json.loads(routes.healthz(None).body)["version"] == 1


def test_health_of_a_damaged_workspace_says_why(tmp_path, monkeypatch):
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path))
    ui_city.build(tmp_path)
    (tmp_path / "store" / "gwdash-1.duckdb").unlink()
    answer = routes.healthz(None)
    assert answer.status_code == 503
    assert "缺失" in json.loads(answer.body)["reason"]


def fails_as_expected():
    from gwdash.errors import UsageError  # noqa: PLC0415
    from gwdash.ui.errors import show_failure  # noqa: PLC0415

    show_failure(UsageError("请选择台账。"))


def fails_as_a_defect():
    from gwdash.ui.errors import show_failure  # noqa: PLC0415

    show_failure(ZeroDivisionError("secret detail"))


def test_an_expected_failure_is_its_own_sentence():
    (box,) = AppTest.from_function(fails_as_expected).run().error
    assert box.value == "请选择台账。"


def test_a_defect_shows_a_number_that_the_log_knows(caplog):
    (box,) = AppTest.from_function(fails_as_a_defect).run().error
    number = box.value.split("编号 ")[1][:6]
    assert "secret detail" not in box.value
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_every_failure_is_shown_by_the_page_itself():
    assert errors.show_failure(UsageError("。")) is True


def test_garbage_is_collected_until_the_end():
    collected = threading.Event()
    stopped = threading.Event()

    def seen(phase, _info):
        if phase == "stop":
            collected.set()

    gc.callbacks.append(seen)
    worker = threading.Thread(target=memory.collect_until, args=(stopped, 0.01))
    worker.start()
    try:
        assert collected.wait(5)
    finally:
        stopped.set()
        worker.join(5)
        gc.callbacks.remove(seen)
    assert not worker.is_alive()


@pytest.mark.parametrize("spec", PAGES, ids=lambda p: p.key)
def test_a_declared_page_exists(spec):
    assert spec.path.is_file()
    assert page(spec.key) is spec
    assert spec.question.endswith("？")


def test_an_unknown_page_is_no_page():
    with pytest.raises(KeyError):
        page("nowhere")


def test_every_page_is_declared():
    scripts = {path.stem for path in PAGES[0].path.parent.glob("*.py")}
    assert scripts == {spec.key for spec in PAGES}
