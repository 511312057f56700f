"""Pages run as a visitor runs them: through the shell, on a real published city."""

import pytest
import ui_city
from streamlit.testing.v1 import AppTest

SECONDS = 30


@pytest.fixture(scope="session")
def city(tmp_path_factory):
    return ui_city.build(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def open_page(repo, monkeypatch):
    """Return a function that opens a page of a workspace, with an address."""

    def opener(home, key="overview", **address):
        monkeypatch.setenv("GWDASH_HOME", str(home))
        app = AppTest.from_file(str(repo / "gwdash" / "ui" / "shell.py"), default_timeout=SECONDS)
        for name, value in address.items():
            app.query_params[name] = value
        if key != "overview":
            app.switch_page(f"../../pages/{key}.py")
        app.run()
        assert not app.exception, app.exception[0].value
        return app

    return opener


@pytest.fixture
def said():
    """Return all markup that a page wrote, as one text."""

    def reader(app):
        parts = [element.proto.body for element in app.get("html")]
        return "".join(part for part in parts if not part.startswith("<style>"))

    return reader
